"""Curves as they are drawn: every step, tick and count can be found again among the patients."""

import json
import math
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from ivl import look
from ivl.cohort import Between, Cohort, Filter, OneOf
from ivl.competing import cumulative_incidence
from ivl.curve_figures import incidence_curves, survival_curves
from ivl.derive import complete
from ivl.endpoints import OVERALL, RECURRENCE, RECURRENCE_FREE
from ivl.example import example_cohort
from ivl.exhibit import Exhibit
from ivl.schema import BY_NAME
from ivl.step_curves import StepCurves
from ivl.survival import kaplan_meier

EXAMPLE = example_cohort()
HOSTILE = "<b>A & B</b>"
SAFE = "&lt;b&gt;A &amp; B&lt;/b&gt;"


def recurrence_free(cohort: Cohort, by: str | None = None) -> Exhibit:
    return survival_curves(kaplan_meier(cohort, RECURRENCE_FREE, by), RECURRENCE_FREE)


def overall(cohort: Cohort, by: str | None = None) -> Exhibit:
    return survival_curves(kaplan_meier(cohort, OVERALL, by), OVERALL)


def incidence(cohort: Cohort, by: str | None = None) -> Exhibit:
    return incidence_curves(cumulative_incidence(cohort, by=by), RECURRENCE)


DRAWINGS = [recurrence_free, overall, incidence]
Drawing = Callable[..., Exhibit]

RESULTS: dict[Drawing, Callable[[Cohort, str | None], StepCurves]] = {
    recurrence_free: lambda cohort, by: kaplan_meier(cohort, RECURRENCE_FREE, by),
    overall: lambda cohort, by: kaplan_meier(cohort, OVERALL, by),
    incidence: lambda cohort, by: cumulative_incidence(cohort, by=by),
}


# ── Reading a figure ─────────────────────────────────────────────────────────────────────────


def lines(exhibit: Exhibit) -> dict:
    """The curves by group."""
    return {trace.name: trace for trace in exhibit.figure.data if trace.name}


def ticks(exhibit: Exhibit) -> dict[str, list[tuple[float, float]]]:
    """Places of the censoring ticks by the colour of their group."""
    return {
        trace.marker.color: list(zip(trace.x, trace.y, strict=True))
        for trace in exhibit.figure.data
        if trace.mode == "markers"
    }


def risk_table(exhibit: Exhibit) -> dict[tuple[str, float], str]:
    """What stands under the curves, by group and month."""
    (counts,) = (trace for trace in exhibit.figure.data if trace.yaxis == "y2")
    rows = {note.y: label(note) for note in exhibit.figure.layout.annotations if note.yref == "y2"}
    cells = zip(counts.x, counts.y, counts.text, strict=True)
    return {(rows[place], month): words for month, place, words in cells}


def label(note) -> str:
    """The words of a label behind its stroke of colour."""
    return note.text.rpartition("</span> ")[2]


def direct_labels(exhibit: Exhibit) -> dict[str, float]:
    """Heights of the curves' names at the right."""
    return {
        label(note): note.y
        for note in exhibit.figure.layout.annotations
        if note.xanchor == "left" and "</span>" in note.text
    }


def axis_title(exhibit: Exhibit) -> str:
    return exhibit.figure.layout.yaxis.title.text


# ── Curves ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_plotly_finds_nothing_wrong_with_curves(drawing: Drawing):
    go.Figure(drawing(EXAMPLE, "ivl_detection").figure.to_dict())  # raises ValueError if it does


@pytest.mark.parametrize("by", [None, "ivl_detection", "extent_group"])
@pytest.mark.parametrize("drawing", DRAWINGS)
def test_each_curve_is_its_group_in_the_data(
    eight_patients: Cohort, drawing: Drawing, by: str | None
):
    exhibit = drawing(eight_patients, by)
    curves = dict(iter(exhibit.data.groupby("group", observed=True)))

    assert list(lines(exhibit)) == list(curves)
    for group, line in lines(exhibit).items():
        assert list(line.x) == curves[group]["time"].tolist()
        assert list(line.y) == curves[group]["estimate"].tolist()
        assert line.line.shape == "hv"
        assert line.line.color == look.style(by, group).colour
        assert line.line.dash == look.style(by, group).dash


