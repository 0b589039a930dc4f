"""What is to be said about a file before its columns: encoding, other sheets, what is hidden."""

import re
from collections.abc import Iterator
from typing import Final

from ivl import text
from ivl.intake.cells import Workbook, as_text, letter
from ivl.intake.other_sheets import unread_sheets
from ivl.intake.problems import Problem
from ivl.intake.report import column_title
from ivl.intake.table import Table

_OTHER_DELIMITERS: Final = tuple(map(re.compile, (r"\t", r"\|", r";(?=\S)", r",(?=\S)")))
"""Between cells; commas and semicolons of sentences have a blank after them."""


def remarks(workbook: Workbook, table: Table) -> Iterator[Problem]:
    """Problems that concern the file and the sheet that was chosen, in that order."""
    yield from _on_encoding(workbook)
    yield from _on_lengths(table)
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


def _on_lengths(table: Table) -> Iterator[Problem]:
    """Rows of a text file in which a delimiter is too many or too few, so that cells have moved."""
    lengths, rows = table.sheet.lengths, table.sheet.rows
    if not lengths:
        return
    headed = [one.row - 1 for one in table.skipped if one.reason == "heading"]
    n_headings = max(lengths[row] for row in headed)
    for row in table.records:
        if lengths[row] > n_headings and any(cell is not None for cell in rows[row][n_headings:]):
            yield Problem(
                "",
                row + 1,
                "There are more cells than headings",
                "Cells that were moved to the right would be read under the wrong headings",
                "Put quotation marks around a cell that holds a comma or another delimiter, or "
                "give each column a heading",
                "error",
            )
    for row, length in enumerate(lengths):
        if length == 1 and n_headings > 2 and _holds_a_row(as_text(rows[row][0]), n_headings):
            yield Problem(
                "",
                row + 1,
                "Its cells are not told apart, for they stand between other marks than those of "
                "the other rows",
                "Whoever it is about is not among the patients",
                "Write the row with the same delimiter as the others",
                "error",
            )
    records = [row for row in table.records if row not in table.codes_alone]
    short = [row for row in records if lengths[row] < n_headings]
    if len(short) > 1 and len(short) == len(records) and len({lengths[row] for row in short}) == 1:
        yield Problem(
            "",
            None,
            f"There are {n_headings} headings, but {lengths[short[0]]} cells in each row",
            "If a heading holds a delimiter, the columns after it were read under the wrong ones",
            "Put quotation marks around such a heading, or give each column one heading",
            "error",
        )
    if 2 * len(short) > len(records):
        return  # the program that wrote the file leaves blank ends away
    for row in short:
        yield Problem(
            "",
            row + 1,
            "There are fewer cells than headings",
            "If one is missing between the others, those after it were read under the wrong "
            "headings",
            "Compare the row with your records",
        )


def _holds_a_row(words: str, n_headings: int) -> bool:
    """Whether about as many delimiters of one kind stand in a cell as between the headings."""
    return any(2 * len(mark.findall(words)) >= n_headings for mark in _OTHER_DELIMITERS)


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
    by, how = (
        ("Hidden by a filter", "Clear the filter in Excel")
        if table.sheet.is_filtered
        else ("Hidden in the file", "Unhide them in Excel")
    )
    for row in sorted(set(table.sheet.hidden_rows) & set(table.records)):
        yield Problem(
            "",
            row + 1,
            by,
            "Read as patients like all others",
            f"{how} to look at them, and delete those that do not belong to the cohort",
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
