from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import approx
from r_results import INCIDENCE, SURVIVAL, SURVIVAL_DATA, cohort, frames, numbers, results

from ivl import newton
from ivl.cohort import Cohort
from ivl.derive import complete
from ivl.endpoints import OVERALL, RECURRENCE, RECURRENCE_FREE
from ivl.example import example_cohort
from ivl.forest_figures import forest
from ivl.hazard_words import beside_test
from ivl.measures_of_hazards import of_hazard_ratios
from ivl.regression import hazard_ratios, one_at_a_time
from ivl.survival import LOG_RANK
from ivl.text import LARGEST_RATIO

ESTIMABLE = list(results("regression")["data"].unique())
RATIO = ["hazard_ratio", "conf_low", "conf_high", "p_value"]


def of(name, **options):
    return hazard_ratios(cohort(name, *SURVIVAL_DATA), SURVIVAL, ["group"], **options)


def patients(group, time, event):
    """One letter of ``group`` per patient; "?" where it is unknown."""
    frame = pd.DataFrame({"group": list(group), "time": time, "event": event})
    frame["group"] = frame["group"].replace("?", None)
    frame["event"] = frame["event"].astype("boolean")
    return Cohort(frame, "made up")


def ratios_of(*args):
    return hazard_ratios(patients(*args), SURVIVAL, ["group"])


def numbers_of(result):
    return result.ratios[RATIO].to_numpy(dtype=float)


# ── Agreement with R 4.2.2, survival 3.5-3: tests/golden/regression.R ────────────────────────


@pytest.mark.parametrize("name", ESTIMABLE)
def test_hazard_ratios_agree_with_coxph(name):
    result = of(name)
    ratios = result.ratios.set_index("level")
    expected = numbers("regression", name)
    whole = expected[expected["group"].isna()].set_index("quantity")["value"]
    others = expected.dropna(subset="group").pivot(
        index="group", columns="quantity", values="value"
    )

    assert result.reason == ""
    assert (result.n, result.n_event) == (whole["n"], whole["n_event"])
    assert list(ratios.index[1:]) == sorted(others.index)
    for column in RATIO:
        of_r = others.loc[ratios.index[1:], column].to_numpy()
        assert ratios[column].to_numpy()[1:] == approx(of_r, rel=1e-6), column


@pytest.mark.parametrize("name", ESTIMABLE)
def test_the_first_group_is_the_reference_and_counts_add_up(name):
    result = of(name)

    assert result.ratios.loc[0, RATIO].to_list() == approx([1] + 3 * [np.nan], nan_ok=True)
    assert result.ratios["n"].sum() == result.n
    assert result.ratios["n_event"].sum() == result.n_event


def test_other_levels_have_limits_by_walds_formula():
    # From the 95% limits: the standard error of the logarithm is a 3.92th of their distance.
    row, at_80 = of("lung").ratios.iloc[1], of("lung", conf_level=0.8).ratios.iloc[1]
    std_error = np.log(row["conf_high"] / row["conf_low"]) / (2 * 1.959963984540054)

    assert at_80["conf_low"] == approx(row["hazard_ratio"] * np.exp(-1.2815515655446 * std_error))
    assert at_80["conf_high"] == approx(row["hazard_ratio"] * np.exp(1.2815515655446 * std_error))
    assert "(80% CI 1.37 to 2.11; p = 0.0015)" in of("lung", conf_level=0.8).words
    with pytest.raises(ValueError, match="A confidence level lies between 0 and 1, not at 1"):
        of("lung", conf_level=1)


# ── In words ─────────────────────────────────────────────────────────────────────────────────


def test_a_ratio_of_two_groups_in_one_sentence():
    assert of("ovarian").words == (
        "In a Cox model of survival, the hazard ratio was 0.55 (95% CI 0.17 to 1.74; p = 0.31) in "
        "13 patients with group: rx2 (5 events) against 13 patients with group: rx1 (7 events). "
        "There is no sign that the ratio changes over time (p = 0.10, Grambsch–Therneau test), "
        "though with 12 events only a strong change would show."
    )


