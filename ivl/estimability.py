"""Which way to a hazard ratio, if any: read from the counts, before anything is fitted.

A fit would turn "no event in this group" into a ratio of millions, with a p-value near 1. Where
the likelihood has a finite maximum, Cox's model is fitted; where it rises without end, Firth's
penalty bounds it; where the patients are too few, or say nothing of a factor, there is no ratio.
"""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from ivl import text
from ivl.arrays import Bools, Floats
from ivl.comparison import MIN_EVENTS, MIN_PATIENTS, why_no_test
from ivl.covariates import Design, Term
from ivl.findings import members
from ivl.groups import column_name, named
from ivl.risk_sets import Followed

MIN_EVENTS_PER_PARAMETER: Final = 3
"""With fewer there is no ratio."""

ENOUGH_EVENTS_PER_PARAMETER: Final = 10
"""With fewer the words call the ratios fragile."""

Method = Literal["Cox", "Firth", ""]


@dataclass(frozen=True)
class Route:
    """How hazard ratios are estimated."""

    method: Method
    """ "" where there are none."""

    reason: str = ""
    """Why there are none, or why Firth's penalty is needed; "" for Cox's model."""


def route(design: Design) -> Route:
    """The way to the hazard ratios of a model; nothing is fitted to find it."""
    if reason := _why_none(design):
        return Route("", reason)
    if reason := _why_penalised(design):
        return Route("Firth", reason)
    return Route("Cox")


# ── Whether there are ratios ─────────────────────────────────────────────────────────────────


def _why_none(design: Design) -> str:
    if design.patients.n == 0:
        return (
            "Nobody here has both this factor and a follow-up recorded"
            if len(design.terms) == 1
            else "There is no patient in whom all of these factors are known"
        )
    for term in design.terms:
        if reason := _why_not(term, design):
            return reason if len(design.terms) == 1 else f"{term.label}: {text.lower_first(reason)}"
    n_event, n_parameters = design.n_event, design.n_parameters
    if n_event < MIN_EVENTS_PER_PARAMETER * n_parameters:
        return (
            f"Too few events for {'a hazard ratio' if n_parameters == 1 else 'hazard ratios'}: "
            f"{events_per_parameter(design)}, "
            f"at least {MIN_EVENTS_PER_PARAMETER} per parameter are needed"
        )
    return _why_not_told_apart(design)


def _why_not(term: Term, design: Design) -> str:
    """Why this term has no ratio, "" where it may have one; alone in the model it is named."""
    n, n_event, is_alone = design.patients.n, design.n_event, len(design.terms) == 1
    if not term.is_number:
        names = named(term.column, term.levels) if is_alone else term.levels
        sizes = term.members.sum(axis=0).tolist()
        return why_no_test(dict(zip(names, sizes, strict=True)), n_event)
    if n < MIN_PATIENTS:
        return f"Too few patients: {n} in all, at least {MIN_PATIENTS} are needed"
    if n_event < MIN_EVENTS:
        return (
            f"Too few events: {text.counted(n_event, 'event')} in all, "
            f"at least {MIN_EVENTS} are needed"
        )
    if np.ptp(term.x) > 0:
        return ""
    return f"{term.label} is the same in all patients" if is_alone else "The same in all patients"


def _why_not_told_apart(design: Design) -> str:
    """Whether those still followed at the first event differ in every direction of the model.

    They make up the largest of all risk sets, so what cannot be told apart there can be told
    apart nowhere, and the information would be 0.
    """
    patients = design.patients
    still = patients.time >= patients.time[design.event].min()
    for term in design.terms:
        gone = _without(term, still)
        if gone.any():
            whom = text.listed(_whom(term, gone))
            return (
                f"No hazard ratio can be estimated: none of {whom} was followed to the first event"
            )
    x = _standardised(design.x[still])
    if x is None or np.linalg.matrix_rank(x, tol=1e-8 * np.sqrt(len(x))) < x.shape[1]:
        names = text.listed(column_name(term.column) for term in design.terms)
        return (
            f"No hazard ratio can be estimated: {names} "
            f"{'cannot be told apart' if len(design.terms) > 1 else 'does not differ'} among the "
            "patients followed to the first event"
        )
    return ""


def _standardised(x: Floats) -> Floats | None:
    """Each column with mean 0 and standard deviation 1; None if one is constant."""
    spread = x.std(axis=0)
    if (spread <= 1e-12 * np.maximum(np.abs(x).max(axis=0), 1)).any():
        return None
    return (x - x.mean(axis=0)) / spread


