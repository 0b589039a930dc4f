"""Numbers whose unit neither their heading nor their own cell proves.

45 under "Size" may be millimetres, 8 beside "6cm" and "70mm" may be either, and 6 beside
"3 cycles" may count cycles. Such numbers are asked about and wait; none is taken for another.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from statistics import median
from typing import Final

from ivl import text
from ivl.intake import cell_units, decimals, numbers, units
from ivl.intake.cells import Cell, as_text
from ivl.intake.personal import headed, quoted
from ivl.intake.problems import Problem
from ivl.intake.questions import Option, Question
from ivl.intake.source import Source
from ivl.intake.stand_ins import SENTINELS
from ivl.schema import UNKNOWN

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

_UNIT_WORDS: Final = {
    "share": "a share of 1, so that 0.05 is 5%",
    "courses": "courses of 28 days",
}
_LARGEST_IN_CM, _MIDDLE_IN_CM = 40, 20
_LARGEST_IN_MONTHS, _LARGEST_IN_YEARS = 300, 20
_LARGEST_KNOWN: Final = {
    "tumor_size": 30.0,
    "followup_months": float(_LARGEST_IN_MONTHS),
    "time_to_recurrence_months": float(_LARGEST_IN_MONTHS),
}
"""Beyond which hardly anything is measured, whatever the heading says."""

_LARGEST_IN_LARGER: Final = {
    "op_time": 12.0,
    "thrombus_diameter": 5.0,
    "transfusion": 20.0,
    "ki67_pct": 0.3,
    "blood_loss": 3.0,
}
"""Up to which a single number looks like hours, centimetres, units, litres or shares."""

_FAR_BELOW: Final = 8
"""So many times less than the largest is out of line with a heading's unit."""

_BESIDE_A_NOTE: Final = 2
"""So many times more numbers stand alone where minutes and hours are as usual as notes."""

_TIMES: Final = (
    "followup_months", "time_to_recurrence_months", "interval_prior_surgery", "adjuvant_months"
)  # fmt: skip


@dataclass(frozen=True)
class Doubt:
    """Numbers whose unit has to be asked for."""

    question: Question
    cells: frozenset[Cell]


def unit_key(letter: str) -> str:
    """Names the question on the unit of a column."""
    return f"unit {letter}"


def unit_doubt(source: Source, comma: str, follows: bool = False) -> Doubt | None:
    """What is to be asked about the units of a column, None if nothing is.

    Args:
        source: the column.
        comma: see ``numbers.read_number``.
        follows: another column may lend it a unit, so it is asked about whatever the numbers.
    """
    match, column = source.match, source.match.column
    bare = [cell for cell in source.distinct if cell_units.is_bare(cell, column)]
    known = _numbers(source, bare, match.unit, comma)
    if not known or not column.unit:
        return None
    if told := _told_otherwise(source, bare):
        return told
    lettered = lone_letters(source)
    named = {
        unit
        for cell in source.distinct
        if cell not in lettered
        for unit in cell_units.units_named(cell, column)
    }
    if match.unit or units.is_mentioned(match.heading):
        if _are_shares(column.unit, known):
            what = f"the numbers go up to {_compact(known[-1])}, and shares of 1 would too."
            return _doubt(source, what, (column.unit, "share"), bare)
        return _unusual(source, bare, comma, named)
    if units.counts(match.heading):
        what = f"the heading counts something, and the numbers go up to {_compact(known[-1])}."
        return _doubt(source, what, (column.unit, "courses"), bare)
    counting = [cell for cell in source.distinct if cell_units.is_in_another_quantity(cell, column)]
    if counting:
        what = (
            f"some cells, such as {_example(counting)}, count something else, and numbers such "
            f"as {_example(bare)} say nothing."
        )
        extra = ("courses",) if column.unit == "months" else ()
        return _doubt(source, what, (column.unit, *sorted(named), *extra), bare)
    others = frozenset(named - {column.unit})
    doubtful = bare
    # 300 beside "1.2 L" can only be millilitres; 36 beside "3 years" may be either.
    is_other = bool(named) and column.unit not in (*named, "mL")
    if not (follows or _fits_another(match.field, known) or is_other):
        doubtful = [
            cell
            for cell in bare
            if _could_be(cell, source, others, comma) or _is_small(cell, source, comma)
        ]
    if not doubtful:
        return None
    what = (
        f"some numbers have a unit and others, such as {_example(doubtful)}, have none."
        if named
        else f"{_example(doubtful)} is far below the others, and no unit is given."
        if len(doubtful) < len(bare)
        else f"the numbers go up to {_compact(known[-1])}, and no unit is given."
    )
    choices = (column.unit, *_OTHER_UNITS.get(column.unit, ()), *sorted(named))
    return _doubt(source, what, choices, doubtful, next(iter(named)) if len(named) == 1 else "")