def test_ratios_of_three_groups_in_one_sentence():
    assert of("three_groups_in_months").words == (
        "In a Cox model of survival, hazard ratios were 2.22 (95% CI 0.88 to 5.57; p = 0.090) in "
        "14 patients with group: b (11 events) and 1.24 (95% CI 0.44 to 3.51; p = 0.69) in "
        "14 patients with group: c (7 events) against 14 patients with group: a (8 events). There "
        "is no sign that the ratios change over time (p = 0.21, Grambsch–Therneau test), though "
        "with 26 events only a strong change would show."
    )


def test_a_ratio_on_few_events_is_called_fragile():
    assert of("seven_and_eight").words == (
        "In a Cox model of survival, the hazard ratio was 0.17 (95% CI 0.032 to 0.94; p = 0.043) "
        "in 8 patients with group: b (3 events) against 7 patients with group: a (5 events); this "
        "is fragile, resting on 8 events for 1 parameter. There is no sign that the ratio changes "
        "over time (p = 0.91, Grambsch–Therneau test), though with 8 events only a strong change "
        "would show."
    )


@pytest.mark.parametrize(("n_event", "is_fragile"), [(9, True), (10, False)])
def test_ten_events_per_parameter_are_enough(n_event, is_fragile):
    events = [True] * n_event + [False] * (20 - n_event)
    result = ratios_of("ab" * 10, range(1, 21), events)

    assert result.n_event == n_event
    assert ("fragile" in result.words) == is_fragile


def test_two_ratios_are_fragile_in_the_plural():
    result = ratios_of("abc" * 5, range(1, 16), [True] * 7 + [False] * 8)

    assert "; these are fragile, resting on 7 events for 2 parameters. " in result.words


def test_the_method_names_time_zero_ties_and_what_was_tested():
    result = of("ovarian")

    assert result.population == cohort("ovarian", *SURVIVAL_DATA).population
    assert result.columns == ("group",)
    assert (result.n_event, result.n_parameters) == (12, 1)
    assert result.source == (
        "Cox, J R Stat Soc B 1972;34:187; Efron, J Am Stat Assoc 1977;72:557; R: coxph"
    )
    assert result.method == (
        "Cox model: survival by group. Time zero is the index operation. 26 of 26 patients "
        "analysed. Hazard ratios are against group: rx1; ties by Efron's method; limits (95%) and "
        "p-values by Wald's test, two-sided. No hazard ratio where a group has fewer than 5 "
        "patients or nobody followed to the first event, or with fewer than 3 events per parameter."
    )


def test_patients_of_unknown_group_are_left_out_and_counted():
    known = ratios_of("ab" * 6, range(1, 13), [True, True, True, False] * 3)
    more = ratios_of(
        "ab" * 6 + "???", [*range(1, 13), 3, 4, None], [True, True, True, False] * 3 + [True] * 3
    )

    pd.testing.assert_frame_equal(more.ratios, known.ratios)
    assert more.n == 12
    assert "; 2 patients of unknown group left out; this is fragile" in more.words
    assert "left out" not in known.words
    assert "12 of 15 patients analysed; left out: 1 (no follow-up time) and 2 (unknown group)" in (
        more.method
    )


def test_the_reference_comes_first_in_clinical_order_and_not_in_the_alphabet():
    frame = complete(pd.DataFrame({"menopausal_status": ["post", "pre"] * 6}, dtype="object"))
    frame = frame.assign(os_months=range(1, 13), death=[True, True, True, False] * 3)
    result = hazard_ratios(Cohort(frame, "made up"), OVERALL, ["menopausal_status"])

    assert list(result.ratios["level"]) == ["Premenopausal", "Postmenopausal"]
    assert result.words.startswith("In a Cox model of overall survival, the hazard ratio was ")
    assert (
        "in 6 postmenopausal patients (6 events) against 6 premenopausal patients (3 events)"
        in (result.words)
    )
    assert "Event: death from any cause." in result.method


# ── Penalised, because the likelihood has no maximum ─────────────────────────────────────────


