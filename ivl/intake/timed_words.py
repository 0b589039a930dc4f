"""A cell that says what happened and when → its words and their times: "Recurred 15 mo, NED 60 mo".

A closed grammar: a cell of which any part is anything else is not taken apart.
"""

import re
from typing import Final, NamedTuple

from ivl.intake.words import plain

_LENGTH: Final = (
    r"\d{1,3}(?:\.\d+)? ?(?:(?:months?|mos?|years?|yrs?|weeks?|wks?|days?)\b\.?|个月|か月|개월)"
    r"|(?:1[3-9]|[2-9]\d|\d{3}) ?月|\d{1,2}(?:\.\d)? ?年(?!\d)"
    r"|\d{1,2} ?(?:years?|yrs?|y|年) ?(?:and )?\d{1,2} ?(?:months?|mos?|m|个月)"
)
"""12月 may be December."""

_DAY: Final = r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|(?:19|20)\d\d年\d{1,2}月\d{1,2}[日号]"
_BEFORE: Final = r"(?:(?:at|after|in|on|for|since)\b|(?:手)?术后[第约]?)?"
_BEHIND: Final = r"(?: ?(?:post-?op(?:erative(?:ly)?)?|after (?:the )?(?:surgery|operation)|后))?"
_PART: Final = re.compile(
    rf"(?P<first>\D*?)[ :(-]*{_BEFORE} ?(?P<time>{_DAY}|{_LENGTH}){_BEHIND} ?(?P<last>\D*?)\)?"
)
_BETWEEN: Final = re.compile(r" ?[,;、] ?|\n| (?:and|then) ")
_LONGEST: Final = 80


class TimedWord(NamedTuple):
    """What happened, in small letters, "" if nothing says so; and when, "" if nothing says so."""

    word: str
    time: str


def timed_words(words: str) -> tuple[TimedWord, ...]:
    """The parts of a cell, each with its time; empty if none has one, or a part has two words."""
    if len(words) > _LONGEST or not any(map(str.isdigit, words)):
        return ()
    known: list[TimedWord] = []
    for said in filter(None, _BETWEEN.split(plain(words))):
        part = _part(said)
        if part is None:
            return ()
        if known and not part.word and not known[-1].time:  # "yes, 14 mo"
            part = TimedWord(known.pop().word, part.time)
        known.append(part)
    return tuple(known) if any(one.time for one in known) else ()


def _part(said: str) -> TimedWord | None:
    if not any(map(str.isdigit, said)):
        return TimedWord(said, "")
    found = _PART.fullmatch(said)
    if not found or (found["first"].strip() and found["last"].strip()):
        return None
    return TimedWord((found["first"] or found["last"]).strip(" :(-"), found["time"])
