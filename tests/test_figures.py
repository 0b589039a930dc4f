"""What is drawn is what the data say: bars, pairs, dots and lanes, read back from the figure."""

import json
import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

import pandas as pd
import plotly.graph_objects as go
import pytest
from pytest import approx

from ivl import bar_figures, describe, figures, individuals, look, patient_figures, table_one, text
from ivl.clicks import filter_of
from ivl.cohort import FACET_BY_COLUMN, Between, Cohort, Filter, OneOf
from ivl.derive import complete
from ivl.example import example_cohort
from ivl.exhibit import Exhibit
from ivl.groups import split_title
from ivl.schema import BY_NAME

SYMPTOMS = [
    BY_NAME[f"symptom_{name}"]
    for name in ("dyspnea", "abnormal_uterine_bleeding", "leg_edema", "cough")
]
SPLITS = [None, "ivl_detection", "extent_group", "age_group"]
HOSTILE = "<b>A & B</b>"
SAFE = "&lt;b&gt;A &amp; B&lt;/b&gt;"


# ── Reading a figure ─────────────────────────────────────────────────────────────────────────


def label_at(exhibit: Exhibit, place: float) -> str:
    """The label on the vertical axis that stands nearest to a place on it."""
    axis = exhibit.figure.layout.yaxis
    nearest = min(range(len(axis.tickvals)), key=lambda i: abs(axis.tickvals[i] - place))
    return axis.ticktext[nearest]


def bars(exhibit: Exhibit) -> pd.DataFrame:
    """A row per bar, with its interval and what stands behind it."""
    traces = exhibit.figure.data
    rows = []
    for bar, numbers in zip(traces[::2], traces[1::2], strict=True):
        assert (bar.type, numbers.mode) == ("bar", "text")
        for i, share in enumerate(bar.x):
            rows.append({
                "group": bar.name,
                "label": label_at(exhibit, bar.y[i]),
                "place": bar.y[i],
                "estimate": share,
                "conf_low": share - bar.error_x.arrayminus[i],
                "conf_high": share + bar.error_x.array[i],
                "said": numbers.text[i],
                "said_at": (numbers.x[i], numbers.y[i]),
                "hover": (bar.hovertext[i], *bar.customdata[i][:2]),
                "filter": bar.customdata[i][-1],
            })  # fmt: skip
    return pd.DataFrame(rows)


def frequencies(cohort: Cohort, by: str | None = None) -> describe.Frequencies:
    return describe.frequencies(cohort, SYMPTOMS, by=by)


def numbers_in(part: Any) -> Iterator[float]:
    """Every number anywhere in a figure."""
    match part:
        case dict():
            for inner in part.values():
                yield from numbers_in(inner)
        case list() | tuple():
            for inner in part:
                yield from numbers_in(inner)
        case float():
            yield part


# ── Bars ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("by", SPLITS)
def test_each_bar_is_a_row_of_the_data_with_its_interval_and_its_count(
    eight_patients: Cohort, by: str | None
):
    exhibit = bar_figures.frequency_bars(frequencies(eight_patients, by), "Symptoms")
    drawn = bars(exhibit).sort_values(["label", "group"]).reset_index(drop=True)
    data = exhibit.data[exhibit.data["label"] != "Cough"].astype({"group": "object"})
    data = data.sort_values(["label", "group"]).reset_index(drop=True)

    assert drawn["group"].tolist() == data["group"].tolist()
    assert drawn["label"].tolist() == data["label"].tolist()
    assert drawn["said"].tolist() == [
        text.n_of(n, n_known) for n, n_known in zip(data["n"], data["n_known"], strict=True)
    ]
    for column in ("estimate", "conf_low", "conf_high"):
        assert drawn[column].tolist() == approx(data[column].fillna(0).tolist())


