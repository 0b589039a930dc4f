import numpy as np
import pandas as pd
import pytest
from pytest import approx
from r_results import (
    COMPETING_DATA,
    INCIDENCE,
    SURVIVAL,
    SURVIVAL_DATA,
    cohort,
    incidence_of,
    numbers,
    results,
    survival_of,
)

from ivl.cohort import Cohort
from ivl.competing import GRAY, cumulative_incidence, event_rate, few_expected, gray
from ivl.endpoints import RECURRENCE
from ivl.example import example_cohort
from ivl.measures_of_time import of_event_rates
from ivl.proportions import proportion
from ivl.risk_sets import followed
from ivl.survival import NOT_LINKED

CURVES = results("competing_curves")
GROUPS = list(CURVES.groupby(["data", "group"], sort=False).groups)
DATA = list(CURVES["data"].unique())
NUMBERS = results("competing_numbers")
RATED = list(NUMBERS[NUMBERS["quantity"] == "rate"].groupby(["data", "group"], sort=False).groups)
COMPARED = list(NUMBERS.loc[NUMBERS["quantity"] == "rate_ratio", "data"])
CLOSE = {"rel": 1e-8, "nan_ok": True}


def patients(**columns):
    return Cohort(pd.DataFrame(columns), "made up")


# ── Agreement with R 4.2.2, survival 3.5-3 and cmprsk 2.2-11: tests/golden/competing.R ───────


@pytest.mark.parametrize(("name", "group"), GROUPS)
def test_curves_agree_with_survfit(name, group):
    expected = CURVES[(CURVES["data"] == name) & (CURVES["group"] == group)]
    curves = incidence_of(name).curves
    start, *_ = curves[curves["group"] == group].index
    curve = curves[curves["group"] == group].drop(start)

    for column in ("time", "n_risk", "estimate"):
        assert curve[column].to_numpy() == approx(expected[column].to_numpy(), **CLOSE), column
    errors = approx(expected["std_error"].to_numpy(), rel=1e-8, abs=1e-12)
    assert curve["std_error"].to_numpy() == errors
    # Before the first event R has no limits, and ours are exact.
    risen = curve["estimate"].to_numpy() > 0
    for column in ("conf_low", "conf_high"):
        limits = curve[column].to_numpy()[risen]
        assert limits == approx(expected[column].to_numpy()[risen], **CLOSE), column


@pytest.mark.parametrize("name", DATA)
def test_curves_end_where_those_of_cmprsk_end(name):
    expected = numbers("competing_numbers", name)
    ends = incidence_of(name).curves.groupby("group", observed=True)["estimate"].last()

    for row in expected[expected["quantity"] == "last"].itertuples():
        assert ends[row.group] == approx(row.value, **CLOSE)


@pytest.mark.parametrize("name", DATA)
def test_grays_test_agrees_with_cmprsk(name):
    used = followed(cohort(name, *COMPETING_DATA), INCIDENCE, "group", "recurrence")
    known = used.only(used.groups.known)
    expected = numbers("competing_numbers", name).set_index("quantity")["value"]
    if len(known.groups) < 2:
        assert "gray" not in expected
        return
    test = gray(known)

    if "gray" not in expected:
        assert test.p_value is None
        assert test.reason == NOT_LINKED
        return
    assert test.statistic == approx(expected["gray"], **CLOSE)
    assert test.p_value == approx(expected["p_value"], **CLOSE)
    assert test.df == expected["df"]


@pytest.mark.parametrize(("name", "group"), RATED)
def test_event_rates_agree_with_poisson_test(name, group):
    expected = numbers("competing_numbers", name, group).set_index("quantity")["value"]
    rates = event_rate(cohort(name, *COMPETING_DATA), INCIDENCE, by="group").rates
    rate = rates.set_index("group").loc[group]

    assert rate["estimate"] == approx(expected["rate"], **CLOSE)
    assert rate["conf_low"] == approx(expected["rate_low"], **CLOSE)
    assert rate["conf_high"] == approx(expected["rate_high"], **CLOSE)


@pytest.mark.parametrize("name", COMPARED)
def test_rate_ratios_agree_with_poisson_test(name):
    expected = numbers("competing_numbers", name).set_index("quantity")["value"]
    rates = event_rate(cohort(name, *COMPETING_DATA), INCIDENCE, by="group")
    (ratio,) = (of for of in of_event_rates(rates, "Recurrence") if of.quantity == "Rate ratio")
    # R has the first group over the second, which is not the reference here.
    of_r = expected[["rate_ratio", "rate_ratio_high", "rate_ratio_low"]]

    assert [ratio.estimate, ratio.conf_low, ratio.conf_high] == approx(
        (1 / of_r.fillna(np.inf)).to_list(), **CLOSE
    )


