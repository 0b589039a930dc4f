"""Dates as people type them: 2019-03-05, 2019年3月5日, 6/05/15, 5 Mar 2019, 43529.

Whether 3/4/2019 is in March or in April, the other cells of its column prove, or else the
owner of the file is asked.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final, Literal

import pandas as pd

from ivl.intake import eras
from ivl.intake.cells import Cell, as_text
from ivl.intake.levels import is_unknown_mark
from ivl.intake.month_names import month_number, without_week_day
from ivl.intake.numerals import in_figures
from ivl.intake.personal import cell_words, quoted
from ivl.intake.reading import UNKNOWN_READING, Reading, not_understood
from ivl.intake.words import plain

Order = Literal["DMY", "MDY", "YMD"]
ORDERS: Final[tuple[Order, ...]] = ("DMY", "MDY", "YMD")
ORDER_WORDS: Final[dict[str, str]] = {
    "DMY": "day before month",
    "MDY": "month before day",
    "YMD": "year, month, day",
}
EARLIEST: Final = pd.Timestamp(1950, 1, 1)
MID_MONTH: Final = 15
HALF_A_MONTH_OFF: Final = "Times from this date may be half a month off"

_MONTHS_IN_YEAR: Final = 12
_SHORT_YEAR_DIGITS: Final = 2
_EXCEL_ZERO: Final = datetime(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 18264, 73050  # 1950 to 2099
_TIME: Final = re.compile(
    r"(?:[t ]\s*|(?<=[日号])|(?<=\d{4}):)\d{1,2}(?::\d{2}(:\d{2}(\.\d+)?)?|[时点](\d{1,2}分)?)"
    r"\s*(z|am|pm|[+-]\d{2}:?\d{2})?$"
)
_BESIDE: Final = re.compile(
    r"\s*(?:\(\s*(?:急诊|择期|emergency|elective|(?:周|星期)[一二三四五六日天]|"
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)\s*\)|"
    "(?:凌晨|早上|上午|中午|下午|晚上?))$"
)
"""The part of the day, the day of the week, or the kind of admission, beside a date."""

_YEAR_FIRST: Final = re.compile(
    r"^(\d{4})(?:\s*[-/.年,]\s*| )(\d{1,2})(?:\s*[-/.月,]\s*| )(\d{1,2})\s*[日号]?\.?$"
)
_SHORT_YEAR: Final = re.compile(r"^(\d{2})年(\d{1,2})月(\d{1,2})[日号]?$")
_COMPACT: Final = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_SIX_FIGURES: Final = re.compile(r"^(\d{2})(\d{2})(\d{2})$")
_COMPACT_MONTH: Final = re.compile(r"^((?:19[5-9]|20\d)\d)(0[1-9]|1[0-2])$")
_MONTH_ONLY: Final = re.compile(r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?(?:份)?$")
_MONTH_YEAR: Final = re.compile(r"^(\d{1,2})\s*[-/.]\s*(\d{4})$")
_THREE: Final = re.compile(r"^(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2}|\d{4})$")
_NAMED_MONTH: Final = re.compile(
    r"^(?:(\d{1,2})(?:st|nd|rd|th|er|º)?[\s./-]*)?([^\W\d_]{3,10})\.?[\s,/-]*"
    r"(?:(\d{1,2})(?:st|nd|rd|th)?,?[\s-]+)?(\d{4}|\d{2})$"
)
_OF_BUDDHA: Final = re.compile(r"(?<!\d)25[3-9]\d(?!\d)")
_ISO: Final = re.compile("[12][0-9]{3}-[0-9]{2}-[0-9]{2}")


def read_date(cell: Cell, order: Order | None = None) -> Reading:
    """The date in a cell.

    Args:
        cell: as the file holds it.
        order: how to read dates of three short numbers; None leaves those that need it unread.
    """
    words = as_text(cell)
    if isinstance(cell, datetime):
        day = _day(cell.year, cell.month, cell.day)
        return not_understood(cell_words(words, "date"), "a date") if day is None else Reading(day)
    # 2019.1 may be in January or October.
    if isinstance(cell, float) and ((found := _serial(cell)) or cell % 1):
        return found or not_understood(cell_words(words, "date"), "a date")
    if is_unknown_mark(words):
        return UNKNOWN_READING
    if not isinstance(cell, str | float):
        return not_understood(cell_words(words, "date"), "a date")
    said = _day_said(words)
    if _COMPACT_MONTH.match(said) and _six_figures(said):
        return Reading(what=f"{quoted(words, 'date')} may be a month or a day")
    return (
        _unmistakable(said, words)
        or _short(said, words, order)
        or not_understood(cell_words(words, "date"), "a date")
    )


def _day_said(words: str) -> str:
    """In figures, and without a time or a note beside the day."""
    if _ISO.fullmatch(words):  # nothing but the day, as programs write it
        return words
    without_note = _BESIDE.sub("", without_week_day(plain(words)))
    return in_figures(_BESIDE.sub("", _TIME.sub("", without_note)))


def possible_orders(cells: Iterable[Cell]) -> tuple[Order, ...]:
    """The orders under which every short date of a column is a date; none if they contradict."""
    short = [readings for cell in cells if (readings := short_date(cell))]
    return tuple(order for order in ORDERS if all(order in readings for readings in short))


def turns_days(cells: Iterable[Cell]) -> str:
    """A date such as 2019-13-04, whose day stands in the month's place; "" if there is none."""
    found = (
        (as_text(cell), _YEAR_FIRST.match(plain(cell))) for cell in cells if isinstance(cell, str)
    )
    return next(
        (
            words
            for words, date in found
            if date and int(date[2]) > _MONTHS_IN_YEAR >= int(date[3]) > 0 and int(date[2]) < 32
        ),
        "",
    )


