"""Splitting a cohort into groups: the levels of one column, in clinical order, unknown last.

Descriptions show patients in whom the column is unknown as a group of their own. Tests leave
them out, since "unknown" is not a kind of patient.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
import pandas as pd

from ivl import text
from ivl.arrays import Bools, Ints
from ivl.schema import BY_NAME, NO, UNKNOWN, YES

EVERYONE: Final = "All patients"
"""Name of the only group where nothing is split."""


@dataclass(frozen=True)
class Groups:
    """The groups with at least one patient, and who is in which."""

    by: str | None
    """Column that the cohort was split by; None if it was not."""

    labels: tuple[str, ...]
    """As they stand on screen, in clinical order; "Unknown" last."""

    codes: Ints
    """For each patient the position of her group in ``labels``."""

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def known(self) -> tuple[str, ...]:
        """The groups that a test may compare."""
        return tuple(label for label in self.labels if self.by is None or label != UNKNOWN.label)

    @property
    def known_in_words(self) -> tuple[str, ...]:
        """The known groups as a sentence can name them: "Pelvic", "uterus preserved: yes"."""
        return named(self.by, self.known)

    def members(self, label: str) -> Bools:
        """True for each patient of that group."""
        return self.codes == self.labels.index(label)

    def among(self, kept: Bools) -> "Groups":
        """The groups of the patients kept; a group that loses everybody goes."""
        codes = self.codes if kept.all() else self.codes[kept]
        remains = np.bincount(codes, minlength=len(self)) > 0
        if remains.all():
            return Groups(self.by, self.labels, codes)
        labels = tuple(self.labels[code] for code in np.flatnonzero(remains))
        return Groups(self.by, labels, (remains.cumsum() - 1)[codes])

    def names(self, codes: Sequence[int] | Ints) -> pd.Categorical:
        """Labels for positions, as a frame carries them: ordered, so that groups stay in order."""
        return pd.Categorical.from_codes(codes, dtype=self._ordered)

    @cached_property
    def _ordered(self) -> pd.CategoricalDtype:
        return pd.CategoricalDtype(list(self.labels), ordered=True)


def named(by: str | None, labels: Sequence[str]) -> tuple[str, ...]:
    """Labels of levels for a sentence; where they are yes and no, the column is named."""
    if {YES.label, NO.label}.isdisjoint(labels):
        return tuple(labels)
    column = text.lower_first(BY_NAME[by].label) if by in BY_NAME else by
    return tuple(f"{column}: {text.lower_first(label)}" for label in labels)


def against_reference(by: str | None, labels: Sequence[str]) -> tuple[str, ...]:
    """The labels with the reference last: what every difference and ratio compares, in its order.

    The reference is the one that the data dictionary names, "No" beside "Yes", else the first.

    Args:
        by: column of the levels.
        labels: in clinical order.
    """
    if not labels:
        return ()
    column = BY_NAME.get(by or "")
    declared = column.level(column.reference).label if column and column.reference else NO.label
    reference = declared if declared in labels else labels[0]
    return (*(label for label in labels if label != reference), reference)


def split(patients: pd.DataFrame, by: str | None) -> Groups:
    """The patients' groups by a column of levels, or everyone as one group.

    Args:
        patients: a row per patient.
        by: a category, yes_no or boolean column, or any column of names; None for no split.

    Raises:
        KeyError: if there is no such column.
        ValueError: if the data dictionary knows the column as a number, date or text.
    """
    if by is None:
        everyone = (EVERYONE,) if len(patients) else ()
        return Groups(None, everyone, np.zeros(len(patients), dtype=np.intp))
    if by in BY_NAME and BY_NAME[by].kind in ("number", "date", "text", "several"):
        raise ValueError(f"{BY_NAME[by].label} has no levels to split by")
    codes, names = level_codes(patients[by])
    everyone_in = Groups(by, tuple(_label(by, name) for name in names), codes)
    return everyone_in.among(np.ones(len(patients), dtype=bool))


def where_known(patients: pd.DataFrame, by: str) -> str | None:
    """The column to split by; None where nobody's group is known."""
    return by if split(patients, by).known else None


def level_codes(values: pd.Series) -> tuple[Ints, list[Any]]:
    """For each value the position of its level among the names, and the names.

    "unknown" is the last of the names, and every missing value stands there.
    """
    if isinstance(values.dtype, pd.CategoricalDtype):
        found, levels = values.array.codes, values.dtype.categories.tolist()
    elif pd.api.types.is_bool_dtype(values):
        no = values.eq(False).fillna(False).to_numpy(dtype=bool)
        found, levels = np.where(values.isna(), -1, no), [YES.name, NO.name]
    else:
        found, levels = pd.factorize(values, sort=True)
    names = [*(name for name in levels if name != UNKNOWN.name), UNKNOWN.name]
    place = {name: code for code, name in enumerate(names)}
    # The code of a missing value is -1, which takes the last.
    new = np.array([*(place[name] for name in levels), place[UNKNOWN.name]], dtype=np.intp)
    return new[found], names


def level_counts(values: pd.Series, names: Sequence[str], groups: Groups) -> Ints:
    """How many patients of each group are at each of these levels, shape (groups, levels).

    Args:
        values: a value per patient of ``groups``; missing values are at the level "unknown".
        names: names of levels; who is at another is not counted.
        groups: the groups.
    """
    codes, found = level_codes(values)
    place = {name: position for position, name in enumerate(names)}
    columns = np.array([place.get(name, len(names)) for name in found], dtype=np.intp)
    width = len(names) + 1
    cells = groups.codes * width + columns[codes]
    table = np.bincount(cells, minlength=len(groups) * width).reshape(len(groups), width)
    return table[:, :-1]


def column_label(column: str) -> str:
    """A column as it stands on screen, "Detection group"; one of another frame by its name."""
    return BY_NAME[column].label if column in BY_NAME else column


def column_name(column: str) -> str:
    """A column within a sentence: "detection group"."""
    return text.lower_first(column_label(column)) if column in BY_NAME else column


def split_title(quantity: str, by: str | None) -> str:
    """ "Symptoms by tumour extent"; the quantity alone where nothing is split."""
    return f"{quantity} by {column_name(by)}" if by else quantity


def _label(by: str, name: Any) -> str:
    if by in BY_NAME and name in BY_NAME[by].level_names:
        return BY_NAME[by].level(name).label
    return _OF_ALL_COLUMNS.get(name, str(name))


_OF_ALL_COLUMNS: Final = {level.name: level.label for level in (YES, NO, UNKNOWN)}
