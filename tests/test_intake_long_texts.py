"""Long and odd text in any place of a file: it is refused or read, and never takes the program."""

import pytest
from small_files import PLAIN, cells, patients, workbook

from ivl.intake import Refused, conventions, preview
from ivl.intake.cells import LONGEST_CELL, LONGEST_HEADING, MOST_MERGED_ROWS, merged_within
from ivl.intake.delimited import read_delimited
from ivl.intake.grammar import read_cell
from ivl.intake.headings import is_known, understand
from ivl.intake.sheet import read
from ivl.intake.summary_words import without_count
from ivl.intake.upload import NO_ANSWERS, Opened
from ivl.schema import BY_NAME

HOSTILE = {
    "dashes": "a" + "-" * 5000 + "b",
    "blanks": "a" + " " * 5000 + "b",
    "digits": "1" * 5000,
    "digits and a letter": "1" * 5000 + "x",
    "time of day": "1" * 5000 + ":30",
    "open brackets": "(" * 5000,
    "nested brackets": "年a" + "(" * 2500 + ")" * 2500,
    "dots": "..a" * 1600 + "b",
    "single letters": "a " * 2500 + "=",
    "codes": "1=a; " * 1000,
    "boxes": "a___" * 1250,
    "counts": "n=" * 2500,
    "equal signs": "=" * 5000,
    "Chinese": "年月" * 2500,
    "line breaks": "a\n" * 2500,
    "initials": "Smith " + "A." * 2500 + "!",
    "parts": "zz; " * 1250,
    "addresses": "a@a.1" * 1000,
    "figures and an address": "123456789 " + "a" * 5000,
    "numerals": "十" * 5000,
    "shares": "5%-" * 1600,
}
"""Text on which a careless pattern takes time that grows with the square of its length, or more."""

FIELDS = {
    "code": "ID",
    "number": "Age",
    "category": "Extent",
    "several": "Symptoms",
    "question": "Recurrence",
    "time": "Follow-up (months)",
    "date": "Surgery date",
    "note": "Notes",
}

N = 12


def preview_of(content: bytes, name: str = "x.csv"):
    """Of small files, whose reading needs no process of its own."""
    return Opened(name, read(content, name)).preview(NO_ANSWERS)


def table(**changed: str) -> list[list[str]]:
    """A table of plain patients in which one of them says something else."""
    headings = [*PLAIN, "Surgery date", "Notes"]
    told = {**PLAIN, "Surgery date": "2019-03-05", "Notes": "seen in clinic"}
    rows = [[told[heading].format(number) for heading in headings] for number in range(1, N + 1)]
    for heading, words in changed.items():
        rows[5][headings.index(heading)] = words
    return [headings, *rows]


@pytest.mark.parametrize("words", HOSTILE)
def test_a_long_text_in_a_cell_of_any_kind_leaves_all_patients_in_place(words: str):
    headings, *rows = table()
    for row, heading in zip(rows, FIELDS.values(), strict=False):
        row[headings.index(heading)] = HOSTILE[words]
    found = preview_of(cells(headings, *rows))
    assert len(found.patients) == N


def test_a_long_heading_is_a_column_that_is_not_recognised():
    headings, *rows = table()
    long = [text for name, text in HOSTILE.items() if name != "digits"]
    found = preview_of(cells([*headings, *long], *([*row, *("1" for _ in long)] for row in rows)))
    assert len(found.patients) == N
    assert len(found.left_out) == 1 + len(long)  # the notes and these


@pytest.mark.parametrize("words", HOSTILE)
def test_a_long_text_alone_in_a_row_takes_no_patient_away(words: str):
    rows = table()
    for at in (1, 5):
        rows.insert(at, [HOSTILE[words]])
    found = preview_of(cells(*rows))
    assert len(found.patients) >= N
    assert len(found.ledger.patients) + len(found.ledger.skipped) == N + 3  # and the headings


@pytest.mark.parametrize("words", HOSTILE)
def test_a_row_full_of_long_texts_below_the_headings_is_read_or_named(words: str):
    headings, *rows = table()
    found = preview_of(cells(headings, [HOSTILE[words]] * len(headings), *rows))
    assert len(found.ledger.patients) + len(found.ledger.skipped) == N + 2  # and the headings


