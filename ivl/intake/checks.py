"""What cannot be true of the patients of a file, row by row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from ivl import text
from ivl.derive import complete, months_between, typed, with_columns
from ivl.intake.contradictions import rules
from ivl.intake.dates import HALF_A_MONTH_OFF
from ivl.intake.free_times import free_time
from ivl.intake.headings import is_checkbox
from ivl.intake.matching import Matching
from ivl.intake.options import boxes_like
from ivl.intake.patient_times import within_months
from ivl.intake.problems import Problem
from ivl.intake.records import Patient, Records
from ivl.intake.report import Match
from ivl.intake.rules import Rule
from ivl.intake.table import Table
from ivl.schema import BY_NAME, NO, RECORDED, Column


@dataclass(frozen=True)
class Checked:
    """Patients without what cannot be true."""

    patients: pd.DataFrame
    """As ``ivl.derive.complete`` makes it."""

    problems: tuple[Problem, ...]


def checked(
    frame: pd.DataFrame,
    table: Table,
    matching: Matching,
    months: Mapping[int, Mapping[str, str]],
    today: date,
) -> Checked:
    """The patients, with each contradiction named and what is impossible made unknown.

    Args:
        frame: as recorded, indexed by row number.
        table: for the places of cells.
        matching: which columns record what.
        months: dates that name no day, as they stand in the file, by row number and field.
        today: no date lies after it.
    """
    measured = {name: typed(frame[name], BY_NAME[name]) for name in frame if _is_measured(name)}
    records = Records(within_months(with_columns(frame, measured), months))
    rows = frame.index.tolist()
    problems: list[Problem] = []
    for rule in rules(today, free_time(matching) is not None):
        where = rule.holds(records)
        if not where.any():
            continue
        apart, match = rule.months_apart(records), matching.match(rule.column)
        for at in map(int, np.flatnonzero(where)):
            row, cell = _place(match, rows[at], table)
            what = rule.says(records.her(at))
            problems.append(_problem(rule, what, row, cell, table, float(apart[at])))
        if rule.makes_unknown:
            records = records.without(rule.makes_unknown, where)
    for at, row in enumerate(rows if months else ()):
        her = records.her(at)
        problems += [
            _about_month(name, words, her, row, table, matching)
            for name, words in months.get(row, {}).items()
            if pd.notna(her[name])
        ]
    problems.sort(key=lambda problem: problem.row or 0)
    return Checked(complete(records.frame), tuple(problems))


def _is_measured(name: str) -> bool:
    return BY_NAME[name].kind in ("number", "date")


def _problem(
    rule: Rule, what: str, row: int, cell: str, table: Table, months_apart: float
) -> Problem:
    return Problem(
        BY_NAME[rule.column].label,
        row,
        what,
        rule.why,
        rule.how,
        cell=cell,
        sheet=table.sheet.name,
        months_apart=months_apart,
    )


def _place(match: Match | None, row: int, table: Table) -> tuple[int, str]:
    """The row in which a field of a patient stands, and the cell; "" if no column records it."""
    row = table.row_number(row, match.position) if match else row
    return row, f"{match.letter}{row}" if match else ""


def _about_month(
    name: str, words: str, her: Patient, row: int, table: Table, matching: Matching
) -> Problem:
    """Says which day stands for the month, and how long after the operation it is."""
    row, cell = _place(matching.match(name), row, table)
    months = months_between(her["surgery_date"], her[name])
    after = (
        "" if name == "surgery_date" or pd.isna(months) else f", {months:.1f} months after surgery"
    )
    return Problem(
        BY_NAME[name].label,
        row,
        f'"{words}" names no day; {her[name]:%Y-%m-%d} was used{after}',
        HALF_A_MONTH_OFF,
        "Enter the day if it is known",
        cell=cell,
        sheet=table.sheet.name,
    )


def unticked(frame: pd.DataFrame, matching: Matching, sheet: str) -> Iterator[Problem]:
    """Patients without a tick in any box of a question, who may not have been asked.

    Only for the boxes of a database: it writes a 0 for a box that nobody looked at. While it is not
    known what one of the boxes records, nobody is said to have none.
    """
    boxes = {match.field for match in matching.matches if is_checkbox(match.heading)}
    is_open = {field for left in matching.left_out for field in boxes_like(left.heading)}
    for column in RECORDED:
        if not is_open.isdisjoint(option.name for option in column.options):
            continue
        names = [option.name for option in column.options if option.name in boxes]
        rows = frame.index[(frame[names] == NO.name).all(axis=1)] if names else []
        for row in rows:
            yield Problem(
                column.label,
                int(row),
                "No box is ticked",
                f"She counts as having none, though {_noun(column)} may not have been filled in",
                "Check the rows, and empty the boxes that were not filled in",
                sheet=sheet,
            )


def _noun(column: Column) -> str:
    return text.lower_first(column.label)
