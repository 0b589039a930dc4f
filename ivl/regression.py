"""Hazard ratios between groups, by Cox's proportional hazards model.

One column of groups, the first group in clinical order being the reference. Whether there is a
finite ratio can be told from counts, so it is told before anything is fitted: a fit would turn
"no event in this group" into a ratio of millions, with a p-value near 1. Times are months.
"""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from ivl import text
from ivl.cohort import Cohort
from ivl.comparison import MIN_PATIENTS
from ivl.endpoints import ORIGIN, Endpoint
from ivl.findings import members
from ivl.proportions import normal_quantile
from ivl.risk_sets import EVENT, Followed, Ints, RiskSets, followed
from ivl.schema import BY_NAME, UNKNOWN
from ivl.survival import why_not

MIN_EVENTS_PER_PARAMETER: Final = 3
"""With fewer there is no ratio."""

ENOUGH_EVENTS_PER_PARAMETER: Final = 10
"""With fewer the words call the ratio fragile."""

LARGEST: Final = 1000
"""No ratio and no limit beyond this, nor below its inverse, is given."""

RULE: Final = (
    "No hazard ratio where a group has no event, has fewer than "
    f"{MIN_PATIENTS} patients or was never at risk together with the others, with fewer than "
    f"{MIN_EVENTS_PER_PARAMETER} events per parameter, or where a limit lies beyond {LARGEST} "
    f"or 1/{LARGEST}"
)

NOT_FINITE: Final = "No finite hazard ratio can be estimated"

RATIO: Final = ["hazard_ratio", "conf_low", "conf_high", "p_value"]


@dataclass(frozen=True)
class HazardRatios:
    """Hazard ratios of groups against the first of them, or why there are none."""

    ratios: pd.DataFrame
    """A row per known group: group, n, n_event, hazard_ratio, conf_low, conf_high, p_value. The
    first is the reference: a ratio of 1, limits and p-value NaN. Where no ratio can be estimated
    all four are NaN in every row."""

    reason: str
    """Why no ratio can be estimated; "" where it can."""

    by: str
    """Column that the groups come from."""

    n: int
    """Patients in the model, or who would have been."""

    n_event: int
    """Events among them."""

    population: str
    """Who was looked at, as ``Cohort.population`` says it."""

    method: str
    """Who was analysed and how, in sentences fit for a figure legend."""

    words: str
    """One sentence fit for a paper, or the reason as a sentence."""

    conf_level: float = 0.95


def cox(cohort: Cohort, endpoint: Endpoint, by: str, conf_level: float = 0.95) -> HazardRatios:
    """Hazard ratios between the groups of one column; patients of unknown group are left out.

    Args:
        cohort: the patients.
        endpoint: time column and boolean event column.
        by: column of levels; its first known group in clinical order is the reference.
        conf_level: two-sided level of the limits, between 0 and 1.

    Raises:
        ValueError: if a time is negative or infinite or an event is neither True nor False; the
            message names the column and the patient's position.

    Source: Cox, J R Stat Soc B 1972;34:187; ties by Efron, J Am Stat Assoc 1977;72:557. Same as
    R's ``coxph(Surv(time, event) ~ group, ties = "efron")`` with Wald's limits and test.
    """
    used = followed(cohort, endpoint, by)
    known = _of_known_group(used)
    counts = _counts(known)
    reason = _why_no_ratio(known, counts, by)
    estimates = np.full((len(counts), len(RATIO)), np.nan)
    if not reason:
        estimates, reason = _fitted(known, conf_level)
    ratios = counts.assign(**dict(zip(RATIO, estimates.T, strict=True)))
    return HazardRatios(
        ratios=ratios,
        reason=reason,
        by=by,
        n=known.n,
        n_event=int(counts["n_event"].sum()),
        population=cohort.population,
        method=_method(endpoint, known, by, reason, conf_level),
        words=f"{reason}." if reason else _in_words(ratios, endpoint, used, by, conf_level),
        conf_level=conf_level,
    )