def test_a_bar_says_n_of_those_in_whom_the_finding_is_known(eight_patients: Cohort):
    drawn = bars(bar_figures.frequency_bars(frequencies(eight_patients), "Symptoms"))

    # Of H no symptom is known, of D no oedema.
    assert dict(zip(drawn["label"], drawn["said"], strict=True)) == {
        "Abnormal uterine bleeding": "4/7 (57.1%)",
        "Dyspnoea": "3/7 (42.9%)",
        "Leg oedema": "1/6 (16.7%)",
    }
    assert drawn["estimate"].tolist() == [4 / 7, 3 / 7, 1 / 6]


def test_findings_stand_from_top_to_bottom_most_frequent_first(eight_patients: Cohort):
    exhibit = bar_figures.frequency_bars(frequencies(eight_patients), "Symptoms")
    top, bottom = exhibit.figure.layout.yaxis.range[::-1]

    assert exhibit.figure.layout.yaxis.ticktext == (
        "Abnormal uterine bleeding", "Dyspnoea", "Leg oedema",
    )  # fmt: skip
    assert list(exhibit.figure.layout.yaxis.tickvals) == [0, 1.6, 3.2]
    assert top < 0
    assert bottom > 3.2


def test_groups_stand_side_by_side_in_clinical_order_at_every_finding(eight_patients: Cohort):
    drawn = bars(
        bar_figures.frequency_bars(frequencies(eight_patients, "extent_group"), "Symptoms")
    )

    for _, of_finding in drawn.groupby("label"):
        assert of_finding.sort_values("place")["group"].tolist() == [
            "Pelvic", "Vena cava", "Right heart", "Pulmonary artery", "Unknown",
        ]  # fmt: skip
    assert drawn["place"].is_unique


def test_counts_stand_behind_their_bar_and_its_interval_and_inside_the_axis(
    eight_patients: Cohort,
):
    exhibit = bar_figures.frequency_bars(frequencies(eight_patients, "ivl_detection"), "Symptoms")
    for row in bars(exhibit).itertuples():
        x, y = row.said_at
        assert y == row.place
        assert max(row.conf_high, row.estimate) < x < exhibit.figure.layout.xaxis.range[1]


def test_hovering_repeats_what_the_bar_says(eight_patients: Cohort):
    drawn = bars(bar_figures.frequency_bars(frequencies(eight_patients), "Symptoms"))

    assert drawn["hover"].tolist() == [
        ("Abnormal uterine bleeding", "4/7 (57.1%)", "18.4 to 90.1%"),
        ("Dyspnoea", "3/7 (42.9%)", "9.9 to 81.6%"),
        ("Leg oedema", "1/6 (16.7%)", "0.4 to 64.1%"),
    ]


def test_bars_start_at_zero_and_the_axis_says_what_they_share(eight_patients: Cohort):
    axis = bar_figures.frequency_bars(frequencies(eight_patients), "Symptoms").figure.layout.xaxis

    assert axis.range[0] == 0
    assert axis.tickvals[-1] == 1
    assert axis.tickformat == ".0%"
    assert axis.title.text == "Share of patients"


def test_findings_recorded_in_nobody_are_named_and_not_drawn(eight_patients: Cohort):
    exhibit = bar_figures.frequency_bars(frequencies(eight_patients), "Symptoms")

    assert "Cough" not in bars(exhibit)["label"].tolist()
    assert exhibit.method.endswith(
        "In none of those known: cough. Unknown: abnormal uterine bleeding in 1, dyspnoea in 1, "
        "leg oedema in 2 and cough in 1."
    )
    assert "Cough" in exhibit.data["label"].tolist()

    pelvic = eight_patients.where(Filter({"extent": OneOf(("pelvic",))}))
    assert bar_figures.frequency_bars(frequencies(pelvic), "Symptoms").method.endswith(
        "In nobody: dyspnoea, leg oedema and cough."
    )