def test_a_group_without_an_event_has_a_penalised_ratio():
    result = of("founding")

    assert set(result.ratios["route"]) == {"Firth"}
    assert result.ratios["bound"].to_list() == ["", "conf_low under 0.001"]
    row = result.ratios.iloc[1]
    of_r = numbers("regression_firth", "founding:group").set_index("quantity")["value"]
    assert row["hazard_ratio"] == approx(np.exp(of_r["coef"]))
    assert row["conf_low"] == 1 / LARGEST_RATIO
    assert row["conf_high"] == approx(np.exp(of_r["high"]))
    assert row["p_value"] == approx(of_r["p_value"])
    assert result.words == (
        "In a Cox model of survival, penalised by Firth's method since none of 24 patients with "
        "group: nonincidental had the event, the hazard ratio was 0.053 (95% CI under 0.001 to "
        "0.47; p = 0.0049) in 24 patients with group: nonincidental (0 events) against 15 patients "
        "with group: incidental (5 events); this is fragile, resting on 5 events for 1 parameter. "
        "Whether the ratio changes over time was not tested: the test asks for a model without a "
        "penalty."
    )
    assert result.method.startswith(
        "Firth-penalised Cox model: survival by group, since none of 24 patients with group: "
        "nonincidental had the event. Time zero "
    )
    assert (
        "Hazard ratios are against group: incidental; ties by Breslow's method; limits (95%) from "
        "the profile of the penalised likelihood, p-values from its likelihood-ratio test; "
        in result.method
    )
    assert result.source.startswith("Firth, Biometrika 1993;80:27; Heinze & Schemper, ")


def terms_of(rows):
    """Rows by the names that R gives them: age, groupb, historyyes."""
    levels = rows["level"].replace({"per 1": "", "Yes": "yes"})
    return list(rows["variable"] + levels)


def separated(name, *columns, **options):
    return hazard_ratios(cohort(name, "separated"), SURVIVAL, columns, **options)


@pytest.mark.parametrize(
    ("name", "columns", "why"),
    [
        ("founding_in_months", ["group"],
         "none of 24 patients with group: nonincidental had the event"),
        ("reference_without_event", ["group"], "none of 12 patients with group: a had the event"),
        ("one_of_three", ["group"], "none of 8 patients with group: c had the event"),
        ("one_of_three", ["group", "age"], "none of 8 patients with group: c had the event"),
        ("number_highest_at_events", ["age"],
         "at every event age was at one end of its range among those still at risk"),
        ("number_highest_at_events", ["age", "history"],
         "the factors together tell apart, at every event, who had it and who was still at risk"),
    ],
)  # fmt: skip
def test_the_penalised_way_is_told_from_the_counts_and_agrees_with_r(name, columns, why):
    result = separated(name, *columns)
    found = result.ratios.dropna(subset="p_value")
    of_r = numbers("regression_firth", f"{name}:{'+'.join(columns)}").pivot(
        index="group", columns="quantity", values="value"
    )
    of_r = of_r.loc[terms_of(found)]

    assert set(found["route"]) == {"Firth"}
    assert f"since {why}, " in result.words
    for column, of_column in zip(RATIO[:3], ("coef", "low", "high"), strict=True):
        expected = np.exp(of_r[of_column]).clip(1 / LARGEST_RATIO, LARGEST_RATIO).to_numpy()
        assert found[column].to_numpy() == approx(expected, rel=1e-8), column
    assert found["p_value"].to_numpy() == approx(of_r["p_value"].to_numpy(), rel=1e-6)


def test_two_groups_without_an_event():
    result = ratios_of("abc" * 5, range(1, 16), [True, False, False] * 5)

    assert result.reason.startswith("Too few events for hazard ratios: 5 events for 2 parameters")
    more = ratios_of("aabc" * 5, range(1, 21), [True, True, False, False] * 5)
    assert more.reason == ""
    assert (
        "since none of 5 patients with group: b and none of 5 patients with group: c had the "
        "event, hazard ratios were " in more.words
    )


def test_groups_that_were_never_at_risk_together_at_an_event():
    # a and b overlap; everyone of c was gone before the first of them had an event.
    time = [*range(11, 21), 1, 2, 3, 4, 5]
    result = ratios_of("ab" * 5 + "ccccc", time, [True] * 15)

    assert set(result.ratios["route"]) == {"Firth"}
    assert (
        "since none of 5 patients with group: c was still at risk when any of 5 patients with "
        "group: a and 5 patients with group: b had the event, " in result.words
    )
    assert result.ratios["hazard_ratio"].iloc[2] > 10


