"""Table 1: who the patients are, over all and by group, with differences in standard deviations.

Shares have those patients as denominator in whom the item is known. A test is chosen by the kind
of the variable and the number of groups alone, and printed only on request: a table of p-values
says more about the number of patients than about the groups.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any, Final

import numpy as np
import pandas as pd

from ivl import text
from ivl.cohort import Cohort
from ivl.comparison import RULE
from ivl.derive import any_option
from ivl.endpoints import FOLLOW_UP
from ivl.groups import EVERYONE, Groups, level_names, split
from ivl.product_limit import reverse_kaplan_meier
from ivl.proportions import NAN, Interval, proportion
from ivl.quantities import summary
from ivl.risk_sets import Followed, followed
from ivl.schema import BY_NAME, UNKNOWN, Column
from ivl.table_comparisons import Values, comparisons

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
            "thrombectomy",
            "operation_stages",
            "cpb",
            "resection_completeness",
            "blood_loss",
            "adjuvant",
            "os_months",
            "recurrence",
            "vital_status",
        )
    ),
)
"""What the table holds, in order; ``os_months`` stands for follow-up, by reverse Kaplan–Meier."""


@dataclass(frozen=True)
class TableOne:
    """Characteristics of the patients."""

    rows: pd.DataFrame
    """A row per variable, level and group: variable, label, kind (number, level, follow-up),
    level, level_label, group, n_all, n, n_known, n_unknown, estimate, q1, q3, low, high, mean, sd,
    conf_low, conf_high.

    For a number ``estimate`` is the median; for a level ``n`` counts its patients and
    ``estimate`` is their share with exact limits; for follow-up it is the median with limits.
    The first group is all patients."""

    comparisons: pd.DataFrame
    """A row per variable: variable, label, smd, smd_low, smd_high, smd_between, test, because,
    p_value, p_holm, reason. Of more than two groups, ``smd`` is that of the two furthest apart,
    named in ``smd_between``. ``reason`` says why there is no p-value."""

    sizes: dict[str, int] = field(repr=False)
    """Patients in each group, all patients first."""

    left_out: tuple[str, ...]
    """Labels of the variables that are unknown in everybody."""

    by: str | None
    n: int
    population: str
    method: str

    @property
    def can_compare(self) -> bool:
        """Whether there are two known groups."""
        return sum(group not in (EVERYONE, UNKNOWN.label) for group in self.sizes) > 1

    def printed(self, p_values: bool = False) -> pd.DataFrame:
        """The table as text, a row per line and a column per group.

        Args:
            p_values: whether to add the test and its p-value. They are not adjusted for the
                number of tests; ``comparisons`` has them adjusted as ``p_holm``.
        """
        lines = []
        compared = {row.variable: row for row in self.comparisons.itertuples()}
        for name, of_variable in groupby(self.rows.itertuples(), key=lambda row: row.variable):
            rows = list(of_variable)
            printed = list(_lines(rows))
            printed[0]["Characteristic"] = rows[0].label
            if self.can_compare:
                printed[0] |= _compared(compared[name], p_values)
            lines += printed
        groups = [_heading(group, n) for group, n in self.sizes.items()]
        ends = ["SMD", *(["Test", "p"] if p_values else [])] if self.can_compare else []
        return pd.DataFrame(lines, columns=["Characteristic", "Level", *groups, *ends]).fillna("")


def table_one(cohort: Cohort, by: str | None = None) -> TableOne:
    """Characteristics of the patients, over all and by group.

    Args:
        cohort: the patients; columns as ``ivl.derive.complete`` makes them.
        by: column of levels to split by; None for all patients alone.

    Source of the standardised differences: Yang & Dalton, SAS Global Forum 2012, paper 335.
    """
    groups = split(cohort.patients, by)
    observed = followed(cohort, FOLLOW_UP, by)
    members = {EVERYONE: np.ones(cohort.n, dtype=bool)}
    if by:
        members |= {label: groups.members(label) for label in groups.labels}
    values = {column: _values(cohort, column) for column in COLUMNS if column.name != by}
    known = {column: of for column, of in values.items() if _any_known(of)}
    rows = [
        {"variable": column.name, "label": column.axis, "group": group, "n_all": who.sum(), **row}
        for column, of in known.items()
        for group, who in members.items()
        for row in (
            [_follow_up(observed, group, int(who.sum()))]
            if column.name == FOLLOW_UP.time
            else _rows(column, of[who])
        )
    ]
    left_out = tuple(column.label for column in values if column not in known)
    compared = comparisons(known, groups)
    return TableOne(
        rows=_row_frame(rows, list(members)),
        comparisons=compared,
        sizes={group: int(who.sum()) for group, who in members.items()},
        left_out=left_out,
        by=by,
        n=cohort.n,
        population=cohort.population,
        method=_method(left_out, groups, n_tests=int(compared["p_value"].notna().sum())),
    )


def _method(left_out: tuple[str, ...], groups: Groups, n_tests: int) -> str:
    parts = [
        "Quantities as median (quartiles), counts as n of known (%)",
        "Median follow-up by the reverse Kaplan–Meier method, with 95% limits",
    ]
    if len(groups.known) > 1:
        parts.append(
            "SMD: difference in standard deviations (Yang and Dalton), of the two groups furthest "
            "apart if there are more than two; none where they have no variation in common"
        )
        parts.append(RULE)
        if n_tests:
            parts.append(
                f"p-values of {text.counted(n_tests, 'test')}, not adjusted for their number"
            )
        if len(groups.known) < len(groups):
            parts.append("Patients of unknown group are not part of any comparison")
    if left_out:
        labels = text.listed(text.lower_first(label) for label in left_out)
        parts.append(f"Not recorded in anybody and left out: {labels}")
    return text.sentences(parts)


def _values(cohort: Cohort, column: Column) -> Values:
    """Numbers, or names of levels, a value per patient; what the file lacks is unknown."""
    patients = cohort.patients
    if column is ANY_SYMPTOM:
        return any_option(patients, BY_NAME["symptoms"]).to_numpy()
    number = column.kind == "number"
    if column.name not in patients:
        return np.full(cohort.n, NAN if number else UNKNOWN.name, float if number else object)
    if number:
        return patients[column.name].to_numpy(dtype="float64")
    return level_names(patients[column.name])


def _any_known(values: Values) -> bool:
    unknown = np.isnan(values) if values.dtype == float else values == UNKNOWN.name
    return not bool(np.all(unknown))


def _levels(column: Column) -> list[str]:
    """Levels that get a line each: of a yes or no, the yes."""
    known = [name for name in column.level_names if name != UNKNOWN.name]
    return known[:1] if column.kind == "yes_no" else known


def _rows(column: Column, values: Values) -> Iterator[dict[str, object]]:
    if column.kind == "number":
        numbers = summary(values.astype("float64"))
        spread = {
            name: getattr(numbers, name) for name in ("q1", "q3", "low", "high", "mean", "sd")
        }
        yield {"kind": "number", "n": numbers.n, "n_known": numbers.n,
               "n_unknown": numbers.n_unknown, "estimate": numbers.median, **spread}  # fmt: skip
    else:
        n_known = int((values != UNKNOWN.name).sum())
        for name in _levels(column):
            n = int((values == name).sum())
            estimate, low, high = proportion(n, n_known)
            yield {"kind": "level", "level": name, "level_label": column.level(name).label,
                   "n": n, "n_known": n_known, "n_unknown": len(values) - n_known,
                   "estimate": estimate, "conf_low": low, "conf_high": high}  # fmt: skip


def _follow_up(observed: Followed, group: str, n_all: int) -> dict[str, object]:
    of_group = observed.as_one() if group == EVERYONE else observed.only([group])
    median: Interval = (NAN, NAN, NAN)
    if of_group.n:
        median = reverse_kaplan_meier(of_group.risk_sets.of(0), conf_level=0.95)
    estimate, low, high = median
    return {"kind": "follow-up", "n": of_group.n, "n_known": of_group.n,
            "n_unknown": n_all - of_group.n, "estimate": estimate,
            "conf_low": low, "conf_high": high}  # fmt: skip


def _lines(rows: Sequence[Any]) -> Iterator[dict[str, str]]:
    """The printed lines of one variable: one, or one per level, and one for the unknown."""
    lines: dict[str, dict[str, str]] = {}
    for row in rows:
        line = lines.setdefault(_KINDS.get(row.kind, row.level_label), {})
        line[_heading(row.group, row.n_all)] = _cell(row)
    yield from ({"Level": level, **cells} for level, cells in lines.items())
    if any(row.n_unknown for row in rows):
        counts = {_heading(row.group, row.n_all): str(row.n_unknown) for row in rows}
        yield {"Level": UNKNOWN.label, **counts}


def _compared(row: Any, p_values: bool) -> dict[str, str]:
    cells = {"SMD": text.decimal(abs(row.smd), 2)}
    if p_values:
        test = row.test or row.reason.partition(":")[0]
        cells |= {"Test": test, "p": text.p_value(row.p_value)}
    return cells


_KINDS = {"number": "Median (quartiles)", "follow-up": "Median (95% limits)"}


def _cell(row: Any) -> str:
    match row.kind:
        case "number":
            digits = 0 if BY_NAME[row.variable].high > 1000 else 1
            return text.median_quartiles(row.estimate, row.q1, row.q3, digits)
        case "follow-up":
            known = text.reached(row.estimate, row.conf_low, row.conf_high)
            return known if row.n_known else text.BLANK
        case _:
            return text.n_of(row.n, row.n_known)


def _heading(group: str, n: int) -> str:
    return f"{group} (n = {n})"


def _row_frame(rows: list[dict[str, object]], groups: list[str]) -> pd.DataFrame:
    about = ["variable", "label", "kind", "level", "level_label", "group", "n_all"]
    counts = ["n", "n_known", "n_unknown", "estimate"]
    spread = ["q1", "q3", "low", "high", "mean", "sd", "conf_low", "conf_high"]
    frame = pd.DataFrame(rows, columns=[*about, *counts, *spread])
    return frame.assign(group=pd.Categorical(frame["group"], groups, ordered=True))
