"""Bytes of a file become cells as the file holds them, or a sentence that says why not."""

import datetime as dt
import io

import openpyxl
import pytest
import xlwt
from small_files import archive, only_sheet, open_document, saved, workbook

from ivl.intake import Refused
from ivl.intake.cells import MOST_ROWS, letter, place
from ivl.intake.sheet import MOST_BYTES, read


def refusal(content: bytes, filename: str = "cohort.xlsx") -> str:
    with pytest.raises(Refused) as refused:
        read(content, filename)
    return str(refused.value)


# ── Workbooks ────────────────────────────────────────────────────────────────────────────────


def test_cells_of_a_workbook_keep_their_kind():
    day = dt.datetime(2019, 3, 5)
    content = workbook(
        Cohort=[["ID", "Age", "Day", "Dead", "Note"], ["0012", 45, day, True, "None"]]
    )
    sheet = only_sheet(content)

    assert sheet.name == "Cohort"
    assert sheet.rows[1] == ("0012", 45.0, day, True, "None")


def test_rows_and_columns_count_from_the_corner_of_the_sheet():
    book = openpyxl.Workbook()
    book.active["C4"] = "Age"
    sheet = only_sheet(saved(book))

    assert len(sheet.rows) == 4
    assert sheet.rows[3] == (None, None, "Age")


def test_an_error_and_a_formula_never_calculated_are_named_and_not_blank():
    book = openpyxl.Workbook()
    book.active.append(["ID", "Age", "Months"])
    book.active.append([1, "#N/A", "=6*2"])
    sheet = only_sheet(saved(book))

    assert sheet.rows[1] == (1.0, None, None)
    assert sheet.unreadable == {
        (1, 1): "holds the error #N/A",
        (1, 2): "holds a formula that was never calculated",
    }


def test_a_cell_that_shows_percent_is_read_as_it_shows():
    book = openpyxl.Workbook()
    book.active.append(["ID", "Ki-67"])
    book.active.append([1, 0.05])
    book.active["B2"].number_format = "0%"

    assert only_sheet(saved(book)).rows[1] == (1.0, "5%")


def test_durations_and_times_of_day_are_read_as_they_show():
    content = workbook(Cohort=[["a", "b"], [dt.timedelta(hours=30), dt.time(3, 4)]])

    assert only_sheet(content).rows[1] == ("30:00:00", "03:04:00")


def test_merged_cells_hidden_sheets_and_their_order_are_known():
    book = openpyxl.Workbook()
    book.active["A1"] = "Symptoms"
    book.active.merge_cells("A1:C1")
    book.create_sheet("Lists").sheet_state = "hidden"
    book["Lists"]["A1"] = "yes"
    first, second = read(saved(book), "cohort.xlsx").sheets

    assert first.merged == (((0, 0), (0, 2)),)
    assert (first.hidden, second.hidden) == (False, True)


def test_an_old_workbook_reads_like_a_new_one():
    book = xlwt.Workbook()
    sheet = book.add_sheet("Cohort")
    day, percent = xlwt.easyxf(num_format_str="YYYY-MM-DD"), xlwt.easyxf(num_format_str="0%")
    for column, heading in enumerate(["ID", "Age", "Day", "Ki-67"]):
        sheet.write(0, column, heading)
    sheet.write(1, 0, "0012")
    sheet.write(1, 1, 45)
    sheet.write(1, 2, dt.date(2019, 3, 5), day)
    sheet.write(1, 3, 0.05, percent)
    written = io.BytesIO()
    book.save(written)

    found = only_sheet(written.getvalue(), "cohort.xls")
    assert found.rows[1] == ("0012", 45.0, dt.datetime(2019, 3, 5), "5%")


def test_an_error_in_an_old_workbook_is_named():
    book = xlwt.Workbook()
    row = book.add_sheet("Cohort").row(0)
    row.write(0, "Age")
    row.set_cell_error(1, 0x2A)  # what Excel shows as #N/A
    written = io.BytesIO()
    book.save(written)

    assert only_sheet(written.getvalue()).unreadable == {(0, 1): "holds the error #N/A"}


OPEN_DOCUMENT = (
    '<table:table-row><table:table-cell office:value-type="string"><text:p>Age</text:p>'
    '</table:table-cell><table:table-cell office:value-type="string"><text:p>Day</text:p>'
    '</table:table-cell><table:table-cell office:value-type="string"><text:p>Size</text:p>'
    "</table:table-cell></table:table-row><table:table-row><table:table-cell "
    'office:value-type="float" office:value="45"><text:p>45</text:p></table:table-cell>'
    '<table:table-cell office:value-type="date" office:date-value="2019-03-05"><text:p>5.3.19'
    '</text:p></table:table-cell><table:table-cell office:value-type="string" '
    'calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell></table:table-row>'
)


