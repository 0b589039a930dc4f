"""Where a spreadsheet can be read in two ways: each kind of trap with what is asked or said.

A wrong value without a word is the one thing that intake must never hand on, so every test
looks at the table and at the whole sentence.
"""

import datetime as dt
from collections.abc import Mapping, Sequence

import pytest
from small_files import patients, workbook

from ivl.intake import Answers, Preview, preview
from ivl.intake.grammar import read_cell
from ivl.intake.headings import understand
from ivl.intake.near_misses import near_misses
from ivl.schema import BY_NAME

TODAY = dt.date(2024, 1, 1)
NO_FOLLOW_UP = ("Follow-up (months)",)


def column(
    heading: str,
    *values: str,
    without: Sequence[str] = (),
    answers: Mapping[str, str] | None = None,
) -> Preview:
    """Plain patients with one column of their own, the last of the file."""
    content = patients(*({heading: value} for value in values), without=without)
    return preview(content, "a.csv", Answers(answers or {}), TODAY)


def known(read: Preview, field: str) -> list[object]:
    """The values of a field, unknown as None."""
    values = read.patients[field].astype(object)
    return values.where(values.notna() & (values != "unknown"), None).tolist()


def sentences(read: Preview) -> list[str]:
    return [problem.sentence for problem in read.problems]


def asked(read: Preview) -> list[tuple[str, str]]:
    return [(question.key, question.asks) for question in read.questions if question.is_open]


# ── Decimals and thousands ───────────────────────────────────────────────────────────────────


def test_a_point_before_three_digits_is_asked_about_where_both_readings_make_sense():
    read = column("Blood loss (mL)", "1.200", "350")

    assert asked(read) == [
        (
            "decimals M",
            'Column M (Blood loss (mL)), Blood loss: does the point in numbers such as "1.200" '
            "stand before decimals or after thousands?",
        )
    ]
    assert known(read, "blood_loss") == [None, 350]
    assert sentences(read) == [
        'Row 2, Blood loss: "1.200" may hold decimals or thousands. Counted as unknown. Correct '
        "the cell and upload again, or say how it is meant."
    ]
    for answer, value in (("decimal", 1.2), ("thousands", 1200)):
        answered = column("Blood loss (mL)", "1.200", "350", answers={"decimals M": answer})
        assert (known(answered, "blood_loss"), sentences(answered)) == ([value, 350], [])


@pytest.mark.parametrize(
    ("heading", "field", "cells", "values"),
    [
        ("Size (cm)", "tumor_size", ("6.125", "7.250"), [6.125, 7.25]),  # 6125 cm cannot be
        ("Blood loss (L)", "blood_loss", ("1.200", "0.35"), [1200, 350]),  # 0.35 proves the point
        ("Blood loss (L)", "blood_loss", ("1,200", "0,500"), [1200, 500]),
        ("Blood loss (mL)", "blood_loss", ("1,200", "350"), [1200, 350]),
        ("Blood loss (mL)", "blood_loss", ("1'200", "1.2E+03"), [1200, 1200]),
        ("Blood loss (mL)", "blood_loss", ("1.234,5", "1.200"), [1234.5, 1200]),
        ("Follow-up (days)", "followup_months", ("1,461", "731"), [48, 24.016]),
    ],
)
def test_a_mark_that_can_only_be_one_thing_is_read_so(heading, field, cells, values):
    without = ("Age", "Follow-up (months)") if "Blood" not in heading else ()
    read = column(heading, *cells, without=[h for h in without if h[:3] == heading[:3]])

    assert known(read, field) == pytest.approx(values, abs=0.01)
    assert not any(question.key.startswith("decimals") for question in read.questions)


def test_a_footnote_is_no_digit():
    assert read_cell("36¹", BY_NAME["followup_months"]).what == '"36¹" is not a number'
    assert read_cell("约500ml", BY_NAME["blood_loss"]).value == 500
    assert read_cell("约45", BY_NAME["age_at_diagnosis"]).why == "It counts like a measured value"


# ── Units ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("heading", "cells", "unit", "field", "values"),
    [
        ("Size", ("45", "120"), "mm", "tumor_size", [4.5, 12]),
        ("瘤栓直径", ("2.5", "3"), "cm", "thrombus_diameter", [25, 30]),
        ("Blood loss", ("1.2", "0.4"), "L", "blood_loss", [1200, 400]),
        ("Operative time", ("3.5", "4"), "h", "op_time", [210, 240]),
        ("ICU stay", ("1", "3"), "days", "icu_time", [24, 72]),
        ("Ki-67", ("0.05", "0.1"), "share", "ki67_pct", [5, 10]),
        ("Ki-67 (%)", ("0.05", "0.1"), "share", "ki67_pct", [5, 10]),
    ],
)
def test_numbers_without_a_unit_that_fit_another_one_are_asked_about(
    heading, cells, unit, field, values
):
    read = column(heading, *cells)
    answered = column(heading, *cells, answers={"unit M": unit})

    assert [key for key, _ in asked(read)] == ["unit M"]
    assert known(read, field) == [None, None]
    assert (known(answered, field), sentences(answered)) == (pytest.approx(values), [])


