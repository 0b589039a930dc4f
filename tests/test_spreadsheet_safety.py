"""Text that a spreadsheet would run stays text, and everything else stays as it is."""

import datetime as dt

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivl.spreadsheet_safety import safe_cell, without_control_characters

RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@pytest.mark.parametrize(
    "formula",
    [
        '=HYPERLINK("http://elsewhere","details")',
        "+41 44 255 11 11",
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(1+1)*cmd|' /C calc'!A0",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        "  =1+1",
        "\u00a0=1+1",
        "＝1+1",
        "＠SUM(1)",
        "-",
        "=",
    ],
)
def test_what_begins_like_a_formula_gets_an_apostrophe(formula: str):
    assert safe_cell(formula) == f"'{formula}"


@pytest.mark.parametrize(
    "words", ["", "Right atrium", "a=b", "3+4", "A-12", "x@y", "'=1", "复发", "<b>", "0012", "#N/A"]
)
def test_other_words_stay_as_they_are(words: str):
    assert safe_cell(words) == words


@pytest.mark.parametrize(
    "value", [None, -1, -0.5, float("-inf"), 0, True, dt.date(2019, 3, 5)], ids=repr
)
def test_numbers_dates_and_blanks_are_no_text(value: object):
    assert safe_cell(value) is value


@given(st.text(), st.text(alphabet=[*RUNS, " ", "'", "1", "\0"], max_size=4))
def test_no_cell_begins_with_what_a_spreadsheet_would_run(words: str, beginning: str):
    cell = safe_cell(beginning + words)

    assert not cell.startswith(RUNS)
    assert not cell.lstrip().startswith(RUNS)


@given(st.text())
def test_at_most_an_apostrophe_is_added_and_only_once(words: str):
    cell = safe_cell(words)

    assert cell in (words, f"'{words}")
    assert safe_cell(cell) == cell


@given(st.text() | st.none() | st.floats(allow_nan=False))
def test_a_workbook_takes_every_text_without_its_control_characters(value: object):
    cell = without_control_characters(value)
    sheet = openpyxl.Workbook().active
    sheet["A1"] = cell

    if isinstance(value, str):
        assert cell == "".join(one for one in value if one in "\t\n\r" or one >= " ")
    else:
        assert cell is value
