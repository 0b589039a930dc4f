import numpy as np
import pandas as pd
import pytest
from pytest import approx

from ivl.cohort import Cohort
from ivl.derive import complete
from ivl.exact_tests import exact_test
from ivl.example import example_cohort
from ivl.proportions import proportion
from ivl.quantities import mann_whitney, standardised_difference, standardised_difference_of_levels
from ivl.table_one import table_one

AGES = {
    "incidental": [38, 39, 40, 40, 36, 33, 45, 47],
    "nonincidental": [47, 48, 51, 52, 53, 44, 45, 46, 49, None],
}


@pytest.fixture
def cohort():
    """Eight incidental and ten nonincidental patients, one of unknown detection."""
    recorded = {
        "ivl_detection": ["incidental"] * 8 + ["nonincidental"] * 10 + [None],
        "age_at_diagnosis": [*AGES["incidental"], *AGES["nonincidental"], 60],
        "tumor_extent": ["uterus"] * 8 + ["ivc_infrarenal"] * 5 + ["right_atrium"] * 5 + ["uterus"],
        "thrombectomy": ["no"] * 8 + ["yes"] * 9 + [None, "no"],
        "symptom_none": [None] * 6 + ["yes"] * 2 + ["no"] * 11,
        "symptom_dyspnea": ["no"] * 8 + ["yes"] * 6 + [None] * 5,
        "recurrence": ["yes"] * 4 + ["no"] * 14 + [None],
        "followup_months": [12.0 + n for n in range(18)] + [None],
        "vital_status": ["alive"] * 18 + ["unknown"],
    }
    return Cohort(complete(pd.DataFrame(recorded)), "made up")


def row(result, variable, group, level=None):
    rows = result.rows[(result.rows["variable"] == variable) & (result.rows["group"] == group)]
    return rows.iloc[0] if level is None else rows[rows["level"] == level].iloc[0]


def comparison(result, variable):
    return result.comparisons.set_index("variable").loc[variable]


# ── Rows ─────────────────────────────────────────────────────────────────────────────────────


def test_a_quantity_has_median_quartiles_and_what_is_unknown(cohort):
    age = row(table_one(cohort, "ivl_detection"), "age_at_diagnosis", "Nonincidental")

    assert (age["n_all"], age["n_known"], age["n_unknown"]) == (10, 9, 1)
    # R: quantile, mean and sd of c(47, 48, 51, 52, 53, 44, 45, 46, 49)
    assert age[["low", "q1", "estimate", "q3", "high"]].to_list() == [44, 46, 48, 51, 53]
    assert age[["mean", "sd"]].to_list() == approx([435 / 9, 3.16227766017])


def test_a_level_has_its_count_among_the_known_with_exact_limits(cohort):
    done = row(table_one(cohort, "ivl_detection"), "thrombectomy", "Nonincidental")

    assert (done["n"], done["n_known"], done["n_unknown"]) == (9, 9, 1)
    assert done[["estimate", "conf_low", "conf_high"]].to_list() == approx(proportion(9, 9))


def test_all_patients_come_first_and_the_unknown_group_last(cohort):
    result = table_one(cohort, "ivl_detection")

    assert list(result.rows["group"].cat.categories) == [
        "All patients",
        "Incidental",
        "Nonincidental",
        "Unknown",
    ]
    assert result.sizes == {
        "All patients": 19,
        "Incidental": 8,
        "Nonincidental": 10,
        "Unknown": 1,
    }
    assert row(result, "recurrence", "All patients")["n_known"] == 18


def test_levels_stand_in_clinical_order_those_of_nobody_too(cohort):
    rows = table_one(cohort).rows

    assert rows.loc[rows["variable"] == "extent_group", "level_label"].to_list() == [
        "Pelvic",
        "Vena cava",
        "Right heart",
        "Pulmonary artery",
    ]
    assert rows.loc[rows["variable"] == "extent_group", "n"].to_list() == [9, 5, 5, 0]


def test_any_symptom_is_yes_for_one_and_no_only_when_denied(cohort):
    result = table_one(cohort, "ivl_detection")

    # The first six deny dyspnoea and say nothing of the rest; two say that they had none.
    found = row(result, "any_symptom", "Incidental")
    assert (found["n"], found["n_known"], found["n_unknown"]) == (0, 2, 6)
    found = row(result, "any_symptom", "Nonincidental")
    assert (found["n"], found["n_known"], found["n_unknown"]) == (6, 6, 4)


def test_follow_up_is_a_median_by_reverse_kaplan_meier(cohort):
    # Nobody died, so that the median is that of the times: 12 to 19 months.
    followed = row(table_one(cohort, "ivl_detection"), "os_months", "Incidental")

    assert followed["kind"] == "follow-up"
    assert (followed["n"], followed["n_unknown"]) == (8, 0)
    assert followed["estimate"] == 15.5


