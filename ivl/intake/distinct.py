"""Cells of a column told apart, so that what is done to a cell is done once to equal ones.

A column of 100 000 patients holds three answers, or some thousand dates.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ivl.intake.cells import Cell


@dataclass(frozen=True)
class Distinct:
    """The different cells of a column, and which of them each cell is."""

    cells: list[Cell]
    """In the order in which they first come; true is not 1."""

    places: npt.NDArray[np.intp]
    """Of each cell of the column, its place in ``cells``."""


class _Numbered(dict[Any, int]):
    """Numbers things in the order in which they first come."""

    def __missing__(self, thing: object) -> int:
        self[thing] = number = len(self)
        return number


def distinct(cells: Sequence[Cell]) -> Distinct:
    """Tells the cells of a column apart."""
    numbers = _Numbered()
    if bool in set(map(type, cells)):
        typed = zip(map(type, cells), cells, strict=True)
        places = np.fromiter(map(numbers.__getitem__, typed), "intp", len(cells))
        return Distinct([cell for _, cell in numbers], places)
    places = np.fromiter(map(numbers.__getitem__, cells), "intp", len(cells))
    return Distinct(list(numbers), places)
