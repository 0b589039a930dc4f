"""Measured quantities: medians and means, rank tests, shifts, standardised differences.

Arguments are numbers in the unit of their column; NaN means unknown and is left out, never
counted as 0. An infinite value is refused with a ValueError.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb
from typing import Final

import numpy as np
import numpy.typing as npt

from ivl.arrays import Floats, Ints
from ivl.comparison import MIN_PATIENTS, Comparison, Procedure
from ivl.proportions import NAN, Interval, normal_quantile, refuse_no_shares

EXACT_SIZE: Final = 49
"""Rank tests and shifts are exact while both groups have at most this many patients."""

MANN_WHITNEY: Final = Procedure(
    "Mann–Whitney test",
    "Compares ranks, tied values sharing their mean rank",
    "Mann & Whitney, Ann Math Stat 1947;18:50; Lehmann, Nonparametrics, 1975; R: wilcox.test, "
    "with ties wilcox_test of coin",
)
KRUSKAL_WALLIS: Final = Procedure(
    "Kruskal–Wallis test",
    "Compares ranks, tied values sharing their mean rank; p from chi-square",
    "Kruskal & Wallis, J Am Stat Assoc 1952;47:583; R: kruskal.test",
)

Numbers = npt.ArrayLike


@dataclass(frozen=True)
class Summary:
    """What is said of a quantity in one group; NaN where nothing is known."""

    n: int
    """Patients in whom it is known."""

    n_unknown: int
    median: float
    q1: float
    q3: float
    """Quartiles of type 7: linear between order statistics, as R and spreadsheets have them."""

    low: float
    high: float
    mean: float
    sd: float
    """Divided by n − 1; NaN with a single patient."""

    each: tuple[float, ...] = ()
    """The values in order where fewer than five are known: they are printed in place of quartiles,
    which would pass them off as a distribution."""


def summary(values: Numbers) -> Summary:
    """Median, quartiles, range, mean and standard deviation of what is known."""
    known, n_all = _known(values), np.size(values)
    n = len(known)
    if n == 0:
        return Summary(0, n_all, NAN, NAN, NAN, NAN, NAN, NAN, NAN)
    low, q1, median, q3, high = np.quantile(known, [0, 0.25, 0.5, 0.75, 1])
    sd = float(known.std(ddof=1)) if n > 1 else NAN
    median, q1, q3, low, high, mean = map(float, (median, q1, q3, low, high, known.mean()))
    each = tuple(np.sort(known).tolist()) if n < MIN_PATIENTS else ()
    return Summary(n, n_all - n, median, q1, q3, low, high, mean, sd, each)


def mann_whitney(first: Numbers, second: Numbers) -> Comparison:
    """Whether one of two groups tends to larger values, two-sided.

    Exact for small groups, with ties by the permutation distribution of their mid-ranks; the
    p-value adds up both sides by distance from the expected rank sum. Else the normal
    approximation with continuity correction. The name of the test says which.

    Returns:
        The comparison; ``statistic`` is U of the first group: pairs in which it has the larger
        value, ties counting one half. No p-value if a group is empty or all values are equal.

    Source: Mann & Whitney, Ann Math Stat 1947;18:50; Lehmann, Nonparametrics, 1975. Without ties
    the same as R's ``wilcox.test(exact = TRUE)``, approximated as ``wilcox.test(exact = FALSE)``.
    """
    a, b = _known(first), _known(second)
    if not (len(a) and len(b)):
        return MANN_WHITNEY.not_made("A group has no known value")
    pooled = np.concatenate([a, b])
    ranks, ties = _mid_ranks(pooled)
    if len(ties) == 1:
        return MANN_WHITNEY.not_made("All values are equal")
    u = float(ranks[: len(a)].sum() - len(a) * (len(a) + 1) / 2)
    if _small(len(a), len(b)):
        how = "with ties" if (ties > 1).any() else "without ties"
        p = _exact_rank_p(ranks, len(a))
        return MANN_WHITNEY.made(p, f"exact {how}", statistic=u)
    p = _approximate_rank_p(u, len(a), len(b), ties)
    return MANN_WHITNEY.made(p, "normal approximation", statistic=u)


def hodges_lehmann(first: Numbers, second: Numbers, conf_level: float = 0.95) -> Interval:
    """Shift between two groups: the median of all differences first minus second.

    The limits are differences themselves, chosen from the distribution of U without ties, or from
    its normal approximation if a group has 50 patients or more; ``shift_limits`` says which. With
    ties they are conservative.

    Returns:
        ``(estimate, conf_low, conf_high)`` in the unit of the values; NaN if a group is empty,
        limits NaN if the groups are too small to support the level or the approximation, or if so
        many values are tied that both limits are one.

    Source: Hodges & Lehmann, Ann Math Stat 1963;34:598; Bauer, J Am Stat Assoc 1972;67:687. Same
    as R's ``wilcox.test(conf.int = TRUE)`` without ties.
    """
    a, b = _known(first), _known(second)
    if not (len(a) and len(b)):
        return NAN, NAN, NAN
    differences = np.sort(np.subtract.outer(a, b).ravel())
    cut = _u_quantile(len(a), len(b), (1 - conf_level) / 2)
    too_few = min(len(a), len(b)) < MIN_PATIENTS and not _small(len(a), len(b))
    if cut < 1 or too_few:
        return float(np.median(differences)), NAN, NAN
    low, high = float(differences[cut - 1]), float(differences[-cut])
    return float(np.median(differences)), *((low, high) if low < high else (NAN, NAN))


def shift_limits(first: Numbers, second: Numbers) -> str:
    """How the limits of ``hodges_lehmann`` are made for these groups, in words."""
    a, b = _known(first), _known(second)
    if not _small(len(a), len(b)):
        return (
            "limits by the normal approximation of the Mann–Whitney statistic, since a group has "
            f"more than {EXACT_SIZE} patients"
        )
    made = "limits from the distribution of the Mann–Whitney statistic without ties"
    pooled = np.concatenate([a, b])
    has_ties = len(np.unique(pooled)) < len(pooled)
    return f"{made}, conservative because of ties" if has_ties else f"exact {made}"


def kruskal_wallis(groups: Sequence[Numbers]) -> Comparison:
    """Whether any of several groups tends to larger values; chi-square approximation, with ties.

    Groups without a known value are left out.

    Source: Kruskal & Wallis, J Am Stat Assoc 1952;47:583. Same as R's ``kruskal.test``.
    """
    from scipy.special import chdtrc

    known = [values for values in map(_known, groups) if len(values)]
    if len(known) < 2:
        return KRUSKAL_WALLIS.not_made("There are no two groups to compare")
    ranks, ties = _mid_ranks(np.concatenate(known))
    if len(ties) == 1:
        return KRUSKAL_WALLIS.not_made("All values are equal")
    n, parts = len(ranks), np.split(ranks, np.cumsum([len(values) for values in known])[:-1])
    spread = sum(part.sum() ** 2 / len(part) for part in parts)
    h = (12 * spread / (n * (n + 1)) - 3 * (n + 1)) / (1 - (ties**3 - ties).sum() / (n**3 - n))
    df = len(known) - 1
    return KRUSKAL_WALLIS.made(float(chdtrc(df, h)), statistic=float(h), df=df)


def standardised_difference(first: Numbers, second: Numbers, conf_level: float = 0.95) -> Interval:
    """Difference of means, first minus second, in standard deviations (SMD).

    Returns:
        ``(estimate, conf_low, conf_high)``; NaN if a group has fewer than two known values or
        neither group varies, limits NaN if a group has fewer than five.

    Source: Yang & Dalton, SAS Global Forum 2012, paper 335.
    """
    a, b = _known(first), _known(second)
    if min(len(a), len(b)) < 2:
        return NAN, NAN, NAN
    if np.ptp(a) == np.ptp(b) == 0:  # the variance of equal values may be more than 0 by rounding
        return (0.0, NAN, NAN) if a[0] == b[0] else (NAN, NAN, NAN)
    spread = np.sqrt((a.var(ddof=1) + b.var(ddof=1)) / 2)
    return _with_limits(float((a.mean() - b.mean()) / spread), len(a), len(b), conf_level)


def standardised_difference_of_shares(
    n1: int, n1_known: int, n2: int, n2_known: int, conf_level: float = 0.95
) -> Interval:
    """First share minus second share, in standard deviations.

    Returns:
        As ``standardised_difference``; NaN if a group is empty, or if everybody has the finding in
        one group and nobody in the other.

    Source: Yang & Dalton, SAS Global Forum 2012, paper 335.
    """
    refuse_no_shares((n1, n1_known), (n2, n2_known))
    if not (n1_known and n2_known):
        return NAN, NAN, NAN
    p1, p2 = n1 / n1_known, n2 / n2_known
    spread = np.sqrt((p1 * (1 - p1) + p2 * (1 - p2)) / 2)
    if spread == 0:
        return (0.0, NAN, NAN) if p1 == p2 else (NAN, NAN, NAN)
    return _with_limits(float((p1 - p2) / spread), n1_known, n2_known, conf_level)


def standardised_difference_of_levels(first: npt.ArrayLike, second: npt.ArrayLike) -> Interval:
    """How far two groups are apart over the levels of a category, in standard deviations.

    A distance, which has no direction and cannot be below 0. The limits of a difference, which
    reach to either side of it, are none of a distance, and so there are none.

    Args:
        first: patients of the first group at each level, the unknown left out.
        second: the same of the second group, levels in the same order.

    Returns:
        ``(estimate, NaN, NaN)``; all NaN if a group is empty or no level has patients of both.

    Source: Yang & Dalton, SAS Global Forum 2012, paper 335.
    """
    a, b = np.asarray(first, dtype="float64"), np.asarray(second, dtype="float64")
    n_a, n_b = int(a.sum()), int(b.sum())
    if not (n_a and n_b):
        return NAN, NAN, NAN
    used = (a + b > 0).nonzero()[0][1:]
    p, q = a[used] / n_a, b[used] / n_b
    covariance = (np.diag(p) - np.outer(p, p) + np.diag(q) - np.outer(q, q)) / 2
    difference = p - q
    if not np.any(np.abs(difference) > 1e-12):
        return 0.0, NAN, NAN
    variances, axes = np.linalg.eigh(covariance)
    # Rounding leaves less than this of an eigenvalue that is 0.
    if variances[0] < 1e-12:
        return NAN, NAN, NAN
    return float(np.sqrt(((difference @ axes) ** 2 / variances).sum())), NAN, NAN


def _with_limits(d: float, n1: int, n2: int, conf_level: float) -> Interval:
    """Normal limits, which a handful of patients do not have."""
    if min(n1, n2) < MIN_PATIENTS:
        return d, NAN, NAN
    error = np.sqrt((n1 + n2) / (n1 * n2) + d**2 / (2 * (n1 + n2)))
    reach = normal_quantile(conf_level) * float(error)
    return d, d - reach, d + reach


def _known(values: Numbers) -> Floats:
    refuse_infinite(values)
    every = np.asarray(values, dtype="float64")
    return every[~np.isnan(every)]


def refuse_infinite(values: Numbers) -> None:
    """Of an unknown quantity there is no number; an infinite one is a slip.

    Raises:
        ValueError: if a value is infinite; the message names the patient's position, and the
            column where the values are one.
    """
    infinite = np.isinf(np.asarray(values, dtype="float64"))
    if infinite.any():
        column = getattr(values, "name", None)
        of_column = f"{column}, patient" if column else "Patient"
        raise ValueError(
            f"{of_column} {int(infinite.argmax()) + 1}: the value is infinite; leave it blank if "
            "it is unknown"
        )


def _small(n1: int, n2: int) -> bool:
    return max(n1, n2) <= EXACT_SIZE


def _mid_ranks(values: Floats) -> tuple[Floats, Ints]:
    """Ranks from 1, tied values sharing their mean; and the size of each set of ties."""
    _, place, sizes = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(sizes)
    return (last - (sizes - 1) / 2)[place], sizes


def _ways(ranks: Ints, size: int) -> Floats:
    """For each sum, the share of all choices of ``size`` ranks that have it.

    Chooses rank by rank, and keeps for each number chosen so far how many choices reach a sum.
    """
    ranks = np.sort(ranks)
    total = np.append(0, np.cumsum(ranks)).tolist()
    ways = np.zeros((size + 1, total[-1] - total[-1 - size] + 1))
    ways[0, 0] = 1
    for seen, rank in enumerate(ranks.tolist()):
        # So many are chosen at least, if those to come are to fill the choice, and so many at
        # most, with a sum that the highest ranks so far have.
        fewest, most = max(size - len(ranks) + seen, 0), min(seen + 1, size)
        end = total[seen + 1] - total[seen + 1 - most] + 1
        ways[fewest + 1 : most + 1, rank:end] += ways[fewest:most, : end - rank]
    return ways[size] / comb(len(ranks), size)


def _exact_rank_p(ranks: Floats, n1: int) -> float:
    doubled = np.rint(2 * ranks).astype(np.intp)
    # The smaller group's sum is as far from its expectation as the larger one's, and cheaper.
    smaller = doubled[:n1] if 2 * n1 <= len(ranks) else doubled[n1:]
    share = _ways(doubled, len(smaller))
    expected = len(smaller) * (len(ranks) + 1)
    distance = np.abs(np.arange(len(share)) - expected)
    return float(min(share[distance >= abs(smaller.sum() - expected)].sum(), 1.0))


def _approximate_rank_p(u: float, n1: int, n2: int, ties: Ints) -> float:
    from scipy.special import ndtr

    n = n1 + n2
    tied = float((ties.astype("float64") ** 3 - ties).sum()) / (n * (n - 1))
    error = np.sqrt(n1 * n2 / 12 * (n + 1 - tied))
    distance = max(abs(u - n1 * n2 / 2) - 0.5, 0.0)
    return float(min(2 * ndtr(-distance / error), 1.0))


def _u_quantile(n1: int, n2: int, tail: float) -> int:
    """The smallest u with P(U ≤ u) ≥ tail, without ties; 0 if the groups are too small for it."""
    if not _small(n1, n2):
        error = np.sqrt(n1 * n2 * (n1 + n2 + 1) / 12)
        return int(np.ceil(n1 * n2 / 2 - normal_quantile(1 - 2 * tail) * error - 0.5))
    size = min(n1, n2)
    share = _ways(np.arange(1, n1 + n2 + 1), size)
    up_to = np.cumsum(share[size * (size + 1) // 2 :])
    return int(np.searchsorted(up_to, tail * (1 - 1e-12)))
