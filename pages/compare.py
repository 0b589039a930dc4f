"""Compare: who the patients are, in two groups or more, and how far the groups differ."""

from ivl import figures, ui
from ivl.table_one import table_one

cohort = ui.start("Compare")
split = ui.split_by(ui.COMPARISONS)
if split is None:
    ui.say("Choose what to split by: a comparison needs two groups.")
else:
    result = table_one(ui.groups_of(cohort, split), by=split)
    drawn = figures.differences(result).with_table(result.printed(p_values=True))
    ui.show(drawn, table_first=True)
