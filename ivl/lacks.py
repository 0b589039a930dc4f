"""What a spreadsheet does not say of a patient, and what she is left out of for that reason.

How many patient-months that costs is estimated by rules that each lack states in words.
"""

from collections.abc import Collection, Iterable, Iterator, Set
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from ivl import text
from ivl.arrays import Bools
from ivl.derive import is_known, months_between
from ivl.endpoints import FOLLOW_UP, OVERALL, RECURRENCE, RECURRENCE_FREE, Endpoint
from ivl.intake import Preview
from ivl.product_limit import reverse_kaplan_meier
from ivl.risk_sets import CENSOR, EVENT, risk_sets
from ivl.schema import BY_NAME, UNKNOWN

COMPARISONS: Final = "comparisons by "
"""Begins what a patient without a group is left out of."""

_SPLITS: Final = {
    "age_at_diagnosis": "age_at_diagnosis",
    "tumor_extent": "extent_group",
    "ivl_detection": "ivl_detection",
    "presentation_type": "presentation_type",
    "uterine_procedure": "uterine_procedure",
    "ovarian_procedure": "ovarian_procedure",
    "resection_completeness": "resection_completeness",
    "adjuvant_therapy": "adjuvant",
}
"""Columns of a spreadsheet by which patients are filtered and compared, and the columns of the
frame that do it."""

_CONTACTS: Final = ("last_followup_date", "death_date")
_OF_RECURRENCE: Final = (RECURRENCE, RECURRENCE_FREE)

Her = dict[str, Any]
"""Every field of one patient."""


@dataclass(frozen=True)
class Lack:
    """What a patient is left out of until some of her cells are filled in."""

    row: int
    """As the spreadsheet numbers it; of her first row if she has several."""

    fields: tuple[str, ...]
    """The cells that are filled in."""

    uses: tuple[str, ...]
    """What they alone give her back to: "overall survival", "comparisons by age"."""

    months: float = 0.0
    """Follow-up that an endpoint misses; NaN where it cannot be estimated."""

    rule: str = ""
    """How the months were estimated."""

    needs: tuple[str, ...] = ()
    """Labels of what has to be filled in along with them to give back more."""

    uses_with_needs: tuple[str, ...] = ()
    """What they give her back to along with these."""

    is_of_endpoint: bool = True


class Lacks:
    """What keeps each patient out of an endpoint or a comparison."""

    def __init__(self, preview: Preview) -> None:
        """Looks for those who are left out of something."""
        self._times = _Times(preview)
        self._joined = preview.ledger.joined
        lacking = _lacking(preview.patients)
        rows = np.array(preview.ledger.patients)[lacking].tolist()
        found = preview.patients[lacking].to_dict("records")
        self._her: dict[int, Her] = dict(zip(rows, found, strict=True))

    def __iter__(self) -> Iterator[Lack]:
        """A lack for each cell to fill in, those of endpoints first of each patient."""
        for row, her in self._her.items():
            for name in self._to_fill_in(her):
                yield from self.of([row], (name,))
            for name, split in _SPLITS.items():
                if _is_unknown(her[split]):
                    yield _of_split(row, name, split)

    def of(self, rows: Iterable[int] | None, names: Collection[str]) -> Iterator[Lack]:
        """What some cells would give back, if they were filled in.

        Args:
            rows: in which they stand; None for those of all patients.
            names: the fields that they record.
        """
        at = self._her if rows is None else dict.fromkeys(self._joined.get(r, r) for r in rows)
        for row in at:
            if her := self._her.get(row):
                yield from self._of_endpoints(row, her, frozenset(names))
                splits = [name for name in names if name in _SPLITS]
                for name in splits:
                    if _is_unknown(her[_SPLITS[name]]):
                        yield _of_split(row, name, _SPLITS[name])

    def _to_fill_in(self, her: Her) -> list[str]:
        missing = (self._missing(endpoint, her, frozenset()) for endpoint in _ENDPOINTS)
        return list(dict.fromkeys(name for names in missing for name in names))

    def _of_endpoints(self, row: int, her: Her, filled: Set[str]) -> Iterator[Lack]:
        alone, more, needs = [], [], []
        for endpoint in _ENDPOINTS:
            before = self._missing(endpoint, her, frozenset())
            after = self._missing(endpoint, her, filled)
            if before and not after:
                alone.append(endpoint)
            elif len(after) < len(before):
                more.append(endpoint)
                needs += [BY_NAME[name].label for name in after]
        if not alone and not more:
            return
        of_recurrence = her["first_event"] == "recurrence" and (alone or more)[0] in _OF_RECURRENCE
        months, rule = (
            self._times.to_recurrence(her) if of_recurrence else self._times.expected(her)
        )
        yield Lack(
            row,
            tuple(filled),
            _named(alone),
            months,
            rule,
            tuple(dict.fromkeys(text.lower_first(label) for label in needs)),
            _named(more),
        )

    def _missing(self, endpoint: Endpoint, her: Her, filled: Set[str]) -> list[str]:
        """The cells that keep a patient out of an endpoint once some are filled in."""
        known = {name for name in _RECORDED if name in filled or not _is_unknown(her[name])}
        if endpoint in _OF_RECURRENCE:
            is_open = [] if "recurrence" in known else ["recurrence"]
            # One of whom a time or date of recurrence is recorded will have had one.
            if her["first_event"] == "recurrence" or (
                her["first_event"] == "unknown" and not known.isdisjoint(_OF_A_RECURRENCE)
            ):
                return [*self._without_recurrence(known), *is_open]
            return [*self._without_time(her, known), *is_open]
        needs_status = endpoint is OVERALL and pd.isna(her["death"])
        without_status = needs_status and "vital_status" not in known
        return [*self._without_time(her, known), *(["vital_status"] if without_status else [])]

    def _without_time(self, her: Her, known: Set[str]) -> list[str]:
        """The cells that would give a follow-up time."""
        has_contact = not known.isdisjoint(_CONTACTS)
        if "followup_months" in known or ("surgery_date" in known and has_contact):
            return []
        if self._times.by_months or not self._times.has_dates:
            return ["followup_months"]
        contact = _CONTACTS[her["died"] and self._times.has_deaths]
        surgery = [] if "surgery_date" in known else ["surgery_date"]
        return [*surgery, *([] if has_contact else [contact])]

    def _without_recurrence(self, known: Set[str]) -> list[str]:
        """The cells that would give a time to recurrence."""
        time, date = _OF_A_RECURRENCE
        if time in known or {"surgery_date", date} <= known:
            return []
        if not self._times.recurrence_by_date:
            return [time]
        return [name for name in ("surgery_date", date) if name not in known]


