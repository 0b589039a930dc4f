"""What stands around a number: about, more than, after the operation, and notes behind it.

Only what every reader takes the same way is taken off: 术后3年 is three years, 3年余 is more than
three, and 10余月 may be any number from 10 to 19.
"""

import re
from typing import Final, Literal, NamedTuple

from ivl.intake import units
from ivl.intake.cells import Cell, as_text
from ivl.intake.decimals import NUMBER
from ivl.intake.levels import is_lost
from ivl.intake.numerals import in_figures
from ivl.intake.words import plain
from ivl.schema import BY_NAME, Column

CENSORED_FIELD: Final = "followup_months"
AGE_FIELD: Final = "age_at_diagnosis"
_FROM_OPERATION: Final = (CENSORED_FIELD, "time_to_recurrence_months")
_GAP: Final = re.compile(r"(?<=\d)[ '’](?=\d{3}(?!\d))")
_AT_LEAST: Final = re.compile(
    r"^(?:>=?|≥|over |more than |at least |至少|超过|大于|已?满)\s*(.+)$|^(.+?)\s*(?:\+|以上|↑)$"
)
_AT_MOST: Final = re.compile(
    r"^(?:<=?|≤|under |less than |小于|不足)\s*(.+)$|^(.+?)\s*(?:以下|以内|↓)$"
)
_ABOUT: Final = re.compile(
    r"^(?:about|approx\.?|approximately|circa|ca\.?|c\.|est\.?|estimated|nearly|almost|约|大约|大概|将近|接近|近|~|≈)"
    r"\s*(.+)$|^(.+?)\s*(?:左右|上下)$"
)
_PLUS_WITHIN: Final = re.compile(rf"^({NUMBER})\s?\+\s?([^\W\d]+)$")
_SOMEWHAT_MORE: Final = re.compile(rf"^({NUMBER})\s*([^\d\s余多]*)[余多]$")
_MORE_OF_A_UNIT: Final = re.compile(rf"^({NUMBER})个?[余多]个?([^\d\s余多]*)$")
_LEAST_ROUND: Final = 100
"""From here on an "odd" behind a round amount is small beside it: 500余, and not 10余."""

_BEGINS: Final = "(?=[约满>近]?(?:[0-9]|半[年个月小]))"
_IN_ALL: Final = re.compile(rf"^(?:总共|共计|总计|共|历时){_BEGINS}")
_AFTER_OPERATION: Final = re.compile(
    rf"^术后{_BEGINS}|"
    r"\s*(?:post[- ]?op(?:erative(?:ly)?)?|after (?:surgery|the operation|operation))$"
)
_FOLLOWED: Final = re.compile(rf"^(?:术后)?(?:已|共)?随访(?:时间)?(?:了|共)?{_BEGINS}")
_LATER: Final = re.compile("(?<=[年月周天])后$")
_STATES: Final = (
    "失访|失联|lost(?: to follow-?up)?|ltfu|alive(?: (?:and|&) well)?|(?:doing )?well|living|"
    "存活|健在|dead|died|deceased|死亡|"
    "未复发|无复发|no recurrence|ned|电话(?:随访)?|门诊(?:随访)?|(?:by )?phone"
)
_NOTED: Final = re.compile(
    rf"^(.*?[0-9].*?)(?:\s*\(\s*(?:{_STATES})\s*\)|(?:\s*[,;]\s*|\s+)(?:{_STATES})|后(?:失访|失联))$"
)
"""What is told of the patient behind her follow-up, and says nothing of how long it was."""

_OF_LOSS: Final = re.compile("失访|失联|lost|ltfu")
_HOW_KNOWN: Final = re.compile(
    r"^(.*?[0-9].*?)\s*\((?:est\.?|estimated|approx\.?|approximately|about|约|估计)\)$"
)
_ABOUT_BLOOD: Final = re.compile(r"^(?:ebl|blood loss|出血量?|失血量?)\s*[:=]?\s*(?=\d)")
_ABOUT_SIZE: Final = re.compile(
    r"^(?:(?:the )?(?:largest|max\.?|maximum)(?: diameter| size)?(?: of)?|(?:最大)?直?径|最大)"
    r"\s*[:=]?\s*(?=\d)"
    r"|\s*\((?:largest|max\.?|maximum|最大径?)\)$|\s+(?:max\.?|in diameter|diameter)$"
)
_SAID_OF_IT: Final = {
    "bmi": re.compile(r"\s*kg/(?:m2|m\^2|平方米)$"),
    "mitoses_per_10hpf": re.compile(r"\s*(?:/|per )\s*10\s*hpfs?$"),
    "parity": re.compile(r"^para\s+(?=\d)|(?<=\d)\+\d$"),
}
"""What cells repeat of their heading; 2+1 are two births and a loss."""

