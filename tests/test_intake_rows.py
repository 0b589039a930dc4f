"""Which sheet, which rows, and what one cell says of several patients."""

import io

import openpyxl
import pytest
import xlwt
from small_files import PLAIN, cells, lines, open_document, saved, workbook

from ivl.intake import Answers, Preview, Refused, grouped, preview

HEADINGS = list(PLAIN)


def plain(number: int, **changes: object) -> list[object]:
    """The row of a patient of whom there is nothing to be said."""
    her = PLAIN | changes
    return [str(her[heading]).format(number) for heading in HEADINGS]


def told(read: Preview) -> list[str]:
    return [group.sentence for group in grouped(read.problems)]


def cohort(n: int = 4) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.active.title = "Cohort"
    for row in [HEADINGS, *(plain(number) for number in range(1, n + 1))]:
        book.active.append(row)
    return book


# ── What is hidden ───────────────────────────────────────────────────────────────────────────


def hidden_xlsx() -> bytes:
    book = cohort()
    book.active.row_dimensions[3].hidden = book.active.row_dimensions[5].hidden = True
    book.active.column_dimensions["B"].hidden = True
    return saved(book)


def hidden_xls() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Cohort")
    for row, values in enumerate([HEADINGS, *map(plain, range(1, 5))]):
        for column, value in enumerate(values):
            sheet.write(row, column, value)
    sheet.row(2).hidden = sheet.row(4).hidden = sheet.col(1).hidden = True
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def ods_row(values: list[object], attributes: str = "") -> str:
    written = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
        for value in values
    )
    return f"<table:table-row{attributes}>{written}</table:table-row>"


def hidden_ods(how: str = "collapse") -> bytes:
    is_hidden = f' table:visibility="{how}"'
    rows = [ods_row(plain(number), is_hidden if number in (2, 4) else "") for number in range(1, 5)]
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    return open_document(columns + ods_row(HEADINGS) + "".join(rows))


ROWS_HIDDEN = (
    "Sheet Cohort, rows 3 and 5: Hidden in the file. Read as patients like all others. Unhide them "
    "in Excel to look at them, and delete those that do not belong to the cohort."
)
COLUMN_HIDDEN = (
    "Sheet Cohort: Column B (Age) is hidden in the file. Read like all others. Unhide it in Excel "
    "to check what is there."
)
ROWS_FILTERED = (
    "Sheet Cohort, rows 3 and 5: Hidden by a filter. Read as patients like all others. Clear the "
    "filter in Excel to look at them, and delete those that do not belong to the cohort."
)


@pytest.mark.parametrize("written", [hidden_xlsx, hidden_xls, hidden_ods])
def test_hidden_rows_and_columns_are_read_and_named(written):
    read = preview(written(), "cohort")

    assert told(read) == [ROWS_HIDDEN, COLUMN_HIDDEN]
    assert read.ledger.words == "5 rows: 4 patients; skipped: heading (row 1)"
    assert read.patients["age_at_diagnosis"].tolist() == [47] * 4


def test_rows_and_columns_of_a_group_that_is_folded_away_count_as_hidden():
    rows = [ods_row(plain(number)) for number in range(1, 5)]
    folded = '<table:table-row-group table:display="false">{}</table:table-row-group>'
    shown = "<table:table-row-group>{}</table:table-row-group>"
    column = (
        '<table:table-column-group table:display="false"><table:table-column/>'
        "</table:table-column-group>"
    )
    content = open_document(
        f"<table:table-column/>{column}"
        + ods_row(HEADINGS)
        + shown.format(rows[0] + folded.format(rows[1]) + rows[2])
        + folded.format(rows[3])
    )

    assert told(preview(content, "a.ods")) == [ROWS_HIDDEN, COLUMN_HIDDEN]


def test_rows_that_a_filter_hides_are_read_and_named():
    book = cohort()
    book.active.auto_filter.ref = "A1:L5"
    book.active.auto_filter.add_filter_column(0, ["P1", "P3"])
    book.active.row_dimensions[3].hidden = book.active.row_dimensions[5].hidden = True

    assert told(preview(saved(book), "a.xlsx")) == [ROWS_FILTERED]
    assert told(preview(hidden_ods("filter"), "a.ods")) == [ROWS_FILTERED, COLUMN_HIDDEN]