def test_the_question_on_a_unit_names_the_largest_number():
    read = column("Size", "45", "120")

    assert asked(read)[0][1] == (
        "Column M (Size), Tumour size: the numbers go up to 120, and no unit is given. In which "
        "unit are they?"
    )
    assert [option.label for option in read.questions[0].options] == [
        "cm",
        "mm",
        "None of these: count them as unknown",
    ]


@pytest.mark.parametrize("time", ["3.5", "900"])
def test_a_time_that_may_be_years_or_days_stops_the_file(time: str):
    read = column("Follow-up", time, "5", without=NO_FOLLOW_UP)

    assert [question.key for question in read.open_questions] == ["unit L"]
    assert read.cohort is None


TWO_RECURRED = (
    {"Time to recurrence": "2", "Follow-up": "3.5", "Recurrence": "yes"},
    {"Time to recurrence": "4", "Follow-up": "9", "Recurrence": "yes"},
)


def test_a_time_to_recurrence_is_asked_about_along_with_the_follow_up():
    content = patients(*TWO_RECURRED, without=NO_FOLLOW_UP)
    read = preview(content, "a.csv")

    assert [key for key, _ in asked(read)] == ["unit L", "unit M"]
    answered = preview(content, "a.csv", Answers({"unit L": "years", "unit M": "years"}))
    assert known(answered, "time_to_recurrence_months") == [24, 48]
    assert known(answered, "followup_months") == [42, 108]


@pytest.mark.parametrize(("heading", "is_asked"), [("years", True), ("months", False)])
def test_a_follow_up_headed_in_years_leaves_a_time_to_recurrence_open(heading, is_asked):
    headed = f"Follow-up ({heading})"
    changes = [
        {"Time to recurrence": "2", headed: "3.5", "Recurrence": "yes"},
        {"Time to recurrence": "4", headed: "9", "Recurrence": "yes"},
    ]
    without = NO_FOLLOW_UP if is_asked else ()
    read = preview(patients(*changes, without=without), "a.csv")

    gives = [question.gives for question in read.questions]
    assert gives == [("time_to_recurrence_months",)] * is_asked


def test_a_number_without_a_unit_beside_others_with_one_is_asked_about():
    read = column("Size", "45 mm", "52")

    assert known(read, "tumor_size") == [4.5, None]
    assert (read.questions[0].asks, read.questions[0].suggestion) == (
        'Column M (Size), Tumour size: some numbers have a unit and others, such as "52", have '
        "none. In which unit are they?",
        "mm",
    )


@pytest.mark.parametrize("heading", ["Size", "tumor_size", "Tumour size, mm", "Size in mm"])
def test_a_unit_that_is_told_or_plain_is_not_asked_about(heading: str):
    assert column(heading, "6", "7.5").questions == ()


# ── Headings that deny, and codes in headings ────────────────────────────────────────────────


@pytest.mark.parametrize(
    "heading",
    ["No recurrence", "Recurrence-free", "Free of recurrence", "Without recurrence",
     "Not recurred", "No recurrence (1=yes, 0=no)"],
)  # fmt: skip
def test_a_heading_that_denies_turns_yes_and_no_round_and_says_so(heading: str):
    read = column(heading, "1", "0", without=["Recurrence"])

    assert known(read, "recurrence") == ["no", "yes"]
    assert sentences(read)[-1] == (
        f"Recurrence: Column L ({heading}) has a negative heading. A yes below it was read as a "
        "no, and a no as a yes. Change the heading if it means something else."
    )


@pytest.mark.parametrize(
    ("heading", "field", "values"),
    [
        ("无胸闷", "symptom_chest_distress", ["no", "yes"]),
        ("No GnRH-a", "adjuvant_gnrh_agonist", ["no", "yes"]),
        ("No residual tumor", "resection_completeness", ["R0_complete", "incomplete"]),
        ("Incomplete resection", "resection_completeness", ["incomplete", "R0_complete"]),
        ("误诊", "preop_suspicion", ["no", "yes"]),
        ("No adjuvant therapy", "adjuvant_none", ["yes", "no"]),
        ("有无胸闷", "symptom_chest_distress", ["yes", "no"]),
    ],
)
def test_other_denials_are_understood_as_well(heading: str, field: str, values: list[str]):
    without = ["Symptoms", "Adjuvant", "Resection"]

    assert known(column(heading, "yes", "no", without=without), field) == values


def test_a_denied_heading_that_means_two_things_is_asked_about_and_stays_denied():
    read = column("无复发", "是", "否", without=["Recurrence"])
    answered = column(
        "无复发", "是", "否", without=["Recurrence"], answers={"column L": "recurrence"}
    )

    assert [question.key for question in read.open_questions] == ["column L"]
    assert known(answered, "recurrence") == ["no", "yes"]


def test_a_denial_that_somebody_matches_by_hand_stays_a_denial():
    read = column(
        "No evidence of recurrence so far", "1", "0",
        without=["Recurrence"], answers={"column L": "recurrence"},
    )  # fmt: skip

    assert known(read, "recurrence") == ["no", "yes"]


def test_the_opposite_of_a_heading_is_no_near_miss():
    assert near_misses("Symptomatic") == ()
    assert "symptom_none" in near_misses("Asymptomatik")


