"""Survival: recurrence-free and overall survival of the chosen patients."""

from ivl import adjustment, answers, forest_figures, regression, titles, ui
from ivl.endpoints import RECURRENCE

cohort = ui.start(titles.SURVIVAL)
split = ui.split_by()

for exhibit in answers.survival(cohort, by=split):
    ui.show(exhibit)

alone = regression.one_at_a_time(cohort, RECURRENCE, adjustment.FACTORS, cause="recurrence")
ui.show(forest_figures.forest(alone, "Hazard of recurrence, one factor at a time"), table="folded")

allowed = adjustment.adjustment(cohort, split, alone.n_event)
factors = ui.choose_factors(allowed, adjustment.FACTORS)
if factors:
    joint = regression.hazard_ratios(cohort, RECURRENCE, factors, cause="recurrence")
    drawn = forest_figures.forest(joint, "Hazard of recurrence, factors adjusted for each other")
    ui.show(drawn, table="folded")