_HER_SEX: Final = re.compile(
    r"^(?:f|female|女性?)[\s/,、:]*(?=\d)|(?<=\d)(?P<unit>\s*(?:岁|yo|y/o|y\.o\.?|yrs?|years?|y)?)"
    r"[\s/,、]*\(?(?:f|female|女性?)\)?$"
)
_YEARS_OLD: Final = re.compile(r"y\. ?o\.?$|years of age$")
_AT_THAT_TIME: Final = re.compile(
    r"\s*(?:\(|at )\s*(?:dx|diagnosis|surgery|operation|presentation)\)?$"
)
_OF_AREA: Final = re.compile(r"\s*kg/m\^?2$")
_LONGEST: Final = 200
_FRACTIONS: Final = {"½": ".5", "¼": ".25", "¾": ".75"}
_WRITTEN_FRACTION: Final = re.compile(r"(\d*)\s?([½¼¾])")
_PARTS_OF: Final = {"12": "months", "52": "weeks", "7": "days"}
_BRITISH: Final = re.compile(r"^(?:(\d{1,2})\s*y(?:(?:ea)?rs?)?\s*)?(\d{1,3})/(12|52|7)$")
"""36/12 are months, 3/52 weeks and 10/7 days in British notes; 6/12 may be a day as well."""

_DAYS_IN_MONTH, _EARLIEST_YEAR, _CENTURY = 31, 80, 100
_HOURS_AND_MINUTES: Final = re.compile(r"^(\d+)\s*(?:hrs?|h|个?小时|时)\s*([0-5]\d)['’]?$")
_HALVES: Final = (
    (re.compile(r"(?<=[年月])\s*[零又]\s*(?=\d)"), ""),
    (re.compile("(?<=[0-9])个(?=小时)"), ""),
    (re.compile("^半年"), "6个月"),
    (re.compile("^半个?月"), "0.5个月"),
    (re.compile("^半个?小时"), "0.5小时"),
    (re.compile("年半$"), "年6个月"),
    (re.compile(r"(?<![\d.])(\d+)个半(月|小时)"), r"\1.5\2"),
    (re.compile(r"(?<![\d.])(\d+)小时半$"), r"\1.5小时"),
)

_BARE: Final = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?").fullmatch

Kind = Literal["", "least", "most", "about", "british"]
_KINDS: Final[tuple[tuple[re.Pattern[str], Kind], ...]] = (
    (_AT_LEAST, "least"),
    (_AT_MOST, "most"),
    (_ABOUT, "about"),
)


class Loose(NamedTuple):
    """A number, with what stands around it taken off."""

    core: str
    kind: Kind = ""
    """How near the number is to what is meant; "" for a plain number."""

    is_noted: bool = False
    """A note behind it was taken off."""


def is_alone(cell: Cell) -> bool:
    """Whether nothing stands around a number, as in most cells of a text file."""
    return isinstance(cell, str) and _BARE(cell) is not None


def said_of(cell: Cell, column: Column) -> Loose:
    """The words of a cell as ``numbers`` reads them, for a column of numbers.

    Args:
        cell: as the file holds it; a long text says no number, whatever stands in it.
        column: what the number measures.
    """
    if is_alone(cell):
        return Loose(str(cell))
    is_number = isinstance(cell, str) and len(cell) <= _LONGEST
    whole = _WRITTEN_FRACTION.sub(_in_decimals, str(cell)) if is_number else ""
    said = _GAP.sub("", plain(whole))
    said = re.sub(
        r"[ -](years?|y)[ -]old$",
        r" \1",
        re.sub(r"(years?|y) old$", r"\1", said.rstrip(".。")),
    )
    said = _of_the_field(in_figures(_OF_AREA.sub("", said)), column)
    noted = _NOTED.match(said) if column.name == CENSORED_FIELD else None
    said = noted[1] if noted else said
    loose = _taken_apart(_of_time(said, column), column)
    return Loose(_of_time(loose.core, column), loose.kind, noted is not None)


