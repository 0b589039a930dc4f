"""What stands below a heading has to agree with it: else the column is asked about, not guessed."""

from collections.abc import Sequence

import openpyxl
import pytest
from small_files import patients, saved

from ivl.intake import Answers, Preview, Question, preview


def column(heading: str, *values: str, without: Sequence[str] = (), **answers: str) -> Preview:
    """Plain patients with one column of their own, the last of the file."""
    content = patients(*({heading: value} for value in values), without=without)
    return preview(content, "a.csv", Answers({"column L": answers["is"]} if answers else {}))


def question(read: Preview, key: str) -> Question:
    return next(ask for ask in read.questions if ask.key == key)


def offered(read: Preview, key: str) -> list[str]:
    return [option.value for option in question(read, key).options if option.value]


# ── Headings that are contradicted ───────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("heading", "values", "field"),
    [
        ("PA", ["35", "40", "28"], "pa"),  # a pressure, not the pulmonary artery
        ("RA", ["4.5", "3.2", "0"], "ra"),  # a size; a 0 among them is no "no"
        ("CPB", ["2019-03-05", "2019-04-07"], "cpb"),
        ("ER", ["63.5", "70.2"], "er"),
        ("BMI", ["normal", "obese"], "bmi"),
        ("Transfusion", ["0", "1"] * 3, "transfusion"),  # yes and no, not millilitres
        ("ICU", ["1", "0"] * 3, "icu_time"),
        ("RFS", ["1", "0"] * 3, "time_to_recurrence_months"),
        ("Size (cm)", ["2019-03-05", "2019-04-07"], "tumor_size"),
        ("Date of recurrence", ["yes", "no"], "recurrence_date"),
        ("Last contact", ["36", "48"], "last_followup_date"),
        ("PT", ["11.2", "12.0", "13.4"], "patient_id"),  # prothrombin time
        ("Patient number", ["1", "2"] * 5, "patient_id"),
    ],
)
def test_a_column_whose_values_are_of_another_kind_is_asked_about(heading, values, field):
    read = column(heading, *values)

    (one,) = [left for left in read.left_out if left.heading == heading]
    assert one.reason == "not decided"
    assert offered(read, f"column {one.letter}") == [field]
    assert field not in [m.field for m in read.mapping if m.heading == heading]


@pytest.mark.parametrize(
    ("heading", "values", "field"),
    [
        ("CPB", ["yes", "no", "used", "2019-03-05"], "cpb"),  # a slip
        ("PA", ["0", "1", "99"], "pa"),
        ("Blood loss (mL)", ["100", "minimal", "300"], "blood_loss"),
        ("Gravidity", ["0", "1"] * 3, "gravidity"),
        ("Date of recurrence", ["2019-03-05", "none"], "recurrence_date"),
    ],
)
def test_single_cells_of_another_kind_are_slips(heading, values, field):
    assert field in [match.field for match in column(heading, *values).mapping]


def test_the_question_shows_values_unless_they_could_name_somebody():
    assert question(column("PA", "35", "40", "28", "21"), "column M").asks == (
        'Column M (PA): what does it record? It holds "35", "40", "28" and others.'
    )
    names = column("Paitent", "Smith", "Jones")
    assert [ask.asks for ask in names.questions] == ["Column M (Paitent): what does it record?"]


def test_a_contradicted_column_is_read_as_its_owner_says():
    read = column("CPB", "12.5", "13.5", without=["Age"], **{"is": "tumor_size"})

    assert read.patients["tumor_size"].tolist() == [12.5, 13.5]
    assert "column L" not in [ask.key for ask in read.questions]


# ── Vague headings ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("heading", "values", "field"),
    [
        ("Outcome", ["alive", "dead"], "vital_status"),
        ("Status at entry", ["primary", "recurrent"], "presentation_type"),
        ("Outcome", ["NED", "AWD", "DOD"], "vital_status"),
        ("结局", ["复发", "无复发"], "recurrence"),
        ("Outcome (1=alive, 2=dead)", ["1", "2"], "vital_status"),
        ("Survival", ["36", "48"], "followup_months"),
        ("Stage", ["I", "II"], "stage"),
        ("分期", ["1", "2"], "stage"),
        ("Case", ["P1", "P2"], "patient_id"),
        ("Case", ["primary", "recurrent"] * 3, "presentation_type"),
    ],
)
def test_a_vague_heading_is_what_its_values_prove(heading, values, field):
    lost = ["Status", "Recurrence", "Follow-up (months)", "Extent", "ID"]
    read = column(heading, *values, without=lost)

    assert [m.field for m in read.mapping if m.heading == heading and not m.is_aside] == [field]


