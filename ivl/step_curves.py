"""What survival and cumulative incidence share: curves by group, their tables, follow-up.

Each curve starts at time 0 and ends at the last follow-up of its group; nothing is carried
beyond. Months throughout.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
import pandas as pd

from ivl import text
from ivl.arrays import Floats
from ivl.comparison import Comparison
from ivl.curve import Curve
from ivl.endpoints import ORIGIN, Endpoint
from ivl.product_limit import reverse_kaplan_meier
from ivl.risk_sets import Followed
from ivl.schema import UNKNOWN

CURVE: Final = [
    *("time", "n_risk", "n_event", "n_other", "n_censor"),
    *("estimate", "std_error", "conf_low", "conf_high"),
]
"""Columns of a curve, after the group."""


@dataclass(frozen=True, kw_only=True)
class StepCurves:
    """Curves, one per group, and what a reader asks of them.

    Tables are made when they are asked for: who only draws or tests does not wait for the rest.
    """

    steps: tuple[Curve, ...]
    """A curve for each of ``used.groups``."""

    used: Followed
    """The patients behind the curves."""

    endpoint: Endpoint

    comparison: Comparison
    """The test of equal curves, or why there is none."""

    by: str | None
    """Column that the cohort was split by."""

    population: str
    """Who was looked at, as ``Cohort.population`` says it."""

    conf_level: float = 0.95

    @cached_property
    def curves(self) -> pd.DataFrame:
        """The steps of every group, a row per group and time.

        Columns: group, time, n_risk, n_event, n_other, n_censor, estimate, std_error, conf_low,
        conf_high. ``n_risk`` counts who was under observation just before the time; ``n_other``
        are competing events. The first row of a group is time 0, before anything happened; who
        left at time 0 stands in a second row.
        """
        if not self.steps:
            return pd.DataFrame(columns=["group", *CURVE])
        columns = {
            name: np.concatenate([getattr(curve, name) for curve in self.steps]) for name in CURVE
        }
        return self._by_group([len(curve.time) for curve in self.steps], columns)

    @cached_property
    def follow_up(self) -> pd.DataFrame:
        """How long patients were followed, by the reverse Kaplan–Meier method, a row per group.

        Columns: group, n, median, conf_low, conf_high, in months; NaN where the curve or the
        limit is not reached; quantity, "Median follow-up for recurrence".
        """
        medians = [reverse_kaplan_meier(curve.sets(), self.conf_level) for curve in self.steps]
        table = self._summaries(medians, {"n": [curve.n for curve in self.steps]})
        return table.assign(quantity=self.endpoint.follow_up_label)

    @property
    def excluded(self) -> pd.DataFrame:
        """Who could not be used, a row per group and reason: group, reason, n."""
        return self.used.excluded

    @property
    def n(self) -> int:
        """Patients behind the curves."""
        return self.used.n

    @cached_property
    def method(self) -> str:
        """Who was analysed and how, in sentences fit for a figure legend."""
        level = f"{text.compact(100 * self.conf_level)}%"
        compared = self.comparison.words if self.by else ""
        unknown = self.by and UNKNOWN.label in self.groups
        return text.sentences(
            [
                self._estimated,
                ORIGIN,
                self.endpoint.definition,
                self.used.words,
                self.used.note,
                f"Limits ({level}) are on the log(−log) scale; until the first event, "
                f"{self._until_an_event}",
                f"{self.endpoint.follow_up_label} by the reverse Kaplan–Meier method: how long "
                "patients would have been followed had nobody had the event; each endpoint has "
                "its own",
                compared,
                self.caution,
                "Patients of unknown group are not part of the test"
                if unknown and compared
                else "",
            ]
        )

    @property
    def caution(self) -> str:
        """What must be known of the p-value of ``comparison`` besides; "" for nothing."""
        return ""

    @property
    def _estimated(self) -> str:
        """By which method what was estimated."""
        raise NotImplementedError

    @property
    def _until_an_event(self) -> str:
        """How limits are made as long as nothing happened."""
        return "exact for those still followed"

    @property
    def groups(self) -> list[str]:
        """Names of the groups that have a curve, in order."""
        return list(self.used.groups.labels)

    @property
    def p_value(self) -> float | None:
        """Of the test of equal curves; None where ``comparison.reason`` says why not."""
        return self.comparison.p_value

    def at(self, times: float | Sequence[float]) -> pd.DataFrame:
        """The curves read at given times, in months.

        Returns:
            A row per group and time: group, time, n_risk (just before the time), n_event (up to
            and including it, as the estimate), estimate, conf_low, conf_high, note. Beyond the
            group's last follow-up estimate and limits are NaN and the note says so.

        Raises:
            ValueError: if a time is negative.
        """
        asked = _asked(times)
        parts = [curve.at(asked, self.conf_level) for curve in self.steps]
        return self._read_off(asked, parts, "n_risk n_event estimate conf_low conf_high note")

    def risk_table(self, times: float | Sequence[float]) -> pd.DataFrame:
        """The counts that stand under the curves, at given times in months.

        Returns:
            A row per group and time: group, time, n_risk (followed at least that long, as R's
            ``summary(survfit(...), times)`` has it), and n_event, n_other, n_censor (all before
            that time). The four add up to all patients of the group: who leaves at a time is
            still at risk there, and counted among those who left from the next time on.

        Raises:
            ValueError: if a time is negative.
        """
        asked = _asked(times)
        parts = [curve.counts(asked) for curve in self.steps]
        return self._read_off(asked, parts, "n_risk n_event n_other n_censor")

    def _read_off(
        self, times: Floats, parts: Sequence[Mapping[str, Any]], names: str
    ) -> pd.DataFrame:
        """A row per group and time."""
        if not parts:
            return pd.DataFrame(columns=["group", "time", *names.split()])
        read = {name: np.concatenate([part[name] for part in parts]) for name in names.split()}
        columns = {"time": np.tile(times, len(parts)), **read}
        return self._by_group([len(times)] * len(parts), columns)

    def _summaries(
        self, medians: Sequence[tuple[float, float, float]], counts: Mapping[str, Sequence[int]]
    ) -> pd.DataFrame:
        """A row per group with counts and a median."""
        found = np.array(medians, dtype="float64").reshape(-1, 3).T
        columns = dict(zip(("median", "conf_low", "conf_high"), found, strict=True))
        return self._by_group([1] * len(self.steps), {**counts, **columns})

    def _by_group(self, n_rows: Sequence[int], columns: Mapping[str, Any]) -> pd.DataFrame:
        """A frame with so many rows of each group; the columns are its own from now on."""
        codes = np.repeat(np.arange(len(n_rows)), n_rows)
        return pd.DataFrame({"group": self.used.groups.names(codes), **columns}, copy=False)


def _asked(times: float | Sequence[float]) -> Floats:
    asked = np.atleast_1d(np.asarray(times, dtype="float64")).round(6)
    if (asked < 0).any() or np.isnan(asked).any():
        raise ValueError(f"Curves start at time 0; there is none at {asked.min():g}")
    return asked
