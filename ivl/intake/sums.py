"""Whether the numbers of a row are statistics of the numbers above it."""

import math
import statistics
from collections.abc import Iterator, Sequence
from typing import Final

from ivl.intake.cells import Cell

_FEWEST: Final = 3
_ALONE: Final = 4
"""With fewer patients one number can be the sum of the others by chance."""

_Row = Sequence[Cell]


def sum_up(row: _Row, above: Sequence[_Row], positions: Sequence[int]) -> bool:
    """Whether all numbers of a row are the same statistic of their columns: all means, all sums.

    One number alone has to be a sum, a mean or a deviation that nobody else has; the median and
    the least of some ages is the age of somebody.
    """
    told = list(_told(row, above, positions))
    if not told:
        return False
    same = set.intersection(*(kinds for kinds, _ in told))
    if len(told) > 1:
        return bool(same)
    return any(is_telling and kinds & {"sum", "mean", "sd"} for kinds, is_telling in told)


def _told(
    row: _Row, above: Sequence[_Row], positions: Sequence[int]
) -> Iterator[tuple[set[str], bool]]:
    """For each number of the row the statistics that it may be, and whether it tells by itself."""
    for position in positions:
        result = _number(row[position])
        if result is None:
            continue
        numbers = [n for cells in above if (n := _number(cells[position])) is not None]
        if len(set(numbers)) == 1 and result in numbers:
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
        yield kinds, is_rare and len(numbers) >= _ALONE and result not in numbers


def _statistics(numbers: list[float]) -> Iterator[tuple[str, float]]:
    yield "sum", math.fsum(numbers)
    yield "mean", statistics.fmean(numbers)
    yield "n", len(numbers)
    yield "sd", statistics.stdev(numbers)
    yield "sd", statistics.pstdev(numbers)
    yield "sem", statistics.stdev(numbers) / math.sqrt(len(numbers))
    yield "variance", statistics.variance(numbers)
    yield "min", min(numbers)
    yield "max", max(numbers)
    quartiles = statistics.quantiles(numbers, method="inclusive")
    yield from zip(("q1", "median", "q3"), quartiles, strict=True)


def _number(cell: Cell) -> float | None:
    try:
        number = float(cell) if isinstance(cell, str | float) else math.nan
    except ValueError:
        return None
    return number if math.isfinite(number) else None
