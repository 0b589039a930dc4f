"""Whether cells name persons.

A surname alone cannot be told from another word by its letters. What a column is for decides:
codes of a study hold figures or count through the alphabet, so words below a heading of codes are
names or initials. Elsewhere only full names, names with initials and common surnames are told.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import islice, pairwise, takewhile
from typing import Final

from ivl.intake.cells import Cell, as_text
from ivl.intake.levels import is_unknown_mark
from ivl.intake.vocabulary import is_common, words_known
from ivl.intake.words import key, plain

_TITLES: Final = r"(?:Mrs|Mr|Ms|Miss|Dr|Prof|Frau|Herr|Mme|Mlle|Madam|Sra)\b\.?"
"""MR without a small r is an image."""

_BEHIND_TITLES: Final = "[一-鿿]{1,2}(?:女士|先生|小姐)"
TITLED_NAME: Final = re.compile(
    rf"\b(?:{_TITLES} ?)+[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][a-zß-ÿ'’-]+)?|{_BEHIND_TITLES}"
)
"""A person named in passing: "up to heart (Mrs Smith)", "Prof. Dr. Anna Meyer says"."""

_LOOKED_AT: Final = 200
_SURNAMES: Final = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜"
    "崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
    "温常季施牛洪葛康邢安申俞樊齐乔伍庞颜倪庄聂章鲁岳翟殷詹欧耿关焦巫左柳甘祝包宁尚舒阮柯纪梅童毕单裴霍成苗曲盛冉翁涂"
    "張劉陳楊黃趙吳孫馬鄭許韓馮鄧蔣葉蘇呂盧鍾譚陸範賈鄒龍顧錢嚴"
)
_COMMON_SURNAMES: Final = frozenset(
    """
    smith jones williams brown taylor davies wilson evans thomas johnson roberts walker wright
    robinson thompson hughes edwards hall turner harris cooper clarke martin morris davis miller
    anderson jackson moore lewis scott mitchell campbell carter phillips murphy kelly obrien
    oneill oneil sullivan byrne ryan stewart macdonald mcdonald
    mueller müller schmidt schneider fischer weber meyer wagner becker schulz hoffmann koch
    bauer richter klein wolf schroeder schröder neumann
    dubois durand bernard laurent lefebvre moreau simon michel leroy roux fournier girard
    garcia garcía rodriguez rodríguez martinez martínez hernandez hernández lopez lópez gonzalez
    gonzález perez pérez sanchez sánchez ramirez ramírez torres flores rivera gomez gómez diaz
    díaz silva santos oliveira souza pereira costa ferreira rossi russo ferrari esposito bianchi
    romano colombo ricci marino greco jansen vries bakker visser hansen johansson andersson
    nielsen larsen kowalski nowak novak horvat ivanov ivanova petrov petrova popov kim park choi
    jung kang nguyen tran pham huynh wang zhang chen liu yang huang zhao zhou xu zhu guo lin luo
    zheng liang xie tang feng deng cao peng zeng xiao tian dong pan yuan jiang cai ding
    tanaka suzuki sato satō takahashi watanabe yamamoto nakamura kobayashi kato ito singh kumar
    sharma patel gupta khan ahmed ali hassan hussein mohamed mohammed yilmaz yılmaz kaya demir
    cohen levy
    """.split()  # noqa: SIM905
)
"""Common in registries of surnames; key() takes marks away, so O'Brien is obrien."""

_FORENAMES: Final = frozenset(
    """
    mary maria marie anna anne ann annie emma emily elizabeth jane janet jennifer jessica joan
    judith julia julie karen kate katherine kathleen kelly laura linda lisa louise lucy margaret
    martha melissa michelle nancy nicole olivia pamela patricia rachel rebecca ruth sandra sarah
    sharon sophia sophie stephanie susan teresa theresa victoria wendy yvonne alice amanda amy
    andrea angela barbara betty brenda carol caroline catherine charlotte christine claire cynthia
    deborah diana donna dorothy eleanor ellen eva helen hannah heather irene isabel fatima aisha
    amina aysha ayse carmen dolores elena giulia francesca chiara ingrid ursula monika renate
    john james robert michael david william richard thomas peter paul andrew george stephen
    fumiko hanako yuko keiko yoko priya sunita anita lakshmi olga natalia svetlana irina tatiana
    """.split()  # noqa: SIM905
)
_GIVEN: Final = (
    "丽华芳娟敏静秀英兰玉梅红燕玲桂霞萍艳娜婷莉慧珍凤洁琴芬荣淑琳莹晶雪佳欣怡倩颖蓉薇菊娥霜香莲仙翠雅芝巧"
    "伟强磊军勇杰涛超刚辉鹏飞国建文志永德福俊浩宇轩涵梓诗丹彤蕾瑶菲嘉雯霏媛黎妮妍"
)
"""Characters of given names, of which no other word near a tumour is made."""

