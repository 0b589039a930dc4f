"""Rows that are no patients, or may be none: left out with a reason, or asked about."""

import openpyxl
import pytest
from small_files import cells, lines, saved

from ivl.intake import (
    Answers,
    Preview,
    from_file,
    grouped,
    opened,
    preview,
    recall,
    remember,
    to_file,
)
from ivl.intake.footnotes import codes_in

TOP = "ID,Age,Extent,Date of surgery,Follow-up (months),Recurrence,Status"
THREE = (
    "P1,47,IVC,2019-03-15,36,no,alive",
    "P2,52,RA,2018-05-20,48,yes,alive",
    "P3,39,pelvic,2017-06-13,60,no,alive",
)
WITHOUT_TIME = "Time to recurrence"


def read(*rows: str, answers: Answers | None = None) -> Preview:
    return preview(lines(TOP, *rows), "a.csv", answers or Answers())


def told(found: Preview) -> list[str]:
    """What is said, but for columns that the small table lacks."""
    sentences = [group.sentence for group in grouped(found.problems)]
    return [sentence for sentence in sentences if "not recorded" not in sentence]


def asked(found: Preview) -> list[str]:
    return [ask.asks for ask in found.questions if ask.stops]


def codes(found: Preview) -> list[str]:
    return found.patients["patient_id"].tolist()


# ── Certainly none ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "row",
    [
        "3 patients",
        "Avg.,46",
        "Variance,43",
        "Overall,46",
        "All,46,,,48",
        "All patients,46,,,48",
        "Subtotal,46",
        "%,,,,,33%",
        "Mittelwert,46",
        "Écart-type,6.6",
        "Promedio,46",
        "Gemiddelde,46",
        "Среднее,46",
        "平均値,46",
        "均数±标准差,46",
        "Maximum,52",
        "25th percentile,40",
        "Mode,47",
        "n,20",
        "Count,3",
        "Grand total,3",
        "p-value,0.03",
        "95% CI,41-50",
        "STDEV,6.6",
        "SEM,3.3",
        "IQR,39-52",
        "Recurrence rate,33%",
        "Missing (%),0",
        "valid,3",
        "Alive,3",
        "Yes,1",
        "Females,3",
        ",46,,,48,,",
        "X,46,,,48",
        "总例数,3",
        "3例,46",
        "复发率,33%",
        "存活,3",
    ],
)
def test_a_statistic_below_the_patients_is_no_patient(row: str):
    found = read(*THREE, row)

    assert (codes(found), told(found), asked(found)) == (["P1", "P2", "P3"], [], [])
    assert found.ledger.words == (
        "5 rows: 3 patients; skipped: heading (row 1), total or note (row 5)"
    )


@pytest.mark.parametrize("named", ["e.g. P0", "Example", "示例", "例：P0", "z. B. P0"])
def test_an_example_below_the_headings_is_no_patient(named: str):
    found = read(f"{named},45,IVC,2019-03-01,36,no,alive", *THREE)

    assert found.ledger.words == "5 rows: 3 patients; skipped: heading (row 1), example (row 2)"


def test_a_legend_set_apart_below_the_patients_is_a_note():
    legend = ("R0,complete", "R1,microscopic", "1,yes", "IVC,inferior vena cava", "GnRH-a,drug")
    found = read(*THREE, "", *legend)

    assert (told(found), asked(found)) == ([], [])
    assert found.ledger.words == (
        "10 rows: 3 patients; skipped: heading (row 1), blank (row 5), total or note (rows 6, 7, "
        "8, 9 and 10)"
    )


@pytest.mark.parametrize("year", ["2015", "2015年", "2015-2017"])
def test_a_year_alone_above_patients_is_the_name_of_a_group(year: str):
    found = read(year, THREE[0], "2018", *THREE[1:])

    assert found.ledger.words == (
        "6 rows: 3 patients; skipped: heading (row 1), name of a group (rows 2 and 4)"
    )
    assert told(found) == [
        "Rows 2 and 4 hold nothing but a word or a year above patients. What it says of the "
        "patients below was not read. Give it a column of its own, filled in for each patient."
    ]


def test_codes_alone_below_the_patients_are_left_out_and_named():
    found = read(*THREE, "P4", "P5", "P6", "", "P7")

    assert told(found) == [
        "Rows 5 to 7 and 9 hold a code and nothing else. Left out, since nobody follows. If a "
        "patient is meant, fill in what is known."
    ]
    assert found.ledger.words == (
        "9 rows: 3 patients; skipped: heading (row 1), code alone (rows 5, 6, 7 and 9), "
        "blank (row 8)"
    )