def _lacking(patients: pd.DataFrame) -> Bools:
    """Who is left out of something."""
    left_out = [endpoint.why_not(patients) != "" for endpoint in _ENDPOINTS]
    unknown = ~is_known(patients[list(_SPLITS.values())])
    return pd.concat([*left_out, unknown], axis=1).any(axis=1).to_numpy("bool")


_ENDPOINTS: Final = (RECURRENCE, RECURRENCE_FREE, OVERALL, FOLLOW_UP)
_OF_A_RECURRENCE: Final = ("time_to_recurrence_months", "recurrence_date")
_RECORDED: Final = (
    "followup_months", "surgery_date", *_CONTACTS, "recurrence", "vital_status", *_OF_A_RECURRENCE
)  # fmt: skip
"""All that decides whether a patient can be followed to an endpoint."""


def _is_unknown(value: Any) -> bool:
    return bool(pd.isna(value)) or value == UNKNOWN.name


def _of_split(row: int, name: str, split: str) -> Lack:
    use = f"{COMPARISONS}{text.lower_first(BY_NAME[split].label)}"
    return Lack(row, (name,), (use,), is_of_endpoint=False)


class _Times:
    """How long patients were followed, and how long one without a time may have been."""

    def __init__(self, preview: Preview) -> None:
        patients = preview.patients
        mapped = {match.field for match in preview.mapping}
        recurs = patients["first_event"] == "recurrence"
        self.median = _median_follow_up(patients)
        self.median_to_recurrence = _median(patients.loc[recurs, "rfs_months"])
        self.latest = patients[list(_CONTACTS)].max().max()
        self.has_dates = {"surgery_date", "last_followup_date"} <= mapped
        self.has_deaths = "death_date" in mapped
        n_dated = patients["last_followup_date"].count()
        self.by_months = "followup_months" in mapped and (
            not self.has_dates or patients["followup_months"].count() > n_dated
        )
        self.recurrence_by_date = "recurrence_date" in mapped and (
            "time_to_recurrence_months" not in mapped
            or patients["recurrence_date"].count() > patients["time_to_recurrence_months"].count()
        )

    def expected(self, her: dict[str, Any]) -> tuple[float, str]:
        """Months of follow-up that a patient has or may have, and by what rule."""
        if not pd.isna(her["os_months"]):
            return her["os_months"], "Her own follow-up"
        if pd.isna(self.median):
            return float("nan"), "No patient has a follow-up time to estimate from"
        since, latest = her["surgery_date"], self.latest
        rule = "The median follow-up of the others (reverse Kaplan–Meier)"
        if pd.isna(since) or pd.isna(latest) or not latest > since:
            return self.median, rule
        months = min(self.median, months_between(since, latest))
        return months, f"{rule}, at most to the latest contact in the file, {latest.date()}"

    def to_recurrence(self, her: dict[str, Any]) -> tuple[float, str]:
        """Months to a recurrence without a time, and by what rule."""
        own = float("inf") if pd.isna(her["os_months"]) else her["os_months"]
        if not pd.isna(self.median_to_recurrence):
            months = min(self.median_to_recurrence, own)
            return months, "The median time to recurrence of the others, at most her own follow-up"
        if own < float("inf"):
            return own, "At most her own follow-up"
        return float("nan"), "No patient has a time to estimate from"


def _median_follow_up(patients: pd.DataFrame) -> float:
    """How long patients were followed had nobody died, NaN if there is no time at all."""
    timed = patients[patients["os_months"] >= 0]
    cause = np.where(timed["died"], EVENT, CENSOR)
    together = np.zeros(len(timed), "intp")
    sets = risk_sets(timed["os_months"].to_numpy("float64"), cause, together, n_groups=1).of(0)
    median = reverse_kaplan_meier(sets, conf_level=0.95)[0] if len(timed) else float("nan")
    return _median(timed["os_months"]) if np.isnan(median) else median


def _median(months: pd.Series) -> float:
    """Of the known ones, NaN if there are none."""
    known = months.dropna()
    return float(known.median()) if len(known) else float("nan")


def _named(endpoints: Iterable[Endpoint]) -> tuple[str, ...]:
    return tuple(text.lower_first(endpoint.short_label) for endpoint in endpoints)
