"""What cannot be true of the patients of a file, row by row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
import pandas as pd

from ivl import text
from ivl.derive import complete, typed, with_columns
from ivl.intake.contradictions import Rule, rules
from ivl.intake.dates import HALF_A_MONTH_OFF
from ivl.intake.free_times import free_time
from ivl.intake.headings import is_checkbox
from ivl.intake.matching import Matching
from ivl.intake.patient_times import Patient, months_since_surgery, within_months
from ivl.intake.problems import Problem
from ivl.intake.questions import Question
from ivl.intake.suspects import suspects
from ivl.intake.units import is_mentioned
from ivl.schema import BY_NAME, FRAME_COLUMNS, NO, RECORDED, UNKNOWN, Column

_TIMES = (
    "followup_months", "time_to_recurrence_months", "interval_prior_surgery", "adjuvant_months"
)  # fmt: skip


@dataclass(frozen=True)
class Checked:
    """Patients without what cannot be true."""

    patients: pd.DataFrame
    """As ``ivl.derive.complete`` makes it."""

    problems: tuple[Problem, ...]


def checked(
    frame: pd.DataFrame,
    matching: Matching,
    months: Mapping[int, Mapping[str, str]],
    sheet: str,
    today: date,
) -> Checked:
    """The patients, with each contradiction named and what is impossible made unknown.

    Args:
        frame: as recorded, indexed by row number.
        matching: for the places of cells.
        months: dates that name no day, as they stand in the file, by row number and field.
        sheet: for the messages.
        today: no date lies after it.
    """
    every = rules(today, free_time(matching) is not None)
    frame = with_columns(
        frame, {name: typed(frame[name], BY_NAME[name]) for name in frame if _is_measured(name)}
    )
    problems: list[Problem] = []
    kept: dict[str, dict[int, Any]] = {}
    for row, her in _them(frame[suspects(frame, today) | frame.index.isin(list(months))]):
        dayless = months.get(row, {})
        if dayless:
            her = within_months(her, dayless.keys())
            for name in dayless:
                kept.setdefault(name, {})[row] = her[name]
        for rule in every:
            if what := rule.says(her):
                problems.append(_problem(rule, what, row, matching, sheet))
                if unknown := rule.makes_unknown:
                    her[unknown] = _NOTHING[unknown]
                    kept.setdefault(unknown, {})[row] = her[unknown]
        problems += [
            _about_month(name, words, her, row, matching, sheet)
            for name, words in dayless.items()
            if pd.notna(her[name])
        ]
    return Checked(complete(_corrected(frame, kept)), tuple(problems))


def _them(frame: pd.DataFrame) -> Iterator[tuple[int, dict[str, Any]]]:
    """The row number and every field of each patient."""
    known = {
        name: np.where(frame[name].notna(), frame[name].astype("object"), unknown).tolist()
        for name, unknown in _NOTHING.items()
        if name in frame
    }
    for row, *values in zip(frame.index.tolist(), *known.values(), strict=True):
        yield row, _NOTHING | dict(zip(known, values, strict=True))


def _corrected(frame: pd.DataFrame, kept: Mapping[str, Mapping[int, Any]]) -> pd.DataFrame:
    """The frame with other values in some cells, by column and row number."""
    corrected = {
        name: pd.Series(frame[name], copy=True) for name in kept.keys() & set(frame.columns)
    }
    for name, values in corrected.items():
        values.loc[list(kept[name])] = list(kept[name].values())
    return with_columns(frame, corrected)


def _is_measured(name: str) -> bool:
    return BY_NAME[name].kind in ("number", "date")


def _problem(rule: Rule, what: str, row: int, matching: Matching, sheet: str) -> Problem:
    match = matching.match(rule.column)
    cell = f"{match.letter}{row}" if match else ""
    label = BY_NAME[rule.column].label
    return Problem(label, row, what, rule.why, rule.how, cell=cell, sheet=sheet)


def _about_month(
    name: str, words: str, her: Patient, row: int, matching: Matching, sheet: str
) -> Problem:
    """Says which day stands for the month, and how long after the operation it is."""
    match = matching.match(name)
    months = months_since_surgery(her, her[name])
    after = (
        "" if name == "surgery_date" or pd.isna(months) else f", {months:.1f} months after surgery"
    )
    return Problem(
        BY_NAME[name].label,
        row,
        f'"{words}" names no day; {her[name]:%Y-%m-%d} was used{after}',
        HALF_A_MONTH_OFF,
        "Enter the day if it is known",
        cell=f"{match.letter}{row}" if match else "",
        sheet=sheet,
    )


def _unknown(column: Column) -> Any:
    match column.kind:
        case "number":
            return float("nan")
        case "date":
            return pd.NaT
        case "text":
            return ""
        case _:
            return UNKNOWN.name


_NOTHING: Final = {column.name: _unknown(column) for column in FRAME_COLUMNS}
"""A patient of whom nothing is known."""


def unitless(matching: Matching, questions: Sequence[Question], sheet: str) -> Iterator[Problem]:
    """Times that neither their heading nor a sampled cell nor an answer gives a unit for.

    Months are what most files mean, but five years read as five months would be a silent error
    in every curve.
    """
    asked = {question.key for question in questions}
    for match in matching.matches:
        is_own = match.heading == match.field  # as this dashboard's own files head it
        if match.field not in _TIMES or is_own or f"unit {match.letter}" in asked:
            continue
        if (
            match.samples
            and not match.unit
            and not any(map(is_mentioned, (match.heading, *match.samples)))
        ):
            yield Problem(
                match.column.label,
                None,
                f'No unit is given under "{match.heading}"',
                "The numbers were read as months",
                f'Head the column "{match.column.axis}", or with the unit it has',
                cell="",
                sheet=sheet,
            )


def unticked(frame: pd.DataFrame, matching: Matching, sheet: str) -> Iterator[Problem]:
    """Patients without a tick in any box of a question, who may not have been asked.

    Only for the boxes of a database: it writes a 0 for a box that nobody looked at.
    """
    boxes = {match.field for match in matching.matches if is_checkbox(match.heading)}
    for column in RECORDED:
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
