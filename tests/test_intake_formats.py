"""Whatever kind of file a table is written to, the same table is read back."""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st
from small_files import old_workbook, only_sheet, open_sheet, text_file, workbook

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
