"""The spreadsheet to mend: the user's own sheet, coloured and explained, without identifiers."""

import datetime as dt
import io

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_files import cells, lines, patients, saved, text_file, workbook
from test_intake_properties import tables as any_tables
from test_intake_round_trip import WAYS, cohorts

from ivl import mending
from ivl.intake import Answers, Preview, Refused, preview
from ivl.mending import GREY, LIST_SHEET, ORANGE, RED, YELLOW

day = dt.date
TODAY = day(2022, 1, 31)
NAMES = ("Anna Miller", "Mary Smith", "Jane Jones", "Eve Stone")

REGISTRY = [
    ["Registry, contact anna@hospital.org"],
    ["Patient", None, None, "Operation", None, "Follow-up"],
    ["ID", "Name", "Age", "Surgery date", "Extent", "Last contact", "Relapse", "Status", "=x"],
    ["P01", "Anna Miller", 45, day(2015, 1, 1), "pelvic", day(2020, 6, 1), "no", "alive", 1],
    ["P02", "Mary Smith", 470, day(2017, 1, 1), "IVC", None, "no", "alive", "=1+1"],
    ["P03", "Jane Jones", 51, day(2016, 1, 1), "RA", day(2017, 1, 1), None, "alive", None],
    [],
    ["P04", "Eve Stone", 60, day(2016, 1, 1), "+8613800138000", day(2020, 1, 1), "no",
     "alive", "call 13800138000"],
    ["Mean", None, 52],
]  # fmt: skip


def read(
    content: bytes, filename: str = "registry.xlsx", answers: Answers | None = None
) -> Preview:
    return preview(content, filename, answers or Answers(), today=TODAY)


def mended(
    content: bytes, filename: str = "registry.xlsx", answers: Answers | None = None
) -> bytes:
    return mending.workbook(content, read(content, filename, answers))


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.fixture(scope="module")
def registry() -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Cohort 2021"
    for row in REGISTRY:
        book.active.append(row)
    # openpyxl takes what begins with "=" for a formula; here it is text that somebody typed.
    for place in ("I3", "I5"):
        book.active[place].data_type = "s"
    for block in ("A2:C2", "D2:E2"):
        book.active.merge_cells(block)
    return saved(book)


def colour(cell: openpyxl.cell.Cell) -> str:
    return cell.fill.start_color.rgb[2:] if cell.fill.fill_type else ""


def everything(book: openpyxl.Workbook) -> str:
    """All that stands in cells, comments, names and links of a workbook."""
    found = [*book.sheetnames, str(book.properties)]
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                found += [str(cell.value), str(cell.comment), str(cell.hyperlink)]
    return "\n".join(found)


# ── The user's own sheet ─────────────────────────────────────────────────────────────────────


def test_cells_stand_where_they_stood_and_hold_what_they_held(registry: bytes):
    own = opened(mended(registry))["Cohort 2021"]

    for row, values in enumerate(REGISTRY, start=1):
        for column, value in enumerate(values, start=1):
            if column == 2 and row > 3:
                assert own.cell(row, column).value is None
            elif column < 9 and (row, column) not in ((1, 1), (8, 5)):
                found = own.cell(row, column).value
                assert (found.date() if isinstance(found, dt.datetime) else found) == value
    assert own["D4"].number_format == "yyyy-mm-dd"
    assert {str(block) for block in own.merged_cells.ranges} == {"A2:C2", "D2:E2"}
    assert own.freeze_panes == "B4"


def test_cells_to_mend_are_coloured_and_explained(registry: bytes):
    own = opened(mended(registry))["Cohort 2021"]

    assert {cell.coordinate: colour(cell) for row in own for cell in row if colour(cell)} == {
        "B3": GREY, "F5": ORANGE, "G6": ORANGE, "C5": YELLOW, "E8": YELLOW, "I3": GREY,
    }  # fmt: skip
    assert own["F5"].comment.text == (
        "Not recorded. Enter the date, such as 2019-03-05. Gives back about 41 patient-months: 1 "
        "patient for recurrence, recurrence-free survival, overall survival and follow-up."
    )
    assert own["C5"].comment.text == (
        "470 is not plausible (10–100). Left out of age summaries. Correct the cell and upload "
        "again. Gives back 1 patient for comparisons by age."
    )


