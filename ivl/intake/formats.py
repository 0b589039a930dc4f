"""What a number format adds to a number: the user sees 0012, 36个月, 5% or Mar 2019.

The cell behind these holds 12, 36, 0.05 and the first of March. Readers of cells hand on the
number alone, and with it go the unit, the zeros of a code and the fact that no day was given.
"""

import operator
import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Final, Literal

BUILT_IN: Final = {9: "0%", 10: "0.00%", 17: "mmm-yy", 57: 'yyyy"年"m"月"'}
"""Formats that files name by their number alone, as far as they add something."""

_ASIDE: Final = re.compile(r'("[^"]*"|\\.)|\[[^\]]*\]|_.|\*.')
"""Colours, locales and conditions; the width of a character; a character that fills the cell.
What stands in quotes, in the first group, is none of these."""

_TOKEN: Final = re.compile(r'"([^"]*)"|\\(.)|(General)|([0#?.,]+)|(.)', re.IGNORECASE | re.DOTALL)
_CONDITION: Final = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]")
_COMPARED: Final = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
    "=": operator.eq, "<>": operator.ne,
}  # fmt: skip
_LIMITS: Final = "<>≤≥~≈±?*†‡"
"""Signs that make another number of one, or cast doubt on it."""

_FRACTION: Final = re.compile(r"(?:[0#?]+ +)?[0#?]+ ?/ ?[0#?\d]+")


@dataclass(frozen=True)
class Format:
    """What is shown beside the digits of a number."""

    before: str = ""
    after: str = ""
    n_digits: int = 1
    """With zeros in front if the number has fewer."""

    is_percent: bool = False
    finest: Literal["", "year", "month"] = ""
    """Of a date that shows no day."""

    is_words: bool = False
    """Shows the words alone: ``[=1]"yes";[=2]"no"``."""


@lru_cache(maxsize=1_000)
def tells(code: str) -> bool:
    """Whether a format adds something to any number or takes the day from a date."""
    return any(_understood(section) for section in _sections(code)) or _text("x", code) != "x"


def as_shown(value: object, code: str) -> object:
    """A number as text with what its format adds, not rounded; other values as they are.

    A date that shows a month alone loses its day only where that is the first, which Excel
    puts in by itself. A text has a section of its own, ``@" (no)"``.

    Args:
        value: as the cell holds it.
        code: its format as workbooks write it, such as ``0"个月"``.
    """
    if isinstance(value, date):
        given = _understood(_sections(code)[0])
        return _without_day(value, given) if given else value
    if isinstance(value, str):
        return _text(value, code)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    given = _understood(_section_for(value, code))
    if given is None or given.finest:
        return value
    if given.is_words:
        return given.before
    if given.is_percent:
        return f"{given.before}{100 * value:.10g}%{given.after}"
    digits = f"{value:.15g}"
    if value >= 0 and value == int(value):
        digits = digits.zfill(given.n_digits)
    return f"{given.before}{digits}{given.after}"


@lru_cache(maxsize=1_000)
def may_hide(code: str) -> bool:
    """Whether a format shows some values as an empty cell: ";;;", "0;-0;;@"."""
    return ";" in code and any(hides(value, code) for value in (1, -1, 0, "text"))


def hides(value: object, code: str) -> bool:
    """Whether a format shows a value as an empty cell.

    Args:
        value: as the cell holds it.
        code: its format as workbooks write it.
    """
    # Letters in place of words, so that only the semicolons between sections are left.
    bare = re.sub(r'"([^"]*)"|\\.', _masked, code)
    sections = [section.strip() for section in bare.split(";")]
    if any(_CONDITION.search(section) for section in sections):
        return False
    if isinstance(value, str):
        return len(sections) > 3 and not sections[3]
    if isinstance(value, bool) or not isinstance(value, int | float):
        return not sections[0]
    place = 0 if value > 0 else 1 if value < 0 else 2
    return not _bare(sections[place if place < len(sections) else 0])


def _masked(found: re.Match[str]) -> str:
    return "x" * len("x" if found[1] is None else found[1].strip())


def _bare(section: str) -> str:
    return _ASIDE.sub(lambda found: found[1] or "", section)


def _text(words: str, code: str) -> str:
    """A text as its section shows it; without one of its own it is shown as it is."""
    last = _sections(code)[-1]
    tokens = _TOKEN.findall(_bare(last))
    has_place = any(other == "@" or general for _, _, general, _, other in tokens)
    if not has_place and len(_sections(code)) < 4:
        return words
    beside = "".join(quoted or escaped for quoted, escaped, *_ in tokens)
    if not _said(beside) and "+" not in beside:
        return words
    return "".join(
        quoted or escaped or (words if general or other == "@" else other)
        for quoted, escaped, general, _, other in tokens
    )


@lru_cache(maxsize=1_000)
def _understood(section: str) -> Format | None:
    """What a section adds, None if it shows a number or a day as such."""
    if "@" in section:
        return None
    words, cores, is_percent = ["", ""], [], False
    for quoted, escaped, general, digits, other in _TOKEN.findall(
        _FRACTION.sub("0", _bare(section))
    ):
        if digits or general:
            cores.append(digits or "0")
        elif other == "%":  # in quotes it is a mere word, which multiplies nothing
            is_percent = True
        elif quoted or escaped or not other.isalpha():
            words[bool(cores)] += quoted or escaped or other
        else:
            return _of_date(section)
    before, after = map(_said, words)
    if "+" in words[1]:
        after = words[1]  # "36+", at least; before a number a plus says nothing
    n_digits = len(cores[0]) if cores and re.fullmatch("0+", cores[0]) else 1
    if len(cores) > 1 or not (before or after or (cores and (is_percent or n_digits > 1))):
        return None
    return Format(before, after, n_digits, is_percent, is_words=not cores)


@lru_cache(maxsize=1_000)
def _sections(code: str) -> list[str]:
    """ "positive;negative;zero;text", a semicolon in quotes being no border."""
    return re.findall(r'(?:"[^"]*"|\\.|[^;"\\])+|(?<=;)(?=;|$)', code) or [code]


def _section_for(value: float, code: str) -> str:
    """The section that shows a number; the signs of negative ones are left to the number."""
    sections = _sections(code)
    if not any(_CONDITION.search(section) for section in sections):
        return sections[2] if value == 0 and len(sections) > 2 else sections[0]
    for section in sections:
        found = _CONDITION.search(section)
        if not found or _COMPARED[found[1]](value, float(found[2])):
            return section
    return ""


def _said(words: str) -> str:
    """Words and limits; brackets, dashes and currencies add nothing to a measurement."""
    return words if any(sign.isalnum() or sign in _LIMITS for sign in words) else ""


def _of_date(code: str) -> Format | None:
    letters = {letter.lower() for *_, letter in _TOKEN.findall(_bare(code)) if letter}
    if "y" not in letters or letters & set("dhs"):
        return None
    return Format(finest="month" if "m" in letters else "year")


def _without_day(value: date, given: Format) -> object:
    is_midnight = not isinstance(value, datetime) or value.time() == datetime.min.time()
    if value.day != 1 or not is_midnight:
        return value
    if given.finest == "month":
        return f"{value:%Y-%m}"
    return f"{value:%Y}" if given.finest == "year" and value.month == 1 else value
