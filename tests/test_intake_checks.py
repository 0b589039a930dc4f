"""What cannot be true, who stands in the file twice, and what the file lacks."""

from collections.abc import Mapping
from datetime import date

import pandas as pd
import pytest
from small_files import cells, lines, patients

from ivl.intake import Answers, Preview, Problem, grouped, preview
from ivl.schema import RECORDED

TODAY = date(2022, 1, 31)


def read(*changes: Mapping[str, object], **others: object) -> Preview:
    return preview(patients(*changes, **others), "a.csv", today=TODAY)


def sentences(found: Preview) -> list[str]:
    return [problem.sentence for problem in found.problems]


# ── Plausible values ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("age", ["470", "9.9", "100.1", "-45"])
def test_a_number_beyond_its_limits_is_left_out_and_said(age: str):
    found = read({"Age": age})

    assert found.patients["age_at_diagnosis"].isna().all()
    assert found.problems == (
        Problem(
            column="Age",
            row=2,
            what=f"{age} is not plausible (10–100)",
            why="Left out of age summaries",
            how="Correct the cell and upload again",
            severity="warning",
            cell="B2",
        ),
    )
    assert found.cohort is not None


@pytest.mark.parametrize("age", ["10", "100"])
def test_a_number_at_its_limit_is_plausible(age: str):
    found = read({"Age": age})

    assert found.patients["age_at_diagnosis"].tolist() == [float(age)]
    assert found.problems == ()


@pytest.mark.parametrize(
    "column", [column for column in RECORDED if column.kind == "number"], ids=lambda c: c.name
)
def test_every_number_has_limits_that_are_checked(column):
    found = read({column.name: str(column.high + 1)})

    assert found.patients[column.name].isna().all()


def test_the_limits_hold_in_the_unit_of_the_column():
    found = read({"Tumor size": "600 mm"}, {"Tumor size": "700 mm"})

    assert found.patients["tumor_size"].tolist()[0] == 60
    assert sentences(found) == [
        "Row 3, Tumour size: 70 is not plausible (0–60). Left out of tumour size summaries. "
        "Correct the cell and upload again."
    ]


def test_a_date_in_the_future_or_long_ago_is_unknown():
    found = read({"Last contact": "2022-02-01"}, {"Last contact": "1907-02-01"})

    assert found.patients["last_followup_date"].isna().all()
    assert sentences(found) == [
        "Row 2, Last contact: 2022-02-01 is in the future. Counted as unknown. "
        "Correct the cell and upload again.",
        "Row 3, Last contact: 1907-02-01 is before 1950. Counted as unknown. "
        "Correct the cell and upload again.",
    ]


def test_months_that_end_in_the_future_are_pointed_out():
    found = read(
        {"Surgery date": "2020-01-01", "Follow-up (months)": "240"},
        {"Surgery date": "2020-01-01", "Follow-up (months)": "25"},
    )

    assert found.patients["followup_months"].tolist() == [240, 25]
    assert sentences(found) == [
        "Row 2, Follow-up: 240 months after the operation, 2020-01-01, lie in the future. The "
        "months are used. Correct the one that is wrong and upload again."
    ]
    assert round(found.problems[0].months_apart) == 215


def test_more_births_than_pregnancies_are_pointed_out():
    found = read({"Obstetric history": "G2P3"}, {"Obstetric history": "G3P2"})

    assert sentences(found) == [
        "Row 2, Parity: 3 births, but 2 pregnancies. Both are used as they stand. Check the row, "
        "and upload again if something changes."
    ]


def test_today_is_not_in_the_future():
    assert read({"Last contact": "2022-01-31"}).problems == ()


# ── Contradictions ───────────────────────────────────────────────────────────────────────────

RECURRED = {"Recurrence": "yes", "Time to recurrence (months)": "12"}
DATED = {"Surgery date": "2019-01-01", "Last contact": "2021-12-31"}


