"""Numbers as people type them into cells: 45岁, 3y2m, 15.5 × 5.5 cm, >60, "2,5".

What stands for one number is read; what stands for several or for none ("12-24", "60s") is
not, since an average or a guess would look like a measurement.
"""

import re
from typing import Final

from ivl import text
from ivl.intake import units
from ivl.intake.cells import Cell, as_text
from ivl.intake.levels import is_unknown_mark
from ivl.intake.reading import UNKNOWN_READING, Reading, not_understood
from ivl.intake.words import plain, shortened
from ivl.schema import Column

_NUMBER: Final = r"-?\d+(?:[.,]\d+)*"
_QUANTITY: Final = re.compile(rf"({_NUMBER})\s*([^\d\s.,;]*)")
_DIMENSIONS: Final = re.compile(r"\s*[x×*✕]\s*")
_AT_LEAST: Final = re.compile(
    r"^(?:>=?|≥|over |more than |超过|大于)\s*(.+)$|^(.+?)\s*(?:\+|以上)$"
)
_AT_MOST: Final = re.compile(
    r"^(?:<=?|≤|under |less than |小于|不足)\s*(.+)$|^(.+?)\s*(?:以下|以内)$"
)
_GAP: Final = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_RANGE: Final = re.compile(rf"^{_NUMBER}\s*\D*?\s*(?:[-–—~至到]|to)\s*{_NUMBER}\s*\D*$")
_CLOCK: Final = re.compile(r"^(\d+):([0-5]\d)(?::([0-5]\d))?$")
_OBSTETRIC: Final = ("gravidity", "parity")
_GRAVIDA_PARA: Final = re.compile(r"^(?:g|孕)?\s*(\d{1,2})\s*[/p产-]\s*(\d{1,2})$")
_TERM_TO_LIVING: Final = re.compile(r"^(\d{1,2})-(\d{1,2})-(\d{1,2})-(\d{1,2})$")
_CENSORED_FIELD: Final = "followup_months"

_GROUPED_BY_DOTS = re.compile(r"\d{1,3}(?:\.\d{3})+")


def read_number(cell: Cell, column: Column, unit: str = "", comma: str = "") -> Reading:
    """The number in a cell, in the column's own unit.

    Args:
        cell: as the file holds it.
        column: what the number measures.
        unit: of cells that name none; "" for the column's own.
        comma: "decimal" or "thousands" where the column proves one, "" where it does not.
    """
    unit = unit or column.unit
    words = shortened(as_text(cell))
    if isinstance(cell, float):
        return Reading(_in_unit(cell, unit, column))
    if is_unknown_mark(words):
        return UNKNOWN_READING
    said = _GAP.sub("", plain(words))
    if not isinstance(cell, str) or not any(character.isdigit() for character in said):
        return not_understood(words, "a number")
    if _RANGE.match(said) and column.name not in _OBSTETRIC:
        return Reading(what=f'"{words}" is a range and not a number')
    return (
        _limit(said, words, column, unit, comma)
        or _plain_number(said, column, unit, comma)
        or not_understood(words, "a number")
    )


def proves_decimal_comma(cell: Cell) -> bool:
    """Whether a comma in the cell can only stand before decimals: "3,5", not "1,200"."""
    found = re.search(r"\d,(\d+)", plain(cell)) if isinstance(cell, str) else None
    return bool(found and len(found[1]) != 3)


def _plain_number(said: str, column: Column, unit: str, comma: str) -> Reading | None:
    return (
        _obstetric(said, column)
        or _clock(said, column)
        or _dimensions(said, column, unit, comma)
        or _quantities(said, column, unit, comma)
    )


def _limit(said: str, words: str, column: Column, unit: str, comma: str) -> Reading | None:
    """A follow-up of more than 60 months is censored at 60; other limits are no numbers."""
    least, most = _AT_LEAST.match(said), _AT_MOST.match(said)
    found = least or most
    number = found and _plain_number(found[1] or found[2], column, unit, comma)
    if not number:
        return None
    if most or column.name != _CENSORED_FIELD:
        return Reading(what=f'"{words}" is a limit and not a number')
    return Reading(
        number.value,
        f'"{words}" was read as {text.compact(number.value)} {column.unit}',
        "Her follow-up may have been longer",
        "Enter the time of last contact if it is known",
    )


