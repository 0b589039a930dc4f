"""Who is in an analysis: the cohort, and the filter that narrows it.

A filter is a set of conditions, one per facet: a range of numbers or a choice of levels. Each
condition also says whether patients in whom the facet is unknown are kept. Without a condition
everybody is kept, unknown included.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

import pandas as pd

from ivl import text
from ivl.origin import Origin
from ivl.schema import BY_NAME, UNKNOWN, Column, Topic


@dataclass(frozen=True)
class Facet:
    """One thing that a cohort can be narrowed by."""

    name: str
    """As it stands in a link: ``extent``."""

    column_name: str
    topic: Topic
    only_at_least: bool = False
    """For numbers: only a lower limit makes sense."""

    hint: str = ""
    """A caution for whoever uses it."""

    @property
    def column(self) -> Column:
        return BY_NAME[self.column_name]

    @property
    def label(self) -> str:
        return (
            f"Minimum {text.lower_first(self.column.label)}"
            if self.only_at_least
            else self.column.label
        )


@dataclass(frozen=True)
class Between:
    """Numbers from ``low`` to ``high``, both included; None leaves that side open."""

    low: float | None = None
    high: float | None = None
    unknown: bool = False
    """Whether patients without a number are kept."""

    @property
    def is_narrow(self) -> bool:
        """Has a limit."""
        return self.low is not None or self.high is not None

    def keeps(self, values: pd.Series) -> pd.Series:
        """True for each value that meets the condition."""
        kept = values.notna() | self.unknown
        if self.low is not None:
            kept &= (values >= self.low) | values.isna()
        if self.high is not None:
            kept &= (values <= self.high) | values.isna()
        return kept

    def words(self, facet: Facet) -> str:
        """ "age 30 to 60 years", "age at most 40 years or unknown", "age known"."""
        name, unit = text.lower_first(facet.column.label), facet.column.unit
        if self.low is not None and self.high is not None:
            limits = f"{text.compact(self.low)} to {text.compact(self.high)}"
        elif self.low is not None:
            limits = f"at least {text.compact(self.low)}"
        elif self.high is not None:
            limits = f"at most {text.compact(self.high)}"
        else:
            return f"{name} known"
        return " ".join(filter(None, [name, limits, unit, "or unknown" if self.unknown else ""]))

    def to_link(self) -> str:
        """ "30-60", "30-", "-40", with ",unknown" appended where those are kept; "known"."""
        if self.low is None and self.high is None:
            return "known"
        low, high = ("" if side is None else text.compact(side) for side in (self.low, self.high))
        return f"{low}-{high}" + (",unknown" if self.unknown else "")

    def to_name(self) -> str:
        """As in a link, but such that no sign is needed to tell "from 40" from "to 40"."""
        open_ended = (self.low is None) != (self.high is None)
        side = ("from " if self.high is None else "to ") if open_ended else ""
        return side + self.to_link()


ONLY_UNKNOWN: Final = (UNKNOWN.name,)


@dataclass(frozen=True)
class OneOf:
    """Any of the named levels; without a name, any known level."""

    levels: tuple[str, ...] = ()
    """Names of levels; ``("unknown",)`` for the unknown alone."""

    unknown: bool = False
    """Whether patients in whom the level is unknown are kept."""

    @property
    def only_unknown(self) -> bool:
        return self.levels == ONLY_UNKNOWN

    @property
    def is_narrow(self) -> bool:
        """Names a level."""
        return bool(self.levels)

    def keeps(self, values: pd.Series) -> pd.Series:
        """True for each value that meets the condition."""
        is_unknown = values == UNKNOWN.name
        named = values.isin(self.levels) if self.levels else ~is_unknown
        return named | (is_unknown & self.unknown)

    def words(self, facet: Facet) -> str:
        """ "tumour extent vena cava or right heart", "tumour extent known"."""
        column = facet.column
        names = [text.lower_first(column.level(level).label) for level in self.levels]
        if self.unknown and not self.only_unknown:
            names.append(text.lower_first(UNKNOWN.label))
        return f"{text.lower_first(column.label)} {text.listed(names, 'or') or 'known'}"

    def to_link(self) -> str:
        """Names of levels joined by commas, "unknown" among them where those are kept; "known"."""
        with_unknown = self.unknown and not self.only_unknown
        return ",".join([*self.levels, *ONLY_UNKNOWN * with_unknown]) or "known"

    def to_name(self) -> str:
        """As in a link."""
        return self.to_link()


Condition = Between | OneOf

FACETS: tuple[Facet, ...] = (
    Facet("age", "age_at_diagnosis", "Patient"),
    Facet("extent", "extent_group", "Tumour"),
    Facet("detection", "ivl_detection", "Patient"),
    Facet("entry", "presentation_type", "Patient"),
    Facet("uterus", "uterine_procedure", "Treatment"),
    Facet("ovaries", "ovarian_procedure", "Treatment"),
    Facet("resection", "resection_completeness", "Treatment"),
    Facet("adjuvant", "adjuvant", "Treatment"),
    Facet("year", "surgery_year", "Treatment"),
    Facet(
        "followup",
        "os_months",
        "Follow-up",
        only_at_least=True,
        hint="Leaves out who was followed for less, early deaths among them: useful to see how "
        "mature the data are, not to compare survival.",
    ),
)
"""What the sidebar offers, age and extent first."""

FACET_BY_COLUMN: dict[str, Facet] = {facet.column_name: facet for facet in FACETS}
FACET_BY_NAME: dict[str, Facet] = {facet.name: facet for facet in FACETS}


@dataclass(frozen=True)
class Filter:
    """The conditions that a patient must meet, all of them."""

    conditions: Mapping[str, Condition] = field(default_factory=dict)
    """By name of the facet, in the order of ``FACETS``; one that keeps everybody is left out."""

    def __post_init__(self) -> None:
        closed = {
            facet.name: self.conditions[facet.name]
            for facet in FACETS
            if facet.name in self.conditions and not _keeps_everybody(self.conditions[facet.name])
        }
        object.__setattr__(self, "conditions", closed)

    def __hash__(self) -> int:
        return hash(tuple(self.conditions.items()))

    def __bool__(self) -> bool:
        return bool(self.conditions)

    def with_condition(self, name: str, condition: Condition) -> "Filter":
        """The filter with this facet's condition in place of the one it had."""
        return Filter({**self.conditions, name: condition})

    def without(self, name: str) -> "Filter":
        """The filter without a condition on this facet."""
        return Filter({key: value for key, value in self.conditions.items() if key != name})

    def keeps(self, patients: pd.DataFrame) -> pd.Series:
        """True for each patient who meets all conditions."""
        kept = pd.Series(True, index=patients.index)
        for name, condition in self.conditions.items():
            kept &= condition.keeps(patients[FACET_BY_NAME[name].column_name])
        return kept

    def words(self) -> list[str]:
        """Each condition in words, in the order of ``FACETS``."""
        return [condition.words(FACET_BY_NAME[name]) for name, condition in self.conditions.items()]

    @property
    def slug(self) -> str:
        """The filter as a part of a file name: "age-30-60_extent-ivc"; "" without conditions."""
        return "_".join(
            text.slug(f"{name} {condition.to_name()}")
            for name, condition in self.conditions.items()
        )

    def to_query(self) -> dict[str, str]:
        """The filter as the parameters of a link; holds limits and levels, never patients."""
        return {name: condition.to_link() for name, condition in self.conditions.items()}

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> "Filter":
        """Reads what ``to_query`` wrote. What a link says that makes no sense is passed over."""
        read = {
            facet.name: _condition_from_link(facet, query[facet.name])
            for facet in FACETS
            if facet.name in query
        }
        return cls({name: condition for name, condition in read.items() if condition})


