"""Cells of a column told apart, so that what is done to a cell is done once to equal ones.

A column of 100 000 patients holds three answers, or some thousand dates.
"""

import re
from array import array
from collections.abc import Iterator, Mapping, Sequence, Set
from copy import copy
from dataclasses import dataclass
from typing import Any, Final, overload

import numpy as np
import numpy.typing as npt

from ivl.intake.cells import BLANK, Cell, Place, Rows

Numbers = npt.NDArray[np.intp]
_EVERY: Final = slice(None)
_WITH_POINT: Final = re.compile(r"\d{1,2}\.0")


@dataclass(frozen=True)
class Distinct(Sequence[Cell]):
    """The cells of a column: which different ones there are, and which of them each is."""

    cells: list[Cell]
    """In the order in which they first come; true is not 1."""

    places: Numbers
    """Of each cell of the column, its place in ``cells``."""

    @property
    def n_filled(self) -> int:
        """How many of the column's cells are not blank."""
        if None not in self.cells:
            return len(self)
        return int(np.count_nonzero(self.places != self.cells.index(None)))

    def __len__(self) -> int:
        return len(self.places)

    @overload
    def __getitem__(self, at: int) -> Cell: ...
    @overload
    def __getitem__(self, at: slice) -> list[Cell]: ...
    def __getitem__(self, at: int | slice) -> Cell | list[Cell]:
        if isinstance(at, slice):
            return [self.cells[place] for place in self.places[at]]
        return self.cells[self.places[at]]

    def __iter__(self) -> Iterator[Cell]:
        return map(self.cells.__getitem__, memoryview(self.places.data))


def without_points(held: Distinct) -> Distinct:
    """Codes such as 1.0 as 1, for so programs write them in a column that has blanks as well."""
    cells = [
        cell[:-2] if isinstance(cell, str) and _WITH_POINT.fullmatch(cell) else cell
        for cell in held.cells
    ]
    return Distinct(cells, held.places) if cells != held.cells else held


class Columns:
    """The columns of a sheet, by their numbers; see ``ivl.intake.cells.Rows``."""

    def __init__(self, rows: Rows) -> None:
        """Lays the cells of each column side by side."""
        self.known = rows.known
        self.numbers: Numbers = _by_row(rows).T.astype("intp", order="C")
        """A row per column of the sheet."""

        self.n_rows = len(rows)
        self._first = np.empty(len(rows.known), "intp")

    def cell(self, row: int, position: int) -> Cell:
        """Both counted from 0."""
        return self.known[self.numbers[position, row]]

    def within(self, n_columns: int) -> "Columns":
        """The first of the columns alone."""
        first = copy(self)
        first.numbers = self.numbers[:n_columns]
        return first

    def n_filled(self) -> Numbers:
        """Of each row, how many cells are not blank."""
        return np.count_nonzero(self.numbers != BLANK, axis=0)

    def n_among(self, words: Set[str]) -> Numbers:
        """Of each row, how many cells hold one of some words."""
        is_among = np.array([isinstance(cell, str) and cell in words for cell in self.known])
        return np.count_nonzero(is_among[self.numbers], axis=0)

    def n_in_place(self, words: Mapping[int, str]) -> Numbers:
        """Of each row, how many cells hold the word that is given for their column."""
        numbers = {cell: at for at, cell in enumerate(self.known) if isinstance(cell, str)}
        found = np.zeros(self.n_rows, "intp")
        for position, word in words.items():
            if word in numbers and position < len(self.numbers):
                found += self.numbers[position] == numbers[word]
        return found

    def distinct(self, position: int, rows: Numbers | slice = _EVERY) -> Distinct:
        """The cells of one column in some rows, told apart."""
        numbers = self.numbers[position][rows]
        at = np.arange(len(numbers))
        # Of places that are given twice the last one stays, which here is the first.
        self._first[numbers[::-1]] = at[::-1]
        different = numbers[self._first[numbers] == at]
        self._first[different] = np.arange(len(different))
        cells = list(map(self.known.__getitem__, different.tolist()))
        return Distinct(cells, self._first[numbers])


class _Numbered(dict[Any, int]):
    """Numbers things in the order in which they first come."""

    def __missing__(self, thing: object) -> int:
        self[thing] = number = len(self)
        return number


def distinct(values: Sequence[Any]) -> Distinct:
    """Tells values apart, none of which is true or false."""
    numbers = _Numbered()
    places = np.fromiter(map(numbers.__getitem__, values), "intp", len(values))
    return Distinct(list(numbers), places)


def with_cells(rows: Rows, cells: Mapping[Place, Cell]) -> Rows:
    """The rows with other content in some cells, which may stand right of the last column."""
    width = max([rows.n_columns, *(column + 1 for _, column in cells)])
    by_row = np.full((len(rows), width), BLANK, np.uintc)
    by_row[:, : rows.n_columns] = _by_row(rows)
    known = list(rows.known)
    numbers = {(isinstance(cell, bool), cell): number for number, cell in enumerate(known)}
    for at, cell in cells.items():
        number = numbers.setdefault((isinstance(cell, bool), cell), len(known))
        if number == len(known):
            known.append(cell)
        by_row[at] = number
    return Rows(width, known, array("I", by_row.tobytes()))


def _by_row(rows: Rows) -> npt.NDArray[np.uintc]:
    return np.frombuffer(rows.numbers, np.uintc).reshape(len(rows), rows.n_columns)
