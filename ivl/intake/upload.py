"""From the bytes of an upload to the preview of a cohort: read, locate, match, read, check."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date

import pandas as pd

from ivl import text
from ivl.intake import apart, boxes, checks, patience
from ivl.intake.blocks import spread
from ivl.intake.cells import Workbook
from ivl.intake.codes import coded
from ivl.intake.doubts import settled, with_rows_going_on
from ivl.intake.dress import remarks_on_dress
from ivl.intake.footnotes import remarks_on_notes
from ivl.intake.free_times import told_apart
from ivl.intake.gaps import asked_without, gaps, needed, sparse, waiting
from ivl.intake.halves import halves, with_halves
from ivl.intake.legends import legends
from ivl.intake.matching import Matching, matched
from ivl.intake.personal import file_name
from ivl.intake.problems import Problem, speaking_of
from ivl.intake.questions import SHEET, Answers, Option, Question
from ivl.intake.refusal import quoting_nothing
from ivl.intake.remarks import remarks
from ivl.intake.repeats import joined
from ivl.intake.report import Ledger, Preview, column_title
from ivl.intake.stacked import JOINED
from ivl.intake.substitutes import substituted
from ivl.intake.table import Table, located
from ivl.intake.values import recorded
from ivl.intake.words import forget

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
    """See ``ivl.intake.personal.file_name``."""

    workbook: Workbook = field(repr=False)
    seconds: float = patience.SECONDS
    """That understanding it may take; the time that other threads take is not counted."""

    def preview(self, answers: Answers = NO_ANSWERS, today: date | None = None) -> Preview:
        """What it holds, as ``preview`` says it.

        Raises:
            Refused: if it holds no cohort, cannot be understood in time, or the program fails over
                it.
        """
        try:
            with patience.within(self.seconds):
                return quoting_nothing(
                    lambda: _understood(self.workbook, self.filename, answers, today)
                )
        finally:
            forget()


def opened(content: bytes, filename: str) -> Opened:
    """The cells of a file, read once.

    Args:
        content: the bytes of an .xlsx, .xls, .ods, .csv or .tsv file.
        filename: for the messages, and as the source of the cohort.

    Raises:
        Refused: if the file cannot be read. Its text is for the user.
    """
    filename = file_name(filename)
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
        Refused: if the file cannot be read, holds no cohort, or takes too long. Its text is for
            the user.
    """
    return opened(content, filename).preview(answers, today)


@_without_collecting()
def _understood(workbook: Workbook, filename: str, answers: Answers, today: date | None) -> Preview:
    chosen = answers.choices.get(SHEET, "")
    workbook = with_halves(workbook, chosen)
    together = (sheet.parts for sheet in workbook.sheets if sheet.name == chosen)
    with speaking_of(next(together, ())):
        return _previewed(workbook, filename, answers, today or date.today())


def _previewed(workbook: Workbook, filename: str, answers: Answers, today: date) -> Preview:
    placed = _placed(workbook, filename, answers)
    table, matching, name = placed.table, placed.matching, placed.table.sheet.name
    told = legends(workbook, name, table.skipped)
    read = recorded(table, matching, answers, workbook.delimiter, told)
    frame, on_free_times = told_apart(read.frame, matching, answers)
    full = substituted(frame, table, matching, answers, today)
    patients = coded(full.frame, name, matching.persons)
    checked = checks.checked(patients.frame, table, matching, read.months, today)
    columns_of = {one.field: one.title for one in matching.matches}
    questions = _questions(
        patients.frame,
        (*placed.questions, *read.questions, *on_free_times, *full.questions),
        matching,
        answers,
        columns_of,
    )
    problems = (
        *gaps(patients.frame, questions, name, columns_of),
        *waiting(patients.frame, questions, name),
        *placed.problems,
        *patients.problems,
        *read.problems,
        *full.problems,
        *sparse(patients.frame, questions, name),
        *checks.unticked(read.frame, matching, name),
        *boxes.counted_as_other(read.frame, matching, name),
        *checked.problems,
    )
    return Preview(
        filename=filename,
        sheet=name,
        header_row=table.header_row + 1,
        encoding=workbook.encoding,
        date_order=read.date_order,
        mapping=matching.matches,
        left_out=matching.left_out,
        questions=questions,
        problems=tuple(_in_its_cell(problem, table, matching) for problem in problems),
        ledger=_ledger(table),
        identifiers_dropped=matching.identifiers,
        patients=checked.patients,
        has_codes=patients.has_codes,
    )


