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

    assert [match.field for match in read.mapping if match.heading == heading] == [field]


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
        "both removed, and a no as unknown. Write the answer in words if more is known."
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
    ("heading", "other", "field"),
    [
        ("Ovary preserved", "Ovarian procedure", "ovarian_procedure"),
        ("Ovaries removed", "Ovarian procedure", "ovarian_procedure"),
        ("保留卵巢", "Ovarian procedure", "ovarian_procedure"),
        ("Uterus retained", "Uterine procedure", "uterine_procedure"),
        ("保留子宫", "Uterine procedure", "uterine_procedure"),
    ],
)
def test_where_yes_and_no_leave_several_answers_each_is_asked_about(heading, other, field):
    read = column(heading, "yes", "no", without=[other])

    assert [ask.key for ask in read.questions] == ["value L yes", "value L no"]
    assert read.patients[field].tolist() == ["unknown", "unknown"]


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
    assert [m.field for m in grouped("症状", "术前", "术后").mapping if m.letter == "F"] == [
        "symptoms"
    ]
