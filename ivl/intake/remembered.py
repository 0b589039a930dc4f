"""How a file was understood, kept so that next month's file under the same headings maps itself.

Columns are known by their headings, since they move from month to month. What is kept are the
headings, what each column records, and the answers of the file's owner; of the cells nothing but
words and marks that the owner explained.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from ivl import text
from ivl.derive import is_known
from ivl.intake.claims import FIELDS, column_key
from ivl.intake.doubts import ROWS_KEY
from ivl.intake.passed_over import COLUMN_KEY, Passed
from ivl.intake.personal import headed, holds_identifier
from ivl.intake.questions import LEAVE_OUT, SHEET, Answers, Question, is_of_hidden_word
from ivl.intake.report import LeftOut, Match, Preview, column_title
from ivl.intake.upload import Opened
from ivl.intake.words import plain

KnownBy = Literal["heading", "values", "answer"]

_MOST_NAMED: Final = 8


@dataclass(frozen=True)
class KeptColumn:
    """A heading and what stands below it."""

    heading: str
    field: str
    """``LEAVE_OUT`` if it is not used."""

    by: KnownBy
    """A heading speaks for itself; what values or the owner told is worth remembering."""


@dataclass(frozen=True)
class KeptAnswer:
    """What the owner of the file answered to a question."""

    question: str
    """Its key without the letter of a column: "dates", "mark", "birth date"."""

    answer: str
    heading: str = ""
    """Of the column that it is about; "" if it is about the whole file."""

    detail: str = ""
    """The word or the number that was explained."""

    names_column: bool = False
    """The answer is a column, given by its heading."""

    fields: tuple[str, ...] = ()
    """What a question on several columns was about."""


@dataclass(frozen=True)
class Remembered:
    """How a file was understood."""

    columns: tuple[KeptColumn, ...]
    answers: tuple[KeptAnswer, ...] = ()

    @property
    def says_something(self) -> bool:
        """Whether anything is kept that the headings do not tell by themselves."""
        return bool(self.answers) or any(column.by != "heading" for column in self.columns)

    def is_alike(self, read: Preview) -> bool:
        """Whether most headings of the two files are the same."""
        mine = {plain(column.heading) for column in self.columns}
        others = {plain(column.heading) for column in _columns(read)} - {""}
        return 2 * len(mine & others) > len(mine | others)


@dataclass(frozen=True)
class Recalled:
    """A file read with what was remembered of an earlier one."""

    preview: Preview
    answers: Answers
    remarks: tuple[str, ...]
    """What could not be used again, and why; a sentence each."""

    @property
    def used(self) -> str:
        """ "2 columns and 3 answers"; "" if nothing of it is asked here."""
        asked = {ask.key for ask in self.preview.questions if not ask.is_open}
        letters = {column_key(column.letter) for column in _columns(self.preview)}
        columns = sum(key in letters for key in self.answers.choices)
        answers = sum(key in asked - letters for key in self.answers.choices)
        counts = ((columns, "column"), (answers, "answer"))
        return text.listed(text.counted(n, noun) for n, noun in counts if n)


def remember(read: Preview, answers: Answers) -> Remembered:
    """What is worth keeping of how a file was understood.

    Args:
        read: the preview with these answers.
        answers: what the owner of the file decided.
    """
    columns = {column.letter: column for column in reversed(_columns(read))}
    headings = {letter: column.heading for letter, column in columns.items()}
    asked = [ask for ask in read.questions if not ask.key.startswith(("column ", ROWS_KEY))]
    return Remembered(
        tuple(_kept_column(one, answers) for one in columns.values() if one.heading.strip())[::-1],
        tuple(kept for ask in asked if (kept := _kept_answer(ask, headings))),
    )


def _kept_column(column: Match | LeftOut, answers: Answers) -> KeptColumn:
    field = column.field if isinstance(column, Match) else LEAVE_OUT
    chosen = answers.choices.get(column_key(column.letter))
    if chosen is not None and (chosen in FIELDS or chosen == LEAVE_OUT):
        return KeptColumn(column.heading, chosen, "answer")
    is_by_values = isinstance(column, Match) and column.sure == "values"
    return KeptColumn(column.heading, field, "values" if is_by_values else "heading")


def _kept_answer(ask: Question, headings: dict[str, str]) -> KeptAnswer | None:
    """The answer by headings, None if there is none or it cannot be told without a letter."""
    if ask.answer is None:
        return None
    found = COLUMN_KEY.fullmatch(ask.key)
    if found and found[2] in headings:
        heading, detail = headings[found[2]], found[3] or ""
        is_told = heading.strip() and not is_of_hidden_word(detail) and not holds_identifier(detail)
        return KeptAnswer(found[1], ask.answer, heading, detail) if is_told else None
    if {option.value for option in ask.options} <= headings.keys():
        return KeptAnswer(ask.key, headings[ask.answer], names_column=True)
    return KeptAnswer(ask.key, ask.answer, fields=ask.gives)


def recall(kept: Remembered, file: Opened, today: date | None = None) -> Recalled:
    """Understands a file with what was remembered of an earlier one.

    A column is found by its heading. What was remembered of a heading that is missing or stands
    over two columns is not used, nor that of a column in which more values than not make no
    sense as what they are said to be; ``Recalled.remarks`` names them.

    Args:
        kept: from ``remember`` or from a file.
        file: the new file.
        today: see ``preview``.

    Raises:
        Refused: if the file holds no cohort; see ``preview``.
    """
    sheets = {one.question: one.answer for one in kept.answers if one.question == SHEET}
    read = file.preview(Answers(sheets), today)
    places = _Places(kept, read)
    choices = {**sheets, **places.columns(), **places.answers()}
    remarks = [*places.remarks()]
    read = file.preview(Answers(choices), today)
    for keys, remark in (*_misfits(read, choices), *_widened(kept, read)):
        remarks.append(remark)
        choices = {key: value for key, value in choices.items() if key not in keys}
    remarks += Passed(file, read, choices).remarks()
    answers = Answers(choices)
    return Recalled(file.preview(answers, today), answers, tuple(remarks))


class _Places:
    """Where what was remembered stands in another file."""

    def __init__(self, kept: Remembered, read: Preview) -> None:
        self._kept = kept
        self._letters: dict[str, list[str]] = {}
        for letter, heading in {one.letter: one.heading for one in _columns(read)}.items():
            self._letters.setdefault(plain(heading), []).append(letter)
        self._n_kept = Counter(plain(column.heading) for column in kept.columns)
        self._now = {m.letter: m.field for m in read.mapping if not m.is_aside}

    def letter(self, heading: str) -> str:
        """Letter of the one column under a heading; "" if there is none, or more than one."""
        letters = self._letters.get(plain(heading), [])
        is_clear = len(letters) == 1 and self._n_kept[plain(heading)] < 2
        return letters[0] if is_clear else ""

    def columns(self) -> dict[str, str]:
        """What columns record, as far as the file does not tell the same by itself."""
        told = [column for column in self._kept.columns if column.by != "heading"]
        return {
            column_key(letter): column.field
            for column in told
            if (letter := self.letter(column.heading))
            and column.field in (*FIELDS, LEAVE_OUT)
            and not (column.by == "values" and self._now.get(letter) == column.field)
        }

    def answers(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for one in self._kept.answers:
            if one.names_column:
                if letter := self.letter(one.answer):
                    found[one.question] = letter
            elif not one.heading:
                if not COLUMN_KEY.fullmatch(one.question):  # letters hold for one file alone
                    found[one.question] = one.answer
                if one.question in ("codes", "dates"):  # of several, of which one may be left
                    found |= {
                        f"{one.question} {letter}": one.answer
                        for letter, field in self._now.items()
                        if field in one.fields
                    }
            elif letter := self.letter(one.heading):
                found[f"{one.question} {letter} {one.detail}".rstrip()] = one.answer
        return found

    def remarks(self) -> Iterator[str]:
        used = [column for column in self._kept.columns if column.field or column.by == "answer"]
        headings = list(dict.fromkeys(column.heading for column in used))
        missing = [one for one in headings if plain(one) not in self._letters]
        twice = [one for one in headings if one not in missing and not self.letter(one)]
        told = {column.heading for column in used if column.by != "heading"}
        told |= {one.heading for one in self._kept.answers}
        twice = [one for one in twice if one in told]
        unknown = [column for column in used if column.field not in (*FIELDS, LEAVE_OUT)]
        if missing:
            yield f"Not in this file: {_quoted(missing)}"
        if twice:
            yield (
                f"More than one column is headed {_quoted(twice)}, so what was remembered of "
                f"{'it' if len(twice) == 1 else 'them'} was not used"
            )
        for column in unknown:
            yield (
                f"{headed(column.heading)} was remembered as {headed(column.field)}, "
                "which is no field of the dashboard, so that was not used"
            )


def _misfits(read: Preview, choices: dict[str, str]) -> Iterator[tuple[set[str], str]]:
    """Columns in which more cells are not understood than are."""
    for match in read.mapping:
        if column_key(match.letter) not in choices or match.is_aside:
            continue
        cells = re.compile(rf"{match.letter}\d+")
        n_strange = len({ask.cell for ask in read.problems if cells.fullmatch(ask.cell)})
        if n_strange > _n_known(match, read):
            about = {key for key in choices if f" {match.letter} " in f" {key} "}
            yield (
                about,
                f"{column_title(match.letter, match.heading)} was remembered as "
                f"{match.column.label}, but most of its values do not fit, so that was not used",
            )


def _n_known(match: Match, read: Preview) -> int:
    """Patients for whom a column gave a value."""
    names = [option.name for option in match.column.options] or [match.field]
    return int(is_known(read.patients[names]).any(axis=1).sum())


def _widened(kept: Remembered, read: Preview) -> Iterator[tuple[set[str], str]]:
    """Questions on several columns that now concern one more, whose codes may mean other things."""
    before = {one.question: one.fields for one in kept.answers if one.fields}
    for ask in read.questions:
        if ask.key in before and not set(ask.gives) <= set(before[ask.key]):
            what = f'"{ask.asks}" concerns further columns now, so the answer was not used'
            yield {ask.key}, what


def _columns(read: Preview) -> tuple[Match | LeftOut, ...]:
    """The columns of a file, but for those that could tell who a patient is."""
    left_out = (column for column in read.left_out if column.reason != "identifier")
    return (*read.mapping, *left_out)


def _quoted(headings: Sequence[str]) -> str:
    return text.first_few(list(map(headed, headings)), _MOST_NAMED)
