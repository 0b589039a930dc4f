"""Where the cohort's table stands in a file: the sheet, its headings, and the patients below.

Heading rows are found by the headings they hold and not by position, since titles, groups of
columns and notes stand above and below the patients.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final

import numpy as np

from ivl.intake import headings, second_tables
from ivl.intake.cells import BLANK, Cell, Place, Rows, Sheet, Workbook, as_text, letter
from ivl.intake.distinct import Columns, Distinct, Numbers, with_cells
from ivl.intake.heads import Head, heading_row, heads_in
from ivl.intake.likeness import Row
from ivl.intake.problems import Problem
from ivl.intake.refusal import Refused
from ivl.intake.report import Skipped, SkippedReason
from ivl.intake.rows import told_apart
from ivl.intake.stacked import headings_again
from ivl.intake.subheadings import described
from ivl.intake.verdicts import Doubt
from ivl.intake.words import plain
from ivl.schema import BY_NAME

FEWEST_KNOWN: Final = 2
"""Known headings that make a row the heading row."""

_DAY_0_OF_1904: Final = datetime(1904, 1, 1)
_LAST_DAY: Final = 73_000
"""In 2103; larger numbers are written dates such as 20190305."""

_LOOKED_AT_COLUMNS: Final = 3
_MOST_FIELDS: Final = 300
_FEWEST_ALIKE: Final = 4
"""Columns that two sheets may have in common by chance if they are fewer."""

_CLEARLY: Final = 2
"""A cohort has at least so many times the headings of a list that is none."""


@dataclass(frozen=True)
class Table:
    """The cohort's table within a sheet; rows are counted from 0."""

    sheet: Sheet
    header_row: int
    heads: tuple[Head, ...]
    records: tuple[int, ...]
    """Rows that hold a patient."""

    skipped: tuple[Skipped, ...]
    columns: Columns = field(repr=False, compare=False)
    """Of the sheet."""
    doubts: tuple[tuple[int, Doubt], ...] = ()
    """Rows that may hold a patient, and what speaks against it."""

    first_codes: Mapping[int, str] = field(default_factory=dict)
    """Of rows whose code is another's with something added, that other code."""

    excluded_by: Mapping[int, str] = field(default_factory=dict)
    """Of rows that stand below words of exclusion, these words."""

    goes_on_with: Mapping[int, int] = field(default_factory=dict)
    """Of rows that go on with another, or may do so, that other row."""

    codes_alone: tuple[int, ...] = ()
    """Rows of patients of whom nothing but a code is recorded."""

    has_further_rows: bool = False
    """The owner of the file says of some rows that they are further ones of other patients."""

    struck_rows: frozenset[int] = frozenset()
    """Rows of patients who are struck out and belong to the cohort all the same."""

    beside: int | None = None
    """Column from which on another table stands, counted from 0."""

    problems: tuple[Problem, ...] = ()
    """What is to be said of second tables."""

    rivals: tuple[str, ...] = ()
    """Names of further sheets that look like a cohort."""

    is_clear: bool = True
    """The rivals have far fewer headings of a cohort."""

    hidden_rivals: tuple[str, ...] = ()
    """Names of hidden sheets that look like a cohort and were left out."""

    others: tuple[str, ...] = ()
    """Names of further sheets that seem to say something of patients and were left out."""

    joined: Mapping[int, int] = field(default_factory=dict)
    """Rows that were joined to another one of the same patient, and that row."""

    taken: Mapping[Place, int] = field(default_factory=dict)
    """Cells of patients that stand in another of her rows, and that row."""

    before_joining: "Table | None" = field(default=None, repr=False, compare=False)
    """The same table with every row of each patient."""

    def row_numbers(self, position: int) -> list[int]:
        """As the spreadsheet shows it, the row in which each patient's cell of a column stands."""
        return [self.taken.get((row, position), row) + 1 for row in self.records]

    def row_number(self, row: int, position: int) -> int:
        """The row in which a cell of the patient in a row stands; both as the file shows them."""
        return self.taken.get((row - 1, position), row - 1) + 1

    def distinct(self, position: int) -> Distinct:
        """The cells of one column, a patient each, told apart."""
        if position not in self._distinct:
            self._distinct[position] = self.columns.distinct(position, self._at)
        return self._distinct[position]

    def held(self, position: int) -> Distinct:
        """As ``distinct``; the cells of rows that were joined stand last among the different ones.

        What a code means is told by all that stands below a heading, not by the visit that counts.
        """
        found = self.distinct(position)
        if self.before_joining is None:
            return found
        known = {(isinstance(cell, bool), cell) for cell in found.cells}
        every = self.before_joining.distinct(position).cells
        more = [cell for cell in every if (isinstance(cell, bool), cell) not in known]
        return Distinct([*found.cells, *more], found.places)

    def numbers(self, positions: Sequence[int]) -> Numbers:
        """Of each patient and column, the number of the cell; equal cells have one number."""
        return self.columns.numbers[positions][:, self._at].T

    @cached_property
    def _distinct(self) -> dict[int, Distinct]:
        return {}

    @cached_property
    def _at(self) -> Numbers:
        return np.array(self.records, "intp")

    def with_cells(self, cells: Mapping[Place, Cell]) -> "Table":
        """The same table with other content in some cells."""
        rows = with_cells(self.sheet.rows, cells)
        return replace(self, sheet=replace(self.sheet, rows=rows), columns=Columns(rows))

    def with_column(self, words: str, cells: Mapping[int, Cell]) -> "Table":
        """The table with one more column at its right, from the cells of each row."""
        position = self.sheet.rows.n_columns
        cells = {self.header_row: words, **cells}
        table = self.with_cells({(row, position): cell for row, cell in cells.items()})
        return replace(table, heads=(*self.heads, Head(position, words, "")))


