"""Points and commas in numbers: which stand before decimals, which after thousands."""

import re
from typing import Final

from ivl import text
from ivl.intake.cells import Cell
from ivl.intake.words import plain

NUMBER: Final = r"-?\d+(?:[.,]\d+)*"
_NUMBERS: Final = re.compile(NUMBER)
_ONE_MARK: Final = re.compile(r"[1-9]\d{0,2}([.,])\d{3}")
SEVERAL: Final = re.compile(r"\d\s*[，、；;]\s*\d")
"""A full-width comma stands between numbers and never within one."""


def decimal_marks(cell: Cell) -> set[str]:
    """The marks that can only stand before decimals in a cell: "," in "3,5", none in "1,200"."""
    return {mark for number in _numbers(cell) for mark in ",." if is_decimal(number, mark)}


def is_open(cell: Cell, mark: str) -> bool:
    """Whether a mark in a cell may stand before decimals or after thousands: "1.200"."""
    return any((one := _ONE_MARK.fullmatch(n)) and one[1] == mark for n in _numbers(cell))


def either(words: str, mark: str) -> tuple[str, str]:
    """The first number of a cell with its mark before decimals and after thousands."""
    number = next(n for n in _NUMBERS.findall(plain(words)) if _ONE_MARK.fullmatch(n))
    as_decimal, as_thousands = number.replace(mark, "."), number.replace(mark, "")
    return text.compact(float(as_decimal)), text.compact(float(as_thousands))


def _numbers(cell: Cell) -> list[str]:
    if not isinstance(cell, str) or SEVERAL.search(cell):
        return []
    return _NUMBERS.findall(plain(cell))


def is_decimal(number: str, mark: str) -> bool:
    """Whether a mark in a number can only stand before decimals."""
    other = "." if mark == "," else ","
    if other in number:
        is_last = mark in number and number.rfind(mark) > number.rfind(other)
        return is_last or (mark not in number and number.count(other) > 1)
    parts = number.split(mark)
    return len(parts) == 2 and (len(parts[1]) != 3 or parts[0] == "0" or len(parts[0]) > 3)