# ── What R does not say ──────────────────────────────────────────────────────────────────────


def test_until_the_first_recurrence_the_upper_limit_is_exact():
    at_three_years = incidence_of("founding").at(36).set_index("group").loc["nonincidental"]

    assert at_three_years["estimate"] == at_three_years["conf_low"] == 0
    assert at_three_years["n_risk"] == 14
    assert at_three_years["conf_high"] == approx(1 - 0.025 ** (1 / 14))


def test_who_died_is_known_to_have_had_no_recurrence():
    died = {"time": [*range(1, 16), *[40] * 5], "event": ["death"] * 15 + ["censored"] * 5}
    result = cumulative_incidence(patients(**died), INCIDENCE)

    assert (result.curves["estimate"] == 0).all()
    assert result.at(36)["n_risk"].to_list() == [5]
    # R: binom.test(0, 20), since nobody of the twenty can still recur by then unseen.
    assert result.at([0, 9.5, 36])["conf_high"].to_list() == approx([0.1684334711] * 3)
    assert result.curves["conf_high"].to_list() == approx([0.1684334711] * len(result.curves))
    assert "those whom a competing event took before" in result.method


def test_who_is_censored_is_lost_with_her_share_of_the_dead():
    # Half die in month 1. Four of the ten left are censored in month 2; the six stand for twelve.
    times = {"time": [1] * 10 + [2] * 4 + [12] * 6, "event": ["death"] * 10 + ["censored"] * 10}
    result = cumulative_incidence(patients(**times), INCIDENCE)

    assert result.at([1, 2, 2.5, 12])["conf_high"].to_list() == approx(
        [proportion(0, n)[2] for n in (20, 20, 12, 12)]
    )


def test_what_may_go_unseen_is_seldom_more_than_the_limit():
    # The worst that can be: the dead first, then the censored, then the event in those who remain.
    for n_dead, n_left, n_followed in [(10, 10, 6), (3, 17, 4), (15, 5, 5), (1, 30, 2)]:
        causes = ["death"] * n_dead + ["censored"] * n_left
        time = [1] * n_dead + [2] * (n_left - n_followed) + [12] * n_followed
        curves = cumulative_incidence(patients(time=time, event=causes), INCIDENCE)
        among_the_rest = curves.at(12)["conf_high"].iloc[0] * (n_dead + n_left) / n_left
        assert (1 - min(among_the_rest, 1)) ** n_followed <= 0.025


def test_a_death_is_no_recurrence_and_leaves_the_limit_exact():
    result = incidence_of("no_recurrence")

    assert (result.curves["estimate"] == 0).all()
    # Of five one died, later of three one: the two who are left stand for 2 / (4/5 × 2/3).
    assert result.at(10)["conf_high"].to_list() == approx([1 - 0.025 ** (1 / 3.75)])


def test_without_deaths_incidence_is_one_minus_survival():
    incidence = incidence_of("founding").curves
    survival = survival_of("founding").curves

    assert incidence["estimate"].to_numpy() == approx(1 - survival["estimate"].to_numpy())
    assert incidence["std_error"].to_numpy() == approx(survival["std_error"].to_numpy())


def test_one_minus_kaplan_meier_would_overstate_recurrence():
    time, event = [4, 6, 9, 12], ["death", "recurrence", "death", "recurrence"]
    made_up = patients(time=time, event=event)
    recurrence, death = (
        cumulative_incidence(made_up, INCIDENCE, cause).curves["estimate"].to_list()
        for cause in ("recurrence", "death")
    )

    assert recurrence == approx([0, 0, 0.25, 0.25, 0.5])  # 1 - Kaplan-Meier would end at 1
    assert death == approx([0, 0.25, 0.25, 0.5, 0.5])


def test_once_everybody_had_a_recurrence_nothing_is_left_to_vary():
    curves = incidence_of("all_recur").curves
    ends = curves.groupby("group", observed=True).last()

    assert ends["estimate"].to_list() == [1, 1]
    assert ends["std_error"].to_list() == [0, 0]
    assert np.isnan(curves[curves["estimate"] == 1][["conf_low", "conf_high"]]).all(axis=None)


def test_counts_tell_recurrences_from_deaths():
    result = incidence_of("ties")

    assert result.events.to_dict("list") == {
        "group": ["a", "b"],
        "n": [10, 9],
        "n_event": [4, 4],
        "n_other": [3, 3],
        "n_censor": [3, 2],
    }
    assert result.risk_table(18).to_dict("list") == {
        "group": ["a", "b"],
        "time": [18, 18],
        "n_risk": [4, 5],
        "n_event": [3, 1],
        "n_other": [2, 2],
        "n_censor": [1, 1],
    }


