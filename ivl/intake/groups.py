"""What a heading above several columns makes of the headings below it.

"Symptoms" above "Dyspnoea" only repeats what it says. "Neoadjuvant" above "GnRH" and "Postoperative
symptoms" above "Dyspnoea" say that something else is meant than the words below alone.
"""

import re
from collections.abc import Callable
from typing import Final

from ivl.intake import denials
from ivl.intake.words import spaced
from ivl.schema import BY_NAME, PARENTS, Column

_LABORATORY: Final = {"er", "pr", "ki67_pct", "mitoses_per_10hpf", "stage", "stage_system"}
"""Fields of the tumour that are known only after the operation."""

_TURNS: Final[tuple[tuple[re.Pattern[str], Callable[[Column], bool]], ...]] = (
    (
        re.compile(
            r"\b(?:family|familial|mother|sisters?|relatives?|father|partner|husband|spouse|baby|donor)\b"
            r"|^(?:healthy )?controls?(?: (?:group|arm|patients|subjects|cohort))?$"
            r"|家族|母亲|姐妹|家属|配偶|丈夫|对照"
        ),
        lambda column: True,
    ),
    (
        re.compile(
            r"\b(?:refus\w*|declin\w*|plan(?:s|ned)?|propos\w*|intend\w*|recommend\w*|advis\w*|mdt"
            r"|offered|considered|indicat\w*|contraindicat\w*)\b|拒绝|计划|拟行|拟定|建议|方案讨论"
        ),
        lambda column: column.topic in ("Treatment", "Follow-up"),
    ),
    (
        re.compile(
            r"\b(?:recurren\w*|relapse\w*|re-?op\w*|re-?do|re-?do surgery|salvage)\b"
            r"|复发|再次手术|二次手术|再手术"
        ),
        lambda column: column.topic == "Treatment",
    ),
    (
        re.compile(
            r"\b(?:last (?:visit|review|follow ?-?up|contact|clinic|seen)|surveillance"
            r"|follow ?-?up)\b|末次|随访|复查"
        ),
        lambda column: column.name in ("age_at_diagnosis", "menopausal_status", "bmi"),
    ),
    (
        # Given at discharge, or taken along from before.
        re.compile(r"\bdischarge|出院"),
        lambda column: column.name == "adjuvant_therapy",
    ),
    (
        denials.GROUP,
        lambda column: column.kind in ("yes_no", "several"),
    ),
    (
        re.compile(
            r"\b(?:post ?-?op\w*|after (?:surgery|operation)|follow ?-?up|surveillance|residual"
            r"|recurren\w*|relapse|progression|discharge|last (?:visit|review|clinic)"
            r"|\d+ ?(?:months?|years?|weeks?|days?|mo))\b"
            r"|术后|随访|复发|残留|复查|出院|\d+个?[月年周天]"
        ),
        lambda column: (
            (column.topic in ("Presentation", "Tumour") and column.name not in _LABORATORY)
            or column.name == "bmi"
        ),
    ),
    (
        re.compile(
            r"\b(?:previous|prior|past|earlier|first|1st|second|2nd|re-?operation|redo)\b"
            r"|既往|前次|首次手术|第[一二三]次|再次手术|二次手术"
        ),
        lambda column: column.topic != "Patient",
    ),
    (
        re.compile(r"\b(?:neo-?adjuvant|pre ?-?op\w*|before (?:surgery|operation))\b|术前|新辅助"),
        lambda column: column.topic in ("Treatment", "Follow-up") and column.kind != "date",
    ),
    (
        re.compile(
            r"\b(?:co-?morbid\w*|medical history|pmhx?|concomitant)\b|合并症|合并疾病|基础疾病"
        ),
        lambda column: (
            column.topic in ("Presentation", "Follow-up") or column.name == "complications"
        ),
    ),
    (
        re.compile(r"\b(?:clamp\w*|ligat\w*|explor\w*|cannulat\w*|control\w*)\b|阻断|结扎|探查"),
        lambda column: column.topic == "Tumour",
    ),
)
"""Words above, and for which fields they mean that another thing is recorded below."""


def turns(group: str, field: str) -> bool:
    """Whether a heading above says that not this field is recorded below, but something like it."""
    words = spaced(group)
    column = PARENTS.get(field, BY_NAME[field])
    return any(said.search(words) and concerns(column) for said, concerns in _TURNS)
