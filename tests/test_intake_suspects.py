"""The quick look at all patients sees everyone of whom a rule has something to say."""

import datetime as dt

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from ivl.derive import typed
from ivl.intake.checks import _NOTHING
from ivl.intake.contradictions import rules
from ivl.intake.suspects import suspects
from ivl.schema import BY_NAME, FRAME_COLUMNS, Column

TODAY = dt.date(2022, 1, 31)
ASKED = [column for column in FRAME_COLUMNS if column.kind != "text"]
OFTEN = [
    BY_NAME[name]
    for name in (
        "surgery_date", "recurrence_date", "last_followup_date", "death_date", "followup_months",
        "time_to_recurrence_months", "recurrence", "vital_status", "tumor_extent",
    )
]  # fmt: skip
DAYS = [dt.datetime(1949, 5, 1), dt.datetime(2023, 1, 1)] + [
    dt.datetime(2018, 1, 1) + dt.timedelta(days) for days in (0, 1, 30, 365, 366, 400, 1200)
]


def answers(column: Column) -> st.SearchStrategy[object]:
    match column.kind:
        case "number":
            near = [column.low - 1, column.low, column.high, column.high + 1, 11, 12, 13, 39.43]
            return st.sampled_from([None, *near])
        case "date":
            return st.sampled_from([None, *DAYS])
        case _:
            return st.sampled_from([None, *column.level_names])


patients = st.lists(st.sampled_from(ASKED), max_size=8).flatmap(
    lambda more: st.fixed_dictionaries({column.name: answers(column) for column in (*OFTEN, *more)})
)


@settings(deadline=None, max_examples=80)
@given(patients, st.booleans())
def test_nobody_of_whom_a_rule_has_something_to_say_is_passed_over(her, is_free_time):
    frame = pd.DataFrame([her], dtype="object")
    measured = [name for name in frame if BY_NAME[name].kind in ("number", "date")]
    frame = frame.assign(**{name: typed(frame[name], BY_NAME[name]) for name in measured})
    row = frame.to_dict("records")[0]
    known = _NOTHING | {name: value for name, value in row.items() if pd.notna(value)}

    said = [words for rule in rules(TODAY, is_free_time) if (words := rule.says(known))]
    assert suspects(frame, TODAY)[0] or not said


def test_a_patient_without_fault_is_passed_over():
    her = {
        "age_at_diagnosis": 45.0,
        "surgery_date": pd.Timestamp(2018, 1, 1),
        "last_followup_date": pd.Timestamp(2020, 1, 1),
        "followup_months": 24.0,
        "recurrence": "yes",
        "time_to_recurrence_months": 12.0,
        "vital_status": "alive",
        "tumor_extent": "right_atrium",
        "ivl_detection": "nonincidental",
    }

    assert suspects(pd.DataFrame([her]), TODAY).tolist() == [False]
