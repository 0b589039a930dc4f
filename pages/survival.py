"""Survival: recurrence-free and overall survival of the chosen patients."""

from ivl import caveats, curve_figures, regression, survival, tables, ui
from ivl.endpoints import OVERALL, RECURRENCE_FREE

cohort = ui.start("Survival")
split = ui.split_by()
cautions = caveats.caveats(cohort, split) if split else []

for endpoint in (RECURRENCE_FREE, OVERALL):
    result = survival.kaplan_meier(cohort, endpoint, by=split)
    drawn = curve_figures.survival_curves(result, endpoint).with_caveats(cautions)
    if split:
        drawn = drawn.with_words(regression.cox(cohort, endpoint, split).words)
    ui.show(drawn.with_table(tables.curve_summary(result)))
