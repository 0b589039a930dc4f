import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivl.cohort import Cohort, Filter, OneOf
from ivl.competing import cumulative_incidence, event_rate
from ivl.derive import complete
from ivl.describe import group_rates
from ivl.endpoints import OVERALL, RECURRENCE_FREE
from ivl.example import example_cohort
from ivl.findings import (
    curves_compared,
    few,
    group_name,
    in_words,
    members,
    no_event_yet,
    untimed,
    zero_events,
)
from ivl.permutation import by_permutation
from ivl.results import results
from ivl.schema import BY_NAME
from ivl.survival import kaplan_meier

RECURRENCE = BY_NAME["recurrence"]


def rates(groups, recurrences, by="ivl_detection"):
    """Rates of patients given one by one; None is unknown."""
    patients = pd.DataFrame({by: groups, "recurrence": recurrences}, dtype="object")
    return group_rates(Cohort(complete(patients), "made up"), RECURRENCE, by)


def founding(n_incidental=5, n_nonincidental=0):
    """15 incidental and 24 nonincidental patients, so many of them with a recurrence."""
    counts = ((n_incidental, 15), (n_nonincidental, 24))
    answers = [answer for n, of in counts for answer in ["yes"] * n + ["no"] * (of - n)]
    return rates(["incidental"] * 15 + ["nonincidental"] * 24, answers)


# ── The whole finding ────────────────────────────────────────────────────────────────────────


def test_the_founding_comparison_reads_as_in_a_paper():
    result = group_rates(example_cohort(), RECURRENCE, "ivl_detection")

    assert in_words(result, "Recurrence") == (
        "Recurrence was recorded in 5 of 15 incidental patients (33.3%, 95% CI 11.8 to 61.6%) and "
        "in 0 of 24 nonincidental patients (0.0%, 0.0 to 14.2%); difference 33.3 percentage points "
        "(95% CI 10.5 to 58.3), reference: nonincidental; Fisher's exact test, two-sided: "
        "p = 0.0052."
    )


def test_everybody_together_needs_no_word_of_a_test():
    result = group_rates(example_cohort(), RECURRENCE)

    assert in_words(result, "Recurrence") == (
        "Recurrence was recorded in 5 of 39 patients (12.8%, 95% CI 4.3 to 27.4%)."
    )


def test_a_group_left_alone_by_the_filter_has_nobody_to_be_compared_with():
    chosen = Filter({"detection": OneOf(("incidental",))})
    result = group_rates(example_cohort().where(chosen), RECURRENCE, "ivl_detection")

    assert in_words(result, "Recurrence") == (
        "Recurrence was recorded in 5 of 15 incidental patients (33.3%, 95% CI 11.8 to 61.6%). "
        "There are no two groups to compare."
    )


def test_several_groups_have_one_test_and_no_difference():
    groups = ["uterus"] * 6 + ["ivc_infrarenal"] * 7 + ["right_atrium"] * 8
    answers = ["yes"] * 4 + ["no"] * 2 + ["yes"] * 2 + ["no"] * 13
    patients = complete(pd.DataFrame({"tumor_extent": groups, "recurrence": answers}))
    result = group_rates(Cohort(patients, "made up"), RECURRENCE, "extent_group")

    # R: fisher.test(rbind(c(4, 2), c(2, 5), c(0, 8))); binom.test for the limits
    assert in_words(result, "Recurrence") == (
        "Recurrence was recorded in 4 of 6 patients with tumour extent: pelvic (66.7%, 95% CI 22.3 "
        "to 95.7%), in 2 of 7 patients with tumour extent: vena cava (28.6%, 3.7 to 71.0%) and in "
        "0 of 8 patients with tumour extent: right heart (0.0%, 0.0 to 36.9%); "
        "Fisher–Freeman–Halton exact test: p = 0.014."
    )


def test_who_is_unknown_in_group_or_outcome_is_counted():
    groups = ["incidental"] * 8 + ["nonincidental"] * 9 + [None] * 2
    answers = ["yes"] * 4 + ["no"] * 2 + [None] * 2 + ["no"] * 8 + [None] + ["yes", "no"]
    found = in_words(rates(groups, answers), "Recurrence")

    assert found == (
        "Recurrence was recorded in 4 of 6 incidental patients (66.7%, 95% CI 22.3 to 95.7%) and "
        "in 0 of 8 nonincidental patients (0.0%, 0.0 to 36.9%); difference 66.7 percentage points "
        "(95% CI 17.7 to 90.3), reference: nonincidental; Fisher's exact test, two-sided: "
        "p = 0.015. Not compared: "
        "recurrence in 1 of 2 patients of unknown detection group (50.0%, 95% CI 1.3 to 98.7%). "
        "Recurrence is not known in 2 incidental patients and 1 nonincidental patient, who are not "
        "counted."
    )


