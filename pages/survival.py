"""Survival: recurrence-free and overall survival of the chosen patients."""

from functools import partial

from ivl import (
    adjustment,
    caveats,
    competing,
    curve_figures,
    findings,
    forest_figures,
    hazard_words,
    measures_of_hazards,
    measures_of_time,
    permutation,
    regression,
    survival,
    tables,
    titles,
    ui,
)
from ivl.endpoints import OVERALL, RECURRENCE, RECURRENCE_FREE

FACTORS = (
    "ivl_detection",
    "extent_group",
    "age_at_diagnosis",
    "menopausal_status",
    "presentation_type",
    "tumor_size",
    "resection_completeness",
    "ovary_preserved",
    "uterus_preserved",
    "adjuvant",
)

cohort = ui.start(titles.SURVIVAL)
split = ui.split_by()
cautions = caveats.caveats(cohort, split) if split else []

for endpoint in (RECURRENCE_FREE, OVERALL):
    result = survival.kaplan_meier(cohort, endpoint, by=split)
    permuted = permutation.by_permutation(cohort, endpoint, result)
    per_time = competing.event_rate(cohort, endpoint, cause=None, by=split)
    drawn = curve_figures.survival_curves(result, endpoint).with_caveats(cautions)
    drawn = drawn.with_words(
        findings.curves_compared(result, permuted), findings.no_event_yet(result, per_time)
    ).with_tested(*measures_of_time.p_values_of(result, endpoint, permuted))
    drawn = drawn.with_measures(
        partial(measures_of_time.of_survival, result, endpoint, permuted, per_time)
    )
    if split:
        hazards = regression.hazard_ratios(cohort, endpoint, [split])
        said = hazard_words.beside_test(hazards.reason, hazards.words, result.comparison)
        drawn = (
            drawn.with_words(said)
            .with_tested(*measures_of_hazards.p_values_of(hazards))
            .with_measures(partial(measures_of_hazards.of_hazard_ratios, hazards))
        )
    ui.show(drawn.with_table(tables.curve_summary(result)))

alone = regression.one_at_a_time(cohort, RECURRENCE, FACTORS, cause="recurrence")
ui.show(forest_figures.forest(alone, "Hazard of recurrence, one factor at a time"), table="folded")

room = adjustment.adjustment(cohort, split, alone.n_event)
factors = ui.choose_factors(room, FACTORS)
if factors:
    joint = regression.hazard_ratios(cohort, RECURRENCE, factors, cause="recurrence")
    drawn = forest_figures.forest(joint, "Hazard of recurrence, factors adjusted for each other")
    ui.show(drawn, table="folded")
