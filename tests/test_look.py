"""Colours and lines: fixed by level, seen on both grounds, told apart without colour."""

import tomllib
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from pytest import approx

from ivl import bar_figures, describe, look
from ivl.cohort import Between, Cohort, Filter
from ivl.schema import BY_NAME, UNKNOWN, Column

ROOT = Path(__file__).resolve().parent.parent
THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
GROUNDS = {"white": "#ffffff", "dark": THEME["dark"]["backgroundColor"]}

WITH_LEVELS = [column for column in BY_NAME.values() if column.kind in ("category", "yes_no")]
CATEGORIES = [column for column in WITH_LEVELS if column.kind == "category"]

# Machado, Oliveira & Fernandes, IEEE Trans Vis Comput Graph 2009;15:1283: what a person without
# the pigment for green sees, severity 1.0, for linear RGB.
DEUTERANOPIA = np.array(
    [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ]
)
# IEC 61966-2-1: linear RGB of sRGB to the tristimulus values of CIE 1931, white D65.
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def linear(colour: str) -> np.ndarray:
    channels = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    return float(TO_XYZ[1] @ linear(colour))


def contrast(one: str, other: str) -> float:
    """From 1 to 21, as WCAG 2.2 defines it."""
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def lab(rgb: np.ndarray) -> np.ndarray:
    """CIE L*a*b* of linear RGB."""
    x, y, z = TO_XYZ @ rgb / TO_XYZ.sum(axis=1)
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return np.array([116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)])


def apart_for_deuteranopes(one: str, other: str) -> float:
    """CIE 1976 colour difference; 2 is just seen side by side, 20 at a glance."""
    seen = [lab(np.clip(DEUTERANOPIA @ linear(colour), 0, 1)) for colour in (one, other)]
    return float(np.linalg.norm(seen[0] - seen[1]))


def seen_on(ground: str, colour: str) -> str:
    """What stands there in place of a colour."""
    return look.in_the_dark(colour) if ground == GROUNDS["dark"] else colour


def on_the_page(seen_through: str, ground: str) -> str:
    """The colour that "rgba(37,102,160,0.45)" makes of a ground."""
    *own, opacity = map(float, seen_through.removeprefix("rgba(").removesuffix(")").split(","))
    below = (int(ground[i : i + 2], 16) for i in (1, 3, 5))
    mixed = (
        round(opacity * over + (1 - opacity) * under)
        for over, under in zip(own, below, strict=True)
    )
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def test_contrast_and_difference_are_measured_as_their_definitions_say():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert lab(linear("#ffffff")) == pytest.approx([100, 0, 0], abs=0.01)
    assert apart_for_deuteranopes("#123456", "#123456") == 0
    # Red and green of one lightness, the pair that deuteranopes confuse, against blue and yellow.
    assert apart_for_deuteranopes("#a06400", "#708000") < 12
    assert apart_for_deuteranopes("#2566a0", "#d9b02b") > 80


# ── Seen ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("ground", GROUNDS.values(), ids=GROUNDS)
@pytest.mark.parametrize("column", CATEGORIES, ids=lambda column: column.name)
def test_every_level_stands_out_from_the_page(column: Column, ground: str):
    faint = {
        level.name: colour
        for level in column.levels
        if contrast(colour := seen_on(ground, look.style(column.name, level.name).colour), ground)
        < (6 if ground == GROUNDS["dark"] else 3)
    }

    assert faint == {}


@pytest.mark.parametrize("ground", GROUNDS.values(), ids=GROUNDS)
def test_everybody_together_and_the_context_stand_out_from_the_page(ground: str):
    assert contrast(seen_on(ground, look.style(None, "All patients").colour), ground) >= 3
    assert contrast(seen_on(ground, look.CONTEXT), ground) >= 3


@pytest.mark.parametrize("column", CATEGORIES, ids=lambda column: column.name)
def test_in_the_dark_a_bar_stands_out_from_the_page_and_its_interval_from_the_bar(column: Column):
    page, ink = GROUNDS["dark"], look.DARK["layout"]["font"]["color"]
    for level in column.levels:
        bar = on_the_page(look.in_the_dark(look.style(column.name, level.name).soft), page)
        assert contrast(bar, page) >= 3
        assert contrast(bar, ink) >= 3


