"""Exact tests of tables of counts: Fisher's and Freeman and Halton's, mid-p, Boschloo's.

Each is given the counts and never sees the patients. Which one is shown is fixed elsewhere, before
any of them is made.
"""

from dataclasses import replace
from typing import Final

import numpy as np
import numpy.typing as npt

from ivl.arrays import Floats, Ints
from ivl.comparison import Comparison, Procedure
from ivl.proportions import refuse_no_shares
from ivl.tables_of_counts import SAME, log_factorials, share_no_more_likely

N_DRAWS: Final = 9_999
SEED: Final = 1
"""Beyond the limit: tables drawn at random, and the seed that makes the draw repeatable."""

FISHER: Final = Procedure(
    "Fisher's exact test, two-sided",
    "Adds up the tables with the same margins that are no more likely than the one seen",
    "Freeman & Halton, Biometrika 1951;38:141; R: fisher.test",
)
FREEMAN_HALTON: Final = replace(FISHER, name="Fisher–Freeman–Halton exact test")
MID_P: Final = Procedure(
    "Fisher's exact test, two-sided, mid-p",
    "Half the weight on tables as likely as the one seen: less conservative than Fisher's test, "
    "and no longer sure to keep its level",
    "Lancaster, J Am Stat Assoc 1961;56:223",
)
BOSCHLOO: Final = Procedure(
    "Boschloo's exact test, two-sided (central)",
    "Unconditional: Fisher's one-sided p-value as statistic, maximised over the common "
    "probability; twice the smaller one-sided p",
    "Boschloo, Stat Neerl 1970;24:1",
)
ALIKE: Final = "The outcome is the same in everybody"


def exact_test(table: npt.ArrayLike) -> Comparison:
    """Whether the rows of a table differ in how they spread over its columns.

    The p-value adds up the tables with the same margins that are no more likely than the one
    seen. Empty rows and columns are left out.

    Args:
        table: counts, shape (groups, levels).

    Returns:
        Fisher's test for two by two, Freeman and Halton's beyond; where too many tables
        have the same margins to go through them, from ``N_DRAWS`` random ones, which the name of
        the test says.

    Raises:
        ValueError: if the table has not two dimensions, or a count is negative or no whole number.

    Source: Freeman & Halton, Biometrika 1951;38:141. Same as R's ``fisher.test``.
    """
    given = np.asarray(table, dtype="float64")
    if given.ndim != 2 or not ((given >= 0) & (given % 1 == 0)).all():
        raise ValueError("A table of counts has rows, columns and whole numbers from 0 on")
    counts = given.astype(np.intp)
    counts = counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0]
    test = exact_procedure(*counts.shape)
    if min(counts.shape) < 2:
        return test.not_made(ALIKE)
    share = share_no_more_likely(counts)
    if share is not None:
        return test.made(share)
    seen = _log_probability(counts[None])[0]
    drawn = _log_probability(_draws(counts.sum(axis=1), counts.sum(axis=0)))
    hits = int((drawn <= seen + SAME).sum())
    how = f"estimated from {N_DRAWS:,} random tables (seed {SEED})"
    return test.made((hits + 1) / (N_DRAWS + 1), how)


def exact_procedure(n_groups: int, n_levels: int) -> Procedure:
    """Which exact test is made of a table of that size."""
    return FREEMAN_HALTON if max(n_groups, n_levels) > 2 else FISHER


def mid_p(n1: int, n1_known: int, n2: int, n2_known: int) -> Comparison:
    """Fisher's test with half the weight on tables as likely as the one seen.

    Less conservative than Fisher's test, and no longer guaranteed to keep its level.

    Source: Lancaster, J Am Stat Assoc 1961;56:223.
    """
    refuse_no_shares((n1, n1_known), (n2, n2_known))
    table = np.array([[n1, n1_known - n1], [n2, n2_known - n2]])
    whole = exact_test(table)
    if whole.p_value is None:
        return MID_P.not_made(whole.reason)
    n_event = n1 + n2
    first = np.arange(max(n_event - n2_known, 0), min(n1_known, n_event) + 1)
    cells = [first, n1_known - first, n_event - first, n2_known - n_event + first]
    every = _log_probability(np.stack(cells, axis=1).reshape(-1, 2, 2))
    as_likely = np.abs(every - _log_probability(table[None])[0]) <= SAME
    p_value = whole.p_value - float(np.exp(every[as_likely]).sum()) / 2
    return MID_P.made(p_value)


def boschloo(n1: int, n1_known: int, n2: int, n2_known: int) -> Comparison:
    """Boschloo's unconditional test; two-sided by doubling the smaller side.

    Source: Boschloo, Stat Neerl 1970;24:1. Summing both sides by likelihood, as R's Exact does,
    gives another p-value.
    """
    from scipy.stats import boschloo_exact

    refuse_no_shares((n1, n1_known), (n2, n2_known))
    if not (n1_known and n2_known and 0 < n1 + n2 < n1_known + n2_known):
        return BOSCHLOO.not_made(ALIKE)
    # The groups are the columns: transposed, the p-value is another and wrong.
    fit = boschloo_exact([[n1, n2], [n1_known - n1, n2_known - n2]], n=256)
    return BOSCHLOO.made(float(fit.pvalue))


def _log_probability(tables: Ints) -> Floats:
    """Of each table, shape (number, groups, levels), given its margins."""
    log = log_factorials(int(tables[0].sum()))
    margins = log[tables[0].sum(axis=1)].sum() + log[tables[0].sum(axis=0)].sum() - log[-1]
    return margins - log[tables].sum(axis=(1, 2))


def _draws(rows: Ints, columns: Ints) -> Ints:
    from scipy.stats import random_table

    return random_table(rows, columns).rvs(N_DRAWS, random_state=np.random.default_rng(SEED))
