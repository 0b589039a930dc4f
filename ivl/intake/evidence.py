"""What the values of a column prove about what it records."""

from collections.abc import Iterable, Sequence

from ivl.intake.cells import Cell, as_text
from ivl.intake.dates import ORDERS, short_date
from ivl.intake.distinct import distinct
from ivl.intake.grammar import read_cell
from ivl.intake.known import Target
from ivl.intake.levels import is_unknown_mark
from ivl.intake.words import plain


def by_values(targets: Sequence[Target], cells: Iterable[Cell]) -> list[Target]:
    """The targets that leave the fewest cells not understood, if they understand any."""
    distinct = {as_text(cell): cell for cell in cells if cell is not None}
    known = [cell for words, cell in distinct.items() if not is_unknown_mark(words)]
    understood = {target: sum(_makes_sense(cell, target) for cell in known) for target in targets}
    most = max(understood.values(), default=0)
    return [target for target, n in understood.items() if n == most] if most else []


def filled_where_yes(answers: Sequence[Cell], cells: Sequence[Cell], target: Target) -> bool:
    """Whether a column is filled exactly where the answer of another one is yes."""
    asked, given = distinct(answers), distinct(cells)
    said = [read_cell(cell, target.column, target.asked_as).value for cell in asked.cells]
    filled = [not is_unknown_mark(as_text(cell)) for cell in given.cells]
    met = set(zip(asked.places.tolist(), given.places.tolist(), strict=True))
    pairs = [(said[yes] == "yes", filled[full]) for yes, full in met if said[yes]]
    return any(yes for yes, _ in pairs) and all(yes == full for yes, full in pairs)


def same_cells(one: Iterable[Cell], other: Iterable[Cell]) -> bool:
    """Whether two columns hold the same words."""
    return [plain(as_text(cell)) for cell in one] == [plain(as_text(cell)) for cell in other]


def _makes_sense(cell: Cell, target: Target) -> bool:
    column = target.column
    if column.kind == "date" and short_date(cell):
        return True
    reading = read_cell(cell, column, target.asked_as, order=ORDERS[0])
    if column.kind == "number" and reading.value is not None:
        return bool(column.low <= reading.value <= column.high)
    return reading.value is not None and not reading.strange
