"""Each statistic carries what belongs to it, and reads the same wherever it stands."""

import html
import io
import re
from datetime import date
from functools import partial

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import approx

from ivl import (
    answers,
    bar_figures,
    caveats,
    competing,
    curve_figures,
    export,
    findings,
    forest_figures,
    measures,
    measures_of_counts,
    measures_of_hazards,
    measures_of_quantities,
    measures_of_time,
    regression,
    survival,
    tables,
    text,
)
from ivl.cohort import Cohort
from ivl.competing import rate_ratio
from ivl.derive import complete
from ivl.describe import group_rates
from ivl.endpoints import OVERALL, RECURRENCE, RECURRENCE_FREE, Endpoint
from ivl.example import example_cohort
from ivl.exhibit import Exhibit
from ivl.measures import Measure
from ivl.measures_of_hazards import of_hazard_ratios
from ivl.measures_of_time import horizon
from ivl.permutation import by_permutation
from ivl.schema import BY_NAME
from ivl.table_one import table_one

BY = "ivl_detection"
TODAY = date(2026, 11, 23)


def made_of(**recorded: object) -> Cohort:
    return Cohort(complete(pd.DataFrame(recorded, dtype="object")), "made up")


def of_recurrence(cohort: Cohort, by: str | None = BY) -> list[Measure]:
    return measures_of_counts.of_rates(group_rates(cohort, BY_NAME["recurrence"], by), "Recurrence")


def of_survival(cohort: Cohort, endpoint: Endpoint, by: str | None = BY) -> list[Measure]:
    result = survival.kaplan_meier(cohort, endpoint, by)
    per_time = competing.event_rate(cohort, endpoint, None, by)
    permuted = by_permutation(cohort, endpoint, result)
    return [*measures_of_time.of_survival(result, endpoint, permuted, per_time)]


def of_incidence(cohort: Cohort, by: str | None = BY) -> list[Measure]:
    return [*measures_of_time.of_incidence(cohort, competing.cumulative_incidence(cohort, by=by))]


def everything(cohort: Cohort, by: str | None = BY) -> list[Measure]:
    table = table_one(cohort, by)
    return [
        *of_recurrence(cohort, by),
        *of_incidence(cohort, by),
        *of_survival(cohort, RECURRENCE_FREE, by),
        *of_survival(cohort, OVERALL, by),
        *measures_of_quantities.of_table_one(cohort, table),
    ]


def printed(made: list[Measure]) -> dict[tuple[str, str], str]:
    """What is said of each quantity and group."""
    return {(measure.quantity, measure.group): measure.printed for measure in made}


# ── A measure ────────────────────────────────────────────────────────────────────────────────


def a_measure(**own: object) -> Measure:
    about = {"outcome": "Recurrence", "quantity": "Share", "group": "Incidental", "n": 15,
             "method": "Counted", "source": "Nobody 1900"}  # fmt: skip
    return Measure(**(about | own))  # type: ignore[arg-type]


def test_a_share_says_itself_with_its_counts_and_limits():
    share = a_measure(n_event=5, estimate=1 / 3, conf_low=0.118, conf_high=0.616, form="count")

    assert share.words == ("Share, recurrence, Incidental: 5/15 (33.3%), 95% CI 11.8 to 61.6%.")


def test_a_blank_needs_its_reason():
    with pytest.raises(ValueError, match="Share, Incidental: a blank needs its reason"):
        a_measure()


def test_what_stands_in_place_of_an_estimate_comes_before_the_limit_that_there_is():
    ratio = a_measure(form="ratio", conf_low=1.764, reason="no finite ratio")

    assert ratio.printed == "no finite ratio; 95% CI at least 1.76"


def test_a_ratio_beyond_a_thousand_is_only_said_to_be_so():
    ratio = a_measure(form="ratio", estimate=20.5, conf_low=0.0002, conf_high=45000)

    assert ratio.printed == "20.5, 95% CI under 0.001 to over 1000"


def test_what_is_beyond_a_thousand_has_its_bound_in_files_too():
    ratio = a_measure(form="ratio", estimate=20.5, conf_low=0.0002, conf_high=45000)
    rate = a_measure(form="rate", estimate=2400, conf_low=60.8, conf_high=13371)
    quantity = a_measure(estimate=1500, conf_low=0.0001, conf_high=4000, unit="mL")
    written = measures.frame([ratio, rate, quantity])

    assert written[["estimate", "conf_low", "conf_high"]].to_numpy().tolist() == [
        [20.5, 0.001, 1000],
        [1000, 60.8, 1000],
        [1500, 0.0001, 4000],
    ]
    assert written["bound"].to_list() == [
        "conf_low under 0.001; conf_high over 1000",
        "estimate over 1000; conf_high over 1000",
        "",
    ]