def test_levels_have_a_bar_each_and_the_unknown_a_count_without_a_share(eight_patients: Cohort):
    exhibit = bar_figures.level_bars(describe.levels(eight_patients, BY_NAME["ovarian_procedure"]))
    drawn = bars(exhibit)

    assert dict(zip(drawn["label"], drawn["said"], strict=True)) == {
        "Both kept": "1/7 (14.3%)",
        "One kept": "1/7 (14.3%)",
        "Both removed": "4/7 (57.1%)",
        "Absent before": "1/7 (14.3%)",
        "Unknown": "1",
    }
    assert drawn["estimate"].tolist() == [1 / 7, 1 / 7, 4 / 7, 1 / 7, 0]
    assert exhibit.title == "Ovarian procedure"


def test_levels_that_nobody_has_are_named_but_not_that_nobody_is_unknown(eight_patients: Cohort):
    known = eight_patients.where(Filter({"extent": OneOf()}))
    exhibit = bar_figures.level_bars(describe.levels(known, BY_NAME["uterine_procedure"]))

    assert exhibit.method.endswith(
        "No patient: uterus kept (unspecified), subtotal hysterectomy and hysterectomy "
        "(unspecified)."
    )
    assert "Unknown" not in bars(exhibit)["label"].tolist()


def test_a_rate_has_one_bar_per_group_under_its_name(eight_patients: Cohort):
    rates = describe.group_rates(eight_patients, BY_NAME["recurrence"], by="ivl_detection")
    exhibit = bar_figures.rate_bars(rates, "Patients with a recurrence")
    drawn = bars(exhibit)

    assert exhibit.title == "Patients with a recurrence by detection group"
    assert drawn["label"].tolist() == drawn["group"].tolist()
    assert drawn["label"].tolist() == ["Incidental", "Nonincidental", "Unknown"]
    assert drawn["said"].tolist()[:2] == ["1/3 (33.3%)", "1/4 (25.0%)"]
    assert not exhibit.figure.layout.showlegend


def test_a_rate_among_patients_of_unknown_group_keeps_its_denominator():
    cohort = Cohort(complete(pd.DataFrame({"recurrence": ["yes", "no", "no"]})), "made up")
    rates = describe.group_rates(cohort, BY_NAME["recurrence"], by="ivl_detection")
    drawn = bars(bar_figures.rate_bars(rates, "Recurrence"))

    assert drawn["said"].tolist() == ["1/3 (33.3%)"]


def test_a_legend_names_the_groups_only_where_the_rows_do_not(eight_patients: Cohort):
    whole = bar_figures.frequency_bars(frequencies(eight_patients), "Symptoms")
    split = bar_figures.frequency_bars(frequencies(eight_patients, "ivl_detection"), "Symptoms")

    assert not whole.figure.layout.showlegend
    assert split.figure.layout.showlegend
    assert [trace.showlegend for trace in split.figure.data] == [None, False] * 3


@pytest.mark.parametrize("by", ["ivl_detection", "extent_group"])
def test_a_bar_of_levels_leads_to_the_patients_it_counts(eight_patients: Cohort, by: str):
    exhibit = bar_figures.level_bars(
        describe.levels(eight_patients, BY_NAME["uterine_procedure"], by=by)
    )
    rows = exhibit.data[exhibit.data["n"] > 0]
    drawn = bars(exhibit).set_index(["group", "label"])

    assert exhibit.clickable
    assert rows["n"].sum() == 8
    for row in rows.itertuples():
        chosen = Filter.from_query(dict(parse_qsl(drawn.loc[(row.group, row.label), "filter"])))
        assert eight_patients.where(chosen).n == row.n
        assert len(chosen.conditions) == 2


@pytest.mark.parametrize(
    ("column", "by"),
    [("operation_stages", "ivl_detection"), ("extent_group", "menopausal_status")],
)
def test_a_bar_keeps_nobody_where_its_group_or_its_level_cannot_be_filtered_by(column, by):
    result = describe.levels(example_cohort(), BY_NAME[column], by=by)
    exhibit = bar_figures.level_bars(result)

    assert {column, by} - FACET_BY_COLUMN.keys()
    assert {column, by} & FACET_BY_COLUMN.keys()
    assert not exhibit.clickable
    assert set(bars(exhibit)["filter"]) == {""}


