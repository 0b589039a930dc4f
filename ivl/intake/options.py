"""Headings of one answer of several: boxes of a database, "Symptoms: dyspnoea", "sx_AUB"."""

import re
from typing import Final

from ivl.intake import everyday
from ivl.intake.brackets import CHECKBOX, CHOICE
from ivl.intake.known import Target, known_targets
from ivl.intake.levels import level_of, nearest, run_together
from ivl.intake.named import Heading
from ivl.intake.words import key, plain
from ivl.schema import BY_NAME, OTHER, Column

_BETWEEN: Final = re.compile(r"\s*(?:[/、,|]|\bor\b|\band\b|[或和及])\s*")
_COMPOUND: Final = re.compile(r"^(.+?)\s*[:/_|–-]\s*(.+)$")


def checkbox_option(words: str) -> Heading | None:
    """REDCap's columns for the boxes of one question, with labels or with names."""
    found = CHOICE.match(words) or CHECKBOX.match(words)
    if not found:
        return None
    option = found[2].strip("'\"")
    return option_within(found[1], option) or _other_option(found[1], option)


def _other_option(group: str, words: str) -> Heading | None:
    """A box that is none of the options and resembles none: left out, she would have nothing."""
    if not any(map(str.isalpha, words)):
        return None
    for target in known_targets().get(key(group), ()):
        if _has_other(target.column) and nearest(target.column, words) is None:
            return Heading((Target(f"{_prefix(target.column)}_other"),), sure="normalised")
    return None


def boxes_like(heading: str) -> tuple[str, ...]:
    """Options that a box with other words may be: what these resemble, and "other"."""
    found = CHOICE.match(plain(heading)) or CHECKBOX.match(plain(heading))
    if not found:
        return ()
    for target in known_targets().get(key(found[1]), ()):
        level = nearest(target.column, found[2].strip("'\""))
        if level and _has_other(target.column):
            prefix = _prefix(target.column)
            return tuple(dict.fromkeys((f"{prefix}_{level.name}", f"{prefix}_other")))
    return ()


def compound(words: str) -> Heading | None:
    """ "Symptoms: dyspnoea"."""
    found = _COMPOUND.match(words)
    return option_within(found[1], found[2]) if found else None


def boxed(words: str) -> Heading | None:
    """One option of a question, with hardly a sign between them: "sx_Menorrhagia"."""
    group, option = everyday.boxed(words)
    return option_within(group, option) if option else None


def option_within(group: str, words: str) -> Heading | None:
    """The option of a column of several that stands below or behind the heading of them all."""
    if words.isdigit():  # a code of the database, not the answer "0"
        return None
    for target in known_targets().get(key(group), ()):
        name = level_of(target.column, words) if target.column.kind == "several" else None
        if name:
            return Heading((Target(f"{_prefix(target.column)}_{name}"),), sure="normalised")
    return None


def said_twice(words: str) -> Heading | None:
    """ "Syncope/collapse", 腹痛腹胀: one finding in two words."""
    parts = _BETWEEN.split(words)
    parts = parts if len(parts) > 1 else run_together(BY_NAME["symptoms"], words)
    told = {known_targets().get(key(part), ()) for part in parts}
    targets = told.pop() if len(parts) > 1 and len(told) == 1 else ()
    is_one = len(targets) == 1 and not targets[0].is_vague
    return Heading(targets, sure="normalised") if is_one else None


def is_box_of_its_own(heading: str) -> bool:
    """A box for something that the data dictionary does not list, and not for "other"."""
    found = CHOICE.match(plain(heading)) or CHECKBOX.match(plain(heading))
    return bool(found and key(found[2]) not in map(key, (OTHER.name, *OTHER.spellings)))


def _has_other(column: Column) -> bool:
    return f"{_prefix(column)}_other" in {option.name for option in column.options}


def _prefix(column: Column) -> str:
    return column.prefix or column.name
