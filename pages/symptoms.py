"""Symptoms: how often each occurs, in whom, and which occur together."""

from ivl import bar_figures, describe, figures, titles, ui
from ivl.schema import BY_NAME

SYMPTOMS = BY_NAME["symptoms"].options
TOGETHER = 8

cohort = ui.start(titles.SYMPTOMS)
split = ui.split_by()

result = describe.frequencies(cohort, SYMPTOMS, by=split)
exhibits = [bar_figures.frequency_bars(result, titles.SYMPTOMS_AT_PRESENTATION)]
present = [BY_NAME[name] for name in result.commonest(TOGETHER) if name != "symptom_none"]
if not exhibits[0].lacking:
    together = describe.co_occurrence(cohort, present)
    exhibits.append(figures.pair_counts(together, "Commonest symptoms that occur together"))
ui.show_recorded(*exhibits)
