"""Units as headings and cells name them, and what one is worth in another."""

import re

from ivl.intake.words import plain
from ivl.schema import DAYS_PER_MONTH, Column

_DAY = 24 * 60

_SPELLINGS: dict[str, str] = {
    "years": "years | year | yrs | yr | y | a | yo | y/o | y.o | years old | years of age | 岁 | "
    "周岁 | 年 | 歳 | 세 | 년 | ans | années | años | anni | anos | jahre | jahren | jahr",
    "months": "months | month | mths | mth | mnths | mnth | mons | mon | mos | mo | m | 个月 | "
    "月 | 箇月 | か月 | カ月 | ヶ月 | ヵ月 | "
    "개월 | mois | meses | mesi | monate | monaten | monat",
    "weeks": "weeks | week | wks | wk | w | 周",
    "days": "days | day | d | 天 | 日",
    "h": "hours | hour | hrs | hr | hs | h | 小时 | 时 | stunden | heures | horas",
    "min": "minutes | minute | mins | min | 分钟 | 分",
    "cm": "cm | cms | centimetres | centimeters | 厘米 | 公分",
    "mm": "mm | mms | millimetres | millimeters | 毫米",
    "mL": "ml | mls | cc | ccs | millilitres | milliliters | 毫升",
    "dL": "dl | decilitres | deciliters",
    "L": "l | litre | litres | liter | liters | ltr | ltrs | 升",
    "%": "% | percent | per cent | pct",
    "kg/m²": "kg/m2 | kg/m^2 | kg/m² | kg/㎡ | kg/平方米",
}

_WORTH: tuple[dict[str, float], ...] = (
    {
        "min": 1,
        "h": 60,
        "days": _DAY,
        "weeks": 7 * _DAY,
        "courses": 28 * _DAY,
        "months": DAYS_PER_MONTH * _DAY,
        "years": 12 * DAYS_PER_MONTH * _DAY,
    },
    {"mm": 1, "cm": 10},
    {"mL": 1, "dL": 100, "L": 1000},
    {"%": 1, "share": 100},
    {"kg/m²": 1},
)
"""Units that measure the same thing, each with its worth in the smallest."""

UNITS: dict[str, str] = {
    spelling.strip(): unit
    for unit, spellings in _SPELLINGS.items()
    for spelling in spellings.split("|")
}

_COUNTING = re.compile(
    r"(?<![a-z])(?:cycles?|courses?|doses?|injections?|units?|packs?|bags?|iu|u)(?![a-z])"
    "|疗程|周期|针|支|次|单位|袋"
)
"""What is counted and not measured: how much one of them is, no spreadsheet says."""

_LONGEST_FIRST = tuple(sorted(UNITS, key=len, reverse=True))
_BEFORE_UNIT = " ,_/:.-"


def named(words: str) -> str:
    """The unit that the words name, "" if none: "岁" is years."""
    return UNITS.get(plain(words).removeprefix("in ").rstrip("."), "")


def cut_off(words: str) -> tuple[str, str]:
    """A heading without the unit it ends in, and the unit: "Size/cm", "随访 月"."""
    bare = words.rstrip(".")
    for spelling in _LONGEST_FIRST:
        if bare.endswith(spelling):
            rest = bare.removesuffix(spelling)
            told = rest.removesuffix("in ")
            before = told if told.endswith(tuple(_BEFORE_UNIT)) else rest
            base = before.rstrip(_BEFORE_UNIT)
            is_apart = base != before or spelling == "%" or not base[-1:].isascii()
            if base and is_apart:
                return base, UNITS[spelling]
    return words, ""


def is_mentioned(words: str) -> bool:
    """Whether a unit stands anywhere in a heading or a cell: "Months to recurrence", 随访月数."""
    said = plain(words)
    return any(part in UNITS and part != "a" for part in re.findall("[a-z]+", said)) or bool(
        re.search("[月年天周岁]|小时|分钟|毫|厘|%", said)
    )


def counts(words: str) -> bool:
    """Whether a heading or a cell counts cycles, doses or units: "Courses of GnRH-a", "3个疗程"."""
    return bool(_COUNTING.search(plain(words)))


def fits(unit: str, column: Column) -> bool:
    """Whether numbers in this unit can be turned into the column's own."""
    return column.kind == "number" and _family(unit, column.unit) is not None


def converted(number: float, unit: str, column: Column) -> float:
    """A number in the column's own unit.

    Raises:
        ValueError: if the unit does not fit the column.
    """
    family = _family(unit, column.unit)
    if family is None:
        raise ValueError(f"{column.label} is not measured in {unit}")
    return round(number * family[unit] / family[column.unit], 6)


def _family(unit: str, other: str) -> dict[str, float] | None:
    return next((family for family in _WORTH if unit in family and other in family), None)
