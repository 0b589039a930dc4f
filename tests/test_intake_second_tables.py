"""Rows and columns that belong to another table, and rows that go on describing columns."""

import io

import openpyxl
import pytest
from small_files import cells, workbook

from ivl import mending
from ivl.intake import Preview, grouped, preview

HEADINGS = ["ID", "Age", "Extent", "Date of surgery", "Follow-up (months)", "Recurrence", "Status"]
HERS = (
    [47.0, "IVC", "2019-03-15", 36.0, "no", "alive"],
    [52.0, "RA", "2018-05-20", 48.0, "yes", "alive"],
    [39.0, "pelvic", "2017-06-13", 60.0, "no", "alive"],
)
Rows = list[list[object]]


def patients(prefix: str = "P", n: int = 12) -> Rows:
    return [[f"{prefix}{at + 1}", *HERS[at % 3]] for at in range(n)]


def read(rows: Rows) -> Preview:
    return preview(workbook(Cohort=rows), "a.xlsx")


def told(found: Preview) -> list[str]:
    sentences = [group.sentence for group in grouped(found.problems)]
    return [sentence for sentence in sentences if "not recorded" not in sentence]


def beside(rows: Rows, other: Rows, n_between: int, first: int = 0) -> Rows:
    """A table with another one at its right."""
    n = max(len(rows), first + len(other))
    left = [*rows, *[[None] * len(HEADINGS)] * (n - len(rows))]
    right: Rows = [*[[]] * first, *other, *[[]] * n]
    return [[*own, *[None] * n_between, *theirs] for own, theirs in zip(left, right, strict=False)]


# ── Below the headings ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "row",
    [
        [None, "years", None, "dd/mm/yyyy", "months", "y/n", None],
        ["Unit", "y", "-", None, "months", "yes/no", "/"],
        [None, None, None, None, None, "1=yes, 0=no", None],
        [None, "岁", None, "年-月-日", "月", "是/否", None],
        ["id", "age", "ext", "dos", "fu", "rec", "stat"],
        ["(a)", "(b)", "(c)", "(d)", "(e)", "(f)", "(g)"],
        [1, 2, 3, 4, 5, 6, 7],
        ["V1", "V2", "V3", "V4", "V5", "V6", "V7"],
    ],
)
def test_a_row_below_the_headings_that_describes_columns_is_no_patient(row: list[object]):
    found = read([HEADINGS, row, *patients()])

    assert found.ledger.words == "14 rows: 12 patients; skipped: heading (rows 1 and 2)"
    assert told(found) == []
    assert [ask for ask in found.questions if "recurrence" not in ask.gives and ask.stops] == [
        ask for ask in found.questions if ask.key.startswith("without")
    ]


def test_units_below_the_headings_are_used():
    headings = ["ID", "Age", "Extent", "Date of surgery", "Follow-up", "Recurrence", "Status"]
    hint = ["no.", "years", None, "mm/dd/yyyy", "years", "0=no 1=yes", None]
    rows = [["P1", 47, "IVC", "3/4/2015", 3.5, 0, "alive"], ["P2", 50, "RA", "5/6/2016", 4, 1, ""]]
    found = read([headings, hint, *rows])
    patients = found.patients

    assert found.mapping[4].title == "Column E (Follow-up (years))"
    assert patients["followup_months"].tolist() == [42, 48]
    assert [f"{day:%Y-%m-%d}" for day in patients["surgery_date"]] == ["2015-03-04", "2016-05-06"]
    assert patients["recurrence"].tolist() == ["no", "yes"]


@pytest.mark.parametrize(
    "row",
    [
        ["P0", "unknown", "IVC", "unknown", "unknown", "no", "alive"],
        ["P0", "forty", "IVC", "spring 2015", "long", "no", "alive"],
        ["P0", 2, 3, 4, 5, 6, 7],
    ],
)
def test_a_first_patient_of_whom_little_is_known_is_a_patient(row: list[object]):
    assert 2 in read([HEADINGS, row, *patients(n=3)]).ledger.patients


# ── Below the patients ───────────────────────────────────────────────────────────────────────

ANOTHER_LIST = (
    "Sheet Cohort: {} hold another list of patients, {}. It was not read, and its patients would "
    "be lost. Bring all patients under one row of headings and upload again."
)
SWAPPED = [*HEADINGS[:5], "Status", "Recurrence"]
OTHER = [*HEADINGS[:5], "Thrombectomy", "Status"]


