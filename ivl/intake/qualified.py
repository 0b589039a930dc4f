"""Answers with a number beside them that does not change them: 绝经3年, "leuprolide x6", ER 80%."""

import re
from typing import Final

from ivl.intake.words import plain
from ivl.schema import Column

_YEARS: Final = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:余|多)?年(?:余|多)?"
_POSTMENOPAUSAL: Final = re.compile(
    rf"已?绝经(?:后)?\s*(?:\(?{_YEARS}\)?|\(?\d{{2}}岁\)?)|\d{{2}}岁(?:时)?(?:已)?绝经"
    r"|(?:menopaus(?:e|al)|postmenopausal)\s*(?:at|at age|for|x|,)?\s*\(?\d{1,2}\s*"
    r"(?:years?|yrs?|y)?\)?"
)
_DOSES: Final = re.compile(
    r"(?<=[^\W\d_])\s*(?:[x×*]\s*[1-9]\d?|"
    r"(?:for )?[1-9]\d?\s*(?=个?[月次针支疗周]|cycle|dose|month|mo))"
    r"\s*(?:个?疗程|个?月|[次针支]|周期|(?:cycle|dose|month)s?|mo)?$"
)
_DRUGS: Final = ("adjuvant_therapy", "recurrence_treatment")
_YEAR_BESIDE: Final = re.compile(
    r"^(?:(?:19|20)\d\d年?)?\s*(?P<word>[^\d]*?[^\W\d_])\s*(?:in |\()?\s*(?:(?:19|20)\d\d年?\)?)?$"
)
DATED: Final = ("vital_status", "recurrence")
_UP_TO: Final = re.compile(
    r"^(?:(?:up to|to|into|in|extend(?:s|ing) (?:in)?to|reach(?:es|ing)) |延伸至|累及|侵及|达)"
    r"\s*(?=\S)"
)

RECEPTORS: Final = {
    "er": re.compile(r"^(?:er|雌激素受体)(?![a-z])\s*[:=]?"),
    "pr": re.compile(r"^(?:pr|孕激素受体)(?![a-z])\s*[:=]?"),
}
"""By what a cell may repeat of its heading."""

_CLAIMS: Final = re.compile(
    r"(?P<below><\s*1\s*%)|(?P<range>\d+\s*[-–~至]\s*\d+\s*%)|>?(?P<share>\d+(?:\.\d+)?)\s*%"
    r"|(?P<plus>[123]\s*\+|\++(?:ve)?)|(?P<minus>[-−–](?:ve)?)"
    r"|(?P<positive>阳性?|positive|pos)|(?P<negative>阴性?|negative|neg)"
    r"|(?P<mere>约|中等|[强弱中]|strong(?:ly)?|weak(?:ly)?|moderate(?:ly)?|[\s(),;/])"
)
_SPANS: Final = "months?|mths?|mos?|years?|yrs?|y|weeks?|wks?|days?"
_LONGEST: Final = 200
"""Characters; a longer text is a note, in which no one answer is sought."""

_LEAST_SHARE: Final = 1
"""From 1% of stained nuclei on a receptor is positive, however weak the stain: guideline of ASCO
and CAP on breast cancer (Allison, J Clin Oncol 2020;38:1346), which pathologists follow here."""


def without_numbers(column: Column, words: str) -> str:
    """The answer alone where a number beside it changes nothing; else the words as they are."""
    said = plain(words)
    if len(said) > _LONGEST:
        return words
    if column.name == "menopausal_status" and _POSTMENOPAUSAL.fullmatch(said):
        return "绝经"
    if column.name in _DRUGS:
        return _DOSES.sub("", _DOSE_OF_DRUG.sub("", _TWELFTHS.sub("", said))) or words
    if column.name == "prior_uterine_surgery":
        return _WHEN_BEFORE.sub("", said).strip() or words
    if column.name == "symptoms":
        return symptom(said) or words
    if column.name in DATED and (found := _YEAR_BESIDE.match(said)) and found["word"] != said:
        return found["word"].strip()
    if column.name == "tumor_extent":
        return place(_UP_TO.sub("", said))
    return words


