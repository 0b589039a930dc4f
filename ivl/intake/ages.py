"""Ages at the operation from dates or years of birth, which themselves are not kept."""

import re
from collections.abc import Iterator
from typing import Any, Final

import pandas as pd

from ivl import text
from ivl.intake.cells import Cell, as_text, letter
from ivl.intake.dates import possible_orders, read_date
from ivl.intake.levels import is_unknown_mark
from ivl.intake.problems import Problem
from ivl.intake.table import Table
from ivl.intake.words import plain
from ivl.schema import BY_NAME

AGE: Final = BY_NAME["age_at_diagnosis"]
_YEAR: Final = re.compile(r"((?:19|20)\d\d)年?")


def worked_out(frame: pd.DataFrame, table: Table, position: int) -> pd.Series:
    """Completed years at the operation, where every order of day and month gives the same."""
    cells = table.distinct(position)
    orders = possible_orders(cells.cells) or (None,)
    births = [{read_date(cell, order).value for order in orders} for cell in cells.cells]
    years = list(map(birth_year, cells.cells))
    ages = []
    for place, day in zip(cells.places.tolist(), frame["surgery_date"], strict=True):
        year = years[place]
        if year is not None:
            ages.append(None if pd.isna(day) else float(day.year - year))
            continue
        possible = {_age(birth, day) for birth in births[place]}
        ages.append(possible.pop() if len(possible) == 1 else None)
    return pd.Series(ages, frame.index, "object")


def birth_year(cell: Cell) -> int | None:
    """The year alone that a cell gives, from 1900 to 2099; None if it gives anything else."""
    found = _YEAR.fullmatch(plain(as_text(cell)))
    return int(found[1]) if found else None


def from_years(ages: pd.Series, table: Table, position: int) -> Iterator[Problem]:
    """What is said of ages that years of birth gave: not every woman had reached hers."""
    years = [birth_year(cell) for cell in table.distinct(position)]
    told = [year is not None and not pd.isna(age) for year, age in zip(years, ages, strict=True)]
    if any(told):
        n = sum(told)
        yield Problem(
            AGE.label,
            None,
            f"Of {text.patients(n)} the year of birth is known and not the day",
            "The age is the one reached in the year of the operation, and may be a year too high",
            "Add a column with the age at the operation if that matters",
            sheet=table.sheet.name,
        )


def without_age(ages: pd.Series, table: Table, position: int) -> Iterator[Problem]:
    """Patients whose date of birth gave no age. Its words could tell who they are."""
    cells = table.distinct(position)
    is_unknown = [is_unknown_mark(as_text(cell)) for cell in cells.cells]
    for (row, age), place in zip(ages.items(), cells.places.tolist(), strict=True):
        if pd.isna(age) and not is_unknown[place]:
            yield Problem(
                AGE.label,
                int(row),
                "The dates of birth and of operation do not give one certain age",
                "Left out of age summaries",
                "Write both like 2019-03-05 and upload again",
                cell=f"{letter(position)}{row}",
                sheet=table.sheet.name,
            )


def _age(birth: Any, day: Any) -> float | None:
    if pd.isna(birth) or pd.isna(day):
        return None
    return float(day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day)))
