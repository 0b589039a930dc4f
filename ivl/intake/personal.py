"""What a text says of a person: numbers to look her up, addresses, names; and how it is quoted.

A sentence names the cell that it is about, so a reader finds what is left out of it.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache
from pathlib import PurePath
from typing import Final

from ivl.intake import patience
from ivl.intake.names import persons_in
from ivl.intake.vocabulary import WORD, is_common, without_strangers
from ivl.intake.words import plain, visible

_ADDRESS: Final = re.compile(r"[^@\s]{1,64}@[^@\s]{1,255}\.[a-z]{2,}", re.IGNORECASE)
_LONGEST_ADDRESS: Final = 64 + 1 + 255
"""Of e-mail, by RFC 5321."""

_NUMBERS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<!\d)[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dx]",
        r"(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}",
        r"\+\d{1,3}[ \d()-]{7,}",
        r"(?<!\d)0\d{2,4}[ /-]\d{3,4}[ -]?\d{3,4}(?!\d)",  # telephones with an area code
        r"(?<!\d)\d{3} \d{3} \d{4}(?!\d)",  # NHS numbers
        r"(?<!\d)\d{10,18}(?!\d)",
        r"(?<!\d)\d{3}-\d{2}-\d{4}(?!\d)",  # social security numbers
        r"(?<!\d)\d{6}[-+]\d{3}[\da-z](?!\w)",  # Nordic personal numbers
        r"(?<!\d)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-[1-8]\d{6}(?!\d)",  # of Korea
        r"(?<!\d)\d{3}\.\d{3}\.\d{3}-\d\d(?!\d)",  # of Brazil
        r"(?<!\w)[a-z]{6}\d\d[a-z]\d\d[a-z]\d{3}[a-z](?!\w)",  # of Italy
        r"(?<!\w)[a-z]{1,2}\d{6}\([\da]\)",  # of Hong Kong
        r"(?<!\w)[a-ceghj-prstw-z]{2}\d{6}[a-d](?!\w)",  # national insurance of Britain
        r"(?<!\w)[a-z][12]\d{8}(?!\w)",  # of Taiwan
        r"(?<!\w)(?![a-z]+(?:19|20)\d\d)(?:[a-z][1-9]|[a-z]{2})[1-9]\d{6}(?!\w)",  # passports
    )
)
_LABELLED: Final = re.compile(
    r"\b(?:nhs|mrn|dob|d\.o\.b|born|tel|mob|ring|phone)\b\D{0,4}\d[\d/ .-]{3,}"
    r"|(?:住院号|病案号|门诊号|电话|手机|生于)\D{0,3}\d[\d/ .-]{3,}|\b[a-z]{2}\d{6}[a-d]\b",
    re.IGNORECASE,
)
"""Numbers that the word before them tells, and national insurance numbers."""

_NINE_FIGURES: Final = re.compile(r"\d(?:\D{0,2}\d){8}")
"""What all these numbers hold: nine figures near each other."""

_SHORTEST: Final = 9
"""Of the numbers."""

_STREET: Final = (
    "Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Crescent|Cres|Court|Terrace|Gardens|Grove|Square|Sq"
    "|Close|Place|Row|Hill|Park|Mews|Boulevard|Blvd|Highway|Way|Walk"
)
_ADDRESSES: Final = tuple(
    map(
        re.compile,
        (
            r"\b(?!(?i:[gp]\dp))[A-Za-z]{1,2}\d[A-Za-z\d]? ?\d(?!(?i:st|nd|rd|th|yr|hr)\b)"
            r"[ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2}\b",  # of Britain
            r"\b(?!(?i:g\dp))[A-Ya-y]\d[A-Za-z] ?\d[A-Za-z]\d\b",  # of Canada
            r"\b[A-Z]{2},? \d{5}(?:-\d{4})?\b",  # a state of America
            r"\b\d{5} [A-ZÄÖÜ][a-zäöüßéèâ]{2,}(?:[ -][A-Za-zäöüß]+)*",  # of Europe
            r"\b\d{1,5}[A-Za-z]?,? (?:[A-ZÀ-Þ][\w'’-]+ ){1,3}(?:" + _STREET + r")\b\.?",
            r"\b[A-ZÄÖÜ][\wäöüß.-]*(?: ?[Ss]tra(?:ß|ss)e|str\.|weg|platz|gasse|allee) \d+[a-z]?\b",
            r"\b(?:\d{1,4},? (?:[Rr]ue|[Aa]venue|[Bb]oulevard)|Calle|Via|Piazza|Plaza|Rua)"
            r" (?:d[eu]s? |de la |del )?[A-ZÀ-Þ][\w'’-]+",
            r"(?i:\b(?:p\.? ?o\.? box|flat|apt\.?|apartment) ?\d+\w?)",
            r"[一-鿿]{2,12}(?:[路街弄村]|大道|胡同|小区)[一-鿿]{0,4}\d{1,5}[号號弄栋室]",
            r"[一-鿿]{2,7}[省市][一-鿿]{1,7}[市县縣区區镇鎮乡鄉村]|邮编\D{0,2}\d{6}",
        ),
    )
)
"""Post codes, streets with a number, and places within others."""

_SHORTEST_ADDRESS_OF_A_HOUSE: Final = 5
_PLAIN_CODE: Final = re.compile(r"[A-Za-z]*[-_]?\d*")
"""Nearly all codes of patients, of which a registry has many."""

_LOOKED_AT: Final = 3 * _LONGEST_ADDRESS
_LEFT_OUT: Final = "…"
_RECORD_NUMBER: Final = re.compile(r"\b[A-Za-z]{1,4}\d{6,}\b")
_DATE: Final = re.compile(
    r"(?<!\d)(?:(\d{4})[-/.年] ?\d{1,2}[-/.月] ?\d{1,2}日?"
    r"|\d{1,2}[-/.] ?\d{1,2}[-/.] ?(\d{4}|\d\d))(?!\d)"
)
_FIRST_YEAR: Final = 2000
"""Before it lie births sooner than operations."""

_SEVERAL_LEFT_OUT: Final = re.compile(rf"{_LEFT_OUT}(?:[\s,.'’&/-]*{_LEFT_OUT})+")
_SHORT_NUMBER: Final = 3
_FIGURES: Final[Mapping[str, re.Pattern[str]]] = {
    "": re.compile(r"(?!19)\d{4}"),  # which may be the year of her birth
    "number": re.compile(r"\d{4,5}"),
    "date": re.compile(r"\d{4,5}|(?:19|20)\d{4}(?:\d\d)?"),
}
_SHARED: ContextVar[Callable[[], frozenset[str]]] = ContextVar("shared", default=frozenset)


def is_code(words: str) -> bool:
    """A quick look: whether a text can be nothing but the code of a patient."""
    return len(words) < _SHORTEST and _PLAIN_CODE.fullmatch(words) is not None


def is_identifier(words: str) -> bool:
    """Whether a text is nothing but a telephone or identity number, or an address for e-mail."""
    if "@" not in words and len(words) < _SHORTEST:
        return is_address(words)
    said = plain(words)
    is_told = any(pattern.fullmatch(said) for pattern in (_ADDRESS, *_NUMBERS))
    return is_told or is_address(words)


def is_address(words: str) -> bool:
    """Whether a text holds a post code or a street with the number of a house."""
    said = words[:_LOOKED_AT]
    return any(pattern.search(said) for pattern in _worth_an_address(said))


def holds_identifier(words: str) -> bool:
    """Whether a text holds a telephone or identity number, an address for e-mail, a name."""
    said = plain(words)
    is_told = any(pattern.search(said) for pattern in _worth_a_search(said))
    return is_told or is_address(words) or bool(persons_in(words))


def shortened(words: str, longest: int = 40) -> str:
    """A heading on one line, fit for a sentence: cut, and nobody in it can be looked up.

    What a cell says is ``cell_words``.
    """
    return _cut(_line(words), longest)


def headed(words: str) -> str:
    """A heading as a sentence quotes it."""
    return f'"{shortened(words)}"'


def cell_words(words: str, kind: str = "", longest: int = 40) -> str:
    """A cell fit for a sentence, which says where it stands: "…" for all that may be about her.

    What is shown are the words of the dictionary, of medicine and of records, those that resemble
    one, those that several patients share (``sharing``), and short numbers.

    Args:
        words: of the cell.
        kind: "number" or "date" below a heading of these, where longer numbers and old dates are
            what is to be mended.
        longest: in letters.
    """
    patience.go_on()
    line = _line(words)
    if kind != "date" or len(_DATE.findall(line)) > 1:
        line = _DATE.sub(_without_birth_dates, line)
    line = WORD.sub(lambda found: _piece(found[0], _FIGURES.get(kind, _FIGURES[""])), line)
    return _cut(_SEVERAL_LEFT_OUT.sub(_LEFT_OUT, line), longest)


def quoted(words: str, kind: str = "") -> str:
    """A cell as a sentence quotes it; see ``cell_words``."""
    return f'"{cell_words(words, kind)}"'


def tells_all(words: str, kind: str = "") -> bool:
    """Whether nothing has to be left out of a cell."""
    return cell_words(words, kind, len(words) + 1) == " ".join(words.split())


@contextmanager
def sharing(words: Callable[[], frozenset[str]]) -> Iterator[None]:
    """Cells are quoted with these words, in small letters, since several patients share them."""
    before = _SHARED.set(cache(words))
    try:
        yield
    finally:
        _SHARED.reset(before)


def words_in(cell: str) -> set[str]:
    """The words of a cell in small letters, as ``sharing`` takes them."""
    return set(WORD.findall(plain(cell[:_LOOKED_AT])))


def _piece(piece: str, figures: re.Pattern[str]) -> str:
    if piece.isdecimal() and len(piece) > _SHORT_NUMBER:
        return piece if figures.fullmatch(piece) else _LEFT_OUT
    if is_common(piece) or plain(piece) in _SHARED.get()():
        return piece
    is_chinese = "㐀" <= piece[0] <= "鿿"
    return without_strangers(piece, _LEFT_OUT) if is_chinese else _LEFT_OUT


def _without_birth_dates(found: re.Match[str]) -> str:
    year = int(found[1] or found[2])
    is_old = year < _FIRST_YEAR if year > 99 else year > date.today().year % 100
    return _LEFT_OUT if is_old else found[0]


def _line(words: str) -> str:
    line = " ".join(words.split())
    if len(line) > _LOOKED_AT:  # whose end may be half an address
        return _without_persons(line[:_LOOKED_AT])[:-_LONGEST_ADDRESS] + _LEFT_OUT
    return _without_persons(line)


def _cut(line: str, longest: int) -> str:
    return line if len(line) <= longest else line[: longest - 1] + _LEFT_OUT


def sheet_words(name: str) -> str:
    """A sheet as a sentence names it: "sheet Cohort"; see ``sheet_name``."""
    return f"sheet {name}"


def sheet_name(name: str, number: int) -> str:
    """A sheet under its own name, or "no. 2" if that may be somebody's."""
    return name if tells_all(name) else f"no. {number}"


