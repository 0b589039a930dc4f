"""Several rows of one patient: repeated by mistake, written for each visit, or in conflict.

They are told by their codes before anything is counted, so that each patient counts once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from ivl import text
from ivl.intake.cells import BLANK, Cell, Place, as_text
from ivl.intake.codes import ID, is_cut_short
from ivl.intake.databases import is_of_visits, visits_of_nobody
from ivl.intake.distinct import distinct
from ivl.intake.legends import Legends
from ivl.intake.levels import is_unknown_mark
from ivl.intake.matching import Matching
from ivl.intake.one_patient import Patients, Together
from ivl.intake.problems import Problem, row_spans, row_words
from ivl.intake.questions import Answers, Option, Question
from ivl.intake.report import Skipped, SkippedReason
from ivl.intake.table import Table
from ivl.intake.values import columns_read
from ivl.schema import NO, YES

_FEWEST_OF_VISITS: Final = 3
"""So many patients with several rows, and half of all, make a file of visits."""

_MOST_LABELS: Final = 3
_FEWEST_COLUMNS, _FEWEST_PATIENTS = 6, 10
"""With fewer columns or patients, two may well be the same."""

_MOST_ALIKE: Final = 0.3

_DEATHS: Final = "life after death"
"""Key of the question on patients who die at one visit and live at a later one."""

NAMESAKES: Final = "namesakes"
"""Key of the question on rows under one name."""


@dataclass(frozen=True)
class Joined:
    """The table with a row for each patient, as far as her rows do not contradict each other."""

    table: Table
    questions: tuple[Question, ...] = ()
    problems: tuple[Problem, ...] = ()


def joined(
    table: Table, matching: Matching, answers: Answers, delimiter: str, legends: Legends
) -> Joined:
    """Joins the rows of each patient.

    Args:
        table: with what is merged or holds for several rows filled in.
        matching: which column holds the codes, and what the others record.
        answers: what the owner of the file decided.
        delimiter: of a text file.
        legends: what the other sheets say of codes.
    """
    code = matching.match(ID.name)
    if code is None:
        return Joined(table, problems=tuple(visits_of_nobody(table)))
    groups, n_codes = _groups(table, code.position)
    if not groups:
        return Joined(table, problems=tuple(_alike_but_for_codes(table, matching)))
    are_visits = _are_visits(table, groups, n_codes)
    read, _ = columns_read(table, matching, answers, delimiter, legends)
    death_counts = answers.choices.get(_DEATHS) == YES.name
    patients = Patients(table, matching, read, are_visits, death_counts)
    found = [patients.together(rows, "first") for rows in groups]
    same = [one for one in found if one.is_same]
    several = [one for one in found if not one.is_same]
    questions = []
    if are_visits:
        in_conflict = []
        if revived := [one.died_in for one in several if one.died_in is not None]:
            questions.append(_on_deaths(revived, answers))
        contradicting = [one for one in several if one.differing]
        if contradicting:
            question = _which_row(contradicting, answers)
            questions.append(question)
            if question.answer == "last":
                several = [patients.together(one.rows, "last") for one in several]
    else:
        if matching.persons and several:
            questions.append(_on_namesakes(several, matching.persons, answers))
            several = several if questions[0].answer == NO.name else []
        in_conflict = [one for one in several if one.differing]
        several = [one for one in several if not one.differing]
    name = table.sheet.name
    problems = [
        *(_same(one, name) for one in same),
        *(_conflict(one, name) for one in in_conflict),
        *([_joined(several, are_visits, name)] if several else []),
    ]
    found_table = _with_rows_joined(table, same, several)
    problems += _alike_but_for_codes(found_table, matching)
    return Joined(found_table, tuple(questions), tuple(problems))


def _groups(table: Table, position: int) -> tuple[list[list[int]], int]:
    """Rows of one code, of each code that has several, and how many codes there are."""
    held = table.distinct(position)
    words = distinct([as_text(cell).strip() for cell in held.cells])
    places = words.places[held.places]
    n_rows = np.bincount(places, minlength=len(words.cells))
    often = np.flatnonzero(n_rows > 1)
    n_rows[[at for at in often if _tells_nobody(str(words.cells[at]))]] = 0
    groups: dict[int, list[int]] = {}
    for at in np.flatnonzero(n_rows[places] > 1):
        groups.setdefault(int(places[at]), []).append(table.records[at])
    return list(groups.values()), int(np.count_nonzero(n_rows))


def _alike_but_for_codes(table: Table, matching: Matching) -> Iterator[Problem]:
    """Rows with different codes that agree in everything, down to the day of the operation."""
    used = {match.position for match in matching.matches if match.field != ID.name}
    dated = [match.position for match in matching.matches if match.field == "surgery_date"]
    if len(used) < _FEWEST_COLUMNS or not dated or len(table.records) < _FEWEST_PATIENTS:
        return
    numbers = table.numbers([*used])
    days = table.numbers(dated)[:, 0]
    # Rows that are the same have the same product, and hardly any others.
    weights = np.random.default_rng(0).integers(1, 2**62, numbers.shape[1])
    _, group, n = np.unique(numbers @ weights, return_inverse=True, return_counts=True)
    groups: dict[int, list[int]] = {}
    for at in np.flatnonzero((n[group] > 1) & (days != BLANK)):
        groups.setdefault(int(group[at]), []).append(table.records[at] + 1)
    rows = sorted(row for same in groups.values() for row in same)
    if rows and len(rows) <= _MOST_ALIKE * len(table.records):
        yield Problem(
            ID.label,
            None,
            f"{text.upper_first(row_spans(rows))} are the same but for their IDs",
            "They count as different patients",
            "Delete the rows that repeat one patient",
            sheet=table.sheet.name,
            rows=tuple(rows),
        )


def _tells_nobody(code: str) -> bool:
    return is_unknown_mark(code) or is_cut_short(code)


def _are_visits(table: Table, groups: Sequence[Sequence[int]], n_codes: int) -> bool:
    """Whether a database wrote a row for each visit or form, or most patients have several."""
    if table.has_further_rows or any(is_of_visits(head.words) for head in table.heads):
        return True
    return len(groups) >= _FEWEST_OF_VISITS and 2 * len(groups) >= n_codes


def _with_rows_joined(table: Table, same: Sequence[Together], several: Sequence[Together]) -> Table:
    cells: dict[Place, Cell] = {}
    taken: dict[Place, int] = {}
    into: dict[int, int] = {}
    reasons: dict[int, SkippedReason] = {}
    for one in same:
        reasons |= dict.fromkeys(one.rows[1:], "duplicate")
    for one in several:
        first, *others = one.rows
        into |= dict.fromkeys(others, first)
        reasons |= dict.fromkeys(others, "joined to another row")
        for position, row in one.from_row.items():
            if row != first:
                cells[first, position] = table.sheet.rows.cell(row, position)
                taken[first, position] = row
    skipped = [*table.skipped, *(Skipped(row + 1, why) for row, why in reasons.items())]
    return replace(
        table.with_cells(cells) if cells else table,
        records=tuple(row for row in table.records if row not in reasons),
        skipped=tuple(sorted(skipped, key=lambda one: one.row)),
        joined={
            **{row: into.get(first, first) for row, first in table.joined.items()},
            **into,
        },
        taken={**table.taken, **taken},
        before_joining=table,
    )


def _which_row(found: Sequence[Together], answers: Answers) -> Question:
    labels = _labels(found)
    question = Question(
        "visits",
        f"{_counted(found)}, which differ in {labels}. Which one counts there?",
        (
            Option("first", "The first row of a patient that says something"),
            Option("last", "The last row of a patient that says something"),
        ),
    )
    return replace(question, answer=answers.to(question))


def _on_deaths(rows: Sequence[int], answers: Answers) -> Question:
    """A death is no visit among others: whoever drops it makes survival look better."""
    where = text.upper_first(row_words(sorted(row + 1 for row in rows)))
    said, they = (
        ("says that she died, and a later row of the same patient", "she")
        if len(rows) == 1
        else ("say that they died, and later rows of the same patients", "they")
    )
    is_alive = f"that {they} {'is' if they == 'she' else 'are'} alive"
    question = Question(
        _DEATHS,
        f"{where} {said} {is_alive}. Did {they} die?",
        (
            Option(YES.name, "Yes: the death counts, and no later status or contact"),
            Option(NO.name, "No: the latest row counts"),
        ),
        gives=("vital_status",),
    )
    return replace(question, answer=answers.to(question))


def _on_namesakes(found: Sequence[Together], persons: str, answers: Answers) -> Question:
    """Two women may have one name; their rows tell it, but only the owner knows."""
    rows = row_words(sorted(row + 1 for one in found for row in one.rows))
    question = Question(
        NAMESAKES,
        f"{persons} holds the same names or numbers in {rows}, and the rows differ. Are they "
        "different patients?",
        (
            Option(YES.name, "Yes, each row is a patient: number them 1, 2, 3"),
            Option(NO.name, "No, some rows are about one patient"),
        ),
    )
    return replace(question, answer=answers.to(question))


def _labels(found: Sequence[Together]) -> str:
    labels = list(dict.fromkeys(label for one in found for label in one.differing))
    more = len(labels) - _MOST_LABELS
    return text.listed([*labels[:_MOST_LABELS], *([f"{more} more"] if more > 0 else [])])


def _counted(found: Sequence[Together]) -> str:
    """ "1 patient has several rows (rows 2 and 9)"."""
    rows = sorted(row + 1 for one in found for row in one.rows)
    has = "has several rows" if len(found) == 1 else "have several rows each"
    return f"{text.patients(len(found))} {has} ({row_spans(rows)})"


def _joined(several: Sequence[Together], are_visits: bool, sheet: str) -> Problem:
    why = "Each counts once, with what any of her rows says"
    if any(one.is_in_time for one in several):
        why += (
            "; of last contact and status the latest row counts, and a recurrence stays once it "
            "is recorded"
        )
    return Problem(
        ID.label,
        None,
        f"{_counted(several)}, which were joined",
        why,
        "Nothing needs to be done where each row is a visit or a form of one patient. If two "
        "patients share an ID, give each an ID of her own"
        if are_visits
        else "If two patients share an ID, give each an ID of her own",
        sheet=sheet,
        rows=tuple(sorted(row + 1 for one in several for row in one.rows)),
    )


def _conflict(one: Together, sheet: str) -> Problem:
    rows = tuple(row + 1 for row in one.rows)
    return Problem(
        ID.label,
        None,
        f"{text.upper_first(row_words(rows))} have the same ID and differ in {_labels([one])}",
        "One patient would count more than once",
        "Keep one row for each patient, or give each patient an ID of her own",
        "error",
        sheet=sheet,
        rows=rows,
    )


def _same(one: Together, sheet: str) -> Problem:
    rows = tuple(row + 1 for row in one.rows)
    return Problem(
        ID.label,
        None,
        f"{text.upper_first(row_words(rows))} are the same in every column",
        "The patient counts once",
        "Delete the rows that repeat her",
        sheet=sheet,
        rows=rows,
    )