def _of_known_group(used: Followed) -> Followed:
    """Everyone whose group is known; the others are counted as left out."""
    known = used.only(used.groups.known)
    n_unknown = used.n - known.n
    if not n_unknown:
        return known
    reason = f"unknown {_column(used.groups.by or '')}"
    row = pd.DataFrame({"group": [UNKNOWN.label], "reason": [reason], "n": [n_unknown]})
    others = [frame for frame in (used.excluded, row) if len(frame)]
    return replace(known, excluded=pd.concat(others, ignore_index=True))


def _counts(known: Followed) -> pd.DataFrame:
    codes, n_groups = known.groups.codes, len(known.groups)
    return pd.DataFrame(
        {
            "group": known.groups.names(range(n_groups)),
            "n": np.bincount(codes, minlength=n_groups),
            "n_event": np.bincount(codes[known.cause == EVENT], minlength=n_groups),
        }
    )


# ── Whether there is a ratio, from the counts ────────────────────────────────────────────────


def _why_no_ratio(known: Followed, counts: pd.DataFrame, by: str) -> str:
    """Why no ratio can be estimated, "" where one can; nothing is fitted to find out."""
    if reason := why_not(known):
        return reason
    without = counts[counts["n_event"] == 0]
    if len(without):
        nobody = text.listed(f"none of {whom}" for whom in _whom(without, by))
        return f"{NOT_FINITE}: {nobody} had the event"
    n_event, n_parameters = int(counts["n_event"].sum()), len(counts) - 1
    if n_event < MIN_EVENTS_PER_PARAMETER * n_parameters:
        return (
            f"Too few events for a hazard ratio: {_events_per_parameter(n_event, n_parameters)}, "
            f"at least {MIN_EVENTS_PER_PARAMETER} per parameter are needed"
        )
    inside = _never_with_others(known.risk_sets())
    if inside.all():
        return ""
    gone, later = (text.listed(_whom(counts[part], by)) for part in (~inside, inside))
    return f"{NOT_FINITE}: none of {gone} was still at risk when any of {later} had the event"


def _never_with_others(sets: RiskSets) -> npt.NDArray[np.bool_]:
    """Groups that had their events only when no other group was at risk; all True if none did.

    The likelihood has a finite maximum exactly if every group is linked to every other by a chain
    of events, each of one group while the next was at risk. Ties by Efron's method change nothing
    in this. Source: Hunter, Ann Stat 2004;32:384, assumption 1.
    """
    linked = (sets.n_event > 0).T.astype(int) @ (sets.n_risk > 0).astype(int) > 0
    for _ in range(len(linked)):
        linked = linked | (linked.astype(int) @ linked.astype(int) > 0)
    # Of a row that misses a group, all that it reaches together reaches no further.
    return linked[linked.sum(axis=1).argmin()]


def _whom(counts: pd.DataFrame, by: str) -> list[str]:
    """ "24 nonincidental patients" for each group."""
    return [members(row.n, str(row.group), by) for row in counts.itertuples()]


def _events_per_parameter(n_event: int, n_parameters: int) -> str:
    return f"{text.counted(n_event, 'event')} for {text.counted(n_parameters, 'parameter')}"


# ── The fit ──────────────────────────────────────────────────────────────────────────────────


def _fitted(known: Followed, conf_level: float) -> tuple[npt.NDArray[np.float64], str]:
    """The columns ``RATIO``, a row per group, all NaN if the reason says why there are none."""
    from lifelines import CoxPHFitter
    from lifelines.exceptions import ConvergenceError, ConvergenceWarning

    n_groups = len(known.groups)
    nothing = np.full((n_groups, len(RATIO)), np.nan)
    design = _indicators(known.groups.codes, n_groups)
    frame = design.assign(time=known.time, event=known.cause == EVENT)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", ConvergenceWarning)
            # By default lifelines stops up to 1e-4 away from the maximum. The precision is that
            # of half the squared distance in standard errors: 1e-9 of one is left.
            fit = CoxPHFitter().fit(
                frame, "time", "event", fit_options={"precision": 1e-18, "r_precision": 1e-15}
            )
    except (ConvergenceError, ConvergenceWarning):
        return (
            nothing,
            "No hazard ratio can be estimated: the fit of the Cox model did not converge",
        )
    log_ratio, std_error = fit.params_.to_numpy(), fit.standard_errors_.to_numpy()
    reach = normal_quantile(conf_level) * std_error
    if not (np.abs(log_ratio) + reach <= np.log(LARGEST)).all():
        return nothing, (
            "No hazard ratio is given: the data are too few to bound it between "
            f"1/{LARGEST} and {LARGEST}"
        )
    estimates = np.exp([log_ratio, log_ratio - reach, log_ratio + reach])
    others = np.column_stack([*estimates, fit.summary["p"]])
    return np.vstack([[1, np.nan, np.nan, np.nan], others]), ""


