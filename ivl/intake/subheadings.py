"""Rows below the headings that go on describing columns: units, names of variables, numbers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from ivl.intake import units
from ivl.intake.brackets import codes_in, date_order
from ivl.intake.cells import as_text
from ivl.intake.heads import Head
from ivl.intake.levels import is_unknown_mark
from ivl.intake.likeness import Row, is_number_or_date, likeness
from ivl.intake.words import key, plain

_MOST_ROWS: Final = 3
_LOOKED_AT: Final = 200
_FEWEST_NUMBERS: Final = 5
_FEWEST_LETTERS: Final = 3
_FEWEST_NAMES: Final = 2
_FORMAT: Final = re.compile(
    r"[dmy年月日/. -]{5,}|date|number|numeric|text|string|integer|y ?/ ?n|yes ?/ ?no|no ?/ ?yes"
    r"|[01] ?/ ?[01]|units?|n/?a|日期|数字|文本|单位|是 ?/ ?否|有 ?/ ?无|选择"
)
_ENDS: Final = "()[]（）【】 "


@dataclass(frozen=True)
class Described:
    """What the rows below the headings say of columns."""

    rows: tuple[int, ...] = ()
    """Counted from 0."""

    hints: dict[int, str] = field(default_factory=dict)
    """A unit, a form of dates or a list of codes, by the column."""


def described(rows: Sequence[Row], header_row: int, heads: Sequence[Head]) -> Described:
    """The rows directly below the headings that hold no patient but say more of the columns."""
    found: list[int] = []
    hints: dict[int, str] = {}
    codes = [head.position for head in heads if head.is_of_codes]
    end = min(header_row + 1 + _MOST_ROWS, len(rows))
    for row in range(header_row + 1, end):
        cells = rows[row]
        if all(cell is None for cell in cells):
            break
        if _is_of_hints(cells, codes):
            hints |= dict(_hints(cells))
        elif not (_counts(cells) or _names_variables(rows, row, heads)):
            break
        found.append(row)
    return Described(tuple(found), hints)


def _filled(cells: Row) -> list[str]:
    return [as_text(cell) for cell in cells if cell is not None]


def _bare(words: str) -> str:
    return plain(words).strip(_ENDS)


def _is_of_hints(cells: Row, codes: Sequence[int]) -> bool:
    """Whether nothing but units and the like stands in a row; one alone may be an answer.

    Where codes stand below, any word will do: "no.", "text".
    """
    if any(any(map(str.isdigit, as_text(cells[at]))) for at in codes):
        return False
    beside = [cell for at, cell in enumerate(cells) if at not in codes]
    told = [_bare(words) for words in _filled(beside) if not is_unknown_mark(words)]
    is_clear = len(told) >= _FEWEST_NAMES or any(date_order(one) or codes_in(one) for one in told)
    return is_clear and all(map(_is_hint, told))


def _is_hint(bare: str) -> bool:
    return bool(units.named(bare) or date_order(bare) or codes_in(bare) or _FORMAT.fullmatch(bare))


def _hints(cells: Row) -> Iterator[tuple[int, str]]:
    for position, cell in enumerate(cells):
        bare = _bare(as_text(cell))
        if units.named(bare) or date_order(bare) or codes_in(bare):
            yield position, bare


def _counts(cells: Row) -> bool:
    """1, 2, 3 … or (a), (b), (c) … from one column to the next."""
    told = [key(words) for words in _filled(cells)]
    letters = [chr(ord("a") + at) for at in range(min(len(told), 26))]
    if len(told) >= _FEWEST_LETTERS and told[:26] == letters:
        return True
    found = [re.fullmatch(r"(\D*)(\d{1,4})", words) for words in told]
    numbers = [int(one[2]) for one in found if one]
    prefixes = {one[1] for one in found if one}
    first = numbers[0] if numbers else -1
    return (
        len(numbers) == len(told) >= _FEWEST_NUMBERS
        and len(prefixes) == 1
        and first in (0, 1)
        and numbers == list(range(first, first + len(numbers)))
    )


def _names_variables(rows: Sequence[Row], row: int, heads: Sequence[Head]) -> bool:
    """Words where everybody below has numbers and dates, and no code of a patient."""
    cells = rows[row]
    below = [one for one in rows[row + 1 : row + _LOOKED_AT] if any(c is not None for c in one)]
    like = likeness(below, heads)
    position, code = like.code(cells)
    if position >= 0 and like.codes and not like.is_odd(position, code):
        return False
    known = [cells[at] for at in like.measured if not is_unknown_mark(as_text(cells[at]))]
    n_words = sum(not is_number_or_date(cell) for cell in known)
    return n_words == len(known) >= _FEWEST_NAMES
