"""The results in words as far as the operation: who the patients are and what was done."""

from typing import Final

import pandas as pd

from ivl import text, titles
from ivl.cohort import Cohort
from ivl.describe import frequencies, levels
from ivl.findings import members
from ivl.groups import split_title
from ivl.linked_words import Part, Source, joined, linked, listed
from ivl.quantities import summary
from ivl.said import number
from ivl.schema import BY_NAME, UNKNOWN, YES
from ivl.shares_in_words import characteristics, done_in, unknown_in

COMMONEST: Final = 2
"""Symptoms named of each group."""


def who(cohort: Cohort, by: str | None) -> tuple[Part, ...]:
    """How many, operated on when, how old, and how the tumour was found."""
    said = [
        f"{number(text.patients(cohort.n))} with intravenous leiomyomatosis",
        _operated(cohort.patients["surgery_date"]),
        _aged(cohort.patients["age_at_diagnosis"]),
    ]
    words = text.sentences([", ".join(filter(None, said)), _detected(cohort, by)])
    return linked(words, characteristics(None))


def _operated(days: pd.Series) -> str:
    if not days.notna().any():
        return ""
    first, last = (f"{day:%B %Y}" for day in (days.min(), days.max()))
    when = f"in {first}" if first == last else f"from {first} to {last}"
    return f"operated on {when}{unknown_in(int(days.isna().sum()))}"


def _aged(ages: pd.Series) -> str:
    age = summary(ages)
    if age.each:
        values = text.listed(map(text.decimal, age.each))
        return f"aged {number(f'{values} years')}{unknown_in(age.n_unknown)}"
    spread = f"quartiles {text.decimal(age.q1)} to {text.decimal(age.q3)}"
    unknown = f"; unknown in {age.n_unknown}" if age.n_unknown else ""
    median = number(f"{text.decimal(age.median)} years ({spread}{unknown})")
    return f"median age {median}" if age.n else ""


def _detected(cohort: Cohort, by: str | None) -> str:
    if by is None:
        return ""
    spread = levels(cohort, BY_NAME[by]).table
    found = spread[(spread["n"] > 0) & (spread["level"] != UNKNOWN.name)]
    return f"Detection was {_shares_of(found, ' in ')}{unknown_in(_n_unknown(spread))}"


def extent(cohort: Cohort, by: str | None) -> tuple[Part, ...]:
    """How far the tumour reached."""
    column = BY_NAME["extent_group"]
    spread = levels(cohort, column, by).table
    reached = spread[(spread["n"] > 0) & (spread["level"] != UNKNOWN.name)]
    said = [
        f"in {number(members(rows['n_known'].iloc[0], str(group), by))} {_shares_of(rows)}"
        for group, rows in reached.groupby("group", observed=True)
    ]
    words = f"{column.label}: {'; '.join(said)}{unknown_in(_n_unknown(spread))}." if said else ""
    return linked(words, Source(titles.YOUR_DATA, column.label, by))


def _shares_of(rows: pd.DataFrame, between: str = " ") -> str:
    """ "pelvic 15/15 (100.0%) and vena cava 2/15 (13.3%)"."""
    return text.listed(
        f"{text.lower_first(row.label)}{between}{number(text.n_of(row.n, row.n_known))}"
        for row in rows.itertuples()
    )


def _n_unknown(spread: pd.DataFrame) -> int:
    return int(spread.loc[spread["level"] == UNKNOWN.name, "n"].sum())


def symptoms(cohort: Cohort, by: str | None) -> tuple[Part, ...]:
    """The commonest of each group."""
    options = [option for option in BY_NAME["symptoms"].options if option.name != "symptom_none"]
    found = frequencies(cohort, options, by).table
    had = found[found["n"] > 0].sort_values("estimate", ascending=False, kind="stable")
    said = []
    for group, rows in had.groupby("group", observed=True):
        n_all = int(rows[["n_known", "n_unknown"]].iloc[0].sum())
        whom = number(members(n_all, str(group), by))
        said.append(f"in {whom} {_shares_of(rows.head(COMMONEST))}")
    words = f"Commonest symptoms: {'; '.join(said)}." if said else ""
    return linked(words, Source(titles.SYMPTOMS, titles.SYMPTOMS_AT_PRESENTATION, by))


def operation(cohort: Cohort, by: str | None) -> tuple[Part, ...]:
    """What was kept and what was taken out."""
    table = characteristics(by)
    veins = Source(titles.TREATMENTS, titles.VEINS_AND_HEART, by)
    return joined(
        [
            linked(done_in(cohort, "ovary_preserved", "An ovary was kept in", by), table),
            _of_those_with_ovaries(cohort, by),
            linked(done_in(cohort, "uterus_preserved", "The uterus was kept in", by), table),
            linked(done_in(cohort, "thrombectomy", "Thrombectomy was done in", by), veins),
        ]
    )


def _of_those_with_ovaries(cohort: Cohort, by: str | None) -> tuple[Part, ...]:
    """Of how many an ovary was kept, how old they were and what else was kept."""
    kept = cohort.among("ovary_preserved", [YES.name])
    by_age = split_title(titles.OVARY_PRESERVED, "age_group")
    parts = [
        linked(f"{number(text.n_of(row.n, row.n_known))} {words}", source)
        for column, level, words, source in (
            ("age_group", "to_40", "were aged 40 years or younger",
             Source(titles.TREATMENTS, by_age, by, is_split_in_title=False)),
            ("uterine_procedure", "myomectomy", "had a myomectomy",
             characteristics("ovary_preserved")),
        )
        for row in levels(kept, BY_NAME[column]).table.itertuples()
        if row.level == level and row.n_known
    ]  # fmt: skip
    if not parts:
        return ()
    begin = linked(
        f"Of {number(text.patients(kept.n))} with an ovary, ", characteristics("ovary_preserved")
    )
    return (*begin, *listed(parts), ".")


def adjuvant(cohort: Cohort, by: str | None) -> tuple[Part, ...]:
    """Whether anything was given afterwards."""
    words = done_in(cohort, "adjuvant", "Adjuvant therapy was given to", by)
    return linked(words, characteristics(by))
