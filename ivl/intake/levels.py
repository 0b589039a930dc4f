"""Answers in words: which level of a column a cell means.

A column's own spellings come first ("-" is negative under a receptor), then yes and no, then
the marks for unknown.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import Final

from rapidfuzz import fuzz, process

from ivl.intake.denials import ANYWHERE, NEGATIONS, OF_OTHERS
from ivl.intake.qualified import receptor
from ivl.intake.words import all_plain, key, plain, spaced
from ivl.schema import (
    BY_NAME,
    COMBINED_ANSWERS,
    LOST,
    NO_SPELLINGS,
    UNKNOWN,
    UNKNOWN_SPELLINGS,
    YES_SPELLINGS,
    Column,
    Level,
    Question,
)

_LOST = frozenset(map(plain, LOST))
_UNKNOWN = frozenset(plain(mark) for mark in (*UNKNOWN_SPELLINGS, UNKNOWN.label))
_YES = frozenset(map(plain, YES_SPELLINGS))
_NO = frozenset(map(plain, NO_SPELLINGS))
COMBINED: Final = {plain(words): answers for words, answers in COMBINED_ANSWERS.items()}
_NUMBERED: Final = re.compile(r"^\d{1,2}\s*[-=:.,)、]\s*(?=[^\W\d_])")
_PRESENT: Final = frozenset("+√✓✔")
_ABSENT: Final = frozenset("-−–—×✗✘✕")
_MEANINGLESS: Final = re.compile(
    r"(?<=[^\W_])(?:[-‐‑–]| ?[/&] ?)(?=[^\W_])|[\s_.,;:'’\"“”()\[\]·*、]"
)
"""Punctuation that may be lost; a minus, a question mark or an arrow beside a word may not."""

_BETWEEN_ANSWERS: Final = re.compile(r"[;,、/|&]")
"""Stands between two answers as often as within one: "hysteroscopic; myomectomy"."""

_LONGEST_RUN: Final = 40
_IS_CHINESE: Final = re.compile("[一-鿿]{2,}").fullmatch
_SO_FAR: Final = re.compile(
    r"(?: (?:so far|to date|yet|until now|at last follow-?up)|至今|迹象|征象|证据)$"
)
_LIKE: Final = 70
_SIDES: Final = tuple(
    map(
        re.compile,
        (
            r"\bleft(?= (?:atri|ventr|heart|renal|iliac|gonad|ovar|pulm))|\bl(?:a|v)\b|左",
            r"\bright\b|\br(?:a|v)\b|右",
            r"\b(?:above|supra\w+)\b|上",
            r"\b(?:below|infra\w+)\b|下",
            r"\bintra\w+|内",
        ),
    )
)
_ANOTHER_DEGREE: Final = re.compile(
    r"\b(?:peri|near|nearly|almost|mostly|basically|largely|probabl[ey]|possibl[ey]|suspected|s/p"
    r"|status post|previous(?:ly)?|prior|elsewhere)\b|\bperi-?(?=meno)"
    "|围|基本|大致|接近|几乎|近乎|大部|可能|疑似|考虑|外院|既往|术后(?!病)"
)
"""Words that turn an answer into a neighbour of it: nearly complete, about menopause, long ago."""

_AFFIRMATIONS = ("有", "已", "出现", "with ")


def is_unknown_mark(words: str) -> bool:
    """Whether a cell says that nothing is known: blank, "-", "N/A", "不详"."""
    return not words.strip() or plain(words) in _UNKNOWN


def is_lost(words: str) -> bool:
    """Whether a cell says in place of an outcome that contact was lost: 失访, "LTFU"."""
    return plain(words) in _LOST


def are_unknown_marks(words: Sequence[str]) -> list[bool]:
    """``is_unknown_mark`` of many words that hardly repeat."""
    pairs = zip(words, all_plain(words), strict=True)
    return [not said.strip() or comparable in _UNKNOWN for said, comparable in pairs]


def level_of(column: Column, words: str) -> str | None:
    """Name of the level of a category or option that the words mean, None if none."""
    exact, loose = _spelled(column.name)
    signed = with_sign(words)
    present = [signed[0]] if signed and signed[1] else []
    for said in (plain(words), _unnumbered(plain(words)), *present):
        if name := exact.get(said) or exact.get(said.strip("() ")) or loose.get(_loose(said)):
            return name
    return None


def sides(words: str) -> list[str]:
    """What stands between commas and their like."""
    return [part.strip() for part in _BETWEEN_ANSWERS.split(plain(words))]


def joined_level(column: Column, words: str) -> str | None:
    """Name of the level that both sides of a comma name together, None if they name none.

    "IVC, infrarenal" is the infrarenal vena cava, and "hysterectomy, total" is turned about.
    """
    parts = sides(words)
    if len(parts) != 2 or any(part in _NO or f"{part} " in NEGATIONS for part in parts):
        return None
    exact, _ = _spelled(column.name)
    gap = " " if words.isascii() else ""
    ways = (gap.join(order) for order in (parts, parts[::-1]))
    return next((exact[way] for way in ways if way in exact), None)


def initials(column: Column, letters: Collection[str]) -> tuple[tuple[str, str], ...]:
    """Letters with the levels that they begin, in the order given: a for alive, d for dead.

    () unless there are at least two, each begins one level, and none is a level by itself.
    """
    begun = {
        letter: [level.label for level in column.own_levels if level.label.lower()[0] == letter]
        for letter in letters
    }
    labels = {tuple(found) for found in begun.values() if len(found) == 1}
    is_told = len(begun) > 1 and len(labels) == len(begun)
    if not is_told or any(level_of(column, letter) for letter in letters):
        return ()
    return tuple((letter, found[0]) for letter, found in sorted(begun.items()))


def answer(column: Column, words: str, asked_as: Question | None = None) -> str | None:
    """Level of a category or yes_no column that a cell means, None if it is not understood."""
    combined = COMBINED.get(plain(words), {}).get(column.name)
    named = combined if column.kind == "yes_no" else level_of(column, words)
    named = named or (None if is_unknown_mark(words) else receptor(column, words))
    if asked_as and not named:
        said = yes_or_no(words, column, asked_as)
        return {"yes": asked_as.yes, "no": asked_as.no}.get(said or "", said)
    if column.kind == "yes_no":
        return yes_or_no(words, column)
    return named or (UNKNOWN.name if is_unknown_mark(words) else None)


def yes_or_no(words: str, column: Column, asked_as: Question | None = None) -> str | None:
    """yes, no or unknown; None if the cell says something else.

    A cell may repeat what is asked: under 复发, "复发" is yes and "未复发" is no.
    """
    said = _unnumbered(plain(words).rstrip(".。!") or plain(words))
    said = said if said in _NO else _SO_FAR.sub("", said)
    if said in _YES:
        return "yes"
    if said in _NO:
        return "no"
    if is_unknown_mark(words):
        return UNKNOWN.name
    finding = _findings(column.name, asked_as)
    if any(_loose(rest) in finding for rest in (said, *_affirmed(said))):
        return "yes"
    if any(_loose(rest) in finding for rest in _denied(said)):
        return "no"
    if not asked_as and _loose(said) in map(_lettered, column.no_words):
        return "no"
    return None if asked_as else COMBINED.get(said, {}).get(column.name)


def _unnumbered(said: str) -> str:
    """Without the code before an answer in words: "1-pelvic", "2 = IVC", "0: no"."""
    return _NUMBERED.sub("", said)


def _loose(said: str) -> str:
    """Letters and digits, unless what is lost says something: "-1" is not 1, "RA (-)" not RA.

    A comma between words stays: "no, residual" is not "no residual".
    """
    letters = key(said)
    is_lost = letters.isdigit() or letters != _MEANINGLESS.sub("", said)
    return "" if is_lost else _lettered(said)


def _lettered(said: str) -> str:
    return ",".join(filter(None, map(key, _BETWEEN_ANSWERS.split(said))))


def with_sign(words: str) -> tuple[str, bool] | None:
    """A finding and whether it is there: "SOB (-)", "胸闷×", "DVT ++"; None without a sign."""
    said = plain(words).rstrip(")] ")
    sign = said[-1:]
    if sign not in _PRESENT and sign not in _ABSENT:
        return None
    stem = (said.rstrip("+") if sign == "+" else said[:-1]).strip("()[] :")
    return (stem, sign in _PRESENT) if any(map(str.isalnum, stem)) else None


@cache
def _spelled(name: str) -> tuple[dict[str, str], dict[str, str]]:
    """Levels by their spellings, as they stand and by letters and digits alone."""
    exact: dict[str, str] = {}
    loose: dict[str, str] = {}
    for level in BY_NAME[name].own_levels:
        for words in (level.name, level.label, *level.spellings):
            exact.setdefault(plain(words), level.name)
            exact.setdefault(spaced(words), level.name)
            for letters in (_lettered(words), key(words)):
                loose.setdefault(letters, level.name)
    loose.pop("", None)
    return exact, loose


@cache
def _findings(name: str, asked_as: Question | None) -> frozenset[str]:
    column = BY_NAME[name]
    own = (name, column.label, *column.headings, *column.yes_words)
    headings = asked_as.headings if asked_as else own
    return frozenset(form(heading) for heading in headings for form in (_lettered, key))


def run_together(column: Column, words: str) -> list[str]:
    """Answers in Chinese without a mark between them, 胸闷气短; none if any part is no answer."""
    said, pattern = plain(words), _side_by_side(column.name)
    is_short = len(said) <= _LONGEST_RUN
    whole = re.fullmatch(rf"(?:{pattern})+", said) if pattern and is_short else None
    return re.findall(pattern, said) if whole else []


@cache
def _side_by_side(name: str) -> str:
    exact, _ = _spelled(name)
    spelled = [said for said, level in exact.items() if level != "none" and _IS_CHINESE(said)]
    return "|".join(sorted(spelled, key=len, reverse=True))


def denied_level(column: Column, words: str) -> str | None:
    """Name of the level that the words deny, None if they deny none: "无胸闷", "no syncope"."""
    rests = _denied(plain(words))
    return next((level for rest in rests if (level := level_of(column, rest))), None)


def affirmed_level(column: Column, words: str) -> str | None:
    """Name of the level that the words affirm, None if they affirm none: "有胸闷"."""
    rests = _affirmed(plain(words))
    return next((level for rest in rests if (level := level_of(column, rest))), None)


def _affirmed(said: str) -> list[str]:
    """What the words say that there is: "有胸闷", "胸闷(+)"."""
    signed = with_sign(said)
    return [*_after(_AFFIRMATIONS, said), *([signed[0]] if signed and signed[1] else [])]


def _denied(said: str) -> list[str]:
    """What the words say that there is not: "无胸闷", "胸闷(-)"."""
    signed = with_sign(said)
    return [*_after(NEGATIONS, said), *([signed[0]] if signed and not signed[1] else [])]


def denies_more(words: str) -> bool:
    """Whether words deny something that they name themselves: 无水肿, and not 无上述症状."""
    said = plain(words)
    is_of_others = any(word in said for word in OF_OTHERS)
    return bool(_after(NEGATIONS, said)) and not is_of_others


def _after(beginnings: tuple[str, ...], said: str) -> list[str]:
    """What follows each of the beginnings that the words have; not after a comma."""
    rests = [said[len(word) :].strip() for word in beginnings if said.startswith(word)]
    return [rest for rest in rests if rest[:1].isalnum()]


def nearest(column: Column, words: str) -> Level | None:
    """The level whose name or spelling is most like the words, None if none is like them.

    "Not IVC" and "incomplete" are like "IVC" and "complete" and mean the opposite, so a denial is
    like denials alone, and what is nearly so, or was so before, like others of the kind. So are
    left and right, above and below. What is doubted is like nothing.
    """
    if re.search("[?？]", words):
        return None
    turned = _turned(plain(words), _sides_of(column.name))
    spelled = _spelled_alike(column.name, turned)
    found = process.extractOne(plain(words), spelled.keys(), scorer=fuzz.ratio, score_cutoff=_LIKE)
    return spelled[found[0]] if found else None


@cache
def _spelled_alike(name: str, turned: tuple[bool, ...]) -> dict[str, Level]:
    """Levels of a column by those of their spellings that are turned in the same way."""
    sides_told = _sides_of(name)
    return {
        spelling: level
        for spelling, level in _by_spelling(name).items()
        if _turned(spelling, sides_told) == turned
    }


@cache
def _sides_of(name: str) -> tuple[re.Pattern[str], ...]:
    """The sides by which answers of a column differ: "RA left" is what is left in another."""
    return tuple(side for side in _SIDES if any(map(side.search, _by_spelling(name))))


def _by_spelling(name: str) -> dict[str, Level]:
    column = BY_NAME[name]
    return {
        plain(spelling): level
        for level in (column.levels if column.kind == "yes_no" else column.own_levels)
        for spelling in (level.name, level.label, *level.spellings)
    }


def _turned(said: str, sides_told: Iterable[re.Pattern[str]]) -> tuple[bool, ...]:
    """Whether words deny, say that it is nearly so or was so before, and on which side it is."""
    return (
        bool(_denied(said) or ANYWHERE.search(said)),
        bool(_ANOTHER_DEGREE.search(said)),
        *(bool(side.search(said)) for side in sides_told),
    )
