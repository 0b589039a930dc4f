"""Results in words: one or two sentences with every number that a paper needs.

The numbers are those of the table beside them, printed by the same functions.
"""

from collections.abc import Sequence
from typing import Any, Final

from ivl import text
from ivl.cohort import Cohort
from ivl.comparison import FEW_EXPECTED, MIN_PATIENTS, Comparison
from ivl.competing import EventRates
from ivl.describe import GroupRates, deaths
from ivl.endpoints import LANDMARKS
from ivl.groups import column_name, named, split
from ivl.permutation import CAUTION
from ivl.proportions import proportion
from ivl.said import Said, number
from ivl.schema import UNKNOWN
from ivl.step_curves import StepCurves
from ivl.survival import KaplanMeier, expected_in_words

ADJECTIVES: Final = ("ivl_detection", "menopausal_status")
"""Columns whose levels stand before the patients, "incidental patients"; of all others the
column is named: "patients with tumour extent: pelvic"."""


def in_words(rates: GroupRates, quantity: str) -> Said:
    """How often something happened in each group, how far two groups differ, and the test.

    Args:
        rates: from ``describe.group_rates``.
        quantity: what was counted, a noun in the singular that takes "a" or "an": "Recurrence".

    Returns:
        Sentences fit for a paper. Where no test was made they give the reason; patients of
        unknown group or outcome are counted.
    """
    rows = list(rates.rates.itertuples())
    if not rows:
        return Said("There are no patients.")
    known = [row for row in rows if row.n_known]
    is_test = len(rates.compared) > 1
    listed = [row for row in known if row.group in rates.compared or not is_test]
    apart = [row for row in known if row not in listed]
    return Said(
        text.sentences(
            [
                _recorded(listed, rates, quantity) if listed else "",
                f"Not compared: {text.lower_first(quantity)} {_shares(apart, rates.by)}"
                if apart
                else "",
                _unknown(rows, rates.by, quantity),
            ]
        )
    )


def zero_events(rates: GroupRates, quantity: str, per_time: EventRates | None = None) -> list[Said]:
    """For each group without an event, how much risk its data still allow.

    Args:
        rates: from ``describe.group_rates``.
        quantity: what was counted, a noun in the singular that takes "a" or "an": "Recurrence".
        per_time: from ``competing.event_rate``, where the time under observation is known.

    Returns:
        A sentence or two per group, in the order of the groups; none for a group in which nobody
        is known.
    """
    return [
        Said(text.sentences([_none_of(row, rates.by, quantity, per_time), _no_ratio(row, rates)]))
        for row in rates.rates.itertuples()
        if row.n == 0 and row.n_known
    ]


def nobody_died(cohort: Cohort, by: str) -> Said:
    """For groups in which no death is known, how many may die all the same; "" without any.

    Args:
        cohort: the patients.
        by: column of levels that makes the groups.
    """
    died, known = deaths(cohort)
    groups = split(cohort.patients, by)
    said = []
    for label in groups.labels:
        within = groups.members(label)
        if (n_known := int(known[within].sum())) and not died[within].any():
            limit = number(text.percent(proportion(0, n_known)[2]))
            said.append(f"up to {limit} in {number(members(n_known, label, by))}")
    if not said:
        return Said("")
    return Said(
        f"Without a recorded death, the data still allow a risk of death of {text.listed(said)} "
        f"(exact 95% limit{'' if len(said) == 1 else 's'})."
    )


