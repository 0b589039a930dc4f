import numpy as np
import pandas as pd
import pytest
from pytest import approx
from r_results import GOLDEN, numbers

from ivl import text
from ivl.comparison import holm, why_no_test
from ivl.quantities import (
    hodges_lehmann,
    kruskal_wallis,
    mann_whitney,
    shift_limits,
    standardised_difference,
    standardised_difference_of_levels,
    standardised_difference_of_shares,
    summary,
)

DATA = pd.read_csv(GOLDEN / "data" / "quantities.csv")
NAMES = DATA["name"].unique()
CLOSE = {"rel": 1e-8, "nan_ok": True}


def groups(name):
    return [np.array(of.split(), dtype=float) for of in DATA.loc[DATA["name"] == name, "values"]]


def of_r(name, group=None):
    return numbers("quantities", name, group).set_index("quantity")["value"]


# ── Agreement with R 4.2.2: tests/golden/quantities.R ────────────────────────────────────────


@pytest.mark.parametrize("row", list(DATA.itertuples()), ids=lambda row: f"{row.name} {row.group}")
def test_summaries_agree_with_r(row):
    found = summary(np.array(row.values.split(), dtype=float))
    expected = of_r(row.name, row.group)

    for quantity in ("median", "q1", "q3", "low", "high", "mean", "sd"):
        assert getattr(found, quantity) == approx(expected[quantity], **CLOSE), quantity


@pytest.mark.parametrize("name", [name for name in NAMES if "exact_p" in of_r(name)])
def test_exact_rank_tests_agree_with_r(name):
    a, b, *_ = groups(name)
    test = mann_whitney(a, b)
    ties = len(np.unique([*a, *b])) < len(a) + len(b)

    assert test.p_value == approx(of_r(name)["exact_p"], **CLOSE)
    assert test.statistic == of_r(name)["u"]
    assert test.name == f"Mann–Whitney test, exact {'with' if ties else 'without'} ties"


@pytest.mark.parametrize("name", ["long", "fifty"])
def test_approximate_rank_tests_agree_with_r(name):
    test = mann_whitney(*groups(name))

    assert test.p_value == approx(of_r(name)["approximate_p"], **CLOSE)
    assert test.statistic == of_r(name)["u"]
    assert test.name == "Mann–Whitney test, normal approximation"


@pytest.mark.parametrize("name", NAMES)
def test_kruskal_wallis_agrees_with_r(name):
    test = kruskal_wallis(groups(name))

    assert test.statistic == approx(of_r(name)["kruskal_wallis"], rel=1e-8, abs=1e-12)
    assert test.p_value == approx(of_r(name)["kruskal_wallis_p"], **CLOSE)
    assert test.df == len(groups(name)) - 1


@pytest.mark.parametrize("name", NAMES)
def test_shifts_agree_with_r(name):
    a, b, *_ = groups(name)
    estimate, low, high = hodges_lehmann(a, b)

    assert estimate == approx(of_r(name)["shift"], **CLOSE)
    if "shift_low" in of_r(name):
        assert low == approx(of_r(name)["shift_low"], **CLOSE)
        assert high == approx(of_r(name)["shift_high"], **CLOSE)


def test_limits_of_a_shift_are_exact_as_far_as_in_r_and_say_so():
    made = "limits from the distribution of the Mann–Whitney statistic without ties"

    assert shift_limits(*groups("forty_nine")) == f"exact {made}"
    assert shift_limits(*groups("fifty")) == (
        "limits by the normal approximation of the Mann–Whitney statistic, since a group has more "
        "than 49 patients"
    )
    assert shift_limits(*groups("ties_small")) == f"{made}, conservative because of ties"
    assert {"shift_low", "shift_high"} <= set(of_r("forty_nine").index) & set(of_r("fifty").index)


@pytest.mark.parametrize("name", [name for name in NAMES if "smd" in of_r(name)])
def test_standardised_differences_agree_with_r(name):
    a, b, *_ = groups(name)
    expected = of_r(name)[["smd", "smd_low", "smd_high"]].to_list()

    found, *limits = standardised_difference(a, b)

    assert found == approx(expected[0], **CLOSE)
    # R does as it is told; of fewer than five patients these would be no limits.
    few = min(len(a), len(b)) < 5
    assert limits == approx([np.nan] * 2 if few else expected[1:], **CLOSE)


def test_a_standardised_difference_of_shares_agrees_with_r():
    # Of two levels the distance is the size of the difference.
    expected = of_r("founding")[["smd_of_levels", "smd_of_levels_low", "smd_of_levels_high"]]

    assert standardised_difference_of_shares(5, 15, 0, 24) == approx(expected.to_list(), **CLOSE)
    turned = standardised_difference_of_shares(0, 24, 5, 15)
    assert turned == approx([-expected.iloc[0], -expected.iloc[2], -expected.iloc[1]], **CLOSE)


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        ("founding", [5, 10], [0, 24]),
        ("three_levels", [4, 6, 5], [9, 5, 10]),
        ("level_of_one_group", [4, 6, 0], [9, 5, 10]),
    ],
)
def test_standardised_differences_of_levels_agree_with_r(name, first, second):
    found, *limits = standardised_difference_of_levels(first, second)

    assert found == approx(of_r(name)["smd_of_levels"], **CLOSE)
    # The limits of a difference, which R's script has, reach below 0 where a distance cannot be.
    assert np.isnan(limits).all()
    assert standardised_difference_of_levels([*first, 0], [*second, 0])[0] == approx(found)


