"""Where the table stands in a sheet: the sheet, its heading rows, and what each row below is.

Heading rows are found by the headings they hold and not by position, since titles, groups of
columns and notes stand above and below the patients.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ivl.intake import headings
from ivl.intake.cells import Cell, Sheet, Workbook, as_text
from ivl.intake.headings import Heading
from ivl.intake.refusal import Refused
from ivl.intake.report import Skipped, SkippedReason
from ivl.intake.words import plain
from ivl.schema import BY_NAME, EXAMPLE_ID

FEWEST_KNOWN: Final = 2
"""Known headings that make a row the heading row."""

_LOOKED_AT: Final = 40
_LONGEST_CODE: Final = 20
_SUMMARY_WORD: Final = re.compile(
    r"^(?:合计|总计|总数|小计|平均|均值|均数|中位|标准差|备注|说明|缩写|数据来源"
    r"|(?:total|sum|mean|average|median|sd|std|min|max|range|notes?|abbreviations?|sources?|legend)"
    r"(?![a-z0-9]))"
)
_SUMMARY: Final = re.compile(rf"{_SUMMARY_WORD.pattern}\s*(?:[:：(=±\d]|$)|^(?:注[:：]?|n\s*=|\*)")
"""Begins a row below the patients, whereas "median sternotomy" and "n" are answers."""


@dataclass(frozen=True)
class Head:
    """The heading of one column."""

    position: int
    """Column counted from 0."""

    words: str
    """As it stands in the file; "" for a column without a heading."""

    group: str
    """The heading above it that it shares with its neighbours, "" if there is none."""

    @property
    def heading(self) -> Heading:
        return headings.understand(self.words, self.group)


@dataclass(frozen=True)
class Table:
    """The cohort's table within a sheet; rows are counted from 0."""

    sheet: Sheet
    header_row: int
    heads: tuple[Head, ...]
    records: tuple[int, ...]
    """Rows that hold a patient."""

    skipped: tuple[Skipped, ...]
    others: tuple[str, ...] = ()
    """Names of further sheets that look like a cohort."""

    def cells(self, position: int) -> list[Cell]:
        """The cells of one column, a patient each."""
        return [self.sheet.rows[row][position] for row in self.records]


def located(workbook: Workbook, filename: str, chosen: str = "") -> Table:
    """The table with the most known headings.

    Args:
        workbook: from ``ivl.intake.sheet``.
        filename: for the message.
        chosen: name of the sheet to take, if the owner of the file chose one.

    Raises:
        Refused: if no row holds headings of a cohort.
    """
    shown = [sheet for sheet in workbook.sheets if not sheet.hidden] or list(workbook.sheets)
    found = {sheet.name: _header(sheet) for sheet in shown}
    sheets = {sheet.name: sheet for sheet in workbook.sheets}
    named = chosen if chosen in found else max(found, key=lambda name: found[name][0], default="")
    n_known, row = found.get(named, (0, 0))
    if n_known < FEWEST_KNOWN:
        raise Refused(
            f"No row of headings was found in {filename}. Head the columns with names such as "
            "Patient ID, Age, Extent, Recurrence and Follow-up (months), or use the template."
        )
    others = tuple(name for name, (n, _) in found.items() if name != named and n > FEWEST_KNOWN)
    return _table(sheets[named], row, others)


def _header(sheet: Sheet) -> tuple[int, int]:
    """How many columns the best heading row names, and which row that is.

    Of equal rows the one that also tells units is taken, since units may have a row of their own.
    """
    best = (0, 0)
    best_row = 0
    for row in range(min(len(sheet.rows), _LOOKED_AT)):
        if any(_is_data(cell) for cell in sheet.rows[row]):
            continue
        understood = [head.heading for head in _heads(sheet, row)]
        named = {target for heading in understood for target in heading.targets}
        merit = len(named), sum(bool(heading.unit) for heading in understood)
        if merit > best:
            best, best_row = merit, row
    return best[0], best_row


