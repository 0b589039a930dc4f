"""Several rows of one patient: visits of a database, forms, second admissions, copies."""

import pandas as pd
import pytest
from small_files import lines, patients

from ivl.gains import tasks
from ivl.intake import Answers, Preview, preview
from ivl.mending import workbook

HEADINGS = (
    "record_id,redcap_event_name,redcap_repeat_instance,age,surgery_date,last_followup_date,"
    "recurrence,recurrence_date,vital_status"
)
VISITS = (
    HEADINGS,
    "1,baseline,,47,2015-09-10,,,,",
    "1,followup,1,,,2016-09-01,No,,Alive",
    "1,followup,2,,,2018-09-01,Yes,2018-08-01,Alive",
    "1,followup,3,,,2020-09-01,No,,Dead",
    "2,baseline,,51,2016-01-10,,,,",
    "2,followup,2,,,2019-01-01,No,,Alive",
    "2,followup,1,,,2018-01-01,No,,Alive",
)
KNOWN = ["patient_id", "age_at_diagnosis", "last_followup_date", "recurrence", "vital_status"]


def read(*rows: str, **answers: str) -> Preview:
    return preview(lines(*rows), "registry.csv", Answers(answers))


def about(found: Preview, label: str = "Patient") -> list[str]:
    return [problem.sentence for problem in found.problems if problem.column == label]


# ── Visits ───────────────────────────────────────────────────────────────────────────────────


def test_visits_are_joined_and_the_latest_row_tells_how_she_is():
    found = read(*VISITS)

    assert found.patients[KNOWN].astype("object").to_numpy().tolist() == [
        ["1", 47.0, pd.Timestamp("2020-09-01"), "yes", "dead"],
        ["2", 51.0, pd.Timestamp("2019-01-01"), "no", "alive"],
    ]
    assert found.patients["recurrence_date"].tolist()[0] == pd.Timestamp("2018-08-01")
    assert found.ledger.words == (
        "8 rows: 2 patients; skipped: heading (row 1), joined to another row (rows 3, 4, 5, 7 "
        "and 8)"
    )
    assert about(found) == [
        "Patient: 2 patients have several rows each (rows 2 to 8), which were joined. Each counts "
        "once, with what any of her rows says; of last contact and status the latest row counts, "
        "and a recurrence stays once it is recorded. Nothing needs to be done where each row is a "
        "visit or a form of one patient. If two patients share an ID, give each an ID of her own."
    ]


def test_what_visits_say_differently_is_asked_in_one_question():
    rows = [row.replace("followup,1,,", "followup,1,48,") for row in VISITS]
    found, last = read(*rows), read(*rows, visits="last")
    asked = next(question for question in found.questions if question.key == "visits")

    assert asked.asks == (
        "2 patients have several rows each (rows 2 to 8), which differ in Age. Which one counts "
        "there?"
    )
    assert [option.value for option in asked.options] == ["first", "last"]
    assert len(found.patients) == 2
    assert "visits" in [question.key for question in found.open_questions]
    assert last.patients["age_at_diagnosis"].tolist() == [48.0, 48.0]


def test_boxes_without_a_tick_in_one_visit_were_not_filled_in_there():
    found = read(
        "record_id,redcap_event_name,age,Symptoms (choice='Dyspnea'),Symptoms (choice='Syncope')",
        "1,baseline,47,Checked,Unchecked",
        "1,followup,,Unchecked,Unchecked",
    )

    assert found.patients[["symptom_dyspnea", "symptom_syncope"]].to_numpy().tolist() == [
        ["yes", "no"]
    ]


def test_a_problem_stands_in_the_row_that_holds_its_cell_and_gives_her_back():
    rows = [row.replace("2020-09-01", "2009-09-01") for row in VISITS[:3]]
    rows.append("1,followup,2,,,2009-09-01,No,,Alive")
    found = read(HEADINGS, *rows[1:2], "1,followup,1,,,long ago,No,,Alive")
    ((task, words),) = [
        (task, task.gain.words) for task in tasks(found) if task.problem.column == "Last contact"
    ]

    assert (task.problem.row, task.problem.cell) == (3, "F3")
    assert words.endswith("1 patient for recurrence, recurrence-free survival, overall survival "
                          "and follow-up")  # fmt: skip


