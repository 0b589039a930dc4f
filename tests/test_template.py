"""The spreadsheet to fill in says what the data dictionary says, and reads back through intake."""

import datetime as dt
import io

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from ivl.derive import complete
from ivl.example import EXAMPLE_CSV, example_cohort
from ivl.intake import preview
from ivl.schema import BY_NAME, EXAMPLE_ID, RECORDED, Column
from ivl.spreadsheet_rows import spreadsheet_rows
from ivl.spreadsheet_safety import safe_cell
from ivl.template import EXAMPLE_ROW, workbook

TEMPLATE_XLSX = EXAMPLE_CSV.with_name("ivl_template.xlsx")


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.fixture(scope="module")
def template() -> openpyxl.Workbook:
    return opened(workbook())


@pytest.fixture(scope="module")
def cohort_sheet(template: openpyxl.Workbook) -> Worksheet:
    return template["Cohort"]


def letter_of(sheet: Worksheet, column: Column) -> str:
    return next(cell.column_letter for cell in sheet[1] if cell.value == column.axis)


def rules_for(sheet: Worksheet, column: Column) -> list:
    first_cell = f"{letter_of(sheet, column)}2"
    return [rule for rule in sheet.data_validations.dataValidation if first_cell in rule.sqref]


# ── The sheet to fill in ─────────────────────────────────────────────────────────────────────


def test_the_headings_are_the_data_dictionary_in_its_order(cohort_sheet: Worksheet):
    assert [cell.value for cell in cohort_sheet[1]] == [column.axis for column in RECORDED]
    assert cohort_sheet.freeze_panes == "B2"


def test_required_headings_stand_out_and_say_so(cohort_sheet: Worksheet):
    fills = {"required": set(), "wanted": set(), "optional": set()}
    for cell, column in zip(cohort_sheet[1], RECORDED, strict=True):
        fills[column.need].add(cell.fill.start_color.rgb)
        assert cell.comment.text.startswith("Required.") == (column.need == "required")

    assert [len(colours) for colours in fills.values()] == [1, 1, 1]
    assert len(set.union(*fills.values())) == 3


@pytest.mark.parametrize(
    "column",
    [column for column in RECORDED if column.kind in ("yes_no", "category")],
    ids=lambda column: column.name,
)
def test_a_drop_down_offers_the_levels_in_clinical_order(
    template: openpyxl.Workbook, column: Column
):
    (rule,) = rules_for(template["Cohort"], column)
    sheet_name, cells = rule.formula1.split("!")

    assert rule.type == "list"
    assert [cell.value for (cell,) in template[sheet_name][cells.replace("$", "")]] == [
        level.label for level in column.levels
    ]


@pytest.mark.parametrize(
    "column",
    [column for column in RECORDED if column.kind == "number"],
    ids=lambda column: column.name,
)
def test_numbers_are_held_to_the_limits(cohort_sheet: Worksheet, column: Column):
    (rule,) = rules_for(cohort_sheet, column)

    assert rule.type == "decimal"
    assert (float(rule.formula1), float(rule.formula2)) == (column.low, column.high)


@pytest.mark.parametrize(
    "column",
    [column for column in RECORDED if column.kind == "date"],
    ids=lambda column: column.name,
)
def test_dates_are_held_to_the_past(cohort_sheet: Worksheet, column: Column):
    (rule,) = rules_for(cohort_sheet, column)

    assert (rule.type, rule.formula2) == ("date", "TODAY()")


def test_the_dictionary_lists_every_column_with_its_levels_and_headings(
    template: openpyxl.Workbook,
):
    head, *rows = template["Data dictionary"].iter_rows(values_only=True)
    entries = [dict(zip(head, row, strict=True)) for row in rows]

    assert [entry["Field"] for entry in entries] == [column.name for column in RECORDED]
    for entry, column in zip(entries, RECORDED, strict=True):
        told = " ".join(str(value) for value in entry.values())
        assert all(level.label in entry["Allowed"] for level in column.own_levels)
        assert all(heading in told for heading in column.all_headings)
        assert (entry["Needed"] == "Required") == (column.need == "required")


def test_the_file_in_the_repository_is_what_the_code_makes():
    made, kept = (opened(content) for content in (workbook(), TEMPLATE_XLSX.read_bytes()))

    for sheet in made:
        assert list(sheet.values) == list(kept[sheet.title].values), "run make data"
    assert workbook() == workbook()


# ── Reading it back ──────────────────────────────────────────────────────────────────────────


def test_the_example_row_is_no_patient():
    read = preview(workbook(), "ivl_template.xlsx")

    assert read.patients is None or read.patients.empty
    assert [(row.row, row.reason) for row in read.ledger.skipped] == [
        (1, "heading"),
        (2, "example"),
    ]
    assert read.left_out == ()
    assert [question.asks for question in read.questions] == []


def test_a_row_filled_in_reads_back():
    # As a clinician would: below the example, which may stay.
    book = opened(workbook())
    sheet = book["Cohort"]
    for heading, value in {
        "Patient": "P 07",
        "Age (years)": 52,
        "Symptoms": "Dyspnoea; Leg oedema",
        "Furthest reach": "Right atrium",
        "Date of operation": dt.date(2019, 3, 5),
        "Chest incision": "None",
        "Follow-up (months)": 18.5,
        "Recurrence": "No",
    }.items():
        number = next(cell.column for cell in sheet[1] if cell.value == heading)
        sheet.cell(3, number, value)
    filled = io.BytesIO()
    book.save(filled)

    patients = preview(filled.getvalue(), "filled.xlsx").patients

    assert patients is not None
    assert patients["patient_id"].tolist() == ["P 07"]
    her = patients.iloc[0]
    assert (her["age_at_diagnosis"], her["followup_months"]) == (52, 18.5)
    assert (her["extent_group"], her["recurrence"]) == ("right_heart", "no")
    assert (her["symptom_dyspnea"], her["symptom_cough"]) == ("yes", "no")
    assert her["chest_incision"] == "none"
    assert her["surgery_date"] == pd.Timestamp("2019-03-05")
    assert her["cpb"] == "unknown"


