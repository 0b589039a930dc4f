"""What another sheet of the file says that codes mean: a codebook, a key, a data dictionary.

Understood are rows of name, code and meaning, a name above or beside "1 = pelvic, 2 = IVC", and
REDCap's "1, Pelvic | 2, IVC"; and of units a name beside "in years", and "Follow-up in years" in
a row by itself, which may also stand below the patients. What is found is offered with its place,
and never taken unasked.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from ivl import text
from ivl.intake import units
from ivl.intake.cells import Sheet, Workbook, as_text
from ivl.intake.headings import known_fields, understand
from ivl.intake.personal import sheet_words, shortened
from ivl.intake.report import Match, Skipped
from ivl.intake.words import key, plain

_MOST_ROWS: Final = 3_000
_MOST_COLUMNS: Final = 30
_CODE: Final = re.compile(r"^-?\d{1,3}$")
_PAIR: Final = re.compile(r"(?<![\w.])(-?\d{1,3})\s*[=:：＝]\s*")
_CHOICE: Final = re.compile(r"^(-?\d{1,3})\s*,\s*(\S.*)$")
_ENDS: Final = " \t\n,;，；、。/|"
_NOTHING: Final[Mapping[str, "Told"]] = {}
_BEFORE_UNIT: Final = re.compile(
    r"^(?:units?|单位|(?:is |was |were )?(?:recorded|measured|given|counted|entered|noted))"
    r"\s*[:：=]?\s*",
    re.IGNORECASE,
)
_MOST_BESIDE_A_UNIT: Final = 6
_NOTES: Final = ("title", "total or note", "name of a group")

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

    by_unit: Mapping[str, Mapping[str, Told]] = field(default_factory=dict)
    """The same of units, by the unit."""

    def units_of(self, match: Match, rivals: Iterable[Match]) -> Mapping[str, Told]:
        """Units that are said of the numbers of a column. Args as ``of``."""
        return self._said_of(self.by_unit, match, rivals)

    def of(self, match: Match, rivals: Iterable[Match]) -> Mapping[str, Told]:
        """What is said of the codes of a column; nothing where it may be said of another.

        Args:
            match: the column.
            rivals: all columns in use.
        """
        return self._said_of(self.by_name, match, rivals)

    @staticmethod
    def _said_of(
        by_name: Mapping[str, Mapping[str, Told]], match: Match, rivals: Iterable[Match]
    ) -> Mapping[str, Told]:
        found = by_name.get(key(match.heading))
        if found is None and sum(other.field == match.field for other in rivals) == 1:
            meant = [
                codes for name, codes in by_name.items() if known_fields(name) == [match.field]
            ]
            found = meant[0] if len(meant) == 1 else None
        return found or _NOTHING


def legends(workbook: Workbook, cohort: str, skipped: Sequence[Skipped] = ()) -> Legends:
    """What the visible sheets beside the cohort say of codes and units.

    Args:
        workbook: the file.
        cohort: name of the sheet with the patients.
        skipped: rows of that sheet that are no patients; notes among them may tell of units.

    A code that two places explain differently is left out.
    """
    by_name: dict[str, dict[str, Told]] = {}
    by_unit: dict[str, dict[str, Told]] = {}
    contradicted: set[tuple[str, str]] = set()
    for sheet in workbook.sheets:
        notes = {one.row for one in skipped if one.reason in _NOTES}
        for name, unit, told in _units_said(sheet, notes if sheet.name == cohort else None):
            if not sheet.hidden:
                by_unit.setdefault(name, {}).setdefault(unit, told)
        if sheet.name == cohort or sheet.hidden:
            continue
        for name, code, told in _said(sheet):
            earlier = by_name.setdefault(name, {}).setdefault(code, told)
            if key(earlier.words) != key(told.words):
                contradicted.add((name, code))
    for name, code in contradicted:
        del by_name[name][code]
    return Legends(by_name, by_unit)


def _units_said(sheet: Sheet, rows: Set[int] | None) -> Iterator[tuple[str, str, Told]]:
    """The name of what is measured, the unit, and where some of the rows say so."""
    for number, row in enumerate(sheet.rows[:_MOST_ROWS], start=1):
        if rows is not None and number not in rows:
            continue
        cells = [words for cell in row[:_MOST_COLUMNS] if (words := as_text(cell).strip())]
        if not 0 < len(cells) <= _MOST_BESIDE_A_UNIT:
            continue
        name, *beside = cells
        heading = understand(name)
        told = [words for words in beside if units.named(_BEFORE_UNIT.sub("", words))][:1]
        unit = units.named(_BEFORE_UNIT.sub("", told[0])) if told else ""
        unit = unit if beside else heading.unit
        if unit and len(heading.targets) == 1:
            bare = units.cut_off(plain(name))[0] if not beside else name
            where = text.upper_first(sheet_words(sheet.name)) if sheet.name else ""
            said = shortened(" ".join([name, *told]))
            begins = f"{where}, row {number}," if where else f"Row {number}"
            yield key(bare), unit, Told(unit, f'{begins} says "{said}"')


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
