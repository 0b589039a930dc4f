"""Rows that call themselves a statistic, a group of patients or a year, however many there are.

Where a subtotal follows upon each pair of patients, what most rows have in common is not what
patients have in common. Such rows are therefore found by what they call themselves, before the
others are compared, and kept out of the comparison.
"""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from ivl.intake import summary_words
from ivl.intake.cells import Cell, as_text
from ivl.intake.distinct import Columns
from ivl.intake.heads import Head
from ivl.intake.identifiers import is_heading_of_identifier
from ivl.intake.levels import is_unknown_mark
from ivl.intake.likeness import Row, is_known, is_word
from ivl.intake.words import plain

Kind = Literal["statistic", "group", "year", "perhaps"]

is_code: Final = re.compile(
    r"(?!(?:19|20)\d\d(?!\d)|[Qq][13]$|[Pp](?:25|50|75)$)[A-Za-z]{0,8}[-_]?\d+"
).fullmatch
"""A quick look: what is certainly a code and no word."""

_GROUP: Final = re.compile(
    r"(?:sub-?)?(?:groups?|arms?|cohorts?|gruppen?|groupes?|grupos?|grupp[oi])(?: \w{1,2})?"
    r"|.*[^\W\d] (?:sub-?)?(?:groups?|arm|cohort|gruppe|disease|patients|cases)"
    r"|(?!\d).*(?:组|群|군)|第?[一二三四甲乙丙丁]组"
)
_LONGEST_LABEL: Final = 120
_INITIALS: Final = re.compile(r"[A-Za-z]{1,3}")
_NUMBER: Final = "#"
_FEWEST_YEARS: Final = 2
_LOOKED_AT: Final = 200
_MOSTLY: Final = 3
_COUNTED_ON: Final = re.compile(r"\d+|(?<= )[A-Za-z]$")


@dataclass(frozen=True)
class Named:
    """Rows that name themselves, counted from 0."""

    certain: frozenset[int] = frozenset()
    """Statistics that answer nothing that patients are asked."""

    doubtful: frozenset[int] = frozenset()
    """Groups and years, and what may be a statistic and answers nothing."""

    like_codes: frozenset[int] = frozenset()
    """Statistics such as "SD", where others are called by their initials."""


def named_rows(
    rows: Sequence[Row], columns: Columns, heads: Sequence[Head], among: Sequence[int]
) -> Named:
    """Rows that call themselves a statistic, a group of patients or a year.

    Args:
        rows: of the sheet.
        columns: the same cells by their columns.
        heads: of the table.
        among: rows that may be patients, counted from 0.
    """
    codes = [head.position for head in heads if head.is_of_codes]
    held = _Held(rows, heads, codes)
    kinds: dict[int, Kind] = {}
    for head in [*heads[:1], *(head for head in heads[1:] if head.position in codes)]:
        distinct = columns.distinct(head.position)
        told = [
            None if cell is None or is_code(as_text(cell)) else held.kind(cell, head)
            for cell in distinct.cells
        ]
        if any(told):
            for row in among:
                kind = told[distinct.places[row]]
                if kind and row not in kinds and held.has_no_other_code(row, head.position):
                    kinds[row] = kind
    others = [row for row in among if kinds.get(row) in (None, "year")]
    found = held.sorted_out(kinds, others) if kinds and others else Named()
    are_years = set(kinds.values()) == {"year"}
    # Years that are all there is are the codes.
    return Named() if are_years and found.doubtful >= set(among) else found