def test_a_dot_keeps_nobody_where_its_group_cannot_be_filtered_by():
    result = individuals.values_by_level(
        example_cohort(), "age_at_diagnosis", "ovarian_procedure", by="age_group"
    )
    exhibit = patient_figures.dots(result, "Ovaries and age")

    assert not exhibit.clickable
    assert {query for trace in exhibit.figure.data for (query,) in trace.customdata} == {""}


def test_levels_that_nobody_can_be_at_together_are_no_filter():
    assert filter_of(("extent_group", "Pelvic"), ("extent_group", "Pelvic")) == "extent=pelvic"
    assert filter_of(("extent_group", "Pelvic"), ("extent_group", "Vena cava")) == ""
    assert filter_of((None, "All patients")) == ""


def test_a_bar_of_findings_leads_nowhere(eight_patients: Cohort):
    assert "symptom_dyspnea" not in FACET_BY_COLUMN
    whole = bars(bar_figures.frequency_bars(frequencies(eight_patients), "Symptoms"))
    split = bars(
        bar_figures.frequency_bars(frequencies(eight_patients, "ivl_detection"), "Symptoms")
    )

    assert set(whole["filter"]) == set(split["filter"]) == {""}


# ── Pairs ────────────────────────────────────────────────────────────────────────────────────


def test_each_pair_of_findings_shows_how_many_patients_have_both(eight_patients: Cohort):
    result = describe.co_occurrence(eight_patients, SYMPTOMS)
    exhibit = figures.pair_counts(result, "Symptoms that occur together")
    (cells,) = exhibit.figure.data
    columns = exhibit.figure.layout.xaxis.ticktext
    rows = exhibit.figure.layout.yaxis.ticktext
    drawn = {
        frozenset((columns[j], rows[i])): (cells.z[i][j], cells.text[i][j])
        for i in range(len(rows))
        for j in range(len(columns))
        if cells.z[i][j] is not None
    }

    patients = eight_patients.patients
    expected = {}
    for i, one in enumerate(SYMPTOMS):
        for other in SYMPTOMS[:i]:
            both = (patients[[one.name, other.name]] == "yes").all(axis=1).sum()
            known = (patients[[one.name, other.name]] != "unknown").all(axis=1).sum()
            expected[frozenset((one.label, other.label))] = (both, f"{both}/{known}")

    assert drawn == expected
    assert drawn[frozenset(("Dyspnoea", "Abnormal uterine bleeding"))] == (1, "1/7")
    assert drawn[frozenset(("Dyspnoea", "Leg oedema"))] == (1, "1/6")
    assert exhibit.data is result.pairs


def test_a_pair_is_shaded_from_nothing_to_the_most_frequent(eight_patients: Cohort):
    (cells,) = figures.pair_counts(
        describe.co_occurrence(eight_patients, SYMPTOMS[:2]), "Pairs"
    ).figure.data

    assert (cells.zmin, cells.zmax) == (0, 4)


# ── Dots ─────────────────────────────────────────────────────────────────────────────────────


def ages(cohort: Cohort, by: str | None = "ivl_detection") -> Exhibit:
    result = individuals.values_by_level(cohort, "age_at_diagnosis", "extent_group", by)
    return patient_figures.dots(result, "Age and extent")


def test_every_patient_with_an_age_has_a_dot_at_it_in_the_row_of_her_extent(
    eight_patients: Cohort,
):
    exhibit = ages(eight_patients)
    drawn = {
        (trace.name, label_at(exhibit, place).split(" (n")[0], age)
        for trace in exhibit.figure.data
        for age, place in zip(trace.x, trace.y, strict=True)
    }

    # Of G no age is known.
    assert drawn == {
        ("Incidental", "Pelvic", 38), ("Incidental", "Pelvic", 40.9), ("Incidental", "Pelvic", 45),
        ("Nonincidental", "Vena cava", 47), ("Nonincidental", "Right heart", 52),
        ("Nonincidental", "Pulmonary artery", 55), ("Unknown", "Unknown", 50),
    }  # fmt: skip
    assert exhibit.method == "Each dot is a patient: 7 patients. 1 patient without age left out."


