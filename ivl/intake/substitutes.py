"""What can stand in for a column that the file lacks, if its owner says so.

The age comes from the date of birth, the furthest reach from columns for single places, the
recurrence from dates of recurrence, and the vital status from dates of death. A date of death also
fills an empty vital status, unasked.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

import pandas as pd

from ivl import text
from ivl.derive import with_columns
from ivl.intake import ages
from ivl.intake.cells import BLANK, Cell, as_text
from ivl.intake.dates import EARLIEST
from ivl.intake.distinct import distinct
from ivl.intake.free_times import free_time
from ivl.intake.grammar import says_none
from ivl.intake.matching import Matching
from ivl.intake.problems import Problem
from ivl.intake.questions import Answers, Option, Question
from ivl.intake.table import Table
from ivl.intake.words import plain
from ivl.intake.yes_no import is_empty
from ivl.schema import BY_NAME, NO, UNKNOWN, YES, Column

_AGE, _BIRTH_KEY = ages.AGE.name, "birth date"
_EXTENT, _PLACES_KEY = "tumor_extent", "extent from places"
_VITAL, _DEATHS_KEY = "vital_status", "deaths from dates"
_RECURRENCE, _RECURRENCES_KEY = "recurrence", "recurrence from dates"
_RECURRED: Final = {"recurrence_date": "date", "time_to_recurrence_months": "time"}
_PLACES: Final = {
    "pa": "pulmonary_artery",
    "rv": "right_ventricle",
    "ra": "right_atrium",
    "ivc": "ivc",
    "vein_iliac": "iliac_or_gonadal",
    "vein_gonadal": "iliac_or_gonadal",
}
"""Places with a column of their own, the furthest first, and the level that each stands for."""

_SHORT_OF_PELVIS: Final = "pelvis"
_NOT_APPLICABLE: Final = frozenset(["na", "n/a", "n.a.", "not applicable", "无", "不适用"])


@dataclass(frozen=True)
class Substituted:
    """What was recorded, with what was worked out from it."""

    frame: pd.DataFrame
    questions: tuple[Question, ...] = ()
    problems: tuple[Problem, ...] = ()


def substituted(
    frame: pd.DataFrame, table: Table, matching: Matching, answers: Answers, today: date
) -> Substituted:
    """The frame with columns worked out from others as far as the owner of the file agrees.

    Args:
        frame: as recorded, indexed by row number.
        table: for the dates of birth.
        matching: which column holds them.
        answers: what the owner of the file decided.
        today: a date of death after it says nothing of a patient.
    """
    asked = _questions(frame, table, matching)
    questions = [replace(ask, answer=answers.to(ask)) for ask in asked]
    given = {question.key: question.answer for question in questions}
    problems: tuple[Problem, ...] = ()
    if given.get(_BIRTH_KEY) == YES.name and matching.birth_date is not None:
        found = ages.worked_out(frame, table, matching.birth_date)
        problems = (
            *ages.without_age(found, table, matching.birth_date),
            *ages.from_years(found, table, matching.birth_date),
        )
        frame = frame.assign(**{_AGE: found})
    if given.get(_PLACES_KEY) == YES.name:
        frame = frame.assign(**{_EXTENT: _extents(frame)})
        problems += tuple(_without_place(frame, table, matching))
    if _RECURRENCES_KEY in given and given[_RECURRENCES_KEY] is not None:
        without_date = NO.name if given[_RECURRENCES_KEY] == NO.name else None
        field = _telling_of_recurrence(frame, matching)
        recurred = _by_date(field, YES.name, without_date, frame, table, matching, today)
        frame = with_columns(frame, {_RECURRENCE: recurred})
    is_dated_alone = _VITAL not in frame and given.get(_DEATHS_KEY) == "alive"
    if "death_date" in frame and (_VITAL in frame or is_dated_alone):
        without_date = "alive" if is_dated_alone else None
        vital = _vital_status(frame, table, matching, without_date, today)
        frame = with_columns(frame, {_VITAL: vital})
    return Substituted(frame, tuple(questions), problems)


def _questions(frame: pd.DataFrame, table: Table, matching: Matching) -> Iterator[Question]:
    if _AGE not in frame and matching.birth_date is not None and "surgery_date" in frame:
        cells = table.distinct(matching.birth_date).cells
        given = "years" if any(map(ages.birth_year, cells)) else "dates"
        yield Question(
            _BIRTH_KEY,
            f"There is no column with age, but one with {given} of birth. Shall the age at the "
            f"operation be worked out from them? The {given} themselves are not kept.",
            (Option(YES.name, "Yes, work it out"), Option(NO.name, "No")),
            gives=(_AGE,),
        )
    places = [place for place in _PLACES if place in frame]
    if _EXTENT not in frame and places:
        labels = text.listed(text.lower_first(BY_NAME[place].label) for place in places)
        yield Question(
            _PLACES_KEY,
            "There is no column with the furthest reach of the tumour. Shall it be worked out from "
            f"the columns {labels}?",
            (
                Option(
                    YES.name,
                    "Yes, the furthest place with a yes, and the pelvis where the vena cava and "
                    "all beyond it are a no",
                ),
                Option(NO.name, "No"),
            ),
            gives=(_EXTENT,),
        )
    if field := _telling_of_recurrence(frame, matching):
        n, told = text.patients(int(frame[field].count())), _RECURRED[field]
        yield Question(
            _RECURRENCES_KEY,
            f"There is no column with recurrence, but {n} with a {told} of recurrence. Does an "
            f"empty {told} mean that nothing recurred?",
            (Option(NO.name, "Yes, nothing recurred"), Option(UNKNOWN.name, "No, it is unknown")),
            gives=(_RECURRENCE,),
        )
    if _VITAL not in frame and "death_date" in frame:
        n = text.patients(int(frame["death_date"].count()))
        yield Question(
            _DEATHS_KEY,
            f"There is no vital status, but {n} with a date of death. Does an empty date mean "
            "that she was alive at the last contact?",
            (Option("alive", "Yes, she was alive"), Option(UNKNOWN.name, "No, it is unknown")),
            stops=False,
            gives=(_VITAL,),
        )


def _telling_of_recurrence(frame: pd.DataFrame, matching: Matching) -> str:
    """The field whose cells are filled where the tumour recurred; "" if none stands in for it.

    A time that all patients have, or that is their follow-up, may end at anything.
    """
    if _RECURRENCE in frame:
        return ""
    for field in _RECURRED:
        is_told = frame[field].notna() if field in frame else pd.Series(dtype=bool)
        if not is_told.any():
            continue
        if field == "recurrence_date":
            return field
        ends_otherwise = is_told.all() or free_time(matching) or _mostly_follow_up(frame, field)
        return "" if ends_otherwise else field
    return ""


def _mostly_follow_up(frame: pd.DataFrame, field: str) -> bool:
    if "followup_months" not in frame:
        return False
    is_told = frame[field].notna()
    return bool(2 * (frame[field] == frame["followup_months"]).sum() > is_told.sum())


def _extents(frame: pd.DataFrame) -> pd.Series:
    places = frame[[place for place in _PLACES if place in frame]].astype("object")
    told = list(places.itertuples(index=False, name=None))
    extents = {hers: _extent(dict(zip(places, hers, strict=True))) for hers in set(told)}
    return pd.Series([extents[hers] for hers in told], frame.index, "object")


def _without_place(frame: pd.DataFrame, table: Table, matching: Matching) -> Iterator[Problem]:
    """Patients with the pelvis for the furthest reach of whom every place was left empty."""
    positions = [match.position for match in matching.matches if match.field in _PLACES]
    in_pelvis = frame[_EXTENT] == _SHORT_OF_PELVIS
    is_blank = (table.numbers(positions) == BLANK).all(axis=1)
    for row in frame.index[in_pelvis & is_blank]:
        yield Problem(
            BY_NAME[_EXTENT].label,
            int(row),
            "No place is marked",
            "The pelvis counts as the furthest reach, though the places may not have been filled "
            "in",
            "Check the rows, and write unknown where nobody looked",
            sheet=table.sheet.name,
        )


def _extent(her: dict[str, Any]) -> str | None:
    """The furthest place with a yes; with a no to the vena cava and beyond, the pelvis.

    An unknown place further out than the furthest yes leaves the reach unknown.
    """
    for place, level in _PLACES.items():
        if her.get(place) == YES.name:
            return level
        if place in her and pd.isna(her[place]):
            return None
    return _SHORT_OF_PELVIS if "ivc" in her else None


def _vital_status(
    frame: pd.DataFrame, table: Table, matching: Matching, without_date: str | None, today: date
) -> pd.Series:
    """A date of death says that she died; where there is none, only the status can tell."""
    told = _by_date("death_date", "dead", without_date, frame, table, matching, today)
    if _VITAL not in frame:
        return told
    stated = frame[_VITAL].astype("object")
    return stated.where(stated.notna(), told)


def _by_date(
    field: str,
    with_date: str,
    without_date: str | None,
    frame: pd.DataFrame,
    table: Table,
    matching: Matching,
    today: date,
) -> pd.Series:
    """What a date says of each patient, and what an empty cell in its place does.

    What stands for no day, such as 1900-01-01, "May?" or "unknown", tells neither.
    """
    match = matching.match(field)
    cells = table.distinct(match.position) if match else distinct([None] * len(frame))
    is_left = [_is_left(cell, BY_NAME[field]) for cell in cells.cells]
    told = [
        without_date if is_left[place] else (with_date if _is_past(day, today) else None)
        for place, day in zip(cells.places.tolist(), frame[field], strict=True)
    ]
    return pd.Series(told, frame.index, "object")


def _is_left(cell: Cell, column: Column) -> bool:
    """Whether nothing stands in the place of a date or time, or that there is none."""
    words = as_text(cell)
    return is_empty(cell) or plain(words) in _NOT_APPLICABLE or says_none(words, column)


def _is_past(day: Any, today: date) -> bool:
    """Whether a date, or a length of time in months, is one of something that came about."""
    if isinstance(day, float):
        return day > 0
    return bool(pd.notna(day) and EARLIEST <= day <= pd.Timestamp(today))