def no_event_yet(curves: StepCurves, per_time: EventRates | None = None) -> Said:
    """Of groups whose curve never moved, how far it may have moved unseen.

    Args:
        curves: survival or cumulative incidence.
        per_time: from ``competing.event_rate`` for the same endpoint, to have the rate as well.

    Returns:
        The limits at the landmarks that the follow-up of each group reaches, and that of the
        rate. "" if every group had an event, be it at an unknown time, or nobody was followed.
    """
    still = {
        str(group): curve
        for group, curve in curves.curves.groupby("group", observed=True)
        if not curve["n_event"].any() and group not in curves.used.untimed
    }
    by_month = _limits_by_month(curves)
    said = []
    for group, curve in still.items():
        limits, rate = by_month.get(group, ""), _rate(per_time, group)
        if limits or rate:
            whom = members(curve["n_risk"].iloc[0], group, curves.by)
            both = ", and a rate of " if limits and rate else ""
            said.append(f"in {whom} {limits and f'up to {limits}'}{both}{rate}")
    if not said:
        return Said("")
    level = f"exact {text.compact(100 * curves.conf_level)}% limits"
    beginning = f"No event was seen, but the data still allow ({level})"
    return Said(f"{beginning}: {'; '.join(said)}.")


def untimed(curves: StepCurves) -> Said:
    """Who had the event at an unknown time, and what that does to the curves; "" for nobody."""
    n = curves.used.untimed
    if not n:
        return Said("")
    whom = text.listed(number(members(count, group, curves.by)) for group, count in n.items())
    event = with_article(curves.endpoint.event_label)
    return Said(
        f"{whom} had {event} at a time that is not recorded. Curves and rates over time, which "
        "leave this out, look better than the truth."
    )


def few(curves: StepCurves) -> str:
    """Of curves that rest on fewer than five patients, that they do; "" where none does."""
    whom = [
        members(curve.n, group, curves.by)
        for group, curve in zip(curves.groups, curves.steps, strict=True)
        if curve.n < MIN_PATIENTS
    ]
    if not whom:
        return ""
    rests = "A curve here rests" if len(whom) == 1 else "Curves here rest"
    return f"{rests} on {text.listed(whom)} alone: what became of so few says little of others."


def _limits_by_month(curves: StepCurves) -> dict[str, str]:
    """ "16.8% by 12 months and 28.5% by 36 months" for each group, as far as it was followed."""
    read = curves.at(LANDMARKS)
    read = read[read["n_risk"] > 0]
    upper = read["conf_high"].where(read["estimate"] == 0, 1 - read["conf_low"])
    return {
        str(group): text.listed(
            f"{text.percent(upper[row.Index])} by {row.time:g} months" for row in rows.itertuples()
        )
        for group, rows in read.groupby("group", observed=True)
    }


def curves_compared(result: KaplanMeier, permuted: Comparison | None = None) -> str:
    """The log-rank test with its events, and the permutation test where it is to be preferred.

    Args:
        result: from ``survival.kaplan_meier``.
        permuted: from ``permutation.by_permutation``.

    Returns:
        A sentence or two; "" where no test was made, since the method says why.
    """
    if result.p_value is None:
        return ""
    log_rank = f"{result.comparison.words} ({expected_in_words(result.comparison)})"
    if permuted is None or permuted.p_value is None:
        return f"{log_rank}."
    return text.sentences(
        [
            log_rank,
            f"With fewer than {FEW_EXPECTED} events expected in a group, prefer the "
            f"{text.lower_first(permuted.words)}. {CAUTION}",
        ]
    )


def members(n: int, label: str, by: str | None) -> str:
    """ "24 nonincidental patients", "4 patients with tumour extent: vena cava", "39 patients".

    Args:
        n: how many.
        label: the group's name on screen.
        by: column that the groups come from; None if nothing is split.
    """
    before, after = _around(label, by)
    return text.counted(n, f"{before}patient{after}", f"{before}patients{after}")


def group_name(label: str, by: str | None) -> str:
    """ "the nonincidental", "the patients with tumour extent: vena cava"."""
    before, after = _around(label, by)
    return f"the {before.strip() or f'patients{after}'}"


def with_article(noun: str) -> str:
    """ "a recurrence", "an earlier operation"."""
    small = text.lower_first(noun)
    return f"{'an' if small[:1] in 'aeiou' else 'a'} {small}"