def test_a_row_of_dots_says_how_many_there_are(eight_patients: Cohort):
    ticks = ages(eight_patients).figure.layout.yaxis.ticktext

    assert ticks == (
        "Pelvic (n = 3)", "Vena cava (n = 1)", "Right heart (n = 1)", "Pulmonary artery (n = 1)",
        "Unknown (n = 1)",
    )  # fmt: skip


def test_patients_of_one_age_do_not_hide_each_other():
    twelve = Cohort(
        complete(pd.DataFrame({"age_at_diagnosis": [47.0] * 12, "tumor_extent": ["uterus"] * 12})),
        "made up",
    )
    (trace,) = ages(twelve, by=None).figure.data

    assert len({round(place, 6) for place in trace.y}) == 12
    assert max(abs(place) for place in trace.y) < 0.5


def test_dots_stand_on_an_axis_with_its_unit_and_the_limits_asked_for(eight_patients: Cohort):
    axis = ages(eight_patients).figure.layout.xaxis

    assert axis.title.text == "Age (years)"
    assert list(axis.range) == [15, 85]


def test_each_group_has_a_mark_of_its_own_and_only_the_unknown_a_hollow_one(eight_patients: Cohort):
    symbols = {trace.name: trace.marker.symbol for trace in ages(eight_patients).figure.data}

    assert symbols == {
        "Incidental": "circle", "Nonincidental": "diamond", "Unknown": "circle-open",
    }  # fmt: skip


# ── Lanes ────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def recurred() -> Cohort:
    treatments = [option.name for option in BY_NAME["recurrence_treatment"].options]
    operated = {name: "yes" if "surgery" in name else "no" for name in treatments}
    rows = [
        {"patient_id": "SECRET-1", "age_at_diagnosis": 38, "tumor_extent": "uterus",
         "followup_months": 60, "time_to_recurrence_months": 24, **operated},
        {"patient_id": "SECRET-2", "age_at_diagnosis": 45.5, "followup_months": 30,
         "time_to_recurrence_months": 12.5},
        {"patient_id": "SECRET-3", "age_at_diagnosis": 52, "tumor_extent": "ivc_suprarenal",
         "followup_months": 18},
    ]  # fmt: skip
    frame = complete(pd.DataFrame([{**row, "recurrence": "yes"} for row in rows]))
    return Cohort(frame, "made up")


def test_a_lane_runs_from_the_operation_to_the_last_contact_with_a_mark_at_the_recurrence(
    recurred: Cohort,
):
    exhibit = patient_figures.lanes(individuals.recurrences(recurred, None), "Each recurrence")
    lines, marks = exhibit.figure.data[::2], exhibit.figure.data[1::2]

    assert [tuple(line.x) for line in lines] == [(0, 30), (0, 60), (0, 18)]
    assert [mark.x[0] for mark in marks[:2]] == [12.5, 24]
    assert math.isnan(marks[2].x[0])
    assert [set(line.y) for line in lines] == [{0}, {1}, {2}]
    assert [mark.y[0] for mark in marks] == [0, 1, 2]


@pytest.mark.parametrize("by", [None, "ivl_detection"])
def test_a_death_is_a_cross_at_the_end_of_its_lane_and_stands_in_the_legend(
    recurred: Cohort, by: str | None
):
    alive = individuals.recurrences(recurred, by)
    died = replace(alive, rows=alive.rows.assign(vital_status=["Alive", "Dead", ""]))
    without = patient_figures.lanes(alive, "Each recurrence").figure
    cross = patient_figures.lanes(died, "Each recurrence").figure

    assert [trace.name for trace in without.data if trace.name == "Death"] == []
    (deaths,) = (trace for trace in cross.data if trace.name == "Death")
    assert (list(deaths.x), list(deaths.y), deaths.marker.symbol) == ([60], [1], "x")
    assert cross.layout.showlegend
    named = {trace.name for trace in cross.data if trace.name and trace.showlegend is not False}
    assert named == {"Death", "Recurrence"} if by is None else named > {"Death"}


