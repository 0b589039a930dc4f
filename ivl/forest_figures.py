"""From hazard ratios to an Exhibit: a forest of them, a row per level.

Draws, and computes nothing but the correction for the number of rows.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

import numpy as np
import pandas as pd

from ivl import clicks, hazard_words, look, text
from ivl.comparison import holm
from ivl.exhibit import Exhibit
from ivl.figures import ROW, room
from ivl.groups import column_label
from ivl.measures_of_hazards import p_values_of
from ivl.regression import HazardRatios

AXIS: Final = 100
"""The axis ends here and at the inverse; an interval that goes on ends in an arrow."""

_TICKS: Final = (0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100)
_FEWER_TICKS: Final = (0.01, 0.1, 1, 10, 100)
_SYMBOLS: Final = {"Cox": "square", "Firth": "diamond-open"}
_AS_BEFORE: Final = {"marker": {"opacity": 1}}
"""Of the marks that were not clicked: a click where nothing can be filtered by dims none."""

_NAMES: Final = {"Cox": "Cox model", "Firth": "Firth-penalised"}


def forest(result: HazardRatios, title: str) -> Exhibit:
    """Hazard ratios on a logarithmic axis; where there is none, the reason in its place.

    Args:
        result: from ``regression.hazard_ratios`` or ``regression.one_at_a_time``.
        title: the question: "Hazard of recurrence, one factor at a time".
    """
    rows = result.ratios.assign(p_holm=_adjusted(result.ratios))
    shown = _places(rows)
    n_tests = int(rows["p_value"].notna().sum())
    correction = f"Holm's correction is over {text.counted(n_tests, 'p-value')} of this table"
    return Exhibit(
        title,
        _drawn(shown),
        rows,
        text.sentences([result.method, result.source, correction if n_tests > 1 else ""]),
        f"{result.n} in the model, of {text.lower_first(result.population)}"
        if result.is_joint and result.n_left_out
        else result.population,
        table=_table(rows, many=n_tests > 1, with_reasons=not result.is_joint),
        words="" if result.reason else result.words,
        blank=text.sentences([result.reason]),
        told="; ".join(
            f"{column_label(row.variable)}: {text.lower_first(row.level)} {_interval(row)}"
            for row in rows[rows["conf_low"].notna()].itertuples()
        ),
        tested=p_values_of(result),
        larger=partial(_drawn, _shortened(shown), _FEWER_TICKS),
        clickable=any(clicks.is_filterable(name) for name in result.columns),
    )


def _adjusted(rows: pd.DataFrame) -> pd.Series:
    made = [None if np.isnan(p) else float(p) for p in rows["p_value"]]
    return pd.Series(holm(made), rows.index, dtype="float64")


def _interval(row: Any) -> str:
    """ "0.52 (0.11 to over 1000)", "1 (reference)", or a dash."""
    if np.isnan(row.hazard_ratio):
        return text.BLANK
    if np.isnan(row.conf_low):
        return "1 (reference)"
    return f"{text.ratio(row.hazard_ratio)} ({text.ratio_limits(row.conf_low, row.conf_high)})"


def _table(rows: pd.DataFrame, many: bool, with_reasons: bool) -> pd.DataFrame:
    is_first = ~rows.duplicated("variable")
    crude = {}
    if "crude_ratio" in rows:
        crude["Alone, same patients (95% CI)"] = [
            _interval(row) if np.isnan(row.conf_low) else hazard_words.crude(row)
            for row in rows.itertuples()
        ]
    table = pd.DataFrame(
        {
            "Factor": [column_label(name) if first else "" for name, first in
                       zip(rows["variable"], is_first, strict=True)],
            "Level": rows["level"],
            "Patients": rows["n"].astype(str),
            "Events": rows["n_event"].astype(str),
            **crude,
            f"{'Adjusted hazard' if crude else 'Hazard'} ratio (95% CI)": [
                row.reason if row.reason and first and with_reasons else _interval(row)
                for row, first in zip(rows.itertuples(), is_first, strict=True)
            ],
            "p": [text.p_in_column(p) for p in rows["p_value"]],
        }
    )  # fmt: skip
    if many:
        table["p (Holm)"] = [text.p_in_column(p) for p in rows["p_holm"]]
    return table


# ── The figure ───────────────────────────────────────────────────────────────────────────────


def _places(rows: pd.DataFrame) -> pd.DataFrame:
    """What stands on each line: label, is_head, and the numbers of its row, where it has any.

    A number, or a column without a ratio, takes one line; other columns a line for their name and
    one for each level.
    """
    lines = []
    for name, of_column in rows.groupby("variable", sort=False):
        first = of_column.iloc[0]
        # A factor with a ratio has at least two levels, the reference and another.
        is_number = len(of_column) == 1 and not np.isnan(first["hazard_ratio"])
        if first["reason"] or is_number:
            per = f", {first['level']}" if is_number else ""
            lines.append({**first, "label": f"{column_label(str(name))}{per}", "is_head": True})
            continue
        lines.append({"label": column_label(str(name)), "is_head": True, "reason": "", "route": ""})
        lines.extend({**row, "label": row["level"], "is_head": False}
                     for row in of_column.to_dict("records"))  # fmt: skip
    return pd.DataFrame(lines, columns=["label", "is_head", *rows.columns]).reset_index(drop=True)


def _shortened(lines: pd.DataFrame) -> pd.DataFrame:
    """Reasons up to their details, which stand in the table."""
    return lines.assign(reason=[str(reason).partition(":")[0] for reason in lines["reason"]])


def _drawn(lines: pd.DataFrame, ticks: Sequence[float] = _TICKS) -> Any:
    estimated = lines[lines["conf_low"].notna()]
    reference = lines[lines["hazard_ratio"].notna() & lines["conf_low"].isna()]
    texts = [_interval(row) for row in lines.itertuples()]
    left, right = room(lines["label"], 44), room(texts, 16)
    routes = [route for route in _SYMBOLS if (estimated["route"] == route).any()]
    lowest = max(min(estimated["conf_low"].min(), 0.1), 1 / AXIS) if len(estimated) else 0.1
    highest = min(max(estimated["conf_high"].max(), 10), AXIS) if len(estimated) else 10
    ends = (np.log10(lowest) - 0.05, np.log10(highest) + 0.05)
    shown = [tick for tick in ticks if ends[0] <= np.log10(tick) <= ends[1]]
    legend = 30 if "Firth" in routes else 0
    return look.figure(
        [
            *_intervals(estimated, ends),
            *(_marks(estimated[estimated["route"] == route], route, ends) for route in routes),
            _references(reference),
        ],
        height=ROW * max(len(lines), 2) + 66 + legend,
        margin={"l": left, "r": right, "t": 8 + legend, "b": 52},
        showlegend=bool(legend),
        shapes=[{"type": "line", "x0": 1, "x1": 1, "y0": 0, "y1": 1, "yref": "paper",
                 "layer": "below", "line": {"color": look.CONTEXT, "width": 1.2, "dash": "dot"}}],
        annotations=_writing(lines, texts, left),
        yaxis={"range": [len(lines) - 0.4, -0.6], "visible": False},
        xaxis={
            "type": "log",
            "range": list(ends),
            "tickvals": shown,
            "ticktext": [f"{tick:g}" for tick in shown],
            "title": {"text": "Hazard ratio (log scale)"},
        },
    )  # fmt: skip


def _writing(lines: pd.DataFrame, texts: list[str], left: int) -> list[dict[str, Any]]:
    """Names on the left, ratios on the right, and reasons in between."""
    written = []
    for place, (row, ratio) in enumerate(zip(lines.itertuples(), texts, strict=True)):
        line = {"y": place, "xref": "paper", "xanchor": "left", "yanchor": "middle"}
        name = look.escaped(row.label)
        bold = f"<b>{name}</b>" if row.is_head else name
        indent = 4 if row.is_head else 20
        written.append({**line, "x": 0, "xshift": indent - left, "text": bold})
        if row.reason:
            why = f"<i>{look.escaped(row.reason)}</i>"
            written.append({**line, "x": 0, "xshift": 6, "text": why, "font": {"size": 13}})
        elif ratio != text.BLANK:
            written.append({**line, "x": 1, "xshift": 10, "text": ratio})
    return written


def _intervals(rows: pd.DataFrame, ends: tuple[float, float]) -> list[dict[str, Any]]:
    """A line per row, and an arrow at each end that the axis cuts off."""
    low, high = 10 ** ends[0], 10 ** ends[1]
    x: list[float | None] = []
    y: list[int | None] = []
    for place, row in zip(rows.index, rows.itertuples(), strict=True):
        # Of two limits beyond the axis the outer one is not known.
        x += [max(row.conf_low, low), np.fmin(row.conf_high, high), None]
        y += [place, place, None]
    line = {"type": "scatter", "mode": "lines", "x": x, "y": y, "hoverinfo": "skip",
            "showlegend": False, "line": {"color": look.ALL, "width": 2}}  # fmt: skip
    cut = [(rows.index[rows["conf_low"] < low], low, "triangle-left"),
           (rows.index[~(rows["conf_high"] <= high)], high, "triangle-right")]  # fmt: skip
    arrows = [
        {"type": "scatter", "mode": "markers", "x": [end] * len(places), "y": list(places),
         "hoverinfo": "skip", "showlegend": False, "cliponaxis": False,
         "marker": {"symbol": symbol, "size": 11, "color": look.ALL}}
        for places, end, symbol in cut
    ]  # fmt: skip
    return [line, *arrows]


def _marks(rows: pd.DataFrame, route: str, ends: tuple[float, float]) -> dict[str, Any]:
    hover = [
        f"{look.escaped(row.label)}: {_interval(row)}; {text.p_value(row.p_value)}; "
        f"{row.n_event} of {text.patients(int(row.n))}"
        for row in rows.itertuples()
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": _NAMES[route],
        "x": rows["hazard_ratio"].clip(10 ** ends[0], 10 ** ends[1]).to_numpy(),
        "y": rows.index.to_numpy(),
        "hovertext": hover,
        "customdata": _filters(rows),
        "unselected": _AS_BEFORE,
        "hoverinfo": "text",
        "cliponaxis": False,
        "marker": {"symbol": _SYMBOLS[route], "size": 11, "color": look.ALL,
                   "line": {"width": 2.4 if route == "Firth" else 0, "color": look.ALL}},
    }  # fmt: skip


def _filters(rows: pd.DataFrame) -> list[list[str]]:
    """What a click on each mark keeps: who is at its level; of a number, nobody in particular."""
    return [[clicks.filter_of((row.variable, row.level))] for row in rows.itertuples()]


def _references(rows: pd.DataFrame) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [1] * len(rows),
        "y": rows.index.to_numpy(),
        "customdata": _filters(rows),
        "unselected": _AS_BEFORE,
        "hoverinfo": "skip",
        "showlegend": False,
        "marker": {"symbol": "circle-open", "size": 8, "color": look.CONTEXT},
    }