def test_a_single_shared_time_makes_the_likelihood_have_a_maximum():
    # Group a ends at 5, where b has its first event: tied, so both were at risk.
    result = ratios_of("aaaaabbbbb", [1, 2, 3, 4, 5, 5, 6, 7, 8, 9], [True] * 10)

    assert set(result.ratios["route"]) == {"Cox"}
    assert result.ratios["hazard_ratio"].iloc[1] < 0.1


def test_a_chain_of_groups_is_enough():
    # Everyone of a was gone before c had events; but b had one while a was at risk, and c while b.
    time = [1, 2, 3, 4, 8, 5, 6, 7, 9, 12, 10, 11, 13, 14, 15]
    result = ratios_of("aaaaabbbbbccccc", time, [True] * 15)

    assert set(result.ratios["route"]) == {"Cox"}
    assert (result.ratios["hazard_ratio"].iloc[1:] < 1).all()


def test_what_lies_beyond_a_thousand_is_marked_and_not_given():
    # All 60 of one group have the event before the other has her first, while the last of the
    # 60 is still at risk: finite, but hardly.
    time = [*range(1, 61), 60, *[100] * 59]
    event = [True] * 61 + [False] * 59
    forwards = ratios_of("b" * 60 + "a" * 60, time, event).ratios.iloc[1]
    backwards = ratios_of("a" * 60 + "b" * 60, time, event).ratios.iloc[1]

    assert (forwards["conf_high"], backwards["conf_low"]) == (1000, 0.001)
    assert (forwards["bound"], backwards["bound"]) == (
        "conf_high over 1000",
        "conf_low under 0.001",
    )
    assert "(95% CI 45.0 to over 1000; " in ratios_of("b" * 60 + "a" * 60, time, event).words


# ── No ratio ─────────────────────────────────────────────────────────────────────────────────

REFUSED = {
    "one_event": "There are no two groups to compare",
    "two_patients": "Too few patients to compare: fewer than 5 in a (1) and b (1)",
    "one_patient_in_a_group": "Too few patients to compare: fewer than 5 in b (1)",
    "missing": "Too few patients to compare: fewer than 5 in a (4)",
    "all_censored": "Too few events to compare: 0 events in all, at least 3 are needed",
}


@pytest.mark.parametrize("name", REFUSED)
def test_why_there_is_no_ratio(name):
    result = of(name)

    assert result.reason == REFUSED[name]
    assert result.words == f"{REFUSED[name]}."
    assert result.method.endswith(f"{REFUSED[name]}.")
    assert "Hazard ratios are" not in result.method
    assert list(result.ratios) == [
        "variable", "level", "n", "n_event", *RATIO, "bound", "route", "reason",
    ]  # fmt: skip
    assert set(result.ratios["reason"]) == {REFUSED[name]}
    assert set(result.ratios["route"]) == {""}
    assert np.isnan(numbers_of(result)).all()


def test_three_groups_need_six_events():
    events = [True] * 6 + [False] * 9
    assert ratios_of("abc" * 5, range(1, 16), events).reason == ""

    events[3] = False
    assert ratios_of("abc" * 5, range(1, 16), events).words == (
        "Too few events for hazard ratios: 5 events for 2 parameters, at least 3 per parameter "
        "are needed."
    )


def test_a_group_that_left_before_the_first_event_says_nothing():
    result = ratios_of("a" * 5 + "b" * 5, range(1, 11), [False] * 5 + [True] * 5)

    assert result.words == (
        "No hazard ratio can be estimated: none of 5 patients with group: a was followed to the "
        "first event."
    )