def test_a_lane_is_named_by_age_and_extent_and_never_by_a_code(recurred: Cohort):
    exhibit = patient_figures.lanes(individuals.recurrences(recurred, None), "Each recurrence")

    assert exhibit.figure.layout.yaxis.ticktext == (
        "45.5 years, extent unknown",
        "38 years, uterus",
        "52 years, vena cava above the renal veins",
    )
    assert "SECRET" not in exhibit.figure.to_json()
    assert "SECRET" not in exhibit.data.to_csv()


def test_the_treatment_stands_at_the_end_of_its_lane(recurred: Cohort):
    exhibit = patient_figures.lanes(individuals.recurrences(recurred, None), "Each recurrence")

    assert [(note.y, note.text) for note in exhibit.figure.layout.annotations] == [
        (0, "treatment unknown"), (1, "Surgery"), (2, "treatment unknown"),
    ]  # fmt: skip


# ── Differences ──────────────────────────────────────────────────────────────────────────────


def test_differences_stand_largest_first_with_their_size(eight_patients: Cohort):
    result = table_one.table_one(eight_patients, by="ivl_detection")
    exhibit = figures.differences(result)
    (dots,) = exhibit.figure.data
    rows = result.comparisons[result.comparisons["family"] == "characteristic"]
    sizes = rows["smd"].abs().dropna().sort_values(ascending=False)
    # At the edge stands who has nothing in common, further apart than any other.
    n_apart = int((rows["smd"].isna() & (rows["smd_between"] != "")).sum())
    edge = exhibit.figure.layout.xaxis.range[1]

    assert (len(sizes) > 1, n_apart) == (True, 1)
    assert list(dots.x) == [edge, *sizes]
    assert list(dots.y) == list(range(1 + len(sizes)))
    assert list(dots.text) == ["no value in common", *(f"{size:.2f}" for size in sizes)]
    assert list(dots.marker.symbol)[:2] == ["triangle-right", "circle"]
    assert "Recurrence" not in exhibit.figure.layout.yaxis.ticktext


# ── Every cohort ─────────────────────────────────────────────────────────────────────────────

COHORTS = {
    "everybody": Filter(),
    "nobody": Filter({"age": Between(low=99)}),
    "one patient": Filter({"age": Between(52, 52)}),
    "one patient of whom nothing is known": Filter({"age": Between(50, 50)}),
    "one group": Filter({"detection": OneOf(("incidental",))}),
}


DRAWINGS: dict[str, Callable[[Cohort, str | None], Exhibit]] = {
    "symptoms": lambda cohort, by: bar_figures.frequency_bars(frequencies(cohort, by), "Symptoms"),
    "surgery that nobody had": lambda cohort, by: bar_figures.frequency_bars(
        describe.frequencies(cohort, [BY_NAME["dhca"]], by=by), "Surgery"
    ),
    "levels": lambda cohort, by: bar_figures.level_bars(
        describe.levels(cohort, BY_NAME["uterine_procedure"], by=by)
    ),
    "rates": lambda cohort, by: bar_figures.rate_bars(
        describe.group_rates(cohort, BY_NAME["recurrence"], by=by), "Recurrence"
    ),
    "pairs": lambda cohort, by: figures.pair_counts(
        describe.co_occurrence(cohort, [BY_NAME[n] for n in frequencies(cohort).commonest(8)]),
        "Pairs",
    ),
    "dots": ages,
    "lanes": lambda cohort, by: patient_figures.lanes(
        individuals.recurrences(cohort, by), "Recurrences"
    ),
}


