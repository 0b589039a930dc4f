"""Sheets as grids of cells, and the names that spreadsheets give to places."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Final, overload

from ivl.intake.refusal import Refused
from ivl.intake.vocabulary import are_common
from ivl.origin import SheetPart

MOST_ROWS: Final = 200_000
MOST_COLUMNS: Final = 1_000
MOST_CELLS: Final = 10_000_000
"""Down to the last one that is filled. A stray cell far below and to the right of a cohort makes
blank ones of all between, which fill the memory as well."""

LONGEST_CELL: Final = 32_767
"""Characters; no cell of Excel holds more."""

LONGEST_HEADING: Final = 500
"""Characters of a heading with all its codes. Longer text is a note, and is not taken apart."""

MOST_MERGED_ROWS: Final = 500_000
"""Of all merged cells of a sheet together."""

Cell = str | float | bool | datetime | None
"""What a cell holds; None if nothing. Times of day and durations are text, "3:04:00"."""

Place = tuple[int, int]
"""Row and column, counted from 0."""


Row = tuple[Cell, ...]

BLANK: Final = 0
"""Number of None among the different cells of a sheet."""


class Rows(Sequence[Row]):
    """The rows of a sheet, all of the same length.

    Columns repeat themselves: 100 000 patients give three answers. So each cell is kept as a
    number into a list of the different ones, which is small, quick to send to another process,
    and tells at once which cells of a column are alike.
    """

    def __init__(self, n_columns: int, known: Sequence[Cell], numbers: "array[int]") -> None:
        """Takes the cells as they are numbered.

        Args:
            n_columns: cells of a row.
            known: the different cells, the first of them None; true is not 1.
            numbers: of each cell among ``known``, row by row.
        """
        self.n_columns, self.known, self.numbers = n_columns, known, numbers

    def __len__(self) -> int:
        return len(self.numbers) // self.n_columns if self.n_columns else 0

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, at: int | slice) -> Row | tuple[Row, ...]:
        if isinstance(at, slice):
            return tuple(self[row] for row in range(len(self))[at])
        start = range(len(self))[at] * self.n_columns
        return tuple(map(self.known.__getitem__, self.numbers[start : start + self.n_columns]))

    def __iter__(self) -> Iterator[Row]:
        in_order = map(self.known.__getitem__, self.numbers)
        return zip(*[in_order] * self.n_columns, strict=True)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Rows):
            return len(self) == len(other) and all(map(tuple.__eq__, self, other))
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def cell(self, row: int, column: int) -> Cell:
        """Both counted from 0."""
        return self.known[self.numbers[row * self.n_columns + column]]


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

    rows: Rows

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
    lengths: tuple[int, ...] = ()
    """Cells of each row of a text file before the short ones were filled up; empty if all rows
    are of one length."""

    parts: tuple[SheetPart, ...] = ()
    """The sheets of the file, where several are read as this one."""


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


def _sheet(name: str) -> str:
    """For a sentence, without a name that may be somebody's."""
    if not name:
        return "This file"
    return f"Sheet {name}" if are_common(name) else "One sheet"


def refuse_if_large(name: str, n_rows: int, n_columns: int) -> None:
    """Keeps sheets out that no cohort needs and no memory holds.

    Raises:
        Refused: if there are too many rows, columns or cells.
    """
    where = _sheet(name)
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


def refuse_if_long(name: str, row: int, n: int) -> None:
    """Keeps out cells that no program of the office writes, and that take long to look through.

    Args:
        name: of the sheet, "" for a file without sheets.
        row: of the cell, counted from 0.
        n: its characters.

    Raises:
        Refused: if there are too many of them.
    """
    if n > LONGEST_CELL:
        sheet = _sheet(name)
        where = f"Row {row + 1} of {sheet[0].lower()}{sheet[1:]}"
        raise Refused(
            f"{where} has a cell with {n:,} characters; at most {LONGEST_CELL:,} can be read, as "
            "many as Excel keeps in one. Shorten it, or see whether a quotation mark before it "
            "is never closed, and upload again."
        )


def merged_within(
    name: str, merged: Iterable[tuple[Place, Place]], n_rows: int
) -> tuple[tuple[Place, Place], ...]:
    """The merged cells as far as they reach down, none of which begins within another.

    Args:
        name: of the sheet.
        merged: first and last place of each, in any order, as the file gives them.
        n_rows: of the sheet, down to the last one that is filled.

    Raises:
        Refused: if they span too many rows together.
    """
    kept: list[tuple[Place, Place]] = []
    ends: dict[int, int] = {}
    n_merged = 0
    for (top, left), (bottom, right) in sorted(set(merged)):
        if top >= n_rows or top <= ends.get(left, -1):
            continue
        ends[left] = bottom = min(bottom, n_rows - 1)
        kept.append(((top, left), (bottom, right)))
        n_merged += bottom - top + 1
    if n_merged > MOST_MERGED_ROWS:
        raise Refused(
            f"{_sheet(name)} has cells merged over {n_merged:,} rows in all; at most "
            f"{MOST_MERGED_ROWS:,} can be read. Unmerge them in Excel, or copy the cohort alone "
            "into a new file, and upload that."
        )
    return tuple(kept)


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