def _keeps_everybody(condition: Condition) -> bool:
    return condition.unknown and not condition.is_narrow


def _condition_from_link(facet: Facet, link: str) -> Condition | None:
    words = [word.strip() for word in link.split(",")]
    unknown = UNKNOWN.name in words
    if facet.column.kind != "number":
        levels = [level.name for level in facet.column.own_levels] or ["yes", "no"]
        chosen = tuple(level for level in levels if level in words)
        if unknown and not chosen:
            return OneOf(ONLY_UNKNOWN, unknown=True)
        return OneOf(chosen, unknown) if chosen or words == ["known"] else None
    if words == ["known"]:
        return Between()
    low, dash, high = words[0].partition("-")
    if not dash or not (low or high):
        return None
    try:
        limits = Between(_limit(low, facet.column), _limit(high, facet.column), unknown)
    except ValueError:
        return None
    in_order = limits.low is None or limits.high is None or limits.low <= limits.high
    return limits if in_order else None


def _limit(words: str, column: Column) -> float | None:
    """A limit within the column's own; a link that says "nan" says no number."""
    limit = float(words) if words else None
    if limit is not None and math.isnan(limit):
        raise ValueError(words)
    return None if limit is None else min(max(limit, column.low), column.high)


MADE_UP: Final = "Made-up patients that match the published totals"
"""Stands wherever the demonstration cohort is shown."""


