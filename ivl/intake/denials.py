"""The words that deny: no, without, 未, 无, in answers and in headings.

Each place has its own pattern, since "no." before a number counts and 有无 asks.
"""

import re
from typing import Final

NEGATIONS: Final = (
    "未见明显",
    "无明显",
    "未见",
    "未及",
    "暂无",
    "尚无",
    "尚未",
    "目前无",
    "目前未",
    "至今无",
    "至今未",
    "从未",
    "暂未",
    "未",
    "无",
    "否认",
    "没有",
    "非",
    "no evidence of ",
    "no ",
    "not ",
    "without ",
    "non-",
    "non ",
    "nil ",
    "denies ",
    "denied ",
)
"""What an answer begins with that denies the finding behind it: 无胸闷, "no syncope"."""

MERE: Final = frozenset({"no", "none", "nil", "0", "无", "否", "没有"})
"""A no to all that a column of several asks."""

REACHING_BACK: Final = re.compile(
    r"[无否未没拒]|\b(?:no|none|not|nil|never|denie[ds]|refused|declined|absent|negative)\b"
)
"""In words that are not understood, what may deny all that stands before them: 胸闷、心悸均无."""

OF_OTHERS: Final = ("上述", "以上", "上列", "these", "those", "above")
"""What a denial that stands last names instead of a finding of its own: 无上述症状."""

HEADING: Final = re.compile(
    r"^(?:no(?!\.)|not|non|never|without|absence of|free of|free from|lack of|no evidence of)\b"
    r"[ -]*(.+)$"
    r"|^(?:未见|没有|否认|未|无|非)(.+)$|^(.+?)[ -](?:free|absent)$"
)
"""A heading that asks the opposite of what it names: "No recurrence", 无复发."""

ANYWHERE: Final = re.compile(
    r"\b(?:no|not|never|without|free|absent|absence|lack|denied|denies)\b"
    r"|\b(?:non|incomplete|uncomplet|asymptom|un-|unincidental|unsuspect)|(?<!有)[未无非不没]|(?<!是)否"
)
"""Words that say somewhere that something is absent, however they resemble others."""

GROUP: Final = re.compile(
    r"\b(?:not|no|without|never|absent|denied|excluded)\b(?! of)|\bnon\b"
    r"|未|(?<!有)无|非|否认|排除"
)
"""A heading above others that denies what they name: "Not involved" above "IVC"."""
