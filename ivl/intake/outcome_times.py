"""Times that stand in place of an outcome, or beside it: "14 mo" below Recurrence, "NED 36 mo".

Such a cell answers two questions, whether and when. Only what its own words make certain is read:
a length of time has its unit, and a date its year, month and day.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from ivl import text
from ivl.derive import with_columns
from ivl.intake import outcomes
from ivl.intake.cells import Cell, as_text
from ivl.intake.dates import read_date
from ivl.intake.grammar import read_cell
from ivl.intake.levels import is_lost, yes_or_no
from ivl.intake.numbers import read_number
from ivl.intake.personal import headed, quoted
from ivl.intake.problems import Problem
from ivl.intake.source import Source
from ivl.intake.timed_words import TimedWord, timed_words
from ivl.intake.words import plain
from ivl.schema import BY_NAME, NO, YES

_LOST: Final = "lost_to_followup"
_RECURS: Final = ("time_to_recurrence_months", "recurrence_date")
_DIES: Final = ("followup_months", "death_date")
_IS_SEEN: Final = ("followup_months", "last_followup_date")
_FIELDS: Final = (outcomes.RECURRENCE, outcomes.STATUS, _LOST)
_AGREE: Final = 1.0
"""Months by which a time may differ from that of its own column."""

Values = npt.NDArray[Any]


def spoken(source: Source) -> Mapping[str, str]:
    """What cells with a time mean in a column of outcomes, by the cell: "yes (14 mo)" is "yes".

    A time alone is a yes where other cells of the column say no.
    """
    column, asked_as = source.match.column, source.match.asked_as
    if column.name not in _FIELDS:
        return {}
    found: dict[str, str] = {}
    says_no = any(yes_or_no(as_text(cell), column, asked_as) == NO.name for cell in source.distinct)
    for cell in source.distinct:
        told = timed_words(as_text(cell))
        if len(told) == 1 and _times(told[0], source):
            (one,) = told
            if one.word or (says_no and _is_yes_certain(source)):
                found[plain(as_text(cell))] = one.word or YES.name
    return found


def filled(
    frame: pd.DataFrame, sources: Sequence[Source], sheet: str
) -> tuple[pd.DataFrame, list[Problem]]:
    """The frame with the times that cells of an outcome tell, where their own column has none.

    Args:
        frame: as recorded.
        sources: the columns in use.
        sheet: for the messages.

    Returns:
        The frame, and what is to be said of it.
    """
    problems: list[Problem] = []
    for source in sources:
        if source.match.field in _FIELDS and not source.match.is_aside:
            frame, found = _filled_from(frame, source, sources, sheet)
            problems += found
    return frame, problems


def _filled_from(
    frame: pd.DataFrame, source: Source, sources: Sequence[Source], sheet: str
) -> tuple[pd.DataFrame, list[Problem]]:
    known = spoken(source)
    told = [_told(cell, source, known) for cell in source.distinct]
    problems: list[Problem] = []
    counts: dict[str, Values] = {}
    for field in dict.fromkeys(field for times in told for field in times):
        says = np.array([times.get(field) for times in told], "object")[source.held.places]
        says = pd.Series(says, frame.index, name=field)
        stands = frame[field] if field in frame else pd.Series(None, frame.index, dtype="object")
        fills = says.notna() & stands.isna()
        if fills.any():
            kind = "datetime64[ns]" if BY_NAME[field].kind == "date" else "float64"
            frame = with_columns(frame, {field: stands.where(~fills, says).astype(kind)})
            counts[field] = fills.to_numpy()
        problems += _contradicted(says, stands, source, sources, sheet)
    is_lone = any(not one.word for cell in known for one in timed_words(cell))
    return frame, [
        *_read_too(counts, is_lone, source, sheet),
        *problems,
        *_unused(source, known, sheet),
    ]


def _told(cell: Cell, source: Source, known: Mapping[str, str]) -> dict[str, float | datetime]:
    """By the field, the time that a cell tells of it."""
    words = as_text(cell)
    if not _is_answer(words, known):
        return {}
    found: dict[str, float | datetime] = {}
    for one in timed_words(words):
        for field, time in _times(one, source).items():
            # The first recurrence is what counts, and the last time that she was seen.
            order = min if field in _RECURS else max
            found[field] = order(time, found.get(field, time))
    return found


def _is_answer(words: str, known: Mapping[str, str]) -> bool:
    return plain(words) in known or bool(outcomes.outcome(words)) or outcomes.is_loss(words)


def _times(one: TimedWord, source: Source) -> dict[str, float | datetime]:
    """The time that stands beside a word, by the field that it belongs to; empty if none does."""
    ends = _ends(one.word, source)
    if not ends or not one.time:
        return {}
    months, day = ends
    length = read_number(one.time, BY_NAME[months]).value
    if length is not None:
        return {months: length}
    date = read_date(one.time, None)
    return {} if date.value is None or date.is_month or date.what else {day: date.value}


def _ends(word: str, source: Source) -> tuple[str, str] | None:
    """The fields, in months and as a date, whose time stands beside a word of an outcome.

    "No (36 mo)" leaves open what took 36 months.
    """
    field = source.match.field
    says = read_cell(word, source.match.column, source.match.asked_as).value if word else YES.name
    told = {**outcomes.outcome(word), **({field: says} if says else {})}
    if told.get(outcomes.RECURRENCE) == YES.name:
        # "Alive with recurrence 20 months" leaves open what took 20 months.
        return None if outcomes.STATUS in told else _RECURS
    if told.get(outcomes.STATUS) == "dead" or (not word and field == outcomes.STATUS):
        return _DIES
    is_seen = told.get(outcomes.STATUS) == "alive" or told.get(_LOST) == YES.name or is_lost(word)
    return _IS_SEEN if is_seen else None


def _is_yes_certain(source: Source) -> bool:
    """Whether a time alone can only say when what the column asks came about."""
    asked_as = source.match.asked_as
    if source.match.field == outcomes.STATUS:
        return asked_as is not None and asked_as.yes == "dead"
    return asked_as is None


def _read_too(
    counts: Mapping[str, npt.NDArray[np.bool_]], is_lone: bool, source: Source, sheet: str
) -> Iterator[Problem]:
    """Once for a column: which times were read from it."""
    if not counts:
        return
    gained = text.listed(
        f"{text.lower_first(BY_NAME[field].label)} of {text.patients(int(fills.sum()))}"
        for field, fills in counts.items()
    )
    rows = np.flatnonzero(np.any(list(counts.values()), axis=0))
    yield Problem(
        source.match.column.label,
        None,
        f"{source.match.title} holds times, from which was read: {gained}",
        "A time without an answer there counts as yes"
        if is_lone
        else "They are used where the column of their own is empty",
        "Enter times in columns of their own if they mean anything else",
        sheet=sheet,
        rows=tuple(source.rows[at] for at in map(int, rows)),
    )


def _unused(source: Source, known: Mapping[str, str], sheet: str) -> Iterator[Problem]:
    """Answers whose time says nothing that has a column: "no recurrence at 24 months"."""
    for place in source.places_where(
        [_has_unused(cell, source, known) for cell in source.distinct]
    ):
        row = source.rows[place]
        cell = source.distinct[source.held.places[place]]
        yield Problem(
            source.match.column.label,
            row,
            f"{quoted(as_text(cell), 'date')} was read without its time",
            "What the time was counted to is left open",
            "Enter the time in a column of its own",
            cell=f"{source.match.letter}{row}",
            sheet=sheet,
        )


def _has_unused(cell: Cell, source: Source, known: Mapping[str, str]) -> bool:
    words = as_text(cell)
    return _is_answer(words, known) and any(
        one.time and not _times(one, source) for one in timed_words(words)
    )


def _contradicted(
    says: pd.Series, stands: pd.Series, source: Source, sources: Sequence[Source], sheet: str
) -> Iterator[Problem]:
    """Times of which the column of their own says something else."""
    field = next((s.match for s in sources if s.match.field == says.name), None)
    for place in map(int, np.flatnonzero(says.notna() & stands.notna())):
        said, own = says.iloc[place], stands.iloc[place]
        apart = said - own
        days = isinstance(apart, pd.Timedelta)
        if (apart == pd.Timedelta(0)) if days else abs(apart) <= _AGREE:
            continue
        row = source.rows[place]
        cell = source.distinct[source.held.places[place]]
        yield Problem(
            source.match.column.label,
            row,
            f"{quoted(as_text(cell), 'date')} under {headed(source.match.heading)} gives another "
            f"time than {field.title if field else 'its own column'}",
            "The time in its own column is used",
            "Correct the one that is wrong and upload again",
            cell=f"{source.match.letter}{row}",
            sheet=sheet,
        )
