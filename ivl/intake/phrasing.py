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
        "surgery": "op ops operation operations operative surgical surg surgeries",
        "followup": "fu fup followups",
        "preoperative": "preop preoperatively",
        "postoperative": "postop postoperatively",
        "intraoperative": "intraop intraoperatively",
        "date": "dt dte",
        "diagnosis": "dx diag dg",
        "history": "hx",
        "therapy": "tx rx treatment treatments therapies",
        "adjuvant": "adj",
        "hormone": "hormonal hormones",
        "previous": "previously prior past prev",
        "gynecologic": "gynaecological gynecological gynaecologic gyn gynae gynaecology",
        "resection": "excision",
        "bleeding": "haemorrhage hemorrhage",
        "blood": "bld",
        "perioperative": "periop",
        "icu": "itu ccu",
        "visit": "appointment appt",
        "metastasis": "mets metastases",
        "fibroid": "fibroids myoma myomas leiomyoma leiomyomas leiomyomata",
        "extent": "extension",
        "patient": "pt pts patients subject subjects case cases",
        "number": "num nr nbr nos",
        "code": "codes",
        "tumor": "tumour tumors tumours",
        "estrogen": "oestrogen",
        "edema": "oedema",
        "anemia": "anaemia",
        "dyspnea": "dyspnoea",
        "dysmenorrhea": "dysmenorrhoea",
        "hematuria": "haematuria",
        "largest": "max maximum maximal greatest biggest",
        "diameter": "diam dimension dimensions diameters",
        "recurrence": "relapse recur recurr rec",
        "symptom": "symptoms",
        "complication": "complications cx complic",
        "months": "month mo mos mth mths",
        "days": "day",
        "years": "year yr yrs",
        "time": "interval duration period",
        "until": "till",
        "hospital": "hosp",
        "estimated": "est",
        "menopause": "menop meno",
        "survival": "surv",
        "obstetric": "ob obs obstetrical",
        "complaint": "complaints",
        "vaginal": "vag pv",
        "abdominal": "abd abdo",
        "circulatory": "circ",
        "pregnancy": "preg pregnancies",
        "mitoses": "mitosis",
        "detection": "detect",
        "group": "grp",
        "ovary": "ovaries",
    }.items()
    for spelling in spellings.split()
}
_WITHOUT_MEANING: Final = {"of", "the", "at", "for", "a", "an", "index", "s", "ivl"}
_LESS_OF_IVL: Final = {"death", "dead", "died", "deceased", "mortality", "diameter"}
"""Dying of the tumour is less than dying, and IVL has its diameter within the vein."""

_ORDERED: Final = {
    "to", "from", "after", "before", "since", "until", "between", "and", "or", "with", "without",
    "no", "not", "non", "free", "vs", "versus", "due", "by", "pre", "post",
}  # fmt: skip
"""Beside these words the order of the others says something."""

_TOGETHER: Final = (
    (re.compile(r"\bf ?[/.-]? ?up?\b|\bfollow(?:ed)?[ .-]up\b"), "followup"),
    (re.compile(r"\bfollowup (?:interval|frequency)\b"), "followup schedule"),
    (re.compile(r"\bpre[ .-]?op(?:erative)?\b"), "preoperative"),
    (re.compile(r"\bpost[ .-]?op(?:erative)?\b"), "postoperative"),
    (re.compile(r"\bintra[ .-]?op(?:erative)?\b"), "intraoperative"),
    (re.compile(r"\bperi[ .-]?op(?:erative)?\b"), "perioperative"),
    (re.compile(r"\bh/o\b"), "history of"),
    (re.compile(r"(?<=\w )c/o\b"), "complaint"),
    (
        re.compile(
            r"\b(?:or|ot|theatre|theater)(?= (?:date|time|duration|min))"
            r"|(?<=date of )(?:ot|theatre|theater)\b"
        ),
        "surgery",
    ),
    (re.compile(r"\bat (?:the )?time of\b|@"), " at "),
    (re.compile(r"\bintensive care(?: unit)?\b"), "icu"),
    (re.compile(r"\bhigh[ -]power(?:ed)? fields?\b"), "hpf"),
    (re.compile(r"个?(?:/|\bper) ?(?:10|ten) ?hpfs?\b"), " per10hpf"),
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
_SX: Final = re.compile(r"(?<![a-z])sx(?![a-z])")
_LASTING: Final = re.compile("duration|time|interval")
_SAME_IN_CHINESE: Final = tuple(
    (re.compile(pattern), word)
    for pattern, word in (
        ("^(?:患者|病人|本次|本院|此次)(?=.{2})|的|ivl(?=.)", ""),
        ("(?<!髂)总(?=随访|住院|手术|出血|失血|时长|输血|量)", ""),
        ("(?<=切除|剔除|取出|挖除|取栓|切开)术(?!后|中|前|式)", ""),
        ("随诊", "随访"),
        (r"(?<=[㐀-鿿])[ /(]?date\)?$", "日期"),
        ("摘除", "取出"),
        ("最后一次|最近一次|最近|最后", "末次"),
        ("体质量指数|身体质量指数|体质指数", "体重指数"),
        ("受侵", "受累"),
        ("右(?=[房室])", "右心"),
    )
)
"""What may be left out of headings in Chinese, or said in other words."""

_CAMEL: Final = re.compile(r"(?<=[a-z]{2})(?=[A-Z])|(?<=\b[A-Z]{2})(?=[a-z]{4})")
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
    parts = _parts(heading)
    if not _ORDERED.intersection(parts):
        return " ".join(sorted(parts))
    joined = " ".join(parts)
    for opening, told in _AFTER_SURGERY:
        joined = re.sub(opening, told, joined)
    return joined


def ordered(heading: str) -> str:
    """The words of a heading in one spelling, in the order in which they stand."""
    return " ".join(_parts(heading))


def _parts(heading: str) -> list[str]:
    words = spaced(heading)
    for pattern, word in _TOGETHER:
        words = pattern.sub(word, words)
    parts = [_SAME.get(part, part) for part in re.findall(r"[^\W_]+", _in_chinese(words))]
    kept = {"ivl"} if _LESS_OF_IVL.intersection(parts) else set()
    return [part for part in parts if part in kept or part not in _WITHOUT_MEANING]


def _in_chinese(words: str) -> str:
    """A heading in Chinese without what it may as well leave out: 本次手术日期, 总住院天数."""
    if words.isascii():
        return words
    for pattern, word in _SAME_IN_CHINESE:
        words = pattern.sub(word, words)
    return words


def meanings(words: str) -> tuple[str, ...]:
    """A heading with "Sx", which is symptoms or surgery, once in each sense."""
    if not _SX.search(words):
        return (words,)
    if _LASTING.search(words):
        return (_SX.sub("symptoms", words),)
    return tuple(_SX.sub(meant, words) for meant in ("surgery", "symptoms"))


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
