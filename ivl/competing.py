"""Time to a first event of several kinds: cumulative incidence, Gray's test, event rates.

A patient who died without a recurrence cannot have one any more. One minus Kaplan–Meier would
count her as if she still could and overstate recurrence; cumulative incidence does not. Times
are months since the index operation.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ivl import text
from ivl.cohort import Cohort
from ivl.comparison import Comparison
from ivl.endpoints import RECURRENCE, Endpoint
from ivl.risk_sets import EVENT, Floats, Followed, RiskSets, followed
from ivl.step_curves import StepCurves, curve_frame, follow_up_frame, method_text
from ivl.survival import chi_square, why_not

GRAY = "Gray's test"


@dataclass(frozen=True, kw_only=True)
class CumulativeIncidence(StepCurves):
    """Incidence curves of one cause, one per group: estimates lie between 0 and 1, from 0 up.

    Limits are on the log(−log) scale. While no event of the cause has happened the lower limit is
    0 and the upper one exact: 1 − 0.025 to the power 1/n with n patients still followed, for a
    level of 95%. Where the curve is 1 there are none (NaN).
    """

    cause: str
    """The event counted, a level of the endpoint's event column."""

    events: pd.DataFrame
    """A row per group: group, n, n_event, n_other, n_censor over the whole follow-up."""


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
    pooled = used.risk_sets()
    sets = [pooled.of(code) for code in range(len(used.groups))]
    comparison = _compared(used)
    return CumulativeIncidence(
        curves=curve_frame(used.groups, [(s, *incidence(s)) for s in sets], 0, conf_level),
        cause=cause,
        events=_events(used, sets),
        follow_up=follow_up_frame(used.groups, sets, conf_level),
        excluded=used.excluded,
        comparison=comparison,
        by=by,
        n=used.n,
        population=cohort.population,
        method=method_text(
            f"Cumulative incidence of {text.lower_first(cause)} by the Aalen–Johansen method",
            endpoint,
            used,
            comparison.words if by else "",
            conf_level,
        ),
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

    Source: Gray, Ann Stat 1988;16:1141, with rho = 0. Same as cmprsk's ``cuminc``.
    """
    sets = used.risk_sets()
    score, covariance = _gray_score(sets)
    codes, n_groups = used.groups.codes, len(used.groups)
    table = pd.DataFrame(
        {
            "group": used.groups.names(range(n_groups)),
            "n": np.bincount(codes, minlength=n_groups),
            "n_event": sets.n_event.sum(axis=0),
            "n_other": sets.n_other.sum(axis=0),
            "score": score,
        }
    )
    return chi_square(GRAY, score, covariance, table)


def _gray_score(sets: RiskSets) -> tuple[Floats, Floats]:
    """The score of each group and the covariance of the scores, summed over the event times.

    Each group's subjects at risk are divided by its own survival, which puts back those whom
    competing events took: the risk set of the subdistribution.
    """
    k = sets.n_risk.shape[1]
    survival, own, pooled = np.ones(k), np.zeros(k), 0.0
    score, martingale = np.zeros(k), np.zeros(k)
    covariance, hazard, cross = np.zeros((k, k)), np.zeros((k, k)), np.zeros((k, k))
    for n, d, other in zip(sets.n_risk, sets.n_event, sets.n_other, strict=True):
        n_event, live = d.sum(), n > 0
        if n_event + other.sum() == 0:
            continue
        share = np.divide(1.0, n, out=np.zeros(k), where=live)
        weight = np.divide(n, survival, out=np.zeros(k), where=live)
        total = weight.sum()
        left = np.where(live, survival * (n - d - other) * share, survival)
        pooled_after = pooled + n_event / total
        mix = np.diag(weight) - np.outer(weight, weight) / total
        # With one group left nothing is mixed, and the pooled curve may have reached 1 already.
        if live.sum() > 1:
            hazard += mix * n_event / (total * (1 - pooled))
        score += d - n_event * weight * (1 - own) / (weight @ (1 - own))
        ratio = np.divide(1 - pooled_after, left, out=np.zeros(k), where=left > 0)

        if n_event:
            several = live & (n_event > 1)
            ties = 1 - np.divide(n_event - 1, total * survival - 1, out=np.zeros(k), where=several)
            spread = np.where(live, ties * survival * n_event * share / total, 0)
            effect = mix - (1 - ratio) * hazard
            martingale += (1 - ratio) ** 2 * spread
            cross += effect * (1 - ratio) * spread
            covariance += (effect * spread) @ effect.T
        ties = 1 - np.divide(other - 1, n - 1, out=np.zeros(k), where=other > 1)
        spread = np.where(left > 0, ties * survival**2 * other * share**2, 0)
        effect = -ratio * hazard
        martingale += ratio**2 * spread
        cross += effect * ratio * spread
        covariance += (effect * spread) @ effect.T

        own = own + survival * d * share
        survival, pooled = left, pooled_after
    covariance += (hazard * martingale) @ hazard.T + hazard @ cross.T + cross @ hazard.T
    return score, covariance


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
    from scipy.special import gammaincinv

    used = followed(cohort, endpoint, by, cause)
    k = len(used.groups)
    years = np.bincount(used.groups.codes, used.time / 12, minlength=k)
    n_event = np.bincount(used.groups.codes, used.cause == EVENT, minlength=k).astype(int)
    tail = (1 - conf_level) / 2
    low = np.where(n_event > 0, gammaincinv(np.maximum(n_event, 1), tail), 0.0)
    per_100 = np.divide(100.0, years, out=np.full(k, np.nan), where=years > 0)
    rates = pd.DataFrame(
        {
            "group": used.groups.names(range(k)),
            "n": np.bincount(used.groups.codes, minlength=k),
            "n_event": n_event,
            "patient_years": years,
            "estimate": n_event * per_100,
            "conf_low": low * per_100,
            "conf_high": gammaincinv(n_event + 1, 1 - tail) * per_100,
        }
    )
    level = f"{text.compact(100 * conf_level)}%"
    method = [
        "First events over the time under observation, per 100 patient-years",
        endpoint.definition,
        used.words,
        f"Limits ({level}) are exact Poisson",
    ]
    return EventRates(rates, by, used.n, cohort.population, text.sentences(method))


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


def _events(used: Followed, sets: list[RiskSets]) -> pd.DataFrame:
    counts = [
        [
            int(n.sum())
            for n in (s.n_event + s.n_other + s.n_censor, s.n_event, s.n_other, s.n_censor)
        ]
        for s in sets
    ]
    frame = pd.DataFrame(counts, columns=["n", "n_event", "n_other", "n_censor"], dtype="int64")
    frame.insert(0, "group", used.groups.names(range(len(sets))))
    return frame


def _compared(used: Followed) -> Comparison:
    known = used.only(used.groups.known)
    reason = why_not(known)
    return Comparison("", None, reason) if reason else gray(known)
