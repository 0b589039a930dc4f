import numpy as np
import pandas as pd
import pytest
from pytest import approx
from r_results import SURVIVAL, SURVIVAL_DATA, cohort, numbers, results, survival_of

from ivl import text
from ivl.cohort import Cohort
from ivl.endpoints import OVERALL, Endpoint
from ivl.measures_of_time import restricted_means
from ivl.permutation import permutation_log_rank
from ivl.proportions import proportion
from ivl.risk_sets import followed
from ivl.survival import NOT_LINKED, kaplan_meier, log_rank

CURVES = results("survival_curves")
NUMBERS = results("survival_numbers")
GROUPS = list(CURVES.groupby(["data", "group"], sort=False).groups)
DATA = list(CURVES["data"].unique())
CLOSE = {"rel": 1e-8, "nan_ok": True}


def patients(**columns):
    return Cohort(pd.DataFrame(columns), "made up")


# ── Agreement with R 4.2.2, survival 3.5-3: tests/golden/survival.R ──────────────────────────


@pytest.mark.parametrize(("name", "group"), GROUPS)
def test_curves_agree_with_survfit(name, group):
    expected = CURVES[(CURVES["data"] == name) & (CURVES["group"] == group)]
    curves = survival_of(name).curves
    start, *_ = curves[curves["group"] == group].index
    curve = curves[curves["group"] == group].drop(start)

    for column in ("time", "n_risk", "n_event", "n_censor", "estimate", "std_error"):
        assert curve[column].to_numpy() == approx(expected[column].to_numpy(), **CLOSE), column
    # Before the first event R has no limits, and ours are exact.
    fallen = curve["estimate"].to_numpy() < 1
    for column in ("conf_low", "conf_high"):
        limits = curve[column].to_numpy()[fallen]
        assert limits == approx(expected[column].to_numpy()[fallen], **CLOSE), column


@pytest.mark.parametrize(("name", "group"), GROUPS)
def test_medians_agree_with_the_print_of_survfit(name, group):
    expected = numbers("survival_numbers", name, group).set_index("quantity")["value"]
    medians = survival_of(name).medians.set_index("group").loc[group]

    assert medians["median"] == approx(expected["median"], **CLOSE)
    assert medians["conf_low"] == approx(expected["median_low"], **CLOSE)
    assert medians["conf_high"] == approx(expected["median_high"], **CLOSE)


@pytest.mark.parametrize(("name", "group"), GROUPS)
def test_median_follow_up_agrees_with_the_reverse_curve(name, group):
    expected = numbers("survival_numbers", name, group).set_index("quantity")["value"]
    follow_up = survival_of(name).follow_up.set_index("group").loc[group]

    assert follow_up["median"] == approx(expected["follow_up"], **CLOSE)
    assert follow_up["conf_low"] == approx(expected["follow_up_low"], **CLOSE)
    assert follow_up["conf_high"] == approx(expected["follow_up_high"], **CLOSE)


@pytest.mark.parametrize(("name", "group"), GROUPS)
def test_landmarks_agree_with_the_summary_of_survfit(name, group):
    expected = numbers("survival_numbers", name, group)
    times = expected.loc[expected["quantity"] == "at", "at"].to_list()
    read = survival_of(name).at(times)
    read = read[read["group"] == group]

    def of_r(quantity):
        return expected.loc[expected["quantity"] == quantity, "value"].to_numpy()

    assert read["estimate"].to_numpy() == approx(of_r("at"), **CLOSE)
    assert read["n_risk"].to_list() == of_r("at_risk").tolist()
    fallen = read["estimate"].to_numpy() < 1
    assert read["conf_low"].to_numpy()[fallen] == approx(of_r("at_low")[fallen], **CLOSE)
    assert read["conf_high"].to_numpy()[fallen] == approx(of_r("at_high")[fallen], **CLOSE)