def test_factors_that_say_the_same_cannot_be_told_apart():
    frame = cohort("lung", *SURVIVAL_DATA).patients
    frame = frame.assign(number=(frame["group"] == "male") * 2.0, same=3.0)

    assert hazard_ratios(Cohort(frame, "lung"), SURVIVAL, ["group", "number"]).reason == (
        "No hazard ratio can be estimated: group and number cannot be told apart among the "
        "patients followed to the first event"
    )
    assert hazard_ratios(Cohort(frame, "lung"), SURVIVAL, ["same"]).reason == (
        "same is the same in all patients"
    )
    assert hazard_ratios(Cohort(frame, "lung"), SURVIVAL, ["group", "same"]).reason == (
        "same: the same in all patients"
    )


def test_a_reason_within_a_joint_model_names_its_factor_once():
    frame = cohort("lung", *SURVIVAL_DATA).patients
    rare = pd.Categorical(["yes"] * 2 + ["no"] * (len(frame) - 2))
    few = Cohort(frame.assign(adjuvant=rare), "lung")

    assert hazard_ratios(few, SURVIVAL, ["group", "adjuvant"]).reason == (
        "Any adjuvant therapy: too few patients to compare: fewer than 5 in Yes (2)"
    )


def test_what_the_test_of_the_curves_says_is_not_said_again():
    too_few = LOG_RANK.not_made("Too few events to compare")

    assert beside_test("Too few events to compare", "Too few events to compare.", too_few) == ""
    assert beside_test("Too few patients", "Too few patients.", too_few) == "Too few patients."
    assert beside_test("", "The ratio was 2.", LOG_RANK.made(0.01)) == "The ratio was 2."


def test_a_fit_that_does_not_converge_gives_no_ratio(monkeypatch):
    monkeypatch.setattr(newton, "MAX_ITERATIONS", 1)
    result = of("ovarian")

    assert result.words == (
        "No hazard ratio can be estimated: the fit of the model did not converge."
    )
    assert np.isnan(numbers_of(result)).all()


def test_the_demonstration_cohort():
    recurrence = hazard_ratios(example_cohort(), RECURRENCE_FREE, ["ivl_detection"])
    death = hazard_ratios(example_cohort(), OVERALL, ["ivl_detection"])

    assert "since none of 24 nonincidental patients had the event, the hazard ratio was 16.9" in (
        recurrence.words
    )
    assert (recurrence.n, recurrence.n_event) == (39, 5)
    assert death.words == "Too few events to compare: 0 events in all, at least 3 are needed."
    assert recurrence.population == example_cohort().population


def test_what_is_known_of_nobody_still_has_its_row_and_its_reason():
    frame = cohort("lung", *SURVIVAL_DATA).patients.assign(grade=None)
    result = one_at_a_time(Cohort(frame, "lung"), SURVIVAL, ["grade", "group"])

    row = result.ratios.iloc[0]
    assert (row["variable"], row["level"], row["n"], row["n_event"]) == ("grade", "", 0, 0)
    assert row["reason"] == "Nobody here has both this factor and a follow-up recorded"
    assert "Left out where a factor is unknown: 228 (grade). " in result.method
    assert ratios_of("", [], []).words == (
        "Nobody here has both this factor and a follow-up recorded."
    )
    both = hazard_ratios(Cohort(frame, "lung"), SURVIVAL, ["group", "grade"])
    assert both.reason == "There is no patient in whom all of these factors are known"


# ── Several factors ──────────────────────────────────────────────────────────────────────────

SEVERAL = {
    "lung_covariates": ["age", "sex", "ecog"],
    "ovarian_covariates": ["age", "treatment", "residual"],
    "veteran_covariates": ["celltype", "karno", "prior"],
    "pbc_covariates": ["age", "bili", "albumin", "edema"],
}


@pytest.mark.parametrize(("name", "columns"), SEVERAL.items(), ids=list(SEVERAL))
def test_several_factors_together_agree_with_coxph(name, columns):
    result = hazard_ratios(cohort(name, *SEVERAL), SURVIVAL, columns)
    found = result.ratios.dropna(subset="p_value")
    expected = numbers("regression_several", name)
    whole = expected[expected["group"].isna()].set_index("quantity")["value"]

    assert (result.n, result.n_event) == (whole["n"], whole["n_event"])
    for column in RATIO:
        of_r = expected[expected["quantity"] == column].set_index("group")["value"]
        assert found[column].to_numpy() == approx(of_r.loc[terms_of(found)].to_numpy(), rel=1e-6), (
            column
        )


