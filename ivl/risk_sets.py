"""Who was under observation, when: the counting that every curve and test of time to event needs.

Times are months. Causes are coded 0 censored, 1 the event of interest, 2 any competing event.
Patients who cannot be used are left out here, counted by reason, and nowhere else.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np
import pandas as pd

from ivl import text
from ivl.arrays import Bools, Floats, Ints
from ivl.cohort import Cohort
from ivl.endpoints import UNTIMED, Endpoint
from ivl.groups import EVERYONE, Groups, level_codes, split
from ivl.schema import BY_NAME, UNKNOWN

CENSORED: Final = "censored"
CENSOR, EVENT, OTHER = 0, 1, 2
NOT_RECORDED: Final = -1
"""The cause of a patient of whom it is not known how her time ended."""

NOBODY: Final = pd.DataFrame({"group": [], "reason": [], "n": []}, dtype="object")
"""Who is left out where everyone can be used."""


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

    @property
    def n_left_out(self) -> int:
        return int(self.excluded["n"].sum())

    def only(self, labels: Sequence[str]) -> "Followed":
        """The patients of the named groups."""
        if set(labels) == set(self.groups.labels):
            return self
        wanted = [code for code, label in enumerate(self.groups.labels) if label in labels]
        kept = np.isin(self.groups.codes, wanted)
        groups = self.groups.among(kept)
        return replace(self, time=self.time[kept], cause=self.cause[kept], groups=groups)

    def as_one(self) -> "Followed":
        """The same patients as one group."""
        everyone = Groups(None, (EVERYONE,) * (self.n > 0), np.zeros(self.n, dtype=np.intp))
        return replace(self, groups=everyone)

    @cached_property
    def risk_sets(self) -> "RiskSets":
        return risk_sets(self.time, self.cause, self.groups.codes, len(self.groups))

    @property
    def untimed(self) -> dict[str, int]:
        """By group, who had the event at a time that is not recorded, and is left out for it."""
        without = self.excluded[self.excluded["reason"].str.endswith(UNTIMED)]
        return {str(row.group): int(row.n) for row in without.itertuples()}

    @property
    def words(self) -> str:
        """ "38 of 39 patients analysed; left out: 1 (vital status not recorded)"."""
        analysed = f"{self.n} of {text.patients(self.n + self.n_left_out)} analysed"
        return f"{analysed}; left out: {self.left_out}" if self.left_out else analysed

    @property
    def left_out(self) -> str:
        """ "1 (vital status not recorded)"; "" if everyone could be used."""
        reasons = self.excluded.groupby("reason", sort=False)["n"].sum()
        return text.listed(f"{n} ({reason})" for reason, n in reasons.items())


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
    # Times that are one by arithmetic must be one in the computer: 0.1 + 0.2 and 0.3.
    months = _months(patients[endpoint.time]).round(6)
    causes = _causes(patients[endpoint.event], cause)
    groups = split(patients, by)
    used = (causes != NOT_RECORDED) & ~np.isnan(months)
    if used.all():
        return Followed(months, causes, groups, NOBODY, endpoint.note(patients))
    excluded = _excluded(endpoint.why_not(patients, ~used), groups, ~used)
    note = endpoint.note(patients, used)
    return Followed(months[used], causes[used], groups.among(used), excluded, note)


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
        leaves = np.flatnonzero(n_event + n_other + n_censor)
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
    order = np.argsort(time)
    ordered = time[order]
    is_new = np.ones(len(time), dtype=bool)
    is_new[1:] = ordered[1:] != ordered[:-1]
    times = ordered[is_new]
    # A row per cause and group, so that what is counted and added up lies side by side; in place,
    # since for a million patients new memory costs more than the sums.
    cell = (cause * n_groups + group)[order]
    cell *= len(times)
    cell += np.cumsum(is_new)
    leaving = np.bincount(cell - 1, minlength=3 * n_groups * len(times))
    leaving = leaving.reshape(3, n_groups, len(times))
    at_risk = leaving.sum(axis=0)[:, ::-1].cumsum(axis=1)[:, ::-1]
    return RiskSets(times, at_risk.T, leaving[EVENT].T, leaving[OTHER].T, leaving[CENSOR].T)


def _months(values: pd.Series) -> Floats:
    """Times as numbers, NaN where there is none; what is no time is refused."""
    if values.dtype.kind in "mM":
        raise ValueError(f"{values.name} holds {values.dtype}, where months are expected")
    is_numeric = pd.api.types.is_numeric_dtype(values)
    numbers = values if is_numeric else pd.to_numeric(values, errors="coerce")
    months = numbers.to_numpy(dtype="float64", na_value=np.nan)
    strange = (months < 0) | np.isinf(months)
    if not is_numeric:
        strange |= np.isnan(months) & values.notna().to_numpy()
    _refuse(values, strange, "is no time")
    return months


def _causes(values: pd.Series, cause: str | None) -> Ints:
    """How each patient's time ended, ``NOT_RECORDED`` where that is not known."""
    if cause is None:
        return _booleans(values)
    levels = _event_levels(values, cause)
    if cause not in levels:
        raise ValueError(f"{values.name} has no level {cause!r}")
    if cause == CENSORED:
        raise ValueError(f"{values.name}: to be censored is no event")
    codes, names = level_codes(values)
    meant = dict.fromkeys(levels, OTHER) | {
        CENSORED: CENSOR, cause: EVENT, UNKNOWN.name: NOT_RECORDED
    }  # fmt: skip
    strange = np.array([name not in {*levels, UNKNOWN.name} for name in names])
    _refuse(values, strange[codes], f"is none of {text.listed(levels, 'or')}")
    return np.array([meant.get(name, NOT_RECORDED) for name in names], dtype=np.intp)[codes]


def _booleans(values: pd.Series) -> Ints:
    if not pd.api.types.is_bool_dtype(values):
        # A 0 equals False and a 2 would pass for an event, so codes are not taken for booleans.
        strange = np.array([not isinstance(value, bool | np.bool_) for value in values], dtype=bool)
        _refuse(values, strange & values.notna().to_numpy(), "is neither True nor False")
        # pandas takes None and NA for a missing boolean, but not NaT.
        values = values.astype("object").where(values.notna(), None).astype("boolean")
    if isinstance(values.dtype, np.dtype):
        return values.to_numpy(dtype=np.intp)
    return values.to_numpy(dtype=np.intp, na_value=NOT_RECORDED)


def _event_levels(values: pd.Series, cause: str) -> list[str]:
    if values.name in BY_NAME:
        return [level.name for level in BY_NAME[str(values.name)].own_levels]
    if isinstance(values.dtype, pd.CategoricalDtype):
        return [name for name in values.cat.categories if name != UNKNOWN.name]
    named = {name for name in values.dropna().unique() if isinstance(name, str)}
    return sorted({CENSORED, cause, *named} - {UNKNOWN.name})


def _refuse(values: pd.Series, refused: Bools, what: str) -> None:
    if refused.any():
        position = int(np.argmax(refused))
        raise ValueError(f"{values.name}, patient {position + 1}: {values.iloc[position]} {what}")


def _excluded(reasons: pd.Series, groups: Groups, out: Bools) -> pd.DataFrame:
    frame = pd.DataFrame({"group": groups.names(groups.codes[out]), "reason": reasons.array})
    return frame.groupby(["group", "reason"], observed=True).size().reset_index(name="n")
