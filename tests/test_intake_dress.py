"""Lines through words, hidden values, comments, colours and tables of Excel: named, not read."""

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
import xlwt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.table import Table
from small_files import PLAIN, archive, open_document, saved

from ivl import mending
from ivl.intake import Answers, Preview, formats, grouped, preview

HEADINGS = list(PLAIN)
AGE, EXTENT = HEADINGS.index("Age"), HEADINGS.index("Extent")


def plain(number: int) -> list[object]:
    her = {**PLAIN, "Age": 40.0 + number}
    return [
        str(value).format(number) if heading == "ID" else value for heading, value in her.items()
    ]


def dressed(dress: Callable[[Any], object], n: int = 12, more: tuple[object, ...] = ()) -> bytes:
    """A workbook of plain patients, the first in row 2, with something done to its sheet."""
    book = openpyxl.Workbook()
    book.active.title = "Cohort"
    for row in [HEADINGS, *map(plain, range(1, n + 1)), *([more] if more else [])]:
        book.active.append(list(row))
    dress(book.active)
    return saved(book)


def told(read: Preview) -> list[str]:
    return [group.sentence for group in grouped(read.problems)]


def fonts(places: str, **how: Any) -> Callable[[Any], None]:
    def dress(sheet: Any) -> None:
        for row in sheet[places]:
            for cell in row:
                cell.font = Font(**how)

    return dress


def fill(sheet: Any, places: str, colour: str = "FFFFFF00") -> None:
    for row in sheet[places]:
        for cell in row:
            cell.fill = PatternFill("solid", fgColor=colour)


# ── Struck out ───────────────────────────────────────────────────────────────────────────────

STRUCK_PATIENT = "Row 5 does not look like a patient: it is struck out in the file. Is it one?"
STRUCK_CELL = (
    "Sheet Cohort: Cell B5 is struck out, at least in part. Read like all others. Empty what does "
    "not hold, and upload again."
)


def struck_xls(whole_row: bool) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Cohort")
    struck = xlwt.easyxf("font: struck_out on")
    for row, values in enumerate([HEADINGS, *map(plain, range(1, 13))]):
        for column, value in enumerate(values):
            is_struck = row == 4 and (whole_row or column == AGE)
            sheet.write(row, column, value, *([struck] if is_struck else []))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def ods(*styled: str, style: str) -> bytes:
    """Plain patients, with the cells of row 5 that are named in a style."""
    names = "urn:oasis:names:tc:opendocument:xmlns:"
    rows = []
    for row, values in enumerate([HEADINGS, *map(plain, range(1, 13))]):
        cells = ""
        for heading, value in zip(HEADINGS, values, strict=True):
            named = ' table:style-name="odd"' if row == 4 and heading in styled else ""
            kind = 'office:value-type="string"'
            if isinstance(value, float):
                kind = f'office:value-type="float" office:value="{value:g}"'
            cells += f"<table:table-cell {kind}{named}><text:p>{value}</text:p></table:table-cell>"
        rows.append(f"<table:table-row>{cells}</table:table-row>")
    told = (
        f'<style:style xmlns:style="{names}style:1.0" xmlns:fo="{names}xsl-fo-compatible:1.0" '
        f'style:name="odd">{style}</style:style>'
    )
    return open_document(told + "".join(rows))


STRUCK_IN_ODS = '<style:text-properties style:text-line-through-style="solid"/>'


@pytest.mark.parametrize(
    "content",
    [
        dressed(fonts("A5:L5", strike=True)),
        struck_xls(whole_row=True),
        ods(*HEADINGS, style=STRUCK_IN_ODS),
    ],
    ids=["xlsx", "xls", "ods"],
)
def test_a_patient_struck_out_is_asked_about(content: bytes):
    found = preview(content, "cohort")

    assert [ask.asks for ask in found.questions] == [STRUCK_PATIENT]
    assert (found.cohort, len(found.patients), told(found)) == (None, 11, [])
    kept = preview(content, "cohort", Answers({"rows 5": "yes"}))
    assert (len(kept.patients), told(kept)) == (12, [])
    left_out = preview(content, "cohort", Answers({"rows 5": "no"})).ledger
    assert left_out.words == "13 rows: 11 patients; skipped: heading (row 1), no patient (row 5)"


@pytest.mark.parametrize(
    "content",
    [
        dressed(fonts("B5:B5", strike=True)),
        struck_xls(whole_row=False),
        ods("Age", style=STRUCK_IN_ODS),
    ],
    ids=["xlsx", "xls", "ods"],
)
def test_a_cell_struck_out_is_read_and_named(content: bytes):
    found = preview(content, "cohort")

    assert told(found) == [STRUCK_CELL]
    assert found.patients["age_at_diagnosis"].tolist() == [40 + n for n in range(1, 13)]


@pytest.mark.parametrize("is_shared", [False, True])
def test_a_part_of_a_cell_struck_out_is_named(is_shared: bool):
    struck = TextBlock(InlineFont(strike=True), "RA ")
    content = dressed(lambda sheet: sheet.__setitem__("E5", CellRichText(struck, "IVC")))
    if is_shared:  # as Excel writes it
        content = with_shared_strings(content)

    assert told(preview(content, "a.xlsx"))[0] == STRUCK_CELL.replace("B5", "E5")


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHARED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"