def receptor(column: Column, words: str) -> str | None:
    """Name of the level of a receptor that shares, signs and words agree on; None if they do not.

    "0" and "1" are codes, and a share without a percent sign is not taken for one.
    """
    if column.name not in RECEPTORS or len(words) > _LONGEST:
        return None
    said = RECEPTORS[column.name].sub("", plain(words)).strip()
    claims, at = set(), 0
    while at < len(said):
        found = _CLAIMS.match(said, at)
        if found is None:
            return None
        claims |= {_claimed(found)} - {""}
        at = found.end()
    return claims.pop() if len(claims) == 1 and claims <= {"positive", "negative"} else None


def _claimed(found: re.Match[str]) -> str:
    kind = found.lastgroup
    if kind in ("share", "range"):
        least = float(re.split(r"\s*[-–~至%]", found[kind])[0])
        return "positive" if least >= _LEAST_SHARE else "negative" if kind == "share" else "open"
    if kind == "mere":
        return ""
    return "positive" if kind in ("plus", "positive") else "negative"


# ── Notes behind an answer ───────────────────────────────────────────────────────────────────

_WHEN: Final = (
    r"(?:19|20)\d\d(?:[年./-]\d{1,2}(?:[月./-]\d{1,2})?)?[年月日]?|"
    rf"\d+(?:\.\d+)?\s*(?:{_SPANS}|m|min(?:ute)?s?|h(?:ours)?|"
    r"个月|月|年|天|分钟|小时)(?![a-z])|(?:at|in|on|after|for)(?![a-z])|post-?op|术后|后|于"
)
_HOW_SHE_IS: Final = (
    r"(?:alive(?: (?:and|&) well)?|well|ned|stable|lost(?: to f(?:ollow-?)?/?u(?:p)?)?)(?![a-z])|"
    "存活|健在|失访|失联"
)
_HOW_OFTEN: Final = r"[x×] ?\d(?!\d)|[1-9一两二三]次"
_WHERE: Final = (
    r"(?:pelvic|pelvis|ivc|vena cava|lungs?|right atrium|ra|heart|vaginal (?:cuff|vault)|dhca)"
    r"(?![a-z])|盆腔|下腔静脉|双?肺|右心房|心脏|阴道残端"
)
_BEHIND: Final = {
    "yes": re.compile(rf"(?:{_WHEN}|{_HOW_SHE_IS}|{_WHERE}|{_HOW_OFTEN}|[\s,;、()])+"),
    "no": re.compile(rf"(?:{_WHEN}|{_HOW_SHE_IS}|[\s,;、()])+"),
}
_ANSWER_AND_NOTE: Final = re.compile(
    r"^(?P<answer>[^\d(,;:、\s][^\d(,;:、]*?)"
    r"(?:\s*[(,;:、]\s*|\s+[-–]\s+|\s+(?=\d|[x×] ?\d)|(?=[1-9]次))(?P<note>\S.*?)\)?$"
)
_NOTE_AND_ANSWER: Final = re.compile(
    rf"^(?P<note>(?:{_WHEN}|{_WHERE}|{_HOW_OFTEN}|\s)+)(?P<answer>复发|recurrence|relapse)$"
)
_MINUTES: Final = re.compile(r"\d{2,3}\s*(?:min(?:ute)?s?|分钟)")
"""How long a bypass or an arrest lasted, which says that there was one."""

_DIED_OF: Final = re.compile(
    r"^(?:died|dead|death) (?:of|from|due to) (?!unknown|possib|probab|suspec)[a-z -]{2,40}$"
    r"|^死于[^?？疑可]{2,12}$"
)


def answer_and_note(words: str) -> tuple[str, str] | None:
    """An answer and a note behind it: "yes (pelvis, 2019)" and "no - well"; None without one."""
    said = plain(words)
    if len(said) > _LONGEST:
        return None
    if _DIED_OF.match(said):
        return "dead", said
    if _MINUTES.fullmatch(said):
        return "yes", said
    found = _NOTE_AND_ANSWER.match(said) or _ANSWER_AND_NOTE.match(said)
    return (found["answer"], found["note"]) if found else None


