"""Cox's partial likelihood, plain or penalised by Firth: its maximum and its profile.

One kernel serves every model of hazards. Covariates are standardised on entry, so that neither
their unit nor their size decides whether Newton's steps arrive; coefficients come out in the
units that went in. Nothing here knows of patients or of words.

The kernel is our own because no library has Efron's ties, Firth's penalty and its profile
together: estimate, limits and the test of proportional hazards rest on the same patients and the
same sums.
"""

import math
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from ivl.arrays import Bools, Floats, Ints
from ivl.newton import NotConverged, maximum
from ivl.proportions import normal_quantile

SAME_HEIGHT: Final = 1e-6
"""What two maxima of a penalised log-likelihood differ by, at least, where they are two."""

Ties = Literal["efron", "breslow"]

FLAT: Final = 1e-9
"""The slope per event, in standardised covariates, at which a maximum counts as reached."""


@dataclass(frozen=True)
class PartialLikelihood:
    """The patients as the likelihood needs them: sorted by time, a factor per event."""

    x: Floats
    """Standardised covariates of the patients in order of time, shape (n, p)."""

    scale: Floats
    """Standard deviation of each covariate: a coefficient here is one outside times this."""

    event: Ints
    """Position of each patient with the event, in order of time."""

    first: Ints
    """For each event the position of the first patient at risk; everybody after her is too."""

    tied: tuple[Ints, Ints]
    """For each event where the events at its time begin and end among all events."""

    share: Floats
    """For each event the share of those tied with it who have left; all 0 by Breslow's method."""

    time: Floats
    """Time of each event."""

    @property
    def n_parameters(self) -> int:
        return self.x.shape[1]

    def means(self, beta: Floats, of: Floats) -> tuple[Floats, Floats]:
        """What is expected of the patient of each event, given who was at risk.

        Args:
            beta: standardised coefficients, shape (p,).
            of: quantities of each patient, shape (n, m).

        Returns:
            The logarithm of the summed weights, shape (n_event,), and the weighted means of the
            quantities, shape (n_event, m).
        """
        linear = self.x @ beta
        # Nobody weighs nothing, even where a step led far astray.
        weight = np.exp(np.maximum(linear - linear.max(), -700))
        summed = np.column_stack([weight, weight[:, None] * of])
        at_risk = summed[::-1].cumsum(axis=0)[::-1][self.first]
        if self.share.any():
            heads, of_head = np.unique(self.tied[0], return_inverse=True)
            tied = np.add.reduceat(summed[self.event], heads, axis=0)[of_head]
            at_risk = at_risk - self.share[:, None] * tied
        return np.log(at_risk[:, 0]) + linear.max(), at_risk[:, 1:] / at_risk[:, :1]

    def residuals(self, beta: Floats) -> tuple[Floats, Floats]:
        """Schoenfeld's residuals, shape (n_event, p), and their variances, (n_event, p, p)."""
        n, p = self.x.shape
        products = (self.x[:, :, None] * self.x[:, None, :]).reshape(n, p * p)
        _, mean = self.means(beta, np.column_stack([self.x, products]))
        first = mean[:, :p]
        variance = mean[:, p:].reshape(-1, p, p) - first[:, :, None] * first[:, None, :]
        return self.x[self.event] - first, variance

    def log_likelihood(self, beta: Floats) -> float:
        log_sum, _ = self.means(beta, np.empty((len(self.x), 0)))
        return float((self.x[self.event] @ beta - log_sum).sum())

    def information(self, beta: Floats) -> Floats:
        return self.residuals(beta)[1].sum(axis=0)

    def score(self, beta: Floats) -> Floats:
        """Slope of the logarithm of the likelihood, shape (p,)."""
        return self.residuals(beta)[0].sum(axis=0)

    def penalised(self, beta: Floats) -> float:
        """Log-likelihood plus half the logarithm of the information's determinant."""
        sign, determinant = np.linalg.slogdet(self.information(beta))
        return self.log_likelihood(beta) + determinant / 2 if sign > 0 else -math.inf

    def penalised_score(self, beta: Floats) -> Floats:
        """Slope of the penalised log-likelihood, shape (p,).

        The penalty adds half the trace of the inverse information times its slope. The slope of a
        variance is a third central moment; only its trace is needed, so the squared length of
        each covariate in the metric of the inverse stands for all pairs.
        """
        residual, variance = self.residuals(beta)
        inverse = np.linalg.inv(variance.sum(axis=0))
        square = np.einsum("ia,ab,ib->i", self.x, inverse, self.x)[:, None]
        _, mean = self.means(beta, np.column_stack([self.x, square, square * self.x]))
        p = self.n_parameters
        first, of_square, of_both = mean[:, :p], mean[:, p : p + 1], mean[:, p + 1 :]
        turned = first @ inverse
        third = of_both - of_square * first - 2 * np.einsum("kaj,ka->kj", variance, turned)
        return (residual + third / 2).sum(axis=0)