def test_a_code_alone_between_patients_is_a_patient_of_whom_nothing_is_known():
    found = read(*THREE[:2], "P4", THREE[2])

    assert codes(found) == ["P1", "P2", "P4", "P3"]
    assert told(found) == [
        "Row 4 holds a code and nothing else. Counted as a patient of whom all is unknown. If none "
        "is meant, delete the row."
    ]


# ── Asked about ──────────────────────────────────────────────────────────────────────────────

UNLIKE = "its code is unlike the others, and it holds little that patients have"
CODELESS = "it has no code, and little that patients have"
CALLED = "it is called by the name of a group, a year or a statistic"
TRIAL = "a word in it calls it an example, a trial or void"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("Q1,39", CALLED),
        ("Ward B,46", UNLIKE),
        ('20,46.2,,,17 (85%),"6 (30%)"', UNLIKE),
        ("2018,50,IVC", UNLIKE),
        (",50,,,40,,", CODELESS),
        (",,,,,no,alive", CODELESS),
        ("Test,46,IVC,2019-03-01,36,no,alive", TRIAL),
        ("测试1,46,IVC,2019-03-01,36,no,alive", TRIAL),
    ],
)
def test_a_row_unlike_the_patients_is_asked_about_and_then_goes_where_its_owner_says(row, why):
    found = read(*THREE, row)
    key = "rows 5"

    assert asked(found)[0] == f"Row 5 does not look like a patient: {why}. Is it one?"
    assert found.cohort is None
    assert found.ledger.words == "5 rows: 3 patients; skipped: heading (row 1), not decided (row 5)"
    assert told(found) == []
    out = read(*THREE, row, answers=Answers({key: "no"}))
    assert out.ledger.words == "5 rows: 3 patients; skipped: heading (row 1), no patient (row 5)"
    assert read(*THREE, row, answers=Answers({key: "yes"})).ledger.patients == (2, 3, 4, 5)


CHINESE = "编号,年龄,发现方式,症状,累及范围,手术日期,随访时间(月),术后复发,生存状态"
FIFTEEN = tuple(
    f"{number:03},{40 + number},非意外发现,胸闷,右心房,2015-03-{number:02},{30 + number},否,存活"
    for number in range(1, 16)
)


STATISTICS = """
    最大值 最小 最高 最低 范围 极差 四分位数 P25 IQR 例数 总例数 N 百分比 % 率 P值 χ2 x±s 方差 SE
    众数 总和 计 总 累计 AVG 最大年龄 最长随访 随访中位数 参考值 盆腔组平均 存活
"""
SIGNED = ("审核人：李娜,,,日期：2021-03-01", "填表人：王建国,,,,电话13812345678", "第1页 共2页")


@pytest.mark.parametrize(
    "row", [*(f"{word},46,,,,,36,," for word in STATISTICS.split()), *SIGNED, ",48,,,,,38,,"]
)
def test_a_statistic_or_a_signature_below_a_chinese_table_is_no_patient(row: str):
    found = preview(lines(CHINESE, *FIFTEEN, row), "a.csv")

    assert found.ledger.words == (
        "17 rows: 15 patients; skipped: heading (row 1), total or note (row 17)"
    )
    assert "rows 17" not in [ask.key for ask in found.questions]


def test_codes_made_from_those_of_others_are_asked_about_however_many_there_are():
    second = ("003复发", "003（二次）", "003 (2nd op)", "3 cont.", "003a", "No.003", "dup 3")
    rows = [FIFTEEN[2].replace("003", code) for code in second]
    found = preview(lines(CHINESE, *FIFTEEN, *rows), "a.csv")

    assert asked(found)[0] == (
        "Rows 17 to 23 do not look like patients: their codes are those of other patients with "
        "something added. Are they?"
    )
    assert len(found.patients) == 15


def test_further_rows_that_are_counted_on_are_joined_where_their_owner_says_so():
    rows = ["1-1,47,IVC,,36,no,alive", "1-2,47,IVC,,,,", "2-1,50,RA,,9,no,", "3-1,50,RA,,9,no,"]
    found = preview(lines(TOP, *rows), "a.csv")
    joined = preview(lines(TOP, *rows), "a.csv", Answers({"rows 3": "same"}))

    assert asked(found)[0] == (
        "Row 3 does not look like a patient: its code differs from that of another row only in the "
        "letter or number counted on at its end. Is it one?"
    )
    assert codes(joined) == ["1-1", "2-1", "3-1"]
    assert joined.ledger.reasons["joined to another row"] == (3,)