def test_other_levels_than_95_percent_are_named():
    assert "90% CI" in a_measure(estimate=1, conf_low=0, conf_high=2, conf_level=0.9).printed


# ── The founding comparison ──────────────────────────────────────────────────────────────────


def test_the_founding_comparison_has_its_default_measures_first():
    # Shares, Newcombe's limits and Fisher's p: see tests/golden/proportions.R
    first = [(m.quantity, m.group, m.printed) for m in of_recurrence(example_cohort())[:4]]

    assert first == [
        ("Share of patients", "Incidental", "5/15 (33.3%), 95% CI 11.8 to 61.6%"),
        ("Share of patients", "Nonincidental", "0/24 (0.0%), 95% CI 0.0 to 14.2%"),
        (
            "Risk difference",
            "Incidental minus nonincidental",
            "33.3 percentage points, 95% CI 10.5 to 58.3",
        ),
        ("Fisher's exact test, two-sided", "Incidental v nonincidental", "p = 0.0052"),
    ]


def test_what_may_be_asked_for_follows():
    after = {m.quantity: m.printed for m in of_recurrence(example_cohort())[4:]}

    assert after == {
        "Share of patients, score limits": "0/24 (0.0%), 95% CI 0.0 to 13.8%",
        "Risk ratio": "not estimable: the reference has no event",
        "Odds ratio": "no finite odds ratio fits best: one cell is 0; 95% CI at least 1.76",
        "Fisher's exact test, two-sided, mid-p": "p = 0.0026",
        "Boschloo's exact test, two-sided (central)": "p = 0.0036",
    }


def test_time_to_recurrence_has_landmarks_tests_and_the_contrast():
    said = printed(of_incidence(example_cohort()))

    assert said["At 36 months", "Nonincidental"] == "0.0%, 95% CI 0.0 to 28.5%, 11 still followed"
    assert said["Gray's test", "Incidental v nonincidental"] == (
        "chi-square 7.53, 1 df, p = 0.0061; with fewer than 5 events expected in a group, the "
        "p-value of Gray's test, which is from chi-square, is a rough one"
    )
    assert said["Log-rank test", "Incidental v nonincidental"] == (
        "incidental 5 observed, 1.98 expected; nonincidental 0 observed, 3.02 expected; "
        "chi-square 7.65, 1 df, p = 0.0057"
    )
    assert said["Permutation log-rank test, exact", "Incidental v nonincidental"] == "p = 0.0040"
    assert (
        said["1 − Kaplan–Meier at 60 months (overstates where deaths compete)", "Incidental"]
        == "42.3%; the same as the cumulative incidence: nothing competed"
    )


def test_survival_has_medians_restricted_means_and_rates():
    said = printed(of_survival(example_cohort(), RECURRENCE_FREE))

    assert said["Median", "Incidental"] == "not reached; 95% CI 19.0 to not reached"
    assert said["Restricted mean to 60 months", "Incidental"] == (
        "44.8 months, SE 5.47, 95% CI 34.1 to 55.5"
    )
    assert said["Restricted mean to 60 months", "Nonincidental"] == (
        "60.0 months; no limits: no event before 60 months"
    )
    assert (
        said["Difference in restricted mean to 60 months", "Incidental minus nonincidental"]
        == "−15.2 months; no limits: no event before 60 months (nonincidental)"
    )
    assert said["Rate", "Nonincidental"] == (
        "0.0 per 100 patient-years, 95% CI 0.0 to 5.1, 0 events in 71.8 patient-years"
    )
    assert said["Rate ratio", "Incidental over nonincidental"] == (
        "not estimable: the reference has no event; 95% CI at least 1.47"
    )