def _told_otherwise(source: Source, bare: list[Cell]) -> Doubt | None:
    """Asked where another sheet or a note gives the numbers another unit than their heading."""
    match, column = source.match, source.match.column
    own = match.unit or column.unit
    others = [unit for unit in source.units_told if unit != own and units.fits(unit, column)]
    if not others or own in source.units_told:
        return None
    said = source.units_told[others[0]].sentence
    is_headed = bool(match.unit) or units.is_mentioned(match.heading)
    heading = f"the heading says {own}" if is_headed else "the heading gives no unit"
    what = f"{text.lower_first(said)}, and {heading}."
    return _doubt(source, what, (*others, own), bare, "" if is_headed else others[0])


def lone_letters(source: Source) -> frozenset[Cell]:
    """Cells with a letter behind their number that may name a unit or a note: 36d among months.

    Where many cells are written so, the letter is their unit.
    """
    match = source.match
    lettered = [
        cell for cell in source.distinct if cell_units.is_lettered(cell, match.column, match.unit)
    ]
    n_bare = sum(cell_units.is_bare(cell, match.column) for cell in source.distinct)
    n_notes = len(lettered) if match.field in _TIMES else _BESIDE_A_NOTE * len(lettered) + 1
    return frozenset(lettered if n_notes <= n_bare else ())


def _unusual(source: Source, bare: list[Cell], comma: str, named: set[str]) -> Doubt | None:
    """Numbers that hardly anything measures in the unit of the heading, which others fit."""
    match, column = source.match, source.match.column
    own = match.unit or column.unit
    read = {cell: _numbers(source, [cell], match.unit, comma) for cell in bare}
    sizes = {
        cell: values[0]
        for cell, values in read.items()
        if values and not any(decimals.is_open(cell, mark) for mark in ",.")
    }
    if not sizes:
        return None
    most, few = _LARGEST_KNOWN.get(match.field, inf), _LARGEST_IN_LARGER.get(match.field, 0.0)
    largest = max(sizes.values())
    small = few if largest <= few else min(few, largest / _FAR_BELOW)
    odd = [
        cell
        for cell, size in sizes.items()
        if (size > most or size <= small) and size not in SENTINELS
    ]
    is_slip = len(odd) == 1 and sizes[odd[0]] > column.high and own == column.unit
    if not odd or is_slip:  # a single number beyond all limits is told like any other
        return None
    size = _compact(sizes[odd[0]])
    is_plain = own == column.unit and as_text(odd[0]) == size
    means = "is" if is_plain else f"would be {size} {column.unit}, which is"
    what = f"in {own}, {_example(odd)} {means} out of line."
    others = [*_OTHER_UNITS[column.unit], column.unit]
    return _doubt(source, what, (own, *others, *sorted(named)), odd)


def _is_small(cell: Cell, source: Source, comma: str) -> bool:
    """Whether a number is too small for its unit, and would be usual in a larger one."""
    largest = _LARGEST_IN_LARGER.get(source.match.field, 0.0)
    return any(value <= largest for value in _numbers(source, [cell], "", comma))


def _could_be(cell: Cell, source: Source, others: frozenset[str], comma: str) -> bool:
    """Whether a number would be plausible in one of these units."""
    column = source.match.column
    values = [value for unit in others for value in _numbers(source, [cell], unit, comma)]
    return any(column.low <= value <= column.high for value in values)


def unitless(source: Source, questions: list[Question], sheet: str) -> Iterator[Problem]:
    """Times that neither their heading nor any cell nor an answer gives a unit for.

    Months are what most files mean, but five years read as five months would be a silent error
    in every curve.
    """
    match = source.match
    is_own = match.heading == match.field  # as this dashboard's own files head it
    if match.field not in _TIMES or is_own or match.unit or units.is_mentioned(match.heading):
        return
    bare = [cell for cell in source.distinct if cell_units.is_bare(cell, match.column)]
    is_told = any(units.is_mentioned(as_text(cell)) for cell in source.distinct)
    is_asked = any(ask.key.startswith("unit ") for ask in questions)
    if not is_told and not is_asked and _numbers(source, bare, "", ""):
        yield Problem(
            match.column.label,
            None,
            f"No unit is given under {headed(match.heading)}",
            "The numbers were read as months",
            f'Head the column "{match.column.axis}", or with the unit it has',
            sheet=sheet,
        )


def _numbers(source: Source, cells: list[Cell], unit: str, comma: str) -> list[float]:
    """What cells say in a unit, in ascending order and above 0."""
    column = source.match.column
    values = [numbers.read_number(cell, column, unit, comma).value for cell in cells]
    return sorted(value for value in values if value is not None and value > 0)


def _doubt(
    source: Source,
    what: str,
    choices: tuple[str, ...],
    cells: list[Cell],
    suggestion: str = "",
) -> Doubt:
    column = source.match.column
    question = Question(
        unit_key(source.match.letter),
        f"{source.asked}: {what} In which unit are they?",
        (
            *(Option(unit, _UNIT_WORDS.get(unit, unit)) for unit in dict.fromkeys(choices)),
            Option(UNKNOWN.name, "None of these: count them as unknown"),
        ),
        stops=column.need != "optional",
        gives=(source.match.field,),
        suggestion=suggestion,
    )
    return Doubt(question, frozenset(cells))


def _example(cells: list[Cell]) -> str:
    return quoted(as_text(cells[0]), "number")


def _compact(number: float) -> str:
    return text.compact(round(number, 2))


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