def test_numbers_in_the_cells_of_a_heat_map_can_be_read():
    for colour in look.HEAT:
        assert contrast(colour, look.INK) >= 4.5
        assert contrast(look.in_the_dark(colour), look.in_the_dark(look.INK)) >= 4.5
    assert contrast(look.in_the_dark(look.HEAT[1]), GROUNDS["dark"]) >= 3


def test_on_the_dark_ground_all_that_has_a_colour_takes_its_twin():
    of_group = look.style("ivl_detection", "nonincidental")
    drawn = look.figure(
        [
            {"type": "bar", "x": [3], "marker": {"color": of_group.soft},
             "text": [of_group.colour], "error_x": {"color": look.CONTEXT}},
            {"type": "scatter", "x": [1], "fillcolor": of_group.faint},
            {"type": "heatmap", "z": [[1]], "colorscale": [[0, look.HEAT[0]], [1, look.HEAT[1]]]},
        ],
        annotations=[{"text": look.swatch("ivl_detection", "Nonincidental")}],
        shapes=[{"type": "line", "line": {"color": look.CONTEXT}}],
    )  # fmt: skip
    bar, band, cells = look.on(look.DARK, drawn).to_dict()["data"]
    layout = look.on(look.DARK, drawn).to_dict()["layout"]
    twin = look.in_the_dark(of_group.colour)

    assert twin != of_group.colour
    assert bar["marker"]["color"] == look.in_the_dark(of_group.soft) != of_group.soft
    assert bar["error_x"]["color"] == look.in_the_dark(look.CONTEXT)
    assert bar["text"] == [of_group.colour]  # words, which are nobody's colour
    assert band["fillcolor"] == look.in_the_dark(of_group.faint) != of_group.faint
    assert [colour for _, colour in cells["colorscale"]] == list(map(look.in_the_dark, look.HEAT))
    assert twin in layout["annotations"][0]["text"]
    assert layout["shapes"][0]["line"]["color"] == look.in_the_dark(look.CONTEXT)
    assert look.on(look.LIGHT, drawn).to_dict()["data"] == drawn.to_dict()["data"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_words_and_links_of_a_page_can_be_read(theme: str):
    page = THEME[theme]["backgroundColor"]

    assert contrast(THEME[theme]["textColor"], page) >= 7
    assert contrast(THEME[theme]["textColor"], THEME[theme]["secondaryBackgroundColor"]) >= 7
    assert contrast(THEME[theme]["linkColor"], page) >= 4.5
    assert contrast(THEME[theme]["primaryColor"], page) >= 4.5
    assert contrast(THEME[theme]["primaryColor"], "#ffffff") >= 4.5  # letters on main buttons


@pytest.mark.parametrize(
    ("template", "ground"),
    [(look.LIGHT, GROUNDS["white"]), (look.DARK, GROUNDS["dark"]), (look.PAPER, GROUNDS["white"])],
    ids=["light", "dark", "paper"],
)
def test_the_words_of_a_figure_can_be_read(template: dict, ground: str):
    assert contrast(template["layout"]["font"]["color"], ground) >= 7
    assert template["layout"]["font"]["size"] >= 13
    assert contrast(template["layout"]["xaxis"]["linecolor"], ground) >= 3


def test_only_paper_brings_a_ground_of_its_own():
    paper = look.PAPER["layout"]
    assert paper["paper_bgcolor"] == paper["plot_bgcolor"] == "#ffffff"
    for template in (look.LIGHT, look.DARK):
        layout = template["layout"]
        assert layout["paper_bgcolor"] == layout["plot_bgcolor"] == "rgba(0,0,0,0)"


# ── Told apart ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("column", WITH_LEVELS, ids=lambda column: column.name)
def test_no_two_levels_of_a_column_share_colour_and_line(column: Column):
    styles = [look.style(column.name, level.name) for level in column.levels]

    assert len({(style.colour, style.dash) for style in styles}) == len(column.levels)


@pytest.mark.parametrize("ground", GROUNDS.values(), ids=GROUNDS)
def test_detection_groups_are_told_apart_in_colour_in_grey_and_by_deuteranopes(ground: str):
    incidental, nonincidental = (
        look.style("ivl_detection", name) for name in ("incidental", "nonincidental")
    )

    assert incidental.dash != nonincidental.dash
    one, other = (seen_on(ground, style.colour) for style in (incidental, nonincidental))
    assert contrast(one, other) >= 1.5
    assert apart_for_deuteranopes(one, other) >= 40


@pytest.mark.parametrize("ground", GROUNDS.values(), ids=GROUNDS)
def test_extent_gets_deeper_as_the_tumour_climbs(ground: str):
    names = [level.name for level in BY_NAME["extent_group"].own_levels]
    colours = [look.style("extent_group", name).colour for name in names]
    ramp = [luminance(seen_on(ground, colour)) for colour in colours]

    assert all(lower > higher for lower, higher in pairwise(ramp))


def test_extents_are_told_apart_by_their_lines():
    dashes = [look.style("extent_group", name).dash for name in BY_NAME["extent_group"].level_names]

    assert len(set(dashes[:-1])) == 4


def test_only_the_unknown_is_grey_and_hatched():
    for column in WITH_LEVELS:
        for level in column.levels:
            style = look.style(column.name, level.name)
            assert (style.pattern == "/") == (level == UNKNOWN)
            assert (style.colour == look.CONTEXT) == (level == UNKNOWN)


# ── For ever ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("column", WITH_LEVELS, ids=lambda column: column.name)
def test_a_level_has_one_style_by_its_name_and_by_its_label(column: Column):
    for level in column.levels:
        assert look.style(column.name, level.name) == look.style(column.name, level.label)


def test_a_filter_recolours_nothing(eight_patients: Cohort):
    def drawn(cohort: Cohort) -> dict[str, str]:
        levels = describe.levels(cohort, BY_NAME["uterine_procedure"], by="extent_group")
        bars = bar_figures.level_bars(levels).figure.select_traces({"type": "bar"})
        return {bar.name: bar.marker.line.color for bar in bars}

    everybody = drawn(eight_patients)
    older = drawn(eight_patients.where(Filter({"age": Between(low=45)})))

    assert set(older) == {"Pelvic", "Vena cava", "Right heart", "Pulmonary artery", "Unknown"}
    assert older == everybody
    assert drawn(eight_patients.where(Filter({"age": Between(50, 52)}))) == {
        "Right heart": everybody["Right heart"], "Unknown": everybody["Unknown"],
    }  # fmt: skip


def test_a_faint_and_a_soft_colour_are_the_colour_seen_through():
    style = look.Style("#2566a0")

    assert style.faint == "rgba(37,102,160,0.15)"
    assert style.soft == "rgba(37,102,160,0.45)"


# ── Words in figures ─────────────────────────────────────────────────────────────────────────


def test_markup_in_words_from_data_is_shown_and_not_obeyed():
    assert look.escaped("<b>A & B</b>") == "&lt;b&gt;A &amp; B&lt;/b&gt;"
    assert look.escaped(r"$\alpha$") == r"&#36;\alpha&#36;"
    assert look.escaped("Vena cava") == "Vena cava"


def test_a_swatch_is_a_stroke_of_the_colour_before_the_label():
    colour = look.style("ivl_detection", "incidental").colour

    assert look.swatch("ivl_detection", "Incidental") == (
        f'<span style="color:{colour}">━━</span> Incidental'
    )
    assert look.swatch(None, "<b>").endswith(" &lt;b&gt;")


def test_on_a_projector_text_marks_and_room_grow_together_and_data_stay():
    drawn = look.figure(
        [
            {"type": "bar", "x": [3], "width": 0.8, "marker": {"line": {"width": 1.2}}},
            {"type": "scatter", "x": [1, 2], "mode": "text", "textfont": {"size": 13}},
            {"type": "scatter", "x": [1, 2], "marker": {"size": [9, 12]}, "meta": {"size": 5}},
        ],
        height=300,
        margin={"l": 90, "r": 6, "t": 9, "b": 51},
        annotations=[{"text": "12", "x": 1, "xshift": 6, "font": {"size": 15}}],
    )
    large = look.enlarged(look.on(look.DARK, drawn), look.PROJECTED).to_dict()
    bar, words, marks = large["data"]

    assert (bar["x"], bar["width"], words["x"]) == ([3], 0.8, [1, 2])
    assert (bar["marker"]["line"]["width"], words["textfont"]["size"]) == approx((1.6, 52 / 3))
    assert (marks["marker"]["size"], marks["meta"]["size"]) == ([12, 16], 5)
    layout = large["layout"]
    assert layout["height"] == 400
    assert layout["margin"] == {"l": 120, "r": 8, "t": 12, "b": 68}
    assert layout["annotations"][0] == {"text": "12", "x": 1, "xshift": 8, "font": {"size": 20}}
    assert layout["template"]["layout"]["font"]["size"] == 20
    assert drawn.layout.height == 300
