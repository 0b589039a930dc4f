"""What is to be said about a file before its columns: encoding, other sheets, what is hidden."""

from collections.abc import Iterator

from ivl import text
from ivl.intake.cells import Workbook, letter
from ivl.intake.moved_cells import moved_cells
from ivl.intake.other_sheets import unread_sheets
from ivl.intake.problems import Problem
from ivl.intake.report import column_title
from ivl.intake.table import Table


def remarks(workbook: Workbook, table: Table) -> Iterator[Problem]:
    """Problems that concern the file and the sheet that was chosen, in that order."""
    yield from _on_encoding(workbook)
    if workbook.delimiter:
        yield from moved_cells(table)
    yield from _on_hidden_sheets(table)
    yield from unread_sheets(workbook, table)
    yield from _on_hidden_rows(table)
    yield from _on_hidden_columns(table)


def _on_encoding(workbook: Workbook) -> Iterator[Problem]:
    if not workbook.is_encoding_sure:
        yield Problem(
            "",
            None,
            f"The characters were read as {workbook.encoding}, which nothing in the file proves",
            "Words beyond plain English letters may be wrong",
            'Save the file in Excel as "CSV UTF-8" and upload that, if something looks wrong',
        )


def _on_hidden_sheets(table: Table) -> Iterator[Problem]:
    if table.sheet.hidden:
        yield Problem(
            "",
            None,
            "This sheet is hidden in the file, but no other looks like a cohort",
            "It was read",
            "Unhide it in Excel and check that it is the right one",
            sheet=table.sheet.name,
        )
    names = table.hidden_rivals
    if names:
        is_one = len(names) == 1
        yield Problem(
            "",
            None,
            f"The hidden sheet{'' if is_one else 's'} {text.listed(names)} "
            f"{'looks' if is_one else 'look'} like a cohort as well",
            f"{'It was' if is_one else 'They were'} left out",
            f"Unhide {'it' if is_one else 'them'} in Excel and upload again, if you mean "
            f"{'it' if is_one else 'one of them'}",
        )


def _on_hidden_rows(table: Table) -> Iterator[Problem]:
    """Hidden patients are patients: a filter is a view, and whoever forgets it loses them."""
    hidden = sorted(set(table.sheet.hidden_rows) & set(table.records))
    them, patients, those_that_do = (
        ("it", "a patient", "it if it does")
        if len(hidden) == 1
        else ("them", "patients", "those that do")
    )
    by, how = (
        ("Hidden by a filter", "Clear the filter in Excel")
        if table.sheet.is_filtered
        else ("Hidden in the file", f"Unhide {them} in Excel")
    )
    for row in hidden:
        yield Problem(
            "",
            row + 1,
            by,
            f"Read as {patients} like all others",
            f"{how} to look at {them}, and delete {those_that_do} not belong to the cohort",
            sheet=table.sheet.name,
        )


def _on_hidden_columns(table: Table) -> Iterator[Problem]:
    hidden = set(table.sheet.hidden_columns)
    titles = [
        column_title(letter(head.position), head.words)
        for head in table.heads
        if head.position in hidden
    ]
    if titles:
        is_one = len(titles) == 1
        yield Problem(
            "",
            None,
            f"{text.listed(titles)} {'is' if is_one else 'are'} hidden in the file",
            "Read like all others",
            f"Unhide {'it' if is_one else 'them'} in Excel to check what is there",
            sheet=table.sheet.name,
        )