def test_survival_falls_at_each_event_and_ends_where_follow_up_ends(eight_patients: Cohort):
    # E died at 12 months, A recurred at 24; followed without either: G 18, D 24, B 36, C 48.
    line = lines(recurrence_free(eight_patients))["All patients"]

    assert list(line.x) == [0, 12, 18, 24, 36, 48]
    assert list(line.y) == pytest.approx([1, 5 / 6, 5 / 6, 5 / 8, 5 / 8, 5 / 8])


def test_incidence_rises_at_recurrences_alone_with_death_competing(eight_patients: Cohort):
    line = lines(incidence(eight_patients))["All patients"]

    assert list(line.x) == [0, 12, 18, 24, 36, 48]
    assert list(line.y) == pytest.approx([0, 0, 0, 5 / 24, 5 / 24, 5 / 24])


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_no_curve_goes_on_beyond_the_last_follow_up_of_its_group(drawing: Drawing):
    exhibit = drawing(EXAMPLE, "ivl_detection")
    last = EXAMPLE.patients.groupby("ivl_detection", observed=True)["os_months"].max()

    for group, line in lines(exhibit).items():
        assert max(line.x) <= last[group.lower()]
    assert max(lines(overall(EXAMPLE, "ivl_detection"))["Incidental"].x) == last["incidental"]


@pytest.mark.parametrize("by", [None, "ivl_detection"])
@pytest.mark.parametrize("drawing", DRAWINGS)
def test_a_band_lies_between_the_limits_as_they_are_read_between_the_steps(
    drawing: Drawing, by: str | None
):
    drawn = drawing(EXAMPLE, by).figure.data
    edges = [trace for trace in drawn if trace.mode == "lines" and not trace.name]
    result = RESULTS[drawing](EXAMPLE, by)

    assert len(edges) == 2 * len(result.groups) > 0
    for low, high, group in zip(edges[::2], edges[1::2], result.groups, strict=True):
        assert list(low.x) == list(high.x)
        read = result.at((low.x[:-1] + low.x[1:]) / 2)
        read = read[read["group"] == group]
        assert list(low.y[:-1]) == pytest.approx(read["conf_low"].tolist())
        assert list(high.y[:-1]) == pytest.approx(read["conf_high"].tolist())
        assert (low.fill, high.fill) == (None, "tonexty")
        assert low.line.shape == high.line.shape == "hv"
        assert 0 < low.line.width == high.line.width < 1  # seen where two bands lie on each other


def test_limits_are_bands_of_two_groups_and_thin_lines_of_more(
    eight_patients: Cohort,
):
    many = recurrence_free(eight_patients, "extent_group")
    two = recurrence_free(eight_patients, "ivl_detection")

    thin = [trace for trace in many.figure.data if trace.mode == "lines" and not trace.name]
    assert not any(trace.fill for trace in many.figure.data)
    assert len(thin) == 2 * len(lines(many))
    assert all(0 < trace.line.width < 1 for trace in thin)
    assert sum(trace.fill == "tonexty" for trace in two.figure.data) == 2


@pytest.mark.parametrize("cohort", ["eight_patients", "example"])
@pytest.mark.parametrize("by", [None, "ivl_detection"])
def test_every_censored_time_has_a_tick_on_its_curve(
    eight_patients: Cohort, cohort: str, by: str | None
):
    patients = (eight_patients if cohort == "eight_patients" else EXAMPLE).patients
    exhibit = overall(eight_patients if cohort == "eight_patients" else EXAMPLE, by)
    drawn = ticks(exhibit)
    ended = patients[patients["os_months"].notna() & (patients["death"] == False)]  # noqa: E712

    for group, line in lines(exhibit).items():
        members = ended if by is None else ended[ended[by] == group.lower()]
        places = drawn[look.style(by, group).colour]
        assert [x for x, _ in places] == sorted(set(members["os_months"]))
        for x, y in places:
            assert y == np.asarray(line.y)[np.asarray(line.x) <= x][-1]


def test_hovering_tells_estimate_interval_and_number_at_risk(eight_patients: Cohort):
    said = lines(recurrence_free(eight_patients))["All patients"].text

    assert said[1] == "83.3% at 12 months<br>95% CI 27.3 to 97.5%<br>6 at risk"
    assert len(said) == 6


