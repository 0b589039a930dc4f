"""The results in words as far as the operation: who the patients are and what was done."""

from typing import Final

import numpy as np
import pandas as pd

from ivl import text
from ivl.cohort import Cohort
from ivl.findings import members
from ivl.groups import Groups, split
from ivl.linked_words import Part, Source, joined, linked
from ivl.quantities import summary
from ivl.schema import BY_NAME, UNKNOWN, YES
from ivl.shares_in_words import Count, characteristics, counts, done_in, unknown_in

COMMONEST: Final = 2
"""Symptoms named of each group."""


def who(cohort: Cohort, groups: Groups) -> tuple[Part, ...]:
    """How many, operated on when, how old, and how the tumour was found."""
    said = [
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
    found = f"Detection was {text.listed(shares)}{unknown_in(cohort.n - n_known)}"
    words = text.sentences([", ".join(filter(None, said)), found if shares else ""])
    return linked(words, characteristics(groups.by))


def _operated(days: pd.Series) -> str:
    if not days.notna().any():
        return ""
    first, last = (f"{day:%B %Y}" for day in (days.min(), days.max()))
    when = f"in {first}" if first == last else f"from {first} to {last}"
    return f"operated on {when}{unknown_in(int(days.isna().sum()))}"


def _aged(ages: pd.Series) -> str:
    age = summary(ages)
    spread = f"range {text.decimal(age.low)} to {text.decimal(age.high)}"
    unknown = f"; unknown in {age.n_unknown}" if age.n_unknown else ""
    return f"median age {text.decimal(age.median)} years ({spread}{unknown})" if age.n else ""


def extent(cohort: Cohort, groups: Groups) -> tuple[Part, ...]:
    """How far the tumour reached."""
    column, values = BY_NAME["extent_group"], cohort.patients["extent_group"]
    of_level = {
        level.label: {count.group: count for count in counts(values, level.name, groups)}
        for level in column.own_levels
    }
    said = []
    for group in groups.labels:
        reached = {
            label: of[group] for label, of in of_level.items() if group in of and of[group].n
        }
        if reached:
            reach = text.listed(
                f"{text.lower_first(label)} {text.n_of(count.n, count.n_known)}"
                for label, count in reached.items()
            )
            n_known = next(iter(reached.values())).n_known
            said.append(f"in {members(n_known, group, groups.by)} {reach}")
    n_unknown = int((values == UNKNOWN.name).sum())
    words = f"Tumour extent: {'; '.join(said)}{unknown_in(n_unknown)}." if said else ""
    return linked(words, Source("Your data", "Tumour extent", groups.by))


def symptoms(cohort: Cohort, groups: Groups) -> tuple[Part, ...]:
    """The commonest of each group."""
    options = [option for option in BY_NAME["symptoms"].options if option.name != "symptom_none"]
    had: dict[str, list[tuple[Count, str]]] = {group: [] for group in groups.labels}
    for option in options:
        for count in counts(cohort.patients[option.name], YES.name, groups):
            if count.n:
                had[count.group].append((count, text.lower_first(option.label)))
    said = []
    for group, found in had.items():
        first = sorted(found, key=lambda one: -one[0].n / one[0].n_known)[:COMMONEST]
        if first:
            named = text.listed(f"{label} {text.n_of(c.n, c.n_known)}" for c, label in first)
            whom = members(int(groups.members(group).sum()), group, groups.by)
            said.append(f"in {whom} {named}")
    words = f"Commonest symptoms: {'; '.join(said)}." if said else ""
    return linked(words, Source("Symptoms", "Symptoms at presentation", groups.by))


def operation(cohort: Cohort, groups: Groups) -> tuple[Part, ...]:
    """What was kept and what was taken out."""
    table = characteristics(groups.by)
    veins = Source("Treatments", "Surgery of veins and heart", groups.by)
    return joined(
        [
            linked(done_in(cohort, "ovary_preserved", "An ovary was kept in", groups), table),
            _of_those_with_ovaries(cohort),
            linked(done_in(cohort, "uterus_preserved", "The uterus was kept in", groups), table),
            linked(done_in(cohort, "thrombectomy", "Thrombectomy was done in", groups), veins),
        ]
    )


def _of_those_with_ovaries(cohort: Cohort) -> tuple[Part, ...]:
    patients = cohort.patients[(cohort.patients["ovary_preserved"] == YES.name).to_numpy()]
    together = split(patients, None)
    parts = [
        f"{text.n_of(count.n, count.n_known)} {words}"
        for column, level, words in (
            ("age_group", "to_40", "were aged 40 years or younger"),
            ("uterine_procedure", "myomectomy", "had a myomectomy"),
        )
        for count in counts(patients[column], level, together)
    ]
    if not parts:
        return ()
    words = f"Of {text.patients(len(patients))} with an ovary, {text.listed(parts)}."
    return linked(words, characteristics("ovary_preserved"))


def adjuvant(cohort: Cohort, groups: Groups) -> tuple[Part, ...]:
    """Whether anything was given afterwards."""
    words = done_in(cohort, "adjuvant", "Adjuvant therapy was given to", groups)
    return linked(words, characteristics(groups.by))
