"""Hazard ratios of groups and of numbers, alone and adjusted for each other.

Cox's proportional hazards model where its likelihood has a maximum, Firth's penalised one where a
group has no event; ``ivl.estimability`` tells which from the counts, before anything is fitted.
The first level of a column in clinical order is its reference, and "No" that of "Yes". Times are
months.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from ivl import text
from ivl.cohort import Cohort
from ivl.comparison import MIN_PATIENTS
from ivl.covariates import Design, column_name, designs
from ivl.endpoints import ORIGIN, Endpoint
from ivl.estimability import (
    ENOUGH_EVENTS_PER_PARAMETER,
    MIN_EVENTS_PER_PARAMETER,
    Route,
    events_per_parameter,
    route,
)
from ivl.findings import members
from ivl.partial_likelihood import Fitted, NotConverged, Ties, firth, partial_likelihood, wald
from ivl.proportional_hazards import ProportionalHazards, not_checked, proportional_hazards
from ivl.proportions import normal_quantile
from ivl.schema import UNKNOWN

LARGEST: Final = 1000
"""No ratio and no limit is printed beyond this, nor below its inverse."""

RULE: Final = (
    f"No hazard ratio where a group has fewer than {MIN_PATIENTS} patients or nobody followed to "
    f"the first event, or with fewer than {MIN_EVENTS_PER_PARAMETER} events per parameter"
)

RATIO: Final = ["hazard_ratio", "conf_low", "conf_high", "p_value"]

_SOURCES: Final = {
    "Cox": "Cox, J R Stat Soc B 1972;34:187; Efron, J Am Stat Assoc 1977;72:557",
    "Firth": "Firth, Biometrika 1993;80:27; Heinze & Schemper, Biometrics 2001;57:114",
    "": "",
}
_MODELS: Final = {"Cox": "Cox model", "Firth": "Firth-penalised Cox model", "": "Cox model"}
_NOT_CONVERGED: Final = "No hazard ratio can be estimated: the fit of the model did not converge"


@dataclass(frozen=True)
class HazardRatios:
    """Hazard ratios of the levels and numbers of some columns, or why there are none."""

    ratios: pd.DataFrame
    """A row per level or number: variable, level, n, n_event, hazard_ratio, conf_low, conf_high,
    p_value, bound, route, reason. The first level of a column is the reference: a ratio of 1,
    limits and p-value NaN. ``bound`` names what lies beyond 1000 or its inverse, which then
    stands in its place: "conf_high over 1000". ``route`` is "Cox", "Firth" or "", and ``reason``
    says why there is no ratio; all numbers of such a row are NaN."""

    reason: str
    """Why no ratio can be estimated; "" where one can."""

    columns: tuple[str, ...]
    """Columns of the model, or of the models."""

    is_joint: bool
    """Whether the columns stand in one model, each adjusted for the others."""

    n: int
    """Patients in the model, or who would have been; of models of one column each, those with a
    time and an outcome."""

    n_event: int
    """Events among them."""

    n_parameters: int
    """Parameters of the model; of models of one column each, those of all."""

    proportional: ProportionalHazards
    """Whether the ratios hold for the whole follow-up."""

    population: str
    """Who was looked at, as ``Cohort.population`` says it."""

    method: str
    """Who was analysed and how, in sentences fit for a figure legend."""

    words: str
    """Sentences fit for a paper, or the reason as one."""

    source: str
    """Where the method is published; "" where nothing was estimated."""

    conf_level: float = 0.95


def hazard_ratios(
    cohort: Cohort,
    endpoint: Endpoint,
    columns: Sequence[str],
    cause: str | None = None,
    conf_level: float = 0.95,
) -> HazardRatios:
    """Hazard ratios from one model of all columns; of complete cases only.

    Args:
        cohort: the patients.
        endpoint: time column and event column.
        columns: columns of levels or of numbers, each once.
        cause: the level counted where the event column is a category: its cause-specific hazard,
            with the other causes ending the follow-up. None where the column is boolean.
        conf_level: two-sided level of the limits, between 0 and 1.

    Raises:
        ValueError: if a time is negative or infinite, an event is none of its values, a number is
            infinite, or a column has neither levels nor numbers; the message names the column
            and the patient's position. Also without a column, or with one twice.
        KeyError: if there is no such column.

    Source: Cox, J R Stat Soc B 1972;34:187; ties by Efron, J Am Stat Assoc 1977;72:557. Same as
    R's ``coxph`` with Wald's limits and test. Where the likelihood has no maximum: Heinze &
    Schemper, Biometrics 2001;57:114. Same as R's ``coxphf``, ties by Breslow's method included.
    """
    if not columns:
        raise ValueError("A model of hazards needs one column at least")
    normal_quantile(conf_level)  # refuses a level that is none, even where nothing is fitted
    (model,) = designs(cohort, endpoint, [columns], cause)
    return _result(cohort, endpoint, model, cause, conf_level)


def one_at_a_time(
    cohort: Cohort,
    endpoint: Endpoint,
    columns: Sequence[str],
    cause: str | None = None,
    conf_level: float = 0.95,
) -> HazardRatios:
    """Hazard ratios from a model for each column alone, each of all patients in whom it is known.

    Args and errors are those of ``hazard_ratios``.
    """
    normal_quantile(conf_level)
    *models, everyone = designs(cohort, endpoint, [*([name] for name in columns), []], cause)
    alone = [_result(cohort, endpoint, model, cause, conf_level) for model in models]
    made = [result for result in alone if not result.reason]
    tests = text.counted(sum(result.n_parameters for result in made), "p-value")
    drifting = [column_name(of.columns[0]) for of in made if of.proportional.is_rejected]
    sources = {result.source: None for result in made}
    return HazardRatios(
        ratios=pd.concat([result.ratios for result in alone], ignore_index=True),
        reason="" if made else "None of these factors allows a hazard ratio",
        columns=tuple(columns),
        is_joint=False,
        n=everyone.patients.n,
        n_event=everyone.n_event,
        n_parameters=sum(result.n_parameters for result in alone),
        proportional=not_checked(""),
        population=cohort.population,
        method=_method_of_several(everyone, endpoint, alone, cause, conf_level),
        words=text.sentences([
            f"{len(made)} of {text.counted(len(alone), 'factor')} "
            f"{'allows a ratio' if len(made) == 1 else 'allow ratios'}, with {tests}: a screen of "
            "factors one by one, not adjusted for each other",
            f"They are fragile, resting on {text.counted(everyone.n_event, 'event')}"
            if everyone.n_event < ENOUGH_EVENTS_PER_PARAMETER and made else "",
            f"The ratio changes over time, so that one number does not describe it: "
            f"{text.listed(drifting)}" if drifting else "",
        ]),
        source="; ".join(sources),
        conf_level=conf_level,
    )  # fmt: skip


def _result(
    cohort: Cohort, endpoint: Endpoint, model: Design, cause: str | None, conf_level: float
) -> HazardRatios:
    way = route(model)
    fitted, checked = None, not_checked("")
    if way.method:
        try:
            fitted, checked = _fitted(model, way, conf_level)
        except NotConverged:
            way = Route("", _NOT_CONVERGED)
    rows = _rows(model, way, fitted)
    reason = "" if way.method else way.reason
    return HazardRatios(
        ratios=rows,
        reason=reason,
        columns=tuple(term.column for term in model.terms),
        is_joint=True,
        n=model.patients.n,
        n_event=model.n_event,
        n_parameters=model.n_parameters,
        proportional=checked,
        population=cohort.population,
        method=_method(model, endpoint, way, cause, conf_level),
        words=text.sentences([reason or _in_words(model, rows, endpoint, way, cause, conf_level),
                              checked.words]),
        source=_SOURCES[way.method],
        conf_level=conf_level,
    )  # fmt: skip


def printed(ratio: float) -> str:
    """ "0.0021", "0.052", "1.24", "45.2", "452": two figures at least; "over 1000"."""
    if np.isnan(ratio):
        return text.BLANK
    if ratio >= LARGEST:
        return f"over {LARGEST}"
    if ratio <= 1 / LARGEST:
        return f"under {1 / LARGEST:g}"
    magnitude = int(np.floor(np.log10(ratio)))
    return text.decimal(ratio, max(2 - max(magnitude, 0), 1 - magnitude, 0))


# ── The fit ──────────────────────────────────────────────────────────────────────────────────


def _fitted(model: Design, way: Route, conf_level: float) -> tuple[Fitted, ProportionalHazards]:
    ties: Ties = "efron" if way.method == "Cox" else "breslow"
    likelihood = partial_likelihood(model.patients.time, model.event, model.x, ties)
    if way.method == "Firth":
        return firth(likelihood, conf_level, np.log(LARGEST)), not_checked(
            f"Whether the {'ratio changes' if model.n_parameters == 1 else 'ratios change'} over "
            "time was not tested: the test asks for a model without a penalty"
        )
    found = wald(likelihood, conf_level)
    names = [term.label for term in model.terms]
    widths = [term.x.shape[1] for term in model.terms]
    return found, proportional_hazards(likelihood, found.estimate, names, widths)


def _rows(model: Design, way: Route, fitted: Fitted | None) -> pd.DataFrame:
    counts = [term.counts(model.event) for term in model.terms]
    rows = pd.concat(counts, ignore_index=True)
    numbers = np.full((len(rows), len(RATIO)), np.nan)
    bounds = [""] * len(rows)
    if fitted:
        # The first level of each column has no parameter of its own.
        own = np.concatenate([~(np.arange(len(t.levels)) < len(t.levels) - t.x.shape[1])
                              for t in model.terms])  # fmt: skip
        numbers[~own, 0] = 1
        logs = np.stack([fitted.estimate, fitted.conf_low, fitted.conf_high])
        edge = np.log(LARGEST)
        inside = np.exp(np.clip(logs, -edge, edge))
        numbers[own, :3] = np.select([logs > edge, logs < -edge], [LARGEST, 1 / LARGEST], inside).T
        numbers[own, 3] = fitted.p_value
        for row, of_row in zip(np.flatnonzero(own), logs.T, strict=True):
            bounds[row] = "; ".join(
                f"{name} {'over' if log > 0 else 'under'} {LARGEST if log > 0 else 1 / LARGEST:g}"
                for name, log in zip(RATIO[:3], of_row, strict=True)
                if abs(log) > edge
            )
    return rows.assign(
        **dict(zip(RATIO, numbers.T, strict=True)),
        bound=bounds,
        route=way.method,
        reason="" if way.method else way.reason,
    )


# ── In words ─────────────────────────────────────────────────────────────────────────────────


def _method(
    model: Design, endpoint: Endpoint, way: Route, cause: str | None, conf_level: float
) -> str:
    names = text.listed(column_name(term.column) for term in model.terms)
    references = [
        f"{column_name(term.column)}: {text.lower_first(term.levels[0])}"
        for term in model.terms
        if not term.is_number
    ]
    against = f"Hazard ratios are against {text.listed(references)}; " if references else ""
    why = f", since {way.reason}" if way.method == "Firth" else ""
    return text.sentences(
        [
            f"{_MODELS[way.method]}: {_hazard(endpoint, cause)} by {names}{why}",
            *_time_and_patients(model, endpoint, cause),
            f"{against}{_how(way.method, conf_level)}" if way.method else "",
            RULE,
            way.reason if not way.method else "",
        ]
    )


def _method_of_several(
    everyone: Design,
    endpoint: Endpoint,
    alone: Sequence[HazardRatios],
    cause: str | None,
    conf_level: float,
) -> str:
    used = {route: None for result in alone for route in result.ratios["route"] if route}
    hows = [f"{_MODELS[route]}: {_how(route, conf_level)}" for route in used]
    penalised = [
        column_name(result.columns[0])
        for result in alone
        if (result.ratios["route"] == "Firth").any()
    ]
    unknown = [
        f"{everyone.patients.n - result.n} ({column_name(result.columns[0])})"
        for result in alone
        if result.n < everyone.patients.n
    ]
    return text.sentences(
        [
            f"A model for each factor alone: {_hazard(endpoint, cause)}",
            *_time_and_patients(everyone, endpoint, cause),
            f"Left out where a factor is unknown: {text.listed(unknown)}" if unknown else "",
            *hows,
            f"Penalised because the likelihood has no maximum: {text.listed(penalised)}"
            if penalised
            else "",
            RULE,
        ]
    )


def _hazard(endpoint: Endpoint, cause: str | None) -> str:
    return f"hazard of {cause}" if cause else text.lower_first(endpoint.label)


def _time_and_patients(model: Design, endpoint: Endpoint, cause: str | None) -> list[str]:
    return [
        ORIGIN,
        endpoint.definition,
        "The hazard is cause-specific: a competing event ends the follow-up" if cause else "",
        model.patients.words,
        model.patients.note,
    ]


def _how(method: str, conf_level: float) -> str:
    if method == "Cox":
        return (
            f"ties by Efron's method; limits ({_level(conf_level)}) and p-values by Wald's test, "
            "two-sided"
        )
    return (
        f"ties by Breslow's method; limits ({_level(conf_level)}) from the profile of the "
        "penalised likelihood, p-values from its likelihood-ratio test; both describe the "
        "penalised model, which draws ratios towards 1"
    )


def _in_words(
    model: Design,
    rows: pd.DataFrame,
    endpoint: Endpoint,
    way: Route,
    cause: str | None,
    conf_level: float,
) -> str:
    said, n_ratios = [], model.n_parameters
    for term, (_, of_term) in zip(model.terms, rows.groupby("variable", sort=False), strict=True):
        levels = list(of_term.itertuples())
        if term.is_number:
            said.append(f"{_numbers(levels[0], conf_level)} {term.levels[0]} of "
                        f"{column_name(term.column)}")  # fmt: skip
            continue
        reference, *others = levels
        compared = text.listed(f"{_numbers(row, conf_level)} in {_whom(row)}" for row in others)
        said.append(f"{compared} against {_whom(reference)}")
    was = "the hazard ratio was" if n_ratios == 1 else "hazard ratios were"
    penalised = (
        f", penalised by Firth's method since {way.reason}," if way.method == "Firth" else ""
    )
    n_unknown, column = model.n_unknown, model.terms[0].column
    left_out = (
        f"{members(n_unknown, UNKNOWN.label, column)} left out"
        if len(model.terms) == 1
        else f"{text.patients(n_unknown)} left out in whom one of these is unknown"
    )
    is_fragile = model.n_event < ENOUGH_EVENTS_PER_PARAMETER * n_ratios
    fragile = (
        f"{'this is' if n_ratios == 1 else 'these are'} fragile, resting on "
        f"{events_per_parameter(model)}"
    )
    return "; ".join(
        [
            f"In a Cox model of {_the_hazard(endpoint, cause)}{penalised or ','} {was} "
            + "; ".join(said),
            *([left_out] if n_unknown else []),
            *([fragile] if is_fragile else []),
        ]
    )


def _the_hazard(endpoint: Endpoint, cause: str | None) -> str:
    return f"the {_hazard(endpoint, cause)}" if cause else _hazard(endpoint, cause)


def _whom(row: Any) -> str:
    """ "24 nonincidental patients (9 events)"."""
    whom = members(row.n, str(row.level), row.variable)
    return f"{whom} ({text.counted(row.n_event, 'event')})"


def _numbers(row: Any, conf_level: float) -> str:
    hazard_ratio, low, high = (printed(getattr(row, name)) for name in RATIO[:3])
    p_value = text.p_value(row.p_value)
    return f"{hazard_ratio} ({_level(conf_level)} CI {low} to {high}; {p_value})"


def _level(conf_level: float) -> str:
    return f"{text.compact(100 * conf_level)}%"
