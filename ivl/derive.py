"""From what was recorded to what is analysed: complete frames and derived columns.

A frame leaves this module with every column of the data dictionary, each in the form that its
kind prescribes (see ``ivl.schema``), and with the derived columns worked out from the recorded
ones. What is unknown stays unknown: nothing here guesses.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

import numpy as np
import pandas as pd

from ivl.schema import BY_NAME, DAYS_PER_MONTH, DERIVED, FRAME_COLUMNS, NO, UNKNOWN, YES, Column

_ONE_DAY: Final = np.timedelta64(1, "D")


def complete(recorded: pd.DataFrame) -> pd.DataFrame:
    """The frame with every column of the data dictionary and the derived ones.

    Args:
        recorded: a row per patient, with any of ``schema.FRAME_COLUMNS`` as columns. Levels are
            given by name; missing cells are None, NaN or NaT. Other columns are not carried over.

    Returns:
        A new frame with a fresh index: recorded columns in the order of the dictionary, then
        the derived ones.

    Raises:
        ValueError: if a category column holds a value that is not one of its levels.
    """
    index = pd.RangeIndex(len(recorded))
    fields = {
        column.name: typed(recorded[column.name].set_axis(index), column)
        if column.name in recorded
        else _blank(column, index)
        for column in FRAME_COLUMNS
    }
    # Not laid out side by side until all are there, since that takes as long as all the rest.
    derived = _derived(pd.DataFrame(fields, index=index, copy=False))
    fields |= {column.name: typed(derived[column.name], column) for column in DERIVED}
    return pd.DataFrame(fields, index=index)


def with_columns(frame: pd.DataFrame, columns: Mapping[str, Any]) -> pd.DataFrame:
    """The frame with other or further columns, a value per row each.

    All the rest is the same memory, whereas ``assign`` copies what may be 100 000 patients.
    """
    kept = {name: frame[name] for name in frame}
    return pd.DataFrame({**kept, **columns}, index=frame.index, copy=False)


def _blank(column: Column, index: pd.Index) -> pd.Series:
    """A column of which nothing is recorded."""
    return pd.Series(_nothing(column.name).take(np.zeros(len(index), "intp")), index)


@cache
def _nothing(name: str) -> Any:
    """An array of one blank cell: most files lack most columns, and each is laid out once."""
    return typed(pd.Series([None], dtype="object"), BY_NAME[name]).array


def typed(values: pd.Series, column: Column) -> pd.Series:
    """The values in the form that the column's kind prescribes.

    Raises:
        ValueError: if a value is not one of the levels of a category.
    """
    match column.kind:
        case "number":
            return pd.to_numeric(values).astype("float64")
        case "date":
            return pd.to_datetime(values)
        case "text":
            return values.astype("object").where(values.notna(), "").astype("str").astype("object")
        case "event":
            return values.astype("boolean")
        case _ if values.dtype == level_kind(column) and not values.hasnans:
            return values
        case _:
            return _levels(values, column)


def level_kind(column: Column) -> pd.CategoricalDtype:
    """The levels of a column in their order."""
    return _kind_of(tuple(column.level_names))


@cache
def _kind_of(level_names: tuple[str, ...]) -> pd.CategoricalDtype:
    return pd.CategoricalDtype(level_names, ordered=True)


def _levels(values: pd.Series, column: Column) -> pd.Series:
    """An ordered category, unknown where nothing is recorded."""
    kind = level_kind(column)
    codes = pd.Categorical(values, dtype=kind).codes
    is_blank = codes == -1
    strangers = [word for word in values[is_blank].unique() if pd.notna(word)]
    if strangers:
        named = ", ".join(map(repr, sorted(strangers, key=str)))
        raise ValueError(f"{column.label} has no level {named}")
    filled = np.where(is_blank, column.level_names.index(UNKNOWN.name), codes)
    return pd.Series(pd.Categorical.from_codes(filled, dtype=kind, validate=False), values.index)


def is_known(values: pd.DataFrame) -> pd.DataFrame:
    """Which cells of a complete frame hold something: no blank, no "unknown"."""
    held = values.astype("object")
    return held.notna() & ~held.isin(["", UNKNOWN.name])


def months_between(start: Any, end: Any) -> Any:
    """Months from one date to the other, negative if it came first, NaN if either is unknown.

    Args:
        start: a date, or a column of dates as a series or an array; so ``end``.
        end: to which the months are counted.
    """
    return (end - start) / _ONE_DAY / DAYS_PER_MONTH


def any_option(patients: pd.DataFrame, column: Column) -> pd.Series:
    """Yes if any option but "none" was given, no if "none" or every option was denied.

    Unknown in all if only some options are recorded and nobody is known to have had none: who was
    given none of those could not be told, and all who are known would have had one.

    Args:
        patients: a row per patient; an option without a column is unknown.
        column: a column of several options, "none" the first of them.
    """
    absent = np.full(len(patients), UNKNOWN.name, dtype="object")
    none, *others = (
        patients[option.name].to_numpy(dtype="object") if option.name in patients else absent
        for option in column.options
    )
    given = np.column_stack(others)
    is_yes, is_no = (given == "yes").any(axis=1), (none == "yes") | (given == "no").all(axis=1)
    is_partly_recorded = (given == UNKNOWN.name).all(axis=0).any() and len(patients) > 0
    if is_partly_recorded and not is_no.any() and (given == "no").any():
        is_yes = np.zeros(len(patients), bool)
    return pd.Series(
        np.select([is_yes, is_no], ["yes", "no"], default=UNKNOWN.name),
        index=patients.index,
        dtype="object",
    )


def _adjuvant(patients: pd.DataFrame) -> pd.Series:
    """Whether any adjuvant therapy was given; of a file that names no kind, whether it was none."""
    column = BY_NAME["adjuvant_therapy"]
    none, *kinds = (option.name for option in column.options)
    if (patients[kinds] == UNKNOWN.name).all(axis=None):
        turned = {YES.name: NO.name, NO.name: YES.name, UNKNOWN.name: UNKNOWN.name}
        return patients[none].astype("object").map(turned)
    return any_option(patients, column)


def _derived(patients: pd.DataFrame) -> dict[str, pd.Series]:
    surgery = patients["surgery_date"]
    last_seen = patients["death_date"].fillna(patients["last_followup_date"])
    # Times that are one by arithmetic must be one in the computer: 0.1 + 0.2 and 0.3.
    os_months = patients["followup_months"].fillna(months_between(surgery, last_seen)).round(6)
    to_recurrence = (
        patients["time_to_recurrence_months"]
        .fillna(months_between(surgery, patients["recurrence_date"]))
        .round(6)
    )
    died = _died(patients)
    first_event = _first_event(patients, died)
    rfs_months = os_months.where(first_event != "recurrence", to_recurrence)
    return {
        "age_group": _age_group(patients["age_at_diagnosis"]),
        "extent_group": _extent_group(patients["tumor_extent"]),
        "ovary_preserved": _mapped(
            patients["ovarian_procedure"],
            {
                "both_kept": "yes",
                "one_kept": "yes",
                "some_kept": "yes",
                "both_removed": "no",
                "previously_absent": "no",
            },
        ),
        "uterus_preserved": _mapped(
            patients["uterine_procedure"],
            {
                "uterus_already_absent": "no",
                "uterus_kept_no_procedure": "yes",
                "uterus_kept_unspecified": "yes",
                "myomectomy": "yes",
                "subtotal_hysterectomy": "no",
                "total_hysterectomy": "no",
                "hysterectomy_unspecified": "no",
                "radical": "no",
            },
        ),
        "adjuvant": _adjuvant(patients),
        "surgery_year": surgery.dt.year.astype("float64"),
        "os_months": os_months,
        "death": _death(patients, died),
        "died": died,
        "rfs_months": rfs_months.where(first_event != "unknown"),
        "rfs_event": (first_event != "censored").astype("boolean").mask(first_event == "unknown"),
        "first_event": first_event,
    }


def _died(patients: pd.DataFrame) -> pd.Series:
    """True where a death is recorded: by the vital status, or where that is not, by its date."""
    vital = patients["vital_status"]
    return (vital == "dead") | ((vital == "unknown") & patients["death_date"].notna())


def _first_event(patients: pd.DataFrame, died: pd.Series) -> pd.Series:
    """What ended the recurrence-free time of each patient.

    One without a recorded vital status counts as event-free at her last contact, since many
    files follow recurrence alone; overall survival leaves her out instead.
    """
    recurrence = patients["recurrence"]
    return pd.Series(
        np.select(
            [recurrence == "yes", recurrence == "unknown", died],
            ["recurrence", "unknown", "death"],
            default="censored",
        ),
        index=patients.index,
    )


def _death(patients: pd.DataFrame, died: pd.Series) -> pd.Series:
    """True, False, or NA where it is not known how the follow-up ended.

    Who was lost was alive when last seen, and is censored there.
    """
    vital, lost = patients["vital_status"], patients["lost_to_followup"]
    return died.astype("boolean").mask((vital == "unknown") & (lost != "yes") & ~died)


def _age_group(age: pd.Series) -> pd.Series:
    """A woman is 40 until her 41st birthday, so 40.9 years belong to the first band."""
    bands = [level.name for level in BY_NAME["age_group"].own_levels]
    edges = [-np.inf, 41, 46, 51, np.inf]
    return pd.cut(age, edges, right=False, labels=bands).astype("object")


def _extent_group(extent: pd.Series) -> pd.Series:
    groups = {level.name: level.group for level in BY_NAME["tumor_extent"].own_levels}
    return _mapped(extent, groups)


def _mapped(values: pd.Series, names: dict[str, str]) -> pd.Series:
    return values.astype("object").map(names).fillna(UNKNOWN.name)
