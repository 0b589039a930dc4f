"""Halves of one cohort on sheets of their own, which are read as one if their owner says so.

2010–2015 and 2016–2024, or Group A and Group B: with the same headings and other patients, whoever
took one of them alone would lose the rest.
"""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from ivl.intake.cells import Sheet, Workbook, as_text
from ivl.intake.refusal import Refused
from ivl.intake.stacked import JOINED, below_each_other
from ivl.intake.table import Table, located
from ivl.intake.words import plain

_FEWEST_HEADINGS: Final = 3


def halves(workbook: Workbook, table: Table) -> tuple[Sheet, ...]:
    """The sheets that may be read one below the other, in the order of the file.

    The one with most headings comes first, since its headings hold for all.
    They are visible, have the headings of the table in the same columns, and no code of a patient
    in common. Empty if there is no second one, or if no column holds codes.
    """
    taken = _codes(table)
    found = {table.sheet.name: len(_words(table))} if taken and not table.sheet.hidden else {}
    for other in _others(workbook, table) if found else ():
        codes = _codes(other)
        if codes and taken.isdisjoint(codes) and _agree(_words(table), _words(other)):
            found[other.sheet.name] = len(_words(other))
            taken |= codes
    together = [sheet for sheet in workbook.sheets if sheet.name in found]
    together.sort(key=lambda sheet: -found[sheet.name])
    is_name_of_another = _joined(together) in (sheet.name for sheet in workbook.sheets)
    return tuple(together) if len(together) > 1 and not is_name_of_another else ()


def with_halves(workbook: Workbook, chosen: str) -> Workbook:
    """The workbook with one sheet in place of its halves, if these were chosen.

    Args:
        workbook: as the file holds it.
        chosen: names of the sheets with ``JOINED`` between them; any other name changes nothing.
    """
    for sheet in workbook.sheets:
        if not chosen.startswith(sheet.name + JOINED):
            continue
        for table in _alone(workbook, sheet):
            together = halves(workbook, table)
            if _joined(together) == chosen:
                others = tuple(one for one in workbook.sheets if one not in together)
                return replace(workbook, sheets=(below_each_other(together), *others))
    return workbook


def _joined(sheets: Sequence[Sheet]) -> str:
    return JOINED.join(sheet.name for sheet in sheets)


def _others(workbook: Workbook, table: Table) -> Iterator[Table]:
    for sheet in workbook.sheets:
        if sheet.name != table.sheet.name and not sheet.hidden:
            yield from _alone(workbook, sheet)


def _alone(workbook: Workbook, sheet: Sheet) -> Iterator[Table]:
    """The table of one sheet; none if it holds no cohort."""
    with contextlib.suppress(Refused):
        yield located(replace(workbook, sheets=(sheet,)), "")


def _codes(table: Table) -> set[str]:
    """Of all that may be patients, by the first column of codes."""
    at = next((head.position for head in table.heads if head.is_of_codes), None)
    rows = (*table.records, *(row for row, _ in table.doubts)) if at is not None else ()
    cells = (table.sheet.rows.cell(row, at or 0) for row in rows)
    return {plain(as_text(cell)) for cell in cells if cell is not None}


def _words(table: Table) -> dict[int, str]:
    return {head.position: plain(head.words) for head in table.heads if head.words}


def _agree(first: dict[int, str], second: dict[int, str]) -> bool:
    """Whether columns have the same headings; one sheet may have more of them at its right."""
    shared = first.keys() & second.keys()
    more = first.keys() ^ second.keys()
    return (
        len(shared) >= _FEWEST_HEADINGS
        and all(first[at] == second[at] for at in shared)
        and all(at > max(shared) for at in more)
    )
