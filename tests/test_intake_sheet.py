"""Bytes of a file become cells as the file holds them, or a sentence that says why not."""

import datetime as dt
import io
import re
import zipfile

import openpyxl
import pytest
import xlwt
from small_files import archive, only_sheet, open_document, saved, workbook

from ivl.intake import Refused
from ivl.intake.cells import letter, place
from ivl.intake.sheet import read

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


def test_the_zero_of_a_formula_that_nobody_calculated_is_no_answer():
    book = openpyxl.Workbook()
    book.active.append(["ID", "Recurrence", "Months"])
    book.active.append([1, "=IF(C2>0,1,0)", 12])
    with zipfile.ZipFile(io.BytesIO(saved(book))) as parts:
        every = {name: parts.read(name).decode() for name in parts.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    every[sheet] = re.sub("</f><v ?/>|</f><v></v>", "</f><v>0</v>", every[sheet])
    assert "</f><v>0</v>" in every[sheet]
    assert 'fullCalcOnLoad="1"' in every["xl/workbook.xml"]

    found = only_sheet(archive(every), "cohort.xlsx")
    assert found.rows[1] == (1.0, None, 12.0)
    assert found.unreadable == {(1, 1): "holds a formula that was never calculated"}


@pytest.mark.parametrize(("value", "is_pending"), [("", True), ("<v></v>", False)])
def test_a_formula_of_text_without_a_value_was_never_calculated(value: str, is_pending: bool):
    with zipfile.ZipFile(io.BytesIO(workbook(Cohort=[["ID", "Recurrence"]]))) as parts:
        every = {name: parts.read(name).decode() for name in parts.namelist()}
    formula = f'<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="str"><f>A1</f>{value}</c></row>'
    sheet = "xl/worksheets/sheet1.xml"
    every[sheet] = every[sheet].replace("</sheetData>", formula + "</sheetData>")

    why = {(1, 1): "holds a formula that was never calculated"} if is_pending else {}
    assert only_sheet(archive(every), "cohort.xlsx").unreadable == why


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


def test_durations_and_times_of_day_in_an_old_workbook_are_read_as_they_show():
    book = xlwt.Workbook()
    sheet = book.add_sheet("Cohort")
    for column, (value, code) in enumerate(
        [
            (2.25 / 24, "h:mm"),
            (2.25 / 24, "[h]:mm"),
            (26.5 / 24, "[h]:mm"),
            (43529.5, "d.m.yy h:mm"),
        ]
    ):
        sheet.write(0, column, value, xlwt.easyxf(num_format_str=code))
    written = io.BytesIO()
    book.save(written)

    assert only_sheet(written.getvalue(), "cohort.xls").rows[0] == (
        "2:15:00", "2:15:00", "26:30:00", dt.datetime(2019, 3, 5, 12),
    )  # fmt: skip


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


# ── Places ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")]
)
def test_columns_are_named_as_the_spreadsheet_names_them(column: int, name: str):
    assert letter(column) == name
    assert place(f"{name}7") == (6, column)


def changed(content: bytes, pattern: str, told: str, codec: str = "utf-8") -> bytes:
    """A workbook with other words in the XML of its sheet."""
    with zipfile.ZipFile(io.BytesIO(content)) as read_from:
        parts = {name: read_from.read(name) for name in read_from.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = re.sub(pattern, told, parts[sheet].decode()).encode(codec)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as target:
        for name, part in parts.items():
            target.writestr(name, part)
    return written.getvalue()


def test_a_sheet_in_utf_16_reads_like_one_in_utf_8():
    content = workbook(Cohort=[["编号", "Age"], ["P1", 47]])
    turned = changed(content, "UTF-8", "UTF-16", "utf-16")

    assert list(only_sheet(turned, "a.xlsx").rows) == [("编号", "Age"), ("P1", 47.0)]


def test_a_number_keeps_all_the_digits_that_the_file_holds():
    content = changed(workbook(Cohort=[["ID"], [77]]), "<v>77</v>", "<v>123456789012345678</v>")

    assert list(only_sheet(content, "a.xlsx").rows)[1] == ("123456789012345678",)


@pytest.mark.parametrize("content", ["<v>1</v>", "<f>1+1</f>"])
def test_a_cell_far_away_is_refused_where_it_stands_before_nearer_ones(content: str):
    book = workbook(Cohort=[["ID", "Age"], ["P1", 45]])
    far = changed(book, '<c r="B2"', f'<c r="ZZZZ2">{content}</c><c r="B2"')
    with pytest.raises(Refused, match="Cohort has 475,254 columns; at most 1,000 can be read"):
        read(far, "x.xlsx")
