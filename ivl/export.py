"""From an Exhibit to files: CSV, XLSX and HTML as bytes, and the drawing for PNG and SVG.

Each file tells on its own what it shows, about whom, how it was made and when. The drawing is
the figure of the page on white, with title and caption; the browser that shows the page turns
it into PNG and SVG, so that no second program has to draw.
"""

import html as markup
import io
import json
import textwrap
from csv import QUOTE_NONNUMERIC
from datetime import date
from typing import Any, Final

import pandas as pd

from ivl import look, measures, text
from ivl.cohort import Filter
from ivl.exhibit import Exhibit
from ivl.spreadsheet_safety import safe_cell, without_control_characters

WIDTH: Final = 1000
"""Width of a figure on paper in CSS pixels; with ``SCALE``, 8.3 inches at 300 dots per inch."""

SCALE: Final = 2.5
_CAPTION_SIZE = 13
_CAPTION_LINE = 18
_TITLE_BAND = 56


def file_stem(exhibit: Exhibit, chosen: Filter, on: date) -> str:
    """ "ivl_recurrence-free-survival_extent-ivc_2026-11-23", without an ending."""
    return stem(exhibit.name, chosen, on)


def stem(name: str, chosen: Filter, on: date) -> str:
    """Name of a file that sorts: what it is, the filter, the day."""
    return "_".join(filter(None, ["ivl", name, chosen.slug, on.isoformat()]))


def csv(exhibit: Exhibit) -> bytes:
    """The data drawn, with title, population and method in columns of their own.

    Returns:
        UTF-8 with a byte order mark, as spreadsheet programs expect; a heading row first. Cells
        that a spreadsheet would run as a formula are made plain text.
    """
    told = exhibit.data.assign(
        figure=exhibit.title,
        patients=exhibit.population,
        method=text.sentences([exhibit.cautions, exhibit.footnote, exhibit.method, exhibit.note]),
    )
    # Quoted: a program that separates by semicolons must not find a formula inside a cell.
    words = _safe(told).to_csv(index=False, lineterminator="\r\n", quoting=QUOTE_NONNUMERIC)
    return words.encode("utf-8-sig")


