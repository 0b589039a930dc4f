"""Dates whose numbers count from another beginning than most: days from 1960, years from 1912."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

import pandas as pd

from ivl.intake import eras
from ivl.intake.cells import Cell, as_text
from ivl.intake.dates import short_date
from ivl.intake.personal import quoted
from ivl.intake.reading import Reading

_FIRST_COUNTED: Final = pd.Timestamp(1980, 1, 1)
_ELSEWHERE_ZERO: Final = pd.Timestamp(1960, 1, 1)
_COUNTS_SECONDS: Final = re.compile(r"\d{9,13}")
_SECONDS: Final = Reading(
    what="The number here may count seconds, and from which day is not told",
    how="Format the column as dates in the program that wrote it, and export it again",
)


def count_seconds(cells: Iterable[Cell]) -> bool:
    """Whether all cells are numbers of seconds or thousandths, as programs of statistics count."""
    words = [as_text(cell) for cell in cells if cell is not None]
    return bool(words) and all(_COUNTS_SECONDS.fullmatch(one) for one in words)


def if_counted_by_excel(cell: Cell, reading: Reading) -> Reading:
    """The reading of a date of treatment, unless Excel can hardly have counted its day number.

    Stata and SAS count days from 1960, so that 21672 is a day of 2019 there and one of 1959 in
    Excel. Which of them wrote it, no cell can prove.
    """
    if reading.value is None and _COUNTS_SECONDS.fullmatch(as_text(cell)):
        return _SECONDS
    is_number = bool(re.fullmatch(r"\d{5}(?:\.\d*)?", as_text(cell)))
    if not is_number or reading.value is None or reading.value >= _FIRST_COUNTED:
        return reading
    days = float(as_text(cell))
    elsewhere = _ELSEWHERE_ZERO + pd.Timedelta(days=int(days))
    return Reading(
        what=f"{days:g} counts days: from 1900, as Excel does, to {reading.value:%Y-%m-%d}; from "
        f"1960, as Stata and SAS do, to {elsewhere:%Y-%m-%d}",
        how="Write the dates of the column like 2019-03-05 and upload again",
    )


def if_counted_from_1912(cells: Sequence[Cell], readings: Sequence[Reading]) -> list[Reading]:
    """The readings of a column but for two-digit years beside years that Taiwan counts.

    98/5/3 is of 2009 there, and of 1998 elsewhere.
    """
    if not eras.count_as_taiwan(cells):
        return list(readings)
    return [
        Reading(what=f"{quoted(as_text(cell), 'date')} may count its year from 1912 or not")
        if short_date(cell) and reading.value is not None
        else reading
        for cell, reading in zip(cells, readings, strict=True)
    ]
