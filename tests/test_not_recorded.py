"""What a page cannot show is told in a line, with the columns that would fill it."""

import pandas as pd
import plotly.graph_objects as go

from ivl import bar_figures, describe, individuals, patient_figures
from ivl.cohort import Cohort, Filter, OneOf
from ivl.derive import complete
from ivl.exhibit import Exhibit
from ivl.not_recorded import in_words
from ivl.schema import BY_NAME


def made_of(**recorded: object) -> Cohort:
    return Cohort(complete(pd.DataFrame(recorded, dtype="object")), "made up")


def blank(title: str, *lacking: str) -> Exhibit:
    return Exhibit(title, go.Figure(), pd.DataFrame(), "", "", lacking=lacking)


def test_figures_name_the_columns_that_nobody_recorded():
    cohort = made_of(patient_id=[1, 2], age_at_diagnosis=[38, 45])
    levels = describe.levels(cohort, BY_NAME["uterine_procedure"])
    symptoms = describe.frequencies(cohort, BY_NAME["symptoms"].options)
    kept = describe.group_rates(cohort, BY_NAME["ovary_preserved"])
    ages = individuals.values_by_level(cohort, "age_at_diagnosis", "ovarian_procedure", by=None)

    assert bar_figures.level_bars(levels).lacking == ("uterine_procedure",)
    assert "symptom_cough" in bar_figures.frequency_bars(symptoms, "Symptoms").lacking
    assert bar_figures.rate_bars(kept, "Ovary preserved").lacking == ("ovary_preserved",)
    assert patient_figures.dots(ages, "Ovaries and age").lacking == ("ovarian_procedure",)


def test_a_figure_with_something_to_show_lacks_nothing():
    cohort = made_of(
        patient_id=[1, 2], age_at_diagnosis=[38, 45], ovarian_procedure=["both_kept", None],
        thrombectomy=["no", None],
    )  # fmt: skip
    levels = describe.levels(cohort, BY_NAME["ovarian_procedure"])
    none_done = describe.frequencies(cohort, [BY_NAME["thrombectomy"], BY_NAME["cpb"]])
    ages = individuals.values_by_level(cohort, "age_at_diagnosis", "ovarian_procedure", by=None)

    assert bar_figures.level_bars(levels).lacking == ()
    assert bar_figures.frequency_bars(none_done, "Surgery").lacking == ()
    assert patient_figures.dots(ages, "Ovaries and age").lacking == ()


def test_the_line_names_columns_of_a_spreadsheet_and_what_else_they_would_show():
    whole = made_of(patient_id=[1], age_at_diagnosis=[38])
    blanks = [
        blank("Ovarian procedure", "ovarian_procedure"),
        blank("Ovary preserved by age group", "ovary_preserved"),
        blank("Adjuvant therapy", *(one.name for one in BY_NAME["adjuvant_therapy"].options)),
    ]

    assert in_words(blanks, whole) == [
        "Not in this file: ovarian procedure and adjuvant therapy. These columns would also show: "
        "ovary preserved by age group."
    ]
    assert in_words(blanks[:1], whole) == ["Not in this file: ovarian procedure."]
    assert in_words([], whole) == []


def test_what_the_file_has_and_these_patients_have_not_is_told_apart():
    whole = made_of(
        patient_id=[1, 2], tumor_extent=["ivc_infrarenal", "right_atrium"],
        thrombectomy=[None, "yes"],
    )  # fmt: skip
    these = whole.where(Filter({"extent": OneOf(("ivc",))}))
    done = describe.frequencies(these, [BY_NAME["thrombectomy"], BY_NAME["cpb"]])

    assert in_words([bar_figures.frequency_bars(done, "Surgery")], whole) == [
        "Not in this file: cardiopulmonary bypass.",
        "Not recorded in any of these patients: thrombectomy. This column would also show: "
        "surgery.",
    ]