def test_the_list_stands_first_and_begins_with_what_gives_back_most(registry: bytes):
    book = opened(mended(registry))
    rows = list(book[LIST_SHEET].iter_rows(min_row=6))

    assert book.sheetnames == [LIST_SHEET, "Cohort 2021"]
    assert book.active.title == LIST_SHEET
    assert [cell.value for cell in book[LIST_SHEET][5]] == [
        "Gives back", "Where", "What is wrong", "Why it matters", "What to do",
        "How it was estimated",
    ]  # fmt: skip
    links = {row[1].value: row[1].hyperlink.location for row in rows if row[1].hyperlink}
    assert list(links.items())[:4] == [
        ("Row 5, patient P02, Last contact", "'Cohort 2021'!F5"),
        ("Row 6, patient P03, Recurrence", "'Cohort 2021'!G6"),
        ("Row 8, patient P04, Furthest reach", "'Cohort 2021'!E8"),
        ("Row 5, patient P02, Age", "'Cohort 2021'!C5"),
    ]
    assert [cell.value for cell in rows[0]] == [
        "about 41 patient-months: 1 patient for recurrence, recurrence-free survival, overall "
        "survival and follow-up",
        "Row 5, patient P02, Last contact",
        "Not recorded",
        "Left out of recurrence, recurrence-free survival, overall survival and follow-up",
        "Enter the date, such as 2019-03-05",
        "The median follow-up of the others (reverse Kaplan–Meier), at most to the latest contact "
        "in the file, 2020-06-01",
    ]
    assert rows[1][0].value == (
        "about 12 patient-months: 1 patient for recurrence and recurrence-free survival"
    )
    assert rows[2][0].value == (
        "4 patients for comparisons by detection group, uterine procedure, ovarian procedure, "
        "completeness of resection and any adjuvant therapy"
    )
    assert [colour(row[0]) for row in rows[:3]] == [ORANGE, ORANGE, YELLOW]


def test_nothing_that_tells_who_a_patient_is_goes_along(registry: bytes):
    book = opened(mended(registry))
    found = everything(book)

    for name in (*NAMES, "Anna", "Miller", "13800138000", "anna@hospital.org"):
        assert name not in found
    assert book["Cohort 2021"]["B3"].value == "Name"
    assert book["Cohort 2021"]["B3"].comment.text == (
        "Blanked: what stood here could tell who a patient is. Nothing needs to be filled in."
    )
    assert book["Cohort 2021"]["I8"].value is None
    assert book["Cohort 2021"]["E8"].comment.text.startswith('"…" is not among the answers.')


def test_no_text_runs_as_a_formula(registry: bytes):
    book = opened(mended(registry, "=1+1.xlsx"))

    assert book["Cohort 2021"]["I3"].value == "'=x"
    assert not any(cell.data_type == "f" for sheet in book for row in sheet for cell in row)


def test_a_single_cell_of_a_column_in_use_is_blanked_or_made_harmless():
    content = patients({"Stage": "II, call 13800138000"}, {"Stage": "=1+1"})
    own = opened(mended(content, "registry.csv"))["Cohort"]

    assert (own["M2"].value, own["M3"].value) == (None, "'=1+1")


def test_an_error_is_red_and_leads_to_each_row_that_it_names():
    content = patients({}, {"Age": "30"}, {"ID": "P1", "Age": "31"})
    book = opened(mended(content, "registry.csv"))
    own = book["Cohort"]

    assert [colour(own[place]) for place in ("A2", "A3", "A4")] == [RED, "", RED]
    assert own["A4"].comment.text.startswith("Rows 2 and 4 have the same ID and differ in Age.")
    first = book[LIST_SHEET][6]
    assert (first[0].value, first[1].value) == (
        "the whole file, 2 patients",
        "Rows 2 and 4, Patient",
    )
    assert first[1].hyperlink.location == "'Cohort'!A2"