_CHINESE_NAME: Final = re.compile(f"[{''.join(sorted(_SURNAMES))}][{_GIVEN}]{{1,2}}")
_CAPITAL: Final = r"[A-ZÀ-Þ][a-zß-ÿ'’-]+|[A-ZÀ-Þ]{4,}"
_CAPITALISED_RUN: Final = re.compile(rf"(?:{_CAPITAL})(?:,? (?:{_CAPITAL}|[A-ZÀ-Þ]\b\.?))*")
_LATIN_NAME: Final = re.compile(r"[A-Z][a-zà-ÿ'’-]+,? [A-Z][a-zà-ÿ'’-]+(?: [A-Z][a-zà-ÿ'’-]+)?")
_WORD: Final = (
    r"(?:(?:Mc|Mac|[DO]['’])?[A-ZÀ-ÞŠŽŁŚĆ][a-zß-ÿšžłśćńęąčřěů]+|[A-ZÀ-Þ]['’]?[A-ZÀ-Þ]{3,})"
)
_CAPITALISED: Final = re.compile(_WORD)
_SURNAME: Final = rf"{_WORD}(?:['’-]{_WORD})*"
_INITIALS: Final = r"[A-ZÀ-Þ](?:\.?-?[A-ZÀ-Þ])?\.?"
_PARTICLE: Final = r"van|von|der|den|de|del|della|di|da|dos|la|le|el|al|bin|ter"
_PART: Final = re.compile(rf"{_SURNAME}|{_INITIALS}|{_PARTICLE}|{_TITLES}")
_BETWEEN_PARTS: Final = re.compile(r", ?| |(?<=\.)(?=[^ ,-])")
_LONGEST_NAME: Final = 60
_MASKED: Final = re.compile(f"[一-鿿][某*＊×xX○〇][一-鿿某*＊×xX○〇]{{0,2}}|{_BEHIND_TITLES}")
_BEGINS_A_CODE: Final = re.compile(
    r"(?:case|patient|pat|pt|subject|participant|number|no|nr|id|code|ivl|study|group|arm|site"
    r"|cent(?:re|er)|record|woman|female|sample|cohort|control|index|series|hospital|row|visit"
    r"|test|stage|grade|type|class|level|part|phase)\b|病例|病人|患者|编号|样本|第?[一二三四五六七八九十百]+[例号]?$|[甲乙丙丁戊己庚辛壬癸]$",
    re.IGNORECASE,
)
_WORD_BESIDE_NUMBER: Final = re.compile(
    r"([^\W\d_]{2,})[ ._#(-]*\d+\)?|[^\W\d_]?\d+[ ._#(:-]*([^\W\d_]{3,})\)?"
)
_CODE_WORDS: Final = re.compile(r"^ *(?:case|patient|pat|pt|subject|no|nr|id)\b", re.IGNORECASE)
_MARKS: Final = " ,;:._-()（）"
_WITH_FIGURES: Final = re.compile(r"(?<![A-Za-z.#-])[A-Za-z.#-]*\d[\dA-Za-z.#-]*")
_LETTERS: Final = re.compile(r"[^\W\d_]{3,}|[㐀-鿿]{2,}")
_WRITTEN_LIKE_A_NAME: Final = re.compile(r"[\w .,'’()（）#-]+")
_SHORT_NAME_OF_CENTRE: Final = 3
_CENTRE: Final = re.compile("[A-Z]{3}")
_LONG_NUMBER: Final = re.compile(r"\d{6,}")
_SHORT_CODE: Final = 4
_FEW: Final = 3
"""With fewer rows, different words before numbers may be two hospitals."""


def look_like_names(cells: Iterable[Cell]) -> bool:
    """Whether at least half of the filled cells look like names of persons."""
    return _are_mostly(first_filled(cells), _is_full_name)


def may_name_persons(words: Iterable[str]) -> bool:
    """Whether any of the texts looks like a name: full, with initials, or a common surname."""
    return any(
        _is_full_name(said) or _is_name_and_initials(said) or key(said) in _COMMON_SURNAMES
        for said in map(str.strip, words)
    )


def persons_in(words: str) -> list[str]:
    """The names of persons in a text, however little of one: "IVC 张丽华", "seen by Mary W."."""
    found = TITLED_NAME.findall(words) + _CHINESE_NAME.findall(words)
    runs = _CAPITALISED_RUN.findall(words)
    return found + [run for run in runs if any(map(_is_common_name, run.split()))]


def _is_common_name(word: str) -> bool:
    letters = key(word)
    return letters in _COMMON_SURNAMES or letters in _FORENAMES


def are_names_for_codes(cells: Iterable[Cell]) -> bool:
    """Whether a column of patient codes holds names or initials.

    One full name is enough, and so is one word or long number among codes of another kind ("WEXL01"
    or 8800123 among 001, 002). Otherwise at least half of the filled cells are words without a
    figure ("Smith", "O'Brien", 张伟, "W.L.", "ZHX"), or differ in the word beside a number
    ("Smith 1", "Jones 2"). "AA, AB, AC" and "Case A" count patients and name none.
    """
    filled = first_filled(cells)
    return (
        any(_is_full_name(words) or _is_name_and_initials(words) for words in filled)
        or _hold_names_beside_figures(filled)
        or _holds_one_of_another_kind(filled)
        or (_are_mostly(filled, _is_word) and not _is_alphabet(filled))
        or _are_numbered_names(filled)
    )


