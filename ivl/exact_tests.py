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

LIMIT: Final = 500_000
"""Largest number of tables that an exact test goes through one by one."""

N_DRAWS: Final = 9_999
SEED: Final = 1
"""Beyond the limit: tables drawn at random, and the seed that makes the draw repeatable."""

SAME: Final = 1e-7
"""Probabilities that differ by less than this share count as equal, as in R's fisher.test."""

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
        Fisher's test for two by two, Freeman and Halton's beyond; where more than
        ``LIMIT`` tables have the same margins, from ``N_DRAWS`` random ones, which the name of
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
    seen = _log_probability(counts[None])[0]
    every = _log_probabilities_of_all(counts.sum(axis=1), counts.sum(axis=0), LIMIT)
    if every is not None:
        return test.made(float(min(np.exp(every[every <= seen + SAME]).sum(), 1.0)))
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
    every = _log_probabilities_of_all(table.sum(axis=1), table.sum(axis=0), LIMIT)
    assert every is not None  # two groups have at most as many tables as patients
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


def _log_factorials(n: int) -> Floats:
    return np.append(0.0, np.cumsum(np.log(np.arange(1, n + 1))))


def _log_probability(tables: Ints) -> Floats:
    """Of each table, shape (number, groups, levels), given its margins."""
    log = _log_factorials(int(tables[0].sum()))
    margins = log[tables[0].sum(axis=1)].sum() + log[tables[0].sum(axis=0)].sum() - log[-1]
    return margins - log[tables].sum(axis=(1, 2))


def _log_probabilities_of_all(rows: Ints, columns: Ints, limit: int) -> Floats | None:
    """Of every table with these margins, None if there are more than the limit.

    Grows all tables at once, cell by cell: each partial table is repeated for every number that
    fits the next cell.
    """
    log = _log_factorials(int(rows.sum()))
    left, log_p = rows[None, :], np.zeros(1)
    for total in columns[:-1]:
        to_place = np.full(len(left), total)
        for i in range(len(rows)):
            low = np.maximum(to_place - left[:, i + 1 :].sum(axis=1), 0)
            choices = np.minimum(left[:, i], to_place) - low + 1
            if choices.sum() > limit:
                return None
            origin = np.repeat(np.arange(len(left)), choices)
            cell = low[origin] + np.arange(len(origin)) - (choices.cumsum() - choices)[origin]
            left, to_place, log_p = left[origin], to_place[origin] - cell, log_p[origin] - log[cell]
            left[:, i] -= cell
    margins = log[rows].sum() + log[columns].sum() - log[-1]
    return margins + log_p - log[left].sum(axis=1)


def _draws(rows: Ints, columns: Ints) -> Ints:
    from scipy.stats import random_table

    return random_table(rows, columns).rvs(N_DRAWS, random_state=np.random.default_rng(SEED))
