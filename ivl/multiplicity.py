"""How many comparisons a reader has seen p-values of: the more there are, the less each means.

A comparison is known by its outcome, the groups and the patients. Seen twice, on two pages or in a
table and in a sentence, or by several tests beside each other, it counts once. Tests of an
assumption, such as of equal follow-up, are not counted, nor what a p-value would become in other
data.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from ivl.comparison import Comparison
from ivl.groups import column_label


@dataclass(frozen=True)
class Tested:
    """A p-value, told apart from all others without any number or patient in it."""

    outcome: str
    """What was compared: "Recurrence"; with what it was adjusted for, where it was."""

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


def n_compared(shown: Iterable[Tested]) -> int:
    """How many comparisons these p-values are of."""
    return len(_by_comparison(shown))


def note(n: int) -> str:
    """What stands beside p-values, on screen and in every file, whichever of them stand there.

    Args:
        n: comparisons that were looked at so far, those included; at least 1.
    """
    grows = "each outcome, grouping or filter adds another"
    if n == 1:
        return f"Exploratory: the only comparison looked at so far in this session; {grows}"
    return (
        f"Exploratory: {n} comparisons were looked at so far in this session, p-values unadjusted "
        f"unless Holm is named; {grows}"
    )


def listed(shown: Iterable[Tested]) -> pd.DataFrame:
    """What was compared, a row per comparison in the order they were shown, under headings."""
    return pd.DataFrame(
        [
            (outcome, column_label(by) if by else "None", "; ".join(tests), population.rstrip("."))
            for (outcome, by, population), tests in _by_comparison(shown).items()
        ],
        columns=["Outcome", "Groups", "Tests", "Patients"],
    )


def _by_comparison(shown: Iterable[Tested]) -> dict[tuple[str, str | None, str], list[str]]:
    tests: dict[tuple[str, str | None, str], list[str]] = {}
    for one in shown:
        tests.setdefault((one.outcome, one.by, one.population), []).append(one.test)
    return tests
