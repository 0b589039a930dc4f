"""Times in the cells of an outcome: when she recurred, died or was last seen."""

from datetime import date

import pandas as pd
import pytest
from small_files import patients

from ivl.intake import Answers, Preview, preview

TODAY = date(2026, 1, 1)
FIELDS = ["recurrence", "time_to_recurrence_months", "vital_status", "followup_months"]


def read(heading: str, cells: list[str], **others: str) -> Preview:
    rows = [{"Date of surgery": "2015-01-01", **others, heading: cell} for cell in cells]
    without = ["Recurrence", "Vital status", "Follow-up (months)", "Death"]
    content = patients(*rows, without=[one for one in without if one not in {heading, *others}])
    return preview(content, "cohort.csv", today=TODAY)


def said(found: Preview, word: str) -> list[str]:
    return [problem.sentence for problem in found.problems if word in problem.sentence]


def column(found: Preview, name: str) -> list[object]:
    return [None if pd.isna(value) else value for value in found.patients[name]]


def test_a_time_in_place_of_a_yes_is_a_recurrence_at_that_time():
    cells = ["no", "14 mo", "2016-03-02", "术后15个月复发", "pelvic recurrence at 8 months"]
    found = read("Recurrence", cells)

    assert column(found, "recurrence") == ["no", "yes", "yes", "yes", "yes"]
    assert column(found, "time_to_recurrence_months") == [None, 14.0, None, 15.0, 8.0]
    assert column(found, "recurrence_date")[2] == pd.Timestamp(2016, 3, 2)
    assert said(found, "holds times")[0].endswith(
        "holds times, from which was read: time to recurrence of 3 patients and date of recurrence "
        "of 1 patient. A time without an answer there counts as yes. Enter times in columns of "
        "their own if they mean anything else."
    )


def test_a_time_is_no_yes_where_nobody_has_a_no():
    found = read("Recurrence", ["14 mo", "20 mo", "2016-03-02", "yes"])

    assert column(found, "recurrence")[:2] == ["unknown", "unknown"]
    assert found.questions


@pytest.mark.parametrize("cell", ["14", "12月", "3/4/2016", "recurred twice at 14 mo"])
def test_what_may_be_no_time_of_recurrence_is_asked(cell: str):
    found = read("Recurrence", ["no", "no", cell, "no", "yes"])

    assert column(found, "recurrence")[2] == "unknown"
    assert [ask.key for ask in found.questions if ask.is_open and cell in ask.asks]


def test_a_course_in_one_cell_is_read_part_by_part():
    cells = ["NED 36 mo", "Recurred 15 mo; NED 60 mo", "alive at 24 months", "DOD 30 mo", "NED"]
    found = read("Vital status", cells)

    assert column(found, "vital_status") == ["alive", "alive", "alive", "dead", "alive"]
    assert column(found, "recurrence") == ["no", "yes", "unknown", "unknown", "no"]
    assert column(found, "time_to_recurrence_months") == [None, 15.0, None, None, None]
    assert column(found, "followup_months") == [36.0, 60.0, 24.0, 30.0, None]


def test_a_loss_with_its_time_is_a_loss_and_a_follow_up():
    found = read("Vital status", ["alive", "dead", "LTFU at 12 mo", "术后20个月失访", "alive"])

    assert column(found, "vital_status")[2:4] == ["unknown", "unknown"]
    assert column(found, "lost_to_followup") == ["no", "no", "yes", "yes", "no"]
    assert column(found, "followup_months")[2:4] == [12.0, 20.0]


def test_a_time_that_its_own_column_denies_is_said_and_not_used():
    cells = ["alive", "alive at 24 months", "alive at 60.5 months"]
    found = read("Vital status", cells, **{"Follow-up (months)": "60"})

    assert column(found, "followup_months") == [60.0, 60.0, 60.0]
    (sentence,) = said(found, "gives another time")
    assert sentence.startswith('Row 3, Vital status: "alive at 24 months" under "Vital status" ')
    assert sentence.endswith(
        "(Follow-up (months)). The time in its own column is used. Correct the one that is wrong "
        "and upload again."
    )


@pytest.mark.parametrize("cell", ["alive with recurrence 20 months", "no recurrence at 24 months"])
def test_a_time_that_may_belong_to_several_things_is_said_to_be_unused(cell: str):
    found = read("Recurrence", ["no", cell, "yes", "no"])

    assert column(found, "time_to_recurrence_months") == [None] * 4
    assert column(found, "followup_months") == [None] * 4
    assert said(found, "without its time") == [
        f'Row 3, Recurrence: "{cell}" was read without its time. What the time was counted to is '
        "left open. Enter the time in a column of its own."
    ]


def test_times_of_recurrence_alone_are_asked_what_an_empty_one_means():
    times = ["14", "", "20", "no recurrence"]
    rows = [{"Time to recurrence (months)": time} for time in times]
    content = patients(*rows, without=["Recurrence"])
    asked = preview(content, "cohort.csv", today=TODAY)
    told = preview(content, "cohort.csv", Answers({"recurrence from dates": "no"}), today=TODAY)

    assert [ask.asks for ask in asked.questions] == [
        "There is no column with recurrence, but 2 patients with a time of recurrence. Does an "
        "empty time mean that nothing recurred?"
    ]
    assert column(told, "recurrence") == ["yes", "no", "yes", "no"]
