"""Shares of patients by group for a sentence: "6 of 15 incidental patients (40.0%)"."""

from typing import Any

from ivl import text, titles
from ivl.cohort import Cohort
from ivl.describe import frequencies
from ivl.findings import members
from ivl.linked_words import Source
from ivl.proportions import says_nothing
from ivl.said import number
from ivl.schema import BY_NAME


def share(row: Any, by: str | None) -> str:
    """ "6 of 15 incidental patients (40.0%)", marked as a number.

    Args:
        row: with group, n, n_known and estimate, as the results of ``ivl.describe`` have them.
        by: column that the groups come from; None if nothing is split.
    """
    whom = members(row.n_known, str(row.group), by)
    return number(f"{row.n} of {whom} ({text.percent(row.estimate)})")


def characteristics(by: str | None) -> Source:
    """The table of all patients and of each group, which most counts can be read in."""
    return Source(titles.COMPARE, titles.CHARACTERISTICS, by)


def unknown_in(n: int) -> str:
    """ " (unknown in 3)", to stand behind what is counted; "" where everything is known."""
    return f" (unknown in {number(n)})" if n else ""


def done_in(cohort: Cohort, column: str, words: str, by: str | None) -> str:
    """ "An ovary was kept in 6 of 15 incidental patients (40.0%) and 0 of 24 …".

    Args:
        cohort: the patients.
        column: name of a yes_no column.
        words: what the sentence begins with.
        by: column that makes the groups; None for everybody together.

    Returns:
        A sentence with its numbers marked; "" where the column is unknown in everybody, or known
        in few and alike in them.
    """
    table = frequencies(cohort, [BY_NAME[column]], by).table
    known = table[table["n_known"] > 0]
    if known.empty or says_nothing(*table[["n", "n_known", "n_unknown"]].sum().tolist()):
        return ""
    shares = text.listed(share(row, by) for row in known.itertuples())
    return f"{words} {shares}{unknown_in(int(table['n_unknown'].sum()))}."