def test_where_nobody_is_known_nothing_else_is_said():
    found = in_words(rates(["incidental"] * 3 + ["nonincidental"], [None] * 4), "Recurrence")

    assert found == (
        "Recurrence is not known in 3 incidental patients and 1 nonincidental patient."
    )


def test_where_one_group_is_unknown_throughout_the_other_is_described():
    answers = ["yes"] * 3 + ["no"] * 3 + [None] * 6
    found = in_words(rates(["incidental"] * 6 + ["nonincidental"] * 6, answers), "Recurrence")

    assert found == (
        "Recurrence was recorded in 3 of 6 incidental patients (50.0%, 95% CI 11.8 to 88.2%). Too "
        "few patients to compare: fewer than 5 in Nonincidental (0). Recurrence is not known in 6 "
        "nonincidental patients, who are not counted."
    )


def test_a_cohort_whose_groups_are_all_unknown_is_described_as_one_group():
    found = in_words(rates([None] * 4, ["yes", "no", "no", "no"]), "Recurrence")

    assert found == (
        "Recurrence was recorded in 1 of 4 patients of unknown detection group (25.0%, 95% CI 0.6 "
        "to 80.6%). There are no two groups to compare."
    )


def test_without_patients_there_is_nothing_to_report():
    assert in_words(rates([], []), "Recurrence") == "There are no patients."
    assert zero_events(rates([], []), "Recurrence") == []


def test_without_events_the_reason_stands_in_place_of_the_test():
    assert in_words(founding(0), "Recurrence").endswith(
        "difference 0.0 percentage points (95% CI −13.8 to 20.4), reference: nonincidental. Too "
        "few events to compare: 0 events in all, at least 3 are needed."
    )


@settings(max_examples=40)
@given(st.integers(0, 15), st.integers(0, 24))
def test_what_is_said_is_what_was_counted(n_incidental, n_nonincidental):
    result = founding(n_incidental, n_nonincidental)
    found = in_words(result, "Recurrence")

    assert f"in {n_incidental} of 15 incidental patients" in found
    assert f"in {n_nonincidental} of 24 nonincidental patients" in found
    assert ("p = " in found or "p < " in found or "p > " in found) == (result.p_value is not None)
    assert not {"nan", "inf", "None"} & set(found.replace(",", " ").split())
    assert len(zero_events(result, "Recurrence")) == (n_incidental == 0) + (n_nonincidental == 0)


# ── Groups without an event ──────────────────────────────────────────────────────────────────


def test_no_event_does_not_mean_no_risk():
    result = group_rates(example_cohort(), RECURRENCE, "ivl_detection")

    assert zero_events(result, "Recurrence") == [
        "None of 24 nonincidental patients had a recurrence; the data still allow a risk of up to "
        "14.2% (exact 95% limit). No finite odds ratio can be estimated."
    ]


def test_where_nobody_had_an_event_there_is_no_ratio_at_all():
    assert zero_events(founding(0), "Earlier event") == [
        "None of 15 incidental patients had an earlier event; the data still allow a risk of up "
        "to 21.8% (exact 95% limit). No odds or hazard ratio can be estimated.",
        "None of 24 nonincidental patients had an earlier event; the data still allow a risk of up "
        "to 14.2% (exact 95% limit). No odds or hazard ratio can be estimated.",
    ]


def test_the_odds_ratio_of_a_first_group_without_an_event_is_finite():
    (said,) = zero_events(founding(0, 6), "Recurrence")

    assert said.endswith("The odds ratio that fits best is 0, the end of its scale.")


def test_a_group_of_yes_or_no_is_named_by_its_column():
    found = rates(["yes"] * 2 + ["no"] * 20, ["yes"] * 2 + ["no"] * 20, by="prior_myoma")

    assert found.comparison.reason == (
        "Too few patients to compare: fewer than 5 in history of myoma: yes (2)"
    )


