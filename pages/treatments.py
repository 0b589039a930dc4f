"""Treatments: what was done to uterus, ovaries, veins and heart, and what was given afterwards."""

from ivl import answers, bar_figures, describe, individuals, patient_figures, titles, ui
from ivl.schema import BY_NAME

SPREAD = ("uterine_procedure", "ovarian_procedure", "operation_stages", "resection_completeness")
VASCULAR = [BY_NAME[name] for name in ("thrombectomy", "cpb", "dhca")]

cohort = ui.start(titles.TREATMENTS)
split = ui.split_by()

uterus, ovaries, stages, resection = (
    bar_figures.level_bars(describe.levels(cohort, BY_NAME[name], by=split)) for name in SPREAD
)
ages = individuals.values_by_level(cohort, "age_at_diagnosis", "ovarian_procedure", by=split)
done = describe.frequencies(cohort, VASCULAR, by=split)
given = describe.frequencies(cohort, BY_NAME["adjuvant_therapy"].options, by=split)

ui.show_recorded(
    uterus,
    ovaries,
    patient_figures.dots(ages, "Ovaries and age"),
    answers.ovaries_kept(cohort),
    bar_figures.frequency_bars(done, titles.VEINS_AND_HEART),
    stages,
    resection,
    bar_figures.frequency_bars(given, "Adjuvant therapy"),
)
