"""What a heading of a spreadsheet stands for, from its words alone.

A heading is known if it is one of the data dictionary's once both are reduced to letters and
digits. What it says beside the name is understood too: a unit ("年龄(岁)", "Size/cm"), codes
("Death (0 = no, 1 = yes)"), the order of dates ("Surgery date (dd/mm/yyyy)"), and an option of
a column of several ("Symptoms (choice='Dyspnea')", ``symptoms___dyspnea``).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from rapidfuzz import fuzz, process

from ivl.intake import units
from ivl.intake.levels import level_of
from ivl.intake.words import key, plain
from ivl.schema import BY_NAME, NO_SPELLINGS, RECORDED, Column, Question

Sure = Literal["exact", "normalised", "values", "answer"]
"""How a column was understood: by its heading, by its values, or because somebody said so."""


@dataclass(frozen=True)
class Target:
    """One thing that a heading may stand for."""

    field: str
    asked_as: Question | None = None

    @property
    def column(self) -> Column:
        return BY_NAME[self.field]


@dataclass(frozen=True)
class Heading:
    """A heading, understood."""

    targets: tuple[Target, ...] = ()
    """More than one if the words are ambiguous, none if they are unknown."""

    sure: Sure = "exact"
    unit: str = ""
    codes: tuple[tuple[str, str], ...] = ()
    date_order: str = ""
    """ "DMY", "MDY" or "YMD" if the heading tells."""

    is_shared: bool = False
    """The cells answer all targets at once, as "G3P2" does."""


NOT_KNOWN = Heading()

_BRACKETS = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]")
_CHOICE = re.compile(r"^(.*)\(choice=(.*)\)$")
_CHECKBOX = re.compile(r"^(.+?)___+(.+)$")
_COMPOUND = re.compile(r"^(.+?)\s*[:/_|–-]\s*(.+)$")
_CODE = re.compile(r"(\d{1,2})\s*[=:]\s*(.*?)\s*(?=[,;/|、]?\s*\d{1,2}\s*[=:]|$)")
_ASKS_YES_OR_NO = {"yesno", "yn", "noyes", "ny", "是否", "有无", "01", "10", "是1否0"}
_ASKS_A_DATE = {"date", "日期"}
_NEAR = 82


def understand(heading: str, group: str = "") -> Heading:
    """What a heading stands for.

    Args:
        heading: as it stands in the file.
        group: the heading above it, where several columns share one.
    """
    alone = _understand(heading)
    if not group:
        return alone
    within = _option(group, heading) or (
        NOT_KNOWN if alone.targets else _understand_joined(group, heading)
    )
    return within if within.targets else alone


def is_known(heading: str) -> bool:
    """Whether the words of a heading stand for something."""
    return bool(_understand(heading).targets)


def is_checkbox(heading: str) -> bool:
    """One box of a question, as REDCap heads it with names or with labels."""
    return bool(_CHECKBOX.match(plain(heading)) or _CHOICE.match(plain(heading)))


def is_form_status(heading: str) -> bool:
    """A column that REDCap adds to each form or event; it records nothing of a patient."""
    words = plain(heading)
    ends_a_form = words.endswith("_complete") and not near_misses(heading)
    return ends_a_form or words.startswith("redcap_") or words == "complete?"


@lru_cache(maxsize=5_000)
def near_misses(heading: str) -> tuple[str, ...]:
    """Names of up to three fields whose headings resemble this one, the nearest first."""
    words = plain(_BRACKETS.sub(" ", plain(heading)).replace("_", " "))
    if len(key(words)) < (4 if words.isascii() else 2):
        return ()
    known = _plain_headings()
    found = process.extract(words, known, scorer=_likeness, score_cutoff=_NEAR, limit=8)
    fields = dict.fromkeys(field for near, _, _ in found for field in known_fields(near))
    return tuple(fields)[:3]


def several_of(heading: str) -> list[str]:
    """The options of the question whose box a heading such as ``symptom___1`` names by number."""
    found = _CHECKBOX.match(plain(heading))
    fields = known_fields(found[1]) if found else []
    return [option.name for field in fields for option in BY_NAME[field].options]


def known_fields(heading: str) -> list[str]:
    """Names of the fields that a heading stands for."""
    return [target.field for target in _understand(heading).targets]


def date_order(words: str) -> str:
    """ "DMY" for "dd/mm/yyyy"; "" if the words are no such pattern."""
    letters = re.sub("[^dmy年月日]", "", words)
    if len(letters) < 3 or re.search("[^dmyhs年月日:/. -]", words):
        return ""
    order = re.sub(
        r"(.)\1+", r"\1", letters.replace("年", "y").replace("月", "m").replace("日", "d")
    )
    return order[:3].upper() if order[:3] in ("dmy", "mdy", "ymd") else ""


@lru_cache(maxsize=5_000)
def _understand(heading: str) -> Heading:
    words = plain(heading)
    for reading in (_whole, _checkbox_option, _with_brackets, _with_unit, _compound):
        understood = reading(words)
        if understood:
            is_exact = heading.strip() in _exact_headings()
            return understood if is_exact else replace(understood, sure="normalised")
    return NOT_KNOWN


def _understand_joined(group: str, heading: str) -> Heading:
    return _understand(f"{group} {heading}")


def _whole(words: str) -> Heading | None:
    if "%" in words:  # the one unit that letters and digits alone do not show
        return None
    targets = _targets().get(key(words), ())
    if targets:
        return Heading(targets)
    shared = _shared_targets().get(key(words), ())
    return Heading(shared, is_shared=True) if shared else None


def _checkbox_option(words: str) -> Heading | None:
    """REDCap's columns for the boxes of one question, with labels or with names."""
    found = _CHOICE.match(words) or _CHECKBOX.match(words)
    return _option(found[1], found[2].strip("'\"")) if found else None