@pytest.mark.parametrize(
    ("changes", "sentence", "made_unknown"),
    [
        (
            RECURRED | {"Time to recurrence (months)": "40"},
            "Row 2, Time to recurrence: 40 months to recurrence, but 36 months of follow-up. Not "
            "used: unless another time of recurrence is given, she counts in tables of recurrence "
            "but not in curves. Correct the one that is wrong and upload again.",
            "time_to_recurrence_months",
        ),
        (
            {"Recurrence date": "2020-01-01"},
            "Row 2, Recurrence: No recurrence, but a date of recurrence, 2020-01-01. Whether the "
            "tumour recurred counts as unknown. Correct the one that is wrong and upload again.",
            "recurrence",
        ),
        (
            {"Time to recurrence (months)": "12"},
            "Row 2, Recurrence: No recurrence, but 12 months to recurrence. Whether the tumour "
            "recurred counts as unknown. Correct the one that is wrong and upload again.",
            "recurrence",
        ),
        (
            {"Recurrence site": "pelvis"},
            "Row 2, Recurrence: No recurrence, but a site of recurrence. Whether the tumour "
            "recurred counts as unknown. Correct the one that is wrong and upload again.",
            "recurrence",
        ),
        (
            DATED | {"Last contact": "2018-12-31"},
            "Row 2, Last contact: 2018-12-31 is before the operation, 2019-01-01. The last contact "
            "counts as unknown. Correct the one that is wrong and upload again.",
            "last_followup_date",
        ),
        (
            DATED | RECURRED | {"Recurrence date": "2018-12-31"},
            "Row 2, Date of recurrence: 2018-12-31 is before the operation, 2019-01-01. The date "
            "of recurrence counts as unknown. Correct the one that is wrong and upload again.",
            "recurrence_date",
        ),
        (
            DATED | RECURRED | {"Recurrence date": "2022-01-01", "Time to recurrence (months)": ""},
            "Row 2, Date of recurrence: 2022-01-01 is after the last contact, 2021-12-31. Not "
            "used: unless another time of recurrence is given, she counts in tables of recurrence "
            "but not in curves. Correct the one that is wrong and upload again.",
            "recurrence_date",
        ),
        (
            {"Status": "dead", "Last contact": "2021-12-31", "Date of death": "2021-12-01"},
            "Row 2, Last contact: 2021-12-31 is after her death, 2021-12-01. The last contact "
            "counts as unknown, and the date of death is used. Correct the one that is wrong and "
            "upload again.",
            "last_followup_date",
        ),
        (
            {"Date of death": "2021-12-01"},
            "Row 2, Vital status: Alive, but a date of death, 2021-12-01. Whether she died counts "
            "as unknown. Correct the one that is wrong and upload again.",
            "vital_status",
        ),
    ],
)
def test_a_contradiction_in_an_endpoint_makes_the_value_unknown(
    changes: Mapping[str, str], sentence: str, made_unknown: str
):
    found = read(changes)

    assert sentences(found)[0] == sentence
    value = found.patients[made_unknown].iloc[0]
    assert pd.isna(value) or value == "unknown"
    assert found.cohort is not None


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"Extent": "IVC", "Detection": "incidental"},
            "Row 2, Detection group: Incidental, but the tumour reached the vena cava. Both are "
            "used as they stand. Check the row, and upload again if something changes.",
        ),
        (
            {"Extent": "RA", "Thrombectomy": "no"},
            "Row 2, Thrombectomy: No thrombectomy, but the tumour reached the right heart. Both "
            "are used as they stand. Check the row, and upload again if something changes.",
        ),
        (
            {"Status": "dead", "Lost": "yes"},
            "Row 2, Lost to follow-up: Dead, and lost to follow-up. She counts as dead. Check the "
            "row, and upload again if something changes.",
        ),
        (
            {"Extent": "IVC", "RA": "yes"},
            "Row 2, Furthest reach: The furthest reach is vena cava, level not stated, but Right "
            "atrium is yes. The furthest reach is used. Check the row, and upload again if "
            "something changes.",
        ),
        (
            DATED | {"Follow-up (months)": "30"},
            "Row 2, Follow-up: 30 months, but 36.0 months by the dates. The months are used. "
            "Correct the one that is wrong and upload again.",
        ),
        (
            DATED | RECURRED | {"Recurrence date": "2020-07-01"},
            "Row 2, Time to recurrence: 12 months, but 18.0 months by the dates. The months are "
            "used. Correct the one that is wrong and upload again.",
        ),
    ],
)
def test_other_contradictions_are_named_and_kept(changes: Mapping[str, str], sentence: str):
    found = read(changes)
    her = found.patients.iloc[0]
    reads = {match.heading: match.field for match in found.mapping}

    assert sentences(found) == [sentence]
    assert not any(pd.isna(her[reads[name]]) or her[reads[name]] == "unknown" for name in changes)
    assert found.cohort is not None


