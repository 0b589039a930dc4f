"""Whatever kind of file a table is written to, the same table is read back."""

import io
import zipfile
from collections.abc import Callable

import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from small_files import archive, old_workbook, only_sheet, open_sheet, text_file, workbook

from ivl.intake import Refused, preview
from ivl.intake.sheet import read

HEADINGS = ["ID", "Age", "Extent", "Recurrence", "Note"]
WORDS = {
    "gb18030": ["0012", "None", "下腔静脉", "是", "胸闷、气短", "36个月", "a, b; c|d", 'said "no"'],
    "big5": ["0012", "無", "下腔靜脈", "復發", "36個月", "a, b; c|d"],
    "cp932": ["0012", "なし", "再発", "フォロー中", "a, b; c|d"],
    "cp1252": ["0012", "früher", "Größe", "6×5", "a, b; c|d", "two\nlines"],
}
UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")

Rows = list[list[str]]


WORKBOOKS: list[Callable[[Rows], bytes]] = [
    lambda rows: workbook(Cohort=rows),
    old_workbook,
    open_sheet,
]


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, Rows]:
    """An encoding that can write a table, and the table."""
    codec = draw(st.sampled_from(sorted(WORDS)))
    row = st.lists(st.sampled_from(WORDS[codec]), min_size=4, max_size=4)
    rows = draw(st.lists(row, min_size=2, max_size=5))
    return codec, [HEADINGS, *([f"P{number}", *cells] for number, cells in enumerate(rows))]


@settings(deadline=None, max_examples=60)
@given(tables(), st.sampled_from(",;\t|"), st.sampled_from(["local", *UNICODE]))
def test_a_text_file_reads_back_in_every_encoding_with_every_delimiter(made_up, delimiter, codec):
    local, rows = made_up
    content = text_file(rows, local if codec == "local" else codec, delimiter)

    assert [list(row) for row in only_sheet(content).rows] == rows


@settings(deadline=None, max_examples=40)
@given(tables(), st.sampled_from(WORKBOOKS))
def test_a_workbook_reads_back_in_every_format(made_up, write):
    _, rows = made_up

    assert [list(row) for row in only_sheet(write(rows)).rows] == rows


@pytest.mark.parametrize("index", ["-1", "abc", "999", "1x"])
def test_a_text_that_is_given_by_no_number_of_a_text_is_refused(index: str):
    whole = workbook(Cohort=[["ID", "Age", "Extent"], ["P1", 47, "IVC"]])
    with zipfile.ZipFile(io.BytesIO(whole)) as archived:
        parts = {name: archived.read(name).decode() for name in archived.namelist()}
    name = "xl/worksheets/sheet1.xml"
    inline, shared = 't="inlineStr"><is><t>IVC</t></is>', f't="s"><v>{index}</v>'
    assert inline in parts[name]
    office = "http://schemas.openxmlformats.org"
    parts["xl/sharedStrings.xml"] = (
        f'<sst xmlns="{office}/spreadsheetml/2006/main"><si><t>RA</t></si></sst>'
    )
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        "</Relationships>",
        f'<Relationship Type="{office}/officeDocument/2006/relationships/sharedStrings" '
        'Target="sharedStrings.xml" Id="rId9"/></Relationships>',
    )
    parts[name] = parts[name].replace(inline, shared)

    with pytest.raises(Refused, match=r"^This file is damaged"):
        read(archive(parts), "cohort.xlsx")


def test_formulas_of_an_old_workbook_that_were_never_calculated_are_named():
    book = xlwt.Workbook()
    sheet = book.add_sheet("Cohort")
    for column, words in enumerate(["ID", "Age", "Extent", "Recurrence", "Follow-up (months)"]):
        sheet.write(0, column, words)
    for row in (1, 2, 3):
        for column, cell in enumerate([f"P{row}", 40 + row, "IVC", "no", 20 + row]):
            sheet.write(row, column, cell)
    sheet.write(4, 0, "P4")
    sheet.write(4, 2, "IVC")
    sheet.write(4, 3, "no")
    sheet.write(4, 4, xlwt.Formula("B2+2"))
    content = io.BytesIO()
    book.save(content)
    found = preview(content.getvalue(), "cohort.xls")

    assert list(found.patients["followup_months"])[:3] == [21.0, 22.0, 23.0]
    (sentence,) = [one.sentence for one in found.problems if "formula" in one.sentence]
    assert sentence.startswith("Sheet Cohort, row 5, Follow-up: The cell holds a formula that was")
