"""One contradiction within a patient: in whom it holds, its words, and what it costs.

Limits are those of the data dictionary. A value that would silently change an endpoint is made
unknown. Other contradictions are named and stay, since the file does not tell which side is wrong.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from ivl.intake.records import Mask, Numbers, Patient, Records

SLACK: Final = 1.0
"""Months; times that differ by less are one time, rounded."""

CORRECT_EITHER: Final = "Correct the one that is wrong and upload again"


def _none(records: Records) -> Numbers:
    return np.zeros(len(records.frame))


@dataclass(frozen=True)
class Rule:
    """One contradiction."""

    column: str
    """The field that the message is about."""

    holds: Callable[[Records], Mask]
    """In whom."""

    says: Callable[[Patient], str]
    """What is wrong with a patient in whom it holds."""

    why: str = "Both are used as they stand"
    how: str = "Check the row, and upload again if something changes"
    makes_unknown: str = ""
    """The field whose value is not used."""

    months_apart: Callable[[Records], Numbers] = _none
    """What two times differ in, of which one is used."""


def iso(day: pd.Timestamp) -> str:
    """A day as messages show it: "2019-03-05"."""
    return f"{day:%Y-%m-%d}"