def _heads(sheet: Sheet, row: int) -> list[Head]:
    heads = []
    above = list(_filled_right(sheet, row - 1)) if row else [""] * len(sheet.rows[row])
    own_above = [as_text(cell) for cell in sheet.rows[row - 1]] if row else above
    for position, cell in enumerate(sheet.rows[row]):
        words = as_text(cell).strip()
        if words:
            heads.append(Head(position, words, above[position]))
        else:
            heads.append(Head(position, own_above[position].strip(), ""))
    return heads


def _filled_right(sheet: Sheet, row: int) -> Iterator[str]:
    """A heading of several columns stands in the first of them, merged or not."""
    group = ""
    for cell in sheet.rows[row]:
        group = as_text(cell).strip() or group
        yield group


def _is_data(cell: Cell) -> bool:
    """Numbers and dates do not head columns."""
    return cell is not None and (
        not isinstance(cell, str) or bool(re.fullmatch(r"[\d.,/-]*\d[\d.,/-]*", plain(cell)))
    )


def _table(sheet: Sheet, header_row: int, others: tuple[str, ...]) -> Table:
    all_heads = _heads(sheet, header_row)
    below = range(header_row + 1, len(sheet.rows))
    heads = tuple(
        head
        for head in all_heads
        if head.words or any(sheet.rows[row][head.position] is not None for row in below)
    )
    reasons = {row: _reason(sheet, row, header_row, heads) for row in range(len(sheet.rows))}
    records = tuple(row for row, reason in reasons.items() if not reason)
    skipped = tuple(Skipped(row + 1, reason) for row, reason in reasons.items() if reason)
    return Table(sheet, header_row, heads, records, skipped, others)


def _reason(
    sheet: Sheet, row: int, header_row: int, heads: tuple[Head, ...]
) -> SkippedReason | None:
    """Why a row is no patient, None if it is one."""
    filled = {at: as_text(cell) for at, cell in enumerate(sheet.rows[row]) if cell is not None}
    is_blank = not filled and not any(place[0] == row for place in sheet.unreadable)
    if is_blank:
        return "blank"
    if row == header_row:
        return "heading"
    if row < header_row:
        uses_row = row == header_row - 1 and any(
            head.group or sheet.rows[header_row][head.position] is None for head in heads
        )
        return "heading" if uses_row and len(filled) > 1 else "title"
    if _repeats(filled, heads):
        return "repeated heading"
    if next(iter(filled.values()), "") == EXAMPLE_ID:
        return "example"
    return "total or note" if _is_note(filled, heads) else None


def _repeats(filled: dict[int, str], heads: tuple[Head, ...]) -> bool:
    same = [head for head in heads if head.words and filled.get(head.position) == head.words]
    return len(same) >= FEWEST_KNOWN and 2 * len(same) > len(filled)


def _is_note(filled: dict[int, str], heads: tuple[Head, ...]) -> bool:
    """Totals, means, footnotes and the names of groups of rows."""
    position, first = next(iter(filled.items()), (0, ""))
    codes = {head.position for head in heads if _is_of_codes(head)}
    pattern = _SUMMARY_WORD if position in codes else _SUMMARY
    if pattern.match(plain(first)) or _SUMMARY.match(plain(first)):
        return not _answers(filled, heads)
    is_alone = len(filled) == 1
    looks_like_code = len(first) <= _LONGEST_CODE and any(map(str.isdigit, first))
    return is_alone and not looks_like_code


def _answers(filled: dict[int, str], heads: tuple[Head, ...]) -> bool:
    """Whether a row answers as a patient does, whatever her code looks like: "*002" or "Sum".

    A total counts and a mean measures, but neither has an extent or a yes in words.
    """
    asked = {head.position for head in heads if _is_of_levels(head)}
    in_words = [
        words
        for position, words in filled.items()
        if position in asked and any(map(str.isalpha, words)) and not any(map(str.isdigit, words))
    ]
    return bool(in_words) and len(filled) > 2


def _is_of_levels(head: Head) -> bool:
    return any(
        BY_NAME[target.field].kind in ("category", "yes_no") for target in head.heading.targets
    )


def _is_of_codes(head: Head) -> bool:
    return any(target.field == "patient_id" for target in head.heading.targets)