def tells_of_loss(cell: Cell) -> bool:
    """Whether a cell of a follow-up says that contact was lost: 12（失访）, "lost"."""
    words = as_text(cell)
    is_noted = _OF_LOSS.search(plain(words)) and said_of(cell, BY_NAME[CENSORED_FIELD]).is_noted
    return bool(is_noted) or is_lost(words)


def _in_decimals(found: re.Match[str]) -> str:
    return (found[1] or "0") + _FRACTIONS[found[2]]


def _of_the_field(said: str, column: Column) -> str:
    """Without what only repeats the heading: her sex beside her age, EBL before the blood loss."""
    if column.name == AGE_FIELD:
        bare = _AT_THAT_TIME.sub("", _HER_SEX.sub(lambda sex: sex["unit"] or "", said)).strip()
        return _YEARS_OLD.sub("yo", bare)
    if column.unit == "mL":
        return _ABOUT_BLOOD.sub("", _HOW_KNOWN.sub(r"about \1", said))
    if column.unit in ("cm", "mm"):
        return _ABOUT_SIZE.sub("", said)
    if column.name in _SAID_OF_IT:
        return _SAID_OF_IT[column.name].sub("", said)
    return said


def _of_time(said: str, column: Column) -> str:
    """A time in figures: half a year in months, and nothing of what it is counted from."""
    if not units.fits("years", column):
        return said
    said = _IN_ALL.sub("", said)
    if column.name in _FROM_OPERATION:
        said = _AFTER_OPERATION.sub("", said)
    if column.name == CENSORED_FIELD:
        said = _FOLLOWED.sub("", said)
    elif column.name in _FROM_OPERATION:
        said = _LATER.sub("", said)
    for pattern, told in _HALVES:
        said = pattern.sub(told, said)
    if column.unit in ("min", "h"):
        return _HOURS_AND_MINUTES.sub(r"\1h\2min", said)
    return said


def _british(said: str, column: Column) -> Loose | None:
    """36/12, 3/52 and 1yr 6/12 as British notes write times; 98/12 may be December 1998."""
    found = _BRITISH.match(said)
    if not found or column.unit not in ("months", "days"):
        return None
    years, number, unit = found[1], int(found[2]), _PARTS_OF[found[3]]
    if years:
        return Loose(f"{years} years {number} {unit}")
    if unit == "weeks" or (unit == "months" and (number >= _CENTURY or _is_no_day(number))):
        return Loose(f"{number} {unit}")
    is_meant = number <= _DAYS_IN_MONTH and unit == (
        "months" if column.unit == "months" else "days"
    )
    return Loose(f"{number} {unit}", "british") if is_meant else None


def _is_no_day(number: int) -> bool:
    return _DAYS_IN_MONTH < number < _EARLIEST_YEAR


def _taken_apart(said: str, column: Column) -> Loose:
    said = _PLUS_WITHIN.sub(r"\1\2+", said)
    if british := _british(said, column):
        return british
    for pattern, kind in _KINDS:
        if found := pattern.match(said):
            return Loose(found[1] or found[2], kind)
    return _with_more(said, column) or Loose(said)


def _with_more(said: str, column: Column) -> Loose | None:
    """3年余, 36月余, 500余ml: somewhat more than the number says."""
    if found := _SOMEWHAT_MORE.match(said):
        number, named = found[1], found[2]
        core, is_within = number + named, True
    elif found := _MORE_OF_A_UNIT.match(said):
        number, named = found[1], found[2]
        core, is_within = number + named, not number.endswith("0")
    else:
        return None
    if column.name == CENSORED_FIELD:
        return Loose(core, "least")
    if column.unit == "mL":
        is_small = number.isdigit() and int(number) >= _LEAST_ROUND
        return Loose(core, "about") if is_small else None
    unit = units.named(named)
    if not is_within or not unit or not units.fits(unit, column):
        return None
    is_small = units.converted(1, unit, column) <= 1
    return Loose(core, "about" if is_small else "least")
