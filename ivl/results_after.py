"""The results in words from the operation on: follow-up, recurrence, survival."""

from typing import Final

import numpy as np

from ivl import describe, text, titles
from ivl.caveats import NOT_ASSIGNED, confounding, maturity
from ivl.cohort import Cohort
from ivl.describe import GroupRates, frequencies, group_rates
from ivl.endpoints import FOLLOW_UP, RECURRENCE_FREE
from ivl.findings import in_words, members, untimed, zero_events
from ivl.linked_words import Part, Source, joined, linked
from ivl.product_limit import reverse_kaplan_meier
from ivl.proportions import proportion
from ivl.published import published
from ivl.risk_sets import followed
from ivl.said import Said, number
from ivl.schema import BY_NAME, YES
from ivl.shares_in_words import characteristics, unknown_in
from ivl.survival import KaplanMeier, kaplan_meier

LANDMARK: Final = 36
"""Months at which survival is read: the median follow-up of the founding study."""


def follow_up(cohort: Cohort, by: str | None) -> tuple[Part, ...]:
    """How long, who was lost, and whether the groups differ in it."""
    used = followed(cohort, FOLLOW_UP)
    length = ""
    if used.n:
        median, low, high = reverse_kaplan_meier(used.risk_sets.of(0), conf_level=0.95)
        reached = text.NOT_REACHED if np.isnan(median) else f"{text.decimal(median)} months"
        interval = text.limits(low, high)
        limited = "limits not estimable" if interval == text.BLANK else f"95% CI {interval}"
        median_with = number(f"{reached} ({limited}; reverse Kaplan–Meier method)")
        length = f"Median follow-up was {median_with}{unknown_in(cohort.n - used.n)}."
    return joined(
        [
            linked(length, characteristics(by)),
            linked(_lost(cohort), characteristics(by)),
            linked(maturity(cohort, by), characteristics(by)),
        ]
    )


def _lost(cohort: Cohort) -> str:
    lost = frequencies(cohort, [BY_NAME["lost_to_followup"]]).table
    return text.sentences(
        [
            f"{number(f'{row.n} of {text.patients(row.n_known)}')} "
            f"{'was' if 1 in (row.n, row.n_known) else 'were'} lost to follow-up"
            f"{unknown_in(row.n_unknown)}"
            for row in lost.itertuples()
            if row.n_known
        ]
    )


def recurrence(cohort: Cohort, rates: GroupRates) -> tuple[Part, ...]:
    """How often, how far the groups differ, and what groups without any still allow."""
    everybody = in_words(group_rates(cohort, BY_NAME["recurrence"]), "Recurrence")
    is_compared = len(rates.compared) > 1
    by_group = text.sentences(
        [
            in_words(rates, "Recurrence").marked if rates.by else "",
            *(said.marked for said in zero_events(rates, "Recurrence")),
        ]
    )
    whole = Source(titles.RECURRENCE, titles.RECURRENCES)
    of_groups = Source(titles.RECURRENCE, titles.RECURRENCES, rates.by)
    return joined(
        [
            linked(everybody, whole),
            linked(NOT_ASSIGNED if is_compared else "", of_groups),
            linked(confounding(cohort, rates.by) if is_compared else "", characteristics(rates.by)),
            linked(by_group, of_groups),
            _inconsistency(whole, of_groups) if cohort.made_up and not cohort.chosen else (),
        ]
    )


def _inconsistency(whole: Source, of_groups: Source) -> tuple[Part, ...]:
    """Where the founding study's abstract contradicts its own counts."""
    printed, within = published()["recurrence_as_printed"], published()["recurrence_incidental"]
    share = number(text.percent(printed.estimate or 0))
    counted = number(f"{printed.n} of all {printed.n_known}")
    of_all = (
        f"The abstract of the founding study prints {share} in a sentence about the "
        f"{within.of_whom} group, which is inconsistent: {share} is {counted}; "
    )
    in_group = number(f"{within.n} of {within.n_known}")
    of_group = f"within the group it is {in_group}, {number(text.percent(within.share or 0))}."
    return (*linked(of_all, whole), *linked(of_group, of_groups))


