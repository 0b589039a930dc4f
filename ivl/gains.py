"""What mending a spreadsheet would give back: patients for an endpoint, and patient-months.

A blank cell is no mistake, so intake is silent about it; yet a missing last contact may cost more
than all misspelt answers together. What is missing and what is wrong are therefore listed as one,
most given back first. Each estimate says the rule that it follows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from ivl import text
from ivl.derive import is_known
from ivl.endpoints import FOLLOW_UP, OVERALL, RECURRENCE, RECURRENCE_FREE
from ivl.intake import Group, Preview, Problem, grouped
from ivl.lacks import COMPARISONS, Lack, Lacks
from ivl.schema import BY_NAME, FRAME_COLUMNS, RECORDED, Column

_USES: Final = {
    "followup_months": (RECURRENCE, RECURRENCE_FREE, OVERALL, FOLLOW_UP),
    "time_to_recurrence_months": (RECURRENCE, RECURRENCE_FREE),
    "recurrence": (RECURRENCE, RECURRENCE_FREE),
}
"""The endpoints in which a time counts, by the field."""

_COLUMNS: Final = {column.label: column for column in (*FRAME_COLUMNS, *RECORDED)}


@dataclass(frozen=True)
class Gain:
    """What mending would give back."""

    patients: int = 0
    """Who can be used again for something."""

    months: float = 0.0
    """Patient-months that an endpoint regains; NaN where they cannot be estimated."""

    uses: tuple[str, ...] = ()
    """For what: "overall survival", "comparisons by age"."""

    rule: str = ""
    """How the months were estimated."""

    is_whole_file: bool = False
    """Until it is mended, nothing of the file can be used."""

    is_of_endpoint: bool = False
    """An endpoint regains a patient."""

    is_in_doubt: bool = False
    """The patient is used as she stands, and the months may be wrong."""

    needs: tuple[str, ...] = ()
    """What has to be mended along with it to give back more: "date of operation"."""

    with_needs: "Gain | None" = None
    """What it gives back along with these, and not alone."""

    def __add__(self, other: "Gain") -> "Gain":
        """Both together. Of months that cannot be estimated, none are added."""
        months = [gain.months for gain in (self, other) if not pd.isna(gain.months)]
        rules = dict.fromkeys(rule for rule in (self.rule, other.rule) if rule)
        is_whole_file = self.is_whole_file or other.is_whole_file
        patients = (self.patients, other.patients)
        return Gain(
            max(patients) if is_whole_file else sum(patients),
            sum(months) if months else float("nan"),
            tuple(dict.fromkeys((*self.uses, *other.uses))),
            "; ".join(rules),
            is_whole_file,
            self.is_of_endpoint or other.is_of_endpoint,
            self.is_in_doubt or other.is_in_doubt,
            tuple(dict.fromkeys((*self.needs, *other.needs))),
            self.with_needs + other.with_needs
            if self.with_needs and other.with_needs
            else self.with_needs or other.with_needs,
        )

    @property
    def rank(self) -> tuple[float, ...]:
        """Smallest for what gives back most."""
        more = self.with_needs or NOTHING
        return (
            not self.is_whole_file,
            not self.is_of_endpoint,
            -self._round_months,
            -self.patients,
            -len(self.uses),
            -more._round_months,
            -more.patients,
        )

    @property
    def _round_months(self) -> float:
        return 0.0 if pd.isna(self.months) or not self.patients else round(self.months, 3)

    @property
    def words(self) -> str:
        """ "about 41 patient-months: 1 patient for overall survival and follow-up"."""
        alone = self._words
        more = f"together with {self._needed}: {self.with_needs.words}" if self.with_needs else ""
        return "; ".join(part for part in (alone, more) if part)

    @property
    def _needed(self) -> str:
        return text.listed(self.needs)

    @property
    def _words(self) -> str:
        if self.is_whole_file:
            return f"the whole file, {text.patients(self.patients)}"
        if not self.patients:
            return ""
        regained = f"{text.patients(self.patients)} for {uses_in_words(self.uses)}"
        months = 0 if pd.isna(self.months) else round(self.months)
        if not months:
            return regained
        return f"about {text.counted(months, 'patient-month')}: {regained}"

    @property
    def sentence(self) -> str:
        """What mending does for the analysis; "" if nothing."""
        verb = "Settles" if self.is_in_doubt else "Gives back"
        more = self.with_needs
        together = f"Gives back {more.words} once {self._needed} is known too" if more else ""
        return text.sentences([f"{verb} {self._words}" if self._words else "", together])


def uses_in_words(uses: Sequence[str]) -> str:
    """ "overall survival and comparisons by age and tumour extent"."""
    compared = [use.removeprefix(COMPARISONS) for use in uses if use.startswith(COMPARISONS)]
    others = [use for use in uses if not use.startswith(COMPARISONS)]
    return text.listed([*others, *([COMPARISONS + text.listed(compared)] if compared else [])])


NOTHING: Final = Gain()


@dataclass(frozen=True)
class Task:
    """One thing to mend, and what that would give back."""

    problem: Problem
    gain: Gain = NOTHING

    @property
    def why(self) -> str:
        """What it costs; of a blank cell, what the patient is left out of."""
        more = self.gain.with_needs
        uses = (*self.gain.uses, *(more.uses if more else ()))
        return self.problem.why or (f"Left out of {uses_in_words(uses)}" if uses else "")


@dataclass(frozen=True)
class TaskGroup:
    """Tasks that one sentence can tell."""

    problems: Group
    gain: Gain

    @property
    def sentence(self) -> str:
        """Where, what, why it matters, what to do, and what it gives back."""
        return text.sentences([self.problems.sentence, self.gain.sentence])


def tasks(preview: Preview) -> list[Task]:
    """Everything to mend, what gives back most first, after what keeps the file from being used.

    Blank cells are listed where they keep a patient out of an endpoint or a comparison, once no
    question is open whose answer might fill them.
    """
    lacks = Lacks(preview)
    gain = _Gains(preview, lacks)
    found = [Task(problem, gain.of(problem)) for problem in preview.problems]
    joined = preview.ledger.joined
    told = {(joined.get(p.row, p.row), _field(p)) for p in preview.problems if p.row is not None}
    letters = {match.field: match.letter for match in preview.mapping}
    if not any(ask.gives for ask in preview.open_questions):
        found += [
            Task(_missing(lack, letters, preview), _regained(lack))
            for lack in lacks
            if lack.fields[0] in letters and (lack.row, lack.fields[0]) not in told
        ]
    return sorted(found, key=lambda task: (task.gain.rank, task.problem.row is None))


def task_groups(found: Sequence[Task]) -> list[TaskGroup]:
    """Tasks of one kind together, what gives back most first."""
    gains: dict[Problem, Gain] = {task.problem: task.gain for task in found}
    groups = [
        TaskGroup(
            group, reduce(Gain.__add__, (gains[problem] for problem in group.problems), NOTHING)
        )
        for group in grouped(task.problem for task in found)
    ]
    return sorted(groups, key=lambda group: (group.gain.rank, not group.problems.rows))


def _field(problem: Problem) -> str:
    column = _COLUMNS.get(problem.column)
    return column.name if column else ""


class _Gains:
    """What mending a problem would give back, looked up by its row and its column."""

    def __init__(self, preview: Preview, lacks: Lacks) -> None:
        self._preview, self._lacks = preview, lacks
        self._unknown: dict[str, npt.NDArray[np.bool_]] = {}
        """Who has no value, by the field."""

        self._positions = {row: at for at, row in enumerate(preview.ledger.patients)}

    def of(self, problem: Problem) -> Gain:
        """Of an error everything, since nothing can be used before."""
        if problem.severity == "error":
            n = self._preview.patients["patient_id"].nunique()
            return Gain(n, uses=("everything",), is_whole_file=True)
        if problem.row is None:
            return _of_patients(self._lacks.of(None, problem.fields)) if problem.fields else NOTHING
        field = _field(problem)
        if problem.months_apart:
            return _of_doubt(field, problem.months_apart)
        meant = list(self._lacks.of([problem.row], (field,)))
        row = self._preview.ledger.joined.get(problem.row, problem.row)
        return _of_patients(meant) if meant else self._of_summaries(row, field)

    def _of_summaries(self, row: int, field: str) -> Gain:
        """A value that nothing else needs is still missed where it is summarised."""
        patients = self._preview.patients
        if field not in patients or row not in self._positions:
            return NOTHING
        if field not in self._unknown:
            self._unknown[field] = ~is_known(patients[[field]])[field].to_numpy("bool")
        if not self._unknown[field][self._positions[row]]:
            return NOTHING
        return Gain(1, uses=(f"summaries of {text.lower_first(BY_NAME[field].label)}",))


def _of_doubt(field: str, months: float) -> Gain:
    """Two values of a time contradict each other; one is used, and may be wrong by all of it."""
    endpoints = _USES.get(field, ())
    uses = tuple(text.lower_first(endpoint.short_label) for endpoint in endpoints)
    rule = "What the two times differ in"
    return Gain(1, months, uses, rule, is_of_endpoint=True, is_in_doubt=True)


def _regained(lack: Lack) -> Gain:
    more = Gain(1, lack.months, lack.uses_with_needs) if lack.needs else None
    n = 1 if lack.uses else 0
    return Gain(
        n,
        lack.months if n else 0.0,
        lack.uses,
        lack.rule,
        is_of_endpoint=lack.is_of_endpoint,
        needs=lack.needs,
        with_needs=more,
    )


def _of_patients(meant: Iterable[Lack]) -> Gain:
    """The gains of several lacks, each patient counted once and with her months once."""
    by_row: dict[int, Gain] = {}
    for lack in meant:
        gain = _regained(lack)
        earlier = by_row.get(lack.row)
        if earlier:
            months = max(earlier.months, gain.months)
            n = max(earlier.patients, gain.patients)
            gain = replace(earlier + gain, patients=n, months=months)
        by_row[lack.row] = gain
    return reduce(Gain.__add__, by_row.values()) if by_row else NOTHING


def _missing(lack: Lack, letters: dict[str, str], preview: Preview) -> Problem:
    """A blank cell as a problem of its own."""
    field = lack.fields[0]
    column = BY_NAME[field]
    return Problem(
        column.label,
        lack.row,
        "Not recorded",
        "",
        _how(column),
        cell=f"{letters[field]}{lack.row}",
        sheet=preview.sheet,
        parts=preview.ledger.parts,
    )


def _how(column: Column) -> str:
    if column.name == "followup_months":
        return "Enter the months from the operation to the last contact"
    if column.kind == "date":
        return "Enter the date, such as 2019-03-05"
    return "Fill in the cell if it is known"
