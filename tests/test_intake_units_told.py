"""Units that a sheet beside the cohort or a note below it gives are asked about."""

import pytest
from small_files import cells, workbook

from ivl.intake import Answers, preview

HEADINGS = ["ID", "Age", "Extent", "Recurrence", "Follow-up"]
PATIENTS = [[f"P{number}", 47, "IVC", "no", number + 2] for number in range(1, 7)]


@pytest.mark.parametrize("row", [["Follow-up", "in years"], ["Follow-up", "numeric", "years"]])
def test_a_unit_on_another_sheet_is_asked_about(row):
    content = workbook(Cohort=[HEADINGS, *PATIENTS], Legend=[["Variable", "Meaning"], row])
    read = preview(content, "a.xlsx")

    assert [ask.asks for ask in read.questions] == [
        f'Column E (Follow-up), Follow-up: sheet Legend, row 2, says "Follow-up {row[-1]}", and '
        "the heading gives no unit. In which unit are they?"
    ]
    assert read.questions[0].suggestion == "years"
    assert read.cohort is None
    answered = preview(content, "a.xlsx", Answers({read.questions[0].key: "years"}))
    assert list(answered.patients["followup_months"]) == [36, 48, 60, 72, 84, 96]


def test_a_unit_in_a_note_below_the_patients_is_asked_about():
    note = ["Follow-up in years", "", "", "", ""]
    read = preview(cells(HEADINGS, *PATIENTS, [""] * 5, note), "cohort.csv")

    assert [ask.asks for ask in read.questions] == [
        'Column E (Follow-up), Follow-up: row 9 says "Follow-up in years", and the heading gives '
        "no unit. In which unit are they?"
    ]


def test_a_unit_that_contradicts_the_heading_is_asked_about_without_a_suggestion():
    headings = [*HEADINGS[:4], "Follow-up (months)"]
    legend = [["Follow-up (months)", "in years"]]
    read = preview(workbook(Cohort=[headings, *PATIENTS], Legend=legend), "a.xlsx")

    assert [(ask.asks, ask.suggestion) for ask in read.questions] == [
        (
            "Column E (Follow-up (months)), Follow-up: sheet Legend, row 1, says "
            '"Follow-up (months) in years", and the heading says months. In which unit are they?',
            "",
        )
    ]


def test_a_unit_that_agrees_with_the_heading_asks_nothing():
    legend = [["Follow-up", "months"], ["Age", "years"]]
    read = preview(workbook(Cohort=[HEADINGS, *PATIENTS], Legend=legend), "a.xlsx")

    assert read.questions == ()
    assert list(read.patients["followup_months"]) == [3, 4, 5, 6, 7, 8]
