"""Time to an event: Kaplan–Meier curves, medians, the log-rank test, restricted means.

Times are months since the index operation. An event is True where it was seen and False where
follow-up ended first (right-censored). Patients without a time or an event status are left out,
and the method text counts them. Where something else can forestall the event, such as death
before recurrence, use ``ivl.competing``.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from ivl import text
from ivl.cohort import Cohort
from ivl.comparison import Comparison, why_no_test
from ivl.endpoints import Endpoint
from ivl.proportions import normal_quantile
from ivl.risk_sets import EVENT, Floats, Followed, RiskSets, followed
from ivl.step_curves import (
    StepCurves,
    curve_frame,
    follow_up_frame,
    median_with_limits,
    method_text,
    product_limit,
)

LOG_RANK: Final = "Log-rank test"


@dataclass(frozen=True, kw_only=True)
class KaplanMeier(StepCurves):
    """Survival curves, one per group: estimates lie between 0 and 1 and start with 1.

    Limits are on the log(−log) scale. While no event has happened the upper limit is 1 and the
    lower one exact: 0.025 to the power 1/n with n patients still followed, for a level of 95%.
    Where the curve is 0 there are none (NaN).
    """

    medians: pd.DataFrame
    """A row per group: group, n, n_event, median, conf_low, conf_high, in months. NaN: not
    reached."""

    def restricted_mean(self, tau: float) -> pd.DataFrame:
        """Mean time without the event within the first ``tau`` months.

        Args:
            tau: months, above 0 and not beyond the last follow-up of any group.

        Returns:
            A row per group: group, tau, estimate, std_error, conf_low, conf_high, note, in
            months. Without an event by ``tau`` the error cannot be estimated: NaN, and the note
            says so.

        Raises:
            ValueError: if ``tau`` is not above 0, or beyond a group's follow-up.

        Source: Klein & Moeschberger, Survival Analysis, 2003, section 4.5. Same as R's
        ``print(survfit(...), rmean = tau)``.
        """
        last = self.curves.groupby("group", observed=True)["time"].max()
        if not 0 < tau <= last.min():
            raise ValueError(
                f"A mean restricted to {text.compact(tau)} months needs follow-up of that length "
                f"in every group; the shortest is {text.compact(last.min())}"
            )
        z = normal_quantile(self.conf_level)
        rows = []
        for group, curve in self.curves.groupby("group", observed=True):
            estimate, std_error = _restricted_mean(curve, tau)
            rows.append({"group": group, "tau": tau, "estimate": estimate, "std_error": std_error,
                         "conf_low": max(estimate - z * std_error, 0.0),
                         "conf_high": min(estimate + z * std_error, tau),
                         "note": "" if std_error > 0 else "limits not estimable without an event",
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
    pooled = used.risk_sets()
    sets = [pooled.of(code) for code in range(len(used.groups))]
    fits = [product_limit(of_group.n_risk, of_group.n_event) for of_group in sets]
    comparison = _compared(used)
    return KaplanMeier(
        curves=curve_frame(
            used.groups, [(s, *fit) for s, fit in zip(sets, fits, strict=True)], 1, conf_level
        ),
        medians=_medians(used, sets, fits, conf_level),
        follow_up=follow_up_frame(used.groups, sets, conf_level),
        excluded=used.excluded,
        comparison=comparison,
        by=by,
        n=used.n,
        population=cohort.population,
        method=method_text(
            f"Kaplan–Meier estimate: {text.lower_first(endpoint.label)}",
            endpoint,
            used,
            comparison.words if by else "",
            conf_level,
        ),
        conf_level=conf_level,
    )


def log_rank(used: Followed) -> Comparison:
    """The log-rank test of equal curves, made whatever the number of patients.

    Returns:
        The comparison; its table has a row per group: group, n, observed, expected. Where the
        groups were never at risk together at an event the p-value is None.

    Source: Mantel, Cancer Chemother Rep 1966;50:163. Same as R's ``survdiff``.
    """
    sets = used.risk_sets()
    at_event = sets.n_event.sum(axis=1) > 0
    n_risk, n_event = sets.n_risk[at_event], sets.n_event[at_event]
    all_risk, all_event = n_risk.sum(axis=1), n_event.sum(axis=1)
    observed = n_event.sum(axis=0)
    expected = (n_risk * (all_event / all_risk)[:, None]).sum(axis=0)
    table = pd.DataFrame(
        {
            "group": used.groups.names(range(len(used.groups))),
            "n": np.bincount(used.groups.codes, minlength=len(used.groups)),
            "observed": observed,
            "expected": expected,
        }
    )
    covariance = _covariance(n_risk, all_risk, all_event)
    return chi_square(LOG_RANK, observed - expected, covariance, table)


def why_not(known: Followed) -> str:
    """Why these groups cannot be tested against each other, "" where they can."""
    sizes = np.bincount(known.groups.codes, minlength=len(known.groups)).tolist()
    n = dict(zip(known.groups.labels, sizes, strict=True))
    return why_no_test(n, int((known.cause == EVENT).sum()))


def chi_square(test: str, score: Floats, covariance: Floats, table: pd.DataFrame) -> Comparison:
    """Compares scores, which add up to 0 over the groups, with their covariance.

    Groups that were never at risk at an event carry no information and cost no degree of freedom.
    """
    from scipy.special import chdtrc

    kept = np.flatnonzero(np.diag(covariance) > 1e-12)[1:]
    df = len(kept)
    if df == 0 or np.linalg.matrix_rank(covariance[np.ix_(kept, kept)]) < df:
        return Comparison("", None, "The groups were never at risk together", table=table)
    part = score[kept]
    statistic = float(part @ np.linalg.solve(covariance[np.ix_(kept, kept)], part))
    return Comparison(test, float(chdtrc(df, statistic)), "", statistic, df, table)


def _covariance(n_risk: Floats, all_risk: Floats, all_event: Floats) -> Floats:
    share = n_risk / all_risk[:, None]
    with np.errstate(invalid="ignore"):
        ties = np.where(all_risk > 1, (all_risk - all_event) / (all_risk - 1), 0)
    weight = all_event * ties
    return np.diag(weight @ share) - (share * weight[:, None]).T @ share


def _compared(used: Followed) -> Comparison:
    known = used.only(used.groups.known)
    reason = why_not(known)
    return Comparison("", None, reason) if reason else log_rank(known)


def _medians(
    used: Followed, sets: list[RiskSets], fits: list[tuple[Floats, Floats]], conf_level: float
) -> pd.DataFrame:
    medians = [
        median_with_limits(of_group.time, *fit, conf_level)
        for of_group, fit in zip(sets, fits, strict=True)
    ]
    frame = pd.DataFrame(medians, columns=["median", "conf_low", "conf_high"], dtype="float64")
    frame.insert(0, "group", used.groups.names(range(len(sets))))
    frame.insert(1, "n", [int(of_group.n_risk[0]) for of_group in sets])
    frame.insert(2, "n_event", [int(of_group.n_event.sum()) for of_group in sets])
    return frame


def _restricted_mean(curve: pd.DataFrame, tau: float) -> tuple[float, float]:
    """Area under the curve up to tau, and its standard error; NaN if no event lies before."""
    within = curve[curve["time"] < tau]
    widths = np.diff(np.append(within["time"], tau))
    areas = widths * within["estimate"]
    n_event, n_risk = within["n_event"].to_numpy(), within["n_risk"].to_numpy()
    if not n_event.any():
        return float(areas.sum()), float("nan")
    to_come = areas[::-1].cumsum()[::-1].to_numpy()
    survivors = n_risk - n_event
    # Once nobody is left no area is to come, and the event that took the last adds nothing.
    some = survivors > 0
    variance = (to_come[some] ** 2 * n_event[some] / (n_risk[some] * survivors[some])).sum()
    return float(areas.sum()), float(np.sqrt(variance))
