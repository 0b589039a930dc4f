"""Whether groups differ: the outcome of a test, or the reason why none was made.

The rule is fixed before the data are seen. Which test is used depends on the kind of the
outcome and the number of groups alone. There is no p-value where a group has fewer than five
patients or where fewer than three events were seen in all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

import pandas as pd

from ivl import text
from ivl.said import Said, number

MIN_PATIENTS: Final = 5
"""Patients that each group needs before it is compared with others."""

FEW: Final = f"fewer than {MIN_PATIENTS} patients"
"""Why so small a group has no limits that take a normal distribution for granted."""

MIN_EVENTS: Final = 3
"""Events, over all groups, that a comparison needs."""

FEW_EXPECTED: Final = 5
"""Below this number of events expected in a group, p from chi-square is a rough one."""

RULE: Final = (
    f"No test where a group has fewer than {MIN_PATIENTS} patients, or where fewer than "
    f"{MIN_EVENTS} events were seen in all"
)
"""Why a table has no p-value in some rows."""


@dataclass(frozen=True)
class Procedure:
    """A test or an estimate as such: how it is made and after whom."""

    name: str
    """ "Log-rank test", "Risk ratio"."""

    method: str
    """What it does, in words without a full stop."""

    source: str
    """Who described it, and which function of R does the same."""

    @property
    def cited(self) -> dict[str, Any]:
        """What a ``Measure`` says of it."""
        return {"method": self.method, "source": self.source}

    def made(self, p_value: float, how: str = "", **found: Any) -> "Comparison":
        """Its outcome; what was found besides has the names that ``Comparison`` gives it."""
        return Comparison(self, p_value, how=how, **found)

    def not_made(self, reason: str, **found: Any) -> "Comparison":
        """That it was not made, and why."""
        return Comparison(self, None, reason, **found)


@dataclass(frozen=True)
class Comparison:
    """A test of groups against each other, or why it was not made."""

    procedure: Procedure
    """The test that was made, or would have been."""

    p_value: float | None
    """None where no test was made."""

    reason: str = ""
    """Why there is no p-value; "" where there is one."""

    how: str = ""
    """What the procedure leaves open: "exact without ties", "10,000 permutations (seed 1)"."""

    statistic: float = float("nan")
    """The test's statistic, chi-square unless its function says otherwise; NaN for exact tests."""

    df: int = 0
    """Degrees of freedom of chi-square; 0 for exact tests."""

    compared: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)
    """What was compared: numbers by name, one for each group, whose labels are "group"."""

    @property
    def was_made(self) -> bool:
        """Whether there is a p-value."""
        return self.p_value is not None

    @property
    def name(self) -> str:
        """The test: "Mann–Whitney test, exact with ties"; as such where it was not made."""
        return ", ".join(filter(None, [self.procedure.name, self.how]))

    @property
    def method(self) -> str:
        """How it was made, in words without a full stop; the same where it was not."""
        return self.procedure.method

    @property
    def source(self) -> str:
        """Who described it: "Mantel, Cancer Chemother Rep 1966;50:163; R: survdiff"."""
        return self.procedure.source

    @cached_property
    def table(self) -> pd.DataFrame:
        """What was compared, a row per group."""
        columns = dict(self.compared)
        if labels := columns.get("group"):
            columns["group"] = pd.Categorical(labels, labels, ordered=True)
        return pd.DataFrame(columns)

    @property
    def words(self) -> Said:
        """ "Log-rank test: chi-square 8.09, 1 df, p = 0.0045", or the reason there is none."""
        if self.p_value is None:
            return Said(self.reason)
        found = [text.chi_square(self.statistic, self.df), number(text.p_value(self.p_value))]
        return Said(f"{self.name}: {', '.join(filter(None, found))}")


def why_no_test(n: Mapping[str, int], n_event: int) -> Said:
    """Why groups cannot be compared, "" where they can.

    Args:
        n: patients of each group in whom the outcome is known, by the group's name.
        n_event: events over all groups.
    """
    if len(n) < 2:
        return Said("There are no two groups to compare")
    small = [f"{label} ({number(size)})" for label, size in n.items() if size < MIN_PATIENTS]
    if small:
        which = text.listed(small) if len(small) < 3 else number(f"{len(small)} of {len(n)} groups")
        return Said(f"Too few patients to compare: fewer than {MIN_PATIENTS} in {which}")
    if n_event < MIN_EVENTS:
        found = number(text.counted(n_event, "event"))
        return Said(f"Too few events to compare: {found} in all, at least {MIN_EVENTS} are needed")
    return Said("")


def holm(p_values: Sequence[float | None]) -> list[float | None]:
    """The p-values raised for the number of tests shown together; those that are None do not count.

    Source: Holm, Scand J Stat 1979;6:65. Same as R's ``p.adjust(method = "holm")``.
    """
    made = sorted((p, place) for place, p in enumerate(p_values) if p is not None)
    adjusted: list[float | None] = [None] * len(p_values)
    highest = 0.0
    for before, (p, place) in enumerate(made):
        highest = max(highest, min((len(made) - before) * p, 1.0))
        adjusted[place] = highest
    return adjusted
