"""Words as spreadsheets write them, made comparable.

Capitals, full-width forms, traditional characters, stray blanks and line breaks make no
difference to what a heading or an answer means; ``key`` also takes away punctuation.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache, wraps
from typing import Final, TypeVar

_TRADITIONAL = str.maketrans(
    "兩臨習亂於產傷體餘側內況淨劃別劑動單雙發變號後圍塊聲處備復頭宮層歲帶並廣牀開異錄徵徑懷態總慣損數斷無時暈術機"
    "來檢殘氣沒測溫狀環現電療瘻確祕積類組經結絕統綜編聯腎腫脹脈髒節範藥觀規覺計記訪證訴診話詳說質貧輔輸過進連郵鏡長門"
    "間悶闊陽陰隨難靜韌預頻齡與個應轉歸達諾適墜顯實續離喪識約決認為藥選擇類"
    "蹤癥臟壓屬檔資誤腸觸顆劇萬週幾師醫隊遠擴張滿輕還這齊參註項級維給請漸滲濕營補製險陣鬆狹縮腦膽鬱絡覽視釐圖監護謝轄鹽",
    "两临习乱于产伤体余侧内况净划别剂动单双发变号后围块声处备复头宫层岁带并广床开异录征径怀态总惯损数断无时晕术机"
    "来检残气没测温状环现电疗瘘确秘积类组经结绝统综编联肾肿胀脉脏节范药观规觉计记访证诉诊话详说质贫辅输过进连邮镜长门"
    "间闷阔阳阴随难静韧预频龄与个应转归达诺适坠显实续离丧识约决认为药选择类"
    "踪症脏压属档资误肠触颗剧万周几师医队远扩张满轻还这齐参注项级维给请渐渗湿营补制险阵松狭缩脑胆郁络览视厘图监护谢辖盐",
)
"""Traditional characters of the words in the data dictionary."""

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffe\uffff]"
)
"""Control characters, characters without width, and those that turn the direction of writing."""

_BREAKS = re.compile("[\x0b\x0c]")
"""Line breaks of other programs, which a workbook cannot hold."""

_AS_EMOJI = "\ufe0f"
"""Follows a sign such as a tick that is to be shown in colours."""

_BLANKS = re.compile(r"\s+")

_Made = TypeVar("_Made")
_LONGEST_KEPT: Final = 60
"""Free text is longer, and what one file says of a patient is not kept beyond it."""


_FORGETTING: Final[list[Callable[[], None]]] = []


def forget() -> None:
    """Empties the caches of ``keeping_short``, which all sessions share, once a file was read."""
    for empty in _FORGETTING:
        empty()


def keeping_short(most: int) -> Callable[[Callable[[str], _Made]], Callable[[str], _Made]]:
    """A cache of what a function makes of headings and answers, which recur in a file.

    What a file says of its patients is in it until ``forget``.
    """

    def keeping(make: Callable[[str], _Made]) -> Callable[[str], _Made]:
        kept = lru_cache(maxsize=most)(make)
        _FORGETTING.append(kept.cache_clear)

        @wraps(make)
        def made(words: str) -> _Made:
            return kept(words) if len(words) <= _LONGEST_KEPT else make(words)

        return made

    return keeping


def visible(words: str) -> str:
    """Without what cannot be seen, for it makes equal codes differ and hides what is said."""
    return words if words.isprintable() else _INVISIBLE.sub("", _BREAKS.sub("\n", words))


@keeping_short(20_000)
def plain(words: str) -> str:
    """Small letters, ASCII forms of full-width ones, simplified characters, single blanks."""
    if words.isascii() and words.isprintable():
        return " ".join(words.lower().split())
    narrow = unicodedata.normalize("NFKC", visible(words)).replace(_AS_EMOJI, "")
    return _BLANKS.sub(" ", narrow.casefold().translate(_TRADITIONAL)).strip()


def spaced(words: str) -> str:
    """``plain``, and without the underscores of names: "no_recurrence" is "no recurrence"."""
    return plain(words).replace("_", " ")


@keeping_short(20_000)
def key(words: str) -> str:
    """Letters and digits alone: "Follow-up " and "follow up" are both "followup"."""
    return "".join(character for character in plain(words) if character.isalnum())


def all_plain(words: Sequence[str]) -> list[str]:
    """``plain`` of many words that hardly repeat, such as the codes of patients."""
    lines = "\n".join(words)
    if _are_simple(lines, words) and "  " not in lines:
        return [line.strip() for line in lines.lower().split("\n")]
    return list(map(plain, words))


def all_keys(words: Sequence[str]) -> list[str]:
    """``key`` of many words that hardly repeat."""
    lines = "\n".join(words)
    if _are_simple(lines, words):
        return re.sub("[^a-z0-9\n]", "", lines.lower()).split("\n")
    return list(map(key, words))


def _are_simple(lines: str, words: Sequence[str]) -> bool:
    """Whether all words are plain English ones on one line each."""
    is_of_lines = lines.count("\n") == len(words) - 1
    return is_of_lines and lines.isascii() and lines.replace("\n", "").isprintable()
