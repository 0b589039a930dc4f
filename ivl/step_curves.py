"""What survival and cumulative incidence share: look-ups, limits, medians, follow-up.

A curve is a step function that is right-continuous: its value at a time holds from that time
on. Each curve starts at time 0 and ends at the last follow-up of its group; nothing is carried
beyond. Months throughout.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from ivl import text
from ivl.comparison import Comparison
from ivl.endpoints import ORIGIN, Endpoint
from ivl.groups import Groups
from ivl.proportions import normal_quantile
from ivl.risk_sets import Floats, Followed, Ints, RiskSets
from ivl.schema import UNKNOWN

BEYOND: Final = "beyond follow-up"

TOLERANCE: Final = 1.5e-8
"""Within this of one half a curve stands on one half; R's survfit has the same."""

CURVE: Final = [
    *("time", "n_risk", "n_event", "n_other", "n_censor"),
    *("estimate", "std_error", "conf_low", "conf_high"),
]
"""Columns of a curve, after the group."""


@dataclass(frozen=True, kw_only=True)
class StepCurves:
    """Curves, one per group, and what a reader asks of them."""

    curves: pd.DataFrame
    """A row per group and time: group, time, n_risk, n_event, n_other, n_censor, estimate,
    std_error, conf_low, conf_high. ``n_risk`` counts who was under observation just before the
    time; ``n_other`` are competing events. The first row of a group is time 0, before anything
    happened; who left at time 0 stands in a second row."""

    follow_up: pd.DataFrame
    """A row per group: group, n, median, conf_low, conf_high, in months, by the reverse
    Kaplan–Meier method; NaN where the curve or the limit is not reached."""

    excluded: pd.DataFrame
    """Who could not be used, a row per group and reason: group, reason, n."""

    comparison: Comparison
    """The test of equal curves, or why there is none."""

    by: str | None
    """Column that the cohort was split by."""

    n: int
    """Patients behind the curves."""

    population: str
    """Who was looked at, as ``Cohort.population`` says it."""

    method: str
    """Who was analysed and how, in sentences fit for a figure legend."""

    conf_level: float = 0.95

    @property
    def groups(self) -> list[str]:
        """Names of the groups that have a curve, in order."""
        return list(self.curves["group"].unique())

    @property
    def p_value(self) -> float | None:
        """Of the test of equal curves; None where ``comparison.reason`` says why not."""
        return self.comparison.p_value

    def at(self, times: float | Sequence[float]) -> pd.DataFrame:
        """The curves read at given times, in months.

        Returns:
            A row per group and time: group, time, n_risk, estimate, conf_low, conf_high, note.
            Beyond the group's last follow-up the numbers are NaN and the note says so.

        Raises:
            ValueError: if a time is negative.
        """
        asked = _asked(times)
        parts = [_read(curve, asked, self.conf_level) for curve in self._by_group()]
        return _stacked(parts, "time n_risk estimate conf_low conf_high note")

    def risk_table(self, times: float | Sequence[float]) -> pd.DataFrame:
        """The counts that stand under the curves, at given times in months.

        Returns:
            A row per group and time: group, time, n_risk (followed at least that long), and
            n_event, n_other, n_censor (all from time 0 up to and including that time).

        Raises:
            ValueError: if a time is negative.
        """
        asked = _asked(times)
        parts = [_counts(curve, asked) for curve in self._by_group()]
        return _stacked(parts, "time n_risk n_event n_other n_censor")

    def _by_group(self) -> list[pd.DataFrame]:
        return [curve for _, curve in self.curves.groupby("group", observed=True)]


def curve_frame(
    groups: Groups, curves: Sequence[tuple[RiskSets, Floats, Floats]], start: int, conf_level: float
) -> pd.DataFrame:
    """The curves of ``StepCurves``, with their limits.

    Args:
        groups: the groups.
        curves: for each group its risk sets, estimates and standard errors, a number per time.
        start: value at time 0, 1 for survival and 0 for incidence.
        conf_level: two-sided level of the limits.
    """
    if not curves:
        return pd.DataFrame(columns=["group", *CURVE])
    parts = [_curve(*curve, start, conf_level) for curve in curves]
    codes = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
    frame = pd.concat(parts, ignore_index=True)
    frame.insert(0, "group", groups.names(codes))
    return frame


def limits(estimate: Floats, std_error: Floats, conf_level: float) -> tuple[Floats, Floats]:
    """Confidence limits on the log(−log) scale, NaN where the estimate is 0 or 1.

    Source: Kalbfleisch & Prentice, 1980. Same as R's ``survfit(conf.type = "log-log")``.
    """
    inside = (estimate > 0) & (estimate < 1)
    share = np.where(inside, estimate, np.nan)
    reach = normal_quantile(conf_level) * std_error / (share * np.log(share))
    with np.errstate(over="ignore"):  # a limit so far out is 0, which is what comes of it
        return share ** np.exp(-reach), share ** np.exp(reach)


