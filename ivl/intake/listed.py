"""Cells that list several answers: cut at separators, each part understood or named as strange."""

import re
from collections.abc import Mapping
from typing import Final

from ivl import text
from ivl.intake import denials
from ivl.intake.levels import (
    affirmed_level,
    denied_level,
    denies_more,
    is_unknown_mark,
    joined_level,
    level_of,
    nearest,
    run_together,
    sides,
    with_sign,
)
from ivl.intake.personal import quoted
from ivl.intake.qualified import without_numbers
from ivl.intake.reading import CORRECT, UNKNOWN_READING, Reading
from ivl.intake.words import plain
from ivl.schema import NO, YES, Column

_SEPARATORS: Final = (r"[;\n\r]", r"[,、]", r"[/+|]", r"\s(?:and|with)\s|[及和伴&]", r"\s+")
"""From the strongest to the weakest: a label may hold the weaker ones."""
_FIRST_WEAK: Final = 3
"""From here on a cell is cut only into parts that are all understood."""
_BULLETS: Final = re.compile(r"[①-⑳•●■◆▪・·。]")
_DASHES: Final = re.compile(r"^\s*[-–*]\s+", re.MULTILINE)
_NUMBERS: Final = re.compile(r"(?<![\da-zA-Z.])\(?\d{1,2}\s*[.)、:](?!\s*\d)\s*")
_DENIED_UNLISTED: Final = re.compile(
    r"(?:无|否认|no |denies )(?:水肿|浮肿|发热|咯血|edema|oedema|fever|h(?:a)?emoptysis)"
)
"""Denials of findings that are none of the symptoms here."""
_LINES: Final = re.compile(r"\s*[\n\r]\s*|\.\s+")
_FULL_WIDTH: Final = str.maketrans({"\uff1b": ";", "\uff0c": ",", "\uff0f": "/", "\uff0b": "+"})
_MOST_QUOTED: Final = 5
_WITH_OR_WITHOUT: Final = re.compile(r"\+\s*/\s*-")
_IN_FULL: Final = {"w": "without ", "c": "", "h": "history of ", "r": "query "}
_ABBREVIATED: Final = re.compile(r"\b([wchr])/o\b\s*", re.IGNORECASE)
"""Without, complains of, history of, to be ruled out."""
NO_CODES: Final[Mapping[str, str]] = {}


def read_several(words: str, column: Column, codes: Mapping[str, str] = NO_CODES) -> Reading:
    """The options that a cell lists are yes and the others no, unless a word is strange.

    A word that is not understood may be any of the options, so they stay unknown beside it; one
    that may deny the others leaves the whole cell unknown, and so does a mere separator. A cell
    that only denies ("no syncope") says nothing of the options that it does not name.
    """
    words = codes.get(plain(words), words)
    if is_unknown_mark(words) and not level_of(column, words):
        return UNKNOWN_READING
    parts = parts_of(_listed(words), column, codes)
    listed = {level for part in parts if (level := option(part, column, codes))}
    strange = [part for part in parts if not _is_clear(part, column, codes)]
    given = {level.name: YES.name for level in column.own_levels if level.name in listed}
    if not parts or _reach_back(strange, parts):
        return strange_parts([words.strip()], column, None)
    if strange:
        return strange_parts(strange, column, given or None)
    if "none" in listed and len(listed) > 1:
        return Reading(what=f"{quoted(words)} says none and something")
    denied = [denied_level(column, part) for part in parts]
    if not listed and (any(denied) or any(map(_denies_unlisted, parts))):
        return Reading(
            {name: NO.name for name in denied if name},
            f"{quoted(words)} denies something and names nothing",
            "The other answers count as unknown",
            'Write what there was, or "none"',
        )
    return Reading({level.name: NO.name for level in column.own_levels} | given)


def _reach_back(strange: list[str], parts: list[str]) -> bool:
    """Whether strange words may deny those before them; a last one denies what itself names."""
    if strange and strange[-1] == parts[-1] and denies_more(strange[-1]):
        strange = strange[:-1]
    return any(denials.REACHING_BACK.search(plain(part)) for part in strange)


