"""Time to a first event of several kinds: cumulative incidence, Gray's test, event rates.

A patient who died without a recurrence cannot have one any more. One minus Kaplan–Meier would
count her as if she still could and overstate recurrence; cumulative incidence does not. Times
are months since the index operation.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import pandas as pd

from ivl import text
from ivl.arrays import Floats, Ints
from ivl.cohort import Cohort
from ivl.comparison import FEW_EXPECTED, Comparison, Procedure
from ivl.curve import Curve, step_curve
from ivl.endpoints import RECURRENCE, Endpoint
from ivl.proportions import NAN, Interval, proportion, tail
from ivl.risk_sets import EVENT, Followed, RiskSets, followed
from ivl.step_curves import StepCurves
from ivl.survival import chi_square, refuse_one_group, why_not

GRAY: Final = Procedure(
    "Gray's test",
    "Compares the cumulative incidence itself, with competing events; p from chi-square",
    "Gray, Ann Stat 1988;16:1141; R: cuminc of cmprsk",
)


WITH_OTHERS: Final = (
    " and, with them, those whom a competing event took before, who can no longer have this one"
)


@dataclass(frozen=True, kw_only=True)
class CumulativeIncidence(StepCurves):
    """Incidence curves of one cause, one per group: estimates lie between 0 and 1, from 0 up.

    Limits are on the log(−log) scale. While no event of the cause has happened the lower limit is
    0 and the upper one 1 − 0.025 to the power 1/n for a level of 95%, for n patients without the
    event: those still followed and, with them, those whom a competing event took
    (``product_limit.n_effective``). It is exact where nobody was censored, else conservative.
    Where the curve is 1 there are none (NaN).
    """

    cause: str
    """The event counted, a level of the endpoint's event column."""

    @cached_property
    def events(self) -> pd.DataFrame:
        """A row per group: group, n, n_event, n_other, n_censor over the whole follow-up."""
        kinds = ("n_event", "n_other", "n_censor")
        counts = {name: [int(getattr(curve, name).sum()) for curve in self.steps] for name in kinds}
        return self._by_group(
            [1] * len(self.steps), {"n": [curve.n for curve in self.steps], **counts}
        )

    @property
    def caution(self) -> str:
        """That few events make the p-value of Gray's test a rough one; "" where it is none."""
        return few_expected(self.comparison)

    @property
    def _estimated(self) -> str:
        cause = text.lower_first(self.cause)
        return f"Cumulative incidence of {cause} by the Aalen–Johansen method"

    @property
    def _until_an_event(self) -> str:
        others = any(curve.n_other.any() for curve in self.steps)
        return f"{super()._until_an_event}{WITH_OTHERS if others else ''}"


def cumulative_incidence(
    cohort: Cohort,
    endpoint: Endpoint = RECURRENCE,
    cause: str = "recurrence",
    by: str | None = None,
    conf_level: float = 0.95,
) -> CumulativeIncidence:
    """Cumulative incidence of one cause with the others competing, and Gray's test.

    Args:
        cohort: the patients.
        endpoint: time column, and event column with "censored" and the causes as levels.
        cause: the level counted; the other causes compete.
        by: column of levels to split by; None for one curve.
        conf_level: two-sided level of all limits, between 0 and 1.

    Raises:
        ValueError: if a time is negative or infinite, the event column has no such cause, or an
            event is none of its levels; the message names the column and the patient's position.

    Source: Aalen & Johansen, Scand J Stat 1978;5:141; variance as in Marubini & Valsecchi, 1995,
    section 10.5. Same as R's ``survfit`` with a factor as status, ``conf.type = "log-log"``.
    """
    used = followed(cohort, endpoint, by, cause)
    pooled = used.risk_sets
    return CumulativeIncidence(
        steps=tuple(_curve(pooled.of(code), conf_level) for code in range(len(used.groups))),
        cause=cause,
        used=used,
        endpoint=endpoint,
        comparison=_compared(used),
        by=by,
        population=cohort.population,
        conf_level=conf_level,
    )


