"""Survival: recurrence-free and overall survival of the chosen patients."""

from ivl import adjustment, answers, titles, ui

cohort = ui.start(titles.SURVIVAL)
split = ui.split_by()

for exhibit in answers.survival(cohort, by=split):
    ui.show(exhibit)

alone, n_event = answers.hazards_alone(cohort)
ui.show(alone, table="folded")

allowed = adjustment.adjustment(cohort, split, n_event)
factors = ui.choose_factors(allowed, adjustment.FACTORS)
if factors:
    ui.show(answers.hazards_adjusted(cohort, factors), table="folded")
