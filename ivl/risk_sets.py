"""Who was under observation, when: the counting that every curve and test of time to event needs.

Times are months. Causes are coded 0 censored, 1 the event of interest, 2 any competing event.
Patients who cannot be used are left out here, counted by reason, and nowhere else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from ivl import text
from ivl.cohort import Cohort
from ivl.endpoints import Endpoint
from ivl.groups import Groups, split
from ivl.schema import BY_NAME, UNKNOWN

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]

CENSORED: Final = "censored"
CENSOR, EVENT, OTHER = 0, 1, 2


@dataclass(frozen=True)
class Followed:
    """The patients who can be used for an endpoint, and a count of those who cannot."""

    time: Floats
    """Months, at least 0, to six decimals."""

    cause: Ints
    """0 censored, 1 the event of interest, 2 a competing event."""

    groups: Groups
    excluded: pd.DataFrame
    """A row per group and reason: group, reason, n. Empty if everyone could be used."""

    note: str = ""
    """What was assumed of some of them."""

    @property
    def n(self) -> int:
        return len(self.time)

    def only(self, labels: Sequence[str]) -> "Followed":
        """The patients of the named groups."""
        kept = np.isin(self.groups.codes, [self.groups.labels.index(label) for label in labels])
        groups = self.groups.among(kept)
        return Followed(self.time[kept], self.cause[kept], groups, self.excluded, self.note)

    def risk_sets(self) -> "RiskSets":
        return risk_sets(self.time, self.cause, self.groups.codes, len(self.groups))

    @property
    def words(self) -> str:
        """ "38 of 39 patients analysed; left out: 1 (vital status not recorded)"."""
        n_excluded = int(self.excluded["n"].sum())
        analysed = f"{self.n} of {text.patients(self.n + n_excluded)} analysed"
        reasons = self.excluded.groupby("reason", sort=False)["n"].sum()
        left_out = text.listed(f"{n} ({reason})" for reason, n in reasons.items())
        return f"{analysed}; left out: {left_out}" if left_out else analysed


def followed(
    cohort: Cohort, endpoint: Endpoint, by: str | None = None, cause: str | None = None
) -> Followed:
    """The cohort's patients as times and causes.

    Args:
        cohort: the patients.
        endpoint: which columns hold time and event.
        by: column that splits the cohort; None for no split.
        cause: the level of interest where the event column is a category; None where it is
            boolean.

    Raises:
        ValueError: if a time is negative or infinite, or an event is not boolean or not one of
            the column's levels. The message names the column and the patient's position.
    """
    patients = cohort.patients
    time = patients[endpoint.time].astype("float64")
    _refuse(endpoint.time, patients[endpoint.time], (time < 0) | np.isinf(time), "is no time")
    codes = _causes(patients[endpoint.event], cause)
    reasons = endpoint.why_not(patients)
    used = (reasons == "").to_numpy()
    groups = split(patients, by)
    # Times that are one by arithmetic must be one in the computer: 0.1 + 0.2 and 0.3.
    months = time.to_numpy()[used].round(6)
    excluded, note = _excluded(reasons, groups), endpoint.note(patients[used])
    return Followed(months, codes[used], groups.among(used), excluded, note)


@dataclass(frozen=True)
class RiskSets:
    """Counts at every distinct time, a row per time and a column per group."""

    time: Floats
    n_risk: Ints
    """Under observation just before the time, those who leave at it included."""

    n_event: Ints
    n_other: Ints
    n_censor: Ints

    def of(self, group: int) -> "RiskSets":
        """The times at which someone of this group leaves, with her group's counts alone."""
        columns = (self.n_risk, self.n_event, self.n_other, self.n_censor)
        n_risk, n_event, n_other, n_censor = (counts[:, group] for counts in columns)
        leaves = n_event + n_other + n_censor > 0
        return RiskSets(
            self.time[leaves], n_risk[leaves], n_event[leaves], n_other[leaves], n_censor[leaves]
        )


def risk_sets(time: Floats, cause: Ints, group: Ints, n_groups: int) -> RiskSets:
    """Counts the patients at risk, with an event, and censored at each distinct time.

    Args:
        time: months per patient, shape (n,).
        cause: 0 censored, 1 event of interest, 2 competing event, shape (n,).
        group: position of the group, 0 to ``n_groups - 1``, shape (n,).
        n_groups: number of groups.
    """
    times, row = np.unique(time, return_inverse=True)
    cell = (row * n_groups + group) * 3 + cause
    shape = (len(times), n_groups, 3)
    leaving = np.bincount(cell, minlength=len(times) * n_groups * 3).reshape(shape)
    at_risk = leaving.sum(axis=2)[::-1].cumsum(axis=0)[::-1]
    return RiskSets(
        times, at_risk, leaving[:, :, EVENT], leaving[:, :, OTHER], leaving[:, :, CENSOR]
    )


def _causes(values: pd.Series, cause: str | None) -> Ints:
    known = values.astype("object").where(values.notna(), None)
    if cause is None:
        # A 0 equals False and a 2 would pass for an event, so codes are not taken for booleans.
        strange = ~known.map(lambda value: value is None or isinstance(value, bool | np.bool_))
        _refuse(str(values.name), values, strange.astype(bool), "is neither True nor False")
        return known.eq(True).to_numpy(dtype=np.intp)
    levels = _event_levels(values, cause)
    if cause not in levels:
        raise ValueError(f"{values.name} has no level {cause!r}")
    strange = known.notna() & ~known.isin([*levels, UNKNOWN.name])
    _refuse(str(values.name), values, strange, f"is none of {text.listed(levels, 'or')}")
    return np.select([known == cause, known.notna() & (known != CENSORED)], [EVENT, OTHER], CENSOR)


def _event_levels(values: pd.Series, cause: str) -> list[str]:
    if values.name in BY_NAME:
        return [level.name for level in BY_NAME[str(values.name)].own_levels]
    if isinstance(values.dtype, pd.CategoricalDtype):
        return [name for name in values.cat.categories if name != UNKNOWN.name]
    return sorted({CENSORED, cause, *values.dropna()} - {UNKNOWN.name})


def _refuse(column: str, values: pd.Series, refused: pd.Series, what: str) -> None:
    if refused.any():
        position = int(np.argmax(refused.to_numpy()))
        raise ValueError(f"{column}, patient {position + 1}: {values.iloc[position]} {what}")


def _excluded(reasons: pd.Series, groups: Groups) -> pd.DataFrame:
    out = (reasons != "").to_numpy()
    frame = pd.DataFrame({"group": groups.names(groups.codes[out]), "reason": reasons[out].array})
    return frame.groupby(["group", "reason"], observed=True).size().reset_index(name="n")
