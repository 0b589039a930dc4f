"""The log-rank test by permutation: for few events, where chi-square is a rough approximation."""

from math import comb
from typing import Final

import numpy as np
import numpy.typing as npt

from ivl.cohort import Cohort
from ivl.comparison import Comparison
from ivl.endpoints import Endpoint
from ivl.proportions import N_DRAWS, SEED
from ivl.risk_sets import EVENT, Floats, Followed, Ints, followed, risk_sets
from ivl.survival import why_not

CAUTION: Final = "Valid only if follow-up ended alike in the groups, which is not tested"
"""Stands beside the p-value."""

MOST_SUMS: Final = 200_000
"""Distinct sums of scores that the exact test goes through."""

BILLIONTH: Final = 1e-9
ROUNDING: Final = 1e-6
"""Sums this close are one: what rounding adds to a sum of scores stays far below."""

Sums = tuple[npt.NDArray[np.int64], Floats]
"""Distinct sums in billionths, and in how many ways each is reached."""

NO_SUMS: Final[Sums] = (np.zeros(0, np.int64), np.zeros(0))


def permutation_log_rank(
    cohort: Cohort, endpoint: Endpoint, by: str, n_draws: int = N_DRAWS, seed: int = SEED
) -> Comparison:
    """The log-rank test without its large-sample approximation: by giving the groups out anew.

    Valid only if follow-up ended alike in the groups, which nothing here tests: show ``CAUTION``.

    Args:
        cohort: the patients.
        endpoint: time column and boolean event column.
        by: column of levels; patients of unknown group are left out.
        n_draws: permutations drawn where there are too many to go through.
        seed: makes the draw repeatable.

    Returns:
        The comparison, under the rule for the number of patients and events that holds for every
        test. Exact for two groups with few distinct times; ``test`` says which.

    Raises:
        ValueError: as ``kaplan_meier`` does.

    Source: Heimann & Neuhaus, Biometrics 1998;54:168. Scores as in R's coin, ``logrank_test``.
    """
    used = followed(cohort, endpoint, by)
    known = used.only(used.groups.known)
    if reason := why_not(known):
        return Comparison("", None, reason)
    scores = log_rank_scores(known)
    if np.ptp(scores) < ROUNDING:
        return Comparison("", None, "All patients left at the same time, or in the same way")
    sizes = np.bincount(known.groups.codes)
    excess = np.bincount(known.groups.codes, scores)
    if len(sizes) == 2 and (every := subset_sums(scores, int(sizes[0]))):
        sums, shares = every
        as_far = np.abs(sums) >= abs(excess[0]) - ROUNDING
        return Comparison("Permutation log-rank test, exact", float(min(shares[as_far].sum(), 1)))
    seen = (excess**2 / sizes).sum()
    drawn = _drawn(scores, sizes, n_draws, np.random.default_rng(seed))
    hits = int((drawn >= seen - ROUNDING).sum())
    name = f"Permutation log-rank test, {n_draws:,} permutations (seed {seed})"
    return Comparison(name, (hits + 1) / (n_draws + 1))


def log_rank_scores(used: Followed) -> Floats:
    """Each patient's event (1 or 0) minus what was expected of her, the pooled hazard at her time.

    The scores of a group add up to its observed minus expected events, those of all to 0.
    """
    pooled = risk_sets(used.time, used.cause, np.zeros_like(used.groups.codes), 1)
    hazard = np.cumsum(pooled.n_event[:, 0] / pooled.n_risk[:, 0])
    return (used.cause == EVENT) - hazard[np.searchsorted(pooled.time, used.time)]


def subset_sums(scores: Floats, size: int) -> tuple[Floats, Floats] | None:
    """The sums that ``size`` of the scores can have, and the share of choices with each.

    Returns:
        Sums and shares, the shares adding up to 1; None beyond ``MOST_SUMS`` distinct sums.
    """
    # Sums are counted as whole billionths, so that one sum reached in two ways stays one.
    values, copies = np.unique(np.rint(scores / BILLIONTH).astype(np.int64), return_counts=True)
    reached: list[Sums] = [(np.zeros(1, np.int64), np.ones(1)), *[NO_SUMS] * size]
    to_come = len(scores)
    for value, n_copies in zip(values.tolist(), copies.tolist(), strict=True):
        to_come -= n_copies
        reached = [
            # Who has chosen too few for the scores to come to fill the choice can be forgotten.
            NO_SUMS if chosen + to_come < size else _with_copies(reached, chosen, value, n_copies)
            for chosen in range(size + 1)
        ]
        if sum(len(sums) for sums, _ in reached) > MOST_SUMS:
            return None
    sums, ways = reached[size]
    return (sums * BILLIONTH).astype(np.float64), ways / comb(len(scores), size)


def _with_copies(reached: list[Sums], chosen: int, value: int, n_copies: int) -> Sums:
    """The sums of that many scores, once some of the copies of one score may be among them."""
    taken = range(min(n_copies, chosen) + 1)
    sums = np.concatenate([reached[chosen - n][0] + n * value for n in taken])
    ways = np.concatenate([reached[chosen - n][1] * comb(n_copies, n) for n in taken])
    distinct, place = np.unique(sums, return_inverse=True)
    return distinct, np.bincount(place, ways, minlength=len(distinct)).astype(np.float64)


def _drawn(scores: Floats, sizes: Ints, n_draws: int, random: np.random.Generator) -> Floats:
    starts = np.cumsum(sizes) - sizes
    at_once = max(1, 2_000_000 // len(scores))
    drawn = []
    for first in range(0, n_draws, at_once):
        rows = np.tile(scores, (min(at_once, n_draws - first), 1))
        sums = np.add.reduceat(random.permuted(rows, axis=1), starts, axis=1)
        drawn.append((sums**2 / sizes).sum(axis=1))
    return np.concatenate(drawn)
