"""Figures with a mark per patient, for groups so small that they are seen and not summarised."""

import math
from typing import Any, Final

import pandas as pd

from ivl import clicks, look, text
from ivl.exhibit import Exhibit
from ivl.figures import month_ticks, room
from ivl.individuals import Individuals
from ivl.schema import BY_NAME, UNKNOWN

_USUAL: Final = {"age_at_diagnosis": (15.0, 85.0)}
"""What the axis of a value shows at least."""

_DEAD: Final = BY_NAME["vital_status"].level("dead").label

_MOST_LABELLED: Final = 24
"""With more patients their lanes are drawn closer and without words."""


def dots(result: Individuals, title: str) -> Exhibit:
    """A dot per patient, in a row per level, so that a small group is seen and not summarised.

    Args:
        result: from ``individuals.values_by_level``.
        title: the question.
    """
    levels = list(result.rows["level"].cat.categories)
    marks = result.rows.assign(place=_side_by_side(result.rows))
    n_of_level = result.rows["level"].value_counts()
    ticks = [f"{level} (n = {n_of_level[level]})" for level in levels]
    legend = result.by is not None
    figure = look.figure(
        [
            _dots_of_group(of_group, str(group), result)
            for group, of_group in marks.groupby("group", observed=True)
        ],
        height=max(64 * len(levels), 96) + 64 + (30 if legend else 0),
        margin={"l": room(ticks), "r": 24, "t": 38 if legend else 8, "b": 52},
        showlegend=legend,
        yaxis={
            "tickvals": list(range(len(levels))),
            "ticktext": [look.escaped(tick) for tick in ticks],
            "range": [len(levels) - 0.4, -0.6],
            "ticks": "",
        },
        xaxis={"title": {"text": BY_NAME[result.value].axis}, "range": _span(result)},
    )
    name = BY_NAME[result.value].label
    blank = "" if len(marks) else f"{name}: not recorded in any of these patients."
    return Exhibit(
        title, figure, result.rows, result.method, result.population, blank=blank,
        told=_told(result), lacking=_lacking(result),
        clickable=clicks.is_filterable(result.levels_of, result.by),
    )  # fmt: skip


def _told(result: Individuals) -> str:
    """Each level with its patients: "Age, pelvic: 15 patients, 31 to 53; …"."""
    unit = BY_NAME[result.value].label
    said = [
        f"{level}: {text.patients(len(values))}, {text.compact(values.min())} to "
        f"{text.compact(values.max())}"
        for level, values in result.rows.groupby("level", observed=True)["value"]
    ]
    return "; ".join([f"{unit}, {text.lower_first(said[0])}", *said[1:]]) if said else ""


def _lacking(result: Individuals) -> tuple[str, ...]:
    """Which of the two columns nobody recorded."""
    if result.rows.empty:
        return (result.value,)
    return (result.levels_of,) if (result.rows["level"] == UNKNOWN.label).all() else ()


def _span(result: Individuals) -> list[float]:
    """Ends of the axis, wide enough for every patient.

    The same for most cohorts, so that figures can be compared.
    """
    values = result.rows["value"]
    low, high = _USUAL.get(result.value, (values.min(), values.max()))
    return [min(low, values.min() - 1), max(high, values.max() + 1)] if len(values) else [low, high]


def _dots_of_group(rows: pd.DataFrame, group: str, result: Individuals) -> dict[str, Any]:
    style = look.style(result.by, group)
    return {
        "type": "scatter",
        "x": rows["value"].to_numpy(),
        "y": rows["place"].to_numpy(),
        "mode": "markers",
        "name": look.escaped(group),
        "marker": {
            "color": style.colour,
            "size": 11,
            "symbol": style.symbol,
            "line": {"width": 2 if style.pattern else 0},
        },
        "customdata": [
            [clicks.filter_of((result.by, group), (result.levels_of, level))]
            for level in rows["level"]
        ],
        "hovertemplate": f"%{{x:.10~g}}<extra>{look.escaped(group)}</extra>",
    }


