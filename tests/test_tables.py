"""Results in words: what a table says is what the result holds, rounded and with its interval."""

import pandas as pd

from ivl import tables
from ivl.cohort import Between, Cohort, Filter
from ivl.competing import cumulative_incidence
from ivl.derive import complete
from ivl.describe import group_rates
from ivl.endpoints import OVERALL, RECURRENCE_FREE
from ivl.example import example_cohort
from ivl.individuals import recurrences
from ivl.schema import BY_NAME
from ivl.survival import kaplan_meier

RECURRENCE = BY_NAME["recurrence"]
NOBODY = Filter({"age": Between(low=99)})


def by_group(table: pd.DataFrame) -> dict[str, dict[str, object]]:
    return table.set_index("Group").to_dict("index")


# ── Headline ─────────────────────────────────────────────────────────────────────────────────


def test_the_headline_gives_the_three_numbers_that_matter(eight_patients: Cohort):
    # Six were followed without dying, for 18, 24, 30, 36, 48 and 60 months.
    assert tables.headline(eight_patients) == (
        "2 recurrences · 1 death recorded, vital status of 2 unknown · median follow-up 33.0 "
        "months (incidental 48.0 months, nonincidental 24.0 months)"
    )
    assert tables.headline(example_cohort()) == (
        "5 recurrences · 0 deaths recorded, vital status of 1 unknown · "
        "median follow-up 36.0 months"
    )


def test_the_headline_says_what_follow_up_does_not_reach():
    died = Cohort(
        complete(pd.DataFrame({"followup_months": [10, 20], "vital_status": ["dead", "dead"]})),
        "made up",
    )

    assert tables.headline(died) == (
        "0 recurrences · 2 deaths recorded · median follow-up not reached"
    )


def test_of_patients_without_a_follow_up_time_nothing_is_said_to_be_not_reached():
    unknown = Cohort(complete(pd.DataFrame({"recurrence": ["no", "yes"]})), "made up")
    headline = tables.headline(unknown)

    assert headline.startswith("1 recurrence · 0 deaths recorded")
    assert "not reached" not in headline


# ── Curves ───────────────────────────────────────────────────────────────────────────────────


def test_survival_is_read_at_landmarks_with_its_interval(eight_patients: Cohort):
    table = by_group(tables.curve_summary(kaplan_meier(eight_patients, OVERALL, "ivl_detection")))

    # E is the only one who died, at 12 months with D, F and G still followed.
    assert table == {
        "Incidental": {
            "Patients": 3,
            "Events": 0,
            "At 12 months (95% CI)": "100.0% (29.2 to 100.0)",
            "At 36 months (95% CI)": "100.0% (29.2 to 100.0)",
            "At 60 months (95% CI)": "100.0% (2.5 to 100.0)",
            "Median (months, 95% CI)": "not reached",
            "Median follow-up for vital status (months, 95% CI)": "48.0 (36.0 to not reached)",
        },
        "Nonincidental": {
            "Patients": 4,
            "Events": 1,
            "At 12 months (95% CI)": "75.0% (12.8 to 96.1)",
            "At 36 months (95% CI)": "beyond follow-up",
            "At 60 months (95% CI)": "beyond follow-up",
            "Median (months, 95% CI)": "not reached (12.0 to not reached)",
            "Median follow-up for vital status (months, 95% CI)": "24.0 (18.0 to not reached)",
        },
    }


def test_a_median_that_is_reached_stands_with_its_limits():
    months = [6, 12, 18, 24, 30, 36, 42, 48]
    cohort = Cohort(
        complete(pd.DataFrame({"followup_months": months, "vital_status": "dead"})), "made up"
    )
    result = kaplan_meier(cohort, OVERALL)
    row = by_group(tables.curve_summary(result))["All patients"]
    median = result.medians.iloc[0]

    # Half have died at 24 months, and the next death is at 30.
    assert row["Median (months, 95% CI)"] == (
        f"27.0 ({median['conf_low']:.1f} to {median['conf_high']:.1f})"
    )
    assert row["At 60 months (95% CI)"] == "beyond follow-up"


