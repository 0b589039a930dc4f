"""Numbers as people type them into cells: 45岁, 3y2m, 15.5 × 5.5 cm, >60, "2,5".

What stands for one number is read; what stands for several or for none ("12-24", "60s") is
not, since an average or a guess would look like a measurement.
"""

import re
from typing import Final

from ivl import text
from ivl.intake import obstetric, units
from ivl.intake.cell_units import CLOCK, QUANTITY, may_be_annum, unit_of
from ivl.intake.cells import Cell, as_text
from ivl.intake.decimals import NUMBER, SEVERAL, is_decimal
from ivl.intake.levels import is_lost, is_unknown_mark
from ivl.intake.loose_numbers import (
    AGE_FIELD,
    CENSORED_FIELD,
    Loose,
    is_alone,
    said_of,
    tells_of_loss,
)
from ivl.intake.personal import cell_words, quoted
from ivl.intake.reading import CORRECT, UNKNOWN_READING, Reading, not_understood
from ivl.intake.words import plain
from ivl.schema import NO_SPELLINGS, Column

_DIMENSIONS: Final = re.compile(r"\s*(?:[x×*✕乘]|by)\s*")
_SCIENTIFIC: Final = re.compile(r"\d(?:\.\d+)?e\+?\d{1,2}")
_NOTE_MARK: Final = re.compile("(?<=\\d)[¹²³⁰-⁹₀-₉①-⓿❶-➓]|[①-⓿❶-➓]\\s*(?=\\d)")
"""Raised and circled digits, which number notes and lists: 36¹, ①36."""

_RANGE: Final = re.compile(rf"^{NUMBER}\s*\D*?\s*(?:[-–—~至到]|to)\s*{NUMBER}\s*\D*$")
_TWICE: Final = re.compile(r"^([^()]+?)\s*\(([^()]+)\)$")
_ROUNDING: Final = 0.01
_AS_DATE: Final = re.compile(
    r"^(?:(?P<year>\d{2})[年년])?(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2}[日号])?$"
)
_LEAST_YEAR, _LEAST_YEAR_ALONE, _MONTHS_IN_YEAR = 8, 15, 12
_GROUPED: Final = {
    mark: re.compile(rf"-?\d+|-?\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+") for mark in ".,"
}
"""Whole numbers with and without a mark after thousands; "1,3,6" is none."""

_BIRTH_DATE: Final = re.compile(r"\d{1,4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,4}")
_TOO_LONG: Final = 1e8
"""Nine figures are the number of a person, or a slip."""

_NONE_IS_ZERO: Final = ("transfusion", "icu_time", "pregnancy_after", "live_birth")
_NONE: Final = frozenset(map(plain, (*NO_SPELLINGS, "nil")))


def read_number(cell: Cell, column: Column, unit: str = "", comma: str = "") -> Reading:
    """The number in a cell, in the column's own unit.

    Args:
        cell: as the file holds it.
        column: what the number measures.
        unit: of cells that name none; "" for the column's own.
        comma: "decimal" where a comma stands before decimals and a point after thousands,
            "thousands" where it is the other way round, "" where nothing is known.
    """
    number = _number(cell, column, unit or column.unit, comma)
    if number.value is not None and abs(number.value) >= _TOO_LONG:
        return not_understood(cell_words(as_text(cell), "number"), "a number")
    if column.is_count and number.value is not None and number.value % 1:
        return Reading(what=f"{quoted(as_text(cell), 'number')} is not a whole number")
    return number


