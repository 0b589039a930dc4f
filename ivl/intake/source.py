"""A column in use, with its cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from ivl.intake.cells import Cell, as_text
from ivl.intake.distinct import Distinct
from ivl.intake.legends import Told
from ivl.intake.report import Match
from ivl.intake.samples import shared_words
from ivl.intake.words import plain


@dataclass(frozen=True)
class Source:
    """A column in use, with its cells."""

    match: Match
    held: Distinct
    rows: Sequence[int]
    """Row number of each cell as the spreadsheet shows it."""

    legend: Mapping[str, Told] = field(default_factory=dict)
    """What another sheet says that its codes mean, by the code."""

    units_told: Mapping[str, Told] = field(default_factory=dict)
    """What another sheet or a note says of its unit, by the unit."""

    @property
    def distinct(self) -> list[Cell]:
        """The different cells, in the order in which they first come."""
        return self.held.cells

    @cached_property
    def words(self) -> set[str]:
        """The different answers that it holds."""
        return {plain(as_text(cell)) for cell in self.distinct}

    @cached_property
    def shared_words(self) -> frozenset[str]:
        """See ``ivl.intake.samples``."""
        return shared_words(self.held)

    def places_where(self, holds: Sequence[bool]) -> list[int]:
        """Places of the cells of which something holds, told of each of the different ones."""
        if not any(holds):
            return []
        return list(map(int, np.flatnonzero(np.array(holds)[self.held.places])))

    def rows_where(self, holds: Sequence[bool]) -> list[int]:
        """Row numbers of these cells."""
        return [self.rows[place] for place in self.places_where(holds)]

    @property
    def answers_yes_or_no(self) -> bool:
        return self.match.column.kind == "yes_no" or self.match.asked_as is not None

    @property
    def asked(self) -> str:
        """Begins a question: "Column C (复发), Recurrence"."""
        return f"{self.match.title}, {self.match.column.label}"