def changes_nothing(note: str, level: str) -> bool:
    """Whether a note only says when, where or how she is; a no with a place is of that place."""
    known = _BEHIND["yes" if level in ("yes", "dead") else "no"]
    return bool(known.fullmatch(note) or _DIED_OF.match(note))


# ── Places ───────────────────────────────────────────────────────────────────────────────────

_SIDED: Final = re.compile(
    r"^(?:l|r|lt|rt|left|right|bilateral|both|左侧?|右侧?|双侧?)\.?\s*(?=(?:internal|external|common|iliac|"
    r"gonadal|ovarian|int|ext|com|pulmonary|髂|卵巢|生殖|肺))"
)
_SHORT: Final = (
    (re.compile(r"\bint\.? (?=iliac)"), "internal "),
    (re.compile(r"\bext\.? (?=iliac)"), "external "),
    (re.compile(r"\bcom(?:m)?\.? (?=iliac)"), "common "),
    (re.compile(r"\bv\.?$"), "vein"),
    (re.compile(r"\s*(?:only|alone|thrombus|tumou?r|tumou?r thrombus|involved|involvement)$"), ""),
    (re.compile("(?:瘤栓|受累|内瘤栓)$"), ""),
)


def place(said: str) -> str:
    """A vein or a chamber as the data dictionary spells it: "L int iliac v." is internal iliac."""
    bare = _SIDED.sub("", said)
    for pattern, told in _SHORT:
        bare = pattern.sub(told, bare)
    return bare


# ── Symptoms ─────────────────────────────────────────────────────────────────────────────────

_HOW_LONG: Final = (
    rf"\d+(?:\.\d+)?\s*(?:\+|余|多|个)?\s*(?:{_SPANS}|/12|/52|"
    r"年|月|周|天|小时)(?:余|多)?|半年(?:余|多)?|[一二两三四五六七八九十]+(?:余|多)?(?:年|个月|周|天)(?:余|多)?"
)
_CLASS: Final = "(?:i{1,3}|iv|[1-4])"
_BEFORE_SYMPTOM: Final = re.compile(
    r"^(?:(?:mild|moderate|severe|marked|progressive|worsening|intermittent|occasional|persistent|"
    r"increasing|acute|sudden|exertional)\s+"
    r"|活动后|劳累后|间断性?|间歇性?|反复|偶有?|阵发性?|持续性?|轻度|中度|重度|进行性|渐进性|突发|逐渐|伴有?|(?:体检|查体)?发现)+"
)
_AFTER_SYMPTOM: Final = re.compile(
    rf"(?:\s*[,(]?\s*(?:(?:x|×|for|since)\s*)?(?:{_HOW_LONG})\)?|\s*(?:x|×)\s*\d{{1,2}}|\d{{1,2}}次|"
    rf"\s*on exertion|\s*\(?\s*nyha\s*(?:class\s*)?{_CLASS}(?:[-–/]{_CLASS})?\s*\)?)$"
)


def symptom(said: str) -> str:
    """A symptom without how severe it was, how often and how long: "mild dyspnoea x 3 months"."""
    return _AFTER_SYMPTOM.sub("", _BEFORE_SYMPTOM.sub("", said)).strip()


# ── Doses, years and counts ──────────────────────────────────────────────────────────────────

_DOSE_OF_DRUG: Final = re.compile(
    r"\s*\d+(?:\.\d+)?\s*mg(?:\s*(?:qd|od|bd|bid|daily|monthly|weekly|q\d{1,2}[dw]|im|sc|po))*$"
)
_TWELFTHS: Final = re.compile(r"(?:\s+(?:x|for)|\s*×)?\s*\d{1,2}/12$")
_WHEN_BEFORE: Final = re.compile(
    r"^(?:19|20)\d\d年?\s*(?:行)?|\s*[(,]?\s*(?:in )?(?:19|20)\d\d年?\)?$|\s*[x×]\s*\d$|\d次$"
)