def _quantities(said: str, column: Column, unit: str, comma: str) -> Reading | None:
    """One number with or without a unit, or several with falling units: 3y2m."""
    parts = _QUANTITY.findall(said)
    if not parts or _QUANTITY.sub("", said).strip(" ,"):
        return None
    if len(parts) == 1:
        number, named = parts[0]
        named_unit = _unit(named, column) if named else unit
        value = _value(number, column, comma)
        if named_unit is None or value is None:
            return None
        return Reading(_in_unit(value, named_unit, column))
    amounts = [_amount(number, named, column) for number, named in parts]
    sizes = [_unit(named, column) for _, named in parts]
    if None in amounts or len(set(sizes)) < len(sizes):
        return None
    return Reading(round(sum(amount for amount in amounts if amount is not None), 6))


def _amount(number: str, named: str, column: Column) -> float | None:
    unit = _unit(named, column) if named else None
    return None if unit is None else units.converted(float(number.replace(",", ".")), unit, column)


def _dimensions(said: str, column: Column, unit: str, comma: str) -> Reading | None:
    """The largest of the diameters of a tumour. The last unit holds for all: 6 × 3 cm."""
    sides = _DIMENSIONS.split(said)
    if len(sides) < 2 or column.unit not in ("cm", "mm"):
        return None
    last = _QUANTITY.fullmatch(sides[-1])
    shared = _unit(last[2], column) if last and last[2] else unit
    values = [_quantities(side, column, shared or unit, comma) for side in sides]
    known = [side.value for side in values if side]
    return Reading(max(known)) if shared and len(known) == len(sides) else None


def _clock(said: str, column: Column) -> Reading | None:
    found = _CLOCK.match(said)
    if not found or column.unit not in ("min", "h"):
        return None
    minutes = 60 * int(found[1]) + int(found[2]) + int(found[3] or 0) / 60
    return Reading(_in_unit(minutes, "min", column))


def _obstetric(said: str, column: Column) -> Reading | None:
    """G3P2, 孕3产2, 3/2; or 3-0-1-2: births at term, preterm, miscarriages, living children."""
    if column.name not in _OBSTETRIC:
        return None
    if found := _TERM_TO_LIVING.match(said):
        term, preterm, lost = (float(found[number]) for number in (1, 2, 3))
        return Reading(term + preterm + (lost if column.name == "gravidity" else 0))
    found = _GRAVIDA_PARA.match(said)
    return Reading(float(found[1 + _OBSTETRIC.index(column.name)])) if found else None


def _unit(named: str, column: Column) -> str | None:
    """The unit of a cell if it fits the column. "m" is minutes beside hours, else months."""
    if named == "m" and column.unit in ("min", "h"):
        return "min"
    unit = units.named(named)
    return unit if unit and units.fits(unit, column) else None


def _in_unit(number: float, unit: str, column: Column) -> float:
    return units.converted(number, unit, column) if unit != column.unit else number


def _value(number: str, column: Column, comma: str) -> float | None:
    """A number with commas. "1,200" is read as the column proves, else as it is plausible."""
    if number.count(",") and number.count("."):
        decimal = max(number, key=lambda mark: number.rfind(mark) if mark in ",." else -1)
        thousands = "," if decimal == "." else "."
        return _float(number.replace(thousands, "").replace(decimal, "."))
    if "," not in number:
        # Where a comma stands before decimals, "1.200" is one thousand two hundred.
        grouped = _float(number.replace(".", "")) if _GROUPED_BY_DOTS.fullmatch(number) else None
        is_thousands = comma == "decimal" and grouped is not None and grouped <= column.high
        return grouped if is_thousands else _float(number)
    as_decimal, as_thousands = _float(number.replace(",", ".")), _float(number.replace(",", ""))
    groups = number.split(",")[1:]
    if comma == "decimal" or any(len(group) != 3 for group in groups):
        return as_decimal
    if as_thousands is not None and as_thousands > column.high:
        return as_decimal
    return as_thousands


def _float(number: str) -> float | None:
    try:
        return float(number)
    except ValueError:
        return None
