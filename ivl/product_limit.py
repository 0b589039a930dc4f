"""Kaplan and Meier's estimate as arrays: its error, its limits, and where it reaches one half.

Arrays have a number per time, in ascending order. Times are months. The limits serve curves of
cumulative incidence as well.
"""

from typing import Final

import numpy as np

from ivl.arrays import Floats, Ints
from ivl.proportions import normal_quantile
from ivl.risk_sets import RiskSets

TOLERANCE: Final = 1.5e-8
"""Within this of one half a curve stands on one half; R's survfit has the same."""


def product_limit(n_risk: Ints, n_event: Ints) -> tuple[Floats, Floats]:
    """Kaplan and Meier's estimate with Greenwood's standard error, a number per time.

    The standard error is NaN once the estimate is 0.
    """
    estimate = np.cumprod(1 - n_event / n_risk, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance_of_log = np.cumsum(n_event / (n_risk * (n_risk - n_event)), dtype=np.float64)
        return estimate, estimate * np.sqrt(variance_of_log)


def limits(estimate: Floats, std_error: Floats, conf_level: float) -> tuple[Floats, Floats]:
    """Confidence limits on the log(−log) scale, NaN where the estimate is 0 or 1.

    Source: Kalbfleisch & Prentice, 1980. Same as R's ``survfit(conf.type = "log-log")``.
    """
    inside = (estimate > 0) & (estimate < 1)
    share = np.where(inside, estimate, np.nan)
    log = np.log(share)
    reach = normal_quantile(conf_level) * std_error / (share * log)
    with np.errstate(over="ignore"):  # a limit so far out is 0, which is what comes of it
        return np.exp(log * np.exp(-reach)), np.exp(log * np.exp(reach))


def n_effective(n_risk: Ints, n_other: Ints) -> Floats:
    """Of how many patients it is known by each time whether they had the event, while nobody had.

    Those still followed, and with them those whom a competing event took before: nobody of them
    can have the event any more. Whoever is censored is lost together with her share of the latter,
    so that n at risk is divided by the share that no competing event has taken. Without censoring
    this is everybody, without competing events the number at risk.

    Source: Dorey & Korn, Stat Med 1987;6:679, for the effective number behind a curve.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        spared = np.cumprod(np.where(n_risk > 0, 1 - n_other / n_risk, 1.0), dtype=np.float64)
        return np.where(n_risk > 0, n_risk / np.append(1.0, spared[:-1]), 0.0)


def limits_before_any_event(start: float, n: Floats, conf_level: float) -> tuple[Floats, Floats]:
    """Exact limits while no event has happened, where R gives none and others 1 to 1.

    With nobody of n patients hit so far, a share of (1 − conf_level)/2 to the power 1/n untouched
    is the least that fits: Clopper and Pearson's limit. With ``n_effective`` it is conservative,
    since who left early without an event is not counted. NaN where nobody is left.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        reach = np.where(n > 0, ((1 - conf_level) / 2) ** (1 / n), np.nan)
    bound = np.where(n > 0, float(start), np.nan)
    return (reach, bound) if start == 1 else (bound, 1 - reach)


def first_half(time: Floats, curve: Floats) -> float:
    """When a falling curve reaches one half, NaN if it never does.

    A curve can lie on one half exactly for a while. R then reports the middle of that stretch;
    we follow R, which clinicians will compare with.
    """
    reached = np.flatnonzero(curve < 0.5 + TOLERANCE)
    if not len(reached):
        return float("nan")
    first = reached[0]
    below = reached[curve[reached] < curve[first]]
    if abs(curve[first] - 0.5) < TOLERANCE and len(below):
        return float((time[first] + time[below[0]]) / 2)
    return float(time[first])


def median_with_limits(
    time: Floats, estimate: Floats, std_error: Floats, conf_level: float
) -> tuple[float, float, float]:
    """Median of a survival curve, and where its log(−log) limits reach one half.

    Source: Brookmeyer & Crowley, Biometrics 1982;38:29. Same as R's ``print(survfit(...))``.
    """
    low, high = limits(estimate, std_error, conf_level)
    return first_half(time, estimate), first_half(time, low), first_half(time, high)


def reverse_kaplan_meier(sets: RiskSets, conf_level: float) -> tuple[float, float, float]:
    """Median follow-up with limits: how long patients would have been followed without events.

    Patients with an event leave before those who are censored at the same time.

    Source: Schemper & Smith, Control Clin Trials 1996;17:343. Same as prodlim's
    ``reverse = TRUE``.
    """
    n_risk = sets.n_risk - sets.n_event - sets.n_other
    some = n_risk > 0
    curve = product_limit(n_risk[some], sets.n_censor[some])
    return median_with_limits(sets.time[some], *curve, conf_level)