def located(workbook: Workbook, filename: str, chosen: str = "") -> Table:
    """The table with the most known headings.

    Args:
        workbook: from ``ivl.intake.sheet``.
        filename: for the message.
        chosen: name of the sheet to take, if the owner of the file chose one.

    Raises:
        Refused: if no row holds headings of a cohort.
    """
    found = {sheet.name: _Candidate(sheet, *heading_row(sheet)) for sheet in workbook.sheets}
    fit = [candidate for candidate in found.values() if candidate.n_known >= FEWEST_KNOWN]
    shown = [candidate for candidate in fit if not candidate.sheet.hidden] or fit
    asked_for = [candidate for candidate in fit if candidate.sheet.name == chosen]
    best = max(asked_for or shown, key=lambda candidate: candidate.n_known, default=None)
    for candidate in [best] if best else found.values():
        _refuse_if_turned(candidate)
    if best is None:
        raise Refused(
            f"No row of headings was found in {filename}. Head the columns with names such as "
            "Patient ID, Age, Extent, Recurrence and Follow-up (months), or use the template."
        )
    rivals = [one for one in fit if one is not best and one.rivals(best)]
    known = [one for one in rivals if one in shown]
    table = _table(best.sheet, best.row)
    if workbook.is_from_1904:
        table = table.with_cells(dict(_days_from_1904(table)))
    return replace(
        table,
        rivals=tuple(one.sheet.name for one in known),
        is_clear=all(_CLEARLY * one.n_known <= best.n_known for one in known),
        hidden_rivals=tuple(one.sheet.name for one in rivals if one not in shown),
        others=tuple(
            one.sheet.name
            for one in found.values()
            if one is not best
            and (bool(asked_for) if one in known else one not in rivals and _belongs(one, table))
        ),
    )


def _days_from_1904(table: Table) -> Iterator[tuple[Place, Cell]]:
    """Numbers without a date format in columns of dates, which count from another day there."""
    for head in table.heads:
        targets = head.heading.targets
        if targets and all(target.column.kind == "date" for target in targets):
            for row in (*table.records, *(row for row, _ in table.doubts)):
                cell = table.sheet.rows.cell(row, head.position)
                if isinstance(cell, float) and 0 < cell < _LAST_DAY:
                    yield (row, head.position), _DAY_0_OF_1904 + timedelta(int(cell))


@dataclass(frozen=True)
class _Candidate:
    """A sheet with its best row of headings."""

    sheet: Sheet
    n_known: int
    row: int

    def rivals(self, best: "_Candidate") -> bool:
        """Whether this may be the cohort as well: headings with rows below, and no mere copy."""
        has_rows = len(self.sheet.rows) > self.row + 1
        return (
            self.n_known > FEWEST_KNOWN
            and has_rows
            and not _hold_the_same(self.sheet.rows, best.sheet.rows)
        )


def _hold_the_same(first: Rows, second: Rows) -> bool:
    """Whether two sheets hold the same rows, be they sorted otherwise."""
    are_alike = (len(first), first.n_columns) == (len(second), second.n_columns)
    return are_alike and (first == second or Counter(first) == Counter(second))


