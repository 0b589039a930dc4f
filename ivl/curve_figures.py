"""Curves over time: survival, which falls from 1, and cumulative incidence, which rises from 0.

The numbers at risk stand in the same figure as the curves, on the same time axis, so that they
cannot drift apart on a page, in a file or on paper.
"""

from functools import partial
from math import ceil
from typing import Any, Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from ivl import clicks, findings, look, text
from ivl.curve import Curve
from ivl.endpoints import Endpoint
from ivl.exhibit import Exhibit
from ivl.figures import ROW, month_ticks, room
from ivl.groups import split_title
from ivl.multiplicity import tested
from ivl.step_curves import StepCurves

_CURVES: Final = 310
"""Height of the curves, in CSS pixels."""

_BETWEEN: Final = 84
"""Room between curves and risk table: tick labels, the title of the axis, the table's heading."""

_SWATCH: Final = 70
"""Room for the stroke of colour before a label, and for the space around both."""

_TABLE_CHARACTERS: Final = 100
"""Characters that fit into a row of the risk table on a small screen."""

_LARGE_CHARACTERS: Final = 56
"""Characters that fit there when the figure is enlarged."""

_FEW: Final = 5
"""Patients at risk below which limits no longer stretch the axis of an incidence."""

_MOST_BANDS: Final = 2
"""With more groups bands would hide each other and the lines: limits are thin lines then."""

_BEYOND: Final = 0.03
"""How far the axis goes on behind 0 and behind its last tick, as a share of it."""

_COUNTED: Final = (
    "Under the curves: at risk just before each month, and in brackets who left before it; "
    "together these are all patients of the group"
)
"""What the risk table counts. Elsewhere who leaves in the very month often stands on both sides, so
that a row adds up to more patients than there are."""

_GAP: Final = 0.065
"""Least distance between two labels at the right, as a share of the axis."""


def survival_curves(result: StepCurves, endpoint: Endpoint) -> Exhibit:
    """A falling step curve per group, its interval as a band, a tick where follow-up ended.

    Args:
        result: from ``survival.kaplan_meier``.
        endpoint: names the figure and its time axis.
    """
    quantity = "Share alive" if endpoint.event == "death" else "Share event-free"
    return _exhibit(result, endpoint, quantity, top=1)


def incidence_curves(result: StepCurves, endpoint: Endpoint) -> Exhibit:
    """A rising step curve per group; the axis is cut so that a low curve is seen, and says so.

    Args:
        result: from ``competing.cumulative_incidence``.
        endpoint: names the figure and its time axis.
    """
    # Once few are followed the limits reach for 100% and would press the curves to the ground.
    some = result.curves[result.curves["n_risk"] >= _FEW]
    limits = (some if len(some) else result.curves)["conf_high"]
    highest = max(result.curves["estimate"].max(), limits.max()) if result.n else 1.0
    top = min(1.0, max(0.2, ceil(10 * highest + 0.5) / 10))
    cut = "" if top == 1 else f" (axis ends at {100 * top:.0f}%)"
    return _exhibit(result, endpoint, f"Cumulative incidence{cut}", top)


def _exhibit(result: StepCurves, endpoint: Endpoint, quantity: str, top: float) -> Exhibit:
    title = split_title(endpoint.label, result.by)
    beyond = bool(result.n) and result.curves["conf_high"].max() > (1 + _BEYOND) * top
    cut = "Limits that reach beyond the axis are in the data" if beyond else ""
    method = text.sentences([result.method, _COUNTED, cut])
    blank = "" if result.n else "None of these patients can be followed to this endpoint."
    draw = partial(_curves, result, endpoint, quantity, top)
    return Exhibit(
        title, go.Figure() if blank else draw(), result.curves, method, result.population,
        words=_left_out(result), blank=blank, told=_told(result),
        larger=partial(draw, _LARGE_CHARACTERS),
        clickable=clicks.is_filterable(result.by),
        tested=tested(endpoint.label, result.by, result.population, result.comparison),
    )  # fmt: skip


