"""Where in a spreadsheet the patients of a cohort stand, and what became of its other rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field


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

    def __post_init__(self) -> None:
        others = (row for rows in self.skipped.values() for row in rows)
        accounted = sorted([*self.rows, *others])
        assert accounted == list(range(1, self.n_rows + 1)), "every row is accounted for once"