@pytest.mark.parametrize("headings", [HEADINGS[::-1], SWAPPED, OTHER])
@pytest.mark.parametrize("n_blank", [0, 2])
def test_a_list_below_with_other_headings_is_never_read_under_the_first(
    headings: list[str], n_blank: int
):
    rows = [dict(zip(HEADINGS, her, strict=True)) for her in patients("Q", 4)]
    second = [[her.get(heading, "no") for heading in headings] for her in rows]
    found = read([HEADINGS, *patients(), *[[]] * n_blank, headings, *second, [], second[0]])

    first = 14 + n_blank
    spans = f"Rows {first} to {first + 4} and {first + 6}"
    assert told(found) == [ANOTHER_LIST.format(spans, "with headings of its own")]
    assert found.cohort is None
    assert len(found.patients) == 12
    assert len(found.ledger.reasons["second table"]) == 6


def test_the_first_headings_again_return_to_the_first_table():
    rows = [
        HEADINGS,
        *patients(n=3),
        HEADINGS[::-1],
        *patients("Q", 1),
        HEADINGS,
        *patients("R", 2),
    ]

    assert read(rows).ledger.words == (
        "9 rows: 5 patients; skipped: heading (row 1), second table (rows 5 and 6), repeated "
        "heading (row 7)"
    )


@pytest.mark.parametrize(
    "summary",
    [
        [["Extent", "n", "%"], ["IVC", 4, 20], ["RA", 5, 25], ["<x", 11, 55]],
        [["Age group", "Recurrence", "No recurrence"], ["<40", 4, 20], ["40-50", 5, 25]],
        [["累及范围", "例数", "百分比"], ["下腔静脉", 4, 20], ["其他", 5, 25]],
    ],
)
def test_a_small_table_below_the_patients_is_left_out_and_named(summary: Rows):
    found = read([HEADINGS, *patients(), [], [], *summary, [], ["P13", *HERS[0]]])

    last = 15 + len(summary)
    assert told(found) == [
        f"Sheet Cohort: Rows 16 to {last} hold another table of its own. Left out. If it says "
        "something of single patients, give it columns of its own in their rows."
    ]
    assert found.ledger.reasons["second table"] == tuple(range(16, last + 1))
    assert len(found.patients) == 13


# ── Beside the patients ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("n_between", [0, 1, 3])
def test_a_small_table_beside_the_patients_is_left_out_and_named(n_between: int):
    summary: Rows = [["Extent", "n", "%"], ["IVC", 4, 20], ["RA", 5, 25], ["pelvic", 3, 55]]
    found = read(beside([HEADINGS, *patients()], summary, n_between))

    columns = {0: "H to J", 1: "I to K", 3: "K to M"}[n_between]
    assert told(found) == [
        f"Sheet Cohort: Columns {columns} hold a small table beside the patients. Left out. If it "
        "says something of single patients, give it columns of its own in their rows."
    ]
    assert found.ledger.words == "13 rows: 12 patients; skipped: heading (row 1)"
    assert {match.letter for match in found.mapping} == set("ABCDEFG")


@pytest.mark.parametrize("n_between", [0, 2])
@pytest.mark.parametrize("n", [4, 12, 20])
def test_a_list_beside_the_patients_is_named_and_not_mixed_in(n_between: int, n: int):
    found = read(beside([HEADINGS, *patients()], [HEADINGS, *patients("Q", n)], n_between))

    columns = {0: "H to N", 2: "J to P"}[n_between]
    assert told(found) == [ANOTHER_LIST.format(f"Columns {columns}", "beside the first")]
    assert len(found.patients) == 12
    assert len(found.ledger.reasons.get("second table", ())) == max(n - 12, 0)


def test_a_legend_beside_the_patients_makes_no_patients():
    legend: Rows = [["Legend"], ["IVC", "inferior vena cava"], ["RA", "right atrium"], ["n", 20]]
    found = read(beside([HEADINGS, *patients(n=3)], legend, 2, first=2))

    assert found.ledger.words == (
        "6 rows: 3 patients; skipped: heading (row 1), total or note (rows 5 and 6)"
    )


def test_columns_about_the_few_who_recurred_are_no_table_of_their_own():
    more = ["Date of recurrence", "Recurrence site"]
    rows = [[*HEADINGS, *more], *[[*her, "2020-01-01", "pelvis"] for her in patients(n=3)]]
    found = read([*rows, *patients("Q", 9)])

    assert {"recurrence_date", "recurrence_site"} <= {match.field for match in found.mapping}