def test_what_cannot_be_true_is_said_of_the_cell_in_the_other_row():
    found = read(HEADINGS, VISITS[1], "1,followup,1,,,2011-09-01,No,,Alive")

    assert [(p.row, p.cell) for p in found.problems if p.column == "Last contact"] == [(3, "F3")]


def test_the_copy_keeps_every_row_and_reads_as_the_file_did():
    content = lines(*VISITS)
    before = preview(content, "registry.csv")
    after = preview(workbook(content, before), "corrected.xlsx")

    assert after.ledger == before.ledger
    pd.testing.assert_frame_equal(after.patients, before.patients)


# ── One code by mistake or on purpose ────────────────────────────────────────────────────────


def test_two_rows_that_complete_each_other_are_one_patient():
    her = {"ID": "P1", "Follow-up (months)": "", "Recurrence": ""}
    found = preview(patients(her, {}, {"ID": "P1", "Age": ""}), "a.csv")

    assert found.patients[["patient_id", "age_at_diagnosis", "recurrence"]].to_numpy().tolist() == [
        ["P1", 47.0, "no"],
        ["P2", 47.0, "no"],
    ]
    assert about(found) == [
        "Patient: 1 patient has several rows (rows 2 and 4), which were joined. Each counts once, "
        "with what any of her rows says. If two patients share an ID, give each an ID of her own."
    ]


def test_the_same_said_in_other_words_is_no_contradiction():
    found = preview(patients({"ID": "P1"}, {"ID": "P1", "Recurrence": "N", "Age": ""}), "a.csv")

    assert len(found.patients) == 1
    assert found.errors == ()


@pytest.mark.parametrize("heading", ["Name", "Date of birth"])
def test_what_is_not_kept_tells_two_women_under_one_code_apart(heading: str):
    one, other = ("Li Fang", "Wang Mei") if heading == "Name" else ("1960-01-02", "1971-03-04")
    found = preview(patients({"ID": "P1", heading: one}, {"ID": "P1", heading: other}), "a.csv")

    assert [problem.what for problem in found.errors] == [
        f"Rows 2 and 3 have the same ID and differ in Column M ({heading})"
    ]


def test_codes_of_few_patients_with_many_rows_stay_codes():
    rows = [f"{code},48,IVC,no,{months}" for code in (1, 2, 3) for months in (6, 12, 24)]
    found = read("record_id,age,extent,recurrence,followup_months", *rows)

    assert found.patients[["patient_id", "followup_months"]].to_numpy().tolist() == [
        ["1", 24.0],
        ["2", 24.0],
        ["3", 24.0],
    ]


def test_a_code_with_something_added_may_be_a_further_row_of_that_patient():
    top = "ID,Age,Extent,Date of surgery,Follow-up (months),Recurrence,Status"
    rows = [f"P{number},4{number},IVC,2019-03-15,36,no,alive" for number in (1, 2, 3)]
    found = read(top, *rows, "P1 cont,,,,48,yes,")
    joined = read(top, *rows, "P1 cont,,,,48,yes,", **{"rows 5": "same"})
    asked = next(question for question in found.questions if question.key == "rows 5")

    assert asked.options[1].label == "No, it is a further row of that other patient"
    assert joined.patients[["patient_id", "followup_months", "recurrence"]].to_numpy().tolist() == [
        ["P1", 48.0, "yes"],
        ["P2", 36.0, "no"],
        ["P3", 36.0, "no"],
    ]


def test_codes_of_more_digits_than_a_number_keeps_are_not_trusted():
    found = read(
        "ID,Age,Extent,Recurrence,Follow-up (months)",
        "1.23457E+17,47,IVC,no,36",
        "1.23457E+17,47,,no,36",
    )

    assert len(found.patients) == 2
    assert [problem.sentence for problem in found.errors] == [
        "Patient: Rows 2 and 3 have IDs of more digits than a number keeps, and the last ones are "
        "lost. Different patients may have the same ID. Format the column as text, enter the IDs "
        "again and upload again."
    ]


