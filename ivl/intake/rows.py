"""What each row of a sheet is: a patient, or why not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from operator import eq
from typing import Final

import numpy as np
import numpy.typing as npt

from ivl.intake.cells import BLANK, Cell, Sheet, as_text
from ivl.intake.distinct import NOWHERE, Columns
from ivl.intake.heads import Head
from ivl.intake.report import SkippedReason
from ivl.intake.words import plain
from ivl.schema import EXAMPLE_ID

_FEWEST_REPEATED: Final = 2
_COUNT: Final = re.compile(r"\s*[(（]?\s*n\s*[=＝]\s*\d+.*$|\s*\d+\s*例.*$", re.IGNORECASE)
"""How many patients a group has, after its name."""

_LONGEST_CODE: Final = 20
_FEWEST_SUMMED: Final = 3
"""With fewer patients a number can be the sum of the others by chance."""

_SUMMARY_WORD: Final = re.compile(
    r"^(?:合计|总计|总数|小计|平均|均值|均数|中位|标准差|备注|说明|缩写|数据来源"
    r"|(?:total|sum|mean|average|median|sd|std|min|max|range|notes?|abbreviations?|sources?|legend)"
    r"(?![a-z0-9]))"
)
_SUMMARY: Final = re.compile(rf"{_SUMMARY_WORD.pattern}\s*(?:[:：(=±\d]|$)|^(?:注[:：]?|n\s*=|\*)")
"""Begins a row below the patients, whereas "median sternotomy" and "n" are answers."""

_Row = Sequence[Cell]


def reasons(
    sheet: Sheet, columns: Columns, header_row: int, heads: tuple[Head, ...]
) -> list[SkippedReason | None]:
    """Why each row is no patient, None where it is one."""
    said = _Headings.of(heads)
    broken = {row for row, _ in sheet.unreadable}
    found: list[SkippedReason | None] = [None] * len(sheet.rows)
    for row in np.flatnonzero(~_plainly_patients(columns, header_row, said)).tolist():
        cells = sheet.rows[row]
        if cells.count(None) == len(cells) and row not in broken:
            found[row] = "blank"
        elif row <= header_row:
            found[row] = _reason_above(sheet, row, header_row, heads)
        else:
            found[row] = _reason(cells, said)
    _name_groups(sheet, found)
    _drop_sums(sheet, heads, found)
    return found


def _plainly_patients(
    columns: Columns, header_row: int, said: "_Headings"
) -> npt.NDArray[np.bool_]:
    """Rows that answer as only patients do, which in a large file are nearly all.

    For them ``_reason`` would find none, and takes its time.
    """
    n_filled = np.zeros(columns.n_rows, "intp")
    n_same = np.zeros(columns.n_rows, "intp")
    answers = np.zeros(columns.n_rows, bool)
    told = columns.known_among({*said.words, EXAMPLE_ID})
    is_example = np.zeros(columns.n_rows, bool)
    for position, numbers in enumerate(columns.numbers):
        n_filled += numbers != BLANK
        words = said.words[position] if position < len(said.words) else None
        n_same += numbers == told.get(words, NOWHERE)
        is_example |= numbers == told.get(EXAMPLE_ID, NOWHERE)
        if position in said.levels:
            held = columns.distinct(position)
            answers |= np.array([_is_answer(as_text(cell)) for cell in held.cells])[held.places]
    is_below = np.arange(columns.n_rows) > header_row
    return is_below & answers & (n_filled > 2) & (n_same < _FEWEST_REPEATED) & ~is_example


@dataclass(frozen=True)
class _Headings:
    """What the headings say, by the column counted from 0."""

    words: tuple[str | None, ...]
    codes: frozenset[int]
    levels: frozenset[int]

    @classmethod
    def of(cls, heads: tuple[Head, ...]) -> "_Headings":
        """From the headings of a table."""
        words = {head.position: head.words for head in heads if head.words}
        return cls(
            tuple(words.get(position, "") for position in range(max(words, default=-1) + 1)),
            frozenset(head.position for head in heads if head.is_of_codes),
            frozenset(head.position for head in heads if head.is_of_levels),
        )


def _reason_above(
    sheet: Sheet, row: int, header_row: int, heads: tuple[Head, ...]
) -> SkippedReason:
    if row == header_row:
        return "heading"
    n_filled = len(sheet.rows[row]) - sheet.rows[row].count(None)
    uses_row = row == header_row - 1 and any(
        head.group or sheet.rows[header_row][head.position] is None for head in heads
    )
    return "heading" if uses_row and n_filled > 1 else "title"


def _reason(cells: _Row, said: _Headings) -> SkippedReason | None:
    n_filled = len(cells) - cells.count(None)
    n_same = sum(map(eq, cells, said.words))
    if n_same >= _FEWEST_REPEATED and 2 * n_same > n_filled:
        return "repeated heading"
    position, first = next(
        ((at, as_text(cell)) for at, cell in enumerate(cells) if cell is not None), (0, "")
    )
    if first == EXAMPLE_ID:
        return "example"
    is_note = _is_note(cells, n_filled, position, first, said)
    return "total or note" if is_note else None


def _is_note(cells: _Row, n_filled: int, position: int, first: str, said: _Headings) -> bool:
    """Totals, means, footnotes and the names of groups of rows."""
    words = plain(first)
    pattern = _SUMMARY_WORD if position in said.codes else _SUMMARY
    if pattern.match(words) or _SUMMARY.match(words):
        return not _answers(cells, n_filled, said)
    if n_filled != 1:
        return False
    name = _COUNT.sub("", first)
    return not (len(name) <= _LONGEST_CODE and any(map(str.isdigit, name)))


def _answers(cells: _Row, n_filled: int, said: _Headings) -> bool:
    """Whether a row answers as a patient does, whatever her code looks like: "*002" or "Sum".

    A total counts and a mean measures, but neither has an extent or a yes in words.
    """
    asked = [as_text(cells[position]) for position in said.levels if position < len(cells)]
    return n_filled > 2 and any(map(_is_answer, asked))


def _is_answer(words: str) -> bool:
    return any(map(str.isalpha, words)) and not any(map(str.isdigit, words))


def _name_groups(sheet: Sheet, reasons: list[SkippedReason | None]) -> None:
    """A word alone in a row says something of the patients below it, if there are any."""
    is_above_patient = False
    for row in reversed(range(len(reasons))):
        if reasons[row] is None:
            is_above_patient = True
        elif reasons[row] == "total or note":
            n_filled = len(sheet.rows[row]) - sheet.rows[row].count(None)
            words = next((as_text(cell) for cell in sheet.rows[row] if cell is not None), "")
            if is_above_patient and n_filled == 1 and not _SUMMARY.match(plain(words)):
                reasons[row] = "name of a group"
            else:
                is_above_patient = False
        elif reasons[row] != "blank":
            is_above_patient = False


def _drop_sums(sheet: Sheet, heads: tuple[Head, ...], reasons: list[SkippedReason | None]) -> None:
    """A last row without a code whose numbers are sums or means of those above is no patient."""
    codes = [head.position for head in heads if head.is_of_codes]
    records = [row for row, reason in enumerate(reasons) if reason is None]
    while len(records) > _FEWEST_SUMMED and codes:
        *above, last = records
        has_code = any(sheet.rows.cell(last, position) is not None for position in codes)
        if has_code or any(map(str.isalpha, "".join(map(as_text, sheet.rows[last])))):
            return
        if not any(_sums_up(sheet, above, last, head.position) for head in heads):
            return
        reasons[last] = "total or note"
        records = above


def _sums_up(sheet: Sheet, above: list[int], last: int, position: int) -> bool:
    result = _number(sheet.rows.cell(last, position))
    if result is None:
        return False
    numbers = [n for row in above if (n := _number(sheet.rows.cell(row, position))) is not None]
    if len(numbers) <= _FEWEST_SUMMED or len(set(numbers)) == 1:
        return False
    # A mean is written with as many decimals as its writer liked.
    n_decimals = len(f"{result:.10g}".partition(".")[2])
    off = min(abs(result - sum(numbers)), abs(result - sum(numbers) / len(numbers)))
    return off <= 0.5000001 * 10**-n_decimals and (n_decimals > 0 or result == sum(numbers))


def _number(cell: Cell) -> float | None:
    try:
        return float(cell) if isinstance(cell, str | float) else None
    except ValueError:
        return None
