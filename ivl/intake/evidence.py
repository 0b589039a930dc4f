"""What the values of a column prove about what it records."""

import re
from collections.abc import Sequence
from typing import Final

from ivl.intake.cells import Cell, as_text
from ivl.intake.dates import ORDERS, read_date, short_date
from ivl.intake.distinct import Distinct, without_points
from ivl.intake.grammar import read_cell, says_none
from ivl.intake.known import Target
from ivl.intake.levels import is_unknown_mark
from ivl.intake.words import plain
from ivl.schema import NO_SPELLINGS, YES, YES_SPELLINGS, Column

_ANSWERS: Final = frozenset(map(plain, (*YES_SPELLINGS, *NO_SPELLINGS, *"0123456789")))
"""What is said under any question, and so tells none from another."""

_COUNTS: Final = frozenset("012")
_MARKS: Final = frozenset(["9", "77", "88", "99", "999", "-1", "-9", "-99"])
"""Numbers that often stand for unknown."""

_NUMBER: Final = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_DECIMAL: Final = re.compile(r"\d+[.,]\d")
_HIGHEST_CODE: Final = 20
_LOOKED_AT: Final = 200
_WEIGHED: Final = 500
"""Different cells that show which of several things a column records."""

_FEW: Final = 6
"""Rows from which on a column shows whether its values are codes of patients or recur."""

_OFTEN: Final = 3
_FEWEST_CODES: Final = 3
"""Of two numbers that come again and again, each may be an answer."""

_DIGITS_OF_A_DATE: Final = 4


def by_values(targets: Sequence[Target], cells: Distinct) -> list[Target]:
    """The targets that leave the fewest cells not understood, if they understand any."""
    distinct = {as_text(cell): cell for cell in cells.cells if cell is not None}
    known = [cell for words, cell in distinct.items() if not is_unknown_mark(words)][:_WEIGHED]
    understood = {target: sum(_makes_sense(cell, target) for cell in known) for target in targets}
    most = max(understood.values(), default=0)
    return [target for target, n in understood.items() if n == most] if most else []


def lists_options(target: Target, cells: Distinct) -> bool:
    """Whether each cell that says something names an option of a column of several."""
    known = [cell for cell in cells.cells if not is_unknown_mark(as_text(cell))]
    readings = (read_cell(cell, target.column) for cell in known)
    return all(not one.strange and YES.name in (one.value or {}).values() for one in readings)


def filled_where_yes(answers: Distinct, cells: Distinct, target: Target) -> bool:
    """Whether a column is filled exactly where the answer of another one is yes."""
    said = [read_cell(cell, target.column, target.asked_as).value for cell in answers.cells]
    filled = [not is_unknown_mark(as_text(cell)) for cell in cells.cells]
    pairs = [(said[yes] == "yes", filled[full]) for yes, full in _met(answers, cells) if said[yes]]
    return any(yes for yes, _ in pairs) and all(yes == full for yes, full in pairs)


def in_order(
    earlier: Distinct,
    before: Target,
    later: Distinct,
    after: Target,
    units: tuple[str, str] = ("", ""),
) -> bool:
    """Whether no row says more, or a later day, in the first column than in the second.

    Args:
        earlier: cells of the first column.
        before: what it records.
        later: cells of the second column.
        after: what it records.
        units: that the headings of the two columns say.
    """
    first = [read_cell(cell, before.column, unit=units[0]).value for cell in earlier.cells]
    last = [read_cell(cell, after.column, unit=units[1]).value for cell in later.cells]
    return not any(
        first[one] > last[other]
        for one, other in _met(earlier, later)
        if first[one] is not None and last[other] is not None
    )


def same_cells(one: Distinct, other: Distinct) -> bool:
    """Whether two columns hold the same words."""
    words, others = ([plain(as_text(cell)) for cell in column.cells] for column in (one, other))
    return all(words[its] == others[place] for its, place in _met(one, other))


def _met(one: Distinct, other: Distinct) -> set[tuple[int, int]]:
    """Which of the different cells of two columns stand in one row."""
    return set(zip(one.places.tolist(), other.places.tolist(), strict=True))


