"""A yes or no beside a column that says more: "Ovary preserved" beside "Ovarian procedure".

Such a column confirms the other row by row, and decides nothing itself.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ivl.intake.cells import as_text
from ivl.intake.claims import Claim
from ivl.intake.grammar import read_cell
from ivl.intake.levels import is_unknown_mark
from ivl.intake.personal import headed, quoted
from ivl.intake.problems import Problem
from ivl.intake.rules import CORRECT_EITHER
from ivl.intake.table import Table
from ivl.intake.words import plain
from ivl.schema import BY_NAME, NO_SPELLINGS, UNKNOWN, YES_SPELLINGS

_KEPT: Final = {
    "ovarian_procedure": ("both_kept", "one_kept", "some_kept"),
    "uterine_procedure": ("uterus_kept_no_procedure", "uterus_kept_unspecified", "myomectomy"),
}
"""Levels after which the organ is still there, by the field."""

_COVERS: Final = {
    "some_kept": _KEPT["ovarian_procedure"],
    "some_removed": ("one_kept", "both_removed", "some_removed"),
    "uterus_kept_unspecified": _KEPT["uterine_procedure"],
    "hysterectomy_unspecified": (
        "subtotal_hysterectomy", "total_hysterectomy", "radical", "hysterectomy_unspecified"
    ),
}  # fmt: skip
"""Levels that say more of the same, by those that leave the kind open."""

_YES, _NO = (frozenset(map(plain, words)) for words in (YES_SPELLINGS, NO_SPELLINGS))
_OF_KEEPING: Final = re.compile("preserv|kept|retain|conserv|spar|保留")
_OF_REMOVING: Final = re.compile("remov|ectomy|bso|切除")


def detailed(field: str, group: Sequence[Claim], table: Table) -> Claim | None:
    """The one column of some that says more than yes and no, if the others confirm it.

    Args:
        field: what all of them record.
        group: the columns.
        table: for their values.
    """
    more = [claim for claim in group if not _is_of_yes_and_no(claim, table)]
    return more[0] if field in _KEPT and len(more) == 1 else None


def _is_of_yes_and_no(claim: Claim, table: Table) -> bool:
    words = (plain(as_text(cell)) for cell in claim.cells(table).cells)
    return all(said in _YES or said in _NO or is_unknown_mark(said) for said in words)


def denials(claims: Sequence[Claim], table: Table) -> Iterator[Problem]:
    """Patients in whom the two columns contradict each other."""
    for claim in claims:
        fields = {target.field for target in claim.heading.targets} & _KEPT.keys()
        if claim.reason != "same as another" or not _is_of_yes_and_no(claim, table):
            continue
        for field in fields:
            other = next((one for one in claims if field in one.fields), None)
            if other:
                yield from _denials(claim, other, field, table)


def _denials(claim: Claim, other: Claim, field: str, table: Table) -> Iterator[Problem]:
    column = BY_NAME[field]
    asked_as = claim.heading.targets[0].asked_as
    said = zip(table.records, claim.cells(table), other.cells(table), strict=True)
    for row, confirms, cell in said:
        word, level = plain(as_text(confirms)), read_cell(cell, column).value
        if level in (None, UNKNOWN.name) or not (word in _YES or word in _NO):
            continue
        if asked_as:
            covered = _COVERS.get(asked_as.yes, (asked_as.yes,))
            agrees = (level in covered) == (word in _YES)
        else:
            turn = _turn(claim.head.words)
            agrees = turn is None or (level in _KEPT[field]) == (turn == (word in _YES))
        if not agrees:
            yield Problem(
                column.label,
                row + 1,
                f"{quoted(as_text(cell))}, but {quoted(as_text(confirms))} under "
                f"{headed(claim.head.words)}",
                f"{other.title} is used",
                CORRECT_EITHER,
                cell=f"{other.letter}{row + 1}",
                sheet=table.sheet.name,
            )


def _turn(heading: str) -> bool | None:
    """Whether a yes below the heading says that the organ was kept; None if nobody knows."""
    said = plain(heading)
    if bool(_OF_KEEPING.search(said)) == bool(_OF_REMOVING.search(said)):
        return None
    return bool(_OF_KEEPING.search(said))