def incidence(sets: RiskSets) -> tuple[Floats, Floats]:
    """Aalen and Johansen's estimate and its standard error, a number per time."""
    n, d, cause = sets.n_risk, sets.n_event + sets.n_other, sets.n_event
    before = np.append(1.0, np.cumprod(1 - d / n)[:-1])
    estimate = np.cumsum(before * cause / n)
    with np.errstate(divide="ignore", invalid="ignore"):
        # Where nobody is left the curve stays as it is, so that the last term has no weight.
        greenwood = np.where(n > d, d / (n * (n - d)), 0.0)
    own = before**2 * cause * (n - cause) / n**3
    shared = before * cause / n**2
    variance = (
        estimate**2 * np.cumsum(greenwood)
        - 2 * estimate * np.cumsum(greenwood * estimate + shared)
        + np.cumsum(greenwood * estimate**2 + own + 2 * shared * estimate)
    )
    # Once everybody had the event nothing is left to vary, but rounding would leave its root.
    everybody = estimate > 1 - 1e-12
    return (
        np.where(everybody, 1.0, estimate),
        np.where(everybody, 0.0, np.sqrt(np.maximum(variance, 0))),
    )


def gray(used: Followed) -> Comparison:
    """Gray's test of equal cumulative incidence, made whatever the number of patients.

    Returns:
        The comparison; its table has a row per group: group, n, n_event, n_other, score (observed
        minus expected, weighted). Where the groups were never at risk together the p-value is
        None.

    Raises:
        ValueError: if there are not two groups at least.

    Source: Gray, Ann Stat 1988;16:1141, with rho = 0. Same as cmprsk's ``cuminc``, but that a group
    which was never at risk at an event is left out of the test: with one, ``cuminc`` gives −1.
    """
    refuse_one_group(used)
    sets = used.risk_sets
    score, covariance = _gray_score(sets)
    codes, n_groups = used.groups.codes, len(used.groups)
    compared = {
        "group": used.groups.labels,
        "n": np.bincount(codes, minlength=n_groups),
        "n_event": sets.n_event.sum(axis=0),
        "n_other": sets.n_other.sum(axis=0),
        "score": score,
    }
    return chi_square(GRAY, score, covariance, compared)


def few_expected(test: Comparison) -> str:
    """What must be known of a p-value of Gray's test with few events; "" where they are enough.

    The events that a group expects are those it had less its score.
    """
    if not test.was_made:
        return ""
    table = test.table
    fewest = float((table["n_event"] - table["score"]).min())
    if fewest >= FEW_EXPECTED:
        return ""
    return (
        f"With fewer than {FEW_EXPECTED} events expected in a group, the p-value of Gray's test, "
        "which is from chi-square, is a rough one"
    )


def _gray_score(sets: RiskSets) -> tuple[Floats, Floats]:
    """The score of each group and the covariance of the scores, summed over the event times.

    Each group's subjects at risk are divided by its own survival, which puts back those whom
    competing events took: the risk set of the subdistribution. Arrays have a row per time and a
    column per group; those of pairs of groups have a matrix per time.
    """
    some = (sets.n_event + sets.n_other).any(axis=1)
    n, d, other = sets.n_risk[some], sets.n_event[some], sets.n_other[some]
    live, n_event = n > 0, d.sum(axis=1, keepdims=True)
    share = np.divide(1.0, n, out=np.zeros(n.shape), where=live)

    left = np.cumprod(np.where(live, (n - d - other) * share, 1.0), axis=0, dtype=np.float64)
    survival = _before(left, 1.0)
    weight = np.divide(n, survival, out=np.zeros(n.shape), where=live)
    total = weight.sum(axis=1, keepdims=True)
    pooled_after = np.cumsum(n_event / total, axis=0, dtype=np.float64)
    free = 1 - _before(np.cumsum(survival * d * share, axis=0, dtype=np.float64), 0.0)
    score = d - n_event * weight * free / (weight * free).sum(axis=1, keepdims=True)

    mix = weight[:, :, None] * (np.eye(n.shape[1]) - (weight / total)[:, None, :])
    # With one group left nothing is mixed, and the pooled curve may have reached 1 already.
    several_live = live.sum(axis=1, keepdims=True) > 1
    rate = np.divide(n_event, total * (1 - _before(pooled_after, 0.0)),
                     out=np.zeros(total.shape), where=several_live)  # fmt: skip
    hazard = np.cumsum(mix * rate[:, :, None], axis=0)
    ratio = np.divide(1 - pooled_after, left, out=np.zeros(n.shape), where=left > 0)

    tied = live & (n_event > 1)
    ties = 1 - np.divide(n_event - 1, total * survival - 1, out=np.zeros(n.shape), where=tied)
    of_event = np.where(live, ties * survival * n_event * share / total, 0)
    ties = 1 - np.divide(other - 1, n - 1, out=np.zeros(n.shape), where=other > 1)
    of_other = np.where(left > 0, ties * (survival * share) ** 2 * other, 0)

    end, covariance = hazard[-1:].sum(axis=0), np.zeros(mix.shape[1:])
    for reach, effect, spread in (
        (1 - ratio, mix - (1 - ratio)[:, None, :] * hazard, of_event),
        (ratio, -ratio[:, None, :] * hazard, of_other),
    ):
        cross = end @ (effect * (reach * spread)[:, None, :]).sum(axis=0).T
        covariance += (end * (reach**2 * spread).sum(axis=0)) @ end.T + cross + cross.T
        covariance += np.einsum("tij,tj,tkj->ik", effect, spread, effect)
    return score.sum(axis=0), covariance