def test_a_hidden_row_that_is_no_patient_is_not_mentioned():
    book = cohort()
    book.active.append(["Total", 4])
    book.active.row_dimensions[6].hidden = True

    assert told(preview(saved(book), "a.xlsx")) == []


# ── Rows of a text file that are longer or shorter than the headings ─────────────────────────

HEADED = "ID,Age,Extent,Adjuvant,CPB,Recurrence,Lost to follow-up,Follow-up (months),Remarks"
WHOLE = "P1,47,IVC,none,yes,no,no,36,"


def test_a_row_with_more_cells_than_headings_keeps_the_file_from_being_used():
    moved = "P2,52,RA,GnRH, yes,yes,yes,no,48,well"
    read = preview(lines(HEADED, WHOLE, moved), "cohort.csv")

    assert (
        "Row 3: There are more cells than headings. Cells that were moved to the right would be "
        "read under the wrong headings. Put quotation marks around a cell that holds a comma or "
        "another delimiter, or give each column a heading."
    ) in told(read)
    assert read.cohort is None
    assert not any("more cells" in said for said in told(preview(lines(HEADED, WHOLE), "a.csv")))


def test_a_row_with_other_delimiters_keeps_the_file_from_being_used():
    other = WHOLE.replace(",", "\t").replace("P1", "P2")
    read = preview(lines(HEADED, WHOLE, other, WHOLE.replace("P1", "P3")), "cohort.csv")

    assert any(said.startswith("Row 3: Its cells are not told apart") for said in told(read))
    assert read.cohort is None
    note = "P2 and P3 were seen elsewhere, and, as told, were well, or so it seems, at last"
    kept = preview(lines(HEADED, WHOLE, f'"{note}"', WHOLE.replace("P1", "P3")), "cohort.csv")
    assert not any("told apart" in said for said in told(kept))


def test_blank_cells_right_of_the_headings_move_nothing():
    read = preview(lines(HEADED, WHOLE + ",,", WHOLE.replace("P1", "P2")), "cohort.csv")

    assert not any("cells than headings" in said for said in told(read))


def test_a_row_with_fewer_cells_than_headings_is_named():
    others = [WHOLE.replace("P1", f"P{number}") for number in (3, 4)]
    read = preview(lines(HEADED, WHOLE, "P2,52,RA,yes,yes,no,48,", *others), "cohort.csv")

    assert (
        "Row 3: There are fewer cells than headings. If one is missing between the others, those "
        "after it were read under the wrong headings. Compare the row with your records."
    ) in told(read)


def test_a_file_without_blank_ends_has_no_rows_that_are_too_short():
    short = [f"P{number},47,IVC,none,yes,no,no,36" for number in range(2, 5)]
    read = preview(lines(HEADED, "P1,47,IVC,none,yes,no,no,36,well", *short), "cohort.csv")

    assert not any("cells than headings" in said for said in told(read))


def test_headings_that_outnumber_the_cells_of_every_row_keep_the_file_from_being_used():
    headings = "ID,Age,Follow-up, months,Recurrence,CPB,Thrombectomy"
    read = preview(lines(headings, "P1,47,36,no,yes,yes", "P2,48,40,yes,no,yes"), "cohort.csv")

    assert (
        "There are 7 headings, but 6 cells in each row. If a heading holds a delimiter, the "
        "columns after it were read under the wrong ones. Put quotation marks around such a "
        "heading, or give each column one heading."
    ) in told(read)
    assert read.cohort is None


# ── Which sheet ──────────────────────────────────────────────────────────────────────────────


