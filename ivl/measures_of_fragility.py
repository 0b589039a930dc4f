"""How far a p-value moves without any one patient, or had any one fared otherwise, as measures.

The patients who move it furthest are named by their codes, as the list of recurrences names them.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import numpy as np
import pandas as pd

from ivl import text
from ivl.cohort import Cohort
from ivl.comparison import Procedure
from ivl.endpoints import Endpoint
from ivl.fragility import Fragility
from ivl.groups import column_label, level_codes, split
from ivl.measures import Measure
from ivl.risk_sets import CENSOR, EVENT, Followed, followed
from ivl.schema import NO, YES
from ivl.survival import KaplanMeier, log_rank

MOST_PATIENTS: Final = 300
"""Beyond so many no single patient moves a test by much, and one test each would take long."""

MOST_NAMED: Final = 12
SAME: Final = 1e-9
"""Patients whose p-values differ by less than this share move the test alike."""

_BY_PATIENT: Final = Procedure(
    "Fragility",
    "The test made again without each patient in turn, and with each patient's outcome changed; "
    "not counted among the p-values, since it asks nothing new",
    "Walsh et al., J Clin Epidemiol 2014;67:622, for the change of single outcomes",
)


def of_log_rank(cohort: Cohort, endpoint: Endpoint, result: KaplanMeier) -> Iterator[Measure]:
    """What single patients do to the log-rank test; nothing where none was made.

    Args:
        cohort, endpoint: what the curves were made from.
        result: from ``survival.kaplan_meier``, of two groups or more.
    """
    if result.p_value is None:
        return
    used = followed(cohort, endpoint, result.by)
    known = used.only(used.groups.known)
    if known.n > MOST_PATIENTS:
        return
    codes = cohort.patients.loc[(endpoint.why_not(cohort.patients) == "").to_numpy(), "patient_id"]
    in_known = [used.groups.labels[code] in known.groups.labels for code in used.groups.codes]
    names = codes[in_known]
    about = (endpoint.label, text.against(known.groups.labels, "v"), (known.cause == EVENT).sum())
    without = [_p(_without(known, place)) for place in range(known.n)]
    changed = [_p(_changed(known, place)) for place in range(known.n)]
    yield from _extremes(about, "log-rank test", names, without, changed)


def of_fisher(cohort: Cohort, column: str, result: Fragility, by: str) -> Iterator[Measure]:
    """What single patients do to Fisher's test of two groups; nothing where none was made.

    Args:
        cohort: the patients.
        column: name of the yes_no column that was compared.
        result: from ``fragility.fragility``.
        by: column that made the groups.
    """
    if result.p_value is None or cohort.n > MOST_PATIENTS:
        return
    p_values = result.changes.set_index(["change", "group", "had_event"])["p_value"]
    groups = split(cohort.patients, by)
    answers, levels = level_codes(cohort.patients[column])
    cells = [
        (groups.labels[group], levels[answer] == YES.name)
        for group, answer in zip(groups.codes, answers, strict=True)
        if levels[answer] in (YES.name, NO.name) and groups.labels[group] in groups.known
    ]
    known = np.isin([levels[answer] for answer in answers], [YES.name, NO.name])
    known &= np.isin([groups.labels[group] for group in groups.codes], groups.known)
    without, changed = (
        [float(p_values[change, group, had]) for group, had in cells]
        for change in ("left out", "changed")
    )
    about = (column_label(column), text.against(groups.known, "v"), sum(had for _, had in cells))
    names = cohort.patients.loc[known, "patient_id"]
    yield from _extremes(about, "Fisher's exact test", names, without, changed)


def _without(known: Followed, place: int) -> Followed:
    kept = np.arange(known.n) != place
    groups = known.groups.among(kept)
    return replace(known, time=known.time[kept], cause=known.cause[kept], groups=groups)


def _changed(known: Followed, place: int) -> Followed:
    cause = known.cause.copy()
    cause[place] = CENSOR if cause[place] == EVENT else EVENT
    return replace(known, cause=cause)


def _p(known: Followed) -> float:
    """NaN where the change leaves nothing to compare."""
    p_value = log_rank(known).p_value if len(known.groups) > 1 else None
    return float("nan") if p_value is None else p_value


def _extremes(
    about: tuple[str, str, int], test: str, names: pd.Series,
    without: list[float], changed: list[float],
) -> Iterator[Measure]:  # fmt: skip
    """The largest and the smallest p-value of each kind of change, and whose change that was."""
    outcome, group, n_event = about
    for what, p_values in (("without one patient", without), ("with one outcome changed", changed)):
        p = pd.Series(p_values, index=names.astype(str).to_numpy()).dropna()
        for which, furthest in (("Largest", p.max()), ("Smallest", p.min())) if len(p) else ():
            who = p.index[np.abs(p - furthest) <= SAME * furthest]
            yield Measure(
                outcome=outcome, quantity=f"{which} p of {test} {what}",
                group=group, n=len(names), n_event=int(n_event), p_value=float(furthest),
                remark=_named(list(who)), **_BY_PATIENT.cited,
            )  # fmt: skip


def _named(codes: list[str]) -> str:
    """ "patient 7", "any of 5 patients: 1, 4, 6, 9 and 12"."""
    if len(codes) == 1:
        return f"patient {codes[0]}"
    rest = len(codes) - MOST_NAMED
    named = [*codes[:MOST_NAMED], *([f"{rest} more"] if rest > 0 else [])]
    return f"any of {len(codes)} patients: {text.listed(named)}"