def test_complete_cases_are_counted_and_named():
    result = hazard_ratios(cohort("lung_covariates", *SEVERAL), SURVIVAL, ["age", "sex", "ecog"])

    assert "226 of 227 patients analysed; left out: 1 (unknown ecog)" in result.method
    assert "; 226 patients analysed, left out: 1 (unknown ecog); not adjusted, " in result.words
    assert forest(result, "Adjusted").caption.startswith("226 in the model, of all 227 patients. ")
    assert result.words.startswith(
        "In a Cox model of survival, hazard ratios were 1.01 (95% CI 0.99 to 1.03; p = 0.25) per 1 "
        "of age; 1.73 (95% CI 1.24 to 2.40; p = 0.0012) in 136 patients with sex: male "
        "(110 events) against 90 patients with sex: female (53 events); 1.51 "
    )


def test_beside_an_adjusted_ratio_stands_the_crude_one_of_the_same_patients():
    whole = cohort("lung_covariates", *SEVERAL)
    complete = whole.patients[whole.patients["ecog"].notna()]
    joint = hazard_ratios(whole, SURVIVAL, ["sex", "ecog"])
    alone = hazard_ratios(Cohort(complete, "lung"), SURVIVAL, ["sex"])
    male = joint.ratios.iloc[1]

    assert alone.n == joint.n < whole.n
    assert male[["crude_ratio", "crude_low", "crude_high"]].tolist() == approx(
        alone.ratios.iloc[1][RATIO[:3]].tolist()
    )
    printed = "1.68 (95% CI 1.21 to 2.33) in the patients with sex: male"
    assert f"not adjusted, but in the same patients, sex gives {printed}" in joint.words
    table = forest(joint, "Adjusted").table
    assert table is not None
    assert table["Alone, same patients (95% CI)"].tolist()[:2] == [
        "1 (reference)", "1.68 (1.21 to 2.33)",
    ]  # fmt: skip
    said = {(one.quantity, one.group): one.printed for one in of_hazard_ratios(joint)}
    about = ("Hazard ratio alone, in the same patients", "sex: male over female")
    assert said[about] == "1.68, 95% CI 1.21 to 2.33"


def test_the_declared_reference_turns_a_penalised_ratio_and_its_limits_round():
    frame = cohort("founding", *SURVIVAL_DATA).patients.rename(columns={"group": "ivl_detection"})
    reference, other = hazard_ratios(
        Cohort(frame, "founding"), SURVIVAL, ["ivl_detection"]
    ).ratios.itertuples()
    # R fitted the other way round: nonincidental over incidental.
    of_r = numbers("regression_firth", "founding:group").set_index("quantity")["value"]

    assert (reference.level, other.level) == ("Nonincidental", "Incidental")
    assert other.hazard_ratio == approx(np.exp(-of_r["coef"]))
    assert other.conf_low == approx(np.exp(-of_r["high"]))
    assert (other.conf_high, other.bound) == (LARGEST_RATIO, "conf_high over 1000")
    assert np.exp(-of_r["low"]) > LARGEST_RATIO
    assert other.p_value == approx(of_r["p_value"])


def test_more_than_a_parameter_per_ten_events_is_said_and_per_three_refused():
    both = hazard_ratios(cohort("ovarian_covariates", *SEVERAL), SURVIVAL, ["age", "treatment"])
    assert "; these are fragile, resting on 12 events for 2 parameters. " in both.words

    founding = cohort("founding_in_months", "separated")
    assert hazard_ratios(founding, SURVIVAL, ["group", "age"]).words == (
        "Too few events for hazard ratios: 5 events for 2 parameters, at least 3 per parameter "
        "are needed."
    )