@pytest.mark.parametrize(
    ("heading", "codes"),
    [
        ("Recurrence (Y=1, N=0)", (("1", "y"), ("0", "n"))),
        ("Recurrence (1 no, 0 yes)", (("1", "no"), ("0", "yes"))),
        ("Recurrence [0 - yes; 1 - no]", (("0", "yes"), ("1", "no"))),
        ("Recurrence 1:yes 2:no", (("1", "yes"), ("2", "no"))),
        ("是否复发（是0，否1）", (("0", "是"), ("1", "否"))),
        ("累及范围（1盆腔 2下腔静脉）", (("1", "盆腔"), ("2", "下腔静脉"))),
        ("Stage (1-4)", ()),
        ("BMI (kg/m2)", ()),
        ("Recurrence (5 years)", ()),
    ],
)
def test_codes_may_be_spelled_in_many_ways(heading: str, codes: tuple):
    assert understand(heading).codes == codes


def test_codes_hold_where_the_heading_itself_had_to_be_matched():
    read = column(
        "Recurrence seen at visits (1 no, 0 yes)", "1", "0",
        without=["Recurrence"], answers={"column L": "recurrence"},
    )  # fmt: skip

    assert known(read, "recurrence") == ["no", "yes"]


def test_a_code_that_the_heading_leaves_out_is_asked_about():
    read = column("Recurrence (2=yes)", "1", "2", without=["Recurrence"])

    assert [question.key for question in read.open_questions] == ["codes L"]
    assert known(read, "recurrence") == [None, None]


# ── Answers ──────────────────────────────────────────────────────────────────────────────────


def test_a_minus_is_a_no_beside_a_plus_and_unknown_alone():
    with_plus = column("术后复发", "+", "-", "", without=["Recurrence"])
    alone = column("术后复发", "-", "有", without=["Recurrence"])

    assert (known(with_plus, "recurrence"), with_plus.questions) == (["yes", "no", None], ())
    assert known(alone, "recurrence") == [None, "yes"]
    assert asked(alone)[0][0] == "empty recurrence"


def test_a_denial_is_never_offered_as_its_opposite():
    read = column("Extent", "not IVC")

    assert [question.suggestion for question in read.questions] == [""]
    assert known(column("Symptoms", "denies syncope"), "symptom_syncope") == ["no"]


@pytest.mark.parametrize("cell", ["无胸闷、气短", "no chest tightness, dyspnea"])
def test_a_no_that_may_go_on_is_not_taken_for_a_yes_to_the_rest(cell: str):
    read = column("Symptoms", cell, "胸闷，无气短", "无胸闷，有气短")

    assert known(read, "symptom_dyspnea") == [None, "no", "yes"]
    assert sentences(read) == [
        f'Row 2, Symptoms: "{cell}" is not among the answers. Counted as unknown. Correct the cell '
        "and upload again, or say what it means."
    ]


def test_a_cell_that_only_denies_says_nothing_of_the_rest():
    read = column("Adjuvant", "no GnRHa", "none")

    assert known(read, "adjuvant_gnrh_agonist") == ["no", "no"]
    assert known(read, "adjuvant_aromatase_inhibitor") == [None, "no"]
    assert sentences(read) == [
        'Row 2, Adjuvant therapy: "no GnRHa" denies something and names nothing. The other answers '
        'count as unknown. Write what there was, or "none".'
    ]


@pytest.mark.parametrize(
    ("heading", "cell"),
    [("Ovaries", "none"), ("Ovaries", "bilateral"), ("Uterine procedure", "none")],
)
def test_none_may_mean_nothing_done_or_nothing_left_and_is_asked_about(heading: str, cell: str):
    field = "ovarian_procedure" if heading == "Ovaries" else "uterine_procedure"
    read = column(heading, cell, without=["Ovarian procedure"])

    assert known(read, field) == [None]
    assert asked(read)[0][0].endswith(f" {cell}")


def test_a_code_before_a_word_is_passed_over():
    assert known(column("Extent", "1-pelvic", "2 = IVC", "IVCC"), "tumor_extent") == [
        "pelvis",
        "ivc",
        None,
    ]


def test_a_required_column_of_strange_words_waits_for_its_questions():
    read = column("Extent", "I", "II")

    assert (read.errors, len(read.open_questions), read.cohort) == ((), 2, None)


# ── Dates ────────────────────────────────────────────────────────────────────────────────────


def dated(*changes: Mapping[str, str]) -> Preview:
    return preview(patients(*changes, without=NO_FOLLOW_UP), "a.csv", today=TODAY)


def test_one_column_of_dates_proves_the_order_of_the_file():
    read = dated(
        {"Surgery date": "13/04/2019", "Last contact": "1/4/2021"},
        {"Surgery date": "3/4/2019", "Last contact": "5/6/2021"},
    )

    assert [f"{day:%m-%d}" for day in known(read, "last_followup_date")] == ["04-01", "06-05"]
    assert (read.questions, read.date_order) == ((), "day before month")


def test_two_orders_in_one_file_are_told_for_each_column():
    read = dated({"Surgery date": "13/04/2019", "Last contact": "4/13/2021"})

    assert sentences(read) == [
        "Date of operation: The dates were read as day before month, unlike those of last contact. "
        "If one of the two is wrong, times are months off. Compare some dates with your records, "
        "or write them like 2019-03-05.",
        "Last contact: The dates were read as month before day, unlike those of date of operation. "
        "If one of the two is wrong, times are months off. Compare some dates with your records, "
        "or write them like 2019-03-05.",
    ]


