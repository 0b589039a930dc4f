"""Cards: a figure with its numbers, its method and its downloads; a list; a sentence."""

from datetime import date
from functools import partial
from typing import Literal
from urllib.parse import parse_qsl

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from ivl import export, look, measures, not_recorded, text
from ivl.cohort import Cohort, Filter
from ivl.exhibit import Exhibit
from ivl.spreadsheet_rows import spreadsheet_rows
from ivl.ui import multiplicity
from ivl.ui.scripts import script
from ivl.ui.session import (
    choose,
    chosen_filter,
    is_projected,
    is_target,
    theme,
    times_led,
    whole_cohort,
)
from ivl.ui.words import kept_together, plain

_ROOM_FOR_UNKNOWN = 92
"""Width of a column of short cells in which "Unknown" is read whole, in CSS pixels."""

_figure_files = script("figure_files")
_into_view = script("into_view")


def show(exhibit: Exhibit, table: Literal["first", "below", "folded"] = "below") -> None:
    """The exhibit as a card: title, figure, table, method, and its downloads in every format.

    Args:
        exhibit: what to show; its title is unique on the page.
        table: "first" where it is the answer; "folded" where the figure says nearly all of it.
    """
    key = exhibit.name
    with st.container(border=True, key=f"card-{key}"):
        _come_into_view(exhibit.title)
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.subheader(exhibit.title, anchor=False)
            if not exhibit.blank:
                _downloads(exhibit, key)
        # Before any p-value, of which some tables are full; the other figures draw none.
        if table != "below":
            _caution(exhibit)
        if table == "first":
            _print(exhibit.table)
            if exhibit.footnote:
                st.caption(plain(exhibit.footnote))
        _draw(exhibit)
        if table == "below":
            _print(exhibit.table)
            _caution(exhibit)
        if exhibit.words:
            st.markdown(plain(exhibit.words))
        multiplicity.caption(exhibit.tested)
        if table == "folded":
            st.caption(plain(text.sentences([exhibit.population])))
            with st.expander("Table and method", key=f"table-{key}"):
                _print(exhibit.table)
                st.caption(plain(exhibit.method))
        else:
            st.caption(plain(text.sentences([exhibit.population, exhibit.method])))
        _measures(exhibit, key)


def show_recorded(*exhibits: Exhibit) -> None:
    """Those exhibits of which something is recorded; the others in a line, with what they lack."""
    for exhibit in exhibits:
        if not exhibit.lacking:
            show(exhibit)
    lines = not_recorded.in_words([one for one in exhibits if one.lacking], whole_cohort())
    if lines:
        with st.container(border=True, key="card-not-recorded"):
            for line in lines:
                st.caption(plain(line))


def _come_into_view(title: str) -> None:
    """Brings the card that is being drawn into view, where a number led to it."""
    if is_target(title):
        # A key of its own each time: the same figure may be led to twice in a row.
        _into_view(key=f"into-view-{times_led()}")


def _caution(exhibit: Exhibit) -> None:
    if exhibit.cautions:
        st.caption(plain(exhibit.cautions))


def _measures(exhibit: Exhibit, key: str) -> None:
    """Every statistic with its method and source, worked out once somebody opens it."""
    if not exhibit.measured:
        return
    fold = st.expander("Measures and methods", key=f"measures-{key}", on_change="rerun")
    if not fold.open:
        return
    with fold:
        measured = exhibit.measures
        multiplicity.caption(measures.p_values(measured))
        st.table(measures.table(measured).map(plain), border="horizontal", hide_index=True)
        st.caption("\n".join(f"- {plain(line)}" for line in measures.methods(measured)))


def _draw(exhibit: Exhibit) -> None:
    if exhibit.blank:
        st.text(exhibit.blank)
        return
    key = f"figure-{exhibit.name}"
    st.plotly_chart(
        _on_screen(exhibit),
        key=key,
        theme=None,
        config={"displayModeBar": False},
        alt=exhibit.spoken,
        on_select=partial(_keep_clicked, key) if exhibit.clickable else "ignore",
        selection_mode="points",
    )


def _on_screen(exhibit: Exhibit) -> go.Figure:
    """The figure on the ground of the page, larger where it is shown to a room."""
    ground = look.DARK if theme() == "dark" else look.LIGHT
    if not is_projected():
        return look.on(ground, exhibit.figure)
    drawn = exhibit.larger() if exhibit.larger else exhibit.figure
    return look.enlarged(look.on(ground, drawn), look.PROJECTED)


