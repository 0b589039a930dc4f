"""Time to an event: Kaplan–Meier curves, medians, the log-rank test, restricted means.

Times are months since the index operation. An event is True where it was seen and False where
follow-up ended first (right-censored). Patients without a time or an event status are left out,
and the method text counts them. Where something else can forestall the event, such as death
before recurrence, use ``ivl.competing``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
import pandas as pd

from ivl import text
from ivl.arrays import Floats, Ints
from ivl.cohort import Cohort
from ivl.comparison import FEW, MIN_PATIENTS, Comparison, Procedure, why_no_test
from ivl.curve import Curve, step_curve
from ivl.endpoints import Endpoint
from ivl.groups import named
from ivl.product_limit import first_half, product_limit
from ivl.proportions import normal_quantile
from ivl.risk_sets import EVENT, Followed, RiskSets, followed
from ivl.step_curves import StepCurves

LOG_RANK: Final = Procedure(
    "Log-rank test",
    "Compares events observed and expected; p from chi-square",
    "Mantel, Cancer Chemother Rep 1966;50:163; R: survdiff",
)

NOT_LINKED: Final = (
    "The groups cannot be compared: they were not at risk together when some, but not all, had "
    "the event"
)
"""Stands where every event found a single group at risk, or took everybody who was."""


@dataclass(frozen=True, kw_only=True)
class KaplanMeier(StepCurves):
    """Survival curves, one per group: estimates lie between 0 and 1 and start with 1.

    Limits are on the log(−log) scale. While no event has happened the upper limit is 1 and the
    lower one exact: 0.025 to the power 1/n with n patients still followed, for a level of 95%.
    Where the curve is 0 there are none (NaN).
    """

    @cached_property
    def medians(self) -> pd.DataFrame:
        """A row per group: group, n, n_event, median, conf_low, conf_high.

        In months; NaN: not reached.
        """
        counts = {
            "n": [curve.n for curve in self.steps],
            "n_event": [int(curve.n_event.sum()) for curve in self.steps],
        }
        return self._summaries([_median(curve) for curve in self.steps], counts)

    @property
    def _estimated(self) -> str:
        return f"Kaplan–Meier estimate: {text.lower_first(self.endpoint.label)}"

    def restricted_mean(self, tau: float) -> pd.DataFrame:
        """Mean time without the event within the first ``tau`` months.

        Args:
            tau: months, above 0 and not beyond the last follow-up of any group.

        Returns:
            A row per group: group, tau, n, n_event (before ``tau``), estimate, std_error,
            conf_low, conf_high, note; in months. The error and the normal limits need an event
            before ``tau`` and five patients: else they are NaN, and the note says which is
            lacking.

        Raises:
            ValueError: if ``tau`` is not above 0, or beyond a group's follow-up.

        Source: Klein & Moeschberger, Survival Analysis, 2003, section 4.5. Same as R's
        ``print(survfit(...), rmean = tau)``.
        """
        shortest = min((curve.time[-1] for curve in self.steps), default=0.0)
        if not 0 < tau <= shortest:
            raise ValueError(
                f"A mean restricted to {text.compact(tau)} months needs follow-up of that length "
                f"in every group; the shortest is {text.compact(shortest)}"
            )
        z = normal_quantile(self.conf_level)
        rows = []
        for group, curve in zip(self.groups, self.steps, strict=True):
            estimate, std_error = _restricted_mean(curve, tau)
            n_event = int(curve.n_event[curve.time < tau].sum())
            note = FEW if curve.n < MIN_PATIENTS else ""
            if not n_event:
                note = f"no event before {text.compact(tau)} months"
            if note:
                std_error = float("nan")
            rows.append({"group": group, "tau": tau, "n": curve.n, "n_event": n_event,
                         "estimate": estimate, "std_error": std_error,
                         "conf_low": max(estimate - z * std_error, 0.0),
                         "conf_high": min(estimate + z * std_error, tau), "note": note,
                         })  # fmt: skip
        return pd.DataFrame(rows)


def kaplan_meier(
    cohort: Cohort, endpoint: Endpoint, by: str | None = None, conf_level: float = 0.95
) -> KaplanMeier:
    """Survival curves with limits, medians, follow-up and the log-rank test.

    Args:
        cohort: the patients.
        endpoint: time column and boolean event column.
        by: column of levels to split by; None for one curve.
        conf_level: two-sided level of all limits, between 0 and 1.

    Raises:
        ValueError: if a time is negative or infinite or an event is neither True nor False; the
            message names the column and the patient's position.

    Source: Kaplan & Meier, J Am Stat Assoc 1958;53:457; Greenwood 1926. Same as R's
    ``survfit(Surv(time, event) ~ group, conf.type = "log-log")`` and ``survdiff``.
    """
    used = followed(cohort, endpoint, by)
    pooled = used.risk_sets
    return KaplanMeier(
        steps=tuple(_curve(pooled.of(code), conf_level) for code in range(len(used.groups))),
        used=used,
        endpoint=endpoint,
        comparison=_compared(used),
        by=by,
        population=cohort.population,
        conf_level=conf_level,
    )


def log_rank(used: Followed) -> Comparison:
    """The log-rank test of equal curves, made whatever the number of patients.

    Returns:
        The comparison; its table has a row per group: group, n, observed, expected. Where the
        groups were never at risk together at an event the p-value is None.

    Raises:
        ValueError: if there are not two groups at least.

    Source: Mantel, Cancer Chemother Rep 1966;50:163. Same as R's ``survdiff``.
    """
    refuse_one_group(used)
    sets = used.risk_sets
    at_event = np.flatnonzero(sets.n_event.any(axis=1))
    n_risk, n_event = (of.T.take(at_event, axis=1) for of in (sets.n_risk, sets.n_event))
    all_risk, all_event = n_risk.sum(axis=0), n_event.sum(axis=0)
    observed = n_event.sum(axis=1)
    expected = n_risk @ (all_event / all_risk)
    compared = {
        "group": used.groups.labels,
        "n": np.bincount(used.groups.codes, minlength=len(used.groups)),
        "observed": observed,
        "expected": expected,
    }
    covariance = _covariance(n_risk, all_risk, all_event)
    return chi_square(LOG_RANK, observed - expected, covariance, compared)


def expected_in_words(comparison: Comparison) -> str:
    """ "incidental 5 observed, 1.98 expected; nonincidental 0 observed, 3.02 expected"."""
    parts = [
        f"{text.lower_first(str(row.group))} {row.observed:.0f} observed, "
        f"{text.decimal(row.expected, 2)} expected"
        for row in comparison.table.itertuples()
    ]
    return "; ".join(parts)


def why_not(known: Followed) -> str:
    """Why these groups cannot be tested against each other, "" where they can."""
    sizes = np.bincount(known.groups.codes, minlength=len(known.groups)).tolist()
    n = dict(zip(named(known.groups.by, known.groups.labels), sizes, strict=True))
    return why_no_test(n, int((known.cause == EVENT).sum()))


def refuse_one_group(used: Followed) -> None:
    """A test of groups against each other needs two of them.

    Raises:
        ValueError: if there are fewer; the message names the column.
    """
    if len(used.groups) < 2:
        levels = text.listed(used.groups.labels) or "no level"
        raise ValueError(f"{used.groups.by or 'No column of groups'}: {levels}, nothing to compare")


def chi_square(
    test: Procedure, score: Floats, covariance: Floats, compared: Mapping[str, Any]
) -> Comparison:
    """Compares scores, which add up to 0 over the groups, with their covariance.

    Groups that were never at risk at an event carry no information and cost no degree of freedom.
    """
    from scipy.special import chdtrc

    kept = np.flatnonzero(np.diag(covariance) > 1e-12)[1:]
    df = len(kept)
    part, spread = score[kept], covariance[np.ix_(kept, kept)]
    if df == 0 or (df > 1 and np.linalg.matrix_rank(spread) < df):
        return test.not_made(NOT_LINKED, compared=compared)
    statistic = float(part @ np.linalg.solve(spread, part))
    p_value = float(chdtrc(df, statistic))
    return test.made(p_value, statistic=statistic, df=df, compared=compared)


def _covariance(n_risk: Ints, all_risk: Ints, all_event: Ints) -> Floats:
    share = n_risk / all_risk
    # Of a single patient at risk it is known who has the event.
    weight = all_event * (all_risk - all_event) / np.maximum(all_risk - 1, 1)
    return np.diag(share @ weight) - (share * weight) @ share.T


def _compared(used: Followed) -> Comparison:
    known = used.only(used.groups.known)
    reason = why_not(known)
    return LOG_RANK.not_made(reason) if reason else log_rank(known)


def _curve(sets: RiskSets, conf_level: float) -> Curve:
    return step_curve(sets, *product_limit(sets.n_risk, sets.n_event), 1, conf_level)


def _median(curve: Curve) -> tuple[float, float, float]:
    """With limits; the exact ones before any event are none of a median."""
    fallen = curve.estimate < 1
    time, *falling = (
        of[fallen] for of in (curve.time, curve.estimate, curve.conf_low, curve.conf_high)
    )
    median, low, high = (first_half(time, values) for values in falling)
    return median, low, high


def _restricted_mean(curve: Curve, tau: float) -> tuple[float, float]:
    """Area under the curve up to tau, and its standard error; NaN if no event lies before."""
    within = curve.time < tau
    areas = np.diff(np.append(curve.time[within], tau)) * curve.estimate[within]
    n_event, n_risk = curve.n_event[within], curve.n_risk[within]
    if not n_event.any():
        return float(areas.sum()), float("nan")
    to_come = areas[::-1].cumsum()[::-1]
    survivors = n_risk - n_event
    # Once nobody is left no area is to come, and the event that took the last adds nothing.
    some = survivors > 0
    variance = (to_come[some] ** 2 * n_event[some] / (n_risk[some] * survivors[some])).sum()
    return float(areas.sum()), float(np.sqrt(variance))