def test_the_difference_of_restricted_means_adds_their_variances():
    cohort = made_of(
        patient_id=range(10), ivl_detection=["incidental"] * 5 + ["nonincidental"] * 5,
        followup_months=[0, 2, 4, 20, 20, 0, 6, 8, 20, 20], recurrence=["no"] * 10,
        vital_status=["alive", "dead", "dead", "alive", "alive"] * 2,
    )  # fmt: skip
    made = {(m.quantity, m.group): m for m in of_survival(cohort, OVERALL)}
    first, second, both = (
        made[key] for key in made if "estricted mean" in key[0]
    )  # fmt: skip

    # Areas up to 12 months: 2 + 2 × 3/4 + 8 × 1/2 = 7.5 and 6 + 2 × 3/4 + 4 × 1/2 = 9.5.
    assert (first.estimate, second.estimate) == (7.5, 9.5)
    assert both.estimate == approx(-2)
    assert both.std_error == approx(np.hypot(first.std_error, second.std_error))
    assert both.conf_high == approx(-2 + 1.959963985 * both.std_error)


def test_what_was_asked_for_at_another_level_is_printed_at_that_level():
    cohort = example_cohort()
    curves = survival.kaplan_meier(cohort, RECURRENCE_FREE, BY, conf_level=0.9)
    per_time = competing.event_rate(cohort, RECURRENCE_FREE, cause=None, by=BY, conf_level=0.9)
    made = list(measures_of_time.of_survival(curves, RECURRENCE_FREE, None, per_time))

    assert {m.conf_level for m in made if m.interval} == {0.9}
    assert printed(made)["At 36 months", "Incidental"].startswith("69.3%, 90% CI 42.8 to 85.3%")
    assert "exact 90% limits" in findings.no_event_yet(curves)
    assert "At 36 months (90% CI)" in tables.curve_summary(curves)


def test_an_event_after_the_horizon_is_none_of_a_restricted_mean():
    cohort = made_of(
        patient_id=range(12), ivl_detection=["incidental"] * 8 + ["nonincidental"] * 4,
        followup_months=[*range(13, 21), 1, 13, 13, 13], recurrence=["no"] * 12,
        vital_status=["dead"] * 9 + ["alive"] * 3,
    )  # fmt: skip
    means = [m for m in of_survival(cohort, OVERALL) if "estricted mean" in m.quantity]

    assert [(m.n, m.n_event) for m in means] == [(8, 0), (4, 1), (12, 1)]
    assert [m.printed for m in means] == [
        "12.0 months; no limits: no event before 12 months",
        "9.2 months; no limits: fewer than 5 patients",
        "2.8 months; no limits: no event before 12 months (incidental) and fewer than 5 patients "
        "(nonincidental)",
    ]


@pytest.mark.parametrize(("shortest", "tau"), [(70, 60), (36, 36), (35, 12), (8, 8), (0, 0)])
def test_the_horizon_is_the_last_landmark_that_every_known_group_reaches(shortest, tau):
    cohort = made_of(
        patient_id=range(5), ivl_detection=["incidental", "incidental", "nonincidental",
                                            "nonincidental", None],
        followup_months=[5, 90, 5 if shortest > 5 else 0, shortest, 1],
        recurrence=["no"] * 5, vital_status=["alive"] * 5,
    )  # fmt: skip

    assert horizon(survival.kaplan_meier(cohort, OVERALL, BY)) == tau


def test_a_rate_ratio_agrees_with_r():
    # R 4.2.2: poisson.test(c(5, 3), c(44.7333, 71.7583)), poisson.test(c(5, 0), ...) and
    # poisson.test(c(0, 4), c(10, 20))
    assert rate_ratio(5, 44.7333, 3, 71.7583) == approx(
        (2.67356011443, 0.520162605999, 17.216370946030), rel=1e-8
    )
    assert rate_ratio(5, 44.7333, 0, 71.7583) == approx(
        (np.nan, 1.46995948244, np.nan), nan_ok=True
    )
    assert rate_ratio(0, 10, 4, 20) == approx((0, 0, 3.02973371873))
    assert np.isnan(rate_ratio(0, 10, 0, 20)).all()


def test_where_a_death_competes_one_minus_kaplan_meier_overstates():
    cohort = made_of(
        patient_id=range(4), followup_months=[2, 6, 80, 80], time_to_recurrence_months=[
            None, 4, None, None], recurrence=["no", "yes", "no", "no"],
        vital_status=["dead", "alive", "alive", "alive"],
    )  # fmt: skip
    at_12 = [m for m in of_incidence(cohort, None) if "12 months" in m.quantity]

    # Of four one dies first: 1/4 recur. Of the three who are left one recurs: 1/3.
    assert [(m.quantity[:4], m.value) for m in at_12] == [("At 1", "25.0%"), ("1 − ", "33.3%")]