def _keep_clicked(key: str) -> None:
    """A click on a mark keeps the patients behind it; a click on what is kept lets it go again."""
    points = st.session_state[key]["selection"]["points"]
    if not points or not points[0].get("customdata"):
        return
    clicked = Filter.from_query(dict(parse_qsl(points[0]["customdata"][-1])))
    if not clicked:
        return
    chosen: Filter = chosen_filter()
    kept = clicked.conditions.items() <= chosen.conditions.items()
    for name, condition in clicked.conditions.items():
        chosen = chosen.without(name) if kept else chosen.with_condition(name, condition)
    choose(chosen)


def _downloads(exhibit: Exhibit, key: str) -> None:
    """One place for all formats. PNG and SVG are made by the browser that shows the figure.

    What the files need is put together only once somebody opens the menu.
    """
    popover = st.popover("Download", key=f"download-{key}", on_change="rerun")
    if not popover.open:
        return
    in_files = (*exhibit.tested, *measures.p_values(exhibit.measures))
    multiplicity.count(in_files)
    exhibit = exhibit.with_note(multiplicity.note(in_files))
    today = date.today()
    stem = export.file_stem(exhibit, chosen_filter(), today)
    with popover, st.container(gap="xsmall"):
        _figure_files(
            key=f"files-{key}",
            data={**export.drawing(exhibit, today), "filename_stem": stem},
        )
        # The files are made when asked for, in a thread that has no session.
        for label, ending, made in (
            ("HTML page", "html", partial(export.html, exhibit, today)),
            ("Data (CSV)", "csv", partial(export.csv, exhibit)),
            ("Data (XLSX)", "xlsx", partial(export.xlsx, exhibit, today)),
        ):
            st.download_button(
                label, made, f"{stem}.{ending}", key=f"{ending}-{key}", on_click="ignore",
                width="stretch",
            )  # fmt: skip


def _print(frame: pd.DataFrame | None) -> None:
    """A table as a journal sets it, the first column as its stub. Nothing without a row."""
    if frame is not None and len(frame):
        cells = frame.set_index(frame.columns[0]).map(kept_together).map(plain)
        headings = [plain(kept_together(name)) for name in cells.columns]
        st.table(cells.rename(index=plain).set_axis(headings, axis=1), border="horizontal")


def rows(frame: pd.DataFrame, key: str) -> None:
    """A long table to search and scroll in; an empty cell says that the value is unknown."""
    st.dataframe(
        frame,
        hide_index=True,
        key=key,
        placeholder="Unknown",
        column_config={
            name: st.column_config.Column(width=_ROOM_FOR_UNKNOWN)
            for name, cells in frame.items()
            if cells.isna().any() and max(map(len, [name, *cells.astype("str")])) <= len("Unknown")
        },
    )


def _recorded_rows(frame: pd.DataFrame, key: str) -> None:
    """Patients one by one; columns that are empty in all of them are named and not shown."""
    empty = [str(name) for name, cells in frame.items() if cells.isna().all()]
    rows(frame.drop(columns=empty), key)
    if empty:
        words = f"Not recorded in any of these patients: {text.counted(len(empty), 'column')}"
        with st.expander(words, key=f"{key}-empty"):
            st.caption(plain(text.sentences([text.listed(empty)])))


def listing(title: str, frame: pd.DataFrame) -> None:
    """Patients one by one, as a card of their own. Nothing where there are none."""
    if frame.empty:
        return
    with st.container(border=True, key=f"card-{text.slug(title)}"):
        st.subheader(title, anchor=False)
        _recorded_rows(frame, key=text.slug(title))


def every_row(cohort: Cohort) -> None:
    """The patients one by one, and as a workbook that can be uploaded again."""
    with st.container(border=True, key="card-rows"):
        st.subheader(f"Every row: {text.patients(cohort.n)}", anchor=False)
        _recorded_rows(spreadsheet_rows(cohort.patients), key="rows")
        st.download_button(
            "These rows (XLSX)",
            partial(_workbook, cohort.patients),
            f"{export.stem('cohort', cohort.chosen, date.today())}.xlsx",
            on_click="ignore",
        )


def _workbook(patients: pd.DataFrame) -> bytes:
    from ivl import template  # what writes workbooks takes its time to import

    return template.workbook(patients)
