"""What a page answers, as exhibits: results with their figures, tables, words and measures.

Puts together what other modules compute and draw, so that a notebook has what a page shows.
"""

from collections.abc import Iterator, Sequence
from functools import partial

from ivl import (
    adjustment,
    bar_figures,
    competing,
    curve_figures,
    describe,
    figures,
    findings,
    forest_figures,
    fragility,
    hazard_words,
    individuals,
    measures_of_counts,
    measures_of_fragility,
    measures_of_hazards,
    measures_of_quantities,
    measures_of_time,
    patient_figures,
    permutation,
    regression,
    results_after,
    tables,
    titles,
)
from ivl import survival as survival_analysis
from ivl.cautions import cautioned
from ivl.cohort import Cohort
from ivl.endpoints import OVERALL, RECURRENCE, RECURRENCE_FREE, Endpoint
from ivl.exhibit import Exhibit
from ivl.schema import BY_NAME
from ivl.table_one import table_one


def characteristics(cohort: Cohort, by: str | None) -> Exhibit:
    """Who the patients are, and how far the groups differ.

    Args:
        cohort: the patients.
        by: column of levels that makes the groups, so in all of this module; None for no groups.
    """
    result = table_one(cohort, by=by)
    drawn = (
        figures.differences(result)
        .with_words(*_nobody_had(cohort, by), results_after.deaths(cohort))
        .with_table(result.printed(), result.footnote)
        .with_tested(*measures_of_quantities.p_values_of(cohort, result))
        .with_measures(partial(measures_of_quantities.of_table_one, cohort, result))
    )
    return next(cautioned([drawn], cohort, by))


def _nobody_had(cohort: Cohort, by: str | None) -> list[str]:
    """How much risk groups still have in which nobody had a recurrence, or died."""
    recurred: list[str] = []
    if by != "recurrence":
        rates = describe.group_rates(cohort, BY_NAME["recurrence"], by)
        recurred = [*findings.zero_events(rates, "Recurrence")]
    return [*recurred, findings.nobody_died(cohort, by) if by else ""]


def ovaries_kept(cohort: Cohort) -> Exhibit:
    """In how many of each age an ovary was kept."""
    kept = describe.group_rates(cohort, BY_NAME["ovary_preserved"], by="age_group")
    drawn = (
        bar_figures.rate_bars(kept, titles.OVARY_PRESERVED)
        .with_table(tables.rate_summary(kept, spread="Of those with an ovary"))
        .with_measures(partial(measures_of_counts.of_rates, kept, BY_NAME["ovary_preserved"].label))
    )
    return next(cautioned([drawn], cohort, at_operation="ovary_preserved"))


def recurrence(cohort: Cohort, by: str | None) -> Iterator[Exhibit]:
    """When recurrences came, how many there were in all, and each of them with its treatment."""
    yield from cautioned([_incidence(cohort, by), _rates(cohort, by)], cohort, by)
    lanes = patient_figures.lanes(individuals.recurrences(cohort, by), titles.EACH_RECURRENCE)
    yield lanes.with_words(results_after.treated(cohort))


def _incidence(cohort: Cohort, by: str | None) -> Exhibit:
    curves = competing.cumulative_incidence(cohort, by=by)
    return (
        curve_figures.incidence_curves(curves, RECURRENCE)
        .with_caveats([findings.few(curves)])
        .with_words(findings.no_event_yet(curves))
        .with_measures(partial(measures_of_time.of_incidence, cohort, curves))
        .with_table(tables.curve_summary(curves))
    )


def _rates(cohort: Cohort, by: str | None) -> Exhibit:
    event = BY_NAME["recurrence"].label
    rates = describe.group_rates(cohort, BY_NAME["recurrence"], by=by)
    per_time = competing.event_rate(cohort, by=by)
    fragile = fragility.fragility(rates, event)
    drawn = bar_figures.rate_bars(rates, titles.RECURRENCES)
    penalised, of_groups = "", []
    if by:
        hazards = regression.hazard_ratios(cohort, RECURRENCE, [by], "recurrence")
        penalised = hazard_words.penalised(hazards.ratios, hazards.conf_level)
        of_groups = [
            partial(measures_of_fragility.of_fisher, cohort, "recurrence", fragile, by),
            partial(measures_of_hazards.of_hazard_ratios, hazards),
        ]
    return (
        drawn.with_words(
            findings.in_words(rates, event),
            *findings.zero_events(rates, event, per_time),
            penalised,
            fragile.words if fragile.p_value is not None else "",
        )
        .with_measures(
            partial(measures_of_counts.of_rates, rates, event),
            partial(measures_of_time.of_event_rates, per_time, event),
            partial(measures_of_counts.of_fragility, fragile, event, rates.compared),
            *of_groups,
        )
        .with_table(tables.rate_summary(rates, per_time))
    )


def survival(cohort: Cohort, by: str | None) -> Iterator[Exhibit]:
    """Recurrence-free and overall survival."""
    drawn = (_survival(cohort, endpoint, by) for endpoint in (RECURRENCE_FREE, OVERALL))
    yield from cautioned(drawn, cohort, by)


def _survival(cohort: Cohort, endpoint: Endpoint, by: str | None) -> Exhibit:
    result = survival_analysis.kaplan_meier(cohort, endpoint, by=by)
    permuted = permutation.by_permutation(cohort, endpoint, result)
    per_time = competing.event_rate(cohort, endpoint, cause=None, by=by)
    drawn = (
        curve_figures.survival_curves(result, endpoint)
        .with_caveats([findings.few(result)])
        .with_words(
            findings.curves_compared(result, permuted), findings.no_event_yet(result, per_time)
        )
        .with_tested(*measures_of_time.p_values_of(result, endpoint, permuted))
        .with_measures(
            partial(measures_of_time.of_survival, result, endpoint, permuted, per_time),
            partial(measures_of_fragility.of_log_rank, cohort, endpoint, result),
        )
        .with_table(tables.curve_summary(result))
    )
    if by is None:
        return drawn
    hazards = regression.hazard_ratios(cohort, endpoint, [by])
    return (
        drawn.with_words(hazard_words.beside_test(hazards.reason, hazards.words, result.comparison))
        .with_tested(*measures_of_hazards.p_values_of(hazards))
        .with_measures(partial(measures_of_hazards.of_hazard_ratios, hazards))
    )


def hazards_alone(cohort: Cohort) -> tuple[Exhibit, int]:
    """The hazard of recurrence by each factor alone, and the events that it rests on."""
    alone = regression.one_at_a_time(cohort, RECURRENCE, adjustment.FACTORS, cause="recurrence")
    drawn = forest_figures.forest(alone, titles.ONE_AT_A_TIME)
    return next(cautioned([drawn], cohort)), alone.n_event


def hazards_adjusted(cohort: Cohort, factors: Sequence[str]) -> Exhibit:
    """The hazard of recurrence by several factors, each adjusted for the others."""
    joint = regression.hazard_ratios(cohort, RECURRENCE, factors, cause="recurrence")
    return next(cautioned([forest_figures.forest(joint, titles.ADJUSTED)], cohort))
