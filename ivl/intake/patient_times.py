"""Dates that name no day: which day of their month stands for them."""

from collections.abc import Mapping, Set
from typing import Any, Final

import pandas as pd

from ivl.derive import with_columns

_IN_ORDER: Final = ("surgery_date", "recurrence_date", "last_followup_date", "death_date")


def within_months(frame: pd.DataFrame, months: Mapping[int, Mapping[str, str]]) -> pd.DataFrame:
    """The patients with dates without a day in order with their other dates of that month.

    Taken at its middle, a month would put a recurrence before an operation on the 20th.

    Args:
        frame: a row per patient, indexed by row number.
        months: dates that name no day, as they stand in the file, by row number and field.
    """
    names = [name for name in _IN_ORDER if name in frame]
    moved = {name: frame[name].copy() for name in names}
    for row, dayless in months.items():
        if row not in frame.index:
            continue
        hers = _in_order({name: frame.at[row, name] for name in names}, dayless.keys())
        for name in dayless.keys() & set(names):
            moved[name].at[row] = hers[name]
    return with_columns(frame, moved) if months else frame


def _in_order(her: dict[str, Any], dayless: Set[str]) -> dict[str, Any]:
    kept = dict(her)
    for name in her:
        if name not in dayless:
            continue
        at = _IN_ORDER.index(name)
        before, after = _IN_ORDER[:at], _IN_ORDER[at + 1 :]
        day = kept[name]
        for other in (*before, *after):
            is_sure = other not in dayless or other in before
            if other in kept and is_sure and _same_month(kept[other], day):
                day = max(day, kept[other]) if other in before else min(day, kept[other])
        kept[name] = day
    return kept


def _same_month(one: Any, other: Any) -> bool:
    return bool(pd.notna(one) and (one.year, one.month) == (other.year, other.month))
