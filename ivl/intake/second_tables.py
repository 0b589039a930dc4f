"""A second table in the sheet of the cohort, below the patients or beside them.

It is never read under the headings of the first. A list of patients has to be joined to the first
by whoever owns the file; a summary is left out and named.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from ivl.intake import headings, summary_words
from ivl.intake.cells import BLANK, as_text, letter
from ivl.intake.distinct import Columns
from ivl.intake.heads import Head
from ivl.intake.likeness import Row, is_number_or_date
from ivl.intake.problems import Problem, row_spans
from ivl.intake.repeated_heads import repeats
from ivl.intake.words import key

_ID: Final = "patient_id"
_FEWEST: Final = 2
_PART: Final = 2
"""A table beside the patients has cells in less than one of so many of their rows."""


@dataclass(frozen=True)
class Second:
    """A second table."""

    what: str
    is_list: bool
    """It seems to hold patients."""

    rows: tuple[int, ...] = ()
    """Its rows, counted from 0; none of a table that stands beside the patients."""

    def problem(self, sheet: str) -> Problem:
        """What is to be said of it."""
        if self.is_list:
            why = "It was not read, and its patients would be lost"
            how = "Bring all patients under one row of headings and upload again"
            return Problem("", None, self.what, why, how, "error", sheet=sheet)
        how = "If it says something of single patients, give it columns of its own in their rows"
        return Problem("", None, self.what, "Left out", how, sheet=sheet)


# ── Below ────────────────────────────────────────────────────────────────────────────────────


def below(
    rows: Sequence[Row], columns: Columns, header_row: int, heads: Sequence[Head]
) -> list[Second]:
    """Tables that begin below the headings with headings of their own.

    Args:
        rows: all rows of the sheet.
        columns: the same cells by their columns.
        header_row: counted from 0.
        heads: of the first table.
    """
    words = {head.words for head in heads} - {""}
    own = {head.position: head.words for head in heads if head.words}
    found: list[Second] = []
    end = header_row + 1
    for row in _may_head(columns, header_row, words):
        if (
            row < end
            or repeats(rows[row], heads)
            or not _is_of_words(rows, row, words)
            or not _heads_another(rows[row], own)
        ):
            continue
        is_list = _is_of_patients(rows[row], heads)
        end = row + 1
        while end < len(rows) and not _ends(rows, end, own, is_list):
            end += 1
        held = tuple(at for at in range(row, end) if any(cell is not None for cell in rows[at]))
        spans = row_spans([at + 1 for at in held])
        kind = "another list of patients, with headings" if is_list else "another table"
        what = f"{spans[:1].upper()}{spans[1:]} {'hold' if held[1:] else 'holds'} {kind}"
        found.append(Second(f"{what} of its own", is_list, held))
    return found


def _may_head(columns: Columns, header_row: int, words: set[str]) -> list[int]:
    """Rows in which headings come again, or that follow upon a blank one."""
    may = columns.n_among(words) >= _FEWEST
    may[1:] |= columns.n_filled()[:-1] == 0
    may[: header_row + 1] = False
    return np.flatnonzero(may).tolist()


def _is_of_words(rows: Sequence[Row], row: int, words: set[str]) -> bool:
    """A quick look: headings come again, or words follow upon a blank row."""
    cells = rows[row]
    if len(words.intersection(cells)) >= _FEWEST:
        return True
    is_apart = rows[row - 1].count(None) == len(cells)
    return is_apart and all(cell is None or isinstance(cell, str) for cell in cells)


def _heads_another(cells: Row, own: dict[int, str]) -> bool:
    """Whether headings stand in a row, and not those of the first table in their places."""
    told = {at: as_text(cell).strip() for at, cell in enumerate(cells) if cell is not None}
    if len(told) < _FEWEST or any(is_number_or_date(words) for words in told.values()):
        return False
    same = sum(key(words) == key(own.get(at, "")) for at, words in told.items())
    if same == len(told):
        return False
    again = sum(words in own.values() for words in told.values())
    strange = [words for at, words in told.items() if key(words) != key(own.get(at, ""))]
    if same and 2 * same > len(told):  # the same headings but for some that mean something else
        moved = [words for words in strange if words in own.values()]
        other = [words for words in strange if set(headings.known_fields(words)) - _fields(own)]
        return bool(moved or other)
    if again >= _FEWEST and 2 * again > len(told):
        return True
    known = sum(
        headings.is_known(words) or summary_words.names_statistic(words) for words in told.values()
    )
    return any(map(headings.is_known, told.values())) and known >= _FEWEST and 2 * known > len(told)


def _fields(own: dict[int, str]) -> set[str]:
    return {field for words in own.values() for field in headings.known_fields(words)}


def _is_of_patients(cells: Row, heads: Sequence[Head]) -> bool:
    """Whether a code is among the headings, or most of what the first table records."""
    named = {field for cell in cells for field in headings.known_fields(as_text(cell))}
    first = {target.field for head in heads for target in head.heading.targets}
    return _ID in named or 2 * len(named & first) > len(first)


def _ends(rows: Sequence[Row], row: int, own: dict[int, str], is_list: bool) -> bool:
    """A list goes on over blank rows; both end where the first headings come again."""
    cells = rows[row]
    if not is_list and cells.count(None) == len(cells):
        return True
    told = {at: as_text(cell).strip() for at, cell in enumerate(cells) if cell is not None}
    same = sum(words == own.get(at) for at, words in told.items())
    return same >= _FEWEST and same == len(told)


# ── Beside ───────────────────────────────────────────────────────────────────────────────────


def beside(columns: Columns, header_row: int, heads: Sequence[Head]) -> tuple[int, Second] | None:
    """A table at the right of the patients: at which of the headings it begins, and what it is."""
    for at in range(1, len(heads)):
        left, right = heads[:at], heads[at:]
        titles = f"Columns {letter(right[0].position)} to {letter(right[-1].position)}"
        if _is_list_beside(columns, header_row, left, right):
            what = f"{titles} hold another list of patients, beside the first"
            return at, Second(what, is_list=True)
        if _is_table_beside(columns, header_row, left, right):
            return at, Second(f"{titles} hold a small table beside the patients", is_list=False)
    return None


def _is_list_beside(
    columns: Columns, header_row: int, left: Sequence[Head], right: Sequence[Head]
) -> bool:
    """Whether codes of others stand there, and at least two more headings come again."""
    codes = next((head.position for head in left if head.is_of_codes), None)
    if not right[0].is_of_codes or codes is None:
        return False
    again = (_fields_of(left) & _fields_of(right)) - {_ID}
    below = slice(header_row + 1, None)
    own = set(columns.distinct(codes, below).cells) - {None}
    theirs = set(columns.distinct(right[0].position, below).cells) - {None}
    return len(again) >= _FEWEST and 2 * len(theirs - own) > len(theirs)


def _is_table_beside(
    columns: Columns, header_row: int, left: Sequence[Head], right: Sequence[Head]
) -> bool:
    """Whether few rows at the top are filled there, under a heading that counts or comes again."""
    if len(right) < _FEWEST or not _may_begin(left, right):
        return False
    first, last = right[0].position, right[-1].position + 1
    is_filled = columns.numbers[:, header_row + 1 :] != BLANK
    filled = np.flatnonzero(is_filled.any(axis=0))
    n_own = np.count_nonzero(is_filled[:first].any(axis=0))
    theirs = np.flatnonzero(is_filled[first:last].any(axis=0))
    is_at_top = np.array_equal(theirs, filled[: len(theirs)])
    return bool(len(theirs) and is_at_top and _PART * len(theirs) < n_own)


def _may_begin(left: Sequence[Head], right: Sequence[Head]) -> bool:
    counts = any(summary_words.names_statistic(head.words) for head in right)
    comes_again = bool(_fields_of(left) & set(_fields_of(right[:1])))
    is_apart = right[0].position > left[-1].position + 1
    any_again = bool(_fields_of(left) & _fields_of(right))
    return (comes_again and counts) or (is_apart and (counts or any_again))


def _fields_of(heads: Sequence[Head]) -> set[str]:
    return {target.field for head in heads for target in head.heading.targets}