def first_filled(cells: Iterable[Cell]) -> list[str]:
    """Texts of the first cells that say something."""
    filled = (as_text(cell).strip() for cell in cells if cell is not None)
    return list(islice((words for words in filled if not is_unknown_mark(words)), _LOOKED_AT))


def _are_mostly(filled: Sequence[str], kind: Callable[[str], bool]) -> bool:
    return bool(filled) and 2 * sum(map(kind, filled)) >= len(filled)


def _is_full_name(words: str) -> bool:
    if _BEGINS_A_CODE.match(words):
        return False
    is_chinese = (
        2 <= len(words) <= 3 and words[0] in _SURNAMES and all("一" <= c <= "鿿" for c in words)
    )
    return is_chinese or bool(_LATIN_NAME.fullmatch(words) or _MASKED.fullmatch(words))


def _is_name_and_initials(words: str) -> bool:
    is_name = TITLED_NAME.match(words) or _is_of_parts(words)
    return bool(is_name) and not _BEGINS_A_CODE.match(words)


def _is_of_parts(words: str) -> bool:
    """Surnames, initials, particles and titles alone, with one whole word among them."""
    if len(words) > _LONGEST_NAME or not _CAPITALISED.search(words):
        return False
    parts = _BETWEEN_PARTS.split(words)
    return len(parts) > 1 and all(map(_PART.fullmatch, parts))


def _is_word(words: str) -> bool:
    """A name, as far as letters tell: no figure, and more than a single letter."""
    letters = key(words)
    is_single = len(letters) < 2 and letters.isascii()
    has_figure = any(character.isnumeric() and not "一" <= character <= "鿿" for character in words)
    return bool(letters) and not (is_single or has_figure or _BEGINS_A_CODE.match(words))


def _is_alphabet(filled: Sequence[str]) -> bool:
    """AA, AB, AC: each follows the one before, which initials do not."""
    letters = [key(words) for words in filled]
    if not all(one.isascii() and len(one) == len(letters[0]) <= 3 for one in letters):
        return False
    numbers = [sum((ord(c) - 96) * 26**at for at, c in enumerate(one[::-1])) for one in letters]
    steps = [later - one for one, later in pairwise(numbers)]
    return bool(steps) and all(0 < step <= 2 for step in steps)


def _are_numbered_names(filled: Sequence[str]) -> bool:
    found = [_WORD_BESIDE_NUMBER.fullmatch(words) for words in filled]
    beside = [plain(one[1] or one[2]) for one in found if one]
    beside = [word for word in beside if not _BEGINS_A_CODE.match(word)]
    is_most = 2 * len(beside) >= len(filled) and len(beside) >= _FEW
    return is_most and 4 * len(set(beside)) >= 3 * len(beside)


def _holds_one_of_another_kind(filled: Sequence[str]) -> bool:
    """A strange word or a number of a hospital, in few rows, where most codes begin alike."""
    begins = Counter("".join(takewhile(str.isalpha, plain(words))) for words in filled)
    usual, n_usual = begins.most_common(1)[0] if begins else ("", 0)
    is_of_centres = bool(_strange_words(usual)) or len(usual) == _SHORT_NAME_OF_CENTRE
    if 2 * n_usual < len(filled) or len(filled) < _FEW or is_of_centres:
        return False
    odd = [words for words in filled if _is_strange(words)]
    rare = Counter(word for words in odd for word in _strange_words(words) if word != usual)
    are_short = 2 * sum(len(words) <= _SHORT_CODE for words in filled) >= len(filled)
    return any(n < _FEW for n in rare.values()) or (
        are_short and any(map(_LONG_NUMBER.fullmatch, filled))
    )


def _is_strange(words: str) -> bool:
    """Letters that no code of a study is made of, and nothing but what names are written with."""
    is_plain = _WRITTEN_LIKE_A_NAME.fullmatch(
        words[: _LONGEST_NAME + 1]
    ) and not _BEGINS_A_CODE.match(words)
    return bool(is_plain and len(words) <= _LONGEST_NAME and _strange_words(words))


def _strange_words(words: str) -> list[str]:
    """Words of a code that are neither of records nor the short name of a centre, PUM01."""
    found = _LETTERS.findall(words)
    return [plain(word) for word in found if not _is_known(word) and not _CENTRE.fullmatch(word)]


def _is_known(word: str) -> bool:
    return plain(word) in words_known() if word[0] < "㐀" else is_common(word)


def _hold_names_beside_figures(filled: Sequence[str]) -> bool:
    """ "P001 Mary Jones" and 001张丽华, but not a word that many share, such as a hospital's."""
    rests = [_CODE_WORDS.sub("", _WITH_FIGURES.sub(" ", words)).strip(_MARKS) for words in filled]
    beside = Counter(rest for rest, words in zip(rests, filled, strict=True) if rest != words)
    return any(
        (_is_full_name(rest) or _is_name_and_initials(rest))
        and (n < _FEW or _FEW * n <= len(filled))
        for rest, n in beside.items()
    )