@pytest.mark.parametrize(
    ("heading", "values", "fields"),
    [
        ("Outcome", ["1", "0"], ["recurrence", "vital_status"]),
        ("Outcome", ["good", "poor"], ["recurrence", "vital_status"]),
        ("结局", ["1", "2"], ["recurrence", "vital_status"]),
        ("OS", ["0", "1"] * 3, ["vital_status"]),
        ("Date", ["2019-03-05"] * 2, ["surgery_date", "last_followup_date", "recurrence_date"]),
        ("Duration", ["36", "40"], ["op_time", "los", "adjuvant_months", "followup_months"]),
        ("分期", ["一期", "二期"], ["tumor_extent", "stage", "operation_stages"]),
        ("Stage", ["pelvic", "IVC"], ["tumor_extent", "stage", "operation_stages"]),
        ("Disease-free", ["yes", "no"], ["recurrence"]),
        ("Complete", ["yes", "no"], ["resection_completeness"]),
    ],
)
def test_a_vague_heading_that_nothing_proves_is_asked_about(heading, values, fields):
    lost = ["Status", "Recurrence", "Follow-up (months)", "Extent", "Resection"]
    read = column(heading, *values, without=lost)

    assert offered(read, "column H") == fields
    assert heading not in [match.heading for match in read.mapping]


def test_what_other_columns_record_is_not_offered_again():
    assert offered(column("Outcome", "1", "0", without=["Status"]), "column L") == ["vital_status"]


def test_yes_under_free_of_disease_is_no_recurrence_once_its_owner_says_so():
    read = column("Disease-free", "yes", "no", without=["Recurrence"], **{"is": "recurrence"})

    assert read.patients["recurrence"].tolist() == ["no", "yes"]


# ── Headings that say the opposite, or less ──────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("heading", "other", "field", "yes", "no"),
    [
        ("R0", "Resection", "resection_completeness", "R0_complete", "incomplete"),
        ("DOD", "Status", "vital_status", "dead", "unknown"),
        ("Alive with disease", "Status", "vital_status", "alive", "unknown"),
        ("USO", "Ovarian procedure", "ovarian_procedure", "one_kept", "unknown"),
        ("双侧卵巢保留", "Ovarian procedure", "ovarian_procedure", "both_kept", "unknown"),
    ],
)
def test_a_no_says_no_more_than_the_heading(heading, other, field, yes, no):
    read = column(heading, "yes", "no", without=[other])

    assert read.patients[field].tolist() == [yes, no]


def test_what_a_no_leaves_open_is_said():
    read = column("BSO", "yes", "no", without=["Ovarian procedure"])
    assert [problem.sentence for problem in read.problems] == [
        "Ovarian procedure: Column L (BSO) asks about one answer alone. A yes below it was read as "
        "both removed. Write the answer in words where it was another one.",
        'Row 3, Ovarian procedure: A no to "BSO" leaves open what was done instead. Counted as '
        "unknown, as in 1 of 2 patients, so shares of ovarian procedure are of the other 1 only. "
        'Add a column headed "Ovarian procedure" that says what was done to each patient.',
    ]


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("No recurrence", ["A yes below it was read as a no, and a no as a yes"]),
        (
            "无残留",
            ["A yes below it was read as complete (R0), and a no as incomplete, degree not stated"],
        ),
        ("No complications", []),
    ],
)
def test_a_negative_heading_is_told_with_what_yes_and_no_became(heading, told):
    read = column(heading, "yes", "no", without=["Recurrence", "Resection"])

    assert [problem.why for problem in read.problems if heading in problem.what] == told


