import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import approx
from scipy.stats import fisher_exact

from ivl import text
from ivl.cohort import Cohort
from ivl.derive import complete
from ivl.describe import group_rates
from ivl.endpoints import RECURRENCE_FREE
from ivl.example import example_cohort
from ivl.fragility import fragility
from ivl.measures_of_fragility import of_fisher, of_log_rank
from ivl.schema import BY_NAME
from ivl.survival import kaplan_meier

RECURRENCE = BY_NAME["recurrence"]


def two_groups(n1, n1_known, n2, n2_known):
    """So many with a recurrence of so many patients, incidental first."""
    groups = ["incidental"] * n1_known + ["nonincidental"] * n2_known
    answers = [*["yes"] * n1, *["no"] * (n1_known - n1), *["yes"] * n2, *["no"] * (n2_known - n2)]
    patients = pd.DataFrame({"ivl_detection": groups, "recurrence": answers}, dtype="object")
    rates = group_rates(Cohort(complete(patients), "made up"), RECURRENCE, "ivl_detection")
    return fragility(rates, "Recurrence")


def changed(result, group, had_event, change):
    rows = result.changes.set_index(["group", "had_event", "change"])
    return rows.loc[(group, had_event, change), "p_value"]


@pytest.fixture(scope="module")
def founding():
    return fragility(group_rates(example_cohort(), RECURRENCE, "ivl_detection"), "Recurrence")


def test_the_founding_comparison_rests_on_five_events(founding):
    assert founding.words == (
        "This rests on 5 events: one recurrence more among the nonincidental would move p to "
        "0.024. Without any one patient p lies between 0.0040 and 0.014; most influential: 5 "
        "incidental patients with a recurrence. It takes 2 recurrences more among the "
        "nonincidental to move p across 0.05, to 0.085 (fragility index 2)."
    )
    assert founding.n == 39
    assert founding.population == example_cohort().population
    assert founding.method == (
        "Fisher's exact test, two-sided, made again without each patient, and with each patient's "
        "outcome changed. Fragility index: the fewest outcomes that must change in one group, all "
        "in one direction, to move p across 0.05 (after Walsh et al., J Clin Epidemiol "
        "2014;67:622)."
    )


def test_each_change_of_the_founding_comparison_agrees_with_r(founding):
    # R 4.2.2: fisher.test(rbind(c(with, without), c(with, without)))$p.value
    expected = {
        ("Incidental", True, "left out"): 0.013560929350403,
        ("Incidental", True, "changed"): 0.016595542911332,
        ("Incidental", False, "left out"): 0.0039885086324715,
        ("Incidental", False, "changed"): 0.0015340417817198,
        ("Nonincidental", False, "left out"): 0.0059827629487072,
        ("Nonincidental", False, "changed"): 0.023624243438485,
    }

    assert len(founding.changes) == len(expected)
    for which, p_value in expected.items():
        assert changed(founding, *which) == approx(p_value, rel=1e-8), which
    assert founding.changes["n"].to_list() == [5, 5, 10, 10, 24, 24]
    assert (founding.low, founding.high) == approx((0.0015340417817198, 0.023624243438485))
    assert founding.p_value == approx(0.00521574205784733)
    assert founding.index == 2


def test_a_comparison_that_finds_nothing_is_asked_for_the_way_to_something():
    # R: fisher.test of 5/29 v 0/9 gives 0.31, of 5/29 v 4/9 0.17 and of 5/29 v 5/9 0.036
    result = two_groups(5, 29, 0, 9)

    assert result.index == 5
    assert result.words == (
        "This rests on 5 events: one recurrence more among the incidental would move p to 0.30. "
        "Without any one patient p lies between 0.31 and 0.56; most influential: 9 nonincidental "
        "patients without a recurrence. It takes 5 recurrences more among the nonincidental to "
        "move p across 0.05, to 0.036 (fragility index 5)."
    )


def test_one_changed_outcome_can_be_enough():
    # R: fisher.test of 4/15 v 0/20 gives 0.026, of 3/15 v 0/20 0.070, of 4/15 v 1/20 0.14
    result = two_groups(4, 15, 0, 20)

    assert result.index == 1
    assert "one recurrence more among the nonincidental would move p to 0.14. " in result.words
    assert result.words.endswith(
        "It takes 1 recurrence more among the nonincidental to move p across 0.05, to 0.14 "
        "(fragility index 1)."
    )


def test_events_can_be_too_many_as_well():
    # R: fisher.test of 5/15 v 24/24 gives 4.7e-06, of 5/15 v 23/24 4.4e-05, of 13/15 v 24/24 0.14
    result = two_groups(5, 15, 24, 24)

    assert (
        "one recurrence fewer among the nonincidental would move p to below 0.001" in result.words
    )
    assert result.words.endswith(
        "It takes 8 recurrences more among the incidental to move p across 0.05, to 0.14 "
        "(fragility index 8)."
    )


def test_without_a_test_there_is_nothing_to_be_fragile():
    small = two_groups(3, 4, 0, 24)

    assert small.words == ("Too few patients to compare: fewer than 5 in Incidental (4).")
    assert small.reason == "Too few patients to compare: fewer than 5 in Incidental (4)"
    assert (small.p_value, small.index, small.n) == (None, None, 28)
    assert np.isnan([small.low, small.high]).all()
    assert small.changes.empty


