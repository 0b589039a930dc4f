"""How much a comparison of two groups hangs on single patients.

Fisher's test is made again without each patient, and with each patient's outcome changed. Patients
of one group with one outcome are all alike to the test, so that four cells stand for everybody.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from ivl import text
from ivl.describe import GroupRates
from ivl.exact_tests import exact_test
from ivl.findings import group_name, members, with_article

SIGNIFICANT: Final = 0.05
"""The line that the fragility index asks about. Nothing else in the package draws it."""

HOW: Final = (
    "Fisher's exact test, two-sided, made again without each patient, and with each patient's "
    "outcome changed. Fragility index: the fewest outcomes that must change in one group, all in "
    "one direction, to move p across 0.05"
)
SOURCE: Final = "Walsh et al., J Clin Epidemiol 2014;67:622"
METHOD: Final = f"{HOW} (after {SOURCE})."

Counts = Sequence[int]
"""With and without the event in the first group, with and without it in the second."""


@dataclass(frozen=True)
class Crossing:
    """Outcomes of one group changed until p lies on the other side of 0.05."""

    group: int
    """0 or 1."""

    n_more: int
    """Events more in the group; below 0, so many fewer."""

    p_value: float


@dataclass(frozen=True)
class Fragility:
    """What becomes of a p-value if one patient were missing, or had fared otherwise."""

    changes: pd.DataFrame
    """A row per group, outcome and change: group, had_event, n (patients whom it could be), change
    ("left out", "changed"), p_value. Empty where there is no p-value to begin with."""

    p_value: float | None
    """Of the comparison as it is; None where ``reason`` says why not."""

    low: float
    high: float
    """Smallest and largest p-value over all single changes; NaN where there is none."""

    index: int | None
    """The fewest outcomes that must change, all in one group and in one direction, to move p
    across 0.05; None if no number does."""

    words: str
    """What a reader must know of it, in sentences; the reason where there is no p-value."""

    reason: str
    """Why nothing was computed; "" where it was."""

    n: int
    """Patients compared."""

    population: str
    method: str


def fragility(rates: GroupRates, quantity: str) -> Fragility:
    """How much the comparison of two groups by Fisher's test hangs on single patients.

    Args:
        rates: from ``describe.group_rates``, of two known groups.
        quantity: what was counted, a noun in the singular whose plural ends in s: "Recurrence".

    Source: Walsh et al., J Clin Epidemiol 2014;67:622. Theirs adds events to the group with fewer,
    and to a significant result only; here it is the fewest changes in either group and direction.
    """
    known = rates.rates[rates.rates["group"].isin(rates.compared)]
    n = int(known["n_known"].sum())
    if reason := _why_not(rates):
        nothing = pd.DataFrame(columns=["group", "had_event", "n", "change", "p_value"])
        return Fragility(nothing, None, np.nan, np.nan, None, f"{reason}.", reason, n,
                         rates.population, METHOD)  # fmt: skip
    (n1, n1_known), (n2, n2_known) = known[["n", "n_known"]].to_numpy().tolist()
    counts = (n1, n1_known - n1, n2, n2_known - n2)
    changes = pd.DataFrame(_changes(counts, rates.compared))
    p_value = _p(counts)
    crossing = _crossing(counts)
    words = text.sentences(
        [
            f"This rests on {text.counted(n1 + n2, 'event')}: "
            + _nearest_change(changes, p_value, rates.by, quantity),
            _without_one(changes, p_value, rates.by, quantity),
            _index(crossing, rates, quantity),
        ]
    )
    low, high = float(changes["p_value"].min()), float(changes["p_value"].max())
    index = abs(crossing.n_more) if crossing else None
    return Fragility(changes, p_value, low, high, index, words, "", n, rates.population, METHOD)


def _why_not(rates: GroupRates) -> str:
    if rates.p_value is None:
        return rates.comparison.reason
    return "" if len(rates.compared) == 2 else "Fragility is worked out for two groups only"


def _p(counts: Counts) -> float:
    p_value = exact_test(np.reshape(counts, (2, 2))).p_value
    # With one outcome in everybody, or one group, no other table has the same margins.
    return 1.0 if p_value is None else p_value


def _changes(counts: Counts, groups: tuple[str, ...]) -> Iterator[dict[str, object]]:
    for cell, n in enumerate(counts):
        if not n:
            continue
        other = cell ^ 1  # the same group's other outcome
        for change in ("left out", "changed"):
            new = list(counts)
            new[cell] -= 1
            new[other] += change == "changed"
            yield {"group": groups[cell // 2], "had_event": cell % 2 == 0, "n": n,
                   "change": change, "p_value": _p(new)}  # fmt: skip


def _crossing(counts: Counts) -> Crossing | None:
    """The fewest changes that bring p to the other side; of equals more events, first group."""
    is_significant = _p(counts) < SIGNIFICANT
    n1, not1, n2, not2 = counts
    steps = sorted((*range(-max(n1, n2), 0), *range(1, max(not1, not2) + 1)), key=_nearest_first)
    for n_more in steps:
        for group in (0, 1):
            new = np.array(counts)
            new[2 * group : 2 * group + 2] += n_more, -n_more
            if new.min() < 0:
                continue
            p_value = _p(new.tolist())
            if (p_value < SIGNIFICANT) != is_significant:
                return Crossing(group, n_more, p_value)
    return None


def _nearest_first(n_more: int) -> tuple[int, bool]:
    return abs(n_more), n_more < 0


def _nearest_change(changes: pd.DataFrame, p_value: float, by: str | None, quantity: str) -> str:
    """The changed outcome that brings p nearest to the other side of 0.05."""
    changed = changes[changes["change"] == "changed"].set_index(["group", "had_event"])["p_value"]
    group, had_event = changed.idxmax() if p_value < SIGNIFICANT else changed.idxmin()
    more = "fewer" if had_event else "more"
    return (
        f"one {text.lower_first(quantity)} {more} among {group_name(group, by)} would move p to "
        f"{bare(changed[group, had_event])}"
    )


def _without_one(changes: pd.DataFrame, p_value: float, by: str | None, quantity: str) -> str:
    """The range of p over the patients left out, and whose absence moves it furthest."""
    left = changes[changes["change"] == "left out"]
    low, high = bare(left["p_value"].min()), bare(left["p_value"].max())
    furthest = left.loc[np.log(left["p_value"] / p_value).abs().idxmax()]
    with_or_without = "with" if furthest["had_event"] else "without"
    who = f"{members(furthest['n'], furthest['group'], by)} {with_or_without}"
    return (
        f"Without any one patient p lies between {low} and {high}; most influential: {who} "
        f"{with_article(quantity)}"
    )


def _index(crossing: Crossing | None, rates: GroupRates, quantity: str) -> str:
    if crossing is None:
        return f"No change of outcomes in one group alone moves p across {SIGNIFICANT}"
    changed = text.counted(abs(crossing.n_more), text.lower_first(quantity))
    more = "more" if crossing.n_more > 0 else "fewer"
    group = group_name(rates.compared[crossing.group], rates.by)
    return (
        f"It takes {changed} {more} among {group} to move p across {SIGNIFICANT}, to "
        f"{bare(crossing.p_value)} (fragility index {abs(crossing.n_more)})"
    )


def bare(p_value: float) -> str:
    """A p-value within a sentence that names it: "0.024", "below 0.001", "above 0.99"."""
    relation, number = text.p_value(p_value).removeprefix("p ").split()
    return {"<": "below ", ">": "above "}.get(relation, "") + number
