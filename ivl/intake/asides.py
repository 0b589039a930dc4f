"""What cells say beside what their column records: "TAH + BSO" of the ovaries, NED of recurrence.

It is used where the file has no other column for it, or one that is empty in that row; where the
other column says otherwise, that is said, and the other column is believed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from ivl import text
from ivl.derive import level_kind, with_columns
from ivl.intake import decisions, outcomes, procedures
from ivl.intake.cells import Cell, as_text
from ivl.intake.distinct import Distinct
from ivl.intake.personal import headed, quoted
from ivl.intake.problems import Problem
from ivl.intake.questions import Answers, Option, Question
from ivl.intake.reading import Reading
from ivl.intake.report import Match
from ivl.intake.source import Source
from ivl.intake.words import plain
from ivl.schema import BY_NAME, NO, YES, Column

_PROCEDURES: Final = (procedures.UTERUS, procedures.OVARIES)
_OUTCOMES: Final = (outcomes.STATUS, outcomes.RECURRENCE)
_UNKNOWN: Final = -1
_MOST: Final = 0.9
_KEPT, _NAMED = "both_kept", "named"
_OF_A_DAY: Final = {(outcomes.RECURRENCE, NO.name), (outcomes.STATUS, "alive")}
"""Answers that other columns may outlive: free of disease since the recurrence was removed."""

Said = Mapping[str, str | frozenset[str]]


@dataclass(frozen=True)
class Filled:
    """What was recorded, with what other columns say of it."""

    frame: pd.DataFrame
    questions: tuple[Question, ...] = ()
    problems: tuple[Problem, ...] = ()


def said_beside(field: str, words: str) -> Said:
    """What a cell says of other fields than its own."""
    if field in _PROCEDURES:
        told: Said = procedures.named(words)
    elif field in _OUTCOMES:
        told = outcomes.outcome(words)
    else:
        return {}
    return {other: level for other, level in told.items() if other != field}


def with_asides(matches: Sequence[Match], cells: Mapping[int, Distinct]) -> Iterator[Match]:
    """The columns in use, and behind each what its cells say of fields without a column.

    Args:
        matches: one for each field.
        cells: what stands below each heading, by the column's place.
    """
    taken = {match.field for match in matches}
    taken |= {column.name for column in BY_NAME.values() if taken & _names(column)}
    for match in matches:
        yield match
        for field in _fields_beside(match.field, cells[match.position]):
            if field not in taken:
                taken.add(field)
                yield _aside(match, field)


def filled(frame: pd.DataFrame, sources: Sequence[Source], answers: Answers, sheet: str) -> Filled:
    """The frame with what is empty in it and said in another column.

    Args:
        frame: as its own columns say, indexed by row number.
        sources: the columns, without those that ``with_asides`` adds.
        answers: what the owner of the file decided.
        sheet: for the messages.
    """
    questions: list[Question] = []
    problems: list[Problem] = []
    for source in sources:
        told = _told(source)
        asked: list[Question] = []
        if not any(other.match.field == outcomes.RECURRENCE for other in sources):
            meant, asked = _asked_of_recurrence(source, answers)
            told = [
                {**said, **_recurrence(meant.get(plain(as_text(cell))))}
                for cell, said in zip(source.distinct, told, strict=True)
            ]
            problems += _left_open(source, asked, sheet)
            questions += asked
        if source.match.field == procedures.UTERUS and procedures.OVARIES not in frame:
            told, on_ovaries = _asked_of_ovaries(source, told, answers)
            questions += on_ovaries
        counts: dict[str, int] = {}
        worth = set(_fields_told(told, source.held))
        for field in dict.fromkeys(field for said in told for field in said):
            if field not in worth and not any(name in frame for name in _names(BY_NAME[field])):
                continue
            columns, n, against = _filled_field(frame, source, field, told)
            frame, counts[field] = with_columns(frame, columns), n
            problems += _contradicted(against, source, sources, sheet)
        problems += _read_too(source, {field: n for field, n in counts.items() if n}, sheet)
    return Filled(frame, tuple(questions), tuple(problems))


def _fields_told(told: Sequence[Said], held: Distinct) -> Iterator[str]:
    """Fields that a column may stand in for; organs are asked about where it leaves them open."""
    for field in dict.fromkeys(field for said in told for field in said):
        if field in _PROCEDURES or _is_told(field, told, held):
            yield field


def _is_told(field: str, told: Sequence[Said], held: Distinct) -> bool:
    """Whether cells give several answers to a field, or nearly all of them one.

    A bypass that is named where there was one, and never denied, would be one in all who are known.
    """
    n_filled = np.count_nonzero(np.array([cell is not None for cell in held.cells])[held.places])
    n_told = np.count_nonzero(np.array([field in said for said in told])[held.places])
    n_levels = len({said[field] for said in told if field in said})
    return n_levels > 1 or bool(n_told >= _MOST * n_filled)


def _names(column: Column) -> set[str]:
    return {column.name, *(option.name for option in column.options)}


def _fields_beside(field: str, held: Distinct) -> Iterator[str]:
    if field not in _PROCEDURES and field not in _OUTCOMES:
        return
    words = [cell for cell in held.cells if isinstance(cell, str)]
    yield from _fields_told([_said_in(field, cell) for cell in held.cells], held)
    if field == outcomes.STATUS and any(map(outcomes.leaves_open, words)):
        yield outcomes.RECURRENCE


def _aside(match: Match, field: str) -> Match:
    return replace(match, field=field, unit="", codes=(), asked_as=None, is_aside=True)


def _told(source: Source) -> list[Said]:
    return [_said_in(source.match.field, cell) for cell in source.distinct]


def _said_in(field: str, cell: Cell) -> Said:
    return said_beside(field, cell) if isinstance(cell, str) else {}


# ── Whether ovaries that are not named were kept ─────────────────────────────────────────────


def _asked_of_ovaries(
    source: Source, told: Sequence[Said], answers: Answers
) -> tuple[list[Said], list[Question]]:
    """What an operation means for the ovaries that it does not name.

    Taken as unknown, ovaries would be removed in all who are known.
    """
    ovaries = procedures.OVARIES
    names = [ovaries in said for said in told]
    if not any(names) or _is_told(ovaries, told, source.held):
        return list(told), []
    n = len(source.places_where(names))
    question = Question(
        f"ovaries {source.match.letter}",
        f"{source.asked}: {n} of {text.patients(len(source.rows))} "
        f"{'has' if n == 1 else 'have'} an operation that names the ovaries. Were they kept in the "
        "others?",
        (
            Option(_KEPT, "Yes, both were kept where they are not named"),
            Option(_NAMED, "No, they are unknown there"),
        ),
        stops=False,
        gives=(ovaries,),
    )
    question = replace(question, answer=answers.to(question))
    if question.answer == _NAMED:
        return list(told), [question]
    kept: Said = {ovaries: _KEPT} if question.answer == _KEPT else {}
    return [
        said if ovaries in said and kept else {**_without(said, ovaries), **_beside(cell, kept)}
        for cell, said in zip(source.distinct, told, strict=True)
    ], [question]


def _without(said: Said, field: str) -> Said:
    return {other: level for other, level in said.items() if other != field}


def _beside(cell: Cell, kept: Said) -> Said:
    """What is said of the ovaries beside an operation on the uterus."""
    operated = procedures.named(as_text(cell)).get(procedures.UTERUS)
    return kept if operated and operated != "uterus_already_absent" else {}


# ── Whether the disease came back ────────────────────────────────────────────────────────────


def _asked_of_recurrence(source: Source, answers: Answers) -> tuple[dict[str, str], list[Question]]:
    """What AWD and DOD mean for the recurrence, which nobody but the owner knows."""
    words = [plain(as_text(cell)) for cell in source.distinct]
    is_open = source.match.field == outcomes.STATUS
    open_words = [word for word in words if is_open and outcomes.leaves_open(word)]
    if not open_words:
        return {}, []
    aside = replace(source, match=_aside(source.match, outcomes.RECURRENCE))
    asked = [Reading(strange=(word,)) if word in open_words else Reading() for word in words]
    meant, questions = decisions.strange_words(aside, asked, answers)
    return meant, [replace(question, stops=True) for question in questions.values()]


def _recurrence(meant: str | None) -> Said:
    return {outcomes.RECURRENCE: meant} if meant in (YES.name, NO.name) else {}


def _left_open(source: Source, asked: list[Question], sheet: str) -> Iterator[Problem]:
    waiting = {ask.key for ask in asked if ask.is_open and not ask.stops}
    for cell in source.distinct:
        word = plain(as_text(cell))
        if f"value {source.match.letter} {word}" in waiting:
            rows = source.rows_where([plain(as_text(other)) == word for other in source.distinct])
            yield Problem(
                BY_NAME[outcomes.RECURRENCE].label,
                None,
                f"{quoted(as_text(cell))} under {headed(source.match.heading)} does not say "
                "whether the tumour recurred or was left by the operation",
                "Counted as unknown",
                "Answer the question on it, or add a column headed Recurrence",
                sheet=sheet,
                rows=tuple(rows),
            )


# ── Filling ──────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Against:
    """A cell that says of another column what that column denies."""

    column: Column
    place: int
    said: str
    stands: str


def _filled_field(
    frame: pd.DataFrame, source: Source, field: str, told: Sequence[Said]
) -> tuple[dict[str, pd.Series], int, list[_Against]]:
    """The columns of one field with their blanks filled, how many patients gained, what clashes."""
    column, places = BY_NAME[field], source.held.places
    parts = column.options or (column,)
    stands = {part.name: _numbers(frame, part) for part in parts}
    is_blank = np.logical_and.reduce([found == _UNKNOWN for found in stands.values()])
    filled_columns: dict[str, pd.Series] = {}
    against: list[_Against] = []
    n = 0
    for at, part in enumerate(parts):
        levels = [_level(said.get(field), column, at) for said in told]
        says = np.array([_number(level, part) for level in levels], "intp")[places]
        fills = is_blank & (says != _UNKNOWN)
        n = max(n, int(fills.sum()))
        now = np.where(fills, says, stands[part.name])
        kind = level_kind(part)
        filled_columns[part.name] = pd.Series(
            pd.Categorical.from_codes(now, dtype=kind), frame.index
        )
        clashes = (stands[part.name] != _UNKNOWN) & (says != _UNKNOWN) & (says != now)
        for place in map(int, np.flatnonzero(clashes)):
            one = _Against(part, place, part.level_names[says[place]], part.level_names[now[place]])
            is_silent = (field, one.said) in _OF_A_DAY or (column.options and one.said == NO.name)
            against += [] if is_silent else [one]
    return filled_columns, n, against


def _numbers(frame: pd.DataFrame, column: Column) -> npt.NDArray[np.intp]:
    if column.name not in frame:
        return np.full(len(frame), _UNKNOWN, "intp")
    codes: Any = frame[column.name].cat.codes
    return np.asarray(codes, "intp")


def _number(level: str | None, column: Column) -> int:
    return _UNKNOWN if level is None else column.level_names.index(level)


def _level(said: str | frozenset[str] | None, column: Column, at: int) -> str | None:
    """Of a column of several, whether the option at a place is named."""
    if said is None or isinstance(said, str):
        return said
    return YES.name if column.own_levels[at].name in said else NO.name


# ── What is said of it ───────────────────────────────────────────────────────────────────────


def _read_too(source: Source, counts: Mapping[str, int], sheet: str) -> Iterator[Problem]:
    """Once for a column: what else was read from it."""
    if not counts:
        return
    gained = text.listed(
        f"{text.lower_first(BY_NAME[field].label)} of {text.patients(n)}"
        for field, n in counts.items()
    )
    yield Problem(
        source.match.column.label,
        None,
        f"{source.match.title} was also read for what its cells name beside it: {gained}",
        "Where a cell names nothing of these, they stay unknown",
        "Nothing needs to be done",
        sheet=sheet,
    )


def _contradicted(
    against: Iterable[_Against], source: Source, sources: Sequence[Source], sheet: str
) -> Iterator[Problem]:
    for one in against:
        row, kind = source.rows[one.place], source.held.places[one.place]
        letter = next(
            (s.match.letter for s in sources if one.column.name in _names(s.match.column)), ""
        )
        said, stands = (
            text.lower_first(one.column.level(level).label) for level in (one.said, one.stands)
        )
        yield Problem(
            one.column.label,
            row,
            f"{quoted(as_text(source.distinct[kind]))} under {headed(source.match.heading)} says "
            f"{said}, but {stands} stands here",
            "What stands here is used",
            "Correct the one that is wrong and upload again",
            cell=f"{letter}{row}" if letter else "",
            sheet=sheet,
        )
