"""How many p-values a reader has seen: the more there are, the less each of them means.

A p-value is known by its outcome, the groups compared, the patients and the test. The same one
seen twice, on two pages or in a table and in a sentence, counts once. Tests of an assumption,
such as of equal follow-up, are not counted, nor what a p-value would become in other data.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import pandas as pd

from ivl.comparison import Comparison
from ivl.groups import column_label


@dataclass(frozen=True)
class Tested:
    """A p-value, told apart from all others without any number or patient in it."""

    outcome: str
    """What was compared: "Recurrence"."""

    by: str | None
    """Column that made the groups."""

    population: str
    """Who was compared, as ``Cohort.population`` says it."""

    test: str
    """Name of the test, as ``Comparison`` has it."""


def tested(
    outcome: str, by: str | None, population: str, *comparisons: Comparison
) -> tuple[Tested, ...]:
    """The p-values among these comparisons; those that were not made do not count."""
    return tuple(
        Tested(outcome, by, population, comparison.name)
        for comparison in comparisons
        if comparison.was_made
    )


def note(n: int) -> str:
    """What stands beside p-values, on screen and in every file, whichever of them stand there.

    Args:
        n: p-values that were looked at so far, those included; at least 1.
    """
    if n == 1:
        return f"Exploratory: the only p-value looked at so far in this session; {_GROWS}"
    return (
        f"Exploratory: each here is one of {n} p-values looked at so far in this session, "
        f"unadjusted unless Holm is named; {_GROWS}"
    )


_GROWS: Final = "each outcome, grouping or filter adds more"


def listed(shown: Iterable[Tested]) -> pd.DataFrame:
    """What was compared, a row per p-value in the order they were shown, under headings."""
    return pd.DataFrame(
        [
            (
                one.outcome,
                column_label(one.by) if one.by else "None",
                one.test,
                one.population.rstrip("."),
            )
            for one in shown
        ],
        columns=["Outcome", "Groups", "Test", "Patients"],
    )
