"""What the rows of patients have in common, so that a row that is unlike them shows.

Their codes have a form ("P" and a number), most of their columns are filled, and columns that ask
a question are answered in words, or by codes throughout.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from ivl.intake.cells import Cell, as_text
from ivl.intake.distinct import Columns
from ivl.intake.grammar import read_cell
from ivl.intake.heads import Head
from ivl.intake.levels import is_unknown_mark
from ivl.intake.words import plain
from ivl.schema import Column

_LOOKED_AT: Final = 2_000
_MOST: Final = 0.8
"""What holds for so many rows is common to patients."""

_MANY: Final = 2 / 3
"""What holds for so many rows is common to patients, where a few statistics stand below them."""

_FEWEST: Final = 3
_BOTH: Final = 2

_FEWEST_FILLED: Final = 4
"""Rows that hold fewer cells say little by being empty."""

Row = Sequence[Cell]


@dataclass(frozen=True)
class Likeness:
    """What is common to the rows of patients in one sheet."""

    n_typical: int
    """Cells that a patient fills: half of all cells stand in rows with at least so many."""

    codes: tuple[int, ...]
    """Columns of codes, counted from 0."""

    forms: dict[int, "_Forms"]
    """How codes are written in each of these columns; in the first column if there are none."""

    asked: dict[int, tuple[Column, ...]]
    """Columns that are answered by levels, and what they may record."""

    measured: frozenset[int]
    """Columns of numbers and dates."""

    are_coded: bool
    """Nearly all patients have a code."""

    are_of_years: bool
    """Codes look like years."""

    speak: bool
    """Most patients have an answer in words."""

    def is_plain(self, cells: Row) -> bool:
        """A quick look: whether a row fills enough, under a code spelled like the others."""
        for position, forms in self.forms.items():
            cell = cells[position]
            is_like = cell is not None and forms.pattern and forms.pattern.fullmatch(as_text(cell))
            return bool(is_like) and not self.is_thin(cells)
        return False

    def plain_rows(self, columns: Columns) -> npt.NDArray[np.bool_]:
        """``is_plain`` of all rows of a sheet, which looks at equal codes once."""
        for position, forms in self.forms.items():
            held = columns.distinct(position)
            words = map(as_text, held.cells)
            is_like = [
                bool(forms.pattern and one and forms.pattern.fullmatch(one)) for one in words
            ]
            is_full = 2 * columns.n_filled() >= self.n_typical
            return np.array(is_like, bool)[held.places] & is_full
        return np.zeros(columns.n_rows, bool)

    def code(self, cells: Row) -> tuple[int, str]:
        """The column that holds the code of a row, and the code; ``(-1, "")`` if it has none."""
        for position in self.forms:
            if cells[position] is not None and not is_unknown_mark(as_text(cells[position])):
                return position, as_text(cells[position]).strip()
        return -1, ""

    def is_odd(self, position: int, code: str) -> bool:
        """Whether a code is unlike the codes of patients."""
        return position in self.forms and self.forms[position].is_odd(code)

    def is_thin(self, cells: Row) -> bool:
        """Whether a row fills less than half of what patients fill."""
        return 2 * (len(cells) - cells.count(None)) < self.n_typical

    def is_mute(self, cells: Row) -> bool:
        """Whether a row answers nothing in words, as patients do."""
        return self.speak and not self.speaks(cells)

    def speaks(self, cells: Row) -> bool:
        """Whether a row answers as a patient does.

        A total counts and a mean measures, but neither has an extent or a yes in words.
        """
        return any(is_word(as_text(cells[position])) for position in self.asked)

    def answers(self, cells: Row) -> bool:
        """Whether a word in a row is one of the answers that its column knows."""
        return any(is_word(as_text(cells[at])) and self.knows(at, cells[at]) for at in self.asked)

    def knows(self, position: int, cell: Cell) -> bool:
        """Whether a cell holds one of the answers that its column knows."""
        return any(_knows(column, cell) for column in self.asked.get(position, ()))

    def holds_code_alone(self, cells: Row) -> bool:
        """Whether codes are all that a row holds where others hold several cells."""
        n_codes = sum(cells[position] is not None for position in self.codes)
        is_alone = len(cells) - cells.count(None) == n_codes > 0
        return is_alone and self.n_typical >= _FEWEST_FILLED


def some_of(rows: Sequence[int]) -> Sequence[int]:
    """Of many rows as many as show what they have in common."""
    return rows[:: len(rows) // _LOOKED_AT + 1]


def likeness(rows: Sequence[Row], heads: Sequence[Head]) -> Likeness:
    """What the fuller ones of some rows have in common.

    Args:
        rows: below the headings, none of them blank; of a large sheet ``some_of`` them.
        heads: of the table.
    """
    codes = tuple(head.position for head in heads if head.is_of_codes)
    # Rows made in advance may outnumber the patients, but all hold the same.
    different = {tuple(cell for at, cell in enumerate(row) if at not in codes) for row in rows}
    n_typical = _middle([len(row) - row.count(None) for row in different]) + len(codes)
    body = [row for row in rows if 2 * (len(row) - row.count(None)) >= n_typical]
    first = codes or tuple(head.position for head in heads[:1])
    known = {at: [as_text(row[at]) for row in body if row[at] is not None] for at in first}
    found = Likeness(
        n_typical,
        codes,
        forms={},
        asked={
            head.position: tuple(target.column for target in head.heading.targets)
            for head in heads
            if head.is_of_levels and not head.is_of_codes
        },
        measured=frozenset(head.position for head in heads if _is_measured(body, head.position)),
        are_coded=_mostly(any(row[at] is not None for at in codes) for row in body),
        are_of_years=any(_mostly(map(_is_like_year, words)) for words in known.values()),
        speak=False,
    )
    n_speaking = sum(map(found.speaks, body))
    found = replace(found, speak=n_speaking > 0 and n_speaking >= _MANY * len(body))
    # Statistics repeat the form of their names as patients do, but answer nothing in words.
    sure = [row for row in body if not found.is_mute(row)]
    forms = {
        at: _Forms.of(words, [as_text(row[at]) for row in sure], is_code=bool(codes))
        for at, words in known.items()
    }
    return replace(found, forms=forms)


@dataclass(frozen=True)
class _Forms:
    """How codes are written; the finest form that most of them share counts."""

    form: Callable[[str], str] | None
    common: frozenset[str]
    pattern: re.Pattern[str] | None = None
    """Matches codes that are certainly among these; others have to be looked at."""

    @classmethod
    def of(cls, codes: Sequence[str], sure: Sequence[str], is_code: bool) -> "_Forms":
        """From the codes of rows that may be patients, and of those that surely are.

        ``is_code`` is False of the first column where there are no codes.
        """
        for form in (_spelled, _shaped) if is_code else ():
            n = Counter(map(form, codes))
            if n and _are_common(max(n.values()), len(codes)):
                most = max(n, key=lambda one: n[one])
                again = Counter(map(form, sure))
                common = frozenset({most, *(one for one in again if again[one] > 1)})
                return cls(form, common, _pattern(most) if form is _spelled else None)
        is_numbered = _mostly(any(map(str.isdigit, code)) for code in codes)
        return cls(_numbered, frozenset(("#",))) if is_numbered else cls(None, frozenset())

    def is_odd(self, code: str) -> bool:
        return self.form is not None and self.form(code) not in self.common


def _are_common(n: int, n_all: int) -> bool:
    """More than half, or both of two."""
    return (2 * n > n_all and n >= _FEWEST) or n == n_all == _BOTH


def _spelled(code: str) -> str:
    """ "P-012" as "p-#"."""
    return re.sub(r"\d+", "#", plain(code))


def _pattern(spelled: str) -> re.Pattern[str]:
    return re.compile(r"\d+".join(map(re.escape, spelled.split("#"))), re.IGNORECASE | re.ASCII)


def _shaped(code: str) -> str:
    """ "P-012" as "a-#"."""
    return re.sub(r"[^\W\d_]+", "a", _spelled(code))


def _numbered(code: str) -> str:
    return "#" if any(map(str.isdigit, code)) else ""


def _is_like_year(code: str) -> bool:
    return bool(re.fullmatch(r"(?:19|20)\d\d", code))


def is_known(head: Head, cell: Cell) -> bool:
    """Whether a cell holds something that its column may record."""
    return any(_knows(target.column, cell) for target in head.heading.targets)


def _knows(column: Column, cell: Cell) -> bool:
    reading = read_cell(cell, column)
    return reading.value not in (None, "") and not reading.what


def is_word(words: str) -> bool:
    """Letters and no digits."""
    return any(map(str.isalpha, words)) and not any(map(str.isdigit, words))


def _is_measured(body: Sequence[Row], position: int) -> bool:
    """Whether numbers or dates stand in a column."""
    filled = [row[position] for row in body if row[position] is not None]
    words = Counter(cell for cell in filled if isinstance(cell, str))
    n_others = sum(not isinstance(cell, str) and is_number_or_date(cell) for cell in filled)
    n = n_others + sum(n for cell, n in words.items() if is_number_or_date(cell))
    return bool(filled) and _are_most(n, len(filled))


def is_number_or_date(cell: Cell) -> bool:
    """Of text, whether it begins with a digit or a sign before one: "36 months", ">60"."""
    is_other = not isinstance(cell, str | bool)
    return is_other or bool(re.match(r"\W{0,2}\d", plain(as_text(cell))))


def _mostly(holds: Iterable[bool]) -> bool:
    held = list(holds)
    return bool(held) and _are_most(sum(held), len(held))


def _are_most(n: int, n_all: int) -> bool:
    """Nearly all, or all but one of a few, for one row may well be none of the patients."""
    return n >= _MOST * n_all or n >= max(n_all - 1, _FEWEST)


def _middle(numbers: Sequence[int]) -> int:
    """The number such that half of the sum is made up of numbers at least as large."""
    rest = sum(numbers) / 2
    for number in sorted(numbers, reverse=True):
        rest -= number
        if rest <= 0:
            return number
    return 0
