"""Results as printed tables and headlines: text in every cell, headings with their units.

The numbers behind each table are in its result; here they only become words.
"""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from ivl import text
from ivl.caveats import maturity
from ivl.changes import Changes
from ivl.cohort import Cohort
from ivl.competing import EventRates
from ivl.curve import BEYOND
from ivl.describe import GroupRates, deaths
from ivl.endpoints import FOLLOW_UP, LANDMARKS
from ivl.individuals import Individuals
from ivl.schema import UNKNOWN
from ivl.step_curves import StepCurves
from ivl.survival import KaplanMeier, kaplan_meier


def headline(cohort: Cohort) -> str:
    """ "5 recurrences · 0 deaths recorded · median follow-up 36.0 months"."""
    n_recurrence = int((cohort.patients["recurrence"] == "yes").sum())
    n_death, n_known = (int(who.sum()) for who in deaths(cohort))
    n_unknown = cohort.n - n_known
    follow_up = kaplan_meier(cohort, FOLLOW_UP).follow_up
    median = follow_up["median"].iloc[0] if len(follow_up) else float("nan")
    months = f"{_of_months(median)}{_by_detection(cohort)}"
    length = "not recorded" if follow_up.empty else months
    return " · ".join(
        [
            text.counted(n_recurrence, "recurrence"),
            f"{text.counted(n_death, 'death')} recorded"
            + (f", vital status of {n_unknown} unknown" if n_unknown else ""),
            f"median follow-up {length}",
        ]
    )


def _by_detection(cohort: Cohort) -> str:
    """The medians of the detection groups, where one median would hide how they differ."""
    if not maturity(cohort, "ivl_detection"):
        return ""
    medians = kaplan_meier(cohort, FOLLOW_UP, "ivl_detection").follow_up
    each = [
        f"{text.lower_first(str(row.group))} {_of_months(row.median)}"
        for row in medians.itertuples()
    ]
    return f" ({', '.join(each)})"


def _of_months(median: float) -> str:
    return f"{text.decimal(median)} months" if pd.notna(median) else text.NOT_REACHED


def curve_summary(result: StepCurves, landmarks: Sequence[int] = LANDMARKS) -> pd.DataFrame:
    """What the curves say, a row per group.

    Returns:
        Columns: Group, Patients, Events, the estimate with its interval at each landmark,
        for survival the median with its interval, and the median follow-up with its own. "beyond
        follow-up" where nobody was followed that long.
    """
    last = result.curves.groupby("group", observed=True)
    table = pd.DataFrame(
        {
            "Patients": last["n_risk"].first(),
            "Events": last["n_event"].sum(),
        }
    )
    level = f"{text.compact(100 * result.conf_level)}% CI"
    read = result.at(landmarks)
    for month, rows in read.groupby("time"):
        table[f"At {month:g} months ({level})"] = rows.set_index("group").apply(_estimate, axis=1)
    if isinstance(result, KaplanMeier):
        medians = result.medians.set_index("group")
        table[f"Median (months, {level})"] = medians.apply(_months, axis=1)
    follow_up = result.follow_up.set_index("group")
    table[f"{result.endpoint.follow_up_label} (months, {level})"] = follow_up.apply(_months, axis=1)
    return table.rename_axis("Group").reset_index()


def rate_summary(
    result: GroupRates, per_time: EventRates | None = None, spread: str = ""
) -> pd.DataFrame:
    """How often something happened, a row per group.

    Args:
        result: from ``describe.group_rates``.
        per_time: from ``competing.event_rate``, to have patient-years and rates as well.
        spread: heading of a column that says how those in whom it happened, and whose group is
            known, spread over the groups; "" for none.

    Returns:
        Columns: Group, n/N, 95% CI, Unknown; with ``spread`` the one under that heading; with
        ``per_time`` Patient-years and Per 100 patient-years (95% CI).
    """
    table = pd.DataFrame(
        {
            "Group": result.rates["group"].astype("object"),
            "n/N": [text.n_of(row.n, row.n_known) for row in result.rates.itertuples()],
            "95% CI": [
                text.percent_interval(row.conf_low, row.conf_high)
                for row in result.rates.itertuples()
            ],
            "Unknown": result.rates["n_unknown"].astype(str),
        }
    )
    if spread:
        table[spread] = _spread(result)
    if per_time is None:
        return table
    printed = {row.group: _rate(row) for row in per_time.rates.itertuples()}
    cells = [printed.get(group, ("0.0", "nobody followed")) for group in table["Group"]]
    years, rates = zip(*cells, strict=True) if cells else ((), ())
    return table.assign(
        **{"Patient-years": list(years), "Per 100 patient-years (95% CI)": list(rates)}
    )


def _spread(result: GroupRates) -> list[str]:
    n_of_group = dict(zip(result.rates["group"], result.rates["n"].tolist(), strict=True))
    n_all = sum(n for group, n in n_of_group.items() if group != UNKNOWN.label)
    return [
        str(n) if group == UNKNOWN.label else text.n_of(n, n_all) for group, n in n_of_group.items()
    ]


def _rate(row: Any) -> tuple[str, str]:
    """Patient-years, and the rate with its limits."""
    years = text.decimal(row.patient_years)
    if not row.patient_years:
        return years, "nobody followed"
    rate, low, high = map(text.per_time, (row.estimate, row.conf_low, row.conf_high))
    return years, f"{rate} ({low} to {high})"


def recurrence_list(listed: Individuals) -> pd.DataFrame:
    """Each recurrence with its patient, time, site and treatment, under headings for the screen."""
    headings = {
        "patient": "Patient",
        "group": "Group",
        "event_months": "Recurrence (months)",
        "treatment": "Treatment",
        "site": "Site",
        "end_months": "Last contact (months)",
        "age": "Age (years)",
        "extent": "Furthest reach",
        "vital_status": "Vital status",
    }
    rows = listed.rows[list(headings)].rename(columns=headings)
    return rows.astype("object").where(rows != "", None)


def changed_columns(found: Changes) -> pd.DataFrame:
    """How many cells changed in each column, under headings for the screen."""
    headings = {
        "column": "Column",
        "n": "Cells changed",
        "n_filled": "of these filled in",
        "n_emptied": "of these emptied",
    }
    return found.by_column.rename(columns=headings)


def changed_cells(found: Changes) -> pd.DataFrame:
    """Each cell that changed, under headings for the screen; empty without any."""
    headings = {
        "patient": "Patient",
        "row": "Row",
        "column": "Column",
        "before": "Before",
        "after": "Now",
    }
    return found.cells.rename(columns=headings)


def _estimate(row: pd.Series) -> str:
    if row["note"] == BEYOND:
        return BEYOND
    return f"{text.percent(row['estimate'])} ({_limits(row['conf_low'], row['conf_high'])})"


def _limits(low: float, high: float) -> str:
    if pd.isna(low) or pd.isna(high):
        return "interval not estimable"
    return f"{100 * low:.1f} to {100 * high:.1f}"


def _months(row: pd.Series) -> str:
    """A median in months with its limits; what the curve does not reach is said to be so."""
    return text.reached(row["median"], row["conf_low"], row["conf_high"])