def test_a_remark_about_a_column_stands_at_its_heading():
    content = lines("ID,Age,Extent,Recurrence,Follow-up", "P1,45,IVC,no,5", "P2,46,RA,no,6")
    own = opened(mended(content, "registry.csv"))["Cohort"]

    assert colour(own["E1"]) == YELLOW
    assert own["E1"].comment.text.startswith('No unit is given under "Follow-up".')


# ── What could tell who a patient is ─────────────────────────────────────────────────────────


def test_numbers_of_a_hospital_become_those_that_the_dashboard_uses():
    rows = [{"住院号": number} for number in ("00998877", "00112233", "00998877", "")]
    content = patients(*rows, without=["ID"])
    before = read(content, "registry.csv")
    after = read(mended(content, "registry.csv"))
    own = opened(mended(content, "registry.csv"))["Cohort"]
    column = next(cell.column for cell in own[1] if cell.value == "住院号")

    assert [own.cell(row, column).value for row in range(2, 6)] == [1, 2, 1, None]
    assert "00998877" not in everything(opened(mended(content, "registry.csv")))
    assert before.ledger == after.ledger
    pd.testing.assert_frame_equal(before.patients, after.patients)


def test_rows_of_one_hospital_number_stay_in_conflict():
    content = patients({"住院号": "00998877"}, {"住院号": "00998877", "Age": "30"}, without=["ID"])
    before, after = read(content, "registry.csv"), read(mended(content, "registry.csv"))

    assert [ask.key for ask in before.open_questions] == ["namesakes"]
    assert [ask.key for ask in after.open_questions] == ["namesakes"]


def test_dates_of_birth_become_the_ages_that_were_agreed_on():
    content = patients(
        {"Date of birth": "1970-05-06", "Surgery date": "2015-05-05"},
        {"Date of birth": "1960-05-06", "Surgery date": "2015-05-06"},
        without=["Age"],
    )
    answers = Answers({"birth date": "yes"})
    agreed = opened(mended(content, "registry.csv", answers))["Cohort"]
    open_yet = opened(mended(content, "registry.csv"))["Cohort"]
    column = next(cell.column for cell in open_yet[1] if cell.value == "Date of birth")

    assert [agreed.cell(row, column).value for row in (1, 2, 3)] == ["Age (years)", 44, 55]
    assert "1970" not in everything(agreed.parent)
    assert [open_yet.cell(row, column).value for row in (2, 3)] == [None, None]
    again = read(mended(content, "registry.csv", answers))
    assert again.patients["age_at_diagnosis"].tolist() == [44, 55]


def test_a_column_of_names_under_no_known_heading_is_blanked_too():
    content = patients({"Who": "Anna Miller"}, {"Who": "Mary Smith"})
    book = opened(mended(content, "registry.csv"))

    assert "Anna" not in everything(book)
    assert colour(next(cell for cell in book["Cohort"][1] if cell.value == "Who")) == GREY


@pytest.mark.parametrize(
    ("heading", "cell"),
    [("Born on", "12/03/19{}"), ("Specimen no", "88120{}"), ("Notes", "Wexlington seen {}")],
)
def test_what_the_preview_hides_does_not_go_along(heading: str, cell: str):
    content = patients(*({heading: cell.format(number)} for number in range(60, 66)))
    own = opened(mended(content, "registry.csv"))["Cohort"]
    column = next(cell.column for cell in own[1] if cell.value == heading)

    assert [own.cell(row, column).value for row in range(2, 8)] == [None] * 6


