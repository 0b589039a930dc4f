"""Derived columns follow their definitions, and what is unknown stays unknown."""

import datetime as dt
from collections.abc import Iterable

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivl.cohort import Cohort
from ivl.derive import complete, months_between
from ivl.schema import BY_NAME, DERIVED, FRAME_COLUMNS


def patients(rows: list[dict[str, object]]) -> pd.DataFrame:
    """Patients of whom nothing else is recorded."""
    return complete(pd.DataFrame(rows))


def patient(**recorded: object) -> pd.Series:
    return patients([recorded]).loc[0]


def derived(column: str, recorded: str, values: Iterable[object]) -> list[object]:
    """What a derived column says of patients at these values of a recorded one."""
    return complete(pd.DataFrame({recorded: list(values)}))[column].tolist()


# ── The frame ────────────────────────────────────────────────────────────────────────────────


def test_a_frame_has_every_column_of_the_dictionary_in_its_order():
    frame = complete(pd.DataFrame({"recurrence": ["yes"], "patient_id": ["A"]}))

    assert list(frame.columns) == [column.name for column in (*FRAME_COLUMNS, *DERIVED)]


def test_columns_that_the_dictionary_does_not_know_are_not_carried_over():
    assert "name" not in complete(pd.DataFrame({"name": ["Anna"], "recurrence": ["yes"]}))


def test_rows_are_counted_anew_and_stay_in_order():
    frame = complete(pd.DataFrame({"patient_id": ["B", "A"]}, index=[7, 3]))

    assert frame["patient_id"].to_dict() == {0: "B", 1: "A"}


def test_the_frame_that_is_read_from_stays_as_it_was():
    recorded = pd.DataFrame(
        {"age_at_diagnosis": ["41", None], "recurrence": ["yes", None]}, index=[5, 6]
    )
    before = recorded.copy(deep=True)
    frame = complete(recorded)
    frame.loc[0, "age_at_diagnosis"] = 99

    pd.testing.assert_frame_equal(recorded, before)


def test_nobody_makes_an_empty_frame_with_every_column():
    frame = complete(pd.DataFrame())

    assert len(frame) == 0
    assert list(frame.columns) == [column.name for column in (*FRAME_COLUMNS, *DERIVED)]


def test_each_column_has_the_form_of_its_kind(eight_patients: Cohort):
    for column in (*FRAME_COLUMNS, *DERIVED):
        values = eight_patients.patients[column.name]
        match column.kind:
            case "number":
                assert values.dtype == "float64", column.name
            case "date":
                assert pd.api.types.is_datetime64_dtype(values), column.name
            case "text":
                assert values.map(type).eq(str).all(), column.name
            case "event":
                assert values.dtype == "boolean", column.name
            case _:
                assert list(values.cat.categories) == column.level_names, column.name
                assert values.cat.ordered, column.name
                assert values.notna().all(), column.name


def test_of_a_patient_without_a_record_everything_is_unknown():
    nothing = patient()
    for column in (*FRAME_COLUMNS, *DERIVED):
        known = {"text": "", "yes_no": "unknown", "category": "unknown"}.get(column.kind)
        if column.name != "died":
            assert nothing[column.name] == known or pd.isna(nothing[column.name]), column.name

    # A death of which nothing is recorded is none: it only says how long patients were followed.
    assert not nothing["died"]


def test_a_value_that_is_no_level_is_refused_by_name():
    with pytest.raises(ValueError, match=r"^Furthest reach has no level 'knee', 'liver'$"):
        complete(pd.DataFrame({"tumor_extent": ["uterus", "liver", "knee", None]}))
    with pytest.raises(ValueError, match=r"^Recurrence has no level 'Yes'$"):
        patient(recurrence="Yes")


def test_numbers_and_dates_written_as_text_are_understood():
    frame = complete(
        pd.DataFrame(
            {"age_at_diagnosis": ["47", None], "surgery_date": ["2019-03-05", None]}, dtype="object"
        )
    )

    assert frame["age_at_diagnosis"].tolist()[0] == 47.0
    assert frame["surgery_date"].tolist()[0] == pd.Timestamp(2019, 3, 5)
    assert frame.loc[1, ["age_at_diagnosis", "surgery_date"]].isna().all()


def test_a_code_keeps_its_leading_zeros():
    assert patient(patient_id="0012")["patient_id"] == "0012"


# ── Age and extent ───────────────────────────────────────────────────────────────────────────


def test_a_woman_is_of_an_age_until_her_next_birthday():
    groups = {
        10: "to_40", 40: "to_40", 40.9: "to_40",
        41: "41_to_45", 45.99: "41_to_45",
        46: "46_to_50", 50.5: "46_to_50",
        51: "from_51", 100: "from_51",
        None: "unknown",
    }  # fmt: skip

    assert derived("age_group", "age_at_diagnosis", groups) == list(groups.values())