def _side_by_side(rows: pd.DataFrame) -> pd.Series:
    """Heights of the dots: who shares level and value stands above and below the others."""
    level = rows["level"].cat.codes
    nth = rows.groupby([level, rows["value"].round()]).cumcount()
    # A row is one unit high; where many share a value they move closer together.
    step = min(0.17, 0.84 / (nth.max() + 1)) if len(rows) else 0
    return level + (nth + 1) // 2 * step * (1 - 2 * (nth % 2))


def lanes(result: Individuals, title: str) -> Exhibit:
    """A lane per patient from the operation to the end of her follow-up, marked where it recurred.

    A death is marked at the end of its lane.

    Args:
        result: from ``individuals.recurrences``.
        title: the question.
    """
    died = (result.rows["vital_status"] == _DEAD) & result.rows["end_months"].notna()
    marks = result.rows.assign(first_of_group=~result.rows["group"].duplicated())
    legend = result.by is not None or bool(died.any())
    few = len(result.rows) <= _MOST_LABELLED
    labels = [_who(row.age, row.extent) if few else "" for row in result.rows.itertuples()]
    treatments = [words or "treatment unknown" if few else "" for words in result.rows["treatment"]]
    longest = float(result.rows[["event_months", "end_months"]].max().max())
    last = longest if longest > 0 else 12.0
    figure = look.figure(
        [
            trace
            for place, row in enumerate(marks.itertuples())
            for trace in _lane(place, row, result.by)
        ]
        + ([_deaths(marks[died])] if died.any() else []),
        height=(34 if few else 12) * len(labels) + 72 + (30 if legend else 0),
        margin={"l": room(labels), "r": room(treatments), "t": 38 if legend else 8, "b": 52},
        showlegend=legend,
        yaxis={
            "tickvals": list(range(len(labels))),
            "ticktext": [look.escaped(label) for label in labels],
            "range": [len(labels) - 0.4, -0.6],
            "showgrid": False,
            "ticks": "",
        },
        xaxis={
            "title": {"text": "Months since the index operation"},
            "range": [0, last * 1.02],
            "tickvals": month_ticks(last),
        },
        annotations=[
            {"text": look.escaped(words), "xref": "paper", "x": 1, "xanchor": "left",
             "y": place, "xshift": 8, "showarrow": False}
            for place, words in enumerate(treatments)
            if words
        ],
    )  # fmt: skip
    data = result.rows.drop(columns="patient")
    blank = "" if len(data) else "No recurrence is recorded among these patients."
    told = text.counted(len(data), "recurrence")
    return Exhibit(title, figure, data, result.method, result.population, blank=blank, told=told)


def _lane(place: int, row: Any, by: str | None) -> list[dict[str, Any]]:
    """The line of one patient, and the mark at her recurrence."""
    group, colour = str(row.group), look.style(by, str(row.group)).colour
    return [
        {"type": "scatter", "x": [0, row.end_months], "y": [place, place], "mode": "lines",
         "hoverinfo": "skip", "line": {"color": colour, "width": 3}, "opacity": 0.45,
         "showlegend": False},
        {"type": "scatter", "x": [row.event_months], "y": [place], "mode": "markers",
         "marker": {"color": colour, "size": 12, "symbol": "diamond"},
         "name": look.escaped(group) if by else "Recurrence", "legendgroup": group,
         "showlegend": row.first_of_group,
         "text": [look.escaped(" · ".join(filter(None, [row.site, row.treatment])))],
         "hovertemplate": "Recurrence at %{x:.1f} months<br>%{text}<extra></extra>"},
    ]  # fmt: skip


def _deaths(rows: pd.DataFrame) -> dict[str, Any]:
    """A cross at the end of the lane of each patient who died."""
    return {
        "type": "scatter",
        "x": rows["end_months"].to_numpy(),
        "y": rows.index.to_numpy(),
        "mode": "markers",
        "name": "Death",
        "marker": {"color": look.INK, "size": 11, "symbol": "x"},
        "hovertemplate": "Death at %{x:.1f} months<extra></extra>",
        "cliponaxis": False,
    }


def _who(age: float, extent: str) -> str:
    """ "38 years, right atrium"; what is unknown is said to be."""
    years = "age unknown" if math.isnan(age) else f"{text.compact(age)} years"
    return f"{years}, {text.lower_first(extent) or 'extent unknown'}"