def after_recurrence(cohort: Cohort, by: str | None) -> tuple[Part, ...]:
    """What was done about it, as it also stands beside the recurrences one by one."""
    lanes = Source(titles.RECURRENCE, titles.EACH_RECURRENCE, by, is_split_in_title=False)
    return linked(treated(cohort), lanes)


def treated(cohort: Cohort) -> Said:
    """How recurrences were treated, each treatment of those in whom it is known; "" if unknown."""
    recurred = cohort.among("recurrence", [YES.name])
    found = frequencies(recurred, BY_NAME["recurrence_treatment"].options).table
    given = found[found["n"] > 0]
    alike = given["n_unknown"].nunique() == 1
    parts = [
        f"{text.lower_first(row.label)} {number(text.n_of(row.n, row.n_known))}"
        f"{'' if alike else unknown_in(row.n_unknown)}"
        for row in given.itertuples()
    ]
    if not parts:
        return Said("")
    unknown = unknown_in(int(given["n_unknown"].iloc[0])) if alike else ""
    return Said(f"Recurrences were treated by {text.listed(parts)}{unknown}.")


def survival(cohort: Cohort, by: str | None) -> tuple[Part, ...]:
    """Without a recurrence at the landmark, and how many died.

    Nothing of groups with recurrences that have no time: these would all look free of it.
    """
    curves = kaplan_meier(cohort, RECURRENCE_FREE, by)
    read = curves.at(LANDMARK)
    shares = [
        number(f"{text.percent(row.estimate)} ({_limited(row.conf_low, row.conf_high)})")
        + f" in {number(members(n, str(row.group), by))}"
        for row, n in zip(read.itertuples(), curves.medians["n"], strict=True)
        if not np.isnan(row.estimate) and str(row.group) not in curves.used.untimed
    ]
    event_free = f"Recurrence-free survival at {LANDMARK} months was {text.listed(shares)}"
    n_unused = curves.used.n_left_out - sum(curves.used.untimed.values())
    words = text.sentences(
        [
            f"{event_free}{unknown_in(n_unused)}" if shares else "",
            _beyond(curves),
            untimed(curves).marked,
        ]
    )
    return joined(
        [
            linked(words, Source(titles.SURVIVAL, RECURRENCE_FREE.label, by)),
            linked(deaths(cohort), characteristics(None)),
        ]
    )


def _beyond(curves: KaplanMeier) -> str:
    """Which groups were not followed up to the landmark, and how far they were; "" for none."""
    said = [
        f"{number(members(curve.n, group, curves.by))}, last seen at "
        f"{number(f'{text.decimal(curve.time[-1])} months')}"
        for group, curve in zip(curves.groups, curves.steps, strict=True)
        if curve.time[-1] < LANDMARK and group not in curves.used.untimed
    ]
    if not said:
        return ""
    return f"Beyond follow-up at {LANDMARK} months: {text.listed(said)}"


def deaths(cohort: Cohort) -> Said:
    """Deaths of those in whom it is known whether they died, and what none of them still allows."""
    n, n_known = (int(who.sum()) for who in describe.deaths(cohort))
    n_unknown = cohort.n - n_known
    if not n_known:
        unknown = f"Whether they are alive is not known of {number(text.patients(n_unknown))}."
        return Said(unknown if n_unknown else "")
    verb = "was" if n == 1 else "were"
    counted, patients = number(text.counted(n, "death")), number(text.patients(n_known))
    unknown = f"; vital status unknown in {number(f'{n_unknown} more')}" if n_unknown else ""
    limit = number(text.percent(proportion(0, n_known)[2]))
    allowed = f"; the data still allow a risk of death of up to {limit} (exact 95% limit)"
    said = f"{counted} {verb} recorded among {patients}{unknown}{'' if n else allowed}."
    return Said(said)


def _limited(low: float, high: float) -> str:
    """ "95% CI 2.5 to 100.0%"; a curve that came down to 0 has no limits."""
    limits = text.percent_interval(low, high)
    return "limits not estimable" if limits == text.BLANK else f"95% CI {limits}"
