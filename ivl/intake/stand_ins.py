"""Numbers and dates that may stand for unknown: 999, -9, 1900-01-01, 1999-09-09.

One that is out of line with the rest of its column, or that comes more than once, is asked
about. In line and alone it is what it says.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

import pandas as pd

from ivl.intake.dates import EARLIEST
from ivl.intake.levels import is_unknown_mark
from ivl.intake.problems import row_words
from ivl.intake.questions import Answers, Option, Question
from ivl.intake.source import Source
from ivl.schema import UNKNOWN

SENTINELS: Final = (-999.0, -99.0, -9.0, -1.0, 99.0, 999.0, 9999.0)
_SENTINEL_OF_COUNTS: Final = 9.0
_NEVER_MEASURED: Final = (999.0, 9999.0)
"""Hardly ever the amount of anything, which people round."""

_FAR_OFF: Final = 1.5
_YEAR: Final = pd.Timedelta(days=365.25)
_FAR_FROM_MARK, _FAR_FROM_DATE = 5 * _YEAR, 15 * _YEAR
_ENOUGH_DATES: Final = 3
"""So many others show in what years the dates of a column lie."""


def numbers_for_unknown(
    source: Source, values: Sequence[float | None], answers: Answers
) -> tuple[set[float], list[Question]]:
    """Numbers such as 999 that the owner says mean unknown.

    Args:
        source: the column.
        values: what each of its different cells says.
        answers: what the owner of the file decided.

    One that is not plausible counts as unknown in any case, so that question stops nothing.
    """
    column = source.match.column
    known = sorted({value for value in values if value is not None})
    questions = []
    told = {float(code) for code, said in source.legend.items() if is_unknown_mark(said.words)}
    possible = {*SENTINELS, _SENTINEL_OF_COUNTS, *told}
    for sentinel in (value for value in known if value in possible):
        rows = source.rows_where([value == sentinel for value in values])
        if not rows:  # of a patient whose other row counts
            continue
        stands_out = _number_stands_out(column.is_count, sentinel, known, len(rows))
        if sentinel in told or stands_out:
            number = Option("number", f"A number: {sentinel:g} {column.unit}".rstrip())
            is_plausible = column.low <= sentinel <= column.high
            questions.append(
                _question(source, f"{sentinel:g}", rows, "a number", number, answers, is_plausible)
            )
    marks = {ask.key for ask in questions if ask.answer == UNKNOWN.name}
    return {value for value in known if _key(source, f"{value:g}") in marks}, questions


def dates_for_unknown(
    source: Source, values: Sequence[Any], answers: Answers
) -> tuple[set[pd.Timestamp], list[Question]]:
    """Dates such as 1999-09-09 that count as unknown until the owner says that they are dates.

    Args:
        source: the column.
        values: what each of its different cells says.
        answers: what the owner of the file decided.

    What lies before ``EARLIEST`` or in the future counts as unknown in any case.
    """
    known = sorted({day for day in values if pd.notna(day)})
    questions, marks = [], set()
    for day in _days_apart(known):
        rows = source.rows_where([value == day for value in values])
        if len(rows) < 2 and not _stands_apart(day, known):
            continue
        option = Option("date", f"A date: {day:%Y-%m-%d}")
        question = _question(source, f"{day:%Y-%m-%d}", rows, "the date", option, answers)
        questions.append(question)
        if question.answer != "date":
            marks.add(day)
    return marks, questions


def _number_stands_out(is_count: bool, number: float, known: list[float], n: int) -> bool:
    # One mark beside another is no further off than the numbers are from both.
    others = [other for other in known if other != number and other not in SENTINELS]
    is_far = not others or number > _FAR_OFF * others[-1]
    if number == _SENTINEL_OF_COUNTS and is_count:
        return is_far
    is_odd = number < 0 or number in _NEVER_MEASURED
    return number in SENTINELS and (is_odd or n > 1 or is_far)


def _days_apart(known: list[pd.Timestamp]) -> list[pd.Timestamp]:
    """Days that look made up, and a first or last one further off than the others reach."""
    today = pd.Timestamp(date.today())
    ends = {known[0], known[-1]} if len(known) > _ENOUGH_DATES else set()
    return [
        day
        for day in known
        if EARLIEST <= day <= today
        and (_is_made_up(day) or (day in ends and _is_beyond(day, known)))
    ]


def _stands_apart(day: pd.Timestamp, known: list[pd.Timestamp]) -> bool:
    """Whether a day lies outside the range of the others, and far from them.

    A single date tells nothing of the others, unless computers count from it.
    """
    is_within = known[0] < day < known[-1]
    is_told = len(known) > 1 or _is_counted_from(day)
    return is_told and not is_within and _is_far(day, known, _FAR_FROM_MARK)


def _is_beyond(day: pd.Timestamp, known: list[pd.Timestamp]) -> bool:
    others = known[1:] if day == known[0] else known[:-1]
    return _is_far(day, known, max(_FAR_FROM_DATE, others[-1] - others[0]))


def _is_far(day: pd.Timestamp, known: list[pd.Timestamp], distance: pd.Timedelta) -> bool:
    """Whether the dates next to it, of sorted ones, are further away."""
    at = bisect_left(known, day)
    return all(
        abs(other - day) > distance for other in (*known[at - 1 : at], *known[at + 1 : at + 2])
    )


def _is_made_up(day: pd.Timestamp) -> bool:
    return _repeats_a_digit(day) or _is_counted_from(day)


def _repeats_a_digit(day: pd.Timestamp) -> bool:
    """1999-09-09, 1988-08-08, 2011-11-11; the first of January is how many write a mere year."""
    is_repeated = day.month == day.day and day.year % 100 in (day.month, 11 * day.month)
    return is_repeated and day.month > 1


def _is_counted_from(day: pd.Timestamp) -> bool:
    """Days from which computers count, 1960-01-01, 1970-01-01, 2000-01-01, and their eves."""
    first = day + pd.Timedelta(days=1) if (day.month, day.day) == (12, 31) else day
    return (first.month, first.day) == (1, 1) and first.year % 10 == 0 and first.year <= 2000


def _key(source: Source, words: str) -> str:
    return f"mark {source.match.letter} {words}"


def _question(
    source: Source,
    words: str,
    rows: list[int],
    kind: str,
    as_it_stands: Option,
    answers: Answers,
    stops: bool = True,
) -> Question:
    told = source.legend.get(words)
    asks = (
        f"{source.asked}: {words} stands in {row_words(rows)}. Is it {kind}, or a mark for unknown?"
    )
    question = Question(
        _key(source, words),
        f"{asks} {told.sentence}." if told else asks,
        (as_it_stands, Option(UNKNOWN.name, "A mark for unknown")),
        stops=stops,
        suggestion=UNKNOWN.name if told and is_unknown_mark(told.words) else "",
    )
    return replace(question, answer=answers.to(question))
