"""Hazard ratios in words: one, a model of several, and how they were made."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from ivl import text
from ivl.comparison import MIN_PATIENTS, Comparison
from ivl.covariates import Design
from ivl.endpoints import ORIGIN, Endpoint
from ivl.estimability import (
    ENOUGH_EVENTS_PER_PARAMETER,
    MIN_EVENTS_PER_PARAMETER,
    Route,
    events_per_parameter,
)
from ivl.findings import group_name, members
from ivl.groups import column_name
from ivl.schema import UNKNOWN

RULE: Final = (
    f"No hazard ratio where a group has fewer than {MIN_PATIENTS} patients or nobody followed to "
    f"the first event, or with fewer than {MIN_EVENTS_PER_PARAMETER} events per parameter"
)

RATIO: Final = ["hazard_ratio", "conf_low", "conf_high", "p_value"]

CRUDE: Final = ["crude_ratio", "crude_low", "crude_high", "crude_bound", "crude_route"]
"""The same of each column alone, in the patients of a model of several."""

_MODELS: Final = {"Cox": "Cox model", "Firth": "Firth-penalised Cox model", "": "Cox model"}


def method(
    model: Design, endpoint: Endpoint, way: Route, cause: str | None, conf_level: float
) -> str:
    """How the ratios of one model were made, or why there are none."""
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
            f"{against}{how(way.method, conf_level)}" if way.method else "",
            RULE,
            way.reason if not way.method else "",
        ]
    )


def method_of_several(
    everyone: Design,
    endpoint: Endpoint,
    models: Sequence[tuple[Design, str]],
    cause: str | None,
    conf_level: float,
) -> str:
    """How the ratios of several models were made, each of one column.

    Args:
        everyone: the patients with a time and an outcome.
        endpoint, cause: what they were followed for.
        models: each with its route, "" where it has no ratio.
        conf_level: level of the limits.
    """
    routes = dict.fromkeys(route for _, route in models if route)
    hows = [f"{_MODELS[route]}: {how(route, conf_level)}" for route in routes]
    penalised = [column_name(of.terms[0].column) for of, route in models if route == "Firth"]
    unknown = [
        f"{of.n_unknown} ({column_name(of.terms[0].column)})" for of, _ in models if of.n_unknown
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


def outcome(endpoint: Endpoint, cause: str | None) -> str:
    """ "Recurrence-free survival", "Hazard of recurrence"."""
    return f"Hazard of {cause}" if cause else endpoint.label


def _hazard(endpoint: Endpoint, cause: str | None) -> str:
    return text.lower_first(outcome(endpoint, cause))


def _time_and_patients(model: Design, endpoint: Endpoint, cause: str | None) -> list[str]:
    return [
        ORIGIN,
        endpoint.definition,
        "The hazard is cause-specific: a competing event ends the follow-up" if cause else "",
        model.patients.words,
        model.patients.note,
    ]


def how(method: str, conf_level: float) -> str:
    """Ties, limits and tests of a route that is not "", in words without a full stop."""
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


def in_words(
    model: Design,
    rows: pd.DataFrame,
    endpoint: Endpoint,
    way: Route,
    cause: str | None,
    conf_level: float,
) -> str:
    """The ratios of one model in a sentence, without its full stop."""
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
        else f"{text.patients(model.patients.n)} analysed, left out: {model.patients.left_out}"
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
            *([_crude(model, rows, conf_level)] if "crude_ratio" in rows else []),
            *([fragile] if is_fragile else []),
        ]
    )


def _crude(model: Design, rows: pd.DataFrame, conf_level: float) -> str:
    """What the first column gives alone, to be set beside its adjusted ratio."""
    first = model.terms[0]
    of_first = rows[(rows["variable"] == first.column) & rows["crude_low"].notna()]
    said = [
        f"{crude(row, f'{_level(conf_level)} CI ')} "
        + (row.level if first.is_number else f"in {group_name(row.level, first.column)}")
        for row in of_first.itertuples()
    ]
    name = column_name(first.column)
    if not said:
        return f"{name} alone allows no ratio in these patients"
    return f"not adjusted, but in the same patients, {name} gives {text.listed(said)}"


def crude(row: Any, level: str = "") -> str:
    """ "0.52 (0.11 to over 1000)" of a column alone; a dash where it has none.

    Args:
        row: of ``HazardRatios.ratios`` of a model of several columns.
        level: stands before the limits: "95% CI ".
    """
    if np.isnan(row.crude_low):
        return text.BLANK
    limits = text.ratio_limits(row.crude_low, row.crude_high)
    return f"{text.ratio(row.crude_ratio)} ({level}{limits})"


def beside_test(reason: str, words: str, test: Comparison) -> str:
    """What is said of hazard ratios beside the test of the curves.

    Args:
        reason: why there are no ratios, "" where there are.
        words: the ratios, or the reason, in sentences.
        test: of the curves of the same groups.

    Returns:
        The words; "" where the test was not made for the same reason, which is said there.
    """
    return "" if reason and reason == test.reason else words


def penalised(rows: pd.DataFrame, conf_level: float) -> str:
    """What stands beside "no finite odds ratio" where Firth's penalty allows a hazard ratio.

    Args:
        rows: of one column of levels, from ``regression.hazard_ratios``.
        conf_level: level of the limits.

    Returns:
        A sentence; "" where the ratios are not penalised ones.
    """
    reference, *others = rows.itertuples()
    said = [
        f"{_ratio(row, conf_level)}) in {_whom(row)}"
        for row in others
        if row.route == "Firth" and row.n_event * reference.n_event == 0
    ]
    if not said:
        return ""
    return (
        f"With Firth's penalty a hazard ratio exists: {text.listed(said)} against "
        f"{_whom(reference)}."
    )


def _the_hazard(endpoint: Endpoint, cause: str | None) -> str:
    return f"the {_hazard(endpoint, cause)}" if cause else _hazard(endpoint, cause)


def _whom(row: Any) -> str:
    """ "24 nonincidental patients (9 events)"."""
    whom = members(row.n, str(row.level), row.variable)
    return f"{whom} ({text.counted(row.n_event, 'event')})"


def _numbers(row: Any, conf_level: float) -> str:
    return f"{_ratio(row, conf_level)}; {text.p_value(row.p_value)})"


def _ratio(row: Any, conf_level: float) -> str:
    """ "0.52 (95% CI 0.11 to over 1000", the bracket left open."""
    limits = text.ratio_limits(row.conf_low, row.conf_high)
    return f"{text.ratio(row.hazard_ratio)} ({_level(conf_level)} CI {limits}"


def _level(conf_level: float) -> str:
    return f"{text.compact(100 * conf_level)}%"
