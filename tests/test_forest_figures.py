import json

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest
from pytest import approx
from r_results import SURVIVAL, SURVIVAL_DATA, cohort

from ivl.cohort import Cohort
from ivl.endpoints import RECURRENCE
from ivl.example import example_cohort
from ivl.forest_figures import AXIS, forest
from ivl.regression import hazard_ratios, one_at_a_time

FACTORS = ["ivl_detection", "extent_group", "age_at_diagnosis", "ovary_preserved"]


@pytest.fixture(scope="module")
def alone():
    found = one_at_a_time(example_cohort(), RECURRENCE, FACTORS, cause="recurrence")
    return forest(found, "Hazard of recurrence, one factor at a time")


@pytest.fixture(scope="module")
def joint():
    lung = cohort("lung_covariates", "lung_covariates")
    return forest(hazard_ratios(lung, SURVIVAL, ["age", "sex", "ecog"]), "Adjusted")


def written(exhibit, side):
    """The text beside the axis, from top to bottom: names at 0, ratios at 1."""
    return [
        note.text for note in exhibit.figure.layout.annotations
        if (note.x, note.text.startswith("<i>")) == ({"name": 0, "ratio": 1, "reason": 0}[side],
                                                     side == "reason")
    ]  # fmt: skip


def trace(exhibit, name):
    return next(trace for trace in exhibit.figure.data if trace.name == name)


def test_every_row_has_its_name_and_its_ratio(alone):
    assert written(alone, "name") == [
        "<b>Detection group</b>", "Nonincidental", "Incidental", "<b>Tumour extent</b>",
        "<b>Age, per 10 years</b>", "<b>Ovary preserved</b>", "No", "Yes",
    ]  # fmt: skip
    assert written(alone, "ratio") == [
        "1 (reference)", "16.9 (1.91 to over 1000)", "0.19 (0.053 to 0.68)", "1 (reference)",
        "7.51 (1.25 to 45.2)",
    ]  # fmt: skip


def test_a_factor_without_a_ratio_says_why_in_its_place(alone):
    assert written(alone, "reason") == [
        "<i>Too few patients to compare: fewer than 5 in Vena cava (4) and Pulmonary artery (3)</i>"
    ]
    assert alone.table["Hazard ratio (95% CI)"].to_list()[2:6] == [
        "Too few patients to compare: fewer than 5 in Vena cava (4) and Pulmonary artery (3)",
        "–", "–", "–",
    ]  # fmt: skip


def test_marks_stand_at_the_ratios_on_the_line_of_their_name(alone):
    cox, firth = trace(alone, "Cox model"), trace(alone, "Firth-penalised")
    ratios = alone.data.set_index("level")["hazard_ratio"]

    assert list(firth.x) == approx([ratios["Incidental"]])
    assert list(firth.y) == [2]
    assert list(cox.x) == approx([ratios["per 10 years"], ratios["Yes"]])
    assert list(cox.y) == [4, 7]
    assert alone.figure.layout.xaxis.type == "log"
    assert alone.figure.layout.showlegend


def test_an_interval_beyond_the_axis_ends_in_an_arrow(alone):
    high = 10 ** alone.figure.layout.xaxis.range[1]
    (arrow,) = (t for t in alone.figure.data if t.marker.symbol == "triangle-right" and len(t.x))
    lines = next(t for t in alone.figure.data if t.mode == "lines")

    assert high == approx(AXIS, rel=0.15)
    assert (list(arrow.x), list(arrow.y)) == (approx([high]), [2])
    assert list(lines.x)[:2] == approx([1 / 0.5230, high], rel=1e-3)
    assert list(lines.x)[3:5] == approx([0.05273, 0.67645], rel=1e-3)


def test_the_table_prints_what_the_data_hold_and_corrects_for_the_number_of_tests(alone):
    printed = alone.table.set_index("Level")

    assert printed.loc["Incidental", "Patients"] == "15"
    assert printed.loc["Incidental", "Events"] == "5"
    assert printed.loc["Incidental", "Hazard ratio (95% CI)"] == "16.9 (1.91 to over 1000)"
    assert printed["p"].to_list() == ["–", "0.0070", "–", "–", "–", "–", "0.010", "–", "0.028"]
    # Holm: the smallest of three times 3, the next times 2 but not below it, the largest as it is.
    small, middle, large = alone.data["p_value"].dropna()
    assert 2 * middle < 3 * small
    assert alone.data["p_holm"].dropna().to_list() == approx([3 * small, 3 * small, large])
    assert alone.method.endswith("Holm's correction is over 3 p-values of this table.")


