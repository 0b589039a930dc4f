import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import approx
from r_results import SURVIVAL, SURVIVAL_DATA, cohort, frames, numbers, results

from ivl.cohort import Cohort
from ivl.derive import complete
from ivl.endpoints import OVERALL, RECURRENCE_FREE
from ivl.example import example_cohort
from ivl.regression import LARGEST, cox

ESTIMABLE = list(results("regression")["data"].unique())
RATIO = ["hazard_ratio", "conf_low", "conf_high", "p_value"]


def of(name, **options):
    return cox(cohort(name, *SURVIVAL_DATA), SURVIVAL, "group", **options)


def patients(group, time, event):
    """One letter of ``group`` per patient; "?" where it is unknown."""
    frame = pd.DataFrame({"group": list(group), "time": time, "event": event})
    frame["group"] = frame["group"].replace("?", None)
    frame["event"] = frame["event"].astype("boolean")
    return Cohort(frame, "made up")


def ratios_of(*args):
    return cox(patients(*args), SURVIVAL, "group")


def numbers_of(result):
    return result.ratios[RATIO].to_numpy(dtype=float)


# ── Agreement with R 4.2.2, survival 3.5-3: tests/golden/regression.R ────────────────────────


@pytest.mark.parametrize("name", ESTIMABLE)
def test_hazard_ratios_agree_with_coxph(name):
    result = of(name)
    ratios = result.ratios.set_index("group")
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
        "13 patients with group: rx2 (5 events) against 13 patients with group: rx1 (7 events)."
    )


def test_ratios_of_three_groups_in_one_sentence():
    assert of("three_groups_in_months").words == (
        "In a Cox model of survival, hazard ratios were 2.22 (95% CI 0.88 to 5.57; p = 0.090) in "
        "14 patients with group: b (11 events) and 1.24 (95% CI 0.44 to 3.51; p = 0.69) in "
        "14 patients with group: c (7 events) against 14 patients with group: a (8 events)."
    )


def test_a_ratio_on_few_events_is_called_fragile():
    assert of("seven_and_eight").words == (
        "In a Cox model of survival, the hazard ratio was 0.17 (95% CI 0.032 to 0.94; p = 0.043) "
        "in 8 patients with group: b (3 events) against 7 patients with group: a (5 events); this "
        "is fragile, resting on 8 events for 1 parameter."
    )


@pytest.mark.parametrize(("n_event", "is_fragile"), [(9, True), (10, False)])
def test_ten_events_per_parameter_are_enough(n_event, is_fragile):
    events = [True] * n_event + [False] * (20 - n_event)
    result = ratios_of("ab" * 10, range(1, 21), events)

    assert result.n_event == n_event
    assert ("fragile" in result.words) == is_fragile


def test_two_ratios_are_fragile_in_the_plural():
    result = ratios_of("abc" * 5, range(1, 16), [True] * 7 + [False] * 8)

    assert result.words.endswith("; these are fragile, resting on 7 events for 2 parameters.")


