"""Rows that a cell sets apart from the cohort: a man, a control, another diagnosis, an exclusion.

Only columns that tell who belongs to a cohort are looked at. "No bleeding control" in a column of
remarks, or 肌瘤剔除, sets nobody apart.
"""

import re
from collections.abc import Sequence
from typing import Final

from ivl import text
from ivl.intake import summary_words
from ivl.intake.cells import Cell, as_text, letter
from ivl.intake.distinct import Columns
from ivl.intake.heads import Head
from ivl.intake.personal import tells_all
from ivl.intake.report import column_title
from ivl.intake.words import plain
from ivl.schema import NO_SPELLINGS, YES_SPELLINGS

_OF_SEX: Final = re.compile(
    r"(?:patient'?s? )?(?:sex|gender)(?: of patient)?|性别|性別|성별|geschlecht|sexe|sexo|sesso"
)
_OF_MEN: Final = re.compile("m|male|man|men|boy|♂|男性?|남성?|männlich|homme|masculin|hombre|uomo")
_OF_GROUPS: Final = re.compile(
    r"(?:study |patient )?(?:group|arm|cohort)s?"
    r"|(?:final |main |(?:path|hist)ologic(?:al)? )?(?:diagnosis|pathology|histology)"
    "|(?:病例|研究|患者)?(?:分组|组别|組別)|(?:最终|主要|病理|出院)?诊断|病理(?:结果)?"
)
_OF_INCLUSION: Final = re.compile(
    r"(?:included?|eligible|enrolled|inclusion)(?: in (?:the )?(?:study|analysis|cohort))?\??"
    r"|(?:是否)?(?:纳入|入组|入选)(?:研究|分析)?"
)
_OF_EXCLUSION: Final = re.compile(
    r"(?:excluded?|exclusion)(?: from (?:the )?(?:study|analysis|cohort))?\??"
    "|(?:是否)?(?:排除|剔除)"
)
_OF_THE_TUMOUR: Final = re.compile(
    r"(?<!non-)(?<!not )(?<!no )(?<!非)(?:ivl|intravenous leiomyo|静脉内?平滑肌瘤)"
)
_LONGEST: Final = 60
_MOST_QUOTED: Final = 3
_YES: Final = frozenset(map(plain, YES_SPELLINGS))
_NO: Final = frozenset(map(plain, NO_SPELLINGS))


def outsiders(columns: Columns, heads: Sequence[Head], among: Sequence[int]) -> dict[int, str]:
    """Rows, counted from 0, of which a cell says that they are not of the cohort, and what says so.

    Args:
        columns: of the sheet.
        heads: of the table.
        among: rows that may be patients.
    """
    found: dict[int, str] = {}
    for head in heads:
        asked = plain(head.words)
        if not _asks(asked):
            continue
        held = columns.distinct(head.position)
        told = [_is_outside(asked, cell) for cell in held.cells]
        rows = [row for row in among if told[held.places[row]]] if any(told) else []
        said = dict.fromkeys(as_text(held.cells[held.places[row]]) for row in rows)
        what = _told_by(head, list(said))
        found = dict.fromkeys(rows, what) | found
    return found


def _told_by(head: Head, words: Sequence[str]) -> str:
    """'column F (Group) says "control"'."""
    title = text.lower_first(column_title(letter(head.position), head.words))
    shown = [
        f'"{word.strip()}"'
        for word in words[:_MOST_QUOTED]
        if tells_all(word) or _OF_MEN.fullmatch(plain(word))
    ]
    return f"{title} says {text.listed(shown)}" if shown else f"{title} sets it apart"


def _asks(asked: str) -> bool:
    kinds = (_OF_SEX, _OF_GROUPS, _OF_INCLUSION, _OF_EXCLUSION)
    return any(kind.fullmatch(asked) for kind in kinds)


def _is_outside(asked: str, cell: Cell) -> bool:
    said = plain(as_text(cell))
    if not said or len(said) > _LONGEST:
        return False
    if _OF_SEX.fullmatch(asked):
        return bool(_OF_MEN.fullmatch(said))
    if _OF_INCLUSION.fullmatch(asked) and said in _NO:
        return True
    if _OF_EXCLUSION.fullmatch(asked) and said in _YES:
        return True
    return summary_words.says_outside(said) and not _OF_THE_TUMOUR.search(said)
