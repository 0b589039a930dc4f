"""Pregnancies and births in one cell: G3P2, 孕3产2流1, P2+0, 3-0-1-2."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from ivl.intake.cells import Cell, as_text
from ivl.intake.personal import quoted
from ivl.intake.problems import Problem
from ivl.intake.words import plain
from ivl.schema import BY_NAME

FIELDS: Final = ("gravidity", "parity")
_REST: Final = r"(?:\s*\+\s*\d)?(?:[\s,]*(?:ab|a|l|流|存|活)\s*\d{1,2})*(?:\s*\((?:cs|剖)[^()]*\))?"
"""Losses, living children and Caesarean sections, which nothing here records."""

_GRAVIDA_PARA: Final = re.compile(
    rf"^(?:(?:g|孕)\s*(\d{{1,2}})[\s,]*(?:p|产)\s*(\d{{1,2}}){_REST}"
    r"|(\d{1,2})\s*[/p产-]\s*(\d{1,2}))$"
)
_ALONE: Final = {
    "gravidity": re.compile(r"^(?:g|孕)\s*(\d{1,2})$"),
    "parity": re.compile(r"^(?:p|产)\s*(\d{1,2})(?:\s*\+\s*\d)?$"),
}
_TERM_TO_LIVING: Final = re.compile(r"^(\d{1,2})-(\d{1,2})-(\d{1,2})-(\d{1,2})$")


def counted(said: str, field: str) -> float | None:
    """Number of pregnancies or births; 3-0-1-2 are births at term, preterm, losses and living.

    Args:
        said: a cell in small letters and figures.
        field: one of ``FIELDS``.
    """
    if found := _TERM_TO_LIVING.match(said):
        term, preterm, lost = (float(found[number]) for number in (1, 2, 3))
        return term + preterm + (lost if field == "gravidity" else 0)
    if found := _GRAVIDA_PARA.match(said):
        both = (found[1] or found[3], found[2] or found[4])
        return float(both[FIELDS.index(field)])
    alone = _ALONE[field].match(said)
    return float(alone[1]) if alone else None


def order_assumed(cells: Iterable[Cell], field: str, sheet: str) -> Iterator[Problem]:
    """How 3-0-1-2 was read, told once for a column.

    Args:
        cells: different cells of the column.
        field: what it records.
        sheet: for the message.
    """
    found = (cell for cell in cells if _TERM_TO_LIVING.match(plain(as_text(cell))))
    example = next(found, None) if field in FIELDS else None
    if example is not None:
        said = plain(as_text(example))
        what = ("pregnancies", "births")[FIELDS.index(field)]
        yield Problem(
            BY_NAME[field].label,
            None,
            f"{quoted(said, 'number')} was read as births at term, births before term, losses and "
            "living children",
            f"So it says {counted(said, field):g} {what}",
            "Check one of them with your records",
            sheet=sheet,
        )
