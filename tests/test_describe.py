import numpy as np
import pandas as pd
import pytest
from pytest import approx

from ivl.cohort import Cohort, Filter, OneOf
from ivl.derive import complete
from ivl.describe import co_occurrence, frequencies, group_rates, levels
from ivl.proportions import proportion, risk_difference
from ivl.schema import BY_NAME, Column

SYMPTOMS = BY_NAME["symptoms"].options
RECURRENCE, EXTENT = BY_NAME["recurrence"], BY_NAME["extent_group"]
DYSPNOEA = next(option for option in SYMPTOMS if option.name == "symptom_dyspnea")
COUGH = next(option for option in SYMPTOMS if option.name == "symptom_cough")


def made_up(**columns):
    return Cohort(complete(pd.DataFrame(columns)), "made up")


@pytest.fixture
def founding():
    """Counts of the founding study: 5 recurrences in 15 patients, none in 24."""
    return made_up(
        ivl_detection=["incidental"] * 15 + ["nonincidental"] * 24,
        recurrence=["yes"] * 5 + ["no"] * 34,
        tumor_extent=["uterus"] * 15
        + ["ivc_infrarenal"] * 4
        + ["right_atrium"] * 17
        + ["pulmonary_artery"] * 3,
    )


@pytest.fixture
def symptomatic():
    """Two findings in seven patients, of whom one has no extent."""
    return made_up(
        symptom_dyspnea=["yes", "yes", "yes", "no", "no", None, "yes"],
        symptom_cough=["yes", "no", None, "no", "no", None, "no"],
        tumor_extent=["uterus", "uterus", "right_atrium", "right_atrium", "uterus", "uterus", None],
    )


# ── Findings ─────────────────────────────────────────────────────────────────────────────────


def test_findings_come_most_frequent_first_with_those_known_as_denominator(symptomatic):
    table = frequencies(symptomatic, [COUGH, DYSPNOEA]).table

    assert table["label"].to_list() == ["Dyspnoea", "Cough"]
    assert table[["n", "n_known", "n_unknown"]].to_numpy().tolist() == [[4, 6, 1], [1, 5, 2]]
    assert table["estimate"].to_list() == approx([4 / 6, 1 / 5])
    assert table.loc[0, ["estimate", "conf_low", "conf_high"]].to_list() == approx(proportion(4, 6))


def test_findings_are_ordered_by_share_not_by_count():
    made = made_up(symptom_dyspnea=["yes"] * 4 + ["no"] * 3, symptom_cough=["yes"] * 3 + [None] * 4)

    assert frequencies(made, [DYSPNOEA, COUGH]).table["label"].to_list() == ["Cough", "Dyspnoea"]


def test_the_commonest_findings_are_those_that_somebody_has(symptomatic):
    found = frequencies(symptomatic, SYMPTOMS, by="extent_group")

    assert found.commonest(5) == ["symptom_dyspnea", "symptom_cough"]
    assert found.commonest(1) == ["symptom_dyspnea"]


def test_findings_by_group_keep_the_order_of_the_whole_and_put_unknown_last(symptomatic):
    table = frequencies(symptomatic, [COUGH, DYSPNOEA], by="extent_group").table

    assert table["name"].to_list() == ["symptom_dyspnea"] * 3 + ["symptom_cough"] * 3
    assert table["group"].to_list() == ["Pelvic", "Right heart", "Unknown"] * 2
    assert table["n"].to_list() == [2, 1, 1, 1, 0, 0]
    assert table["n_known"].to_list() == [3, 2, 1, 3, 1, 1]


def test_a_finding_known_in_nobody_comes_last_without_a_share(symptomatic):
    table = frequencies(symptomatic, SYMPTOMS).table

    assert table["label"].to_list()[:2] == ["Dyspnoea", "Cough"]
    assert table.loc[2:, "n_known"].eq(0).all()
    assert table.loc[2:, ["estimate", "conf_low", "conf_high"]].isna().all(axis=None)


def test_who_is_described_is_said(symptomatic):
    chosen = symptomatic.where(Filter({"extent": OneOf(("pelvic",))}))
    result = frequencies(chosen, SYMPTOMS)

    assert result.n == 4
    assert result.population == "4 of 7 patients: tumour extent pelvic."
    assert result.method == (
        "Shares of the patients in whom the item is known. 95% limits: exact (Clopper–Pearson)."
    )


def test_levels_have_counts_for_the_unknown_but_no_share(symptomatic):
    table = levels(symptomatic, EXTENT).table

    assert table["level"].to_list() == EXTENT.level_names
    assert table["n"].to_list() == [4, 0, 2, 0, 1]
    assert table["n_known"].to_list() == [6] * 5
    assert table["estimate"].to_list() == approx([4 / 6, 0, 2 / 6, 0, np.nan], nan_ok=True)
    assert table.loc[1, ["conf_low", "conf_high"]].to_list() == approx(proportion(0, 6)[1:])


def test_levels_by_group_add_up_to_the_groups(founding):
    table = levels(founding, EXTENT, by="ivl_detection").table

    assert table.groupby("group", observed=True)["n"].sum().to_dict() == {
        "Incidental": 15,
        "Nonincidental": 24,
    }
    assert table["n"].to_list() == [15, 0, 0, 0, 0, 0, 4, 17, 3, 0]


