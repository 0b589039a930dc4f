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
_AGE, _SIZE = "age_at_diagnosis", "tumor_size"
_FROM_OPERATION: Final = (CENSORED_FIELD, "time_to_recurrence_months")
_GAP: Final = re.compile(r"(?<=\d)[ '’](?=\d{3}(?!\d))")
_AT_LEAST: Final = re.compile(
    r"^(?:>=?|≥|over |more than |at least |至少|超过|大于|已?满)\s*(.+)$|^(.+?)\s*(?:\+|以上|↑)$"
)
_AT_MOST: Final = re.compile(
    r"^(?:<=?|≤|under |less than |小于|不足)\s*(.+)$|^(.+?)\s*(?:以下|以内|↓)$"
)
_ABOUT: Final = re.compile(
    r"^(?:about|c\.|approx\.?|approximately|circa|ca\.?|nearly|almost|约|大约|大概|将近|接近|近|~|≈)"
    r"\s*(.+)$|^(.+?)\s*(?:左右|上下)$"
)
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
    "失访|失联|lost(?: to follow-?up)?|ltfu|alive|living|存活|健在|dead|died|deceased|死亡|"
    "未复发|无复发|no recurrence|ned|电话(?:随访)?|门诊(?:随访)?|(?:by )?phone"
)
_NOTED: Final = re.compile(
    rf"^(.*?[0-9].*?)(?:\s*\(\s*(?:{_STATES})\s*\)|\s*[,;]\s*(?:{_STATES})|后(?:失访|失联))$"
)
"""What is told of the patient behind her follow-up, and says nothing of how long it was."""

_OF_LOSS: Final = re.compile("失访|失联|lost|ltfu")

_SEX: Final = re.compile(
    r"^(?:女性?|female|f)[\s/,]*(?=\d)|(?<=\d)(岁|y|yo)?[\s/,]*(?:\(\s*)?(?:女性?|female|f)\s*\)?$"
)
"""Beside the age of a woman, and all patients are."""

_LARGEST: Final = re.compile(
    r"^(?:最大径?|(?:最大)?直径|最长径|max\.?(?:imum)?|largest|diameter)\s*[:=]?\s*(?=[约>]?\d)"
    r"|\s*\(\s*(?:最大径?|max\.?(?:imum)?|largest)\s*\)$|\s+(?:max\.?|in diameter|diameter)$"
)
"""Says of a size what is recorded anyway."""

_OF_AREA: Final = re.compile(r"\s*kg/m\^?2$")
_LONGEST: Final = 200
_TWELFTHS: Final = re.compile(r"^(\d{2,3})/12$")
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

Kind = Literal["", "least", "most", "about"]
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


def said_of(cell: Cell, column: Column) -> Loose:
    """The words of a cell as ``numbers`` reads them, for a column of numbers.

    Args:
        cell: as the file holds it; a long text says no number, whatever stands in it.
        column: what the number measures.
    """
    is_number = isinstance(cell, str) and len(cell) <= _LONGEST
    said = _GAP.sub("", plain(str(cell))) if is_number else ""
    said = re.sub(r"(years?|y) old$", r"\1", said.rstrip(".。"))
    said = in_figures(_OF_AREA.sub("", said))
    for field, beside in ((_AGE, _SEX), (_SIZE, _LARGEST)):
        said = beside.sub(r"\g<1>" if field == _AGE else "", said) if column.name == field else said
    noted = _NOTED.match(said) if column.name == CENSORED_FIELD else None
    said = noted[1] if noted else said
    loose = _taken_apart(_of_time(said, column), column)
    return Loose(_of_time(loose.core, column), loose.kind, noted is not None)


def tells_of_loss(cell: Cell) -> bool:
    """Whether a cell of a follow-up says that contact was lost: 12（失访）, "lost"."""
    words = as_text(cell)
    is_noted = _OF_LOSS.search(plain(words)) and said_of(cell, BY_NAME[CENSORED_FIELD]).is_noted
    return bool(is_noted) or is_lost(words)


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
    return _twelfths(said) if column.unit == "months" else said


def _twelfths(said: str) -> str:
    """36/12 as British notes write months; 6/12 may be a day, and 19/12 and 98/12 a month."""
    found = _TWELFTHS.match(said)
    number = int(found[1]) if found else 0
    is_sure = _DAYS_IN_MONTH < number < _EARLIEST_YEAR or number >= _CENTURY
    return f"{number} months" if is_sure else said


def _taken_apart(said: str, column: Column) -> Loose:
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
