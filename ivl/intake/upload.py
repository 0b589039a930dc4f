"""From the bytes of an upload to the preview of a cohort: read, locate, match, read, check."""

from dataclasses import replace
from datetime import date

from ivl import text
from ivl.intake import checks, sheet
from ivl.intake.blocks import spread
from ivl.intake.codes import coded
from ivl.intake.gaps import gaps
from ivl.intake.matching import matched
from ivl.intake.questions import Answers, Option, Question
from ivl.intake.remarks import remarks
from ivl.intake.report import Ledger, Preview, Skipped
from ivl.intake.substitutes import substituted
from ivl.intake.table import Table, located
from ivl.intake.values import recorded
from ivl.intake.words import plain

NO_ANSWERS = Answers()


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
    workbook = sheet.read(content, filename)
    found = located(workbook, filename, answers.choices.get("sheet", ""))
    spread_out = spread(found, answers)
    table = spread_out.table
    name = table.sheet.name
    matching = matched(table, answers)
    read = recorded(table, matching, answers, workbook.delimiter)
    full = substituted(read.frame, table, matching, answers)
    questions = (
        *_which_sheet(table, answers),
        *spread_out.questions,
        *matching.questions,
        *read.questions,
        *full.questions,
    )
    patients = coded(full.frame, name, matching.persons, _is_repeating(table))
    checked = checks.checked(patients.frame, matching, name, today or date.today())
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
            *gaps(full.frame, questions, name),
            *remarks(workbook, table),
            *spread_out.problems,
            *matching.problems,
            *patients.problems,
            *read.problems,
            *checks.unitless(matching, name),
            *checks.unticked(read.frame, matching, name),
            *checked.problems,
        ),
        ledger=_ledger(table, patients.duplicates),
        identifiers_dropped=matching.identifiers,
        patients=checked.patients,
    )


def _which_sheet(table: Table, answers: Answers) -> list[Question]:
    """Asked where several sheets look like a cohort.

    The one with most headings is taken, and used without an answer if the others have far fewer.
    """
    if not table.rivals:
        return []
    names = (table.sheet.name, *table.rivals)
    question = Question(
        "sheet",
        f"The sheets {text.listed(names)} look like cohorts. Which one should be used?",
        tuple(Option(name, f"Sheet {name}") for name in names),
        stops=not table.is_clear,
        suggestion=table.sheet.name,
    )
    return [replace(question, answer=answers.to(question))]


def _is_repeating(table: Table) -> bool:
    """REDCap's own columns for visits and repeated forms."""
    return any(plain(head.words).startswith("redcap_") for head in table.heads)


def _ledger(table: Table, duplicates: tuple[int, ...]) -> Ledger:
    skipped = [*table.skipped, *(Skipped(row, "duplicate") for row in duplicates)]
    patients = tuple(row + 1 for row in table.records if row + 1 not in duplicates)
    return Ledger(len(table.sheet.rows), patients, tuple(sorted(skipped, key=lambda one: one.row)))
