"""Halves of one cohort on sheets of their own, which can be read one below the other."""

import io

import openpyxl
import pytest
from small_files import workbook

from ivl import mending
from ivl.accounts import account
from ivl.gains import task_groups, tasks
from ivl.intake import SHEET, Answers, Preview, grouped, preview

HEADINGS = ["ID", "Age", "Extent", "Follow-up (months)", "Recurrence", "Status"]
TOGETHER = {SHEET: "2010-2015 + 2016-2024"}


def women(letter: str, n: int) -> list[list[object]]:
    return [[f"{letter}{at}", 40 + at, "IVC", 12 + at, "no", "alive"] for at in range(1, n + 1)]


def sheets(**changes: list[list[object]]) -> bytes:
    rows = {
        "2010-2015": [["Cohort of the first years"], HEADINGS, *women("A", 4), ["Total", 4]],
        "2016-2024": [HEADINGS, *women("B", 3), ["Total", 3]],
    }
    return workbook(**{**rows, **changes})


def read(content: bytes, **answers: str) -> Preview:
    return preview(content, "cohort.xlsx", Answers(answers))


def choices(content: bytes) -> list[str]:
    return [option.label for ask in read(content).questions for option in ask.options]


def said(found: Preview) -> list[str]:
    """Without what the file does not record."""
    groups = [group for group in grouped(found.problems) if not group.problems[0].fields]
    return [group.sentence for group in groups]


def test_two_halves_of_a_cohort_are_offered_together():
    (asked,) = read(sheets()).open_questions

    assert asked.asks == (
        "The sheets 2010-2015 and 2016-2024 look like cohorts. Which one should be used?"
    )
    assert [option.label for option in asked.options] == [
        "All of these, one below the other",
        "Sheet 2010-2015",
        "Sheet 2016-2024",
    ]
    assert asked.suggestion == asked.options[0].value == TOGETHER[SHEET]


def test_the_patients_of_both_are_read_and_every_row_is_accounted_for_by_its_sheet():
    found = read(sheets(), **TOGETHER)

    assert found.cohort is not None
    assert found.patients["patient_id"].tolist() == ["A1", "A2", "A3", "A4", "B1", "B2", "B3"]
    assert found.patients["age_at_diagnosis"].tolist() == [41, 42, 43, 44, 41, 42, 43]
    assert found.ledger.words == (
        "12 rows: 7 patients; skipped: title (row 1 of sheet 2010-2015), heading (row 2 of sheet "
        "2010-2015), total or note (row 7 of sheet 2010-2015 and row 5 of sheet 2016-2024), "
        "repeated heading (row 1 of sheet 2016-2024)"
    )
    rows, patients = account(found.cohort).steps[0], account(found.cohort)
    assert rows.label == "Rows in the sheets"
    assert patients.listed(rows.parts[0]).to_numpy().tolist()[3:5] == [
        ["2010-2015", 6, "A4"],
        ["2016-2024", 2, "B1"],
    ]


WRONG = {
    "2010-2015": [HEADINGS, *women("A", 4), ["A5", 470, "IVC", 12, "no", "alive"]],
    "2016-2024": [
        HEADINGS,
        *women("B", 3),
        ["B4", 480, "IVC", 12, "no", "alive"],
        ["b3", 43, "IVC", None, "no", "alive"],
    ],
}


def test_what_is_wrong_is_named_by_the_sheet_and_its_own_row():
    found = read(sheets(**WRONG), **TOGETHER)

    assert said(found) == [
        "Sheet 2010-2015 and sheet 2016-2024, Patient: Rows 4 and 6 of sheet 2016-2024 have IDs "
        "that differ only in capitals, blanks, punctuation or zeros. They count as different "
        "patients. Write the ID in one way if they are the same patient.",
        "Sheet 2010-2015, row 6, Age: 470 is not plausible (10–100). Left out of age summaries. "
        "Correct the cell and upload again.",
        "Sheet 2016-2024, row 5, Age: 480 is not plausible (10–100). Left out of age summaries. "
        "Correct the cell and upload again.",
    ]
    assert "Sheet 2016-2024, row 6, Follow-up: Not recorded. Enter the months" in " ".join(
        group.problems.sentence for group in task_groups(tasks(found))
    )


def test_the_copy_to_correct_has_both_sheets_and_says_the_same_when_it_is_read_again():
    found = read(sheets(**WRONG), **TOGETHER)
    copy = mending.workbook(sheets(**WRONG), found)
    book = openpyxl.load_workbook(io.BytesIO(copy))
    again = read(copy, **TOGETHER)

    assert book.sheetnames == ["To correct", "2010-2015", "2016-2024"]
    assert "480 is not plausible" in book["2016-2024"]["B5"].comment.text
    where = {
        row[1].value: row[1].hyperlink for row in book["To correct"].iter_rows() if row[1].hyperlink
    }
    assert where["Row 5 of sheet 2016-2024, patient B4, Age"].location == "'2016-2024'!B5"
    assert said(again) == said(found)
    assert again.patients.equals(found.patients)


def test_one_half_alone_says_that_the_other_is_missing():
    found = read(sheets(), **{SHEET: "2016-2024"})

    assert found.patients["patient_id"].tolist() == ["B1", "B2", "B3"]
    assert said(found) == [
        "The sheet 2010-2015 was not read. What stands there of patients is missing from the "
        "cohort. Bring what belongs to the cohort into one sheet with a row for each patient."
    ]


@pytest.mark.parametrize(
    ("sheet", "offered"),
    [
        ([HEADINGS, *women("C", 2)], "All of these, one below the other"),
        ([HEADINGS, *women("B", 2)], "Sheets 2010-2015 and 2016-2024, one below the other"),
        (
            [["CPB", *HEADINGS], *(["no", *her] for her in women("C", 2))],
            "Sheet C",
        ),
    ],
    ids=["a third", "patients of another", "columns elsewhere"],
)
def test_only_sheets_with_the_same_headings_and_other_patients_are_offered_together(
    sheet: list[list[object]], offered: str
):
    assert choices(sheets(C=sheet))[0] == offered


def test_a_column_that_only_the_later_half_has_is_read_and_unknown_in_the_other():
    more = [[*HEADINGS, "CPB"], *([*her, "yes"] for her in women("B", 3))]
    content = sheets(**{"2016-2024": more})
    (asked,) = read(content).open_questions
    found = read(content, **{SHEET: asked.options[0].value})

    assert asked.options[0].label == "All of these, one below the other"
    assert found.patients["patient_id"].tolist() == ["B1", "B2", "B3", "A1", "A2", "A3", "A4"]
    assert found.patients["cpb"].tolist() == ["yes"] * 3 + ["unknown"] * 4


def test_sheets_whose_names_joined_are_another_sheets_name_are_not_offered_together():
    rows = [["ID", "Age", "Extent", "Follow-up (months)", "Recurrence"]]
    first = [[f"P{n}", 40 + n, "IVC", 12, "no"] for n in range(1, 4)]
    second = [[f"P{n}", 40 + n, "RA", 12, "no"] for n in range(4, 8)]
    halves = {"A": rows + first, "B": rows + second}

    offered = {
        names: next(ask for ask in preview(book, "a.xlsx").questions if ask.key == SHEET).options
        for names, book in (
            ("two", workbook(**halves)),
            ("three", workbook(**halves, **{"A + B": [["x"], ["note"]]})),
        )
    }
    assert [option.value for option in offered["two"]] == ["A + B", "A", "B"]
    assert [option.value for option in offered["three"]] == ["A", "B"]
