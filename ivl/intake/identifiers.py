"""Columns that could tell who a patient is; they are dropped before anything is kept.

Told by the heading in either language, or by values that look like an identity number, a
telephone number or an address for e-mail.
"""

import re
from collections.abc import Iterable
from itertools import islice
from typing import Final

from ivl.intake.cells import Cell, as_text
from ivl.intake.words import TITLED_NAME, key, plain
from ivl.schema import BIRTH_DATE_HEADINGS, IDENTIFIER_HEADINGS, RECORD_NUMBER_HEADINGS

_PATTERNS: Final = (
    re.compile(
        r"(?<!\d)[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dx]"
    ),
    re.compile(r"(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}"),
    re.compile(r"\+\d{1,3}[ \d()-]{7,}"),
    re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}"),
)
_LOOKED_AT: Final = 200
_HINT: Final = re.compile(
    r"\b(?:names?|phone|telephone|mobile|e-?mail|address|passport|birth|dob)\b"
    r"|姓名|身份证|电话|手机|地址|住址|邮箱|出生"
)
_SURNAMES: Final = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜"
    "崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_LATIN_NAME: Final = re.compile(r"[A-Z][a-zà-ÿ'’-]+,? [A-Z][a-zà-ÿ'’-]+(?: [A-Z][a-zà-ÿ'’-]+)?")
_WORD: Final = (
    r"(?:(?:Mc|Mac|[DO]['’])?[A-ZÀ-ÞŠŽŁŚĆ][a-zß-ÿšžłśćńęąčřěů]+|[A-ZÀ-Þ]['’]?[A-ZÀ-Þ]{3,})"
)
_SURNAME: Final = rf"{_WORD}(?:['’-]{_WORD})*"
_INITIALS: Final = r"(?:[A-ZÀ-Þ](?:\.?-?[A-ZÀ-Þ])?\.?)"
_PARTICLE: Final = r"(?:van|von|der|den|de|del|della|di|da|dos|la|le|el|al|bin|ter)"
_TITLE: Final = r"(?:Mrs|Mr|Ms|Miss|Dr|Prof|Frau|Mme|Madam)\b\.?"
_PART: Final = rf"(?:{_SURNAME}|{_INITIALS}|{_PARTICLE})"
_GAP: Final = r"(?:, ?| |(?<=\.))"
_NAME_AND_INITIALS: Final = re.compile(
    rf"(?=.*{_WORD})(?:{_TITLE} ?{_PART}|{_PART}{_GAP}{_PART})(?:{_GAP}{_PART})*(?:,? ?{_TITLE})?"
)
_BEGINS_A_CODE: Final = re.compile(
    r"(?:case|patient|pat|pt|subject|participant|number|no|nr|id|code|ivl|study|group|arm|site"
    r"|cent(?:re|er)|record|woman|female|sample|cohort|control|index|series|hospital|row|visit)\b",
    re.IGNORECASE,
)


def is_heading_of_identifier(words: str) -> bool:
    """A heading such as Name, Phone, 身份证号."""
    return _base(words) in _keys(IDENTIFIER_HEADINGS)


def hints_at_identifier(words: str) -> bool:
    """A heading that nothing else explains and that speaks of names, numbers or addresses."""
    return bool(_HINT.search(plain(words)))


def is_heading_of_record_number(words: str) -> bool:
    """A heading such as MRN, 住院号: the number under which a hospital knows her."""
    return _base(words) in _keys(RECORD_NUMBER_HEADINGS)


def is_heading_of_birth_date(words: str) -> bool:
    """A heading such as Date of birth, 出生日期."""
    return _base(words) in _keys(BIRTH_DATE_HEADINGS)


def look_like_identifiers(cells: Iterable[Cell]) -> bool:
    """Whether at least half of the filled cells could be looked up outside the study."""
    filled = _first_filled(cells)
    return bool(filled) and 2 * sum(map(_is_identifier, filled)) >= len(filled)


def holds_identifier(words: str) -> bool:
    """Whether a text holds a telephone or identity number, an address for e-mail, "Mrs Smith"."""
    return bool(TITLED_NAME.search(words)) or any(
        pattern.search(plain(words)) for pattern in _PATTERNS
    )


def look_like_names(cells: Iterable[Cell]) -> bool:
    """Whether at least half of the filled cells look like names of persons."""
    filled = _first_filled(cells)
    return bool(filled) and 2 * sum(map(_is_name, filled)) >= len(filled)


def are_names_for_codes(cells: Iterable[Cell]) -> bool:
    """Whether at least half of the filled cells of a column of patient codes are names.

    A surname with initials is one here ("Jones, M.", "O'Neil K.", "Mrs Smith"); among words of
    other columns it may be none.
    """
    filled = _first_filled(cells)
    return bool(filled) and 2 * sum(map(_is_name_for_code, filled)) >= len(filled)


def _first_filled(cells: Iterable[Cell]) -> list[str]:
    filled = (as_text(cell).strip() for cell in cells if cell is not None)
    return list(islice(filled, _LOOKED_AT))


def _is_identifier(words: str) -> bool:
    return any(pattern.fullmatch(plain(words)) for pattern in _PATTERNS)


def _is_name(words: str) -> bool:
    is_chinese = (
        2 <= len(words) <= 3 and words[0] in _SURNAMES and all("一" <= c <= "鿿" for c in words)
    )
    return is_chinese or bool(_LATIN_NAME.fullmatch(words))


def _is_name_for_code(words: str) -> bool:
    is_code = _BEGINS_A_CODE.match(words)
    return _is_name(words) or (not is_code and bool(_NAME_AND_INITIALS.fullmatch(words)))


def _base(words: str) -> str:
    """Letters and digits of a heading without what it says in brackets."""
    return key(re.sub(r"\(.*?\)", "", plain(words)))


def _keys(headings: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(key, headings))