def test_merged_cells_and_the_list_are_read_again_as_they_were():
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["ID", "Age", "Detection", "Extent", "Recurrence", "Follow-up (months)"],
        ["P1", 470, "incidental", "pelvic", "no", 12],
        ["P2", 47, None, "pelvic", "no", 24],
        ["P3", 48, "nonincidental", "IVC", "no", 36],
        ["P4", 49, None, "RA", "no", 48],
    ):
        sheet.append(row)  # fmt: skip
    sheet.merge_cells("C2:C3")
    sheet.merge_cells("C4:C5")
    before = read(saved(book), "registry.xlsx")
    after = read(mended(saved(book), "registry.xlsx"), "registry.xlsx")

    assert before.patients["ivl_detection"].tolist() == ["incidental"] * 2 + ["nonincidental"] * 2
    pd.testing.assert_frame_equal(before.patients, after.patients)
    assert [ask.key for ask in before.questions] == [ask.key for ask in after.questions]
    assert {p.what for p in after.problems} <= {p.what for p in before.problems}


def test_a_total_below_a_blanked_column_does_not_become_a_patient():
    content = lines(
        "Name,ID,Age,Extent,Recurrence,Follow-up (months)",
        "Anna Miller,P1,45,IVC,no,5",
        "Total for Anna Miller:,,45,,,5",
        "Name,ID,Age,Extent,Recurrence,Follow-up (months)",
        "Mary Smith,P2,46,RA,no,6",
        "Total: 2,,91,,,11",
    )
    before, out = read(content, "registry.csv"), mended(content, "registry.csv")

    assert read(out).ledger == before.ledger
    assert "Anna" not in everything(opened(out))


# ── Uploading it again ───────────────────────────────────────────────────────────────────────


def test_the_corrected_sheet_is_uploaded_again_and_gives_back_what_was_said(registry: bytes):
    book = opened(mended(registry))
    own = book["Cohort 2021"]
    own["C5"], own["F5"], own["G6"], own["E8"] = 47, dt.date(2020, 1, 1), "yes", "RA"
    before, after = read(registry), read(saved(book))

    assert after.sheet == "Cohort 2021"
    assert after.ledger.patients == before.ledger.patients == (4, 5, 6, 8)
    assert int(before.patients["os_months"].count()) == 3
    assert after.patients["os_months"].notna().all()
    assert after.patients["recurrence"].tolist() == ["no", "no", "yes", "no"]
    assert after.patients["age_at_diagnosis"].tolist() == [45, 47, 51, 60]
    assert not any(problem.row in (5, 8) for problem in after.problems)


def test_decimal_commas_of_a_text_file_keep_their_meaning():
    content = lines(
        "ID;Age;Extent;Follow-up (months);Recurrence;Blood loss (mL)",
        "007;45;IVC;36,5;no;1.200 mL",
        "008;50;RA;1,25;no;3.000",
    )
    after = read(mended(content, "registry.csv"))

    assert after.patients["followup_months"].tolist() == [36.5, 1.25]
    assert after.patients["blood_loss"].tolist() == [1200, 3000]
    assert after.patients["patient_id"].tolist() == ["007", "008"]


@settings(max_examples=5)
@given(cohorts(), st.sampled_from(WAYS))
def test_any_cohort_reads_back_from_its_spreadsheet_to_mend(made_up, write):
    content = write(made_up[0])
    before, after = read(content), read(mended(content))

    assert_read_alike(before, after)


def assert_read_alike(before: Preview, after: Preview) -> None:
    """The same patients and rows, the same questions, and the same said of columns and cells."""
    assert after.ledger == before.ledger
    pd.testing.assert_frame_equal(after.patients, before.patients)
    assert [ask.asks for ask in after.questions] == [ask.asks for ask in before.questions]
    told, again = (
        sorted((p.row or 0, p.column, p.what) for p in read.problems if p.column)
        for read in (before, after)
    )
    assert again == told