def _compound(words: str) -> Heading | None:
    """ "Symptoms: dyspnoea"."""
    found = _COMPOUND.match(words)
    return _option(found[1], found[2]) if found else None


def _option(group: str, words: str) -> Heading | None:
    for target in _targets().get(key(group), ()):
        name = level_of(target.column, words) if target.column.kind == "several" else None
        if name:
            prefix = target.column.prefix or target.column.name
            return Heading((Target(f"{prefix}_{name}"),), sure="normalised")
    return None


def _with_brackets(words: str) -> Heading | None:
    understood = _whole(_BRACKETS.sub(" ", words)) or _with_unit(_BRACKETS.sub(" ", words))
    for inside in _BRACKETS.findall(words):
        understood = understood and _qualified(understood, inside)
    return understood


def _qualified(understood: Heading, inside: str) -> Heading | None:
    """The heading with what its brackets add; None if they say something unheard of."""
    unit, order = units.named(inside), date_order(inside)
    if key(inside) in _ASKS_YES_OR_NO or not (key(inside) or unit):
        return understood
    if _CODE.match(inside):
        return replace(understood, codes=tuple(_CODE.findall(inside)))
    if order or key(inside) in _ASKS_A_DATE:
        dated = replace(understood, date_order=order)
        return _only(dated, lambda column: column.kind == "date")
    if unit:
        return _only(replace(understood, unit=unit), lambda column: units.fits(unit, column))
    return None


def _with_unit(words: str) -> Heading | None:
    base, unit = units.cut_off(words.strip())
    understood = _whole(base) if unit else None
    if not understood:
        return None
    return _only(replace(understood, unit=unit), lambda column: units.fits(unit, column))


def _only(understood: Heading, condition: Callable[[Column], bool]) -> Heading | None:
    kept = tuple(target for target in understood.targets if condition(target.column))
    return replace(understood, targets=kept) if kept else None


@cache
def _targets() -> dict[str, tuple[Target, ...]]:
    """What each known heading stands for, by its letters and digits."""
    targets: dict[str, dict[Target, None]] = {}
    for words, target in _known_headings():
        targets.setdefault(key(words), {}).setdefault(target)
    return {words: tuple(found) for words, found in targets.items()}


@cache
def _shared_targets() -> dict[str, tuple[Target, ...]]:
    """What headings such as "GxPx" stand for, by their letters and digits."""
    targets: dict[str, tuple[Target, ...]] = {}
    for column in RECORDED:
        for words in column.shared_headings:
            targets[key(words)] = (*targets.get(key(words), ()), Target(column.name))
    return targets


@cache
def _known_headings() -> tuple[tuple[str, Target], ...]:
    known: list[tuple[str, Target]] = []
    for column in RECORDED:
        plainly = (column.name, column.label, *column.headings)
        known += [(words, Target(column.name)) for words in plainly]
        for question in column.questions:
            known += [(words, Target(column.name, question)) for words in question.headings]
        for option in column.options:
            known += [(words, Target(option.name)) for words in _option_headings(column, option)]
    return tuple(known)


def _option_headings(column: Column, option: Column) -> tuple[str, ...]:
    if not column.options_stand_alone or option.name.endswith("_other"):
        return (option.name,)
    if option.name.endswith("_none"):
        level = column.own_levels[0]
        return (
            option.name,
            *(word for word in (level.label, *level.spellings) if _says_more(word)),
        )
    return (option.name, option.label, *option.headings)


def _says_more(word: str) -> bool:
    """ "无症状" heads a column of its own; "无" and "none" do not."""
    return plain(word) not in {*map(plain, NO_SPELLINGS), "nil"}


@cache
def _exact_headings() -> frozenset[str]:
    return frozenset(words for words, _ in _known_headings())


@cache
def _plain_headings() -> tuple[str, ...]:
    return tuple(dict.fromkeys(plain(words) for words, _ in _known_headings()))


def _likeness(one: str, other: str, **_: object) -> float:
    """0 to 100. Chinese headings carry their sense in few characters, so containing one counts."""
    if not other.isascii() and len(other) > 1 and other in one:
        return 90
    return max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other))
