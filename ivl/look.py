"""How figures look: one colour and one line for each level, and a template for each ground.

A level keeps its colour on every page and under every filter; on the dark ground a twin of the same
hue takes its place. All colours have a contrast of at least 3:1 on their ground, and every
distinction is also carried by a dash, a pattern or a label, so that the figures survive greyscale
and colour-blindness.
"""

import re
from dataclasses import dataclass
from typing import Any, Final

import plotly.graph_objects as go

from ivl.schema import BY_NAME, UNKNOWN

FONT: Final = '"Source Sans", sans-serif'
"""The font of the page, which Streamlit brings along."""

PAPER_FONT: Final = (
    'Arial, Helvetica, "Liberation Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", '
    "sans-serif"
)
"""Fonts of the reader's system: a browser draws a picture file without the fonts of its page, and
would cut off labels that were measured in another."""

INK: Final = "#1c2430"
ALL: Final = "#2f7fb8"
"""Colour of everybody together, where nothing is split."""

CONTEXT: Final = "#7f8894"
"""Grey for what is context: intervals, reference lines, the unknown."""

_PALETTE = ("#2f7fb8", "#c46a1b", "#3f8f5f", "#8a4fb0", "#b5447a", "#7d7a24", "#7a6a58")
_OWN_COLOURS = {
    "ivl_detection": ("#d9762b", "#2566a0"),
    # Deeper as the tumour climbs from the pelvis to the pulmonary artery.
    "extent_group": ("#3592a8", "#3a78c2", "#6f48de", "#a8327e"),
}
HEAT: Final = ("#e8f1f8", "#7fb4dc")
"""From none to most, in cells that carry their number in ink."""

_TWINS: Final = {
    "#2f7fb8": "#62b0ec",
    "#c46a1b": "#e68f43",
    "#3f8f5f": "#5fbd86",
    "#8a4fb0": "#c096e6",
    "#b5447a": "#e684b0",
    "#7d7a24": "#bdb84c",
    "#7a6a58": "#b8a48c",
    "#d9762b": "#dc7a2f",
    "#2566a0": "#8cc6ff",
    "#3592a8": "#74d4ea",
    "#3a78c2": "#74b4fb",
    "#6f48de": "#a48cf9",
    "#a8327e": "#dd62b0",
    CONTEXT: "#9aa3af",
    INK: "#e8ebf0",
    HEAT[0]: "#15242f",
    HEAT[1]: "#2a6ca1",
}
"""What stands on the dark ground in place of each colour: the same hue with more light."""

_DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
_STROKES = {"solid": "━━", "dash": "╍╍", "dot": "┅┅", "dashdot": "━╍", "longdash": "━ ━"}
_SYMBOLS = ("circle", "diamond", "square", "triangle-up", "cross", "star")


@dataclass(frozen=True)
class Style:
    """What tells one group from the others."""

    colour: str
    dash: str = "solid"
    pattern: str = ""
    """Hatching of bars; only the unknown is hatched."""

    symbol: str = "circle"
    """Mark of a single patient."""

    @property
    def faint(self) -> str:
        """The colour at 15 % opacity, for bands."""
        return _seen_through(self.colour, 0.15)

    @property
    def soft(self) -> str:
        """The colour at 45 % opacity, for bars that an interval has to be seen on."""
        return _seen_through(self.colour, 0.45)


def _seen_through(colour: str, opacity: float) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def style(by: str | None, group: str) -> Style:
    """The style of a group; the same whatever is filtered.

    Args:
        by: name of the column that makes the groups; None where nothing is split.
        group: name or label of a level of that column.
    """
    if by is None:
        return Style(ALL)
    if group in (UNKNOWN.name, UNKNOWN.label):
        return Style(CONTEXT, "dot", "/", "circle-open")
    levels = [level for level in BY_NAME[by].levels if level != UNKNOWN]
    place = next(i for i, level in enumerate(levels) if group in (level.name, level.label))
    colours = _OWN_COLOURS.get(by, _PALETTE)
    dash, symbol = _DASHES[place % len(_DASHES)], _SYMBOLS[place % len(_SYMBOLS)]
    return Style(colours[place % len(colours)], dash, symbol=symbol)


def escaped(words: str) -> str:
    """Words from data, safe inside a figure: plotly reads angle brackets as markup, $ as LaTeX."""
    safe = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return safe.replace("$", "&#36;")


def swatch(by: str | None, group: str) -> str:
    """The group's label behind a stroke of its line, for direct labels and risk tables."""
    of_group = style(by, group)
    stroke = _STROKES.get(of_group.dash, "━━")
    return f'<span style="color:{of_group.colour}">{stroke}</span> {escaped(group)}'


