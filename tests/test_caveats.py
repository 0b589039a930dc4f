import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import approx

from ivl.caveats import (
    NOT_ASSIGNED,
    _p_value,
    caveats,
    confounding,
    equal_follow_up,
    maturity,
    never_together,
)
from ivl.cohort import Cohort, Filter, OneOf
from ivl.derive import complete
from ivl.endpoints import FOLLOW_UP
from ivl.example import example_cohort
from ivl.risk_sets import followed

ARMS = ["incidental"] * 8 + ["nonincidental"] * 8
LESS_TIME = (
    " Where follow-up is short, fewer events may only mean that there was less time to see them."
)


def made_up(**columns):
    return Cohort(complete(pd.DataFrame(columns)), "made up")


def observed(months, deaths=None, arms=ARMS):
    """Patients by length of follow-up, with True for a death at its end."""
    dead = deaths or [0] * len(months)
    vital = ["dead" if died else "alive" for died in dead]
    return made_up(ivl_detection=arms, followup_months=months, vital_status=vital)


# ── Unequal follow-up ────────────────────────────────────────────────────────────────────────


def test_a_group_followed_for_much_less_is_named_before_any_p_value():
    months = [60, 58, 55, 50, 48, 36, 36, 30, 24, 20, 18, 18, 12, 12, 10, 6]
    deaths = [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0]

    # R: time <- months - 0.001 * died  # who died leaves before those censored that month
    #    survfit(Surv(time, 1 - died) ~ arm); survdiff(Surv(time, 1 - died) ~ arm)
    assert maturity(observed(months, deaths), "ivl_detection") == (
        "Follow-up differs between the groups: median 50.0 months in 8 incidental patients and "
        "18.0 months in 8 nonincidental patients (reverse Kaplan–Meier; log-rank test of its end, "
        "p < 0.001)." + LESS_TIME
    )


def test_deaths_leave_before_those_whose_follow_up_ends_in_the_same_month():
    months = [60, 58, 55, 50, 48, 36, 36, 30, 24, 20, 18, 18, 12, 12, 10, 6]
    deaths = [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0]
    used = followed(observed(months, deaths), FOLLOW_UP, "ivl_detection")

    # R: survdiff(Surv(months - 0.001 * died, 1 - died) ~ arm); tied, it would be 0.000345562
    assert _p_value(used) == approx(0.000197597871375, rel=1e-8)


def test_follow_up_of_similar_length_can_differ_by_the_test():
    months = [20, 22, 24, 26, 28, 30, 32, 34, 18, 19, 20, 21, 22, 23, 24, 25]

    # R: survdiff(Surv(months, rep(1, 16)) ~ arm): p = 0.00775012842449
    assert maturity(observed(months), "ivl_detection") == (
        "Follow-up differs between the groups: median 27.0 months in 8 incidental patients and "
        "21.5 months in 8 nonincidental patients (reverse Kaplan–Meier; log-rank test of its end, "
        "p = 0.0078)." + LESS_TIME
    )


def test_a_group_too_small_to_be_tested_is_judged_by_its_median_alone():
    arms = ["incidental"] * 3 + ["nonincidental"] * 2
    found = maturity(observed([60, 60, 60, 39, 39], arms=arms), "ivl_detection")

    assert found == (
        "Follow-up differs between the groups: median 60.0 months in 3 incidental patients and "
        "39.0 months in 2 nonincidental patients (reverse Kaplan–Meier)." + LESS_TIME
    )


@pytest.mark.parametrize(("short", "is_said"), [(40, False), (39.9, True), (60, False)])
def test_one_and_a_half_times_the_median_is_still_alike(short, is_said):
    arms = ["incidental"] * 3 + ["nonincidental"] * 2
    found = maturity(observed([60, 60, 60, short, short], arms=arms), "ivl_detection")

    assert bool(found) == is_said


