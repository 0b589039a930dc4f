"""One patient's dates: months from her operation, and dates that name no day."""

from collections.abc import Mapping, Set
from typing import Any, Final

import pandas as pd

from ivl.schema import DAYS_PER_MONTH

Patient = Mapping[str, Any]
"""Every recorded field of one patient, unknown as NaN, NaT or "unknown". Comparisons with NaN and
NaT are False, so a rule says nothing of what is unknown."""

_IN_ORDER: Final = ("surgery_date", "recurrence_date", "last_followup_date", "death_date")


def months_since_surgery(her: Patient, day: Any) -> float:
    """Months from the operation to a day, NaN if either is unknown."""
    between = day - her["surgery_date"]
    return float("nan") if between is pd.NaT else between.days / DAYS_PER_MONTH


def within_months(her: Patient, dayless: Set[str]) -> dict[str, Any]:
    """A patient whose dates without a day lie in order with her other dates of that month.

    Taken at its middle, a month would put a recurrence before an operation on the 20th.
    """
    kept = dict(her)
    for name in _IN_ORDER:
        if name not in dayless:
            continue
        at = _IN_ORDER.index(name)
        before, after = _IN_ORDER[:at], _IN_ORDER[at + 1 :]
        day = kept[name]
        for other in (*before, *after):
            is_sure = other not in dayless or other in before
            if is_sure and _same_month(kept[other], day):
                day = max(day, kept[other]) if other in before else min(day, kept[other])
        kept[name] = day
    return kept


def _same_month(one: Any, other: Any) -> bool:
    return bool(pd.notna(one) and (one.year, one.month) == (other.year, other.month))