def looks_swapped(cells: Iterable[Cell]) -> bool:
    """Whether Excel turned into dates what it could read month first, and left the rest as text.

    Then every real date has a day up to 12, and the texts have later ones.
    """
    cells = list(cells)
    dates = [cell for cell in cells if isinstance(cell, datetime)]
    left = [readings for cell in cells if (readings := short_date(cell))]
    return (
        len(dates) > 1
        and bool(left)
        and all(date.day <= _MONTHS_IN_YEAR for date in dates)
        and all(set(readings) == {"DMY"} for readings in left)
    )


def short_date(cell: Cell) -> dict[Order, pd.Timestamp]:
    """The days that a date of three short numbers can mean, by order; empty for other cells."""
    said = _day_said(as_text(cell)) if isinstance(cell, str | float) else ""
    found = _THREE.match(said)
    if not found and not _COMPACT_MONTH.match(said):
        return _six_figures(said)
    return _in_orders(found[1], found[2], found[3]) if found else {}


def _six_figures(said: str) -> dict[Order, pd.Timestamp]:
    """The days that 190503 can mean."""
    found = _SIX_FIGURES.match(said)
    return _in_orders(found[1], found[2], found[3]) if found else {}


def _in_orders(one: str, two: str, three: str) -> dict[Order, pd.Timestamp]:
    written: dict[Order, tuple[str, str, str]] = {
        "DMY": (three, two, one),
        "MDY": (three, one, two),
        "YMD": (one, two, three),
    }
    days = {order: _day_of(*parts) for order, parts in written.items()}
    first = EARLIEST if len(three) == _SHORT_YEAR_DIGITS else pd.Timestamp.min
    return {order: day for order, day in days.items() if day is not None and day >= first}


def _as_counted(day: pd.Timestamp, said: str, words: str) -> Reading:
    return _counted_elsewhere(day, words, "Thailand") if _OF_BUDDHA.search(said) else Reading(day)


def _counted_elsewhere(day: pd.Timestamp, words: str, country: str) -> Reading:
    return Reading(
        day,
        f"{quoted(words, 'date')} was read as {day:%Y-%m-%d}",
        f"So {country} counts years",
        "If the year is a slip, correct the cell and upload again",
    )


