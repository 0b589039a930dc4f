"""Patients counted by group for a sentence: "6 of 15 incidental patients (40.0%)"."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from ivl import text
from ivl.cohort import Cohort
from ivl.findings import members
from ivl.groups import Groups
from ivl.linked_words import Source
from ivl.schema import UNKNOWN, YES


class Count(NamedTuple):
    """Patients of a group at a level, and in whom the column is known."""

    group: str
    n: int
    n_known: int

    def of(self, by: str | None) -> str:
        """ "6 of 15 incidental patients (40.0%)"."""
        return f"{self.n} of {members(self.n_known, self.group, by)} ({self.percent})"

    @property
    def percent(self) -> str:
        return text.percent(self.n / self.n_known) if self.n_known else text.BLANK


def counts(values: pd.Series, level: str, groups: Groups) -> list[Count]:
    """A level of a column in each of the groups in which somebody is known."""
    names, k = values.to_numpy(dtype="object"), len(groups)
    n = np.bincount(groups.codes, names == level, minlength=k).astype(int).tolist()
    n_known = np.bincount(groups.codes, names != UNKNOWN.name, minlength=k).astype(int).tolist()
    return [Count(*row) for row in zip(groups.labels, n, n_known, strict=True) if row[2]]


def characteristics(by: str | None) -> Source:
    """The table of all patients and of each group, which most counts can be read in."""
    return Source("Compare", "Characteristics", by)


def unknown_in(n: int) -> str:
    """ " (unknown in 3)", to stand behind what is counted; "" where everything is known."""
    return f" (unknown in {n})" if n else ""


def done_in(cohort: Cohort, column: str, words: str, groups: Groups) -> str:
    """ "An ovary was kept in 6 of 15 incidental patients (40.0%) and 0 of 24 …".

    Args:
        cohort: the patients.
        column: name of a yes_no column.
        words: what the sentence begins with.
        groups: of the patients.
    """
    found = counts(cohort.patients[column], YES.name, groups)
    if not found:
        return ""
    n_unknown = cohort.n - sum(count.n_known for count in found)
    shares = text.listed(count.of(groups.by) for count in found)
    return f"{words} {shares}{unknown_in(n_unknown)}."