def test_of_two_like_sheets_neither_is_used_before_its_owner_says_which():
    book = cohort(2)
    book.copy_worksheet(book.active).title = "Later"
    book["Later"]["A2"] = "Q1"
    read = preview(saved(book), "a.xlsx")

    assert [(ask.asks, ask.stops) for ask in read.questions] == [
        ("The sheets Cohort and Later look like cohorts. Which one should be used?", True)
    ]
    assert read.cohort is None
    chosen = preview(saved(book), "a.xlsx", Answers({"sheet": "Later"})).cohort
    assert chosen is not None
    assert chosen.patients["patient_id"].tolist() == ["Q1", "P2"]


def test_a_mere_copy_of_the_sheet_and_one_without_patients_raise_no_question():
    book = cohort(2)
    book.copy_worksheet(book.active).title = "Backup"
    book.create_sheet("Empty form").append(HEADINGS)
    by_age = book.create_sheet("By age")
    head, *rows = book.active.values
    for row in (head, *reversed(rows)):
        by_age.append(row)

    assert preview(saved(book), "a.xlsx").questions == ()


def test_a_sheet_with_few_of_the_headings_may_be_chosen_but_stops_nothing():
    book = cohort(2)
    visits = book.create_sheet("Visits")
    visits.append(["ID", "Age", "Extent"])
    visits.append(["P1", 47, "IVC"])
    read = preview(saved(book), "a.xlsx")

    assert [ask.stops for ask in read.questions] == [False]
    assert read.cohort is not None
    assert read.sheet == "Cohort"


def test_a_hidden_sheet_that_looks_like_a_cohort_is_left_out_and_named():
    book = cohort(2)
    book.copy_worksheet(book.active).title = "Old"
    book["Old"]["A2"] = "Q1"
    book["Old"].sheet_state = "hidden"
    read = preview(saved(book), "a.xlsx")

    assert read.sheet == "Cohort"
    assert read.questions == ()
    assert told(read) == [
        "The hidden sheet Old looks like a cohort as well. It was left out. Unhide it in Excel and "
        "upload again, if you mean it."
    ]


def test_a_hidden_sheet_is_read_where_no_other_looks_like_a_cohort():
    book = cohort(2)
    book.create_sheet("Notes").append(["Read me"])
    book["Cohort"].sheet_state = "hidden"
    read = preview(saved(book), "a.xlsx")

    assert len(read.patients) == 2
    assert told(read) == [
        "Sheet Cohort: This sheet is hidden in the file, but no other looks like a cohort. It was "
        "read. Unhide it in Excel and check that it is the right one."
    ]


# ── Turned tables ────────────────────────────────────────────────────────────────────────────

EXTENTS = ("pelvic", "IVC", "RA", "IVC", "PA")


def turned(*extents: str) -> list[list[object]]:
    rows = [plain(number, Extent=extent) for number, extent in enumerate(extents, start=1)]
    return [list(column) for column in zip(HEADINGS, *rows, strict=True)]


@pytest.mark.parametrize("extents", [EXTENTS, EXTENTS[:2], ("IVC",)])
def test_a_table_with_patients_in_columns_is_refused_with_a_remedy(extents: tuple[str, ...]):
    with pytest.raises(Refused) as refused:
        preview(workbook(Cohort=turned(*extents)), "a.xlsx")

    assert str(refused.value) == (
        "In sheet Cohort the headings stand below each other in column A, so that each patient "
        "has a column. Give each patient a row: copy the table in Excel, choose Paste Special and "
        "Transpose, and upload that."
    )


def test_a_first_column_of_answers_that_are_headings_too_is_no_turned_table():
    content = lines("Extent,ID,Age", "IVC,P1,47", "RA,P2,50", "PA,P3,51", "RV,P4,52")

    assert preview(content, "a.csv").ledger.words == "5 rows: 4 patients; skipped: heading (row 1)"


# ── One cell for several patients ────────────────────────────────────────────────────────────


def test_a_merged_cell_holds_for_each_of_its_rows():
    book = cohort(5)
    sheet = book.active
    for row, words in ((2, "incidental"), (4, "nonincidental")):
        sheet.cell(row, 3).value = words
    sheet["E2"] = sheet["E3"] = "pelvis"
    sheet.merge_cells("C2:C3")
    sheet.merge_cells("C4:C6")
    read = preview(saved(book), "a.xlsx")

    assert read.patients["ivl_detection"].tolist() == ["incidental"] * 2 + ["nonincidental"] * 3
    assert told(read) == [
        "Sheet Cohort: Column C (Detection) has cells merged over rows 2 to 3 and 4 to 6. What "
        "such a cell says was read for each of its rows. Check that it holds for all of them."
    ]
    assert read.questions == ()


