"""Compare: who the patients are, in two groups or more, and how far the groups differ."""

from functools import partial

from ivl import figures, measures_of_quantities, titles, ui
from ivl.table_one import table_one

cohort = ui.start(titles.COMPARE)
split = ui.split_by(ui.COMPARISONS)
compared = ui.groups_of(cohort, split) if split else cohort
result = table_one(compared, by=split)
drawn = figures.differences(result).with_table(result.printed())
drawn = drawn.with_tested(*measures_of_quantities.p_values_of(compared, result))
drawn = drawn.with_measures(partial(measures_of_quantities.of_table_one, compared, result))
ui.show(drawn, table="first")