def xlsx(exhibit: Exhibit, on: date) -> bytes:
    """The exhibit as a workbook.

    Returns:
        Sheets: "Data" with what is drawn, "Table" with what is printed beside it, "Measures" with
        every statistic, its method and its source, and "About".
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    book.remove(book.active)
    _fill(book.create_sheet("Data"), exhibit.data)
    if exhibit.table is not None:
        _fill(book.create_sheet("Table"), exhibit.table)
        if exhibit.footnote:
            book["Table"].append([])
            book["Table"].append([safe_cell(exhibit.footnote)])
    if measured := exhibit.measures:
        _fill(book.create_sheet("Measures"), measures.frame(measured))
    about = book.create_sheet("About")
    for name, words in _about(exhibit, on).items():
        about.append([name, safe_cell(words)])
        about.cell(about.max_row, 1).font = Font(bold=True)
        about.cell(about.max_row, 2).alignment = Alignment(wrap_text=True, vertical="top")
    about.column_dimensions["A"].width, about.column_dimensions["B"].width = 14, 100
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def html(exhibit: Exhibit, on: date) -> bytes:
    """A page that needs no network: the live figure, its caption and its data as a table."""
    drawing = look.on(look.PAPER, exhibit.figure).to_html(
        include_plotlyjs=True,
        full_html=False,
        config={"displayModeBar": False, "responsive": True},
    )
    printed = "" if exhibit.table is None else _html_table(exhibit.table)
    if exhibit.footnote:
        printed += f"<p>{markup.escape(exhibit.footnote)}</p>"
    about = "".join(
        f"<dt>{name}</dt><dd>{markup.escape(words)}</dd>"
        for name, words in _about(exhibit, on).items()
        if name != "Figure"
    )
    title = markup.escape(exhibit.title)
    page = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_PAGE_STYLE}</style><h1>{title}</h1>{drawing}{printed}<dl>{about}</dl>"
        f"{_html_measures(exhibit)}"
        f"<details><summary>Data</summary>{_html_table(exhibit.data)}</details></html>"
    )
    return page.encode()


def _html_measures(exhibit: Exhibit) -> str:
    measured = exhibit.measures
    if not measured:
        return ""
    printed = _html_table(measures.table(measured))
    lines = "".join(f"<li>{markup.escape(line)}</li>" for line in measures.methods(measured))
    return f"<details><summary>Measures and methods</summary>{printed}<ul>{lines}</ul></details>"


def _html_table(frame: pd.DataFrame) -> str:
    # pandas escapes what stands in the cells.
    return frame.to_html(index=False, border=0, na_rep=text.BLANK, float_format="{:.6g}".format)


def drawing(exhibit: Exhibit, on: date) -> dict[str, Any]:
    """The figure as it goes on paper: on white, with title above and caption below.

    Returns:
        ``figure`` (data and layout as plain Python values), ``width`` and ``height`` in CSS
        pixels, and ``scale``, the factor that makes 300 dots per inch of them.
    """
    figure = look.on(look.PAPER, exhibit.figure)
    lines = _wrapped(f"{exhibit.caption} {_stamp(on)}")
    margin = figure.layout.margin
    left, top, bottom = (int(side or 0) for side in (margin.l, margin.t, margin.b))
    below = len(lines) * _CAPTION_LINE + 24
    height = exhibit.height + _TITLE_BAND + below
    at_left = {"xref": "paper", "yref": "paper", "x": 0, "xanchor": "left", "align": "left",
               "xshift": 16 - left}  # fmt: skip
    figure.add_annotation(
        text=look.escaped(exhibit.title), y=1, yanchor="bottom", yshift=top + 14,
        font={"size": 20}, **at_left,
    )  # fmt: skip
    figure.add_annotation(
        text="<br>".join(map(look.escaped, lines)), y=0, yanchor="top", yshift=-bottom - 8,
        font={"size": _CAPTION_SIZE}, **at_left,
    )  # fmt: skip
    figure.update_layout(
        width=WIDTH, height=height,
        margin={"t": top + _TITLE_BAND, "b": bottom + below},
    )  # fmt: skip
    return {
        "figure": json.loads(figure.to_json()),
        "width": WIDTH,
        "height": height,
        "scale": SCALE,
        "title": exhibit.title,
        "description": exhibit.caption,
    }


def _about(exhibit: Exhibit, on: date) -> dict[str, str]:
    about = {
        "Figure": exhibit.title,
        "Patients": exhibit.population,
        "Before any p-value": exhibit.cautions,
        "In words": exhibit.words,
        "Method": exhibit.method,
        "p-values": exhibit.note,
        "Made": _stamp(on),
    }
    return {name: words for name, words in about.items() if words}


def _stamp(on: date) -> str:
    return f"IVL Cohort Explorer, {on.isoformat()}."


def _wrapped(caption: str) -> list[str]:
    # Characters are about half as wide as they are high.
    return textwrap.wrap(caption, width=int((WIDTH - 32) / (_CAPTION_SIZE * 0.48)))


def _safe(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with every text, headings included, safe to open in a spreadsheet program."""
    words = frame.select_dtypes(["object", "category", "string"]).columns
    plain = frame.assign(**{name: frame[name].astype("object").map(safe_cell) for name in words})
    return plain.set_axis([safe_cell(str(name)) for name in frame.columns], axis=1)


def _fill(sheet: Any, frame: pd.DataFrame) -> None:
    cells = _safe(frame).astype("object")
    for row in [list(cells.columns), *cells.itertuples(index=False)]:
        known = [None if pd.isna(value) else value for value in row]
        sheet.append(list(map(without_control_characters, known)))
    _dress(sheet)


def _dress(sheet: Any) -> None:
    """Bold headings that stay in view, columns wide enough to read."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for number, column in enumerate(sheet.iter_cols(max_row=50), start=1):
        longest = max(len(str(cell.value or "")) for cell in column)
        sheet.column_dimensions[get_column_letter(number)].width = min(max(longest + 2, 10), 60)


_PAGE_STYLE = (
    f"body{{font:16px/1.45 {look.PAPER_FONT};color:{look.INK};max-width:1100px;margin:2rem auto;"
    "padding:0 1rem}h1{font-size:1.4rem}dt{font-weight:600;margin-top:.6rem}dd{margin:0}"
    "details{margin-top:1rem}table{border-collapse:collapse;font-variant-numeric:tabular-nums}"
    "td,th{padding:.2rem .8rem .2rem 0;text-align:left;border-bottom:1px solid #e6e9ed}"
)
