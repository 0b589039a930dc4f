"""What one cell says of several patients: merged cells, names of groups, blocks of rows.

A merged cell holds for its rows. A word alone above patients, or in the first row of a block,
may hold for the rows below it; the file does not prove that, so its owner is asked.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from ivl import text
from ivl.intake.cells import Cell, Place, as_text, letter
from ivl.intake.grammar import read_cell
from ivl.intake.heads import Head
from ivl.intake.personal import quoted
from ivl.intake.problems import Problem, row_words
from ivl.intake.questions import LEAVE_OUT, Answers, Option, Question
from ivl.intake.report import column_title
from ivl.intake.summary_words import without_count
from ivl.intake.table import Table
from ivl.schema import NO, RECORDED, YES, Column

GROUPS_KEY: Final = "names of groups"
_MOST_LISTED: Final = 4
_AFTER_NAME: Final = re.compile(
    r"(?:[(（].*[)）]|[:：,，-]|(?<!\d)\d+|例|"
    r"\b(?:group|patients|cases|disease|ivl|n)|组|患者|病例|病人)$",
    re.IGNORECASE,
)
"""What may follow the name of a group: "Incidental group (as of May)"."""

_LONGEST_NAME: Final = 120
"""Longer text is no name of a group, and is left as it is."""

_FILLED_OF: Final = 3
"""A column is filled once for each block if at most one cell of so many is filled."""

_CODES_OF: Final = 2


@dataclass(frozen=True)
class Spread:
    """The table with what its cells say of several patients in the row of each."""

    table: Table
    questions: tuple[Question, ...] = ()
    problems: tuple[Problem, ...] = ()


def spread(table: Table, answers: Answers) -> Spread:
    """Fills down what holds for several rows, as far as the file or its owner says so."""
    questions: list[Question] = []
    problems: list[Problem] = []
    for step in (_merged, _groups, _blocks):
        done = step(table, answers)
        table = done.table
        questions += done.questions
        problems += done.problems
    return Spread(table, tuple(questions), tuple(problems))


def unmerged(table: Table) -> Table:
    """The table with merged cells filled in for each of their rows."""
    return _merged(table, Answers()).table


def _merged(table: Table, answers: Answers) -> Spread:
    """Merged cells hold for each of their rows, but not for the columns beside."""
    heads = {head.position: head for head in table.heads}
    records = set(table.records)
    filled: dict[Place, Cell] = {}
    ranges: dict[int, list[str]] = {}
    for (top, left), (bottom, _) in sorted(table.sheet.merged):
        is_below = table.header_row < top < bottom
        if not is_below or left not in heads or (top not in records):
            continue
        cell = table.sheet.rows.cell(top, left)
        last = min(bottom, len(table.sheet.rows) - 1)
        below = [row for row in range(top + 1, last + 1) if row not in table.joined]
        if cell is not None and below:
            filled |= {(row, left): cell for row in below}
            ranges.setdefault(left, []).append(f"{top + 1} to {last + 1}")
    problems = [
        Problem(
            "",
            None,
            f"{_title(heads[left])} has cells merged over rows "
            f"{text.first_few(rows, _MOST_LISTED)}",
            "What such a cell says was read for each of its rows",
            "Check that it holds for all of them",
            sheet=table.sheet.name,
        )
        for left, rows in ranges.items()
    ]
    problems += _merged_sideways(table)
    return Spread(table.with_cells(filled) if filled else table, problems=tuple(problems))


def _merged_sideways(table: Table) -> Iterator[Problem]:
    """Patients of whom one cell stands in place of several answers."""
    heads = {head.position for head in table.heads}
    for (top, left), (bottom, right) in sorted(table.sheet.merged):
        lost = [column for column in range(left + 1, right + 1) if column in heads]
        for row in range(top, bottom + 1) if lost else ():
            if row in set(table.records):
                yield Problem(
                    "",
                    row + 1,
                    f"Cells {letter(left)}{top + 1} to {letter(right)}{bottom + 1} are merged",
                    f"What they say was read under column {letter(left)} alone; under "
                    f"{text.listed(map(letter, lost))} she counts as unknown",
                    "Unmerge them in Excel, fill in each cell and upload again",
                    sheet=table.sheet.name,
                )


def _groups(table: Table, answers: Answers) -> Spread:
    """Words alone in a row above patients become a column of their own, if its owner says which."""
    names = {
        skipped.row - 1: _name(table, skipped.row - 1)
        for skipped in table.skipped
        if skipped.reason == "name of a group"
    }
    if not names:
        return Spread(table)
    fields = {column.name: column for column in _fields_of(table, set(names.values()))}
    rows = row_words([row + 1 for row in names])
    where = text.upper_first(rows)
    holds = "holds" if len(names) == 1 else "hold"
    if not fields:
        problem = Problem(
            "",
            None,
            f"{where} {holds} nothing but a word or a year above patients",
            "What it says of the patients below was not read",
            "Give it a column of its own, filled in for each patient",
            sheet=table.sheet.name,
        )
        return Spread(table, problems=(problem,))
    words = text.first_few(list(map(quoted, dict.fromkeys(names.values()))), _MOST_LISTED)
    question = Question(
        GROUPS_KEY,
        f"{where} {holds} {words} alone, above patients. Is that an answer for each patient below?",
        (
            *(Option(name, f"Yes, under {column.label}") for name, column in fields.items()),
            Option(LEAVE_OUT, "No, leave it out"),
        ),
        gives=tuple(fields),
    )
    question = replace(question, answer=answers.to(question))
    if not question.answer:
        return Spread(table, (question,))
    cells: dict[int, Cell] = {}
    name = None
    for row in range(table.header_row + 1, len(table.sheet.rows)):
        name = names.get(row, name)
        cells[row] = name
    told = table.with_column(
        fields[question.answer].label, {row: cells[row] for row in table.records}
    )
    return Spread(told, (question,))


def _name(table: Table, row: int) -> str:
    """What is said of the patients below: "Incidental" of "Incidental patients, n = 15"."""
    name = next(as_text(cell) for cell in table.sheet.rows[row] if cell is not None).strip()
    if len(name) > _LONGEST_NAME:
        return name
    name = without_count(name) or name
    while (shorter := _AFTER_NAME.sub("", name).strip()) and shorter != name:
        name = shorter
    return name


def _fields_of(table: Table, words: set[str]) -> Iterator[Column]:
    """Categories that the table lacks and among whose answers all the words are."""
    headed = {target.field for head in table.heads for target in head.heading.targets}
    for column in RECORDED:
        is_open = column.kind == "category" and column.name not in headed
        if is_open and all(any(map(str.isalnum, word)) for word in words):
            readings = [read_cell(word, column) for word in words]
            if all(reading.value and not reading.what for reading in readings):
                yield column


def _blocks(table: Table, answers: Answers) -> Spread:
    """A column filled in the first row of each block alone."""
    questions = []
    filled: dict[Place, Cell] = {}
    for head in table.heads:
        first_rows = _first_rows(table, head)
        if not first_rows:
            continue
        question = _question_on_blocks(head, first_rows)
        question = replace(question, answer=answers.to(question))
        questions.append(question)
        if question.answer == YES.name:
            filled |= dict(_filled_down(table, head.position))
    return Spread(table.with_cells(filled) if filled else table, tuple(questions))


def _first_rows(table: Table, head: Head) -> list[int]:
    """Rows in which blocks seem to begin; none if the column does not look like that.

    Then each word comes once, the first patient has one, and most have none.
    """
    is_code = head.is_of_codes
    is_category = any(target.column.kind == "category" for target in head.heading.targets)
    cells = table.distinct(head.position)
    if not (is_code or is_category) or not cells or cells[0] is None:
        return []
    broken = {row for row, column in table.sheet.unreadable if column == head.position}
    least = _CODES_OF if is_code else _FILLED_OF
    if cells.n_filled < 2 or least * cells.n_filled > len(cells) or broken:
        return []
    words = {as_text(cell) for cell in cells.cells if cell is not None}
    if len(words) < cells.n_filled:
        return []
    return [row for row, cell in zip(table.records, cells, strict=True) if cell is not None]


def _question_on_blocks(head: Head, first_rows: list[int]) -> Question:
    rows = text.first_few([row + 1 for row in first_rows], _MOST_LISTED)
    is_code = head.is_of_codes
    yes, no = (
        ("Yes, the rows below are the same patient", "No, each row is a patient without an ID")
        if is_code
        else ("Yes, for all rows down to the next one", "No, the empty cells mean unknown")
    )
    return Question(
        f"blocks {letter(head.position)}",
        f"{_title(head)} is filled in rows {rows} and empty between them. Does each "
        "cell hold for the rows below it too?",
        (Option(YES.name, yes), Option(NO.name, no)),
        gives=tuple(target.field for target in head.heading.targets),
    )


def _filled_down(table: Table, position: int) -> Iterator[tuple[Place, Cell]]:
    last: Cell = None
    for row in table.records:
        cell = table.sheet.rows.cell(row, position)
        last = last if cell is None else cell
        yield (row, position), last


def _title(head: Head) -> str:
    return column_title(letter(head.position), head.words)
