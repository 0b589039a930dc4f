"""Several sheets as one: their rows one below the other, as if somebody had copied them."""

from array import array
from collections.abc import Iterable, Sequence
from typing import Final

from ivl.intake.cells import BLANK, Cell, Marks, Place, Rows, Sheet
from ivl.intake.heads import heading_row
from ivl.origin import SheetPart

JOINED: Final = " + "
"""Between the names of sheets that are read as one."""


def below_each_other(sheets: Sequence[Sheet]) -> Sheet:
    """One sheet with all rows, under the names of all, which tells where each one begins."""
    width = max(sheet.rows.n_columns for sheet in sheets)
    known: list[Cell] = [None]
    numbers_of: dict[tuple[bool, Cell], int] = {(False, None): BLANK}
    numbers = array("I")
    parts: list[SheetPart] = []
    firsts: list[int] = []
    n_rows = 0
    for sheet in sheets:
        rows = sheet.rows
        own = []
        for cell in rows.known:
            number = numbers_of.setdefault((isinstance(cell, bool), cell), len(known))
            if number == len(known):
                known.append(cell)
            own.append(number)
        blank = [BLANK] * (width - rows.n_columns)
        for start in range(0, len(rows.numbers), rows.n_columns):
            numbers.extend(own[at] for at in rows.numbers[start : start + rows.n_columns])
            numbers.extend(blank)
        parts.append(SheetPart(sheet.name, n_rows + 1, heading_row(sheet)[1] + 1))
        firsts.append(n_rows)
        n_rows += len(rows)
    all_marks = [sheet.marks for sheet in sheets]

    def moved(places: Iterable[Iterable[Place]]) -> tuple[Place, ...]:
        return tuple(
            (row + first, column)
            for first, ats in zip(firsts, places, strict=True)
            for row, column in ats
        )

    def moved_rows(rows: Iterable[Iterable[int]]) -> tuple[int, ...]:
        return tuple(row + first for first, ats in zip(firsts, rows, strict=True) for row in ats)

    return Sheet(
        JOINED.join(sheet.name for sheet in sheets),
        Rows(width, known, numbers),
        unreadable={
            (row + first, column): why
            for first, sheet in zip(firsts, sheets, strict=True)
            for (row, column), why in sheet.unreadable.items()
        },
        merged=tuple(
            ((top + first, left), (bottom + first, right))
            for first, sheet in zip(firsts, sheets, strict=True)
            for (top, left), (bottom, right) in sheet.merged
        ),
        hidden_rows=moved_rows(sheet.hidden_rows for sheet in sheets),
        hidden_columns=tuple(sorted({at for sheet in sheets for at in sheet.hidden_columns})),
        is_filtered=any(sheet.is_filtered for sheet in sheets),
        marks=Marks(
            struck=moved(marks.struck for marks in all_marks),
            unseen=moved(marks.unseen for marks in all_marks),
            comments=moved(marks.comments for marks in all_marks),
            coloured=dict(
                zip(
                    moved(marks.coloured for marks in all_marks),
                    (colour for marks in all_marks for colour in marks.coloured.values()),
                    strict=True,
                )
            ),
            totals_rows=moved_rows(marks.totals_rows for marks in all_marks),
        ),
        parts=tuple(parts),
    )


def headings_again(sheet: Sheet) -> list[int]:
    """Rows of the later halves down to their headings, counted from 0."""
    return [
        row
        for part in sheet.parts[1:]
        for row in range(part.first - 1, part.first - 1 + part.n_headings)
    ]
