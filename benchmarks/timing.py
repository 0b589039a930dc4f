"""Measuring several ways to the same end against each other.

Trust ratios more than milliseconds: the ways are measured in turn, so that whatever else the
machine does meets all of them alike.
"""

import time
from collections.abc import Callable, Mapping
from statistics import median
from typing import Final

SECONDS: Final = 0.5
"""About how long each way is measured, beyond the one call that warms it up."""

FEWEST, MOST = 5, 25
"""Calls of each way."""


def in_turn(ways: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """Median milliseconds of each way, after a call of each that warms up."""
    slowest = max(_seconds(way) for way in ways.values())
    rounds = min(max(int(SECONDS / slowest), FEWEST), MOST)
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            times[name].append(_seconds(way))
    return {name: 1000 * median(taken) for name, taken in times.items()}


def _seconds(way: Callable[[], object]) -> float:
    start = time.perf_counter()
    way()
    return time.perf_counter() - start
