"""What a text says of a person: numbers to look her up, addresses, names; and how it is quoted.

A sentence names the cell that it is about, so a reader finds what is left out of it.
"""

import re
import unicodedata
from typing import Final

from ivl.intake.names import TITLED_NAME, may_name_persons
from ivl.intake.words import plain, visible

_PATTERNS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<!\d)[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dx]",
        r"(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}",
        r"\+\d{1,3}[ \d()-]{7,}",
        r"[^@\s]+@[^@\s]+\.[a-z]{2,}",
        r"(?<!\d)0\d{2,4}[ /-]\d{3,4}[ -]?\d{3,4}(?!\d)",  # telephones with an area code
        r"(?<!\d)\d{3} \d{3} \d{4}(?!\d)",  # NHS numbers
        r"(?<!\d)\d{3}-\d{2}-\d{4}(?!\d)",  # social security numbers
        r"(?<!\d)\d{6}[-+]\d{3}[\da-z](?!\w)",  # Nordic personal numbers
    )
)
_WORTH_A_LOOK: Final = re.compile(r"@|\d(?:\D{0,2}\d){8}")
"""What every pattern holds: an address, or nine figures near each other."""

_LEFT_OUT: Final = "…"
_FIGURES: Final = re.compile(r"[\d…岁()（）]+")
_CAPITALISED: Final = re.compile(r"[A-ZÀ-ÞŠŽ][a-zß-ÿšž'’-]{3,}")
"""One word: a surname, as far as letters tell."""


def is_identifier(words: str) -> bool:
    """Whether a text is nothing but a telephone or identity number, or an address for e-mail."""
    said = plain(words)
    return any(pattern.fullmatch(said) for pattern in _PATTERNS)


def holds_identifier(words: str) -> bool:
    """Whether a text holds a telephone or identity number, an address for e-mail, "Mrs Smith"."""
    said = plain(words)
    has_number = bool(_WORTH_A_LOOK.search(said)) and any(
        pattern.search(said) for pattern in _PATTERNS
    )
    return has_number or bool(TITLED_NAME.search(words))


def shortened(words: str, longest: int = 40) -> str:
    """A cell on one line, fit for a sentence: cut, and nobody in it can be looked up."""
    line = TITLED_NAME.sub(_LEFT_OUT, " ".join(words.split()))
    if _WORTH_A_LOOK.search(plain(line)):
        line = unicodedata.normalize("NFKC", visible(line))
        for pattern in _PATTERNS:
            line = pattern.sub(_LEFT_OUT, line)
    return line if len(line) <= longest else line[: longest - 1] + _LEFT_OUT


def unnamed(words: str) -> str:
    """What stands in place of a number or a date, unless it may be somebody's name."""
    return _LEFT_OUT if may_be_name(words) else words


def may_be_name(words: str) -> bool:
    """Whether a text where a number or a date belongs may name somebody, beside an age or not."""
    said = _FIGURES.sub(" ", words).strip()
    return bool(said) and (may_name_persons([said]) or bool(_CAPITALISED.fullmatch(said)))
