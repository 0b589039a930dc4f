"""What another sheet of the file says that codes mean: a codebook, a key, a data dictionary.

Understood are rows of name, code and meaning, a name above or beside "1 = pelvic, 2 = IVC", and
REDCap's "1, Pelvic | 2, IVC". What is found is offered with its place, and never taken unasked.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from ivl import text
from ivl.intake.cells import Sheet, Workbook, as_text
from ivl.intake.headings import known_fields
from ivl.intake.personal import sheet_words, shortened
from ivl.intake.report import Match
from ivl.intake.words import key

_MOST_ROWS: Final = 3_000
_MOST_COLUMNS: Final = 30
_CODE: Final = re.compile(r"^-?\d{1,3}$")
_PAIR: Final = re.compile(r"(?<![\w.])(-?\d{1,3})\s*[=:：＝]\s*")
_CHOICE: Final = re.compile(r"^(-?\d{1,3})\s*,\s*(\S.*)$")
_ENDS: Final = " \t\n,;，；、。/|"
_NOTHING: Final[Mapping[str, "Told"]] = {}

Codes = list[tuple[str, str]]


@dataclass(frozen=True)
class Told:
    """What a code means, as a sheet says it."""

    words: str
    """The meaning: "pelvic"."""

    sentence: str
    """ 'Sheet Codebook, row 4, says "1 = pelvic"'."""


@dataclass(frozen=True)
class Legends:
    """The codes that the other sheets of a file explain."""

    by_name: Mapping[str, Mapping[str, Told]]
    """By the name of what they code, reduced to letters and digits, and by the code."""

    def of(self, match: Match, rivals: Iterable[Match]) -> Mapping[str, Told]:
        """What is said of the codes of a column; nothing where it may be said of another.

        Args:
            match: the column.
            rivals: all columns in use.
        """
        found = self.by_name.get(key(match.heading))
        if found is None and sum(other.field == match.field for other in rivals) == 1:
            meant = [
                codes for name, codes in self.by_name.items() if known_fields(name) == [match.field]
            ]
            found = meant[0] if len(meant) == 1 else None
        return found or _NOTHING


def legends(workbook: Workbook, cohort: str) -> Legends:
    """What the visible sheets beside the cohort say of codes.

    Args:
        workbook: the file.
        cohort: name of the sheet with the patients.

    A code that two places explain differently is left out.
    """
    by_name: dict[str, dict[str, Told]] = {}
    contradicted: set[tuple[str, str]] = set()
    for sheet in workbook.sheets:
        if sheet.name == cohort or sheet.hidden:
            continue
        for name, code, told in _said(sheet):
            earlier = by_name.setdefault(name, {}).setdefault(code, told)
            if key(earlier.words) != key(told.words):
                contradicted.add((name, code))
    for name, code in contradicted:
        del by_name[name][code]
    return Legends(by_name)


def _said(sheet: Sheet) -> Iterator[tuple[str, str, Told]]:
    """The name of what is coded, the code, and what it means, wherever a sheet says so."""
    subjects: list[str] = []
    above: dict[int, str] = {}
    for number, row in enumerate(sheet.rows[:_MOST_ROWS], start=1):
        cells = {at: as_text(cell).strip() for at, cell in enumerate(row[:_MOST_COLUMNS])}
        cells = {at: words for at, words in cells.items() if words}
        found = list(_in_row(cells))
        if not found:
            subjects = list(cells.values()) if len(cells) == 1 else []
        for at, prefix, codes in found:
            first = min(at for at, _, _ in found)
            beside = [words for place, words in cells.items() if place < first]
            own = [prefix] if prefix else beside or ([above[at]] if at in above else [])
            subjects = own or subjects
            for name in dict.fromkeys(map(key, subjects)):
                for code, meaning in codes:
                    where = text.upper_first(sheet_words(sheet.name))
                    said = f"{code} = {shortened(meaning)}"
                    yield name, code, Told(meaning, f'{where}, row {number}, says "{said}"')
        coded = {at for at, _, _ in found}
        above |= {at: words for at, words in cells.items() if at not in coded and not found}


def _in_row(cells: Mapping[int, str]) -> Iterator[tuple[int, str, Codes]]:
    """Where codes stand in a row, the words before them in their cell, and the codes."""
    inline = [(at, *_in_cell(words)) for at, words in cells.items()]
    if any(codes for _, _, codes in inline):
        yield from ((at, prefix, codes) for at, prefix, codes in inline if codes)
        return
    places = list(cells)
    for at, after in pairwise(places):
        if _CODE.match(cells[at]) and not _CODE.match(cells[after]):
            yield at, "", [(cells[at], cells[after])]
            return


def _in_cell(words: str) -> tuple[str, Codes]:
    """The words before the codes of a cell, and its codes: "Extent: 1 = pelvic, 2 = IVC"."""
    choices = [_CHOICE.match(part.strip()) for part in words.split("|")]
    if all(choices) and len(choices) > 1:
        return "", [(found[1], found[2]) for found in choices if found]
    places = list(_PAIR.finditer(words))
    if not places:
        return "", []
    ends = [*(place.start() for place in places[1:]), len(words)]
    codes = [
        (place[1], words[place.end() : end].strip(_ENDS))
        for place, end in zip(places, ends, strict=True)
    ]
    prefix = words[: places[0].start()].strip(_ENDS + "(（:：")
    return prefix, [(code, meaning) for code, meaning in codes if meaning]