def test_extent_is_grouped_as_in_the_founding_study():
    groups = {
        "uterus": "pelvic", "parauterine_pelvic": "pelvic", "pelvis": "pelvic",
        "iliac_or_gonadal": "pelvic",
        "ivc_infrarenal": "ivc", "ivc_suprarenal": "ivc", "ivc": "ivc",
        "right_atrium": "right_heart", "right_ventricle": "right_heart",
        "right_heart": "right_heart",
        "pulmonary_artery": "pulmonary_artery",
        "unknown": "unknown", None: "unknown",
    }  # fmt: skip

    assert derived("extent_group", "tumor_extent", groups) == list(groups.values())
    assert groups.keys() >= set(BY_NAME["tumor_extent"].level_names)


# ── Treatment ────────────────────────────────────────────────────────────────────────────────


def test_an_ovary_is_preserved_if_at_least_one_was_left():
    preserved = {
        "both_kept": "yes", "one_kept": "yes", "some_kept": "yes", "both_removed": "no",
        "some_removed": "unknown", "previously_absent": "no", "unknown": "unknown", None: "unknown",
    }  # fmt: skip

    found = derived("ovary_preserved", "ovarian_procedure", preserved)
    assert found == list(preserved.values())
    assert preserved.keys() >= set(BY_NAME["ovarian_procedure"].level_names)


def test_a_uterus_that_was_already_absent_is_not_preserved():
    preserved = {
        "uterus_kept_no_procedure": "yes", "myomectomy": "yes", "subtotal_hysterectomy": "no",
        "total_hysterectomy": "no", "radical": "no", "uterus_already_absent": "no",
        "uterus_kept_unspecified": "yes", "hysterectomy_unspecified": "no",
        "unknown": "unknown", None: "unknown",
    }  # fmt: skip

    found = derived("uterus_preserved", "uterine_procedure", preserved)
    assert found == list(preserved.values())
    assert preserved.keys() >= set(BY_NAME["uterine_procedure"].level_names)


GIVEN = [option.name for option in BY_NAME["adjuvant_therapy"].options if "none" not in option.name]


def test_one_adjuvant_therapy_is_enough_whatever_is_unknown():
    assert len(GIVEN) == 6
    given_one = patients([{option: "yes"} for option in GIVEN])
    said_so = patients([{option: "yes", "adjuvant_none": "no"} for option in GIVEN])

    assert given_one["adjuvant"].tolist() == said_so["adjuvant"].tolist() == ["yes"] * 6


def test_there_was_no_adjuvant_therapy_if_none_is_said_or_each_is_denied():
    frame = patients([{"adjuvant_none": "yes"}, dict.fromkeys(GIVEN, "no")])

    assert frame["adjuvant"].tolist() == ["no", "no"]


def test_adjuvant_therapy_is_unknown_in_all_if_one_alone_is_recorded_and_nobody_had_none():
    """Else those who had it would be all who are known: 1 of 1."""
    one = patients([{"adjuvant_gnrh_agonist": "yes"}, {"adjuvant_gnrh_agonist": "no"}])
    none = patients([{"adjuvant_gnrh_agonist": "yes"}, {"adjuvant_none": "yes"}])

    assert one["adjuvant"].tolist() == ["unknown", "unknown"]
    assert none["adjuvant"].tolist() == ["yes", "no"]


def test_adjuvant_therapy_is_unknown_if_only_some_are_denied():
    frame = patients([{"adjuvant_gnrh_agonist": "no"}, {"adjuvant_none": "no"}, {}])

    assert frame["adjuvant"].tolist() == ["unknown"] * 3


# ── Times ────────────────────────────────────────────────────────────────────────────────────


def test_a_month_is_a_twelfth_of_a_year_of_365_25_days():
    start = pd.Series(pd.to_datetime(["2015-01-01", "2015-01-01", None, "2015-01-01"]))
    end = pd.Series(pd.to_datetime(["2019-01-01", "2014-12-31", "2019-01-01", None]))

    months = months_between(start, end)

    assert months[0] == 1461 / 30.4375 == 48
    assert months[1] == -1 / 30.4375
    assert months[2:].isna().all()


def test_follow_up_is_worked_out_from_dates_where_no_months_are_given():
    seen = patient(surgery_date="2015-01-01", last_followup_date="2019-01-01", recurrence="no")

    assert (seen["os_months"], seen["rfs_months"], seen["surgery_year"]) == (48, 48, 2015)


def test_months_that_are_given_win_over_dates():
    seen = patient(
        surgery_date="2015-01-01",
        last_followup_date="2019-01-01",
        followup_months=47.5,
        recurrence="yes",
        recurrence_date="2016-01-01",
        time_to_recurrence_months=11.5,
    )

    assert (seen["os_months"], seen["rfs_months"]) == (47.5, 11.5)


def test_a_recurrence_is_timed_by_its_date_where_no_months_are_given():
    seen = patient(surgery_date="2015-01-01", recurrence_date="2016-01-01", recurrence="yes")

    assert seen["rfs_months"] == pytest.approx(365 / 30.4375, abs=1e-6)


def test_follow_up_ends_with_death_where_no_last_contact_is_recorded():
    died = patient(surgery_date="2015-01-01", death_date="2019-01-01", vital_status="dead")

    assert died["os_months"] == 48
    assert died["death"]


