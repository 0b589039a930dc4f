"""Bytes of a file become cells as the file holds them, or a sentence that says why not."""

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
import xlwt
from small_files import lines, saved, workbook

from ivl.intake.cells import Sheet, letter, place
from ivl.intake.sheet import read


def only_sheet(content: bytes, filename: str = "cohort.csv") -> Sheet:
    sheets = read(content, filename).sheets
    assert len(sheets) == 1
    return sheets[0]


# ── Text files ───────────────────────────────────────────────────────────────────────────────


def test_words_that_mean_nothing_to_a_program_stay_words():
    sheet = only_sheet(lines("ID,Adjuvant", "0012,None", "1e3,NA", "TRUE,nan"))

    assert sheet.rows == (("ID", "Adjuvant"), ("0012", "None"), ("1e3", "NA"), ("TRUE", "nan"))


def test_blank_cells_are_none_and_blank_ends_are_cut_off():
    sheet = only_sheet(lines("ID,Age,,", "1,  ,,", ",,,", ""))

    assert sheet.rows == (("ID", "Age"), ("1", None))


def test_an_apostrophe_against_formulas_is_taken_off_and_others_stay():
    sheet = only_sheet(lines("ID,Note,Note", "'=1+1,'-5,'tis"))

    assert sheet.rows[1] == ("=1+1", "-5", "'tis")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str):
    table = "ID,Age,Extent\n1,45,IVC\n2,46,RA".replace(",", delimiter)

    assert only_sheet(table.encode()).rows[2] == ("2", "46", "RA")
    assert read(table.encode(), "cohort.csv").delimiter == delimiter


def test_a_comma_within_cells_is_no_delimiter():
    table = "ID;Age;Size (cm);Symptoms\n1;45;6,5;pain, cough, fever, syncope"

    assert only_sheet(table.encode()).rows[1] == ("1", "45", "6,5", "pain, cough, fever, syncope")


def test_excels_own_first_line_tells_the_delimiter_and_rows_keep_their_numbers():
    sheet = only_sheet(lines("sep=;", "ID;Age", "1;45"))

    assert sheet.rows == ((None, None), ("ID", "Age"), ("1", "45"))


def test_a_quoted_cell_may_hold_a_line_break():
    sheet = only_sheet(b'ID,Symptoms\r\n1,"dyspnea\r\ncough"\r\n2,pain\r\n')

    assert sheet.rows[1:] == (("1", "dyspnea\ncough"), ("2", "pain"))


CHINESE = "编号,年龄,累及范围,复发\n0012,45,下腔静脉,否\n0013,52,右心房,是\n"


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("gb18030", "GB18030"),
        ("gbk", "GB18030"),
    ],
)
def test_a_chinese_file_reads_the_same_in_every_encoding(codec: str, name: str):
    book = read(CHINESE.encode(codec), "cohort.csv")

    assert (book.encoding, book.is_encoding_sure) == (name, True)
    assert book.sheets[0].rows[:2] == (
        ("编号", "年龄", "累及范围", "复发"),
        ("0012", "45", "下腔静脉", "否"),
    )


def test_traditional_characters_in_big5_are_found_by_the_words_they_make():
    book = read("編號,年齡,累及範圍,復發\n1,45,下腔靜脈,無\n".encode("big5"), "cohort.csv")

    assert (book.encoding, book.is_encoding_sure) == ("Big5", True)
    assert book.sheets[0].rows[0] == ("編號", "年齡", "累及範圍", "復發")


def test_a_japanese_file_is_read_as_shift_jis():
    notes = "\n".join(f"{n},45,子宮筋腫の手術をうけました" for n in range(20))
    book = read(f"ID,Age,メモ\n{notes}".encode("cp932"), "cohort.csv")

    assert book.encoding == "Shift-JIS"
    assert book.sheets[0].rows[0] == ("ID", "Age", "メモ")


def test_an_encoding_that_nothing_proves_is_not_called_sure():
    book = read("ID,Age,Besonderheiten\n1,45,früher Größe geändert\n".encode("cp1252"), "a.csv")

    assert (book.encoding, book.is_encoding_sure) == ("Windows-1252", False)
    assert book.sheets[0].rows[1][2] == "früher Größe geändert"


def test_text_under_the_name_of_a_workbook_is_read_as_text():
    assert only_sheet(lines("ID\tAge", "1\t45"), "export.xls").rows[1] == ("1", "45")


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


OPEN_DOCUMENT = """<?xml version="1.0"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">
<office:body><office:spreadsheet><table:table table:name="Cohort"><table:table-row>
<table:table-cell office:value-type="string"><text:p>Age</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>Day</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>Size</text:p></table:table-cell>
</table:table-row><table:table-row>
<table:table-cell office:value-type="float" office:value="45"><text:p>45</text:p></table:table-cell>
<table:table-cell office:value-type="date" office:date-value="2019-03-05"><text:p>5.3.19</text:p>
</table:table-cell>
<table:table-cell office:value-type="string" calcext:value-type="error"><text:p>#DIV/0!</text:p>
</table:table-cell></table:table-row>REPEATED</table:table>
</office:spreadsheet></office:body></office:document-content>"""
KIND = "application/vnd.oasis.opendocument.spreadsheet"


def open_document(repeated: str = "") -> bytes:
    parts = {
        "mimetype": KIND,
        "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:'
        f'opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:media-type="{KIND}" '
        'manifest:full-path="/"/></manifest:manifest>',
        "content.xml": OPEN_DOCUMENT.replace("\n<", "<").replace("REPEATED", repeated),
    }
    return archive(parts)


def archive(parts: dict[str, str]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as target:
        for name, content in parts.items():
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            target.writestr(name, content, kind)
    return written.getvalue()


def test_an_open_document_reads_like_a_workbook():
    sheet = only_sheet(open_document(), "cohort.ods")

    assert sheet.rows[1][:2] == (45.0, dt.datetime(2019, 3, 5))
    assert sheet.unreadable == {(1, 2): "holds the error #DIV/0!"}


# ── Places ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")]
)
def test_columns_are_named_as_the_spreadsheet_names_them(column: int, name: str):
    assert letter(column) == name
    assert place(f"{name}7") == (6, column)