@pytest.mark.parametrize(
    "changes",
    [
        RECURRED | {"Time to recurrence (months)": "36"},
        DATED | {"Follow-up (months)": "36.9"},
        {"DFS (months)": "36"},
        {"DFS (months)": "20"},
        {"Extent": "uterus", "Detection": "incidental", "Thrombectomy": "no"},
        {"Status": "dead", "Date of death": "2021-12-31"} | DATED,
    ],
    ids=["at the end", "rounded", "recurrence-free time", "short one", "pelvic", "dead"],
)
def test_what_can_be_true_is_passed_without_a_word(changes: Mapping[str, str]):
    assert sentences(read(changes)) == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"Adjuvant": "none", "GnRH": "yes"},
            "Row 2, Adjuvant therapy: None, but also GnRH agonist. Both are used as they stand.",
        ),
        (
            {"Adjuvant": "GnRH-a; letrozole", "GnRH": "no"},
            'Row 2, GnRH agonist: No under "GnRH", but named under "Adjuvant". Counted as yes.',
        ),
        (
            {"Symptoms": "none", "Dyspnoea": "yes"},
            "Row 2, Symptoms: None, but also Dyspnoea. Both are used as they stand.",
        ),
        (
            {"Extent": "PA", "PA": "no"},
            "Row 2, Furthest reach: The furthest reach is pulmonary artery, but Pulmonary artery "
            "is no. The furthest reach is used.",
        ),
        (
            {"Extent": "RA", "IVC": "no"},
            "Row 2, Furthest reach: The furthest reach is right atrium, but Inferior vena cava is "
            "no. The furthest reach is used.",
        ),
        (
            {"Status": "alive", "Cause of death": "pulmonary embolism"},
            "Row 2, Vital status: Alive, but a cause of death. Whether she died counts as unknown.",
        ),
        (
            {"Recurrence": "", "Time to recurrence (months)": "12"},
            "Row 2, Recurrence: A time of recurrence, but not whether the tumour recurred. Whether "
            "the tumour recurred counts as unknown.",
        ),
    ],
)
def test_two_columns_that_contradict_each_other_are_told(changes, sentence):
    told = sentences(read(changes, {}))

    assert any(one.startswith(sentence) for one in told), told


@pytest.mark.parametrize(
    "changes",
    [
        {"Extent": "right heart", "RV": "no"},
        {"Extent": "iliac vein", "IVC": "no"},
        {"Adjuvant": "GnRH-a", "GnRH": "yes", "Letrozole": "no"},
    ],
)
def test_columns_that_agree_are_passed_without_a_word(changes):
    assert read(changes, {}).problems == ()


def test_a_time_to_recurrence_beside_a_no_is_said_once():
    changes = {"Follow-up (months)": "36", "Time to recurrence (months)": "12"}
    said = read({**changes, "Recurrence": "no"}, {"Recurrence": "yes"}).problems

    assert [problem.what for problem in said] == ["No recurrence, but 12 months to recurrence"]


def test_a_date_of_death_fills_an_empty_status():
    found = read({"Status": "", "Date of death": "2021-12-01"}, {})

    assert found.patients["vital_status"].tolist() == ["dead", "alive"]


def test_what_a_surgeon_would_see_at_once_is_said():
    found = read(
        {"Recurrence treatment": "surgery"},
        {"DHCA": "yes", "CPB": "no"},
        {"Adjuvant duration (months)": "6"},
        {"ICU stay (h)": "400", "Length of stay (days)": "12"},
    )

    assert [(problem.row, problem.what) for problem in found.problems if problem.row] == [
        (2, "No recurrence, but a treatment of it"),
        (3, "Circulatory arrest, but no cardiopulmonary bypass"),
        (4, "No adjuvant therapy, but 6 months of it"),
        (5, "400 hours in intensive care, but 12 days in hospital"),
    ]


