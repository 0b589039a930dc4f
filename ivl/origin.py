"""Where in a spreadsheet the patients of a cohort stand, and what became of its other rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class SheetPart(NamedTuple):
    """One of several sheets that are read as one, one below the other."""

    name: str
    first: int
    """Number of its first row among the rows of all."""

    n_headings: int
    """Rows from its first one down to its headings."""


def own_row(row: int, parts: Sequence[SheetPart]) -> tuple[str, int]:
    """Of a row among those of all parts, the name of its sheet and its number there."""
    part = max((part for part in parts if part.first <= row), key=lambda part: part.first)
    return part.name, row - part.first + 1


@dataclass(frozen=True)
class Origin:
    """The rows of the sheet that a cohort was read from, as the spreadsheet numbers them."""

    n_rows: int
    rows: tuple[int, ...]
    """Row number of each patient, in the order of the whole cohort."""

    skipped: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Rows that are no patients, by the reason: "blank", "total or note"."""

    has_codes: bool = True
    """Whether the codes of the patients stand in the file; False where they were numbered."""

    parts: tuple[SheetPart, ...] = ()
    """The sheets, where several were read one below the other."""

    def __post_init__(self) -> None:
        others = (row for rows in self.skipped.values() for row in rows)
        accounted = sorted([*self.rows, *others])
        assert accounted == list(range(1, self.n_rows + 1)), "every row is accounted for once"
