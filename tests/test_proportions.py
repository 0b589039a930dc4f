import numpy as np
import pandas as pd
import pytest
from pytest import approx
from r_results import GOLDEN, numbers

from ivl.exact_tests import boschloo, exact_test, mid_p
from ivl.proportions import (
    odds_ratio,
    proportion,
    risk_difference,
    risk_ratio,
)

TWO_BY_TWO = pd.read_csv(GOLDEN / "data" / "tables_2x2.csv").set_index("name")
TABLES = pd.read_csv(GOLDEN / "data" / "tables_rxc.csv")
CLOSE = {"rel": 1e-8, "nan_ok": True}


def of_r(name, quantity):
    """What R found: the estimate and its two limits, or a single number; None if it has none."""
    found = numbers("proportions", name).set_index("quantity")["value"]
    if f"{quantity}_low" in found:
        return tuple(found[[quantity, f"{quantity}_low", f"{quantity}_high"]])
    return found.get(quantity)


def counts(name):
    return tuple(TWO_BY_TWO.loc[name].to_list())


# ── Agreement with R 4.2.2: tests/golden/proportions.R ───────────────────────────────────────


@pytest.mark.parametrize("name", TWO_BY_TWO.index)
def test_limits_of_a_proportion_agree_with_r(name):
    n, n_known, *_ = counts(name)

    assert proportion(n, n_known) == approx(of_r(name, "exact"), **CLOSE)
    assert proportion(n, n_known, conf_level=0.99) == approx(of_r(name, "exact_99"), **CLOSE)
    assert proportion(n, n_known, method="wilson") == approx(of_r(name, "wilson"), **CLOSE)


@pytest.mark.parametrize("name", TWO_BY_TWO.index)
def test_newcombes_limits_of_a_difference_agree_with_r(name):
    expected = approx(of_r(name, "difference"), rel=1e-8, abs=1e-12)

    assert risk_difference(*counts(name)) == expected


@pytest.mark.parametrize("name", TWO_BY_TWO.index)
def test_risk_ratios_agree_with_r(name):
    expected = of_r(name, "ratio")
    estimate, low, high = risk_ratio(*counts(name))

    _, n1_known, _, n2_known = counts(name)
    if expected and min(n1_known, n2_known) >= 5:
        assert (estimate, low, high) == approx(expected, **CLOSE)
    else:
        # Of fewer than five patients R has normal limits all the same.
        assert estimate == approx(expected[0], **CLOSE) if expected else True
        assert np.isnan([low, high]).all()


@pytest.mark.parametrize("name", TWO_BY_TWO.index)
def test_conditional_odds_ratios_agree_with_r(name):
    found = odds_ratio(*counts(name))
    expected = approx(of_r(name, "odds_ratio"), rel=1e-6, nan_ok=True)

    assert (found.estimate, found.conf_low, found.conf_high) == expected
    assert bool(found.reason) == bool(np.isnan([found.estimate, found.conf_high]).any())


@pytest.mark.parametrize("name", TWO_BY_TWO.index)
def test_exact_tests_of_two_groups_agree_with_r(name):
    n1, n1_known, n2, n2_known = counts(name)
    fisher = exact_test([[n1, n1_known - n1], [n2, n2_known - n2]])
    half = mid_p(n1, n1_known, n2, n2_known)

    assert fisher.p_value == (
        approx(of_r(name, "fisher"), **CLOSE) if of_r(name, "fisher") else None
    )
    assert half.p_value == (approx(of_r(name, "mid_p"), **CLOSE) if of_r(name, "mid_p") else None)


@pytest.mark.parametrize("name", [name for name in TWO_BY_TWO.index if name != "large"])
def test_boschloos_test_agrees_with_a_search_over_the_common_risk(name):
    expected = of_r(name, "boschloo")

    assert boschloo(*counts(name)).p_value == (approx(expected, rel=1e-6) if expected else None)


@pytest.mark.parametrize("name", TABLES["name"].unique())
def test_exact_tests_of_larger_tables_agree_with_r(name):
    table = [[int(n) for n in row.split()] for row in TABLES.loc[TABLES["name"] == name, "counts"]]

    assert exact_test(table).p_value == approx(of_r(name, "freeman_halton"), **CLOSE)
    assert exact_test(np.transpose(table)).p_value == approx(exact_test(table).p_value)


# ── What R does not say ──────────────────────────────────────────────────────────────────────


def test_the_founding_comparison_reads_as_published():
    assert proportion(5, 15) == approx((0.333, 0.118, 0.616), abs=5e-4)
    assert proportion(0, 24) == approx((0, 0, 0.142), abs=5e-4)
    assert risk_difference(5, 15, 0, 24) == approx((0.333, 0.105, 0.583), abs=5e-4)
    assert exact_test([[5, 10], [0, 24]]).words == "Fisher's exact test, two-sided: p = 0.0052"
    assert mid_p(5, 15, 0, 24).p_value == approx(0.0026, abs=5e-5)
    assert boschloo(5, 15, 0, 24).p_value == approx(0.0036, abs=5e-5)


