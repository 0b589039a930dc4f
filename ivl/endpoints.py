"""The three endpoints, defined once: what is counted, from when, and who cannot be counted.

Time zero is the index operation and times are months. Each figure of time to event shows the
definition of its endpoint.
"""

from dataclasses import dataclass

import pandas as pd

from ivl.arrays import Bools
from ivl.schema import Column

ORIGIN = "Time zero is the index operation"

UNTIMED = "without a time"
"""Ends the reason why a patient with an event is in no curve."""

LANDMARKS = (12, 36, 60)
"""Months at which curves are read."""


EVERYBODY = slice(None)


@dataclass(frozen=True)
class Endpoint:
    """A time column with its event column."""

    label: str
    """As it stands on screen: "Overall survival"."""

    time: str
    """Column with the months from the index operation to the event or to last contact."""

    event: str
    """Column that says how the time ended: boolean with NA, or a category with the levels
    ``censored``, the event of interest, and competing events."""

    definition: str = ""
    """What counts as an event and who is censored, in one sentence."""

    event_label: str = "event"
    """The event as a noun in the singular: "recurrence"."""

    own_time: tuple[str, str] | None = None
    """Column and level of an event that has a time of its own, which a file may lack."""

    time_label: str = "Months since the index operation"

    @property
    def short_label(self) -> str:
        """Where there is little room: "Recurrence" for its cumulative incidence."""
        return self.label.removeprefix("Cumulative incidence of ").capitalize()

    @property
    def follow_up_label(self) -> str:
        """ "Median follow-up for recurrence": an event ends it, so that endpoints differ in it."""
        return f"Median follow-up for {self.event_label}"

    def why_not(self, patients: pd.DataFrame, among: Bools | slice = EVERYBODY) -> pd.Series:
        """Why each patient cannot be used for this endpoint, ``""`` where she can.

        Args:
            patients: a row per patient.
            among: which of them are asked about.

        Returns:
            Strings, indexed like these patients.
        """
        time = patients.loc[among, self.time]
        event = patients.loc[among, self.event].astype("object")
        reasons = pd.Series("", index=time.index)
        reasons[time.isna()] = "no follow-up time"
        if self.own_time:
            column, level = self.own_time
            reasons[time.isna() & (patients.loc[among, column] == level)] = f"{level} {UNTIMED}"
        reasons[event.isna() | (event == "unknown")] = f"{self.event_label} not recorded"
        return reasons

    def note(self, patients: pd.DataFrame, among: Bools | slice = EVERYBODY) -> str:
        """What was assumed of some of the patients analysed, "" where nothing was.

        Args:
            patients, among: as in ``why_not``.
        """
        if not self.own_time or "death" not in patients:
            return ""
        lost = patients.loc[among, "death"].isna()
        ended = patients.loc[among, self.own_time[0]]
        n = int((ended[lost] == "censored").sum()) if lost.any() else 0
        return f"{n} of unknown vital status counted as event-free at last contact" if n else ""


RECURRENCE = Endpoint(
    "Cumulative incidence of recurrence",
    time="rfs_months",
    event="first_event",
    definition="Event: first recurrence or progression; death without recurrence competes. "
    "Patients without either are censored at last contact",
    event_label="recurrence",
    own_time=("first_event", "recurrence"),
)
RECURRENCE_FREE = Endpoint(
    "Recurrence-free survival",
    time="rfs_months",
    event="rfs_event",
    definition="Event: first of recurrence, progression or death from any cause. Patients "
    "without one are censored at last contact",
    event_label="recurrence",
    own_time=("first_event", "recurrence"),
)
OVERALL = Endpoint(
    "Overall survival",
    time="os_months",
    event="death",
    definition="Event: death from any cause. Patients alive or lost are censored at last contact",
    event_label="vital status",
)
FOLLOW_UP = Endpoint("Follow-up", time="os_months", event="died")
"""Only to say how long patients were followed: a death of which nothing is recorded is none."""


def is_follow_up(column: Column) -> bool:
    """Whether a column stands for how long patients were followed, which is no outcome."""
    return column.name == FOLLOW_UP.time


ENDPOINTS = (RECURRENCE, RECURRENCE_FREE, OVERALL)