def narrow(words: str) -> str:
    """Separators in one form, and what is written with a stroke and separates nothing."""
    words = _WITH_OR_WITHOUT.sub("±", words.translate(_FULL_WIDTH))
    return _ABBREVIATED.sub(lambda found: _IN_FULL[found[1].lower()], words)


def _listed(words: str) -> str:
    """With bullets and numbers of a list as separators: "1. dyspnoea 2. oedema", ①胸闷②气短."""
    words = _DASHES.sub("", words) if "\n" in words else words
    words = _BULLETS.sub(";", narrow(words)).strip()
    return _NUMBERS.sub(";", words) if _NUMBERS.match(words) else words


def _denies_unlisted(part: str) -> bool:
    return bool(_DENIED_UNLISTED.fullmatch(plain(part)))


def parts_of(words: str, column: Column, codes: Mapping[str, str], depth: int = 0) -> list[str]:
    """The cell cut at separators, but never within words that are understood as they stand."""
    words = words.strip()
    if is_unknown_mark(codes.get(plain(words), words)):
        return []
    lines = [] if depth else list(filter(None, _LINES.split(words)))
    if len(lines) > 1 and all(_is_clear(line, column, codes) for line in lines):
        return lines
    if joined := _joined(words, column, codes):
        return [joined]
    if _is_clear(words, column, codes):
        return [words]
    if depth == len(_SEPARATORS):
        return run_together(column, without_numbers(column, words)) or [words]
    pieces = re.split(_SEPARATORS[depth], words, flags=re.IGNORECASE)
    if depth >= _FIRST_WEAK and any(piece.strip() and is_unknown_mark(piece) for piece in pieces):
        return [words]  # the mark may be said of the word beside it: "? DVT"
    found = [part for piece in pieces for part in parts_of(piece, column, codes, depth + 1)]
    is_unclear = depth >= _FIRST_WEAK and not all(_is_clear(part, column, codes) for part in found)
    return [words] if is_unclear or (depth and _may_go_on_denying(found, column, codes)) else found


def _joined(words: str, column: Column, codes: Mapping[str, str]) -> str | None:
    """The option that both sides of a comma name together, if they do not name one each."""
    level = joined_level(column, words)
    return level if level and not all(_is_clear(s, column, codes) for s in sides(words)) else None


def _may_go_on_denying(parts: list[str], column: Column, codes: Mapping[str, str]) -> bool:
    """ "无胸闷、气短" and "no dyspnoea, syncope": the "no" may hold for all that follows it."""
    denied = [
        not (option(part, column, codes) or _denies(part, column) or with_sign(part))
        for part in parts
    ]
    return True in denied and any(
        not level and level_of(column, part)
        for level, part in zip(
            denied[denied.index(True) :], parts[denied.index(True) :], strict=True
        )
    )


def _is_clear(part: str, column: Column, codes: Mapping[str, str]) -> bool:
    is_told = option(part, column, codes) or denied_level(column, part)
    return bool(is_told) or _denies(part, column) or _denies_unlisted(part)


def option(part: str, column: Column, codes: Mapping[str, str]) -> str | None:
    """Name of the level that one part of a cell means or affirms, None if it means none."""
    part = without_numbers(column, part)
    return level_of(column, codes.get(plain(part), part)) or affirmed_level(column, part)


def _denies(part: str, column: Column) -> bool:
    """ "No" where none is not among the options."""
    has_none = any(level.name == "none" for level in column.own_levels)
    return not has_none and plain(part) in denials.MERE


def strange_parts(parts: list[str], column: Column, value: object) -> Reading:
    """What is said of words without an answer, beside what the rest of the cell says."""
    distinct = list(dict.fromkeys(map(quoted, parts)))
    told = text.first_few(distinct, _MOST_QUOTED)
    close = nearest(column, parts[0]) if len(parts) == 1 else None
    hint = (
        f'{CORRECT}, or say what it means; the nearest answer is "{close.label}"' if close else ""
    )
    return Reading(
        value,
        f"{told} {'is' if len(distinct) == 1 else 'are'} not among the answers",
        "The answers it could stand for count as unknown" if value else "Counted as unknown",
        hint or f"{CORRECT}, or say what it means",
        tuple(plain(part) for part in parts),
    )