def test_an_infinite_odds_ratio_is_not_printed_as_a_number():
    found = odds_ratio(5, 15, 0, 24)

    assert np.isnan([found.estimate, found.conf_high]).all()
    assert found.conf_low == approx(1.7608815707)
    assert found.reason == "No finite odds ratio fits best: one cell is 0"


def test_without_any_event_no_odds_ratio_can_be_estimated():
    found = odds_ratio(0, 10, 0, 10)

    assert np.isnan([found.estimate, found.conf_low, found.conf_high]).all()
    assert found.reason == "Not estimable: the outcome is the same in everybody"


def test_each_statistic_says_of_whom_it_is_how_sure_and_after_whom():
    counts = 5, 15, 0, 24
    of_share = proportion(5, 15, 0.9)
    made = [f(*counts, conf_level=0.9) for f in (risk_difference, risk_ratio, odds_ratio)]

    assert (of_share.n, of_share.n_event, of_share.conf_level) == (15, 5, 0.9)
    assert of_share.source.startswith("Clopper & Pearson")
    assert {(one.n, one.n_event, one.conf_level) for one in made} == {(39, 5, 0.9)}
    assert [one.source[:8] for one in made] == ["Newcombe", "Katz et ", "Cornfiel"]
    estimate, low, high = made[0]
    assert (made[0].estimate, made[0].conf_low, made[0].conf_high) == (estimate, low, high)


def test_of_nobody_nothing_is_known():
    assert np.isnan(proportion(0, 0)).all()
    assert np.isnan(risk_difference(0, 0, 3, 10)).all()
    assert np.isnan(risk_ratio(3, 10, 0, 0)).all()
    assert np.isnan(odds_ratio(0, 0, 3, 10).estimate)


def test_a_risk_ratio_needs_events_in_the_second_group():
    assert np.isnan(risk_ratio(5, 15, 0, 24)).all()
    assert risk_ratio(0, 24, 5, 15) == approx((0, np.nan, np.nan), nan_ok=True)


def test_a_risk_ratio_of_two_certainties_has_no_limits():
    assert risk_ratio(10, 10, 8, 8) == approx((1, np.nan, np.nan), nan_ok=True)


@pytest.mark.parametrize(("n", "n_known"), [(-1, 5), (6, 5), (1, 0)])
def test_more_findings_than_patients_are_refused(n, n_known):
    with pytest.raises(ValueError) as refused:
        proportion(n, n_known)
    assert str(refused.value) == f"{n} of {n_known} is no share of patients"


@pytest.mark.parametrize("table", [[[0, 0], [3, 4]], [[0, 5], [0, 7]], [[4, 5]]])
def test_a_table_that_does_not_vary_has_no_test(table):
    assert exact_test(table).p_value is None
    assert exact_test(table).reason == "The outcome is the same in everybody"


def test_a_table_with_few_companions_is_gone_through_to_the_end():
    test = exact_test([[3, 1, 0], [0, 4, 2]])

    assert test.p_value == approx(1 / 14)
    assert test.name == "Fisher–Freeman–Halton exact test"


def test_a_table_with_more_companions_is_met_in_the_middle():
    rows = [[5, 3, 2, 4, 1, 6], [2, 4, 5, 1, 3, 2], [3, 1, 4, 6, 5, 2]]

    # R: fisher.test(rows, workspace = 2e8); there are more than 500,000 such tables.
    assert exact_test(rows).p_value == approx(0.231981226391133, rel=1e-10)
    assert exact_test(rows).name == "Fisher–Freeman–Halton exact test"


def test_a_table_with_many_companions_is_sampled_repeatably_and_says_so():
    rows = [[9, 3, 5, 1, 2, 4], [2, 8, 3, 6, 1, 3], [4, 2, 7, 3, 6, 2], [1, 5, 2, 4, 3, 8]]
    test = exact_test(rows)

    assert test == exact_test(rows)
    assert test.name == (
        "Fisher–Freeman–Halton exact test, estimated from 9,999 random tables (seed 1)"
    )
    # R: fisher.test(rows, simulate.p.value = TRUE, B = 3e6), seed 1
    assert test.p_value == approx(0.01643, abs=0.003)


def test_a_sampled_p_value_is_never_zero():
    assert exact_test(np.diag([30, 30, 30, 30])).p_value == 1e-4


def test_boschloos_groups_are_not_transposed():
    # The transposed table gives 0.00353.
    assert boschloo(5, 15, 0, 24).p_value == approx(0.0036354823)
    assert boschloo(0, 24, 5, 15).p_value == approx(0.0036354823)
