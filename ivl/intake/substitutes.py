"""What can stand in for a column that the file lacks, if its owner says so.

The age comes from the date of birth, the furthest reach from columns for single places, the
recurrence from dates of recurrence, and the vital status from dates of death. A date of death also
fills an empty vital status, unasked.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

import pandas as pd

from ivl import text
from ivl.derive import with_columns
from ivl.intake.cells import BLANK, Cell, as_text, letter
from ivl.intake.dates import EARLIEST, possible_orders, read_date
from ivl.intake.distinct import distinct
from ivl.intake.levels import is_unknown_mark
from ivl.intake.matching import Matching
from ivl.intake.problems import Problem
from ivl.intake.questions import Answers, Option, Question
from ivl.intake.table import Table
from ivl.intake.words import plain
from ivl.intake.yes_no import is_empty
from ivl.schema import BY_NAME, NO, UNKNOWN, YES

_AGE, _BIRTH_KEY = "age_at_diagnosis", "birth date"
_EXTENT, _PLACES_KEY = "tumor_extent", "extent from places"
_VITAL, _DEATHS_KEY = "vital_status", "deaths from dates"
_RECURRENCE, _RECURRED, _RECURRENCES_KEY = "recurrence", "recurrence_date", "recurrence from dates"
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
_YEAR: Final = re.compile(r"((?:19|20)\d\d)年?")


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
        ages = _ages(frame, table, matching.birth_date)
        problems = (
            *_without_age(ages, table, matching.birth_date),
            *_from_years(ages, table, matching.birth_date),
        )
        frame = frame.assign(**{_AGE: ages})
    if given.get(_PLACES_KEY) == YES.name:
        frame = frame.assign(**{_EXTENT: _extents(frame)})
        problems += tuple(_without_place(frame, table, matching))
    if _RECURRENCES_KEY in given and given[_RECURRENCES_KEY] is not None:
        without_date = NO.name if given[_RECURRENCES_KEY] == NO.name else None
        recurred = _by_date(_RECURRED, YES.name, without_date, frame, table, matching, today)
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
        given = "years" if any(map(_birth_year, cells)) else "dates"
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
    if _RECURRENCE not in frame and _RECURRED in frame and frame[_RECURRED].notna().any():
        n = text.patients(int(frame[_RECURRED].count()))
        yield Question(
            _RECURRENCES_KEY,
            f"There is no column with recurrence, but {n} with a date of recurrence. Does an empty "
            "date mean that nothing recurred?",
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


def _ages(frame: pd.DataFrame, table: Table, position: int) -> pd.Series:
    """Completed years at the operation, where every order of day and month gives the same."""
    cells = table.distinct(position)
    orders = possible_orders(cells.cells) or (None,)
    births = [{read_date(cell, order).value for order in orders} for cell in cells.cells]
    years = list(map(_birth_year, cells.cells))
    ages = []
    for place, day in zip(cells.places.tolist(), frame["surgery_date"], strict=True):
        year = years[place]
        if year is not None:
            ages.append(None if pd.isna(day) else float(day.year - year))
            continue
        possible = {_age(birth, day) for birth in births[place]}
        ages.append(possible.pop() if len(possible) == 1 else None)
    return pd.Series(ages, frame.index, "object")


def _birth_year(cell: Cell) -> int | None:
    found = _YEAR.fullmatch(plain(as_text(cell)))
    return int(found[1]) if found else None


def _from_years(ages: pd.Series, table: Table, position: int) -> Iterator[Problem]:
    """What is said of ages that years of birth gave: not every woman had reached hers."""
    years = [_birth_year(cell) for cell in table.distinct(position)]
    told = [year is not None and not pd.isna(age) for year, age in zip(years, ages, strict=True)]
    if any(told):
        n = sum(told)
        yield Problem(
            BY_NAME[_AGE].label,
            None,
            f"Of {text.patients(n)} the year of birth is known and not the day",
            "The age is the one reached in the year of the operation, and may be a year too high",
            "Add a column with the age at the operation if that matters",
            sheet=table.sheet.name,
        )


def _without_age(ages: pd.Series, table: Table, position: int) -> Iterator[Problem]:
    """Patients whose date of birth gave no age. Its words could tell who they are."""
    cells = table.distinct(position)
    is_unknown = [is_unknown_mark(as_text(cell)) for cell in cells.cells]
    for (row, age), place in zip(ages.items(), cells.places.tolist(), strict=True):
        if pd.isna(age) and not is_unknown[place]:
            yield Problem(
                BY_NAME[_AGE].label,
                int(row),
                "The dates of birth and of operation do not give one certain age",
                "Left out of age summaries",
                "Write both like 2019-03-05 and upload again",
                cell=f"{letter(position)}{row}",
                sheet=table.sheet.name,
            )


def _age(birth: Any, day: Any) -> float | None:
    if pd.isna(birth) or pd.isna(day):
        return None
    return float(day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day)))


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
    is_left = [is_empty(cell) or plain(as_text(cell)) in _NOT_APPLICABLE for cell in cells.cells]
    told = [
        without_date if is_left[place] else (with_date if _is_past(day, today) else None)
        for place, day in zip(cells.places.tolist(), frame[field], strict=True)
    ]
    return pd.Series(told, frame.index, "object")


def _is_past(day: Any, today: date) -> bool:
    return bool(pd.notna(day) and EARLIEST <= day <= pd.Timestamp(today))
