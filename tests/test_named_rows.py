"""Rows that call themselves statistics, groups or years, footers without codes, headings again."""

from collections.abc import Sequence

import pytest
from small_files import cells, lines

from ivl.intake import Answers, Preview, preview
from ivl.intake.summary_words import is_name_of_statistic

TOP = "ID,Age,Extent,Follow-up (months),Recurrence"
THREE = ("P1,47,IVC,36,no", "P2,52,RA,48,yes", "P3,39,pelvic,60,no")


def read(*rows: str, answers: Answers | None = None) -> Preview:
    return preview(lines(*rows), "a.csv", answers or Answers())


def asked(found: Preview) -> list[str]:
    return [ask.asks for ask in found.questions if ask.key.startswith("rows")]


NAMED = "they are called by the names of groups, years or statistics"


# ── However many there are ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "rows",
    [
        ("Subtotal (n=2),46,,36,", "Subtotal (n=1),39,,60,", "Grand total: 3,46,,33,20%"),
        ("小计2例,46,,36,", "小计1例,39,,60,", "合计：3例,46,,33,20%"),
        ("2015 mean,46,,36,", "2016 mean,39,,60,", "Total n=3,46,,33,20%"),
        ("Mean pelvic,46,,36,", "Mean caval,39,,60,", "Total de pacientes: 3,46,,33,"),
        ("Zwischensumme,46,,36,", "Zwischensumme,39,,60,", "Gesamt,46,,33,"),
        ("소계,46,,36,", "小計,39,,60,", "総計,46,,33,"),
    ],
)
def test_subtotals_are_no_patients_where_there_are_as_many_as_patients(rows: Sequence[str]):
    found = read(TOP, *THREE[:2], rows[0], THREE[2], *rows[1:])

    assert found.ledger.words == (
        "7 rows: 3 patients; skipped: heading (row 1), total or note (rows 4, 6 and 7)"
    )
    assert (found.patients["patient_id"].tolist(), asked(found)) == (["P1", "P2", "P3"], [])


def test_statistics_below_two_patients_are_none_however_they_are_filled():
    below = (
        "平均,46,,12,",
        "最小,33,,1,",
        "最大,50,,9,",
        "例数,2,2,2,2",
        "n,2,2,2,2",
        "%,100,50,50,0",
    )
    found = read(TOP, *THREE[:2], *below)

    assert found.ledger.words == (
        "9 rows: 2 patients; skipped: heading (row 1), total or note (rows 4, 5, 6, 7, 8 and 9)"
    )
    assert asked(found) == []


@pytest.mark.parametrize(
    "rows",
    [
        ("2015,45,,12,", "2016年,47,,24,"),
        ("Group A,45,pelvis,,", "Group B,47,IVC,,"),
        ("盆腔组,45,,12,", "心脏组,47,,24,"),
        ("Pelvic,45,pelvis,12,", "Cardiac,47,RA,24,"),
    ],
)
def test_groups_and_years_below_numbered_patients_are_asked_about(rows: Sequence[str]):
    numbered = [f"{at},{40 + at},IVC,{30 + at},no" for at in range(1, 7)]
    found = read(TOP, *numbered, *rows, "p value,0.04,,,")
    kept = read(TOP, *numbered, *rows, "p value,0.04,,,", answers=Answers({"rows 8 and 9": "no"}))

    assert len(asked(found)) == 1
    assert asked(found)[0].startswith("Rows 8 and 9 do not look like patients: ")
    assert found.cohort is None
    assert kept.ledger.words == (
        "10 rows: 6 patients; skipped: heading (row 1), no patient (rows 8 and 9), total or note "
        "(row 10)"
    )


def test_a_table_by_year_is_asked_about_below_patients_whose_codes_are_years_too():
    rows = [f"{year},47,IVC,36,no" for year in (2011, 2012, 2013)]
    below = ("2015,46,,20,", "2016,46,,24,")

    assert asked(read(TOP, *rows, *below)) == [
        f"Rows 5 and 6 do not look like patients: {NAMED}. Are they?"
    ]
    assert asked(read(TOP, *rows, below[0])) == []


def test_the_question_says_that_rows_are_called_by_the_name_of_something_else():
    numbered = [f"{at},{40 + at},IVC,{30 + at},no" for at in range(1, 7)]

    assert asked(read(TOP, *numbered, "2015,45,,12,", "2016,47,,24,")) == [
        f"Rows 8 and 9 do not look like patients: {NAMED}. Are they?"
    ]


@pytest.mark.parametrize(
    "own",
    [
        ["2015", "2016", "2017"],
        ["2016-03", "2016-04", "2016-05"],
        ["A", "B", "C"],
        ["Case A", "Case B", "Case C"],
        ["Group A-01", "Group A-02", "Group B-01"],
        ["Group A", "Group B", "Group C"],
        ["IVL2015-1", "IVL2015-2", "IVL2016-1"],
        ["SD", "MH", "SE"],
        ["RA", "PA", "LM"],
        ["N", "P", "Q"],
        ["2015", "2016-03", "A"],
        ["Total 1", "Total 2", "Total 3"],
    ],
)
def test_codes_that_look_like_names_of_groups_years_or_statistics_are_codes(own: list[str]):
    rows = [[code, 40 + at, "IVC", 36, "no"] for at, code in enumerate(own)]
    found = preview(cells(TOP.split(","), *rows), "a.csv")

    assert (found.ledger.patients, asked(found)) == ((2, 3, 4), [])