def test_age_is_by_the_decade_and_a_finding_against_its_absence():
    rng = np.random.default_rng(5)
    frame = complete(
        pd.DataFrame(
            {"age_at_diagnosis": rng.integers(30, 70, 60), "prior_myoma": ["yes", "no"] * 30}
        )
    )
    frame = frame.assign(os_months=rng.permutation(60) + 1.0, death=rng.random(60) < 0.6)
    result = hazard_ratios(Cohort(frame, "x"), OVERALL, ["age_at_diagnosis", "prior_myoma"])
    in_years = frame.assign(age=frame["age_at_diagnosis"])
    per_year = hazard_ratios(Cohort(in_years, "x"), OVERALL, ["age", "prior_myoma"])

    assert result.ratios["level"].to_list() == ["per 10 years", "No", "Yes"]
    assert result.ratios["hazard_ratio"].iloc[1] == 1
    decade, year = (of.ratios["hazard_ratio"].iloc[0] for of in (result, per_year))
    assert decade == approx(year**10)
    assert " per 10 years of age; " in result.words


def test_a_competing_event_ends_the_follow_up():
    frame = cohort("mgus2", "mgus2").patients
    result = hazard_ratios(Cohort(frame, "mgus2"), INCIDENCE, ["group"], cause="recurrence")
    censored = Cohort(frame.assign(event=frame["event"] == "recurrence"), "mgus2")

    assert result.n_event == 115
    assert numbers_of(result) == approx(
        numbers_of(hazard_ratios(censored, SURVIVAL, ["group"])), nan_ok=True
    )
    assert "The hazard is cause-specific: a competing event ends the follow-up. " in result.method
    assert result.words.startswith("In a Cox model of the hazard of recurrence, ")


# ── One factor at a time ─────────────────────────────────────────────────────────────────────


def test_each_factor_has_a_model_of_all_in_whom_it_is_known():
    lung = cohort("lung_covariates", *SEVERAL)
    result = one_at_a_time(lung, SURVIVAL, ["age", "sex", "ecog"])

    for name in ("age", "sex", "ecog"):
        alone = hazard_ratios(lung, SURVIVAL, [name])
        rows = result.ratios[result.ratios["variable"] == name]
        assert numbers_of(alone) == approx(rows[RATIO].to_numpy(float), nan_ok=True)
    assert not result.is_joint
    assert (result.n, result.n_event, result.n_parameters) == (227, 164, 4)
    assert "Left out where a factor is unknown: 1 (ecog). " in result.method
    assert result.words == (
        "3 of 3 factors allow ratios, with 4 p-values: a screen of factors one by one, not "
        "adjusted for each other."
    )


def test_factors_whose_ratios_change_over_time_are_named():
    result = one_at_a_time(cohort("veteran_covariates", *SEVERAL), SURVIVAL, ["karno", "prior"])

    assert result.words.endswith(
        "The ratio changes over time, so that one number does not describe it: karno."
    )


def test_a_refused_factor_keeps_its_counts_and_says_why():
    result = one_at_a_time(
        example_cohort(), RECURRENCE, ["ivl_detection", "adjuvant"], cause="recurrence"
    )
    refused = result.ratios[result.ratios["variable"] == "adjuvant"]

    assert refused["n"].to_list() == [37, 2]
    assert set(refused["reason"]) == {
        "Too few patients to compare: fewer than 5 in any adjuvant therapy: yes (2)"
    }
    assert "Penalised because the likelihood has no maximum: detection group. " in result.method
    assert result.words == (
        "1 of 2 factors allows a ratio, with 1 p-value: a screen of factors one by one, not "
        "adjusted for each other. It is fragile, resting on 5 events."
    )


def test_where_no_factor_allows_a_ratio_nothing_else_is_said():
    few = replace(example_cohort(), patients=example_cohort().patients[:4])
    result = one_at_a_time(few, RECURRENCE, ["ivl_detection", "adjuvant"], cause="recurrence")

    assert result.words == "None of these factors allows a hazard ratio."


# ── What is no data ──────────────────────────────────────────────────────────────────────────


def test_a_number_that_is_infinite_and_a_model_that_is_none_are_refused():
    frame = cohort("ovarian_covariates", *SEVERAL).patients
    frame = frame.assign(age=frame["age"].where(frame.index != 3, np.inf))

    with pytest.raises(ValueError, match=r"^age, patient 4: inf is no number$"):
        hazard_ratios(Cohort(frame, "made up"), SURVIVAL, ["age"])
    with pytest.raises(ValueError, match="A column stands twice in one model"):
        hazard_ratios(Cohort(frame, "made up"), SURVIVAL, ["treatment", "treatment"])
    with pytest.raises(ValueError, match="A model of hazards needs one column at least"):
        hazard_ratios(Cohort(frame, "made up"), SURVIVAL, [])