def _told(result: StepCurves) -> str:
    """Where each curve ends: "Pelvic, 15 patients, 5 events, 57.7% at 84 months; …"."""
    return "; ".join(
        f"{group}, {text.patients(curve.n)}, {text.counted(int(curve.n_event.sum()), 'event')}, "
        f"{text.percent(curve.estimate[-1])} at {text.compact(round(curve.time[-1], 1))} months"
        for group, curve in zip(result.groups, result.steps, strict=True)
    )


def _left_out(result: StepCurves) -> str:
    """Who is missing from the curves, said in full view: without her event a curve looks better."""
    reasons = result.excluded.groupby("reason", sort=False)["n"].sum()
    n = int(reasons.sum())
    if not n:
        return ""
    verb = "is" if n == 1 else "are"
    why = text.listed(f"{number} ({reason})" for reason, number in reasons.items())
    return text.sentences(
        [f"{text.patients(n)} {verb} not in these curves: {why}", findings.untimed(result)]
    )


def _curves(
    result: StepCurves, endpoint: Endpoint, quantity: str, top: float,
    characters: int = _TABLE_CHARACTERS,
) -> go.Figure:  # fmt: skip
    groups = result.groups
    last = float(result.curves["time"].max())
    ticks = month_ticks(last)
    below = _BETWEEN + ROW * len(groups)
    height = _CURVES + below
    table = ROW * len(groups) / height
    left = max(room(groups, _SWATCH), 84)
    return look.figure(
        [*_traces(result), _counts(result, ticks, characters)],
        height=height + 20,
        margin={"l": left, "r": _right_margin(groups, result.by), "t": 12, "b": 8},
        xaxis={
            "tickvals": ticks,
            "range": [0, max(last, 1) * 1.02],
            "title": {"text": endpoint.time_label},
        },
        yaxis={
            "domain": [below / height, 1],
            # A curve at either end is drawn whole, and not half hidden by the axis.
            "range": [-_BEYOND * top, (1 + _BEYOND) * top],
            "title": {"text": quantity},
            "tickformat": ".0%",
        },
        xaxis2={"matches": "x", "visible": False, "anchor": "y2"},
        yaxis2={
            "domain": [0, table],
            "range": [len(groups) - 0.5, -0.5],
            "visible": False,
            "anchor": "x2",
        },
        showlegend=False,
        hovermode="closest",
        annotations=[
            *_row_labels(groups, result.by),
            *_direct_labels(result, top),
            _heading_of_the_table(table, _has_others(result)),
        ],
    )


def _has_others(result: StepCurves) -> bool:
    """Whether anybody had a competing event, such as a death before a recurrence."""
    return bool(result.curves["n_other"].any())


def _heading_of_the_table(top: float, others: bool) -> dict[str, Any]:
    counted = "events, competing, censored before" if others else "events, censored before"
    return {
        "text": f"At risk ({counted})", "xref": "paper", "x": 0, "xanchor": "left",
        "yref": "paper", "y": top, "yanchor": "bottom", "font": {"size": 13}, "showarrow": False,
    }  # fmt: skip


def _traces(result: StepCurves) -> list[dict[str, Any]]:
    """Limits, curves and censoring ticks of all groups."""
    traces = []
    filled = len(result.groups) <= _MOST_BANDS
    by_group = result.curves.groupby("group", observed=True)
    for steps, (group, curve) in zip(result.steps, by_group, strict=True):
        style = look.style(result.by, str(group))
        query = clicks.filter_of((result.by, str(group)))
        traces += [*_limits(steps, style, filled), *_line(curve, str(group), style, query)]
    return traces


def _limits(curve: Curve, style: look.Style, filled: bool) -> list[dict[str, Any]]:
    """The lower and the upper limit: ends of a band, or thin dotted lines."""
    there = ~np.isnan(curve.band_low + curve.band_high)
    dash = "solid" if filled else "dot"
    line = {"width": 0.8, "shape": "hv", "color": style.colour, "dash": dash}
    edge = {
        "type": "scatter",
        "x": curve.time[there],
        "mode": "lines",
        "line": line,
        "hoverinfo": "skip",
    }
    band = {"fill": "tonexty", "fillcolor": style.faint} if filled else {}
    return [
        {**edge, "y": curve.band_low[there]},
        {**edge, **band, "y": curve.band_high[there]},
    ]


