"""From a result to an Exhibit: bars, pairs and differences. Draws, and computes nothing.

Places on the vertical axis are numbers, one unit per row, so that a mark, its interval and its
label stand on one line. Margins are explicit, because a figure that is saved has nobody to make
room for its labels.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final
from urllib.parse import urlencode

import pandas as pd
import plotly.graph_objects as go

from ivl import look, text
from ivl.cohort import FACET_BY_COLUMN
from ivl.describe import CoOccurrence, Frequencies, GroupRates, Levels
from ivl.exhibit import Exhibit
from ivl.groups import split_title
from ivl.multiplicity import tested
from ivl.schema import BY_NAME, UNKNOWN, Column
from ivl.table_one import TableOne

ROW: Final = 24
"""Height of a row of text, in CSS pixels."""

_BAR: Final = 20
"""Height of a bar with the space around it, in CSS pixels."""

_CHARACTER: Final = 7.4
"""Mean width of a character of a label, in CSS pixels."""

_GAP: Final = 0.6
"""Space between the bars of one item and those of the next, in rows."""


def room(labels: Iterable[str], extra: int = 20) -> int:
    """Margin that labels need beside a figure, in CSS pixels."""
    return int(max((len(label) for label in labels), default=0) * _CHARACTER) + extra


def month_ticks(last: float) -> list[int]:
    """Whole years where they fit, from 0 up to the last follow-up."""
    step = next((step for step in (6, 12, 24, 36, 60, 120) if last / step <= 10), 240)
    return [step * i for i in range(int(last // step) + 1)]


# ── Bars ───────────────────────────────────────────────────────────────────────────────────


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
        _bars(drawn, result.by, x_title="Share of patients"),
        result.table,
        text.sentences([result.method, *_not_drawn(counts)]),
        result.population,
        blank=blank,
        lacking=() if known else tuple(dict.fromkeys(result.table["name"])),
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
        text.sentences([_rule(column), result.method, _named("No patient", absent)]),
        result.population,
        blank=_not_recorded(column.label, known),
        lacking=() if known else (column.name,),
        clickable=True,
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
        tested=tested(
            BY_NAME[result.column].label, result.by, result.population, result.comparison
        ),
    )


def _not_recorded(what: str, known: bool) -> str:
    return "" if known else f"{what}: not recorded in any of these patients."


def _rule(column: Column) -> str:
    """What a derived column means; what was recorded speaks for itself."""
    return column.meaning.rstrip(".") if column.need == "derived" else ""


def _not_drawn(counts: pd.DataFrame) -> list[str]:
    """Findings that nobody has, that nobody recorded, and in how many the others are unknown."""
    n_unknown = counts["n_unknown"][(counts["n_unknown"] > 0) & (counts["n_known"] > 0)]
    if n_unknown.nunique() == 1 and len(n_unknown) == len(counts):
        unknown = [f"Unknown in {text.patients(int(n_unknown.iloc[0]))}"]
    else:
        each = [f"{text.lower_first(str(label))} in {n}" for label, n in n_unknown.items()]
        unknown = [f"Unknown: {text.listed(each)}"] if each else []
    return [
        _named("In nobody", counts.index[(counts["n"] == 0) & (counts["n_known"] > 0)]),
        _named("Not recorded in anybody", counts.index[counts["n_known"] == 0]),
        *unknown,
    ]


def _named(what: str, labels: Sequence[str]) -> str:
    names = [text.lower_first(label) for label in labels]
    return f"{what}: {text.listed(names)}" if names else ""


def _bars(rows: pd.DataFrame, by: str | None, x_title: str, one_per_row: bool = False) -> go.Figure:
    """Horizontal bars from zero, the exact interval as a thin line, n/N at its end."""
    if rows.empty:
        return go.Figure()
    labels = list(dict.fromkeys(rows["label"]))
    groups = list(rows["group"].cat.remove_unused_categories().cat.categories)
    step = 1 if one_per_row else len(groups) + _GAP
    item = rows["label"].map({label: i * step for i, label in enumerate(labels)}).astype(float)
    shift = 0 if one_per_row else rows["group"].cat.codes.map(_ranks(rows["group"].cat.codes))
    marks = rows.assign(place=item + shift, keeps=_conditions(rows, by))
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
        margin={"l": room(labels), "r": 8, "t": 38 if legend else 8, "b": 52},
        showlegend=legend,
        barmode="overlay",
        yaxis={
            "tickvals": [i * step + middle for i in range(len(labels))],
            "ticktext": [look.escaped(label) for label in labels],
            "range": [bottom, -0.9],
            "showgrid": False,
            "ticks": "",
        },
        # Plotly leaves out text that starts beyond the axis, so the axis goes on behind 100%.
        xaxis={
            "range": [0, 1.2],
            "tickvals": [0, 0.2, 0.4, 0.6, 0.8, 1],
            "tickformat": ".0%",
            "title": {"text": x_title},
        },
    )


def _conditions(rows: pd.DataFrame, by: str | None) -> list[str]:
    """For each mark the filter that keeps the patients behind it, as the query of a link.

    A mark stands for a level where the rows have a ``column``, and for a group where the column
    that makes the groups can be filtered by.
    """
    columns = rows["column"] if "column" in rows else [None] * len(rows)
    return [
        urlencode(
            {
                FACET_BY_COLUMN[column].name: level.name
                for column, label in ((by, group), (own, label))
                if column in FACET_BY_COLUMN
                for level in BY_NAME[column].levels
                if level.label == label
            }
        )
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
        "customdata": list(zip(_counted(rows), intervals, rows["keeps"], strict=True)),
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


# ── Pairs ──────────────────────────────────────────────────────────────────────────────────


def pair_counts(result: CoOccurrence, quantity: str) -> Exhibit:
    """How many patients have both of two findings: a triangle of counts, deeper where more.

    Args:
        result: from ``describe.co_occurrence``; findings in the order drawn.
        quantity: what the findings are: "Symptoms that occur together".
    """
    labels = list(dict.fromkeys(result.pairs["label"]))
    if len(labels) < 2:
        blank = "Fewer than two of these are recorded, so none occur together."
        return Exhibit(
            quantity, go.Figure(), result.pairs, result.method, result.population, blank=blank
        )
    names = [look.escaped(label) for label in labels]
    slant = int(room(labels[:-1]) * 0.6)
    figure = look.figure(
        [_pair_cells(result.pairs, labels)],
        height=36 * len(labels) + slant,
        margin={"l": max(room(labels[1:]), slant), "r": 20, "t": 8, "b": slant + 24},
        showlegend=False,
        yaxis={
            "tickvals": list(range(1, len(labels))),
            "ticktext": names[1:],
            "range": [len(labels) - 0.4, 0.4],
            "showgrid": False,
            "ticks": "",
        },
        xaxis={
            "tickvals": list(range(len(labels) - 1)),
            "ticktext": names[:-1],
            "range": [-0.6, len(labels) - 1.4],
            "showgrid": False,
            "ticks": "",
            "tickangle": -35,
        },
    )
    return Exhibit(quantity, figure, result.pairs, result.method, result.population)


def _pair_cells(pairs: pd.DataFrame, labels: Sequence[str]) -> dict[str, Any]:
    """The lower triangle of all pairs, each cell with its n/N."""
    counts = pairs.pivot(index="label", columns="other_label", values="n_both")
    known = pairs.pivot(index="label", columns="other_label", values="n_known")
    below = [[(label, other) for other in labels[:row]] for row, label in enumerate(labels)][1:]
    width = len(labels) - 1
    return {
        "type": "heatmap",
        "x": list(range(width)),
        "y": list(range(1, len(labels))),
        "z": [_filled([int(counts.loc[pair]) for pair in row], width, None) for row in below],
        "text": [
            _filled([f"{counts.loc[pair]}/{known.loc[pair]}" for pair in row], width, "")
            for row in below
        ],
        "hovertext": [
            _filled([look.escaped(" and ".join(pair)) for pair in row], width, "") for row in below
        ],
        "texttemplate": "%{text}",
        "textfont": {"size": 13},
        "hovertemplate": "%{hovertext}: %{text}<extra></extra>",
        "hoverongaps": False,
        "zmin": 0,
        "zmax": max(int(pairs["n_both"].max()), 1),
        # Opaque, or plotly takes the wrong ink on the dark ground.
        "colorscale": [[0, "#e8f1f8"], [1, look.ALL]],
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
    }


def _filled(cells: list[Any], width: int, blank: Any) -> list[Any]:
    return cells + [blank] * (width - len(cells))


# ── Differences ────────────────────────────────────────────────────────────────────────────


def differences(result: TableOne) -> Exhibit:
    """A dot per characteristic at its standardised difference, largest first.

    Args:
        result: from ``table_one.table_one`` with groups.
    """
    rows = result.comparisons.assign(size=result.comparisons["smd"].abs())
    apart = rows.loc[rows["size"].isna() & rows["p_value"].notna(), "label"]
    rows = rows.dropna(subset=["size"]).sort_values("size", ascending=False)
    labels = [look.escaped(label) for label in rows["label"]]
    largest = max(rows["size"].max(), 0.1) if len(rows) else 1.0
    dots = {
        "type": "scatter",
        "x": rows["size"].to_numpy(),
        "y": list(range(len(rows))),
        "mode": "markers+text",
        "text": [text.decimal(size, 2) for size in rows["size"]],
        "textposition": "middle right",
        "textfont": {"size": 13},
        "marker": {"size": 11, "color": look.ALL},
        "cliponaxis": False,
        "hovertext": labels,
        "hoverinfo": "text+x",
    }
    figure = look.figure(
        [dots],
        height=ROW * max(len(rows), 2) + 70,
        margin={"l": room(rows["label"]), "r": 60, "t": 8, "b": 52},
        showlegend=False,
        yaxis={
            "tickvals": list(range(len(rows))),
            "ticktext": labels,
            "range": [len(rows) - 0.4, -0.6],
            "ticks": "",
        },
        xaxis={
            "title": {"text": "Standardised difference (absolute)"},
            "range": [-0.03 * largest, 1.1 * largest],
        },
    )
    return Exhibit(
        split_title("Characteristics", result.by),
        figure,
        result.comparisons,
        text.sentences([result.method, _named("Groups without variation in common", apart)]),
        result.population,
        blank="" if len(rows) else "There are no two groups to compare.",
    )
