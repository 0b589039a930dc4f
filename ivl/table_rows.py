"""What a line of Table 1 says of each group: a count, a median with its spread, a follow-up."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from ivl.arrays import Ints
from ivl.endpoints import is_follow_up
from ivl.groups import EVERYONE
from ivl.product_limit import reverse_kaplan_meier
from ivl.proportions import NAN, Interval, proportion
from ivl.quantities import summary
from ivl.risk_sets import Followed
from ivl.schema import Column, Level
from ivl.table_comparisons import Known, known_levels


@dataclass(frozen=True)
class Row:
    """A line of the table in one group."""

    column: Column
    level: Level | None
    """None for a number and for follow-up."""

    group: str
    n_all: int
    """Patients in the group."""

    n: int
    """At the level, or with a number."""

    n_known: int
    estimate: float
    """Share at the level, or median."""

    q1: float = NAN
    q3: float = NAN
    low: float = NAN
    high: float = NAN
    mean: float = NAN
    sd: float = NAN
    each: tuple[float, ...] = ()
    """The values themselves, of fewer than five."""

    conf_low: float = NAN
    conf_high: float = NAN
    """Limits of median follow-up. Those of a share are worked out by ``frame`` alone: the printed
    table does without them."""

    @property
    def kind(self) -> str:
        """Level, number or follow-up."""
        if self.level:
            return "level"
        return "follow-up" if is_follow_up(self.column) else "number"


def rows_of(
    column: Column, known: Known, sizes: Mapping[str, int], observed: Followed
) -> Iterator[Row]:
    """The lines of one variable, each over all patients and in every group.

    Args:
        column: the variable.
        known: from ``table_comparisons.known_by_group``.
        sizes: patients in each group, all patients first, and alone where nothing is split.
        observed: how long the patients were followed.
    """
    if is_follow_up(column):
        yield from _follow_up(column, sizes, observed)
    elif isinstance(known, np.ndarray):
        yield from _at_levels(column, known, sizes)
    else:
        # Without groups all patients are the one group, and are not said twice.
        of_group = [np.concatenate(known), *known][: len(sizes)]
        for (group, n_all), values in zip(sizes.items(), of_group, strict=True):
            of = summary(values)
            yield Row(column, None, group, n_all, of.n, of.n, of.median, of.q1, of.q3, of.low,
                      of.high, of.mean, of.sd, of.each)  # fmt: skip


def _at_levels(column: Column, counts: Ints, sizes: Mapping[str, int]) -> Iterator[Row]:
    table = np.vstack([counts.sum(axis=0), counts])[: len(sizes)]
    n_known = table.sum(axis=1).tolist()
    levels = known_levels(column)
    for place, name in enumerate(levels[:1] if column.kind == "yes_no" else levels):
        level, n_at_level = column.level(name), table[:, place].tolist()
        for (group, n_all), n, of in zip(sizes.items(), n_at_level, n_known, strict=True):
            yield Row(column, level, group, n_all, n, of, n / of if of else NAN)


def _follow_up(column: Column, sizes: Mapping[str, int], observed: Followed) -> Iterator[Row]:
    for group, n_all in sizes.items():
        of_group = observed.as_one() if group == EVERYONE else observed.only([group])
        median: Interval = (NAN, NAN, NAN)
        if of_group.n:
            median = reverse_kaplan_meier(of_group.risk_sets.of(0), conf_level=0.95)
        estimate, low, high = median
        yield Row(column, None, group, n_all, of_group.n, of_group.n, estimate,
                  conf_low=low, conf_high=high)  # fmt: skip


def frame(rows: Iterable[Row], groups: Iterable[str]) -> pd.DataFrame:
    """The rows as ``TableOne.rows`` has them, the groups in this order."""
    made = pd.DataFrame(map(_in_frame, rows), columns=_COLUMNS)
    return made.assign(group=pd.Categorical(made["group"], list(groups), ordered=True))


_COLUMNS: Final = [
    *("variable", "label", "kind", "level", "level_label", "group", "n_all", "n", "n_known"),
    *("n_unknown", "estimate", "q1", "q3", "low", "high", "mean", "sd", "conf_low", "conf_high"),
]


def _in_frame(row: Row) -> dict[str, object]:
    own = {name: value for name, value in vars(row).items() if name in _COLUMNS}
    if row.level:
        _, own["conf_low"], own["conf_high"] = proportion(row.n, row.n_known)
    return own | {
        "variable": row.column.name,
        "label": row.column.axis,
        "kind": row.kind,
        "level": row.level.name if row.level else NAN,
        "level_label": row.level.label if row.level else NAN,
        "n_unknown": row.n_all - row.n_known,
    }
