"""What a hazard ratio can be adjusted for: what the events allow, said before anybody chooses."""

from dataclasses import dataclass
from typing import Final

from ivl import text
from ivl.cohort import Cohort
from ivl.estimability import ENOUGH_EVENTS_PER_PARAMETER, MIN_EVENTS_PER_PARAMETER
from ivl.groups import column_label, named, split

FACTORS: Final = (
    "ivl_detection",
    "extent_group",
    "age_at_diagnosis",
    "menopausal_status",
    "presentation_type",
    "tumor_size",
    "resection_completeness",
    "ovary_preserved",
    "uterus_preserved",
    "adjuvant",
)
"""Columns that the hazard of recurrence is looked at by, one at a time and adjusted."""


@dataclass(frozen=True)
class Adjustment:
    """How many parameters a model may have beside the groups that are compared."""

    compared: str | None
    """Column of the groups; None where nothing is split or these patients do not differ in it."""

    n_free: int
    """Parameters that are left for other factors."""

    words: str
    """What the events allow and what the groups take of it, in sentences."""


def adjustment(cohort: Cohort, by: str | None, n_event: int) -> Adjustment:
    """How many other factors the events allow.

    Args:
        cohort: the patients.
        by: column of the groups that are compared; None for none.
        n_event: events that a model could rest on.
    """
    known = split(cohort.patients, by).known if by else ()
    compared = by if len(known) > 1 else None
    n_taken = len(known) - 1 if compared else 0
    n_allowed = n_event // MIN_EVENTS_PER_PARAMETER
    n_free = max(n_allowed - n_taken, 0)
    return Adjustment(
        compared,
        n_free,
        text.sentences(
            [
                _alike(by, known) if by and not compared else "",
                _allowed(n_event, n_allowed),
                _taken(compared, n_taken, n_free) if compared and n_allowed else "",
                "A number takes one, a factor one for each level but its reference"
                if n_free
                else "",
            ]
        ),
    )


def _alike(by: str, known: tuple[str, ...]) -> str:
    if not known:
        return f"{column_label(by)} is not known in any of these patients and left out of the model"
    level = text.lower_first(named(by, known)[0])
    return f"{column_label(by)} is left out of the model: it is {level} in all of these patients"


def _allowed(n_event: int, n_allowed: int) -> str:
    events = text.counted(n_event, "event")
    if not n_allowed:
        return (
            f"Nothing can be estimated: {events} with a known time, at least "
            f"{MIN_EVENTS_PER_PARAMETER} are needed for each parameter of a model"
        )
    usual = n_event // ENOUGH_EVENTS_PER_PARAMETER
    return (
        f"By the usual rule of {ENOUGH_EVENTS_PER_PARAMETER} events for each parameter, {events} "
        f"allow {usual or 'no model'}. At most one for every {MIN_EVENTS_PER_PARAMETER} events is "
        f"let through, here {n_allowed}: what lies beyond the usual rule is a lead and no result"
    )


def _taken(compared: str, n_taken: int, n_free: int) -> str:
    left = f"which leaves {n_free}" if n_free else "so nothing can be adjusted for"
    return f"{column_label(compared)} takes {n_taken}, {left}"
