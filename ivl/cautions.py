"""What must be known before the p-values of an exhibit, of every grouping that they compare.

One grouping is told as ``ivl.caveats`` has it. Of several factors side by side, as in a forest of
hazard ratios, it is told once which of them go together.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Final

import numpy as np

from ivl import text
from ivl.caveats import APART, CONFOUNDERS, SAME_AS, caveats, equal_follow_up, maturity
from ivl.cohort import Cohort
from ivl.exhibit import Exhibit
from ivl.groups import column_label, column_name, split
from ivl.measures import Measure
from ivl.proportions import NAN
from ivl.schema import BY_NAME
from ivl.table_comparisons import NOTHING_IN_COMMON, furthest_apart, known_by_group, sizes_of

FACTORS_NOT_ASSIGNED: Final = "These factors were not assigned at random."


def cautioned(
    exhibits: Iterable[Exhibit], cohort: Cohort, by: str | None = None, at_operation: str = ""
) -> Iterator[Exhibit]:
    """The exhibits, each with what must be known before its p-values.

    Args:
        exhibits: all of these patients.
        cohort: the patients.
        by: column of groups that are compared by eye even where there is no p-value.
        at_operation: column of what is compared where that needed no follow-up to be seen.
    """
    told: dict[tuple[str, ...], list[str]] = {}
    for exhibit in exhibits:
        columns = exhibit.groupings or tuple(filter(None, [by]))
        if columns not in told:
            told[columns] = before(cohort, columns, at_operation)
        how = [partial(_behind, cohort, columns, at_operation)] if told[columns] else []
        yield exhibit.with_caveats(told[columns]).with_measures(*how)


def before(cohort: Cohort, columns: Sequence[str], at_operation: str = "") -> list[str]:
    """All that must be said before p-values of these columns, in the order to say it.

    Args:
        cohort: the patients.
        columns: those that the p-values compare by; none for none.
        at_operation: as in ``cautioned``; of one column of groups alone.
    """
    if not columns:
        return []
    if len(columns) == 1 and not _is_number(columns[0]):
        return caveats(cohort, columns[0], at_operation)
    said = [unequal_follow_up(cohort, columns), FACTORS_NOT_ASSIGNED, together(cohort, columns)]
    return [sentence for sentence in said if sentence]


def unequal_follow_up(cohort: Cohort, columns: Sequence[str]) -> str:
    """Which factors have levels that were not followed for as long, as a sentence; "" for none."""
    unequal = [
        column_name(name) for name in columns if not _is_number(name) and maturity(cohort, name)
    ]
    if not unequal:
        return ""
    return (
        f"Follow-up differs between the levels of {text.listed(unequal)}: where it is short, fewer "
        "events may only mean that there was less time to see them."
    )


def together(cohort: Cohort, columns: Sequence[str]) -> str:
    """With what each factor goes together most, so that its ratio may be that of the other.

    Levels are told apart by whatever is known to go together in this disease; a number is looked
    at between the levels of another column. Of more than two levels the two furthest apart count.

    Args:
        cohort: the patients.
        columns: the factors.

    Returns:
        A sentence; "" where no factor is half a standard deviation apart in another.

    Source: Yang & Dalton, SAS Global Forum 2012, paper 335.
    """
    pairs: dict[frozenset[str], str] = {}
    for name in columns:
        apart = {other: smd for other, smd, *_ in _apart(cohort, name) if smd >= APART}
        if not apart:
            continue
        other = max(apart, key=lambda other: apart[other])
        how_far = (
            NOTHING_IN_COMMON if np.isinf(apart[other]) else f"{text.decimal(apart[other], 2)} SD"
        )
        words = f"{text.lower_first(column_label(name))} with {column_name(other)} ({how_far})"
        pairs.setdefault(frozenset([name, other]), words)
    if not pairs:
        return ""
    return (
        f"They go together, most of all {text.listed(list(pairs.values()))}: the ratio of one may "
        "be due to another."
    )


def _behind(cohort: Cohort, columns: Sequence[str], at_operation: str) -> Iterator[Measure]:
    """The numbers behind what is said, each with its rule and its source."""
    if not at_operation:
        for name in columns:
            if not _is_number(name):
                yield from equal_follow_up(cohort, name)
    for name in columns:
        for other, smd, between, n in _apart(cohort, name):
            if other in (at_operation, SAME_AS.get(at_operation)):
                continue
            by, of = (other, name) if _is_number(name) else (name, other)
            yield Measure(
                outcome=column_label(of), quantity="Standardised difference, for the caution",
                group=f"{column_label(by)}: {text.lower_first(text.against(between, 'v'))}",
                n=n, estimate=NAN if np.isinf(smd) else smd, digits=2, unit="SD",
                reason=NOTHING_IN_COMMON if np.isinf(smd) else "",
                method=f"Standardised difference; named before any p-value from {APART} on, "
                "Cohen's medium effect, since smaller ones are common between few patients",
                source="Yang & Dalton, SAS Global Forum 2012, paper 335; Cohen, Statistical Power "
                "Analysis, 1988",
            )  # fmt: skip


def _apart(cohort: Cohort, name: str) -> Iterator[tuple[str, float, tuple[str, ...], int]]:
    """Other columns, how far apart which two groups are in them, and of how many patients.

    Without a value in common they are infinitely far apart. The groups are those of the column
    named; where that is a number, those of the other.
    """
    for other in CONFOUNDERS:
        same = name in (other, SAME_AS.get(other)) or other == SAME_AS.get(name)
        by, of = (other, name) if _is_number(name) else (name, other)
        if same or other not in cohort.patients or _is_number(by):
            continue
        groups, column = split(cohort.patients, by), BY_NAME[of]
        known = known_by_group(cohort.patients[of], column, groups)
        (smd, *_), between = furthest_apart(column, known, groups)
        if between:
            n = sum(sizes_of(known)[groups.labels.index(label)] for label in between)
            yield other, float("inf") if np.isnan(smd) else abs(smd), between, n


def _is_number(name: str) -> bool:
    return name in BY_NAME and BY_NAME[name].kind == "number"
