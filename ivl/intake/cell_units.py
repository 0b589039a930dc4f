"""Units that the cells of a column of numbers name, before the numbers are read."""

import re
from typing import Final

from ivl.intake import units
from ivl.intake.cells import Cell
from ivl.intake.decimals import NUMBER
from ivl.intake.loose_numbers import AGE_FIELD, is_alone, said_of
from ivl.intake.words import plain
from ivl.schema import Column

QUANTITY: Final = re.compile(rf"({NUMBER})\s*([^\d\s.,;]*)")
CLOCK: Final = re.compile(r"^(\d{1,4}):([0-5]\d)(?::([0-5]\d))?$")
_BEHIND: Final = re.compile(r"(?<=[^\s\d])\s*\([^()]+\)$")
_BY_DAY: Final = range(7, 20)
_NOTE_LETTERS: Final = ("d", "h", "m", "w")
_AGES: Final = ("岁", "周岁", "歳", "세", "yo", "y/o", "y.o")


def units_named(cell: Cell, column: Column) -> set[str]:
    """The units that a cell names."""
    if not isinstance(cell, str) or is_alone(cell):
        return set()
    said = _BEHIND.sub("", said_of(cell, column).core)
    if CLOCK.match(said):
        return {"min"}
    parts = QUANTITY.findall(said)
    if len(parts) == 1 and may_be_annum(parts[0][1], column.unit):
        return set()
    return {unit for _, named in parts if (unit := unit_of(named, column))}


def is_lettered(cell: Cell, column: Column, unit: str) -> bool:
    """Whether one letter stands behind the number that is no unit of the others: 36d, 7m.

    It may name a unit or a note below the table.
    """
    if is_alone(cell):
        return False
    parts = QUANTITY.findall(said_of(cell, column).core)
    letter = parts[0][1] if len(parts) == 1 else ""
    return letter in _NOTE_LETTERS and unit_of(letter, column) not in (None, unit or column.unit)


def is_by_day(cell: Cell) -> bool:
    """Whether a cell may be a time of day at which an operation begins: 08:30."""
    found = CLOCK.match(plain(cell)) if isinstance(cell, str) else None
    return found is not None and int(found[1]) in _BY_DAY


def is_in_another_quantity(cell: Cell, column: Column) -> bool:
    """Whether a cell gives its number in what cannot be turned into the column's unit.

    "3 cycles" under months, "2 U" under millilitres.
    """
    if is_alone(cell):
        return False
    words = [named for _, named in QUANTITY.findall(said_of(cell, column).core)]
    return any(
        units.counts(named) or (units.named(named) and unit_of(named, column) is None)
        for named in words
    )


def is_bare(cell: Cell, column: Column) -> bool:
    """Whether a cell holds a number without a unit."""
    if is_alone(cell):
        return True
    if isinstance(cell, str):
        has_number = any(
            map(str.isdigit, said_of(cell, column).core)
        ) and not is_in_another_quantity(cell, column)
        return has_number and not units_named(cell, column)
    return isinstance(cell, float)


def may_be_annum(named: str, unit: str) -> bool:
    """ "a" is the year of Latin and German; alone it may as well be a slip."""
    return named.rstrip(".") == "a" and unit != "years"


def unit_of(named: str, column: Column) -> str | None:
    """The unit of a cell if it fits the column. "m" is minutes beside hours, else months."""
    if named == "m" and column.unit in ("min", "h"):
        return "min"
    if named in _AGES and column.name != AGE_FIELD:
        return None
    unit = units.named(named)
    return unit if unit and units.fits(unit, column) else None