def _around(label: str, by: str | None) -> tuple[str, str]:
    """What stands before and after the word "patients"."""
    if by is None:
        return "", ""
    column = column_name(by)
    if label == UNKNOWN.label:
        return "", f" of unknown {column}"
    level = text.lower_first(label)
    return (f"{level} ", "") if by in ADJECTIVES else ("", f" with {column}: {level}")


def _recorded(rows: Sequence[Any], rates: GroupRates, quantity: str) -> str:
    """The groups, and what came of comparing them."""
    found = f"{quantity} was recorded {_shares(rows, rates.by)}"
    if rates.difference:
        estimate, low, high = (text.decimal(100 * share) for share in rates.difference)
        points = number(f"{estimate} percentage points (95% CI {low} to {high})")
        reference = text.lower_first(named(rates.by, rates.against)[-1])
        found += f"; difference {points}, reference: {reference}"
    if rates.by is None:
        return found
    before_test = ". " if rates.p_value is None else "; "
    return f"{found}{before_test}{rates.comparison.words.marked}"


def _shares(rows: Sequence[Any], by: str | None) -> str:
    """ "in 5 of 15 incidental patients (33.3%, 95% CI 11.8 to 61.6%) and in 0 of 24 …"."""
    shares: list[str] = []
    for row in rows:
        whom = members(row.n_known, str(row.group), by)
        level = "" if shares else "95% CI "
        limits = f"{level}{text.percent_interval(row.conf_low, row.conf_high)}"
        share = number(f"{row.n} of {whom} ({text.percent(row.estimate)}, {limits})")
        shares.append(f"in {share}")
    return text.listed(shares)


def _unknown(rows: Sequence[Any], by: str | None, quantity: str) -> str:
    whom = [number(members(row.n_unknown, str(row.group), by)) for row in rows if row.n_unknown]
    if not whom:
        return ""
    are = "is" if sum(row.n_unknown for row in rows) == 1 else "are"
    not_counted = f", who {are} not counted" if any(row.n_known for row in rows) else ""
    return f"{quantity} is not known in {text.listed(whom)}{not_counted}"


def _rate(per_time: EventRates | None, group: object) -> str:
    """ "up to 5.1 per 100 patient-years"; "" where nobody was observed or an event was seen."""
    if per_time is None:
        return ""
    rows = per_time.rates[
        (per_time.rates["group"] == group)
        & (per_time.rates["n_event"] == 0)
        & (per_time.rates["patient_years"] > 0)
    ]
    limits = [text.per_time(limit) for limit in rows["conf_high"]]
    if not limits:
        return ""
    up_to = "" if limits[0].startswith("over") else "up to "
    return f"{up_to}{number(f'{limits[0]} per 100 patient-years')}"


def _none_of(row: Any, by: str | None, quantity: str, per_time: EventRates | None) -> str:
    whom = number(members(row.n_known, str(row.group), by))
    unknown = f" ({number(row.n_unknown)} more unknown)" if row.n_unknown else ""
    nobody = f"None of {whom}{unknown} had {with_article(quantity)}"
    if row.n_known == 1:
        nobody = f"{whom}{unknown} had no {text.lower_first(quantity)}"
    risk, rate = (
        f"a risk of up to {number(text.percent(row.conf_high))}",
        _rate(per_time, row.group),
    )
    allowed = f"{risk} and a rate of {rate}" if rate else risk
    return f"{nobody}; the data still allow {allowed} (exact 95% limit{'s' if rate else ''})"


def _no_ratio(row: Any, rates: GroupRates) -> str:
    """What a group without an event does to ratios; "" where it has none to be compared with."""
    known = rates.rates[rates.rates["group"].isin(rates.compared) & (rates.rates["n_known"] > 0)]
    if len(known) < 2 or row.group not in rates.compared:
        return ""
    if len(known) > 2:
        return "No odds ratio with this group can be estimated"
    # A penalised hazard ratio may still exist, but not where nobody had an event.
    if not known["n"].any():
        return "No odds or hazard ratio can be estimated"
    if row.group != rates.against[-1]:
        return "The odds ratio that fits best is 0, the end of its scale"
    return "No finite odds ratio can be estimated"