# ── In other sheets ──────────────────────────────────────────────────────────────────────────


def test_patients_who_go_on_in_a_sheet_without_headings_are_not_lost_without_a_word():
    found = preview(
        workbook(IVL=[HEADINGS, *patients()], More=[["continued"], *patients("P9", 5)]), "a.xlsx"
    )

    assert told(found) == [
        "The sheet More holds 5 rows like those of patients, but no headings. It was not read, and "
        "its patients would be lost. If they belong to the cohort, put these rows below those of "
        "the sheet IVL, or else delete the sheet, and upload again."
    ]
    assert found.cohort is None


def test_sheets_that_name_patients_are_named_and_others_are_not():
    sheets = {
        "IVL": [HEADINGS, *patients()],
        "Deaths": [["ID", "Date of death"], ["P3", "2020-01-01"]],
        "Excluded": [["Who", "Why"], ["P4", "not IVL on review"]],
        "Key": [["Code", "Meaning"], ["0", "no"], ["IVC", "inferior vena cava"]],
        "Copy": patients(),
    }

    assert told(preview(workbook(**sheets), "a.xlsx")) == [
        "The sheets Deaths, Excluded and Copy were not read. What stands there of patients is "
        "missing from the cohort. Bring what belongs to the cohort into one sheet with a row for "
        "each patient."
    ]


def test_numbers_in_another_sheet_are_codes_where_a_heading_says_so():
    rows = [[at + 1, *her[1:]] for at, her in enumerate(patients())]
    doses = {"IVL": [HEADINGS, *rows], "Doses": [["Drug", "n"], ["letrozole", 3], ["other", 4]]}
    deaths = {"IVL": [HEADINGS, *rows], "Deaths": [["ID", "Seen"], [3, "2020-01-01"]]}

    assert told(preview(workbook(**doses), "a.xlsx")) == []
    assert told(preview(workbook(**deaths), "a.xlsx"))[0].startswith(
        "The sheet Deaths was not read."
    )


# ── In the sheet to mend ─────────────────────────────────────────────────────────────────────

NAMED = ["ID", "Age", "Extent", "Recurrence", "Follow-up (months)", "Name"]
HER = [47, "IVC", "no", 36, "Anna Miller"]


@pytest.mark.parametrize("is_below", [True, False])
def test_names_in_another_table_do_not_reach_the_sheet_to_mend(is_below: bool):
    first: Rows = [NAMED, *[[f"P{at}", *HER] for at in range(1, 7)]]
    second: Rows = [NAMED[::-1], *[[f"Q{at}", *HER][::-1] for at in range(1, 4)]]
    if is_below:
        rows = [*first, [], *second]
    else:
        rows = [[*a, None, *b] for a, b in zip(first, [NAMED, *[["Q1", *HER]] * 6], strict=True)]
    content = workbook(Cohort=rows)
    before = preview(content, "a.xlsx")
    out = mending.workbook(content, before)

    sheet = openpyxl.load_workbook(io.BytesIO(out))["Cohort"]
    assert "Miller" not in str([cell.value for row in sheet for cell in row])
    assert preview(out, "a.xlsx").ledger == before.ledger
    (error,) = preview(out, "a.xlsx").errors
    assert "another list of patients" in error.what


def test_an_example_stays_one_in_the_sheet_to_mend():
    rows = [[f"{name} Miller", *HER[:-1]] for name in ("Anna", "Mary", "Jane", "Eve", "Ruth")]
    content = workbook(Cohort=[NAMED[:-1], ["e.g. 123", *HER[:-1]], *rows])
    before = preview(content, "a.xlsx")

    assert before.ledger.reasons["example"] == (2,)
    assert preview(mending.workbook(content, before), "a.xlsx").ledger == before.ledger


def test_a_number_beside_the_headings_leaves_them_headings():
    headings = ["ID", "Age", "Extent", "Recurrence", "Follow-up (months)"]
    for beside in ([None, "n", "14"], ["2019", "2020"]):
        rows = ["P1", 47, "IVC", "no", 36], ["P2", 48, "RA", "no", 9]
        content = cells([*headings, *beside], *rows)

        assert preview(content, "a.csv").patients["patient_id"].tolist() == ["P1", "P2"]
