"""Recurrence: how often, when, and what was done about it."""

from ivl import (
    competing,
    curve_figures,
    describe,
    figures,
    individuals,
    patient_figures,
    tables,
    ui,
)
from ivl.endpoints import RECURRENCE
from ivl.schema import BY_NAME

cohort = ui.start("Recurrence")
split = ui.split_by()

curves = competing.cumulative_incidence(cohort, by=split)
drawn = curve_figures.incidence_curves(curves, RECURRENCE)
ui.show(drawn.with_table(tables.curve_summary(curves)))

rates = describe.group_rates(cohort, BY_NAME["recurrence"], by=split)
drawn = figures.rate_bars(rates, "Patients with a recurrence")
ui.show(drawn.with_table(tables.rate_summary(rates)))

listed = individuals.recurrences(cohort, by=split)
ui.show(patient_figures.lanes(listed, "Each recurrence, its time and its treatment"))
ui.listing("Patients with a recurrence, one by one", tables.recurrence_list(listed))