def test_a_median_that_is_not_reached_is_said_to_be_so():
    deaths = [1] * 8 + [0] * 8
    months = [20, 20, 20, 30, 30, 30, 40, 40] + [36] * 8

    # Everybody died in the first group, so that nobody's follow-up ended while she was alive.
    # R: survdiff(Surv(months - 0.001 * died, 1 - died) ~ arm)
    assert maturity(observed(months, deaths), "ivl_detection") == (
        "Follow-up differs between the groups: median not reached in 8 incidental patients and "
        "36.0 months in 8 nonincidental patients (reverse Kaplan–Meier; log-rank test of its end, "
        "p = 0.0027)." + LESS_TIME
    )


def test_follow_up_of_no_length_at_all_is_no_cause_for_alarm():
    assert maturity(observed([0] * 16), "ivl_detection") == ""


@pytest.mark.parametrize("by", [None, "ivl_detection"])
def test_without_two_groups_there_is_nothing_to_say(by):
    nobody = made_up(ivl_detection=[], followup_months=[], vital_status=[])
    alone = observed([60] * 8, arms=["incidental"] * 8)
    unknown = observed([60, 6], arms=[None, None])
    half_known = observed([60] * 8 + [6] * 8, arms=["incidental"] * 8 + [None] * 8)

    for cohort in (nobody, alone, unknown, half_known):
        assert maturity(cohort, by) == confounding(cohort, by) == ""
        assert caveats(cohort, by) == []


def test_patients_without_follow_up_do_not_make_a_group():
    assert maturity(observed([60] * 8 + [None] * 8), "ivl_detection") == ""


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(1, 120), min_size=16, max_size=16))
def test_the_alarm_keeps_to_its_two_rules(months):
    cohort = observed(months)
    first, second = sorted(months[:8]), sorted(months[8:])
    # Nobody died: the curve of who is still followed falls by an eighth per patient, and reaches
    # one half with the fourth, whence R goes half way to the fifth.
    medians = sorted((each[3] + each[4]) / 2 for each in (first, second))
    p_value = _p_value(followed(cohort, FOLLOW_UP, "ivl_detection"))
    expected = medians[1] > 1.5 * medians[0] or (p_value is not None and p_value < 0.1)

    assert bool(maturity(cohort, "ivl_detection")) == expected


# ── What else differs ────────────────────────────────────────────────────────────────────────


def test_in_the_demonstration_cohort_nearly_everything_goes_with_the_detection_group():
    assert confounding(example_cohort(), "ivl_detection") == (
        "The groups also differ in tumour extent (no value in common), uterine procedure "
        "(2.17 SD), ovarian procedure (1.27 SD) and age (1.10 SD); the comparison is not adjusted "
        "for them."
    )


def test_half_a_standard_deviation_is_a_difference_and_less_is_none():
    # Both groups have a standard deviation of 2, so that their means are 1 and 0.9 of it apart.
    ages = np.array([44.0, 46, 48] * 2)
    half, less = ([*ages[:3], *(ages[3:] + step)] for step in (1.0, 0.9))
    arms = ["incidental"] * 3 + ["nonincidental"] * 3

    assert confounding(made_up(ivl_detection=arms, age_at_diagnosis=half), "ivl_detection") == (
        "The groups also differ in age (0.50 SD); the comparison is not adjusted for it."
    )
    assert confounding(made_up(ivl_detection=arms, age_at_diagnosis=less), "ivl_detection") == (
        "The groups differ by less than 0.5 standard deviations in age; the comparison is not "
        "adjusted for it."
    )


def test_the_direction_of_a_difference_does_not_matter():
    arms = ["nonincidental"] * 3 + ["incidental"] * 3
    cohort = made_up(ivl_detection=arms, age_at_diagnosis=[44, 46, 48, 50, 52, 54])

    # Means 6 apart, standard deviation 2.
    assert "age (3.00 SD)" in confounding(cohort, "ivl_detection")