def test_an_open_document_reads_like_a_workbook():
    sheet = only_sheet(open_document(OPEN_DOCUMENT), "cohort.ods")

    assert sheet.rows[1][:2] == (45.0, dt.datetime(2019, 3, 5))
    assert sheet.unreadable == {(1, 2): "holds the error #DIV/0!"}


# ── What cannot be read ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("content", [b"", b" \r\n\t "])
def test_an_empty_file_is_refused(content: bytes):
    assert refusal(content) == "cohort.xlsx is empty. Choose the file that holds the cohort."


def test_a_large_file_is_refused_before_it_is_opened():
    assert refusal(b"a" * (MOST_BYTES + 1)) == (
        "cohort.xlsx has 20 MB; at most 20 MB can be read. Save the sheet with the cohort as a "
        "file of its own and upload that."
    )


PROTECTED = "This file is protected by a password. Remove it in Excel and upload again."
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def test_a_protected_workbook_is_refused():
    assert refusal(OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")) == PROTECTED


def test_a_protected_archive_is_refused():
    content = bytearray(workbook(Cohort=[["Age"]]))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        at = content.find(mark) + (6 if mark == b"PK\x03\x04" else 8)
        content[at] |= 1

    assert refusal(bytes(content)) == PROTECTED


NO_SPREADSHEET = (
    "This file is not a spreadsheet. Choose one that ends in .xlsx, .xls, .ods, .csv or .tsv."
)


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7 ...", b"\x89PNG\r\n\x1a\n", b"ID,Age\n1,\x01\x02\x03", archive({"a.txt": "hello"})],
    ids=["pdf", "picture", "control characters", "other archive"],
)
def test_other_kinds_of_files_are_refused(content: bytes):
    assert refusal(content) == NO_SPREADSHEET


@pytest.mark.parametrize("start", ["<html><table>", "<?xml version='1.0'?><Workbook>", "\n<TABLE>"])
def test_a_web_page_under_the_name_of_a_workbook_is_refused(start: str):
    assert refusal(start.encode(), "export.xls") == (
        "This file is a web page or an XML file under the name of a spreadsheet, as hospital "
        "systems export it. Open it in Excel, save it as .xlsx, and upload that."
    )


@pytest.mark.parametrize(
    "content",
    [workbook(Cohort=[["Age", 1]])[:900], OLE + b"\0" * 600],
    ids=["torn xlsx", "hollow xls"],
)
def test_a_damaged_file_is_refused(content: bytes):
    assert refusal(content) == (
        "This file is damaged or of a kind that cannot be read. Open it in Excel, save it as "
        ".xlsx, and upload that."
    )


def test_an_archive_that_swells_is_refused():
    swollen = archive({"xl/workbook.xml": " " * 30_000_000})

    assert len(swollen) < 100_000
    assert refusal(swollen) == (
        "This file is far larger unpacked than a cohort needs. Copy the sheet with the cohort "
        "into a new file and upload that."
    )


def test_an_archive_of_very_many_parts_is_refused():
    assert "far larger unpacked" in refusal(archive({f"{n}.xml": "" for n in range(2_001)}))


def test_a_cell_at_the_far_end_is_refused_before_the_sheet_is_laid_out():
    book = openpyxl.Workbook()
    book.active["A1"] = "Age"
    book.active["XFD1048576"] = 1

    assert refusal(saved(book)) == (
        "Sheet Sheet has 1,048,576 rows; at most 200,000 can be read. Copy the cohort alone into a "
        "new file and upload that."
    )


def test_rows_repeated_without_end_are_refused():
    row = (
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell>'
        "<text:p>1</text:p></table:table-cell></table:table-row>"
    )

    assert "Sheet Cohort has 1,000,002 rows" in refusal(
        open_document(OPEN_DOCUMENT + row), "cohort.ods"
    )


def test_blank_rows_repeated_to_the_end_of_the_sheet_do_no_harm():
    rows = 'table:table-row table:number-rows-repeated="1048000"'
    blank = f"<{rows}><table:table-cell/></table:table-row>"

    assert len(only_sheet(open_document(OPEN_DOCUMENT + blank), "cohort.ods").rows) == 2


def test_a_long_text_file_is_refused():
    assert refusal(b"ID,Age\n" * (MOST_ROWS + 1), "a.csv") == (
        "This file has 200,001 rows; at most 200,000 can be read. Copy the cohort alone into a new "
        "file and upload that."
    )


def test_a_very_wide_file_is_refused():
    assert refusal(b"ID," * 5_000, "a.csv") == (
        "This file has 5,001 columns; at most 1,000 can be read. Copy the cohort alone into a new "
        "file and upload that."
    )


# ── Places ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")]
)
def test_columns_are_named_as_the_spreadsheet_names_them(column: int, name: str):
    assert letter(column) == name
    assert place(f"{name}7") == (6, column)
