"""Rows that may be patients or not: asked about once, and set aside until then.

Neither guess is harmless. A total counted as a patient is invented, and a woman of whom little is
known, once skipped, is lost.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ivl import text
from ivl.intake.cells import Cell, Place
from ivl.intake.continued import put_together
from ivl.intake.personal import quoted
from ivl.intake.problems import Problem, row_spans
from ivl.intake.questions import Answers, Option, Question
from ivl.intake.report import Skipped, SkippedReason
from ivl.intake.table import Table
from ivl.intake.verdicts import Doubt
from ivl.schema import NO, YES

ROWS_KEY: Final = "rows "
"""Begins the key of a question about rows, which stand elsewhere in another file."""

_WHY: Final[dict[Doubt, tuple[str, str]]] = {
    "code": (
        "its code is unlike the others, and it holds little that patients have",
        "their codes are unlike the others, and they hold little that patients have",
    ),
    "no code": (
        "it has no code, and little that patients have",
        "they have no codes, and little that patients have",
    ),
    "little": (
        "it holds next to nothing, and not what its columns ask for",
        "they hold next to nothing, and not what their columns ask for",
    ),
    "named": (
        "it is called by the name of a group, a year or a statistic",
        "they are called by the names of groups, years or statistics",
    ),
    "same": (
        "",
        "they stand last, hold little, and all hold the same beside their codes",
    ),
    "example": (
        "a word in it calls it an example, a trial or void",
        "words in them call them examples, trials or void",
    ),
    "outside": (
        "its code says that it is not of the cohort",
        "their codes say that they are not of the cohort",
    ),
    "again": (
        "its code is that of another patient with something added",
        "their codes are those of other patients with something added",
    ),
    "next": (
        "its code differs from that of another row only in the letter or number counted on at its "
        "end",
        "their codes differ from those of other rows only in the letter or number counted on at "
        "their end",
    ),
    "goes on": (
        "it has no code, and may go on with the row above",
        "they have no codes, and may go on with the rows above",
    ),
    "struck": ("it is struck out in the file", "they are struck out in the file"),
}


SAME: Final = "same"
_SAME_PATIENT: Final = (
    "No, it is a further row of that other patient",
    "No, they are further rows of those other patients",
)
_OF_ANOTHER: Final[dict[Doubt, tuple[str, str]]] = {
    "again": _SAME_PATIENT,
    "next": _SAME_PATIENT,
    "goes on": ("No, join it to the row above", "No, join each to the row above"),
}
"""Kinds of rows that may say more of another patient, and the answer that they do."""


@dataclass(frozen=True)
class Settled:
    """The table without rows that are no patients or not yet, and what is said of them."""

    table: Table
    questions: tuple[Question, ...] = ()
    problems: tuple[Problem, ...] = ()


def settled(table: Table, answers: Answers) -> Settled:
    """Takes the rows for patients that their owner calls so; all others stay out.

    Args:
        table: from ``ivl.intake.table``.
        answers: what the owner of the file decided.
    """
    kinds: dict[tuple[Doubt, str], list[int]] = {}
    for row, doubt in table.doubts:
        words = table.excluded_by[row] if doubt in ("below", "other") else ""
        kinds.setdefault((doubt, words), []).append(row)
    questions = []
    going_on: list[int] = []
    taken: list[int] = []
    codes: dict[Place, Cell] = {}
    skipped = list(table.skipped)
    proven = [one.row - 1 for one in skipped if one.row - 1 in table.goes_on_with]
    for (kind, words), rows in kinds.items():
        question = _question(kind, words, [row + 1 for row in rows])
        question = replace(question, answer=answers.to(question))
        questions.append(question)
        if question.answer == SAME and kind == "goes on":
            going_on += rows
            skipped += [Skipped(row + 1, "joined to another row") for row in rows]
        elif question.answer in (YES.name, SAME):
            taken += rows
            codes |= dict(_first_codes(table, rows)) if question.answer == SAME else {}
        else:
            reason: SkippedReason = "not decided" if question.is_open else "no patient"
            skipped += [Skipped(row + 1, reason) for row in rows]
    first_rows = {row: table.goes_on_with[row] for row in sorted([*proven, *going_on])}
    found = replace(
        table.with_cells(codes) if codes else table,
        records=tuple(sorted([*table.records, *taken])),
        has_further_rows=bool(codes),
        joined=first_rows,
        struck_rows=frozenset(row for row in taken if (row, "struck") in table.doubts),
        skipped=tuple(sorted(skipped, key=lambda one: one.row)),
        doubts=(),
    )
    return Settled(found, tuple(questions), (*table.problems, *_problems(table, proven)))


def with_rows_going_on(table: Table) -> Table:
    """The table with what rows that go on say in the rows of their patients."""
    together = list(put_together(table.sheet.rows, table.joined))
    if not together:
        return table
    return replace(
        table.with_cells({place: cell for place, _, cell in together}),
        taken={place: row for place, row, _ in together if row != place[0]},
    )


def _question(kind: Doubt, words: str, rows: Sequence[int]) -> Question:
    spans, is_one = row_spans(rows), len(rows) == 1
    does, they = ("does", "Is it one") if is_one else ("do", "Are they")
    noun = "a patient" if is_one else "patients"
    where = text.upper_first(spans)
    if kind == "below":
        stand, do = ("stands", "Does it") if is_one else ("stand", "Do they")
        asks = f"{where} {stand} below {quoted(words)}. {do} belong to the cohort?"
    else:
        why = words or _WHY[kind][not is_one]
        asks = f"{where} {does} not look like {noun}: {why}. {they}?"
    return Question(
        ROWS_KEY + spans.removeprefix("row").removeprefix("s").strip(),
        asks,
        (
            Option(YES.name, f"Yes, {noun} like the others"),
            *([Option(SAME, _OF_ANOTHER[kind][not is_one])] if kind in _OF_ANOTHER else []),
            Option(NO.name, f"No, leave {'it' if is_one else 'them'} out"),
        ),
    )


def _first_codes(table: Table, rows: Sequence[int]) -> Iterator[tuple[Place, Cell]]:
    """The code of each row without what was added to it."""
    positions = [head.position for head in table.heads if head.is_of_codes]
    for row in rows:
        filled = (at for at in positions if table.sheet.rows.cell(row, at) is not None)
        if (position := next(filled, None)) is not None:
            yield (row, position), table.first_codes[row]


def _problems(table: Table, proven: Sequence[int]) -> Iterator[Problem]:
    if proven:
        is_one = len(proven) == 1
        where = text.upper_first(row_spans([row + 1 for row in proven]))
        goes, above, it = ("goes", "row", "it") if is_one else ("go", "rows", "they")
        yield Problem(
            "",
            None,
            f"{where} {goes} on with the {above} above under one merged code",
            f"What {it} {'says' if is_one else 'say'} was added to what stands there",
            "Write all that is known of a patient in one row",
            sheet=table.sheet.name,
        )
    last = [one.row for one in table.skipped if one.reason == "code alone"]
    between = [row + 1 for row in table.codes_alone]
    counted = "a patient" if len(between) == 1 else "patients"
    for rows, why, how in (
        (last, "Left out, since nobody follows", "If a patient is meant, fill in what is known"),
        (
            between,
            f"Counted as {counted} of whom all is unknown",
            "If none is meant, delete the row",
        ),
    ):
        if rows:
            what = f"{text.upper_first(row_spans(rows))} {'hold' if rows[1:] else 'holds'} a code"
            yield Problem("", None, f"{what} and nothing else", why, how, sheet=table.sheet.name)