@pytest.mark.parametrize(
    ("name", "group"),
    list(NUMBERS[NUMBERS["quantity"] == "rmean"].groupby(["data", "group"], sort=False).groups),
)
def test_restricted_means_agree_with_survfit(name, group):
    expected = numbers("survival_numbers", name, group).set_index("quantity")
    mean = survival_of(name).restricted_mean(expected.loc["rmean", "at"])
    mean = mean.set_index("group").loc[group]

    assert mean["estimate"] == approx(expected.loc["rmean", "value"], **CLOSE)
    if mean["n"] >= 5 and expected.loc["rmean_se", "value"] > 0:
        assert mean["std_error"] == approx(expected.loc["rmean_se", "value"], **CLOSE)
        assert mean["note"] == ""
    else:
        # R's error of 0 would say that a group without an event is known for certain, and of a
        # few patients its limits take for granted what only many of them would have.
        assert np.isnan(mean[["std_error", "conf_low", "conf_high"]].astype(float)).all()
        no_event = f"no event before {text.compact(expected.loc['rmean', 'at'])} months"
        assert mean["note"] == ("fewer than 5 patients" if mean["n_event"] else no_event)


@pytest.mark.parametrize(
    "name", NUMBERS.loc[NUMBERS["quantity"] == "mean_difference", "data"].to_list()
)
def test_differences_of_restricted_means_agree_with_survfit(name):
    expected = numbers("survival_numbers", name).set_index("quantity")
    *_, found = restricted_means(survival_of(name), "Survival")

    tau = expected.loc["mean_difference", "at"]
    assert found.quantity == f"Difference in restricted mean to {text.compact(tau)} months"
    # Here the first group is the reference, in R's numbers the second.
    assert found.estimate == approx(-expected.loc["mean_difference", "value"], **CLOSE)
    if name == "missing":  # one of the groups is three patients
        assert found.printed.endswith("months; no limits: fewer than 5 patients (a)")
        return
    assert found.conf_low == approx(-expected.loc["mean_difference_high", "value"], **CLOSE)
    assert found.conf_high == approx(-expected.loc["mean_difference_low", "value"], **CLOSE)


@pytest.mark.parametrize("name", DATA)
def test_the_log_rank_test_agrees_with_survdiff(name):
    used = followed(cohort(name, *SURVIVAL_DATA), SURVIVAL, "group")
    known = used.only(used.groups.known)
    expected = numbers("survival_numbers", name).set_index("quantity")["value"]
    if len(known.groups) < 2:
        assert "log_rank" not in expected
        return
    test = log_rank(known)

    if "log_rank" not in expected:
        assert test.p_value is None
        assert test.reason == NOT_LINKED
        return
    assert test.statistic == approx(expected["log_rank"], **CLOSE)
    assert test.p_value == approx(expected["p_value"], **CLOSE)
    assert test.df == expected["df"]
    assert test.table["observed"].to_list() == expected.loc[["observed"]].to_list()
    assert test.table["expected"].to_list() == approx(expected.loc[["expected"]].to_list())


@pytest.mark.parametrize(
    "name", ["founding", "seven_and_eight", "events_and_censored_at_one_time", "separated_in_time"]
)
def test_the_permutation_test_agrees_with_going_through_all_permutations(name):
    expected = numbers("permutation", name)["value"].iloc[0]
    test = permutation_log_rank(cohort(name, *SURVIVAL_DATA), SURVIVAL, "group")

    assert test.p_value == approx(expected, rel=1e-8)
    assert test.name == "Permutation log-rank test, exact"


# ── What R does not say ──────────────────────────────────────────────────────────────────────


def test_while_no_event_has_happened_the_lower_limit_is_exact():
    result = survival_of("founding")
    at_three_years = result.at(36).set_index("group").loc["nonincidental"]

    assert at_three_years["n_risk"] == 14
    assert at_three_years["estimate"] == 1
    assert at_three_years["conf_low"] == approx(0.7683642)  # Clopper-Pearson of 14/14
    assert at_three_years["conf_low"] == approx(proportion(14, 14)[1])
    assert at_three_years["conf_high"] == 1


def test_the_exact_limit_counts_who_is_followed_at_that_very_time():
    result = kaplan_meier(patients(time=[6, 6, 6, 12, 24], event=[False] * 5), SURVIVAL)

    assert result.at([6, 7, 13])["n_risk"].to_list() == [5, 2, 1]
    assert result.at([6, 7, 13])["conf_low"].to_list() == approx([0.025**0.2, 0.025**0.5, 0.025])


