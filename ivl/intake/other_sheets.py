"""Sheets that are not read and speak of patients: the list goes on there, or women left the study.

Without a word about them, patients who go on in a second sheet would be lost, and those whom a
sheet named Excluded takes out of the study would stay in.
"""

from collections.abc import Iterator
from typing import Final

from ivl import text
from ivl.intake.attached import OWN_LIST
from ivl.intake.cells import Sheet, Workbook, as_text
from ivl.intake.likeness import Likeness, likeness, some_of
from ivl.intake.problems import Problem
from ivl.intake.table import Table

_FEWEST: Final = 2


def unread_sheets(workbook: Workbook, table: Table) -> Iterator[Problem]:
    """A sentence for each sheet on which the list goes on, and one for all that name patients."""
    others = [
        sheet for sheet in workbook.sheets if sheet.name in table.others and not is_own_list(sheet)
    ]
    going_on = dict(_going_on(others, table))
    for name, n_more in going_on.items():
        yield Problem(
            "",
            None,
            f"The sheet {name} holds {n_more} rows like those of patients, but no headings",
            "It was not read, and its patients would be lost",
            "If they belong to the cohort, put these rows below those of the sheet "
            f"{table.sheet.name}, or else delete the sheet, and upload again",
            "error",
        )
    naming = [sheet.name for sheet in others if sheet.name not in going_on]
    if naming:
        is_one = len(naming) == 1
        yield Problem(
            "",
            None,
            f"The sheet{'' if is_one else 's'} {text.listed(naming)} "
            f"{'was' if is_one else 'were'} not read",
            "What stands there of patients is missing from the cohort",
            "Bring what belongs to the cohort into one sheet with a row for each patient",
        )


def is_own_list(sheet: Sheet) -> bool:
    """What the dashboard wrote into a file that was corrected."""
    return sheet.name == OWN_LIST and as_text(sheet.rows.cell(0, 0)).startswith(OWN_LIST)


def _going_on(others: list[Sheet], table: Table) -> Iterator[tuple[str, int]]:
    """Sheets without headings with further patients, and how many rows these fill."""
    positions = [head.position for head in table.heads if head.is_of_codes]
    asked = {*table.rivals, *table.hidden_rivals}
    sheets = [sheet for sheet in others if sheet.name not in asked]
    if not sheets or not positions or not table.records:
        return
    codes = set(map(as_text, table.distinct(positions[0]).cells)) - {""}
    like = likeness([table.sheet.rows[row] for row in some_of(table.records)], table.heads)
    for sheet in sheets:
        n_more = _n_more(sheet, like, codes)
        if n_more >= _FEWEST:
            yield sheet.name, n_more


def _n_more(sheet: Sheet, like: Likeness, codes: set[str]) -> int:
    """Rows under codes that the cohort lacks, if most of the sheet is made of such."""
    width = 1 + max(like.forms)
    rows = [row for row in sheet.rows if len(row) >= width and row.count(None) < len(row)]
    more = [row for row in rows if like.is_plain(row) and like.code(row)[1] not in codes]
    return len(more) if 2 * len(more) > len(rows) else 0
