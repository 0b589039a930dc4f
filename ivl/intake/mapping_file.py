"""The file in which a mapping is kept: JSON, laid out so that a person can read and mend it."""

import json
from typing import Any, Final

from ivl.intake.claims import FIELDS
from ivl.intake.questions import LEAVE_OUT
from ivl.intake.refusal import Refused
from ivl.intake.remembered import KeptAnswer, KeptColumn, Remembered

VERSION: Final = 1
MOST_BYTES: Final = 1024 * 1024
_MOST_ENTRIES: Final = 5_000
_LONGEST: Final = 1_000

_ABOUT: Final = (
    "How a spreadsheet was understood by the IVL Cohort Explorer. There are no patients in it. "
    "Give it along with the next spreadsheet that has these headings."
)
_NOT_USED: Final = "not used"
_NO_MAPPING: Final = (
    "This file does not say how a spreadsheet was understood. Choose the one that was saved with "
    '"Download this mapping"; it ends in .json.'
)
_NEWER: Final = (
    "This mapping was saved by a newer version of the dashboard. Update the dashboard, or answer "
    "the questions again."
)


def to_file(kept: Remembered) -> bytes:
    """As JSON in UTF-8; see ``from_file``."""
    content = {
        "about": _ABOUT,
        "version": VERSION,
        "columns": [_from_column(column) for column in kept.columns],
        "answers": [_from_answer(answer) for answer in kept.answers],
    }
    return json.dumps(content, ensure_ascii=False, indent=2).encode()


def from_file(content: bytes) -> Remembered:
    """What a file of ``to_file`` says; it may have been edited, or be anything else.

    Raises:
        Refused: if it says nothing of the kind. Its text is for the user.
    """
    if len(content) > MOST_BYTES:
        raise Refused(_NO_MAPPING)
    try:
        read = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Refused(_NO_MAPPING) from error
    if not isinstance(read, dict) or not isinstance(read.get("version"), int):
        raise Refused(_NO_MAPPING)
    if read["version"] > VERSION:
        raise Refused(_NEWER)
    return Remembered(
        tuple(_to_column(entry) for entry in _entries(read, "columns")),
        tuple(_to_answer(entry) for entry in _entries(read, "answers")),
    )


def _entries(read: dict[str, Any], name: str) -> list["_Entry"]:
    entries = read.get(name)
    if not isinstance(entries, list) or len(entries) > _MOST_ENTRIES:
        raise Refused(f'This mapping has no proper list of "{name}". {_SAVE_AGAIN}')
    return [_Entry(entry, f'entry {at} of "{name}"') for at, entry in enumerate(entries, start=1)]


_SAVE_AGAIN: Final = "Save it again from the dashboard."


class _Entry:
    """An object of the file, with the words for a message about it."""

    def __init__(self, content: object, where: str) -> None:
        if not isinstance(content, dict):
            raise Refused(f"In this mapping {where} is not complete. {_SAVE_AGAIN}")
        self._content, self._where = content, where

    def words(self, name: str, otherwise: str | None = None) -> str:
        """Raises: Refused, if they are missing and nothing is given to stand in."""
        value = self._content.get(name, otherwise)
        if not isinstance(value, str) or len(value) > _LONGEST:
            raise Refused(f'In this mapping {self._where} has no proper "{name}". {_SAVE_AGAIN}')
        return value

    def list_of_words(self, name: str) -> tuple[str, ...]:
        value = self._content.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise Refused(f'In this mapping {self._where} has no proper "{name}". {_SAVE_AGAIN}')
        return tuple(value)

    def has(self, name: str) -> bool:
        return name in self._content


def _from_column(column: KeptColumn) -> dict[str, str]:
    known = FIELDS.get(column.field)
    entry = {"heading": column.heading, "records": column.field or _NOT_USED}
    if known:
        entry["label"] = known.axis
    return {**entry, "known by": column.by}


def _to_column(entry: _Entry) -> KeptColumn:
    field, by = entry.words("records"), entry.words("known by", "answer")
    return KeptColumn(
        entry.words("heading"),
        LEAVE_OUT if field == _NOT_USED else field,
        "heading" if by == "heading" else "values" if by == "values" else "answer",
    )


def _from_answer(answer: KeptAnswer) -> dict[str, Any]:
    told = "answer is the column" if answer.names_column else "answer"
    entry: dict[str, Any] = {
        "question": answer.question,
        "heading": answer.heading,
        "about": answer.detail,
        told: answer.answer,
        "fields": list(answer.fields),
    }
    return {name: value for name, value in entry.items() if value}


def _to_answer(entry: _Entry) -> KeptAnswer:
    names_column = entry.has("answer is the column")
    return KeptAnswer(
        entry.words("question"),
        entry.words("answer is the column") if names_column else entry.words("answer"),
        entry.words("heading", ""),
        entry.words("about", ""),
        names_column,
        entry.list_of_words("fields"),
    )