def test_months_to_the_last_visit_are_not_the_end_of_one_who_died_later():
    dates = {"Surgery date": "2015-03-10", "Last contact": "2018-03-10"}
    found = read({**dates, "Status": "dead", "Date of death": "2019-01-01"})

    assert found.patients["os_months"].round(1).tolist() == [45.8]
    assert [problem.sentence for problem in found.problems if problem.row] == [
        "Row 2, Follow-up: 36 months end at the last contact, 2018-03-10, but she died on "
        "2019-01-01. The time to the date of death is used. Nothing needs to be done if that is "
        "right."
    ]


# ── The same patient twice ───────────────────────────────────────────────────────────────────


def test_rows_that_are_the_same_count_once():
    found = read({"ID": "A"}, {"ID": "A"}, {"ID": "B"})

    assert found.patients["patient_id"].tolist() == ["A", "B"]
    assert found.ledger.words == ("4 rows: 2 patients; skipped: heading (row 1), duplicate (row 3)")
    assert sentences(found) == [
        "Patient: Rows 2 and 3 are the same in every column. The patient counts once. Delete the "
        "rows that repeat her."
    ]


def test_rows_that_differ_under_one_code_stop_the_file():
    found = read({"ID": "A"}, {"ID": "A ", "Age": "48", "Extent": "RA"}, {"ID": "B"})

    assert [problem.sentence for problem in found.errors] == [
        "Patient: Rows 2 and 3 have the same ID and differ in Age and Furthest reach. One "
        "patient would count more than once. Keep one row for each patient, or give each patient "
        "an ID of her own."
    ]
    assert found.cohort is None


def test_codes_that_differ_in_capitals_or_blanks_are_pointed_out():
    found = read({"ID": "IVL-1"}, {"ID": "ivl 1"})

    assert len(found.patients) == 2
    assert sentences(found) == [
        "Patient: Rows 2 and 3 have IDs that differ only in capitals, blanks, punctuation or "
        "zeros. They count as different patients. Write the ID in one way if they are the same "
        "patient."
    ]


def test_a_patient_without_a_code_counts_and_is_pointed_out():
    found = read({"ID": "A"}, {"ID": ""})

    assert found.patients["patient_id"].tolist() == ["A", "row 3"]
    assert sentences(found) == [
        "Row 3, Patient: There is no ID. She counts as a patient of her own. Enter her ID, or "
        "delete the row if it is no patient."
    ]


def test_without_a_column_of_codes_patients_are_numbered():
    found = read({}, {}, without=["ID"])

    assert found.patients["patient_id"].tolist() == ["1", "2"]
    assert sentences(found) == [
        "No column with an ID for each patient was found. Patients are numbered in the order of "
        "the rows, and one with two rows counts twice. Add a column headed Patient ID."
    ]
    assert found.cohort is not None


def test_boxes_that_nobody_ticked_may_not_have_been_filled_in():
    boxes = {"symptoms___dyspnea": "0", "symptoms___cough": "0"}
    found = read(boxes, boxes | {"symptoms___cough": "1"}, without=["Symptoms"])

    assert sentences(found) == [
        "Row 2, Symptoms: No box is ticked. She counts as having none, though symptoms may not "
        "have been filled in. Check the rows, and empty the boxes that were not filled in."
    ]


# ── What the file lacks ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("column", "sentence"),
    [
        (
            "Age",
            '"Age" is not recorded. Nothing can be narrowed or split by age. '
            'Fill in a column headed "Age (years)", or say in the table of columns '
            "which one holds it.",
        ),
        (
            "Extent",
            '"Furthest reach" is not recorded. Nothing can be narrowed or split by the extent of '
            'the tumour. Fill in a column headed "Furthest reach", or say in the table of columns '
            "which one holds it.",
        ),
        (
            "Recurrence",
            '"Recurrence" is not recorded. No recurrence can be shown. '
            'Fill in a column headed "Recurrence", or say in the table of columns '
            "which one holds it.",
        ),
        (
            "Follow-up (months)",
            '"Follow-up" is not recorded. No survival and no incidence of recurrence can be shown. '
            'Fill in a column headed "Follow-up (months)", or the dates of operation and last '
            "contact, or say in the table of columns which one holds it.",
        ),
    ],
)
def test_a_required_column_that_is_missing_or_empty_stops_the_file(column: str, sentence: str):
    missing, empty = read({}, without=[column]), read({column: "?"})
    label = sentence.split('"')[1]

    assert [problem.sentence for problem in missing.errors] == [sentence]
    assert [problem.what.partition(" (")[2] for problem in empty.errors] == [
        f'{column}) holds nothing that can be read as "{label}"'
    ]
    assert missing.cohort is None
    assert empty.cohort is None