def test_dates_that_contradict_their_heading_are_told():
    read = dated({"Surgery date (DD/MM/YYYY)": "3/14/2019", "Last contact": "2021-01-01"})

    assert sentences(read) == [
        "Date of operation: The heading says day before month, but the dates can only be month "
        "before day. They were read as month before day. Compare some dates with your records "
        "before you rely on times."
    ]


def test_a_day_in_the_place_of_the_month_throws_doubt_on_its_column():
    read = dated(
        {"Surgery date": "2019-13-04", "Last contact": "2021-01-01"},
        {"Surgery date": "2019-03-05", "Last contact": "2021-01-01"},
    )

    assert sentences(read)[0] == (
        'Date of operation: In "2019-13-04" the day stands before the month. Other dates of the '
        "column were read as year, month, day and may be months off. Compare some dates with your "
        "records before you rely on times."
    )


def test_a_month_without_a_day_stays_in_order_with_the_other_dates():
    read = dated(
        {
            "Surgery date": "2019-03-20",
            "Recurrence": "yes",
            "Recurrence date": "2019-03",
            "Last contact": "2021年3月",
        }
    )

    assert [f"{day:%Y-%m-%d}" for day in known(read, "recurrence_date")] == ["2019-03-20"]
    assert sentences(read) == [
        'Row 2, Date of recurrence: "2019-03" names no day; 2019-03-20 was used, 0.0 months after '
        "surgery. Times from this date may be half a month off. Enter the day if it is known.",
        'Row 2, Last contact: "2021年3月" names no day; 2021-03-15 was used, 23.9 months after '
        "surgery. Times from this date may be half a month off. Enter the day if it is known.",
    ]


def test_months_and_dates_that_disagree_are_both_shown():
    read = column("Surgery date", "2019-01-01")
    both = preview(
        patients({"Surgery date": "2019-01-01", "Last contact": "2021-01-01"}), "a.csv", today=TODAY
    )

    assert sentences(read) == []
    assert sentences(both) == [
        "Row 2, Follow-up: 36 months, but 24.0 months by the dates. The months are used. Correct "
        "the one that is wrong and upload again."
    ]


# ── Patients ─────────────────────────────────────────────────────────────────────────────────


def namesakes(**answers: str) -> Preview:
    rows = ({"Patient": "Mary Jones", "Age": "45"}, {"Patient": "Mary Jones", "Age": "50"})
    return preview(patients(*rows, without=["ID"]), "a.csv", Answers(answers))


def test_two_patients_of_one_name_can_be_numbered_apart():
    read, apart, same = namesakes(), namesakes(namesakes="yes"), namesakes(namesakes="no")

    assert asked(read) == [
        (
            "namesakes",
            "Column L (Patient) holds the same names or numbers in rows 2 and 3, and the rows "
            "differ. Are they different patients?",
        )
    ]
    assert (read.errors, read.cohort) == ((), None)
    assert apart.cohort is not None
    assert apart.patients["patient_id"].tolist() == ["1", "2"]
    assert [problem.sentence for problem in same.errors] == [
        "Patient: Rows 2 and 3 have the same ID and differ in Age. One patient would count more "
        "than once. Keep one row for each patient, or give each patient an ID of her own."
    ]
    assert apart.ledger.words == "3 rows: 2 patients; skipped: heading (row 1)"


@pytest.mark.parametrize("other", ["p 1", "P-1", "P01", "Ｐ1"])
def test_codes_that_are_nearly_the_same_are_pointed_out(other: str):
    read = column("ID", "P1", other)

    assert (len(read.patients), len(read.problems)) == (2, 1)


def test_a_character_that_nobody_sees_makes_no_other_patient():
    read = column("ID", "P1", "P1\u200b")

    assert read.ledger.words == "3 rows: 1 patient; skipped: heading (row 1), duplicate (row 3)"


@pytest.mark.parametrize(
    "heading", ["Event Name", "Repeat Instrument", "Data Access Group", "redcap_event_name"]
)
def test_columns_of_a_database_are_neither_names_nor_findings(heading: str):
    read = column(heading, "baseline", "baseline")

    assert read.identifiers_dropped == ()
    assert read.left_out[0].reason == "status of a form"


def test_a_lost_patient_is_not_taken_for_alive():
    read = column("Lost to follow-up", "yes", "no")

    assert known(read, "vital_status") == [None, "alive"]
    assert sentences(read) == [
        "Row 2, Vital status: Alive, but lost to follow-up. She counts as alive when last seen, "
        "and her vital status as unknown. Nothing needs to be done, unless she was traced."
    ]


def test_a_uterus_that_was_removed_before_cannot_be_removed_again():
    read = column("Prior surgery", "total hysterectomy", "none")

    assert known(read, "uterine_procedure") == [None, "total_hysterectomy"]
    assert sentences(read) == [
        "Row 2, Uterine procedure: The uterus was removed before, but the uterine procedure is "
        "total hysterectomy. The uterine procedure counts as unknown. Correct the one that is "
        "wrong and upload again."
    ]


# ── Marks for unknown among dates ────────────────────────────────────────────────────────────


