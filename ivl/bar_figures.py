"""Bars: findings, levels and rates by group, from zero, with n/N and interval. Draws alone.

Places on the vertical axis are numbers, one unit per row, so that a bar, its interval and its
label stand on one line.
"""

from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from ivl import clicks, look, text
from ivl.describe import Frequencies, GroupRates, Levels
from ivl.exhibit import Exhibit
from ivl.figures import named, room
from ivl.groups import split_title
from ivl.multiplicity import tested
from ivl.proportions import says_nothing
from ivl.schema import BY_NAME, UNKNOWN, Column

_BAR: Final = 20
"""Height of a bar with the space around it, in CSS pixels."""

_GAP: Final = 0.6
"""Space between the bars of one item and those of the next, in rows."""


def frequency_bars(result: Frequencies, quantity: str) -> Exhibit:
    """How often each finding was present: a bar per finding and group, most frequent first.

    Args:
        result: from ``describe.frequencies``.
        quantity: what the findings are: "Symptoms".
    """
    counts = result.table.groupby("label", sort=False)[["n", "n_known", "n_unknown"]].sum()
    drawn = result.table[result.table["label"].isin(counts.index[counts["n"] > 0])]
    known = bool(counts["n_known"].any())
    if not known:
        blank = f"{quantity}: not recorded in any of these patients."
    else:
        blank = "" if len(drawn) else f"{quantity}: none in any patient in whom they are known."
    return Exhibit(
        split_title(quantity, result.by),
        _bars(drawn.assign(column=drawn["name"]), result.by, x_title="Share of patients"),
        result.table,
        text.sentences([result.method, *_not_drawn(counts)]),
        result.population,
        blank=blank,
        lacking=() if known else tuple(dict.fromkeys(result.table["name"])),
        told=_told(drawn),
    )


def level_bars(result: Levels) -> Exhibit:
    """How patients spread over the levels of a column: a bar per level and group."""
    column = BY_NAME[result.column]
    n_of_level = result.table.groupby("label", sort=False)["n"].sum()
    absent = [str(label) for label, n in n_of_level.items() if n == 0 and label != UNKNOWN.label]
    drawn = result.table[result.table["label"].isin(n_of_level.index[n_of_level > 0])]
    known = bool(result.table["n_known"].any())
    return Exhibit(
        split_title(column.label, result.by),
        _bars(drawn.assign(column=column.name), result.by, x_title="Share of patients"),
        result.table,
        text.sentences([_rule(column), result.method, named("No patient", absent)]),
        result.population,
        blank=_not_recorded(column.label, known),
        lacking=() if known else (column.name,),
        clickable=clicks.is_filterable(column.name, result.by),
        told=_told(drawn),
        cautions=_alike(column, result.table[result.table["level"] != UNKNOWN.name], result.n),
    )


def rate_bars(result: GroupRates, quantity: str) -> Exhibit:
    """How often something happened in each group: a bar per group.

    Args:
        result: from ``describe.group_rates``.
        quantity: what happened: "Recurrence".
    """
    known = bool(result.rates["n_known"].any())
    rows = result.rates.assign(name=result.column, label=result.rates["group"].astype("object"))
    return Exhibit(
        split_title(quantity, result.by),
        _bars(rows, result.by, x_title="Share of patients", one_per_row=True),
        result.rates,
        text.sentences([_rule(BY_NAME[result.column]), result.method]),
        result.population,
        blank=_not_recorded(quantity, known),
        lacking=() if known else (result.column,),
        clickable=clicks.is_filterable(result.by),
        told=_told(rows),
        cautions=_alike(BY_NAME[result.column], result.rates, result.n),
        tested=tested(
            BY_NAME[result.column].label, result.by, result.population, result.comparison
        ),
    )


def _not_recorded(what: str, known: bool) -> str:
    return "" if known else f"{what}: not recorded in any of these patients."


def _told(rows: pd.DataFrame) -> str:
    """Each bar with its number: "Incidental: palpitation 2/15 (13.3%), cough 1/15 (6.7%); …"."""
    said: dict[str, list[str]] = {}
    for label, group, counted in zip(rows["label"], rows["group"], _counted(rows), strict=True):
        what = "" if label == group else f"{text.lower_first(str(label))} "
        said.setdefault(str(group), []).append(f"{what}{counted}")
    return "; ".join(f"{group}: {', '.join(bars)}" for group, bars in said.items())


def _alike(column: Column, rows: pd.DataFrame, n_all: int) -> str:
    """What must be said of shares that could hardly have been others; "" where there are such."""
    n_known = int(rows.groupby("group", observed=True)["n_known"].first().sum())
    n_at = rows.groupby("level")["n"].sum() if "level" in rows else [int(rows["n"].sum())]
    if not all(says_nothing(int(n), n_known, n_all - n_known) for n in n_at):
        return ""
    return (
        f"{column.label} is known in {n_known} of {text.patients(n_all)} and alike in all of them. "
        "It may have been noted only where it was so: these are no shares of all patients."
    )


def _rule(column: Column) -> str:
    """What a derived column means; what was recorded speaks for itself."""
    return column.meaning.rstrip(".") if column.need == "derived" else ""


