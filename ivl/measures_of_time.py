"""Curves at landmarks, medians, restricted means, rates per time, and their tests, as measures.

The log-rank test takes chi-square for granted, which few expected events do not support: where a
group expects fewer than five, the permutation test is made as well and is to be preferred.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final, TypeVar

import numpy as np
import pandas as pd

from ivl import text
from ivl.cohort import Cohort
from ivl.comparison import FEW_EXPECTED, Comparison, Procedure
from ivl.competing import CumulativeIncidence, EventRates, rate_ratio
from ivl.curve import BEYOND
from ivl.endpoints import LANDMARKS, RECURRENCE, RECURRENCE_FREE, Endpoint
from ivl.groups import against_reference, named
from ivl.measures import Measure, p_values
from ivl.multiplicity import Tested, tested
from ivl.permutation import by_permutation
from ivl.proportions import NAN, normal_quantile
from ivl.schema import UNKNOWN
from ivl.step_curves import StepCurves
from ivl.survival import KaplanMeier, expected_in_words, kaplan_meier

Curves = TypeVar("Curves", bound=StepCurves)

PREFERRED: Final = (
    f"Made where a group expects fewer than {FEW_EXPECTED} events, and then to be preferred"
)


# ── All that belongs to a figure ─────────────────────────────────────────────────────────────


def of_incidence(cohort: Cohort, result: CumulativeIncidence) -> Iterator[Measure]:
    """The measures of curves of cumulative incidence of recurrence.

    Args:
        cohort: what the curves were made from.
        result: from ``competing.cumulative_incidence``.
    """
    yield from landmarks(result, RECURRENCE.label)
    yield from contrast(result, RECURRENCE.label)
    yield from tests(result, RECURRENCE.label, None)
    event_free = kaplan_meier(cohort, RECURRENCE_FREE, result.by)
    permuted = by_permutation(cohort, RECURRENCE_FREE, event_free)
    yield from tests(event_free, RECURRENCE_FREE.label, permuted)
    yield from follow_up(result)


def of_survival(
    result: KaplanMeier, endpoint: Endpoint, permuted: Comparison | None, per_time: EventRates
) -> Iterator[Measure]:
    """The measures of survival curves.

    Args:
        result: from ``survival.kaplan_meier``.
        endpoint: what the curves are about.
        permuted: from ``permutation.by_permutation``.
        per_time: from ``competing.event_rate``.
    """
    yield from landmarks(result, endpoint.label)
    yield from medians(result, endpoint.label)
    yield from restricted_means(result, endpoint.label)
    yield from tests(result, endpoint.label, permuted)
    yield from of_event_rates(per_time, endpoint.label)
    yield from follow_up(result)


# ── Tests ────────────────────────────────────────────────────────────────────────────────────


def tests(result: StepCurves, outcome: str, permuted: Comparison | None) -> Iterator[Measure]:
    """The test of equal curves, and its permutation version where there is one.

    Args:
        result: curves by groups; nothing comes of a single curve.
        outcome: the endpoint's label.
        permuted: from ``permutation.by_permutation``.
    """
    if result.by is None:
        return
    group, n, n_event = _compared(result)
    for one in (result.comparison, permuted):
        if one is None:
            continue
        chi_square = text.chi_square(one.statistic, one.df)
        expected = expected_in_words(one) if "expected" in one.compared else ""
        yield Measure(
            outcome=outcome, quantity=one.name, group=group, n=n,
            n_event=n_event, p_value=one.p_value,
            detail="; ".join(filter(None, [expected, chi_square])),
            remark="" if one is permuted else text.lower_first(result.caution),
            reason=text.lower_first(one.reason), source=one.source,
            method=f"{PREFERRED}. {one.method}" if one is permuted else one.method,
            tested=next(iter(tested(outcome, result.by, result.population, one)), None),
        )  # fmt: skip


def p_values_of(
    result: KaplanMeier, endpoint: Endpoint, permuted: Comparison | None
) -> tuple[Tested, ...]:
    """The p-values of survival curves, to be counted."""
    return p_values(tests(result, endpoint.label, permuted))


def _compared(result: StepCurves) -> tuple[str, int, int]:
    """The known groups as "Incidental v nonincidental", their patients, their events."""
    known = _of_known_groups(result)
    n_event = sum(int(of.n_event.sum()) for of in known.steps)
    return text.against(known.groups, "v"), known.n, n_event


def _of_known_groups(result: Curves) -> Curves:
    known = [label for label in result.groups if result.by is None or label != UNKNOWN.label]
    kept = zip(result.groups, result.steps, strict=True)
    steps = tuple(curve for label, curve in kept if label in known)
    return replace(result, steps=steps, used=result.used.only(known))


# ── Curves ───────────────────────────────────────────────────────────────────────────────────


def landmarks(result: StepCurves, outcome: str) -> Iterator[Measure]:
    """The curves at each landmark, with limits; "beyond follow-up" where nobody got that far."""
    how = "aalen" if isinstance(result, CumulativeIncidence) else "kaplan"
    for row in _at_landmarks(result).itertuples():
        beyond = row.note == BEYOND
        no_limits = not beyond and np.isnan(row.conf_low)
        yield _measure(
            outcome, how, row, quantity=f"At {row.time:g} months", form="share",
            conf_level=result.conf_level,
            detail="" if beyond else f"{row.n_risk} still followed",
            reason=BEYOND if beyond else "limits not estimable" if no_limits else "",
        )  # fmt: skip


def contrast(result: CumulativeIncidence, outcome: str) -> Iterator[Measure]:
    """One minus Kaplan–Meier at each landmark, only to be seen beside the incidence."""
    naive = replace(result, steps=tuple(
        replace(of, estimate=1 - np.cumprod(1 - of.n_event / np.maximum(of.n_risk, 1.0),
                                            dtype=np.float64))
        for of in result.steps
    ))  # fmt: skip
    others = sum(int(of.n_other.sum()) for of in result.steps)
    same = "" if others else "the same as the cumulative incidence: nothing competed"
    for row in _at_landmarks(naive, LANDMARKS if others else LANDMARKS[-1:]).itertuples():
        beyond = row.note == BEYOND
        yield _measure(
            outcome, "naive", row, conf_low=NAN, conf_high=NAN, form="share",
            quantity=f"1 − Kaplan–Meier at {row.time:g} months (overstates where deaths compete)",
            reason=BEYOND if beyond else same or "for contrast only, without limits",
        )  # fmt: skip


def medians(result: KaplanMeier, outcome: str) -> Iterator[Measure]:
    """The median time without the event, of each group."""
    for row in result.medians.itertuples():
        yield _measure(outcome, "median", row, quantity="Median", estimate=row.median,
                       unit="months", reason=_unreached(row),
                       conf_level=result.conf_level)  # fmt: skip


def follow_up(result: StepCurves) -> Iterator[Measure]:
    """The median follow-up of each group."""
    for row in result.follow_up.itertuples():
        yield _measure("Follow-up", "reverse", row, quantity=row.quantity, n_event=None,
                       estimate=row.median, unit="months", reason=_unreached(row),
                       conf_level=result.conf_level)  # fmt: skip


def horizon(result: StepCurves) -> float:
    """Months up to which means are restricted.

    Returns:
        The last landmark within the follow-up of every known group, or the shortest follow-up
        where that ends before; 0 where nobody was followed.
    """
    last = min((of.time[-1] for of in _of_known_groups(result).steps), default=0.0)
    return float(max((month for month in LANDMARKS if month <= last), default=last))


def restricted_means(result: KaplanMeier, outcome: str) -> Iterator[Measure]:
    """Mean time without the event up to a horizon, of each known group, and their difference."""
    tau = horizon(result)
    if tau == 0:
        return
    quantity = f"Restricted mean to {text.compact(tau)} months"
    means = _of_known_groups(result).restricted_mean(tau)
    for row in means.itertuples():
        yield _measure(outcome, "rmst", row, quantity=quantity, std_error=row.std_error,
                       unit="months", reason=row.note and f"no limits: {row.note}",
                       conf_level=result.conf_level)  # fmt: skip
    if len(means) != 2 or result.by is None:
        return
    first, second = _against_reference(result.by, means)
    error = float(np.hypot(first.std_error, second.std_error))
    difference, reach = first.estimate - second.estimate, normal_quantile(result.conf_level) * error
    both = _both(first, second, "minus")
    yield _measure(
        outcome, "rmst", both, quantity=f"Difference in {text.lower_first(quantity)}",
        estimate=difference, std_error=error, conf_low=difference - reach,
        conf_high=difference + reach, unit="months",
        reason=_why_no_limits(means, result.by), conf_level=result.conf_level,
    )  # fmt: skip


def _why_no_limits(means: pd.DataFrame, by: str) -> str:
    """ "no limits: no event before 60 months (nonincidental)"; "" where each group has some."""
    lacking = means[means["note"] != ""]
    parts = [
        f"{note} ({text.listed(map(text.lower_first, named(by, rows['group'].astype(str))))})"
        for note, rows in lacking.groupby("note", sort=False)
    ]
    return f"no limits: {text.listed(parts)}" if parts else ""


# ── Rates ────────────────────────────────────────────────────────────────────────────────────


def of_event_rates(rates: EventRates, outcome: str) -> Iterator[Measure]:
    """Events per 100 patient-years of each group, and the ratio of two known groups."""
    for row in rates.rates.itertuples():
        yield _measure(
            outcome, "rate", row, quantity="Rate", form="rate", unit="per 100 patient-years",
            detail=f"{text.counted(row.n_event, 'event')} in {text.decimal(row.patient_years)} "
            "patient-years",
            reason="" if row.patient_years else "nobody was observed for any time",
            conf_level=rates.conf_level,
        )  # fmt: skip
    known = rates.rates[rates.rates["group"] != UNKNOWN.label]
    if rates.by is None or len(known) != 2 or not (known["patient_years"] > 0).all():
        return
    first, second = _against_reference(rates.by, known)
    both = _both(first, second, "over")
    estimate, low, high = rate_ratio(
        first.n_event, first.patient_years, second.n_event, second.patient_years, rates.conf_level
    )
    reason = "not estimable: the reference has no event" if second.n_event == 0 else ""
    yield _measure(outcome, "rate ratio", both, quantity="Rate ratio", estimate=estimate,
                   conf_low=low, conf_high=high, form="ratio", reason=reason,
                   conf_level=rates.conf_level)  # fmt: skip


# ── What all have in common ──────────────────────────────────────────────────────────────────


def _at_landmarks(result: StepCurves, months: Sequence[int] = LANDMARKS) -> pd.DataFrame:
    """The curves read at these months, with all patients of a group."""
    if not result.n:
        return pd.DataFrame()
    sizes = np.repeat([of.n for of in result.steps], len(months))
    read = result.at(months).assign(n=sizes)
    return read.sort_values("time", kind="stable")


def _against_reference(by: str, rows: pd.DataFrame) -> Iterator[Any]:
    """The rows of two groups, the reference last."""
    order = against_reference(by, list(rows["group"]))
    return rows.set_index("group", drop=False).loc[list(order)].itertuples()


def _both(first: Any, second: Any, sign: str) -> pd.Series:
    """Two rows against each other, as the row of a measure."""
    return pd.Series(
        {
            "group": text.against([first.group, second.group], sign),
            "n": first.n + second.n,
            "n_event": first.n_event + second.n_event,
        }
    )


def _measure(outcome: str, how: str, row: Any, **own: Any) -> Measure:
    """A measure of a row: group, n and its number with limits, unless said otherwise."""
    procedure = _METHODS[how]
    of_row = {
        name: getattr(row, name)
        for name in ("n", "n_event", "estimate", "conf_low", "conf_high")
        if hasattr(row, name) and name not in own
    }
    return Measure(outcome=outcome, group=str(row.group), **procedure.cited, **of_row, **own)


def _unreached(row: Any) -> str:
    if not np.isnan(row.median):
        return "limits not estimable" if np.isnan([row.conf_low, row.conf_high]).all() else ""
    return text.NOT_REACHED


_METHODS: Final = {
    "kaplan": Procedure(
        "Kaplan–Meier estimate",
        "Kaplan–Meier; limits on the log(−log) scale, until the first event exact for those still "
        "followed",
        "Kaplan & Meier, J Am Stat Assoc 1958;53:457; R: survfit",
    ),
    "aalen": Procedure(
        "Aalen–Johansen estimate",
        "Aalen–Johansen, death competing; limits on the log(−log) scale, until the first event "
        "Clopper and Pearson's for those still followed and, with them, those who died before",
        "Aalen & Johansen, Scand J Stat 1978;5:141; Dorey & Korn, Stat Med 1987;6:679; R: survfit, "
        "cuminc of cmprsk, until the first event binom.test",
    ),
    "naive": Procedure(
        "1 − Kaplan–Meier",
        "Treats those who died as if they could still have the event; not to be reported",
        "Gooley et al., Stat Med 1999;18:695",
    ),
    "median": Procedure(
        "Median of a Kaplan–Meier curve",
        "Where the Kaplan–Meier curve and its limits come down to one half",
        "Brookmeyer & Crowley, Biometrics 1982;38:29; R: survfit",
    ),
    "reverse": Procedure(
        "Reverse Kaplan–Meier estimate",
        "Reverse Kaplan–Meier: how long patients would have been followed had nobody had the event",
        "Schemper & Smith, Control Clin Trials 1996;17:343; R: prodlim(reverse = TRUE)",
    ),
    "rmst": Procedure(
        "Restricted mean",
        "Area under the Kaplan–Meier curve up to the last landmark, or the end of follow-up, that "
        "every group reached; events are those before it; normal limits, for groups of five "
        "patients or more",
        "Klein & Moeschberger, Survival Analysis, 2003, section 4.5; R: print(survfit, rmean)",
    ),
    "rate": Procedure(
        "Rate",
        "First events over the time under observation, exact Poisson limits; takes the rate to be "
        "the same throughout",
        "Garwood, Biometrika 1936;28:437; R: poisson.test",
    ),
    "rate ratio": Procedure(
        "Rate ratio",
        "Exact limits given the number of events; takes both rates to be the same throughout",
        "Lehmann & Romano, Testing Statistical Hypotheses, 2005, section 4.5; R: poisson.test",
    ),
}