@dataclass(frozen=True)
class _Held:
    """What rows hold, looked at without knowing yet what patients have in common."""

    rows: Sequence[Row]
    heads: Sequence[Head]
    codes: Sequence[int]

    def kind(self, cell: Cell, head: Head) -> Kind | None:
        """What the first cell of a row names, where no answer belongs that it might be."""
        words = as_text(cell)
        if len(words) > _LONGEST_LABEL or not isinstance(cell, str | float):
            return None
        if is_unknown_mark(words):
            return "perhaps" if summary_words.is_name_of_statistic(words) else None
        if summary_words.is_year(words):
            return "year"
        if head.position not in self.codes and is_known(head, cell):
            return None
        if summary_words.percentile(words):
            return "perhaps"
        if summary_words.is_name_of_statistic(words):
            return "statistic"
        name = plain(summary_words.without_count(words))
        is_counted = name != plain(words)
        is_group = len(name) > 1 and (
            is_counted or _GROUP.fullmatch(name) or summary_words.is_answer(name)
        )
        is_caller = bool(self.codes or head.heading.targets) or is_heading_of_identifier(head.words)
        return ("group" if is_caller else "perhaps") if is_group else None

    def has_no_other_code(self, row: int, position: int) -> bool:
        """Whether a row holds no code beside what it is called by."""
        cells = self.rows[row]
        return position in self.codes or all(
            cells[at] is None or is_unknown_mark(as_text(cells[at])) for at in self.codes
        )

    def sorted_out(self, kinds: Mapping[int, Kind], others: Sequence[int]) -> Named:
        """Which of the named rows are none of patients, and which may be.

        Args:
            kinds: of the named rows.
            others: rows without a name of their own, or with a year, which may be a code.
        """
        some = others[:: len(others) // _LOOKED_AT + 1]
        speak = 2 * sum(map(self._speaks, some)) > len(some)
        answer = {row for row in kinds if (self._speaks(row) if speak else self._is_filled(row))}
        labels = [self._label(row) for row in others]
        forms = {form for label in labels if _NUMBER in (form := _form(label))}
        of_years = {_form(self._label(row)) for row in answer if kinds[row] == "year"}
        initials = {label.isupper() for label in labels if _INITIALS.fullmatch(label)}
        groups = [row for row, kind in kinds.items() if kind == "group"]
        are_codes = len(groups) > _MOSTLY * len(others) and 2 * len(answer & {*groups}) > len(
            groups
        )
        last = max((row for row in others if row in answer or row not in kinds), default=-1)
        years_below = [row for row, kind in kinds.items() if kind == "year" and row > last]
        if len(years_below) >= _FEWEST_YEARS:
            of_years = set()  # a table by year may stand below patients whose codes are years
        certain: set[int] = set()
        doubtful: set[int] = set()
        like_codes: set[int] = set()
        for row, kind in kinds.items():
            label = self._label(row)
            if _form(label) in (of_years if kind == "year" else forms):
                continue  # codes are written so
            if _may_be_initials(label, initials):
                if not (speak and row in answer):
                    like_codes.add(row)
            elif kind != "statistic":
                if not (are_codes if kind == "group" else row in answer):
                    doubtful.add(row)
            elif not (speak and row in answer):
                certain.add(row)
        return Named(frozenset(certain), frozenset(doubtful), frozenset(like_codes))

    def _label(self, row: int) -> str:
        return next((as_text(cell) for cell in self.rows[row] if cell is not None), "").strip()

    def _speaks(self, row: int) -> bool:
        return any(is_word(as_text(self.rows[row][at])) for at in self._asked)

    def _is_filled(self, row: int) -> bool:
        return any(self.rows[row][at] is not None for at in self._asked)

    @cached_property
    def _asked(self) -> list[int]:
        """Columns that are answered in words or by their codes."""
        return [
            head.position
            for head in self.heads
            if head.is_of_levels and head.position not in self.codes
        ]


def _form(label: str) -> str:
    """ "Case 3" and "Case B" as "case #"."""
    return _COUNTED_ON.sub(_NUMBER, label).lower()


def _may_be_initials(label: str, initials: Set[bool]) -> bool:
    """Whether others are called by initials too, in capitals or not as this one is."""
    return label.isupper() in initials and bool(_INITIALS.fullmatch(label))