@pytest.mark.parametrize(
    ("heading", "other", "field", "levels"),
    [
        ("Ovary preserved", "Ovarian procedure", "ovarian_procedure",
         ["some_kept", "both_removed"]),
        ("保留卵巢", "Ovarian procedure", "ovarian_procedure", ["some_kept", "both_removed"]),
        ("Ovaries removed", "Ovarian procedure", "ovarian_procedure", ["some_removed", "unknown"]),
        ("Oophorectomy", "Ovarian procedure", "ovarian_procedure", ["some_removed", "unknown"]),
        (
            "Uterus retained", "Uterine procedure", "uterine_procedure",
            ["uterus_kept_unspecified", "hysterectomy_unspecified"],
        ),
        (
            "保留子宫", "Uterine procedure", "uterine_procedure",
            ["uterus_kept_unspecified", "hysterectomy_unspecified"],
        ),
    ],
)  # fmt: skip
def test_a_yes_to_an_organ_claims_no_more_than_it_says(heading, other, field, levels):
    read = column(heading, "yes", "no", without=[other])

    assert [ask.key for ask in read.questions] == []
    assert read.patients[field].tolist() == levels


@pytest.mark.parametrize("heading", ["Ovarian status", "Adnexa", "Uterus"])
def test_no_answer_is_suggested_for_a_yes_that_may_keep_or_remove(heading):
    other = "Uterine procedure" if heading == "Uterus" else "Ovarian procedure"
    read = column(heading, "yes", "no", without=[other])

    assert [(ask.key, ask.suggestion) for ask in read.questions] == [
        ("value L yes", ""),
        ("value L no", ""),
    ]


# ── Headings under another one ───────────────────────────────────────────────────────────────

BASE = ("ID", "Age", "Extent", "Follow-up (months)", "Recurrence")


