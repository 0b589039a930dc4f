"""Answers of an earlier file that this one does not ask for, though it holds what they are about.

They are never dropped without a word: what was read by them may have been read wrongly.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ivl.intake.cells import Cell, as_text
from ivl.intake.dates import ORDER_WORDS, short_date
from ivl.intake.halves import with_halves
from ivl.intake.personal import headed, quoted
from ivl.intake.report import Match, Preview
from ivl.intake.upload import Opened
from ivl.intake.words import plain
from ivl.schema import UNKNOWN

COLUMN_KEY: Final = re.compile(r"([a-z ]+) ([A-Z]{1,3})(?: (.*))?", re.DOTALL)
"""Keys of questions on one column, such as "dates C" and "mark C 999"."""


@dataclass(frozen=True)
class Passed:
    """What a file makes of the answers to another."""

    file: Opened
    read: Preview
    """With the answers."""

    choices: Mapping[str, str]
    """The answers, by the key of the question."""

    def remarks(self) -> Iterator[str]:
        """A sentence for each answer that has no effect."""
        asked = {ask.key: ask for ask in self.read.questions}
        columns = {match.letter: match for match in self.read.mapping}
        for key, answer in self.choices.items():
            found = COLUMN_KEY.fullmatch(key)
            again = asked.get(key) or (asked.get(f"{found[1]} now {found[2]}") if found else None)
            if again and again.is_open:
                yield f'The earlier answer does not fit, so it is asked again: "{again.asks}"'
            elif not again and found and found[2] in columns:
                yield from self._on_column(columns[found[2]], found[1], found[3] or "", answer)

    def _on_column(self, match: Match, about: str, detail: str, answer: str) -> Iterator[str]:
        if about == "dates":
            yield from self._on_dates(match, answer)
        elif about in ("value", "mark") and self._holds(match, detail):
            meant = {level.name: level.label for level in match.column.levels}.get(answer, answer)
            meant = meant if about == "value" or answer == UNKNOWN.name else "a value"
            yield (
                f"{match.title}: {quoted(detail)} was said to mean {headed(meant)} in the earlier "
                "file, and is read by what stands beside it in this one. Compare what became of it"
            )

    def _on_dates(self, match: Match, order: str) -> Iterator[str]:
        said = ORDER_WORDS.get(order)
        if said is None or not any(short_date(cell) for cell in self._cells(match)):
            return
        used = dict(part.split(": ") for part in self.read.date_order.split("; ") if ": " in part)
        now = used.get(match.column.label, "" if used else self.read.date_order)
        if now and now != said:
            yield (
                f"{match.title}: the dates of the earlier file were said to be written as {said}, "
                f"and this file proves {now}. If both are written alike, the earlier one was read "
                "wrongly"
            )

    def _holds(self, match: Match, detail: str) -> bool:
        return any(plain(as_text(cell)) == detail for cell in self._cells(match))

    def _cells(self, match: Match) -> set[Cell]:
        """The different cells of the patients under a heading."""
        sheets = with_halves(self.file.workbook, self.read.sheet).sheets
        sheet = next(one for one in sheets if one.name == self.read.sheet)
        rows = (row - 1 for row in self.read.ledger.patients)
        return {sheet.rows.cell(row, match.position) for row in rows}
