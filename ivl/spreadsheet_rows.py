"""Patients as a spreadsheet shows them: the rows of a template, a download or a table on screen.

What is written here reads back through intake as the same patients.
"""

from typing import Any, Final

import pandas as pd

from ivl.schema import RECORDED, UNKNOWN, Column, Level

SEPARATOR: Final = "; "
"""Stands between the options of one cell."""


def spreadsheet_rows(patients: pd.DataFrame) -> pd.DataFrame:
    """The patients as a spreadsheet shows them: labels for levels, unknown as an empty cell.

    Options share one cell, "Dyspnoea; Syncope". Such a cell says of every option whether it was
    there; where some are unknown, the options keep a column each, so that no answer is lost and
    none is made up.

    Args:
        patients: a frame as ``derive.complete`` makes it.

    Returns:
        Cells as objects, None where empty; the recorded columns in the order of the dictionary,
        headed by label and unit, a single option as "Symptoms: Dyspnoea".
    """
    columns: dict[str, list[object]] = {}
    for column in RECORDED:
        if column.kind != "several":
            columns[column.axis] = [_cell(value, column) for value in patients[column.name]]
        elif (shared := _shared_cells(patients, column)) is not None:
            columns[column.axis] = shared
        else:
            for option in column.options:
                heading = f"{column.label}: {option.label}"
                columns[heading] = [_cell(value, option) for value in patients[option.name]]
    return pd.DataFrame(columns, index=patients.index, dtype="object")


def options_in_words(patients: pd.DataFrame, column: Column) -> pd.Series:
    """What each patient is known to have of a column of several: "Surgery; Hormone therapy".

    Returns:
        Text, indexed like ``patients``; "" where nothing is recorded.
    """
    present = patients[[option.name for option in column.options]] == "yes"
    labels = [option.label for option in column.options]
    words = [
        SEPARATOR.join(label for label, has in zip(labels, row, strict=True) if has)
        for row in present.itertuples(index=False)
    ]
    return pd.Series(words, patients.index, dtype="object")


def _cell(value: Any, column: Column) -> object:
    if pd.isna(value) or value in ("", UNKNOWN.name):
        return None
    match column.kind:
        case "number":
            return int(value) if float(value).is_integer() else float(value)
        case "date":
            return pd.Timestamp(value).date()
        case "text":
            return str(value)
        case _:
            return column.level(value).label


def _shared_cells(patients: pd.DataFrame, column: Column) -> list[object] | None:
    """A cell per patient with all her options; None if a cell could not say what is known."""
    answers = patients[[option.name for option in column.options]].astype("object")
    rows = [
        dict(zip(column.own_levels, row, strict=True)) for row in answers.itertuples(index=False)
    ]
    return [_shared_cell(row) for row in rows] if all(map(_can_be_shared, rows)) else None


def _can_be_shared(answers: dict[Level, str]) -> bool:
    """Nothing is known, or all is: whether there was none need not be said, the others imply it."""
    none = {answer for level, answer in answers.items() if level.name == "none"}
    others = {answer for level, answer in answers.items() if level.name != "none"}
    if others == {"unknown"}:
        return none <= {"unknown"}
    if none == {"yes"}:
        return others == {"no"}
    return "unknown" not in others and ("yes" in others or none == {"unknown"})


def _shared_cell(answers: dict[Level, str]) -> str | None:
    if set(answers.values()) == {"unknown"}:
        return None
    given = [level.label for level, answer in answers.items() if answer == "yes"]
    nothing = [level.label for level in answers if level.name == "none"]
    return SEPARATOR.join(given or nothing)