# ── Risk table ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("cohort", ["eight_patients", "example"])
@pytest.mark.parametrize("by", [None, "ivl_detection", "extent_group"])
@pytest.mark.parametrize("drawing", [recurrence_free, overall])
def test_the_counts_under_the_curves_are_those_of_the_patients(
    eight_patients: Cohort, cohort: str, by: str | None, drawing: Drawing
):
    whole = eight_patients if cohort == "eight_patients" else EXAMPLE
    time, event = (
        ("rfs_months", "rfs_event") if drawing is recurrence_free else ("os_months", "death")
    )
    used = whole.patients.dropna(subset=[time, event])
    labels = {level.name: level.label for level in BY_NAME[by].levels} if by else {}
    used = used.assign(label=used[by].map(labels) if by else "All patients")
    table = risk_table(drawing(whole, by))

    months = {month for _, month in table}
    assert months <= set(drawing(whole, by).figure.layout.xaxis.tickvals)
    assert table.keys() == {(group, month) for group in set(used["label"]) for month in months}
    for (group, month), words in table.items():
        members = used[used["label"] == group]
        gone = members[members[time] < month]
        n_event = int(gone[event].sum())
        n_risk = int((members[time] >= month).sum())
        assert words == f"{n_risk} ({n_event}, {len(gone) - n_event})"


def test_counts_of_many_patients_stand_at_fewer_months_and_always_at_the_start():
    n = 2000
    patients = pd.DataFrame({"os_months": [120.0] * n, "death": [False] * n})
    exhibit = overall(Cohort(patients, "made up"))
    months = [month for _, month in risk_table(exhibit)]

    assert months[0] == 0
    assert len(months) < len(exhibit.figure.layout.xaxis.tickvals)
    assert risk_table(exhibit)["All patients", 0] == "2000 (0, 0)"


def test_the_counts_stand_on_the_time_axis_of_the_curves(eight_patients: Cohort):
    layout = recurrence_free(eight_patients).figure.layout

    assert layout.xaxis2.matches == "x"
    assert layout.xaxis.tickvals[0] == 0
    assert layout.yaxis2.domain[1] < layout.yaxis.domain[0]


@pytest.mark.parametrize(
    ("longest", "months"),
    [
        (5, [0]),
        (48, [0, 6, 12, 18, 24, 30, 36, 42, 48]),
        (96.4, [0, 12, 24, 36, 48, 60, 72, 84, 96]),
        (130, [0, 24, 48, 72, 96, 120]),
        (600, [0, 60, 120, 180, 240, 300, 360, 420, 480, 540, 600]),
    ],
)
def test_the_time_axis_is_marked_at_months_that_make_up_years(longest: float, months: list[int]):
    recorded = {"followup_months": [longest], "recurrence": ["no"], "vital_status": ["alive"]}
    axis = overall(Cohort(complete(pd.DataFrame(recorded)), "made up")).figure.layout.xaxis

    assert list(axis.tickvals) == months
    assert axis.range[0] == 0
    assert axis.range[1] >= longest
    assert axis.title.text == "Months since the index operation"


# ── Axes and labels ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("drawing", [recurrence_free, overall])
def test_survival_is_shown_whole_from_nothing_to_everybody(
    eight_patients: Cohort, drawing: Drawing
):
    axis = drawing(eight_patients).figure.layout.yaxis

    assert -0.1 < axis.range[0] < 0 < 1 < axis.range[1] < 1.1  # room for a line at either end
    assert axis.tickformat == ".0%"


def test_the_axis_says_what_is_shared(eight_patients: Cohort):
    assert axis_title(overall(eight_patients)) == "Share alive"
    assert axis_title(recurrence_free(eight_patients)) == "Share event-free"
    assert axis_title(incidence(eight_patients)).startswith("Cumulative incidence")


@pytest.mark.parametrize("by", [None, "ivl_detection"])
def test_an_incidence_axis_that_is_cut_says_where_and_cuts_off_the_limits_of_a_few_at_most(
    by: str | None,
):
    exhibit = incidence(EXAMPLE, by)
    said = re.fullmatch(r"Cumulative incidence(?: \(axis ends at (\d+)%\))?", axis_title(exhibit))
    top = exhibit.figure.layout.yaxis.range[1]
    ends = int(said[1] or 100) / 100

    assert ends <= top <= 1.05 * ends
    assert exhibit.data["estimate"].max() <= top
    assert exhibit.data.loc[exhibit.data["n_risk"] >= 5, "conf_high"].max() <= top