def test_a_merged_cell_in_an_open_document_holds_for_each_of_its_rows():
    cell = '<table:table-cell office:value-type="string"><text:p>nonincidental'
    first = ods_row(plain(1)).replace(cell, cell.replace(" ", ' table:number-rows-spanned="2" ', 1))
    second = ods_row(plain(2)).replace(
        f"{cell}</text:p></table:table-cell>", "<table:covered-table-cell/>"
    )
    read = preview(open_document(ods_row(HEADINGS) + first + second), "a.ods")

    assert read.patients["ivl_detection"].tolist() == ["nonincidental"] * 2
    assert [sentence.partition(".")[0] for sentence in told(read)] == [
        "Sheet Cohort: Column C (Detection) has cells merged over rows 2 to 3"
    ]


def test_a_code_merged_over_two_rows_makes_them_one_patient_and_not_two():
    book = cohort(2)
    book.active["B3"] = 60
    book.active.merge_cells("A2:A3")

    assert (
        "Sheet Cohort, Patient: Rows 2 and 3 have the same ID and differ in Age. One patient "
        "would count more than once. Keep one row for each patient, or give each patient an ID of "
        "her own."
    ) in told(preview(saved(book), "a.xlsx"))


def test_a_cell_merged_below_the_patients_changes_nothing():
    book = cohort(2)
    book.active.append(["Note: all alive"])
    book.active.merge_cells("A4:A6")

    read = preview(saved(book), "a.xlsx")
    assert (len(read.patients), told(read)) == (2, [])


GROUPED = cells(
    [heading for heading in HEADINGS if heading != "Detection"],
    ["Incidental (n = 1)"],
    [cell for cell in plain(1, Extent="pelvis") if cell != "nonincidental"],
    [],
    ["Nonincidental group"],
    [cell for cell in plain(2) if cell != "nonincidental"],
    [cell for cell in plain(3) if cell != "nonincidental"],
    ["As known to the ward in December 2021"],
)


def test_the_name_of_a_group_above_patients_is_asked_about_and_then_theirs():
    read = preview(GROUPED, "a.csv")

    assert read.ledger.words == (
        "8 rows: 3 patients; skipped: heading (row 1), name of a group (rows 2 and 5), blank (row "
        "4), total or note (row 8)"
    )
    assert [ask.asks for ask in read.questions] == [
        'Rows 2 and 5 hold "Incidental" and "Nonincidental" alone, above patients. Is that an '
        "answer for each patient below?"
    ]
    assert read.cohort is None
    told_so = preview(GROUPED, "a.csv", Answers({"names of groups": "ivl_detection"}))
    assert told_so.cohort is not None
    assert told_so.patients["ivl_detection"].tolist() == [
        "incidental", "nonincidental", "nonincidental",
    ]  # fmt: skip
    left_out = preview(GROUPED, "a.csv", Answers({"names of groups": ""}))
    assert left_out.cohort is not None
    assert set(left_out.patients["ivl_detection"]) == {"unknown"}


def test_the_name_of_a_group_that_no_column_knows_is_named():
    rows = [plain(1), ["Ward B"], plain(2)]
    read = preview(cells(HEADINGS, ["Ward A"], *rows), "a.csv")

    assert told(read) == [
        "Rows 2 and 4 hold nothing but a word or a year above patients. What it says of the "
        "patients below was not read. Give it a column of its own, filled in for each patient."
    ]
    assert read.questions == ()


def blocks(position: int, *begun: int) -> bytes:
    rows = [plain(number, Extent="pelvis") for number in range(1, 7)]
    for number, row in enumerate(rows):
        if number not in begun:
            row[position] = ""
    if position == HEADINGS.index("Detection"):
        rows[begun[0]][position] = "incidental"
    return cells(HEADINGS, *rows)


