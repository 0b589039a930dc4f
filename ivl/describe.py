"""Counts and shares of patients, by group: findings, levels, pairs, rates.

Shares have those patients as denominator in whom the item is known; who is unknown is counted
beside. Where nobody is known the share and its limits are NaN. All limits are exact (Clopper
and Pearson) and lie, as the shares do, between 0 and 1.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ivl import text
from ivl.cohort import Cohort
from ivl.comparison import Comparison, why_no_test
from ivl.exact_tests import exact_procedure, exact_test
from ivl.groups import Groups, against_reference, level_counts, split
from ivl.proportions import (
    NAN,
    Interval,
    proportion,
    risk_difference,
)
from ivl.schema import NO, UNKNOWN, YES, Column


@dataclass(frozen=True)
class Frequencies:
    """How often each of several findings was present."""

    table: pd.DataFrame
    """A row per finding and group: group, name, label, n, n_known, n_unknown, estimate, conf_low,
    conf_high. Findings come in order of their share in the whole cohort, most frequent first."""

    by: str | None
    n: int
    population: str
    method: str

    def commonest(self, most: int) -> list[str]:
        """Names of the findings that somebody has, most frequent first, at most so many."""
        n_of_finding = self.table.groupby("name", sort=False)["n"].sum()
        return list(n_of_finding.index[n_of_finding > 0][:most])


@dataclass(frozen=True)
class Levels:
    """How patients spread over the levels of one column."""

    table: pd.DataFrame
    """A row per group and level: group, level, label, n, n_known, estimate, conf_low, conf_high.
    The level "unknown" comes last and has a count, but no share."""

    column: str
    by: str | None
    n: int
    population: str
    method: str


@dataclass(frozen=True)
class CoOccurrence:
    """How often two findings were present together."""

    pairs: pd.DataFrame
    """A row per ordered pair: name, label, other_name, other_label, n_both, n_known (both known).
    A finding with itself gives the patients who have it."""

    n: int
    population: str
    method: str


@dataclass(frozen=True)
class GroupRates:
    """How often something happened in each group, and whether the groups differ."""

    rates: pd.DataFrame
    """A row per group: group, n, n_known, n_unknown, estimate, conf_low, conf_high."""

    comparison: Comparison
    """Fisher's test, or why there is none."""

    difference: Interval | None
    """Share of the one group minus that of the reference, with Newcombe's limits; None unless
    there are two known groups with someone known in each."""

    compared: tuple[str, ...]
    """The groups behind ``comparison`` and ``difference``, in clinical order."""

    column: str
    by: str | None
    n: int
    population: str
    method: str

    @property
    def against(self) -> tuple[str, ...]:
        """The groups behind ``difference`` and ratios, the reference last."""
        return against_reference(self.by, self.compared)

    @property
    def p_value(self) -> float | None:
        """None where ``comparison.reason`` says why not."""
        return self.comparison.p_value


def frequencies(cohort: Cohort, columns: Sequence[Column], by: str | None = None) -> Frequencies:
    """How often each finding was present, by group.

    Args:
        cohort: the patients.
        columns: yes_no columns, such as ``schema.BY_NAME["symptoms"].options``.
        by: column of levels to split by; None for one group.
    """
    groups = split(cohort.patients, by)
    counts = {column.name: _counts(cohort.patients[column.name], groups) for column in columns}

    def overall(column: Column) -> float:
        n, n_known, _ = counts[column.name].sum(axis=0)
        return -n / n_known if n_known else 1.0

    rows = [
        {"name": column.name, "label": column.label, **row}
        for column in sorted(columns, key=overall)
        for row in _shares(counts[column.name])
    ]
    table = _frame(rows, "group name label n n_known n_unknown estimate conf_low conf_high", groups)
    method = text.sentences([_SHARES, _LIMITS])
    return Frequencies(table, by, cohort.n, cohort.population, method)


def levels(cohort: Cohort, column: Column, by: str | None = None) -> Levels:
    """How many patients are at each level of a category, by group.

    Args:
        cohort: the patients.
        column: a category or yes_no column.
        by: column of levels to split by; None for one group.
    """
    groups = split(cohort.patients, by)
    counts = level_counts(cohort.patients[column.name], column.level_names, groups)
    rows = []
    for code, of_group in enumerate(counts.tolist()):
        at_level = dict(zip(column.level_names, of_group, strict=True))
        n_known = sum(of_group) - at_level.get(UNKNOWN.name, 0)
        for level in column.levels:
            n = at_level[level.name]
            unknown = level.name == UNKNOWN.name
            share = (NAN, NAN, NAN) if unknown else proportion(n, n_known)
            rows.append({"group": code, "level": level.name, "label": level.label, "n": n,
                         "n_known": n_known, **_named(share)})  # fmt: skip
    table = _frame(rows, "group level label n n_known estimate conf_low conf_high", groups)
    method = text.sentences([_SHARES, _LIMITS])
    return Levels(table, column.name, by, cohort.n, cohort.population, method)