@pytest.mark.parametrize("drawing", DRAWINGS.values(), ids=DRAWINGS)
def test_plotly_finds_nothing_wrong_with_a_figure(drawing: Callable[..., Exhibit]):
    drawn = drawing(example_cohort(), "ivl_detection").figure.to_dict()
    go.Figure(drawn)  # looks at each property and raises ValueError at a wrong one

    assert drawn["layout"]["template"]["layout"]["font"]["family"] == look.FONT


@pytest.mark.parametrize("drawing", DRAWINGS.values(), ids=DRAWINGS)
@pytest.mark.parametrize("chosen", COHORTS.values(), ids=COHORTS)
def test_every_cohort_is_drawn_with_nothing_infinite(
    eight_patients: Cohort, chosen: Filter, drawing: Callable[[Cohort, str | None], Exhibit]
):
    cohort = eight_patients.where(chosen)
    for by in (None, "ivl_detection", "extent_group"):
        exhibit = drawing(cohort, by)
        go.Figure(exhibit.figure.to_dict())  # plotly refuses a property that it does not know
        assert exhibit.figure.data or exhibit.blank
        assert not any(math.isinf(number) for number in numbers_in(exhibit.figure.to_dict()))
        assert exhibit.population == cohort.population
        assert exhibit.figure.layout.title.text is None


@pytest.mark.parametrize("kind", ["symptoms", "levels", "rates", "pairs", "dots"])
def test_where_there_is_nothing_to_draw_a_sentence_stands_in_its_place(
    eight_patients: Cohort, kind: str
):
    drawing = DRAWINGS[kind]
    nobody = drawing(eight_patients.where(COHORTS["nobody"]), "ivl_detection").blank

    assert drawing(eight_patients, "ivl_detection").blank == ""
    assert nobody[0].isupper()
    assert nobody.endswith(".")


def test_surgery_that_nobody_had_is_said_and_not_drawn(eight_patients: Cohort):
    none = [BY_NAME[name] for name in ("thrombectomy", "cpb", "dhca")]
    exhibit = bar_figures.frequency_bars(describe.frequencies(eight_patients, none), "Surgery")

    assert exhibit.blank == "Surgery: not recorded in any of these patients."
    assert exhibit.data["n"].tolist() == [0, 0, 0]


def test_the_title_says_what_the_figure_is_split_by():
    assert split_title("Symptoms", "extent_group") == "Symptoms by tumour extent"
    assert split_title("Symptoms", None) == "Symptoms"


# ── Words from data ──────────────────────────────────────────────────────────────────────────


def said_in(exhibit: Exhibit) -> str:
    return json.dumps(exhibit.figure.to_plotly_json(), default=str, ensure_ascii=False)


def test_markup_in_the_label_of_a_finding_is_shown_as_it_is(eight_patients: Cohort):
    result = frequencies(eight_patients)
    hostile = replace(result, table=result.table.replace({"label": {"Dyspnoea": HOSTILE}}))
    exhibit = bar_figures.frequency_bars(hostile, "Symptoms")

    assert SAFE in exhibit.figure.layout.yaxis.ticktext
    assert bars(exhibit)["hover"].tolist()[1][0] == SAFE
    assert HOSTILE not in said_in(exhibit)


def test_markup_in_the_name_of_a_group_is_shown_as_it_is(eight_patients: Cohort):
    result = frequencies(eight_patients)
    group = result.table["group"].cat.rename_categories({"All patients": HOSTILE})
    exhibit = bar_figures.frequency_bars(
        replace(result, table=result.table.assign(group=group)), "S"
    )

    assert {trace.name for trace in exhibit.figure.data if trace.type == "bar"} == {SAFE}
    assert HOSTILE not in said_in(exhibit)


