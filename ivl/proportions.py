"""Shares of patients and tables of counts: exact limits, differences, ratios, exact tests.

Proportions lie between 0 and 1. What the data cannot support is NaN, never infinity: a limit
that does not exist, a ratio whose denominator is zero.
"""

from dataclasses import dataclass, replace
from statistics import NormalDist
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from ivl.arrays import Floats, Ints
from ivl.comparison import Comparison, Procedure

NAN: Final = float("nan")
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
    "Fisher's test with half the weight on tables as likely as the one seen: less conservative, "
    "and no longer sure to keep its level",
    "Lancaster, J Am Stat Assoc 1961;56:223",
)
BOSCHLOO: Final = Procedure(
    "Boschloo's exact test, two-sided (central)",
    "Does not take the margins as given: Fisher's one-sided p-value as statistic, its worst case "
    "over all shares that both groups may have in common, the smaller side doubled",
    "Boschloo, Stat Neerl 1970;24:1",
)
ALIKE: Final = "The outcome is the same in everybody"

Interval = tuple[float, float, float]
"""Estimate, lower limit, upper limit."""


def proportion(
    n: int,
    n_known: int,
    conf_level: float = 0.95,
    method: Literal["exact", "wilson"] = "exact",
) -> Interval:
    """Share of patients with a finding, with its confidence limits.

    Args:
        n: patients with the finding.
        n_known: patients in whom it was recorded as present or absent.
        conf_level: two-sided level, between 0 and 1.
        method: "exact" by Clopper and Pearson, "wilson" for the score interval.

    Returns:
        ``(estimate, conf_low, conf_high)``, each between 0 and 1; NaN if nothing is known.

    Raises:
        ValueError: if ``n`` is not between 0 and ``n_known``.

    Source: Clopper & Pearson, Biometrika 1934;26:404, same as R's ``binom.test``; Wilson, J Am
    Stat Assoc 1927;22:209, same as ``prop.test(correct = FALSE)``.
    """
    _refuse_no_shares((n, n_known))
    if n_known == 0:
        return NAN, NAN, NAN
    limits = _wilson if method == "wilson" else _clopper_pearson
    low, high = limits(n, n_known, conf_level)
    return n / n_known, low, high


def risk_difference(
    n1: int, n1_known: int, n2: int, n2_known: int, conf_level: float = 0.95
) -> Interval:
    """First share minus second share, with Newcombe's limits.

    Returns:
        ``(estimate, conf_low, conf_high)``, each between −1 and 1; NaN if a group has nobody in
        whom the finding is known.

    Source: Newcombe, Stat Med 1998;17:873, method 10. Limits exist with zero events, too.
    """
    p1, low1, high1 = proportion(n1, n1_known, conf_level, "wilson")
    p2, low2, high2 = proportion(n2, n2_known, conf_level, "wilson")
    difference = p1 - p2
    return (
        difference,
        float(difference - np.hypot(p1 - low1, high2 - p2)),
        float(difference + np.hypot(high1 - p1, p2 - low2)),
    )


def risk_ratio(
    n1: int, n1_known: int, n2: int, n2_known: int, conf_level: float = 0.95
) -> Interval:
    """First share over second share, with limits on the log scale.

    Returns:
        ``(estimate, conf_low, conf_high)``; the limits are NaN if the first group has no event or
        everybody has one, and all three if the second group has none or a group has nobody.

    Raises:
        ValueError: as ``proportion`` does; so do all functions of two shares.

    Source: Katz et al., Biometrics 1978;34:469.
    """
    _refuse_no_shares((n1, n1_known), (n2, n2_known))
    if not (n1_known and n2_known and n2):
        return NAN, NAN, NAN
    ratio = (n1 / n1_known) / (n2 / n2_known)
    if n1 == 0 or n1 + n2 == n1_known + n2_known:
        return ratio, NAN, NAN
    error = np.sqrt(1 / n1 - 1 / n1_known + 1 / n2 - 1 / n2_known)
    reach = np.exp(normal_quantile(conf_level) * error)
    return ratio, float(ratio / reach), float(ratio * reach)


@dataclass(frozen=True)
class OddsRatio:
    """An odds ratio given the margins of the table; NaN for what does not exist."""

    estimate: float
    conf_low: float
    conf_high: float
    reason: str = ""
    """Why a number is missing, "" if none is."""


