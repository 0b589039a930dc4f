"""The results of a cohort in words, in the order of the founding study's abstract.

Every number names the page and the figure that show it. Nothing is said of what nobody recorded.
Percentages are of the patients in whom the item is known, and who is unknown is counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from ivl import results_after, results_before, text
from ivl.cohort import Cohort
from ivl.describe import group_rates
from ivl.groups import split, where_known
from ivl.linked_words import Part, plain_words
from ivl.multiplicity import Tested, tested
from ivl.schema import BY_NAME

BY: Final = "ivl_detection"
"""The groups of the founding study."""


@dataclass(frozen=True)
class Passage:
    """A few sentences of the results, and where their numbers come from."""

    topic: str
    """ "Recurrence"."""

    parts: tuple[Part, ...]
    """The sentences, taken apart into numbers with their figures and the words between them."""

    tested: tuple[Tested, ...] = ()
    """The p-values among the words."""

    @property
    def words(self) -> str:
        """The sentences as text."""
        return plain_words(self.parts)


def results(cohort: Cohort) -> tuple[Passage, ...]:
    """The results of the filtered cohort; by detection group where that is known.

    Args:
        cohort: the patients; columns as ``ivl.derive.complete`` makes them.

    Returns:
        Passages in order; those of which nothing is recorded are left out. None without patients.
    """
    if not cohort.n:
        return ()
    by = where_known(cohort.patients, BY)
    is_split = len(split(cohort.patients, by)) > 1
    recurrence = group_rates(cohort, BY_NAME["recurrence"], by if is_split else None)
    compared = tested("Recurrence", BY, cohort.population, recurrence.comparison)
    passages = (
        Passage("Patients", results_before.who(cohort, by)),
        Passage("Extent", results_before.extent(cohort, by)),
        Passage("Symptoms", results_before.symptoms(cohort, by)),
        Passage("Operation", results_before.operation(cohort, by)),
        Passage("Adjuvant therapy", results_before.adjuvant(cohort, by)),
        Passage("Follow-up", results_after.follow_up(cohort, by)),
        Passage("Recurrence", results_after.recurrence(cohort, recurrence), compared),
        Passage("After recurrence", results_after.after_recurrence(cohort, by)),
        Passage("Survival", results_after.survival(cohort, by)),
    )
    return tuple(passage for passage in passages if passage.parts)


def as_text(cohort: Cohort, passages: Sequence[Passage], note: str, on: date) -> str:
    """The results to paste elsewhere, with who they are about, the day, and that they explore.

    Args:
        cohort: the patients.
        passages: from ``results``.
        note: from ``multiplicity.note``; "" without a p-value.
        on: the day.
    """
    words = " ".join(passage.words for passage in passages)
    about = text.sentences([cohort.population, note, f"IVL Cohort Explorer, {on.isoformat()}"])
    return f"{words}\n\n{about}\n"
