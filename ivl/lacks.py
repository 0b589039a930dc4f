"""What a spreadsheet does not say of a patient, and what she is left out of for that reason.

How many patient-months that costs is estimated by rules that each lack states in words.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from ivl import text
from ivl.derive import months_between
from ivl.endpoints import FOLLOW_UP, OVERALL, RECURRENCE, RECURRENCE_FREE, Endpoint
from ivl.intake import Preview
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
_TIMES: Final = ("followup_months", "last_followup_date", "death_date", "surgery_date")


@dataclass(frozen=True)
class Lack:
    """Something that keeps a patient out of an endpoint or a comparison."""

    row: int
    """As the spreadsheet numbers it."""

    fields: tuple[str, ...]
    """Any of these columns would mend it; the first is the one to fill in."""

    uses: tuple[str, ...]
    """What she is left out of: "overall survival", "comparisons by age"."""

    months: float
    """Follow-up that an endpoint misses; NaN where it cannot be estimated."""

    rule: str
    """How the months were estimated."""

    is_of_endpoint: bool = True


def lacks(preview: Preview) -> Iterator[Lack]:
    """What keeps each patient out of an endpoint, then out of a comparison."""
    patients = preview.patients
    times = _Times(preview)
    for row, her in zip(preview.ledger.patients, patients.to_dict("records"), strict=True):
        yield from _of_endpoints(row, her, times)
        for field, split in _SPLITS.items():
            if pd.isna(her[split]) or her[split] == UNKNOWN.name:
                use = f"{COMPARISONS}{text.lower_first(BY_NAME[split].label)}"
                yield Lack(row, (field,), (use,), 0.0, "", is_of_endpoint=False)


class _Times:
    """How long patients were followed, and how long one without a time may have been."""

    def __init__(self, preview: Preview) -> None:
        patients = preview.patients
        mapped = {match.field for match in preview.mapping}
        recurs = patients["first_event"] == "recurrence"
        self.median = _median(patients["os_months"])
        self.median_to_recurrence = _median(patients.loc[recurs, "rfs_months"])
        self.latest = patients[list(_CONTACTS)].max().max()
        self.has_dates = {"surgery_date", "last_followup_date"} <= mapped
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
        since, latest = her["surgery_date"], self.latest
        if not pd.isna(since) and not pd.isna(latest) and not her["died"] and latest > since:
            months = months_between(since, latest)
            return months, f"From her operation to the latest contact in the file, {latest.date()}"
        if not pd.isna(self.median):
            return self.median, "The median follow-up of the others"
        return float("nan"), "No patient has a follow-up time to estimate from"

    def to_recurrence(self, her: dict[str, Any]) -> tuple[float, str]:
        """Months to a recurrence without a time, and by what rule."""
        own = float("inf") if pd.isna(her["os_months"]) else her["os_months"]
        if not pd.isna(self.median_to_recurrence):
            months = min(self.median_to_recurrence, own)
            return months, "The median time to recurrence of the others, at most her own follow-up"
        if own < float("inf"):
            return own, "At most her own follow-up"
        return float("nan"), "No patient has a time to estimate from"


def _median(months: pd.Series) -> float:
    """Of the known ones, NaN if there are none."""
    known = months.dropna()
    return float(known.median()) if len(known) else float("nan")


def _of_endpoints(row: int, her: dict[str, Any], times: _Times) -> Iterator[Lack]:
    has_no_time = pd.isna(her["os_months"])
    recurs, is_unknown = her["first_event"] == "recurrence", her["first_event"] == "unknown"
    dies_unknown = pd.isna(her["death"])
    to_recurrence = (RECURRENCE, RECURRENCE_FREE)
    months, rule = times.expected(her)
    if has_no_time:
        needs = [*(["recurrence"] * is_unknown), *(["vital status"] * dies_unknown)]
        uses = [*(() if recurs else to_recurrence), OVERALL, FOLLOW_UP]
        for fields, with_date in _time_fields(her, times):
            together = _together([*with_date, *needs])
            yield Lack(row, fields, _named(uses), months, rule + together)
    if is_unknown:
        together = _together(["follow-up"] * has_no_time)
        yield Lack(row, ("recurrence",), _named(to_recurrence), months, rule + together)
    if recurs and pd.isna(her["rfs_months"]):
        first, other = "time_to_recurrence_months", "recurrence_date"
        fields = (other, first) if times.recurrence_by_date else (first, other)
        if times.recurrence_by_date and not pd.isna(her[other]) and pd.isna(her["surgery_date"]):
            fields = ("surgery_date", first)
        needs = ["date of operation"] if fields[0] == other and pd.isna(her["surgery_date"]) else []
        months_to, rule_to = times.to_recurrence(her)
        yield Lack(row, fields, _named(to_recurrence), months_to, rule_to + _together(needs))
    if dies_unknown:
        together = _together(["follow-up"] * has_no_time)
        yield Lack(row, ("vital_status",), _named([OVERALL]), months, rule + together)


def _time_fields(her: dict[str, Any], times: _Times) -> list[tuple[tuple[str, ...], list[str]]]:
    """The cells that would give a follow-up time, and what is needed along with them.

    Returns:
        For each cell to fill in, the columns that would do, that of the cell first, and the other
        items without which it is of no use.
    """
    contact = "death_date" if her["died"] and pd.isna(her["last_followup_date"]) else _CONTACTS[0]
    if times.by_months or not times.has_dates:
        return [(_first("followup_months"), [])]
    has_contact = any(not pd.isna(her[name]) for name in _CONTACTS)
    if has_contact:
        return [(_first("surgery_date"), [])]
    if not pd.isna(her["surgery_date"]):
        return [(_first(contact), [])]
    return [
        (("surgery_date",), ["last contact"]),
        ((contact, *(name for name in _TIMES if name not in (contact, "surgery_date"))),
         ["date of operation"]),
    ]  # fmt: skip


def _first(name: str) -> tuple[str, ...]:
    return name, *(other for other in _TIMES if other != name)


def _together(needs: Sequence[str]) -> str:
    return f", together with her {text.listed(needs)}" if needs else ""


def _named(endpoints: Iterable[Endpoint]) -> tuple[str, ...]:
    return tuple(text.lower_first(endpoint.short_label) for endpoint in endpoints)