def test_a_curve_that_reaches_zero_has_no_limits_there():
    curve = kaplan_meier(patients(time=[1, 2], event=[True, True]), SURVIVAL).curves

    assert curve["estimate"].to_list() == [1, 0.5, 0]
    assert np.isnan(curve[["std_error", "conf_low", "conf_high"]].iloc[-1]).all()


def test_each_curve_starts_at_time_zero_with_everybody():
    result = survival_of("time_zero")
    starts = result.curves.groupby("group", observed=True).first()

    assert starts["time"].to_list() == [0, 0]
    assert starts["estimate"].to_list() == [1, 1]
    assert starts["n_risk"].to_list() == [6, 6]
    # One of six in group a had her event at time 0: the curve holds its value from there on.
    assert result.at(0)["estimate"].to_list() == approx([5 / 6, 1])


def test_numbers_at_risk_count_who_leaves_at_the_tick():
    times = [3, 5, 5, 12, 12, 12, 20]
    result = kaplan_meier(patients(time=times, event=[True, False] * 3 + [True]), SURVIVAL)
    table = result.risk_table([0, 5, 12, 20, 25])

    assert table["n_risk"].to_list() == [7, 6, 4, 1, 0]
    assert table["n_event"].to_list() == [0, 1, 2, 3, 4]
    assert table["n_censor"].to_list() == [0, 0, 1, 3, 3]
    # A curve read at a time has fallen for those who had the event at it.
    assert result.at([0, 5, 12, 20])["n_event"].to_list() == [0, 2, 3, 4]


def test_beyond_the_last_follow_up_nothing_is_carried_forward():
    late = survival_of("founding").at([84, 96, 96.5])

    assert late["note"].to_list() == ["", *["beyond follow-up"] * 2, "", "", "beyond follow-up"]
    assert late["estimate"].isna().to_list() == [False, True, True, False, False, True]
    assert late["n_risk"].to_list() == [1, 0, 0, 2, 1, 0]


def test_a_curve_is_not_read_before_time_zero():
    result = kaplan_meier(patients(time=[3], event=[True]), SURVIVAL)

    with pytest.raises(ValueError, match="Curves start at time 0; there is none at -1"):
        result.at([2, -1])


def test_a_median_that_is_not_reached_is_nan():
    medians = survival_of("founding").medians.set_index("group")

    assert medians.loc["nonincidental"].isna().to_list() == [False, False, True, True, True]
    assert medians["n_event"].to_list() == [5, 0]


def test_exact_limits_before_an_event_do_not_pass_for_the_limit_of_a_median():
    # With 3 at risk the exact lower limit is 0.29: below one half, yet nobody had an event.
    medians = kaplan_meier(patients(time=[4, 5, 6], event=[False] * 3), SURVIVAL).medians

    assert medians[["median", "conf_low", "conf_high"]].isna().all(axis=None)


def test_a_mean_is_not_restricted_beyond_the_shortest_follow_up():
    with pytest.raises(ValueError) as refused:
        survival_of("founding").restricted_mean(90)
    assert str(refused.value) == (
        "A mean restricted to 90 months needs follow-up of that length in every group; "
        "the shortest is 84"
    )


def test_times_that_are_one_by_arithmetic_are_one():
    result = kaplan_meier(patients(time=[0.1 + 0.2, 0.3, 1], event=[True] * 3), SURVIVAL)

    assert result.curves["time"].to_list() == [0, 0.3, 1]


# ── Who is in, and who is not ────────────────────────────────────────────────────────────────


def test_patients_who_cannot_be_used_are_counted_by_group_and_reason():
    result = survival_of("missing")

    assert result.excluded.to_dict("list") == {
        "group": ["a", "a", "b", "b"],
        "reason": [
            "event not recorded",
            "no follow-up time",
            "event not recorded",
            "no follow-up time",
        ],
        "n": [1, 1, 1, 1],
    }
    assert result.n == 11
    assert (
        "11 of 15 patients analysed; left out: 2 (event not recorded) and 2 (no follow-up time)"
        in result.method
    )


