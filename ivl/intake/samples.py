"""Which values of a column may be shown beside its heading.

A column in use shows a few of its values. What an unknown column holds nobody has said, and it
may be names or notes about persons: its values are shown only where they recur among patients
or are short numbers, or yes and no. Else it is told how many there are.
"""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

import numpy as np

from ivl.intake.cells import as_text
from ivl.intake.distinct import Distinct
from ivl.intake.levels import is_unknown_mark
from ivl.intake.names import may_name_persons
from ivl.intake.personal import cell_words, holds_identifier, sharing, tells_all, words_in
from ivl.intake.words import plain
from ivl.schema import NO_SPELLINGS, YES_SPELLINGS

_MOST: Final = 3
_SHARED_BY: Final = 3
"""Patients in whose rows a word is a finding sooner than a name."""

_MOST_WORDS, _MOST_CHARACTERS = 3, 10
_LOOKED_AT: Final = 1_000
_ANSWERS: Final = frozenset(map(plain, (*YES_SPELLINGS, *NO_SPELLINGS)))
_SHORT_NUMBER: Final = re.compile(
    r"[<>≤≥~±+-]{0,2} ?\d{1,4}(?:[.,]\d{1,3})?(?: ?[%a-zA-Zµ/]{1,6})?"
)


_YEAR: Final = re.compile(r"(?:19|20)\d\d(?:[./-]\d{1,2})?")
"""May be the year of her birth."""


@dataclass(frozen=True)
class Samples:
    """A few values of a column, or why there are none."""

    shown: tuple[str, ...] = ()
    n_hidden: int = 0
    """How many different values there are, where none may be shown."""


def of_known(held: Distinct, kind: str = "") -> Samples:
    """Of a column of which somebody said what it records.

    Args:
        held: what stands in it.
        kind: "number" or "date" if it holds these alone.
    """
    shown: dict[str, None] = {}
    with sharing(lambda: shared_words(held)):
        for words in _texts(held)[:_LOOKED_AT]:
            if tells_all(words, kind):
                shown.setdefault(cell_words(words, kind))
            if len(shown) == _MOST:
                break
    return Samples(tuple(shown))


def of_vague(held: Distinct) -> Samples:
    """Of a column whose heading names a field of which its cells say nothing."""
    found = of_unknown(held)
    is_shown = all(map(tells_all, found.shown))
    return found if is_shown else Samples(n_hidden=len(held.cells))


def shared_words(held: Distinct) -> frozenset[str]:
    """Words, in small letters, that stand in several rows of a column."""
    first = held.cells[:_LOOKED_AT]
    n_rows = np.bincount(held.places, minlength=len(held.cells))
    found: Counter[str] = Counter()
    for cell, n in zip(first, n_rows.tolist(), strict=False):
        if isinstance(cell, str):
            found.update(dict.fromkeys(words_in(cell), n))
    return frozenset(word for word, n in found.items() if n >= _SHARED_BY)


def of_unknown(held: Distinct) -> Samples:
    """Of a column of which nobody said what it records."""
    first = held.places[:_LOOKED_AT].tolist()
    filled = [as_text(held.cells[place]).strip() for place in first]
    filled = [words for words in filled if not is_unknown_mark(words)]
    texts = list(dict.fromkeys(filled))
    are_common = all(_SHORT_NUMBER.fullmatch(text) or plain(text) in _ANSWERS for text in texts)
    tells = may_name_persons(texts) or any(
        holds_identifier(text) or _YEAR.fullmatch(text) or _is_note(text) for text in texts
    )
    if tells or not (are_common or 2 * len(texts) <= len(filled)):
        return Samples(n_hidden=len(held.cells))
    return of_known(held)


def _is_note(words: str) -> bool:
    """Whether a text is longer than an answer, so that anybody may be named in it."""
    return len(words.split()) > _MOST_WORDS or sum(map(_is_chinese, words)) > _MOST_CHARACTERS


def _is_chinese(character: str) -> bool:
    return "㐀" <= character <= "鿿"


def _texts(held: Distinct) -> list[str]:
    return [as_text(cell) for cell in held.cells if cell is not None]
