"""Years that are not counted from the birth of Christ: of Taiwan, of Japan, of Buddha."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from ivl.intake.cells import Cell, as_text
from ivl.intake.words import plain

_OF_AN_ERA: Final = re.compile(
    r"^(民[国國]|令和|平成|昭和|[hr](?=\d+\.))\s*(\d{1,3}|元)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]"
    r"\s*(\d{1,2})\s*日?$"
)
_ERAS: Final = {
    "民国": (date(1912, 1, 1), date.max),
    "令和": (date(2019, 5, 1), date.max),
    "平成": (date(1989, 1, 8), date(2019, 4, 30)),
    "昭和": (date(1926, 12, 25), date(1989, 1, 7)),
}
"""First and last day of the years that Taiwan and Japan count from a new beginning."""

_SAME_ERA: Final = {"民國": "民国", "r": "令和", "h": "平成"}
_OF_TAIWAN: Final = re.compile(
    r"(1[0-4]\d)(?:\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?|(\d\d)(\d\d))"
)
_YEAR_OF_TAIWAN: Final = 1911
_YEAR_OF_BUDDHA: Final = 543
_FIRST: Final = 1990


def of_an_era(said: str) -> date | None:
    """民国108年3月5日 and 令和元年5月3日; no date that its era does not hold."""
    found = _OF_AN_ERA.match(said)
    if not found:
        return None
    first, last = _ERAS[_SAME_ERA.get(found[1], found[1])]
    year = first.year - 1 + (1 if found[2] == "元" else int(found[2]))
    day = _day(year, found[3], found[4])
    return day if day is not None and first <= day <= last else None


def of_taiwan(said: str) -> date | None:
    """108/5/3 and 1080503: no day and no month has three figures."""
    found = _OF_TAIWAN.fullmatch(said)
    if not found:
        return None
    year = _YEAR_OF_TAIWAN + int(found[1])
    day = _day(year, found[2] or found[4], found[3] or found[5])
    return day if day is not None and day <= date.today() else None


def count_as_taiwan(cells: Iterable[Cell]) -> bool:
    """Whether any date of a column counts its years from 1912."""
    words = (plain(as_text(cell)) for cell in cells if isinstance(cell, str))
    return any(said.startswith(("民国", "民國")) or of_taiwan(said) for said in words)


def of_buddha(year: int) -> int | None:
    """The year that Thailand calls 2562; None for one that it would not be treated in yet."""
    common = year - _YEAR_OF_BUDDHA
    return common if _FIRST <= common <= date.today().year else None


def _day(year: int, month: str, day: str) -> date | None:
    try:
        return date(year, int(month), int(day))
    except ValueError:
        return None