def test_holms_p_values_agree_with_r():
    expected = numbers("quantities", "p_values")

    assert holm(expected["at"].to_list()) == approx(expected["value"].to_list())


# ── What R does not say ──────────────────────────────────────────────────────────────────────


def test_the_unknown_are_counted_and_left_out():
    found = summary([1, np.nan, 4])

    assert (found.n, found.n_unknown, found.median) == (2, 1, 2.5)
    assert mann_whitney([1, 2, np.nan], [3, 4]) == mann_whitney([1, 2], [3, 4])


def test_fewer_than_five_values_are_printed_themselves_and_not_as_a_distribution():
    def printed(*values):
        of = summary(values)
        return text.median_quartiles(of.median, of.q1, of.q3, 1, of.each)

    assert printed(63) == "63.0 (single value)"
    assert printed(63, float("nan"), 51) == "51.0 and 63.0 (all values)"
    assert printed(4, 1, 3, 2) == "1.0, 2.0, 3.0 and 4.0 (all values)"
    assert printed(5, 4, 1, 3, 2) == "3.0 (2.0 to 4.0)"


def test_of_one_patient_there_is_no_standard_deviation_and_of_none_nothing():
    assert np.isnan(summary([7]).sd)
    assert summary([7]).median == 7
    assert summary([]).n == 0
    assert np.isnan([summary([]).median, summary([]).low, summary([]).mean]).all()


def test_groups_too_small_for_the_level_have_a_shift_without_limits():
    assert hodges_lehmann([3], [1, 2]) == approx((1.5, np.nan, np.nan), nan_ok=True)


def test_limits_of_a_shift_with_ties_are_the_differences_that_would_be_taken_without():
    # Of 126 ways to give out the ranks of 4 and 5 patients, 2 have U of at most 1 and 4 of at
    # most 2: the second smallest of the twenty differences and the second largest.
    a, b = groups("ties_small")
    differences = sorted(one - other for one in a for other in b)

    assert hodges_lehmann(a, b) == (-2, differences[1], differences[-2])


def test_large_groups_have_limits_of_a_shift_too():
    estimate, low, high = hodges_lehmann(*groups("long"))

    # R: wilcox.test(a, b, conf.int = TRUE, exact = FALSE), whose root search stops at 1e-4
    assert (low, high) == approx((-26, -7), abs=1e-3)
    assert low < estimate < high


@pytest.mark.parametrize("test", [mann_whitney, lambda a, b: kruskal_wallis([a, b])])
def test_groups_that_cannot_be_ranked_have_no_p_value(test):
    assert test([5, 5, 5], [5, 5]).reason == "All values are equal"
    assert test([], [5, 6]).p_value is None
    assert test([np.nan], [5, 6]).reason != ""


def test_groups_without_variation_have_no_standardised_difference():
    assert standardised_difference([2, 2], [2, 2])[0] == 0
    assert np.isnan(standardised_difference([2, 2], [3, 3])).all()
    assert np.isnan(standardised_difference([2], [3, 4])).all()
    assert np.isnan(standardised_difference_of_shares(5, 5, 0, 7)).all()
    assert standardised_difference_of_shares(5, 5, 7, 7)[0] == 0
    assert np.isnan(standardised_difference_of_levels([5, 0], [0, 7])).all()
    assert np.isnan(standardised_difference_of_levels([5, 0, 0], [0, 3, 4])).all()
    assert np.isnan(standardised_difference_of_levels([0, 0], [3, 4])).all()
    # Rounding makes this covariance all but singular.
    assert np.isnan(standardised_difference_of_levels([3, 0, 0, 0], [0, 0, 21, 1])).all()
    assert standardised_difference_of_levels([5, 0], [7, 0])[0] == 0


def test_tests_that_were_not_made_do_not_count_among_the_adjusted():
    assert holm([0.01, None, 0.04]) == [approx(0.02), None, approx(0.04)]
    assert holm([0.9, 0.8]) == [1, 1]
    assert holm([]) == []


@pytest.mark.parametrize(
    ("n", "n_event", "reason"),
    [
        ({"a": 15, "b": 24}, 5, ""),
        ({"a": 5, "b": 5}, 3, ""),
        ({"a": 15}, 5, "There are no two groups to compare"),
        ({"a": 15, "b": 4}, 5, "Too few patients to compare: fewer than 5 in b (4)"),
        ({"a": 1, "b": 2, "c": 3, "d": 9}, 5,
         "Too few patients to compare: fewer than 5 in 3 of 4 groups"),
        ({"a": 15, "b": 24}, 2,
         "Too few events to compare: 2 events in all, at least 3 are needed"),
        ({"a": 15, "b": 24}, 1,
         "Too few events to compare: 1 event in all, at least 3 are needed"),
    ],
)  # fmt: skip
def test_the_rule_for_a_test_is_five_patients_a_group_and_three_events(n, n_event, reason):
    assert why_no_test(n, n_event) == reason


def test_a_shift_among_ties_has_no_limits_that_are_one():
    estimate, low, high = hodges_lehmann([0] * 9 + [3], [0] * 12)
    assert (estimate, np.isnan(low), np.isnan(high)) == (0, True, True)
