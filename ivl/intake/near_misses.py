"""Fields that an unknown heading resembles, to be offered and never taken by themselves."""

import re
from functools import cache
from typing import Final

from rapidfuzz import fuzz, process

from ivl.intake import groups, patience
from ivl.intake.brackets import BRACKETS
from ivl.intake.cells import LONGEST_HEADING
from ivl.intake.denials import ANYWHERE
from ivl.intake.headings import known_fields, understand
from ivl.intake.known import alike_fields, plain_headings
from ivl.intake.options import boxes_like
from ivl.intake.phrasing import form
from ivl.intake.words import keeping_short, key, plain, spaced

_NEAR: Final = 82
_MOST: Final = 3
_LATIN_FOR: Final = str.maketrans(
    "аеорсухіјѕкмтвнАЕОРСУХІЈЅКМТВНΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "aeopcyxijskmtbhAEOPCYXIJSKMTBHABEZHIKMNOPTYXo"
)
"""Cyrillic and Greek letters that look like Latin ones."""


_CALENDAR: Final = re.compile(r"^(?:year|month|day)s? (?:of|in)\b|年份$")
"""Heads part of a date, which is neither a date nor a duration."""


def _denies(heading: str) -> bool:
    """Whether a heading says that something is absent: "No recurrence", 无复发."""
    return bool(ANYWHERE.search(spaced(heading)))


@keeping_short(5_000)
def near_misses(heading: str) -> tuple[str, ...]:
    """Names of up to three fields whose headings resemble this one, the nearest first.

    "Symptomatic" is one letter from its opposite, so a denial resembles denials alone. Letters of
    another script that look the same are no difference to the eye.
    """
    patience.go_on()
    if len(heading) > LONGEST_HEADING:
        return ()
    words = plain(BRACKETS.sub(" ", spaced(heading)))
    latin = words.translate(_LATIN_FOR)
    if latin != words and (meant := known_fields(heading.translate(_LATIN_FOR))):
        return tuple(meant[:_MOST])
    words = latin
    if boxes := boxes_like(heading):
        return boxes
    if said := alike(words):
        return said[:_MOST]
    if _CALENDAR.search(words):
        return ()
    if len(key(words)) < (4 if words.isascii() else 2):
        return ()
    known = _headings_that(_denies(heading))
    found = process.extract(words, known, scorer=_likeness, score_cutoff=_NEAR, limit=8)
    fields = dict.fromkeys(
        target.field
        for near, _, _ in found
        for target in understand(near).targets
        if not groups.turns(heading, target.field)
    )
    return tuple(fields)[:_MOST]


def alike(heading: str) -> tuple[str, ...]:
    """Fields that a heading of something else may mean all the same, by the data dictionary."""
    return alike_fields().get(form(heading), ())


@cache
def _headings_that(deny: bool) -> tuple[str, ...]:
    return tuple(heading for heading in plain_headings() if _denies(heading) == deny)


def _likeness(one: str, other: str, **_: object) -> float:
    """0 to 100. Chinese headings carry their sense in few characters, so containing one counts.

    Of two characters only the last ones say what it is: 切口感染 is no 切口.
    """
    is_within = len(other) > 2 and other in one
    if not other.isascii() and (is_within or (len(other) == 2 and one.endswith(other))):
        return 90
    return max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other))