def test_the_permutation_test_is_made_where_a_group_expects_fewer_than_five():
    def expecting(n: int) -> Cohort:
        months = [*range(1, 2 * n + 1)] * 2
        return made_of(
            patient_id=range(4 * n), ivl_detection=["incidental", "nonincidental"] * (2 * n),
            followup_months=months, recurrence=["no"] * (4 * n),
            vital_status=["dead"] * (2 * n) + ["alive"] * (2 * n),
        )  # fmt: skip

    few, enough = expecting(4), expecting(12)
    for cohort, is_made in ((few, True), (enough, False)):
        result = survival.kaplan_meier(cohort, OVERALL, BY)
        assert bool(result.comparison.table["expected"].min() < 5) == is_made
        assert (by_permutation(cohort, OVERALL, result) is not None) is is_made


# ── Hazard ratios ────────────────────────────────────────────────────────────────────────────


def test_a_hazard_ratio_has_its_limits_its_test_and_its_source():
    result = regression.hazard_ratios(example_cohort(), RECURRENCE_FREE, [BY])
    made = list(of_hazard_ratios(result))

    assert [(m.quantity, m.group, m.printed) for m in made] == [
        ("Hazard ratio", "Incidental over nonincidental", "16.9, 95% CI 1.91 to over 1000"),
        ("Test of the hazard ratio (penalised likelihood ratio)", "Incidental over nonincidental",
         "p = 0.0070"),
        ("Proportional hazards", "All together", "whether the ratio changes over time was not "
         "tested: the test asks for a model without a penalty"),
    ]  # fmt: skip
    assert (made[0].n, made[0].n_event) == (39, 5)
    assert made[0].source.startswith("Firth, Biometrika 1993")


def test_the_same_hazard_ratio_counts_once_and_an_adjusted_one_is_another():
    cohort = example_cohort()
    alone, two, both = (
        set(measures_of_hazards.p_values_of(make(cohort, RECURRENCE, names, "recurrence")))
        for make, names in (
            (regression.hazard_ratios, ["age_at_diagnosis"]),
            (regression.one_at_a_time, ["age_at_diagnosis", "extent_group", "ovary_preserved"]),
            (regression.hazard_ratios, ["age_at_diagnosis", "ovary_preserved"]),
        )
    )

    assert (len(alone), len(two), len(both)) == (1, 2, 0)  # five events bear no two parameters
    assert alone < two


def test_a_column_without_a_ratio_says_why():
    result = regression.one_at_a_time(example_cohort(), RECURRENCE, ["extent_group"], "recurrence")
    (measure,) = of_hazard_ratios(result)

    assert measure.printed == (
        "too few patients to compare: fewer than 5 in Vena cava (4) and Pulmonary artery (3)"
    )
    assert measure.n == 39


def test_tests_of_proportional_hazards_are_listed_and_not_counted():
    result = regression.hazard_ratios(
        example_cohort(), RECURRENCE, ["age_at_diagnosis"], "recurrence"
    )
    *_, test, drift = of_hazard_ratios(result)

    assert drift.quantity == "Proportional hazards"
    assert drift.p_value == result.proportional.tests["p_value"].iloc[0]
    assert (drift.tested, test.tested.outcome) == (None, "Hazard of recurrence")


# ── Table 1 ──────────────────────────────────────────────────────────────────────────────────


def test_a_quantity_has_its_shift_its_standardised_difference_and_its_test():
    cohort = example_cohort()
    made = measures_of_quantities.of_table_one(cohort, table_one(cohort, BY))
    age = [(m.quantity, m.group, m.printed) for m in made if m.outcome == "Age"]

    assert age == [
        ("Shift", "Incidental minus nonincidental", "−6.0 years, 95% CI −11.0 to −2.0"),
        (
            "Standardised difference",
            "Incidental minus nonincidental",
            "−1.10, 95% CI −1.79 to −0.41",
        ),
        (
            "Mann–Whitney test, exact with ties",
            "Incidental v nonincidental",
            "p = 0.0042; adjusted by Holm for 17 tests of characteristics: p = 0.034",
        ),
    ]


