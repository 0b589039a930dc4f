"""Every kind of file and of layout: what is read, said and asked, and where each row went."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from kinds import Kind
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet
from small_files import (
    archive,
    old_workbook,
    open_sheet,
    plain_rows,
    saved,
    text_file,
    workbook,
)

from ivl.intake import SHEET

TWO = plain_rows(
    {"ID": "0012", "Age": 45, "Adjuvant": "None"}, {"ID": "0013", "Age": 51, "Extent": "RA"}
)
VALUES = {
    "patient_id": ["0012", "0013"],
    "age_at_diagnosis": [45, 51],
    "tumor_extent": ["ivc", "right_atrium"],
    "adjuvant_none": ["yes", "yes"],
    "adjuvant_gnrh_agonist": ["no", "no"],
    "followup_months": [36, 36],
    "recurrence": ["no", "no"],
}


def in_words(**words: str) -> list[list[object]]:
    """The two patients, with these words in place of the English ones."""
    return [[words.get(str(cell), cell) for cell in row] for row in TWO]


def sheet(rows: list[list[object]], change: Callable[[Worksheet], object]) -> bytes:
    """A workbook that was changed after its rows were entered."""
    book = openpyxl.Workbook()
    book.active.title = "Cohort"
    for row in rows:
        book.active.append(row)
    change(book.active)
    return saved(book)


# ── Formats, delimiters, encodings ───────────────────────────────────────────────────────────

FILES = {
    ".xlsx": workbook(Cohort=TWO),
    ".xls": old_workbook(TWO),
    ".ods": open_sheet(TWO),
    ".csv": text_file(TWO, "utf-8", ","),
    ".tsv": text_file(TWO, "utf-8", "\t"),
    "semicolons": text_file(TWO, "utf-8", ";"),
    "bars": text_file(TWO, "utf-8", "|"),
    "carets": text_file(TWO, "utf-8", "^"),
    "colons": text_file(TWO, "utf-8", ":"),
}


@pytest.mark.parametrize("kind", FILES)
def test_every_format_holds_the_same_table(kind: str):
    Kind(FILES[kind], VALUES).holds()


CHINESE = in_words(
    Age="年龄", Extent="肿瘤累及范围", IVC="下腔静脉", Recurrence="术后复发", no="否"
)
TRADITIONAL = in_words(
    Age="年齡", Extent="腫瘤累及範圍", IVC="下腔靜脈", Recurrence="術後復發", no="否"
)
JAPANESE = in_words(
    Age="年齢", Extent="進展範囲", IVC="下大静脈", Recurrence="再発の有無", no="なし"
)
FRENCH = in_words(Age="Âge", Recurrence="Récidive")
ENCODED = [
    ("UTF-8", text_file(CHINESE, "utf-8", ",")),
    ("UTF-8", text_file(CHINESE, "utf-8-sig", ",")),
    ("UTF-16", text_file(CHINESE, "utf-16", "\t")),
    ("GB18030", text_file(CHINESE, "gb18030", ",")),
    ("Big5", text_file(TRADITIONAL, "big5", ",")),
    ("Shift-JIS", text_file(JAPANESE, "shift_jis", ",")),
    ("Windows-1252", text_file(FRENCH, "cp1252", ";")),
]


@pytest.mark.parametrize(("encoding", "content"), ENCODED)
def test_every_encoding_holds_the_same_table_and_is_named(encoding: str, content: bytes):
    assert Kind(content, VALUES).holds().encoding == encoding


# ── Layouts ──────────────────────────────────────────────────────────────────────────────────

GROUPS = [
    ["Case", "", "Symptoms", "", "Tumour", "Follow-up", ""],
    ["ID", "Age", "Dyspnea", "Leg edema", "Extent", "months", "Recurrence"],
    ["0012", 45, "yes", "no", "IVC", 36, "no"],
    ["0013", 51, "no", "no", "RA", 24, "no"],
]
LACKS_LITTLE = (
    'Sheet Cohort: "Detection group", "Uterine procedure", "Ovarian procedure", "Completeness of '
    'resection" and "Adjuvant therapy" are not recorded. Patients cannot be compared in this '
    "respect. Add them under these headings, if you can.",
    'Sheet Cohort: "Vital status" is not recorded. Overall survival cannot be shown, and deaths '
    "without recurrence go unseen. Add it under this heading, if you can.",
)
IN_UNITS = plain_rows(
    {"Follow-up (years)": 3, "Size (mm)": 45},
    {"Follow-up (years)": 2.5, "Size (mm)": 62},
    without=["Follow-up (months)"],
)
OLDER = plain_rows({"ID": "A", "Age": 60}, {"ID": "B", "Age": 61})
WHICH = "The sheets Cohort and Old look like cohorts. Which one should be used?"
DAYS = plain_rows({"Surgery date": dt.date(2019, 3, 5)}, {"Surgery date": dt.date(2018, 6, 1)})


def merge_groups(page: Worksheet) -> None:
    for places in ("A1:B1", "C1:D1", "F1:G1"):
        page.merge_cells(places)


def hide(page: Worksheet) -> None:
    page.row_dimensions[3].hidden = True
    page.column_dimensions["B"].hidden = True
    page.parent.create_sheet("Lists")["A1"] = "yes"
    page.parent["Lists"].sheet_state = "hidden"


def filter_out(page: Worksheet) -> None:
    page.auto_filter.ref = "A1:L3"
    page.auto_filter.add_filter_column(0, ["0012"])
    page.row_dimensions[3].hidden = True


def count_from_1904(page: Worksheet) -> None:
    page.parent.epoch = CALENDAR_MAC_1904


def with_wrong_dimension(content: bytes) -> bytes:
    """The sheet says that it ends with the heading of its second column."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        parts = {name: source.read(name).decode() for name in source.namelist()}
    page = "xl/worksheets/sheet1.xml"
    parts[page], n_changed = re.subn(r'ref="A1:[A-Z]+\d+"', 'ref="A1:B1"', parts[page])
    assert n_changed == 1
    return archive(parts)


