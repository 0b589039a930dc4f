"""Survival: recurrence-free and overall survival of the chosen patients."""

from functools import partial

from ivl import (
    caveats,
    competing,
    curve_figures,
    findings,
    measures_of_time,
    regression,
    survival,
    tables,
    ui,
)
from ivl.endpoints import OVERALL, RECURRENCE_FREE

cohort = ui.start("Survival")
split = ui.split_by()
cautions = caveats.caveats(cohort, split) if split else []

for endpoint in (RECURRENCE_FREE, OVERALL):
    result = survival.kaplan_meier(cohort, endpoint, by=split)
    permuted = measures_of_time.by_permutation(cohort, endpoint, result)
    per_time = competing.event_rate(cohort, endpoint, cause=None, by=split)
    drawn = curve_figures.survival_curves(result, endpoint).with_caveats(cautions)
    drawn = drawn.with_words(
        findings.curves_compared(result, permuted), findings.no_event_yet(result, per_time)
    ).with_tested(*measures_of_time.p_values_of(result, endpoint, permuted))
    if split:
        drawn = drawn.with_words(regression.cox(cohort, endpoint, split).words)
    drawn = drawn.with_measures(
        partial(measures_of_time.of_survival, result, endpoint, permuted, per_time)
    )
    ui.show(drawn.with_table(tables.curve_summary(result)))
