"""What must be said before groups are compared: unequal follow-up, and what else differs.

In intravenous leiomyomatosis the way the tumour was found, its extent and the operation go
together, so that a difference between groups cannot be put down to any one of them.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np

from ivl import text
from ivl.cohort import Cohort
from ivl.comparison import MIN_PATIENTS
from ivl.endpoints import FOLLOW_UP, RECURRENCE_FREE
from ivl.findings import members
from ivl.groups import Groups, split
from ivl.measures import Measure
from ivl.product_limit import reverse_kaplan_meier
from ivl.risk_sets import CENSOR, EVENT, Followed, followed
from ivl.said import Said, number
from ivl.schema import BY_NAME
from ivl.survival import NOT_LINKED, kaplan_meier, log_rank, why_not
from ivl.table_comparisons import NOTHING_IN_COMMON, furthest_apart, known_by_group

FOLLOW_UP_RATIO: Final = 1.5
"""Median follow-up of the longest followed group over that of the shortest: beyond it the groups
did not have the same time in which an event could be seen."""

FOLLOW_UP_P: Final = 0.1
"""Below it the lengths of follow-up differ. Above the usual 0.05, since missing a difference does
more harm here than a sentence too many."""

APART: Final = 0.5
"""Groups differ in a variable from half a standard deviation on, Cohen's medium effect. The 0.1
or 0.2 in use for large cohorts would name nearly everything here: 15 and 24 patients drawn at
random differ by more than that in most variables."""

CONFOUNDERS: Final = (
    "ivl_detection",
    "extent_group",
    "age_at_diagnosis",
    "uterine_procedure",
    "ovarian_procedure",
    "resection_completeness",
)
"""What goes together in this disease and may lie behind a difference."""

SAME_AS: Final = {
    "tumor_extent": "extent_group",
    "age_group": "age_at_diagnosis",
    "uterus_preserved": "uterine_procedure",
    "ovary_preserved": "ovarian_procedure",
}
"""Columns that are made from a confounder, or it from them: groups by one differ in the other
because of how they were formed, which is no news."""

NOT_ASSIGNED: Final = "The groups were not assigned at random."


def caveats(cohort: Cohort, by: str | None, at_operation: str = "") -> list[str]:
    """All that must be said before a comparison of groups, in the order to say it.

    Args:
        cohort: the patients.
        by: column of levels that makes the groups; None for no groups.
        at_operation: column that is compared where it tells what was done at the operation, so
            that no follow-up was needed to see it.

    Returns:
        Sentences; none where there are no two known groups to compare.
    """
    if len(split(cohort.patients, by).known) < 2:
        return []
    alarm = "" if at_operation else maturity(cohort, by)
    apart = "" if at_operation else never_together(cohort, by)
    said = [alarm, apart, NOT_ASSIGNED, confounding(cohort, by, at_operation)]
    return [sentence for sentence in said if sentence]


def maturity(cohort: Cohort, by: str | None) -> Said:
    """What must be said before any p-value where the groups were not followed for as long.

    Follow-up differs where the median of the longest followed group is more than 1.5 times that
    of the shortest, or where the log-rank test of the ends of follow-up has p < 0.1. That test
    needs as many patients and ends of follow-up as every other; the medians need none.

    Args:
        cohort: the patients.
        by: column of levels that makes the groups; None for no groups.

    Returns:
        One or two sentences with the median of each group; "" where follow-up does not differ, or
        where there are no two known groups.

    Raises:
        ValueError: if a time is negative or infinite; the message names the column and the
            patient's position.

    Source: Schemper & Smith, Control Clin Trials 1996;17:343, for the reverse Kaplan–Meier
    method.
    """
    used = followed(cohort, FOLLOW_UP, by)
    known = used.only(used.groups.known)
    if len(known.groups) < 2:
        return Said("")
    medians = _medians(known)
    reached = [median for median in medians.values() if not np.isnan(median)]
    p_value = _p_value(known)
    is_far = bool(reached) and max(reached) > FOLLOW_UP_RATIO * min(reached)
    if not is_far and (p_value is None or p_value >= FOLLOW_UP_P):
        return Said("")
    return Said(
        f"Follow-up differs between the groups: {_lengths(known, medians)} (reverse "
        f"Kaplan–Meier{_tested(p_value)}). Where follow-up is short, fewer events may only mean "
        "that there was less time to see them."
    )


def never_together(cohort: Cohort, by: str | None) -> str:
    """That no recurrence or death was seen while the groups were followed together; else "".

    Shares of patients then compare follow-up of different lengths, which no test over time does.
    """
    if kaplan_meier(cohort, RECURRENCE_FREE, by).comparison.reason != NOT_LINKED:
        return ""
    return (
        "No recurrence or death was seen while the groups were followed together: their shares "
        "compare times of different length."
    )


def confounding(cohort: Cohort, by: str | None, outcome: str = "") -> Said:
    """In what else the groups differ that a comparison of them is not adjusted for.

    Detection group, extent, age, uterine and ovarian procedure and completeness of resection are
    looked at; of more than two groups, at the two furthest apart.

    Args:
        cohort: the patients.
        by: column of levels that makes the groups; None for no groups.
        outcome: column that is compared, in which the groups differ as the comparison says.

    Returns:
        One sentence; "" where there are no two known groups or nothing else is known of them.

    Source: Yang & Dalton, SAS Global Forum 2012, paper 335; Cohen, Statistical Power Analysis,
    1988.
    """
    groups = split(cohort.patients, by)
    apart = dict(_differences(cohort, groups, outcome)) if len(groups.known) > 1 else {}
    if not apart:
        return Said(_too_few_to_measure(cohort, groups))
    far = sorted(((smd, label) for label, smd in apart.items() if smd >= APART), reverse=True)
    if not far:
        names = text.listed(apart, "or")
        them = "it" if len(apart) == 1 else "them"
        less = number(f"less than {APART} standard deviations")
        differ = f"The groups differ by {less} in {names}"
    else:
        names = text.listed(f"{label} ({_smd(smd)})" for smd, label in far)
        them = "it" if len(far) == 1 else "them"
        begin = "At their furthest apart the" if len(groups.known) > 2 else "The"
        differ = f"{begin} groups also differ in {names}"
    return Said(f"{differ}; the comparison is not adjusted for {them}.")


def _too_few_to_measure(cohort: Cohort, groups: Groups) -> str:
    if len(groups.known) < 2 or not any(name in cohort.patients for name in CONFOUNDERS):
        return ""
    few = [
        number(members(n, label, groups.by))
        for label, n in zip(groups.labels, np.bincount(groups.codes).tolist(), strict=True)
        if n < MIN_PATIENTS and label in groups.known
    ]
    if not few:
        return ""
    return f"In what else the groups differ cannot be measured with {text.listed(few)}."


def _medians(known: Followed) -> dict[str, float]:
    """Median follow-up of each group in months, NaN where it is not reached."""
    pooled = known.risk_sets
    return {
        label: reverse_kaplan_meier(pooled.of(code), conf_level=0.95)[0]
        for code, label in enumerate(known.groups.labels)
    }


def equal_follow_up(cohort: Cohort, by: str) -> Iterator[Measure]:
    """The test behind ``maturity``, with its rule; nothing where there are no two known groups.

    Args:
        cohort: the patients.
        by: column of levels that makes the groups.
    """
    used = followed(cohort, FOLLOW_UP, by)
    known = used.only(used.groups.known)
    if len(known.groups) < 2:
        return
    p_value = _p_value(known)
    yield Measure(
        outcome="Follow-up", quantity="Equal follow-up, log-rank test of its end",
        group=text.against(known.groups.labels, "v"), n=known.n, p_value=p_value,
        reason="" if p_value is not None else "too few patients, or too few ends of follow-up",
        method=f"Follow-up is said to differ before any p-value where this p is below "
        f"{FOLLOW_UP_P} or the longest median is more than {FOLLOW_UP_RATIO} times the shortest; "
        "medians by the reverse Kaplan–Meier method",
        source="Schemper & Smith, Control Clin Trials 1996;17:343",
    )  # fmt: skip


def _p_value(known: Followed) -> float | None:
    """Log-rank test of equal follow-up: its end is the event, and a death ends what was seen."""
    died = known.cause == EVENT
    # Who died leaves before those whose follow-up ended in the same month, as in the medians.
    # Times have six decimals, so that a ten-millionth puts her before them and nobody else.
    ends = Followed(
        np.where(died, known.time - 1e-7, known.time),
        np.where(died, CENSOR, EVENT),
        known.groups,
        known.excluded,
    )
    return None if why_not(ends) else log_rank(ends).p_value


def _lengths(known: Followed, medians: dict[str, float]) -> str:
    """ "median 44.1 months in 15 incidental patients and 12.0 months in 24 …"."""
    sizes = np.bincount(known.groups.codes).tolist()
    parts = [
        f"{_months(median)} in {number(members(n, label, known.groups.by))}"
        for (label, median), n in zip(medians.items(), sizes, strict=True)
    ]
    return f"median {text.listed(parts)}"


def _months(median: float) -> str:
    return text.NOT_REACHED if np.isnan(median) else number(f"{text.decimal(median)} months")


def _tested(p_value: float | None) -> str:
    return "" if p_value is None else f"; log-rank test of its end, {number(text.p_value(p_value))}"


def _differences(cohort: Cohort, groups: Groups, outcome: str) -> Iterator[tuple[str, float]]:
    """Each confounder's name for a sentence, and how far apart the groups are in it.

    Infinite where they have no value in common: further than can be measured.
    """
    looked_at = [
        BY_NAME[name]
        for name in CONFOUNDERS
        if name in cohort.patients
        and name not in (groups.by, SAME_AS.get(groups.by or ""), outcome, SAME_AS.get(outcome))
    ]
    for column in looked_at:
        known = known_by_group(cohort.patients[column.name], column, groups)
        (smd, *_), between = furthest_apart(column, known, groups)
        if between:
            yield text.lower_first(column.label), np.inf if np.isnan(smd) else abs(smd)


def _smd(smd: float) -> str:
    return NOTHING_IN_COMMON if np.isinf(smd) else number(f"{text.decimal(smd, 2)} SD")
