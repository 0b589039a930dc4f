"""Patients one by one, for figures and lists in which a small group is seen, not summarised.

Nobody is named: rows carry what the figure draws, and the list of recurrences the patient's code
as the cohort records it.
"""

from dataclasses import dataclass

import pandas as pd

from ivl import text
from ivl.cohort import Cohort
from ivl.groups import split
from ivl.schema import BY_NAME
from ivl.spreadsheet_rows import options_in_words


@dataclass(frozen=True)
class Individuals:
    """A row per patient."""

    rows: pd.DataFrame
    by: str | None
    """Column that makes the groups; None for everybody together."""

    value: str
    """Column that the rows are about."""

    population: str
    levels_of: str
    """Column that the patients are arranged by."""

    method: str
    """Who is shown and who could not be, in sentences fit for a figure legend."""


def values_by_level(cohort: Cohort, value: str, column: str, by: str | None) -> Individuals:
    """A number per patient at the level of a category, such as age at each ovarian procedure.

    Args:
        cohort: the patients.
        value: name of a number column.
        column: name of a category or yes_no column.
        by: column that groups the patients; None for everybody together.

    Returns:
        Rows of group, level (an ordered category of labels) and value, sorted by value. Who has
        no value is left out, and the method says how many that are.
    """
    levels, groups = split(cohort.patients, column), split(cohort.patients, by)
    rows = pd.DataFrame(
        {
            "group": groups.names(groups.codes),
            "level": levels.names(levels.codes),
            "value": cohort.patients[value].to_numpy(),
        }
    )
    known = rows.dropna(subset=["value"]).sort_values("value", kind="stable")
    n_without = len(rows) - len(known)
    name = BY_NAME[value].label
    left_out = f"{text.patients(n_without)} without {text.lower_first(name)} left out"
    method = text.sentences(
        [f"Each dot is a patient: {text.patients(len(known))}", left_out if n_without else ""]
    )
    return Individuals(known, by, value, cohort.population, column, method)


def recurrences(cohort: Cohort, by: str | None) -> Individuals:
    """Each patient with a recurrence or progression, earliest first, those without a time last.

    Returns:
        Rows of patient, group, event_months, end_months, age, extent, site, treatment, vital.
        Months count from the index operation; NaN where unknown. Text is "" where nothing is
        recorded.
    """
    recurred = cohort.patients[cohort.patients["first_event"] == "recurrence"]
    recurred = recurred.sort_values("rfs_months", kind="stable")
    groups = split(recurred, by)
    rows = pd.DataFrame(
        {
            "patient": recurred["patient_id"],
            "group": groups.names(groups.codes),
            "event_months": recurred["rfs_months"],
            "end_months": recurred["os_months"],
            "age": recurred["age_at_diagnosis"],
            "extent": _labels(recurred, "tumor_extent"),
            "site": options_in_words(recurred, BY_NAME["recurrence_site"]),
            "treatment": options_in_words(recurred, BY_NAME["recurrence_treatment"]),
            "vital_status": _labels(recurred, "vital_status"),
        }
    ).reset_index(drop=True)
    n_without = int(rows["event_months"].isna().sum())
    n_dead = int((recurred["vital_status"] == "dead").sum())
    method = text.sentences(
        [
            f"{text.counted(len(rows), 'patient')} with a recurrence or progression among "
            f"{cohort.n}; each lane runs from the index operation to last contact, with a mark "
            "at the recurrence" + (", and a cross at the death" if n_dead else ""),
            f"{n_without} without a recorded time {'has' if n_without == 1 else 'have'} no mark"
            if n_without
            else "",
        ]
    )
    return Individuals(rows, by, "rfs_months", cohort.population, "recurrence", method)


def _labels(patients: pd.DataFrame, name: str) -> pd.Series:
    """Labels of a category's levels, "" where unknown."""
    labels = {level.name: level.label for level in BY_NAME[name].own_levels}
    return patients[name].astype("object").map(labels).fillna("")
