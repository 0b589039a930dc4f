"""Words of a stranger's spreadsheet are shown as they stand and run nowhere: page, figure, file."""

import csv
import io
from typing import Any

import openpyxl
import pytest
from google.protobuf.json_format import MessageToDict
from small_files import PLAIN, cells, patients, workbook
from streamlit.testing.v1 import AppTest
from test_pages import PAGES, button, upload

from ivl import export, individuals, patient_figures, template
from ivl.cohort import Cohort
from ivl.intake import preview

MARKUP = (
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "![x](http://localhost:9/x.png)",
    ":red[x]",
    "**bold**",
    r"$\alpha$",
    "<b>b</b>",
    "www.linked.example",
    "HTTPS://linked.example",
)
FORMULAS = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "＝1+1",
    '=HYPERLINK("http://localhost:9","x")',
)
NAME = "".join(MARKUP) + "=1+1.csv"
TABLE = [
    [*PLAIN, "Stage", "Cause of death", "".join(MARKUP), "=1+1"],
    *(
        [words, *[PLAIN[heading] for heading in list(PLAIN)[1:]], words, words, words, words]
        for words in (*MARKUP, *FORMULAS, *(f"P{n}" for n in range(20)))
    ),
]
TABLE[1][list(PLAIN).index("Extent")] = "**bold**<img src=x>"
TABLE[2][list(PLAIN).index("Age")] = ":red[47]"
TABLE[3][list(PLAIN).index("Recurrence")] = "yes"
CODES = [f"={number}+{number}" for number in range(10, 20)]

SHOWN_AS_TEXT = {"text", "arrow_data_frame", "plotly_chart", "file_uploader"}
"""Elements in which Streamlit reads nothing as Markdown."""


@pytest.fixture(scope="module")
def cohort() -> Cohort:
    """Patients whose codes a spreadsheet program would calculate."""
    found = preview(patients(*({"ID": code} for code in CODES)), NAME).cohort
    assert found is not None
    assert list(found.patients["patient_id"]) == CODES
    return found


def words_of(value: Any) -> list[str]:
    """Every text within the message of an element, however deep, but for the key it goes by."""
    if isinstance(value, dict):
        shown = [inner for name, inner in value.items() if name != "id"]
        return [words for inner in shown for words in words_of(inner)]
    if isinstance(value, list):
        return [words for inner in value for words in words_of(inner)]
    return [value] if isinstance(value, str) else []


def obeyed_on(app: AppTest) -> list[str]:
    """The words on a page that Streamlit reads as Markdown."""
    nodes = [node for node in app._tree if node.type not in SHOWN_AS_TEXT]
    messages = [node.proto for node in nodes if getattr(node, "proto", None) is not None]
    words = [one for message in messages for one in words_of(MessageToDict(message))]
    assert len(words) > 20
    return words


def markup_on(app: AppTest) -> set[str]:
    """Which of the markup stands raw where it would be obeyed."""
    return {markup for markup in MARKUP for words in obeyed_on(app) if markup in words}


def test_the_preview_shows_markup_as_it_stands(app: AppTest):
    upload(app.run(), cells(*TABLE), NAME)

    assert not app.exception
    assert any("bold" in ask.label for ask in (*app.radio, *app.selectbox))
    assert markup_on(app) == set()


def test_a_refusal_shows_markup_as_it_stands(app: AppTest):
    upload(app.run(), b" ", NAME)

    assert "is empty" in app.error[0].value
    assert markup_on(app) == set()


def test_every_page_shows_markup_as_it_stands(app: AppTest):
    upload(app.run(), cells(*TABLE), NAME)
    for radio in app.radio:
        radio.set_value(radio.options[-1])
    app.run()
    button(app, "Use these data").click().run()

    for file in PAGES:
        app.switch_page(file).run()
        assert not app.exception
        assert markup_on(app) == set()


@pytest.mark.parametrize("markup", ["<img src=x onerror=y>", "$a$ `b` ~~c~~"])
def test_the_name_of_a_sheet_is_shown_as_it_stands(app: AppTest, markup: str):
    book = workbook(**{markup: TABLE, "Second": TABLE[:-1]})
    upload(app.run(), book, "cohort.xlsx")

    assert [radio.label for radio in app.radio if "Second" in radio.label]
    assert not [words for words in obeyed_on(app) if markup in words]


def runs(cell: object) -> bool:
    return isinstance(cell, str) and cell.lstrip().startswith(("=", "+", "-", "@", "＝"))


def test_no_cell_of_the_rows_to_take_home_runs(cohort: Cohort):
    sheets = openpyxl.load_workbook(io.BytesIO(template.workbook(cohort.patients))).worksheets
    cells_of = [cell for sheet in sheets for row in sheet.iter_rows() for cell in row]

    assert not any(cell.data_type == "f" or runs(cell.value) for cell in cells_of)
    assert {f"'{code}" for code in CODES} <= {cell.value for cell in cells_of}


def test_the_rows_to_take_home_read_back_as_the_same_codes(cohort: Cohort):
    again = preview(template.workbook(cohort.patients), "again.xlsx")

    assert list(again.patients["patient_id"]) == list(cohort.patients["patient_id"])


def test_the_files_of_a_figure_run_nothing(cohort: Cohort):
    exhibit = patient_figures.dots(
        individuals.values_by_level(cohort, "age_at_diagnosis", "extent_group", by=None),
        "Age and extent",
    )
    rows = csv.reader(io.StringIO(export.csv(exhibit).decode("utf-8-sig")))

    assert not any(runs(cell) for row in rows for cell in row)