def _day_of(year: str, month: str, day: str) -> pd.Timestamp | None:
    is_year = len(year) in (2, 4) and len(day) < 3
    return _day(_year(year), int(month), int(day)) if is_year else None


def _short(said: str, words: str, order: Order | None) -> Reading | None:
    readings = short_date(said)
    if not readings:
        return None
    if order in readings:
        return _as_counted(readings[order], said, words)
    if len(set(readings.values())) == 1:
        return _as_counted(next(iter(readings.values())), said, words)
    return Reading(what=f"{quoted(words, 'date')} can be read in more than one way")


def _unmistakable(said: str, words: str) -> Reading | None:
    for pattern in (_YEAR_FIRST, _COMPACT):
        if found := pattern.match(said):
            day = _day(_year(found[1]), int(found[2]), int(found[3]))
            return None if day is None else _as_counted(day, said, words)
    if found := _SHORT_YEAR.match(said):
        return _of_this_century(*(int(found[part]) for part in (1, 2, 3)))
    if day := eras.of_an_era(said):
        return Reading(pd.Timestamp(day))
    if day := eras.of_taiwan(said):
        return _counted_elsewhere(pd.Timestamp(day), words, "Taiwan")
    if re.fullmatch(r"\d{5}", said):
        return _serial(float(said))
    if found := _MONTH_ONLY.match(said):
        return _mid_month(int(found[1]), int(found[2]), words)
    if (found := _COMPACT_MONTH.match(said)) and not _six_figures(said):
        return _mid_month(int(found[1]), int(found[2]), words)
    if found := _MONTH_YEAR.match(said):
        return _mid_month(int(found[2]), int(found[1]), words)
    return _named_month(said, words)


def _of_this_century(year: int, month: int, day: int) -> Reading | None:
    """19年3月5日 is in 2019; 98年3月5日 may be in 1998, or in 2009 as Taiwan counts."""
    this_century = date.today().year // 100 * 100
    found = _day(this_century + year, month, day)
    return Reading(found) if found is not None and found.date() <= date.today() else None


def _named_month(said: str, words: str) -> Reading | None:
    found = _NAMED_MONTH.match(said)
    month = month_number(found[2]) if found else None
    if not found or month is None or (found[1] and found[3]):
        return None
    day_of_month = found[1] or found[3]
    if not day_of_month:
        return _mid_month(_year(found[4]), month, words)
    day = _day(_year(found[4]), month, int(day_of_month))
    return Reading(day) if day is not None else None


def _mid_month(year: int, month: int, words: str) -> Reading | None:
    day = _day(year, month, MID_MONTH)
    if day is None:
        return None
    return Reading(
        day,
        f"{quoted(words, 'date')} names no day; {day:%Y-%m-%d} was used",
        HALF_A_MONTH_OFF,
        "Enter the day if it is known",
        is_month=True,
    )


def _serial(number: float) -> Reading | None:
    """Days since 1900 as Excel counts them, for cells that lost their date format."""
    if not _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return _compact_number(number)
    return Reading(pd.Timestamp((_EXCEL_ZERO + timedelta(days=int(number))).date()))


def _compact_number(number: float) -> Reading | None:
    found = _COMPACT.match(f"{number:.15g}")
    day = _day(int(found[1]), int(found[2]), int(found[3])) if found else None
    return Reading(day) if day is not None else None


def _day(year: int, month: int, day: int) -> pd.Timestamp | None:
    try:
        return pd.Timestamp(date(year, month, day)) if 1900 <= year <= 2100 else None
    except ValueError:
        return None


def _year(digits: str) -> int:
    """Two digits are the latest such year that is not yet to come; 2562 is 2019 in Thailand."""
    if len(digits) == 4:
        return eras.of_buddha(int(digits)) or int(digits)
    this_year = date.today().year
    year = this_year - this_year % 100 + int(digits)
    return year if year <= this_year else year - 100
