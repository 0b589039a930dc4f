"""A whole operation in one cell: "TAH + BSO + thrombectomy", 全子宫+双附件切除术.

Only a cell that is understood to its last word tells anything.
"""

import re
from typing import Final

from ivl.intake.levels import level_of, yes_or_no
from ivl.intake.words import keeping_short, plain
from ivl.schema import BY_NAME, YES

UTERUS: Final = "uterine_procedure"
OVARIES: Final = "ovarian_procedure"
FIELDS: Final = (UTERUS, OVARIES)
_OTHERS: Final = ("thrombectomy", "cpb", "dhca", "surgical_access")
_BETWEEN: Final = re.compile(
    r"[;,、/+|&。]|\b(?:and|with|plus)\b|[及和加]|(?<=[宫术除])(?=(?:双侧?|单侧|一侧|[左右]侧?)(?:附件|卵巢|输卵管))"
)
_ACCESS: Final = re.compile(
    r"^(?:腹腔镜下?|宫腔镜下?|机器人(?:辅助)?(?:腹腔镜)?下?|开腹|经腹|经阴道?|阴式|行"
    r"|(?:laparoscopic(?:ally)?(?: assisted)?|robotic(?:[- ]assisted)?|open|lap|abdominal|ivc|caval"
    r")\s+|(?:右心房?|右房|下腔静脉)(?=瘤栓|取栓|肿瘤))"
)


@keeping_short(2_000)
def told(words: str) -> dict[str, str]:
    """Levels of ``uterine_procedure`` and ``ovarian_procedure`` by field; none if not understood.

    Args:
        words: a cell below the heading of either.
    """
    parts = [part.strip(" .()") for part in _BETWEEN.split(plain(words))]
    found: dict[str, set[str]] = {}
    for part in filter(None, parts):
        field, level = _named(part) or _named(_ACCESS.sub("", part)) or ("", "")
        if not field:
            return {}
        found.setdefault(field, set()).add(level)
    if any(len(found.get(field, ())) > 1 for field in FIELDS):
        return {}
    return {field: next(iter(found[field])) for field in FIELDS if field in found}


def _named(part: str) -> tuple[str, str] | None:
    """The field that a part tells of, and the level."""
    for said in (part, part.removesuffix("术"), f"{part}切除"):
        for field in FIELDS:
            if level := level_of(BY_NAME[field], said):
                return field, level
    for field in _OTHERS:
        column = BY_NAME[field]
        is_asked = column.kind == "yes_no"
        is_named = yes_or_no(part, column) == YES.name if is_asked else level_of(column, part)
        if is_named and not part.isdigit():
            return field, YES.name
    return None
