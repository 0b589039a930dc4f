"""Where the table stands in a sheet: the sheet, its heading rows, and what each row below is.

Heading rows are found by the headings they hold and not by position, since titles, groups of
columns and notes stand above and below the patients.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from ivl.intake import headings
from ivl.intake.cells import Cell, Place, Sheet, Workbook, as_text, letter
from ivl.intake.headings import Heading
from ivl.intake.refusal import Refused
from ivl.intake.report import Skipped, SkippedReason
from ivl.intake.words import plain
from ivl.schema import BY_NAME, EXAMPLE_ID

FEWEST_KNOWN: Final = 2
"""Known headings that make a row the heading row."""

_LOOKED_AT: Final = 40
_LOOKED_AT_COLUMNS: Final = 3
_CLEARLY: Final = 2
"""A cohort has at least so many times the headings of a list that is none."""

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
    rivals: tuple[str, ...] = ()
    """Names of further sheets that look like a cohort."""

    is_clear: bool = True
    """The rivals have far fewer headings of a cohort."""

    hidden_rivals: tuple[str, ...] = ()
    """Names of hidden sheets that look like a cohort and were left out."""

    def cells(self, position: int) -> list[Cell]:
        """The cells of one column, a patient each."""
        return [self.sheet.rows[row][position] for row in self.records]

    def with_cells(self, cells: Mapping[Place, Cell]) -> "Table":
        """The same table with other content in some cells."""
        rows = [list(row) for row in self.sheet.rows]
        for (row, column), cell in cells.items():
            rows[row][column] = cell
        return replace(self, sheet=replace(self.sheet, rows=tuple(map(tuple, rows))))

    def with_column(self, words: str, cells: Mapping[int, Cell]) -> "Table":
        """The table with one more column at its right, from the cells of each row."""
        position = max(map(len, self.sheet.rows))
        cells = {self.header_row: words, **cells}
        rows = tuple((*row, cells.get(number)) for number, row in enumerate(self.sheet.rows))
        heads = (*self.heads, Head(position, words, ""))
        return replace(self, sheet=replace(self.sheet, rows=rows), heads=heads)


def located(workbook: Workbook, filename: str, chosen: str = "") -> Table:
    """The table with the most known headings.

    Args:
        workbook: from ``ivl.intake.sheet``.
        filename: for the message.
        chosen: name of the sheet to take, if the owner of the file chose one.

    Raises:
        Refused: if no row holds headings of a cohort.
    """
    found = {sheet.name: _Candidate(sheet, *_header(sheet)) for sheet in workbook.sheets}
    fit = [candidate for candidate in found.values() if candidate.n_known >= FEWEST_KNOWN]
    shown = [candidate for candidate in fit if not candidate.sheet.hidden] or fit
    asked_for = [candidate for candidate in fit if candidate.sheet.name == chosen]
    best = max(asked_for or shown, key=lambda candidate: candidate.n_known, default=None)
    for candidate in [best] if best else found.values():
        _refuse_if_turned(candidate)
    if best is None:
        raise Refused(
            f"No row of headings was found in {filename}. Head the columns with names such as "
            "Patient ID, Age, Extent, Recurrence and Follow-up (months), or use the template."
        )
    rivals = [one for one in fit if one is not best and one.rivals(best)]
    known = [one for one in rivals if one in shown]
    return replace(
        _table(best.sheet, best.row),
        rivals=tuple(one.sheet.name for one in known),
        is_clear=all(_CLEARLY * one.n_known <= best.n_known for one in known),
        hidden_rivals=tuple(one.sheet.name for one in rivals if one not in shown),
    )


@dataclass(frozen=True)
class _Candidate:
    """A sheet with its best row of headings."""

    sheet: Sheet
    n_known: int
    row: int

    def rivals(self, best: "_Candidate") -> bool:
        """Whether this may be the cohort as well: headings with rows below, and no mere copy."""
        has_rows = len(self.sheet.rows) > self.row + 1
        return self.n_known > FEWEST_KNOWN and has_rows and self.sheet.rows != best.sheet.rows


def _refuse_if_turned(candidate: _Candidate) -> None:
    """Refuses a sheet whose headings stand below each other.

    Answers such as IVC are headings as well, so what decides is where the columns that every
    cohort needs are named.

    Raises:
        Refused: if a column names more of these than any row, each once and hardly anything else.
    """
    rows = candidate.sheet.rows
    in_row = [as_text(cell) for cell in rows[candidate.row]] if rows else []
    for position in range(min(_LOOKED_AT_COLUMNS, len(in_row))):
        in_column = [as_text(row[position]) for row in rows if row[position] is not None]
        named = [fields[0] for words in in_column if (fields := _named(words))]
        is_of_headings = len(named) > FEWEST_KNOWN and 2 * len(named) > len(in_column)
        is_once_each = len(set(named)) == len(named)
        if is_of_headings and is_once_each and _n_needed(in_column) > _n_needed(in_row):
            sheet = candidate.sheet.name
            raise Refused(
                f"{f'In sheet {sheet}' if sheet else 'In this file'} the headings stand below each "
                f"other in column {letter(position)}, so that each patient has a column. Give each "
                "patient a row: copy the table in Excel, choose Paste Special and Transpose, and "
                "upload that."
            )


def _named(words: str) -> list[str]:
    return [target.field for target in headings.understand(words).targets]


def _n_needed(words: list[str]) -> int:
    return len({field for one in words for field in _named(one) if _is_needed(field)})


def _is_needed(field: str) -> bool:
    return BY_NAME[field].need == "required"


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


def _table(sheet: Sheet, header_row: int) -> Table:
    all_heads = _heads(sheet, header_row)
    below = range(header_row + 1, len(sheet.rows))
    heads = tuple(
        head
        for head in all_heads
        if head.words or any(sheet.rows[row][head.position] is not None for row in below)
    )
    broken = {row for row, _ in sheet.unreadable}
    reasons = [_reason(sheet, row, header_row, heads, broken) for row in range(len(sheet.rows))]
    _name_groups(sheet, reasons)
    _drop_sums(sheet, heads, reasons)
    return Table(
        sheet,
        header_row,
        heads,
        tuple(row for row, reason in enumerate(reasons) if not reason),
        tuple(Skipped(row + 1, reason) for row, reason in enumerate(reasons) if reason),
    )


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
    codes = [head.position for head in heads if _is_of_codes(head)]
    records = [row for row, reason in enumerate(reasons) if reason is None]
    while len(records) > _FEWEST_SUMMED and codes:
        *above, last = records
        has_code = any(sheet.rows[last][position] is not None for position in codes)
        if has_code or any(map(str.isalpha, "".join(map(as_text, sheet.rows[last])))):
            return
        if not any(_sums_up(sheet, above, last, head.position) for head in heads):
            return
        reasons[last] = "total or note"
        records = above


def _sums_up(sheet: Sheet, above: list[int], last: int, position: int) -> bool:
    result = _number(sheet.rows[last][position])
    if result is None:
        return False
    numbers = [n for row in above if (n := _number(sheet.rows[row][position])) is not None]
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


def _reason(
    sheet: Sheet, row: int, header_row: int, heads: tuple[Head, ...], broken: set[int]
) -> SkippedReason | None:
    """Why a row is no patient, None if it is one."""
    filled = {at: as_text(cell) for at, cell in enumerate(sheet.rows[row]) if cell is not None}
    if not filled and row not in broken:
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
    name = _COUNT.sub("", first)
    looks_like_code = len(name) <= _LONGEST_CODE and any(map(str.isdigit, name))
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
