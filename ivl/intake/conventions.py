"""Cells read by what holds for their column and no cell says by itself: codes, units, orders."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ivl.intake import yes_no
from ivl.intake.cells import Cell, as_text
from ivl.intake.dates import Order
from ivl.intake.grammar import read_cell
from ivl.intake.levels import answer
from ivl.intake.measures import Measure
from ivl.intake.personal import quoted
from ivl.intake.questions import Question
from ivl.intake.reading import CORRECT, LEFT_OPEN, UNKNOWN_NOW, UNKNOWN_READING, Reading
from ivl.intake.source import Source
from ivl.intake.words import plain
from ivl.schema import NO, UNKNOWN
from ivl.schema import Question as AskedAs

_AS_WRITTEN: Final = Measure()
_ANSWERED: Final = {"yes_no", "category", "several"}
_MOST_DIFFERENT: Final = 2_000


@dataclass(frozen=True)
class Conventions:
    """What holds for the cells of one column and no cell says by itself."""

    codes: Mapping[str, str]
    """What a word means in this column, by the word."""

    measure: Measure = _AS_WRITTEN
    """Of numbers."""

    order: Order | None = None
    """Of short dates."""

    empty_is_no: bool = False
    told_otherwise: frozenset[str] = frozenset()
    """Codes that may mean something else than they usually do: see ``told_otherwise``."""

    doubt: Question | None = None
    """Whether a minus is a no, if that had to be asked."""


def readings_by(source: Source, conventions: Conventions) -> list[Reading]:
    """A reading for each of the different cells."""
    first, others = source.distinct[:_MOST_DIFFERENT], source.distinct[_MOST_DIFFERENT:]
    return [
        *(_reading(cell, source, conventions) for cell in first),
        *(_reading_among_many(cell, source, conventions) for cell in others),
    ]


def _reading_among_many(cell: Cell, source: Source, by: Conventions) -> Reading:
    """An answer that is not known at once is not worth a search where thousands are different."""
    column, words = source.match.column, as_text(cell)
    is_known = not words or plain(words) in by.codes or answer(column, words, source.match.asked_as)
    if column.kind not in ("yes_no", "category") or is_known:
        return _reading(cell, source, by)
    what = "What stands here is not among the answers"
    return Reading(None, what, UNKNOWN_NOW, f"{CORRECT}, or say what it means", (plain(words),))


def _reading(cell: Cell, source: Source, by: Conventions) -> Reading:
    match = source.match
    if by.empty_is_no and yes_no.is_empty(cell):
        return _no(match.asked_as)
    if by.doubt and yes_no.is_stroke(cell):
        return _in_doubt(by.doubt, match.asked_as)
    if match.codes and match.column.kind in _ANSWERED and _is_untold(cell, by.codes):
        return _untold(cell)
    word = plain(as_text(cell)) if by.told_otherwise else ""
    if word in by.told_otherwise and word not in by.codes:
        means = (
            "means something else on another sheet"
            if word in source.legend
            else "stands beside codes that are not among the answers, and may be one of them"
        )
        how = f"{CORRECT}, or say what it means"
        return Reading(None, f"{quoted(word)} {means}", UNKNOWN_NOW, how, (word,))
    unit, comma = by.measure.unit_of(cell, source), by.measure.comma
    return by.measure.gap(cell, source) or read_cell(
        cell, match.column, match.asked_as, unit, comma, by.order, by.codes
    )


def _no(asked_as: AskedAs | None) -> Reading:
    if asked_as is None:
        return Reading(NO.name)
    return LEFT_OPEN if asked_as.no == UNKNOWN.name else Reading(asked_as.no)


def _in_doubt(asked: Question, asked_as: AskedAs | None) -> Reading:
    """A minus as the owner of the file says that it is meant."""
    if asked.answer == NO.name:
        return _no(asked_as)
    if asked.answer:
        return UNKNOWN_READING
    what, how = '"-" may mean no or unknown', "Write no, or leave the cell empty"
    return Reading(None, what, UNKNOWN_NOW, how, asked=asked.key)


def _is_untold(cell: Cell, codes: Mapping[str, str]) -> bool:
    """A number that the heading does not explain, though it explains others: 0 under "no = 1"."""
    words = plain(as_text(cell))
    return words.isdigit() and words not in codes


def _untold(cell: Cell) -> Reading:
    words = plain(as_text(cell))
    what = f"{quoted(words)} is not among the codes that the heading explains"
    return Reading(None, what, UNKNOWN_NOW, f"{CORRECT}, or say what it means", (words,))