def last_contacts(*days: str, answers: Mapping[str, str] | None = None) -> Preview:
    changes = [{"Surgery date": "1998-05-06", "Last contact": day} for day in days]
    content = patients(*changes, without=NO_FOLLOW_UP)
    return preview(content, "a.csv", Answers(answers or {}), TODAY)


@pytest.mark.parametrize(
    "mark", ["1999-09-09", "1999年9月9日", "9.9.1999", "1999-12-31", "2000-01-01", "2002-02-02"]
)
def test_a_date_that_looks_made_up_and_is_far_from_the_others_is_asked_about(mark: str):
    days = ("2014-03-05", "2016-04-16", mark, "2017-08-19")
    read = last_contacts(*days)
    question = read.questions[0]

    day = question.key.removeprefix("mark M ")
    assert question.asks == (
        f"Column M (Last contact), Last contact: {day} stands in row 4. Is it the date, or a mark "
        "for unknown?"
    )
    assert read.cohort is None
    as_mark = last_contacts(*days, answers={question.key: "unknown"})
    as_date = last_contacts(*days, answers={question.key: "date"})
    assert known(as_mark, "last_followup_date")[2] is None
    assert f"{known(as_date, 'last_followup_date')[2]:%Y-%m-%d}" == day


def test_a_made_up_date_that_comes_twice_is_asked_about_wherever_it_lies():
    days = ("2000-03-05", "1999-09-09", "1999-08-16", "1999-09-09")

    assert [key for key, _ in asked(last_contacts(*days))] == ["mark M 1999-09-09"]


def test_a_date_far_from_the_years_of_its_column_is_asked_about_as_well():
    changes = [
        {"Surgery date": day, "Last contact": "2020-06-07"}
        for day in ("2014-03-05", "2016-04-16", "2015-11-02", "1978-08-19")
    ]
    read = preview(patients(*changes, without=NO_FOLLOW_UP), "a.csv", today=TODAY)

    assert [key for key, _ in asked(read)] == ["mark L 1978-08-19"]


@pytest.mark.parametrize(
    "days",
    [
        ("2000-01-01", "1999-03-05", "2001-04-16"),
        ("1999-09-09", "1999-03-05", "2001-04-16"),
        ("2010-01-01", "2011-01-01", "2010-01-01"),
        ("2020-01-01", "2021-01-01", "2004-01-01"),
        ("2003-03-05", "2021-01-01"),
    ],
)
def test_a_date_in_line_with_the_others_is_a_date(days: Sequence[str]):
    assert last_contacts(*days).questions == ()


@pytest.mark.parametrize("mark", ["9999-09-09", "8888-08-08", "1899-12-30", "0000-00-00"])
def test_a_year_that_no_patient_lived_in_is_told(mark: str):
    assert sentences(last_contacts("2014-03-05", mark))[-1] == (
        f'Row 3, Last contact: "{mark}" is not a date. Counted as unknown. Correct the cell and '
        "upload again."
    )


@pytest.mark.parametrize("year", [1899, 2300, 9999])
def test_a_workbook_may_hold_years_beyond_all_dates(year: int):
    rows = [
        ["ID", "Age", "Extent", "Recurrence", "Surgery date", "Last contact"],
        ["P1", 47, "IVC", "no", dt.datetime(2015, 3, 5), f"{year}-09-09"],
        ["P2", 47, "IVC", "no", dt.datetime(2015, 3, 5), dt.datetime(2016, 3, 5)],
    ]
    if year > 1900:
        rows[1][5] = dt.datetime(year, 9, 9)
    read = preview(workbook(Cohort=rows), "a.xlsx", today=TODAY)

    assert [day is None for day in known(read, "last_followup_date")] == [True, False]
    assert f'"{year}-09-09" is not a date' in " ".join(sentences(read))


@pytest.mark.parametrize("mark", ["2099-12-31", "1900-01-01", "9999-12-31", "in May?"])
def test_what_is_no_date_of_death_kills_nobody(mark: str):
    changes = [{"Date of death": ""}, {"Date of death": mark}, {"Date of death": "2021-01-01"}]
    content = patients(*changes, without=["Status"])
    read = preview(content, "a.csv", Answers({"deaths from dates": "alive"}), TODAY)

    assert known(read, "vital_status") == ["alive", None, "dead"]


# ── Units that some cells name ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("heading", "cells", "field", "values", "example"),
    [
        ("Size", ("6cm", "70mm", "8"), "tumor_size", [6, 7, None], "8"),
        ("Blood loss", ("300 ml", "1.2 L", "500", "2"), "blood_loss", [300, 1200, 500, None], "2"),
        ("Operative time", ("180 min", "3 h", "200", "4"), "op_time", [180, 180, 200, None], "4"),
        ("Hospital stay", ("10 days", "2 weeks", "12"), "los", [10, 14, None], "12"),
        ("Age", ("46 y", "564 months", "52", "600"), "age_at_diagnosis", [46, 47, 52, None], "600"),
    ],
)
def test_a_number_that_fits_two_units_of_its_column_waits(heading, cells, field, values, example):
    read = column(heading, *cells)
    letter = next(match.letter for match in read.mapping if match.field == field)
    question = next(question for question in read.questions if question.key == f"unit {letter}")

    assert known(read, field) == values
    assert f'such as "{example}", have none. In which unit are they?' in question.asks
    other = next(
        o.value for o in question.options if o.value in ("mm", "L", "h", "weeks", "months")
    )
    answered = column(heading, *cells, answers={question.key: other})
    assert None not in known(answered, field)
    assert known(answered, field)[:-1] == values[:-1]


