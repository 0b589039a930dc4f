"""Table 1: who the patients are, over all and by group, with differences in standard deviations.

Shares have those patients as denominator in whom the item is known. A test is chosen by the kind
of the variable and the number of groups alone, never by what the values look like.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from math import isnan
from typing import Final

import numpy as np
import pandas as pd

from ivl import text
from ivl.cohort import Cohort
from ivl.comparison import MIN_PATIENTS, RULE
from ivl.derive import any_option
from ivl.endpoints import FOLLOW_UP
from ivl.groups import EVERYONE, Groups, split
from ivl.proportions import NAN, says_nothing
from ivl.risk_sets import followed
from ivl.schema import BY_NAME, PARENTS, UNKNOWN, Column
from ivl.table_comparisons import (
    CHARACTERISTIC,
    NOTHING_IN_COMMON,
    OUTCOME,
    Compared,
    Known,
    comparisons,
    is_outcome,
    known_by_group,
    sizes_of,
)
from ivl.table_rows import Row, frame, rows_of

ANY_SYMPTOM: Final = Column("any_symptom", "Any symptom", "yes_no", "Presentation")

_EARLIER_SURGERY = tuple(
    replace(option, label=f"Earlier uterine surgery: {text.lower_first(option.label)}")
    for option in BY_NAME["prior_uterine_surgery"].options
)

COLUMNS: Final[tuple[Column, ...]] = (
    *(
        BY_NAME[name]
        for name in (
            "age_at_diagnosis",
            "menopausal_status",
            "presentation_type",
            "ivl_detection",
            "extent_group",
            "tumor_size",
        )
    ),
    ANY_SYMPTOM,
    *_EARLIER_SURGERY,
    *(
        BY_NAME[name]
        for name in (
            "uterine_procedure",
            "ovarian_procedure",
            "ovary_preserved",
            "uterus_preserved",
            "thrombectomy",
            "operation_stages",
            "cpb",
            "resection_completeness",
            "blood_loss",
            "adjuvant",
            "os_months",
            "lost_to_followup",
            "recurrence",
            "vital_status",
        )
    ),
)
"""What the table holds, in order; ``os_months`` stands for follow-up, by reverse Kaplan–Meier."""


OUTCOMES: Final = "After the operation"
"""Heading of the rows that are no characteristics of who the patients were."""


@dataclass(frozen=True)
class TableOne:
    """Characteristics of the patients.

    Frames are made when they are asked for: who prints the table does not wait for them.
    """

    lines: tuple[Row, ...] = field(repr=False)
    """A row per variable, level and group, all patients first."""

    compared: tuple[Compared, ...] = field(repr=False)
    """Each variable in the known groups; none without groups."""

    sizes: dict[str, int] = field(repr=False)
    """Patients in each group, all patients first."""

    left_out: tuple[str, ...]
    """Labels of the variables that are unknown in everybody."""

    in_nobody: tuple[str, ...]
    """Labels of the answers to a question of several that nobody gave; they have no line."""

    by: str | None
    n: int
    population: str
    method: str

    @cached_property
    def rows(self) -> pd.DataFrame:
        """A row per variable, level and group.

        Columns: variable, label, kind (number, level, follow-up), level, level_label, group,
        n_all, n, n_known, n_unknown, estimate, q1, q3, low, high, mean, sd, conf_low, conf_high.
        For a number ``estimate`` is the median; for a level ``n`` counts its patients and
        ``estimate`` is their share with exact limits; for follow-up it is the median with limits.
        The first group is all patients.
        """
        return frame(self.lines, self.sizes)

    @cached_property
    def comparisons(self) -> pd.DataFrame:
        """A row per variable.

        Columns: variable, label, family (characteristic, outcome), smd, smd_low, smd_high,
        smd_between, test, because, p_value,
        p_holm (adjusted within the family), reason (why there is no p-value), source; test and
        source blank where none was made. Of more than two groups, ``smd`` is that
        of the two furthest apart, named in ``smd_between``.
        """
        rows = [
            (of.column.name, of.column.axis, of.family, *of.smd, " v ".join(of.between),
             of.test.name if of.test else "", of.because, of.test.p_value if of.test else None,
             of.p_holm, of.reason, of.test.source if of.test else "")
            for of in self.compared
        ]  # fmt: skip
        made = pd.DataFrame(rows, columns=_COMPARISONS)
        return made.astype({"p_value": "float64", "p_holm": "float64"})

    @property
    def can_compare(self) -> bool:
        """Whether there are two known groups."""
        return sum(group not in (EVERYONE, UNKNOWN.label) for group in self.sizes) > 1

    @property
    def _marks(self) -> dict[str, str]:
        """A mark for each kind of variable that a test was chosen by."""
        kinds = dict.fromkeys(of.because for of in self.compared if of.test)
        return dict(zip(kinds, "ᵃᵇ", strict=False))

    @property
    def footnote(self) -> str:
        """Why each test of the printed table was chosen, by its marks; "" without a test."""
        return text.sentences(
            [f"{mark} Test chosen by the kind of variable: {kind}"
             for kind, mark in self._marks.items()]
        )  # fmt: skip

    def printed(self) -> pd.DataFrame:
        """The table as text, a row per line and a column per group.

        Where there are two known groups: their difference, the test and its p-value, which is not
        adjusted for the number of tests; ``comparisons`` has it adjusted as ``p_holm``.
        """
        ends = ["SMD", "Test", "p"] if self.can_compare else []
        compared = {of.column.name: _compared(of) for of in self.compared}
        marks = {of.column.name: self._marks[of.because] for of in self.compared if of.test}
        printed: list[list[str]] = []
        width = 1 + len(self.sizes) + len(ends)
        for name, of_variable in groupby(self.lines, key=lambda row: row.column.name):
            rows = list(of_variable)
            if is_outcome(rows[0].column) and OUTCOMES not in (line[0] for line in printed):
                printed.append([OUTCOMES, *[""] * width])
            first, *others = _printed_lines(rows, len(self.sizes))
            beside = compared.get(name, [])[: len(ends)]
            if name in marks and beside:
                beside[1] += f"\u00a0{marks[name]}"
            printed.append([rows[0].column.axis, *first, *beside])
            printed += [["", *line, *[""] * len(ends)] for line in others]
        groups = [f"{group} (n = {n})" for group, n in self.sizes.items()]
        return pd.DataFrame(printed, columns=["Characteristic", "Level", *groups, *ends])


def table_one(cohort: Cohort, by: str | None = None) -> TableOne:
    """Characteristics of the patients, over all and by group.

    Args:
        cohort: the patients; columns as ``ivl.derive.complete`` makes them.
        by: column of levels to split by; None for all patients alone.

    Source of the standardised differences: Yang & Dalton, SAS Global Forum 2012, paper 335.
    """
    groups = split(cohort.patients, by)
    sizes = {EVERYONE: cohort.n}
    if by:
        n_of_groups = np.bincount(groups.codes, minlength=len(groups)).tolist()
        sizes |= dict(zip(groups.labels, n_of_groups, strict=True))
    every = [
        (column, known_by_group(_values(cohort, column), column, groups))
        for column in COLUMNS
        if column.name != by
    ]
    recorded = [(column, known) for column, known in every if sum(sizes_of(known))]
    left_out = tuple(column.label for column, known in every if not sum(sizes_of(known)))
    variables = [(column, known) for column, known in recorded if not _in_nobody(column, known)]
    in_nobody = tuple(column.label for column, known in recorded if _in_nobody(column, known))
    observed = followed(cohort, FOLLOW_UP, by)
    compared = comparisons(variables, groups)
    n_tests = Counter(of.family for of in compared if of.test)
    return TableOne(
        lines=tuple(row for of in variables for row in rows_of(*of, sizes, observed)),
        compared=compared,
        sizes=sizes,
        left_out=left_out,
        in_nobody=in_nobody,
        by=by,
        n=cohort.n,
        population=cohort.population,
        method=_method(left_out, in_nobody, groups, n_tests),
    )


def _in_nobody(column: Column, known: Known) -> bool:
    """Whether this is an answer among several that nobody gave."""
    return column.name in PARENTS and not np.asarray(known)[:, 0].any()


def _method(
    left_out: tuple[str, ...],
    in_nobody: tuple[str, ...],
    groups: Groups,
    n_tests: Mapping[str, int],
) -> str:
    parts = [
        f"Quantities as median (quartiles), of fewer than {MIN_PATIENTS} patients as their values, "
        "and range; counts as n of known (%)",
        "Quartiles of type 7 (Hyndman and Fan, Am Stat 1996;50:361; R: quantile)",
        "Median follow-up by the reverse Kaplan–Meier method, with 95% limits (Schemper and Smith, "
        "Control Clin Trials 1996;17:343)",
    ]
    if len(groups.known) > 1:
        parts.append(
            "SMD: difference in standard deviations (Yang and Dalton), without its sign, of the "
            "two groups furthest apart if there are more than two"
        )
        parts.append(RULE)
        if n_tests:
            families = text.listed(
                text.counted(n_tests[family], f"test of {family}s", f"tests of {family}s")
                for family in (CHARACTERISTIC, OUTCOME)
                if n_tests[family]
            )
            parts.append(
                f"p-values of {families}, not adjusted for their number; the measures have them "
                "adjusted, each family for itself"
            )
        if len(groups.known) < len(groups):
            parts.append("Patients of unknown group are not part of any comparison")
    parts.append("Levels without patients have no line where there are more than two")
    parts.append(
        "No share where all who are known are alike and most are unknown: it may have been noted "
        "only where it was so"
    )
    for what, labels in (("In nobody", in_nobody), ("Not recorded in anybody", left_out)):
        if labels:
            parts.append(f"{what} and left out: {text.listed(map(text.lower_first, labels))}")
    return text.sentences(parts)


def _values(cohort: Cohort, column: Column) -> pd.Series:
    """A value per patient; what the file lacks is unknown."""
    patients = cohort.patients
    if column is ANY_SYMPTOM:
        return any_option(patients, BY_NAME["symptoms"])
    return patients[column.name] if column.name in patients else pd.Series(NAN, patients.index)


# ── Print ────────────────────────────────────────────────────────────────────────────────────


def _printed_lines(rows: Sequence[Row], n_groups: int) -> Iterator[list[str]]:
    """Of one variable: a line, or one per level, and one for the unknown.

    Of several levels those at which nobody is have no line; of two, that nobody died is one.
    """
    lines = [rows[first : first + n_groups] for first in range(0, len(rows), n_groups)]
    is_alike = all(says_nothing(row.n, row.n_known, row.n_all - row.n_known) for row, *_ in lines)
    for of_line in lines if len(lines) < 3 else [of_line for of_line in lines if of_line[0].n]:
        head = of_line[0]
        cell = _count if head.level and is_alike else _cell
        yield [head.level.label if head.level else _KINDS[head.kind], *map(cell, of_line)]
        if head.kind == "number":
            yield ["Range", *map(_range, of_line)]
    n_unknown = [row.n_all - row.n_known for row in rows[:n_groups]]
    if any(n_unknown):
        yield [UNKNOWN.label, *map(str, n_unknown)]


def _compared(of: Compared) -> list[str]:
    test = of.test.name if of.test else re.split(r": | \(", of.reason)[0]
    p_value = of.test.p_value if of.test else None
    apart = isnan(of.smd[0]) and of.between
    smd = NOTHING_IN_COMMON if apart else text.decimal(abs(of.smd[0]), 2)
    return [smd, test, text.p_in_column(p_value)]


_KINDS: Final = {"number": "Median (quartiles)", "follow-up": "Median (95% limits)"}


def _cell(row: Row) -> str:
    match row.kind:
        case "number":
            return text.median_quartiles(row.estimate, row.q1, row.q3, _digits(row), row.each)
        case "follow-up":
            known = text.reached(row.estimate, row.conf_low, row.conf_high)
            return known if row.n_known else text.BLANK
        case _:
            return text.n_of(row.n, row.n_known)


def _count(row: Row) -> str:
    """Without a share, which would say nothing."""
    return f"{row.n}/{row.n_known}"


def _range(row: Row) -> str:
    digits = _digits(row)
    if row.n_known < 2:
        return text.decimal(row.low, digits)
    return f"{text.decimal(row.low, digits)} to {text.decimal(row.high, digits)}"


def _digits(row: Row) -> int:
    return 0 if row.column.high > 1000 else 1


_COMPARISONS: Final = [
    *(
        "variable",
        "label",
        "family",
        "smd",
        "smd_low",
        "smd_high",
        "smd_between",
        "test",
        "because",
    ),
    *("p_value", "p_holm", "reason", "source"),
]
