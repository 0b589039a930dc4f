"""Names of months in the languages of hospitals, whole and shortened, and words beside dates."""

import re
from typing import Final

_NAMES: Final = (
    "january januar jänner janvier enero gennaio janeiro januari января",
    "february februar feber février fevrier febrero febbraio fevereiro februari февраля",
    "march märz maerz mars marzo março marco maart mrz mrt марта",
    "april avril abril aprile апреля",
    "may mai mayo maggio maio mei мая",
    "june juni juin junio giugno junho июня",
    "july juli juillet julio luglio julho июля",
    "august août aout agosto augustus августа",
    "september septembre septiembre setiembre settembre setembro сентября",
    "october oktober octobre octubre ottobre outubro октября",
    "november novembre noviembre novembro ноября",
    "december dezember décembre decembre diciembre dicembre dezembro декабря",
)
_SHORT: Final = {"sept": 9, "janv": 1, "févr": 2, "juil": 7, "juin": 6, "juli": 7}
_WHOLE: Final = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
_BY_THREE: Final = {name[:3]: number for name, number in _WHOLE.items() if name[:3] not in "juin"}
"""Three letters tell a month in each of these languages, but for the French "jui"."""

_DAY_OF_WEEK: Final = re.compile(
    r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]?\s*"
    r"|\s*(?:星期|周|週|礼拜)[一二三四五六日天]$"
)
_OF: Final = re.compile(r"(?<=\s)(?:de|del|do|di)\s+|\bg\.?$|\s+г\.?$")
_KOREAN: Final = str.maketrans("년월일", "年月日")


def month_number(name: str) -> int | None:
    """1 to 12 by the name of a month in small letters, or the first letters of it."""
    return (_BY_THREE | _WHOLE | _SHORT).get(name)


def without_week_day(said: str) -> str:
    """A date in small letters without the day of the week, and "of" before month and year."""
    said = _OF.sub("", _DAY_OF_WEEK.sub("", said))
    return re.sub(r"(?<=[年月])\s+", "", said.translate(_KOREAN)) if not said.isascii() else said
