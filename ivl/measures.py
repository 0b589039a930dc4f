"""One statistic with all that belongs to it: of whom, how many, how sure, how made, after whom.

Every result becomes a row of measures by a small function in an ``ivl.measures_of_...`` module,
and is printed here and nowhere else.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Final, Literal

import pandas as pd

from ivl import text
from ivl.multiplicity import Tested
from ivl.proportions import NAN

Form = Literal["count", "share", "points", "ratio", "rate", "quantity"]
"""How a number is printed: n/N with its percentage; a percentage; a difference of percentages in
percentage points; a ratio; a rate per time; a quantity in its unit. The first three are proportions
in the data."""


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A statistic of a group, or of groups against each other."""

    outcome: str
    """What it is about: "Recurrence"."""

    quantity: str
    """What was worked out: "Share of patients", or the name of a test."""

    group: str
    """ "Incidental", "Incidental minus nonincidental"."""

    n: int
    """Patients behind it."""

    n_event: int | None = None
    """Events among them; None where nothing is an event."""

    estimate: float = NAN
    conf_low: float = NAN
    conf_high: float = NAN
    std_error: float = NAN
    conf_level: float = 0.95
    form: Form = "quantity"
    unit: str = ""
    digits: int = 1

    p_value: float | None = None
    detail: str = ""
    """What belongs beside it: "chi-square 7.65, 1 df", "11 still followed"."""

    remark: str = ""
    """What a reader must know besides: "adjusted by Holm for 12 tests: p = 0.062"."""

    reason: str = ""
    """Why a number or a limit is missing; "" where none is."""

    method: str
    """How it was made, in words."""

    source: str
    """Who described the method, as one would look it up."""

    tested: Tested | None = None
    """The name under which its p-value is counted; None where it has none."""

    def __post_init__(self) -> None:
        if self.p_value is None and math.isnan(self.estimate) and not self.reason:
            raise ValueError(f"{self.quantity}, {self.group}: a blank needs its reason")

    @property
    def value(self) -> str:
        """The estimate or the p-value as printed: "5/15 (33.3%)", "p = 0.0052"; "" if neither."""
        if self.p_value is not None:
            return text.p_value(self.p_value)
        if math.isnan(self.estimate):
            return ""
        if self.form == "count":
            return text.n_of(self.n_event or 0, self.n)
        return _with_unit(self._number(self.estimate), _UNITS.get(self.form, self.unit))

    @property
    def interval(self) -> str:
        """The limits as printed, "11.8 to 61.6%", "at least 1.77"; "" where there are none."""
        if self.form in ("count", "share"):
            printed = text.percent_interval(self.conf_low, self.conf_high)
        elif self.unit == "months":
            printed = text.limits(self.conf_low, self.conf_high)
        elif self.form == "quantity":
            printed = text.between(*text.told_apart(self.conf_low, self.conf_high, self.digits))
        else:
            printed = text.between(self._number(self.conf_low), self._number(self.conf_high))
        return "" if printed == text.BLANK else printed

    @property
    def printed(self) -> str:
        """Estimate, error, limits and what belongs beside them, or why something is missing.

        "5/15 (33.3%), 95% CI 11.8 to 61.6%", "chi-square 7.65, 1 df, p = 0.0057".
        """
        level = f"{text.compact(100 * self.conf_level)}% CI"
        error = "" if math.isnan(self.std_error) else f"SE {text.decimal(self.std_error, 2)}"
        interval = f"{level} {self.interval}" if self.interval else ""
        if self.p_value is not None:
            p_value = ", ".join(filter(None, [self.detail, self.value]))
            return "; ".join(filter(None, [p_value, self.remark]))
        numbers = ", ".join(filter(None, [self.value, error, interval, self.detail]))
        # What stands in place of an estimate comes first, what stands in place of limits last.
        parts = [numbers, self.reason] if self.value else [self.reason, numbers]
        return "; ".join(filter(None, [*parts, self.remark]))

    @property
    def words(self) -> str:
        """One sentence: "Share of patients, recurrence, Incidental: 5/15 (33.3%), 95% CI …"."""
        about = [self.quantity, text.lower_first(self.outcome), self.group]
        return f"{', '.join(about)}: {self.printed}."

    def _number(self, value: float) -> str:
        match self.form:
            case "count" | "share":
                return text.percent(value)
            case "points":
                return text.decimal(100 * value)
            case "ratio":
                return text.ratio(value)
            case "rate":
                return text.per_time(value)
            case _:
                return text.decimal(value, self.digits)