def test_a_cohort_written_and_read_is_the_same_cohort():
    patients = example_cohort().patients
    read = preview(workbook(patients), "again.xlsx")

    assert [problem.sentence for problem in read.problems] == []
    pd.testing.assert_frame_equal(read.patients, patients)


def test_options_that_were_partly_unknown_read_back_as_they_were():
    known = {"symptom_dyspnea": ["yes", "no"], "symptom_syncope": ["no", "unknown"]}
    partly = (
        example_cohort()
        .patients.head(2)
        .assign(**{option.name: "unknown" for option in BY_NAME["symptoms"].options} | known)
    )
    patients = complete(partly)

    read = preview(workbook(patients), "again.xlsx")

    assert read.patients is not None
    pd.testing.assert_frame_equal(read.patients, patients)


def test_the_example_row_uses_columns_and_levels_that_exist():
    for name, value in EXAMPLE_ROW.items():
        column = BY_NAME[name]
        if column.levels:
            for level in value if isinstance(value, tuple) else (value,):
                assert column.level(level)
    assert EXAMPLE_ROW["patient_id"] == EXAMPLE_ID


# ── Patients as rows ─────────────────────────────────────────────────────────────────────────


def rows_of(**known: object) -> pd.DataFrame:
    return spreadsheet_rows(complete(pd.DataFrame([{"patient_id": "A", **known}])))


def symptoms(given: dict[str, str], rest: str) -> dict[str, str]:
    options = {option.name: rest for option in BY_NAME["symptoms"].options}
    return options | {f"symptom_{name}": answer for name, answer in given.items()}


def test_options_share_a_cell_in_the_order_of_the_dictionary():
    rows = rows_of(**symptoms({"leg_edema": "yes", "dyspnea": "yes"}, rest="no"))

    assert rows["Symptoms"].tolist() == ["Dyspnoea; Leg oedema"]


def test_no_symptom_is_an_answer_and_an_unknown_one_an_empty_cell():
    assert rows_of(**symptoms({"none": "yes"}, rest="no"))["Symptoms"].tolist() == ["Asymptomatic"]
    assert rows_of()["Symptoms"].tolist() == [None]


def test_options_that_are_partly_unknown_keep_a_column_each():
    rows = rows_of(**symptoms({"dyspnea": "yes", "syncope": "no"}, rest="unknown"))

    assert "Symptoms" not in rows
    assert rows["Symptoms: Dyspnoea"].tolist() == ["Yes"]
    assert rows["Symptoms: Syncope"].tolist() == ["No"]
    assert rows["Symptoms: Cough"].tolist() == [None]


def test_without_a_word_for_none_a_denial_of_all_keeps_its_columns():
    denied = {option.name: "no" for option in BY_NAME["surgical_access"].options}
    rows = rows_of(**denied)

    assert rows["Surgical access: Laparoscopy"].tolist() == ["No"]


@settings(deadline=None, max_examples=25)  # a frame has some 150 columns
@given(
    st.lists(
        st.lists(st.sampled_from(["yes", "no", "unknown"]), min_size=9, max_size=9),
        min_size=1,
        max_size=3,
    )
)
def test_no_answer_is_lost_or_made_up(recorded: list[list[str]]):
    column = BY_NAME["complications"]
    patients = pd.DataFrame(recorded, columns=[option.name for option in column.options])
    rows = spreadsheet_rows(complete(patients))

    for (none, *others), (_, row) in zip(recorded, rows.iterrows(), strict=True):
        told_none, *told_others = told_by(row, column)
        assert told_others == others
        # That there was none may be concluded from the others.
        assert told_none == none or none == "unknown"


def told_by(row: pd.Series, column: Column) -> list[str]:
    """What a reader takes from a row about each option."""
    if column.axis not in row:
        cells = [row[f"{column.label}: {option.label}"] for option in column.options]
        return [str(cell or "unknown").lower() for cell in cells]
    if row[column.axis] is None:
        return ["unknown"] * len(column.options)
    named = row[column.axis].split("; ")
    return ["yes" if level.label in named else "no" for level in column.own_levels]


# ── Cells that could run ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "typed",
    ["=1+1", "+1", "-1+2", "@SUM(A1)", " =1+1", "\t=1", "\r=1", "\n=1", "＝1+1"],
)
def test_text_that_a_spreadsheet_would_run_is_kept_as_text(typed: str):
    assert safe_cell(typed) == f"'{typed}"


@pytest.mark.parametrize("value", ["P-07", "3+4", "", None, -1.5, dt.date(2019, 3, 5)])
def test_other_cells_are_left_alone(value: object):
    assert safe_cell(value) == value


def test_a_patient_named_like_a_formula_is_written_as_text():
    patients = complete(pd.DataFrame({"patient_id": ["=cmd|' /C calc'!A0"]}))
    cell = opened(workbook(patients))["Cohort"]["A2"]

    assert (cell.data_type, cell.value) == ("s", "'=cmd|' /C calc'!A0")