def test_of_more_than_two_groups_the_two_furthest_apart_count():
    found = confounding(example_cohort(), "extent_group")

    assert found.startswith("At their furthest apart the groups also differ in ")
    assert found.endswith("; the comparison is not adjusted for them.")
    assert "detection group (no value in common)" in found
    assert "tumour extent" not in found


@pytest.mark.parametrize(
    ("by", "itself"),
    [
        ("ovary_preserved", "ovarian procedure"),
        ("uterus_preserved", "uterine procedure"),
        ("age_group", "age ("),
        ("resection_completeness", "completeness"),
    ],
)
def test_groups_are_not_told_that_they_differ_in_what_makes_them(by, itself):
    found = confounding(example_cohort(), by)

    assert found
    assert itself not in found


def test_what_is_known_of_too_few_to_measure_is_not_mentioned():
    cohort = made_up(ivl_detection=ARMS, age_at_diagnosis=[50] * 8 + [40] + [None] * 7)

    assert confounding(cohort, "ivl_detection") == ""


def test_a_cohort_of_other_columns_is_no_reason_to_stop():
    patients = pd.DataFrame(
        {"arm": ["a", "a", "b", "b"], "os_months": [1.0] * 4, "died": [False] * 4}
    )

    assert confounding(Cohort(patients, "made up"), "arm") == ""


# ── All of it ────────────────────────────────────────────────────────────────────────────────


def test_unequal_follow_up_comes_first():
    months = [60] * 8 + [12] * 8
    cohort = made_up(
        ivl_detection=ARMS,
        followup_months=months,
        vital_status=["alive"] * 16,
        age_at_diagnosis=[44, 46] * 4 + [54, 56] * 4,
    )

    assert caveats(cohort, "ivl_detection") == [
        maturity(cohort, "ivl_detection"),
        "The groups were not assigned at random.",
        confounding(cohort, "ivl_detection"),
    ]
    assert all(caveats(cohort, "ivl_detection"))


def test_the_caveats_follow_the_filter():
    chosen = Filter({"extent": OneOf(("right_heart", "pulmonary_artery"))})

    assert NOT_ASSIGNED in caveats(example_cohort(), "ivl_detection")
    assert caveats(example_cohort().where(chosen), "ivl_detection") == []


def test_where_the_groups_were_never_followed_together_at_an_event_shares_are_said_to_mislead():
    apart = made_up(
        ivl_detection=ARMS,
        recurrence=["yes"] * 3 + ["no"] * 13,
        time_to_recurrence_months=[20.0, 25, 30, *[None] * 13],
        followup_months=[50.0] * 8 + [12.0] * 8,
        vital_status=["alive"] * 16,
    )
    said = (
        "No recurrence or death was seen while the groups were followed together: their shares "
        "compare times of different length."
    )

    assert never_together(apart, "ivl_detection") == said
    assert caveats(apart, "ivl_detection")[1] == said
    assert never_together(example_cohort(), "ivl_detection") == ""


def test_of_a_group_of_one_it_is_said_that_nothing_can_be_measured():
    cohort = made_up(
        ivl_detection=["incidental"] * 8 + ["nonincidental"],
        age_at_diagnosis=[40, 42, 44, 46, 48, 50, 52, 54, 30],
    )

    assert confounding(cohort, "ivl_detection") == (
        "In what else the groups differ cannot be measured with 1 nonincidental patient."
    )


def test_the_rule_of_the_alarm_stands_with_its_test_among_the_measures():
    (measure,) = equal_follow_up(observed([60] * 8 + [12] * 8), "ivl_detection")

    assert measure.printed == "p < 0.001"
    assert "where this p is below 0.1 or the longest median is more than 1.5 times" in (
        measure.method
    )
    assert measure.source == "Schemper & Smith, Control Clin Trials 1996;17:343"
    (untested,) = equal_follow_up(observed([60] * 8, arms=ARMS[:7] + ARMS[-1:]), "ivl_detection")
    assert untested.printed == "too few patients, or too few ends of follow-up"