@dataclass(frozen=True)
class _Placed:
    """Where the patients stand, a row each, and which columns record what."""

    table: Table
    matching: Matching
    questions: tuple[Question, ...]
    problems: tuple[Problem, ...]


def _placed(workbook: Workbook, filename: str, answers: Answers) -> _Placed:
    """From the sheets to the rows of patients, each patient once."""
    found = located(workbook, filename, answers.choices.get(SHEET, ""))
    decided = settled(found, answers)
    filled = spread(with_rows_going_on(decided.table), answers)
    matching = matched(filled.table, answers)
    told = legends(workbook, filled.table.sheet.name, filled.table.skipped)
    one_each = joined(filled.table, matching, answers, workbook.delimiter, told)
    if one_each.table is not filled.table:
        matching = matched(one_each.table, answers)
    return _Placed(
        one_each.table,
        matching,
        questions=(
            *_which_sheet(workbook, found, answers),
            *decided.questions,
            *filled.questions,
            *one_each.questions,
            *matching.questions,
        ),
        problems=(
            *remarks(workbook, filled.table),
            *remarks_on_dress(filled.table),
            *decided.problems,
            *filled.problems,
            *matching.problems,
            *remarks_on_notes(one_each.table, matching),
            *one_each.problems,
        ),
    )


def _questions(
    frame: pd.DataFrame,
    asked: Sequence[Question],
    matching: Matching,
    answers: Answers,
    columns_of: Mapping[str, str],
) -> tuple[Question, ...]:
    """All that is asked, with whether the file is used without what it lacks."""
    strangers = [
        column_title(one.letter, one.heading)
        for one in matching.left_out
        if one.reason == "not recognised" and one.heading
    ]
    questions = needed(frame, asked)
    return (*questions, *asked_without(frame, questions, answers, strangers, columns_of))


def _which_sheet(workbook: Workbook, table: Table, answers: Answers) -> list[Question]:
    """Asked where several sheets look like a cohort, or like halves of one.

    The one with most headings is taken, and used without an answer if the others have far fewer.
    """
    read = [part.name for part in table.sheet.parts]
    if not table.rivals and not read:
        return []
    names = (*(read or [table.sheet.name]), *table.rivals)
    parts = read or [sheet.name for sheet in halves(workbook, table) if sheet.name in names]
    together = JOINED.join(parts)
    all_of = "All of these" if set(parts) == set(names) else f"Sheets {text.listed(parts)}"
    question = Question(
        SHEET,
        f"The sheets {text.listed(names)} look like cohorts. Which one should be used?",
        (
            *([Option(together, f"{all_of}, one below the other")] if parts else []),
            *(Option(name, f"Sheet {name}") for name in names),
        ),
        stops=bool(read) or not table.is_clear,
        suggestion=together if parts else table.sheet.name,
    )
    return [replace(question, answer=answers.to(question))]


def _in_its_cell(problem: Problem, table: Table, matching: Matching) -> Problem:
    """The problem with its cell, where it is about one row and a field has one column."""
    problem = replace(problem, parts=table.sheet.parts) if table.sheet.parts else problem
    if problem.cell or problem.row is None:
        return problem
    places = {m.letter: m.position for m in matching.matches if m.column.label == problem.column}
    if len(places) != 1:
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
        table.sheet.parts,
    )