def test_the_forest_declares_every_p_value_that_it_prints(alone):
    names = [(one.outcome, one.by) for one in alone.tested]

    assert names == [("Hazard of recurrence", name) for name in
                     ("ivl_detection", "age_at_diagnosis", "ovary_preserved")]  # fmt: skip
    assert len(names) == alone.data["p_value"].notna().sum()
    assert "Heinze & Schemper, Biometrics 2001;57:114" in alone.method


def test_no_number_of_the_exhibit_is_infinite_or_beyond_a_thousand(alone, joint):
    for exhibit in (alone, joint):
        numbers = exhibit.data.select_dtypes("number").to_numpy(float)
        assert not np.isinf(numbers).any()
        ratios = exhibit.data[["hazard_ratio", "conf_low", "conf_high"]].to_numpy(float)
        assert np.nanmax(ratios) <= 1000
        assert "inf" not in json.dumps(exhibit.figure.to_dict(), default=str).split()
    assert alone.data["bound"].to_list()[1] == "conf_high over 1000"


def test_factors_of_one_model_stand_in_one_forest(joint):
    assert written(joint, "name") == [
        "<b>age, per 1</b>", "<b>sex</b>", "female", "male", "<b>ecog</b>", "ecog0", "ecog1",
        "ecog2",
    ]  # fmt: skip
    assert written(joint, "ratio")[1:3] == ["1 (reference)", "1.73 (1.24 to 2.40)"]
    assert not joint.figure.layout.showlegend
    assert joint.words.startswith("In a Cox model of survival, hazard ratios were 1.01 ")


def test_a_model_that_is_refused_is_a_sentence_and_keeps_its_counts():
    founding = cohort("founding_in_months", "separated")
    refused = forest(hazard_ratios(founding, SURVIVAL, ["group", "age"]), "Adjusted")

    assert refused.blank == (
        "Too few events for hazard ratios: 5 events for 2 parameters, at least 3 per parameter "
        "are needed."
    )
    assert refused.words == ""
    assert refused.table["Events"].to_list() == ["5", "0", "5"]
    assert set(refused.table["Hazard ratio (95% CI)"]) == {"–"}


def test_when_no_factor_allows_a_ratio_the_table_still_says_why():
    result = one_at_a_time(cohort("all_censored", *SURVIVAL_DATA), SURVIVAL, ["group"])
    drawn = forest(result, "One at a time")

    assert drawn.blank == "None of these factors allows a hazard ratio."
    assert drawn.table["Hazard ratio (95% CI)"].iloc[0] == (
        "Too few events to compare: 0 events in all, at least 3 are needed"
    )


def test_plotly_takes_every_property(alone, joint):
    for exhibit in (alone, joint):
        go.Figure(exhibit.figure.to_dict())


def test_names_from_data_are_no_markup():
    frame = cohort("lung", *SURVIVAL_DATA).patients
    frame = frame.assign(group=frame["group"].replace({"male": "<b>x"}))
    drawn = forest(hazard_ratios(Cohort(frame, "x"), SURVIVAL, ["group"]), "x")

    assert "&lt;b&gt;x" in written(drawn, "name")
    assert isinstance(drawn.data, pd.DataFrame)


def test_a_mark_leads_to_the_patients_of_its_level():
    result = one_at_a_time(
        example_cohort(), RECURRENCE, ["ivl_detection", "age_at_diagnosis"], cause="recurrence"
    )
    exhibit = forest(result, "One factor at a time")
    kept = {query for trace in exhibit.figure.data for (query,) in trace.customdata or ()}

    assert exhibit.clickable
    assert kept == {"detection=incidental", "detection=nonincidental", ""}


def test_enlarged_a_forest_gives_reasons_in_short_and_fewer_ticks():
    result = one_at_a_time(
        example_cohort(), RECURRENCE, ["ivl_detection", "extent_group"], cause="recurrence"
    )
    exhibit = forest(result, "One factor at a time")
    assert exhibit.larger is not None
    large = exhibit.larger()
    written = {note.text for note in large.layout.annotations}

    assert "<i>Too few patients to compare</i>" in written
    assert len(large.layout.xaxis.tickvals) < len(exhibit.figure.layout.xaxis.tickvals)
    assert set(large.layout.xaxis.tickvals) <= {0.01, 0.1, 1, 10, 100}
