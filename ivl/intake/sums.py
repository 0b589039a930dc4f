"""Whether the numbers of a row are statistics of the numbers above it."""

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from ivl.intake.cells import Cell
from ivl.intake.distinct import Columns

_FEWEST: Final = 3
_ALONE: Final = 4
"""With fewer patients one number can be the sum of the others by chance."""

_Numbers = npt.NDArray[np.float64]


class Sums:
    """The numbers of patients, column by column, to compare those of other rows with."""

    def __init__(self, columns: Columns, patients: Sequence[int], positions: Sequence[int]) -> None:
        """Looks at no cell before it is needed.

        Args:
            columns: of the sheet.
            patients: rows of patients, in order, counted from 0.
            positions: columns that may hold numbers, counted from 0.
        """
        self._columns, self._patients, self._positions = columns, patients, positions
        self._numbers: dict[int, _Numbers] = {}

    def sum_up(self, row: int) -> bool:
        """Whether all numbers of a row are the same statistic of what patients have above it.

        That is, all means, or all sums. One number alone has to be a sum, a mean or a deviation
        that nobody else has; the median and the least of some ages is the age of somebody.
        """
        told = list(self._told(row))
        if not told:
            return False
        same = set.intersection(*(kinds for kinds, _ in told))
        if len(told) > 1:
            return bool(same)
        return any(is_telling and kinds & {"sum", "mean", "sd"} for kinds, is_telling in told)

    def _told(self, row: int) -> Iterator[tuple[set[str], bool]]:
        """For each number of the row what it may be, and whether it tells by itself."""
        n_above = bisect_left(self._patients, row)
        for position in self._positions:
            result = _number(self._columns.cell(row, position))
            if math.isnan(result):
                continue
            column = self._column(position)[:n_above]
            numbers = column[~np.isnan(column)]
            if len(numbers) and (numbers == result).all():
                continue  # of equal numbers every one is the mean
            if len(numbers) < _FEWEST:
                yield set(), False
                continue
            # A mean is written with as many decimals as its writer liked.
            n_decimals = len(f"{result:.10g}".partition(".")[2])
            kinds = {
                kind
                for kind, value in _statistics(numbers)
                if abs(result - value) <= 0.5000001 * 10**-n_decimals
            }
            is_rare = "sum" in kinds or n_decimals > 0
            yield kinds, is_rare and len(numbers) >= _ALONE and not (numbers == result).any()

    def _column(self, position: int) -> _Numbers:
        if position not in self._numbers:
            held = self._columns.distinct(position, np.array(self._patients, "intp"))
            self._numbers[position] = np.array(list(map(_number, held.cells)))[held.places]
        return self._numbers[position]


def _statistics(numbers: _Numbers) -> Iterator[tuple[str, float]]:
    n = len(numbers)
    with np.errstate(over="ignore", invalid="ignore"):
        variance = float(numbers.var(ddof=1))
        yield "sum", float(numbers.sum())
        yield "mean", float(numbers.mean())
        yield "n", n
        yield "sd", math.sqrt(variance)
        yield "sd", float(numbers.std())
        yield "sem", math.sqrt(variance / n)
        yield "variance", variance
        yield "min", float(numbers.min())
        yield "max", float(numbers.max())
        quartiles = np.quantile(numbers, (0.25, 0.5, 0.75)).tolist()
        yield from zip(("q1", "median", "q3"), quartiles, strict=True)


def _number(cell: Cell) -> float:
    """NaN of a cell that is no finite number."""
    try:
        number = float(cell) if isinstance(cell, str | float) else math.nan
    except ValueError:
        return math.nan
    return number if math.isfinite(number) else math.nan
