"""Zeros that fill a column where there is nothing to say: months to recurrence without one."""

from collections.abc import Iterator
from typing import Final

import pandas as pd

from ivl import text
from ivl.derive import with_columns
from ivl.intake.problems import Problem
from ivl.schema import BY_NAME, NO

_FIELD: Final = "time_to_recurrence_months"
_FEWEST: Final = 2
_MOST_OF: Final = 0.75


def without_fillers(frame: pd.DataFrame) -> tuple[pd.DataFrame, list[int]]:
    """The frame without months to recurrence of 0 that only stand for none.

    They do where hardly any patient without recurrence has other months, and none with
    recurrence has a 0.

    Returns:
        The frame, and the row numbers of the patients with such a 0.
    """
    if _FIELD not in frame or "recurrence" not in frame:
        return frame, []
    is_free = frame["recurrence"] == NO.name
    is_zero = frame[_FIELD] == 0
    n_zero, n_told = int((is_free & is_zero).sum()), int((is_free & frame[_FIELD].notna()).sum())
    if n_zero < _FEWEST or n_zero < _MOST_OF * n_told or (is_zero & ~is_free).any():
        return frame, []
    fillers = is_free & is_zero
    kept = with_columns(frame, {_FIELD: frame[_FIELD].mask(fillers)})
    return kept, list(map(int, frame.index[fillers]))


def about_fillers(rows: list[int], sheet: str) -> Iterator[Problem]:
    """One sentence for all of them."""
    if rows:
        yield Problem(
            BY_NAME[_FIELD].label,
            None,
            f"0 stands where there was no recurrence, in {text.patients(len(rows))}",
            "Read as none",
            "Nothing needs to be done",
            sheet=sheet,
            rows=tuple(rows),
        )
