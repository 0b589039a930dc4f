"""The curve of one group: its steps, its limits, and what it says at a given month.

A curve is a step function that is right-continuous: its value at a time holds from that time on,
up to the last follow-up of the group, and no further. Months throughout.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from ivl.arrays import Floats, Ints
from ivl.product_limit import limits, limits_before_any_event, n_effective
from ivl.risk_sets import RiskSets

BEYOND: Final = "beyond follow-up"


@dataclass(frozen=True)
class Curve:
    """The curve of one group, a number per time in each array.

    The first is time 0, before anything happened; who left at time 0 stands in the second.
    """

    time: Floats
    n_risk: Ints
    """Under observation just before the time."""

    n_event: Ints
    n_other: Ints
    """Competing events."""

    n_censor: Ints
    estimate: Floats
    std_error: Floats
    conf_low: Floats
    conf_high: Floats
    """Limits at the very time."""

    band_low: Floats
    band_high: Floats
    """Limits from just after the time to the next, as they are drawn. They are those at the time,
    but until the first event they follow who is still there once others have left."""

    @property
    def n(self) -> int:
        """Patients in the group."""
        return int(self.n_risk[0])

    def sets(self) -> RiskSets:
        """The counts, without the start."""
        counts = (self.n_risk, self.n_event, self.n_other, self.n_censor)
        return RiskSets(self.time[1:], *(of[1:] for of in counts))

    def at(self, times: Floats, conf_level: float) -> dict[str, npt.NDArray[Any]]:
        """n_risk before these months, n_event up to them, and what the curve says at them."""
        row = np.searchsorted(self.time, times, side="right") - 1
        n_risk = self.counts(times)["n_risk"]
        # Before any event the limits follow who is still there at that very time, not at the last
        # time at which someone left.
        n_event = np.cumsum(self.n_event)[row]
        untouched = n_event == 0
        exact = limits_before_any_event(self.estimate[0], self._n_effective(times), conf_level)
        read = {
            "estimate": self.estimate[row],
            "conf_low": np.where(untouched, exact[0], self.conf_low[row]),
            "conf_high": np.where(untouched, exact[1], self.conf_high[row]),
        }
        late = times > self.time[-1]
        return {
            "n_risk": n_risk,
            "n_event": n_event,
            **{name: np.where(late, np.nan, values) for name, values in read.items()},
            "note": np.where(late, BEYOND, ""),
        }

    def _n_effective(self, times: Floats) -> Floats:
        """As ``product_limit.n_effective``, just before these months."""
        row = np.searchsorted(self.time[1:], times, side="left") + 1
        # Between two times of leaving it is what it was after the earlier one, and so at the later.
        n = np.append(n_effective(self.n_risk, self.n_other), 0.0)
        return n[row]

    def counts(self, times: Floats) -> dict[str, Ints]:
        """n_risk just before these months, and n_event, n_other and n_censor until then.

        The four add up to all patients of the group at every month.
        """
        row = np.searchsorted(self.time[1:], times, side="left")
        left = {
            name: getattr(self, name).cumsum()[row] for name in ("n_event", "n_other", "n_censor")
        }
        return {"n_risk": self.n - sum(left.values()), **left}


def step_curve(
    sets: RiskSets, estimate: Floats, std_error: Floats, start: int, conf_level: float
) -> Curve:
    """The curve of one group, with its limits.

    Args:
        sets: the group's counts at m times, at least one; each array has shape (m,).
        estimate: the curve at these times, between 0 and 1, shape (m,).
        std_error: of the estimate on its own scale, neither logged nor transformed, shape (m,).
        start: value at time 0, 1 for survival and 0 for incidence.
        conf_level: two-sided level of the limits, between 0 and 1.

    Returns:
        Arrays of shape (m + 1,), with time 0 first.

    Raises:
        ValueError: if ``conf_level`` does not lie between 0 and 1.
        IndexError: if ``sets`` has no time, as that of a group without patients.
    """
    low, high = limits(estimate, std_error, conf_level)
    n_risk = _with_start(sets.n_risk[0], sets.n_risk)
    n_event = _with_start(0, sets.n_event)
    # Until the first event there is no error to make limits of.
    untouched = int(np.searchsorted(np.cumsum(n_event), 0, side="right"))
    known = n_effective(n_risk[: untouched + 1], _with_start(0, sets.n_other)[: untouched + 1])
    exact = limits_before_any_event(start, known, conf_level)
    conf_low, conf_high = _with_start(np.nan, low), _with_start(np.nan, high)
    band_low, band_high = conf_low.copy(), conf_high.copy()
    for at_time, band, bound in zip(
        (conf_low, conf_high), (band_low, band_high), exact, strict=True
    ):
        at_time[:untouched] = bound[:untouched]
        # Between two times the band must show who remains after the earlier one, who are those at
        # risk at the later one. After the last time there is nothing to draw.
        band[:untouched] = np.append(bound[1:], bound[-1])[:untouched]
    return Curve(
        time=_with_start(0.0, sets.time),
        n_risk=n_risk,
        n_event=n_event,
        n_other=_with_start(0, sets.n_other),
        n_censor=_with_start(0, sets.n_censor),
        estimate=_with_start(float(start), estimate),
        std_error=_with_start(0.0, std_error),
        conf_low=conf_low,
        conf_high=conf_high,
        band_low=band_low,
        band_high=band_high,
    )


def _with_start(first: float, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """An array with its value at time 0 put before the others."""
    longer = np.empty(len(values) + 1, dtype=values.dtype)
    longer[0], longer[1:] = first, values
    return longer
