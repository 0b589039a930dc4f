"""Where every row and every patient went: rows → patients → usable for each endpoint → kept.

Each step divides a set of rows without remainder, which ``Step`` holds itself to, so that the
numbers on screen add up by construction.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import pandas as pd

from ivl.cohort import FACET_BY_NAME, Cohort
from ivl.endpoints import ENDPOINTS, FOLLOW_UP, Endpoint
from ivl.origin import SheetPart, own_row

USABLE: Final = "usable"
KEPT: Final = "kept by the filter"
USABLE_AND_KEPT: Final = "usable and kept by the filter"
PATIENTS: Final = "patients"


@dataclass(frozen=True)
class Part:
    """Some rows of the sheet, and what they have in common."""

    label: str
    """Fits behind their number: "patients", "no follow-up time"."""

    rows: tuple[int, ...]
    """As the spreadsheet numbers them, in ascending order."""

    @property
    def n(self) -> int:
        return len(self.rows)

    @property
    def words(self) -> str:
        """ "37 usable"."""
        label = "patient" if (self.label, self.n) == (PATIENTS, 1) else self.label
        return f"{self.n} {label}".strip()


@dataclass(frozen=True)
class Step:
    """A set of rows divided without remainder."""

    label: str
    """What divides them: "Rows in the sheet", "Overall survival"."""

    whole: tuple[int, ...]
    parts: tuple[Part, ...]

    def __post_init__(self) -> None:
        divided = sorted(row for part in self.parts for row in part.rows)
        assert divided == sorted(self.whole), f"{self.label}: the parts add up to the whole"

    @property
    def n(self) -> int:
        """Number of rows before they are divided."""
        return len(self.whole)


@dataclass(frozen=True)
class Account:
    """The steps from the rows of a sheet to the patients of a figure."""

    steps: tuple[Step, ...]
    codes: pd.Series
    """Code of each patient, indexed by row number; other rows are no patients."""

    parts: tuple[SheetPart, ...] = ()
    """The sheets of the file, where several were read one below the other."""

    def listed(self, part: Part) -> pd.DataFrame:
        """The rows behind a number: columns Row and Patient, None where no patient stands.

        Before them the column Sheet, where several were read one below the other.
        """
        codes = self.codes.reindex(part.rows).astype("object")
        codes = codes.where(codes.notna(), None)
        if not self.parts:
            return pd.DataFrame({"Row": list(part.rows), "Patient": list(codes)})
        places = [own_row(row, self.parts) for row in part.rows]
        sheets, rows = [name for name, _ in places], [row for _, row in places]
        return pd.DataFrame({"Sheet": sheets, "Row": rows, "Patient": list(codes)})


def account(cohort: Cohort) -> Account:
    """Rows → patients → usable for each endpoint, with what the filter keeps.

    Args:
        cohort: narrowed or not. Where it does not come from a spreadsheet, its patients are
            numbered from 1 and the first step is left out.
    """
    whole = cohort.whole or cohort
    rows = whole.rows
    is_narrowed = bool(cohort.chosen or cohort.group_words)
    kept = set(cohort.rows) if is_narrowed else None
    steps = [_sheet(whole)] if whole.origin else []
    if is_narrowed:
        steps.append(_filtered(cohort))
    steps += [_endpoint(endpoint, whole, kept) for endpoint in (*ENDPOINTS, FOLLOW_UP)]
    codes = pd.Series(whole.patients["patient_id"].to_numpy(), rows.to_numpy(), dtype="object")
    return Account(tuple(steps), codes, whole.origin.parts if whole.origin else ())


def _sheet(cohort: Cohort) -> Step:
    assert cohort.origin is not None
    skipped = [Part(reason, rows) for reason, rows in cohort.origin.skipped.items()]
    parts = (Part(PATIENTS, tuple(cohort.rows)), *skipped)
    title = "Rows in the sheets" if cohort.origin.parts else "Rows in the sheet"
    return Step(title, tuple(range(1, cohort.origin.n_rows + 1)), parts)


def _filtered(cohort: Cohort) -> Step:
    """Each patient is removed once, by the first condition that she does not meet."""
    whole = cohort.whole or cohort
    left, rows = whole.patients, whole.rows
    removed = []
    for name, condition in cohort.chosen.conditions.items():
        facet = FACET_BY_NAME[name]
        meets = condition.keeps(left[facet.column_name])
        removed.append(Part(f"not {condition.words(facet)}", _numbers(rows, left.index[~meets])))
        left = left[meets]
    others = left.index.difference(cohort.patients.index)
    if cohort.group_words:
        removed.append(Part(f"not {cohort.group_words}", _numbers(rows, others)))
    return Step(
        "Filter",
        tuple(rows),
        (Part(KEPT, tuple(cohort.rows)), *(part for part in removed if part.n)),
    )


def _endpoint(endpoint: Endpoint, cohort: Cohort, kept: set[int] | None) -> Step:
    """Who can be used and who cannot; of those who can, whom the filter removes.

    Args:
        endpoint: what the patients are to be used for.
        cohort: before the filter.
        kept: row numbers that a filter keeps; None if nobody is removed.
    """
    rows, why_not = cohort.rows, endpoint.why_not(cohort.patients)
    usable = _numbers(rows, why_not.index[why_not == ""])
    parts = [Part(USABLE, usable)]
    if kept is not None:
        removed = tuple(row for row in usable if row not in kept)
        parts = [
            Part(USABLE_AND_KEPT, tuple(row for row in usable if row in kept)),
            *([Part("usable but removed by the filter", removed)] if removed else []),
        ]
    reasons = [reason for reason in why_not.unique() if reason]
    parts += [
        Part(f"with {reason}", _numbers(rows, why_not.index[why_not == reason]))
        for reason in reasons
    ]
    return Step(endpoint.short_label, tuple(rows), tuple(parts))


def _numbers(rows: pd.Series, index: Iterable[int]) -> tuple[int, ...]:
    return tuple(rows.loc[list(index)])
