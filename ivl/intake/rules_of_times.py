"""What cannot be true of numbers, dates and times: limits, order, months that deny the dates."""

from datetime import date
from typing import Final

import numpy as np
import pandas as pd

from ivl import text
from ivl.intake.dates import EARLIEST
from ivl.intake.reading import CORRECT, UNKNOWN_NOW
from ivl.intake.records import Mask, Numbers, Patient, Records
from ivl.intake.rules import CORRECT_EITHER, SLACK, Rule, iso
from ivl.schema import BY_NAME, FRAME_COLUMNS

_SURGERY, _LAST, _DEATH = "surgery_date", "last_followup_date", "death_date"
_RECURRED_ON, _TO_RECURRENCE = "recurrence_date", "time_to_recurrence_months"
_FOLLOW_UP: Final = "followup_months"
_THE_MONTHS: Final = "The months are used"

_NUMBER_OF_A_PERSON: Final = 100_000


def rules_of_times(today: date) -> tuple[Rule, ...]:
    """The rules in the order in which they apply: one value, then two dates, then two times."""
    numbers = [_plausible(column.name) for column in FRAME_COLUMNS if column.kind == "number"]
    dates = [_in_time(column.name, today) for column in FRAME_COLUMNS if column.kind == "date"]
    order = [_not_before_surgery(name) for name in (_RECURRED_ON, _DEATH, _LAST)]
    return (*numbers, *dates, _not_after(today), *order, _CONTACT_AFTER_DEATH, _MONTHS_TO_CONTACT)


def _plausible(name: str) -> Rule:
    column = BY_NAME[name]
    limits = f"{text.compact(column.low)}–{text.compact(column.high)}"

    def holds(records: Records) -> Mask:
        numbers = records.number(name)
        return (numbers < column.low) | (numbers > column.high)

    return Rule(
        name,
        holds,
        lambda her: f"{_shown(her[name])} is not plausible ({limits})",
        f"Left out of {text.lower_first(column.label)} summaries",
        CORRECT,
        makes_unknown=name,
    )


def _shown(number: float) -> str:
    """What no column measures may be the number of a person."""
    return text.compact(number) if abs(number) < _NUMBER_OF_A_PERSON else "The number"


def _in_time(name: str, today: date) -> Rule:
    latest = pd.Timestamp(today)

    def holds(records: Records) -> Mask:
        days = records.day(name)
        return (days > latest.to_datetime64()) | (days < EARLIEST.to_datetime64())

    def says(her: Patient) -> str:
        is_ahead = her[name] > latest
        return f"{iso(her[name])} is {'in the future' if is_ahead else f'before {EARLIEST.year}'}"

    return Rule(name, holds, says, UNKNOWN_NOW, CORRECT, makes_unknown=name)


def _not_after(today: date) -> Rule:
    """Months that would end in the future are in another unit, or counted from another day."""

    def ahead(records: Records) -> Numbers:
        return records.number(_FOLLOW_UP) - records.months(np.datetime64(today, "ns"))

    return Rule(
        _FOLLOW_UP,
        lambda records: ahead(records) > SLACK,
        lambda her: (
            f"{text.compact(her[_FOLLOW_UP])} months after the operation, {iso(her[_SURGERY])}, "
            "lie in the future"
        ),
        _THE_MONTHS,
        CORRECT_EITHER,
        months_apart=ahead,
    )


def _not_before_surgery(name: str) -> Rule:
    return Rule(
        name,
        lambda records: records.day(name) < records.day(_SURGERY),
        lambda her: f"{iso(her[name])} is before the operation, {iso(her[_SURGERY])}",
        f"The {text.lower_first(BY_NAME[name].label)} counts as unknown",
        CORRECT_EITHER,
        makes_unknown=name,
    )


_CONTACT_AFTER_DEATH: Final = Rule(
    _LAST,
    lambda records: records.day(_LAST) > records.day(_DEATH),
    lambda her: f"{iso(her[_LAST])} is after her death, {iso(her[_DEATH])}",
    "The last contact counts as unknown, and the date of death is used",
    CORRECT_EITHER,
    makes_unknown=_LAST,
)


