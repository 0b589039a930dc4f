"""Rows of a text file in which a delimiter is too many or too few, so that cells have moved."""

import re
from collections.abc import Iterator
from typing import Final

from ivl.intake.cells import as_text
from ivl.intake.heads import Head
from ivl.intake.levels import is_unknown_mark
from ivl.intake.problems import Problem
from ivl.intake.summary_words import is_of_dictionary
from ivl.intake.table import Table

_OTHER_DELIMITERS: Final = tuple(map(re.compile, (r"\t", r"\|", r";(?=\S)", r",(?=\S)")))
"""Between cells; commas and semicolons of sentences have a blank after them."""

_NUMBER: Final = re.compile(r"\d{1,6}(?:[.,]\d{1,4})?")


def moved_cells(table: Table) -> Iterator[Problem]:
    """What is to be said of them, by the count of cells or by what stands in them."""
    if table.sheet.lengths:
        n_headings = _n_headings(table)
        yield from _too_many(table, n_headings)
        yield from _not_told_apart(table, n_headings)
        yield from _too_few(table, n_headings)
    yield from _moved_into_last_column(table)


def _n_headings(table: Table) -> int:
    headed = [one.row - 1 for one in table.skipped if one.reason == "heading"]
    return max(table.sheet.lengths[row] for row in headed)


def _too_many(table: Table, n_headings: int) -> Iterator[Problem]:
    lengths, rows = table.sheet.lengths, table.sheet.rows
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


def _not_told_apart(table: Table, n_headings: int) -> Iterator[Problem]:
    rows = table.sheet.rows
    # Blank rows at the end are no longer rows of the sheet.
    for row, length in enumerate(table.sheet.lengths[: len(rows)]):
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


def _holds_a_row(words: str, n_headings: int) -> bool:
    """Whether about as many delimiters of one kind stand in a cell as between the headings."""
    return any(2 * len(mark.findall(words)) >= n_headings for mark in _OTHER_DELIMITERS)


def _too_few(table: Table, n_headings: int) -> Iterator[Problem]:
    lengths = table.sheet.lengths
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


def _moved_into_last_column(table: Table) -> Iterator[Problem]:
    """Rows that end with a number in a last column of no numbers, and hold a word under a number.

    A delimiter too many shows in no count of cells where the last column was blank.
    """
    *others, last = table.heads
    measuring = [head for head in others if _is_of_numbers(head)]
    if _is_of_numbers(last) or not measuring:
        return
    ends = table.distinct(last.position)
    at_end = [bool(_NUMBER.fullmatch(as_text(cell))) for cell in ends.cells]
    numbered = [
        row for row, at in zip(table.records, ends.places.tolist(), strict=True) if at_end[at]
    ]
    # Where a number stands without such a word, the column is one of numbers.
    if len(numbered) < len(table.records) and all(
        any(_is_answer(as_text(table.sheet.rows.cell(row, head.position))) for head in measuring)
        for row in numbered
    ):
        for row in numbered:
            yield Problem(
                "",
                row + 1,
                "The cells seem to have moved to the right, for a word stands under a number, and "
                "a number in the last column",
                "They are read under the wrong headings",
                "Put quotation marks around a cell that holds a comma or another delimiter",
                "error",
            )


def _is_of_numbers(head: Head) -> bool:
    return any(target.column.kind in ("number", "date") for target in head.heading.targets)


def _is_answer(words: str) -> bool:
    return any(map(str.isalpha, words)) and is_of_dictionary(words) and not is_unknown_mark(words)
