"""Which procedures one cell names: "TAH + BSO", "全子宫+双附件切除", "TLH, thrombectomy under CPB".

A cell is read from its first word to its last; one word that is not known here (previous, no, a
year, a question mark) leaves the whole of it unread, since it may turn all the others.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ivl.intake.words import keeping_short, plain

UTERUS: Final = "uterine_procedure"
OVARIES: Final = "ovarian_procedure"
ACCESS: Final = "surgical_access"
THROMBECTOMY: Final = "thrombectomy"

Named = Mapping[str, str | frozenset[str]]
"""Name of the level for a field that is named, those of its options for the access."""

_NOTHING: Final[Named] = MappingProxyType({})
_LEFT, _RIGHT = "left removed", "right removed"
_SIDES: Final = {frozenset([_LEFT]): "one_kept", frozenset([_RIGHT]): "one_kept",
                 frozenset([_LEFT, _RIGHT]): "both_removed"}  # fmt: skip
_HYSTERECTOMY: Final = "(?:hysterectomy|hyst)"
_SO: Final = r"(?:(?:salpingo[- ]?)?oophorectomy|adnexectomy|so)"
_OF_TUMOUR: Final = r"(?:tumou?r )?(?:thrombus|extension)"
_VEINS: Final = (
    r"(?:(?:ivc|ra|caval|cavo-?atrial|vena cava|atrial|right atrial|cardiac|intracardiac|iliac|"
    r"intravenous|venous|tumou?r) )*"
)

_PHRASES: Final[tuple[tuple[str, str, str], ...]] = (
    (UTERUS, "radical", rf"radical {_HYSTERECTOMY}|广泛性?全?子宫切除术?|根治性子宫切除术?"),
    (UTERUS, "subtotal_hysterectomy",
     rf"sth|lsh|(?:sub-?total|supracervical)(?: abdominal| laparoscopic)? {_HYSTERECTOMY}|"
     "次全子宫(?:切除)?术?|子宫次全切除?术?"),
    (UTERUS, "total_hysterectomy",
     rf"th|tah|tlh|talh|tvh|lavh|vh|rah|(?:total )?(?:abdominal |laparoscopic |vaginal |robotic )?"
     rf"{_HYSTERECTOMY}|全子宫(?:切除|全切)?术?|全宫(?:切除)?术?|子宫全切除?术?|子宫全摘术?|子宫切除术?|"
     r"子宫(?=(?:[+、及和与,]|\+)*双侧?附件)"),
    (UTERUS, "myomectomy",
     r"myomectomy(?: ?[x×] ?\d)?|fibroidectomy|子宫?(?:多发)?肌瘤(?:剔除|切除|挖除|剥除|核除)术?|"
     "(?:多发)?肌瘤(?:剔除|切除|挖除|剥除|核除)术?"),
    (OVARIES, "both_removed",
     rf"bso|b/?l so|(?:bilateral|bilat|b/l) {_SO}|both ovaries removed|"
     "[双两]侧?(?:输卵管[及和、+-]?[双两]?侧?卵巢|附件|卵巢)切除术?|[双两]侧?附件术?(?!未|保|留|无|正常|可)"),
    (OVARIES, _LEFT, rf"lso|left {_SO}|左侧?(?:输卵管[及和、+-]?卵巢|附件|卵巢)切除术?"),
    (OVARIES, _RIGHT, rf"rso|right {_SO}|右侧?(?:输卵管[及和、+-]?卵巢|附件|卵巢)切除术?"),
    (OVARIES, "one_kept",
     rf"uso|unilateral {_SO}|one ovary (?:kept|preserved|conserved)|[单一]侧?(?:附件|卵巢)切除术?|"
     "保留[单一左右]侧?(?:附件|卵巢)"),
    (OVARIES, "both_kept",
     "(?:both )?ovaries (?:were )?(?:kept|preserved|conserved|retained|left in situ)|"
     "(?:bilateral )?ovarian (?:preservation|conservation)|"
     "(?:preservation|conservation) of (?:both )?ovaries|"
     "保留[双两]侧?(?:附件|卵巢)|[双两]侧?(?:附件|卵巢)保留|保留卵巢|卵巢保留"),
    (THROMBECTOMY, "yes",
     rf"{_VEINS}thrombectomy|{_VEINS}{_OF_TUMOUR} (?:removal|extraction|resection)|"
     "(?:removal|extraction|resection) of "
     rf"{_VEINS}{_OF_TUMOUR}|(?:下腔静脉|髂静脉|静脉|右心房?|心脏|心内|心腔|肺动脉|及|和|、)*(?:内)?"
     "(?:切开)?(?:肿瘤|瘤|癌)栓(?:取出|切除|摘除|取)术?|(?:下腔静脉|髂静脉|静脉|右心房)+(?:切开)?取栓术?|取栓术?|"
     "(?:下腔静脉|髂静脉|静脉|右心房?|心脏|心内|心腔|肺动脉|及|和|、)+内?肿瘤(?:取出|切除|摘除)术?"),
    ("cpb", "yes", "cpb|cardio-?pulmonary bypass|on-pump|ecc|体外循环(?:辅助)?"),
    ("dhca", "yes", "dhca|(?:deep )?hypothermic circulatory arrest|深低温停循环"),
    ("chest_incision", "sternotomy", "(?:median )?sternotomy|胸骨正中(?:切口|切开|劈开)术?"),
    (ACCESS, "laparoscopy", r"laparoscop(?:ic(?:ally)?|y)|lap\.?|腹腔镜(?:辅助)?"),
    (ACCESS, "robotic", "robotic(?:ally)?|robot(?:ic)?[- ]assisted|(?:达芬奇)?机器人(?:辅助)?"),
    (ACCESS, "laparotomy", "(?:midline |exploratory )?laparotomy|open|abdominal|开腹|经腹"),
    (ACCESS, "vaginal", "vaginal|阴式|经阴道?"),
    (ACCESS, "hysteroscopy", "hysteroscop(?:ic|y)|宫腔镜"),
    # What says nothing of any field, and turns nothing.
    ("", "",
     "bs|(?:bilateral |bilat |left |right |unilateral )?salpingectomy|[双两左右单]侧?输卵管切除术?|"
     "appendi(?:c)?ectomy|adhesiolysis|(?:pelvic )?lymphadenectomy|omentectomy|cystoscopy|"
     "阑尾切除术?|(?:肠|盆腔)?粘连松解术?|(?:盆腔)?淋巴结(?:清扫|切除|活检)术?|大网膜切除术?|"
     "膀胱镜(?:检查)?|(?:输尿管)?(?:支架|双j管)(?:置入|植入)术?"),
)  # fmt: skip
"""Field, level and how it is written; longer phrases are tried before shorter ones."""

_OF_WORDS: Final = {
    "laparotomy": re.compile(r"\btah|abdominal"),
    "laparoscopy": re.compile(r"\b(?:tlh|lavh|lsh|talh)|laparoscopic"),
    "robotic": re.compile(r"\brah|robotic"),
    "vaginal": re.compile(r"\b(?:tvh|lavh|vh)|vaginal"),
}
"""Ways that the name of a hysterectomy tells."""

_GLUED: Final = re.compile(r"^(tah|tlh|lavh|th|sth|lsh)(bso|uso|lso|rso|bs)(?![a-z])")
_BETWEEN: Final = re.compile(
    r"[\s,;、。+/&]+(?=[\s\w(])|(?<=\w)-(?=\w)|\((?=\w)|(?<=\w)\)|"
    r"(?:and|with|plus|under|via|by)(?![a-z])|w/(?=\s*[a-z])|全麻下?|(?<=[循镜腹人环道助式])下|联合|同时|"
    r"[行及和并与加](?=\w)|手术|[。.;]$"
)
_SLASHED: Final = re.compile(r"\+\s*/|/\s*[+-]|[±]")
_PATTERNS: Final = tuple(
    (field, level, re.compile(rf"(?<![a-z])(?:{words})(?![a-z])"))
    for field, level, words in _PHRASES
)
_KEEPS: Final = re.compile("preserv|conserv|sparing|kept|retained|保留")
_REMOVES: Final = re.compile("ectomy|removed|切除")
_LONGEST: Final = 200


@keeping_short(20_000)
def named(words: str) -> Named:
    """What a cell names, by field; empty where anything in it is not understood.

    Args:
        words: of the cell.

    Returns:
        The level of each field that is named. Two answers to one field leave all unread.
    """
    said = _GLUED.sub(r"\1 \2", plain(words))
    if len(said) > _LONGEST or _SLASHED.search(said):
        return _NOTHING
    found: dict[str, set[str]] = {}
    at = 0
    while at < len(said):
        best = max(
            ((field, level, match) for field, level, pattern in _PATTERNS
             if (match := pattern.match(said, at))),
            key=lambda one: one[2].end(),
            default=None,
        )  # fmt: skip
        if best:
            field, level, match = best
            found.setdefault(field, set()).add(level)
            if field == UTERUS:
                ways = {way for way, told in _OF_WORDS.items() if told.search(match[0])}
                found.setdefault(ACCESS, set()).update(ways)
        else:
            match = _BETWEEN.match(said, at)
            if match is None:
                return _NOTHING
        at = match.end()
    return _settled(found)


def sided(heading: str) -> Mapping[str, str]:
    """What one side and both mean under a heading on the ovaries: removed, or kept.

    "None" stays open: who had no ovary removed may have had none left.
    """
    one, both = "unilateral 单侧 一侧 one left right 左 右 左侧 右侧", "bilateral 双侧 两侧 both"
    said = plain(heading)
    is_kept, is_removed = bool(_KEEPS.search(said)), bool(_REMOVES.search(said))
    if is_kept == is_removed:
        return {}
    of_both = "both_kept" if is_kept else "both_removed"
    return dict.fromkeys(one.split(), "one_kept") | dict.fromkeys(both.split(), of_both)


def _settled(found: dict[str, set[str]]) -> Named:
    ways = found.pop(ACCESS, set())
    found.pop("", None)
    ovaries = frozenset(found.get(OVARIES, ()))
    if ovaries in _SIDES:
        found[OVARIES] = {_SIDES[ovaries]}
    if not found or any(len(levels) > 1 for levels in found.values()):
        return _NOTHING
    told: dict[str, str | frozenset[str]] = {field: levels.pop() for field, levels in found.items()}
    # Begun by one way and finished by the other, or either: which, the words do not say.
    if ways and not {"laparoscopy", "laparotomy"} <= ways:
        told[ACCESS] = frozenset(ways)
    return MappingProxyType(told)
