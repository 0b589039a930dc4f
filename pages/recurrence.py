"""Recurrence: how often, when, and what was done about it."""

from ivl import answers, individuals, tables, titles, ui

cohort = ui.start(titles.RECURRENCE)
split = ui.split_by()

for exhibit in answers.recurrence(cohort, by=split):
    ui.show(exhibit)
listed = tables.recurrence_list(individuals.recurrences(cohort, by=split))
ui.listing("Patients with a recurrence, one by one", listed)
