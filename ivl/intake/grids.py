"""Rows from whatever a reader returns → the rows of a sheet, with equal cells told to be equal.

A large file has millions of cells and some thousand different ones. So no more is done to each
than to look up its number, and rows are taken a few at a time, while the processor has them.
"""

import math
import re
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import accumulate, chain, islice
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt

from ivl.intake.cells import BLANK, LONGEST_CELL, Cell, Place, Rows, refuse_if_large, refuse_if_long
from ivl.intake.words import visible

Numbers = npt.NDArray[np.integer]
_AT_A_TIME: Final = 32
_UNFORMULA: Final = re.compile(r"^'(?=\s*[=+@＝＋－＠-]|[\t\r\n])")
"""What ``ivl.spreadsheet_safety`` puts before text that Excel would run as a formula."""

_DURATION: Final = re.compile(r"PT(\d+)H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S")
"""Of a day and more, as an .ods file writes it."""

_KEPT_AS_TEXT: Final = re.compile(r'="([^"]*)"')
"""How systems write a code so that Excel keeps its zeros: ="0012"."""

_NONE_UNREADABLE: Final[Mapping[Place, str]] = {}


class Gathered:
    """Rows of any length as they come from a reader."""

    def __init__(self, rows: Iterable[Sequence[object]]) -> None:
        """Takes all of them.

        Args:
            rows: without true and false, which would be taken for the numbers 1 and 0; see
                ``grid``.
        """
        self._numbers = _Numbers()
        self._flat = array("I")
        self._lengths: list[int] = []
        rows = iter(rows)
        while some := list(islice(rows, _AT_A_TIME)):
            self._lengths += map(len, some)
            self._flat.extend(map(self._numbers.__getitem__, chain.from_iterable(some)))

    @classmethod
    def from_columns(cls, columns: Sequence[tuple[Sequence[object], Numbers]]) -> Self:
        """Takes rows of one length, without true and false.

        Args:
            columns: of each one the different values, and of each row the place of its value
                among them.
        """
        gathered = cls(())
        n_rows, n_columns = len(columns[0][1]), len(columns)
        by_row = np.empty((n_rows, n_columns), np.uintc)
        for position, (values, places) in enumerate(columns):
            numbers = map(gathered._numbers.__getitem__, values)
            by_row[:, position] = np.fromiter(numbers, np.uintc, len(values))[places]
        gathered._flat.frombytes(by_row.tobytes())
        gathered._lengths = [n_columns] * n_rows
        return gathered

    @property
    def lengths(self) -> tuple[int, ...]:
        """Cells of each row, where they differ; else empty."""
        return tuple(self._lengths) if len(set(self._lengths)) > 1 else ()

    @property
    def n_rows(self) -> int:
        """With blank ones at the end."""
        return len(self._lengths)

    @property
    def n_columns(self) -> int:
        """Of the longest row, with blank cells at its end."""
        return max(self._lengths, default=0)

    def first_row(self, holds: Callable[[Any], bool]) -> int | None:
        """Of a cell of which something holds, counted from 0; the cell is as the reader gave it."""
        found = next((number for value, number in self._numbers.items() if holds(value)), None)
        if found is None:
            return None
        at = self._flat.index(found)
        return sum(end <= at for end in accumulate(self._lengths))

    def rows(self, unreadable: Mapping[Place, str] = _NONE_UNREADABLE, name: str = "") -> Rows:
        """Short rows filled up, blank ends cut off; cells that could not be read are blank.

        Some of these hold something all the same, such as the 0 of a formula that nobody
        calculated. They keep their place at the end of a sheet.

        Raises:
            Refused: if a cell has more characters than any program of the office keeps, or one
                that could not be read stands too far away; ``name`` is that of the sheet.
        """
        longest = max(
            (len(cell) for cell in self._numbers.known if isinstance(cell, str)), default=0
        )
        if longest > LONGEST_CELL:
            row = self.first_row(lambda value: isinstance(value, str) and len(value) >= longest)
            refuse_if_long(name, row or 0, longest)
        whole = self._laid_out(self.n_rows, self.n_columns)
        n_rows, n_columns = _extent(whole, self.n_columns)
        n_rows = max([n_rows, *(row + 1 for row, _ in unreadable)])
        n_columns = max([n_columns, *(column + 1 for _, column in unreadable)])
        refuse_if_large(name, n_rows, n_columns)
        cells = self._laid_out(n_rows, n_columns)
        for row, column in unreadable:
            cells[row * n_columns + column] = BLANK
        return Rows(n_columns, self._numbers.known, cells)

    def _laid_out(self, n_rows: int, n_columns: int) -> "array[int]":
        """The cells row by row, each row of the same length."""
        if set(self._lengths[:n_rows]) <= {n_columns}:
            cells = self._flat[: n_rows * n_columns]
            cells.frombytes(bytes(cells.itemsize * (n_rows * n_columns - len(cells))))
            return cells
        cells = array("I", bytes(self._flat.itemsize * n_rows * n_columns))
        ends = accumulate(self._lengths[:n_rows])
        for row, (end, length) in enumerate(zip(ends, self._lengths, strict=False)):
            start, n = end - length, min(length, n_columns)
            cells[row * n_columns : row * n_columns + n] = self._flat[start : start + n]
        return cells


