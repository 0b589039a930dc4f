"""What a text says of a person: numbers to look her up, addresses, names; and how it is quoted.

A sentence names the cell that it is about, so a reader finds what is left out of it.
"""

import re
import unicodedata
from typing import Final

from ivl.intake.names import TITLED_NAME, may_name_persons
from ivl.intake.words import plain, visible

_ADDRESS: Final = re.compile(r"[^@\s]{1,64}@[^@\s]{1,255}\.[a-z]{2,}", re.IGNORECASE)
_LONGEST_ADDRESS: Final = 64 + 1 + 255
"""Of e-mail, by RFC 5321."""

_NUMBERS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<!\d)[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dx]",
        r"(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}",
        r"\+\d{1,3}[ \d()-]{7,}",
        r"(?<!\d)0\d{2,4}[ /-]\d{3,4}[ -]?\d{3,4}(?!\d)",  # telephones with an area code
        r"(?<!\d)\d{3} \d{3} \d{4}(?!\d)",  # NHS numbers
        r"(?<!\d)\d{3}-\d{2}-\d{4}(?!\d)",  # social security numbers
        r"(?<!\d)\d{6}[-+]\d{3}[\da-z](?!\w)",  # Nordic personal numbers
    )
)
_NINE_FIGURES: Final = re.compile(r"\d(?:\D{0,2}\d){8}")
"""What all these numbers hold: nine figures near each other."""

_LOOKED_AT: Final = 3 * _LONGEST_ADDRESS
_LEFT_OUT: Final = "…"
_FIGURES: Final = re.compile(r"[\d…岁()（）]+")
_CAPITALISED: Final = re.compile(r"[A-ZÀ-ÞŠŽ][a-zß-ÿšž'’-]{3,}")
"""One word: a surname, as far as letters tell."""


def is_identifier(words: str) -> bool:
    """Whether a text is nothing but a telephone or identity number, or an address for e-mail."""
    said = plain(words)
    return any(pattern.fullmatch(said) for pattern in (_ADDRESS, *_NUMBERS))


def holds_identifier(words: str) -> bool:
    """Whether a text holds a telephone or identity number, an address for e-mail, "Mrs Smith"."""
    said = plain(words)
    is_told = any(pattern.search(said) for pattern in _worth_a_search(said))
    return is_told or bool(TITLED_NAME.search(words))


def shortened(words: str, longest: int = 40) -> str:
    """A cell on one line, fit for a sentence: cut, and nobody in it can be looked up."""
    line = " ".join(words.split())
    if len(line) > _LOOKED_AT:  # whose end may be half an address
        line = _without_persons(line[:_LOOKED_AT])[:-_LONGEST_ADDRESS] + _LEFT_OUT
    else:
        line = _without_persons(line)
    return line if len(line) <= longest else line[: longest - 1] + _LEFT_OUT


def quoted(words: str) -> str:
    """A cell or a heading as a sentence quotes it."""
    return f'"{shortened(words)}"'


def unnamed(words: str) -> str:
    """What stands in place of a number or a date, unless it may be somebody's name."""
    return _LEFT_OUT if may_be_name(words) else words


def may_be_name(words: str) -> bool:
    """Whether a text where a number or a date belongs may name somebody, beside an age or not."""
    said = _FIGURES.sub(" ", words).strip()
    return bool(said) and (may_name_persons([said]) or bool(_CAPITALISED.fullmatch(said)))


def _without_persons(line: str) -> str:
    line = TITLED_NAME.sub(_LEFT_OUT, line)
    if patterns := _worth_a_search(plain(line)):
        line = unicodedata.normalize("NFKC", visible(line))
    for pattern in patterns:
        line = pattern.sub(_LEFT_OUT, line)
    return line


def _worth_a_search(said: str) -> tuple[re.Pattern[str], ...]:
    """The patterns that the text may match, in the order in which they are left out of it."""
    numbers = _NUMBERS if _NINE_FIGURES.search(said) else ()
    return (_ADDRESS, *numbers) if "@" in said else numbers