def test_a_unit_in_the_heading_holds_for_bare_numbers_beside_other_units():
    read = column("Size (cm)", "6", "70 mm", "8")

    assert (known(read, "tumor_size"), read.questions) == ([6, 7, 8], ())


def test_a_number_beside_cycles_may_count_cycles():
    read = column("Duration of adjuvant therapy", "3 cycles", "6", "3个疗程", "6 months")
    answered = column(
        "Duration of adjuvant therapy", "3 cycles", "6", answers={"unit M": "courses"}
    )

    assert known(read, "adjuvant_months") == [None, None, None, 6]
    assert asked(read)[0][1] == (
        "Column M (Duration of adjuvant therapy), Duration of adjuvant therapy: some cells, such "
        'as "3 cycles", count something else, and numbers such as "6" say nothing. In which unit '
        "are they?"
    )
    assert known(answered, "adjuvant_months") == [None, pytest.approx(6 * 28 / 30.4375)]


def test_numbers_under_courses_are_no_months_until_somebody_says_so():
    read = column("疗程", "3", "6")

    assert known(read, "adjuvant_months") == [None, None]
    assert [option.label for option in read.questions[0].options] == [
        "months", "courses of 28 days", "None of these: count them as unknown"
    ]  # fmt: skip
    assert sentences(read)[0] == (
        'Row 2, Duration of adjuvant therapy: "3" may be in another unit than months. Counted as '
        "unknown. Correct the cell and upload again, or say how it is meant."
    )
    assert known(column("疗程(月)", "3", "6"), "adjuvant_months") == [3, 6]


@pytest.mark.parametrize("cell", ["6 a", "3 a.", ">5 a"])
def test_an_a_behind_a_number_is_years_only_where_the_column_says_so(cell: str):
    read = column("Follow-up (months)", cell, "24")
    years = column("Follow-up (years)", cell, "2", without=NO_FOLLOW_UP)

    said = cell.strip(">.")
    assert known(read, "followup_months") == [None, 24]
    assert sentences(read)[0].startswith(f'Row 2, Follow-up: "{said}')
    assert "may be years, which nothing else says. Counted as unknown." in sentences(read)[0]
    assert known(years, "followup_months") == [12 * int(said.split()[0]), 24]


def test_an_age_in_a_is_in_years():
    assert known(column("Age", "36 a"), "age_at_diagnosis") == [36]


def test_that_no_unit_is_given_is_said_unless_any_cell_names_one():
    nothing = ("12", "24", "36", "48", "60")
    read = column("Follow-up", *nothing, without=NO_FOLLOW_UP)
    told = column("Follow-up", *nothing, "72 months", without=NO_FOLLOW_UP)

    assert sentences(read) == [
        'Follow-up: No unit is given under "Follow-up". The numbers were read as months. Head the '
        'column "Follow-up (months)", or with the unit it has.'
    ]
    assert sentences(told) == []


# ── Yes and no ───────────────────────────────────────────────────────────────────────────────


def test_a_minus_beside_a_plus_and_a_no_is_asked_about():
    read = column("CPB", "+", "-", "no")
    key, question = asked(read)[0]

    assert (key, known(read, "cpb")) == ("value M -", ["yes", None, "no"])
    assert question == (
        'Column M (CPB), Cardiopulmonary bypass: "+" and a no in words stand in the column. What '
        'does "-" mean?'
    )
    answered = column("CPB", "+", "-", "no", answers={key: "no"})
    assert (known(answered, "cpb"), sentences(answered)) == (["yes", "no", "no"], [])


def test_a_minus_under_an_optional_column_is_said_until_it_is_answered():
    read = column("AVF", "+", "-", "no")

    assert read.cohort is not None
    assert sentences(read) == [
        'Row 3, Arteriovenous fistula: "-" may mean no or unknown. Counted as unknown. Write no, '
        "or leave the cell empty."
    ]


@pytest.mark.parametrize(
    ("heading", "field", "label"),
    [
        ("Hysterectomy", "uterine_procedure", "Uterine procedure"),
        ("BSO", "ovarian_procedure", "Ovarian procedure"),
    ],
)
def test_a_no_that_leaves_open_what_was_done_says_what_it_costs(heading, field, label):
    read = column(heading, "yes", "no", "no", "yes", without=[label])

    assert [value is None for value in known(read, field)] == [False, True, True, False]
    on_yes, *on_no = sentences(read)
    assert f"({heading}) asks about one answer alone. A yes below it was read as" in on_yes
    assert on_no == [
        f'Row {row}, {label}: A no to "{heading}" leaves open what was done instead. Counted as '
        f"unknown, as in 2 of 4 patients, so shares of {label.lower()} are of the other 2 only. "
        f'Add a column headed "{label}" that says what was done to each patient.'
        for row in (3, 4)
    ]


def test_an_empty_cell_that_means_no_says_what_it_costs_too():
    ticked = column(
        "BSO", "yes", "", without=["Ovarian procedure"], answers={"empty ovarian_procedure": "no"}
    )

    assert known(ticked, "ovarian_procedure") == ["both_removed", None]
    assert 'Row 3, Ovarian procedure: A no to "BSO"' in sentences(ticked)[1]