# ── Whether the likelihood has a finite maximum ──────────────────────────────────────────────


def _why_penalised(design: Design) -> str:
    """Why the likelihood rises without end, "" where it has a maximum."""
    factors = [term for term in design.terms if not term.is_number]
    without = [
        f"none of {whom}" for term in factors for whom in _whom(term, _without(term, design.event))
    ]
    if without:
        return f"{text.listed(without)} had the event"
    for term in factors:
        inside = _never_with_others(term, design.patients, design.event)
        if not inside.all():
            gone, later = (text.listed(_whom(term, part)) for part in (~inside, inside))
            return f"none of {gone} was still at risk when any of {later} had the event"
    if len(factors) == len(design.terms) == 1:
        return ""
    if not _is_monotone(design):
        return ""
    if len(design.terms) == 1:
        name = column_name(design.terms[0].column)
        return f"at every event {name} was at one end of its range among those still at risk"
    return "the factors together tell apart, at every event, who had it and who was still at risk"


def _never_with_others(term: Term, patients: Followed, event: Bools) -> Bools:
    """Levels that had their events only when no other was at risk; all True if none did.

    The likelihood has a finite maximum exactly if every level is linked to every other by a chain
    of events, each of one level while the next was at risk. Ties by Efron's method change nothing
    in this. Source: Hunter, Ann Stat 2004;32:384, assumption 1.
    """
    last = np.array([patients.time[of_level].max() for of_level in term.members.T])
    first = np.array([patients.time[of_level & event].min() for of_level in term.members.T])
    linked = first[:, None] <= last[None, :]
    for _ in range(len(linked)):
        linked = linked | (linked.astype(int) @ linked.astype(int) > 0)
    # Of a row that misses a level, all that it reaches together reaches no further.
    return linked[linked.sum(axis=1).argmin()]


def _is_monotone(design: Design) -> bool:
    """Whether some mix of the covariates was at every event highest in who had it.

    The likelihood then rises along that mix for ever. A linear program looks for one: ``mix`` and
    the level of it at each time of events, which all with the event have, which nobody at risk
    exceeds, and which falls from time to time as the risk sets shrink. What the inequalities leave
    over adds up to more than 0 exactly if there is such a mix.

    Source: Bryson & Johnson, Technometrics 1981;23:381.
    """
    from scipy.optimize import linprog
    from scipy.sparse import coo_array, hstack, vstack

    time, event = design.patients.time, design.event
    x = _standardised(design.x)
    assert x is not None, "a constant covariate has been refused"
    times = np.unique(time[event])
    n_times, p = len(times), x.shape[1]
    level = np.searchsorted(times, time, "right") - 1
    at_risk = level >= 0

    def levels_of(rows: Bools) -> coo_array:
        n = int(rows.sum())
        return coo_array((np.ones(n), (np.arange(n), level[rows])), shape=(n, n_times))

    reached = hstack([coo_array(x[event]), -levels_of(event)])
    not_exceeded = hstack([coo_array(x[at_risk]), -levels_of(at_risk)])
    place = np.arange(n_times - 1)
    falling = coo_array(
        (np.repeat([-1.0, 1.0], n_times - 1),
         (np.tile(place, 2), np.concatenate([place, place + 1]) + p)),
        shape=(n_times - 1, p + n_times),
    )  # fmt: skip
    inequalities = vstack([not_exceeded, falling]).tocsr()
    found = linprog(
        inequalities.sum(axis=0),
        A_ub=inequalities,
        b_ub=np.zeros(inequalities.shape[0]),
        A_eq=reached.tocsr(),
        b_eq=np.zeros(reached.shape[0]),
        bounds=[(-1, 1)] * p + [(None, None)] * n_times,
    )
    return bool(found.status == 0 and found.fun < -1e-5)


# ── In words ─────────────────────────────────────────────────────────────────────────────────


def events_per_parameter(design: Design) -> str:
    """ "5 events for 2 parameters"."""
    n_parameters = text.counted(design.n_parameters, "parameter")
    return f"{text.counted(design.n_event, 'event')} for {n_parameters}"


def _without(term: Term, patients: Bools) -> Bools:
    """Levels that none of these patients is at."""
    return np.asarray(~term.members[patients].any(axis=0))


def _whom(term: Term, chosen: Bools) -> list[str]:
    """ "24 nonincidental patients" for each chosen level."""
    sizes = term.members.sum(axis=0)
    return [
        members(int(n), level, term.column)
        for n, level, is_chosen in zip(sizes, term.levels, chosen, strict=True)
        if is_chosen
    ]