def _before(values: Floats, start: float) -> Floats:
    """What each row's value was just before its time."""
    return np.concatenate([np.full((1, values.shape[1]), start), values])[:-1]


def event_rate(
    cohort: Cohort,
    endpoint: Endpoint = RECURRENCE,
    cause: str | None = "recurrence",
    by: str | None = None,
    conf_level: float = 0.95,
) -> "EventRates":
    """First events per 100 patient-years, with exact Poisson limits.

    Args:
        cohort: the patients.
        endpoint: time column and event column.
        cause: the level counted; None where the event column is boolean.
        by: column of levels to split by; None for one rate.
        conf_level: two-sided level of the limits, between 0 and 1.

    Raises:
        ValueError: as ``cumulative_incidence`` does.

    Source: Garwood, Biometrika 1936;28:437. Same as R's ``poisson.test``.
    """
    used = followed(cohort, endpoint, by, cause)
    codes, k = used.groups.codes, len(used.groups)
    years = np.bincount(codes, used.time / 12, minlength=k)
    n_event = np.bincount(codes, used.cause == EVENT, minlength=k).astype(int)
    per_100 = np.divide(100.0, years, out=np.full(k, np.nan), where=years > 0)
    low, high = _poisson_limits(n_event, conf_level)
    rates = pd.DataFrame({
        "group": used.groups.names(range(k)),
        "n": np.bincount(codes, minlength=k),
        "n_event": n_event,
        "patient_years": years,
        "estimate": n_event * per_100,
        "conf_low": low * per_100,
        "conf_high": high * per_100,
    })  # fmt: skip
    level = f"{text.compact(100 * conf_level)}%"
    method = [
        "First events over the time under observation, per 100 patient-years",
        endpoint.definition,
        used.words,
        f"Limits ({level}) are exact Poisson",
    ]
    method_in_words = text.sentences(method)
    return EventRates(rates, by, used.n, cohort.population, method_in_words, conf_level)


def _poisson_limits(n_event: Ints, conf_level: float) -> tuple[Floats, Floats]:
    """Exact limits of the expected number of events, shape as ``n_event``."""
    from scipy.special import gammaincinv

    beyond = tail(conf_level)
    low = np.where(n_event > 0, gammaincinv(np.maximum(n_event, 1), beyond), 0.0)
    return low, gammaincinv(n_event + 1, 1 - beyond)


@dataclass(frozen=True)
class EventRates:
    """Events per time under observation."""

    rates: pd.DataFrame
    """A row per group: group, n, n_event, patient_years, and per 100 patient-years estimate,
    conf_low, conf_high; NaN where nobody was observed for any time."""

    by: str | None
    n: int
    """Patients behind the rates."""

    population: str
    method: str
    conf_level: float = 0.95


def rate_ratio(n1: int, time1: float, n2: int, time2: float, conf_level: float = 0.95) -> Interval:
    """Rate of the first group over that of the second, with exact limits given all events.

    Args:
        n1, n2: events of each group.
        time1, time2: time under observation, above 0, in one unit.
        conf_level: two-sided level of the limits, between 0 and 1.

    Returns:
        ``(estimate, conf_low, conf_high)``; NaN for what is not finite, and all three without any
        event.

    Source: Lehmann & Romano, Testing Statistical Hypotheses, 2005, section 4.5. Same as R's
    ``poisson.test`` with two counts.
    """
    if n1 + n2 == 0:
        return NAN, NAN, NAN
    _, low, high = proportion(n1, n1 + n2, conf_level)
    estimate, low, high = (
        share / (1 - share) * time2 / time1 if share < 1 else NAN
        for share in (n1 / (n1 + n2), low, high)
    )
    return estimate, low, high


def _curve(sets: RiskSets, conf_level: float) -> Curve:
    return step_curve(sets, *incidence(sets), 0, conf_level)


def _compared(used: Followed) -> Comparison:
    known = used.only(used.groups.known)
    reason = why_not(known)
    return GRAY.not_made(reason) if reason else gray(known)
