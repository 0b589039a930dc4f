"""Patients one by one: everybody who can be shown is, and who cannot is counted."""

import numpy as np
import pandas as pd
import pytest

from ivl.cohort import Between, Cohort, Filter, OneOf
from ivl.derive import complete
from ivl.individuals import recurrences, values_by_level
from ivl.schema import BY_NAME

TREATMENTS = [option.name for option in BY_NAME["recurrence_treatment"].options]
SITES = [option.name for option in BY_NAME["recurrence_site"].options]


def cohort(rows: list[dict[str, object]]) -> Cohort:
    return Cohort(complete(pd.DataFrame(rows)), "made up")


def chosen(options: list[str], *endings: str) -> dict[str, str]:
    """The answer to every option of a question: yes to those that end so, no to the others."""
    return {name: "yes" if name.endswith(endings) else "no" for name in options}


# ── A value per patient ──────────────────────────────────────────────────────────────────────


def test_each_patient_stands_with_her_value_her_level_and_her_group(eight_patients: Cohort):
    rows = values_by_level(eight_patients, "age_at_diagnosis", "extent_group", "ivl_detection").rows

    assert rows.astype("object").to_numpy().tolist() == [
        ["Incidental", "Pelvic", 38],
        ["Incidental", "Pelvic", 40.9],
        ["Incidental", "Pelvic", 45],
        ["Nonincidental", "Vena cava", 47],
        ["Unknown", "Unknown", 50],
        ["Nonincidental", "Right heart", 52],
        ["Nonincidental", "Pulmonary artery", 55],
    ]


def test_levels_come_in_clinical_order_with_the_unknown_last(eight_patients: Cohort):
    rows = values_by_level(eight_patients, "age_at_diagnosis", "extent_group", None).rows

    assert list(rows["level"].cat.categories) == [
        "Pelvic", "Vena cava", "Right heart", "Pulmonary artery", "Unknown",
    ]  # fmt: skip
    assert set(rows["group"]) == {"All patients"}


def test_who_has_no_value_is_left_out_and_counted(eight_patients: Cohort):
    assert values_by_level(eight_patients, "age_at_diagnosis", "extent_group", None).method == (
        "Each dot is a patient: 7 patients. 1 patient without age left out."
    )
    pelvic = eight_patients.where(Filter({"extent": OneOf(("pelvic",))}))
    assert values_by_level(pelvic, "age_at_diagnosis", "extent_group", None).method == (
        "Each dot is a patient: 3 patients."
    )


def test_values_carry_who_they_are_about(eight_patients: Cohort):
    few = eight_patients.where(Filter({"age": Between(high=45)}))
    result = values_by_level(few, "age_at_diagnosis", "ovarian_procedure", "ivl_detection")

    assert result.population == "3 of 8 patients: age at most 45 years."
    assert result.by == "ivl_detection"


def test_a_value_per_patient_names_no_patient(eight_patients: Cohort):
    rows = values_by_level(eight_patients, "age_at_diagnosis", "extent_group", None).rows

    assert list(rows.columns) == ["group", "level", "value"]


# ── Recurrences ──────────────────────────────────────────────────────────────────────────────


def test_a_recurrence_stands_with_its_patient_its_time_and_what_was_done():
    result = recurrences(
        cohort([
            {
                "patient_id": "A", "age_at_diagnosis": 38, "ivl_detection": "incidental",
                "tumor_extent": "uterus", "followup_months": 60, "recurrence": "yes",
                "time_to_recurrence_months": 24, "vital_status": "alive",
                **chosen(SITES, "_pelvis", "_ivc"), **chosen(TREATMENTS, "_surgery"),
            },
            {"patient_id": "B", "recurrence": "no", "followup_months": 36},
        ]),
        "ivl_detection",
    )  # fmt: skip

    assert result.rows.astype("object").to_dict("records") == [
        {
            "patient": "A", "group": "Incidental", "event_months": 24, "end_months": 60, "age": 38,
            "extent": "Uterus", "site": "Pelvis; Vena cava", "treatment": "Surgery",
            "vital_status": "Alive",
        },
    ]  # fmt: skip


def test_recurrences_come_earliest_first_and_those_without_a_time_last():
    times = {"A": 24, "B": None, "C": 12, "D": 36}
    rows = recurrences(
        cohort([
            {"patient_id": code, "recurrence": "yes", "time_to_recurrence_months": time}
            for code, time in times.items()
        ]),
        None,
    ).rows  # fmt: skip

    assert rows["patient"].tolist() == ["C", "A", "D", "B"]
    assert rows["event_months"].tolist()[:3] == [12, 24, 36]
    assert np.isnan(rows["event_months"].iloc[3])
    assert rows.index.tolist() == [0, 1, 2, 3]


def test_nothing_recorded_is_an_empty_text_and_no_word():
    rows = recurrences(cohort([{"recurrence": "yes"}]), "ivl_detection").rows

    assert rows.loc[0, ["patient", "extent", "site", "treatment", "vital_status"]].tolist() == (
        [""] * 5
    )
    assert rows.loc[0, ["event_months", "end_months", "age"]].isna().all()
    assert rows.loc[0, "group"] == "Unknown"


def test_a_treatment_is_shown_also_where_other_treatments_are_not_recorded():
    rows = recurrences(
        cohort([
            {"patient_id": "A", "recurrence": "yes", "recurrence_treatment_surgery": "yes",
             "recurrence_site_pelvis": "yes"},
            {"patient_id": "B", "recurrence": "yes", **chosen(TREATMENTS, "_hormone"),
             **chosen(SITES, "_lung")},
        ]),
        None,
    ).rows  # fmt: skip

    assert rows["treatment"].tolist() == ["Surgery", "Hormone therapy"]
    assert rows["site"].tolist() == ["Pelvis", "Lung"]


def test_recurrences_are_counted_among_everybody_shown(eight_patients: Cohort):
    method = recurrences(eight_patients, None).method

    assert method.startswith("2 patients with a recurrence or progression among 8; each lane runs")
    assert method.endswith(" 1 without a recorded time has no mark.")

    untimed = cohort([{"recurrence": "yes"}, {"recurrence": "yes"}])
    assert recurrences(untimed, None).method.endswith(" 2 without a recorded time have no mark.")

    timed = eight_patients.where(Filter({"age": Between(high=45)}))
    assert recurrences(timed, None).method.startswith("1 patient with a recurrence")
    assert "without a recorded time" not in recurrences(timed, None).method


@pytest.mark.parametrize("by", [None, "ivl_detection"])
def test_where_nobody_had_a_recurrence_there_is_no_row(eight_patients: Cohort, by: str | None):
    none = eight_patients.where(Filter({"age": Between(50, 52)}))
    result = recurrences(none, by)

    assert len(result.rows) == 0
    assert list(result.rows.columns) == list(recurrences(eight_patients, by).rows.columns)
