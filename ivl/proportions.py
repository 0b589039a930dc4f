"""Shares of patients with their limits, their differences and their ratios.

Proportions lie between 0 and 1. What the data cannot support is NaN, never infinity: a limit
that does not exist, a ratio whose denominator is zero.
"""

from dataclasses import dataclass
from statistics import NormalDist
from typing import Any, Final, Literal

import numpy as np

from ivl.comparison import MIN_PATIENTS, Procedure

NAN: Final = float("nan")
SAME_IN_ALL: Final = "Not estimable: the outcome is the same in everybody"
ONE_CELL_EMPTY: Final = "No finite odds ratio fits best: one cell is 0"
Interval = tuple[float, float, float]
"""Estimate, lower limit, upper limit."""


def says_nothing(n: int, n_known: int, n_unknown: int) -> bool:
    """Whether a share is none to show: who is known is alike, and most are not known.

    It comes of what is noted only where it was done, or only where it was not, so that no other
    share could have come out.
    """
    return 0 < n_known < n_unknown and n in (0, n_known)


class Estimate(tuple[float, float, float]):
    """An estimate with its limits, which unpacks to these three, and all that belongs to it."""

    n: int
    """Patients behind it."""

    n_event: int | None
    """Those with the finding or the event; None of a quantity."""

    conf_level: float
    procedure: Procedure

    @classmethod
    def of(
        cls, numbers: Interval, procedure: Procedure, n: int, n_event: int | None, conf_level: float
    ) -> "Estimate":
        """These numbers, worked out in this way from so many patients."""
        made = cls(numbers)
        made.procedure, made.n, made.n_event, made.conf_level = procedure, n, n_event, conf_level
        return made

    @property
    def estimate(self) -> float:
        """NaN where there is none."""
        return self[0]

    @property
    def conf_low(self) -> float:
        """NaN where the data support no such limit."""
        return self[1]

    @property
    def conf_high(self) -> float:
        """NaN where the data support no such limit."""
        return self[2]

    @property
    def method(self) -> str:
        """How it was made, in words without a full stop."""
        return self.procedure.method

    @property
    def source(self) -> str:
        """Who described it, and which function of R does the same."""
        return self.procedure.source


SHARES: Final = {
    "exact": Procedure(
        "Share of patients",
        "n of those in whom it is known; exact limits",
        "Clopper & Pearson, Biometrika 1934;26:404; R: binom.test",
    ),
    "wilson": Procedure(
        "Share of patients, score limits",
        "n of those in whom it is known; Wilson's limits, narrower since they keep the level only "
        "on average",
        "Wilson, J Am Stat Assoc 1927;22:209; R: prop.test(correct = FALSE)",
    ),
}
RISK_DIFFERENCE: Final = Procedure(
    "Risk difference",
    "Limits from those of the two shares, which exist without events, too",
    "Newcombe, Stat Med 1998;17:873, method 10",
)
RISK_RATIO: Final = Procedure(
    "Risk ratio", "Limits on the log scale", "Katz et al., Biometrics 1978;34:469"
)
ODDS_RATIO: Final = Procedure(
    "Odds ratio",
    "Conditional maximum likelihood; exact limits with half the error at each end, so that "
    "they can disagree with Fisher's p-value",
    "Cornfield 1956; Fay, Biostatistics 2010;11:373; R: fisher.test",
)


def proportion(
    n: int,
    n_known: int,
    conf_level: float = 0.95,
    method: Literal["exact", "wilson"] = "exact",
) -> Estimate:
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
    refuse_no_shares((n, n_known))
    numbers = NAN, NAN, NAN
    if n_known:
        limits = _wilson if method == "wilson" else _clopper_pearson
        numbers = n / n_known, *limits(n, n_known, conf_level)
    return Estimate.of(numbers, SHARES[method], n_known, n, conf_level)


def risk_difference(
    n1: int, n1_known: int, n2: int, n2_known: int, conf_level: float = 0.95
) -> Estimate:
    """First share minus second share, with Newcombe's limits.

    Returns:
        ``(estimate, conf_low, conf_high)``, each between −1 and 1; NaN if a group has nobody in
        whom the finding is known.

    Source: Newcombe, Stat Med 1998;17:873, method 10. Limits exist with zero events, too.
    """
    p1, low1, high1 = proportion(n1, n1_known, conf_level, "wilson")
    p2, low2, high2 = proportion(n2, n2_known, conf_level, "wilson")
    difference = p1 - p2
    numbers = (
        difference,
        float(difference - np.hypot(p1 - low1, high2 - p2)),
        float(difference + np.hypot(high1 - p1, p2 - low2)),
    )
    return Estimate.of(numbers, RISK_DIFFERENCE, n1_known + n2_known, n1 + n2, conf_level)


def risk_ratio(
    n1: int, n1_known: int, n2: int, n2_known: int, conf_level: float = 0.95
) -> Estimate:
    """First share over second share, with limits on the log scale.

    Returns:
        ``(estimate, conf_low, conf_high)``; the limits are NaN if the first group has no event or
        everybody has one, or if a group has fewer than five patients; all three are if the second
        group has none or a group has nobody.

    Raises:
        ValueError: as ``proportion`` does; so do all functions of two shares.

    Source: Katz et al., Biometrics 1978;34:469.
    """
    refuse_no_shares((n1, n1_known), (n2, n2_known))
    numbers = _risk_ratio(n1, n1_known, n2, n2_known, conf_level)
    return Estimate.of(numbers, RISK_RATIO, n1_known + n2_known, n1 + n2, conf_level)


def _risk_ratio(n1: int, n1_known: int, n2: int, n2_known: int, conf_level: float) -> Interval:
    if not (n1_known and n2_known and n2):
        return NAN, NAN, NAN
    ratio = (n1 / n1_known) / (n2 / n2_known)
    if n1 == 0 or n1 + n2 == n1_known + n2_known or min(n1_known, n2_known) < MIN_PATIENTS:
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

    n: int = 0
    """Patients behind it."""

    n_event: int = 0
    conf_level: float = 0.95
    method: str = ODDS_RATIO.method
    source: str = ODDS_RATIO.source


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

    refuse_no_shares((n1, n1_known), (n2, n2_known))
    with_event, n_known = n1 + n2, n1_known + n2_known
    about: dict[str, Any] = {"n": n_known, "n_event": with_event, "conf_level": conf_level}
    if not (n1_known and n2_known and 0 < with_event < n_known):
        return OddsRatio(NAN, NAN, NAN, SAME_IN_ALL, **about)
    table = [[n1, n1_known - n1], [n2, n2_known - n2]]
    fit = conditional(table, kind="conditional")
    low, high = fit.confidence_interval(conf_level)
    if np.isinf(fit.statistic) or np.isinf(high):
        return OddsRatio(NAN, float(low), NAN, ONE_CELL_EMPTY, **about)
    return OddsRatio(float(fit.statistic), float(low), float(high), **about)


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


def refuse_no_shares(*shares: tuple[int, int]) -> None:
    """Of each share the patients with the finding, and those in whom it is known.

    Raises:
        ValueError: if there are more of the first than of the second, fewer than none, or parts of
            a patient.
    """
    for n, n_known in shares:
        if not 0 <= n <= n_known or n % 1 or n_known % 1:
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
