"""Numbers in words → figures: 四十五 and forty-five are 45, 一千五 is 1500, 二〇一九 is 2019.

What may be several numbers (两三年 is two or three years) stays as it is.
"""

import re
from typing import Final

_DIGITS: Final = {"零": 0, "〇": 0, "○": 0} | {
    character: number for number, character in enumerate("一二三四五六七八九", 1)
}
_DIGITS_OF_AMOUNTS: Final = _DIGITS | {"两": 2}
_TENS: Final = {"十": 10, "百": 100, "千": 1000}
_TEN_THOUSAND: Final = "万"
_RUN: Final = re.compile("[零〇○一二两三四五六七八九十廿卅百千万]+")
_MIXED: Final = re.compile(
    r"(?<![\d.,])(\d+(?:\.\d+)?)\s*([百千万])(?![\d零一二两三四五六七八九十百千万])"
)
_MAY_BE_ANOTHER: Final = re.compile("[一二三四五六七八九十]+月|[一〇○零]+")
"""March or three months; a dash or a circle."""

_DIGITS_OF_A_YEAR: Final = 4
_TO_NINETEEN: Final = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_BY_TENS: Final = (
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
)  # fmt: skip
_ENGLISH: Final = {word: number for number, word in enumerate(_TO_NINETEEN, 1)} | {
    word: 10 * number for number, word in enumerate(_BY_TENS, 2)
}
_IN_ENGLISH: Final = re.compile(
    rf"\b(?:({'|'.join(_BY_TENS)})(?:[- ]({'|'.join(_TO_NINETEEN[:9])}))?"
    rf"|({'|'.join(_TO_NINETEEN)}))\b"
)


def in_figures(said: str) -> str:
    """Words with every number in figures; "三月", "一" and "○" alone stay as they are."""
    said = _IN_ENGLISH.sub(_english, said)
    if said.isascii() or _MAY_BE_ANOTHER.fullmatch(said):
        return said
    said = _MIXED.sub(_multiplied, said)
    return _RUN.sub(lambda run: _figures(run[0]), said)


def _english(found: re.Match[str]) -> str:
    return str(sum(_ENGLISH[word] for word in found.groups() if word))


def _multiplied(found: re.Match[str]) -> str:
    worth = (_TENS | {_TEN_THOUSAND: 10_000})[found[2]]
    return f"{round(float(found[1]) * worth, 6):.15g}"


def _figures(run: str) -> str:
    """A run of numerals, as it stands if it is no single number."""
    if len(run) == _DIGITS_OF_A_YEAR and all(character in _DIGITS for character in run):
        return "".join(str(_DIGITS[character]) for character in run)
    number = _number(run.replace("廿", "二十").replace("卅", "三十"))
    return run if number is None else str(number)


def _number(run: str) -> int | None:
    many, mark, rest = run.partition(_TEN_THOUSAND)
    if not mark:
        return _below_ten_thousand(run, 1)
    high = _below_ten_thousand(many, 1) if many else None
    low = _below_ten_thousand(rest, 10_000) if rest else 0
    return None if high is None or low is None else high * 10_000 + low


def _below_ten_thousand(run: str, last: int) -> int | None:
    """The number, None if the characters make none.

    Args:
        run: digits and the characters for ten, hundred and thousand.
        last: what the character before the run is worth: 一万二 is 12 000, as 一千五 is 1500.
    """
    total, digit, after_zero = 0, None, False
    for character in run:
        if character in _TENS:
            worth = _TENS[character]
            if 1 < last <= worth or (digit is None and worth > 10) or digit == 0:
                return None
            total, digit, last, after_zero = total + (digit or 1) * worth, None, worth, False
        elif digit is not None:
            return None
        elif _DIGITS_OF_AMOUNTS[character] == 0 and len(run) > 1:
            after_zero = True
        else:
            digit = _DIGITS_OF_AMOUNTS[character]
    if digit is None:
        return None if after_zero else total
    return total + digit * (1 if after_zero or last == 1 else last // 10)