def test_a_group_seen_for_a_month_has_no_endless_rate():
    patients = {"recurrence": ["no"], "followup_months": [1.0], "vital_status": ["alive"]}
    cohort = Cohort(complete(pd.DataFrame(patients)), "made up")

    (said,) = zero_events(group_rates(cohort, RECURRENCE), "Recurrence", event_rate(cohort))
    assert "97.5% and a rate of over 1000 per 100 patient-years (exact" in said


def test_a_group_without_another_has_no_ratio_to_speak_of():
    assert zero_events(rates(["incidental"] * 5, ["no"] * 4 + [None]), "Recurrence") == [
        "None of 4 incidental patients (1 more unknown) had a recurrence; the data still allow a "
        "risk of up to 60.2% (exact 95% limit)."
    ]


def test_a_single_patient_without_an_event_says_next_to_nothing():
    groups = ["incidental"] * 2 + ["nonincidental"] + [None]
    found = zero_events(rates(groups, ["yes", "no", "no", "no"]), "Recurrence")

    assert found == [
        "1 nonincidental patient had no recurrence; the data still allow a risk of up to 97.5% "
        "(exact 95% limit). No finite odds ratio can be estimated.",
        "1 patient of unknown detection group had no recurrence; the data still allow a risk of up "
        "to 97.5% (exact 95% limit).",
    ]


def test_of_several_groups_the_one_without_an_event_has_no_ratio():
    found = zero_events(group_rates(example_cohort(), RECURRENCE, "extent_group"), "Recurrence")

    assert len(found) == 3
    assert found[1] == (
        "None of 17 patients with tumour extent: right heart had a recurrence; the data still "
        "allow a risk of up to 19.5% (exact 95% limit). No odds ratio with this group can be "
        "estimated."
    )


@pytest.mark.parametrize("answers", [["yes", "no"], [None, None]])
def test_groups_with_an_event_or_without_anyone_known_are_not_mentioned(answers):
    assert zero_events(rates(["incidental", "incidental"], answers), "Recurrence") == []


# ── What groups are called ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("n", "label", "by", "expected"),
    [
        (39, "All patients", None, "39 patients"),
        (1, "Incidental", "ivl_detection", "1 incidental patient"),
        (9, "Postmenopausal", "menopausal_status", "9 postmenopausal patients"),
        (1, "Yes", "ovary_preserved", "1 patient with ovary preserved: yes"),
        (2, "Unknown", "ivl_detection", "2 patients of unknown detection group"),
        (3, "b", "arm", "3 patients with arm: b"),
    ],
)
def test_members_are_named_by_their_group(n, label, by, expected):
    assert members(n, label, by) == expected


def test_a_group_as_a_whole_is_named():
    assert group_name("Nonincidental", "ivl_detection") == "the nonincidental"
    assert group_name("Vena cava", "extent_group") == "the patients with tumour extent: vena cava"
    assert group_name("All patients", None) == "the patients"


# ── Over time ────────────────────────────────────────────────────────────────────────────────


def test_a_group_without_an_event_has_limits_for_share_and_rate():
    # R 4.2.2: poisson.test(0, 71.7583)$conf.int * 100 gives 5.14
    result = group_rates(example_cohort(), RECURRENCE, "ivl_detection")
    per_time = event_rate(example_cohort(), by="ivl_detection")

    assert zero_events(result, "Recurrence", per_time) == [
        "None of 24 nonincidental patients had a recurrence; the data still allow a risk of up to "
        "14.2% and a rate of up to 5.1 per 100 patient-years (exact 95% limits). No finite odds "
        "ratio can be estimated."
    ]


def test_a_curve_that_never_moved_has_limits_at_each_landmark():
    # With 20, 11 and 4 still followed: 1 - 0.025^(1/20), 1 - 0.025^(1/11), 1 - 0.025^(1/4)
    said = (
        "No event was seen, but the data still allow (exact 95% limits): in 24 "
        "nonincidental patients up to 16.8% by 12 months, 28.5% by 36 months and 60.2% by 60 "
        "months."
    )
    incidence = cumulative_incidence(example_cohort(), by="ivl_detection")
    survival = kaplan_meier(example_cohort(), RECURRENCE_FREE, "ivl_detection")

    assert no_event_yet(incidence) == no_event_yet(survival) == said
    per_time = event_rate(example_cohort(), RECURRENCE_FREE, None, "ivl_detection")
    assert no_event_yet(survival, per_time).endswith(
        "60.2% by 60 months, and a rate of up to 5.1 per 100 patient-years."
    )


