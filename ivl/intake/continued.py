"""Rows without a code that go on with the row above: the second line of a patient's symptoms."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from ivl.intake import summary_words
from ivl.intake.cells import Cell, Place, Rows, as_text
from ivl.intake.heads import Head
from ivl.intake.levels import is_unknown_mark
from ivl.intake.likeness import Likeness, Row, is_number_or_date
from ivl.schema import BY_NAME

BETWEEN: Final = "; "
"""Stands between what two rows say in one column."""


class Continued:
    """Tells rows that go on with another, from what is common to patients."""

    def __init__(self, rows: Sequence[Row], heads: Sequence[Head], like: Likeness) -> None:
        self._rows, self._like = rows, like
        self._long = {
            head.position
            for head in heads
            if head.words
            and (
                not head.heading.targets
                or any(
                    BY_NAME[one.field].kind in ("several", "text") for one in head.heading.targets
                )
            )
        }
        """Columns in which a patient may have much to say."""

    def goes_on(self, row: int) -> bool:
        """Whether a row holds nothing but words, right of a blank code, where words belong."""
        if not self._like.are_coded or not self._like.codes:
            return False
        cells = self._rows[row]
        filled = {at: cell for at, cell in enumerate(cells) if cell is not None}
        if not filled or min(filled) < min(self._like.codes) or filled.keys() & self._like.codes:
            return False
        is_alone = len(filled) == 1
        return all(
            isinstance(cell, str)
            and self._is_words(at, cell)
            and (at in self._long or (is_alone and self._like.knows(at, cell)))
            for at, cell in filled.items()
        )

    def _is_words(self, at: int, cell: str) -> bool:
        return not (
            at in self._like.measured
            or is_number_or_date(cell)
            or is_unknown_mark(cell)
            or summary_words.begins_a_summary(cell)
            or summary_words.names_statistic(cell)
        )


def put_together(rows: Rows, first_rows: Mapping[int, int]) -> Iterator[tuple[Place, int, Cell]]:
    """What rows that go on say in the first row of their patient.

    Args:
        rows: of the sheet.
        first_rows: of each row that goes on, in order, the one it goes on with.

    Yields:
        A place in a first row, the row to look for it in, and what to put there.
    """
    held: dict[Place, str] = {}
    for row, first in first_rows.items():
        for at in range(rows.n_columns):
            cell, place = rows.cell(row, at), (first, at)
            if cell is None:
                continue
            words = held.get(place, as_text(rows.cell(first, at)))
            has_words = bool(words) and not is_unknown_mark(words)
            held[place] = f"{words}{BETWEEN}{as_text(cell)}" if has_words else as_text(cell)
            yield place, first if has_words else row, held[place]