# ── Notes and lists in numbers ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize("cell", ["①36", "36①", "② 24", "36²", "36₁"])
def test_a_number_of_a_list_or_a_note_is_no_digit(cell: str):
    assert read_cell(cell, BY_NAME["followup_months"]).value is None


@pytest.mark.parametrize("cell", ["5，6", "5、6", "4，5，6", "5;6"])
def test_several_numbers_are_not_taken_for_one(cell: str):
    read = column("Size (cm)", "6.5", cell)

    assert known(read, "tumor_size") == [6.5, None]
    assert sentences(read)[0] == (
        f'Row 3, Tumour size: "{cell}" holds several numbers. Counted as unknown. Correct the '
        "cell and upload again."
    )


def test_a_comma_among_points_may_stand_between_two_numbers():
    read = column("Size (cm)", "6.5", "7.2", "5,6")

    assert known(read, "tumor_size") == [6.5, 7.2, None]
    assert sentences(read) == [
        'Row 4, Tumour size: "5,6" may be one number or two. Counted as unknown. Correct the cell '
        "and upload again, or say how it is meant."
    ]


@pytest.mark.parametrize("cell", ["36d", "36D", "24w", "36h"])
def test_a_lone_letter_behind_a_number_may_point_to_a_note(cell: str):
    few = column("Follow-up (months)", "36", "24", "60", cell)
    many = column("Follow-up (months)", "36", "700d", "900d", "365d")

    assert known(few, "followup_months") == [36, 24, 60, None]
    assert sentences(few) == [
        f'Row 5, Follow-up: "{cell}" has a letter that may name a unit or a note. Counted as '
        "unknown. Correct the cell and upload again, or say how it is meant."
    ]
    assert known(many, "followup_months")[3] == pytest.approx(365 / 30.4375)


@pytest.mark.parametrize(
    ("heading", "cells", "field", "question"),
    [
        (
            "肿瘤大小(cm)", ("6.5", "7", "60*30*20"), "tumor_size",
            'in cm, "60*30*20" would be 60 cm, which is out of line. In which unit are they?',
        ),
        (
            "Time to recurrence (years)", ("3", "5", "36"), "time_to_recurrence_months",
            'in years, "36" would be 432 months, which is out of line. In which unit are they?',
        ),
        (
            "Blood loss (mL)", ("300", "500", "1.5"), "blood_loss",
            'in mL, "1.5" is out of line. In which unit are they?',
        ),
        (
            "Duration of operation (min)", ("180", "240", "3"), "op_time",
            'in min, "3" is out of line. In which unit are they?',
        ),
    ],
)  # fmt: skip
def test_a_number_out_of_line_under_its_unit_is_asked_about_alone(heading, cells, field, question):
    read = column(heading, *cells)
    own = known(read, field)

    assert asked(read)[0][1].endswith(question)
    assert (own[2], None in own[:2]) == (None, False)
    unit, meant = {
        "tumor_size": ("mm", 6), "blood_loss": ("L", 1500), "op_time": ("h", 180)
    }.get(field, ("months", 36))  # fmt: skip
    answered = known(column(heading, *cells, answers={"unit M": unit}), field)
    assert answered == [*own[:2], meant]


def test_a_column_of_litres_under_millilitres_is_asked_about():
    assert known(column("Blood loss (mL)", "1.5", "0.3", "2"), "blood_loss") == [None, None, None]
    assert known(column("Blood loss (mL)", "20", "50", "10"), "blood_loss") == [20, 50, 10]


@pytest.mark.parametrize("cell", ["6,12", "12,24", "3,6月", "1,3,6", "36,48", "36岁"])
def test_a_list_of_visits_is_no_follow_up(cell: str):
    read = column("Follow-up (months)", "36", "40", cell)

    assert known(read, "followup_months") == [36, 40, None]
    assert "Row 4, Follow-up:" in sentences(read)[0]


def test_where_every_cell_may_list_visits_none_is_a_number():
    visits = column("Time to recurrence (months)", "6,12", "12,24", "3,6")
    months = column("Time to recurrence (months)", "1,5", "12,24", "3,6")

    assert known(visits, "time_to_recurrence_months") == [None, None, None]
    assert known(months, "time_to_recurrence_months") == [1.5, 12.24, 3.6]


def test_the_operation_may_be_the_access_alone():
    access = column("手术方式", "开腹", "腹腔镜", "", without=["Uterine procedure"])
    both = column("手术方式", "开腹", "全子宫切除", without=["Uterine procedure"])

    assert known(access, "surgical_access_laparotomy") == ["yes", "no", None]
    assert known(both, "uterine_procedure") == [None, "total_hysterectomy"]


def test_a_diagnosis_before_surgery_says_whether_ivl_was_suspected():
    read = column("术前诊断", "静脉内平滑肌瘤病", "子宫肌瘤", "非IVL", "是", "肉瘤")

    assert known(read, "preop_suspicion") == ["yes", "no", "no", "yes", None]