def test_initials_that_name_a_statistic_are_asked_about_where_nobody_answers_in_words():
    rows = [f"{code},{40 + at},1,36,0" for at, code in enumerate(["SD", "MH", "SE", "LK"])]

    assert asked(read(TOP, *rows)) == [
        f"Rows 2 and 4 do not look like patients: {NAMED}. Are they?"
    ]


@pytest.mark.parametrize(
    ("words", "is_name"),
    [
        *(
            (word, True)
            for word in ("Mean ± SD", "n (%)", "率(%)", "95% CI", "p = 0.03", "χ2", "n")
        ),
        *(
            (word, True)
            for word in ("12 patients", "Écart-type", "Desvio padrão", "範囲", "중앙값")
        ),
        *((word, False) for word in ("Li P.", "Li Min", "P-01", "Case 3", "Sum 3", "王芳", "SE1")),
    ],
)
def test_what_is_the_name_of_a_statistic_and_what_may_be_of_a_patient(words: str, is_name: bool):
    assert is_name_of_statistic(words) is is_name


# ── Where nobody has a code ──────────────────────────────────────────────────────────────────

FOOTERS = (
    *("Page 1 of 3", "1/3", "Total patients 12", "12 patients", "1) extent by CT", "1 = yes"),
    *("Last updated 3 Mar 2023", "0 no; 1 yes", "a by CT", "Ward 3B", "日期：2023-01-01", "---"),
    *("Prepared by: Dr Li,,Date: 2023-01-01", "制表人：黄伟,日期：2023-01-01", "Mean,46,,33"),
)


@pytest.mark.parametrize("first", ["Name", "Age", "姓名"])
def test_footers_below_patients_without_codes_are_no_patients(first: str):
    named = first != "Age"
    heads = f"{first + ',' if named else ''}Age,Extent,Follow-up (months),Recurrence"
    her = [f"{name + ',' if named else ''}47,IVC,36,no" for name in ("Ann Lee", "Eva Kay")]
    found = read(heads, *her, *FOOTERS)

    assert found.ledger.patients == (2, 3)
    assert asked(found) == []
    assert found.ledger.reasons["total or note"] == tuple(
        row for row in range(4, 4 + len(FOOTERS)) if row != 15
    )
    assert found.ledger.reasons["blank"] == (15,)


def test_one_or_two_cells_that_may_be_all_of_a_patient_are_asked_about():
    heads = "Date of surgery,Age,Extent,Follow-up (months),Recurrence"
    rows = ("2015-03-11,47,IVC,36,no", "2016-03-11,50,RA,36,no", "2016-05-02", "J. Doe,,,9 Mar,")
    found = read(heads, *rows, "2017-03-11,50,RA,,")

    assert asked(found) == [
        "Rows 4 and 5 do not look like patients: they hold next to nothing, and not what their "
        "columns ask for. Are they?"
    ]
    assert found.ledger.words == (
        "6 rows: 3 patients; skipped: heading (row 1), not decided (rows 4 and 5)"
    )


# ── Headings that come again ─────────────────────────────────────────────────────────────────


def test_headings_that_come_again_in_other_words_lose_no_patient_above_them():
    again = "Patient ID,Age (y),Extent,FU (mo),Recurrence"
    found = read(TOP, *THREE[:2], again, THREE[2])

    assert (found.header_row, found.patients["patient_id"].tolist()) == (1, ["P1", "P2", "P3"])
    assert found.ledger.words == (
        "5 rows: 3 patients; skipped: heading (row 1), repeated heading (row 4)"
    )


def test_a_row_of_units_does_not_turn_the_table_of_two_patients():
    found = read(
        "Demographics,,Tumour,,,,",
        "ID,Age,Extent,Size,Follow-up,Recurrence,Status",
        ",yrs,,cm,mo,y/n,",
        "P1,47,pelvis,5,36,no,alive",
        "P2,50,IVC,6,40,yes,alive",
    )

    assert found.patients["followup_months"].tolist() == [36, 40]
    assert found.ledger.words == (
        "5 rows: 2 patients; skipped: title (row 1), heading (rows 2 and 3)"
    )


def test_a_file_in_which_every_code_is_a_year_is_no_list_of_years():
    table = [
        ["ID", "Age", "Extent", "Follow-up (months)", "Recurrence", "Recurrence date"],
        *([2013 + n, 40 + 5 * n, "", 12 + n, "", "2016-01-02" if n == 2 else ""] for n in range(4)),
    ]

    assert preview(cells(*table), "a.csv").ledger.patients == (2, 3, 4, 5)