def test_dates_stand_in_for_months_of_follow_up():
    found = read(DATED, without=["Follow-up (months)"])

    assert found.cohort is not None
    assert found.patients["os_months"].round(1).tolist() == [36.0]


def test_a_wanted_column_that_is_missing_costs_what_it_shows():
    found = read({}, without=["Symptoms", "Adjuvant", "Resection", "Status"])

    assert sentences(found) == [
        '"Symptoms" is not recorded. The page on symptoms stays empty. Add it under this heading, '
        "if you can.",
        '"Completeness of resection" and "Adjuvant therapy" are not recorded. Patients cannot be '
        "compared in this respect. Add them under these headings, if you can.",
        '"Vital status" is not recorded. Overall survival cannot be shown, and deaths without '
        "recurrence go unseen. Add it under this heading, if you can.",
    ]
    assert found.cohort is not None


def test_the_time_of_a_recurrence_is_missed_where_there_is_one():
    assert sentences(read({"Recurrence": "yes"})) == [
        '"Time to recurrence" is not recorded. Recurrences count in tables but not in curves. Add '
        "it under this heading, if you can."
    ]


def test_headings_alone_are_no_cohort():
    found = preview(lines("ID,Age,Extent,Recurrence,Follow-up"), "a.csv")

    assert sentences(found) == [
        "There is no patient below the headings. Fill in a row for each patient."
    ]
    assert found.cohort is None


def test_the_furthest_reach_can_be_worked_out_from_columns_for_places():
    rows = [("yes", "yes", "no"), ("yes", "no", "no"), ("no", "no", "no"), ("yes", "?", "no")]
    content = patients(
        *({"IVC": ivc, "RA": ra, "PA": pa} for ivc, ra, pa in rows), without=["Extent"]
    )
    found = preview(content, "a.csv")

    assert [question.asks for question in found.questions] == [
        "There is no column with the furthest reach of the tumour. Shall it be worked out from the "
        "columns pulmonary artery, right atrium and inferior vena cava?"
    ]
    assert (found.problems, found.cohort) == ((), None)
    answered = preview(content, "a.csv", Answers({"extent from places": "yes"}))
    assert answered.patients["tumor_extent"].tolist() == [
        "right_atrium", "ivc", "pelvis", "unknown"
    ]  # fmt: skip
    assert answered.cohort is not None


def test_the_vital_status_can_be_worked_out_from_dates_of_death():
    content = patients({"Date of death": "2021-12-01"}, {"Date of death": ""}, without=["Status"])
    found = preview(content, "a.csv")

    assert [question.asks for question in found.questions] == [
        "There is no vital status, but 1 patient with a date of death. Does an empty date mean "
        "that she was alive at the last contact?"
    ]
    answered = preview(content, "a.csv", Answers({"deaths from dates": "alive"}))
    assert answered.patients["vital_status"].tolist() == ["dead", "alive"]


# ── Sentences ────────────────────────────────────────────────────────────────────────────────


def test_a_problem_says_where_what_why_and_how():
    problem = Problem(
        "Age",
        7,
        "470 is not plausible (10–100)",
        "Left out of age summaries",
        "Correct the cell and upload again",
        cell="C7",
        sheet="Cohort",
    )

    assert problem.sentence == (
        "Sheet Cohort, row 7, Age: 470 is not plausible (10–100). Left out of age summaries. "
        "Correct the cell and upload again."
    )


def test_problems_of_one_kind_are_told_together_and_errors_first():
    found = read({"Age": "470"}, {"Age": "3"}, {"Age": "471", "ID": "P1"}, {})
    groups = grouped(found.problems)

    assert [group.severity for group in groups] == ["error", "warning"]
    assert groups[1].rows == [2, 3, 4]
    assert groups[1].sentence == (
        "Rows 2, 3 and 4, Age: 470 is not plausible (10–100); 3 is not plausible (10–100); 471 is "
        "not plausible (10–100). Left out of age summaries. Correct the cell and upload again."
    )


def test_errors_come_before_warnings_found_earlier():
    warning = Problem("Age", 2, "It is odd", "Left out", "Correct it")
    error = Problem("Extent", None, "It is missing", "Nothing is shown", "Add it", "error")

    assert [group.severity for group in grouped([warning, error])] == ["error", "warning"]


