"""The fields of all patients at once, and of each alone for the words about her."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from ivl.derive import months_between, with_columns
from ivl.schema import BY_NAME, FRAME_COLUMNS, UNKNOWN, Column

Mask = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]
Days = npt.NDArray[np.datetime64]

Patient = Mapping[str, Any]
"""Every recorded field of one patient, unknown as NaN, NaT, "" or "unknown", and the times that
``Records`` works out by the name of the property."""


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


class Records:
    """A row per patient; a field that the file lacks is unknown in each of them.

    Comparisons with what is unknown are False, so a rule says nothing of it.
    """

    def __init__(self, frame: pd.DataFrame) -> None:
        """Takes numbers as floats, dates as datetime64, levels by name, and None for unknown."""
        self.frame = frame
        self._columns: dict[str, list[Any]] = {}
        self._answers: dict[str, tuple[npt.NDArray[np.integer[Any]], dict[Any, int]]] = {}

    def number(self, name: str) -> Numbers:
        """A column of numbers."""
        if name in self.frame:
            return self.frame[name].to_numpy("float64")
        return np.full(len(self.frame), np.nan)

    def day(self, name: str) -> Days:
        """A column of dates."""
        if name in self.frame:
            return self.frame[name].to_numpy("datetime64[ns]")
        return np.full(len(self.frame), "NaT", "datetime64[ns]")

    def says(self, name: str, *levels: str) -> Mask:
        """Whether a column of answers says one of these."""
        found = np.zeros(len(self.frame), bool)
        if name not in self.frame:
            return found
        if name not in self._answers:
            self._answers[name] = _told_apart(self.frame[name])
        numbers, answers = self._answers[name]
        for level in levels:
            if level in answers:
                found |= numbers == answers[level]
        return found

    def has(self, name: str) -> Mask:
        """Whether anything is recorded."""
        if name in self.frame:
            return (self.frame[name].notna() & (self.frame[name] != "")).to_numpy()
        return np.zeros(len(self.frame), bool)

    def months(self, day: Any) -> Numbers:
        """Months from the operation to a day of each patient, or to one day."""
        found: Numbers = np.asarray(months_between(self.day("surgery_date"), day))
        return found

    @cached_property
    def last_seen(self) -> Days:
        """Day of the death, or of the last contact where none is recorded."""
        return _known(self.day("death_date"), self.day("last_followup_date"))

    @cached_property
    def followup_by_dates(self) -> Numbers:
        """Months from the operation to the day on which she was last seen."""
        return self.months(self.last_seen)

    @cached_property
    def followup(self) -> Numbers:
        """Months of follow-up, by the dates where no months are given."""
        return _known(self.number("followup_months"), self.followup_by_dates)

    @cached_property
    def recurrence_by_dates(self) -> Numbers:
        """Months from the operation to the date of recurrence."""
        return self.months(self.day("recurrence_date"))

    @cached_property
    def to_recurrence(self) -> Numbers:
        """Months to recurrence, by the dates where no months are given."""
        return _known(self.number("time_to_recurrence_months"), self.recurrence_by_dates)

    def without(self, name: str, where: Mask) -> "Records":
        """The same records with a field unknown in some patients."""
        return Records(with_columns(self.frame, {name: self.frame[name].mask(where)}))

    def her(self, at: int) -> Patient:
        """One patient, by her position."""
        return _Her(self, at)

    def value(self, name: str, at: int) -> Any:
        """A field of the patient at a position, or a time that is worked out."""
        if name not in self.frame and name in _NOTHING:
            return _NOTHING[name]
        if name not in self._columns:
            values = self.frame[name] if name in self.frame else pd.Series(getattr(self, name))
            self._columns[name] = values.tolist()
        value = self._columns[name][at]
        return _NOTHING.get(name, value) if value is None or value != value else value


class _Her(Mapping[str, Any]):
    """Looks each field up when it is asked for, since words are about a few of them."""

    def __init__(self, records: Records, at: int) -> None:
        self._records, self._at = records, at

    def __getitem__(self, name: str) -> Any:
        return self._records.value(name, self._at)

    def __iter__(self) -> Any:
        return iter(_NOTHING)

    def __len__(self) -> int:
        return len(_NOTHING)


def _told_apart(values: pd.Series) -> tuple[npt.NDArray[np.integer[Any]], dict[Any, int]]:
    """A number for each answer, and which answer each number is."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        numbers, answers = values.array.codes, values.dtype.categories
    else:
        numbers, answers = pd.factorize(values)
    return numbers, {answer: at for at, answer in enumerate(answers)}


def _known(first: Any, otherwise: Any) -> Any:
    """The first of two columns, and where it is unknown the other."""
    return np.where(pd.isna(first), otherwise, first)


def levels_from(name: str, first: str) -> tuple[str, ...]:
    """The levels of a column from one on, unknown not among them."""
    names = [level.name for level in BY_NAME[name].own_levels]
    return tuple(names[names.index(first) :])
