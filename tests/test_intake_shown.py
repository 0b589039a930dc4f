"""What a workbook shows beside a number, and where a look into its XML is needed to see it."""

import datetime as dt
import io
import re
import zipfile

import openpyxl
import pytest
import xlwt
from openpyxl.utils.datetime import MAC_EPOCH
from small_files import archive, only_sheet, open_document, saved, workbook

from ivl.intake import preview
from ivl.intake.formats import as_shown
from ivl.intake.grammar import read_cell
from ivl.intake.refusal import Refused
from ivl.intake.sheet import read
from ivl.schema import BY_NAME

# ── Number formats ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (12.0, "0000", "0012"),
        (12.0, '"P"000', "P012"),
        (36.0, '0"个月"', "36个月"),
        (36.0, '0 "months"', "36 months"),
        (36.0, 'General" mo"', "36 mo"),
        (36.0, r"0\ \m", "36 m"),
        (60.0, '">"0', ">60"),
        (4.53, '0.0"cm"', "4.53cm"),
        (1200.0, '#,##0.00 "ml";[Red]-0', "1200 ml"),
        (-3.0, '0"d";-0"d"', "-3d"),
        (0.055, "0%", "5.5%"),
        (0.5, '0.0"%"', 0.5),
        (5, "0\\%", 5),
        (1.0, '[=1]"yes";[=2]"no"', "yes"),
        (2.0, '[=1]"yes";[=2]"no"', "no"),
        (3.0, '[=1]"yes";[=2]"no"', 3.0),
        (12.0, '[>=100]0"mo";0"d"', "12d"),
        (36.0, '0"+"', "36+"),
        (36.0, r"0\?", "36?"),
        (45.0, '0"*"', "45*"),
        (2.5, '# ?/?" y"', "2.5 y"),
        ("IVC", '@" (no)"', "IVC (no)"),
        ("36", '0;0;0;"lost"', "lost"),
        (dt.date(2019, 3, 1), "mmm-yy", "2019-03"),
        (dt.date(2019, 3, 1), 'yyyy"年"m"月";@', "2019-03"),
        (dt.date(2019, 1, 1), "yyyy", "2019"),
    ],
)
def test_what_a_format_adds_is_read_and_nothing_is_rounded(value, code, shown):
    assert as_shown(value, code) == shown


@pytest.mark.parametrize(
    "code",
    [
        "General", "0.0", "#,##0", "0_);(0)", "+0;-0", "0.00E+00", "# ?/?", "[$€-407] #,##0.00",
        '_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-', '"Total "@', ";;;", "000-000", "",
    ],
)  # fmt: skip
def test_a_format_that_adds_no_words_leaves_the_number(code: str):
    assert as_shown(12.0, code) == 12.0


@pytest.mark.parametrize("code", ["General", "@", '0"个月"', "0;-0;;@", "_-@_-", '"no"', "0.0"])
def test_a_format_without_words_for_texts_leaves_the_text(code: str):
    assert as_shown("36", code) == "36"


@pytest.mark.parametrize("kind", ["inlineStr", "s"])
def test_a_text_in_a_workbook_is_read_as_its_format_shows_it(kind: str):
    book = openpyxl.Workbook()
    book.active.append(["IVC", 36])
    book.active["A1"].number_format = '@" (no)"'
    content = saved(book)
    if kind == "inlineStr":
        inline = '<c r="A1" s="1" t="inlineStr"><is><t>IVC</t></is></c>'
        content = changed(content, lambda xml: re.sub('<c r="A1".*?</c>', inline, xml))

    assert only_sheet(content).rows[0] == ("IVC (no)", 36.0)


@pytest.mark.parametrize("code", ["mmm-yy", "yyyy"])
def test_a_day_that_somebody_entered_is_kept_though_it_is_not_shown(code: str):
    assert as_shown(dt.date(2019, 3, 5), code) == dt.date(2019, 3, 5)


@pytest.mark.parametrize("code", ["dd/mm/yyyy", 'yyyy"年"m"月"d"日"', "d-mmm-yy", "mm:ss"])
def test_a_format_that_shows_the_day_leaves_the_date(code: str):
    assert as_shown(dt.date(2019, 3, 1), code) == dt.date(2019, 3, 1)


FORMATTED = (12, "0000"), (36, '0"个月"'), (0.05, "0%"), (dt.date(2019, 3, 1), "mmm-yy")
SHOWN = ("0012", "36个月", "5%", "2019-03")


def formatted_xlsx() -> bytes:
    book = openpyxl.Workbook()
    book.active.append([value for value, _ in FORMATTED])
    for cell, (_, code) in zip(book.active[1], FORMATTED, strict=True):
        cell.number_format = code
    return saved(book)


