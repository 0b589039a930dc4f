"""What cannot be true of one patient: each rule with its words and what it costs.

A value that would silently change an endpoint is made unknown. Other contradictions are named
and stay, since the file does not tell which side is wrong.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pandas as pd

from ivl import text
from ivl.intake.dates import EARLIEST
from ivl.intake.patient_times import Patient, months_since_surgery
from ivl.intake.reading import CORRECT, UNKNOWN_NOW
from ivl.schema import BY_NAME, FRAME_COLUMNS

SLACK: Final = 1.0
"""Months; times that differ by less are one time, rounded."""

_TO_RECURRENCE: Final = "time_to_recurrence_months"
_CORRECT_EITHER: Final = "Correct the one that is wrong and upload again"
_SIGNS: Final = tuple(option.name for option in BY_NAME["recurrence_site"].options)


@dataclass(frozen=True)
class Rule:
    """One contradiction."""

    column: str
    """The field that the message is about."""

    says: Callable[[Patient], str | None]
    """What is wrong with a patient, None if nothing."""

    why: str = "Both are used as they stand"
    how: str = "Check the row, and upload again if something changes"
    makes_unknown: str = ""
    """The field whose value is not used."""

    months_apart: Callable[[Patient], float] = lambda her: 0.0
    """What two times differ in, of which one is used."""


def rules(today: date, is_free_time: bool) -> tuple[Rule, ...]:
    """Every rule, in the order in which they are to be applied to a patient.

    Args:
        today: no date lies after it.
        is_free_time: "time to recurrence" is headed as recurrence-free time, which patients
            without recurrence have as well.
    """
    numbers = tuple(_plausible(column.name) for column in FRAME_COLUMNS if column.kind == "number")
    dates = tuple(_in_time(column.name, today) for column in FRAME_COLUMNS if column.kind == "date")
    denied = (_DATED, _PLACED) if is_free_time else (_DATED, _TIMED, _PLACED)
    ahead = _not_after_today(today)
    return (*numbers, *dates, ahead, *_ORDER_OF_DATES, *denied, *_TIMES, *_OTHERS)


def _plausible(name: str) -> Rule:
    column = BY_NAME[name]
    limits = f"{text.compact(column.low)}–{text.compact(column.high)}"

    def says(her: Patient) -> str | None:
        is_outside = her[name] < column.low or her[name] > column.high
        return f"{text.compact(her[name])} is not plausible ({limits})" if is_outside else None

    why = f"Left out of {text.lower_first(column.label)} summaries"
    return Rule(name, says, why, CORRECT, makes_unknown=name)


def _in_time(name: str, today: date) -> Rule:
    latest = pd.Timestamp(today)

    def says(her: Patient) -> str | None:
        if her[name] > latest:
            return f"{_day(her[name])} is in the future"
        return f"{_day(her[name])} is before {EARLIEST.year}" if her[name] < EARLIEST else None

    return Rule(name, says, UNKNOWN_NOW, CORRECT, makes_unknown=name)


def _not_after_today(today: date) -> Rule:
    """Months that would end in the future are in another unit, or counted from another day."""
    latest = pd.Timestamp(today)

    def ahead(her: Patient) -> float:
        return her["followup_months"] - months_since_surgery(her, latest)

    def says(her: Patient) -> str | None:
        if ahead(her) > SLACK:
            months, since = text.compact(her["followup_months"]), _day(her["surgery_date"])
            return f"{months} months after the operation, {since}, lie in the future"
        return None

    why = "The months are used"
    return Rule("followup_months", says, why, _CORRECT_EITHER, months_apart=ahead)


def _not_before_surgery(name: str) -> Rule:
    label = text.lower_first(BY_NAME[name].label)

    def says(her: Patient) -> str | None:
        if her[name] < her["surgery_date"]:
            return f"{_day(her[name])} is before the operation, {_day(her['surgery_date'])}"
        return None

    why = f"The {label} counts as unknown"
    return Rule(name, says, why, _CORRECT_EITHER, makes_unknown=name)


def _contact_after_death(her: Patient) -> str | None:
    if her["last_followup_date"] > her["death_date"]:
        return f"{_day(her['last_followup_date'])} is after her death, {_day(her['death_date'])}"
    return None


_ORDER_OF_DATES: Final = (
    _not_before_surgery("recurrence_date"),
    _not_before_surgery("death_date"),
    _not_before_surgery("last_followup_date"),
    Rule(
        "last_followup_date",
        _contact_after_death,
        "The last contact counts as unknown, and the date of death is used",
        _CORRECT_EITHER,
        makes_unknown="last_followup_date",
    ),
)


def _denies_dated_recurrence(her: Patient) -> str | None:
    if her["recurrence"] == "no" and pd.notna(her["recurrence_date"]):
        return f"No recurrence, but a date of recurrence, {_day(her['recurrence_date'])}"
    return None


def _denies_timed_recurrence(her: Patient) -> str | None:
    if her["recurrence"] == "no" and her[_TO_RECURRENCE] < _followup(her) - SLACK:
        return f"No recurrence, but {text.compact(her[_TO_RECURRENCE])} months to recurrence"
    return None


def _denies_placed_recurrence(her: Patient) -> str | None:
    if her["recurrence"] == "no" and any(her[sign] == "yes" for sign in _SIGNS):
        return "No recurrence, but a site of recurrence"
    return None


def _denied(says: Callable[[Patient], str | None]) -> Rule:
    why = "Whether the tumour recurred counts as unknown"
    return Rule("recurrence", says, why, _CORRECT_EITHER, makes_unknown="recurrence")


_DATED: Final = _denied(_denies_dated_recurrence)
_TIMED: Final = _denied(_denies_timed_recurrence)
_PLACED: Final = _denied(_denies_placed_recurrence)


def _recurs_after_followup(her: Patient) -> str | None:
    if her["recurrence"] == "yes" and her[_TO_RECURRENCE] > her["followup_months"]:
        to_recurrence, followup = (
            text.compact(her[f]) for f in (_TO_RECURRENCE, "followup_months")
        )
        return f"{to_recurrence} months to recurrence, but {followup} months of follow-up"
    return None


def _recurs_after_last_contact(her: Patient) -> str | None:
    if her["recurrence_date"] > _last_seen(her):
        return f"{_day(her['recurrence_date'])} is after the last contact, {_day(_last_seen(her))}"
    return None


def _recurs_too_late(her: Patient) -> str | None:
    """Months compared with dates, which may be rounded."""
    time = _recurred_after(her)
    if her["recurrence"] == "yes" and time > _followup(her) + SLACK:
        return f"{time:.1f} months to recurrence, but {_followup(her):.1f} months of follow-up"
    return None


def _followup_by_dates_differs(her: Patient) -> str | None:
    return _differs(her["followup_months"], _followup_by_dates(her))


def _recurrence_by_dates_differs(her: Patient) -> str | None:
    if her["recurrence"] != "yes":
        return None
    return _differs(her[_TO_RECURRENCE], _recurrence_by_dates(her))


def _followup_by_dates(her: Patient) -> float:
    return months_since_surgery(her, _last_seen(her))


def _recurrence_by_dates(her: Patient) -> float:
    return months_since_surgery(her, her["recurrence_date"])


_NOT_IN_CURVES: Final = "She counts in tables of recurrence but not in curves"
_TIMES: Final = (
    Rule(
        _TO_RECURRENCE, _recurs_after_followup, _NOT_IN_CURVES, _CORRECT_EITHER,
        makes_unknown=_TO_RECURRENCE,
    ),
    Rule(
        "recurrence_date", _recurs_after_last_contact,
        "The date of recurrence counts as unknown", _CORRECT_EITHER,
        makes_unknown="recurrence_date",
    ),
    Rule(
        "recurrence", _recurs_too_late, how=_CORRECT_EITHER,
        months_apart=lambda her: abs(_recurred_after(her) - _followup(her)),
    ),
    Rule(
        "followup_months", _followup_by_dates_differs, "The months are used", _CORRECT_EITHER,
        months_apart=lambda her: abs(her["followup_months"] - _followup_by_dates(her)),
    ),
    Rule(
        _TO_RECURRENCE, _recurrence_by_dates_differs, "The months are used", _CORRECT_EITHER,
        months_apart=lambda her: abs(her[_TO_RECURRENCE] - _recurrence_by_dates(her)),
    ),
)  # fmt: skip


def _dies_alive(her: Patient) -> str | None:
    if her["vital_status"] == "alive" and pd.notna(her["death_date"]):
        return f"Alive, but a date of death, {_day(her['death_date'])}"
    return None


def _dead_and_lost(her: Patient) -> str | None:
    is_both = her["vital_status"] == "dead" and her["lost_to_followup"] == "yes"
    return "Dead, and lost to follow-up" if is_both else None


def _alive_and_lost(her: Patient) -> str | None:
    is_both = her["vital_status"] == "alive" and her["lost_to_followup"] == "yes"
    return "Alive, but lost to follow-up" if is_both else None


def _incidental_beyond_pelvis(her: Patient) -> str | None:
    is_both = her["ivl_detection"] == "incidental" and _is_beyond_pelvis(her)
    return f"Incidental, but the tumour reached the {_extent(her)}" if is_both else None


def _no_thrombectomy_beyond_pelvis(her: Patient) -> str | None:
    is_both = her["thrombectomy"] == "no" and _is_beyond_pelvis(her)
    return f"No thrombectomy, but the tumour reached the {_extent(her)}" if is_both else None


def _place_beyond_extent(her: Patient) -> str | None:
    order = BY_NAME["extent_group"].level_names
    if not _extent_group(her):
        return None
    reached = order.index(_extent_group(her))
    beyond = [
        BY_NAME[place].label
        for place, group in _PLACES.items()
        if her[place] == "yes" and order.index(group) > reached
    ]
    if not beyond:
        return None
    label = text.lower_first(BY_NAME["tumor_extent"].level(her["tumor_extent"]).label)
    return f"The furthest reach is {label}, but {text.listed(beyond)} is yes"


def _more_births_than_pregnancies(her: Patient) -> str | None:
    if her["parity"] > her["gravidity"]:
        births, pregnancies = text.compact(her["parity"]), text.compact(her["gravidity"])
        return f"{births} births, but {pregnancies} pregnancies"
    return None


def _operated_on_absent_uterus(her: Patient) -> str | None:
    uterus = BY_NAME["uterine_procedure"]
    is_gone = her["prior_uterine_surgery_total_hysterectomy"] == "yes"
    if not is_gone or her["uterine_procedure"] in ("uterus_already_absent", "unknown"):
        return None
    done = text.lower_first(uterus.level(her["uterine_procedure"]).label)
    return f"The uterus was removed before, but the uterine procedure is {done}"


_PLACES: Final = {
    "ivc": "ivc", "ra": "right_heart", "rv": "right_heart", "pa": "pulmonary_artery"
}  # fmt: skip
_OTHERS: Final = (
    Rule(
        "vital_status", _dies_alive, "Whether she died counts as unknown", _CORRECT_EITHER,
        makes_unknown="vital_status",
    ),
    Rule("lost_to_followup", _dead_and_lost, "She counts as dead"),
    Rule(
        "vital_status", _alive_and_lost,
        "She counts as alive when last seen, and her vital status as unknown",
        "Nothing needs to be done, unless she was traced", makes_unknown="vital_status",
    ),
    Rule("parity", _more_births_than_pregnancies),
    Rule("ivl_detection", _incidental_beyond_pelvis),
    Rule("thrombectomy", _no_thrombectomy_beyond_pelvis),
    Rule("tumor_extent", _place_beyond_extent, "The furthest reach is used"),
    Rule(
        "uterine_procedure", _operated_on_absent_uterus, "The uterine procedure counts as unknown",
        _CORRECT_EITHER, makes_unknown="uterine_procedure",
    ),
)  # fmt: skip


def _is_beyond_pelvis(her: Patient) -> bool:
    return _extent_group(her) not in ("pelvic", "")


def _extent(her: Patient) -> str:
    return text.lower_first(BY_NAME["extent_group"].level(_extent_group(her)).label)


def _extent_group(her: Patient) -> str:
    """In the levels of the founding study, "" if unknown."""
    return BY_NAME["tumor_extent"].level(her["tumor_extent"]).group


def _followup(her: Patient) -> float:
    return _known(her["followup_months"], _followup_by_dates(her))


def _recurred_after(her: Patient) -> float:
    return _known(her[_TO_RECURRENCE], _recurrence_by_dates(her))


def _last_seen(her: Patient) -> Any:
    return _known(her["last_followup_date"], her["death_date"])


def _differs(months: float, by_dates: float) -> str | None:
    if abs(months - by_dates) > SLACK:
        return f"{text.compact(months)} months, but {by_dates:.1f} months by the dates"
    return None


def _known(first: Any, otherwise: Any) -> Any:
    # NaN and NaT alone are not what they are; asked of every patient, pandas takes long to say so.
    return first if first == first else otherwise


def _day(day: pd.Timestamp) -> str:
    return f"{day:%Y-%m-%d}"
