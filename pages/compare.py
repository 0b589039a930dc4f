"""Compare: who the patients are, in two groups or more, and how far the groups differ."""

from ivl import answers, titles, ui

cohort = ui.start(titles.COMPARE)
split = ui.split_by(ui.COMPARISONS)
compared = ui.groups_of(cohort, split) if split else cohort
ui.show(answers.characteristics(compared, by=split), table="first")
