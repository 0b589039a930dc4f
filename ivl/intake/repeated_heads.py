"""Headings that come again among the patients, in the same words or in others.

A list that was printed has its headings on each page, and one put together from two has them
where the second begins; "Age" may be "Age (y)" there.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from ivl.intake import headings
from ivl.intake.cells import Cell, Sheet
from ivl.intake.distinct import Columns
from ivl.intake.heads import Head, heads_in, is_data
from ivl.intake.identifiers import is_heading_of_identifier
from ivl.intake.likeness import Row, is_known, is_number_or_date

_FEWEST: Final = 2


def first_of_same(sheet: Sheet, header_row: int) -> int:
    """The first row that heads the same columns as a row of headings, if data stand between.

    Without data between, the lower one of two rows of headings is the one that counts.
    """
    heads = [head for head in heads_in(sheet, header_row) if head.words]
    for row in range(header_row):
        between = sheet.rows[row + 1 : header_row]
        has_data = any(is_data(cell) for one in between for cell in one)
        if has_data and _n_again(sheet.rows[row], heads) > len(heads) / 2:
            return row
    return header_row


def rows_that_repeat(rows: Sequence[Row], columns: Columns, heads: Sequence[Head]) -> list[int]:
    """Rows of headings in the same columns, in these words or others, counted from 0."""
    found: set[int] = set()
    for head in heads:
        if all(target.column.kind not in ("number", "date") for target in head.heading.targets):
            continue
        distinct = columns.distinct(head.position)
        again = [_says_again(cell, head) for cell in distinct.cells]
        if any(again):
            found.update(np.flatnonzero(np.array(again)[distinct.places]).tolist())
    return sorted(row for row in found if repeats(rows[row], heads))


def repeats(cells: Row, heads: Sequence[Head]) -> bool:
    """Whether each cell of a row heads its column once more, whatever its words."""
    n_filled = len(cells) - cells.count(None)
    own = {head.position: head.words for head in heads}
    n_same = sum(cell is not None and cell == own.get(at) for at, cell in enumerate(cells))
    others = [head for head in heads if cells[head.position] not in (None, head.words)]
    if any(cells[head.position] in own.values() for head in others):
        return False  # the same headings in another order
    n_other = sum(_heads_same(cells[head.position], head) for head in others)
    return _n_again(cells, others) >= 1 and _FEWEST <= n_same + n_other == n_filled


def _n_again(cells: Row, heads: Sequence[Head]) -> int:
    if any(map(is_data, cells)):
        return 0
    return sum(_says_again(cells[head.position], head) for head in heads)


def _heads_same(cell: Cell, head: Head) -> bool:
    """Whether a cell is a heading of what its column records, or of any where that is unknown."""
    if not isinstance(cell, str) or is_number_or_date(cell):
        return False
    fields = {target.field for target in head.heading.targets}
    if not fields:
        return headings.is_known(cell) or is_heading_of_identifier(cell)
    return not fields.isdisjoint(headings.known_fields(cell))


def _says_again(cell: Cell, head: Head) -> bool:
    """The same, unless it is an answer as well: 复发 below 术后复发."""
    return _heads_same(cell, head) and (head.is_of_codes or not is_known(head, cell))
