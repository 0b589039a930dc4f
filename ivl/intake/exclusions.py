"""Rows that stand below a line such as "Excluded", "Controls" or 对照组."""

from collections.abc import Sequence
from typing import Final

from ivl.intake import summary_words
from ivl.intake.cells import as_text
from ivl.intake.likeness import Row
from ivl.intake.report import SkippedReason

_LONGEST: Final = 60
NOTES: Final = ("total or note", "name of a group")
_PASSED_OVER: Final = ("blank", "repeated heading", "heading")


def below_exclusions(
    rows: Sequence[Row], reasons: Sequence[SkippedReason | None]
) -> tuple[dict[int, str], list[int]]:
    """Rows that may be patients and stand below words of exclusion, up to the next line of words.

    Args:
        rows: of the sheet.
        reasons: why each row is no patient, None where it may be one.

    Returns:
        The words above each of these rows, and the rows of the words; rows count from 0.
    """
    found: dict[int, str] = {}
    lines: list[int] = []
    words, above = "", -1
    for row, reason in enumerate(reasons):
        if reason is None:
            if words:
                found[row] = words
                lines += [above] if above not in lines else []
        elif reason in NOTES:
            told = {as_text(cell) for cell in rows[row] if cell is not None}
            if len(told) == 1:
                words, above = next(iter(told)), row
                is_line = len(words) <= _LONGEST and summary_words.says_outside(words)
                words = words if is_line else ""
        elif reason not in _PASSED_OVER:
            words = ""
    return found, lines