def test_a_low_incidence_cuts_the_axis_and_a_certain_one_does_not():
    def followed(n: int, n_recurred: int) -> Cohort:
        recorded = {
            "followup_months": [60.0] * n,
            "recurrence": ["yes"] * n_recurred + ["no"] * (n - n_recurred),
            "time_to_recurrence_months": [12.0] * n,
        }
        return Cohort(complete(pd.DataFrame(recorded)), "made up")

    assert axis_title(incidence(followed(200, 2))) == "Cumulative incidence (axis ends at 20%)"
    assert axis_title(incidence(followed(3, 3))) == "Cumulative incidence"


def test_up_to_four_curves_are_labelled_where_they_end(eight_patients: Cohort):
    two = recurrence_free(eight_patients, "ivl_detection")
    ends = {name: line.y[-1] for name, line in lines(two).items()}

    assert direct_labels(two).keys() == {"Incidental", "Nonincidental"}
    assert all(abs(direct_labels(two)[name] - end) < 0.1 for name, end in ends.items())
    assert direct_labels(recurrence_free(eight_patients)) == {}
    five = overall(with_everything_known(), "tumor_extent")
    assert len(lines(five)) == 5
    assert direct_labels(five) == {}


def with_everything_known() -> Cohort:
    extents = ["uterus", "pelvis", "ivc", "right_atrium", "pulmonary_artery"]
    recorded = {"tumor_extent": extents, "followup_months": 36, "vital_status": "alive"}
    return Cohort(complete(pd.DataFrame(recorded)), "made up")


def test_labels_of_curves_that_end_together_do_not_overlap():
    cohort = with_everything_known()
    exhibit = overall(cohort, "extent_group")
    heights = sorted(direct_labels(exhibit).values())

    assert len(heights) == 4
    assert all(higher - lower > 0.06 for lower, higher in pairwise(heights))
    assert heights[0] > 0
    assert heights[-1] <= 1


@pytest.mark.parametrize("n_recurred", [(0, 0), (1, 2)])
def test_labels_keep_their_distance_and_stay_by_their_curves_on_a_cut_axis(
    n_recurred: tuple[int, int],
):
    recorded = {
        "ivl_detection": ["incidental"] * 100 + ["nonincidental"] * 100,
        "recurrence": [
            "yes" if patient < n else "no" for n in n_recurred for patient in range(100)
        ],
        "time_to_recurrence_months": [12.0] * 200,
        "followup_months": [60.0] * 200,
    }
    exhibit = incidence(Cohort(complete(pd.DataFrame(recorded)), "made up"), "ivl_detection")
    top = exhibit.figure.layout.yaxis.range[1]
    low, high = sorted(height / top for height in direct_labels(exhibit).values())
    ends = [line.y[-1] / top for line in lines(exhibit).values()]

    assert top < 0.25
    assert 0.05 < high - low < 0.1
    assert high < max(ends) + 0.1


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_every_group_has_a_row_of_counts_with_its_name(eight_patients: Cohort, drawing: Drawing):
    exhibit = drawing(eight_patients, "extent_group")

    assert {group for group, _ in risk_table(exhibit)} == set(lines(exhibit))


def test_the_title_names_the_endpoint_and_the_split(eight_patients: Cohort):
    assert recurrence_free(eight_patients).title == "Recurrence-free survival"
    assert incidence(eight_patients, "ivl_detection").title == (
        "Cumulative incidence of recurrence by detection group"
    )


def test_the_legend_counts_who_is_left_out(eight_patients: Cohort):
    method = incidence(eight_patients).method

    assert "6 of 8 patients analysed; left out: " in method
    assert "1 (recurrence without a time)" in method
    assert "1 (recurrence not recorded)" in method


# ── Every cohort ─────────────────────────────────────────────────────────────────────────────

