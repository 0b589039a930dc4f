"""Columns as covariates of a model: levels against the reference, numbers by the step.

A patient takes part only where every column of the model is known (complete cases); the others
are counted by what is unknown in them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from ivl import text
from ivl.arrays import Bools, Floats
from ivl.cohort import Cohort
from ivl.endpoints import Endpoint
from ivl.groups import EVERYONE, against_reference, column_label, column_name, split
from ivl.risk_sets import EVENT, Followed, followed
from ivl.schema import BY_NAME

STEPS: Final = {
    "age_at_diagnosis": 10,
    "bmi": 5,
    "interval_prior_surgery": 12,
    "thrombus_diameter": 10,
    "surgery_year": 10,
}
"""By how much a number has to be larger for its ratio, in the column's unit; 1 elsewhere."""


@dataclass(frozen=True)
class Term:
    """One column in a model, for the patients in the model."""

    column: str
    levels: tuple[str, ...]
    """Labels of the levels, the reference first and the others in clinical order; of a number its
    step alone."""

    members: Bools
    """Who is at each level, shape (n, number of levels); of a number everybody."""

    x: Floats
    """Covariates, shape (n, p): a 0 or 1 for each level but the reference; of a number its
    steps."""

    @property
    def is_number(self) -> bool:
        return self.x.shape[1] == len(self.levels)

    @property
    def label(self) -> str:
        """As it stands on screen: "Detection group"."""
        return column_label(self.column)

    def counts(self, event: Bools) -> pd.DataFrame:
        """A row per level, one where there is no level: variable, level, n, n_event."""
        some = bool(self.levels)
        return pd.DataFrame(
            {
                "variable": self.column,
                "level": list(self.levels) if some else [""],
                "n": self.members.sum(axis=0) if some else [0],
                "n_event": self.members[event].sum(axis=0) if some else [0],
            }
        )


@dataclass(frozen=True)
class Design:
    """The patients of a model, with an event or without, and its terms."""

    patients: Followed
    terms: tuple[Term, ...]
    n_unknown: int
    """Patients with a time and an outcome in whom a column of the model is unknown."""

    @property
    def event(self) -> Bools:
        """Whether each time ended with the event; what competes with it ends the time only."""
        return self.patients.cause == EVENT

    @property
    def x(self) -> Floats:
        return np.column_stack([np.empty((self.patients.n, 0)), *(term.x for term in self.terms)])

    @property
    def n_event(self) -> int:
        return int(self.event.sum())

    @property
    def n_parameters(self) -> int:
        return sum(term.x.shape[1] for term in self.terms)


def designs(
    cohort: Cohort, endpoint: Endpoint, models: Sequence[Sequence[str]], cause: str | None = None
) -> list[Design]:
    """For each model the patients in whom time, outcome and all of its columns are known.

    Args:
        cohort: the patients.
        endpoint: time column and event column.
        models: for each model its columns, of levels or of numbers, each once.
        cause: the level of interest where the event column is a category; None where it is
            boolean.

    Raises:
        ValueError: if a time is negative or infinite, an event is none of its values, a number is
            infinite, or a column has neither levels nor numbers; the message names the column
            and the patient's position.
        KeyError: if there is no such column.
    """
    everyone = followed(cohort, endpoint, cause=cause)
    names = list(dict.fromkeys(name for columns in models for name in columns))
    for name in names:
        _refuse_infinite(cohort.patients[name])
    usable = (endpoint.why_not(cohort.patients) == "").to_numpy()
    patients = cohort.patients[names][usable]
    return [_design(everyone, patients, columns) for columns in models]


def _design(everyone: Followed, patients: pd.DataFrame, columns: Sequence[str]) -> Design:
    if len(set(columns)) < len(columns):
        raise ValueError("A column stands twice in one model")
    unknown = pd.DataFrame({name: _is_unknown(patients, name) for name in columns}, patients.index)
    kept = ~unknown.to_numpy().any(axis=1)
    complete = Followed(
        everyone.time[kept],
        everyone.cause[kept],
        everyone.groups.among(kept),
        _excluded(everyone, unknown[~kept]),
        everyone.note,
    )
    terms = tuple(_term(patients[[name]][kept], name) for name in columns)
    return Design(complete, terms, int((~kept).sum()))


def _is_number(values: pd.Series) -> bool:
    if values.name in BY_NAME:
        return BY_NAME[str(values.name)].kind == "number"
    is_bool = pd.api.types.is_bool_dtype(values)
    return pd.api.types.is_numeric_dtype(values) and not is_bool


def _refuse_infinite(values: pd.Series) -> None:
    if _is_number(values):
        infinite = np.isinf(values.astype("float64").to_numpy())
        if infinite.any():
            place = int(infinite.argmax())
            raise ValueError(
                f"{values.name}, patient {place + 1}: {values.iloc[place]} is no number"
            )


def _is_unknown(patients: pd.DataFrame, column: str) -> Bools:
    if _is_number(patients[column]):
        return patients[column].isna().to_numpy()
    groups = split(patients, column)
    return ~np.isin(groups.codes, [groups.labels.index(label) for label in groups.known])


def _excluded(everyone: Followed, unknown: pd.DataFrame) -> pd.DataFrame:
    """Those left out before, and those in whom a column is unknown."""
    names = [column_name(column) for column in unknown.columns]
    reasons = pd.Series(
        [
            f"unknown {text.listed(name for name, is_so in zip(names, row, strict=True) if is_so)}"
            for row in unknown.to_numpy()
        ],
        dtype="object",
    )
    counted = reasons.value_counts(sort=False)
    rows = pd.DataFrame({"group": EVERYONE, "reason": counted.index, "n": counted.to_numpy()})
    frames = [frame for frame in (everyone.excluded, rows) if len(frame)]
    return pd.concat(frames, ignore_index=True) if frames else everyone.excluded


def _term(patients: pd.DataFrame, column: str) -> Term:
    values = patients[column]
    if _is_number(values):
        step = STEPS.get(column, 1)
        unit = BY_NAME[column].unit if column in BY_NAME else ""
        if column == "surgery_year":
            unit = "years"
        numbers = values.astype("float64").to_numpy()[:, None] / step
        everybody = np.ones((len(patients), 1), dtype=bool)
        per = " ".join(filter(None, ["per", text.compact(step), unit]))
        return Term(column, (per,), everybody, numbers)
    groups = split(patients, column)
    *others, reference = against_reference(column, groups.labels) if groups.labels else ("",)
    labels = [reference, *others] if reference else []
    members = groups.codes[:, None] == [groups.labels.index(label) for label in labels]
    return Term(column, tuple(labels), members, members[:, 1:].astype(float))