def test_an_outcome_is_no_characteristic_to_be_adjusted_for():
    cohort = example_cohort()
    said = {
        (m.outcome, m.quantity): m.printed
        for m in measures_of_quantities.of_table_one(cohort, table_one(cohort, BY))
    }

    assert said["Recurrence", "Fisher's exact test, two-sided"] == (
        "p = 0.0052; the only test of outcomes here"
    )
    assert said["Tumour extent", "Standardised distance"] == "no value in common"
    assert said["Uterine procedure", "Standardised distance"] == "2.17; a distance has no limits"


def test_two_patients_have_no_normal_limits():
    cohort = example_cohort()
    made = measures_of_quantities.of_table_one(cohort, table_one(cohort, "adjuvant"))
    (age,) = (m for m in made if m.outcome == "Age" and m.quantity == "Standardised difference")

    assert age.printed == "−0.72; no limits: fewer than 5 patients in a group"


def test_the_table_counts_the_p_values_that_it_prints():
    cohort = example_cohort()
    table = table_one(cohort, BY)
    shown = ~table.printed()["p"].isin(["", "–"])

    assert len(measures_of_quantities.p_values_of(cohort, table)) == shown.sum() == 18


def test_several_groups_have_no_shift_and_name_the_two_furthest_apart():
    cohort = example_cohort()
    made = measures_of_quantities.of_table_one(cohort, table_one(cohort, "age_group"))

    assert "Shift" not in {m.quantity for m in made}
    differences = [m for m in made if m.quantity == "Standardised difference"]
    assert {m.group.count(" minus ") for m in differences} == {1}
    # Limits would not allow for the choice of the pair.
    assert {m.interval for m in differences} == {""}


@pytest.mark.parametrize("by", [BY, "age_group"])
def test_every_test_names_who_described_it_whatever_it_is_called(by):
    made = [measure for measure in everything(example_cohort(), by) if measure.tested]
    sources = {m.quantity.partition(",")[0].removesuffix(" test"): m.source for m in made}
    described = {
        "Fisher's exact": "Freeman & Halton",
        "Fisher–Freeman–Halton exact": "Freeman & Halton",
        "Boschloo's exact": "Boschloo",
        "Mann–Whitney": "Mann & Whitney",
        "Kruskal–Wallis": "Kruskal & Wallis",
        "Log-rank": "Mantel",
        "Permutation log-rank": "Heimann & Neuhaus",
        "Gray's": "Gray",
    }
    mid_p = [m.source for m in made if "mid-p" in m.quantity]

    assert all(source.startswith("Lancaster, ") for source in mid_p)
    assert len(mid_p) == (1 if by == BY else 0)
    for test, source in sources.items():
        if source not in mid_p:
            assert source.startswith(f"{described[test]}, "), test


def test_a_test_that_was_not_made_is_named_with_its_source_all_the_same():
    eight = Cohort(example_cohort().patients.iloc[:8], "made up")
    fisher = next(m for m in of_recurrence(eight) if "Fisher" in m.quantity)

    assert fisher.p_value is None
    assert fisher.reason.startswith("too few patients to compare")
    assert fisher.source == "Freeman & Halton, Biometrika 1951;38:141; R: fisher.test"


# ── As a table ───────────────────────────────────────────────────────────────────────────────


def test_on_screen_a_row_does_not_repeat_the_one_above():
    table = measures.table(of_recurrence(example_cohort()))

    assert list(table) == ["Measure", "Group", "Patients (events)", "Result"]
    assert list(table["Measure"][:3]) == ["Share of patients", "", "Risk difference"]
    assert table["Patients (events)"].iloc[2] == "39 (5)"


def test_each_method_is_said_once_with_its_source():
    said = measures.methods(of_survival(example_cohort(), RECURRENCE_FREE))

    assert said[0].startswith("At 12 months, at 36 months and at 60 months: Kaplan–Meier; limits")
    assert said[0].endswith("Kaplan & Meier, J Am Stat Assoc 1958;53:457; R: survfit.")
    assert len(said) == len(set(said))


def test_in_files_every_row_is_whole():
    frame = measures.frame(everything(example_cohort()))

    assert frame.notna()[["outcome", "quantity", "group", "n", "printed"]].all(axis=None)
    assert (frame[["method", "source", "printed"]] != "").all(axis=None)
    difference = frame[frame["quantity"] == "Risk difference"].iloc[0]
    assert difference["estimate"] == approx(1 / 3)
    assert difference["unit"] == "proportion"


# ── Whatever the cohort ──────────────────────────────────────────────────────────────────────

