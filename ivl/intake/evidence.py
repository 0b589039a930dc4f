"""What the values of a column prove about what it records."""

from collections.abc import Sequence

from ivl.intake.cells import Cell, as_text
from ivl.intake.dates import ORDERS, short_date
from ivl.intake.distinct import Distinct
from ivl.intake.grammar import read_cell
from ivl.intake.known import Target
from ivl.intake.levels import is_unknown_mark
from ivl.intake.words import plain


def by_values(targets: Sequence[Target], cells: Distinct) -> list[Target]:
    """The targets that leave the fewest cells not understood, if they understand any."""
    distinct = {as_text(cell): cell for cell in cells.cells if cell is not None}
    known = [cell for words, cell in distinct.items() if not is_unknown_mark(words)]
    understood = {target: sum(_makes_sense(cell, target) for cell in known) for target in targets}
    most = max(understood.values(), default=0)
    return [target for target, n in understood.items() if n == most] if most else []


def filled_where_yes(answers: Distinct, cells: Distinct, target: Target) -> bool:
    """Whether a column is filled exactly where the answer of another one is yes."""
    said = [read_cell(cell, target.column, target.asked_as).value for cell in answers.cells]
    filled = [not is_unknown_mark(as_text(cell)) for cell in cells.cells]
    pairs = [(said[yes] == "yes", filled[full]) for yes, full in _met(answers, cells) if said[yes]]
    return any(yes for yes, _ in pairs) and all(yes == full for yes, full in pairs)


def same_cells(one: Distinct, other: Distinct) -> bool:
    """Whether two columns hold the same words."""
    words, others = ([plain(as_text(cell)) for cell in column.cells] for column in (one, other))
    return all(words[its] == others[place] for its, place in _met(one, other))


def _met(one: Distinct, other: Distinct) -> set[tuple[int, int]]:
    """Which of the different cells of two columns stand in one row."""
    return set(zip(one.places.tolist(), other.places.tolist(), strict=True))


def _makes_sense(cell: Cell, target: Target) -> bool:
    column = target.column
    if column.kind == "date" and short_date(cell):
        return True
    reading = read_cell(cell, column, target.asked_as, order=ORDERS[0])
    if column.kind == "number" and reading.value is not None:
        return bool(column.low <= reading.value <= column.high)
    return reading.value is not None and not reading.strange