@dataclass(frozen=True)
class Cohort:
    """Checked patients, a row each, and the file they came from."""

    patients: pd.DataFrame
    """A row per patient; columns as ``ivl.derive.complete`` makes them. Never written to."""

    source: str
    """Name of the spreadsheet, for the screen."""

    made_up: bool = False
    """These patients do not exist; every screen and every file says so."""

    chosen: Filter = field(default_factory=Filter)
    group_words: str = ""
    """Which groups a comparison was limited to, in words; "" where it was not."""

    whole: "Cohort | None" = field(default=None, repr=False)
    """The cohort that this one was narrowed from."""

    origin: Origin | None = field(default=None, repr=False)
    """The rows of the spreadsheet; None for patients who come from elsewhere."""

    @property
    def n(self) -> int:
        """Number of patients in this cohort."""
        return len(self.patients)

    @property
    def n_all(self) -> int:
        """Number of patients before any filter."""
        return self.whole.n if self.whole else self.n

    @property
    def rows(self) -> pd.Series:
        """Row number of each patient in the spreadsheet, indexed like ``patients``.

        Patients who come from elsewhere are numbered from 1 in the order of the whole cohort.
        """
        whole = (self.whole or self).patients.index
        numbers = self.origin.rows if self.origin else range(1, len(whole) + 1)
        return pd.Series(numbers, whole, dtype="int64").loc[self.patients.index]

    def where(self, chosen: Filter) -> "Cohort":
        """The patients of the whole cohort who meet the filter; this cohort stays as it was."""
        whole = self.whole or self
        kept = whole.patients[chosen.keeps(whole.patients)]
        return replace(whole, patients=kept, chosen=chosen, whole=whole)

    def among(self, column_name: str, levels: Sequence[str]) -> "Cohort":
        """The patients at any of these levels of a column, as groups to compare.

        Other than a condition of the filter, this holds for one comparison only.
        """
        column = BY_NAME[column_name]
        if set(levels) >= set(self.patients[column_name]):
            return self
        kept = self.patients[self.patients[column_name].isin(levels)]
        labels = [text.lower_first(column.level(name).label) for name in levels]
        words = f"{text.lower_first(column.label)} {text.listed(labels, 'or')}"
        return replace(self, patients=kept, group_words=words, whole=self.whole or self)

    @cached_property
    def population(self) -> str:
        """Who is shown: "24 of 39 patients: detection group nonincidental; age 30 to 60 years".

        Says of made-up patients that they are made up.
        """
        words = "; ".join([*self.chosen.words(), *filter(None, [self.group_words])])
        everybody = "" if self.n_all == 1 else "All "
        everybody += text.patients(self.n_all)
        chosen = f"{self.n} of {text.patients(self.n_all)}: {words}"
        return text.sentences([chosen if words else everybody, MADE_UP if self.made_up else ""])

    def option_counts(self, facet: Facet) -> pd.Series:
        """How many patients each level would keep, given all other conditions.

        Returns:
            Counts indexed by level name in clinical order, unknown last.
        """
        whole = (self.whole or self).patients
        others = whole.loc[self.chosen.without(facet.name).keeps(whole), facet.column_name]
        if facet.column.kind == "number":
            return pd.Series({"known": others.count(), UNKNOWN.name: others.isna().sum()})
        return others.value_counts().reindex(facet.column.level_names, fill_value=0)

    def relaxations(self) -> list[tuple[Facet, int]]:
        """For each condition, how many patients there would be without it, most first."""
        counts = [
            (FACET_BY_NAME[name], self.where(self.chosen.without(name)).n)
            for name in self.chosen.conditions
        ]
        return sorted(counts, key=lambda pair: -pair[1])
