"""Columns that could tell who a patient is; they are dropped before anything is kept.

Told by the heading in either language, or by values that look like an identity number, a
telephone number or an address for e-mail.
"""

import re
from collections.abc import Iterable
from typing import Final

from ivl.intake.cells import Cell
from ivl.intake.names import first_filled
from ivl.intake.personal import is_identifier
from ivl.intake.words import key, plain
from ivl.schema import BIRTH_DATE_HEADINGS, IDENTIFIER_HEADINGS, RECORD_NUMBER_HEADINGS

_HINT: Final = re.compile(
    r"\b(?:names?|initials|phone|telephone|mobile|whatsapp|wechat|e-?mail|address|post ?code"
    r"|passport|birth|dob|nhs|(?:nach|vor|patienten)?namen?|geburts\w*|telefon\w*|adresse"
    r"|anschrift|nom|pr[eé]nom|naissance|apellidos?|nombres?|tel[eé]fono|direcci[oó]n|nacimiento"
    r"|cognome|nome|indirizzo|nascita)\b"
    r"|\b(?:geb|née?|born|b-?day|yob)\b|生日|诞生|생년|姓名|名字|身份证|电话|手机|地址|住址|邮箱|出生|微信|氏名|生年月日|성명|이름"
)
_OF_PERSONS: Final = re.compile(
    r"\b(?:surgeons?|doctors?|physicians?|consultants?|nurses?|operators?|assistants?|radiologists?"
    r"|pathologists?|reviewers?|interviewers?|investigators?|contacts?|spouse|husband|relatives?|kin"
    r"|by|who)\b|主刀|术者|助手|医生|医师|护士|主治|录入|审核|联系|家属|丈夫|经管"
)


def is_heading_of_identifier(words: str) -> bool:
    """A heading such as Name, Phone, 身份证号."""
    return _base(words) in _keys(IDENTIFIER_HEADINGS)


def hints_at_identifier(words: str) -> bool:
    """A heading that nothing else explains and that speaks of names, numbers or addresses."""
    return bool(_HINT.search(plain(words)))


def speaks_of_persons(words: str) -> bool:
    """A heading such as Surgeon, Entered by, 主刀: names stand below it, though not of patients."""
    return bool(_OF_PERSONS.search(plain(words)))


def is_heading_of_record_number(words: str) -> bool:
    """A heading such as MRN, 住院号: the number under which a hospital knows her."""
    return _base(words) in _keys(RECORD_NUMBER_HEADINGS)


def is_heading_of_birth_date(words: str) -> bool:
    """A heading such as Date of birth, 出生日期."""
    return _base(words) in _keys(BIRTH_DATE_HEADINGS)


def look_like_identifiers(cells: Iterable[Cell]) -> bool:
    """Whether at least half of the filled cells could be looked up outside the study."""
    filled = first_filled(cells)
    return bool(filled) and 2 * sum(map(is_identifier, filled)) >= len(filled)


def _base(words: str) -> str:
    """Letters and digits of a heading without what it says in brackets, closed or not."""
    return key(re.sub(r"\([^)]*\)?", "", plain(words)))


def _keys(headings: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(key, headings))
