"""Text files: which encoding, which delimiter, and where a cell ends."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_files import lines, only_sheet

from ivl.intake import Refused, grouped, preview
from ivl.intake.even_rows import read_evenly
from ivl.intake.grids import Gathered
from ivl.intake.sheet import read

# ── Cells and delimiters ─────────────────────────────────────────────────────────────────────


def test_words_that_mean_nothing_to_a_program_stay_words():
    sheet = only_sheet(lines("ID,Adjuvant", "0012,None", "1e3,NA", "TRUE,nan"))

    assert sheet.rows == (("ID", "Adjuvant"), ("0012", "None"), ("1e3", "NA"), ("TRUE", "nan"))


def test_blank_cells_are_none_and_blank_ends_are_cut_off():
    sheet = only_sheet(lines("ID,Age,,", "1,  ,,", ",,,", ""))

    assert sheet.rows == (("ID", "Age"), ("1", None))


def test_an_apostrophe_against_formulas_is_taken_off_and_others_stay():
    sheet = only_sheet(lines("ID,Note,Note", "'=1+1,'-5,'tis"))

    assert sheet.rows[1] == ("=1+1", "-5", "'tis")


def test_a_code_written_so_that_excel_keeps_its_zeros_is_that_code():
    table = lines('="ID",="Age"', '="0012",45', '"=""0013""",="4""5"')

    assert only_sheet(table).rows == (("ID", "Age"), ("0012", "45"), ("0013", '="4""5"'))


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_blank_before_a_quotation_mark_does_not_make_it_text(delimiter: str):
    rows = [["ID", "Age", "Note"], ["P1", "47", f"a{delimiter} b"]]
    table = lines(*(f"{delimiter} ".join(f'"{cell}"' for cell in row) for row in rows))

    assert [list(row) for row in only_sheet(table).rows] == rows


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


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;\t", "\ufeffsep=;"])
def test_a_first_line_that_tells_the_delimiter_may_be_written_in_several_ways(first: str):
    assert only_sheet(f"{first}\nID;Size, in cm\n1;6,5".encode()).rows[2] == ("1", "6,5")


def test_a_tab_may_be_told_as_the_delimiter():
    assert only_sheet(b"sep=\t\nID\tAge\n1\t45").rows[2] == ("1", "45")


def test_rows_of_differing_length_and_delimiters_at_the_end_do_no_harm():
    sheet = only_sheet(lines("ID,Age,Extent,,", "1,45", "2,46,IVC,,,,", "3"))

    assert sheet.rows == (
        ("ID", "Age", "Extent"), ("1", "45", None), ("2", "46", "IVC"), ("3", None, None),
    )  # fmt: skip


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_may_end_as_on_any_computer(ending: str):
    assert only_sheet(ending.join(["ID,Age", "1,45"]).encode()).rows == (("ID", "Age"), ("1", "45"))


def test_decimal_commas_beside_semicolons_are_decimals():
    read_back = preview(
        lines("ID;Age;Tumor size (cm);Blood loss (mL)", "1;45;6,5;1.200", "2;46;12,25;800"), "a.csv"
    )

    assert read_back.patients["tumor_size"].tolist() == [6.5, 12.25]
    assert read_back.patients["blood_loss"].tolist() == [1200, 800]


@pytest.mark.parametrize(
    "rows",
    [
        ('2,"46,IVC', "3,47,RA", "4,48,PA"),
        ('2,46,"IVC', '3,47,RA"', "4,48,PA"),
    ],
    ids=["never closed", "closed in another row"],
)
def test_a_quotation_mark_that_swallows_rows_is_refused(rows: tuple[str, ...]):
    with pytest.raises(Refused) as refused:
        read(lines("ID,Age,Extent", "1,45,IVC", *rows), "a.csv")

    assert str(refused.value) == (
        "In row 3 a quotation mark is opened that is not closed in its cell, so that the rows "
        "below it would be lost. Delete the mark, or close it, and upload again."
    )


def test_inches_and_quotations_within_cells_stay():
    sheet = only_sheet(lines("ID,Size,Note", '1,5",said "no"', '2,6","a ""quote"", here"'))

    assert sheet.rows[1:] == (("1", '5"', 'said "no"'), ("2", '6"', 'a "quote", here'))


# ── Encodings ────────────────────────────────────────────────────────────────────────────────

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


