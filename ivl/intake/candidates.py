"""The sheets of a file with their best rows of headings, one of which holds the cohort."""

from collections import Counter
from collections.abc import Set
from dataclasses import dataclass
from typing import Final

from ivl.intake.cells import Rows, Sheet
from ivl.intake.heads import heads_in
from ivl.intake.words import plain

FEWEST_KNOWN: Final = 2
"""Known headings that make a row the heading row."""

_FEWEST_ALIKE: Final = 4
"""Columns that two sheets may have in common by chance if they are fewer."""


@dataclass(frozen=True)
class Candidate:
    """A sheet with its best row of headings."""

    sheet: Sheet
    n_known: int
    row: int

    def rivals(self, best: "Candidate") -> bool:
        """Whether this may be the cohort as well: headings with rows below, and no mere copy."""
        has_rows = len(self.sheet.rows) > self.row + 1
        return (
            self.n_known > FEWEST_KNOWN
            and has_rows
            and not _hold_the_same(self.sheet.rows, best.sheet.rows)
        )

    def belongs_to(self, cohort: Rows, codes: Set[str]) -> bool:
        """Whether it names patients, of the cohort or others, or has rows as wide as theirs.

        Args:
            cohort: the rows of the sheet with the cohort.
            codes: of its patients, as ``words.plain`` has them.
        """
        rows = self.sheet.rows
        if len(rows) < 2 or _hold_the_same(rows, cohort):
            return False
        heads = heads_in(self.sheet, self.row) if self.row + 1 < len(rows) else []
        if (
            any(head.is_of_codes and not head.is_vague for head in heads)
            or rows.n_columns == cohort.n_columns >= _FEWEST_ALIKE
        ):
            return True
        return not codes.isdisjoint(plain(cell) for cell in rows.known if isinstance(cell, str))


def _hold_the_same(first: Rows, second: Rows) -> bool:
    """Whether two sheets hold the same rows, be they sorted otherwise."""
    are_alike = (len(first), first.n_columns) == (len(second), second.n_columns)
    return are_alike and (first == second or Counter(first) == Counter(second))