def test_where_everybody_died_the_interval_is_not_estimable():
    cohort = Cohort(
        complete(pd.DataFrame({"followup_months": [6, 12], "vital_status": "dead"})), "made up"
    )

    assert by_group(tables.curve_summary(kaplan_meier(cohort, OVERALL)))["All patients"][
        "At 12 months (95% CI)"
    ] == "0.0% (interval not estimable)"  # fmt: skip


def test_incidence_counts_recurrences_and_has_no_median(eight_patients: Cohort):
    row = by_group(tables.curve_summary(cumulative_incidence(eight_patients)))["All patients"]

    assert "Median (months, 95% CI)" not in row
    assert (row["Patients"], row["Events"]) == (6, 1)
    assert row["At 12 months (95% CI)"] == "0.0% (0.0 to 45.9)"
    assert row["At 36 months (95% CI)"].startswith("20.8% (")
    assert row["At 60 months (95% CI)"] == "beyond follow-up"


def test_curves_are_read_where_one_asks(eight_patients: Cohort):
    table = tables.curve_summary(kaplan_meier(eight_patients, RECURRENCE_FREE), landmarks=(24,))

    assert list(table.columns) == [
        "Group", "Patients", "Events", "At 24 months (95% CI)", "Median (months, 95% CI)",
        "Median follow-up for recurrence (months, 95% CI)",
    ]  # fmt: skip
    assert table.loc[0, "At 24 months (95% CI)"].startswith("62.5% (")


# ── Rates ────────────────────────────────────────────────────────────────────────────────────


def test_a_rate_stands_with_its_denominator_its_interval_and_the_unknown(eight_patients: Cohort):
    table = tables.rate_summary(group_rates(eight_patients, RECURRENCE, "ivl_detection"))

    assert table.to_numpy().tolist() == [
        ["Incidental", "1/3 (33.3%)", "0.8 to 90.6%", "0"],
        ["Nonincidental", "1/4 (25.0%)", "0.6 to 80.6%", "0"],
        ["Unknown", "0/0", "–", "1"],
    ]
    assert list(table.columns) == ["Group", "n/N", "95% CI", "Unknown"]


def test_of_everybody_together_there_is_one_rate(eight_patients: Cohort):
    table = tables.rate_summary(group_rates(eight_patients, RECURRENCE))

    assert table.to_numpy().tolist() == [["All patients", "2/7 (28.6%)", "3.7 to 71.0%", "1"]]


# ── Recurrences one by one ───────────────────────────────────────────────────────────────────


def test_recurrences_are_listed_under_headings_with_their_units(eight_patients: Cohort):
    listed = recurrences(eight_patients, "ivl_detection")
    table = tables.recurrence_list(listed)

    assert list(table.columns) == [
        "Patient", "Group", "Recurrence (months)", "Treatment", "Site", "Last contact (months)",
        "Age (years)", "Furthest reach", "Vital status",
    ]  # fmt: skip
    assert table["Patient"].tolist() == ["A", "F"]
    assert table["Recurrence (months)"].tolist()[0] == 24
    assert table["Furthest reach"].tolist() == ["Uterus", "Pulmonary artery"]
    assert "patient" in listed.rows


# ── Nobody ───────────────────────────────────────────────────────────────────────────────────


def test_tables_of_nobody_have_headings_and_no_row(eight_patients: Cohort):
    nobody = eight_patients.where(NOBODY)
    made = [
        tables.curve_summary(kaplan_meier(nobody, OVERALL, "ivl_detection")),
        tables.curve_summary(cumulative_incidence(nobody)),
        tables.rate_summary(group_rates(nobody, RECURRENCE, "ivl_detection")),
        tables.recurrence_list(recurrences(nobody, None)),
    ]
    for table in made:
        assert len(table) == 0
        assert "Group" in table.columns
