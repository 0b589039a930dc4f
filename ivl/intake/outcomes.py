"""What one cell says of the outcome: NED, "alive, no recurrence", 存活（复发）, 失访."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from ivl.intake.levels import COMBINED, is_lost, level_of
from ivl.intake.timed_words import TimedWord, timed_words
from ivl.intake.words import keeping_short, plain
from ivl.schema import BY_NAME, NO, OPEN_ANSWERS, YES

STATUS: Final = "vital_status"
RECURRENCE: Final = "recurrence"
_OPEN: Final = frozenset(map(plain, OPEN_ANSWERS))
_APART: Final = re.compile(r"\s*[,;、/()+&]\s*|\s+(?:and|-)\s+|\s*(?:but|但)\s*")
_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


@keeping_short(20_000)
def outcome(words: str) -> Mapping[str, str]:
    """The level of each of status, recurrence and loss that a cell names.

    Empty where a part of it is not understood, or two parts say different things.
    """
    if timed := timed_words(words):
        return _course(timed)
    said = plain(words)
    parts = [said] if said in COMBINED else [part for part in _APART.split(said) if part]
    found: dict[str, str] = {}
    for part in parts:
        told = _told(part)
        if not told or any(found.get(field, level) != level for field, level in told.items()):
            return _NOTHING
        found |= told
    return MappingProxyType(found)


def _course(timed: Sequence[TimedWord]) -> Mapping[str, str]:
    """Of what happened one after the other: free of disease since a recurrence was removed."""
    found: dict[str, str] = {}
    for one in timed:
        told = outcome(one.word) if one.word else _NOTHING
        later = {field: level for field, level in told.items() if found.get(field, level) != level}
        is_free_again = later == {RECURRENCE: NO.name} and found[RECURRENCE] == YES.name
        if not told or (later and not is_free_again):
            return _NOTHING
        found = {**told, **found}
    return MappingProxyType(found)


def is_loss(words: str) -> bool:
    """Whether a cell says in place of an outcome that contact was lost, and perhaps when."""
    timed = timed_words(words)
    return is_lost(timed[0].word if len(timed) == 1 else words)


def leaves_open(words: str) -> bool:
    """Whether a cell names disease and not whether it came back: AWD, 带瘤生存."""
    return plain(words) in _OPEN


def _told(part: str) -> Mapping[str, str]:
    level = level_of(BY_NAME[STATUS], part)
    return COMBINED.get(part) or ({STATUS: level} if level else {})
