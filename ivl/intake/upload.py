"""From the bytes of an upload to the preview of a cohort: read, locate, match, read, check."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date

from ivl import text
from ivl.intake import apart, checks
from ivl.intake.blocks import spread
from ivl.intake.cells import Workbook
from ivl.intake.codes import coded
from ivl.intake.doubts import settled
from ivl.intake.dress import remarks_on_dress
from ivl.intake.free_times import told_apart
from ivl.intake.gaps import asked_without, gaps, needed, sparse
from ivl.intake.legends import legends
from ivl.intake.matching import Matching, matched
from ivl.intake.problems import Problem
from ivl.intake.questions import SHEET, Answers, Option, Question
from ivl.intake.remarks import remarks
from ivl.intake.repeats import joined
from ivl.intake.report import Ledger, Preview, column_title
from ivl.intake.substitutes import substituted
from ivl.intake.table import Table, located
from ivl.intake.values import recorded

NO_ANSWERS = Answers()


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Pauses the search for garbage: it would look through millions of cells again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@dataclass(frozen=True)
class Opened:
    """A file with its cells, from which each answer of its owner makes another preview.

    Reading a large file takes far longer than understanding it. The cells are those of the file,
    with all that could tell who a patient is; whoever holds one holds the file.
    """

    filename: str
    workbook: Workbook = field(repr=False)

    def preview(self, answers: Answers = NO_ANSWERS, today: date | None = None) -> Preview:
        """What it holds, as ``preview`` says it.

        Raises:
            Refused: if it holds no cohort.
        """
        return _understood(self.workbook, self.filename, answers, today)


def opened(content: bytes, filename: str) -> Opened:
    """The cells of a file, read once.

    Args:
        content: the bytes of an .xlsx, .xls, .ods, .csv or .tsv file.
        filename: for the messages, and as the source of the cohort.

    Raises:
        Refused: if the file cannot be read. Its text is for the user.
    """
    return Opened(filename, apart.read(content, filename))


def preview(
    content: bytes, filename: str, answers: Answers = NO_ANSWERS, today: date | None = None
) -> Preview:
    """What a spreadsheet holds, what to mend in it, and what only its owner can say.

    Args:
        content: the bytes of an .xlsx, .xls, .ods, .csv or .tsv file.
        filename: for the messages, and as the source of the cohort.
        answers: what the owner of the file has decided so far, by the key of the question.
        today: no date of a patient lies after it; None for the day on which this runs.

    Returns:
        A preview; ``Preview.cohort`` is None while an error or an open question stands.

    Raises:
        Refused: if the file cannot be read, or holds no cohort. Its text is for the user.
    """
    return opened(content, filename).preview(answers, today)


@_without_collecting()
def _understood(workbook: Workbook, filename: str, answers: Answers, today: date | None) -> Preview:
    found = located(workbook, filename, answers.choices.get(SHEET, ""))
    decided = settled(found, answers)
    spread_out = spread(decided.table, answers)
    name = spread_out.table.sheet.name
    matching = matched(spread_out.table, answers)
    one_each = joined(spread_out.table, matching, answers)
    table = one_each.table
    if table is not spread_out.table:
        matching = matched(table, answers)
    read = recorded(table, matching, answers, workbook.delimiter, legends(workbook, name))
    today = today or date.today()
    frame, on_free_times = told_apart(read.frame, matching, answers)
    full = substituted(frame, table, matching, answers, today)
    patients = coded(full.frame, name, matching.persons)
    asked = (
        *_which_sheet(table, answers),
        *decided.questions,
        *spread_out.questions,
        *matching.questions,
        *read.questions,
        *on_free_times,
        *full.questions,
        *one_each.questions,
    )
    questions = needed(patients.frame, asked)
    strangers = [
        column_title(one.letter, one.heading)
        for one in matching.left_out
        if one.reason == "not recognised" and one.heading
    ]
    questions = (*questions, *asked_without(patients.frame, questions, answers, strangers))
    checked = checks.checked(patients.frame, table, matching, read.months, today)
    return Preview(
        filename=filename,
        sheet=name,
        header_row=table.header_row + 1,
        encoding=workbook.encoding,
        date_order=read.date_order,
        mapping=matching.matches,
        left_out=matching.left_out,
        questions=questions,
        problems=(
            *gaps(patients.frame, questions, name),
            *remarks(workbook, spread_out.table),
            *remarks_on_dress(spread_out.table),
            *decided.problems,
            *spread_out.problems,
            *matching.problems,
            *one_each.problems,
            *(_in_its_cell(problem, table, matching) for problem in patients.problems),
            *read.problems,
            *full.problems,
            *sparse(patients.frame, questions, name),
            *(
                _in_its_cell(problem, table, matching)
                for problem in checks.unticked(read.frame, matching, name)
            ),
            *checked.problems,
        ),
        ledger=_ledger(table),
        identifiers_dropped=matching.identifiers,
        patients=checked.patients,
        has_codes=patients.has_codes,
    )


def _which_sheet(table: Table, answers: Answers) -> list[Question]:
    """Asked where several sheets look like a cohort.

    The one with most headings is taken, and used without an answer if the others have far fewer.
    """
    if not table.rivals:
        return []
    names = (table.sheet.name, *table.rivals)
    question = Question(
        SHEET,
        f"The sheets {text.listed(names)} look like cohorts. Which one should be used?",
        tuple(Option(name, f"Sheet {name}") for name in names),
        stops=not table.is_clear,
        suggestion=table.sheet.name,
    )
    return [replace(question, answer=answers.to(question))]


def _in_its_cell(problem: Problem, table: Table, matching: Matching) -> Problem:
    """The problem with its cell, where it is about one row and a field has one column."""
    places = {m.letter: m.position for m in matching.matches if m.column.label == problem.column}
    if problem.cell or problem.row is None or len(places) != 1:
        return problem
    ((letter, position),) = places.items()
    row = table.row_number(problem.row, position)
    return replace(problem, row=row, cell=f"{letter}{row}")


def _ledger(table: Table) -> Ledger:
    return Ledger(
        len(table.sheet.rows),
        tuple(row + 1 for row in table.records),
        table.skipped,
        {row + 1: into + 1 for row, into in table.joined.items()},
    )
