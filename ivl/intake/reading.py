"""What one cell was read as."""

from typing import Any, NamedTuple

UNKNOWN_NOW = "Counted as unknown"
CORRECT = "Correct the cell and upload again"


class Reading(NamedTuple):
    """A value, or why there is none; a value with a remark rests on an assumption."""

    value: Any = None
    """None if unknown."""

    what: str = ""
    """The remark: "12-24" is a range; "" if there is nothing to say."""

    why: str = UNKNOWN_NOW
    how: str = CORRECT
    strange: tuple[str, ...] = ()
    """Words for which the column has no answer, and which its owner could explain."""

    is_month: bool = False
    """A date that names no day."""

    asked: str = ""
    """Key of the question that settles it; "" if no single one does."""


UNKNOWN_READING = Reading()
LEFT_OPEN = Reading(what="A no leaves open which other answer holds")
"""A no where several answers are left, such as the ovaries that were not both removed."""


def not_understood(words: str, expected: str) -> Reading:
    """A cell that the grammar of its column does not cover."""
    return Reading(what=f'"{words}" is not {expected}')