def file_name(filename: str) -> str:
    """The name of a file without what may be somebody's: "… cohort.xlsx"."""
    path = PurePath(filename)
    return cell_words(path.stem, "date", len(filename) + 1) + path.suffix


def _without_persons(line: str) -> str:
    said = plain(line)
    found = [pattern for pattern in _worth_a_search(said) if pattern.search(said)]
    line = unicodedata.normalize("NFKC", visible(line)) if found else line
    for pattern in (*found, *_worth_an_address(line)):
        line = pattern.sub(_LEFT_OUT, line)
    line = _RECORD_NUMBER.sub(_LEFT_OUT, line)
    for person in persons_in(line):
        line = line.replace(person, _LEFT_OUT)
    return line


def _worth_a_search(said: str) -> tuple[re.Pattern[str], ...]:
    """The patterns that the text may match, in the order in which they are left out of it."""
    numbers = _NUMBERS if _NINE_FIGURES.search(said) else ()
    return (_LABELLED, _ADDRESS, *numbers) if "@" in said else (_LABELLED, *numbers)


def _worth_an_address(said: str) -> tuple[re.Pattern[str], ...]:
    is_short = len(said) < _SHORTEST_ADDRESS_OF_A_HOUSE
    if is_short or _PLAIN_CODE.fullmatch(said):
        return ()
    has_figure = any(map(str.isdecimal, said))
    return _ADDRESSES if has_figure and any(map(str.isalpha, said)) else ()