@pytest.mark.parametrize(
    ("counts", "reason"),
    [
        ((0, 0, 0, 0), "There are no two groups to compare"),
        ((5, 15, 0, 0), "There are no two groups to compare"),
        ((0, 15, 0, 24), "Too few events to compare: 0 events in all, at least 3 are needed"),
        ((15, 15, 24, 24), "The outcome is the same in everybody"),
    ],
)
def test_the_reason_is_that_of_the_comparison(counts, reason):
    assert two_groups(*counts).reason == reason


def test_more_than_two_groups_are_not_asked():
    groups = ["uterus"] * 6 + ["ivc_infrarenal"] * 7 + ["right_atrium"] * 8
    answers = ["yes"] * 4 + ["no"] * 2 + ["yes"] * 2 + ["no"] * 13
    patients = complete(pd.DataFrame({"tumor_extent": groups, "recurrence": answers}))
    rates = group_rates(Cohort(patients, "made up"), RECURRENCE, "extent_group")

    assert fragility(rates, "Recurrence").words == "Fragility is worked out for two groups only."


tables = st.tuples(st.integers(5, 12), st.integers(5, 12)).flatmap(
    lambda sizes: st.tuples(
        st.integers(0, sizes[0]), st.just(sizes[0]), st.integers(0, sizes[1]), st.just(sizes[1])
    )
)


@settings(max_examples=30)
@given(tables)
def test_every_patient_left_out_or_changed_one_by_one_gives_the_same(counts):
    result = two_groups(*counts)
    if result.p_value is None:
        return
    n1, n1_known, n2, n2_known = counts
    outcomes = [np.repeat([1, 0], [n1, n1_known - n1]), np.repeat([1, 0], [n2, n2_known - n2])]
    found = []
    for group in (0, 1):
        for patient in range(len(outcomes[group])):
            for change in ("left out", "changed"):
                new = [each.copy() for each in outcomes]
                if change == "left out":
                    new[group] = np.delete(new[group], patient)
                else:
                    new[group][patient] = 1 - new[group][patient]
                table = [[each.sum(), len(each) - each.sum()] for each in new]
                found.append(fisher_exact(table).pvalue)

    assert (result.low, result.high) == approx((min(found), max(found)), rel=1e-6)
    assert len(found) == result.changes["n"].sum()


@settings(max_examples=30)
@given(tables)
def test_no_fewer_changes_than_the_index_cross_the_line(counts):
    result = two_groups(*counts)
    if result.p_value is None:
        return
    n1, n1_known, n2, n2_known = counts
    ways = [(new - n1, (new, n2)) for new in range(n1_known + 1)]
    ways += [(new - n2, (n1, new)) for new in range(n2_known + 1)]
    crossing = [
        abs(step)
        for step, (a, b) in ways
        if (fisher_exact([[a, n1_known - a], [b, n2_known - b]]).pvalue < 0.05)
        != (result.p_value < 0.05)
    ]

    assert result.index == min(crossing, default=None)


# ── Patient by patient ───────────────────────────────────────────────────────────────────────


def test_the_most_influential_patients_are_named(founding):
    cohort = example_cohort()
    made = list(of_fisher(cohort, "recurrence", founding, "ivl_detection"))
    recurred = cohort.patients.loc[cohort.patients["recurrence"] == "yes", "patient_id"]

    assert [(m.quantity, m.value) for m in made] == [
        ("Largest p of Fisher's exact test without one patient", "p = 0.014"),
        ("Smallest p of Fisher's exact test without one patient", "p = 0.0040"),
        ("Largest p of Fisher's exact test with one outcome changed", "p = 0.024"),
        ("Smallest p of Fisher's exact test with one outcome changed", "p = 0.0015"),
    ]
    assert made[0].remark == f"any of 5 patients: {text.listed(recurred)}"
    assert made[2].remark.startswith("any of 24 patients: ")
    assert made[2].remark.endswith(" and 12 more")


def test_the_log_rank_test_is_asked_patient_by_patient():
    cohort = example_cohort()
    whole = kaplan_meier(cohort, RECURRENCE_FREE, "ivl_detection")
    largest, *_ = of_log_rank(cohort, RECURRENCE_FREE, whole)

    without = {
        her: kaplan_meier(
            Cohort(cohort.patients[cohort.patients["patient_id"] != her], "made up"),
            RECURRENCE_FREE,
            "ivl_detection",
        ).p_value
        for her in cohort.patients["patient_id"]
    }
    furthest = max(without, key=without.get)
    assert largest.p_value == approx(without[furthest], rel=1e-12)
    assert largest.remark == f"patient {furthest}"
    assert largest.tested is None


def test_of_groups_that_were_not_compared_nobody_is_influential():
    cohort = example_cohort()
    curves = kaplan_meier(cohort, RECURRENCE_FREE, "adjuvant")

    assert list(of_log_rank(cohort, RECURRENCE_FREE, curves)) == []
