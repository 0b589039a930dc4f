"""Sheets as grids of cells, and the names that spreadsheets give to places."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final

from ivl.intake.refusal import Refused
from ivl.intake.words import visible

MOST_ROWS: Final = 200_000
MOST_COLUMNS: Final = 1_000
MOST_CELLS: Final = 10_000_000
"""Down to the last one that is filled. A stray cell far below and to the right of a cohort makes
blank ones of all between, which fill the memory as well."""

Cell = str | float | bool | datetime | None
"""What a cell holds; None if nothing. Times of day and durations are text, "3:04:00"."""

_UNFORMULA: Final = re.compile(r"^'(?=\s*[=+@＝＋－＠-]|[\t\r\n])")
"""What ``ivl.spreadsheet_safety`` puts before text that Excel would run as a formula."""

Place = tuple[int, int]
"""Row and column, counted from 0."""


@dataclass(frozen=True)
class Marks:
    """What a file says of cells by other means than what they hold; places of filled cells."""

    struck: tuple[Place, ...] = ()
    """A line goes through all that the cell says, or through a part of it."""

    unseen: tuple[Place, ...] = ()
    """The file shows nothing there: white on white, or a number format without a place."""

    comments: tuple[Place, ...] = ()
    coloured: Mapping[Place, str] = field(default_factory=dict)
    """Colours behind cells, by any name."""

    totals_rows: tuple[int, ...] = ()
    """Of tables of Excel, counted from 0."""


NO_MARKS: Final = Marks()


@dataclass(frozen=True)
class Sheet:
    """A grid of cells, from the first row and column of the spreadsheet on."""

    name: str
    """ "" for a file without sheets."""

    rows: tuple[tuple[Cell, ...], ...]
    """All of the same length."""

    unreadable: Mapping[Place, str] = field(default_factory=dict)
    """Cells whose content could not be had, and why; they are None in ``rows``."""

    merged: tuple[tuple[Place, Place], ...] = ()
    """First and last place of each block of merged cells."""

    hidden: bool = False
    hidden_rows: tuple[int, ...] = ()
    """Counted from 0; so the columns."""

    hidden_columns: tuple[int, ...] = ()
    is_filtered: bool = False
    """A filter hides rows."""

    marks: Marks = NO_MARKS


@dataclass(frozen=True)
class Workbook:
    """What a file holds."""

    sheets: tuple[Sheet, ...]
    encoding: str = ""
    """Of a text file: "UTF-8"; "" for workbooks."""

    is_encoding_sure: bool = True
    delimiter: str = ""
    """Of a text file: what stands between cells."""

    is_from_1904: bool = False
    """Days are counted from 1904."""


def grid(
    rows: Sequence[Sequence[object]], unreadable: Mapping[Place, str] | None = None
) -> tuple[tuple[Cell, ...], ...]:
    """Rows from whatever a reader returns: short ones filled up, blank ends cut off."""
    cell = _Cells().__getitem__
    cells = [
        tuple(map(cell, row))
        if bool not in set(map(type, row))
        else tuple([value if isinstance(value, bool) else cell(value) for value in row])
        for row in rows
    ]
    n_rows, n_columns = _extent(cells, unreadable or {})
    blanks = (None,) * n_columns
    return tuple(
        row if len(row) == n_columns else (row + blanks)[:n_columns] for row in cells[:n_rows]
    )


class _Cells(dict[object, Cell]):
    """What each value stands for, but true and false, which it would take for 1 and 0.

    Most values come often in a file; then they are converted once and are one object.
    """

    def __missing__(self, value: object) -> Cell:
        self[value] = found = _cell(value)
        return found


def refuse_if_large(name: str, n_rows: int, n_columns: int) -> None:
    """Keeps sheets out that no cohort needs and no memory holds.

    Raises:
        Refused: if there are too many rows, columns or cells.
    """
    where = f"Sheet {name}" if name else "This file"
    for n, most, noun in ((n_rows, MOST_ROWS, "rows"), (n_columns, MOST_COLUMNS, "columns")):
        if n > most:
            raise Refused(
                f"{where} has {n:,} {noun}; at most {most:,} can be read. "
                "Copy the cohort alone into a new file and upload that."
            )
    if n_rows * n_columns > MOST_CELLS:
        raise Refused(
            f"{where} reaches to {letter(n_columns - 1)}{n_rows}, which makes "
            f"{n_rows * n_columns:,} cells; at most {MOST_CELLS:,} can be read. Perhaps a stray "
            "cell is filled far from the cohort. Copy the cohort alone into a new file and upload "
            "that."
        )


def letter(column: int) -> str:
    """The letter of a column counted from 0: A, B, … Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def place(reference: str) -> Place:
    """ "C7" as row and column counted from 0.

    Raises:
        ValueError: if it is not a reference to a cell.
    """
    letters = reference.rstrip("0123456789")
    if not letters.isascii() or not letters.isalpha():
        raise ValueError(f"{reference!r} is not a reference to a cell")
    return int(reference[len(letters) :]) - 1, _column(letters)


@lru_cache(maxsize=MOST_COLUMNS)
def _column(letters: str) -> int:
    column = 0
    for character in letters.upper():
        column = 26 * column + ord(character) - ord("A") + 1
    return column - 1


def as_text(cell: Cell) -> str:
    """A cell as one would type it; "" for a blank one."""
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case float():
            return f"{cell:.15g}"
        case datetime():
            return cell.date().isoformat()
        case _:
            return cell


def _cell(value: object) -> Cell:
    match value:
        case str():
            words = _UNFORMULA.sub("", visible(value))
            return words if words.strip() else None
        case datetime():
            return value
        case int() | float():
            return float(value) if abs(value) < 1e300 else None
        case date():
            return datetime(value.year, value.month, value.day)
        case timedelta():
            minutes, seconds = divmod(int(value.total_seconds()), 60)
            return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
        case time():
            return f"{value:%H:%M:%S}"
        case _:
            return None


def _extent(cells: Sequence[Sequence[Cell]], unreadable: Mapping[Place, str]) -> Place:
    """Rows and columns down to the last cell with content."""
    n_rows = n_columns = 0
    for number, row in enumerate(cells, start=1):
        n = len(row)
        while n and row[n - 1] is None:
            n -= 1
        if n:
            n_rows, n_columns = number, max(n_columns, n)
    return (
        max([n_rows, *(row + 1 for row, _ in unreadable)]),
        max([n_columns, *(column + 1 for _, column in unreadable)]),
    )