levels = st.sampled_from(["incidental", "nonincidental", None])
months = st.none() | st.sampled_from([0, 1, 5, 12, 30, 48, 70])
patients = st.tuples(levels, st.sampled_from(["yes", "no", None]), months, months,
                     st.sampled_from(["alive", "dead", None]))  # fmt: skip


def cohort_of(drawn: list[tuple[object, ...]]) -> Cohort:
    detection, recurrence, until, to_recurrence, vital = zip(*drawn, strict=True)
    return made_of(
        patient_id=range(len(drawn)), ivl_detection=detection, recurrence=recurrence,
        followup_months=until, vital_status=vital,
        time_to_recurrence_months=[
            None if a is None or b is None or a > b or r != "yes" else a
            for a, b, r in zip(to_recurrence, until, recurrence, strict=True)
        ],
    )  # fmt: skip


@settings(max_examples=12)
@given(st.lists(patients, min_size=1, max_size=14), st.sampled_from([BY, None]))
def test_no_measure_is_endless_or_blank_without_its_reason(drawn, by):
    made = everything(cohort_of(drawn), by)
    numbers = measures.frame(made)[["estimate", "std_error", "conf_low", "conf_high", "p_value"]]

    assert not np.isinf(numbers.astype("float64")).any(axis=None)
    for measure in made:
        has_number = measure.p_value is not None or not np.isnan(measure.estimate)
        has_limits = measure.p_value is not None or measure.interval
        assert has_number or measure.reason
        assert has_limits or measure.reason
        assert measure.method
        assert measure.source
        assert measure.words.endswith(".")
        assert not any(word in measure.words for word in ("nan", "inf "))


@settings(max_examples=8)
@given(st.lists(patients, min_size=1, max_size=20))
def test_the_same_number_reads_the_same_on_screen_in_words_and_in_every_file(drawn):
    cohort = cohort_of(drawn)
    rates = group_rates(cohort, BY_NAME["recurrence"], BY)
    exhibit = (
        bar_figures.rate_bars(rates, "Patients with a recurrence")
        .with_table(tables.rate_summary(rates))
        .with_words(findings.in_words(rates, "Recurrence"))
        .with_caveats(caveats.caveats(cohort, BY))
        .with_measures(partial(measures_of_counts.of_rates, rates, "Recurrence"))
    )
    page = html.unescape(export.html(exhibit, TODAY).decode())
    sheet = sheet_of(exhibit, "Measures")
    for measure in exhibit.measures:
        assert measure.printed in page
        assert measure.printed in list(sheet["printed"])
        if measure.quantity == "Share of patients" and measure.n:
            row = exhibit.table.set_index("Group").loc[measure.group]
            assert (row["n/N"], row["95% CI"]) == (measure.value, measure.interval)
            assert measure.interval.removesuffix("%") in exhibit.words
            assert measure.value.split("(")[1].rstrip(")") in exhibit.words
        if measure.p_value is not None and measure.quantity.startswith("Fisher's exact test, two"):
            assert measure.value in exhibit.words or "mid-p" in measure.quantity


@settings(max_examples=10)
@given(st.lists(patients, min_size=1, max_size=20), st.sampled_from([RECURRENCE_FREE, OVERALL]))
def test_a_curve_reads_the_same_in_its_table_and_in_its_measures(drawn, endpoint):
    cohort = cohort_of(drawn)
    result = survival.kaplan_meier(cohort, endpoint, BY)
    table = tables.curve_summary(result).set_index("Group")
    for measure in of_survival(cohort, endpoint):
        if measure.quantity.startswith("At "):
            cell = table.loc[measure.group, f"{measure.quantity} (95% CI)"]
            limits = measure.interval.removesuffix("%") or "interval not estimable"
            assert cell == (f"{measure.value} ({limits})" if measure.value else measure.reason)
        if measure.quantity in ("Median", endpoint.follow_up_label):
            cell = table.loc[measure.group, f"{measure.quantity} (months, 95% CI)"]
            reached = measure.value.removesuffix(" months") or "not reached"
            assert cell.startswith(reached)
            assert measure.interval in cell


def sheet_of(exhibit: Exhibit, name: str) -> pd.DataFrame:
    book = openpyxl.load_workbook(io.BytesIO(export.xlsx(exhibit, TODAY)))
    headings, *rows = book[name].values
    return pd.DataFrame(rows, columns=list(headings))


