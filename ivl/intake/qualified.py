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
_DATED: Final = ("vital_status", "recurrence")
_UP_TO: Final = re.compile(
    r"^(?:into\s|up to|extending (?:in)?to|reaching|延伸至|累及|侵及|达)\s*(?=\S)"
)

_RECEPTORS: Final = {
    "er": re.compile(r"^(?:er|雌激素受体)(?![a-z])\s*[:=]?"),
    "pr": re.compile(r"^(?:pr|孕激素受体)(?![a-z])\s*[:=]?"),
}
"""By what a cell may repeat of its heading."""

_CLAIMS: Final = re.compile(
    r"(?P<below><\s*1\s*%)|(?P<range>\d+\s*[-–~至]\s*\d+\s*%)|>?(?P<share>\d+(?:\.\d+)?)\s*%"
    r"|(?P<plus>[123]\s*\+|\++)|(?P<minus>[-−–])"
    r"|(?P<positive>阳性?|positive|pos)|(?P<negative>阴性?|negative|neg)"
    r"|(?P<mere>约|中等|[强弱中]|strong(?:ly)?|weak(?:ly)?|moderate(?:ly)?|[\s(),;/])"
)
_LEAST_SHARE: Final = 1
"""From 1% of stained nuclei on a receptor is positive, however weak the stain: guideline of ASCO
and CAP on breast cancer (Allison, J Clin Oncol 2020;38:1346), which pathologists follow here."""


def without_numbers(column: Column, words: str) -> str:
    """The answer alone where a number beside it changes nothing; else the words as they are."""
    said = plain(words)
    if column.name == "menopausal_status" and _POSTMENOPAUSAL.fullmatch(said):
        return "绝经"
    if column.name in _DRUGS:
        return _DOSES.sub("", said) or words
    if column.name in _DATED and (found := _YEAR_BESIDE.match(said)) and found["word"] != said:
        return found["word"].strip()
    if column.name == "tumor_extent":
        return _UP_TO.sub("", said)
    return words


def receptor(column: Column, words: str) -> str | None:
    """Name of the level of a receptor that shares, signs and words agree on; None if they do not.

    "0" and "1" are codes, and a share without a percent sign is not taken for one.
    """
    if column.name not in _RECEPTORS:
        return None
    said = _RECEPTORS[column.name].sub("", plain(words)).strip()
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