def contradicts(held: Distinct, target: Target) -> bool:
    """Whether the cells of a column cannot be what its heading says.

    A cell may be a slip, so most of the different ones have to be of another kind: dates and
    measurements under a question, words under a number or a date, no and yes as 0 and 1 under
    a measurement, the same few words again and again in place of codes of patients.
    """
    column = target.column
    if column.kind in ("yes_no", "category"):
        held = without_points(held)
    first = held.cells[:_LOOKED_AT]
    known = [
        cell
        for cell in first
        if not (is_unknown_mark(said := as_text(cell)) or says_none(said, column))
    ]
    words = [plain(as_text(cell)) for cell in known]
    if not known or len(held.places) < 2:
        return False
    if column.name == "patient_id":
        return _are_no_codes(held, words, target)
    if column.kind == "number" and column.unit and _are_answers(held, words, column):
        return True
    unlike = [
        _is_unlike(cell, said, target)
        for cell, said in zip(known, words, strict=True)
        if said not in _MARKS
    ]
    return 2 * sum(unlike) > len(unlike)


def _are_no_codes(held: Distinct, words: Sequence[str], target: Target) -> bool:
    n_rows = len(held.places)
    recur = n_rows >= _FEW and n_rows >= _OFTEN * len(words) and len(words) <= _FEW
    decimals = [bool(_DECIMAL.fullmatch(said)) for said in words]
    if recur and not target.is_vague and all(re.search(r"\d", said) for said in words):
        # A database writes several rows for each of a few patients.
        stand_together = int((held.places[1:] != held.places[:-1]).sum()) < len(held.cells)
        recur = len(words) < _FEWEST_CODES and not stand_together
    return recur or (target.is_vague and 2 * sum(decimals) > len(decimals))


def counts_rows(held: Distinct) -> bool:
    """Whether a column numbers the rows: each cell is one more than the cell above it."""
    if len(held.cells) < max(len(held.places), 2):
        return False
    written = [as_text(cell) for cell in held]
    if not all(re.fullmatch(r"\d{1,6}", number) for number in written):
        return False
    first = int(written[0])
    return list(map(int, written)) == list(range(first, first + len(written)))


def _are_answers(held: Distinct, words: Sequence[str], column: Column) -> bool:
    """Whether numbers below a measurement are codes: 0 and 1; below a time 1 and 2 as well.

    Nobody's patients were all followed for one month or two.
    """
    codes = set(words) - _MARKS
    are_few = len(codes) > 1 and len(held.places) >= _FEW
    return are_few and (codes == {"0", "1"} or (column.topic == "Follow-up" and codes <= _COUNTS))


def _is_unlike(cell: Cell, words: str, target: Target) -> bool:
    """Whether a cell is of another kind than the column, and no slip of it."""
    kind = target.column.kind
    is_date = read_date(cell, ORDERS[0]).value is not None and not _NUMBER.fullmatch(words)
    if kind == "text":
        return False
    if kind == "date":
        return not is_date and len(re.findall(r"\d", words)) < _DIGITS_OF_A_DATE
    if kind == "number":
        return is_date or not (re.search(r"\d", words) or _makes_sense(cell, target))
    if _makes_sense(cell, target):
        return False
    number = _NUMBER.fullmatch(words)
    highest = _HIGHEST_CODE if kind == "category" else 9
    return is_date or bool(number and ("." in words or float(words.replace(",", ".")) > highest))


def _makes_sense(cell: Cell, target: Target) -> bool:
    column = target.column
    if target.is_vague and _is_said_anywhere(cell, column.kind):
        return False
    if column.kind == "date" and short_date(cell):
        return True
    reading = read_cell(cell, column, target.asked_as, order=ORDERS[0])
    if column.kind == "number" and reading.value is not None:
        return bool(column.low <= reading.value <= column.high)
    return reading.value is not None and not reading.strange


def _is_said_anywhere(cell: Cell, kind: str) -> bool:
    """ "Yes" and 1, which prove nothing of what was asked."""
    return kind != "text" and plain(as_text(cell)) in (_COUNTS if kind == "number" else _ANSWERS)