@pytest.mark.parametrize(
    ("words", "codec", "name"),
    [
        ("良好", "gb18030", "GB18030"),
        ("转院治疗", "gb18030", "GB18030"),
        ("經過良好", "big5", "Big5"),
        ("經過良好", "cp932", "Shift-JIS"),
        ("ねこ", "cp932", "Shift-JIS"),
        ("フォロー中", "cp932", "Shift-JIS"),
        ("für Müller", "cp1252", "Windows-1252"),
        ("évolutif", "cp1252", "Windows-1252"),
        ("6×5", "cp1252", "Windows-1252"),
    ],
)
def test_a_single_cell_is_read_as_likely_and_said_to_be_unproven(words, codec, name):
    content = f"ID,Age,Note\n1,45,{words}\n".encode(codec)
    book = read(content, "a.csv")

    assert (book.encoding, book.is_encoding_sure) == (name, False)
    assert book.sheets[0].rows[1][2] == words
    assert (
        f"The characters were read as {name}, which nothing in the file proves. Words beyond plain "
        'English letters may be wrong. Save the file in Excel as "CSV UTF-8" and upload that, if '
        "something looks wrong."
    ) in [group.sentence for group in grouped(preview(content, "a.csv").problems)]


def test_bytes_that_are_text_in_no_encoding_are_refused():
    with pytest.raises(Refused) as refused:
        read(b"ID,Age\n1,\xff\xff\x81\n", "a.csv")

    assert str(refused.value) == (
        "The characters of this file cannot be read. Save it in Excel as "
        '"CSV UTF-8 (comma delimited)" and upload that.'
    )


@pytest.mark.parametrize("head", ["ID,Age,Operation", '"ID,Age,Operation"'])
def test_lines_that_are_quoted_whole_are_read_as_lines(head: str):
    sheet = only_sheet(lines(head, '"P1,47,""TAH, BSO"""', '"P2,52,TAH"'))

    assert sheet.rows == (("ID", "Age", "Operation"), ("P1", "47", "TAH, BSO"), ("P2", "52", "TAH"))


def test_a_character_that_no_text_has_is_named_by_its_line_in_a_short_file_too():
    table = lines("ID,Age,Extent,Recurrence", "P1,4\x007,IVC,no", "P2,52,RA,yes")

    with pytest.raises(Refused, match=r"^Line 2 of this file holds a character that no text has"):
        read(table, "cohort.csv")


def test_a_cell_longer_than_any_reader_takes_is_named_by_its_row():
    table = lines("ID,Age,Symptoms", "P1,47,", f"P2,52,{'x' * 200_000}")

    with pytest.raises(Refused, match=r"^Row 3 of this file has a cell with 200,000 characters"):
        read(table, "cohort.csv")


# ── Rows that are all of one length, which a quicker reader reads ────────────────────────────

of_lines = st.lists(
    st.lists(st.text('ab",; é\'\\="', max_size=4), min_size=1, max_size=3).map(",".join),
    min_size=1,
    max_size=4,
).map("\n".join)


@given(words=of_lines, delimiter=st.sampled_from(",;"))
@settings(deadline=None, max_examples=300)
def test_the_quick_reader_finds_what_the_standard_library_finds(words: str, delimiter: str):
    by_hand = Gathered(csv.reader(io.StringIO(words), delimiter=delimiter))
    quickly = read_evenly(words, delimiter)

    assert quickly is None or quickly.rows() == by_hand.rows()
    assert quickly is None or quickly.lengths == by_hand.lengths


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        ('a,b\n"1,5","say ""no"""\n', (("a", "b"), ("1,5", 'say "no"'))),
        ("a,b\nNone,0012\nNA,1e5", (("a", "b"), ("None", "0012"), ("NA", "1e5"))),
        ('a,b\n"",x\n,y\n', (("a", "b"), (None, "x"), (None, "y"))),
    ],
)
def test_the_quick_reader_keeps_each_cell_as_it_stands(words: str, rows):
    quickly = read_evenly(words, ",")

    assert quickly is not None
    assert quickly.rows() == rows


@pytest.mark.parametrize("words", ["a,b\n1\n", "a,b\n1,2,3\n", 'a,b\n"1\n2",3\n', "a,b\n\n1,2\n"])
def test_rows_of_several_lengths_and_cells_of_several_lines_need_the_other_reader(words: str):
    assert read_evenly(words, ",") is None
