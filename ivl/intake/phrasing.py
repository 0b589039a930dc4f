"""One form for the many ways in which the same heading is phrased.

"OP date", "dt_of_operation" and "Date of surgery" have one form, and so have "Months from surgery
to relapse" and "Time to recurrence (months)". Nothing but words without a meaning of their own
is lost, so headings of one form mean the same; what is before, after or denied keeps its place.
"""

import re
from typing import Final

from ivl.intake.units import UNITS
from ivl.intake.words import keeping_short, spaced

_SAME: Final[dict[str, str]] = {
    spelling: word
    for word, spellings in {
        "surgery": "op operation operative surgical surg surgeries",
        "followup": "fu fup followups",
        "preoperative": "preop preoperatively",
        "postoperative": "postop postoperatively",
        "intraoperative": "intraop intraoperatively",
        "date": "dt dte",
        "diagnosis": "dx diag dg",
        "history": "hx",
        "therapy": "tx treatment treatments therapies",
        "patient": "pt pts patients subject subjects case cases",
        "number": "num nr nbr",
        "code": "codes",
        "tumor": "tumour tumors tumours",
        "estrogen": "oestrogen",
        "edema": "oedema",
        "anemia": "anaemia",
        "dyspnea": "dyspnoea",
        "dysmenorrhea": "dysmenorrhoea",
        "hematuria": "haematuria",
        "largest": "max maximum maximal greatest",
        "diameter": "diam dimension",
        "recurrence": "relapse recur",
        "symptom": "symptoms sx",
        "complication": "complications",
        "months": "month mo mos mth mths",
        "days": "day",
        "years": "year yr yrs",
        "time": "interval duration period",
        "until": "till",
        "hospital": "hosp",
        "estimated": "est",
        "menopause": "menop",
        "ovary": "ovaries",
    }.items()
    for spelling in spellings.split()
}
_WITHOUT_MEANING: Final = {"of", "the", "at", "for", "a", "an", "index", "s"}
_ORDERED: Final = {
    "to", "from", "after", "before", "since", "until", "between", "and", "or", "with", "without",
    "no", "not", "non", "free", "vs", "versus", "due", "by", "pre", "post",
}  # fmt: skip
"""Beside these words the order of the others says something."""

_TOGETHER: Final = (
    (re.compile(r"\bf ?[/.-] ?u\b|\bfollow(?:ed)?[ .-]up\b"), "followup"),
    (re.compile(r"\bfollowup (?:interval|frequency)\b"), "followup schedule"),
    (re.compile(r"\bpre[ .-]?op(?:erative)?\b"), "preoperative"),
    (re.compile(r"\bpost[ .-]?op(?:erative)?\b"), "postoperative"),
    (re.compile(r"\bintra[ .-]?op(?:erative)?\b"), "intraoperative"),
    (re.compile(r"\bh/o\b"), "history of"),
    (re.compile(r"\bno\.|\bno(?= of\b)|(?<=\w )no$|#|n[°º]"), " number "),
)
_AFTER_SURGERY: Final = (
    (
        r"^(?:time )?(?:(?:from|between|since) )?surgery (?:to|until|and) (.+?)(?: time)?$",
        r"time to \1",
    ),
    (r"^time until (.+)$", r"time to \1"),
    (r"^(time to .+?) (?:after|from|since) surgery$", r"\1"),
)  # fmt: skip
_CAMEL: Final = re.compile(r"(?<=[a-z]{2})(?=[A-Z])")
_DOTTED_BRACKETS: Final = re.compile(r"\.\.([^.].*?)\.$")
_CHINESE: Final = re.compile("[㐀-鿿]+")
_LATIN: Final = re.compile(r"[A-Za-z][A-Za-z'’.&%²-]*")
_EMPTY_BRACKETS: Final = re.compile(r"[(（\[【]\s*[/|,;:-]?\s*[)）\]】]")
_IN_BRACKETS: Final = re.compile(r"[(（\[【](.*)[)）\]】]", re.DOTALL)
_COUNTED: Final = re.compile(
    r"^(?!(?:year|month|week|day) (?:of|in) )"  # one year is a date: "Year of surgery"
    r"(?:number of )?(months?|mos?|mths?|days?|years?|yrs?|hours?|hrs?|weeks?)"
    r" (of|to|from|since|until|till|between|in) (.+)$"
)
_COUNTED_CHINESE: Final = re.compile(r"^(.+?)(月|天|日|年|周|小时)数$")


@keeping_short(20_000)
def form(heading: str) -> str:
    """The form that all phrasings of a heading share; "" of one without letters."""
    words = spaced(heading)
    for pattern, word in _TOGETHER:
        words = pattern.sub(word, words)
    parts = [_SAME.get(part, part) for part in re.findall(r"[^\W_]+", words)]
    parts = [part for part in parts if part not in _WITHOUT_MEANING]
    if not _ORDERED.intersection(parts):
        return " ".join(sorted(parts))
    joined = " ".join(parts)
    for opening, told in _AFTER_SURGERY:
        joined = re.sub(opening, told, joined)
    return joined


def spelled_out(heading: str) -> str:
    """ "dateOfSurgery" in words, and "Tumor.size..cm." with its brackets, which R takes away."""
    return _CAMEL.sub(" ", _DOTTED_BRACKETS.sub(r" (\1)", heading))


def two_languages(heading: str) -> tuple[str, str] | None:
    """The Chinese and the other part of 年龄(Age); None of a heading in one language."""
    if not (_CHINESE.search(heading) and _LATIN.search(heading)):
        return None
    chinese, latin = (_bare(other.sub(" ", heading)) for other in (_LATIN, _CHINESE))
    return (chinese, latin) if chinese and latin else None


def _bare(part: str) -> str:
    """Without the brackets and strokes that held the other language."""
    while (bare := _EMPTY_BRACKETS.sub(" ", part)) != part:
        part = bare
    part = part.strip(" \n\t/|,;:-–—、，：")
    inside = _IN_BRACKETS.fullmatch(part)
    return inside[1].strip() if inside else part


def counted(words: str) -> tuple[str, str]:
    """A heading that begins with its unit, as a time and the unit: "Days in hospital", 随访年数.

    ``("", "")`` of other headings.
    """
    if found := _COUNTED.match(re.sub(r"[_. ]+", " ", words)):
        return f"time {found[2]} {found[3]}", UNITS[found[1]]
    if found := _COUNTED_CHINESE.match(words):
        return found[1], UNITS[found[2]]
    return "", ""