def odds_ratio(
    n1: int, n1_known: int, n2: int, n2_known: int, conf_level: float = 0.95
) -> OddsRatio:
    """Odds of the first group over odds of the second, conditional on the margins.

    The exact limits put half of the error at each end, while Fisher's p-value adds up all tables
    that are no more likely than the one seen: the two can disagree.

    Returns:
        Conditional maximum likelihood estimate with exact limits, all above or at 0.

    Source: Cornfield 1956; Fay, Biostatistics 2010;11:373. R's ``fisher.test`` stops its search
    for the limits early, so that its third digit differs.
    """
    from scipy.stats.contingency import odds_ratio as conditional

    _refuse_no_shares((n1, n1_known), (n2, n2_known))
    with_event, n_known = n1 + n2, n1_known + n2_known
    if not (n1_known and n2_known and 0 < with_event < n_known):
        return OddsRatio(NAN, NAN, NAN, "Not estimable: the outcome is the same in everybody")
    table = [[n1, n1_known - n1], [n2, n2_known - n2]]
    fit = conditional(table, kind="conditional")
    low, high = fit.confidence_interval(conf_level)
    if np.isinf(fit.statistic) or np.isinf(high):
        return OddsRatio(NAN, float(low), NAN, "No finite odds ratio fits best: one cell is 0")
    return OddsRatio(float(fit.statistic), float(low), float(high))


def exact_test(table: npt.ArrayLike) -> Comparison:
    """Whether the rows of a table differ in how they spread over its columns.

    The p-value adds up the tables with the same margins that are no more likely than the one
    seen. Empty rows and columns are left out.

    Args:
        table: counts, shape (groups, levels).

    Returns:
        Fisher's test for two by two, Freeman and Halton's beyond; for tables with more than
        500,000 companions from 9,999 draws with a fixed seed, which the name of the test says.

    Raises:
        ValueError: if the table has not two dimensions, or a count is negative.

    Source: Freeman & Halton, Biometrika 1951;38:141. Same as R's ``fisher.test``.
    """
    counts = np.asarray(table, dtype=np.intp)
    if counts.ndim != 2 or (counts < 0).any():
        raise ValueError("A table of counts has rows, columns and no number below 0")
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
    _refuse_no_shares((n1, n1_known), (n2, n2_known))
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

    _refuse_no_shares((n1, n1_known), (n2, n2_known))
    if not (n1_known and n2_known and 0 < n1 + n2 < n1_known + n2_known):
        return BOSCHLOO.not_made(ALIKE)
    # The groups are the columns: transposed, the p-value is another and wrong.
    fit = boschloo_exact([[n1, n2], [n1_known - n1, n2_known - n2]], n=256)
    return BOSCHLOO.made(float(fit.pvalue))


def normal_quantile(conf_level: float) -> float:
    """How many standard errors a two-sided interval reaches to either side: 1.96 for 0.95.

    Raises:
        ValueError: if the level is not between 0 and 1.
    """
    return NormalDist().inv_cdf(1 - tail(conf_level))


def tail(conf_level: float) -> float:
    """What a two-sided interval leaves out at either side: 0.025 for 0.95.

    Raises:
        ValueError: if the level is not between 0 and 1.
    """
    if not 0 < conf_level < 1:
        raise ValueError(f"A confidence level lies between 0 and 1, not at {conf_level}")
    return (1 - conf_level) / 2


def _refuse_no_shares(*shares: tuple[int, int]) -> None:
    for n, n_known in shares:
        if not 0 <= n <= n_known:
            raise ValueError(f"{n} of {n_known} is no share of patients")


def _clopper_pearson(n: int, n_known: int, conf_level: float) -> tuple[float, float]:
    from scipy.special import betaincinv

    beyond = tail(conf_level)
    low = betaincinv(n, n_known - n + 1, beyond) if n > 0 else 0.0
    high = betaincinv(n + 1, n_known - n, 1 - beyond) if n < n_known else 1.0
    return float(low), float(high)


def _wilson(n: int, n_known: int, conf_level: float) -> tuple[float, float]:
    z2, p = normal_quantile(conf_level) ** 2, n / n_known
    centre = p + z2 / (2 * n_known)
    reach = np.sqrt(z2 * (p * (1 - p) + z2 / (4 * n_known)) / n_known)
    scale = 1 + z2 / n_known
    # At the ends rounding would leave a hair outside the interval.
    low = 0.0 if n == 0 else (centre - reach) / scale
    high = 1.0 if n == n_known else (centre + reach) / scale
    return float(low), float(high)


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
