"""Codes that are made from those of other patients, and codes that only look so."""

import pytest

from ivl.intake.second_rows import Codes


def firsts(codes: list[str]) -> tuple[dict[str, str], dict[str, str]]:
    """What the codes are made from, and what they count on from."""
    told = Codes(dict(enumerate(codes)))
    return (
        {codes[row]: first for row, first in told.with_something_added().items()},
        {codes[row]: first for row, first in told.counted_on().items()},
    )


@pytest.mark.parametrize(
    "second",
    [
        "P1b",
        "p1 (2nd op)",
        "P1-2",
        "P1 redo",
        "P1*",
        "P1.2",
        "Ｐ１R",
        "P01复发",
        "dup P1",
        "re-op P1",
    ],
)
def test_a_code_with_something_added_is_told_by_the_one_it_is_made_from(second: str):
    assert firsts(["P1", "P2", second]) == ({second: "P1"}, {})


@pytest.mark.parametrize("second", ["No. 003", "N3", "IVL-003", "#3", "病例3", "复发003"])
def test_a_word_before_the_number_of_another_adds_nothing(second: str):
    assert firsts(["002", "003", second]) == ({second: "003"}, {})


@pytest.mark.parametrize(
    ("own", "counted"),
    [
        ("1-1 1-2 2-1 3-1 3-2 4-1", {"1-2": "1-1", "3-2": "3-1"}),
        ("1a 1b 2a 3a 3b 4a", {"1b": "1a", "3b": "3a"}),
        ("01/01 01/02 02/01 03/01", {"01/02": "01/01"}),
        ("P1 P2 P3 P4a P4b", {"P4b": "P4a"}),
    ],
)
def test_codes_that_count_on_within_patients_are_told(own: str, counted: dict[str, str]):
    assert firsts(own.split()) == ({}, counted)


@pytest.mark.parametrize(
    "own",
    [
        "P1 P10 P11 P2 P100",
        "1-1 1-2 1-3 1-4 1-5 2-1 2-2 3-1",
        "1-1 1-2 1-3 2-1 2-2",
        "2019-1 2019-2 2020-1 2021-1 2021-2",
        "10/1 10/2 11/1 12/1 12/2",
        "1/19 2/19 1/20 2/20 3/20",
        "A1 A2 B1 B2 C1 C2",
        "A1B A2B A3B A10B",
        "1 2 3 L1 L2 L3",
        "17 P4 IVL-3 x 0012",
        "4-2 4-3 5-1 6-2",
    ],
)
def test_codes_of_centres_and_years_are_those_of_patients(own: str):
    assert firsts(own.split()) == ({}, {})