def test_a_column_filled_once_for_each_block_is_asked_about_and_never_filled_unasked():
    content = blocks(HEADINGS.index("Detection"), 0, 3)
    read = preview(content, "a.csv")

    assert [ask.asks for ask in read.questions] == [
        "Column C (Detection) is filled in rows 2 and 5 and empty between them. Does each cell "
        "hold for the rows below it too?"
    ]
    assert read.cohort is None
    detection = {
        answer: preview(content, "a.csv", Answers({"blocks C": answer})).patients["ivl_detection"]
        for answer in ("yes", "no")
    }
    assert detection["yes"].tolist() == ["incidental"] * 3 + ["nonincidental"] * 3
    assert detection["no"].tolist() == (
        ["incidental", "unknown", "unknown", "nonincidental", "unknown", "unknown"]
    )


def test_codes_in_every_second_row_may_mean_two_rows_for_a_patient():
    content = blocks(0, 0, 2, 4)
    read = preview(content, "a.csv")

    assert [option.label for option in read.questions[0].options] == [
        "Yes, the rows below are the same patient",
        "No, each row is a patient without an ID",
    ]
    same = preview(content, "a.csv", Answers({"blocks A": "yes"}))
    assert same.ledger.words == (
        "7 rows: 3 patients; skipped: heading (row 1), duplicate (rows 3, 5 and 7)"
    )


def test_answers_that_come_again_between_gaps_are_no_blocks():
    content = blocks(HEADINGS.index("Extent"), 0, 3)  # pelvis twice

    assert preview(content, "a.csv").questions == ()


# ── Sums ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("age", "followup"), [("186", "144"), ("46.5", ""), ("", "36.0"), ("46.5", "1/4")]
)
def test_a_last_row_without_a_code_that_sums_up_the_others_is_no_patient(age: str, followup: str):
    rows = [plain(number, Age=40 + number) for number in (1, 5, 8, 12)]
    rows[0][HEADINGS.index("Follow-up (months)")] = "36.0"
    last = ["", age, *[""] * 7, followup]
    read = preview(cells(HEADINGS, *rows, last), "a.csv")

    if followup == "36.0":  # every patient has 36 months, so that 36 proves nothing
        assert read.ledger.reasons["not decided"] == (6,)
    else:
        assert read.ledger.words == (
            "6 rows: 4 patients; skipped: heading (row 1), total or note (row 6)"
        )


def test_a_last_row_without_a_code_that_answers_as_a_patient_is_one():
    rows = [plain(number, Age=40 + number) for number in (1, 5, 8, 12)]
    last = ["", "46.5", "nonincidental", "dyspnea", "IVC", *plain(1)[5:]]

    assert len(preview(cells(HEADINGS, *rows, last), "a.csv").patients) == 5


# ── What other sheets hold ───────────────────────────────────────────────────────────────────

NOT_READ = (
    "The sheets Deaths and Excluded were not read. What stands there of patients is missing "
    "from the cohort. Bring what belongs to the cohort into one sheet with a row for each patient."
)


def test_sheets_that_say_something_of_patients_are_named():
    book = cohort()
    for name, rows in {
        "Notes": [["Closed in 2021"], ["Ask Dr X", 3]],
        "Deaths": [["ID", "Date of death"], [1, "2019-03-05"]],
        "Excluded": [["who", "why"], ["P2", "withdrew consent"]],
    }.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)

    assert told(preview(saved(book), "cohort.xlsx")) == [NOT_READ]


def test_the_sheets_that_its_owner_did_not_choose_are_named():
    rows = [HEADINGS, plain(1), plain(2)]
    content = workbook(**{year: [*rows, plain(int(year))] for year in ("2018", "2019")})
    asked = preview(content, "cohort.xlsx")
    chosen = preview(content, "cohort.xlsx", Answers({"sheet": "2018"}))

    assert not any("not read" in said for said in told(asked))
    assert any(said.startswith("The sheet 2019 was not read.") for said in told(chosen))
