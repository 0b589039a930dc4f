"""Where the cohort's table stands in a file: the sheet, its headings, and the patients below.

Heading rows are found by the headings they hold and not by position, since titles, groups of
columns and notes stand above and below the patients.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final

import numpy as np

from ivl.intake import second_tables
from ivl.intake.candidates import FEWEST_KNOWN, Candidate
from ivl.intake.cells import BLANK, Cell, Place, Sheet, Workbook
from ivl.intake.distinct import Columns, Distinct, Numbers, with_cells
from ivl.intake.heads import Head, heading_row, heads_in
from ivl.intake.likeness import Row
from ivl.intake.problems import Problem
from ivl.intake.refusal import Refused
from ivl.intake.repeated_heads import first_of_same
from ivl.intake.report import Skipped, SkippedReason
from ivl.intake.rows import told_apart
from ivl.intake.stacked import headings_again
from ivl.intake.subheadings import described
from ivl.intake.turned import refuse_if_turned
from ivl.intake.verdicts import Doubt
from ivl.intake.words import plain

_DAY_0_OF_1904: Final = datetime(1904, 1, 1)
_LAST_DAY: Final = 73_000
"""In 2103; larger numbers are written dates such as 20190305."""

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
    def plain_codes(self) -> frozenset[str]:
        """The codes of patients that are text, as ``words.plain`` has them."""
        positions = [head.position for head in self.heads if head.is_of_codes]
        cells = [cell for at in positions for cell in self.distinct(at).cells]
        return frozenset(plain(cell) for cell in cells if isinstance(cell, str))

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
    found = {sheet.name: Candidate(sheet, *heading_row(sheet)) for sheet in workbook.sheets}
    fit = [candidate for candidate in found.values() if candidate.n_known >= FEWEST_KNOWN]
    shown = [candidate for candidate in fit if not candidate.sheet.hidden] or fit
    asked_for = [candidate for candidate in fit if candidate.sheet.name == chosen]
    best = max(asked_for or shown, key=lambda candidate: candidate.n_known, default=None)
    for candidate in [best] if best else found.values():
        refuse_if_turned(candidate)
    if best is None:
        raise Refused(
            f"No row of headings was found in {filename}. Head the columns with names such as "
            "Patient ID, Age, Extent, Recurrence and Follow-up (months), or use the template."
        )
    rivals = [one for one in fit if one is not best and one.rivals(best)]
    known = [one for one in rivals if one in shown]
    table = _table(best.sheet, first_of_same(best.sheet, best.row))
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
            and (
                bool(asked_for)
                if one in known
                else one not in rivals and one.belongs_to(table.sheet.rows, table.plain_codes)
            )
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


def _table(sheet: Sheet, header_row: int) -> Table:
    columns = Columns(sheet.rows)
    filled_below = (columns.numbers[:, header_row + 1 :] != BLANK).any(axis=1)
    heads = tuple(
        head for head in heads_in(sheet, header_row) if head.words or filled_below[head.position]
    )
    # Rows are looked at without what stands beside the patients.
    rows: Sequence[Row] = sheet.rows
    at_right = second_tables.beside(columns, header_row, heads)
    beside = heads[at_right[0]].position if at_right else None
    if at_right:
        heads = heads[: at_right[0]]
        rows = [row[: heads[-1].position + 1] for row in rows]
    own = columns.within(heads[-1].position + 1) if at_right else columns
    more = described(rows, header_row, heads)
    heads = tuple(replace(head, hint=more.hints.get(head.position, "")) for head in heads)
    seconds = second_tables.below(rows, own, header_row, heads)
    known: dict[int, SkippedReason] = dict.fromkeys(more.rows, "heading")
    known |= dict.fromkeys(headings_again(sheet), "repeated heading")
    for second in seconds:
        known |= dict.fromkeys(second.rows, "second table")
    totals = (row for row in sheet.marks.totals_rows if header_row < row < len(rows))
    known |= dict.fromkeys(totals, "total or note")
    if at_right:
        seconds.append(at_right[1])
        known |= dict.fromkeys(_only_beside(sheet, rows), "second table")
    found = told_apart(sheet, rows, own, header_row, heads, known)
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
