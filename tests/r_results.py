"""What R computed, and the cohorts it was computed from; see ``tests/golden``."""

from functools import cache
from pathlib import Path

import pandas as pd

from ivl.cohort import Cohort
from ivl.competing import CumulativeIncidence, cumulative_incidence
from ivl.endpoints import Endpoint
from ivl.survival import KaplanMeier, kaplan_meier

GOLDEN = Path(__file__).parent / "golden"

SURVIVAL = Endpoint("Survival", time="time", event="event")
INCIDENCE = Endpoint("Cumulative incidence", time="time", event="event", event_label="recurrence")

SURVIVAL_DATA = ("aml", "ovarian", "veteran", "lung", "colon", "edge_survival")
COMPETING_DATA = ("mgus2", "pbc", "edge_competing")


@cache
def results(name: str) -> pd.DataFrame:
    """A file that an R script wrote; its first line says which versions."""
    return pd.read_csv(GOLDEN / "results" / f"{name}.csv", comment="#", keep_default_na=True)


@cache
def frames(*files: str) -> dict[str, pd.DataFrame]:
    """The data sets of the files, by name, with event and group as R read them."""
    found = {}
    for file in files:
        frame = pd.read_csv(GOLDEN / "data" / f"{file}.csv")
        if "cohort" not in frame:
            frame["cohort"] = file
        found |= {str(name): of for name, of in frame.groupby("cohort", sort=False)}
    return found


def cohort(name: str, *files: str) -> Cohort:
    """One data set as a cohort; a survival event of 1 or 0 becomes True or False."""
    frame = frames(*files)[name].reset_index(drop=True)
    if pd.api.types.is_numeric_dtype(frame["event"]):
        frame["event"] = frame["event"].astype("boolean")
    return Cohort(frame, name)


@cache
def survival_of(name: str) -> KaplanMeier:
    """Kaplan–Meier of a survival data set, split by its groups."""
    return kaplan_meier(cohort(name, *SURVIVAL_DATA), SURVIVAL, by="group")


@cache
def incidence_of(name: str) -> CumulativeIncidence:
    """Cumulative incidence of recurrence of a competing-risks data set, split by its groups."""
    return cumulative_incidence(cohort(name, *COMPETING_DATA), INCIDENCE, by="group")


def numbers(file: str, name: str, group: str | None = None) -> pd.DataFrame:
    """R's single numbers on a data set: quantity, at, value; of one group if named."""
    found = results(file)
    found = found[found["data"] == name]
    return found if group is None else found[found["group"] == group]