def test_what_is_unknown_in_everybody_is_left_out_and_named(cohort):
    result = table_one(cohort, "ivl_detection")

    assert "Tumour size" in result.left_out
    assert "tumor_size" not in set(result.rows["variable"])
    assert "Not recorded in anybody and left out: menopausal status, " in result.method


def test_the_column_of_the_split_is_no_row(cohort):
    result = table_one(cohort, "ivl_detection")

    assert "ivl_detection" not in set(result.rows["variable"])
    assert "Detection group" not in result.left_out
    assert "ivl_detection" in set(table_one(cohort).rows["variable"])


# ── Comparisons ──────────────────────────────────────────────────────────────────────────────


def test_quantities_are_compared_by_ranks_and_in_standard_deviations(cohort):
    age = comparison(table_one(cohort, "ivl_detection"), "age_at_diagnosis")
    first, second = (np.array(AGES[group], dtype=float) for group in AGES)

    assert age["test"] == "Mann–Whitney test, exact with ties"
    assert age["because"] == "quantity in two groups"
    assert age["p_value"] == approx(mann_whitney(first, second).p_value)
    expected = standardised_difference(first, second)
    assert age[["smd", "smd_low", "smd_high"]].to_list() == approx(expected)
    assert age["smd_between"] == "Incidental v Nonincidental"


def test_counts_are_compared_by_the_exact_test_without_the_unknown(cohort):
    recurrence = comparison(table_one(cohort, "ivl_detection"), "recurrence")

    assert recurrence["test"] == "Fisher's exact test, two-sided"
    assert recurrence["because"] == "counts in two groups"
    assert recurrence["p_value"] == approx(exact_test([[4, 4], [0, 10]]).p_value)
    assert recurrence["smd"] == approx(standardised_difference_of_levels([4, 4], [0, 10])[0])


def test_of_several_groups_the_two_furthest_apart_are_named(cohort):
    age = comparison(table_one(cohort, "extent_group"), "age_at_diagnosis")
    pelvic = [*AGES["incidental"], 60]
    vena_cava, right_heart = AGES["nonincidental"][:5], AGES["nonincidental"][5:9]

    assert age["smd"] == approx(standardised_difference(vena_cava, right_heart)[0])
    assert age["smd_between"] == "Vena cava v Right heart"
    assert abs(standardised_difference(pelvic, vena_cava)[0]) < age["smd"]
    assert age["reason"] == "Too few patients to compare: fewer than 5 in Right heart (4)"


def test_several_groups_of_a_quantity_are_compared_by_kruskal_and_wallis(cohort):
    patients = cohort.patients.assign(
        age_at_diagnosis=cohort.patients["age_at_diagnosis"].fillna(50)
    )
    age = comparison(table_one(Cohort(patients, "made up"), "extent_group"), "age_at_diagnosis")

    assert age["test"] == "Kruskal–Wallis test"
    assert age["because"] == "quantity in more than two groups"
    # R: kruskal.test(list(c(38,39,40,40,36,33,45,47,60), c(47,48,51,52,53), c(44,45,46,49,50)))
    assert age["p_value"] == approx(0.02457394358)


def test_groups_without_common_variation_have_no_standardised_difference(cohort):
    thrombectomy = comparison(table_one(cohort, "ivl_detection"), "thrombectomy")

    assert np.isnan(thrombectomy["smd"])
    assert thrombectomy["smd_between"] == "Incidental v Nonincidental"
    assert thrombectomy["p_value"] == approx(exact_test([[0, 8], [9, 0]]).p_value)


def test_of_several_groups_a_pair_without_common_variation_is_the_furthest_apart(cohort):
    patients = cohort.patients.copy()
    patients.loc[13, "thrombectomy"] = "no"
    thrombectomy = comparison(
        table_one(Cohort(patients, "made up"), "extent_group"), "thrombectomy"
    )

    # No pelvic patient had it and everybody with the vena cava involved; of the heart, not all.
    assert np.isnan(thrombectomy["smd"])
    assert thrombectomy["smd_between"] == "Pelvic v Vena cava"


@pytest.mark.parametrize(
    ("variable", "reason"),
    [
        ("os_months", "Follow-up is described, not compared"),
        (
            "vital_status",
            "Too few patients outside the commonest level (0; at least 3 needed)",
        ),
        ("any_symptom", "Too few patients to compare: fewer than 5 in Incidental (2)"),
    ],
)
def test_without_a_test_there_is_a_reason(cohort, variable, reason):
    compared = comparison(table_one(cohort, "ivl_detection"), variable)

    assert np.isnan(compared["p_value"])
    assert np.isnan(compared["p_holm"])
    assert compared["test"] == ""
    assert compared["reason"] == reason