def test_half_a_birth_is_none_and_the_order_of_four_counts_is_said():
    read = column("Obstetric history", "3-0-1-2", "G2P1", "1-0-0-1")
    parts = column("Parity", "1.5", "2", "1")

    assert known(read, "gravidity") == [4, 2, 1]
    assert known(read, "parity") == [3, 1, 1]
    assert sentences(read)[:1] == [
        'Gravidity: "3-0-1-2" was read as births at term, births before term, losses and living '
        "children. So it says 4 pregnancies. Check one of them with your records."
    ]
    assert known(parts, "parity") == [None, 2, 1]
    assert sentences(parts) == [
        'Row 2, Parity: "1.5" is not a whole number. Counted as unknown. Correct the cell and '
        "upload again."
    ]


def test_most_of_the_cells_prove_what_a_comma_stands_before():
    assert known(column("Size (cm)", "6,5", "7,25", "8"), "tumor_size") == [6.5, 7.25, 8]


@pytest.mark.parametrize("cell", ["+", "＋", "+,-", "、", ";", "，"])
def test_a_mere_separator_denies_nothing(cell: str):
    found = read_cell(cell, BY_NAME["complications"])

    assert found.value is None
    assert found.strange


@pytest.mark.parametrize(
    "cell",
    ["胸闷、心悸均无", "胸闷、心悸：无", "胸闷/心悸 无", "胸闷、心悸（否）", "dyspnea/cough: none",
     "dyspnea, cough denied"],
)  # fmt: skip
def test_a_denial_behind_a_list_may_be_of_all_of_it(cell: str):
    assert read_cell(cell, BY_NAME["symptoms"]).value is None
    assert read_cell("GnRHa、患者拒绝", BY_NAME["adjuvant_therapy"]).value is None


@pytest.mark.parametrize("cell", ["21年3月", "20年12月", "19年3月5日", "3月5日", "12月1日", "21年"])
def test_a_date_in_chinese_is_no_duration(cell: str):
    read = column("Follow-up (months)", "36", "40", cell)

    assert known(read, "followup_months") == [36, 40, None]
    assert sentences(read) == [
        f'Row 4, Follow-up: "{cell}" may be a date. Counted as unknown. Correct the cell and '
        "upload again."
    ]


@pytest.mark.parametrize(
    ("cell", "months"), [("3年2月", 38), ("3年", 36), ("10年", 120), ("3个月", 3), ("18月", 18)]
)
def test_a_duration_in_chinese_is_no_date(cell: str, months: float):
    assert known(column("Follow-up (months)", "36", cell), "followup_months") == [36, months]


@pytest.mark.parametrize("cell", ["79年", "79年3月"])
def test_a_year_of_birth_is_no_age(cell: str):
    assert read_cell(cell, BY_NAME["age_at_diagnosis"]).value is None


def test_two_amounts_are_no_decimals():
    read = column("Blood loss (mL)", "200,300", "350")

    assert known(read, "blood_loss") == [None, 350]
    assert sentences(read) == [
        "Row 2, Blood loss: The number is not plausible (0–30000). Left out of blood loss "
        "summaries. Correct the cell and upload again."
    ]


@pytest.mark.parametrize(
    ("heading", "field", "cells"),
    [
        ("手术时长", "op_time", ("3", "180", "200", "240")),
        ("瘤栓直径", "thrombus_diameter", ("2.5", "25", "18", "30")),
        ("输血量", "transfusion", ("2", "400", "800")),
        ("Ki-67", "ki67_pct", ("0.05", "5", "10")),
    ],
)
def test_one_number_that_may_be_in_a_larger_unit_is_asked_about_alone(heading, field, cells):
    read = column(heading, *cells)

    assert asked(read)[0][1].endswith(
        f': "{cells[0]}" is far below the others, and no unit is given. In which unit are they?'
    )
    assert known(read, field) == [None, *map(float, cells[1:])]


def test_hours_of_a_day_are_no_durations():
    day = column("手术时间", "08:30", "09:30", "13:15")
    lasting = column("手术时间", "3:30", "09:30", "2:15")

    assert known(day, "op_time") == [None, None, None]
    assert sentences(day)[0] == (
        'Row 2, Duration of operation: "08:30" may be a time of day. Counted as unknown. Correct '
        "the cell and upload again, or say how it is meant."
    )
    assert known(lasting, "op_time") == [210, 570, 135]


@pytest.mark.parametrize(
    ("heading", "other", "details", "answers", "wrong"),
    [
        ("Ovarian procedure", "Ovary preserved", "BSO USO both kept BSO", "no yes yes yes", 5),
        ("Ovarian procedure", "BSO", "BSO USO both kept BSO", "yes no no no", 5),
        ("Uterine procedure", "Uterus preserved", "TAH myomectomy TAH TAH", "no yes yes no", 4),
    ],
)
def test_a_yes_or_no_confirms_the_column_that_says_more(
    heading: str, other: str, details: str, answers: str, wrong: int
):
    said = details.replace("both kept", "both_kept").split()
    rows = [
        {heading: one.replace("_", " "), other: yes}
        for one, yes in zip(said, answers.split(), strict=True)
    ]
    found = preview(patients(*rows), "a.csv")

    assert [ask.key for ask in found.questions if ask.stops] == []
    assert [problem.row for problem in found.problems if problem.row] == [wrong]
    assert f'under "{other}"' in found.problems[0].what