VOID = ("016 void", "016（作废）", "dummy1", "DELETE", "delete", "XX 17")
OUTSIDE = (
    *("P8 withdrawn", "P9 (excluded)", "excluded P9", "P10 (not IVL)", "P8 ?sarcoma", "17剔除"),
    *("[P8]", "(P9)", "~P8~", "Ctrl1", "Ctrl2", "对照1", "Shi 2022", "Chen et al. 2019", "文献3"),
)


def test_codes_that_take_rows_back_or_leave_them_out_are_asked_about_in_one_question_each():
    rows = [FIFTEEN[2].replace("003", code) for code in (*VOID, *OUTSIDE)]
    found = preview(lines(CHINESE, *FIFTEEN, *rows), "a.csv")

    assert asked(found) == [
        "Rows 17 to 22 do not look like patients: words in them call them examples, trials or "
        "void. Are they?",
        "Rows 23 to 37 do not look like patients: their codes say that they are not of the cohort. "
        "Are they?",
    ]
    assert len(found.patients) == 15


def test_codes_that_nearly_all_leave_out_are_codes():
    own = ["Yu 2016", "Ma 2016", "Shi 2022", "Li et al. 2020", "Chen 2019"]  # taken for names
    found = preview(lines(TOP, *(f"{code},44,IVC,2019-03-15,36,no,alive" for code in own)), "a.csv")

    assert (codes(found), asked(found)) == (["1", "2", "3", "4", "5"], [])


def test_notes_that_name_patients_are_said_with_their_codes():
    notes = ("P1 died 2021", "Lost to follow-up: P1; P3", "* p2 refused consent", "P25 = 40", "P2")
    found = read(*THREE, "", *notes, "P7 died elsewhere")

    assert told(found)[1:] == [
        "Rows 6, 7 and 8: A note is about patient P1; A note is about patients P1 and P3; A note "
        "is about patient P2. Notes are not read, and what stands only there is missing from the "
        "cohort. Enter it in the row of the patient."
    ]


def test_notes_on_patients_of_a_hospital_are_said_by_their_rows():
    rows = [f"88001{at},{40 + at},IVC,,36,no,alive" for at in range(10, 15)]
    found = preview(lines(TOP.replace("ID", "MRN"), *rows, "Patient 8800112 died"), "a.csv")

    assert [one.what for one in found.problems if one.row == 7] == [
        "A note is about the patient in row 4"
    ]


@pytest.mark.parametrize(
    ("note", "named"),
    [
        ("ivl-001于2021年死亡", ["ivl-001"]),
        ("p1/p2: twins", ["p1", "p2"]),
        ("患者3死亡", ["3"]),
        ("patients 4, 6 and 12 were lost", ["4", "6", "12"]),
        ("case no. 7", ["7"]),
        ("3号失访", ["3"]),
        ("39 patients, mean 47", []),
        ("number of patients 39", []),
        ("患者39例", []),
        ("source: registry 2020", []),
    ],
)
def test_codes_are_found_in_notes(note: str, named: list[str]):
    found = list(codes_in(note))

    assert [one for one in named if one not in found] == []
    assert named or not found


SYMPTOMS = [
    ["ID", "Age", "Extent", "Symptoms", "Recurrence", "Follow-up (months)"],
    ["P1", 47, "IVC", "dyspnoea", "no", 36],
    [None, None, None, "abnormal uterine bleeding", None, None],
    ["P2", 50, "RA", None, "no", 36],
    [None, None, None, "cough", None, None],
    ["P3", 51, "RA", "cough", "yes", 36],
]


COUGHS = [{"cough"}, {"cough"}]


def known_symptoms(found: Preview) -> list[set[str]]:
    names = [name for name in found.patients if name.startswith("symptom_")]
    ticked = found.patients[names] == "yes"
    return [{name[8:] for name in names if row[name]} for _, row in ticked.iterrows()]


def test_rows_that_may_go_on_with_the_patient_above_are_joined_where_their_owner_says_so():
    found = preview(cells(*SYMPTOMS), "a.csv")
    joined = preview(cells(*SYMPTOMS), "a.csv", Answers({"rows 3 and 5": "same"}))

    assert asked(found)[0] == (
        "Rows 3 and 5 do not look like patients: they have no codes, and may go on with the rows "
        "above. Are they?"
    )
    assert known_symptoms(joined) == [{"dyspnea", "abnormal_uterine_bleeding"}, *COUGHS]
    assert joined.ledger.words == (
        "6 rows: 3 patients; skipped: heading (row 1), joined to another row (rows 3 and 5)"
    )
    assert joined.ledger.joined == {3: 2, 5: 4}


