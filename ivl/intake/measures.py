"""What the numbers of a column leave open: their unit and their decimals.

1.200 under "Blood loss" may be one litre or one millilitre. What the column proves is used; the
rest is asked.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ivl.intake import cell_units, decimals, numbers, units
from ivl.intake.cells import Cell, as_text
from ivl.intake.earlier import unit_again
from ivl.intake.personal import cell_words, quoted
from ivl.intake.questions import Answers, Option, Question
from ivl.intake.reading import CORRECT, UNKNOWN_NOW, Reading
from ivl.intake.source import Source
from ivl.intake.unit_doubts import lone_letters, unit_doubt
from ivl.intake.words import plain
from ivl.schema import UNKNOWN, Column

_FOLLOW_UP, _TO_RECURRENCE = "followup_months", "time_to_recurrence_months"
_DECIMAL, _THOUSANDS = "decimal", "thousands"
_TWO_NUMBERS: Final = re.compile(r"(\d{1,3}),([1-9]\d{0,2})\D*")
_MONTHS_BETWEEN_VISITS: Final = 3


@dataclass(frozen=True)
class Measure:
    """How the numbers of a column are to be read."""

    unit: str = ""
    """Of numbers in doubt, as their owner says; "" for the unit of the heading or the field."""

    comma: str = ""
    """See ``numbers.read_number``."""

    waiting: frozenset[Cell] = frozenset()
    """Numbers that cannot be used until their unit is known."""

    asked: frozenset[Cell] = frozenset()
    """Numbers whose unit is ``unit``."""

    lettered: frozenset[Cell] = frozenset()
    """Numbers with a letter that may name a unit or a note."""

    by_day: frozenset[Cell] = frozenset()
    """Times of day, where every time in the column is one."""

    commas: frozenset[Cell] = frozenset()
    """Numbers whose comma may stand between two of them."""

    lacks_decimals: str = ""
    """The mark, "." or ",", of which nobody has said what it stands before."""

    questions: tuple[Question, ...] = ()

    def gap(self, cell: Cell, source: Source) -> Reading | None:
        """Why a cell cannot be read yet, None if it can."""
        letter = source.match.letter
        if self.lacks_decimals and decimals.is_open(cell, self.lacks_decimals):
            what, key = "may hold decimals or thousands", _decimals_key(letter)
        elif cell in self.waiting:
            unit = source.match.unit or source.match.column.unit
            what = f"may be in another unit than {unit}"
            key = next(ask.key for ask in self.questions if ask.key.startswith("unit "))
        elif cell in self.lettered:
            what, key = "has a letter that may name a unit or a note", ""
        elif cell in self.by_day:
            what, key = "may be a time of day", ""
        elif cell in self.commas:
            what, key = "may be one number or two", ""
        else:
            return None
        what = f"{quoted(as_text(cell), 'number')} {what}"
        return Reading(None, what, UNKNOWN_NOW, f"{CORRECT}, or say how it is meant", asked=key)

    def unit_of(self, cell: Cell, source: Source) -> str:
        """The unit of a cell that names none."""
        return (cell in self.asked and self.unit) or source.match.unit


@dataclass(frozen=True)
class Marks:
    """What a file as a whole says of its decimals."""

    may_be_comma: bool = False
    """Its columns are cut at ";", as where a comma stands before decimals."""

    is_comma: bool = False
    """Some column proves it as well, and none the contrary."""

    has_other_times: bool = False
    """Follow-up is or may be in another unit than months, and so may the time to recurrence."""


def marks_of_file(sources: Sequence[Source], delimiter: str, answers: Answers) -> Marks:
    """What the columns of a file say of one another.

    Args:
        sources: all columns in use.
        delimiter: of a text file.
        answers: what the owner of the file decided.
    """
    marks = _marks_of_decimals(sources, delimiter)
    times = [source for source in sources if source.match.field == _FOLLOW_UP]
    return replace(
        marks,
        has_other_times=any(
            source.match.unit not in ("", source.match.column.unit)
            or unit_doubt(source, _with_decimals(source, marks, answers).comma)
            for source in times
        ),
    )


def _marks_of_decimals(sources: Iterable[Source], delimiter: str) -> Marks:
    """Only a text file was written in one go, so that one column speaks for another."""
    if delimiter != ";":
        return Marks()
    proven = {
        mark
        for source in sources
        if source.match.column.kind == "number"
        for cell in source.distinct
        for mark in decimals.decimal_marks(cell)
    }
    return Marks(may_be_comma=True, is_comma=proven == {","})


def measured(source: Source, marks: Marks, answers: Answers) -> Measure:
    """What holds for the numbers of a column.

    Args:
        source: the column.
        marks: of the file.
        answers: what the owner of the file decided.
    """
    measure = _with_decimals(source, marks, answers)
    measure = replace(measure, lettered=lone_letters(source), by_day=_times_of_day(source))
    follows = source.match.field == _TO_RECURRENCE and marks.has_other_times
    doubt = unit_doubt(source, measure.comma, follows)
    doubt = doubt or unit_again(source, measure.comma, answers)
    if doubt is None:
        return measure
    question = replace(doubt.question, answer=answers.to(doubt.question))
    known = question.answer not in (None, UNKNOWN.name)
    return replace(
        measure,
        unit=question.answer or "" if known else "",
        waiting=frozenset() if known else doubt.cells,
        asked=doubt.cells,
        questions=(*measure.questions, question),
    )


def _decimals_key(letter: str) -> str:
    return f"decimals {letter}"


# ── Decimals ─────────────────────────────────────────────────────────────────────────────────


def _with_decimals(source: Source, of_file: Marks, answers: Answers) -> Measure:
    column, unit = source.match.column, source.match.unit
    proven = {mark for cell in source.distinct for mark in decimals.decimal_marks(cell)}
    commas = frozenset() if of_file.may_be_comma else _doubtful_commas(source)
    if commas:
        return Measure(comma=_THOUSANDS if "." in proven else "", commas=commas)
    if len(proven) == 1 or (of_file.is_comma and not proven):
        return Measure(comma=_THOUSANDS if "." in proven else _DECIMAL)
    marks = ".," if proven or of_file.may_be_comma else "."
    open_cells = [
        (mark, cell)
        for cell in source.distinct
        for mark in marks
        if decimals.is_open(cell, mark) and _is_either(cell, column, unit)
    ]
    if not open_cells:
        return Measure(comma=_DECIMAL if of_file.may_be_comma else "")
    mark, cell = open_cells[0]
    question = _question_on_decimals(source, mark, cell_words(as_text(cell), "number"), answers)
    if question.answer in (None, UNKNOWN.name):
        return Measure(lacks_decimals=mark, questions=(question,))
    is_comma = (question.answer == _DECIMAL) == (mark == ",")
    return Measure(comma=_DECIMAL if is_comma else _THOUSANDS, questions=(question,))


def _times_of_day(source: Source) -> frozenset[Cell]:
    """Clock times that lie in working hours, all of them: when it began, not how long it took."""
    clocks = [cell for cell in source.distinct if isinstance(cell, str) and ":" in cell]
    return frozenset(clocks if all(map(cell_units.is_by_day, clocks)) else ())


def _doubtful_commas(source: Source) -> frozenset[Cell]:
    """ "5,6" among many without a comma may be one number, or two; so may "6,12" among visits."""
    column = source.match.column
    commas = [cell for cell in source.distinct if "," in decimals.decimal_marks(cell)]
    if units.fits("months", column) and all(map(_may_be_visits, commas)):
        return frozenset(commas)
    values = [numbers.read_number(cell, column).value for cell in source.distinct]
    n_others = sum(value is not None for value in values) - len(commas)
    return frozenset(commas if len(commas) < n_others else ())


def _may_be_visits(cell: Cell) -> bool:
    """ "6,12" and "3,6月": months at which she was seen, sooner than parts of one."""
    found = _TWO_NUMBERS.fullmatch(plain(as_text(cell)))
    if not found:
        return False
    first, second = int(found[1]), int(found[2])
    return first < second and second % _MONTHS_BETWEEN_VISITS == 0


def _is_either(cell: Cell, column: Column, unit: str) -> bool:
    """Whether a cell such as "1.200" is plausible in both readings."""
    both = [
        numbers.read_number(cell, column, unit, comma).value for comma in ("decimal", "thousands")
    ]
    return (
        None not in both
        and both[0] != both[1]
        and all(column.low <= one <= column.high for one in both)
    )


def _question_on_decimals(source: Source, mark: str, words: str, answers: Answers) -> Question:
    name = "point" if mark == "." else "comma"
    question = Question(
        _decimals_key(source.match.letter),
        f'{source.asked}: does the {name} in numbers such as "{words}" stand before decimals or '
        "after thousands?",
        (
            Option(_DECIMAL, f"Before decimals: {decimals.either(words, mark)[0]}"),
            Option(_THOUSANDS, f"After thousands: {decimals.either(words, mark)[1]}"),
            Option(UNKNOWN.name, "It differs: count them as unknown"),
        ),
        stops=source.match.column.need != "optional",
        gives=(source.match.field,),
    )
    return replace(question, answer=answers.to(question))
