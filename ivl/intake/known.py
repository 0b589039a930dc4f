"""The headings of the data dictionary, and what each stands for."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from ivl.intake.phrasing import form
from ivl.intake.words import key, plain
from ivl.schema import BY_NAME, NO_SPELLINGS, RECORDED, Column, Level, Question


@dataclass(frozen=True)
class Target:
    """One thing that a heading may stand for."""

    field: str
    asked_as: Question | None = None
    is_vague: bool = False
    """The heading is too general to be believed: its values have to prove it."""

    @property
    def column(self) -> Column:
        return BY_NAME[self.field]


@cache
def known_targets() -> dict[str, tuple[Target, ...]]:
    """What each known heading stands for, by its letters and digits."""
    targets: dict[str, dict[Target, None]] = {}
    for words, target in _known_headings():
        targets.setdefault(key(words), {}).setdefault(target)
    return {words: _believed_first(found) for words, found in targets.items()}


@cache
def phrased_targets() -> dict[str, tuple[Target, ...]]:
    """What known headings stand for, however they are phrased, by their form.

    What one letter or a mark stands for is not told by its form.
    """
    targets: dict[str, dict[Target, None]] = {}
    for words, target in _known_headings():
        if len(key(words)) > 1:
            targets.setdefault(form(words), {}).setdefault(target)
    return {phrase: _believed_first(found) for phrase, found in targets.items() if len(phrase) > 1}


def _believed_first(found: Iterable[Target]) -> tuple[Target, ...]:
    """Without those that are vague where the same field is also named outright."""
    named = {target.field for target in found if not target.is_vague}
    return tuple(target for target in found if not (target.is_vague and target.field in named))


@cache
def shared_targets() -> dict[str, tuple[Target, ...]]:
    """What headings such as "GxPx" stand for, by their letters and digits."""
    targets: dict[str, dict[Target, None]] = {}
    for column in RECORDED:
        for words in column.shared_headings:
            # "G/P" and "GP" have the same letters; named twice, a field would be its own rival.
            targets.setdefault(key(words), {}).setdefault(Target(column.name))
    return {words: tuple(found) for words, found in targets.items()}


@cache
def _known_headings() -> tuple[tuple[str, Target], ...]:
    known: list[tuple[str, Target]] = []
    for column in RECORDED:
        plainly = (column.name, column.label, *column.headings)
        known += [(words, Target(column.name)) for words in plainly]
        known += [(words, Target(column.name, None, True)) for words in column.vague_headings]
        for question in column.questions:
            target = Target(column.name, question, question.is_vague)
            known += [(words, target) for words in question.headings]
        for option in column.options:
            known += [(words, Target(option.name)) for words in _option_headings(column, option)]
    return tuple(known)


def _option_headings(column: Column, option: Column) -> tuple[str, ...]:
    if not column.options_stand_alone or option.name.endswith("_other"):
        level = next(one for one in column.own_levels if option.name.endswith(f"_{one.name}"))
        return (option.name, *_namesakes(level))
    if option.name.endswith("_none"):
        level = column.own_levels[0]
        return (
            option.name,
            *(word for word in (level.label, *level.spellings) if _says_more(word)),
        )
    return (option.name, option.label, *option.headings)


def _namesakes(level: Level) -> tuple[str, ...]:
    """Headings of an option that is one of another question as well.

    Heart failure may be a symptom or a complication, and neither is believed without a group.
    """
    alone = _standing_alone()
    if key(level.label) not in alone:
        return ()
    return tuple(words for words in (level.label, *level.spellings) if key(words) in alone)


@cache
def _standing_alone() -> frozenset[str]:
    """Letters and digits of what heads an option by itself and nothing else."""
    options = (o for column in RECORDED if column.options_stand_alone for o in column.options)
    words = {
        key(words)
        for option in options
        if not option.name.endswith(("_none", "_other"))
        for words in (option.label, *option.headings)
    }
    return frozenset(words - {key(words) for column in RECORDED for words in column.headings})


def _says_more(word: str) -> bool:
    """ "无症状" heads a column of its own; "无" and "none" do not."""
    return plain(word) not in {*map(plain, NO_SPELLINGS), "nil"}


@cache
def alike_fields() -> dict[str, tuple[str, ...]]:
    """Fields that a heading of something else may mean all the same, by its form."""
    fields: dict[str, tuple[str, ...]] = {}
    for column in RECORDED:
        options = zip(column.own_levels, column.options, strict=False)
        alike = [(column.name, column.alike_headings)]
        alike += [(option.name, level.alike_headings) for level, option in options]
        for name, headings in alike:
            for words in headings:
                fields[form(words)] = (*fields.get(form(words), ()), name)
    return fields


@cache
def exact_headings() -> frozenset[str]:
    """Every known heading as the data dictionary writes it."""
    return frozenset(words for words, _ in _known_headings())


@cache
def plain_headings() -> tuple[str, ...]:
    """Every known heading that others can resemble, in small letters.

    "Date" and 时间 are in half of all headings and resemble none.
    """
    told = (
        words
        for words, target in _known_headings()
        if not (target.is_vague and target.column.kind in ("number", "date", "text"))
    )
    return tuple(dict.fromkeys(map(plain, told)))