def test_a_group_followed_for_less_than_a_landmark_has_its_rate_alone():
    patients = {
        "patient_id": ["A", "B"], "followup_months": [6, 6], "recurrence": ["no", "no"],
        "vital_status": ["alive", "alive"],
    }  # fmt: skip
    cohort = Cohort(complete(pd.DataFrame(patients)), "made up")
    curves = kaplan_meier(cohort, RECURRENCE_FREE)

    assert no_event_yet(curves) == ""
    # Garwood's limit for no event: -log(0.025) in one patient-year
    assert no_event_yet(curves, event_rate(cohort, RECURRENCE_FREE, None)).endswith(
        "in 2 patients up to 368.9 per 100 patient-years."
    )


def test_a_recurrence_at_an_unknown_time_is_never_no_event():
    patients = {
        "patient_id": list("ABCD"), "followup_months": [24, 30, 36, 48],
        "recurrence": ["yes", "no", "no", "no"], "vital_status": ["alive"] * 4,
        "ivl_detection": ["incidental", "incidental", "nonincidental", "nonincidental"],
    }  # fmt: skip
    cohort = Cohort(complete(pd.DataFrame(patients)), "made up")
    curves = kaplan_meier(cohort, RECURRENCE_FREE, "ivl_detection")
    words = no_event_yet(curves)

    assert "2 nonincidental patients" in words
    assert " incidental" not in words
    assert untimed(curves) == (
        "1 incidental patient had a recurrence at a time that is not recorded. Curves and "
        "rates over time, which leave this out, look better than the truth."
    )
    assert untimed(kaplan_meier(example_cohort(), RECURRENCE_FREE)) == ""
    assert untimed(curves) in next(
        passage.words for passage in results(cohort) if passage.topic == "Survival"
    )


def test_of_many_groups_without_an_event_all_limits_are_said():
    cohort = example_cohort()
    curves = kaplan_meier(cohort, OVERALL, "extent_group")
    words = no_event_yet(curves, event_rate(cohort, OVERALL, None, "extent_group"))

    assert (
        "in 4 patients with tumour extent: vena cava up to 60.2% by 12 months and 84.2% by 36 "
        "months, and a rate of up to 34.1 per 100 patient-years" in words
    )
    assert words.count("per 100 patient-years") == words.count("by 12 months") == 4


def test_with_few_expected_events_the_permutation_test_is_preferred():
    result = kaplan_meier(example_cohort(), RECURRENCE_FREE, "ivl_detection")
    permuted = by_permutation(example_cohort(), RECURRENCE_FREE, result)

    assert curves_compared(result, permuted) == (
        "Log-rank test: chi-square 7.65, 1 df, p = 0.0057 (incidental 5 observed, 1.98 expected; "
        "nonincidental 0 observed, 3.02 expected). With fewer than 5 events expected in a group, "
        "prefer the permutation log-rank test, exact: p = 0.0040. Valid only if censoring is "
        "alike in the groups, which is not tested."
    )
    assert curves_compared(result) == (
        "Log-rank test: chi-square 7.65, 1 df, p = 0.0057 (incidental 5 observed, 1.98 expected; "
        "nonincidental 0 observed, 3.02 expected)."
    )
    assert curves_compared(kaplan_meier(example_cohort(), OVERALL, "ivl_detection")) == ""


def test_curves_of_few_patients_are_said_to_be_of_few():
    survival = curves_of({"incidental": 2, "nonincidental": 5})
    both = curves_of({"incidental": 1, "nonincidental": 4})

    assert few(survival) == (
        "A curve here rests on 2 incidental patients alone: what became of so few says little of "
        "others."
    )
    assert few(both).startswith(
        "Curves here rest on 1 incidental patient and 4 nonincidental patients alone"
    )
    assert few(curves_of({"incidental": 5, "nonincidental": 5})) == ""


def curves_of(n):
    """Survival of so many patients of each group."""
    groups = [group for group, size in n.items() for _ in range(size)]
    patients = pd.DataFrame(
        {"ivl_detection": groups, "followup_months": 12, "vital_status": "alive"}, dtype="object"
    )
    return kaplan_meier(Cohort(complete(patients), "made up"), OVERALL, "ivl_detection")