def test_an_unknown_group_has_a_curve_but_no_part_in_the_test():
    result = survival_of("missing")
    known = cohort("missing", *SURVIVAL_DATA).patients.dropna(subset="group")

    assert result.groups == ["a", "b", "Unknown"]
    assert result.method.endswith("Patients of unknown group are not part of the test.")
    used = followed(Cohort(known, "known"), SURVIVAL, "group")
    assert log_rank(used).table["group"].to_list() == ["a", "b"]


def test_patients_of_unknown_group_do_not_change_the_p_value():
    aml = cohort("aml", *SURVIVAL_DATA).patients
    strangers = pd.DataFrame({"time": [1.0, 1, 200], "event": [True, True, False], "group": None})
    more = Cohort(pd.concat([aml, strangers.astype({"event": "boolean"})]), "made up")
    result = kaplan_meier(more, SURVIVAL, "group")

    assert result.n == 26
    assert result.p_value == approx(survival_of("aml").p_value, rel=1e-12)
    assert permutation_log_rank(more, SURVIVAL, "group") == permutation_log_rank(
        Cohort(aml, "aml"), SURVIVAL, "group"
    )


def test_groups_stand_in_clinical_order_and_empty_ones_are_left_out():
    group = pd.Categorical(["late", "early", "late"], ["early", "middle", "late", "unknown"])
    result = kaplan_meier(
        patients(time=[1, 2, 3], event=[True] * 3, phase=group), SURVIVAL, "phase"
    )

    assert result.groups == ["early", "late"]


def test_groups_bear_the_labels_of_the_data_dictionary():
    made_up = patients(time=[1, 2], event=[True, False], extent_group=["ivc", "pelvic"])

    assert kaplan_meier(made_up, SURVIVAL, "extent_group").groups == ["Vena cava", "Pelvic"]


def test_a_number_is_nothing_to_split_by():
    made_up = patients(time=[1], event=[True], age_at_diagnosis=[40.0])

    with pytest.raises(ValueError, match="Age has no levels to split by"):
        kaplan_meier(made_up, SURVIVAL, "age_at_diagnosis")


def test_a_cohort_without_patients_has_no_curves_and_no_test():
    result = kaplan_meier(patients(time=[], event=[], group=[]), SURVIVAL, "group")

    assert result.groups == []
    assert len(result.at(12)) == len(result.risk_table(12)) == len(result.medians) == 0
    assert result.comparison.reason == "There are no two groups to compare"


@pytest.mark.parametrize(
    ("time", "event", "said"),
    [
        ([1, -2.5], [True, True], "time, patient 2: -2.5 is no time"),
        ([np.inf, 2], [True, True], "time, patient 1: inf is no time"),
        ([1, 2], [0, 1], "event, patient 1: 0 is neither True nor False"),
        ([1, 2], [True, 2], "event, patient 2: 2 is neither True nor False"),
        ([1, 2], [True, "yes"], "event, patient 2: yes is neither True nor False"),
    ],
)
def test_times_and_events_that_make_no_sense_are_refused_with_their_place(time, event, said):
    with pytest.raises(ValueError) as refused:
        kaplan_meier(patients(time=time, event=event), SURVIVAL)
    assert str(refused.value) == said


# ── When there is a p-value ──────────────────────────────────────────────────────────────────


def test_the_comparison_is_made_where_patients_and_events_suffice():
    result = survival_of("founding")

    assert result.p_value == approx(0.0036279484265745)
    assert result.comparison.words == "Log-rank test: chi-square 8.46, 1 df, p = 0.0036"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("one_event", "There are no two groups to compare"),
        ("all_censored", "Too few events to compare: 0 events in all, at least 3 are needed"),
        ("one_patient_in_a_group", "Too few patients to compare: fewer than 5 in b (1)"),
        ("two_patients", "Too few patients to compare: fewer than 5 in a (1) and b (1)"),
    ],
)
def test_without_a_meaningful_test_there_is_a_reason_in_its_place(name, reason):
    result = survival_of(name)

    assert result.p_value is None
    assert result.comparison.words == reason
    assert result.method.endswith(f"{reason}.")


