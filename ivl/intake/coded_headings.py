"""Headings that explain codes or list answers: "CPB 0:no 1:yes", "Status A/D", "Open/lap"."""

import re
from dataclasses import replace
from typing import Final

from ivl.intake import everyday
from ivl.intake.brackets import codes_in
from ivl.intake.known import Target
from ivl.intake.levels import answer, initials, is_unknown_mark, level_of, yes_or_no
from ivl.intake.named import Heading, named, only
from ivl.intake.words import key
from ivl.schema import NO_SPELLINGS, RECORDED, UNKNOWN, YES_SPELLINGS, Column

_CODED_TAIL: Final = re.compile(r"^(.*?\D)\s*((?<!\d)\d\s*[=:]\s*[^\d\s].*)$")
_CODE_AND_WORD: Final = re.compile(r"(\d)\s*([^\W\d_]+(?: [^\W\d_]+)*)")
_PLAINLY_CODED: Final = re.compile(
    r"^(.*?\D)((?<!\d)(?:\d\s*[^\W\d_]+(?: [^\W\d_]+)*[\s,;/]*){2,})$"
)
_LEGEND: Final = re.compile(r"^(.*?[^\d\s/_:-])[\s/_:-]*((?<!\d)\d\s*[^\d\s].*)$")
_YES_NO: Final = frozenset(map(key, (*YES_SPELLINGS, *NO_SPELLINGS)))


def coded(words: str) -> Heading | None:
    """ "Recurrence 0:no 1:yes", 术后复发1是2否."""
    if found := _CODED_TAIL.match(words):
        understood = named(found[1].strip())
        return replace(understood, codes=codes_in(found[2])) if understood else None
    found = _PLAINLY_CODED.match(words)
    understood = named(found[1].strip(" /:")) if found else None
    codes = tuple(_CODE_AND_WORD.findall(found[2])) if found else ()
    if not understood:
        return None
    told = tuple(
        target
        for target in understood.targets
        if all(
            answer(target.column, word, target.asked_as) not in (None, UNKNOWN.name)
            for _, word in codes
        )
    )
    return replace(understood, targets=told, codes=codes) if told else None


def legend(words: str) -> Heading | None:
    """ "Recurrence 1 yes 2 no", 取栓/1是/2否: codes without a sign, each with an answer."""
    found = _LEGEND.match(words)
    understood = named(found[1].strip()) if found else None
    codes = codes_in(found[2]) if found and understood else ()
    if not understood or len(codes) < 2:
        return None
    told = only(understood, lambda column: all(_is_answer(column, said) for _, said in codes))
    return replace(told, codes=codes) if told else None


def _is_answer(column: Column, words: str) -> bool:
    said = yes_or_no(words, column) if column.kind in ("yes_no", "category") else None
    return bool(said or level_of(column, words) or is_unknown_mark(words))


def initials_told(words: str) -> Heading | None:
    """ "Status A/D": first letters of two answers."""
    base, *letters = everyday.initials_in(words)
    understood = named(base) if base else None
    for target in understood.targets if understood else ():
        if codes := initials(target.column, letters):
            return Heading((Target(target.field),), codes=codes)
    return None


def answers_listed(words: str) -> Heading | None:
    """ "Open/lap", "New or recurrent": what stands below has to prove that these are answers."""
    said = everyday.answers_in(words)
    columns = [column for column in RECORDED if said and _lists(column, said)]
    targets = tuple(Target(column.name, is_vague=True) for column in columns)
    return Heading(targets) if targets else None


def among(understood: Heading, said: list[str]) -> Heading | None:
    """A heading whose brackets list answers: "Status (alive/dead)"."""
    told = tuple(
        Target(target.field) for target in understood.targets if _lists(target.column, said)
    )
    return replace(understood, targets=told) if told and said else None


def _lists(column: Column, said: list[str]) -> bool:
    """Whether the words are different answers of a column, and more than a yes and a no."""
    if column.kind not in ("category", "several") or column.options_stand_alone:
        return False
    found = {level_of(column, words) for words in said}
    return None not in found and len(found) > 1 and not {key(words) for words in said} <= _YES_NO
