"""Recurrence: how often, when, and what was done about it."""

from ivl import (
    caveats,
    competing,
    curve_figures,
    describe,
    figures,
    findings,
    fragility,
    individuals,
    patient_figures,
    tables,
    ui,
)
from ivl.endpoints import RECURRENCE
from ivl.schema import BY_NAME

cohort = ui.start("Recurrence")
split = ui.split_by()
cautions = caveats.caveats(cohort, split) if split else []

curves = competing.cumulative_incidence(cohort, by=split)
drawn = curve_figures.incidence_curves(curves, RECURRENCE).with_caveats(cautions)
ui.show(drawn.with_table(tables.curve_summary(curves)))

rates = describe.group_rates(cohort, BY_NAME["recurrence"], by=split)
drawn = figures.rate_bars(rates, "Patients with a recurrence").with_caveats(cautions)
in_words = [findings.in_words(rates, "Recurrence"), *findings.zero_events(rates, "Recurrence")]
if split:
    in_words.append(fragility.fragility(rates, "Recurrence").words)
ui.show(drawn.with_table(tables.rate_summary(rates)).with_words(*in_words))

listed = individuals.recurrences(cohort, by=split)
ui.show(patient_figures.lanes(listed, "Each recurrence, its time and its treatment"))
ui.listing("Patients with a recurrence, one by one", tables.recurrence_list(listed))