def limits_before_any_event(start: float, n_risk: Ints, conf_level: float) -> tuple[Floats, Floats]:
    """Exact limits while no event has happened, where R gives none and others 1 to 1.

    With nobody of n patients hit so far, a share of (1 − conf_level)/2 to the power 1/n untouched
    is the least that fits: Clopper and Pearson's limit for those who are still followed. It is
    conservative, since who left early without an event is not counted. NaN where nobody is left.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        reach = np.where(n_risk > 0, ((1 - conf_level) / 2) ** (1 / n_risk), np.nan)
    bound = np.where(n_risk > 0, float(start), np.nan)
    return (reach, bound) if start == 1 else (bound, 1 - reach)


def product_limit(n_risk: Ints, n_event: Ints) -> tuple[Floats, Floats]:
    """Kaplan and Meier's estimate with Greenwood's standard error, a number per time.

    The standard error is NaN once the estimate is 0.
    """
    estimate = np.cumprod(1 - n_event / n_risk, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance_of_log = np.cumsum(n_event / (n_risk * (n_risk - n_event)), dtype=np.float64)
        return estimate, estimate * np.sqrt(variance_of_log)


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
    return (first_half(time, estimate), first_half(time, low), first_half(time, high))


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


def follow_up_frame(groups: Groups, sets: Sequence[RiskSets], conf_level: float) -> pd.DataFrame:
    """The follow-up of ``StepCurves``: group, n, median, conf_low, conf_high."""
    medians = [reverse_kaplan_meier(of_group, conf_level) for of_group in sets]
    frame = pd.DataFrame(medians, columns=["median", "conf_low", "conf_high"], dtype="float64")
    sizes = [int(of_group.n_risk[0]) for of_group in sets]
    frame.insert(0, "group", groups.names(range(len(sets))))
    frame.insert(1, "n", sizes)
    return frame


def method_text(
    estimate: str, endpoint: Endpoint, used: Followed, compared: str, conf_level: float
) -> str:
    """How curves were made, for the legend; ``compared`` says what became of the test."""
    level = f"{text.compact(100 * conf_level)}%"
    unknown = used.groups.by and UNKNOWN.label in used.groups.labels
    return text.sentences(
        [
            estimate,
            ORIGIN,
            endpoint.definition,
            used.words,
            used.note,
            f"Limits ({level}) are on the log(−log) scale; until the first event, exact for those "
            "still followed",
            "Median follow-up by the reverse Kaplan–Meier method",
            compared,
            "Patients of unknown group are not part of the test" if unknown and compared else "",
        ]
    )


def _curve(
    sets: RiskSets, estimate: Floats, std_error: Floats, start: int, conf_level: float
) -> pd.DataFrame:
    """The rows of one group, after one for time 0 before anything happened."""
    curve = {
        "time": np.append(0.0, sets.time),
        "n_risk": np.append(sets.n_risk[0], sets.n_risk),
        "n_event": np.append(0, sets.n_event),
        "n_other": np.append(0, sets.n_other),
        "n_censor": np.append(0, sets.n_censor),
        "estimate": np.append(float(start), estimate),
        "std_error": np.append(0.0, std_error),
    }
    low, high = limits(curve["estimate"], curve["std_error"], conf_level)
    exact = limits_before_any_event(start, curve["n_risk"], conf_level)
    untouched = curve["n_event"].cumsum() == 0
    curve["conf_low"] = np.where(untouched, exact[0], low)
    curve["conf_high"] = np.where(untouched, exact[1], high)
    return pd.DataFrame(curve, columns=CURVE)


def _asked(times: float | Sequence[float]) -> Floats:
    asked = np.atleast_1d(np.asarray(times, dtype="float64")).round(6)
    if (asked < 0).any() or np.isnan(asked).any():
        raise ValueError(f"Curves start at time 0; there is none at {asked.min():g}")
    return asked


def _still_followed(curve: pd.DataFrame, times: Floats) -> Ints:
    followed = np.append(curve["n_risk"].to_numpy()[1:], 0)
    return followed[np.searchsorted(curve["time"].to_numpy()[1:], times, side="left")]


def _read(curve: pd.DataFrame, times: Floats, conf_level: float) -> pd.DataFrame:
    row = np.searchsorted(curve["time"], times, side="right") - 1
    n_risk = _still_followed(curve, times)
    # Before any event the limits follow who is still there at that very time, not at the last
    # time at which someone left.
    untouched = curve["n_event"].cumsum().to_numpy()[row] == 0
    exact = limits_before_any_event(curve["estimate"].iloc[0], n_risk, conf_level)
    read = {
        "estimate": curve["estimate"].to_numpy()[row],
        "conf_low": np.where(untouched, exact[0], curve["conf_low"].to_numpy()[row]),
        "conf_high": np.where(untouched, exact[1], curve["conf_high"].to_numpy()[row]),
    }
    late = times > curve["time"].iloc[-1]
    return pd.DataFrame(
        {
            "group": curve["group"].array[np.zeros(len(times), dtype=int)],
            "time": times,
            "n_risk": n_risk,
            **{name: np.where(late, np.nan, values) for name, values in read.items()},
            "note": np.where(late, BEYOND, ""),
        }
    )


def _counts(curve: pd.DataFrame, times: Floats) -> pd.DataFrame:
    row = np.searchsorted(curve["time"], times, side="right") - 1
    left = ("n_event", "n_other", "n_censor")
    return pd.DataFrame(
        {
            "group": curve["group"].array[np.zeros(len(times), dtype=int)],
            "time": times,
            "n_risk": _still_followed(curve, times),
            **{name: curve[name].cumsum().to_numpy()[row] for name in left},
        }
    )


def _stacked(parts: list[pd.DataFrame], columns: str) -> pd.DataFrame:
    if not parts:
        return pd.DataFrame(columns=["group", *columns.split()])
    return pd.concat(parts, ignore_index=True)