def frame(measures: Sequence[Measure]) -> pd.DataFrame:
    """Every measure with its numbers, for files.

    Returns:
        A row per measure: outcome, quantity, group, n, n_event, estimate, std_error, conf_low,
        conf_high, bound, conf_level, unit, p_value, printed, method, source. Shares and their
        differences lie between −1 and 1. ``bound`` names what lies beyond 1000, or for a ratio its
        inverse, which then stands in its place: "conf_high over 1000".
    """
    rows = [
        {**asdict(measure), **_bounded(measure), "printed": measure.printed,
         "unit": _UNIT_OF_DATA.get(measure.form, measure.unit)}
        for measure in measures
    ]  # fmt: skip
    columns = ["outcome", "quantity", "group", "n", "n_event", "estimate", "std_error", "conf_low"]
    columns += ["conf_high", "bound", "conf_level", "unit", "p_value", "printed", "method"]
    return pd.DataFrame(rows, columns=[*columns, "source"])


def _bounded(measure: Measure) -> dict[str, object]:
    """The numbers of a ratio or a rate no further out than they are printed, and which were."""
    if measure.form not in ("ratio", "rate"):
        return {"bound": ""}
    smallest = 1 / text.LARGEST_RATIO if measure.form == "ratio" else 0.0
    numbers = {name: getattr(measure, name) for name in ("estimate", "conf_low", "conf_high")}
    within, bound = text.bounded(numbers, smallest)
    return {**within, "bound": bound}


def table(measures: Sequence[Measure]) -> pd.DataFrame:
    """Every measure as read on screen; what a row has in common with that above is left out.

    Returns:
        Columns: Outcome (where there are several), Measure, Group, Patients (events), Result.
    """
    rows = [
        {
            "Outcome": measure.outcome,
            "Measure": measure.quantity,
            "Group": measure.group,
            "Patients (events)": str(measure.n)
            if measure.n_event is None
            else f"{measure.n} ({measure.n_event})",
            "Result": measure.printed,
        }
        for measure in measures
    ]
    full = pd.DataFrame(rows, columns=_HEADINGS)
    same_outcome = full["Outcome"].eq(full["Outcome"].shift())
    same = same_outcome & full["Measure"].eq(full["Measure"].shift())
    printed = full.assign(
        Outcome=full["Outcome"].mask(same_outcome, ""), Measure=full["Measure"].mask(same, "")
    )
    return printed if full["Outcome"].nunique() > 1 else printed.drop(columns="Outcome")


def methods(measures: Sequence[Measure]) -> list[str]:
    """How the measures were made and after whom, each method once: "Risk ratio: limits on …"."""
    named: dict[tuple[str, str], dict[str, None]] = {}
    for measure in measures:
        named.setdefault((measure.method, measure.source), {})[measure.quantity] = None
    return [
        f"{_listed(quantities)}: {text.sentences([text.lower_first(method), source])}"
        for (method, source), quantities in named.items()
    ]


def _listed(quantities: Iterable[str]) -> str:
    first, *others = quantities
    return text.listed([first, *map(text.lower_first, others)])


def p_values(measures: Iterable[Measure]) -> tuple[Tested, ...]:
    """The p-values among the measures, to be counted."""
    return tuple(measure.tested for measure in measures if measure.tested)


_HEADINGS: Final = ["Outcome", "Measure", "Group", "Patients (events)", "Result"]
_UNITS: Final = {"share": "", "points": "percentage points", "ratio": ""}
_UNIT_OF_DATA: Final = {
    "count": "proportion", "share": "proportion", "points": "proportion", "ratio": "ratio",
}  # fmt: skip


def _with_unit(number: str, unit: str) -> str:
    return f"{number} {unit}" if unit else number