def with_shared_strings(content: bytes) -> bytes:
    """The text of the cell E5 moved to a part of the file that is for texts alone."""
    with zipfile.ZipFile(io.BytesIO(content)) as read:
        parts = {name: read.read(name).decode() for name in read.namelist()}
    sheet, relations = "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"
    found = re.search('(<c r="E5"[^>]*) t="inlineStr"><is>(.*?)</is>', parts[sheet])
    assert found
    parts[sheet] = parts[sheet].replace(found[0], f'{found[1]} t="s"><v>1</v>')
    strings = f"<si><t>other</t></si><si>{found[2]}</si>"
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{strings}</sst>'
    relation = f'<Relationship Id="rId99" Type="{SHARED}" Target="sharedStrings.xml"/>'
    parts[relations] = parts[relations].replace("</Relationships>", f"{relation}</Relationships>")
    return archive(parts)


# ── Not shown ────────────────────────────────────────────────────────────────────────────────

UNSEEN = (
    "Sheet Cohort: {}. Read like all others. Make it visible in Excel and see whether it holds."
)


def formatted(sheet: Any) -> None:
    sheet["B5"].number_format = ";;;"
    sheet["B6"], sheet["B6"].number_format = 0, "0;-0;;@"
    sheet["B7"].number_format = "0;-0;;@"
    sheet["A8"].number_format = ";;;"


def test_cells_that_their_format_shows_as_empty_are_named():
    found = preview(dressed(formatted), "a.xlsx")

    assert UNSEEN.format("Cells B5, B6 and A8 hold something that the file does not show") in told(
        found
    )
    assert found.patients["age_at_diagnosis"].tolist()[3] == 44


@pytest.mark.parametrize(
    ("code", "hidden"),
    [
        (";;;", [5, -5, 0, "x"]), ("0;-0;;@", [0]), ('0;-0;"";@', [0]), ("0;;", [-5, 0]),
        ("General", []), ("0.0", []), ("[<1]0;1", []), ('0" ;"', []), ("0;[Red]-0", []),
        ('_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', []), ("@", []), ("0_);(0)", []),
    ],
)  # fmt: skip
def test_which_values_a_format_hides(code: str, hidden: list[object]):
    assert [value for value in (5, -5, 0, "x") if formats.hides(value, code)] == hidden
    assert formats.may_hide(code) == bool(hidden)


def test_white_words_on_white_are_named_and_white_words_on_blue_are_not():
    def on_blue(sheet: Any) -> None:
        fonts("A1:L13", color="FFFFFFFF")(sheet)
        fill(sheet, "A1:L13", "FF000080")

    white = ods("Age", style='<style:text-properties xmlns:fo="{}" fo:color="#ffffff"/>'.format(
        "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
    ))  # fmt: skip
    for content in (dressed(fonts("B5:B5", color="FFFFFFFF")), white):
        assert told(preview(content, "a")) == [
            UNSEEN.format("Cell B5 holds something that the file does not show")
        ]
    assert told(preview(dressed(on_blue), "a.xlsx")) == []


# ── Comments and colours ─────────────────────────────────────────────────────────────────────


def commented(sheet: Any) -> None:
    sheet["J5"].comment = Comment("should be 48 (Mrs Wexlington)", "Ward")
    sheet["K4"].comment = Comment("recurred 2021", "Ward")
    sheet["A1"].comment = Comment("our own numbers", "Ward")


def test_comments_on_cells_of_patients_are_named_and_not_quoted():
    assert told(preview(dressed(commented), "a.xlsx")) == [
        "Sheet Cohort: Cells K4 and J5 have comments. What comments say was not read. Write it "
        "into the cells, if it adds something."
    ]


COLOURED = (
    "Sheet Cohort: {} coloured cells. Colours were not read. If a colour means something, give it "
    "a column of its own, filled in for each patient."
)


@pytest.mark.parametrize(
    ("places", "said"),
    [
        (["A3:L3", "A5:L5", "A10:L10"], "Rows 3, 5 and 10 have"),
        (["K4:K4"], "Row 4 has"),
        (["K2:K6"], "Rows 2 to 6 have"),
        ([f"A{row}:L{row}" for row in range(2, 14, 2)], ""),  # bands
        ([f"A{row}:L{row}" for row in range(3, 14, 2)], ""),
        (["A1:L1", "C1:C13", "E2:E13"], ""),  # headings and whole columns
        (["A1:L13"], ""),
    ],
)
def test_colours_are_named_where_they_are_no_layout(places: list[str], said: str):
    content = dressed(lambda sheet: [fill(sheet, place) for place in places])

    assert told(preview(content, "a.xlsx")) == ([COLOURED.format(said)] if said else [])


def test_colours_of_an_open_document_are_named():
    content = ods("Recurrence", style=(
        '<style:table-cell-properties xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:'
        'xsl-fo-compatible:1.0" fo:background-color="#ffff00"/>'
    ))  # fmt: skip

    assert told(preview(content, "a.ods")) == [COLOURED.format("Row 5 has")]


def test_the_sheet_to_mend_says_nothing_of_its_own_comments_and_colours():
    content = dressed(lambda sheet: sheet.__setitem__("B5", 470))
    before = preview(content, "a.xlsx")
    after = preview(mending.workbook(content, before), "a.xlsx")

    assert told(after) == told(before) != []


# ── Tables of Excel ──────────────────────────────────────────────────────────────────────────


def test_the_row_of_totals_of_a_table_is_no_patient():
    def as_table(sheet: Any) -> None:
        sheet.add_table(Table(displayName="T1", ref="A1:L14", totalsRowCount=1))

    more = ("P13", 46.5, "incidental", None, "pelvis", None, None, None, None, 36)
    found = preview(dressed(as_table, more=more), "a.xlsx")

    assert found.ledger.words == (
        "14 rows: 12 patients; skipped: heading (row 1), total or note (row 14)"
    )