def test_median_follow_up_lets_deaths_and_recurrences_leave_first():
    # Of the two left at 12 once the events have gone, one is censored: one half until 20. Were
    # all four at risk, the curve would stand at three quarters until 20.
    made_up = patients(time=[12, 12, 12, 20], event=["recurrence", "death", "censored", "censored"])

    assert cumulative_incidence(made_up, INCIDENCE).follow_up["median"].to_list() == [16]


def test_the_comparison_is_grays_test():
    result = incidence_of("founding")

    assert result.p_value == approx(0.00419255588515699)
    assert result.comparison.words == "Gray's test: chi-square 8.20, 1 df, p = 0.0042"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("last_dies", "There are no two groups to compare"),
        ("no_death", ""),
        ("one_group_without_recurrence", ""),
    ],
)
def test_grays_test_is_made_where_patients_and_events_suffice(name, reason):
    result = incidence_of(name)

    assert result.comparison.reason == reason
    assert (result.p_value is None) == bool(reason)


def test_without_a_recurrence_there_is_nothing_to_compare():
    made_up = patients(
        time=range(1, 13), event=["death", "censored"] * 6, group=["a"] * 6 + ["b"] * 6
    )
    result = cumulative_incidence(made_up, INCIDENCE, by="group")

    assert result.comparison.reason == (
        "Too few events to compare: 0 events in all, at least 3 are needed"
    )


def test_patients_of_unknown_treatment_have_a_curve_but_no_part_in_the_test():
    result = incidence_of("pbc")

    assert result.groups == ["penicillamine", "placebo", "Unknown"]
    assert result.p_value == approx(0.796362438194159)
    assert result.method.endswith("Patients of unknown group are not part of the test.")


def test_a_cohort_without_patients_has_no_curves():
    result = cumulative_incidence(patients(time=[], event=[]), INCIDENCE)

    assert result.groups == []
    assert len(result.at(12)) == len(result.events) == 0
    assert len(event_rate(patients(time=[], event=[]), INCIDENCE).rates) == 0


def test_events_that_are_no_level_are_refused_with_their_place():
    made_up = patients(rfs_months=[1.0, 2], first_event=["recurrence", "dead"])

    with pytest.raises(ValueError) as refused:
        cumulative_incidence(made_up)
    assert str(refused.value) == (
        "first_event, patient 2: dead is none of censored, recurrence or death"
    )


def test_a_cause_that_is_no_level_is_refused():
    event = pd.Categorical(["censored", "recurrence"], ["censored", "recurrence", "death"])

    with pytest.raises(ValueError, match="event has no level 'progression'"):
        cumulative_incidence(patients(time=[1, 2], event=event), INCIDENCE, "progression")


def test_the_method_tells_what_competes():
    made_up = patients(
        rfs_months=[3.0, 8, None], first_event=["recurrence", "censored", "recurrence"]
    )

    assert cumulative_incidence(made_up, RECURRENCE).method == (
        "Cumulative incidence of recurrence by the Aalen–Johansen method. Time zero is the index "
        "operation. Event: first recurrence or progression; death without recurrence competes. "
        "Patients without either are censored at last contact. 2 of 3 patients analysed; left out: "
        "1 (recurrence without a time). Limits (95%) are on the log(−log) scale; until the first "
        "event, exact for those still followed. Median follow-up for recurrence by the reverse "
        "Kaplan–Meier method: how long patients would have been followed had nobody had the event; "
        "each endpoint has its own."
    )


def test_rates_of_a_boolean_event_count_patient_years():
    rates = event_rate(cohort("aml", *SURVIVAL_DATA), SURVIVAL, cause=None).rates.iloc[0]

    assert rates["n_event"] == 18
    assert rates["patient_years"] == approx(678 / 12)
    assert rates["estimate"] == approx(100 * 18 / (678 / 12))


def test_without_time_under_observation_there_is_no_rate():
    rates = event_rate(patients(time=[0, 0], event=["censored", "recurrence"]), INCIDENCE).rates

    assert rates[["estimate", "conf_low", "conf_high"]].isna().all(axis=None)


def test_grays_p_value_is_called_rough_where_few_events_are_expected():
    few = cumulative_incidence(example_cohort(), by="ivl_detection")
    rough = (
        "With fewer than 5 events expected in a group, the p-value of Gray's test, which is from "
        "chi-square, is a rough one"
    )

    # What a group had less its score: 5 - 3.0 and 0 + 3.0.
    assert few.caution == rough
    assert f"{few.comparison.words}. {rough}." in few.method
    enough = few.comparison.table.assign(n_event=[50, 60])
    assert few_expected(GRAY.made(0.01, compared=enough.to_dict("list"))) == ""
    assert few_expected(GRAY.not_made("Too few events")) == ""
