"""What a database such as REDCap adds to an export: columns of its own, and a column per box."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ivl.intake.brackets import CHECKBOX, FORM_STATUS
from ivl.intake.cells import Cell, as_text
from ivl.intake.headings import known_fields
from ivl.intake.near_misses import near_misses
from ivl.intake.problems import Problem
from ivl.intake.table import Table
from ivl.intake.words import plain, spaced
from ivl.schema import BY_NAME

_STRUCTURE: Final = {
    "event name", "repeat instrument", "repeat instance", "data access group",
    "survey identifier", "survey timestamp",
}  # fmt: skip
"""Columns that REDCap adds of its own accord, as an export with labels heads them."""


_FORM_ANSWERS: Final = frozenset({"complete", "incomplete", "unverified", "0", "1", "2"})
"""What stands below the heading of a form's status, in words or codes."""


_OPERATED: Final = re.compile("surg|oper|resec|remov|excis|tumou?r")
"""In the name of a form, what may be complete or not by itself: 0, 1 and 2 may be R0, R1, R2."""


def is_form_status(heading: str, cells: Sequence[Cell]) -> bool:
    """A column that REDCap adds to each form or event; it records nothing of a patient.

    Args:
        heading: of the column; "Complete?" may also be asked of a resection.
        cells: the different ones below it.
    """
    words = plain(heading)
    answers = {plain(as_text(cell)) for cell in cells if cell is not None}
    if words == FORM_STATUS:
        return answers <= _FORM_ANSWERS
    ends_a_form = words.endswith("_complete") and (
        not near_misses(heading)
        or (answers <= _FORM_ANSWERS and ("unverified" in answers or not _OPERATED.search(words)))
    )
    return ends_a_form or words.startswith("redcap_") or words in _STRUCTURE


def is_of_visits(heading: str) -> bool:
    """A column of REDCap that tells visits or repeated forms of one patient apart."""
    return spaced(heading).removeprefix("redcap ").startswith(("event name", "repeat"))


def visits_of_nobody(table: Table) -> Iterator[Problem]:
    """Rows of visits that nothing puts together: each would count as a patient of her own."""
    for head in table.heads:
        n_kinds = len(table.distinct(head.position).cells)
        if n_kinds > 1 and is_of_visits(head.words):
            yield Problem(
                head.words,
                None,
                "The rows are visits or repeated forms, and no column says whose they are",
                "Counted row by row, a patient with two visits would be two patients",
                "Export the column with the record ID as well and upload again",
                "error",
                sheet=table.sheet.name,
            )
            return


def numbered_box(heading: str) -> str:
    """Name of the field whose box a heading such as ``symptoms___1`` gives by number; else ""."""
    found = CHECKBOX.match(plain(heading))
    fields = known_fields(found[1]) if found and not known_fields(heading) else []
    return next((field for field in fields if BY_NAME[field].options), "")
