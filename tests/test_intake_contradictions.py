"""Each rule is stated once: in whom it holds, and with what words."""

import datetime as dt

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from ivl.derive import typed
from ivl.intake.contradictions import rules
from ivl.intake.records import Records
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


def records(*them: dict[str, object]) -> Records:
    frame = pd.DataFrame(list(them), dtype="object")
    return Records(frame.assign(**{name: typed(frame[name], BY_NAME[name]) for name in frame
                                   if BY_NAME[name].kind in ("number", "date")}))  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(patients, st.booleans())
def test_a_rule_has_words_for_everyone_in_whom_it_holds(her, is_free_time):
    hers = records(her, {})
    for rule in rules(TODAY, is_free_time):
        holds = rule.holds(hers)

        assert not holds[1], "it says nothing of a patient of whom nothing is known"
        if holds[0]:
            assert "nan" not in rule.says(hers.her(0)).lower()
            assert rule.months_apart(hers)[0] >= 0


@settings(deadline=None, max_examples=30)
@given(patients)
def test_what_is_made_unknown_contradicts_nothing_any_more(her):
    hers = records(her)
    for rule in rules(TODAY, is_free_time=False):
        if rule.makes_unknown and rule.column == rule.makes_unknown and rule.holds(hers)[0]:
            mended = hers.without(rule.makes_unknown, rule.holds(hers))
            assert not rule.holds(mended)[0]


def test_nothing_is_said_of_a_patient_without_fault():
    hers = records(
        {
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
    )

    assert not any(rule.holds(hers)[0] for rule in rules(TODAY, is_free_time=False))