def test_pairs_count_those_in_whom_both_are_known(symptomatic):
    pairs = co_occurrence(symptomatic, [DYSPNOEA, COUGH]).pairs

    assert pairs[["label", "other_label", "n_both", "n_known"]].to_numpy().tolist() == [
        ["Dyspnoea", "Dyspnoea", 4, 6],
        ["Dyspnoea", "Cough", 1, 5],
        ["Cough", "Dyspnoea", 1, 5],
        ["Cough", "Cough", 1, 5],
    ]


# ── Groups against each other ────────────────────────────────────────────────────────────────


def test_the_founding_comparison(founding):
    result = group_rates(founding, RECURRENCE, by="ivl_detection")

    assert result.rates[["n", "n_known", "n_unknown"]].to_numpy().tolist() == [
        [5, 15, 0],
        [0, 24, 0],
    ]
    assert result.rates["conf_high"].to_list() == approx([0.6161963, 0.1424736])
    assert result.p_value == approx(0.00521574205784733)
    assert result.difference == approx((1 / 3, 0.1052870, 0.5828645))
    assert result.compared == ("Incidental", "Nonincidental")
    assert result.method == (
        "Shares of the patients in whom the item is known. 95% limits: exact (Clopper–Pearson). "
        "Difference Incidental minus Nonincidental (the reference): 95% limits by Newcombe's "
        "method, from score limits, so that they may end before the exact limits of the shares do. "
        "Fisher's exact test, two-sided: p = 0.0052."
    )


def test_more_than_two_groups_have_one_test_and_no_difference():
    made = made_up(
        recurrence=["yes"] * 4 + ["no"] * 2 + ["yes"] * 2 + ["no"] * 5 + ["no"] * 8,
        tumor_extent=["uterus"] * 6 + ["ivc_infrarenal"] * 7 + ["right_atrium"] * 8,
    )
    result = group_rates(made, RECURRENCE, by="extent_group")

    # R: fisher.test(rbind(c(4, 2), c(2, 5), c(0, 8)))
    assert result.p_value == approx(0.01354489164)
    assert result.comparison.name == "Fisher–Freeman–Halton exact test"
    assert result.difference is None


def test_patients_of_unknown_group_are_described_but_not_compared(founding):
    patients = founding.patients.copy()
    patients.loc[0, "ivl_detection"] = "unknown"
    result = group_rates(Cohort(patients, "made up"), RECURRENCE, by="ivl_detection")

    assert result.rates["group"].to_list() == ["Incidental", "Nonincidental", "Unknown"]
    assert result.rates["n"].to_list() == [4, 0, 1]
    assert result.difference == approx(risk_difference(4, 14, 0, 24))
    assert result.method.endswith("Patients of unknown group are not part of the comparison.")


def test_a_small_group_is_described_but_not_compared(founding):
    result = group_rates(founding, RECURRENCE, by="extent_group")

    assert result.p_value is None
    assert result.comparison.reason == (
        "Too few patients to compare: fewer than 5 in Vena cava (4) and Pulmonary artery (3)"
    )


def test_two_recurrences_are_too_few_to_compare():
    made = made_up(
        recurrence=["yes", "yes", *["no"] * 18],
        ivl_detection=["incidental"] * 10 + ["nonincidental"] * 10,
    )
    result = group_rates(made, RECURRENCE, by="ivl_detection")

    assert result.p_value is None
    assert result.comparison.reason == (
        "Too few events to compare: 2 events in all, at least 3 are needed"
    )
    assert result.difference == approx(risk_difference(2, 10, 0, 10))


def test_unknown_outcomes_do_not_make_a_group_large_enough():
    made = made_up(
        recurrence=["yes"] * 3 + [None] * 7 + ["yes"] * 3 + ["no"] * 5,
        ivl_detection=["incidental"] * 10 + ["nonincidental"] * 8,
    )
    result = group_rates(made, RECURRENCE, by="ivl_detection")

    assert result.rates["n_unknown"].to_list() == [7, 0]
    assert result.comparison.reason == (
        "Too few patients to compare: fewer than 5 in Incidental (3)"
    )


def test_without_a_split_there_is_one_rate_and_no_word_of_a_test(founding):
    result = group_rates(founding, RECURRENCE)

    assert result.rates["group"].to_list() == ["All patients"]
    assert result.rates.loc[0, ["estimate", "conf_low", "conf_high"]].to_list() == approx(
        (5 / 39, 0.0429683430, 0.2742994104)
    )
    assert result.method == (
        "Shares of the patients in whom the item is known. 95% limits: exact (Clopper–Pearson)."
    )


def test_a_column_of_true_and_false_is_a_yes_or_no():
    patients = pd.DataFrame({"found": [True, False, True], "arm": ["b", "a", "b"]})
    column = Column("found", "Found", "yes_no", "Patient")
    result = group_rates(Cohort(patients, "made up"), column, by="arm")

    assert result.rates["group"].to_list() == ["a", "b"]
    assert result.rates["n"].to_list() == [0, 2]


@pytest.mark.parametrize("by", [None, "extent_group"])
def test_a_cohort_without_patients_is_described_by_empty_tables(by):
    nobody = made_up(recurrence=[], tumor_extent=[])

    assert len(frequencies(nobody, SYMPTOMS, by).table) == 0
    assert len(levels(nobody, EXTENT, by).table) == 0
    assert len(group_rates(nobody, RECURRENCE, by).rates) == 0
    assert co_occurrence(nobody, [COUGH]).pairs["n_known"].to_list() == [0]