def test_groups_who_all_have_the_event_at_once_cannot_be_compared():
    made_up = patients(time=[5] * 10, event=[True] * 10, group=["a", "b"] * 5)

    assert kaplan_meier(made_up, SURVIVAL, "group").comparison.reason == (
        "The groups cannot be compared: they were not at risk together when some, but not all, had "
        "the event"
    )
    assert permutation_log_rank(made_up, SURVIVAL, "group").reason == (
        "All patients left at the same time, or in the same way"
    )


def test_random_permutations_are_repeatable_and_close_to_chi_square():
    lung = cohort("lung", *SURVIVAL_DATA)
    test = permutation_log_rank(lung, SURVIVAL, "group")

    assert test == permutation_log_rank(lung, SURVIVAL, "group")
    assert test.name == "Permutation log-rank test, 9,999 permutations (seed 1)"
    assert test.p_value == approx(survival_of("lung").p_value, abs=0.002)


def test_random_permutations_compare_more_than_two_groups():
    made_up = cohort("three_groups_in_months", *SURVIVAL_DATA)
    test = permutation_log_rank(made_up, SURVIVAL, "group", n_draws=4_999, seed=7)

    assert test.p_value == approx(survival_of("three_groups_in_months").p_value, abs=0.03)


def test_random_permutations_never_find_a_p_value_of_zero():
    time = [*range(1, 11), *range(101, 111), *range(201, 211)]
    made_up = patients(time=time, event=[True] * 30, group=["a"] * 10 + ["b"] * 10 + ["c"] * 10)

    assert permutation_log_rank(made_up, SURVIVAL, "group", n_draws=9).p_value == 0.1


def test_permutations_follow_the_same_rule_for_too_few():
    made_up = cohort("one_patient_in_a_group", *SURVIVAL_DATA)

    assert permutation_log_rank(made_up, SURVIVAL, "group").p_value is None


# ── What the legend says ─────────────────────────────────────────────────────────────────────


def test_the_method_tells_endpoint_patients_limits_and_test():
    made_up = patients(
        os_months=[3.0, 8, 12, 20, None, 31],
        death=pd.array([True, False, None, True, False, False], dtype="boolean"),
    )

    assert kaplan_meier(made_up, OVERALL, conf_level=0.9).method == (
        "Kaplan–Meier estimate: overall survival. Time zero is the index operation. Event: death "
        "from any cause. Patients alive or lost are censored at last contact. 4 of 6 patients "
        "analysed; left out: 1 (no follow-up time) and 1 (vital status not recorded). Limits (90%) "
        "are on the log(−log) scale; until the first event, exact for those still followed. Median "
        "follow-up for vital status by the reverse Kaplan–Meier method: how long patients would "
        "have been followed had nobody had the event; each endpoint has its own."
    )


def test_wider_confidence_reaches_further():
    made_up = cohort("aml", *SURVIVAL_DATA)
    usual, wide = (kaplan_meier(made_up, SURVIVAL, conf_level=level) for level in (0.95, 0.99))

    # R: survfit(Surv(time, status) ~ 1, aml, conf.type = "log-log", conf.int = 0.99) at time 23
    assert wide.at(23)[["conf_low", "conf_high"]].to_numpy()[0] == approx(
        [0.247920928, 0.769786675]
    )
    assert (wide.at(23)["conf_low"] < usual.at(23)["conf_low"]).all()


@pytest.mark.parametrize("level", [0, 1, 95])
def test_a_confidence_level_is_a_share(level):
    with pytest.raises(ValueError, match=f"lies between 0 and 1, not at {level}"):
        kaplan_meier(patients(time=[1], event=[True]), SURVIVAL, conf_level=level)


def test_an_endpoint_with_several_events_has_no_kaplan_meier_curve():
    made_up = patients(time=[1, 2], event=["censored", "death"])

    with pytest.raises(ValueError, match="event, patient 1: censored is neither True nor False"):
        kaplan_meier(made_up, Endpoint("Recurrence", "time", "event"))
