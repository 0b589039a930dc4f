"""The headings of a sheet: the row that holds them, and the rows above that they belong to."""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from ivl.intake import headings, units
from ivl.intake.cells import Cell, Sheet, as_text
from ivl.intake.known import Target
from ivl.intake.named import Heading
from ivl.intake.words import plain
from ivl.schema import BY_NAME

_LOOKED_AT: Final = 40
_FEWEST_NEEDED: Final = 3
_NOTE: Final = re.compile(r"[^:：]+[:：].+", re.DOTALL)
_IN_BRACKETS: Final = re.compile(r"[(\[（【][^()（）]*[)\]）】]")


@dataclass(frozen=True)
class Head:
    """The heading of one column."""

    position: int
    """Column counted from 0."""

    words: str
    """As it stands in the file; "" for a column without a heading."""

    group: str
    """The heading above it that it shares with its neighbours, "" if there is none."""

    is_titled: bool = False
    """What stands above is the title of the sheet, or belongs to columns to the left alone."""

    hint: str = ""
    """What a row below adds to it, such as a unit."""

    @cached_property
    def heading(self) -> Heading:
        hinted = self._understood(self._hinted) if self.hint else None
        return hinted if hinted and hinted.targets else self._understood(self.words)

    def _understood(self, words: str) -> Heading:
        return headings.understand(words, self.group, self.is_titled)

    @property
    def _hinted(self) -> str:
        return f"{self.words} ({self.hint})"

    @property
    def shown(self) -> str:
        """The words for people, after the heading above where they are a unit alone: "Age (y)"."""
        if self.hint:
            return self._hinted
        is_unit = bool(_IN_BRACKETS.fullmatch(self.words) or units.named(self.words))
        if not is_unit or self.group in ("", self.words):
            return self.words
        return f"{self.group}{' ' if self.group.isascii() else ''}{self.words}"

    @property
    def is_of_codes(self) -> bool:
        """Patient codes stand below it."""
        return any(target.field == "patient_id" for target in self.heading.targets)

    @property
    def is_vague(self) -> bool:
        """Only what stands below could tell what it means."""
        return any(target.is_vague for target in self.heading.targets)

    @property
    def is_of_levels(self) -> bool:
        """Answers in words stand below it."""
        kinds = {BY_NAME[target.field].kind for target in self.heading.targets}
        return not kinds.isdisjoint(("category", "yes_no", "several"))


def heading_row(sheet: Sheet) -> tuple[int, int]:
    """How many columns the best heading row names, and which row that is.

    Of equal rows the one that also tells units is taken, since units may have a row of their own.
    A number or a date among headings is a visit, or a figure beside the table.
    """
    n_rows = sheet.parts[1].first - 1 if sheet.parts else len(sheet.rows)
    rows = range(min(n_rows, _LOOKED_AT))
    plain_rows = [row for row in rows if not any(map(is_data, sheet.rows[row]))]
    best = _best_row(sheet, plain_rows)
    if not _are_headings(best.named):
        # Numbers may stand beside headings, or head visits and years.
        others = [row for row in rows if row not in plain_rows]
        other = _best_row(sheet, others)
        if _are_headings(other.named) and other.merit > best.merit:
            best = other
    return best.merit[0], best.row


class _Best(NamedTuple):
    """The best of some rows."""

    merit: tuple[int, int] = (0, 0)
    row: int = 0
    named: frozenset[Target] = frozenset()


def _best_row(sheet: Sheet, rows: Iterable[int]) -> _Best:
    best = _Best()
    for row in rows:
        understood = [head.heading for head in heads_in(sheet, row)]
        named = frozenset(target for heading in understood for target in _counted(heading))
        merit = len(named), sum(bool(heading.unit) for heading in understood)
        if merit > best.merit:
            best = _Best(merit, row, named)
    return best


def _are_headings(named: Set[Target]) -> bool:
    """Whether a row names what every cohort needs.

    An answer such as IVC is a heading as well, but no patient answers "Age" and "Recurrence".
    """
    needed = {target.field for target in named if target.column.need == "required"}
    return len(needed) >= _FEWEST_NEEDED


def _counted(heading: Heading) -> tuple[Target, ...]:
    """What a heading names; one that may be many things is one heading nevertheless."""
    believed = tuple(target for target in heading.targets if not target.is_vague)
    return believed or heading.targets[:1]


def heads_in(sheet: Sheet, row: int) -> list[Head]:
    """The headings of all columns, if they stand in this row and the one above."""
    heads = []
    above = list(_filled_right(sheet, row - 1)) if row else [""] * len(sheet.rows[row])
    own_above = [as_text(cell) for cell in sheet.rows[row - 1]] if row else above
    is_titled = not any(cell.strip() for cell in own_above[1:]) or _are_notes(own_above)
    beside = _beside_merged(sheet, row - 1)
    for position, cell in enumerate(sheet.rows[row]):
        words = as_text(cell).strip()
        if words:
            heads.append(Head(position, words, above[position], is_titled or position in beside))
        else:
            heads.append(Head(position, own_above[position].strip(), ""))
    return heads


def _are_notes(above: Sequence[str]) -> bool:
    """Whether each cell says something by itself, such as "As of: March 2021", 制表人：…."""
    return all(_NOTE.fullmatch(cell.strip()) for cell in above if cell.strip())


def _beside_merged(sheet: Sheet, row: int) -> set[int]:
    """Columns without a heading above, to the right of a merged one that ends before them."""
    ends = {start[1]: end[1] for start, end in sheet.merged if start[0] <= row <= end[0]}
    beside: set[int] = set()
    last = len(sheet.rows[row])
    for position, cell in enumerate(sheet.rows[row] if row >= 0 else ()):
        if cell is not None:
            last = ends.get(position, len(sheet.rows[row]))
        if position > last:
            beside.add(position)
    return beside


def _filled_right(sheet: Sheet, row: int) -> Iterator[str]:
    """A heading of several columns stands in the first of them, merged or not."""
    group = ""
    for cell in sheet.rows[row]:
        group = as_text(cell).strip() or group
        yield group


def is_data(cell: Cell) -> bool:
    """Numbers and dates do not head columns."""
    return cell is not None and (
        not isinstance(cell, str) or bool(re.fullmatch(r"[.,/-]*\d[\d.,/-]*", plain(cell)))
    )