def formatted_xls() -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Cohort")
    for column, (value, code) in enumerate(FORMATTED):
        sheet.write(0, column, value, xlwt.easyxf(num_format_str=code))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def formatted_ods() -> bytes:
    return open_document(
        '<table:table-row><table:table-cell office:value-type="float" office:value="12">'
        "<text:p>0012</text:p></table:table-cell>"
        '<table:table-cell office:value-type="float" office:value="36"><text:p>36个月</text:p>'
        '</table:table-cell><table:table-cell office:value-type="percentage" office:value="0.05">'
        "<text:p>5%</text:p></table:table-cell>"
        '<table:table-cell office:value-type="date" office:date-value="2019-03-01">'
        "<text:p>Mar 19</text:p></table:table-cell></table:table-row>"
    )


@pytest.mark.parametrize("written", [formatted_xlsx, formatted_xls, formatted_ods])
def test_every_kind_of_workbook_is_read_as_it_shows(written):
    assert only_sheet(written()).rows[0] == SHOWN


def test_equal_cells_that_an_open_document_writes_once_are_all_read_as_shown():
    content = open_document(
        '<table:table-row><table:table-cell office:value-type="float" office:value="3" '
        'table:number-columns-repeated="2"><text:p>3 mo</text:p></table:table-cell>'
        "</table:table-row>"
    )

    assert only_sheet(content).rows == (("3 mo", "3 mo"),)


# ── Dates ────────────────────────────────────────────────────────────────────────────────────

DAYS = [["Surgery date"], [dt.datetime(2019, 3, 5)]]


def test_days_counted_from_1904_are_the_days_that_were_meant():
    book = openpyxl.Workbook()
    book.epoch = MAC_EPOCH
    for row in DAYS:
        book.active.append(row)

    found = read(saved(book), "cohort.xlsx")
    assert found.is_from_1904
    assert found.sheets[0].rows[1] == (dt.datetime(2019, 3, 5),)
    assert not read(workbook(Cohort=DAYS), "cohort.xlsx").is_from_1904


def test_days_counted_from_1904_in_an_old_workbook_are_the_days_that_were_meant():
    book = xlwt.Workbook()
    book.dates_1904 = True
    book.add_sheet("Cohort").write(0, 0, 41702, xlwt.easyxf(num_format_str="YYYY-MM-DD"))
    written = io.BytesIO()
    book.save(written)

    found = read(written.getvalue(), "cohort.xls")
    assert found.is_from_1904
    assert found.sheets[0].rows[0] == (dt.datetime(2018, 3, 5),)


def test_days_from_1904_without_a_date_format_are_the_days_that_were_meant():
    book = openpyxl.Workbook()
    book.epoch = MAC_EPOCH
    for row in (["ID", "Age", "Surgery date"], ["P1", 45, 41702], ["P2", 45, 20180305]):
        book.active.append(row)

    days = preview(saved(book), "cohort.xlsx").patients["surgery_date"]
    assert days.tolist() == [dt.datetime(2018, 3, 5)] * 2


# ── What the XML says in other words ─────────────────────────────────────────────────────────


