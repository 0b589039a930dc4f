"""What people put before and behind the name of a field: "Date of last …", "Type of …", "… done".

Nothing here knows a field. Each function takes away one kind of wrapping and gives the words
that are left, "" if the heading has none of that kind; ``headings`` looks these up.
"""

import re
from typing import Final

from ivl.intake.phrasing import ordered
from ivl.intake.units import UNITS

_SEEN: Final = (
    "(?:(?:followup|opd|op|clinic|outpatient|hospital|routine|telephone|phone|gynecologic) )*"
    "(?:followup|visit|review|reviewed|contact|contacted|clinic|opd|attended|attendance|seen"
    "|known alive|alive|consultation|check|checkup|check up|encounter|assessment|assessed"
    "|examination|exam)"
)
_LAST: Final = "(?:last|latest|most recent|final)"
_LAST_CONTACT: Final = re.compile(
    rf"^(?:date (?:on )?(?:when )?)?{_LAST}(?: date)? {_SEEN}(?: (?:date|on))?$"
    r"|^末次(?:门诊|电话|术后)?(?:随访|复查|复诊|就诊|联系|门诊|回访|访视)+(?:的?日期|时间|日|年月)?$"
)
_AT_LAST: Final = re.compile(
    rf"^(.+?) (?:(?:{_LAST}|end) )?(?:followup|visit|review|contact|seen|clinic)$"
)
_THEN: Final = re.compile(r"\b(?:at|on|last|latest|final)\b|@")
_NOW: Final = re.compile(
    rf"^(?:{_LAST}|current|present|(?:末次随访|末次|目前|最终|当前|现在?)(?:时的?)?) ?(.+)$"
)
_TYPE_OF: Final = re.compile(
    r"^(?:types?|kind|nature|details?|description|mode|name) (.+)$"
    r"|^(.+?) (?:types?|details?|description|done|performed|undertaken|given|received|category"
    r"|specify|if any)$"
    r"|^(?:具体|主要|所行)(.+)$|^(.+?(?:治疗|用药))方案$"
    r"|^(.+?)(?:方式|类型|名称|描述|内容|详情|种类|明细)$"
)
_DATED: Final = re.compile(
    r"^(?:when )?(.+?) on$|^when (.+)$"
    r"|^date (.+?)(?: (?:detected|found|diagnosed|confirmed|noted))?$"
    r"|^date([a-z]{2,})$|^([a-z]{2,})(?:date|dt)$"
)
_AS_NOUN: Final = {"operated": "surgery", "recurred": "recurrence", "relapsed": "recurrence",
                   "died": "death", "deceased": "death"}  # fmt: skip
_BOX: Final = re.compile(
    r"^(symptoms?|symp?t?|sx|complications?|compl?|cx|adjuvant(?: therapy)?|adj)"
    r"[\s_.:\[({-]+([^()\[\]]+?)[\])}]?$"
)
_BOX_BEHIND: Final = re.compile(
    r"^(.+?)[\s_]+(?:\(symptoms?\)|(?:at|on)[\s_](?:presentation|admission|diagnosis|dx|entry|baseline))$"
)
_QUESTIONS: Final = {"s": "symptoms", "c": "complications", "a": "adjuvant therapy"}
_BETWEEN_ANSWERS: Final = re.compile(r"\s*(?:[/|、,;]|\b(?:or|vs|versus)\b\.?|或)\s*")
_INITIALS: Final = re.compile(r"^(.+?)[\s(\[_:-]+([a-z])\s*[/|]\s*([a-z])[)\]]?$")
_RANGE: Final = re.compile(r"(?:[ivx]+|\d) ?(?:-|–|~|to|至) ?(?:[ivx]+|\d)")
_ASKS_FOR_ALL: Final = re.compile(
    "all|any|main|multiple|list|specify|please specify|describe|free text|highest|maximum|max|type"
    "|if any|tick all that apply|可多选|多选|请注明|全部|最高|具体"
)
_FROM_SURGERY: Final = re.compile(
    r"[ ,]*\b(?:post-? ?op(?:erative(?:ly)?)?"
    r"|(?:after|from|since|post) (?:surgery|op|operation))$|^术后"
)
_EARLIER: Final = re.compile(r"\b(?:previous|history|earlier|old|past)\b|^(?:既往|曾行?)|病?史$")
_TIME_TO: Final = re.compile(r"^(?:time|tm|ti|tt?)[ _.-]*(?:to|2)?[ _.-]*([^\W\d].*)$")
_TIME_BEHIND: Final = re.compile(
    r"^(.+?)[ _.-]*(t|tm|ti|time|months?|mths?|mos?|years?|yrs?|days?)$"
)
_BEFORE_SURGERY: Final = re.compile(r"\b(?:pre|preoperative|before|neo)|术前|新辅助")
_GIVEN: Final = re.compile(
    r"\b(?:postoperative(?:ly)?|(?:post|after|since|following) surgery|given|received"
    r"|receiving|used?|took|taken|taking|on|was|therapy|injections?|administered)\b"
    "|(?:手?术后|出院后)?(?:使用|应用|口服|注射|给予|接受|予|用)|手?术后|治疗$|用药$"
)
_BLANK_MEANS: Final = re.compile(r"(?:blank|empty|空白?|不填) ?(?:=|is|means|为|即)? ?[\w ]+")


