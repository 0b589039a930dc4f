"""How far groups are apart in each variable of Table 1, and whether a test may be made.

The test follows from the kind of the variable and the number of groups, never from the data:
Mann–Whitney or Kruskal–Wallis for quantities, the exact test for counts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import inf, isnan
from typing import Final

import numpy as np
import pandas as pd

from ivl.arrays import Floats, Ints
from ivl.comparison import MIN_EVENTS, Comparison, holm, why_no_test
from ivl.endpoints import is_follow_up
from ivl.exact_tests import exact_procedure, exact_test
from ivl.groups import Groups, against_reference, level_counts
from ivl.proportions import NAN, Interval
from ivl.quantities import (
    KRUSKAL_WALLIS,
    MANN_WHITNEY,
    kruskal_wallis,
    mann_whitney,
    refuse_infinite,
    standardised_difference,
    standardised_difference_of_levels,
    standardised_difference_of_shares,
)
from ivl.schema import UNKNOWN, Column

Known = Sequence[Floats] | Ints
"""What is known of one variable, group by group: numbers, or patients at each known level."""


NOTHING_IN_COMMON: Final = "no value in common"
NOT_COMPARED: Final = "Follow-up is described, not compared"
CHARACTERISTIC: Final = "characteristic"
OUTCOME: Final = "outcome"


@dataclass(frozen=True)
class Compared:
    """One variable of Table 1 in known groups."""

    column: Column
    smd: Interval
    """Standardised difference with limits, first group minus second; of a category a distance. NaN
    where there is none; limits as well where the two groups were picked from several."""

    between: tuple[str, ...]
    """Labels of the two groups that it is of, the two furthest apart; none where no two groups
    have two known values each."""

    comparison: Comparison | None
    """The test, made or not; None for follow-up, which is described alone."""

    because: str
    """Why this test: "counts in two groups"; "" where the variable is described alone."""

    p_holm: float | None
    """The p-value adjusted for all tests of its family."""

    @property
    def family(self) -> str:
        """Characteristic, or outcome; their tests are adjusted each for its own family."""
        return OUTCOME if is_outcome(self.column) else CHARACTERISTIC

    @property
    def test(self) -> Comparison | None:
        """The test that was made; None where there is no p-value."""
        return self.comparison if self.comparison and self.comparison.was_made else None

    @property
    def reason(self) -> str:
        """Why there is no p-value; "" where there is one."""
        return self.comparison.reason if self.comparison else NOT_COMPARED


def is_outcome(column: Column) -> bool:
    """Whether a column tells what was seen after the operation."""
    return column.topic == "Follow-up"


def known_by_group(values: pd.Series, column: Column, groups: Groups) -> Known:
    """What is known of a column, for each of ``groups.labels``.

    Args:
        values: a value per patient: numbers, or names of levels.
        column: what they are.
        groups: the same patients.
    """
    if column.kind != "number":
        return level_counts(values, known_levels(column), groups)
    numbers = values.to_numpy(dtype="float64")
    refuse_infinite(values)
    codes = np.where(np.isnan(numbers), -1, groups.codes)
    return [numbers[codes == code] for code in range(len(groups))]


def known_levels(column: Column) -> list[str]:
    """Names of the column's levels but unknown."""
    return [name for name in column.level_names if name != UNKNOWN.name]


def comparisons(variables: Sequence[tuple[Column, Known]], groups: Groups) -> tuple[Compared, ...]:
    """Every variable in the known groups, in order; nothing where nothing is split.

    Args:
        variables: each with what is known of it, from ``known_by_group``.
        groups: the groups; patients of unknown group are not compared.
    """
    if groups.by is None:
        return ()
    how_many = "more than two groups" if len(groups.known) > 2 else "two groups"
    compared = []
    for column, known in variables:
        test, kind = _test(column, known, groups)
        apart = furthest_apart(column, known, groups) if kind else _NOT_APART
        compared.append(Compared(column, *apart, test, kind and f"{kind} in {how_many}", None))
    adjusted: dict[str, float | None] = {}
    for family in (CHARACTERISTIC, OUTCOME):
        members = [of for of in compared if of.family == family]
        p_values = holm([of.test.p_value if of.test else None for of in members])
        adjusted |= {of.column.name: p for of, p in zip(members, p_values, strict=True)}
    return tuple(replace(of, p_holm=adjusted[of.column.name]) for of in compared)


def sizes_of(known: Known) -> list[int]:
    """Patients of each group in whom the variable is known."""
    if isinstance(known, np.ndarray):
        return known.sum(axis=1).tolist()
    return [len(part) for part in known]


def furthest_apart(
    column: Column, known: Known, groups: Groups
) -> tuple[Interval, tuple[str, ...]]:
    """The largest standardised difference of two known groups, and which two they are.

    A pair without a value in common cannot be measured, since it is further apart than any other;
    it goes first, as NaN. Of two groups the reference is the second. A pair that was picked from
    several has no limits: those of a difference do not allow for the choice.
    """
    sizes = sizes_of(known)[: len(groups.known)]
    is_one_pair = len(groups.known) == 2
    labels = against_reference(groups.by, groups.known) if is_one_pair else groups.known
    codes = map(groups.known.index, labels)
    pairs = combinations([code for code in codes if sizes[code] > 1], 2)
    found = {(i, j): _difference(column, known[i], known[j]) for i, j in pairs}
    if not found:
        return _NOT_APART
    pair = max(found, key=lambda pair: inf if isnan(found[pair][0]) else abs(found[pair][0]))
    smd = found[pair] if len(found) == 1 else (found[pair][0], NAN, NAN)
    return smd, tuple(groups.known[code] for code in pair)


def _difference(column: Column, first: Floats | Ints, second: Floats | Ints) -> Interval:
    if column.kind == "number":
        return standardised_difference(first, second)
    if column.kind == "yes_no":
        shares = int(first[0]), int(first.sum()), int(second[0]), int(second.sum())
        return standardised_difference_of_shares(*shares)
    return standardised_difference_of_levels(first, second)


_NOT_APART: tuple[Interval, tuple[str, ...]] = (NAN, NAN, NAN), ()


def _test(column: Column, known: Known, groups: Groups) -> tuple[Comparison | None, str]:
    """The test, made or not, and the kind of variable that it was chosen by."""
    if is_follow_up(column):
        return None, ""
    parts = known[: len(groups.known)]
    n = dict(zip(groups.known_in_words, sizes_of(parts), strict=True))
    if column.kind == "number":
        return _of_quantities(list(parts), n), "quantity"
    return _of_levels(column, np.asarray(parts), n), "counts"


def _of_quantities(parts: list[Floats], n: Mapping[str, int]) -> Comparison:
    several = len(parts) > 2
    # Every patient has a value of her own: there are no events to be too few.
    if reason := why_no_test(n, MIN_EVENTS):
        return (KRUSKAL_WALLIS if several else MANN_WHITNEY).not_made(reason)
    return kruskal_wallis(parts) if several else mann_whitney(*parts)


def _of_levels(column: Column, table: Ints, n: Mapping[str, int]) -> Comparison:
    total = table.sum(axis=0)
    if column.kind == "yes_no":
        reason: str = why_no_test(n, int(total[0]))
    else:
        # No level is an event: those outside the commonest one stand in for them.
        n_others = int(total.sum() - total.max())
        too_few = (
            f"Too few patients outside the commonest level ({n_others}; at least {MIN_EVENTS} "
            "needed)"
        )
        reason = why_no_test(n, MIN_EVENTS) or (too_few if n_others < MIN_EVENTS else "")
    return exact_procedure(*table.shape).not_made(reason) if reason else exact_test(table)
