"""What a text says of a person: numbers to look her up, addresses, names; and how it is quoted.

A sentence names the cell that it is about, so a reader finds what is left out of it.
"""

import re
import unicodedata
from functools import cache
from typing import Final

from ivl.intake import patience
from ivl.intake.names import may_name_persons, persons_in
from ivl.intake.words import plain, visible
from ivl.schema import LOST, NO_SPELLINGS, RECORDED, UNKNOWN_SPELLINGS, YES_SPELLINGS

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
        r"(?<!\d)\d{10,18}(?!\d)",
        r"(?<!\d)\d{3}-\d{2}-\d{4}(?!\d)",  # social security numbers
        r"(?<!\d)\d{6}[-+]\d{3}[\da-z](?!\w)",  # Nordic personal numbers
    )
)
_LABELLED: Final = re.compile(
    r"\b(?:nhs|mrn|dob|d\.o\.b|born|tel|mob|ring|phone)\b\D{0,4}\d[\d/ .-]{3,}"
    r"|(?:住院号|病案号|门诊号|电话|手机|生于)\D{0,3}\d[\d/ .-]{3,}|\b[a-z]{2}\d{6}[a-d]\b",
    re.IGNORECASE,
)
"""Numbers that the word before them tells, and national insurance numbers."""

_NINE_FIGURES: Final = re.compile(r"\d(?:\D{0,2}\d){8}")
"""What all these numbers hold: nine figures near each other."""

_SHORTEST: Final = 9
"""Of the numbers."""

_LOOKED_AT: Final = 3 * _LONGEST_ADDRESS
_LEFT_OUT: Final = "…"
_FIGURES: Final = re.compile(r"[\d…岁()（）]+")
_CAPITALISED: Final = re.compile(r"[A-ZÀ-ÞŠŽ][a-zß-ÿšž'’-]{2,}|[A-ZÀ-ÞŠŽ]{4,}")
"""A surname, as far as letters tell."""

_RECORD_NUMBER: Final = re.compile(r"\b[A-Za-z]{1,4}\d{6,}\b")
_BESIDE_NUMBERS: Final = """
    january february march april may june july august september october november december jan feb
    mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday
    sunday mon tue wed thu fri sat sun spring summer autumn fall winter early mid late end beginning
    discharge discharged transferred pending ongoing still see note notes chart after before about
    approx approximately over under more less than least most until since from today week weeks year
    years day days hour hours minute minutes several many few between minimal negligible nil none
"""


def is_identifier(words: str) -> bool:
    """Whether a text is nothing but a telephone or identity number, or an address for e-mail."""
    if "@" not in words and len(words) < _SHORTEST:
        return False
    said = plain(words)
    return any(pattern.fullmatch(said) for pattern in (_ADDRESS, *_NUMBERS))


def holds_identifier(words: str) -> bool:
    """Whether a text holds a telephone or identity number, an address for e-mail, a name."""
    said = plain(words)
    is_told = any(pattern.search(said) for pattern in _worth_a_search(said))
    return is_told or bool(persons_in(words))


def shortened(words: str, longest: int = 40) -> str:
    """A cell on one line, fit for a sentence: cut, and nobody in it can be looked up."""
    patience.go_on()
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
    return _LEFT_OUT if may_be_name(words) else shortened(words)


def may_be_name(words: str) -> bool:
    """Whether a text where a number or a date belongs may name somebody, beside an age or not.

    So may every word with a capital that no heading, answer, unit or month is made of.
    """
    said = _FIGURES.sub(" ", words[:_LOOKED_AT]).strip()
    if not said:
        return False
    strange = (word.lower() not in _known_words() for word in _CAPITALISED.findall(said))
    is_told = may_name_persons([said]) or persons_in(said) or _RECORD_NUMBER.search(words)
    return bool(is_told) or any(strange)


@cache
def _known_words() -> frozenset[str]:
    levels = (level for column in RECORDED for level in column.own_levels)
    said = (
        *(heading for column in RECORDED for heading in (*column.all_headings, column.unit)),
        *(words for level in levels for words in (level.label, *level.spellings)),
        *YES_SPELLINGS, *NO_SPELLINGS, *UNKNOWN_SPELLINGS, *LOST, _BESIDE_NUMBERS,
    )  # fmt: skip
    return frozenset(re.findall(r"[a-z'’-]+", " ".join(said).lower()))


def sheet_words(name: str) -> str:
    """A sheet as a sentence names it: "sheet Cohort"; "the sheet" if it is named after somebody."""
    return "the sheet" if holds_identifier(name) else f"sheet {name}"


def _without_persons(line: str) -> str:
    said = plain(line)
    found = [pattern for pattern in _worth_a_search(said) if pattern.search(said)]
    line = unicodedata.normalize("NFKC", visible(line)) if found else line
    for pattern in found:
        line = pattern.sub(_LEFT_OUT, line)
    for person in persons_in(line):
        line = line.replace(person, _LEFT_OUT)
    return line


def _worth_a_search(said: str) -> tuple[re.Pattern[str], ...]:
    """The patterns that the text may match, in the order in which they are left out of it."""
    numbers = _NUMBERS if _NINE_FIGURES.search(said) else ()
    return (_LABELLED, _ADDRESS, *numbers) if "@" in said else (_LABELLED, *numbers)
