"""What several rows of one patient say together: visits, forms and admissions.

Where one row is blank the other speaks. Of what changes in time the latest row counts, and of a
recurrence the first that tells of it; whatever else the rows say differently is a contradiction.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any, Final, Literal

import pandas as pd

from ivl.intake.cells import Cell, Place, as_text, letter, place
from ivl.intake.columns import ColumnRead
from ivl.intake.databases import is_of_visits
from ivl.intake.dates import possible_orders
from ivl.intake.grammar import read_cell
from ivl.intake.headings import is_checkbox
from ivl.intake.matching import Matching
from ivl.intake.reading import Reading
from ivl.intake.report import Match, column_title
from ivl.intake.table import Table
from ivl.intake.words import plain
from ivl.schema import BY_NAME, NO, PARENTS, YES

Which = Literal["first", "last"]
"""Of rows that contradict each other, the one that counts."""

_LATEST: Final = frozenset(
    ("followup_months", "last_followup_date", "vital_status", "lost_to_followup")
)
_VITAL: Final = "vital_status"
_RECURRENCE: Final = "recurrence"
_OF_FIRST_RECURRENCE: Final = frozenset(
    (
        "recurrence_date",
        "time_to_recurrence_months",
        "recurrence_site",
        "recurrence_treatment",
        "event_type",
    )
)


@dataclass
class Together:
    """What the rows of one patient say together; rows and columns count from 0."""

    rows: tuple[int, ...]
    """In the order of the sheet."""

    from_row: dict[int, int] = field(default_factory=dict)
    """The row whose cell counts, by the column; blank columns are left out."""

    differing: list[str] = field(default_factory=list)
    """What they contradict each other in: labels of fields, titles of other columns."""

    is_same: bool = True
    """All say the same in every column in use."""

    is_in_time: bool = False
    """Somewhere the latest row counts, or the first with a recurrence."""

    died_in: int | None = None
    """The row that tells of her death, where a later one has her alive."""


class Patients:
    """Reads the rows of one patient after the other."""

    def __init__(
        self,
        table: Table,
        matching: Matching,
        read: Sequence[ColumnRead],
        is_of_visits: bool,
        death_counts: bool = False,
    ) -> None:
        """Takes what the cells of each column mean.

        Args:
            table: with every row.
            matching: what each column records.
            read: its columns, from ``ivl.intake.values``.
            is_of_visits: the order of the rows is that of visits.
            death_counts: of a patient who dies at one visit and lives at a later one, what was
                known at her death counts.
        """
        self._table, self._is_of_visits = table, is_of_visits
        self._death_counts = death_counts
        self._read = {column.source.match.position: column for column in read}
        self._at = {row: at for at, row in enumerate(table.records)}
        self._matches: dict[int, Match] = {}
        for match in matching.matches:
            if match.field != "patient_id":
                self._matches.setdefault(match.position, match)
        codes = {match.position for match in matching.matches} - self._matches.keys()
        self._others = [
            head
            for head in table.heads
            if head.position not in self._matches and head.position not in codes
        ]
        left_out = () if is_of_visits else matching.left_out
        self._telling = {
            place(f"{column.letter}1")[1] for column in left_out if column.reason == "identifier"
        }
        """Columns of names and numbers, which are not kept, but tell persons apart."""

        self._boxes: dict[str, list[int]] = {}
        for position, match in self._matches.items():
            if match.field in PARENTS and is_checkbox(match.heading):
                self._boxes.setdefault(PARENTS[match.field].name, []).append(position)

    def together(self, rows: Sequence[int], which: Which) -> Together:
        """What some rows say together.

        Args:
            rows: of one patient, in the order of the sheet.
            which: of rows that contradict each other, which one counts.
        """
        found = Together(tuple(rows))
        order = self._in_order(rows)
        blanks = self._boxes_not_filled_in(rows) if self._is_of_visits else set()
        found.died_in = self._died_in(order)
        for position, match in self._matches.items():
            is_late = self._death_counts and match.field in _LATEST
            held = {
                row: cell
                for row in (_until(found.died_in, order) if is_late else order) or rows
                if (cell := self._cell(row, position)) is not None and (row, position) not in blanks
            }
            if not held:
                continue
            is_one = self._say_the_same(list(held), match)
            found.is_same &= is_one and len(held) == len(rows)
            if is_one:
                found.from_row[position] = min(held)
            else:
                self._settle(found, match, list(held), bool(order), which)
        for head in self._others:
            filled = [row for row in rows if self._cell(row, head.position) is not None]
            if filled:
                found.from_row[head.position] = filled[0]
            if head.position in self._telling and self._differ(filled, head.position):
                found.differing.append(column_title(letter(head.position), head.words))
        found.is_same &= not found.differing
        return found

    def _differ(self, rows: Sequence[int], position: int) -> bool:
        return len({plain(as_text(self._cell(row, position))) for row in rows}) > 1

    def _settle(
        self,
        found: Together,
        match: Match,
        held: list[int],
        is_ordered: bool,
        which: Which,
    ) -> None:
        """Takes one of the cells of a column, which are in order of time if they are ordered."""
        position = match.position
        known = [row for row in held if not self._is_mark(row, match)]
        if known and self._say_the_same(known, match):
            found.from_row[position] = min(known)
            return
        rows = known or held
        field_name = PARENTS[match.field].name if match.field in PARENTS else match.field
        ends = (rows[0], rows[-1])
        if is_ordered and field_name in _LATEST and not self._contradicts_time(found, rows, match):
            found.from_row[position], found.is_in_time = ends[1], True
        elif is_ordered and field_name in _OF_FIRST_RECURRENCE:
            found.from_row[position], found.is_in_time = ends[0], True
        elif is_ordered and field_name == _RECURRENCE:
            with_yes = (row for row in rows if self._reads(row, match) == YES.name)
            found.from_row[position], found.is_in_time = next(with_yes, ends[1]), True
        else:
            found.from_row[position] = ends[which == "last"]
            found.differing.append(BY_NAME[field_name].label)

    def _cell(self, row: int, position: int) -> Cell:
        return self._table.sheet.rows.cell(row, position)

    def _contradicts_time(self, found: Together, rows: Sequence[int], match: Match) -> bool:
        """Whether what can only go on in time goes back, in rows that are in order of time."""
        if match.field == _VITAL:
            return found.died_in is not None and not self._is_of_visits
        values = [self._reads(row, match) for row in rows]
        known = [value for value in values if isinstance(value, float | pd.Timestamp)]
        return any(later < earlier for earlier, later in pairwise(known))

    def _died_in(self, order: Sequence[int]) -> int | None:
        position = self._position(_VITAL)
        if position is None:
            return None
        said = {row: self._reads(row, self._matches[position]) for row in order}
        lived = [row for row, value in said.items() if value == "alive"]
        died = [row for row, value in said.items() if value == "dead"]
        is_again = bool(lived and died) and order.index(lived[-1]) > order.index(died[0])
        return died[0] if is_again else None

    def _reading(self, row: int, match: Match) -> Reading:
        column = self._read.get(match.position)
        if column is None:
            return read_cell(self._cell(row, match.position), match.column, match.asked_as)
        return column.readings[column.source.held.places[self._at[row]]]

    def _reads(self, row: int, match: Match) -> object:
        """The value of a cell, None where it cannot be told."""
        reading = self._reading(row, match)
        return None if reading.what else reading.value

    def _is_mark(self, row: int, match: Match) -> bool:
        """Whether a cell says that nothing is known."""
        reading = self._reading(row, match)
        return not reading.what and reading.value in (None, "")

    def _say_the_same(self, rows: Sequence[int], match: Match) -> bool:
        if len({as_text(self._cell(row, match.position)).strip() for row in rows}) == 1:
            return True
        values = [self._reads(row, match) for row in rows]
        return None not in values and all(value == values[0] for value in values)

    def _boxes_not_filled_in(self, rows: Sequence[int]) -> set[Place]:
        """Boxes of a question that are all without a tick in one visit, and not in another.

        A database writes a 0 for a box that nobody looked at.
        """
        found: set[Place] = set()
        for positions in self._boxes.values():
            unticked = [
                row
                for row in rows
                if all(self._reads(row, self._matches[at]) in (None, NO.name) for at in positions)
            ]
            if len(unticked) < len(rows):
                found |= {(row, at) for row in unticked for at in positions}
        return found

    # ── In time ──────────────────────────────────────────────────────────────────────────────

    def _in_order(self, rows: Sequence[int]) -> list[int]:
        """The rows in order of time; empty where nothing tells it."""
        return (
            self._by_dates(rows)
            or self._by_numbers(rows, self._numbering)
            or (self._by_numbers(rows, self._followup) or list(rows) if self._is_of_visits else [])
        )

    @cached_property
    def _numbering(self) -> int | None:
        """The column that numbers the visits."""
        return next((head.position for head in self._table.heads if is_of_visits(head.words)), None)

    @cached_property
    def _followup(self) -> int | None:
        return self._position("followup_months")

    def _position(self, name: str) -> int | None:
        return next((at for at, match in self._matches.items() if match.field == name), None)

    def _by_numbers(self, rows: Sequence[int], position: int | None) -> list[int]:
        if position is None:
            return []
        cells = {row: self._cell(row, position) for row in rows}
        numbers = {row: _number(cell) for row, cell in cells.items() if cell is not None}
        return _sorted(rows, numbers)

    def _by_dates(self, rows: Sequence[int]) -> list[int]:
        """By the last contact, if any order of day and month that is possible says the same."""
        position = self._position("last_followup_date")
        if position is None:
            return []
        cells = {row: cell for row in rows if (cell := self._cell(row, position)) is not None}
        orders = possible_orders(cells.values()) or (None,)
        match = self._matches[position]
        found = [
            _sorted(
                rows,
                {
                    row: read_cell(cell, match.column, order=order).value
                    for row, cell in cells.items()
                },
            )
            for order in orders
        ]
        return found[0] if all(one == found[0] for one in found) else []


def _until(died_in: int | None, order: Sequence[int]) -> Sequence[int]:
    """The rows up to her death, in order of time; all of them without one."""
    return order if died_in is None else order[: order.index(died_in) + 1]


def _number(cell: Cell) -> float | None:
    try:
        return float(as_text(cell))
    except ValueError:
        return None


def _sorted(rows: Sequence[int], keys: Mapping[int, Any]) -> list[int]:
    """Rows by their keys, those without one first; empty if the keys do not tell all apart."""
    values = list(keys.values())
    if len(values) < 2 or None in values or len(set(values)) < len(values):
        return []
    first = [row for row in rows if row not in keys]
    return [*first, *sorted(keys, key=keys.__getitem__)]