@pytest.mark.parametrize(
    ("time", "event", "sentence"),
    [
        ([1.0, -2.0], [True, False], "time, patient 2: -2.0 is no time"),
        ([np.inf, 2.0], [True, False], "time, patient 1: inf is no time"),
        ([1.0, 2.0], [0, 2], "event, patient 1: 0 is neither True nor False"),
    ],
)
def test_what_is_no_time_or_no_event_is_refused(time, event, sentence):
    frame = pd.DataFrame({"group": ["a", "b"], "time": time, "event": event})

    with pytest.raises(ValueError) as refused:
        hazard_ratios(Cohort(frame, "made up"), SURVIVAL, ["group"])
    assert str(refused.value) == sentence


# ── What holds for every cohort ──────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["aml", "veteran", "colon", "three_groups_in_months"])
def test_neither_the_order_of_patients_nor_the_unit_of_time_matters(name):
    expected = of(name)
    frame = frames(*SURVIVAL_DATA)[name].assign(event=lambda of: of["event"].astype("boolean"))
    shuffled = frame.sample(frac=1, random_state=1)
    in_other_units = shuffled.assign(time=shuffled["time"] * 30.5)

    for changed in (shuffled, in_other_units):
        result = hazard_ratios(Cohort(changed, name), SURVIVAL, ["group"])
        assert numbers_of(result) == approx(numbers_of(expected), rel=1e-8, nan_ok=True)


def test_the_other_reference_gives_the_inverse():
    frame = cohort("lung", *SURVIVAL_DATA).patients
    turned = frame.assign(group=frame["group"].map({"male": "a", "female": "b"}))
    is_male, is_female = (
        hazard_ratios(Cohort(of, "lung"), SURVIVAL, ["group"]).ratios.iloc[1]
        for of in (frame, turned)
    )

    assert is_female["hazard_ratio"] == approx(1 / is_male["hazard_ratio"])
    assert is_female["conf_low"] == approx(1 / is_male["conf_high"])
    assert is_female["p_value"] == approx(is_male["p_value"])


followed_up = st.tuples(st.sampled_from("abc?"), st.integers(0, 12), st.booleans())


@settings(deadline=None, max_examples=60)
@given(st.lists(followed_up, min_size=12, max_size=50))
def test_there_is_a_reason_or_a_bounded_ratio_and_by_cox_the_score_is_zero(patients_followed):
    group, time, event = zip(*patients_followed, strict=True)
    result = ratios_of(group, time, event)
    found = numbers_of(result)

    if result.reason:
        assert np.isnan(found).all()
        assert "did not converge" not in result.reason
        return
    ratios, low, high, p_values = found[1:].T
    assert (low >= 1 / LARGEST_RATIO).all()
    assert (low < ratios).all()
    assert (ratios < high).all()
    assert (high <= LARGEST_RATIO).all()
    assert ((p_values > 0) & (p_values <= 1)).all()
    if result.ratios["route"].iloc[0] == "Cox":
        assert (result.ratios["n_event"] > 0).all()
        assert np.abs(score(result, group, time, event)).max() < 1e-6


def score(result, group, time, event):
    """Efron's score from its definition: events of each group less those expected."""
    relative = dict(zip(result.ratios["level"], result.ratios["hazard_ratio"], strict=True))
    rows = [row for row in zip(group, time, event, strict=True) if row[0] != "?"]
    scores = dict.fromkeys(relative, 0.0)
    for month in {month for _, month, happened in rows if happened}:
        at_risk = [label for label, end, _ in rows if end >= month]
        hit = [label for label, end, happened in rows if end == month and happened]
        for place in range(len(hit)):
            weight = {
                label: relative[label]
                * (at_risk.count(label) - place / len(hit) * hit.count(label))
                for label in relative
            }
            for label in relative:
                scores[label] -= weight[label] / sum(weight.values())
        for label in hit:
            scores[label] += 1
    return list(scores.values())