def partial_likelihood(
    time: Floats, event: Bools, x: Floats, ties: Ties = "efron"
) -> PartialLikelihood:
    """Sorts the patients and standardises their covariates.

    Args:
        time: months, shape (n,).
        event: whether each time ended with the event, shape (n,); once at least.
        x: covariates, none of them constant, shape (n, p).
        ties: what is done about events at one time.

    Source: Efron, J Am Stat Assoc 1977;72:557; Breslow, Biometrics 1974;30:89.
    """
    order = np.argsort(time, kind="stable")
    time, event, x = time[order], event[order], x[order]
    scale = x.std(axis=0)
    events = np.flatnonzero(event)
    at = time[events]
    begin, end = np.searchsorted(at, at, "left"), np.searchsorted(at, at, "right")
    share = (np.arange(len(at)) - begin) / (end - begin) if ties == "efron" else np.zeros(len(at))
    first = np.searchsorted(time, at, "left")
    return PartialLikelihood(
        (x - x.mean(axis=0)) / scale, scale, events, first, (begin, end), share, at
    )


# ── The maximum ──────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Fitted:
    """Coefficients in the units of the covariates, a number per covariate."""

    estimate: Floats
    conf_low: Floats
    conf_high: Floats
    p_value: Floats


def wald(likelihood: PartialLikelihood, conf_level: float) -> Fitted:
    """Cox's estimates with Wald's limits and test.

    Raises:
        NotConverged: if the likelihood has no maximum within reach.

    Source: Cox, J R Stat Soc B 1972;34:187. Same as R's ``coxph``.
    """
    beta = maximum(
        likelihood.log_likelihood,
        likelihood.score,
        likelihood.information,
        start=np.zeros(likelihood.n_parameters),
        tolerance=FLAT * len(likelihood.event),
    )
    std_error = np.sqrt(np.diag(np.linalg.inv(likelihood.information(beta))))
    reach = normal_quantile(conf_level) * std_error
    p_value = np.array([math.erfc(z / math.sqrt(2)) for z in np.abs(beta / std_error)])
    scale = likelihood.scale
    return Fitted(beta / scale, (beta - reach) / scale, (beta + reach) / scale, p_value)


def firth(likelihood: PartialLikelihood, conf_level: float, largest: float) -> Fitted:
    """Firth's estimates, with limits and tests from the profile of the penalised likelihood.

    The information of the whole model is the penalty of every profile, so that a limit excludes
    0 exactly where the test says so. With few events the penalised likelihood can have several
    maxima: where a profile rises above the one found from 0, that higher one is the estimate.

    Args:
        likelihood: of the patients.
        conf_level: two-sided level of the limits, between 0 and 1.
        largest: no limit is sought further from 0 than this, in the units of the covariates;
            infinity, with its sign, where one lies beyond.

    Raises:
        NotConverged: if a maximum was not reached.

    Source: Firth, Biometrika 1993;80:27; Heinze & Schemper, Biometrics 2001;57:114. Same as R's
    ``coxphf::coxphf`` for ties by Breslow's method.
    """
    from scipy.special import chdtrc

    allowed = normal_quantile(conf_level) ** 2
    start, is_highest = np.zeros(likelihood.n_parameters), False
    while not is_highest:
        beta = _firth_maximum(likelihood, start)
        profiles = [_Profile(likelihood, beta, place) for place in range(len(beta))]
        p_value = np.array([chdtrc(1, profile.drop(0.0)) for profile in profiles])
        low, high = (
            np.array([profile.limit(side, allowed, largest) for profile in profiles])
            for side in (-1.0, 1.0)
        )
        start = max((profile.highest() for profile in profiles), key=likelihood.penalised)
        is_highest = likelihood.penalised(start) < likelihood.penalised(beta) + SAME_HEIGHT
    scale = likelihood.scale
    return Fitted(beta / scale, low / scale, high / scale, p_value)