def test_markup_in_pairs_dots_and_lanes_is_shown_as_it_is(eight_patients: Cohort, recurred: Cohort):
    pairs = describe.co_occurrence(eight_patients, SYMPTOMS)
    hostile = pairs.pairs.replace({"Dyspnoea": HOSTILE})
    dotted = individuals.values_by_level(eight_patients, "age_at_diagnosis", "extent_group", None)
    level = dotted.rows["level"].cat.rename_categories({"Pelvic": HOSTILE})
    lanes = individuals.recurrences(recurred, None)
    exhibits = [
        figures.pair_counts(replace(pairs, pairs=hostile), "Pairs"),
        patient_figures.dots(replace(dotted, rows=dotted.rows.assign(level=level)), "Age"),
        patient_figures.lanes(
            replace(lanes, rows=lanes.rows.assign(extent=HOSTILE, site=HOSTILE, treatment=HOSTILE)),
            "Each recurrence",
        ),
    ]
    for exhibit in exhibits:
        said = said_in(exhibit)
        assert SAFE.lower() in said.lower()
        assert HOSTILE.lower() not in said.lower()


def test_colours_are_those_of_the_levels(eight_patients: Cohort):
    exhibit = bar_figures.frequency_bars(frequencies(eight_patients, "ivl_detection"), "Symptoms")
    colours = {t.name: t.marker.line.color for t in exhibit.figure.data if t.type == "bar"}

    assert colours == {
        name: look.style("ivl_detection", name).colour
        for name in ("Incidental", "Nonincidental", "Unknown")
    }


def test_a_margin_has_room_for_the_longest_label():
    assert figures.room([]) == 20
    assert figures.room(["ab", "a" * 50]) == 390
    assert figures.room(["a" * 50], extra=56) == 426


def test_a_dot_leads_to_the_patients_of_its_row_and_group(eight_patients: Cohort):
    result = individuals.values_by_level(
        eight_patients, "age_at_diagnosis", "ovarian_procedure", by="ivl_detection"
    )
    exhibit = patient_figures.dots(result, "Ovaries and age")
    shown = result.rows.groupby(["group", "level"], observed=True).size()

    assert exhibit.clickable
    for trace in exhibit.figure.data:
        for (query,) in trace.customdata:
            kept = eight_patients.where(Filter.from_query(dict(parse_qsl(query))))
            at = individuals.values_by_level(
                kept, "age_at_diagnosis", "ovarian_procedure", by="ivl_detection"
            ).rows
            assert set(at["group"]) == {trace.name}
            assert len(at) == shown[trace.name, at["level"].iloc[0]]


def test_a_rate_leads_to_its_group_where_there_is_a_filter_for_it(eight_patients: Cohort):
    by_group = describe.group_rates(eight_patients, BY_NAME["recurrence"], "ivl_detection")
    by_age = describe.group_rates(eight_patients, BY_NAME["recurrence"], "age_group")

    assert bar_figures.rate_bars(by_group, "Recurrence").clickable
    assert not bar_figures.rate_bars(by_age, "Recurrence").clickable


def test_a_share_that_could_hardly_have_been_another_is_marked_in_figure_and_table():
    removed = pd.DataFrame({"ovarian_procedure": ["both_removed"] * 3 + ["unknown"] * 5})
    cohort = Cohort(complete(removed), "made up")
    said = "is known in 3 of 8 patients and alike in all of them."
    spread = bar_figures.level_bars(describe.levels(cohort, BY_NAME["ovarian_procedure"]))
    kept = bar_figures.rate_bars(describe.group_rates(cohort, BY_NAME["ovary_preserved"]), "Kept")
    printed = table_one.table_one(cohort).printed()
    cells = dict(
        zip(printed["Characteristic"] + ", " + printed["Level"], printed.iloc[:, 2], strict=True)
    )

    assert spread.cautions.startswith(f"Ovarian procedure {said}")
    assert kept.cautions.startswith(f"Ovary preserved {said}")
    assert cells["Ovarian procedure, Both removed"] == "3/3"
    assert cells["Ovary preserved, Yes"] == "0/3"
    whole = bar_figures.level_bars(describe.levels(example_cohort(), BY_NAME["ovarian_procedure"]))
    assert whole.cautions == ""