def _not_drawn(counts: pd.DataFrame) -> list[str]:
    """Findings that nobody has, that nobody recorded, and in how many the others are unknown."""
    is_absent = (counts["n"] == 0) & (counts["n_known"] > 0)
    n_unknown = counts["n_unknown"][(counts["n_unknown"] > 0) & (counts["n_known"] > 0)]
    if n_unknown.nunique() == 1 and len(n_unknown) == len(counts):
        unknown = [f"Unknown in {text.patients(int(n_unknown.iloc[0]))}"]
    else:
        each = [f"{text.lower_first(str(label))} in {n}" for label, n in n_unknown.items()]
        unknown = [f"Unknown: {text.listed(each)}"] if each else []
    return [
        named("In nobody", counts.index[is_absent & (counts["n_unknown"] == 0)]),
        named("In none of those known", counts.index[is_absent & (counts["n_unknown"] > 0)]),
        named("Not recorded in anybody", counts.index[counts["n_known"] == 0]),
        *unknown,
    ]


def _bars(rows: pd.DataFrame, by: str | None, x_title: str, one_per_row: bool = False) -> go.Figure:
    """Horizontal bars from zero, the exact interval as a thin line, n/N at its end."""
    if rows.empty:
        return go.Figure()
    labels = list(dict.fromkeys(rows["label"]))
    groups = list(rows["group"].cat.remove_unused_categories().cat.categories)
    step = 1 if one_per_row else len(groups) + _GAP
    item = rows["label"].map({label: i * step for i, label in enumerate(labels)}).astype(float)
    shift = 0 if one_per_row else rows["group"].cat.codes.map(_ranks(rows["group"].cat.codes))
    marks = rows.assign(place=item + shift, filter=_filters(rows, by))
    legend = by is not None and not one_per_row
    middle = 0 if one_per_row else (len(groups) - 1) / 2
    bottom = float(marks["place"].max()) + 0.9
    traces = [
        trace
        for group, of_group in marks.groupby("group", observed=True)
        for trace in (_bars_of_group(of_group, str(group), by), _numbers_behind(of_group))
    ]
    return look.figure(
        traces,
        height=int((bottom + 0.9) * _BAR) + 60 + (30 if legend else 0),
        margin={"l": room(labels), "r": room(_counted(rows)), "t": 38 if legend else 8, "b": 52},
        showlegend=legend,
        barmode="overlay",
        yaxis={
            "tickvals": [i * step + middle for i in range(len(labels))],
            "ticktext": [look.escaped(label) for label in labels],
            "range": [bottom, -0.9],
            "showgrid": False,
            "ticks": "",
        },
        # Plotly leaves out text that starts beyond the axis, so the axis goes on behind 100%; the
        # rest of the text stands in the margin, which is as wide as the text however wide the page.
        xaxis={
            "range": [0, 1.02],
            "tickvals": [0, 0.2, 0.4, 0.6, 0.8, 1],
            "tickformat": ".0%",
            "title": {"text": x_title},
        },
    )


def _filters(rows: pd.DataFrame, by: str | None) -> list[str]:
    """What a click on each bar keeps: who is in the group, and at the level of the rows' column."""
    columns = rows["column"] if "column" in rows else [None] * len(rows)
    return [
        clicks.filter_of((by, group), (own, label))
        for own, label, group in zip(columns, rows["label"], rows["group"], strict=True)
    ]


def _ranks(codes: pd.Series) -> dict[int, int]:
    """Codes in use, numbered from 0 without holes."""
    return {code: rank for rank, code in enumerate(sorted(codes.unique()))}


def _bars_of_group(rows: pd.DataFrame, group: str, by: str | None) -> dict[str, Any]:
    style = look.style(by, group)
    shares = rows["estimate"].fillna(0)
    intervals = [
        text.percent_interval(low, high)
        for low, high in zip(rows["conf_low"], rows["conf_high"], strict=True)
    ]
    hover = "%{hovertext}: %{customdata[0]}, 95% CI %{customdata[1]}"
    return {
        "type": "bar",
        "orientation": "h",
        "name": look.escaped(group),
        "x": shares.to_numpy(),
        "y": rows["place"].to_numpy(),
        "width": 0.82,
        "marker": {
            "color": style.soft,
            "line": {"color": style.colour, "width": 1.2},
            "pattern": {"shape": style.pattern, "fgcolor": style.colour},
        },
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": (rows["conf_high"] - shares).fillna(0).to_numpy(),
            "arrayminus": (shares - rows["conf_low"]).fillna(0).to_numpy(),
            "thickness": 1.4,
            "width": 0,
        },
        "customdata": list(zip(_counted(rows), intervals, rows["filter"], strict=True)),
        "hovertext": [look.escaped(label) for label in rows["label"]],
        "hovertemplate": f"{hover}<extra>{look.escaped(group)}</extra>",
    }


def _numbers_behind(rows: pd.DataFrame) -> dict[str, Any]:
    """n/N behind each bar and its interval."""
    return {
        "type": "scatter",
        "x": (rows["conf_high"].fillna(0) + 0.01).to_numpy(),
        "y": rows["place"].to_numpy(),
        "text": _counted(rows),
        "mode": "text",
        "textposition": "middle right",
        "textfont": {"size": 13},
        "hoverinfo": "skip",
        "showlegend": False,
        "cliponaxis": False,
    }


def _counted(rows: pd.DataFrame) -> list[str]:
    """n/N of each row; n alone of the level "unknown", which has no share."""
    levels = rows["level"] if "level" in rows else [""] * len(rows)
    return [
        str(n) if level == UNKNOWN.name else text.n_of(n, n_known)
        for n, n_known, level in zip(rows["n"], rows["n_known"], levels, strict=True)
    ]