class _Profile:
    """The penalised likelihood along one coefficient, the others at their maximum.

    Each value is worked out once, from the nearest known: neighbours have neighbouring maxima.
    """

    def __init__(self, likelihood: PartialLikelihood, beta: Floats, place: int) -> None:
        self.likelihood, self.beta, self.place = likelihood, beta, place
        self.others = np.flatnonzero(np.arange(len(beta)) != place)
        self.maxima = {float(beta[place]): beta}

    def drop(self, at: float) -> float:
        """Twice what the penalised likelihood loses where the coefficient is held at a value."""
        if at not in self.maxima:
            nearest = self.maxima[min(self.maxima, key=lambda known: abs(known - at))]
            # The others move along as they would were the likelihood a normal one.
            covariance = np.linalg.inv(self.likelihood.information(nearest))[:, self.place]
            along = covariance / covariance[self.place]
            start = nearest + along * (at - nearest[self.place])
            start[self.place] = at
            self.maxima[at] = (
                _firth_maximum(self.likelihood, start, self.others) if len(self.others) else start
            )
        penalised = self.likelihood.penalised
        return max(2 * (penalised(self.beta) - penalised(self.maxima[at])), 0.0)

    def limit(self, side: float, allowed: float, largest: float) -> float:
        """Where more than ``allowed`` is lost, below the estimate or above it.

        Should the profile have several hills, 0 lies within the limits exactly if no more than
        that is lost there.

        Args:
            side: -1 for the lower limit, 1 for the upper one.
            allowed: what may be lost.
            largest: see ``firth``.
        """
        from scipy.optimize import brentq

        estimate, edge = self.beta[self.place], largest * self.likelihood.scale[self.place]
        inverse = np.linalg.inv(self.likelihood.information(self.beta))
        inner = estimate
        step = shortest = np.sqrt(inverse[self.place, self.place])
        zero_is_ahead = side * estimate < 0
        if zero_is_ahead and self.drop(0.0) < allowed:
            inner = 0.0
        while side * inner < edge:
            outer = side * min(side * (inner + side * step), edge)
            if zero_is_ahead and side * inner < 0 < side * outer:
                outer = 0.0
            try:
                lost = self.drop(outer)
            except NotConverged:
                # Too far out little is left of the information but rounding; nearer there is more.
                if step < shortest / 8:
                    raise
                step /= 4
                continue
            if lost >= allowed:
                return float(brentq(lambda at: self.drop(at) - allowed, inner, outer, xtol=1e-12))
            inner, step = outer, 2 * step
        return side * math.inf

    def highest(self) -> Floats:
        """The highest of the maxima that were passed."""
        return max(self.maxima.values(), key=self.likelihood.penalised)


def _firth_maximum(
    likelihood: PartialLikelihood, start: Floats, free: Ints | None = None
) -> Floats:
    def curvature(beta: Floats) -> Floats:
        """Minus the slope of the score, by central differences: the penalty bends as well."""
        steps = 1e-5 * np.eye(len(beta))
        slopes = [
            likelihood.penalised_score(beta - step) - likelihood.penalised_score(beta + step)
            for step in steps
        ]
        bend = np.array(slopes) / 2e-5
        return (bend + bend.T) / 2

    flat = FLAT * len(likelihood.event)
    return maximum(likelihood.penalised, likelihood.penalised_score, curvature, start, flat, free)
