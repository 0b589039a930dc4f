"""Shares of patients, and every way to set two of them against each other, as measures.

Fisher's test is the one that is shown, fixed before the data are seen. The others can be looked up
beside it; they are not there to choose from.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np

from ivl import text
from ivl.comparison import FEW, MIN_PATIENTS, Comparison, Procedure
from ivl.describe import GroupRates
from ivl.exact_tests import boschloo, mid_p
from ivl.fragility import HOW, SOURCE, Fragility, bare
from ivl.measures import Form, Measure
from ivl.multiplicity import tested
from ivl.proportions import (
    NAN,
    ODDS_RATIO,
    RISK_DIFFERENCE,
    RISK_RATIO,
    SHARES,
    Interval,
    odds_ratio,
    proportion,
    risk_ratio,
)

NOBODY: Final = "known in nobody"
CHOSEN: Final = "The test shown first, whatever it finds"
BESIDE: Final = "To be looked up beside Fisher's test, not chosen from"

Table = tuple[int, int, int, int]
"""Events and patients in whom they are known, of the one group and of the reference."""


def of_rates(rates: GroupRates, outcome: str) -> list[Measure]:
    """The shares of all groups; of two known groups difference, ratios and exact tests as well.

    Args:
        rates: from ``describe.group_rates``.
        outcome: what was counted: "Recurrence".
    """
    shares, score = (list(_shares(rates, outcome, how)) for how in ("exact", "wilson"))
    if rates.by is None:
        return [*shares, *score]
    counts = _two_by_two(rates)
    difference, *ratios = _effects(rates, outcome, counts) if counts else (None,)
    beside = [mid_p(*counts), boschloo(*counts)] if counts and rates.p_value is not None else []
    fisher, *others = (_test(rates, outcome, made) for made in (rates.comparison, *beside))
    return [*shares, *filter(None, [difference]), fisher, *score, *ratios, *others]


def of_fragility(fragile: Fragility, outcome: str, groups: Sequence[str]) -> Iterator[Measure]:
    """The fragility index with the range of p; nothing where there is no p-value.

    Args:
        fragile: from ``fragility.fragility``.
        outcome: what was counted: "Recurrence".
        groups: the groups compared.
    """
    if fragile.p_value is None:
        return
    low, high = map(bare, (fragile.low, fragile.high))
    yield Measure(
        outcome=outcome, quantity="Fragility index", group=text.against(groups, "v"), n=fragile.n,
        estimate=NAN if fragile.index is None else fragile.index, digits=0,
        detail=f"p from {low} to {high} with one patient left out or changed",
        reason="no change in one group alone moves p across 0.05" if fragile.index is None else "",
        method=f"By {HOW}", source=SOURCE,
    )  # fmt: skip


def _two_by_two(rates: GroupRates) -> Table | None:
    """The counts of two known groups with somebody known in each; None for other groups."""
    if not rates.difference:
        return None
    known = rates.rates.set_index("group").loc[list(rates.against), ["n", "n_known"]]
    (n1, n1_known), (n2, n2_known) = known.to_numpy().tolist()
    return n1, n1_known, n2, n2_known


def _shares(rates: GroupRates, outcome: str, method: Any) -> Iterator[Measure]:
    limits = SHARES[method]
    for row in rates.rates.itertuples():
        estimate, low, high = proportion(row.n, row.n_known, method=method)
        yield Measure(
            outcome=outcome, quantity=limits.name, group=str(row.group), n=row.n_known,
            n_event=row.n, estimate=estimate, conf_low=low, conf_high=high, form="count",
            detail=f"{row.n_unknown} unknown" if row.n_unknown else "",
            reason="" if row.n_known else NOBODY, **limits.cited,
        )  # fmt: skip


def _effects(rates: GroupRates, outcome: str, counts: Table) -> Iterator[Measure]:
    assert rates.difference  # there are two groups
    ratio, odds = risk_ratio(*counts), odds_ratio(*counts)
    odds_with_limits = odds.estimate, odds.conf_low, odds.conf_high
    effects: list[tuple[Procedure, str, Form, Interval, str]] = [
        (RISK_DIFFERENCE, "minus", "points", rates.difference, ""),
        (RISK_RATIO, "over", "ratio", ratio, _why_no_risk_ratio(ratio, counts)),
        (ODDS_RATIO, "over", "ratio", odds_with_limits, text.lower_first(odds.reason)),
    ]
    for effect, sign, form, (estimate, low, high), reason in effects:
        yield Measure(
            outcome=outcome, quantity=effect.name, group=text.against(rates.against, sign),
            n=counts[1] + counts[3], n_event=counts[0] + counts[2], estimate=estimate,
            conf_low=low, conf_high=high, form=form, reason=reason, **effect.cited,
        )  # fmt: skip


def _test(rates: GroupRates, outcome: str, made: Comparison) -> Measure:
    known = rates.rates[rates.rates["group"].isin(rates.compared)]
    role = CHOSEN if made is rates.comparison else BESIDE
    return Measure(
        outcome=outcome, quantity=made.name,
        group=text.against(rates.compared, "v"), n=int(known["n_known"].sum()),
        n_event=int(known["n"].sum()), p_value=made.p_value,
        reason=text.lower_first(made.reason), method=f"{made.method}. {role}", source=made.source,
        tested=next(iter(tested(outcome, rates.by, rates.population, made)), None),
    )  # fmt: skip


def _why_no_risk_ratio(ratio: Interval, counts: Table) -> str:
    if np.isnan(ratio[0]):
        return "not estimable: the reference has no event"
    if min(counts[1], counts[3]) < MIN_PATIENTS:
        return f"no limits: {FEW} in a group"
    return "limits not estimable from these counts" if np.isnan(ratio[1]) else ""