def test_p_values_are_adjusted_for_the_tests_that_were_made(cohort):
    compared = table_one(cohort, "ivl_detection").comparisons
    made = compared[compared["p_value"].notna()]

    assert made["family"].to_list() == ["characteristic"] * 3 + ["outcome"]
    assert made["variable"].iloc[-1] == "recurrence"
    smallest = made["p_value"].idxmin()
    assert made.loc[smallest, "p_holm"] == approx(3 * made.loc[smallest, "p_value"])
    # What came of it is no characteristic, and is adjusted for neither.
    assert made["p_holm"].iloc[-1] == made["p_value"].iloc[-1]
    assert (made["p_holm"] >= made["p_value"]).all()


# ── Print ────────────────────────────────────────────────────────────────────────────────────


def test_the_print_has_a_column_per_group_and_what_compares_them(cohort):
    result = table_one(cohort, "ivl_detection")
    groups = [
        "All patients (n = 19)",
        "Incidental (n = 8)",
        "Nonincidental (n = 10)",
        "Unknown (n = 1)",
    ]

    assert list(result.printed()) == [
        "Characteristic",
        "Level",
        *groups,
        "SMD",
        "Test",
        "p",
    ]
    assert list(table_one(cohort).printed()) == [
        "Characteristic",
        "Level",
        "All patients (n = 19)",
    ]


def test_the_print_says_what_a_journal_would(cohort):
    lines = table_one(cohort, "ivl_detection").printed().to_numpy().tolist()

    assert lines[0] == [
        "Age (years)",
        "Median (quartiles)",
        "45.5 (40.0 to 48.8)",
        "39.5 (37.5 to 41.2)",
        "48.0 (46.0 to 51.0)",
        "60.0 (single value)",
        "2.20",
        "Mann–Whitney test, exact with ties\u00a0ᵃ",
        "0.0015",
    ]
    assert lines[1][:6] == ["", "Range", "33.0 to 60.0", "33.0 to 47.0", "44.0 to 53.0", "60.0"]
    assert lines[2][:6] == ["", "Unknown", "1", "0", "1", "0"]
    assert ["Recurrence", "Yes", "4/18 (22.2%)", "4/8 (50.0%)", "0/10 (0.0%)", "0/0"] in [
        line[:6] for line in lines
    ]
    heading = lines.index(["After the operation", *[""] * 8])
    assert lines[heading + 1][:3] == [
        "Follow-up time (months)", "Median (95% limits)", "20.5 (16.0 to 24.0)",
    ]  # fmt: skip
    assert [line[0] for line in lines[heading:] if line[0]][1:] == [
        "Follow-up time (months)", "Recurrence", "Vital status",
    ]  # fmt: skip
    assert [line[6] for line in lines if line[0] == "Thrombectomy"] == ["no value in common"]


def test_what_nobody_has_takes_no_line_and_is_named():
    table = table_one(example_cohort(), "ivl_detection")
    printed = table.printed()
    counted = printed["All patients (n = 39)"].str.startswith("0/")

    # Of two levels the empty one says something: nobody died.
    assert printed.loc[counted, "Level"].tolist() == ["Dead"]
    assert not printed["Characteristic"].str.contains("hysteroscopic").any()
    assert table.method.endswith(
        "only where it was so. In nobody and left out: "
        "earlier uterine surgery: hysteroscopic resection and earlier uterine surgery: other."
    )


def test_a_cohort_without_patients_has_an_empty_table(cohort):
    nobody = Cohort(cohort.patients.iloc[:0], "nobody")
    result = table_one(nobody, "ivl_detection")

    assert len(result.rows) == len(result.comparisons) == len(result.printed()) == 0
    assert result.sizes == {"All patients": 0}
    assert "Age" in result.left_out


def test_one_patient_makes_a_table_without_comparisons(cohort):
    one = Cohort(cohort.patients.iloc[:1], "one")
    result = table_one(one, "ivl_detection")

    assert result.comparisons["p_value"].isna().all()
    assert set(result.comparisons["reason"]) == {
        "There are no two groups to compare",
        "Follow-up is described, not compared",
    }
    assert not result.can_compare
    assert "SMD" not in result.printed()


def test_a_footnote_of_the_table_says_why_each_test_was_chosen():
    table = table_one(example_cohort(), "ivl_detection")
    tests = table.printed().set_index("Characteristic")["Test"]

    assert table.footnote == (
        "ᵃ Test chosen by the kind of variable: quantity in two groups. "
        "ᵇ Test chosen by the kind of variable: counts in two groups."
    )
    assert tests["Age (years)"].endswith("ᵃ")
    assert tests["Recurrence"].endswith("ᵇ")
    assert tests["Status at entry"] == "Too few patients outside the commonest level"
    assert table_one(example_cohort()).footnote == ""
