"""Treatments: what was done to uterus, ovaries, veins and heart, and what was given afterwards."""

from ivl import describe, figures, individuals, patient_figures, tables, ui
from ivl.schema import BY_NAME

VASCULAR = [BY_NAME[name] for name in ("thrombectomy", "cpb", "dhca")]

cohort = ui.start("Treatments")
split = ui.split_by()

for name in ("uterine_procedure", "ovarian_procedure"):
    ui.show(figures.level_bars(describe.levels(cohort, BY_NAME[name], by=split)))

ages = individuals.values_by_level(cohort, "age_at_diagnosis", "ovarian_procedure", by=split)
ui.show(patient_figures.dots(ages, "Ovaries and age"))

kept = describe.group_rates(cohort, BY_NAME["ovary_preserved"], by="age_group")
ui.show(figures.rate_bars(kept, "Ovary preserved").with_table(tables.rate_summary(kept)))

done = describe.frequencies(cohort, VASCULAR, by=split)
ui.show(figures.frequency_bars(done, "Surgery of veins and heart"))

for name in ("operation_stages", "resection_completeness"):
    ui.show(figures.level_bars(describe.levels(cohort, BY_NAME[name], by=split)))

given = describe.frequencies(cohort, BY_NAME["adjuvant_therapy"].options, by=split)
ui.show(figures.frequency_bars(given, "Adjuvant therapy"))