def grouped(group: str, *headings: str) -> Preview:
    """A sheet with two rows of headings, in which one group stands above the last columns."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([*(None for _ in BASE), group])
    sheet.append([*BASE, *headings])
    sheet.append(["P1", 45, "IVC", 36, "no", *("yes" for _ in headings)])
    sheet.append(["P2", 46, "RA", 24, "no", *("no" for _ in headings)])
    first = len(BASE) + 1
    sheet.merge_cells(start_row=1, start_column=first, end_row=1, end_column=len(BASE + headings))
    return preview(saved(book), "a.xlsx")


@pytest.mark.parametrize(
    ("group", "heading"),
    [
        ("Postop symptoms", "Dyspnoea"), ("6 months", "Cough"), ("术后", "胸闷"),
        ("Family history", "Fibroids"), ("Neoadjuvant", "GnRH"), ("术前治疗", "来曲唑"),
        ("Previous surgery", "CPB"), ("Comorbidity", "Anaemia"), ("Vessels clamped", "IVC"),
        ("Not involved", "Renal vein"), ("Imaging at follow-up", "CT"),
    ],
)  # fmt: skip
def test_a_group_that_means_something_else_is_asked_about(group: str, heading: str):
    read = grouped(group, heading, "Ward")

    assert question(read, "column F").asks == (
        f'Column F ({heading}) stands below "{group}": what does it record? '
        'It holds "yes" and "no".'
    )
    assert "F" not in [match.letter for match in read.mapping]


@pytest.mark.parametrize(
    ("group", "heading"),
    [
        ("Symptoms", "Dyspnoea"), ("Baseline", "Anaemia"), ("Operation", "CPB"),
        ("Adjuvant", "GnRH"), ("Follow-up", "Lost to follow-up"), ("Postoperative", "DVT"),
        ("既往史", "肌瘤史"), ("术后病理", "ER"), ("肿瘤累及", "下腔静脉"), ("术前症状", "胸闷"),
    ],
)  # fmt: skip
def test_a_group_that_says_the_same_changes_nothing(group: str, heading: str):
    assert "F" in [match.letter for match in grouped(group, heading, "Ward").mapping]


def test_a_title_is_no_group_and_a_merged_group_ends_where_it_ends():
    rows = (["Postoperative follow-up of 40 women"], ["ID", "Age", "Dyspnoea"], ["P1", 45, "yes"])
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    read = grouped("Follow-up", "Lost", "Status")

    assert "symptom_dyspnea" in [match.field for match in preview(saved(book), "a.xlsx").mapping]
    assert [match.letter for match in read.mapping if match.field == "lost_to_followup"] == ["F"]


def test_a_group_is_joined_before_or_after_the_words_below():
    # Yes and no stand below, which say whether there were symptoms and not which.
    assert [m.field for m in grouped("症状", "术前", "术后").mapping if m.letter == "F"] == [
        "symptom_none"
    ]


# ── Codes that a heading explains ────────────────────────────────────────────────────────────


def test_a_code_that_the_heading_does_not_explain_beside_one_that_it_does_is_asked_about():
    read = column("Recurrence (no=1)", "1", "0", without=["Recurrence"])

    assert read.patients["recurrence"].tolist() == ["no", "unknown"]
    assert question(read, "value L 0").asks == (
        'Column L (Recurrence (no=1)), Recurrence: what does "0" mean? It stands in 1 of 2 rows.'
    )
    told = column("Recurrence (0=no, 1=yes)", "1", "0", without=["Recurrence"])
    assert told.patients["recurrence"].tolist() == ["yes", "no"]


# ── Recurrence-free times ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("heading", ["RFS (months)", "无病生存期(月)"])
def test_a_recurrence_free_time_is_a_time_to_recurrence_only_where_something_recurred(heading):
    women = ({heading: "36"}, {heading: "12", "Recurrence": "yes"})
    read = preview(patients(*women), "a.csv")

    assert read.questions == read.problems == ()
    assert read.patients["time_to_recurrence_months"].fillna(-1).tolist() == [-1, 12]
    assert read.patients["rfs_months"].tolist() == [36, 12]


def test_without_a_follow_up_a_recurrence_free_time_is_offered_for_those_without_recurrence():
    women = ({"DFS": "36"}, {"DFS": "12", "Recurrence": "yes"})
    content = patients(*women, without=["Follow-up (months)"])
    read = preview(content, "a.csv")
    answered = preview(content, "a.csv", Answers({"follow-up from free time": "yes"}))

    assert [ask.asks for ask in read.open_questions] == [
        "Column L (DFS) ends at death or last contact where nothing recurred. Shall it be the "
        "follow-up of these patients? That of the others stays unknown."
    ]
    assert read.errors == ()
    assert answered.patients["followup_months"].fillna(-1).tolist() == [36, -1]
    assert answered.patients["rfs_months"].tolist() == [36, 12]
    assert answered.cohort is not None


# ── One patient under two codes ──────────────────────────────────────────────────────────────


def test_two_codes_for_one_number_of_a_hospital_are_told_before_the_numbers_are_dropped():
    read = preview(patients(*({"住院号": number} for number in ("0012", "0013", "0012"))), "a.csv")

    assert [problem.sentence for problem in read.problems if problem.rows] == [
        "Patient: Rows 2 and 4 have the same number in Column M (住院号), and different codes. If "
        "they are one patient, she counts more than once. Keep one row for each patient."
    ]
    assert "0012" not in repr(read)


@pytest.mark.parametrize(
    "headings", [("序号", "编号"), ("Case No.", "Patient ID"), ("ID", "Study ID")]
)
def test_a_running_number_beside_the_ids_is_not_taken_for_them(headings):
    running, ids = headings
    codes = [*(f"{number:03}" for number in range(1, 8)), "003"]
    women = [{running: n, ids: code, "Age": 40 + n} for n, code in enumerate(codes, 1)]
    read = preview(patients(*women, without=["ID"]), "a.csv")

    assert read.patients["patient_id"].tolist() == codes
    assert [problem.what for problem in read.errors] == [
        "Rows 4 and 9 have the same ID and differ in Age"
    ]


@pytest.mark.parametrize(
    "codes",
    [
        ("1 (Wexlington)", "2 (Hexby)", "3 (Larks)"), ("Wexlington1", "Hexby2", "Larks3"),
        ("Case 1: Wexlington Mary", "Case 2: Hexby Anne"), ("943 476 5900", "943 476 5901"),
        ("010160-1234", "020260-1234"), ("100-10-4000", "100-10-4001"),
    ],
)  # fmt: skip
def test_names_and_national_numbers_within_codes_are_replaced(codes):
    read = preview(patients(*({"No.": code} for code in codes), without=["ID"]), "a.csv")

    assert not read.has_codes
    assert not any(code in repr(read) + read.patients.to_string() for code in codes)
