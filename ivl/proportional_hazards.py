"""Whether hazard ratios hold for the whole follow-up, or change with time.

The test asks of each term whether its residuals drift with time, on the scale of the Kaplan–Meier
curve. It is the score test that R's survival computes from version 3.0 on, and another one than
the approximation by Grambsch and Therneau that older versions and most other programs have.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from ivl import text
from ivl.arrays import Floats
from ivl.partial_likelihood import PartialLikelihood

GLOBAL: Final = "GLOBAL"
"""Name of the test of all terms together, as R writes it."""

CHANGES: Final = 0.05
"""Below this the ratios are said to change over time."""

ENOUGH_EVENTS: Final = 50
"""With fewer the words say that the test would miss all but a strong change."""


@dataclass(frozen=True)
class ProportionalHazards:
    """The test of each term and of all together, or why there is none."""

    tests: pd.DataFrame
    """A row per term, and one called ``GLOBAL`` where there are several: term, statistic
    (chi-square), df, p_value."""

    words: str
    """What came of it, as a sentence without its full stop."""

    @property
    def is_rejected(self) -> bool:
        """Whether the ratios of the model change over time, all of its terms together."""
        return bool(len(self.tests) and self.tests["p_value"].iloc[-1] < CHANGES)


def not_checked(reason: str) -> ProportionalHazards:
    """Stands where proportional hazards cannot be tested."""
    tests = pd.DataFrame({"term": [], "statistic": [], "df": [], "p_value": []})
    return ProportionalHazards(tests, reason)


def proportional_hazards(
    likelihood: PartialLikelihood, estimate: Floats, terms: Sequence[str], width: Sequence[int]
) -> ProportionalHazards:
    """Tests each term for a coefficient that changes with 1 − S(t), S being Kaplan–Meier's curve.

    Args:
        likelihood: of the patients.
        estimate: where it is highest, in the units of the covariates.
        terms: names of the terms.
        width: number of covariates that each term has, in their order.

    Source: Grambsch & Therneau, Biometrika 1994;81:515; Therneau, R package survival 3, its
    ``cox.zph(fit, transform = "km")``.
    """
    from scipy.special import chdtrc

    residual, variance = likelihood.residuals(estimate * likelihood.scale)
    scale = _scale_of_time(likelihood)
    drift = scale @ residual
    both = np.einsum("k,kab->ab", scale, variance)
    information = np.block([
        [variance.sum(axis=0), both],
        [both, np.einsum("k,kab->ab", scale**2, variance)],
    ])  # fmt: skip
    n = likelihood.n_parameters
    score = np.concatenate([np.zeros(n), drift])
    ends = np.cumsum(width)
    places = [np.arange(end - wide, end) for end, wide in zip(ends, width, strict=True)]
    names = list(terms)
    if len(names) > 1:
        places.append(np.arange(n))
        names.append(GLOBAL)
    rows = []
    for name, place in zip(names, places, strict=True):
        kept = np.concatenate([np.arange(n), n + place])
        part = information[np.ix_(kept, kept)]
        if np.linalg.matrix_rank(part) < len(kept):
            return not_checked(
                "Whether the ratios change over time cannot be tested: "
                "too few events at different times"
            )
        statistic = float(score[kept] @ np.linalg.solve(part, score[kept]))
        rows.append((name, statistic, len(place), float(chdtrc(len(place), statistic))))
    tests = pd.DataFrame(rows, columns=["term", "statistic", "df", "p_value"])
    return ProportionalHazards(tests, _in_words(tests, len(residual)))


def _scale_of_time(likelihood: PartialLikelihood) -> Floats:
    """1 − S just before each event, S being the curve of all patients, less its mean."""
    n_risk = len(likelihood.x) - likelihood.first
    begin, end = likelihood.tied
    heads = np.unique(begin)
    steps = 1 - (end - begin)[heads] / n_risk[heads]
    before = np.concatenate([[1.0], np.cumprod(steps)[:-1]])
    scale = 1 - before[np.searchsorted(heads, begin)]
    return scale - scale.mean()


def _in_words(tests: pd.DataFrame, n_event: int) -> str:
    whole = tests.iloc[-1]
    one = whole["df"] == 1
    p_value = f"{text.p_value(whole['p_value'])}, Grambsch–Therneau test"
    ratio = "ratio changes" if one else "ratios change"
    if whole["p_value"] >= CHANGES:
        caution = f", though with {text.counted(n_event, 'event')} only a strong change would show"
        return (
            f"There is no sign that the {ratio} over time ({p_value})"
            f"{caution if n_event < ENOUGH_EVENTS else ''}"
        )
    drifting = tests[(tests["p_value"] < CHANGES) & (tests["term"] != GLOBAL)]
    which = f", above all for {text.listed(drifting['term'])}" if len(tests) > 1 else ""
    does = "one ratio does" if one else "single ratios do"
    return (
        f"The {ratio} over time ({p_value}){which if len(drifting) else ''}: {does} not describe "
        "the whole follow-up"
    )