LAYOUTS = {
    "titles above the headings": Kind(
        workbook(Cohort=[["IVL registry, July 2011 to December 2020"], [], *TWO]),
        VALUES,
        ledger="5 rows: 2 patients; skipped: title (row 1), blank (row 2), heading (row 3)",
    ),
    "two rows of headings, merged": Kind(
        sheet(GROUPS, merge_groups),
        {
            "patient_id": ["0012", "0013"],
            "symptom_dyspnea": ["yes", "no"],
            "symptom_leg_edema": ["no", "no"],
            "followup_months": [36, 24],
        },
        said=LACKS_LITTLE,
        ledger="4 rows: 2 patients; skipped: heading (rows 1 and 2)",
    ),
    "units in headings": Kind(
        workbook(Cohort=IN_UNITS), {"followup_months": [36, 30], "tumor_size": [4.5, 6.2]}
    ),
    "the right sheet among others": Kind(
        workbook(Read_me=[["Made by the ward"]], Cohort=TWO, Codes=[["code", "label"], [1, "y"]]),
        VALUES,
    ),
    "two sheets that look like cohorts": Kind(
        workbook(Cohort=TWO, Old=OLDER), VALUES, asked=(WHICH,)
    ),
    "the other sheet, by an answer": Kind(
        workbook(Cohort=TWO, Old=OLDER),
        {"age_at_diagnosis": [60, 61]},
        said=(
            "The sheet Cohort was not read. What stands there of patients is missing from the "
            "cohort. Bring what belongs to the cohort into one sheet with a row for each patient.",
        ),
        answers={SHEET: "Old"},
    ),
    "an error cell": Kind(
        workbook(Cohort=plain_rows({"Age": "#N/A"}, {})),
        {"age_at_diagnosis": [None, 47]},
        said=(
            "Sheet Cohort, row 2, Age: The cell holds the error #N/A. Counted as unknown. Enter "
            "the value in place of the formula and upload again.",
        ),
    ),
    "a formula never calculated": Kind(
        workbook(Cohort=plain_rows({"Follow-up (months)": "=6*6"}, {})),
        {"followup_months": [None, 36]},
        said=(
            "Sheet Cohort, row 2, Follow-up: The cell holds a formula that was never calculated. "
            "Counted as unknown. Open the file in Excel, save it there, and upload it again.",
        ),
    ),
    "a group merged downwards": Kind(
        sheet(plain_rows({"Extent": "RA"}, {"Extent": ""}), lambda page: page.merge_cells("E2:E3")),
        {"tumor_extent": ["right_atrium", "right_atrium"]},
        said=(
            "Sheet Cohort: Column E (Extent) has cells merged over rows 2 to 3. What such a cell "
            "says was read for each of its rows. Check that it holds for all of them.",
        ),
    ),
    "a hidden row, column and sheet": Kind(
        sheet(TWO, hide),
        VALUES,
        said=(
            "Sheet Cohort, row 3: Hidden in the file. Read as a patient like all others. Unhide "
            "it in Excel to look at it, and delete it if it does not belong to the cohort.",
            "Sheet Cohort: Column B (Age) is hidden in the file. Read like all others. Unhide it "
            "in Excel to check what is there.",
        ),
    ),
    "a row filtered out": Kind(
        sheet(TWO, filter_out),
        VALUES,
        said=(
            "Sheet Cohort, row 3: Hidden by a filter. Read as a patient like all others. Clear the "
            "filter in Excel to look at it, and delete it if it does not belong to the cohort.",
        ),
    ),
    "days counted from 1904": Kind(
        sheet(DAYS, count_from_1904), {"surgery_date": ["2019-03-05", "2018-06-01"]}
    ),
    "totals, means and footnotes": Kind(
        workbook(
            Cohort=[*TWO, ["Mean", 48], ["Total", 2], [], ["Note: IVC is the inferior vena cava"]]
        ),
        VALUES,
        ledger="7 rows: 2 patients; skipped: heading (row 1), total or note (rows 4, 5 and 7), "
        "blank (row 6)",
    ),
    "totals, means and footnotes in Chinese": Kind(
        workbook(Cohort=[*TWO, ["合计", 2], ["平均", 48], ["注：随访截至2021年12月"]]),
        VALUES,
        ledger="6 rows: 2 patients; skipped: heading (row 1), total or note (rows 4, 5 and 6)",
    ),
    "headings repeated": Kind(
        workbook(Cohort=[TWO[0], TWO[1], TWO[0], TWO[2]]),
        VALUES,
        ledger="4 rows: 2 patients; skipped: heading (row 1), repeated heading (row 3)",
    ),
    "a wrong dimension of the sheet": Kind(with_wrong_dimension(workbook(Cohort=TWO)), VALUES),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_is_read_and_named(layout: str):
    LAYOUTS[layout].holds()