def co_occurrence(cohort: Cohort, columns: Sequence[Column]) -> CoOccurrence:
    """How often each two findings were present together.

    Args:
        cohort: the patients.
        columns: yes_no columns.
    """
    names = [column.name for column in columns]
    recorded = cohort.patients[names].astype("object")
    present = (recorded == YES.name).to_numpy(dtype=np.intp)
    known = recorded.isin([YES.name, NO.name]).to_numpy(dtype=np.intp)
    n_both, n_known = present.T @ present, known.T @ known
    pairs = pd.DataFrame(
        [
            {"name": one.name, "label": one.label, "other_name": other.name,
             "other_label": other.label, "n_both": n_both[i, j], "n_known": n_known[i, j]}
            for i, one in enumerate(columns)
            for j, other in enumerate(columns)
        ],
        columns=["name", "label", "other_name", "other_label", "n_both", "n_known"],
    )  # fmt: skip
    method = "Patients with both findings, among those in whom both are known."
    return CoOccurrence(pairs, cohort.n, cohort.population, method)


def group_rates(cohort: Cohort, column: Column, by: str | None = None) -> GroupRates:
    """How often something happened in each group, and whether the groups differ.

    The test is fixed before looking: Fisher's exact test for two groups, Freeman and Halton's
    extension for more. There is none where a group has fewer than five patients or fewer than
    three events were seen in all.

    Args:
        cohort: the patients.
        column: a yes_no column, such as ``schema.BY_NAME["recurrence"]``.
        by: column of levels to split by; None for one group.
    """
    groups = split(cohort.patients, by)
    counts = _counts(cohort.patients[column.name], groups)
    rates = _frame(
        list(_shares(counts)),
        "group n n_known n_unknown estimate conf_low conf_high",
        groups,
    )
    known = counts[: len(groups.known)]
    difference = None
    if len(known) == 2 and known[:, 1].all():
        order = [groups.known.index(label) for label in against_reference(by, groups.known)]
        (n1, n1_known, _), (n2, n2_known, _) = known[order].tolist()
        difference = risk_difference(n1, n1_known, n2, n2_known)
    comparison = _compared(known, groups)
    return GroupRates(
        rates,
        comparison,
        difference,
        groups.known,
        column.name,
        by,
        cohort.n,
        cohort.population,
        _rates_method(comparison, difference, groups),
    )


_SHARES = "Shares of the patients in whom the item is known"
_LIMITS = "95% limits: exact (Clopper–Pearson)"


def _rates_method(comparison: Comparison, difference: Interval | None, groups: Groups) -> str:
    parts = [_SHARES, _LIMITS]
    if difference:
        one, reference = against_reference(groups.by, groups.known)
        parts.append(
            f"Difference {one} minus {reference} (the reference): 95% limits by Newcombe's method, "
            "from score limits, so that they may end before the exact limits of the shares do"
        )
    if groups.by:
        parts.append(comparison.words)
        if len(groups.known) < len(groups):
            parts.append("Patients of unknown group are not part of the comparison")
    return text.sentences(parts)


def _compared(known: np.ndarray, groups: Groups) -> Comparison:
    n = dict(zip(groups.known_in_words, known[:, 1].tolist(), strict=True))
    reason = why_no_test(n, int(known[:, 0].sum()))
    if reason:
        return exact_procedure(len(known), 2).not_made(reason)
    return exact_test(np.column_stack([known[:, 0], known[:, 1] - known[:, 0]]))


def _counts(values: pd.Series, groups: Groups) -> np.ndarray:
    """Shape (groups, 3): patients with the finding, in whom it is known, in whom it is not."""
    counts = level_counts(values, (YES.name, NO.name), groups)
    n_known = counts.sum(axis=1)
    n_all = np.bincount(groups.codes, minlength=len(groups))
    return np.column_stack([counts[:, 0], n_known, n_all - n_known])


def _shares(counts: np.ndarray) -> Iterator[dict[str, object]]:
    for code, (n, n_known, n_unknown) in enumerate(counts.tolist()):
        share = _named(proportion(n, n_known))
        yield {"group": code, "n": n, "n_known": n_known, "n_unknown": n_unknown, **share}


def _named(share: Interval) -> dict[str, float]:
    return dict(zip(("estimate", "conf_low", "conf_high"), share, strict=True))


def _frame(rows: list[dict[str, object]], columns: str, groups: Groups) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=columns.split())
    return frame.assign(group=groups.names(frame["group"].astype(np.intp).to_numpy()))


def deaths(cohort: Cohort) -> tuple[np.ndarray, np.ndarray]:
    """Who died, and of whom it is known whether she did: a date of death tells it as well.

    Both are booleans, one for each patient.
    """
    died = cohort.patients["died"].to_numpy(dtype=bool)
    return died, died | (cohort.patients["vital_status"] != UNKNOWN.name).to_numpy(dtype=bool)
