"""Sentences that know which of their words are numbers.

A number is marked where it is printed into a sentence, since only there is it known for one: "in
5 of 15 patients" holds a number, "at 36 months" what was asked for. A sentence is plain text to
whoever shows it; whoever leads each number to its figure asks for its parts.
"""

import re
from typing import Final, NamedTuple

_BEGIN: Final = "\ue000"
_END: Final = "\ue001"
"""Characters that Unicode leaves to private use, and that no sentence holds."""

_MARKED: Final = re.compile(f"{_BEGIN}([^{_BEGIN}{_END}]*){_END}")


class Words(NamedTuple):
    """A piece of a sentence."""

    words: str
    is_number: bool


def number(printed: object) -> str:
    """Marks a number, with what it counts and its interval, for a ``Said``; "" stays "".

    Args:
        printed: "5 of 15 patients (33.3%)". Numbers that were marked in it become part of it.
    """
    words = _unmarked(str(printed))
    return f"{_BEGIN}{words}{_END}" if words else ""


class Said(str):
    """A sentence as plain text, made from one in which the numbers are marked."""

    marked: str
    """With its marks, to be printed into a longer sentence."""

    def __new__(cls, sentence: str) -> "Said":
        """The sentence itself where it is one already."""
        if isinstance(sentence, Said):
            return sentence
        said = super().__new__(cls, _unmarked(sentence))
        said.marked = sentence
        return said

    @property
    def parts(self) -> tuple[Words, ...]:
        """The numbers and the words between them, none of them empty; joined they are the text."""
        pieces = _MARKED.split(self.marked)
        parts = [Words(_unmarked(piece), bool(place % 2)) for place, piece in enumerate(pieces)]
        return tuple(part for part in parts if part.words)


def _unmarked(words: str) -> str:
    return words.replace(_BEGIN, "").replace(_END, "")
