"""The results of a cohort in words, in the order of the founding study's abstract.

Every passage names the page and the figure that show its numbers. Nothing is said of what nobody
recorded. Percentages are of the patients in whom the item is known, and who is unknown is counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from ivl import text
from ivl.caveats import NOT_ASSIGNED, maturity
from ivl.cohort import Cohort
from ivl.describe import GroupRates, group_rates
from ivl.endpoints import FOLLOW_UP, RECURRENCE_FREE
from ivl.findings import in_words, members, untimed, zero_events
from ivl.groups import Groups, split
from ivl.multiplicity import Tested, tested
from ivl.product_limit import reverse_kaplan_meier
from ivl.published import published
from ivl.quantities import summary
from ivl.risk_sets import followed
from ivl.schema import BY_NAME, UNKNOWN, YES
from ivl.survival import kaplan_meier

BY: Final = "ivl_detection"
"""The groups of the founding study."""

COMMONEST: Final = 2
"""Symptoms named of each group."""

LANDMARK: Final = 36
"""Months at which survival is read: the median follow-up of the founding study."""


@dataclass(frozen=True)
class Passage:
    """A few sentences of the results, and where their numbers come from."""

    topic: str
    """ "Recurrence"."""

    words: str
    page: str
    """Name of the page with the figure, as in the menu."""

    figure: str
    """Title of the figure, without what it is split by."""

    tested: tuple[Tested, ...] = ()
    """The p-values among the words."""


def results(cohort: Cohort) -> tuple[Passage, ...]:
    """The results of the filtered cohort; by detection group where that is known.

    Args:
        cohort: the patients; columns as ``ivl.derive.complete`` makes them.

    Returns:
        Passages in order; those of which nothing is recorded are left out. None without patients.
    """
    if not cohort.n:
        return ()
    groups = split(cohort.patients, BY)
    if not groups.known:
        groups = split(cohort.patients, None)
    recurrence = group_rates(cohort, BY_NAME["recurrence"], BY if len(groups) > 1 else None)
    compared = tested("Recurrence", BY, cohort.population, recurrence.comparison)
    passages = (
        Passage("Patients", _patients(cohort, groups), "Compare", "Characteristics"),
        Passage("Extent", _extent(cohort, groups), "Your data", "Tumour extent"),
        Passage("Symptoms", _symptoms(cohort, groups), "Symptoms", "Symptoms at presentation"),
        Passage("Operation", _operation(cohort, groups), "Treatments", "Ovarian procedure"),
        Passage("Adjuvant therapy", _done(cohort, "adjuvant", "Adjuvant therapy was given to",
                groups), "Treatments", "Adjuvant therapy"),
        Passage("Follow-up", _follow_up(cohort, groups), "Survival", "Overall survival"),
        Passage("Recurrence", _recurrence(cohort, recurrence), "Recurrence",
                "Patients with a recurrence", compared),
        Passage("After recurrence", _after_recurrence(cohort), "Recurrence",
                "Each recurrence, its time and its treatment"),
        Passage("Survival", _survival(cohort, groups), "Survival", "Recurrence-free survival"),
    )  # fmt: skip
    return tuple(passage for passage in passages if passage.words)


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


# ── Counting ─────────────────────────────────────────────────────────────────────────────────


class Count(NamedTuple):
    """Patients of a group at a level, and in whom the column is known."""

    group: str
    n: int
    n_known: int

    def of(self, by: str | None) -> str:
        """ "6 of 15 incidental patients (40.0%)"."""
        return f"{self.n} of {members(self.n_known, self.group, by)} ({self.percent})"

    @property
    def percent(self) -> str:
        return text.percent(self.n / self.n_known) if self.n_known else text.BLANK


def _counts(values: pd.Series, level: str, groups: Groups) -> list[Count]:
    """The groups in which somebody is known."""
    names, k = values.to_numpy(dtype="object"), len(groups)
    n = np.bincount(groups.codes, names == level, minlength=k).astype(int).tolist()
    n_known = np.bincount(groups.codes, names != UNKNOWN.name, minlength=k).astype(int).tolist()
    return [Count(*row) for row in zip(groups.labels, n, n_known, strict=True) if row[2]]


def _unknown_in(n: int) -> str:
    return f" (unknown in {n})" if n else ""


# ── Who they are ─────────────────────────────────────────────────────────────────────────────


def _patients(cohort: Cohort, groups: Groups) -> str:
    who = [
        f"{text.patients(cohort.n)} with intravenous leiomyomatosis",
        _operated(cohort.patients["surgery_date"]),
        _aged(cohort.patients["age_at_diagnosis"]),
    ]
    n_known = int(np.isin(groups.codes, range(len(groups.known))).sum()) if groups.by else 0
    shares = [
        f"{text.lower_first(label)} in {text.n_of(int(groups.members(label).sum()), n_known)}"
        for label in groups.known
        if groups.by
    ]
    found = f"Detection was {text.listed(shares)}{_unknown_in(cohort.n - n_known)}"
    return text.sentences([", ".join(filter(None, who)), found if shares else ""])


def _operated(days: pd.Series) -> str:
    if not days.notna().any():
        return ""
    first, last = (f"{day:%B %Y}" for day in (days.min(), days.max()))
    when = f"in {first}" if first == last else f"from {first} to {last}"
    return f"operated on {when}{_unknown_in(int(days.isna().sum()))}"


def _aged(ages: pd.Series) -> str:
    age = summary(ages)
    spread = f"range {text.decimal(age.low)} to {text.decimal(age.high)}"
    unknown = f"; unknown in {age.n_unknown}" if age.n_unknown else ""
    return f"median age {text.decimal(age.median)} years ({spread}{unknown})" if age.n else ""


def _extent(cohort: Cohort, groups: Groups) -> str:
    column, values = BY_NAME["extent_group"], cohort.patients["extent_group"]
    counts = {
        level.label: {count.group: count for count in _counts(values, level.name, groups)}
        for level in column.own_levels
    }
    said = []
    for group in groups.labels:
        reached = {label: of[group] for label, of in counts.items() if group in of and of[group].n}
        if reached:
            reach = text.listed(
                f"{text.lower_first(label)} {text.n_of(count.n, count.n_known)}"
                for label, count in reached.items()
            )
            n_known = next(iter(reached.values())).n_known
            said.append(f"in {members(n_known, group, groups.by)} {reach}")
    n_unknown = int((values == UNKNOWN.name).sum())
    return f"Tumour extent: {'; '.join(said)}{_unknown_in(n_unknown)}." if said else ""


def _symptoms(cohort: Cohort, groups: Groups) -> str:
    options = [option for option in BY_NAME["symptoms"].options if option.name != "symptom_none"]
    had: dict[str, list[tuple[Count, str]]] = {group: [] for group in groups.labels}
    for option in options:
        for count in _counts(cohort.patients[option.name], YES.name, groups):
            if count.n:
                had[count.group].append((count, text.lower_first(option.label)))
    said = []
    for group, found in had.items():
        first = sorted(found, key=lambda one: -one[0].n / one[0].n_known)[:COMMONEST]
        if first:
            named = text.listed(f"{label} {text.n_of(c.n, c.n_known)}" for c, label in first)
            whom = members(int(groups.members(group).sum()), group, groups.by)
            said.append(f"in {whom} {named}")
    return f"Commonest symptoms: {'; '.join(said)}." if said else ""


# ── What was done ────────────────────────────────────────────────────────────────────────────


def _operation(cohort: Cohort, groups: Groups) -> str:
    return text.sentences(
        [
            _done(cohort, "ovary_preserved", "An ovary was kept in", groups),
            _of_those_with_ovaries(cohort),
            _done(cohort, "uterus_preserved", "The uterus was kept in", groups),
            _done(cohort, "thrombectomy", "Thrombectomy was done in", groups),
        ]
    )


def _of_those_with_ovaries(cohort: Cohort) -> str:
    patients = cohort.patients[(cohort.patients["ovary_preserved"] == YES.name).to_numpy()]
    together = split(patients, None)
    parts = [
        f"{text.n_of(count.n, count.n_known)} {words}"
        for column, level, words in (
            ("age_group", "to_40", "were aged 40 years or younger"),
            ("uterine_procedure", "myomectomy", "had a myomectomy"),
        )
        for count in _counts(patients[column], level, together)
    ]
    return f"Of {text.patients(len(patients))} with an ovary, {text.listed(parts)}" if parts else ""


def _done(cohort: Cohort, column: str, words: str, groups: Groups) -> str:
    """ "An ovary was kept in 6 of 15 incidental patients (40.0%) and 0 of 24 …"."""
    counts = _counts(cohort.patients[column], YES.name, groups)
    if not counts:
        return ""
    n_unknown = cohort.n - sum(count.n_known for count in counts)
    return (
        f"{words} {text.listed(count.of(groups.by) for count in counts)}{_unknown_in(n_unknown)}."
    )


# ── What became of them ──────────────────────────────────────────────────────────────────────


def _follow_up(cohort: Cohort, groups: Groups) -> str:
    used = followed(cohort, FOLLOW_UP)
    length = ""
    if used.n:
        median, low, high = reverse_kaplan_meier(used.risk_sets.of(0), conf_level=0.95)
        reached = text.NOT_REACHED if np.isnan(median) else f"{text.decimal(median)} months"
        interval = text.limits(low, high)
        limited = "limits not reached" if interval == text.BLANK else f"95% CI {interval}"
        length = (
            f"Median follow-up was {reached} ({limited}; reverse Kaplan–Meier method)"
            f"{_unknown_in(cohort.n - used.n)}"
        )
    lost = [
        f"{count.n} of {text.patients(count.n_known)} "
        f"{'was' if 1 in (count.n, count.n_known) else 'were'} lost to follow-up"
        for count in _counts(
            cohort.patients["lost_to_followup"], YES.name, split(cohort.patients, None)
        )
    ]
    return text.sentences([length, *lost, maturity(cohort, groups.by)])


def _recurrence(cohort: Cohort, rates: GroupRates) -> str:
    among_all = in_words(group_rates(cohort, BY_NAME["recurrence"]), "Recurrence")
    by_group = [NOT_ASSIGNED if len(rates.compared) > 1 else "", in_words(rates, "Recurrence")]
    return text.sentences(
        [
            among_all,
            *(by_group if rates.by else []),
            *zero_events(rates, "Recurrence"),
            _inconsistency() if cohort.made_up and not cohort.chosen else "",
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


def _after_recurrence(cohort: Cohort) -> str:
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
        return ""
    unknown = _unknown_in(len(recurred) - n_known)
    return f"Recurrences were treated by {text.listed(parts)}{unknown}."


def _survival(cohort: Cohort, groups: Groups) -> str:
    curves = kaplan_meier(cohort, RECURRENCE_FREE, groups.by)
    read = curves.at(LANDMARK)
    shares = [
        f"{text.percent(row.estimate)} ({_limited(row.conf_low, row.conf_high)}) in "
        f"{members(n, str(row.group), groups.by)}"
        for row, n in zip(read.itertuples(), curves.medians["n"], strict=True)
        if not np.isnan(row.estimate)
    ]
    n_died, n_unknown = (
        int(cohort.patients["died"].sum()),
        int(cohort.patients["death"].isna().sum()),
    )
    known = f"; vital status unknown in {n_unknown}" if n_unknown else ""
    event_free = f"Recurrence-free survival at {LANDMARK} months was {text.listed(shares)}"
    return text.sentences(
        [
            event_free if shares else "",
            untimed(curves) if shares else "",
            f"{text.counted(n_died, 'death')} {'was' if n_died == 1 else 'were'} recorded among "
            f"{text.patients(cohort.n)}{known}",
        ]
    )


def _limited(low: float, high: float) -> str:
    """ "95% CI 2.5 to 100.0%"; a curve that came down to 0 has no limits."""
    limits = text.percent_interval(low, high)
    return "limits not estimable" if limits == text.BLANK else f"95% CI {limits}"