def tells_last_contact(words: str) -> bool:
    """Whether it is the day on which she was last seen: "Date of last OPD visit", 最后复查日期."""
    return bool(_LAST_CONTACT.match(ordered(words)))


def at_last_contact(words: str) -> str:
    """What was so when she was last seen: "status" of "Status at last visit"."""
    told = _AT_LAST.match(ordered(words)) if _THEN.search(words) else None
    return _first(told)


def at_present(words: str) -> str:
    """What is so now: "status" of "Last status"."""
    return _first(_NOW.match(ordered(words)))


def without_sort(words: str) -> str:
    """What is told in detail: "surgery" of "Nature of surgery" and "Surgery done"."""
    return _first(_TYPE_OF.match(ordered(words)))


def dated(words: str) -> str:
    """A date asked for with a verb, as one with a noun: "date of death" of "Died on"."""
    what = _first(_DATED.match(ordered(words)))
    return f"date of {_AS_NOUN.get(what, what)}" if what else ""


def boxed(words: str) -> tuple[str, str]:
    """A question of several answers, and one of these: "sx_menorrhagia", "SOB at diagnosis"."""
    if found := _BOX.match(words):
        return _QUESTIONS[found[1][0]], found[2]
    found = _BOX_BEHIND.match(words)
    return ("symptoms", found[1]) if found else ("", "")


def answers_in(words: str) -> list[str]:
    """The answers that a heading lists: "Open/lap", "New or recurrent"; [] of other headings."""
    parts = [part for part in _BETWEEN_ANSWERS.split(words) if part]
    return parts if len(parts) > 1 and not any(part.isdigit() for part in parts) else []


def initials_in(words: str) -> tuple[str, str, str]:
    """What comes before two letters that stand for answers, and these: "Status A/D"."""
    found = _INITIALS.match(words)
    return (found[1], found[2], found[3]) if found else ("", "", "")


def says_no_more(words: str) -> bool:
    """Whether brackets add nothing: the first and last level, what an empty cell means, "all"."""
    adding_nothing = (_RANGE, _BLANK_MEANS, _ASKS_FOR_ALL)
    return any(pattern.fullmatch(words) for pattern in adding_nothing)


def unit_after_surgery(words: str) -> str:
    """A unit without from when it counts: "months" of "months post-op", 月 of 术后月."""
    return _FROM_SURGERY.sub("", words).strip()


def earlier(words: str) -> str:
    """What was so before: "myomectomy" of "Previous myomectomy", 肌瘤剔除 of 既往肌瘤剔除史."""
    said = ordered(words)
    bare = " ".join(_EARLIER.sub(" ", said).split())
    return bare if bare != said else ""


def timed(words: str) -> tuple[str, str]:
    """An event and the unit of the time to it: "recur" of "t_recur", "rec" of "RecMonths".

    The unit is "" where none is told; ``("", "")`` of other headings.
    """
    if found := _TIME_TO.match(words):
        return found[1], ""
    found = _TIME_BEHIND.match(words)
    return (found[1], UNITS.get(found[2], "")) if found else ("", "")


def given(words: str) -> str:
    """The drug of a heading that says when or how it was given: "letrozole" of "Letrozole post-op".

    "" if nothing of the kind is said, or if it was given before the operation.
    """
    said = ordered(words)
    if _BEFORE_SURGERY.search(said):
        return ""
    drug = " ".join(_GIVEN.sub(" ", said).split())
    return drug if drug != said else ""


def _first(found: re.Match[str] | None) -> str:
    return next((part for part in found.groups() if part), "") if found else ""
