"""What each row of a sheet is: a patient, or why not, or a row of which only its owner knows."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np

from ivl.intake import summary_words
from ivl.intake.cells import Cell, Sheet, as_text
from ivl.intake.continued import Continued
from ivl.intake.distinct import Columns
from ivl.intake.exclusions import below_exclusions
from ivl.intake.heads import Head
from ivl.intake.levels import is_unknown_mark
from ivl.intake.likeness import Row, likeness, some_of
from ivl.intake.look import NEVER_CALCULATED
from ivl.intake.named_rows import named_rows
from ivl.intake.outsiders import outsiders
from ivl.intake.repeated_heads import rows_that_repeat
from ivl.intake.report import SkippedReason
from ivl.intake.row_judge import LIKE_NOTES, Judge, n_filled
from ivl.intake.verdicts import Doubt, Verdicts
from ivl.schema import EXAMPLE_ID

_FEWEST_REPEATED: Final = 2
_LONGEST_MARK: Final = 20
_LINE: Final = re.compile(r"\s*(?:[—–―…]|[-–—―−_=~*.·…#]{2,})\s*")
"""Cells of a row of these hold nothing."""

_OFTEN: Final = 1_000
"""Cells that stand in so many places are looked at once for all of them."""


def told_apart(
    sheet: Sheet,
    rows: Sequence[Row],
    columns: Columns,
    header_row: int,
    heads: tuple[Head, ...],
    known: Mapping[int, SkippedReason],
) -> Verdicts:
    """Which rows are patients, which are not, and which may be.

    Args:
        sheet: for what is merged, and for cells that could not be read.
        rows: of the sheet, without columns that stand beside the patients.
        columns: the same cells by their columns.
        header_row: the one with the headings, counted from 0.
        heads: the headings.
        known: rows that are no patients for reasons found elsewhere.
    """
    found = Verdicts(["blank" if one else None for one in _are_blank(sheet, rows, columns, heads)])
    for row in range(min(header_row + 1, len(rows))):
        if found.reasons[row] is None:
            found.skip(row, _reason_above(rows, row, header_row, heads))
    for row, why in known.items():
        found.skip(row, why)
    _skip_headings_and_examples(rows, columns, heads, found)
    named = named_rows(rows, columns, heads, found.open)
    for row in named.certain:
        found.skip(row, "total or note")
    found.doubts |= dict.fromkeys(named.like_codes, "named")
    doubtful = named.doubtful | named.like_codes
    compared = [row for row in found.open if row not in doubtful] if doubtful else []
    like = likeness([rows[row] for row in some_of(compared or found.open)], heads)
    judge = Judge(sheet, rows, columns, header_row, heads, like)
    judge.judge_each(found)
    for row, what in outsiders(columns, heads, found.open).items():
        if found.doubts.setdefault(row, "other") == "other":
            found.excluded_by[row] = what
    _believe_what_most_say(found)
    for row in sorted(named.doubtful.intersection(found.open)):
        if found.doubts.get(row, "code") in LIKE_NOTES:
            found.doubts[row] = "named"
    for row in _struck_rows(sheet, rows, found.open):
        found.doubts[row] = "struck"
    judge.doubt_second_rows(found)
    _keep_codes_between(found)
    judge.doubt_percentiles(found)
    judge.settle_sums(found)
    judge.doubt_rows_made_in_advance(found)
    _take_along(found)
    judge.find_continued(found, Continued(rows, heads, like))
    _name_groups(rows, found)
    _doubt_below_exclusions(rows, found)
    return found


def _reason_above(
    rows: Sequence[Row], row: int, header_row: int, heads: tuple[Head, ...]
) -> SkippedReason:
    if row == header_row:
        return "heading"
    n = n_filled(rows[row])
    uses_row = row == header_row - 1 and any(
        head.group or rows[header_row][head.position] is None for head in heads
    )
    return "heading" if uses_row and n > 1 else "title"


def _skip_headings_and_examples(
    rows: Sequence[Row], columns: Columns, heads: Sequence[Head], found: Verdicts
) -> None:
    """Rows in which most cells repeat their headings, and the example of the template."""
    headings = {head.position: head.words for head in heads if head.words}
    n_same = columns.n_in_place(headings)
    may_be = (n_same >= _FEWEST_REPEATED) | (columns.n_among({EXAMPLE_ID}) > 0)
    for row in np.flatnonzero(may_be).tolist():
        if found.reasons[row] is not None:
            continue
        if n_same[row] >= _FEWEST_REPEATED and 2 * n_same[row] > n_filled(rows[row]):
            found.skip(row, "repeated heading")
        elif next(cell for cell in rows[row] if cell is not None) == EXAMPLE_ID:
            found.skip(row, "example")
    for row in rows_that_repeat(rows, columns, heads):
        if found.reasons[row] in (None, "second table"):
            found.skip(row, "repeated heading")


def _believe_what_most_say(found: Verdicts) -> None:
    """Where most codes are called "Test 1" or "Yu 2016", this is how codes are written.

    And where most are men, or controls, the words mean something else.
    """
    kinds: tuple[Doubt, ...] = ("example", "outside", "other")
    for kind in kinds:
        rows = [row for row, doubt in found.doubts.items() if doubt == kind]
        if 2 * len(rows) > len(found.open):
            for row in rows:
                del found.doubts[row]


def _are_blank(
    sheet: Sheet, rows: Sequence[Row], columns: Columns, heads: tuple[Head, ...]
) -> list[bool]:
    """Whether a row holds nothing but marks for unknown, and nothing that could not be read."""
    broken = _broken_rows(sheet, heads)
    # Nearly every row of many holds a number, a date or an answer that is common.
    n = np.bincount(columns.numbers.ravel(), minlength=len(columns.known))
    tells = np.array(
        [
            not isinstance(cell, str | None) or (often and not _says_nothing(cell))
            for cell, often in zip(columns.known, (n >= _OFTEN).tolist(), strict=True)
        ],
        bool,
    )
    told = np.any(tells[columns.numbers], axis=0)
    return [
        not is_told and row not in broken and all(map(_says_nothing, rows[row]))
        for row, is_told in enumerate(told.tolist())
    ]


def _says_nothing(cell: Cell) -> bool:
    """Whether a cell is blank or holds a mark for unknown, such as "-", or a ruled line."""
    return cell is None or (
        isinstance(cell, str)
        and ((len(cell) <= _LONGEST_MARK and is_unknown_mark(cell)) or bool(_LINE.fullmatch(cell)))
    )


def _broken_rows(sheet: Sheet, heads: tuple[Head, ...]) -> set[int]:
    """Rows with cells that could not be read, but for those that are errors from end to end.

    A formula that looks up a patient gives an error in each of its cells where there is none.
    """
    n_errors = Counter(row for row, _ in sheet.unreadable)
    pending = {row for (row, _), why in sheet.unreadable.items() if why == NEVER_CALCULATED}
    n_headed = sum(bool(head.words) for head in heads)
    return {row for row, n in n_errors.items() if row in pending or n < max(n_headed, 2)}


def _struck_rows(sheet: Sheet, rows: Sequence[Row], among: Sequence[int]) -> list[int]:
    """Rows of which every filled cell is struck out."""
    struck: dict[int, int] = {}
    for row, column in sheet.marks.struck:
        if row < len(rows) and column < len(rows[row]) and rows[row][column] is not None:
            struck[row] = struck.get(row, 0) + 1
    return [row for row in among if row in struck and struck[row] == n_filled(rows[row])]


def _keep_codes_between(found: Verdicts) -> None:
    """Codes alone are made in advance where they stand last; others are of patients."""
    for row, reason in enumerate(found.reasons[: found.last_patient or 0]):
        if reason == "code alone":
            found.reasons[row] = None
            found.codes_alone.append(row)


def _take_along(found: Verdicts) -> None:
    """Doubtful rows in one block with notes, set apart from the patients, are notes as well."""
    last = found.last_patient
    if last is None:
        return
    for block in _blocks(found.reasons, last + 1):
        is_apart = found.reasons[block[0] - 1] == "blank"
        if is_apart and any(found.reasons[row] == "total or note" for row in block):
            for row in set(block):
                if found.doubts.get(row) in LIKE_NOTES:
                    found.skip(row, "total or note")


def _blocks(reasons: Sequence[SkippedReason | None], first: int) -> Iterator[list[int]]:
    """Rows that stand together, without the blank ones between."""
    block: list[int] = []
    for row in range(first, len(reasons)):
        if reasons[row] != "blank":
            block.append(row)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _doubt_below_exclusions(rows: Sequence[Row], found: Verdicts) -> None:
    below, lines = below_exclusions(rows, found.reasons)
    found.excluded_by = below | found.excluded_by
    for row in lines:
        found.skip(row, "total or note")
    for row in below:
        found.doubts.setdefault(row, "below")


def _name_groups(rows: Sequence[Row], found: Verdicts) -> None:
    """A word alone in a row says something of the patients below it, if there are any."""
    is_above_patient = False
    for row in reversed(range(len(found.reasons))):
        reason = found.reasons[row]
        if reason is None:
            is_above_patient |= row not in found.doubts
        elif reason == "total or note":
            n = n_filled(rows[row])
            words = next((as_text(cell) for cell in rows[row] if cell is not None), "")
            is_word = n == 1 and not summary_words.begins_a_summary(words)
            if is_above_patient and is_word:
                found.reasons[row] = "name of a group"
            else:
                is_above_patient = False
        elif reason != "blank":
            is_above_patient = False