def _indicators(codes: Ints, n_groups: int) -> pd.DataFrame:
    """A column of 0 and 1 for each group but the reference."""
    return pd.DataFrame({str(code): (codes == code).astype(float) for code in range(1, n_groups)})


# ── In words ─────────────────────────────────────────────────────────────────────────────────


def _method(endpoint: Endpoint, known: Followed, by: str, reason: str, conf_level: float) -> str:
    fit = (
        ""
        if reason
        else (
            f"Hazard ratios are against {_column(by)}: {text.lower_first(known.groups.labels[0])}; "
            "ties by Efron's method; "
            f"limits ({_level(conf_level)}) and p-values by Wald's test, two-sided. "
            "Hazards were taken to be proportional, which was not tested"
        )
    )
    return text.sentences(
        [
            f"Cox model: {text.lower_first(endpoint.label)} by {_column(by)}",
            ORIGIN,
            endpoint.definition,
            known.words,
            known.note,
            fit,
            RULE,
            reason,
        ]
    )


def _in_words(
    ratios: pd.DataFrame, endpoint: Endpoint, used: Followed, by: str, conf_level: float
) -> str:
    reference, *others = _with_events(ratios, by)
    numbers = [_ratio_in_words(row, conf_level) for row in ratios.iloc[1:].itertuples()]
    compared = text.listed(
        f"{number} in {whom}" for number, whom in zip(numbers, others, strict=True)
    )
    was = "the hazard ratio was" if len(others) == 1 else "hazard ratios were"
    n_event, n_parameters = int(ratios["n_event"].sum()), len(others)
    n_unknown = used.n - int(ratios["n"].sum())
    left_out = members(n_unknown, UNKNOWN.label, by)
    is_fragile = n_event < ENOUGH_EVENTS_PER_PARAMETER * n_parameters
    fragile = (
        f"; {'this is' if n_parameters == 1 else 'these are'} fragile, resting on "
        f"{_events_per_parameter(n_event, n_parameters)}"
    )
    return (
        f"In a Cox model of {text.lower_first(endpoint.label)}, {was} {compared} "
        f"against {reference}"
        f"{f'; {left_out} left out' if n_unknown else ''}{fragile if is_fragile else ''}."
    )


def _with_events(ratios: pd.DataFrame, by: str) -> Sequence[str]:
    """ "24 nonincidental patients (9 events)" for each group."""
    events = [text.counted(n_event, "event") for n_event in ratios["n_event"]]
    return [f"{whom} ({n})" for whom, n in zip(_whom(ratios, by), events, strict=True)]


def _ratio_in_words(row: Any, conf_level: float) -> str:
    hazard_ratio, low, high = (_ratio(getattr(row, name)) for name in RATIO[:3])
    p_value = text.p_value(row.p_value)
    return f"{hazard_ratio} ({_level(conf_level)} CI {low} to {high}; {p_value})"


def _ratio(value: float) -> str:
    """ "1.24", "0.052", "0.0021": two decimals, and two figures at least."""
    return text.decimal(value, max(2, 1 - int(np.floor(np.log10(value)))))


def _level(conf_level: float) -> str:
    return f"{text.compact(100 * conf_level)}%"


def _column(by: str) -> str:
    return text.lower_first(BY_NAME[by].label) if by in BY_NAME else by