def _number(cell: Cell, column: Column, unit: str, comma: str) -> Reading:
    words = as_text(cell)
    if _is_plain(cell, column, comma):
        return Reading(_in_unit(float(words), unit, column))
    if is_unknown_mark(words):
        return UNKNOWN_READING
    if told := _told_in_words(words, column):
        return told
    loose = said_of(cell, column)
    if loose.is_noted and tells_of_loss(cell):  # which is read as such
        loose = loose._replace(is_noted=False)
    said = loose.core
    is_number = isinstance(cell, str) and any(character.isdigit() for character in said)
    if not is_number or _NOTE_MARK.search(words):
        return not_understood(cell_words(words, "number"), "a number")
    if SEVERAL.search(words):
        return Reading(what=f"{quoted(words, 'number')} holds several numbers")
    if _SCIENTIFIC.fullmatch(said):
        return Reading(_in_unit(float(said), unit, column))
    if units.fits("years", column) and _may_be_a_date(said, column):
        return Reading(what=f"{quoted(words, 'number')} may be a date")
    if _RANGE.match(said) and column.name not in obstetric.FIELDS:
        return Reading(what=f"{quoted(words, 'number')} is a range and not a number")
    number = _plain_number(said, column, unit, comma) or not_understood(
        cell_words(words, "number"), "a number"
    )
    return number if number.value is None else _as_near_as_said(number, loose, words, column)


def _is_plain(cell: Cell, column: Column, comma: str) -> bool:
    """Whether nothing but a number stands in a cell, whose point can only stand before decimals."""
    if isinstance(cell, float):
        return True
    is_open = column.name in obstetric.FIELDS or (comma == "decimal" and "." in as_text(cell))
    return is_alone(cell) and not is_open


def says_none(words: str, column: Column) -> bool:
    """Whether a word says that there was none of what is measured: no transfusion."""
    return column.name in _NONE_IS_ZERO and plain(words) in _NONE and not words.strip().isdecimal()


def _told_in_words(words: str, column: Column) -> Reading | None:
    """No transfusion is 0 mL; a loss says nothing of how long she was followed before."""
    if column.name == AGE_FIELD and _BIRTH_DATE.search(words):
        return Reading(what="A date stands here and not a number")
    if says_none(words, column):
        return Reading(0.0)
    if column.name == CENSORED_FIELD and is_lost(words):
        return Reading(
            what=f"{quoted(words, 'number')} does not say how long she was followed",
            how="Enter the time of last contact if it is known",
        )
    return None


def _may_be_a_date(said: str, column: Column) -> bool:
    """21年3月 is March 2021 sooner than 21 years and 3 months; 3月5日 and an age of 79年 too."""
    found = _AS_DATE.match(said)
    if not found:
        return False
    year, month, day = found["year"], found["month"], found["day"]
    if column.name == AGE_FIELD:
        return bool(year)
    if month and int(month) <= _MONTHS_IN_YEAR:
        return bool(day) if not year else int(year) >= _LEAST_YEAR
    return bool(year) and not month and int(year) >= _LEAST_YEAR_ALONE


def _plain_number(said: str, column: Column, unit: str, comma: str) -> Reading | None:
    return (
        _obstetric(said, column)
        or _clock(said, column)
        or _dimensions(said, column, unit, comma)
        or _told_twice(said, column, unit, comma)
        or _quantities(said, column, unit, comma)
    )


def _as_near_as_said(number: Reading, loose: Loose, words: str, column: Column) -> Reading:
    """The number, or what is to be said of it: about, at least, with a note behind it.

    A follow-up of more than 60 months is censored at 60; other limits are no numbers.
    """
    if not loose.kind and not loose.is_noted:
        return number
    if loose.kind == "most" or (loose.kind == "least" and column.name != CENSORED_FIELD):
        return Reading(what=f"{quoted(words, 'number')} is a limit and not a number")
    if not column.unit:
        return not_understood(cell_words(words, "number"), "a number")
    what = f"{quoted(words, 'number')} was read as {text.compact(number.value)} {column.unit}"
    if loose.kind == "least":
        longer = "Her follow-up may have been longer"
        return Reading(number.value, what, longer, "Enter the time of last contact if it is known")
    if loose.kind == "british":
        if_day = "In case it is a day and a month, enter the time in another form"
        return Reading(number.value, what, "So British notes write it", if_day)
    if loose.kind == "about":
        measured = "It counts like a measured value"
        return Reading(number.value, what, measured, "Nothing needs to be done")
    unused = "What stands behind the number was not used"
    return Reading(number.value, what, unused, "Enter it in a column of its own")


