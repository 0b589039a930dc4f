"""Hazard ratios, their tests, and whether they hold for the whole follow-up, as measures."""

from collections.abc import Iterator
from typing import Any, Final

import pandas as pd

from ivl import text
from ivl.comparison import Procedure
from ivl.groups import column_label, column_name
from ivl.hazard_words import how
from ivl.measures import Measure, p_values
from ivl.multiplicity import Tested
from ivl.proportional_hazards import GLOBAL
from ivl.regression import SOURCES, HazardRatios

_TESTS: Final = {
    "Cox": "Test of the hazard ratio (Wald)",
    "Firth": "Test of the hazard ratio (penalised likelihood ratio)",
}
_DRIFT: Final = Procedure(
    "Proportional hazards",
    "Score test for a coefficient that changes with the Kaplan–Meier curve",
    "Grambsch & Therneau, Biometrika 1994;81:515; R: cox.zph",
)


def of_hazard_ratios(result: HazardRatios) -> Iterator[Measure]:
    """Each hazard ratio and its test, or the reason for none; then proportional hazards.

    Args:
        result: from ``regression.hazard_ratios`` or ``regression.one_at_a_time``.
    """
    for column, rows in result.ratios.groupby("variable", sort=False):
        yield from _of_column(result, str(column), rows)
    yield from _drift(result)


def p_values_of(result: HazardRatios) -> tuple[Tested, ...]:
    """The p-values of hazard ratios, to be counted; tests of an assumption are not."""
    return p_values(of_hazard_ratios(result))


def _of_column(result: HazardRatios, column: str, rows: pd.DataFrame) -> Iterator[Measure]:
    first, label = rows.iloc[0], column_label(column)
    about: dict[str, Any] = {"outcome": result.outcome, "conf_level": result.conf_level}
    route = first["route"] or "Cox"
    made: dict[str, Any] = {"method": how(route, result.conf_level), "source": SOURCES[route]}
    if first["reason"]:
        yield Measure(
            quantity="Hazard ratio", group=label, n=int(rows["n"].sum()),
            n_event=int(rows["n_event"].sum()), form="ratio",
            reason=text.lower_first(first["reason"]), **about, **made,
        )  # fmt: skip
        return
    adjusted = [name for name in result.columns if name != column] if result.is_joint else []
    for row in rows[rows["conf_low"].notna()].itertuples():
        is_level = len(rows) > 1
        against = text.against([row.level, first["level"]], "over") if is_level else row.level
        several = f"{label}: {text.lower_first(against)}"
        group = several if len(result.columns) > 1 or not is_level else against
        counts: dict[str, Any] = {"n": int(row.n + is_level * first["n"]),
                  "n_event": int(row.n_event + is_level * first["n_event"])}  # fmt: skip
        yield Measure(
            quantity="Hazard ratio", group=group, estimate=row.hazard_ratio, conf_low=row.conf_low,
            conf_high=row.conf_high, form="ratio", **counts, **about, **made,
        )  # fmt: skip
        if adjusted and row.crude_route:
            yield Measure(
                quantity="Hazard ratio alone, in the same patients", group=group,
                estimate=row.crude_ratio, conf_low=row.crude_low, conf_high=row.crude_high,
                form="ratio", **counts, **about,
                method=how(row.crude_route, result.conf_level), source=SOURCES[row.crude_route],
            )  # fmt: skip
        test = _TESTS[row.route]
        joint = [f"adjusted for {column_name(other)}" for other in adjusted]
        outcome = ", ".join([result.outcome, *joint])
        yield Measure(
            quantity=test, group=group, p_value=float(row.p_value), **counts, **about, **made,
            tested=Tested(outcome, column, result.population, f"{test}: {against}"),
        )  # fmt: skip


def _drift(result: HazardRatios) -> Iterator[Measure]:
    about: dict[str, Any] = {
        "outcome": result.outcome, "quantity": _DRIFT.name, "n": result.n,
        "n_event": result.n_event, **_DRIFT.cited,
    }  # fmt: skip
    found = result.proportional
    for row in found.tests.itertuples():
        chi_square = text.chi_square(row.statistic, row.df)
        group = "All together" if row.term == GLOBAL else row.term
        yield Measure(group=group, p_value=float(row.p_value), detail=chi_square, **about)
    if found.tests.empty and found.words:
        yield Measure(group="All together", reason=text.lower_first(found.words), **about)