def figure(traces: list[dict[str, Any]], **layout: Any) -> go.Figure:
    """A figure on the light ground of the page.

    Plotly looks at every property of every trace, some 15 ms a figure, while the reader waits.
    The tests do that instead, for every kind of figure.
    """
    return go.Figure({"data": traces, "layout": {**layout, "template": LIGHT}}, _validate=False)


def on(ground: dict[str, Any], drawn: go.Figure) -> go.Figure:
    """The figure on another ground: ``LIGHT``, ``DARK`` or ``PAPER``."""
    spec = drawn.to_dict()
    if ground is DARK:
        spec = _lit(spec)
    spec["layout"]["template"] = ground
    return go.Figure(spec, _validate=False)


def in_the_dark(colour: str) -> str:
    """The colour that takes a colour's place on the dark ground; the same hue with more light.

    What is seen through grows more solid as well, since black swallows more of it than white.
    """
    return _IN_THE_DARK.get(colour, colour)


_IN_THE_DARK: Final = _TWINS | {
    _seen_through(colour, opacity): _seen_through(twin, more)
    for colour, twin in _TWINS.items()
    for opacity, more in ((0.15, 0.25), (0.45, 0.66))
}
_OF_A_SWATCH: Final = re.compile(r'(?<=<span style="color:)#\w{6}')


def _lit(node: Any, name: str = "") -> Any:
    """The part of a figure that goes by this name, in the colours of the dark ground."""
    if isinstance(node, dict):
        return {key: _lit(value, key) for key, value in node.items()}
    if name in ("data", "annotations", "shapes", "colorscale") or name.endswith("color"):
        if isinstance(node, (list, tuple)):
            return [_lit(part, name) for part in node]
        return in_the_dark(node) if isinstance(node, str) else node
    if name == "text" and isinstance(node, str):
        return _OF_A_SWATCH.sub(lambda colour: in_the_dark(colour[0]), node)
    return node


PROJECTED: Final = 4 / 3
"""How much larger figures are on a projector: their text grows from 15 to 20 pixels."""


def enlarged(drawn: go.Figure, factor: float) -> go.Figure:
    """The figure with its text, its marks and the room for both that much larger."""
    return go.Figure(_scaled(drawn.to_dict(), factor), _validate=False)


_LENGTHS: Final = (
    *(("margin", side) for side in ("l", "r", "t", "b")),
    *((font, "size") for font in ("font", "textfont")),
    ("marker", "size"),
    ("line", "width"),
    *(("annotations", shift) for shift in ("xshift", "yshift")),
    ("title", "standoff"),
    *(("error_x", length) for length in ("thickness", "width")),
    ("layout", "height"),
)
"""What is measured in CSS pixels: a property, and what it is a property of. Others of the same
name are data, as the width of a bar is."""


def _scaled(node: Any, factor: float, of: str = "", name: str = "") -> Any:
    """The part of a figure that goes by this name, with all lengths in it that much larger."""
    if isinstance(node, dict):
        return {key: _scaled(value, factor, name, key) for key, value in node.items()}
    if isinstance(node, (list, tuple)):
        # What stands in a list goes by the name of the list.
        return [_scaled(part, factor, of, name) for part in node]
    return node * factor if (of, name) in _LENGTHS else node


def _template(ink: str, grid: str, ground: str, font: str = FONT) -> dict[str, Any]:
    axis: dict[str, Any] = {
        "gridcolor": grid,
        "linecolor": CONTEXT,
        "zeroline": False,
        "ticks": "outside",
        "tickcolor": CONTEXT,
        "title": {"standoff": 10, "font": {"size": 15}},
        # Every figure brings its margins; to fit them plotly would draw everything once more.
        "automargin": False,
        "ticklabeloverflow": "allow",
    }
    return {
        "layout": {
            "font": {"family": font, "size": 15, "color": ink},
            "paper_bgcolor": ground,
            "plot_bgcolor": ground,
            "xaxis": axis,
            "yaxis": axis | {"ticklabelstandoff": 6},
            "colorway": list(_PALETTE),
            "hoverlabel": {"font": {"family": font, "size": 14}, "align": "left"},
            "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
            "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
            "bargap": 0.3,
            "annotationdefaults": {"showarrow": False, "font": {"size": 14}},
            # A drag would zoom without a way back to see.
            "dragmode": False,
        },
        # Intervals in ink: they have to be seen on their bar.
        "data": {"bar": [{"type": "bar", "error_x": {"color": ink}}]},
    }


LIGHT: Final = _template(ink=INK, grid="#e6e9ed", ground="rgba(0,0,0,0)")
DARK: Final = _template(ink=_TWINS[INK], grid="#2b3340", ground="rgba(0,0,0,0)")
PAPER: Final = _template(ink=INK, grid="#e6e9ed", ground="#ffffff", font=PAPER_FONT)
