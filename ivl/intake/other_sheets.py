"""Sheets that are not read and speak of patients: the list goes on there, or women left the study.

Without a word about them, patients who go on in a second sheet would be lost, and those whom a
sheet named Excluded takes out of the study would stay in.
"""

from collections.abc import Iterator
from typing import Final

from ivl import text
from ivl.intake import headings
from ivl.intake.cells import Sheet, Workbook, as_text
from ivl.intake.likeness import Likeness, likeness
from ivl.intake.problems import Problem
from ivl.intake.table import Table

_FEWEST: Final = 2
_LOOKED_AT: Final = 2_000


def unread_sheets(workbook: Workbook, table: Table) -> Iterator[Problem]:
    """A sentence for each sheet with more patients, and one for all that name patients."""
    own = table.sheet.name
    known = {own, *table.rivals, *table.hidden_rivals}
    read = [one.rows for one in workbook.sheets if one.name == own]
    others = [one for one in workbook.sheets if one.rows and one.name not in known]
    others = [one for one in others if one.rows not in read]
    positions = [head.position for head in table.heads if head.is_of_codes]
    if not others or not positions or not table.records:
        return
    codes = {as_text(cell) for cell in table.cells(positions[0])} - {""}
    like = likeness([table.sheet.rows[row] for row in table.records], table.heads)
    naming = []
    for sheet in others:
        n_more = _n_more(sheet, like, codes)
        if n_more >= _FEWEST:
            yield Problem(
                "",
                None,
                f"The sheet {sheet.name} holds {n_more} rows like those of patients, but no "
                "headings",
                "It was not read, and its patients would be lost",
                f"If they belong to the cohort, put these rows below those of the sheet {own}, or "
                "else delete the sheet, and upload again",
                "error",
            )
        elif _names_patients(sheet, codes):
            naming.append(sheet.name)
    if naming:
        is_one = len(naming) == 1
        yield Problem(
            "",
            None,
            f"The sheet{'' if is_one else 's'} {text.listed(naming)} "
            f"{'holds' if is_one else 'hold'} codes of patients as well",
            f"{'It was' if is_one else 'They were'} not read",
            "If they say who left the study, or what became of a patient, bring that into the "
            f"sheet {own}",
        )


def _n_more(sheet: Sheet, like: Likeness, codes: set[str]) -> int:
    """Rows under codes that the cohort lacks, if most of the sheet is made of such."""
    width = 1 + max(like.forms)
    rows = [row for row in sheet.rows if len(row) >= width and row.count(None) < len(row)]
    more = [row for row in rows if like.is_plain(row) and like.code(row)[1] not in codes]
    return len(more) if 2 * len(more) > len(rows) else 0


def _names_patients(sheet: Sheet, codes: set[str]) -> bool:
    """Whether codes of the cohort stand in a column; numbers alone need a heading that says so."""
    rows = sheet.rows[:_LOOKED_AT]
    for position in range(len(rows[0])):
        filled = [words for row in rows if (words := as_text(row[position]))]
        is_headed = any("patient_id" in headings.known_fields(words) for words in filled[:_FEWEST])
        named = [words for words in filled if words in codes]
        if named and (is_headed or any(any(map(str.isalpha, words)) for words in named)):
            return True
    return False
