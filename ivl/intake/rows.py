"""What each row of a sheet is: a patient, or why not, or a row of which only its owner knows."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from operator import eq
from typing import Final, cast

from ivl.intake import second_rows, summary_words
from ivl.intake.cells import LONGEST_HEADING, Cell, Sheet, as_text
from ivl.intake.continued import Continued
from ivl.intake.exclusions import below_exclusions
from ivl.intake.heads import Head
from ivl.intake.levels import is_unknown_mark
from ivl.intake.likeness import Likeness, Row, likeness
from ivl.intake.look import NEVER_CALCULATED
from ivl.intake.report import SkippedReason
from ivl.intake.sums import Sums
from ivl.intake.verdicts import Doubt, Verdicts
from ivl.schema import EXAMPLE_ID

_LIKE_NOTES: Final = ("code", "no code")
"""Doubts about rows that may as well be statistics or notes."""

_FEWEST_REPEATED: Final = 2
_FEWEST_PERCENTILES: Final = 2
_FEWEST_SAME: Final = 3
"""So many last rows that hold little, and all the same, were perhaps prepared in advance."""

_LONGEST_CODE: Final = 20
_LONGEST_MARK: Final = 20
_MOST_SUMS: Final = 100
"""So many of the last doubtful rows are looked through for sums, which stand below patients."""


def told_apart(
    sheet: Sheet,
    rows: Sequence[Row],
    header_row: int,
    heads: tuple[Head, ...],
    known: Mapping[int, SkippedReason],
) -> Verdicts:
    """Which rows are patients, which are not, and which may be.

    Args:
        sheet: for what is merged, and for cells that could not be read.
        rows: of the sheet, without columns that stand beside the patients.
        header_row: the one with the headings, counted from 0.
        heads: the headings.
        known: rows that are no patients for reasons found elsewhere.
    """
    broken = _broken_rows(sheet, heads)
    found = Verdicts(
        [
            "blank" if all(map(_says_nothing, cells)) and row not in broken else None
            for row, cells in enumerate(rows)
        ]
    )
    for row in range(min(header_row + 1, len(rows))):
        if found.reasons[row] is None:
            found.skip(row, _reason_above(rows, row, header_row, heads))
    for row, why in known.items():
        found.skip(row, why)
    words = {head.position: head.words for head in heads if head.words}
    in_order = [words.get(at, "") for at in range(max(words, default=-1) + 1)]
    for row in found.open:
        if reason := _reason_by_words(rows[row], in_order):
            found.skip(row, reason)
    like = likeness([rows[row] for row in found.open], heads)
    judge = _Judge(sheet, rows, header_row, heads, like)
    for row in found.open:
        reason, doubt = judge.verdict(row)
        if reason:
            found.skip(row, reason)
        elif doubt:
            found.doubts[row] = doubt
    _believe_what_most_say(found)
    for row in _struck_rows(sheet, rows, found.open):
        found.doubts[row] = "struck"
    judge.doubt_second_rows(found)
    _keep_codes_between(found)
    judge.doubt_percentiles(found)
    judge.settle_sums(found)
    judge.doubt_rows_made_in_advance(found)
    _take_along(found)
    judge.find_continued(found, Continued(rows, heads, like))
    _name_groups(rows, found)
    _doubt_below_exclusions(rows, found)
    return found


def _reason_above(
    rows: Sequence[Row], row: int, header_row: int, heads: tuple[Head, ...]
) -> SkippedReason:
    if row == header_row:
        return "heading"
    n_filled = _n_filled(rows[row])
    uses_row = row == header_row - 1 and any(
        head.group or rows[header_row][head.position] is None for head in heads
    )
    return "heading" if uses_row and n_filled > 1 else "title"


def _reason_by_words(cells: Row, headings: Sequence[str]) -> SkippedReason | None:
    n_same = sum(map(eq, cells, headings))
    if n_same >= _FEWEST_REPEATED and 2 * n_same > _n_filled(cells):
        return "repeated heading"
    first = next((cell for cell in cells if cell is not None), None)
    return "example" if first == EXAMPLE_ID else None


class _Judge:
    """Looks at one row after the other, knowing what is common to patients."""

    def __init__(
        self,
        sheet: Sheet,
        rows: Sequence[Row],
        header_row: int,
        heads: tuple[Head, ...],
        like: Likeness,
    ) -> None:
        self._rows, self._like = rows, like
        self._header_row = header_row
        self._positions = [head.position for head in heads if head.position not in like.codes]
        self._headed = [head.position for head in heads if head.words]
        self._below_merged = {
            row
            for (top, left), (bottom, _) in sheet.merged
            if left in like.codes
            for row in range(top + 1, bottom + 1)
        }

    def verdict(self, row: int) -> tuple[SkippedReason | None, Doubt | None]:
        """Why a row is no patient, or may be none; neither of a patient."""
        cells, like = self._rows[row], self._like
        if like.is_plain(cells):
            return None, self._example_in(row)
        if reason := self._reason(cells):
            return reason, None
        position, code = like.code(cells)
        if position in like.codes and (doubt := _doubt_by_words(code)):
            return None, doubt
        if position >= 0 and not like.is_odd(position, code):
            return None, self._example_in(row)
        is_unlike = like.is_thin(cells) or like.is_mute(cells)
        if position < 0:
            return self._of_no_code(row, is_unlike)
        if summary_words.begins_an_example(code):
            return "example", None
        is_word = not any(map(str.isdigit, code)) and not like.answers(cells)
        if not is_unlike and not is_word:
            return None, self._example_in(row)
        named = summary_words.names_statistic(code) or summary_words.is_of_dictionary(code)
        is_certain = named and (is_unlike or not like.speak)
        return ("total or note", None) if is_certain else (None, "code")

    def _of_no_code(self, row: int, is_unlike: bool) -> tuple[SkippedReason | None, Doubt | None]:
        cells = self._rows[row]
        if all(cells[at] is None for at in self._headed) and any(cells):
            return "total or note", None
        if not is_unlike or not self._like.are_coded or row in self._below_merged:
            return None, None
        return ("total or note", None) if self._is_titled(cells) else (None, "no code")

    def _reason(self, cells: Row) -> SkippedReason | None:
        n_filled = _n_filled(cells)
        position, first = next(
            ((at, as_text(cell)) for at, cell in enumerate(cells) if cell is not None), (0, "")
        )
        if summary_words.begins_a_summary(first, position in self._like.codes):
            return None if n_filled > 2 and self._like.speaks(cells) else "total or note"
        return self._reason_of_one_cell(cells, first) if n_filled == 1 else self._alone(cells)

    def _reason_of_one_cell(self, cells: Row, first: str) -> SkippedReason | None:
        """A word alone is a note or the name of a group, a code alone a row made in advance."""
        position, code = self._like.code(cells)
        is_year = summary_words.is_year(first) and not self._like.are_of_years
        if position >= 0 and (self._like.is_odd(position, code) or is_year):
            return "total or note"
        name = summary_words.without_count(first)
        if len(name) <= _LONGEST_CODE and any(map(str.isdigit, name)):
            return self._alone(cells)
        return "total or note"

    def _alone(self, cells: Row) -> SkippedReason | None:
        return "code alone" if self._like.holds_code_alone(cells) else None

    def _is_titled(self, cells: Row) -> bool:
        """Whether a row without a code begins with the name of a statistic, where no answer is."""
        found = ((at, cell) for at, cell in enumerate(cells) if cell is not None)
        at, first = next(found, (0, None))
        is_answer = at in self._like.asked or at in self._like.measured
        return not is_answer and summary_words.names_statistic(as_text(first))

    def _example_in(self, row: int) -> Doubt | None:
        """Below the headings a word in any column says that the row is an example."""
        if row != self._header_row + 1:
            return None
        cells = self._rows[row]
        words = (cell for at in self._positions if isinstance(cell := cells[at], str))
        return "example" if any(map(summary_words.begins_an_example, words)) else None

    def doubt_second_rows(self, found: Verdicts) -> None:
        """Codes such as "2 (second operation)" beside 2, and 1-2 beside 1-1."""
        codes: dict[int, str] = {}
        for position in self._like.codes:
            told = ((row, self._rows[row][position]) for row in found.open if row not in codes)
            codes |= {row: as_text(cell).strip() for row, cell in told if cell is not None}
        codes = {row: code for row, code in codes.items() if len(code) <= LONGEST_HEADING}
        if not codes:
            return
        for doubt, firsts in (
            ("next", second_rows.counted_on(codes)),
            ("again", second_rows.with_something_added(codes)),
        ):
            found.doubts |= dict.fromkeys(firsts, cast(Doubt, doubt))
            found.first_codes |= firsts

    def doubt_percentiles(self, found: Verdicts) -> None:
        """P25 and P75 below P1, P2 and P3 look like patients, but hold little or no answers."""
        rows = {}
        for row in found.patients[-_MOST_SUMS:]:
            code = summary_words.percentile(self._like.code(self._rows[row])[1])
            if code and (
                self._like.is_thin(self._rows[row]) or self._like.is_mute(self._rows[row])
            ):
                rows[row] = code
        if len(set(rows.values())) >= _FEWEST_PERCENTILES:
            found.doubts |= dict.fromkeys(rows, "code")

    def find_continued(self, found: Verdicts, continued: Continued) -> None:
        """Rows below patients that go on with them; those below a merged code do so surely."""
        for row in range(self._header_row + 2, len(found.reasons)):
            above = found.goes_on_with.get(row - 1, row - 1)
            is_open = found.reasons[row] == "total or note" or found.doubts.get(row) == "no code"
            if not (is_open or row in self._below_merged) or not continued.goes_on(row):
                continue
            if found.is_patient(above):
                found.goes_on_with[row] = above
                if row in self._below_merged:
                    found.skip(row, "joined to another row")
                else:
                    found.reasons[row] = None
                    found.doubts[row] = "goes on"

    def settle_sums(self, found: Verdicts) -> None:
        """Rows unlike patients whose numbers are statistics of those above are no patients."""
        last = max(found.open, default=-1)
        sums = Sums(self._rows, found.patients, self._positions)
        unlike = (row for row, doubt in found.doubts.items() if doubt in _LIKE_NOTES)
        among = [*unlike, *([last] if self._may_sum_up(last) else [])]
        for row in among[-_MOST_SUMS:]:
            if sums.sum_up(row):
                found.skip(row, "total or note")

    def _may_sum_up(self, row: int) -> bool:
        """A last row under a code like the others that answers no question in words."""
        return row >= 0 and self._like.is_mute(self._rows[row])

    def doubt_rows_made_in_advance(self, found: Verdicts) -> None:
        """Last rows that hold little, and all the same beside their codes."""
        said: list[Row] = []
        rows: list[int] = []
        for row in reversed(found.open):
            cells = self._rows[row]
            beside = [cell for at, cell in enumerate(cells) if at not in self._like.codes]
            if not self._like.is_thin(cells) or (said and beside != said[0]):
                break
            said.append(beside)
            rows.append(row)
        if len(rows) >= _FEWEST_SAME and any(cell is not None for cell in said[0]):
            found.doubts |= dict.fromkeys(rows, "same")


def _doubt_by_words(code: str) -> Doubt | None:
    """What a code says against its row: "016 void", "P8 withdrawn"."""
    if summary_words.begins_an_example(code):
        return None  # which is certain where the others have codes of another form
    if summary_words.says_void(code):
        return "example"
    return "outside" if summary_words.sets_aside(code) else None


def _believe_what_most_say(found: Verdicts) -> None:
    """Where most codes are called "Test 1" or "Yu 2016", this is how codes are written."""
    kinds: tuple[Doubt, ...] = ("example", "outside")
    for kind in kinds:
        rows = [row for row, doubt in found.doubts.items() if doubt == kind]
        if 2 * len(rows) > len(found.open):
            for row in rows:
                del found.doubts[row]


def _says_nothing(cell: Cell) -> bool:
    """Whether a cell is blank or holds a mark for unknown, such as "-"."""
    return cell is None or (
        isinstance(cell, str) and len(cell) <= _LONGEST_MARK and is_unknown_mark(cell)
    )


def _broken_rows(sheet: Sheet, heads: tuple[Head, ...]) -> set[int]:
    """Rows with cells that could not be read, but for those that are errors from end to end.

    A formula that looks up a patient gives an error in each of its cells where there is none.
    """
    n_errors = Counter(row for row, _ in sheet.unreadable)
    pending = {row for (row, _), why in sheet.unreadable.items() if why == NEVER_CALCULATED}
    n_headed = sum(bool(head.words) for head in heads)
    return {row for row, n in n_errors.items() if row in pending or n < max(n_headed, 2)}


def _struck_rows(sheet: Sheet, rows: Sequence[Row], among: Sequence[int]) -> list[int]:
    """Rows of which every filled cell is struck out."""
    struck: dict[int, int] = {}
    for row, column in sheet.marks.struck:
        if row < len(rows) and column < len(rows[row]) and rows[row][column] is not None:
            struck[row] = struck.get(row, 0) + 1
    return [row for row in among if row in struck and struck[row] == _n_filled(rows[row])]


def _n_filled(cells: Row) -> int:
    return len(cells) - cells.count(None)


def _keep_codes_between(found: Verdicts) -> None:
    """Codes alone are made in advance where they stand last; others are of patients."""
    for row, reason in enumerate(found.reasons[: found.last_patient or 0]):
        if reason == "code alone":
            found.reasons[row] = None
            found.codes_alone.append(row)


def _take_along(found: Verdicts) -> None:
    """Doubtful rows in one block with notes, set apart from the patients, are notes as well."""
    last = found.last_patient
    if last is None:
        return
    for block in _blocks(found.reasons, last + 1):
        is_apart = found.reasons[block[0] - 1] == "blank"
        if is_apart and any(found.reasons[row] == "total or note" for row in block):
            for row in set(block):
                if found.doubts.get(row) in _LIKE_NOTES:
                    found.skip(row, "total or note")


def _blocks(reasons: Sequence[SkippedReason | None], first: int) -> Iterator[list[int]]:
    """Rows that stand together, without the blank ones between."""
    block: list[int] = []
    for row in range(first, len(reasons)):
        if reasons[row] != "blank":
            block.append(row)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _doubt_below_exclusions(rows: Sequence[Row], found: Verdicts) -> None:
    found.excluded_by, lines = below_exclusions(rows, found.reasons)
    for row in lines:
        found.skip(row, "total or note")
    for row in found.excluded_by:
        found.doubts.setdefault(row, "below")


def _name_groups(rows: Sequence[Row], found: Verdicts) -> None:
    """A word alone in a row says something of the patients below it, if there are any."""
    is_above_patient = False
    for row in reversed(range(len(found.reasons))):
        reason = found.reasons[row]
        if reason is None:
            is_above_patient |= row not in found.doubts
        elif reason == "total or note":
            n_filled = _n_filled(rows[row])
            words = next((as_text(cell) for cell in rows[row] if cell is not None), "")
            is_word = n_filled == 1 and not summary_words.begins_a_summary(words)
            if is_above_patient and is_word:
                found.reasons[row] = "name of a group"
            else:
                is_above_patient = False
        elif reason != "blank":
            is_above_patient = False
