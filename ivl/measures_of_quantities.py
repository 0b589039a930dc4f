"""How far two groups are apart in each characteristic of Table 1, as measures."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from ivl import text
from ivl.cohort import Cohort
from ivl.comparison import FEW, MIN_PATIENTS, Procedure
from ivl.endpoints import is_follow_up
from ivl.groups import EVERYONE, Groups, against_reference, split
from ivl.measures import Measure, p_values
from ivl.multiplicity import Tested, tested
from ivl.quantities import hodges_lehmann, shift_limits
from ivl.schema import UNKNOWN
from ivl.table_comparisons import NOTHING_IN_COMMON, Compared
from ivl.table_one import TableOne

_SHIFT: Final = Procedure(
    "Shift",
    "Hodges–Lehmann: median of all differences between a patient of each group",
    "Hodges & Lehmann, Ann Math Stat 1963;34:598; Bauer, J Am Stat Assoc 1972;67:687; "
    "R: wilcox.test",
)
_STANDARDISED: Final = Procedure(
    "Standardised difference",
    "In standard deviations, with a sign; normal limits for two groups of five patients or more; "
    "of more than two groups the two furthest apart, without limits",
    "Yang & Dalton, SAS Global Forum 2012, paper 335",
)
_DISTANCE: Final = Procedure(
    "Standardised distance",
    "In standard deviations, over all levels at once: it has no sign and, since it cannot be below "
    "0, not the limits of a difference; of more than two groups, the two furthest apart",
    _STANDARDISED.source,
)


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
    outcomes = [of.column.label for of in result.compared]
    return sorted(made, key=lambda measure: outcomes.index(measure.outcome))


def p_values_of(cohort: Cohort, result: TableOne) -> tuple[Tested, ...]:
    """The p-values that the printed table shows, to be counted."""
    return p_values(_tests(result, split(cohort.patients, result.by)))


def _shifts(cohort: Cohort, result: TableOne, groups: Groups) -> Iterator[Measure]:
    if len(groups.known) != 2:
        return
    order = against_reference(groups.by, groups.known)
    first, second = (groups.members(label) for label in order)
    for column in (variable.column for variable in result.compared):
        if column.kind != "number" or is_follow_up(column):
            continue
        values = cohort.patients[column.name].to_numpy(dtype="float64")
        estimate, low, high = hodges_lehmann(values[first], values[second])
        no_limits = "too few patients, or too many tied values, for limits"
        yield Measure(
            outcome=column.label, quantity=_SHIFT.name, group=text.against(order, "minus"),
            n=int((~np.isnan(values) & (first | second)).sum()), estimate=estimate, conf_low=low,
            conf_high=high, unit=column.unit, digits=0 if column.high > 1000 else 1,
            reason="a group has no known value" if np.isnan(estimate)
            else no_limits if np.isnan(low) else "",
            method=f"{_SHIFT.method}; {shift_limits(values[first], values[second])}",
            source=_SHIFT.source,
        )  # fmt: skip


def _standardised(result: TableOne) -> Iterator[Measure]:
    for of in result.compared:
        if not of.between:
            continue
        is_distance = of.column.kind == "category"
        made, sign = (_DISTANCE, "v") if is_distance else (_STANDARDISED, "minus")
        smd, low, high = of.smd
        yield Measure(
            outcome=of.column.label, quantity=made.name,
            group=text.against(of.between, sign), n=_n_known(result, of, of.between),
            estimate=smd, conf_low=low, conf_high=high, digits=2,
            reason=_why_no_limits(result, of), **made.cited,
        )  # fmt: skip


def _why_no_limits(result: TableOne, of: Compared) -> str:
    smd, low, _ = of.smd
    if np.isnan(smd):
        return NOTHING_IN_COMMON
    if not np.isnan(low):
        return ""
    if of.column.kind == "category":
        return "a distance has no limits"
    if min(_n_known(result, of, [group]) for group in of.between) < MIN_PATIENTS:
        return f"no limits: {FEW} in a group"
    known = [group for group in result.sizes if group not in (EVERYONE, UNKNOWN.label)]
    return "no limits: " + ("picked from several" if len(known) > 2 else "nobody differs")


def _tests(result: TableOne, groups: Groups) -> Iterator[Measure]:
    made = [(of, of.test) for of in result.compared if of.test]
    sizes = Counter(of.family for of, _ in made)
    for of, test in made:
        label = of.column.label
        yield Measure(
            outcome=label, quantity=test.name, group=text.against(groups.known, "v"),
            n=_n_known(result, of, groups.known), p_value=test.p_value,
            remark=f"adjusted by Holm for {sizes[of.family]} tests of {of.family}s: "
            f"{text.p_value(of.p_holm)}"
            if sizes[of.family] > 1
            else f"the only test of {of.family}s here",
            method=f"By the kind of the variable: {of.because}. {test.method}. An adjusted "
            f"p-value allows for all tests of {of.family}s in this table",
            source=f"{test.source}; Holm, Scand J Stat 1979;6:65",
            tested=tested(label, result.by, result.population, test)[0],
        )  # fmt: skip


def _n_known(result: TableOne, of: Compared, groups: Sequence[str]) -> int:
    """Patients of these groups in whom the variable is known."""
    known = {row.group: row.n_known for row in result.lines if row.column is of.column}
    return sum(known[group] for group in groups)