def grid(
    rows: Iterable[Sequence[object]],
    unreadable: Mapping[Place, str] = _NONE_UNREADABLE,
    name: str = "",
    may_hold_truths: bool = True,
) -> Rows:
    """The rows of a sheet, from rows of text, numbers, dates, times, true and false.

    Args:
        rows: as a reader gives them.
        unreadable: cells that could not be read, and why.
        name: of the sheet.
        may_hold_truths: whether any of them may be true or false.

    Raises:
        Refused: if a cell is too long; see ``Gathered.rows``.
    """
    return Gathered(map(_marked, rows) if may_hold_truths else rows).rows(unreadable, name)


def _marked(row: Sequence[object]) -> Sequence[object]:
    """True and false, as nothing else equals them."""
    if bool in set(map(type, row)):
        return [(value,) if isinstance(value, bool) else value for value in row]
    return row


class _Numbers(dict[Any, int]):
    """The number of the cell that a value stands for, among the different ones."""

    def __init__(self) -> None:
        self.known: list[Cell] = [None]
        self._of_cell: dict[object, int] = {None: BLANK}

    def __missing__(self, value: Any) -> int:
        is_marked = isinstance(value, tuple)
        cell: Cell = value[0] if is_marked else _cell(value)
        number = self._of_cell.setdefault(value if is_marked else cell, len(self.known))
        if number == len(self.known):
            self.known.append(cell)
        self[value] = number
        return number


def _cell(value: object) -> Cell:
    match value:
        case str() if value[:2] == "PT" and (told := _DURATION.fullmatch(value)):
            return f"{int(told[1])}:{int(told[2]):02}:{int(told[3]):02}"
        case str() if value[:1].isalnum() and value.isprintable():
            return value
        case str():
            words = visible(value)
            kept = _KEPT_AS_TEXT.fullmatch(words.strip())
            words = kept[1] if kept else _UNFORMULA.sub("", words)
            return words if words.strip() else None
        case datetime():
            return value
        case int() | float():
            if abs(value) < 1e300:
                return float(value)
            return None if math.isnan(value) else f"{value:g}"  # as text, for it is no measurement
        case date():
            return datetime(value.year, value.month, value.day)
        case timedelta():
            minutes, seconds = divmod(int(value.total_seconds()), 60)
            return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
        case time():
            return f"{value:%H:%M:%S}"
        case _:
            return None


def _extent(cells: "array[int]", width: int) -> Place:
    """Rows and columns down to the last cell with content."""
    n_rows, n_columns = len(cells) // width if width else 0, width
    while n_columns and not any(cells[n_columns - 1 :: width]):
        n_columns -= 1
    while n_rows and not any(cells[(n_rows - 1) * width : n_rows * width]):
        n_rows -= 1
    return n_rows, n_columns