def test_the_method_names_time_zero_ties_and_what_was_not_tested():
    result = of("ovarian")

    assert result.population == cohort("ovarian", *SURVIVAL_DATA).population
    assert result.by == "group"
    assert result.method == (
        "Cox model: survival by group. Time zero is the index operation. 26 of 26 patients "
        "analysed. Hazard ratios are against group: rx1; ties by Efron's method; limits (95%) and "
        "p-values by Wald's test, two-sided. Hazards were taken to be proportional, which was not "
        "tested. No hazard ratio where a group has no event, has fewer than 5 patients or was "
        "never at risk together with the others, with fewer than 3 events per parameter, or where "
        "a limit lies beyond 1000 or 1/1000."
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
    result = cox(Cohort(frame, "made up"), OVERALL, "menopausal_status")

    assert list(result.ratios["group"]) == ["Premenopausal", "Postmenopausal"]
    assert result.words.startswith("In a Cox model of overall survival, the hazard ratio was ")
    assert (
        "in 6 postmenopausal patients (6 events) against 6 premenopausal patients (3 events)"
        in (result.words)
    )
    assert "Event: death from any cause." in result.method


# ── No ratio ─────────────────────────────────────────────────────────────────────────────────

REFUSED = {
    "founding": "No finite hazard ratio can be estimated: none of 24 patients with group: "
    "nonincidental had the event",
    "separated_in_time": "No finite hazard ratio can be estimated: none of 5 patients with group: "
    "a was still at risk when any of 5 patients with group: b had the event",
    "one_event": "There are no two groups to compare",
    "two_patients": "Too few patients to compare: fewer than 5 in a (1) and b (1)",
    "one_patient_in_a_group": "Too few patients to compare: fewer than 5 in b (1)",
    "missing": "Too few patients to compare: fewer than 5 in a (4)",
    "all_censored": "Too few events to compare: 0 events in all, at least 3 are needed",
}


@pytest.mark.parametrize("name", REFUSED)
def test_why_there_is_no_ratio(name, monkeypatch):
    no_fit(monkeypatch)
    result = of(name)

    assert result.reason == REFUSED[name]
    assert result.words == f"{REFUSED[name]}."
    assert result.method.endswith(f"{REFUSED[name]}.")
    assert "Hazard ratios are" not in result.method
    assert list(result.ratios) == ["group", "n", "n_event", *RATIO]
    assert np.isnan(numbers_of(result)).all()


def no_fit(monkeypatch):
    """The route is taken from the counts: whoever refuses must not have fitted anything."""

    def fit(*args, **options):
        raise AssertionError("fitted all the same")

    monkeypatch.setattr("lifelines.CoxPHFitter.fit", fit)


def test_two_groups_without_an_event(monkeypatch):
    no_fit(monkeypatch)
    result = ratios_of("abc" * 5, range(1, 16), [True, False, False] * 5)

    assert result.words == (
        "No finite hazard ratio can be estimated: none of 5 patients with group: b and none of "
        "5 patients with group: c had the event."
    )


def test_three_groups_need_six_events(monkeypatch):
    events = [True] * 6 + [False] * 9
    assert ratios_of("abc" * 5, range(1, 16), events).reason == ""

    no_fit(monkeypatch)
    events[3] = False
    assert ratios_of("abc" * 5, range(1, 16), events).words == (
        "Too few events for a hazard ratio: 5 events for 2 parameters, at least 3 per parameter "
        "are needed."
    )


def test_groups_that_were_never_at_risk_together_at_an_event(monkeypatch):
    # a and b overlap; everyone of c was gone before the first of them had an event.
    no_fit(monkeypatch)
    time = [*range(11, 21), 1, 2, 3, 4, 5]
    result = ratios_of("ab" * 5 + "ccccc", time, [True] * 15)

    assert result.words == (
        "No finite hazard ratio can be estimated: none of 5 patients with group: c was still at "
        "risk when any of 5 patients with group: a and 5 patients with group: b had the event."
    )


def test_a_single_shared_time_makes_the_ratio_finite():
    # Group a ends at 5, where b has its first event: tied, so both were at risk.
    result = ratios_of("aaaaabbbbb", [1, 2, 3, 4, 5, 5, 6, 7, 8, 9], [True] * 10)

    assert result.reason == ""
    assert result.ratios["hazard_ratio"].iloc[1] < 0.1


def test_a_chain_of_groups_is_enough():
    # Everyone of a was gone before c had events; but b had one while a was at risk, and c while b.
    time = [1, 2, 3, 4, 8, 5, 6, 7, 9, 12, 10, 11, 13, 14, 15]
    result = ratios_of("aaaaabbbbbccccc", time, [True] * 15)

    assert result.reason == ""
    assert (result.ratios["hazard_ratio"].iloc[1:] < 1).all()


def test_no_ratio_is_given_that_the_data_do_not_bound():
    # All 60 of one group have the event before the other has her first, while the last of the
    # 60 is still at risk: finite, but hardly.
    time = [*range(1, 61), 60, *[100] * 59]
    event = [True] * 61 + [False] * 59
    forwards = ratios_of("a" * 60 + "b" * 60, time, event)
    backwards = ratios_of("b" * 60 + "a" * 60, time, event)

    sentence = "No hazard ratio is given: the data are too few to bound it between 1/1000 and 1000."
    assert forwards.words == backwards.words == sentence
    assert np.isnan(numbers_of(forwards)).all()


@pytest.mark.filterwarnings("ignore:norm")  # as on the page, where no warning stops anything
def test_a_fit_that_does_not_converge_gives_no_ratio(monkeypatch):
    from lifelines.exceptions import ConvergenceError, ConvergenceWarning

    def warns(*args, **options):
        warnings.warn("norm(delta) is still high", ConvergenceWarning, stacklevel=1)

    def fails(*args, **options):
        raise ConvergenceError("Convergence halted.")

    for fit in (warns, fails):
        monkeypatch.setattr("lifelines.CoxPHFitter.fit", fit)
        result = of("ovarian")
        assert result.words == (
            "No hazard ratio can be estimated: the fit of the Cox model did not converge."
        )
        assert np.isnan(numbers_of(result)).all()


def test_the_demonstration_cohort_gives_no_ratio(monkeypatch):
    no_fit(monkeypatch)
    recurrence = cox(example_cohort(), RECURRENCE_FREE, "ivl_detection")
    death = cox(example_cohort(), OVERALL, "ivl_detection")

    assert recurrence.words == (
        "No finite hazard ratio can be estimated: none of 24 nonincidental patients had the event."
    )
    assert (recurrence.n, recurrence.n_event) == (39, 5)
    assert death.words == "Too few events to compare: 0 events in all, at least 3 are needed."
    assert recurrence.population == example_cohort().population


def test_nobody_gives_no_ratio():
    result = ratios_of("", [], [])

    assert result.words == "There are no two groups to compare."
    assert len(result.ratios) == 0


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
        cox(Cohort(frame, "made up"), SURVIVAL, "group")
    assert str(refused.value) == sentence


# ── What holds for every cohort ──────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["aml", "veteran", "colon", "three_groups_in_months"])
def test_neither_the_order_of_patients_nor_the_unit_of_time_matters(name):
    expected = of(name)
    frame = frames(*SURVIVAL_DATA)[name].assign(event=lambda of: of["event"].astype("boolean"))
    shuffled = frame.sample(frac=1, random_state=1)
    in_other_units = shuffled.assign(time=shuffled["time"] * 30.5)

    for changed in (shuffled, in_other_units):
        result = cox(Cohort(changed, name), SURVIVAL, "group")
        assert numbers_of(result) == approx(numbers_of(expected), rel=1e-8, nan_ok=True)


def test_the_other_reference_gives_the_inverse():
    frame = cohort("lung", *SURVIVAL_DATA).patients
    turned = frame.assign(group=frame["group"].map({"male": "a", "female": "b"}))
    is_male, is_female = (
        cox(Cohort(of, "lung"), SURVIVAL, "group").ratios.iloc[1] for of in (frame, turned)
    )

    assert is_female["hazard_ratio"] == approx(1 / is_male["hazard_ratio"])
    assert is_female["conf_low"] == approx(1 / is_male["conf_high"])
    assert is_female["p_value"] == approx(is_male["p_value"])


followed_up = st.tuples(st.sampled_from("abc?"), st.integers(0, 12), st.booleans())


@settings(deadline=None, max_examples=60)
@given(st.lists(followed_up, min_size=12, max_size=50))
def test_there_is_a_reason_or_a_finite_ratio_at_which_the_score_is_zero(patients_followed):
    group, time, event = zip(*patients_followed, strict=True)
    result = ratios_of(group, time, event)
    found = numbers_of(result)

    if result.reason:
        assert np.isnan(found).all()
        assert "did not converge" not in result.reason
        return
    ratios, low, high, p_values = found[1:].T
    assert (low >= 1 / LARGEST).all()
    assert (low < ratios).all()
    assert (ratios < high).all()
    assert (high <= LARGEST).all()
    assert ((p_values > 0) & (p_values <= 1)).all()
    assert np.abs(score(result, group, time, event)).max() < 1e-7


def score(result, group, time, event):
    """Efron's score from its definition: events of each group less those expected."""
    relative = dict(zip(result.ratios["group"], result.ratios["hazard_ratio"], strict=True))
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
