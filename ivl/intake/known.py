"""The headings of the data dictionary, and what each stands for."""

from dataclasses import dataclass
from functools import cache

from ivl.intake.phrasing import form
from ivl.intake.words import key, plain
from ivl.schema import BY_NAME, NO_SPELLINGS, RECORDED, Column, Question


@dataclass(frozen=True)
class Target:
    """One thing that a heading may stand for."""

    field: str
    asked_as: Question | None = None

    @property
    def column(self) -> Column:
        return BY_NAME[self.field]


@cache
def known_targets() -> dict[str, tuple[Target, ...]]:
    """What each known heading stands for, by its letters and digits."""
    targets: dict[str, dict[Target, None]] = {}
    for words, target in _known_headings():
        targets.setdefault(key(words), {}).setdefault(target)
    return {words: tuple(found) for words, found in targets.items()}


@cache
def phrased_targets() -> dict[str, tuple[Target, ...]]:
    """What known headings stand for, however they are phrased, by their form.

    What one letter or a mark stands for is not told by its form.
    """
    targets: dict[str, dict[Target, None]] = {}
    for words, target in _known_headings():
        if len(key(words)) > 1:
            targets.setdefault(form(words), {}).setdefault(target)
    return {phrase: tuple(found) for phrase, found in targets.items() if phrase}


@cache
def shared_targets() -> dict[str, tuple[Target, ...]]:
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
def exact_headings() -> frozenset[str]:
    """Every known heading as the data dictionary writes it."""
    return frozenset(words for words, _ in _known_headings())


@cache
def plain_headings() -> tuple[str, ...]:
    """Every known heading in small letters."""
    return tuple(dict.fromkeys(plain(words) for words, _ in _known_headings()))