def test_what_a_workbook_says_by_other_means_than_its_cells_is_said_again():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["ID", "Age", "Extent", "Recurrence", "Follow-up (months)", "CPB"])
    for at in range(1, 7):
        sheet.append([f"P{at}", 40 + at, at % 3 + 1, 2, 12 * at, "no"])
    sheet["B3"], sheet["E4"] = "#N/A", "=12*3"
    sheet["F5"].value, sheet["F5"].data_type = "#N/A", "s"
    for column in range(1, 7):
        sheet.cell(7, column).font = openpyxl.styles.Font(strike=True)
    sheet.row_dimensions[6].hidden = True
    sheet.column_dimensions["F"].hidden = True
    codes = [["Extent: 1 = pelvic, 2 = IVC, 3 = right atrium"], ["Recurrence: 1 = yes, 2 = no"]]
    for name, rows in (("Codebook", codes), ("Deaths", [["ID", "Died"], ["P1", "2019-03-05"]])):
        beside = book.create_sheet(name)
        for row in rows:
            beside.append(row)
    before, copy = read(saved(book)), mended(saved(book))
    after = read(copy)

    assert_read_alike(before, after)
    lost = {p.what for p in before.problems} - {p.what for p in after.problems}
    assert lost == {"The sheet Deaths was not read"}
    assert opened(copy).sheetnames == ["To correct", "Sheet", "Codebook"]
    assert (
        "Not copied: the sheet Deaths. Keep your own file for what it says beyond this."
        in everything(opened(copy))
    )
    assert {"Hidden in the file", "The cell holds the error #N/A"} <= {
        p.what for p in after.problems
    }
    assert "struck out in the file" in after.questions[0].asks


def test_rows_that_differ_in_what_is_kept_back_alone_stay_different():
    content = lines(
        "ID,Age,Extent,Recurrence,Date of birth",
        *(f"P1,47,IVC,no,{born}" for born in ("1974-05-06", "1975-05-06")),
    )
    before, copy = read(content, "a.csv"), mended(content, "a.csv")

    assert [p.rows for p in before.errors if p.rows] == [(2, 3)]
    assert [p.what for p in read(copy).errors] == [p.what for p in before.errors]
    assert "197" not in everything(opened(copy))


@settings(max_examples=12)
@given(any_tables, st.sampled_from(",;"))
def test_any_table_that_can_be_read_can_be_mended(table, delimiter):
    table = [[cell.encode("utf-8", "replace").decode() for cell in row] for row in table]
    content = text_file(table, "utf-8", delimiter)
    try:
        before = read(content, "any.csv")
    except Refused:
        return
    assert read(mended(content, "any.csv")).ledger.patients == before.ledger.patients


# ── Files of other kinds ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "names"),
    [("To correct", ["To correct1", "To correct"]), ("It's ours", ["To correct", "It's ours"])],
)
def test_the_own_sheet_keeps_its_name_and_links_lead_to_it(name: str, names: list[str]):
    content = workbook(**{name: REGISTRY[2:]})
    book = opened(mended(content))
    quoted = name.replace("'", "''")

    assert book.sheetnames == names
    assert book.worksheets[0]["B6"].hyperlink.location == f"'{quoted}'!F3"
    assert read(mended(content)).sheet == name


def test_a_name_that_excel_does_not_take_is_made_to_fit():
    assert mending._title("Follow-up [2020/21]: every patient of ours") == (
        "Follow-up  2020 21   every pati"
    )
    assert mending._title("") == "Cohort"


def test_of_a_very_long_file_only_rows_to_mend_are_written(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(mending, "MOST_ROWS", 5)
    content = patients(*[{}] * 5, {"Age": "470"})
    book = opened(mended(content, "registry.csv"))

    assert [row[0].row for row in book["Cohort"].iter_rows() if row[0].value] == [1, 7]
    assert "more than 5 rows" in everything(book)


def test_control_characters_that_a_workbook_cannot_hold_become_line_breaks():
    content = lines("ID,Age,Extent", "P\x0b1,470,IVC")
    book = opened(mended(content, "registry.csv"))

    assert [cell.value for cell in book["Cohort"][2]] == ["P\n1", 470, "IVC"]
    assert "Row 2, patient P\n1, Age" in everything(book)


def test_the_same_content_gives_the_same_bytes(registry: bytes):
    assert mended(registry) == mended(registry)


def test_a_file_with_nothing_to_mend_still_gives_its_sheet():
    book = opened(mended(cells(["ID", "Age"], ["P1", "45"]), "registry.csv"))

    assert [cell.value for cell in book["Cohort"][2]] == ["P1", 45]