def _is_counted_to_contact(records: Records) -> Mask:
    """Whose months end at a last contact that was not her end."""
    months, to_contact = records.number(_FOLLOW_UP), records.months(records.day(_LAST))
    died_later = records.months(records.day(_DEATH)) - to_contact > SLACK
    return died_later & (abs(months - to_contact) <= SLACK) & ~records.says("vital_status", "alive")


_MONTHS_TO_CONTACT: Final = Rule(
    _FOLLOW_UP,
    _is_counted_to_contact,
    lambda her: (
        f"{text.compact(her[_FOLLOW_UP])} months end at the last contact, {iso(her[_LAST])}, but "
        f"she died on {iso(her[_DEATH])}"
    ),
    "The time to the date of death is used",
    "Nothing needs to be done if that is right",
    makes_unknown=_FOLLOW_UP,
)


def _followup_apart(records: Records) -> Numbers:
    return abs(records.number(_FOLLOW_UP) - records.followup_by_dates)


def _recurrence_apart(records: Records) -> Numbers:
    return abs(records.number(_TO_RECURRENCE) - records.recurrence_by_dates)


def _recurs_late(records: Records) -> Mask:
    """Whose months to recurrence end after her follow-up; dates may be rounded, months are not."""
    months = records.number(_TO_RECURRENCE)
    stated, by_dates = records.number(_FOLLOW_UP), records.followup_by_dates
    is_late = np.where(np.isnan(stated), months - by_dates > SLACK, months > stated)
    return records.says("recurrence", "yes") & is_late


def _recurs_on_a_late_day(records: Records) -> Mask:
    """Whose date of recurrence lies after her follow-up; stated months may reach further."""
    beyond = records.recurrence_by_dates - records.number(_FOLLOW_UP)
    is_after = records.day(_RECURRED_ON) > records.last_seen
    return (beyond > SLACK) | (is_after & ~(beyond <= 0))


def _of_months(her: Patient) -> str:
    return (
        f"{text.compact(her[_TO_RECURRENCE])} months to recurrence, but "
        f"{text.compact(round(her['followup'], 1))} months of follow-up"
    )


def _of_day(her: Patient) -> str:
    """After which end: that of the months of follow-up, her death, or her last contact."""
    day = iso(her[_RECURRED_ON])
    if her["recurrence_by_dates"] - her[_FOLLOW_UP] > SLACK:
        return (
            f"{day} is {her['recurrence_by_dates']:.1f} months after the operation, but there are "
            f"{text.compact(her[_FOLLOW_UP])} months of follow-up"
        )
    end = "her death" if pd.notna(her[_DEATH]) else "the last contact"
    return f"{day} is after {end}, {iso(her['last_seen'])}"


_NOT_IN_CURVES: Final = (
    "Not used: unless another time of recurrence is given, she counts in tables of recurrence but "
    "not in curves"
)


def _both(months: float, by_dates: float) -> str:
    return f"{text.compact(months)} months, but {by_dates:.1f} months by the dates"


RULES_OF_RECURRENCE_TIMES: Final = (
    Rule(
        _TO_RECURRENCE,
        _recurs_late,
        _of_months,
        _NOT_IN_CURVES,
        CORRECT_EITHER,
        makes_unknown=_TO_RECURRENCE,
    ),
    Rule(
        _RECURRED_ON,
        _recurs_on_a_late_day,
        _of_day,
        _NOT_IN_CURVES,
        CORRECT_EITHER,
        makes_unknown=_RECURRED_ON,
    ),
    Rule(
        _FOLLOW_UP,
        lambda records: _followup_apart(records) > SLACK,
        lambda her: _both(her[_FOLLOW_UP], her["followup_by_dates"]),
        _THE_MONTHS,
        CORRECT_EITHER,
        months_apart=_followup_apart,
    ),
    Rule(
        _TO_RECURRENCE,
        lambda records: records.says("recurrence", "yes") & (_recurrence_apart(records) > SLACK),
        lambda her: _both(her[_TO_RECURRENCE], her["recurrence_by_dates"]),
        _THE_MONTHS,
        CORRECT_EITHER,
        months_apart=_recurrence_apart,
    ),
)
