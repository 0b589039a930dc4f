"""From a result to an Exhibit: pairs and differences. Draws, and computes nothing.

Places on the vertical axis are numbers, one unit per row, so that a mark, its interval and its
label stand on one line. Margins are explicit, because a figure that is saved has nobody to make
room for its labels.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from ivl import look, text, titles
from ivl.describe import CoOccurrence
from ivl.exhibit import Exhibit
from ivl.groups import split_title
from ivl.table_comparisons import CHARACTERISTIC, NOTHING_IN_COMMON
from ivl.table_one import TableOne

ROW: Final = 24
"""Height of a row of text, in CSS pixels."""

_CHARACTER: Final = 7.4
"""Mean width of a character of a label, in CSS pixels."""


def room(labels: Iterable[str], extra: int = 20) -> int:
    """Margin that labels need beside a figure, in CSS pixels."""
    return int(max((len(label) for label in labels), default=0) * _CHARACTER) + extra


def month_ticks(last: float) -> list[int]:
    """Whole years where they fit, from 0 up to the last follow-up."""
    step = next((step for step in (6, 12, 24, 36, 60, 120) if last / step <= 10), 240)
    return [step * i for i in range(int(last // step) + 1)]


def named(what: str, labels: Sequence[str]) -> str:
    """ "In nobody: cough and syncope"; "" without labels."""
    names = [text.lower_first(label) for label in labels]
    return f"{what}: {text.listed(names)}" if names else ""


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
    below = result.pairs[result.pairs["name"] < result.pairs["other_name"]]
    most = below.nlargest(1, "n_both").iloc[0]
    both = " and ".join(map(text.lower_first, (most["label"], most["other_label"])))
    return Exhibit(
        quantity, figure, result.pairs, result.method, result.population,
        told=f"most often {both}, {most['n_both']}/{most['n_known']}",
    )  # fmt: skip


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
        "textfont": {"size": 13, "color": look.INK},
        "hovertemplate": "%{hovertext}: %{text}<extra></extra>",
        "hoverongaps": False,
        "zmin": 0,
        "zmax": max(int(pairs["n_both"].max()), 1),
        "colorscale": [[0, look.HEAT[0]], [1, look.HEAT[1]]],
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
    }


def _filled(cells: list[Any], width: int, blank: Any) -> list[Any]:
    return cells + [blank] * (width - len(cells))


# ── Differences ────────────────────────────────────────────────────────────────────────────


def differences(result: TableOne) -> Exhibit:
    """A dot per characteristic at its standardised difference, largest first; outcomes are none.

    Groups without a value in common are further apart than can be measured: an arrow at the edge.

    Args:
        result: from ``table_one.table_one`` with groups.
    """
    rows = result.comparisons.assign(size=result.comparisons["smd"].abs())
    rows = rows[(rows["family"] == CHARACTERISTIC) & (rows["smd_between"] != "")]
    rows = rows.sort_values("size", ascending=False, na_position="first")
    labels = [look.escaped(label) for label in rows["label"]]
    is_apart = rows["size"].isna().to_numpy()
    largest = float(np.nanmax([*rows["size"], 0.1 if len(rows) else 1.0]))
    edge = 1.1 * largest
    shown = [
        NOTHING_IN_COMMON if np.isnan(size) else text.decimal(size, 2) for size in rows["size"]
    ]
    dots = {
        "type": "scatter",
        "x": rows["size"].fillna(edge).to_numpy(),
        "y": list(range(len(rows))),
        "mode": "markers+text",
        "text": shown,
        "textposition": np.where(is_apart, "middle left", "middle right").tolist(),
        "textfont": {"size": 13},
        "marker": {
            "size": 11,
            "color": look.ALL,
            "symbol": np.where(is_apart, "triangle-right", "circle").tolist(),
        },
        "cliponaxis": False,
        "hovertext": [f"{label}: {words}" for label, words in zip(labels, shown, strict=True)],
        "hoverinfo": "text",
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
            "range": [-0.03 * largest, edge],
        },
    )
    return Exhibit(
        split_title(titles.CHARACTERISTICS, result.by),
        figure,
        result.comparisons,
        text.sentences(
            [
                result.method,
                "Arrows: the groups have no value in common, further apart than any number"
                if is_apart.any()
                else "",
            ]
        ),
        result.population,
        blank="" if len(rows) else "There are no two groups to compare.",
        told=", ".join(
            f"{text.lower_first(label)} {words}"
            for label, words in zip(rows["label"], shown, strict=True)
        ),
    )
