"""A quick look at all patients at once, for those of whom something may be untrue.

``ivl.intake.contradictions`` tells what is wrong with one patient, which takes its time. Nearly
all patients of a large file are without fault, so only those seen here are looked at there.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from ivl.intake.contradictions import SLACK
from ivl.intake.dates import EARLIEST
from ivl.schema import BY_NAME, DAYS_PER_MONTH, FRAME_COLUMNS

_SURGERY, _LAST, _DEATH = "surgery_date", "last_followup_date", "death_date"
_RECURRED_ON, _TO_RECURRENCE = "recurrence_date", "time_to_recurrence_months"
_SIGNS: Final = tuple(option.name for option in BY_NAME["recurrence_site"].options)
_PLACES: Final = {
    "ivc": "ivc", "ra": "right_heart", "rv": "right_heart", "pa": "pulmonary_artery"
}  # fmt: skip

Mask = npt.NDArray[np.bool_]


def suspects(frame: pd.DataFrame, today: date) -> Mask:
    """Whether a rule has anything to say of each patient.

    Args:
        frame: a row per patient with any of ``schema.FRAME_COLUMNS``: numbers as floats, dates
            as datetime64, levels by name; missing cells are None, NaN or NaT.
        today: no date lies after it.
    """
    found = np.zeros(len(frame), bool)
    them = _Them(frame)
    for looks in (_implausible, _out_of_time, _out_of_order, _denying, _too_late, _at_odds):
        for mask in looks(them, today):
            found |= mask
    return found


class _Them:
    """The fields of all patients; one that the frame lacks is unknown in each of them."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self._frame = frame
        self.n = len(frame)
        self.last_seen = self._known(self.time(_LAST), self.time(_DEATH))
        self.followup = self._known(self.number("followup_months"), self.months(self.last_seen))

    def number(self, name: str) -> npt.NDArray[np.float64]:
        if name in self._frame:
            return self._frame[name].to_numpy("float64")
        return np.full(len(self._frame), np.nan)

    def time(self, name: str) -> npt.NDArray[np.datetime64]:
        if name in self._frame:
            return self._frame[name].to_numpy("datetime64[ns]")
        return np.full(len(self._frame), "NaT", "datetime64[ns]")

    def says(self, name: str, *levels: str) -> Mask:
        if name in self._frame:
            return self._frame[name].isin(levels).to_numpy()
        return np.zeros(len(self._frame), bool)

    def group(self) -> npt.NDArray[np.int64]:
        """How far the tumour reached, in the order of the levels; -1 if unknown."""
        order = BY_NAME["extent_group"].level_names
        reach = np.full(len(self._frame), -1)
        for number, group in enumerate(order):
            levels = [
                level.name for level in BY_NAME["tumor_extent"].levels if level.group == group
            ]
            reach[self.says("tumor_extent", *levels)] = number
        return reach

    def months(self, day: npt.NDArray[np.datetime64]) -> npt.NDArray[np.float64]:
        """From the operation."""
        return (day - self.time(_SURGERY)) / np.timedelta64(1, "D") / DAYS_PER_MONTH

    @staticmethod
    def _known(first: Any, otherwise: Any) -> Any:
        return np.where(pd.isna(first), otherwise, first)


def _implausible(them: _Them, today: date) -> Iterator[Mask]:
    for column in FRAME_COLUMNS:
        if column.kind == "number":
            numbers = them.number(column.name)
            yield (numbers < column.low) | (numbers > column.high)


def _out_of_time(them: _Them, today: date) -> Iterator[Mask]:
    for column in FRAME_COLUMNS:
        if column.kind == "date":
            times = them.time(column.name)
            yield (times > np.datetime64(today)) | (times < EARLIEST.to_datetime64())
    until_today = them.months(np.full(them.n, np.datetime64(today, "ns")))
    yield them.number("followup_months") > until_today + SLACK


def _out_of_order(them: _Them, today: date) -> Iterator[Mask]:
    for name in (_RECURRED_ON, _DEATH, _LAST):
        yield them.time(name) < them.time(_SURGERY)
    yield them.time(_LAST) > them.time(_DEATH)


def _denying(them: _Them, today: date) -> Iterator[Mask]:
    denied = them.says("recurrence", "no")
    yield denied & ~np.isnat(them.time(_RECURRED_ON))
    yield denied & (them.number(_TO_RECURRENCE) < them.followup - SLACK)
    for sign in _SIGNS:
        yield denied & them.says(sign, "yes")


def _too_late(them: _Them, today: date) -> Iterator[Mask]:
    recurred = them.says("recurrence", "yes")
    to_recurrence, by_dates = them.number(_TO_RECURRENCE), them.months(them.time(_RECURRED_ON))
    yield recurred & (to_recurrence > them.number("followup_months"))
    yield them.time(_RECURRED_ON) > them.last_seen
    for time in (to_recurrence, by_dates):
        yield recurred & (time > them.followup + SLACK)
    yield recurred & (abs(to_recurrence - by_dates) > SLACK)
    yield abs(them.number("followup_months") - them.months(them.last_seen)) > SLACK


def _at_odds(them: _Them, today: date) -> Iterator[Mask]:
    yield them.says("vital_status", "alive") & ~np.isnat(them.time(_DEATH))
    yield them.says("vital_status", "alive", "dead") & them.says("lost_to_followup", "yes")
    yield them.number("parity") > them.number("gravidity")
    had_none = them.says("prior_uterine_surgery_total_hysterectomy", "yes")
    yield had_none & ~them.says("uterine_procedure", "uterus_already_absent", "unknown")
    reach = them.group()
    is_beyond = reach > BY_NAME["extent_group"].level_names.index("pelvic")
    yield them.says("ivl_detection", "incidental") & is_beyond
    yield them.says("thrombectomy", "no") & is_beyond
    for place, group in _PLACES.items():
        at = BY_NAME["extent_group"].level_names.index(group)
        yield them.says(place, "yes") & (reach >= 0) & (reach < at)
