import numpy as np
import pandas as pd
import pytest
from pytest import approx
from r_results import SURVIVAL, SURVIVAL_DATA, cohort, numbers, results

from ivl.cohort import Cohort
from ivl.regression import hazard_ratios

SEVERAL = {
    "lung_covariates": ["age", "sex", "ecog"],
    "ovarian_covariates": ["age", "treatment", "residual"],
    "veteran_covariates": ["celltype", "karno", "prior"],
    "pbc_covariates": ["age", "bili", "albumin", "edema"],
}
OF_GROUPS = sorted(set(results("regression_several")["data"]) - set(SEVERAL))


def checked(name, *columns):
    found = hazard_ratios(cohort(name, *SURVIVAL_DATA, *SEVERAL), SURVIVAL, columns)
    return found.proportional


# ── Agreement with R 4.2.2, survival 3.5-3: cox.zph in tests/golden/regression.R ─────────────


@pytest.mark.parametrize(("name", "columns"), SEVERAL.items(), ids=list(SEVERAL))
def test_each_term_and_all_together_agree_with_cox_zph(name, columns):
    found = checked(name, *columns).tests.set_index("term")
    expected = numbers("regression_several", name).pivot(
        index="group", columns="quantity", values="value"
    )

    assert list(found.index) == [*columns, "GLOBAL"]
    for term in found.index:
        for quantity in ("statistic", "df", "p_value"):
            of_r = expected.loc[term, f"zph_{quantity}"]
            assert found.loc[term, quantity] == approx(of_r, rel=1e-6), (term, quantity)


@pytest.mark.parametrize("name", OF_GROUPS)
def test_one_column_of_groups_agrees_with_cox_zph(name):
    (found,) = checked(name, "group").tests.itertuples()
    expected = numbers("regression_several", name).set_index("quantity")["value"]

    assert (found.statistic, found.df, found.p_value) == approx(
        tuple(expected[f"zph_{name}"] for name in ("statistic", "df", "p_value")), rel=1e-8
    )


# ── In words ─────────────────────────────────────────────────────────────────────────────────


def test_ratios_that_change_are_said_to():
    found = checked("veteran_covariates", "celltype", "karno", "prior")

    assert found.is_rejected
    assert found.words == (
        "The ratios change over time (p < 0.001, Grambsch–Therneau test), above all for celltype "
        "and karno: single ratios do not describe the whole follow-up"
    )


def test_one_ratio_that_changes():
    # The ratio turns: group a has its events early, b late.
    time, group = [*range(1, 9), *range(20, 28)] * 2, "a" * 16 + "b" * 16
    event = [True] * 8 + [False] * 8 + [False] * 3 + [True] + [False] * 4 + [True] * 8
    found = hazard_ratios(made_up(time, event, group), SURVIVAL, ["group"]).proportional

    assert found.words == (
        "The ratio changes over time (p = 0.0023, Grambsch–Therneau test): one ratio does not "
        "describe the whole follow-up"
    )


def test_few_events_show_strong_changes_only():
    found = checked("ovarian", "group")

    assert not found.is_rejected
    assert found.words == (
        "There is no sign that the ratio changes over time (p = 0.10, Grambsch–Therneau test), "
        "though with 12 events only a strong change would show"
    )


def test_fifty_events_need_no_such_caution():
    assert checked("lung", "group").words == (
        "There is no sign that the ratio changes over time (p = 0.091, Grambsch–Therneau test)"
    )


def test_events_all_at_one_time_cannot_show_a_change():
    found = hazard_ratios(
        made_up([5] * 8 + [6] * 8, [True, True, False, False] * 2 + [False] * 8, "ab" * 8),
        SURVIVAL, ["group"],
    )  # fmt: skip

    assert found.reason == ""
    assert len(found.proportional.tests) == 0
    assert found.proportional.words == (
        "Whether the ratios change over time cannot be tested: too few events at different times"
    )


def made_up(time, event, group):
    frame = pd.DataFrame({"time": time, "event": event, "group": list(group)})
    return Cohort(frame, "made up")


def test_the_scale_of_time_does_not_matter_but_its_order_does():
    rng = np.random.default_rng(3)
    time, event = rng.permutation(40) + 1.0, rng.random(40) < 0.7
    base = hazard_ratios(made_up(time, event, "ab" * 20), SURVIVAL, ["group"]).proportional
    bent = hazard_ratios(made_up(time**2, event, "ab" * 20), SURVIVAL, ["group"]).proportional

    assert bent.tests["statistic"].to_list() == approx(base.tests["statistic"].to_list())
