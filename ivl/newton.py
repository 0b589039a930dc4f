"""The maximum of a smooth function of several parameters, by Newton's method.

For parameters of the size of 1, such as the coefficients of standardised covariates.
"""

from collections.abc import Callable
from typing import Final

import numpy as np

from ivl.arrays import Floats, Ints

MAX_ITERATIONS: Final = 60
MAX_HALVINGS: Final = 40

LARGEST_STEP: Final = 2.0
"""In any parameter: e² for the hazard ratio of a standard deviation, beyond which a quadratic
approximation says little."""

ROUNDING: Final = 1e-10
"""What an objective of the size of 1 can seem to lose by rounding; in proportion above that."""

NEGLIGIBLE: Final = 1e-7
"""What may be left to gain where rounding ends the search; in proportion as above. It changes
no number that is shown."""

FLATTEST: Final = 1e-10
"""Curvatures below this share of the largest are taken for it, so that every step has an end."""


class NotConverged(ArithmeticError):
    """No maximum was reached: see ``maximum``."""


def maximum(
    objective: Callable[[Floats], float],
    gradient: Callable[[Floats], Floats],
    information: Callable[[Floats], Floats],
    start: Floats,
    tolerance: float,
    free: Ints | None = None,
) -> Floats:
    """The parameters at a maximum, by Newton's steps with step-halving.

    Args:
        objective: the function, −infinity where it is not defined.
        gradient: its first derivatives, shape (p,).
        information: minus its second derivatives, shape (p, p).
        start: parameters to begin from, shape (p,).
        tolerance: largest absolute derivative at which the search ends.
        free: positions of the parameters that may change; all where None.

    Returns:
        The parameters, shape (p,). Where rounding keeps the derivatives above ``tolerance``, those
        from which no more than ``NEGLIGIBLE`` is left to gain.

    Raises:
        NotConverged: if more than that is left after ``MAX_ITERATIONS``, or if the search comes
            to where objective or derivatives are not defined.
    """
    beta = start.copy()
    moving = np.arange(len(beta)) if free is None else free
    value = objective(beta)
    if not np.isfinite(value):
        raise NotConverged
    gain = np.inf
    for _ in range(MAX_ITERATIONS):
        try:
            slope = gradient(beta)[moving]
            if np.abs(slope).max() < tolerance:
                return beta
            step = _ascent(information(beta)[np.ix_(moving, moving)], slope)
        except np.linalg.LinAlgError:
            raise NotConverged from None
        gain, lost = float(step @ slope) / 2, ROUNDING * max(1.0, abs(value))
        for halving in range(MAX_HALVINGS):
            trial = beta.copy()
            trial[moving] += step / 2**halving
            if (trial_value := objective(trial)) >= value - lost:
                break
        else:
            break
        beta, value = trial, trial_value
    if gain < NEGLIGIBLE * max(1.0, abs(value)):
        return beta
    raise NotConverged


def _ascent(information: Floats, slope: Floats) -> Floats:
    """Newton's step, shortened to ``LARGEST_STEP``.

    Where the function bends upwards the curvature counts without its sign: the step then climbs
    as well, and follows a ridge instead of crossing it to and fro.
    """
    curvature, axes = np.linalg.eigh(information)
    size = np.abs(curvature)
    step = axes @ (axes.T @ slope / np.maximum(size, max(FLATTEST * size.max(), 1e-300)))
    return step * min(1.0, LARGEST_STEP / float(np.abs(step).max()))
