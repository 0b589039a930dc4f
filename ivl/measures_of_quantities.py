"""How far two groups are apart in each characteristic of Table 1, as measures."""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import pandas as pd

from ivl import text
from ivl.cohort import Cohort
from ivl.comparison import Comparison
from ivl.groups import Groups, split
from ivl.measures import Measure, p_values
from ivl.multiplicity import Tested, tested
from ivl.quantities import hodges_lehmann
from ivl.schema import BY_NAME
from ivl.table_one import TableOne


def of_table_one(cohort: Cohort, result: TableOne) -> list[Measure]:
    """Shifts of quantities, standardised differences, and all tests with p adjusted by Holm.

    Args:
        cohort: the patients that the table was made from.
        result: from ``table_one.table_one`` with groups; nothing comes of one without.
    """
    if not result.can_compare:
        return []
    groups = split(cohort.patients, result.by)
    made = [*_shifts(cohort, result, groups), *_standardised(result), *_tests(result, groups)]
    outcomes = [_label(row) for row in result.comparisons.itertuples()]
    return sorted(made, key=lambda measure: outcomes.index(measure.outcome))


def p_values_of(cohort: Cohort, result: TableOne) -> tuple[Tested, ...]:
    """The p-values that the printed table shows, to be counted."""
    return p_values(_tests(result, split(cohort.patients, result.by)))


def _shifts(cohort: Cohort, result: TableOne, groups: Groups) -> Iterator[Measure]:
    if len(groups.known) != 2:
        return
    first, second = (groups.members(label) for label in groups.known)
    for name in result.rows.loc[result.rows["kind"] == "number", "variable"].unique():
        column, values = BY_NAME[name], cohort.patients[name].to_numpy(dtype="float64")
        estimate, low, high = hodges_lehmann(values[first], values[second])
        too_few = "too few patients for limits" if np.isnan(low) else ""
        yield Measure(
            outcome=column.label, quantity="Shift", group=text.against(groups.known, "minus"),
            n=int((~np.isnan(values) & (first | second)).sum()), estimate=estimate, conf_low=low,
            conf_high=high, unit=column.unit, digits=0 if column.high > 1000 else 1,
            reason="a group has no known value" if np.isnan(estimate) else too_few,
            method="Hodges–Lehmann: median of all differences between a patient of each group, "
            "limits from the distribution of the Mann–Whitney statistic",
            source="Hodges & Lehmann, Ann Math Stat 1963;34:598; Bauer, J Am Stat Assoc "
            "1972;67:687",
        )  # fmt: skip


def _standardised(result: TableOne) -> Iterator[Measure]:
    for row in result.comparisons[result.comparisons["smd_between"] != ""].itertuples():
        pair = str(row.smd_between).split(" v ")
        no_limits = "" if not np.isnan(row.smd_low) else "limits not estimable"
        # The table gives it without its sign, which levels do not have.
        low, high = sorted((row.smd_low, row.smd_high), reverse=row.smd < 0)
        sign = -1 if row.smd < 0 else 1
        yield Measure(
            outcome=_label(row), quantity="Standardised difference", group=text.against(pair, "v"),
            n=_n_known(result, row, pair), estimate=sign * row.smd,
            conf_low=sign * low, conf_high=sign * high, digits=2,
            reason="the groups have no variation in common" if np.isnan(row.smd) else no_limits,
            method="In standard deviations, without a sign; of more than two groups, the two "
            "furthest apart",
            source="Yang & Dalton, SAS Global Forum 2012, paper 335",
        )  # fmt: skip


def _tests(result: TableOne, groups: Groups) -> Iterator[Measure]:
    made = result.comparisons.dropna(subset=["p_value"])
    for row in made.itertuples():
        comparison = Comparison(str(row.test), float(row.p_value))
        yield Measure(
            outcome=_label(row), quantity=comparison.test, group=text.against(groups.known, "v"),
            n=_n_known(result, row, groups.known), p_value=comparison.p_value,
            remark=f"adjusted by Holm for {text.counted(len(made), 'test')}: "
            f"{text.p_value(row.p_holm)}",
            method=f"By the kind of the variable: {row.because}. The adjusted p-value allows for "
            "all tests of this table",
            source=next(of for start, of in _TESTS.items() if comparison.test.startswith(start)),
            tested=tested(_label(row), result.by, result.population, comparison)[0],
        )  # fmt: skip


def _label(row: Any) -> str:
    """The characteristic without its unit, as other pages name it: "Recurrence"."""
    unit = BY_NAME[row.variable].unit if row.variable in BY_NAME else ""
    return str(row.label).removesuffix(f" ({unit})")


def _n_known(result: TableOne, row: Any, groups: list[str] | tuple[str, ...]) -> int:
    of_variable: pd.DataFrame = result.rows[result.rows["variable"] == row.variable]
    return int(
        of_variable.drop_duplicates("group").set_index("group").loc[[*groups], "n_known"].sum()
    )


_TESTS: Final = {
    "Mann–Whitney": "Mann & Whitney, Ann Math Stat 1947;18:50; Lehmann, Nonparametrics, 1975",
    "Kruskal–Wallis": "Kruskal & Wallis, J Am Stat Assoc 1952;47:583",
    "Fisher": "Freeman & Halton, Biometrika 1951;38:141; Holm, Scand J Stat 1979;6:65",
}