def test_long_texts_on_another_sheet_do_no_harm():
    sheet = [[text, "1", f"1, {text} | 2, b"] for text in HOSTILE.values()]
    found = preview_of(workbook(Cohort=table(), Codebook=sheet), "x.xlsx")
    assert (found.sheet, len(found.patients)) == ("Cohort", N)


# ── How much is too much ─────────────────────────────────────────────────────────────────────────


def test_a_cell_with_more_than_excel_keeps_is_refused():
    with pytest.raises(Refused) as refused:
        read_delimited(cells(*table(Notes="a" * (LONGEST_CELL + 1))))
    assert str(refused.value) == (
        "Row 7 of this file has a cell with 32,768 characters; at most 32,767 can be read, as "
        "many as Excel keeps in one. Shorten it, or see whether a quotation mark before it is "
        "never closed, and upload again."
    )


def test_a_cell_with_as_much_as_excel_keeps_is_read():
    sheet = read_delimited(cells(*table(Notes="a" * LONGEST_CELL))).sheets[0]
    assert len(sheet.rows.cell(6, sheet.rows.n_columns - 1)) == LONGEST_CELL


def test_a_heading_is_understood_up_to_its_longest():
    blanks = " " * (LONGEST_HEADING - len("Recurrence"))
    assert is_known("Recurrence" + blanks)
    assert not is_known("Recurrence" + blanks + " ")


def test_a_long_list_of_codes_in_a_heading_is_understood():
    told = "; ".join(f"{code} = {'reaching some place with a long name ' * 2}" for code in range(6))
    heading = understand(f"Extent ({told})")
    assert len(told) > LONGEST_HEADING - 60
    assert [code for code, _ in heading.codes] == ["0", "1", "2", "3", "4", "5"]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Incidental group (n = 15)", "Incidental group"),
        ("Incidental (n 15)", "Incidental"),
        ("Incidental, n=15 of 39", "Incidental,"),
        ("偶发组15例", "偶发组"),
        ("偶发组（n＝15）", "偶发组"),
        ("Women 12", "Women 12"),
        ("N12", "N12"),
    ],
)
def test_the_count_after_the_name_of_a_group_is_cut_off(words: str, name: str):
    assert without_count(words) == name


# ── Merged cells ─────────────────────────────────────────────────────────────────────────────────


def test_merged_cells_end_with_their_sheet_and_count_once():
    whole = ((1, 0), (1_048_575, 0))
    beside = ((1, 1), (3, 2))
    below = ((500, 0), (600, 0))
    merged = [whole, beside, whole, ((4, 0), (8, 0)), below]
    assert merged_within("A", merged, 20) == (((1, 0), (19, 0)), beside)


def test_merged_cells_over_too_many_rows_are_refused():
    merged = [((0, column), (1_048_575, column)) for column in range(10)]
    with pytest.raises(Refused) as refused:
        merged_within("Cohort", merged, MOST_MERGED_ROWS // 10 + 1)
    assert str(refused.value) == (
        "Sheet Cohort has cells merged over 500,010 rows in all; at most 500,000 can be read. "
        "Unmerge them in Excel, or copy the cohort alone into a new file, and upload that."
    )


def test_of_very_many_different_answers_the_known_ones_are_read(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(conventions, "_MOST_DIFFERENT", 2)
    words = ["foo1", "foo2", "foo3", "yes", "IVC and RA", "", "no"]
    read = preview(patients(*({"Recurrence": word, "Extent": word} for word in words)), "a.csv")

    assert read.patients["recurrence"].tolist() == [*["unknown"] * 3, "yes", *["unknown"] * 2, "no"]
    assert [p.what for p in read.problems if p.cell == "K4"] == [
        "What stands here is not among the answers"
    ]


def test_a_long_cell_under_a_question_is_a_note_and_takes_no_time():
    note = "TAH + BSO; dyspnoea; " * 1500
    for name in ("symptoms", "uterine_procedure", "recurrence"):
        reading = read_cell(note, BY_NAME[name])
        assert reading.value is None
        assert reading.what.endswith("is a note of 31,500 characters and no answer")
        assert len(reading.what) < 120
