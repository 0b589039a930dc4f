"""What is wrong with a file, in words that can be shown as they are."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final, Literal

from ivl import text
from ivl.intake.personal import sheet_words
from ivl.origin import SheetPart, own_row

Severity = Literal["error", "warning"]

_MOST_LISTED: Final = 6
_MOST_ROWS: Final = 12

_PARTS: ContextVar[tuple[SheetPart, ...]] = ContextVar("parts", default=())
"""The sheets whose rows sentences speak of, where several are read as one."""


@dataclass(frozen=True)
class Problem:
    """One thing to mend, in words that can be shown as they are."""

    column: str
    """Label or heading of the column; "" if the problem concerns no single column."""

    row: int | None
    """Row number as the spreadsheet shows it; None for a whole column or file."""

    what: str
    """What is wrong: "470 is not plausible (10–100)"."""

    why: str
    """What it costs: "Left out of age summaries"."""

    how: str
    """What to do: "Correct the cell and upload again"."""

    severity: Severity = "warning"
    """An error keeps the file from being used; after a warning the work goes on."""

    cell: str = ""
    """ "C7" where one cell is meant."""

    sheet: str = ""
    """Name of the sheet; "" for files without sheets."""

    rows: tuple[int, ...] = ()
    """Row numbers that ``what`` names, where the problem lies between several rows."""

    fields: tuple[str, ...] = ()
    """Names of the columns of the data dictionary that the file lacks."""

    months_apart: float = 0.0
    """What two times of one patient differ in, where one of them is used."""

    parts: tuple[SheetPart, ...] = ()
    """The sheets, where several were read one below the other and rows count on."""

    @property
    def sentence(self) -> str:
        """Where, what, why it matters and what to do."""
        return Group((self,)).sentence

    @property
    def own_sheet(self) -> str:
        """The sheet of the file that its row stands in."""
        is_in_one = self.parts and self.row is not None
        return own_row(self.row or 0, self.parts)[0] if is_in_one else self.sheet


@dataclass(frozen=True)
class Group:
    """Problems that one sentence can tell: same column, same cost, same remedy."""

    problems: tuple[Problem, ...]

    @property
    def rows(self) -> list[int]:
        """Row numbers in ascending order, each once."""
        return sorted({problem.row for problem in self.problems if problem.row is not None})

    @property
    def severity(self) -> Severity:
        return self.problems[0].severity

    @property
    def sentence(self) -> str:
        """As for a single problem, with every row listed."""
        first = self.problems[0]
        whats = list(dict.fromkeys(problem.what for problem in self.problems))
        more = len(whats) - _MOST_LISTED
        if more > 1:
            whats = [*whats[:_MOST_LISTED], f"and {more} more"]
        rows = [own_row(row, first.parts)[1] for row in self.rows] if first.parts else self.rows
        sheet = sheet_words(first.own_sheet) if first.own_sheet else ""
        if first.parts and not rows:
            sheet = text.listed(sheet_words(part.name) for part in first.parts)
        where = _where(sheet, rows, first.column)
        return _said(where, "; ".join(whats), first.why, first.how)


def grouped(problems: Iterable[Problem]) -> list[Group]:
    """Problems of one kind together, errors first, otherwise in the order they were found."""
    kinds: dict[tuple[str, ...], list[Problem]] = {}
    for problem in problems:
        kind = (problem.severity, problem.own_sheet, problem.column, problem.why, problem.how)
        kinds.setdefault(kind, []).append(problem)
    groups = [Group(tuple(members)) for members in kinds.values()]
    return sorted(groups, key=lambda group: group.severity != "error")


def _where(sheet: str, rows: list[int], column: str) -> str:
    parts = [sheet, row_words(rows), column]
    where = ", ".join(part for part in parts if part)
    return text.upper_first(where)


@contextmanager
def speaking_of(parts: tuple[SheetPart, ...]) -> Iterator[None]:
    """While it lasts, rows are named by the sheet of the file that they stand in."""
    before = _PARTS.set(parts)
    try:
        yield
    finally:
        _PARTS.reset(before)


def row_words(rows: Sequence[int]) -> str:
    """ "row 7", "rows 7, 9 and 12", "rows 2, 3, … and 40 more"; "" without rows."""
    return _by_sheet(rows, _row_words)


def row_spans(rows: Sequence[int]) -> str:
    """ "row 7", "rows 7, 9 and 22 to 40"; "" without rows. The rows come in ascending order."""
    return _by_sheet(rows, _row_spans)


def _by_sheet(rows: Sequence[int], words: Callable[[Sequence[int]], str]) -> str:
    """ "rows 3 and 4 of sheet A and row 2 of sheet B" where several sheets are read as one."""
    parts = _PARTS.get()
    if not parts:
        return words(rows)
    by_sheet: dict[str, list[int]] = {}
    for row in rows:
        name, own = own_row(row, parts)
        by_sheet.setdefault(name, []).append(own)
    return text.listed(f"{words(own)} of {sheet_words(name)}" for name, own in by_sheet.items())


def _row_words(rows: Sequence[int]) -> str:
    if len(rows) < 2:
        return "".join(f"row {row}" for row in rows)
    return f"rows {text.first_few(rows, _MOST_ROWS)}"


def _row_spans(rows: Sequence[int]) -> str:
    spans: list[list[int]] = []
    for row in rows:
        if spans and row == spans[-1][-1] + 1:
            spans[-1].append(row)
        else:
            spans.append([row])
    words = [
        f"{one[0]} to {one[-1]}" if len(one) > 2 else text.listed(map(str, one)) for one in spans
    ]
    words = [word for span in words for word in span.split(" and ")]
    return f"row{'s' if len(rows) > 1 else ''} {text.first_few(words, _MOST_ROWS)}" if words else ""


def _said(where: str, what: str, why: str, how: str) -> str:
    told = text.sentences([what, why, how])
    return f"{where}: {told}" if where else told