def _line(curve: pd.DataFrame, group: str, style: look.Style, query: str) -> list[dict[str, Any]]:
    """The curve of one group and its censoring ticks, which can be clicked as a line cannot."""
    curve = curve.assign(said=[
        f"{text.percent(row.estimate)} at {text.compact(round(row.time, 1))} months<br>"
        f"95% CI {text.percent_interval(row.conf_low, row.conf_high)}<br>{row.n_risk} at risk"
        for row in curve.itertuples()
    ])  # fmt: skip
    hover = {"hovertemplate": f"%{{text}}<extra>{look.escaped(group)}</extra>"}
    ended = curve[curve["n_censor"] > 0]
    return [
        {
            "type": "scatter",
            "x": curve["time"].to_numpy(),
            "y": curve["estimate"].to_numpy(),
            "mode": "lines",
            "name": look.escaped(group),
            "line": {"shape": "hv", "color": style.colour, "dash": style.dash, "width": 2.4},
            "text": curve["said"].tolist(),
            **hover,
        },
        {
            "type": "scatter",
            "x": ended["time"].to_numpy(),
            "y": ended["estimate"].to_numpy(),
            "mode": "markers",
            "marker": {"symbol": "line-ns-open", "size": 9, "color": style.colour,
                       "line": {"width": 1.6}},
            "customdata": [[query]] * len(ended),
            "text": ended["said"].tolist(),
            **hover,
        },
    ]  # fmt: skip


def _counts(result: StepCurves, ticks: list[int], characters: int) -> dict[str, Any]:
    """The risk table as text on the time axis of the curves, so many characters in a row."""
    numbers = 4 if _has_others(result) else 3
    table = result.risk_table(_sparser(ticks, result.n, numbers, characters))
    place = {group: row for row, group in enumerate(result.groups)}
    return {
        "type": "scatter",
        "x": table["time"].to_numpy(),
        "y": [place[group] for group in table["group"]],
        "xaxis": "x2",
        "yaxis": "y2",
        "mode": "text",
        "text": [_so_far(row, _has_others(result)) for row in table.itertuples()],
        "textfont": {"size": 13},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _so_far(row: Any, others: bool) -> str:
    left = [row.n_event, *([row.n_other] if others else []), row.n_censor]
    return f"{row.n_risk} ({', '.join(map(str, left))})"


def _row_labels(groups: list[str], by: str | None) -> list[dict[str, Any]]:
    return [
        {
            "text": look.swatch(by, group), "xref": "paper", "x": 0, "xanchor": "right",
            "xshift": -34, "yref": "y2", "y": row, "yanchor": "middle", "font": {"size": 13},
            "showarrow": False,
        }
        for row, group in enumerate(groups)
    ]  # fmt: skip


def _direct_labels(result: StepCurves, top: float) -> list[dict[str, Any]]:
    """Each curve's name at the height of its end, moved apart where curves end close together."""
    if result.by is None or len(result.groups) > 4:
        return []
    ends = result.curves.groupby("group", observed=True)["estimate"].last().sort_values()
    heights = _apart(ends.to_numpy(), _GAP * top)
    return [
        {
            "text": look.swatch(result.by, str(group)), "xref": "paper", "x": 1, "xanchor": "left",
            "xshift": 6, "y": height, "yanchor": "middle", "showarrow": False,
        }
        for group, height in zip(ends.index, heights, strict=True)
    ]  # fmt: skip


def _apart(heights: np.ndarray, gap: float) -> list[float]:
    """Ascending heights, lowered from the top down until each is ``gap`` from the next."""
    placed: list[float] = []
    for height in heights[::-1]:
        placed.append(min(height, placed[-1] - gap) if placed else height)
    lift = max(0.0, gap / 2 - placed[-1])
    return [height + lift for height in placed[::-1]]


def _sparser(ticks: list[int], n: int, numbers: int, characters: int) -> list[int]:
    """Every tick, or every second or third where the numbers would run into each other."""
    most = max(characters // (numbers * (len(str(n)) + 2) - 1), 2)
    return ticks[:: ceil(len(ticks) / most)]


def _right_margin(groups: list[str], by: str | None) -> int:
    return room(groups, _SWATCH) if by and len(groups) <= 4 else 40