def _belongs(other: _Candidate, table: Table) -> bool:
    """Whether a sheet names patients, of the cohort or others, or has rows as wide as theirs."""
    rows, cohort = other.sheet.rows, table.sheet.rows
    if len(rows) < 2 or _hold_the_same(rows, cohort):
        return False
    heads = heads_in(other.sheet, other.row) if other.row + 1 < len(rows) else []
    if (
        any(head.is_of_codes and not head.is_vague for head in heads)
        or rows.n_columns == cohort.n_columns >= _FEWEST_ALIKE
    ):
        return True
    codes = {
        plain(as_text(cell))
        for head in table.heads
        if head.is_of_codes
        for cell in table.distinct(head.position).cells
        if isinstance(cell, str)
    }
    return not codes.isdisjoint(plain(cell) for cell in rows.known if isinstance(cell, str))


def _refuse_if_turned(candidate: _Candidate) -> None:
    """Refuses a sheet whose headings stand below each other.

    Answers such as IVC are headings as well, so what decides is where the columns that every
    cohort needs are named.

    Raises:
        Refused: if a column names more of these than any row, each once and hardly anything else.
    """
    rows = candidate.sheet.rows[:_MOST_FIELDS]
    in_row = [as_text(cell) for cell in rows[candidate.row]] if rows else []
    for position in range(min(_LOOKED_AT_COLUMNS, len(in_row))):
        in_column = [as_text(row[position]) for row in rows if row[position] is not None]
        named = [fields[0] for words in in_column if (fields := _named(words))]
        is_of_headings = len(named) > FEWEST_KNOWN and 2 * len(named) > len(in_column)
        is_once_each = len(set(named)) == len(named)
        if is_of_headings and is_once_each and _n_needed(in_column) > _n_needed(in_row):
            sheet = candidate.sheet.name
            raise Refused(
                f"{f'In sheet {sheet}' if sheet else 'In this file'} the headings stand below each "
                f"other in column {letter(position)}, so that each patient has a column. Give each "
                "patient a row: copy the table in Excel, choose Paste Special and Transpose, and "
                "upload that."
            )


def _named(words: str) -> list[str]:
    return [target.field for target in headings.understand(words).targets]


def _n_needed(words: list[str]) -> int:
    return len({field for one in words for field in _named(one) if _is_needed(field)})


def _is_needed(field: str) -> bool:
    return BY_NAME[field].need == "required"


def _table(sheet: Sheet, header_row: int) -> Table:
    columns = Columns(sheet.rows)
    filled_below = (columns.numbers[:, header_row + 1 :] != BLANK).any(axis=1)
    heads = tuple(
        head for head in heads_in(sheet, header_row) if head.words or filled_below[head.position]
    )
    # Rows are looked at without what stands beside the patients.
    rows: Sequence[Row] = tuple(sheet.rows)
    at_right = second_tables.beside(rows, header_row, heads)
    beside = heads[at_right[0]].position if at_right else None
    if at_right:
        heads = heads[: at_right[0]]
        rows = [row[: heads[-1].position + 1] for row in rows]
    more = described(rows, header_row, heads)
    heads = tuple(replace(head, hint=more.hints.get(head.position, "")) for head in heads)
    seconds = second_tables.below(rows, header_row, heads)
    known: dict[int, SkippedReason] = dict.fromkeys(more.rows, "heading")
    known |= dict.fromkeys(headings_again(sheet), "repeated heading")
    for second in seconds:
        known |= dict.fromkeys(second.rows, "second table")
    totals = (row for row in sheet.marks.totals_rows if header_row < row < len(rows))
    known |= dict.fromkeys(totals, "total or note")
    if at_right:
        seconds.append(at_right[1])
        known |= dict.fromkeys(_only_beside(sheet, rows), "second table")
    found = told_apart(sheet, rows, header_row, heads, known)
    skipped = (Skipped(row + 1, why) for row, why in enumerate(found.reasons) if why)
    return Table(
        sheet,
        header_row,
        heads,
        tuple(found.patients),
        tuple(skipped),
        columns,
        tuple(sorted(found.doubts.items())),
        found.first_codes,
        found.excluded_by,
        found.goes_on_with,
        tuple(found.codes_alone),
        beside=beside,
        problems=tuple(second.problem(sheet.name) for second in seconds),
    )


def _only_beside(sheet: Sheet, rows: Sequence[Row]) -> list[int]:
    """Rows that hold nothing but what stands beside the patients."""
    return [
        row
        for row, (all_cells, cells) in enumerate(zip(sheet.rows, rows, strict=True))
        if cells.count(None) == len(cells) and all_cells.count(None) < len(all_cells)
    ]
