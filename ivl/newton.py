"""The highest point of a function of several numbers, where there is one.

For numbers of the size of 1, such as the coefficients of standardised covariates.
"""

from collections.abc import Callable
from typing import Final

import numpy as np

from ivl.arrays import Floats, Ints

MAX_STEPS: Final = 60


class NotConverged(ArithmeticError):
    """No maximum was reached within ``MAX_STEPS`` steps."""


def maximum(
    value: Callable[[Floats], float],
    slope: Callable[[Floats], Floats],
    curvature: Callable[[Floats], Floats],
    start: Floats,
    flat: float,
    free: Ints | None = None,
) -> Floats:
    """Where a function is highest, by Newton's steps, halved until they climb.

    Args:
        value, slope, curvature: the function, its slope, and minus the slope of that.
        start: numbers to begin from, shape (p,).
        flat: the slope at which a maximum counts as reached.
        free: positions of the numbers that may move; all where None.

    Raises:
        NotConverged: if the slope is not 0 after ``MAX_STEPS``.
    """
    beta = start.copy()
    moving = np.arange(len(beta)) if free is None else free
    height = value(beta)
    for _ in range(MAX_STEPS):
        climb = slope(beta)[moving]
        if np.abs(climb).max() < flat:
            return beta
        step = _uphill(curvature(beta)[np.ix_(moving, moving)], climb)
        for halving in range(40):
            there = beta.copy()
            there[moving] += step / 2**halving
            if (height_there := value(there)) >= height - 1e-10:
                break
        else:
            break
        beta, height = there, height_there
    raise NotConverged


def _uphill(curvature: Floats, climb: Floats) -> Floats:
    """Newton's step, at most 2 long; straight up where that leads nowhere."""
    try:
        step = np.linalg.solve(curvature, climb)
    except np.linalg.LinAlgError:
        step = climb
    if not np.isfinite(step).all() or step @ climb <= 0:
        step = climb
    longest = float(np.abs(step).max())
    return step * np.float64(min(1.0, 2.0 / longest))