def test_rows_under_one_merged_code_go_on_with_the_first():
    book = openpyxl.Workbook()
    for row in SYMPTOMS:
        book.active.append(row)
    for block in ("A2:A3", "B2:B3", "A4:A5"):
        book.active.merge_cells(block)
    found = preview(saved(book), "a.xlsx")

    assert asked(found) == []
    assert known_symptoms(found) == [{"dyspnea", "abnormal_uterine_bleeding"}, *COUGHS]
    assert told(found)[0] == (
        "Sheet Sheet: Rows 3 and 5 go on with the rows above under one merged code. What they say "
        "was added to what stands there. Write all that is known of a patient in one row."
    )


def test_rows_below_words_of_exclusion_are_asked_about_with_the_words():
    rows = ("Excluded (not IVL):", "P4,44,IVC,2019-01-12,20,no,alive", "", "P5,44,IVC,,20,no,alive")
    others = ("对照组", "P6,44,,,20,no,alive", "2019", "P7,44,RA,,20,no,alive")
    found = read(*THREE, *rows, *others)

    assert asked(found) == [
        'Rows 6 and 8 stand below "Excluded (not IVL):". Do they belong to the cohort?',
        'Row 10 stands below "对照组". Does it belong to the cohort?',
    ]
    assert codes(found) == ["P1", "P2", "P3", "P7"]
    answers = Answers({"rows 6 and 8": "no", "rows 10": "yes"})
    assert read(*THREE, *rows, *others, answers=answers).ledger.words == (
        "12 rows: 5 patients; skipped: heading (row 1), total or note (rows 5 and 9), no patient "
        "(rows 6 and 8), blank (row 7), name of a group (row 11)"
    )


def test_means_of_groups_in_a_small_table_are_no_patients():
    few = "ID,Age,Extent,Recurrence,Follow-up (months)"
    rows = [f"P{at},{40 + at},IVC,no,{30 + at}" for at in range(1, 8)]
    below = {
        ("IVC group,44,,,30", "RA group,45,,,40"): (7, 1),
        ("TOTAL,7,,0,", "% ,100,,0,"): (7, 0),
        ("2015,3,43%", "2016,4,57%"): (7, 1),
        ("IVC,4,57%", "RA,3,43%"): (7, 0),
        ("dup P1,41,IVC,no,31", "dup P2,42,IVC,no,32"): (7, 1),
        ("P1 cont,,,yes,",): (7, 1),
        ("P25,41.5,,,31", "P75,47,,,39"): (7, 1),
        ("P25,41,IVC,no,31", "P75,47,RA,no,39"): (9, 0),
    }
    found = {rest: preview(lines(few, *rows, *rest), "a.csv") for rest in below}

    assert {
        rest: (len(one.patients), len([ask for ask in one.questions if ask.key.startswith("rows")]))
        for rest, one in found.items()
    } == below


def test_the_second_half_of_a_broken_row_is_asked_about():
    broken = ("016,50,非意外发现,胸闷", "气短,右心房,2015-03-04,34,否,存活")
    found = preview(lines(CHINESE, *FIFTEEN[:3], *broken, *FIFTEEN[3:]), "a.csv")

    assert [ask.key for ask in found.questions if ask.key.startswith("rows")] == ["rows 6"]


@pytest.mark.parametrize(
    "alone",
    [
        "Page 1 of 2",
        "March 2015",
        "2015 (n=3)",
        "Group 1",
        "Ward 3B",
        "Cases 4-6",
        "共计20人",
        "1.",
    ],
)
def test_words_with_numbers_alone_between_patients_are_no_patient(alone: str):
    found = preview(lines(CHINESE, *FIFTEEN[:5], alone, *FIFTEEN[5:]), "a.csv")

    assert found.ledger.reasons["name of a group"] == (7,)
    assert len(found.patients) == 15


def test_rows_made_in_advance_with_the_same_answers_are_asked_about_together():
    advance = [f"P{number},,,,,no,alive" for number in range(4, 23)]
    found = read(*THREE, *advance)

    assert asked(found) == [
        "Rows 5 to 23 do not look like patients: they stand last, hold little, and all hold the "
        "same beside their codes. Are they?"
    ]
    assert len(read(*THREE, *advance, answers=Answers({"rows 5 to 23": "yes"})).patients) == 22