def test_rows_that_agree_in_all_but_the_code_are_pointed_out():
    rows = [
        {"ID": f"P{at}", "Age": str(40 + at), "Surgery date": f"2015-03-{10 + at}"}
        for at in range(12)
    ]
    found = preview(patients(*rows, {**rows[4], "ID": "P77"}), "a.csv")

    assert about(found) == [
        "Patient: Rows 6 and 14 are the same but for their IDs. They count as different patients. "
        "Delete the rows that repeat one patient."
    ]


# ── Against time ─────────────────────────────────────────────────────────────────────────────


AGAIN = (
    "ID,Visit date,Age,Extent,Follow-up (months),Recurrence,Status",
    *(
        f"P{n},,47,IVC,{months},no,{status}"
        for n in (1, 2, 3)
        for months, status in ((30, "alive"), (50, "dead"), (51, "alive"))
    ),
)


def test_who_dies_at_one_visit_and_lives_at_a_later_one_is_asked_about():
    found = read(*AGAIN)
    (asked,) = found.open_questions

    assert asked.asks == (
        "Rows 3, 6 and 9 say that they died, and later rows of the same patients that they are "
        "alive. Did they die?"
    )
    assert [option.label for option in asked.options] == [
        "Yes: the death counts, and no later status or contact",
        "No: the latest row counts",
    ]
    ends = {}
    for answer in ("yes", "no"):
        answered = read(*AGAIN, **{asked.key: answer})
        assert not answered.open_questions
        ends[answer] = set(
            zip(answered.patients["death"], answered.patients["os_months"], strict=True)
        )
    assert ends == {"yes": {(True, 50.0)}, "no": {(False, 51.0)}}


def test_one_patient_who_lives_after_her_death_is_asked_about_in_the_singular():
    once = [row for at, row in enumerate(AGAIN) if at < 4 or "dead" not in row]
    (asked,) = read(*once).open_questions

    assert asked.asks == (
        "Row 3 says that she died, and a later row of the same patient that she is alive. Did she "
        "die?"
    )


def test_a_follow_up_that_grows_shorter_from_visit_to_visit_is_no_latest_one():
    rows = [row.replace("Visit date", "redcap_repeat_instance") for row in AGAIN]
    rows = [
        row.replace(",,47", f",{at},47").replace("dead", "alive") for at, row in enumerate(rows)
    ]
    (asked,) = read(*[row.replace(",51,", ",20,") for row in rows]).open_questions

    assert not read(*rows).open_questions
    assert asked.asks == (
        "3 patients have several rows each (rows 2 to 10), which differ in Follow-up. Which one "
        "counts there?"
    )


def test_the_codes_of_every_visit_tell_what_they_mean():
    """1 is no here: read without the 2 of another visit, everybody would seem to recur."""
    rows = [
        "ID,redcap_repeat_instance,Age,Extent,Follow-up (months),Recurrence,Status",
        *(
            f"P{n},{visit},47,IVC,{12 * visit},{2 if (n, visit) == (1, 2) else 1},alive"
            for n in (1, 2, 3)
            for visit in (1, 2, 3)
        ),
    ]
    (asked,) = read(*rows).open_questions

    assert asked.asks == "Column F (Recurrence) holds 1 and 2: what do they mean?"
    answered = read(*rows, **{asked.key: "1 no, 2 yes"})
    assert answered.patients["recurrence"].tolist() == ["yes", "no", "no"]
    other = read(*rows, **{asked.key: "1 yes, 2 no"})
    assert other.patients["recurrence"].tolist() == ["yes", "yes", "yes"]


def test_one_id_of_too_many_digits_is_told_in_the_singular():
    rows = ("1.23456789012346E+17,47,IVC,no,36", "2,48,IVC,no,36", "3,49,RA,no,40")
    found = read("ID,Age,Extent,Recurrence,Follow-up (months)", *rows)

    assert about(found) == [
        "Patient: Row 2 has an ID of more digits than a number keeps, and the last ones are lost. "
        "Different patients may have the same ID. Format the column as text, enter the IDs again "
        "and upload again."
    ]
