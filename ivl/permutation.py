"""The log-rank test by permutation: for few events, where chi-square is a rough approximation."""

from math import comb
from typing import Final

import numpy as np

from ivl.arrays import Floats, Ints
from ivl.cohort import Cohort
from ivl.comparison import FEW_EXPECTED, Comparison, Procedure
from ivl.endpoints import Endpoint
from ivl.risk_sets import EVENT, Followed, followed
from ivl.survival import KaplanMeier, why_not

CAUTION: Final = "Valid only if censoring is alike in the groups, which is not tested"
"""Stands beside the p-value."""

PERMUTATION: Final = Procedure(
    "Permutation log-rank test",
    "Group labels are permuted, exhaustively or in a stated number of random draws. " + CAUTION,
    "Heimann & Neuhaus, Biometrics 1998;54:168; R: logrank_test of coin",
)

N_PERMUTATIONS: Final = 9_999
SEED: Final = 1
"""Where there are too many permutations to go through: how many are drawn, and the seed."""

MOST_SUMS: Final = 200_000
"""Distinct sums of scores that the exact test goes through."""

BILLIONTH: Final = 1e-9
ROUNDING: Final = 1e-6
"""Sums this close are one: what rounding adds to a sum of scores stays far below."""


def by_permutation(cohort: Cohort, endpoint: Endpoint, result: KaplanMeier) -> Comparison | None:
    """The permutation log-rank test where a group expects fewer than five events.

    Args:
        cohort, endpoint: what the curves were made from.
        result: from ``survival.kaplan_meier``.

    Returns:
        None where no log-rank test was made or all groups expect enough.
    """
    if result.by is None or result.p_value is None:
        return None
    if min(result.comparison.compared["expected"]) >= FEW_EXPECTED:
        return None
    return permutation_log_rank(cohort, endpoint, result.by)


def permutation_log_rank(
    cohort: Cohort, endpoint: Endpoint, by: str, n_draws: int = N_PERMUTATIONS, seed: int = SEED
) -> Comparison:
    """The log-rank test without its large-sample approximation: by permuting the group labels.

    Valid only if censoring is alike in the groups, which nothing here tests: show ``CAUTION``.

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
        ValueError: as ``kaplan_meier`` does, or without a permutation to draw.

    Source: Heimann & Neuhaus, Biometrics 1998;54:168. Scores as in R's coin, ``logrank_test``.
    """
    if n_draws < 1:
        raise ValueError(f"A test by permutation draws at least one, not {n_draws}")
    used = followed(cohort, endpoint, by)
    known = used.only(used.groups.known)
    if reason := why_not(known):
        return PERMUTATION.not_made(reason)
    scores = log_rank_scores(known)
    if np.ptp(scores) < ROUNDING:
        return PERMUTATION.not_made("All patients left at the same time, or in the same way")
    sizes = np.bincount(known.groups.codes)
    excess = np.bincount(known.groups.codes, scores)
    drawn = _drawn(scores, sizes, n_draws, np.random.default_rng(seed))
    countable = len(sizes) == 2 and not _too_many_sums(drawn[0])
    if countable and (every := subset_sums(scores, int(sizes[0]))):
        sums, shares = every
        as_far = np.abs(sums) >= abs(excess[0]) - ROUNDING
        return PERMUTATION.made(float(min(shares[as_far].sum(), 1)), "exact")
    seen = (excess**2 / sizes).sum()
    hits = int(((drawn**2 / sizes[:, None]).sum(axis=0) >= seen - ROUNDING).sum())
    how = f"{n_draws:,} permutations (seed {seed})"
    return PERMUTATION.made((hits + 1) / (n_draws + 1), how)


def log_rank_scores(used: Followed) -> Floats:
    """Each patient's event (1 or 0) minus what was expected of her, the pooled hazard at her time.

    The scores of a group add up to its observed minus expected events, those of all to 0.
    """
    sets = used.risk_sets
    hazard = np.cumsum(sets.n_event.sum(axis=1) / sets.n_risk.sum(axis=1))
    return (used.cause == EVENT) - hazard[np.searchsorted(sets.time, used.time)]


def subset_sums(scores: Floats, size: int) -> tuple[Floats, Floats] | None:
    """The sums that ``size`` of the scores can have, and the share of choices with each.

    Returns:
        Sums and shares, the shares adding up to 1; None beyond ``MOST_SUMS`` distinct sums.
    """
    # Sums are counted as whole billionths, so that one sum reached in two ways stays one. Beside
    # each stands of how many scores it is: the last digits of a number to this base.
    base = len(scores) + 1
    values, copies = np.unique(np.rint(scores / BILLIONTH).astype(np.int64), return_counts=True)
    reached, ways = np.zeros(1, dtype=np.int64), np.ones(1)
    to_come = len(scores)
    for which in np.argsort(copies, kind="stable"):
        n_copies = int(copies[which])
        to_come -= n_copies
        # Who has chosen too few for the scores to come to fill the choice can be forgotten.
        missing = size - reached % base
        fewest = np.maximum(missing - to_come, 0)
        choices = np.maximum(np.minimum(missing, n_copies) - fewest + 1, 0)
        origin = np.repeat(np.arange(len(reached)), choices)
        taken = fewest[origin] + np.arange(len(origin)) - (np.cumsum(choices) - choices)[origin]
        longer = reached[origin] + taken * (values[which] * base + 1)
        of_copies = np.array([comb(n_copies, n) for n in range(n_copies + 1)], dtype=np.float64)
        reached, place = np.unique(longer, return_inverse=True)
        ways = np.bincount(place, ways[origin] * of_copies[taken]).astype(np.float64)
        if len(reached) > MOST_SUMS:
            return None
    return (reached // base * BILLIONTH).astype(np.float64), ways / comb(len(scores), size)


def _too_many_sums(drawn: Floats) -> bool:
    """Whether so few of the drawn sums agree that they must come from more than ``MOST_SUMS``.

    Saves going through sums until there are too many. Of that many equally frequent sums as many
    pairs would agree as are expected here, and of unequally frequent ones more.
    """
    expected = len(drawn) * (len(drawn) - 1) / 2 / MOST_SUMS
    agree = int((np.diff(np.sort(np.rint(drawn / ROUNDING))) == 0).sum())
    return expected > 100 and agree < expected / 2


def _drawn(scores: Floats, sizes: Ints, n_draws: int, random: np.random.Generator) -> Floats:
    """The sum of scores of each group, shape (groups, draws), with the group labels permuted.

    All draws take their first patient, then all take their second, as one deals cards. The last of
    the largest group need not be dealt: they are who remains.
    """
    *dealt, rest = np.argsort(sizes, kind="stable")
    at_once = max(200, 2_000_000 // len(scores))
    sums = np.zeros((len(sizes), n_draws))
    for first in range(0, n_draws, at_once):
        batch = sums[:, first : first + at_once]
        draw = np.arange(batch.shape[1])
        left = np.repeat(scores[:, None], len(draw), axis=1)
        for place, group in enumerate(np.repeat(dealt, sizes[dealt])):
            card = random.integers(place, len(scores), len(draw))
            batch[group] += left[card, draw]
            left[card, draw] = left[place]
        batch[rest] = scores.sum() - batch.sum(axis=0)
    return sums