def test_a_long_group_is_cut_short():
    problems = [
        Problem("Age", row, f"{row} is odd", "Left out", "Correct it") for row in range(1, 9)
    ]

    assert grouped(problems)[0].sentence == (
        "Rows 1, 2, 3, 4, 5, 6, 7 and 8, Age: 1 is odd; 2 is odd; 3 is odd; 4 is odd; 5 is odd; "
        "6 is odd; and 2 more. Left out. Correct it."
    )


def test_all_problems_come_at_once():
    found = preview(
        cells(["Name", "Age", "Extent"], ["A", "470", "IVCC"], ["B", "x", "RA"]), "a.csv"
    )

    assert len(found.errors) == 2
    assert {problem.column for problem in found.problems} == {"", "Age", "Furthest reach"}
    assert {problem.row for problem in found.problems if problem.row} == {2, 3}


def test_a_row_that_is_there_twice_counts_once_where_a_column_is_sparse():
    half = [*[{"BSO": "yes"}] * 5, *[{"BSO": "no"}] * 7]
    rows = [{"ID": f"P{number}", **her} for number, her in enumerate(half)]
    once = patients(*rows, without=["Ovarian procedure"])
    twice = patients(*rows, rows[-1], without=["Ovarian procedure"])

    told = [
        [p.sentence for p in preview(content, "a.csv").problems if p.row is None]
        for content in (once, twice)
    ]
    assert "Recorded for 5 of 12 patients." in told[0][-1]
    assert told[0] == [one for one in told[1] if "the same in every column" not in one]


LATE = (
    "Not used: unless another time of recurrence is given, she counts in tables of recurrence but "
    "not in curves. Correct the one that is wrong and upload again."
)


@pytest.mark.parametrize(
    ("times", "sentence"),
    [
        (
            {"Time to recurrence (months)": "50", "Follow-up (months)": "36"},
            "Row 2, Time to recurrence: 50 months to recurrence, but 36 months of follow-up.",
        ),
        (
            {"Time to recurrence (months)": "50", "Last contact": "2013-01-01"},
            "Row 2, Time to recurrence: 50 months to recurrence, but 36 months of follow-up.",
        ),
        (
            {"Recurrence date": "2014-01-01", "Follow-up (months)": "36"},
            "Row 2, Date of recurrence: 2014-01-01 is 48.0 months after the operation, but there "
            "are 36 months of follow-up.",
        ),
        (
            {"Recurrence date": "2014-01-01", "Last contact": "2013-01-01"},
            "Row 2, Date of recurrence: 2014-01-01 is after the last contact, 2013-01-01.",
        ),
        (
            {"Recurrence date": "2014-01-01", "Date of death": "2013-01-01", "Status": "dead"},
            "Row 2, Date of recurrence: 2014-01-01 is after her death, 2013-01-01.",
        ),
    ],
)
def test_a_recurrence_after_the_end_of_follow_up_has_one_outcome_whatever_tells_of_it(
    times: Mapping[str, str], sentence: str
):
    found = read(
        {"Recurrence": "yes", "Surgery date": "2010-01-01", "Follow-up (months)": "", **times}
    )
    her = found.patients.iloc[0]

    assert f"{sentence} {LATE}" in sentences(found)
    assert (her["recurrence"], her["rfs_event"]) == ("yes", True)
    assert pd.isna(her["rfs_months"])


def test_a_pelvis_that_stands_for_empty_boxes_is_told_by_the_row():
    found = preview(
        lines(
            "ID,Age,RA,IVC,Follow-up (months),Recurrence",
            *("P1,41,,yes,12,no", "P2,42,,,12,no", "P3,43,yes,yes,12,yes"),
        ),
        "a.csv",
        Answers({"empty tumour": "no", "extent from places": "yes"}),
    )

    assert found.patients["tumor_extent"].tolist() == ["ivc", "pelvis", "right_atrium"]
    assert [one.sentence for one in found.problems if one.column == "Furthest reach"] == [
        "Row 3, Furthest reach: No place is marked. The pelvis counts as the furthest reach, "
        "though the places may not have been filled in. Check the rows, and write unknown where "
        "nobody looked."
    ]
