"""One cell → what its column records, by the kind of the column."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from ivl import text
from ivl.intake import outcomes, patience, procedures
from ivl.intake.cells import Cell, as_text
from ivl.intake.dates import Order, read_date
from ivl.intake.levels import (
    answer,
    are_unknown_marks,
    denied_level,
    joined_level,
    yes_or_no,
)
from ivl.intake.listed import NO_CODES, narrow, option, parts_of, read_several, strange_parts
from ivl.intake.numbers import read_number
from ivl.intake.personal import quoted
from ivl.intake.qualified import DATED, answer_and_note, changes_nothing, without_numbers
from ivl.intake.reading import LEFT_OPEN, UNKNOWN_NOW, UNKNOWN_READING, Reading
from ivl.intake.words import plain, visible
from ivl.schema import BY_NAME, NO, UNKNOWN, Column, Question

_REACH: Final = "tumor_extent"
_OPERATED: Final = {procedures.UTERUS: "uterus", procedures.OVARIES: "ovaries"}
_TOLD_BY_A_NOTE: Final = ("vital_status", "cpb", "dhca")
"""Where the note alone is the answer: "died of PE", 120 min."""

_FROM_TO: Final = re.compile(r"\s+to\s+|\s*(?:→|->|至|到)\s*")
_BESIDE: Final = re.compile(r"(?<=\w)\s*[-–]\s*(?=\w)|(?<=\w)\s*\((?=\w)|(?<=\w)\)$|(?<=\w)达")
_BEFORE_DENIAL: Final = re.compile(r"\s+(?=(?:not|no|without)\s)")
_NO_SUCH_TIME: Final = {
    "time_to_recurrence_months": ("recurrence", NO.name),
    "recurrence_date": ("recurrence", NO.name),
    "death_date": ("vital_status", "alive"),
}
"""Times of what may not have happened, and which answer says so."""

_LONGEST_ANSWER: Final = 500


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

    Raises:
        Refused: if the file was to be understood by now.
    """
    patience.go_on()
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


def _read_level(words: str, column: Column, asked_as: Question | None) -> Reading:
    if column.name in DATED and (
        outcomes.is_loss(words) or outcomes.is_loss(without_numbers(column, words))
    ):
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
            or strange_parts([words], column, None)
        )
    if level == UNKNOWN.name:
        is_no = asked_as is not None and yes_or_no(words, column, asked_as) == NO.name
        return LEFT_OPEN if is_no else UNKNOWN_READING
    return Reading(level)


def _before_a_note(words: str, column: Column, asked_as: Question | None) -> Reading | None:
    """ "yes (pelvis, 2019)", "alive (36 m)": the note says when or where, and nothing else."""
    parts = answer_and_note(words)
    if not parts or not (column.kind == "yes_no" or column.name in DATED):
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
    if column.name in DATED:
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
    if column.name not in DATED:
        return Reading(level)
    what = f"{quoted(words)} was read as {text.lower_first(column.level(level).label)}"
    return Reading(level, what, "The year was not used", "Enter the date in a column of its own")


def _furthest(words: str, column: Column) -> Reading | None:
    """Of several places in one cell, the furthest that the tumour reached."""
    if column.name != _REACH or (words.isascii() and words.isalnum()):
        return None
    said = _BESIDE.sub(",", _BEFORE_DENIAL.sub(",", plain(words))).removeprefix("from ")
    parts = [
        part for end in _FROM_TO.split(said) for part in parts_of(narrow(end), column, NO_CODES)
    ]
    named = [level for part in parts if (level := option(part, column, NO_CODES))]
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
