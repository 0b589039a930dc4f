"""Hazard ratios of groups and of numbers, alone and adjusted for each other.

Cox's proportional hazards model where its likelihood has a maximum, Firth's penalised one where a
group has no event; ``ivl.estimability`` tells which from the counts, before anything is fitted.
Levels are compared with the reference that ``ivl.groups.against_reference`` tells. Times are
months.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pandas as pd

from ivl import hazard_words, text
from ivl.cohort import Cohort
from ivl.covariates import Design, designs
from ivl.endpoints import Endpoint
from ivl.estimability import ENOUGH_EVENTS_PER_PARAMETER, Route, route
from ivl.groups import column_name
from ivl.hazard_words import CRUDE, RATIO
from ivl.newton import NotConverged
from ivl.partial_likelihood import Fitted, Ties, firth, partial_likelihood, wald
from ivl.proportional_hazards import ProportionalHazards, not_checked, proportional_hazards
from ivl.proportions import normal_quantile

SOURCES: Final = {
    "Cox": "Cox, J R Stat Soc B 1972;34:187; Efron, J Am Stat Assoc 1977;72:557; R: coxph",
    "Firth": "Firth, Biometrika 1993;80:27; Heinze & Schemper, Biometrics 2001;57:114; R: coxphf",
    "": "",
}
"""Where each route is published."""

_NOT_CONVERGED: Final = "No hazard ratio can be estimated: the fit of the model did not converge"


@dataclass(frozen=True)
class HazardRatios:
    """Hazard ratios of the levels and numbers of some columns, or why there are none."""

    ratios: pd.DataFrame
    """A row per level or number: variable, level, n, n_event, hazard_ratio, conf_low, conf_high,
    p_value, bound, route, reason. The first row of a column of levels is its reference: a ratio of
    1, limits and p-value NaN. ``bound`` names what lies beyond 1000 or its inverse, which then
    stands in its place: "conf_high over 1000". ``route`` is "Cox", "Firth" or "", and ``reason``
    says why there is no ratio; all numbers of such a row are NaN. In a model of several columns
    also crude_ratio, crude_low, crude_high, crude_bound, crude_route: from a model of that column
    alone, in the same patients; NaN and "" where that has no ratio."""

    reason: str
    """Why no ratio can be estimated; "" where one can."""

    outcome: str
    """What the hazard is of: "Recurrence-free survival", "Hazard of recurrence"."""

    columns: tuple[str, ...]
    """Columns of the model, or of the models."""

    is_joint: bool
    """Whether the columns stand in one model, each adjusted for the others."""

    n: int
    """Patients in the model, or who would have been; of models of one column each, those with a
    time and an outcome."""

    n_left_out: int
    """Patients without a time or an outcome, or in whom a column of the model is unknown; of models
    of one column each, the former alone."""

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
    reason = "" if made else "None of these factors allows a hazard ratio"
    one = len(made) == 1
    return HazardRatios(
        ratios=pd.concat([result.ratios for result in alone], ignore_index=True),
        reason=reason,
        outcome=hazard_words.outcome(endpoint, cause),
        columns=tuple(columns),
        is_joint=False,
        n=everyone.patients.n,
        n_left_out=everyone.patients.n_left_out,
        n_event=everyone.n_event,
        n_parameters=sum(result.n_parameters for result in alone),
        proportional=not_checked(""),
        population=cohort.population,
        method=hazard_words.method_of_several(
            everyone,
            endpoint,
            list(zip(models, [of.ratios["route"].iloc[0] for of in alone], strict=True)),
            cause,
            conf_level,
        ),
        words=text.sentences([reason] if reason else [
            f"{len(made)} of {text.counted(len(alone), 'factor')} "
            f"{'allows a ratio' if one else 'allow ratios'}, with {tests}: a screen of "
            "factors one by one, not adjusted for each other",
            f"{'It is' if one else 'They are'} fragile, resting on "
            f"{text.counted(everyone.n_event, 'event')}"
            if everyone.n_event < ENOUGH_EVENTS_PER_PARAMETER else "",
            f"The ratio changes over time, so that one number does not describe it: "
            f"{text.listed(drifting)}" if drifting else "",
        ]),
        source="; ".join(sources),
        conf_level=conf_level,
    )  # fmt: skip


def _result(
    cohort: Cohort, endpoint: Endpoint, model: Design, cause: str | None, conf_level: float
) -> HazardRatios:
    rows, way, checked = _estimated(model, conf_level)
    if way.method and len(model.terms) > 1:
        rows = pd.concat([rows, _crude(model, conf_level)], axis=1)
    reason = "" if way.method else way.reason
    said = reason or hazard_words.in_words(model, rows, endpoint, way, cause, conf_level)
    return HazardRatios(
        ratios=rows,
        reason=reason,
        outcome=hazard_words.outcome(endpoint, cause),
        columns=tuple(term.column for term in model.terms),
        is_joint=True,
        n=model.patients.n,
        n_left_out=model.patients.n_left_out,
        n_event=model.n_event,
        n_parameters=model.n_parameters,
        proportional=checked,
        population=cohort.population,
        method=hazard_words.method(model, endpoint, way, cause, conf_level),
        words=text.sentences([said, checked.words]),
        source=SOURCES[way.method],
        conf_level=conf_level,
    )  # fmt: skip


# ── The fit ──────────────────────────────────────────────────────────────────────────────────


def _estimated(model: Design, conf_level: float) -> tuple[pd.DataFrame, Route, ProportionalHazards]:
    """The rows of a model, the way to them or why there is none, and whether they hold."""
    way, fitted, checked = route(model), None, not_checked("")
    if way.method:
        try:
            fitted, checked = _fitted(model, way, conf_level)
        except NotConverged:
            way = Route("", _NOT_CONVERGED)
    return _rows(model, way, fitted), way, checked


def _crude(model: Design, conf_level: float) -> pd.DataFrame:
    """What each column gives alone in the patients of the model, row by row."""
    alone = [_estimated(replace(model, terms=(term,)), conf_level)[0] for term in model.terms]
    names = dict(zip([*RATIO[:3], "bound", "route"], CRUDE, strict=True))
    return pd.concat(alone, ignore_index=True)[list(names)].rename(columns=names)


def _fitted(model: Design, way: Route, conf_level: float) -> tuple[Fitted, ProportionalHazards]:
    ties: Ties = "efron" if way.method == "Cox" else "breslow"
    likelihood = partial_likelihood(model.patients.time, model.event, model.x, ties)
    if way.method == "Firth":
        return firth(likelihood, conf_level, np.log(text.LARGEST_RATIO)), not_checked(
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
        # Far out a ratio itself would overflow.
        edge = 2 * np.log(text.LARGEST_RATIO)
        logs = np.stack([fitted.estimate, fitted.conf_low, fitted.conf_high])
        ratios = np.exp(np.clip(logs, -edge, edge)).T
        numbers[own, 3] = fitted.p_value
        for row, of_row in zip(np.flatnonzero(own), ratios.tolist(), strict=True):
            named = dict(zip(RATIO[:3], of_row, strict=True))
            within, bounds[row] = text.bounded(named, 1 / text.LARGEST_RATIO)
            numbers[row, :3] = list(within.values())
    return rows.assign(
        **dict(zip(RATIO, numbers.T, strict=True)),
        bound=bounds,
        route=way.method,
        reason="" if way.method else way.reason,
    )