def _quantities(said: str, column: Column, unit: str, comma: str) -> Reading | None:
    """One number with or without a unit, or several with falling units: 3y2m."""
    parts = QUANTITY.findall(said)
    if not parts or QUANTITY.sub("", said).strip(" ,"):
        return None
    if len(parts) == 1:
        number, named = parts[0]
        if named == "m" and column.name == AGE_FIELD:  # a man, as F is a woman
            return None
        if may_be_annum(named, column.unit) and unit != "years":
            return Reading(
                what=f"{quoted(said, 'number')} may be years, which nothing else says",
                how=f'{CORRECT}, with "years" or "months" behind the number',
            )
        named_unit = unit_of(named, column) if named else unit
        value = _value(number, comma)
        if named_unit is None or value is None:
            return None
        return Reading(_in_unit(value, named_unit, column))
    amounts = [_amount(number, named, column) for number, named in parts]
    sizes = [unit_of(named, column) for _, named in parts]
    if None in amounts or len(set(sizes)) < len(sizes):
        return None
    return Reading(round(sum(amount for amount in amounts if amount is not None), 6))


def _amount(number: str, named: str, column: Column) -> float | None:
    unit = unit_of(named, column) if named else None
    return None if unit is None else units.converted(float(number.replace(",", ".")), unit, column)


def _dimensions(said: str, column: Column, unit: str, comma: str) -> Reading | None:
    """The largest of the diameters of a tumour. The last unit holds for all: 6 × 3 cm."""
    sides = _DIMENSIONS.split(said)
    if len(sides) < 2 or column.unit not in ("cm", "mm"):
        return None
    last = QUANTITY.fullmatch(sides[-1])
    shared = unit_of(last[2], column) if last and last[2] else unit
    values = [_quantities(side, column, shared or unit, comma) for side in sides]
    known = [side.value for side in values if side]
    return Reading(max(known)) if shared and len(known) == len(sides) else None


def _clock(said: str, column: Column) -> Reading | None:
    found = CLOCK.match(said)
    if not found or column.unit not in ("min", "h"):
        return None
    minutes = 60 * int(found[1]) + int(found[2]) + int(found[3] or 0) / 60
    return Reading(_in_unit(minutes, "min", column))


def _obstetric(said: str, column: Column) -> Reading | None:
    if column.name not in obstetric.FIELDS:
        return None
    number = obstetric.counted(said, column.name)
    return None if number is None else Reading(number)


def _told_twice(said: str, column: Column, unit: str, comma: str) -> Reading | None:
    """24个月（2年）: one time in two units, which agree."""
    found = _TWICE.match(said)
    if not found or not units.fits("years", column):
        return None
    both = [_quantities(part, column, unit, comma) for part in (found[1], found[2])]
    one, other = ((part.value if part else None) for part in both)
    if one is None or other is None or abs(one - other) > _ROUNDING * one:
        return None
    return both[0]


def _in_unit(number: float, unit: str, column: Column) -> float:
    return units.converted(number, unit, column) if unit != column.unit else number


def _value(number: str, comma: str) -> float | None:
    """A number with points and commas, as the column proves; else a comma groups thousands."""
    marks = [mark for mark in number if mark in ",."]
    if not marks:
        return _float(number)
    decimal = "," if comma == "decimal" else "."
    if len(set(marks)) == 2 or any(is_decimal(number, mark) for mark in marks):
        decimal = marks[-1]
    thousands = "," if decimal == "." else "."
    if not _GROUPED[thousands].fullmatch(number.split(decimal)[0]):
        return None
    return _float(number.replace(thousands, "").replace(decimal, "."))


def _float(number: str) -> float | None:
    try:
        return float(number)
    except ValueError:
        return None
