"""Recurrence: how often, when, and what was done about it."""

from functools import partial

from ivl import (
    bar_figures,
    caveats,
    competing,
    curve_figures,
    describe,
    findings,
    fragility,
    hazard_words,
    individuals,
    measures_of_counts,
    measures_of_time,
    patient_figures,
    regression,
    results_after,
    tables,
    titles,
    ui,
)
from ivl.endpoints import RECURRENCE
from ivl.schema import BY_NAME

cohort = ui.start(titles.RECURRENCE)
split = ui.split_by()
cautions = caveats.caveats(cohort, split) if split else []
per_time = competing.event_rate(cohort, by=split)

curves = competing.cumulative_incidence(cohort, by=split)
drawn = curve_figures.incidence_curves(curves, RECURRENCE).with_caveats(cautions)
drawn = drawn.with_words(findings.no_event_yet(curves))
drawn = drawn.with_measures(partial(measures_of_time.of_incidence, cohort, curves))
ui.show(drawn.with_table(tables.curve_summary(curves)))

rates = describe.group_rates(cohort, BY_NAME["recurrence"], by=split)
hazards = regression.hazard_ratios(cohort, RECURRENCE, [split], "recurrence") if split else None
fragile = fragility.fragility(rates, "Recurrence")
drawn = bar_figures.rate_bars(rates, titles.RECURRENCES).with_caveats(cautions)
drawn = drawn.with_words(
    findings.in_words(rates, "Recurrence"),
    *findings.zero_events(rates, "Recurrence", per_time),
    hazard_words.penalised(hazards.ratios, hazards.conf_level) if hazards else "",
    fragile.words if fragile.p_value is not None else "",
)
drawn = drawn.with_measures(
    partial(measures_of_counts.of_rates, rates, "Recurrence"),
    partial(measures_of_time.of_event_rates, per_time, "Recurrence"),
)
ui.show(drawn.with_table(tables.rate_summary(rates, per_time)))

listed = individuals.recurrences(cohort, by=split)
drawn = patient_figures.lanes(listed, titles.EACH_RECURRENCE)
ui.show(drawn.with_words(results_after.treated(cohort)))
ui.listing("Patients with a recurrence, one by one", tables.recurrence_list(listed))
