"""One cell → what its column records, by the kind of the column."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from ivl import text
from ivl.intake import denials, outcomes, procedures
from ivl.intake.cells import Cell, as_text
from ivl.intake.dates import Order, read_date
from ivl.intake.levels import (
    affirmed_level,
    answer,
    are_unknown_marks,
    denied_level,
    denies_more,
    is_lost,
    is_unknown_mark,
    joined_level,
    level_of,
    nearest,
    run_together,
    sides,
    with_sign,
    yes_or_no,
)
from ivl.intake.numbers import read_number
from ivl.intake.personal import quoted
from ivl.intake.qualified import answer_and_note, changes_nothing, without_numbers
from ivl.intake.reading import CORRECT, LEFT_OPEN, UNKNOWN_NOW, UNKNOWN_READING, Reading
from ivl.intake.words import plain, visible
from ivl.schema import BY_NAME, NO, UNKNOWN, YES, Column, Question

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

_REACH: Final = "tumor_extent"
_OPERATED: Final = {procedures.UTERUS: "uterus", procedures.OVARIES: "ovaries"}
_TOLD_BY_A_NOTE: Final = ("vital_status", "cpb", "dhca")
"""Where the note alone is the answer: "died of PE", 120 min."""

_LAST_KNOWN: Final = ("vital_status", "recurrence")
_FROM_TO: Final = re.compile(r"\s+to\s+|\s*(?:→|->|至|到)\s*")
_BESIDE: Final = re.compile(r"(?<=\w)\s*[-–]\s*(?=\w)|(?<=\w)\s*\((?=\w)|(?<=\w)\)$|(?<=\w)达")
_BEFORE_DENIAL: Final = re.compile(r"\s+(?=(?:not|no|without)\s)")
_FULL_WIDTH: Final = str.maketrans({"\uff1b": ";", "\uff0c": ",", "\uff0f": "/", "\uff0b": "+"})
_NO_SUCH_TIME: Final = {
    "time_to_recurrence_months": ("recurrence", NO.name),
    "recurrence_date": ("recurrence", NO.name),
    "death_date": ("vital_status", "alive"),
}
"""Times of what may not have happened, and which answer says so."""

_LONGEST_ANSWER: Final = 500
_MOST_QUOTED: Final = 5
_WITH_OR_WITHOUT: Final = re.compile(r"\+\s*/\s*-")
NO_CODES: Final[Mapping[str, str]] = {}


def read_cell(
    cell: Cell,
    column: Column,
    asked_as: Question | None = None,
    unit: str = "",
    comma: str = "",
    order: Order | None = None,
    codes: Mapping[str, str] = NO_CODES,
) -> Reading:
    """What a cell says of a column.

    Args:
        cell: as the file holds it.
        column: what it records.
        asked_as: where yes and no answer a category.
        unit: of numbers that name none.
        comma: see ``read_number``.
        order: see ``read_date``.
        codes: what the words of cells mean in this column where that is not plain.

    Returns:
        The value: a float, a timestamp, a string, the name of a level, or for a column of
        several a dict from the names of options to yes and no.
    """
    if cell is None:
        return UNKNOWN_READING
    words = as_text(cell)
    if says_none(words, column):
        return UNKNOWN_READING
    if len(words) > _LONGEST_ANSWER and column.kind in ("yes_no", "category", "several"):
        return Reading(
            None,
            f"{quoted(words)} is a note of {len(words):,} characters and no answer",
            UNKNOWN_NOW,
            "Write the answer alone, and the note in a column of its own",
        )
    match column.kind:
        case "number":
            return read_number(cell, column, unit, comma)
        case "date":
            return read_date(cell, order)
        case "text":
            return read_texts([cell])[0]
        case "several":
            return read_several(words, column, codes)
        case _:
            return _read_level(codes.get(plain(words), words), column, asked_as)


def says_none(words: str, column: Column) -> bool:
    """Whether a cell says that there is no such time: 未复发 among dates of recurrence."""
    asked, none = _NO_SUCH_TIME.get(column.name, ("", ""))
    is_word = any(map(str.isalpha, words))
    return bool(asked) and is_word and answer(BY_NAME[asked], words) == none


def read_texts(cells: Sequence[Cell]) -> list[Reading]:
    """What different cells say of a column of free text or codes; "" for a mark for unknown."""
    words = list(map(as_text, cells))
    return [
        UNKNOWN_READING if cell is None else Reading("" if is_mark else visible(said).strip())
        for cell, said, is_mark in zip(cells, words, are_unknown_marks(words), strict=True)
    ]


def read_several(words: str, column: Column, codes: Mapping[str, str] = NO_CODES) -> Reading:
    """The options that a cell lists are yes and the others no, unless a word is strange.

    A word that is not understood may be any of the options, so they stay unknown beside it; one
    that may deny the others leaves the whole cell unknown, and so does a mere separator. A cell
    that only denies ("no syncope") says nothing of the options that it does not name.
    """
    words = codes.get(plain(words), words)
    if is_unknown_mark(words) and not level_of(column, words):
        return UNKNOWN_READING
    parts = _parts(_listed(words), column, codes)
    listed = {level for part in parts if (level := _option(part, column, codes))}
    strange = [part for part in parts if not _is_clear(part, column, codes)]
    given = {level.name: YES.name for level in column.own_levels if level.name in listed}
    if not parts or _reach_back(strange, parts):
        return _strange([words.strip()], column, None)
    if strange:
        return _strange(strange, column, given or None)
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


def _narrow(words: str) -> str:
    """Separators in one form, and "+/-" as the one sign that it is."""
    return _WITH_OR_WITHOUT.sub("±", words.translate(_FULL_WIDTH))


def _listed(words: str) -> str:
    """With bullets and numbers of a list as separators: "1. dyspnoea 2. oedema", ①胸闷②气短."""
    words = _DASHES.sub("", words) if "\n" in words else words
    words = _BULLETS.sub(";", _narrow(words)).strip()
    return _NUMBERS.sub(";", words) if _NUMBERS.match(words) else words


def _denies_unlisted(part: str) -> bool:
    return bool(_DENIED_UNLISTED.fullmatch(plain(part)))


def _parts(words: str, column: Column, codes: Mapping[str, str], depth: int = 0) -> list[str]:
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
    found = [part for piece in pieces for part in _parts(piece, column, codes, depth + 1)]
    is_unclear = depth >= _FIRST_WEAK and not all(_is_clear(part, column, codes) for part in found)
    return [words] if is_unclear or (depth and _may_go_on_denying(found, column, codes)) else found


def _joined(words: str, column: Column, codes: Mapping[str, str]) -> str | None:
    """The option that both sides of a comma name together, if they do not name one each."""
    level = joined_level(column, words)
    return level if level and not all(_is_clear(s, column, codes) for s in sides(words)) else None


def _may_go_on_denying(parts: list[str], column: Column, codes: Mapping[str, str]) -> bool:
    """ "无胸闷、气短" and "no dyspnoea, syncope": the "no" may hold for all that follows it."""
    denied = [
        not (_option(part, column, codes) or _denies(part, column) or with_sign(part))
        for part in parts
    ]
    return True in denied and any(
        not level and level_of(column, part)
        for level, part in zip(
            denied[denied.index(True) :], parts[denied.index(True) :], strict=True
        )
    )


def _is_clear(part: str, column: Column, codes: Mapping[str, str]) -> bool:
    is_told = _option(part, column, codes) or denied_level(column, part)
    return bool(is_told) or _denies(part, column) or _denies_unlisted(part)


def _option(part: str, column: Column, codes: Mapping[str, str]) -> str | None:
    part = without_numbers(column, part)
    return level_of(column, codes.get(plain(part), part)) or affirmed_level(column, part)


def _denies(part: str, column: Column) -> bool:
    """ "No" where none is not among the options."""
    has_none = any(level.name == "none" for level in column.own_levels)
    return not has_none and plain(part) in denials.MERE


def _read_level(words: str, column: Column, asked_as: Question | None) -> Reading:
    if column.name in _LAST_KNOWN and is_lost(without_numbers(column, words)):
        return UNKNOWN_READING
    level = (
        answer(column, words, asked_as)
        or joined_level(column, words)
        or _named_among_others(words, column)
    )
    if level is None:
        return (
            _furthest(words, column)
            or _without_number(words, column, asked_as)
            or _before_a_note(words, column, asked_as)
            or _of_another_organ(words, column)
            or _strange([words], column, None)
        )
    if level == UNKNOWN.name:
        is_no = asked_as is not None and yes_or_no(words, column, asked_as) == NO.name
        return LEFT_OPEN if is_no else UNKNOWN_READING
    return Reading(level)


def _before_a_note(words: str, column: Column, asked_as: Question | None) -> Reading | None:
    """ "yes (pelvis, 2019)", "alive (36 m)": the note says when or where, and nothing else."""
    parts = answer_and_note(words)
    if not parts or not (column.kind == "yes_no" or column.name in _LAST_KNOWN):
        return None
    if parts[1] == plain(words) and column.name not in _TOLD_BY_A_NOTE:
        return None
    level = answer(column, parts[0], asked_as)
    if level in (None, UNKNOWN.name) or not changes_nothing(parts[1], level):
        return None
    what = f"{quoted(words)} was read as {text.lower_first(column.level(level).label)}"
    return Reading(level, what, "The note behind it was not used", "Nothing needs to be done")


def _named_among_others(words: str, column: Column) -> str | None:
    """The answer in a cell that answers several columns: "TAH + BSO", "alive, no recurrence"."""
    if column.name in _LAST_KNOWN:
        return outcomes.outcome(words).get(column.name)
    if column.name in _OPERATED:
        told = procedures.named(words).get(column.name)
        return told if isinstance(told, str) else None
    return None


def _of_another_organ(words: str, column: Column) -> Reading | None:
    """ "BSO" where the uterus is asked for."""
    if column.name not in _OPERATED or not procedures.named(words):
        return None
    organ = _OPERATED[column.name]
    return Reading(
        None,
        f"{quoted(words)} names nothing that was done to the {organ}",
        how=f"Write what was done to the {organ} as well, if anything was",
    )


def _without_number(words: str, column: Column, asked_as: Question | None) -> Reading | None:
    """The answer beside a number that does not change it: 绝经3年, "died 2019"."""
    bare = without_numbers(column, words)
    level = answer(column, bare, asked_as) if bare != words else None
    if level in (None, UNKNOWN.name):
        return None
    if column.name not in _LAST_KNOWN:
        return Reading(level)
    what = f"{quoted(words)} was read as {text.lower_first(column.level(level).label)}"
    return Reading(level, what, "The year was not used", "Enter the date in a column of its own")


def _furthest(words: str, column: Column) -> Reading | None:
    """Of several places in one cell, the furthest that the tumour reached."""
    if column.name != _REACH or (words.isascii() and words.isalnum()):
        return None
    said = _BESIDE.sub(",", _BEFORE_DENIAL.sub(",", plain(words))).removeprefix("from ")
    parts = [
        part for end in _FROM_TO.split(said) for part in _parts(_narrow(end), column, NO_CODES)
    ]
    named = [level for part in parts if (level := _option(part, column, NO_CODES))]
    denied = [part for part in parts if denied_level(column, part)]
    if not named or len(parts) < 2 or len(named) + len(denied) < len(parts):
        return None
    furthest = column.level(max(named, key=column.level_names.index))
    level = max(furthest.covers & set(named) or {furthest.name}, key=column.level_names.index)
    if set(named) == {level}:
        return Reading(level)
    return Reading(
        level,
        f"{quoted(words)} names several places",
        f"The furthest is used: {text.lower_first(column.level(level).label)}",
        "Nothing needs to be done",
    )


def _strange(parts: list[str], column: Column, value: object) -> Reading:
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