def test_follow_up_of_the_dead_ends_with_death_and_not_with_a_visit_before_it():
    died = patient(
        surgery_date="2015-01-01",
        last_followup_date="2018-06-01",
        death_date="2019-01-01",
        vital_status="dead",
        recurrence="no",
    )

    assert died["os_months"] == died["rfs_months"] == 48


def test_without_the_date_of_the_operation_dates_say_nothing():
    seen = patient(last_followup_date="2019-01-01", recurrence_date="2016-01-01", recurrence="yes")

    assert seen[["os_months", "rfs_months", "surgery_year"]].isna().all()


def test_times_that_are_one_by_arithmetic_are_one():
    assert len(set(derived("os_months", "followup_months", [0.1 + 0.2, 0.3]))) == 1


@given(
    st.lists(
        st.tuples(st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1)), st.integers(0, 10_000)),
        min_size=1,
    )
)
def test_months_between_dates_are_their_days_over_the_days_of_a_month(spans):
    start = pd.Series(pd.to_datetime([operated for operated, _ in spans]))
    end = start + pd.to_timedelta([days for _, days in spans], unit="D")

    assert months_between(start, end).tolist() == [days / 30.4375 for _, days in spans]


# ── What ended the follow-up ─────────────────────────────────────────────────────────────────

NA = None
HISTORIES = pd.DataFrame(
    [
        # Recurrence comes first, alive or dead later; without a time it counts, but on no curve.
        ("yes", 24, "alive", "no", "recurrence", 24, True, False),
        ("yes", 24, "dead", "no", "recurrence", 24, True, True),
        ("yes", NA, "alive", "no", "recurrence", NA, True, False),
        ("yes", 24, NA, NA, "recurrence", 24, True, NA),
        # Death without a recurrence competes.
        ("no", NA, "dead", "no", "death", 60, True, True),
        ("no", NA, "dead", "yes", "death", 60, True, True),
        # Alive, or lost and alive when last seen: censored at last contact.
        ("no", NA, "alive", "no", "censored", 60, False, False),
        ("no", NA, "alive", NA, "censored", 60, False, False),
        ("no", NA, NA, "yes", "censored", 60, False, False),
        # Not lost, and nobody wrote down whether she lives: no death can be counted or denied.
        ("no", NA, NA, "no", "censored", 60, False, NA),
        ("no", NA, NA, NA, "censored", 60, False, NA),
        # Nobody wrote down whether it recurred: not even death says what came first.
        (NA, NA, "alive", "no", "unknown", NA, NA, False),
        (NA, NA, "dead", "no", "unknown", NA, NA, True),
        (NA, 24, "alive", "no", "unknown", NA, NA, False),
    ],
    columns=["recurrence", "time_to_recurrence_months", "vital_status", "lost_to_followup",
             "first_event", "rfs_months", "rfs_event", "death"],
)  # fmt: skip
HISTORIES["followup_months"] = 60


@pytest.mark.parametrize("column", ["first_event", "rfs_months", "rfs_event", "death"])
def test_what_ended_the_follow_up(column: str):
    found = complete(HISTORIES)[column].astype("object")

    assert found.where(found.notna(), None).tolist() == (
        HISTORIES[column].astype("object").where(HISTORIES[column].notna(), None).tolist()
    )


def test_overall_follow_up_does_not_end_with_a_recurrence():
    assert complete(HISTORIES)["os_months"].tolist() == [60] * len(HISTORIES)


def test_a_death_is_recorded_only_where_somebody_recorded_it():
    died = derived("died", "vital_status", ["dead", "alive", "unknown", None])

    assert died == [True, False, False, False]


answers = st.sampled_from(["yes", "no", None])


@settings(max_examples=10)
@given(
    st.lists(
        st.tuples(
            answers,
            st.one_of(st.none(), st.integers(0, 300)),
            st.one_of(st.none(), st.integers(0, 300)),
            st.sampled_from(["alive", "dead", None]),
            answers,
        ),
        min_size=1,
        max_size=50,
    )
)
def test_events_agree_with_each_other_whatever_was_recorded(rows):
    columns = [
        "recurrence", "time_to_recurrence_months", "followup_months", "vital_status",
        "lost_to_followup",
    ]  # fmt: skip
    frame = complete(pd.DataFrame(rows, columns=columns))
    first, event = frame["first_event"], frame["rfs_event"]

    assert (event.isna() == (first == "unknown")).all()
    assert (event.fillna(False) == first.isin(["recurrence", "death"])).all()
    assert frame["rfs_months"][first == "unknown"].isna().all()
    assert frame["died"][frame["death"].fillna(False)].all()
    assert not frame["death"].isna()[frame["vital_status"] != "unknown"].any()
    assert (first[frame["recurrence"] == "yes"] == "recurrence").all()


def test_a_date_of_death_is_a_death_where_the_vital_status_is_not_recorded():
    died = patient(followup_months=48, death_date="2019-01-01", recurrence="no")
    contradicted = patient(
        followup_months=48, death_date="2019-01-01", recurrence="no", vital_status="alive"
    )

    assert (died["died"], died["death"], died["first_event"]) == (True, True, "death")
    assert (contradicted["died"], contradicted["first_event"]) == (False, "censored")