def test_rows_of_two_kinds_are_two_questions():
    found = read(*THREE, "Ward B,46", ",,,,,no,alive")

    assert [ask.key for ask in found.questions if ask.stops] == ["rows 5", "rows 6"]


def test_what_was_said_of_rows_is_not_remembered_for_another_file():
    answers = Answers({"rows 5": "no"})
    content = lines(TOP, *THREE, "Ward B,46")
    kept = from_file(to_file(remember(preview(content, "a.csv", answers), answers)))

    assert kept.answers == ()
    assert recall(kept, opened(content, "b.csv")).preview.open_questions[0].key == "rows 5"


# ── Patients all the same ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "row",
    [
        "P12,50,IVC",
        "P12,50",
        "P12,,,,,,alive",
        "Q1,39,IVC,2017-06-13,60,no,alive",
        "Mode,39,IVC,2017-06-13,60,no,alive",
        "Rossi,39,IVC,2017-06-13,60,no,alive",
        ",39,IVC,2017-06-13,60,no,alive",
        "?,39,IVC,2017-06-13,60,no,alive",
    ],
)
def test_a_patient_with_few_answers_or_a_code_of_her_own_stays_one(row: str):
    found = read(*THREE, row)

    assert (found.ledger.patients, asked(found)) == ((2, 3, 4, 5), [])


@pytest.mark.parametrize(
    "own",
    [
        ["A1", "B2", "C3", "D4", "E5"],
        ["2011", "2012", "2013", "2014", "2015"],
        ["Q1", "Q2", "Q3", "Q4", "Q5"],
        ["SE1", "SE2", "MIN1", "MIN2", "SE3"],
        ["17", "P4", "IVL-3", "x", "0012"],
        ["例1", "例2", "例3", "例4", "例5"],
        ["Case 1", "Case 2", "Case 3", "Case 4", "Case 5"],
        ["Example 1", "Example 2", "Example 3", "Example 4", "Example 5"],
    ],
)
def test_codes_of_any_kind_are_codes(own: list[str]):
    rows = [[code, 40 + at, "IVC", "2019-03-15", 36, "no", ""] for at, code in enumerate(own)]
    found = preview(cells(TOP.split(","), *rows), "a.csv")

    assert (codes(found), asked(found)) == (own, [])


def test_patients_who_answer_in_numbers_alone_are_patients():
    rows = [f"{number},{40 + number},1,2019-03-15,36,0,1" for number in range(1, 9)]
    found = preview(lines(TOP, *rows), "a.csv")

    assert len(found.patients) == 8
    assert "rows" not in {ask.key.partition(" ")[0] for ask in found.questions}


@pytest.mark.parametrize("row", ["-,-,-,-,-,-,-", ",nan,,,NA,,", "unknown,,,,,,"])
def test_a_row_of_marks_for_unknown_is_blank(row: str):
    found = read(*THREE, row)

    assert found.ledger.words == "5 rows: 3 patients; skipped: heading (row 1), blank (row 5)"


@pytest.mark.parametrize("code", ["as above", "ditto"])
def test_a_row_that_repeats_another_by_its_word_is_asked_about(code: str):
    found = read(*THREE, f"{code},48,IVC,2020-03-15,24,no,alive")

    assert asked(found)[0] == f"Row 5 does not look like a patient: {TRIAL}. Is it one?"


def test_cells_that_moved_into_a_blank_last_column_stop_the_file():
    found = preview(
        lines(
            "ID,Age,Extent,Adjuvant,Recurrence,Lost to follow-up,Follow-up (months),Remarks",
            "P1,47,IVC,none,no,no,36,",
            "P2,52,RA,GnRH, yes,yes,no,48",
        ),
        "a.csv",
    )
    fine = preview(
        lines(
            "ID,Age,Extent,Recurrence,Follow-up (months),Time to recurrence,Ca125",
            "P1,47,IVC,no,36,no,35",
            "P2,47,IVC,yes,36,3,35",
        ),
        "a.csv",
    )

    assert [problem.sentence for problem in found.errors] == [
        "Row 3: The cells seem to have moved to the right, for a word stands under a number, and "
        "a number in the last column. They are read under the wrong headings. Put quotation marks "
        "around a cell that holds a comma or another delimiter."
    ]
    assert fine.errors == ()
