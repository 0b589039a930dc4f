"""The results in words from the operation on: follow-up, recurrence, survival."""

from typing import Final

import numpy as np

from ivl import text
from ivl.caveats import NOT_ASSIGNED, maturity
from ivl.cohort import Cohort
from ivl.describe import GroupRates, group_rates
from ivl.endpoints import FOLLOW_UP, RECURRENCE_FREE
from ivl.findings import in_words, members, untimed, zero_events
from ivl.groups import Groups, split
from ivl.linked_words import Part, Source, joined, linked
from ivl.product_limit import reverse_kaplan_meier
from ivl.published import published
from ivl.risk_sets import followed
from ivl.schema import BY_NAME, UNKNOWN, YES
from ivl.shares_in_words import characteristics, counts, unknown_in
from ivl.survival import kaplan_meier

LANDMARK: Final = 36
"""Months at which survival is read: the median follow-up of the founding study."""

_RATES: Final = "Patients with a recurrence"


def follow_up(cohort: Cohort, groups: Groups) -> tuple[Part, ...]:
    """How long, who was lost, and whether the groups differ in it."""
    used = followed(cohort, FOLLOW_UP)
    length = ""
    if used.n:
        median, low, high = reverse_kaplan_meier(used.risk_sets.of(0), conf_level=0.95)
        reached = text.NOT_REACHED if np.isnan(median) else f"{text.decimal(median)} months"
        interval = text.limits(low, high)
        limited = "limits not reached" if interval == text.BLANK else f"95% CI {interval}"
        length = (
            f"Median follow-up was {reached} ({limited}; reverse Kaplan–Meier method)"
            f"{unknown_in(cohort.n - used.n)}."
        )
    return joined(
        [
            linked(length, characteristics(groups.by)),
            linked(_lost(cohort), Source("Your data", "Every row")),
            linked(maturity(cohort, groups.by), characteristics(groups.by)),
        ]
    )


def _lost(cohort: Cohort) -> str:
    lost = cohort.patients["lost_to_followup"]
    return text.sentences(
        [
            f"{count.n} of {text.patients(count.n_known)} "
            f"{'was' if 1 in (count.n, count.n_known) else 'were'} lost to follow-up"
            for count in counts(lost, YES.name, split(cohort.patients, None))
        ]
    )


def recurrence(cohort: Cohort, rates: GroupRates) -> tuple[Part, ...]:
    """How often, how far the groups differ, and what groups without any still allow."""
    everybody = text.sentences([in_words(group_rates(cohort, BY_NAME["recurrence"]), "Recurrence")])
    by_group = text.sentences(
        [
            NOT_ASSIGNED if len(rates.compared) > 1 else "",
            in_words(rates, "Recurrence") if rates.by else "",
            *zero_events(rates, "Recurrence"),
            _inconsistency() if cohort.made_up and not cohort.chosen else "",
        ]
    )
    return joined(
        [
            linked(everybody, Source("Recurrence", _RATES)),
            linked(by_group, Source("Recurrence", _RATES, rates.by)),
        ]
    )


def _inconsistency() -> str:
    """Where the founding study's abstract contradicts its own counts."""
    printed, within = published()["recurrence_as_printed"], published()["recurrence_incidental"]
    share = text.percent(printed.estimate or 0)
    return (
        f"The abstract of the founding study prints {share} in a sentence about the "
        f"{within.of_whom} group, which is inconsistent: {share} is {printed.n} of all "
        f"{printed.n_known}; within the group it is {within.n} of {within.n_known}, "
        f"{text.percent(within.share or 0)}"
    )


def after_recurrence(cohort: Cohort, by: str | None) -> tuple[Part, ...]:
    """What was done about it."""
    recurred = cohort.patients[cohort.patients["recurrence"] == YES.name]
    options = BY_NAME["recurrence_treatment"].options
    given = recurred[[option.name for option in options]].astype("object")
    n_known = int((given != UNKNOWN.name).any(axis=1).sum())
    parts = [
        f"{text.lower_first(option.label)} {text.n_of(n, n_known)}"
        for option in options
        if (n := int((given[option.name] == YES.name).sum()))
    ]
    if not parts:
        return ()
    lanes = "Each recurrence, its time and its treatment"
    return linked(
        f"Recurrences were treated by {text.listed(parts)}{unknown_in(len(recurred) - n_known)}.",
        Source("Recurrence", lanes, by, is_split_in_title=False),
    )


def survival(cohort: Cohort, groups: Groups) -> tuple[Part, ...]:
    """Without a recurrence at the landmark, and how many died."""
    curves = kaplan_meier(cohort, RECURRENCE_FREE, groups.by)
    read = curves.at(LANDMARK)
    shares = [
        f"{text.percent(row.estimate)} ({_limited(row.conf_low, row.conf_high)}) in "
        f"{members(n, str(row.group), groups.by)}"
        for row, n in zip(read.itertuples(), curves.medians["n"], strict=True)
        if not np.isnan(row.estimate)
    ]
    event_free = f"Recurrence-free survival at {LANDMARK} months was {text.listed(shares)}"
    words = text.sentences([event_free, untimed(curves)]) if shares else ""
    return joined(
        [
            linked(words, Source("Survival", "Recurrence-free survival", groups.by)),
            linked(_deaths(cohort), Source("Survival", "Overall survival")),
        ]
    )


def _deaths(cohort: Cohort) -> str:
    n = int(cohort.patients["died"].sum())
    n_unknown = int(cohort.patients["death"].isna().sum())
    known = f"; vital status unknown in {n_unknown}" if n_unknown else ""
    verb = "was" if n == 1 else "were"
    return f"{text.counted(n, 'death')} {verb} recorded among {text.patients(cohort.n)}{known}."


def _limited(low: float, high: float) -> str:
    """ "95% CI 2.5 to 100.0%"; a curve that came down to 0 has no limits."""
    limits = text.percent_interval(low, high)
    return "limits not estimable" if limits == text.BLANK else f"95% CI {limits}"