def test_a_figure_without_measures_has_no_sheet_of_them():
    result = competing.cumulative_incidence(example_cohort())
    exhibit = curve_figures.incidence_curves(result, RECURRENCE)
    book = openpyxl.load_workbook(io.BytesIO(export.xlsx(exhibit, TODAY)))

    assert "Measures" not in book.sheetnames
    assert "Measures and methods" not in export.html(exhibit, TODAY).decode()


# ── One direction ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("by", "one", "reference"),
    [
        ("ivl_detection", "Incidental", "nonincidental"),
        ("ovary_preserved", "Yes", "no"),
        ("menopausal_status", "Postmenopausal", "premenopausal"),
    ],
)
def test_all_effects_of_one_comparison_are_against_one_reference(by, one, reference):
    cohort = example_cohort()
    shown = [answers.characteristics(cohort, by), *answers.recurrence(cohort, by),
             *answers.survival(cohort, by)]  # fmt: skip
    effects = [m for exhibit in shown for m in exhibit.measures
               if " over " in m.group or " minus " in m.group]  # fmt: skip
    # Overall survival comes last and has no event.
    made = {m.quantity: m for m in reversed(effects)}

    assert {m.group for m in effects} == {f"{one} {sign} {reference}" for sign in ("over", "minus")}
    assert {re.sub(r" to \d+ months", "", name) for name in made} >= {
        "Shift", "Risk difference", "Risk ratio", "Odds ratio", "Rate ratio", "Hazard ratio",
        "Difference in restricted mean",
    }  # fmt: skip
    # More recurrences than in the reference, or fewer, whichever way it is told.
    is_more = made["Risk difference"].estimate > 0
    assert (made["Hazard ratio"].estimate > 1) == is_more
    for name in ("Odds ratio", "Rate ratio"):
        # Without a recurrence in the reference there is a lower limit alone.
        assert (np.nanmax([made[name].estimate, made[name].conf_low]) > 1) == is_more
    in_words = next(e.words for e in shown if e.title.startswith("Patients with a recurrence"))
    assert re.search(f"reference: (.*: )?{reference}[;.]", in_words)


@settings(max_examples=6)
@given(st.lists(patients, min_size=10, max_size=24))
def test_a_curve_of_incidence_or_survival_has_the_numbers_of_its_measures(drawn):
    cohort = cohort_of(drawn)
    incidence, overall = competing.cumulative_incidence(cohort, by=BY), of_survival(cohort, OVERALL)
    for table, made in [
        (tables.curve_summary(incidence), list(of_incidence(cohort))),
        (tables.curve_summary(survival.kaplan_meier(cohort, OVERALL, BY)), overall),
    ]:
        cells = table.set_index("Group")
        for measure in made:
            if measure.quantity.startswith(("At ", "Median")) and measure.value:
                heading = "months, 95% CI" if "Median" in measure.quantity else "95% CI"
                cell = cells.loc[measure.group, f"{measure.quantity} ({heading})"]
                assert cell.startswith(measure.value.removesuffix(" months"))
                assert measure.interval.removesuffix("%") in cell


@settings(max_examples=6)
@given(st.lists(patients, min_size=10, max_size=24))
def test_a_table_of_groups_has_the_numbers_of_its_measures(drawn):
    cohort = cohort_of(drawn)
    rates = group_rates(cohort, BY_NAME["recurrence"], BY)
    words = findings.in_words(rates, "Recurrence")
    for measure in measures_of_counts.of_rates(rates, "Recurrence"):
        if measure.quantity == "Risk difference":
            assert f"{measure.value} (95% CI {measure.interval})" in words

    characteristics = table_one(cohort, BY)
    printed_rows = characteristics.printed().set_index("Characteristic")
    for measure in measures_of_quantities.of_table_one(cohort, characteristics):
        (row,) = (
            row for label, row in printed_rows.iterrows() if label.startswith(measure.outcome)
        )
        if measure.quantity.startswith("Standardised"):
            assert row["SMD"] == (measure.value.removeprefix("−") or measure.reason)
        elif measure.p_value is not None:
            assert row["p"] == text.p_in_column(measure.p_value)

    hazards = regression.one_at_a_time(cohort, RECURRENCE, [BY], "recurrence")
    column = forest_figures.forest(hazards, "Hazard").table["Hazard ratio (95% CI)"]
    for measure in of_hazard_ratios(hazards):
        if measure.quantity == "Hazard ratio" and measure.value:
            assert f"{measure.value} ({measure.interval})" in column.to_list()