def changed(content: bytes, change) -> bytes:
    """A workbook with the XML of its sheet, and that of the workbook, written in another way."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(written, "w") as target:
        for name in source.namelist():
            part = source.read(name).decode("utf-8", "surrogateescape")
            part = change(part) if name.endswith(("sheet1.xml", "workbook.xml")) else part
            target.writestr(name, part.encode("utf-8", "surrogateescape"))
    return written.getvalue()


def mixed() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["ID", "Age", "Months", "Ki-67"])
    book.active.append([1, "#N/A", "=6*2", 0.05])
    book.active["D2"].number_format = "0%"
    book.active.row_dimensions[2].hidden = True
    return saved(book)


def without_places(xml: str) -> str:
    return re.sub(r'(<(?:c|row)) r="\w+"', r"\1", xml)


def with_places_last(xml: str) -> str:
    return re.sub(r'<(c|row)( r="\w+")([^>]*?)(/?)>', r"<\1\3\2\4>", xml)


def with_single_quotes(xml: str) -> str:
    return re.sub(r"(<(?:c|row|f)\b[^>]*>)", lambda tag: tag[0].replace('"', "'"), xml)


def with_prefix(xml: str) -> str:
    if "<worksheet" not in xml:
        return xml
    return re.sub(r"<(/?)(?=[a-z])", r"<\1x:", xml).replace("xmlns=", "xmlns:x=")


@pytest.mark.parametrize(
    "change", [str, without_places, with_places_last, with_single_quotes, with_prefix]
)
def test_errors_formulas_formats_and_hidden_rows_are_seen_however_the_xml_is_written(change):
    sheet = only_sheet(changed(mixed(), change))

    assert sheet.rows == (("ID", "Age", "Months", "Ki-67"), (1.0, None, None, "5%"))
    assert sheet.unreadable == {
        (1, 1): "holds the error #N/A",
        (1, 2): "holds a formula that was never calculated",
    }
    assert sheet.hidden_rows == (1,)


def test_a_nought_that_a_program_left_for_excel_to_calculate_is_no_value():
    def with_nought(xml: str) -> str:
        return (
            xml.replace("<v></v>", "<v>0</v>")
            .replace("<v/>", "<v>0</v>")
            .replace("<v />", "<v>0</v>")
        )

    sheet = only_sheet(changed(mixed(), with_nought))

    assert sheet.unreadable[1, 2] == "holds a formula that was never calculated"


def test_a_formula_that_was_calculated_is_its_value():
    def calculated(xml: str) -> str:
        return (
            xml.replace("<v></v>", "<v>12</v>")
            .replace("<v/>", "<v>12</v>")
            .replace("<v />", "<v>12</v>")
        )

    sheet = only_sheet(changed(mixed(), calculated))

    assert sheet.rows[1][2] == 12.0
    assert (1, 2) not in sheet.unreadable


def test_a_row_that_stands_twice_in_a_damaged_file_is_not_lost_in_silence():
    content = workbook(Cohort=[["ID", "Age"], ["P1", 47], ["P2", 48]])

    with pytest.raises(Refused, match="row 2 stands in it twice"):
        read(changed(content, lambda xml: xml.replace('<row r="3">', '<row r="2">')), "a.xlsx")


def test_a_number_beyond_all_measure_is_said_to_be_none():
    rows = [["ID", "Age", "Extent"], ["P1", 47, "IVC"], ["P2", 48, "RA"], ["P3", 1e308, "RA"]]
    read_rows = preview(workbook(Cohort=rows), "a.xlsx")

    assert any('"1e+308" is not' in problem.sentence for problem in read_rows.problems)


def test_a_wrong_note_on_the_size_of_a_sheet_changes_nothing():
    content = workbook(Cohort=[["ID", "Age"], [1, 45], [2, 46]])
    wrong = changed(
        content, lambda xml: re.sub(r'dimension ref="[^"]*"', 'dimension ref="A1"', xml)
    )

    assert wrong != content
    assert only_sheet(wrong).rows == (("ID", "Age"), (1.0, 45.0), (2.0, 46.0))


def test_a_formula_never_calculated_in_an_open_document_is_named():
    content = open_document(
        '<table:table-row><table:table-cell table:formula="of:=6*2"/></table:table-row>'
    )

    assert only_sheet(content).unreadable == {(0, 0): "holds a formula that was never calculated"}


# ── Characters above the line ────────────────────────────────────────────────────────────────

NAMES = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RAISED = "<r><rPr><vertAlign val='superscript'/></rPr><t>{}</t></r>"


def with_raised(how: str, *cells: str) -> bytes:
    """A row of texts, each given by the XML of its runs."""
    place = (
        "<c r='{}1' t='s'><v>{}</v></c>" if how == "shared" else "<c r='{}1' t='inlineStr'>{}</c>"
    )
    held = [str(n) if how == "shared" else f"<is>{cell}</is>" for n, cell in enumerate(cells)]
    row = "".join(place.format("ABCDEFG"[n], one) for n, one in enumerate(held))
    with zipfile.ZipFile(io.BytesIO(workbook(Cohort=[["x"]]))) as parts:
        every = {name: parts.read(name).decode() for name in parts.namelist()}
    every["xl/worksheets/sheet1.xml"] = (
        f"<worksheet xmlns='{NAMES}'><sheetData><row r='1'>{row}</row></sheetData></worksheet>"
    ).replace("'", '"')
    texts = "".join(f"<si>{cell}</si>" for cell in cells)
    every["xl/sharedStrings.xml"] = f"<sst xmlns='{NAMES}'>{texts}</sst>"
    return archive(every)


@pytest.mark.parametrize("how", ["shared", "inline"])
def test_the_number_of_a_footnote_is_no_digit_of_the_number_before_it(how: str):
    content = with_raised(
        how,
        "<t>361</t>",
        f"<r><t>36</t></r>{RAISED.format(1)}",
        f"<r><t>36</t></r>{RAISED.format('a')}",
        f"<r><t>BMI (kg/m</t></r>{RAISED.format(2)}<r><t>)</t></r>",
        f"<r><t>5</t></r>{RAISED.format('th')}<r><t> May &lt;2019</t></r>",
        "<r><t>3</t></r><r><t>6</t></r>",
    )

    assert only_sheet(content).rows == (
        ("361", "36¹", "36^a", "BMI (kg/m²)", "5th May <2019", "36"),
    )


def test_a_number_with_a_footnote_is_said_to_be_none():
    content = with_raised("shared", "<t>Age</t>", f"<r><t>4</t></r>{RAISED.format(5)}")
    reading = read_cell(only_sheet(content).rows[0][1], BY_NAME["age_at_diagnosis"])

    assert (reading.value, reading.what) == (None, '"4⁵" is not a number')
