"""What the numbers of a column leave open: their unit, their decimals, marks for unknown.

45 under "Size" may be millimetres, 1.200 under "Blood loss" may be one litre or one millilitre,
and 999 may be no number at all. What the column proves is used; the rest is asked.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Final

from ivl import text
from ivl.intake import numbers, units
from ivl.intake.cells import Cell, as_text
from ivl.intake.decisions import Source
from ivl.intake.problems import row_words
from ivl.intake.questions import Answers, Option, Question
from ivl.intake.reading import CORRECT, UNKNOWN_NOW, Reading
from ivl.intake.words import shortened
from ivl.schema import UNKNOWN

_SENTINELS: Final = (-999.0, -99.0, -9.0, -1.0, 99.0, 999.0, 9999.0)
_SENTINEL_OF_COUNTS: Final = 9.0
_COUNTS: Final = ("gravidity", "parity", "pregnancy_after", "live_birth")
_FAR_OFF: Final = 1.5
_OTHER_UNITS: Final[dict[str, tuple[str, ...]]] = {
    "cm": ("mm",),
    "mm": ("cm",),
    "mL": ("L",),
    "min": ("h",),
    "h": ("days", "min"),
    "months": ("years", "weeks", "days"),
    "%": ("share",),
}
"""In which other units a column may be kept, by its own."""

_UNIT_WORDS: Final = {"share": "a share of 1, so that 0.05 is 5%"}
_LARGEST_IN_CM, _MIDDLE_IN_CM = 40, 20
_LARGEST_IN_MONTHS, _LARGEST_IN_YEARS = 300, 20
_FOLLOW_UP, _TO_RECURRENCE = "followup_months", "time_to_recurrence_months"
_DECIMAL, _THOUSANDS = "decimal", "thousands"


@dataclass(frozen=True)
class Measure:
    """How the numbers of a column are to be read."""

    unit: str = ""
    """Of numbers that name none; "" for the unit of the heading or of the field."""

    comma: str = ""
    """See ``numbers.read_number``."""

    lacks_unit: bool = False
    """Numbers without a unit cannot be used."""

    lacks_decimals: str = ""
    """The mark, "." or ",", of which nobody has said what it stands before."""

    questions: tuple[Question, ...] = ()

    def gap(self, cell: Cell, source: Source) -> Reading | None:
        """Why a cell cannot be read yet, None if it can."""
        letter = source.match.letter
        if self.lacks_decimals and numbers.is_open(cell, self.lacks_decimals):
            what, key = "may hold decimals or thousands", _decimals_key(letter)
        elif self.lacks_unit and numbers.is_bare(cell, source.match.column):
            what, key = "has no unit", _unit_key(letter)
        else:
            return None
        what = f'"{shortened(as_text(cell))}" {what}'
        return Reading(None, what, UNKNOWN_NOW, f"{CORRECT}, or say how it is meant", asked=key)


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
            or _question_on_unit(source, _with_decimals(source, marks, answers).comma)
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
        for mark in numbers.decimal_marks(cell)
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
    follows = source.match.field == _TO_RECURRENCE and marks.has_other_times
    question = _question_on_unit(source, measure.comma, follows)
    if question is None:
        return measure
    question = replace(question, answer=answers.to(question))
    known = question.answer not in (None, UNKNOWN.name)
    return replace(
        measure,
        unit=question.answer or "" if known else "",
        lacks_unit=not known,
        questions=(*measure.questions, question),
    )


def _decimals_key(letter: str) -> str:
    return f"decimals {letter}"


def _unit_key(letter: str) -> str:
    return f"unit {letter}"


# ── Decimals ─────────────────────────────────────────────────────────────────────────────────


def _with_decimals(source: Source, of_file: Marks, answers: Answers) -> Measure:
    column, unit = source.match.column, source.match.unit
    proven = {mark for cell in source.distinct for mark in numbers.decimal_marks(cell)}
    if len(proven) == 1 or (of_file.is_comma and not proven):
        return Measure(comma=_THOUSANDS if "." in proven else _DECIMAL)
    marks = ".," if proven or of_file.may_be_comma else "."
    open_cells = [
        (mark, cell)
        for cell in source.distinct
        for mark in marks
        if numbers.is_open(cell, mark) and numbers.is_either(cell, column, unit)
    ]
    if not open_cells:
        return Measure(comma=_DECIMAL if of_file.may_be_comma else "")
    mark, cell = open_cells[0]
    question = _question_on_decimals(source, mark, shortened(as_text(cell)), answers)
    if question.answer in (None, UNKNOWN.name):
        return Measure(lacks_decimals=mark, questions=(question,))
    is_comma = (question.answer == _DECIMAL) == (mark == ",")
    return Measure(comma=_DECIMAL if is_comma else _THOUSANDS, questions=(question,))


def _question_on_decimals(source: Source, mark: str, words: str, answers: Answers) -> Question:
    name = "point" if mark == "." else "comma"
    question = Question(
        _decimals_key(source.match.letter),
        f'{source.asked}: does the {name} in numbers such as "{words}" stand before decimals or '
        "after thousands?",
        (
            Option(_DECIMAL, f"Before decimals: {numbers.either(words, mark)[0]}"),
            Option(_THOUSANDS, f"After thousands: {numbers.either(words, mark)[1]}"),
            Option(UNKNOWN.name, "It differs: count them as unknown"),
        ),
        stops=source.match.column.need != "optional",
        gives=(source.match.field,),
    )
    return replace(question, answer=answers.to(question))


# ── Units ────────────────────────────────────────────────────────────────────────────────────


def _question_on_unit(source: Source, comma: str, follows: bool = False) -> Question | None:
    """Asked where neither heading nor cells tell, and the numbers fit another unit as well.

    Args:
        source: the column.
        comma: see ``numbers.read_number``.
        follows: another column may lend it a unit, so it is asked about whatever the numbers.
    """
    column = source.match.column
    others = _OTHER_UNITS.get(column.unit, ())
    bare = [cell for cell in source.distinct if numbers.is_bare(cell, column)]
    values = [numbers.read_number(cell, column, "", comma).value for cell in bare]
    known = sorted(value for value in values if value is not None and value > 0)
    if not known or not others:
        return None
    named = {unit for cell in source.distinct for unit in numbers.units_named(cell, column)}
    has_unit = bool(source.match.unit) or units.is_mentioned(source.match.heading)
    has_unit = has_unit and not _are_shares(column.unit, known)
    is_doubtful = follows or _fits_another(source.match.field, known)
    if has_unit or not (is_doubtful or (named and column.unit not in named)):
        return None
    what = (
        f'some numbers have a unit and others, such as "{shortened(as_text(bare[0]))}", have none.'
        if named
        else f"the numbers go up to {text.compact(round(known[-1], 2))}, and "
        + ("shares of 1 would too." if source.match.unit else "no unit is given.")
    )
    choices = dict.fromkeys((column.unit, *others, *sorted(named)))
    return Question(
        _unit_key(source.match.letter),
        f"{source.asked}: {what} In which unit are they?",
        (
            *(Option(unit, _UNIT_WORDS.get(unit, unit)) for unit in choices),
            Option(UNKNOWN.name, "None of these: count them as unknown"),
        ),
        stops=column.need != "optional",
        gives=(source.match.field,),
        suggestion=next(iter(named)) if len(named) == 1 else "",
    )


def _are_shares(unit: str, known: list[float]) -> bool:
    return unit == "%" and known[-1] <= 1 and any(value < 1 for value in known)


def _fits_another(field: str, known: list[float]) -> bool:
    """Whether the numbers, in ascending order and above 0, could be in another unit."""
    largest = known[-1]
    match field:
        case "tumor_size":
            return largest > _LARGEST_IN_CM or median(known) > _MIDDLE_IN_CM
        case "thrombus_diameter":
            return largest < 10
        case "blood_loss" | "transfusion":
            return largest <= 20
        case "op_time":
            return largest <= 24
        case "icu_time":
            return largest <= 60
        case "ki67_pct":
            return _are_shares("%", known)
        case "followup_months" | "time_to_recurrence_months" | "interval_prior_surgery":
            has_parts = any(value % 1 for value in known)
            return largest > _LARGEST_IN_MONTHS or (largest <= _LARGEST_IN_YEARS and has_parts)
        case _:
            return False


# ── Marks for unknown ────────────────────────────────────────────────────────────────────────


def marks_for_unknown(
    source: Source, values: Sequence[float | None], answers: Answers
) -> tuple[set[float], list[Question]]:
    """Numbers such as 999 that the owner says mean unknown.

    Args:
        source: the column.
        values: what each of its different cells says.
        answers: what the owner of the file decided.

    Asked where the number is out of line with the rest or comes more than once. One that is not
    plausible counts as unknown in any case, so that question stops nothing.
    """
    known = sorted({value for value in values if value is not None})
    marks: set[float] = set()
    questions = []
    for sentinel in (value for value in known if value in {*_SENTINELS, _SENTINEL_OF_COUNTS}):
        rows = source.rows_where([value == sentinel for value in values])
        if not _stands_out(source.match.field, sentinel, known, len(rows)):
            continue
        question = _question_on_mark(source, sentinel, rows)
        question = replace(question, answer=answers.to(question))
        questions.append(question)
        if question.answer == UNKNOWN.name:
            marks.add(sentinel)
    return marks, questions


def _stands_out(field: str, number: float, known: list[float], n: int) -> bool:
    others = [other for other in known if other != number]
    is_far = not others or number > _FAR_OFF * others[-1]
    if number == _SENTINEL_OF_COUNTS and field in _COUNTS:
        return is_far
    return number in _SENTINELS and (number < 0 or n > 1 or is_far)


def _question_on_mark(source: Source, number: float, rows: list[int]) -> Question:
    column = source.match.column
    return Question(
        f"mark {source.match.letter} {number:g}",
        f"{source.asked}: {number:g} stands in {row_words(rows)}. Is it a number, or a mark for "
        "unknown?",
        (
            Option("number", f"A number: {number:g} {column.unit}".rstrip()),
            Option(UNKNOWN.name, "A mark for unknown"),
        ),
        stops=column.low <= number <= column.high,
    )
