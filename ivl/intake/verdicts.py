"""What has been found out about the rows of a sheet: patients, none, or in doubt."""

from dataclasses import dataclass, field
from itertools import compress
from operator import not_
from typing import Literal

from ivl.intake.report import SkippedReason

Doubt = Literal[
    "code", "no code", "little", "named", "same", "example", "outside", "again", "next", "below",
    "goes on", "struck", "other",
]  # fmt: skip
"""Why a row may be no patient: its code is unlike the others, it has none and little else, nobody
has one and it holds little, it calls itself a group, a year or a statistic, it says the same as its
neighbours, a word calls it an example or void, its code says that it is not of the cohort, is
another's with something added or counts on from it, it stands below words of exclusion, it has no
code and may go on with the row above, it is struck out, or a cell tells of a man, a control,
another diagnosis or an exclusion."""


@dataclass
class Verdicts:
    """What has been found out about the rows of a sheet, counted from 0."""

    reasons: list[SkippedReason | None]
    """Why each row is no patient, None where it may be one."""

    doubts: dict[int, Doubt] = field(default_factory=dict)
    """Of those rows that may be patients or not."""

    first_codes: dict[int, str] = field(default_factory=dict)
    """Of rows whose code is made from another's, that other code."""

    excluded_by: dict[int, str] = field(default_factory=dict)
    """Of rows that stand below words of exclusion, these words; of those that a cell sets apart,
    which column says what."""

    goes_on_with: dict[int, int] = field(default_factory=dict)
    """Of rows that go on with another, or may do so, that other row."""

    codes_alone: list[int] = field(default_factory=list)
    """Patients of whom nothing but a code is recorded."""

    @property
    def patients(self) -> list[int]:
        """Rows of which nothing says that they are none."""
        return [row for row in self.open if row not in self.doubts]

    @property
    def last_patient(self) -> int | None:
        """The last row of ``patients``."""
        among = reversed(range(len(self.reasons)))
        return next((row for row in among if self.is_patient(row)), None)

    @property
    def open(self) -> list[int]:
        """Rows that may be patients."""
        return list(compress(range(len(self.reasons)), map(not_, self.reasons)))

    def is_patient(self, row: int) -> bool:
        """Whether nothing says that a row is none."""
        return self.reasons[row] is None and row not in self.doubts

    def skip(self, row: int, reason: SkippedReason) -> None:
        self.reasons[row] = reason
        self.doubts.pop(row, None)