COHORTS = {
    "everybody": Filter(),
    "nobody": Filter({"age": Between(low=99)}),
    "one patient": Filter({"age": Between(52, 52)}),
    "one patient who cannot be used": Filter({"age": Between(50, 50)}),
    "one group": Filter({"detection": OneOf(("incidental",))}),
}


@pytest.mark.parametrize("drawing", DRAWINGS)
@pytest.mark.parametrize("chosen", COHORTS.values(), ids=COHORTS)
def test_every_cohort_is_drawn_with_nothing_infinite(
    eight_patients: Cohort, chosen: Filter, drawing: Drawing
):
    cohort = eight_patients.where(chosen)
    for by in (None, "ivl_detection", "extent_group"):
        exhibit = drawing(cohort, by)
        go.Figure(exhibit.figure.to_dict())  # plotly refuses a property that it does not know
        drawn = [value for trace in exhibit.figure.data for value in (*trace.x, *trace.y)]
        assert drawn or exhibit.blank
        assert not any(math.isinf(value) for value in drawn)
        assert exhibit.population == cohort.population


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_where_nobody_can_be_followed_a_sentence_stands_in_place_of_the_figure(
    eight_patients: Cohort, drawing: Drawing
):
    without_follow_up = eight_patients.where(Filter({"age": Between(50, 50)}))

    assert drawing(without_follow_up, "ivl_detection").blank == (
        "None of these patients can be followed to this endpoint."
    )
    assert drawing(eight_patients, "ivl_detection").blank == ""


def test_a_curve_of_one_patient_is_flat_until_she_is_last_seen(eight_patients: Cohort):
    only = eight_patients.where(Filter({"age": Between(45, 45)}))
    exhibit = overall(only)

    assert (list(lines(exhibit)["All patients"].x), list(lines(exhibit)["All patients"].y)) == (
        [0, 48], [1, 1],
    )  # fmt: skip
    assert risk_table(exhibit)["All patients", 48] == "1 (0, 0)"


def test_markup_in_the_name_of_a_group_is_shown_as_it_is(eight_patients: Cohort):
    result = kaplan_meier(eight_patients, OVERALL)
    groups = replace(result.used.groups, labels=(HOSTILE,))
    exhibit = survival_curves(replace(result, used=replace(result.used, groups=groups)), OVERALL)
    said = json.dumps(exhibit.figure.to_plotly_json(), default=str, ensure_ascii=False)

    assert list(lines(exhibit)) == [SAFE]
    assert {label for label, _ in risk_table(exhibit)} == {SAFE}
    assert HOSTILE not in said


def test_who_is_missing_from_the_curves_is_said_in_full_view():
    recorded = {"recurrence": ["yes", "yes", "no"], "followup_months": [24.0, 36.0, 48.0]}
    missing = recurrence_free(Cohort(complete(pd.DataFrame(recorded)), "made up"))

    assert missing.words == (
        "2 patients are not in these curves: 2 (recurrence without a time). 2 patients had a "
        "recurrence at a time that is not recorded. Curves and rates over time, which leave this "
        "out, look better than the truth."
    )
    assert recurrence_free(EXAMPLE).words == ""


def test_an_enlarged_risk_table_has_fewer_columns():
    result = kaplan_meier(example_cohort(), RECURRENCE_FREE, by="ivl_detection")
    exhibit = survival_curves(result, RECURRENCE_FREE)
    assert exhibit.larger is not None

    shown, large = (sorted({*figure.data[-1].x}) for figure in (exhibit.figure, exhibit.larger()))
    assert shown == [0, 12, 24, 36, 48, 60, 72, 84, 96]
    assert large == [0, 24, 48, 72, 96]


def test_a_tick_where_follow_up_ended_keeps_its_group():
    result = kaplan_meier(example_cohort(), RECURRENCE_FREE, by="ivl_detection")
    exhibit = survival_curves(result, RECURRENCE_FREE)
    kept = [
        set(map(tuple, trace.customdata))
        for trace in exhibit.figure.data
        if trace.mode == "markers"
    ]

    assert exhibit.clickable
    assert kept == [{("detection=incidental",)}, {("detection=nonincidental",)}]
    whole = kaplan_meier(example_cohort(), RECURRENCE_FREE)
    assert not survival_curves(whole, RECURRENCE_FREE).clickable
