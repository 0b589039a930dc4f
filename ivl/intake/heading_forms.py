"""The forms in which a heading names a column: with a unit, with codes, as a question, denied.

Each reads the plain words of a heading, and knows it or leaves it to the next.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal

from ivl.intake import denials, everyday, units
from ivl.intake.brackets import (
    BRACKETS,
    CHECKBOX,
    CHOICE,
    codes_in,
    date_order,
)
from ivl.intake.known import (
    Target,
    known_targets,
    phrased_targets,
    shared_targets,
)
from ivl.intake.levels import answer, initials, is_unknown_mark, level_of, nearest, yes_or_no
from ivl.intake.phrasing import counted, form, meanings
from ivl.intake.words import key, plain
from ivl.schema import (
    BY_NAME,
    NO,
    NO_SPELLINGS,
    RECORDED,
    UNKNOWN,
    YES,
    YES_SPELLINGS,
    Column,
    Question,
)

Sure = Literal["exact", "normalised", "values", "answer"]
"""How a column was understood: by its heading, by its values, or because somebody said so."""


@dataclass(frozen=True)
class Heading:
    """A heading, understood."""

    targets: tuple[Target, ...] = ()
    """More than one if the words are ambiguous, none if they are unknown."""

    sure: Sure = "exact"
    unit: str = ""
    codes: tuple[tuple[str, str], ...] = ()
    date_order: str = ""
    """ "DMY", "MDY" or "YMD" if the heading tells."""

    is_shared: bool = False
    """The cells answer all targets at once, as "G3P2" does."""

    denies: bool = False
    """A yes below it says that what it names is absent."""

    is_doubted: bool = False
    """The heading above it says that something else is meant."""


NOT_KNOWN = Heading()

_COMPOUND = re.compile(r"^(.+?)\s*[:/_|–-]\s*(.+)$")
_CODED_TAIL = re.compile(r"^(.*?\D)\s*((?<!\d)\d\s*[=:]\s*[^\d\s].*)$")
_CODE_AND_WORD = re.compile(r"(\d)\s*([^\W\d_]+(?: [^\W\d_]+)*)")
_PLAINLY_CODED = re.compile(r"^(.*?\D)((?<!\d)(?:\d\s*[^\W\d_]+(?: [^\W\d_]+)*[\s,;/]*){2,})$")
_ASKS_YES_OR_NO = {
    "yesno", "yn", "noyes", "ny", "yesorno", "是否", "有无", "是或否", "01", "10", "是1否0"
}  # fmt: skip
_ASKS_A_DATE = {"date", "日期"}
_ASKING = re.compile(
    r"^(?:是否(?:有|存在|发生|出现|合并|伴有?|行|使用|接受|应用)?|有无|有否|有没有|曾否"
    r"|(?:any|presence of|evidence of|occurrence of|use of|underwent|had|has)[ _])(.+)$"
    r"|^(.+?)(?:与否|是否|有无"
    r"|(?:\b|[_. ])(?:present|used|done|performed|required|needed|y[/_. ]?n|yes[/_. ](?:or )?no"
    r"|[01]/[01])\??)$"
    r"|^(?:did it|did she|has it|has she) (.+?)\??$"
)
_ASKED_WITHIN = re.compile(r"^(.+?)(?:是否|有无)(.+)$")
_ABOUT = re.compile(r"^(.+?)(?:情况|状况|状态|[_ .]+status)$")
_FOUND = {"yes_no", "category", "several"}
_LEGEND = re.compile(r"^(.*?[^\d\s/_:-])[\s/_:-]*((?<!\d)\d\s*[^\d\s].*)$")
_YES_NO = frozenset(map(key, (*YES_SPELLINGS, *NO_SPELLINGS)))


def _whole(words: str) -> Heading | None:
    if "%" in words:  # the one unit that letters and digits alone do not show
        return None
    targets = known_targets().get(key(words), ())
    if targets:
        return Heading(targets)
    shared = shared_targets().get(key(words), ())
    return Heading(shared, is_shared=True) if shared else None


def _named(words: str) -> Heading | None:
    """A heading without units, codes and brackets, however it is phrased."""
    return _whole(words) or _phrased(words)


def _phrased(words: str) -> Heading | None:
    is_unclear = "%" in words or "(" in words or words.endswith("_complete")
    if is_unclear:
        return None
    found = [phrased_targets().get(form(meant), ()) for meant in meanings(words)]
    targets = tuple(dict.fromkeys(chain.from_iterable(found)))
    return Heading(targets) if targets else None


def _counted(words: str) -> Heading | None:
    """ "Months to recurrence", 随访年数."""
    bare, unit = counted(words)
    understood = _named(bare) if unit else None
    if not understood:
        return None
    return _measured(understood, unit)


def _about(words: str) -> Heading | None:
    """复发情况: what is found, so that 1 and 0 below it are not yet no and yes."""
    found = _ABOUT.match(words)
    understood = _named(found[1]) if found else None
    if not understood:
        return None
    plainly = dict.fromkeys(Target(target.field) for target in understood.targets)
    return _only(replace(understood, targets=tuple(plainly)), lambda column: column.kind in _FOUND)


def _checkbox_option(words: str) -> Heading | None:
    """REDCap's columns for the boxes of one question, with labels or with names."""
    found = CHOICE.match(words) or CHECKBOX.match(words)
    if not found:
        return None
    option = found[2].strip("'\"")
    return option_within(found[1], option) or _other_option(found[1], option)


def _other_option(group: str, words: str) -> Heading | None:
    """A box that is none of the options and resembles none: left out, she would have nothing."""
    if not any(map(str.isalpha, words)):
        return None
    for target in known_targets().get(key(group), ()):
        if _has_other(target.column) and nearest(target.column, words) is None:
            return Heading((Target(f"{_prefix(target.column)}_other"),), sure="normalised")
    return None


def boxes_like(heading: str) -> tuple[str, ...]:
    """Options that a box with other words may be: what these resemble, and "other"."""
    found = CHOICE.match(plain(heading)) or CHECKBOX.match(plain(heading))
    for target in known_targets().get(key(found[1]), ()) if found else ():
        level = nearest(target.column, found[2].strip("'\"")) if found else None
        if level and _has_other(target.column):
            prefix = _prefix(target.column)
            return tuple(dict.fromkeys((f"{prefix}_{level.name}", f"{prefix}_other")))
    return ()


def _has_other(column: Column) -> bool:
    return f"{_prefix(column)}_other" in {option.name for option in column.options}


def _prefix(column: Column) -> str:
    return column.prefix or column.name


def _compound(words: str) -> Heading | None:
    """ "Symptoms: dyspnoea"."""
    found = _COMPOUND.match(words)
    return option_within(found[1], found[2]) if found else None


def _boxed(words: str) -> Heading | None:
    """One option of a question, with hardly a sign between them: "sx_Menorrhagia"."""
    group, option = everyday.boxed(words)
    return option_within(group, option) if option else None


def option_within(group: str, words: str) -> Heading | None:
    """The option of a column of several that stands below or behind the heading of them all."""
    if words.isdigit():  # a code of the database, not the answer "0"
        return None
    for target in known_targets().get(key(group), ()):
        name = level_of(target.column, words) if target.column.kind == "several" else None
        if name:
            return Heading((Target(f"{_prefix(target.column)}_{name}"),), sure="normalised")
    return None


def _with_brackets(words: str) -> Heading | None:
    bare = BRACKETS.sub(" ", words)
    if bare == words:
        return None
    readings = (_whole, _with_unit, _asking, _phrased, _counted, _about, _last_contact, _described)
    understood = next(filter(None, (reading(bare.strip()) for reading in readings)), None)
    for inside in BRACKETS.findall(words):
        understood = understood and _qualified(understood, inside)
    return understood or _phrased(re.sub(r"[()\[\]【】]", " ", words))


def _qualified(understood: Heading, inside: str) -> Heading | None:
    """The heading with what its brackets add; None if they say something unheard of."""
    unit, order = units.named(inside), date_order(inside)
    if key(inside) in _ASKS_YES_OR_NO or not (key(inside) or unit):
        return understood
    if codes := codes_in(inside):
        return replace(understood, codes=codes)
    if order or key(inside) in _ASKS_A_DATE:
        dated = replace(understood, date_order=order)
        return _only(dated, lambda column: column.kind == "date")
    if unit:
        return _measured(understood, unit)
    if everyday.says_no_more(inside):
        return understood
    return _among(understood, everyday.answers_in(inside))


def _with_unit(words: str) -> Heading | None:
    base, unit = units.cut_off(words.strip())
    understood = (_named(base) or _last_contact(base)) if unit else None
    return _measured(understood, unit) if understood else None


def _measured(understood: Heading, unit: str) -> Heading | None:
    """A heading with its unit; "Last follow-up (months)" is no date but a time."""
    fields = [
        field
        for target in understood.targets
        for field in (target.field, "" if target.is_vague else target.column.timed_as)
        if field and units.fits(unit, BY_NAME[field])
    ]
    told = {target.field: target for target in understood.targets}
    kept = tuple(told.get(field, Target(field)) for field in dict.fromkeys(fields))
    return replace(understood, targets=kept, unit=unit) if kept else None


def _coded(words: str) -> Heading | None:
    """ "Recurrence 0:no 1:yes", 术后复发1是2否."""
    if found := _CODED_TAIL.match(words):
        understood = _named(found[1].strip())
        return replace(understood, codes=codes_in(found[2])) if understood else None
    found = _PLAINLY_CODED.match(words)
    understood = _named(found[1].strip(" /:")) if found else None
    codes = tuple(_CODE_AND_WORD.findall(found[2])) if found else ()
    if not understood:
        return None
    told = tuple(
        target
        for target in understood.targets
        if all(
            answer(target.column, word, target.asked_as) not in (None, UNKNOWN.name)
            for _, word in codes
        )
    )
    return replace(understood, targets=told, codes=codes) if told else None


def _asking(words: str) -> Heading | None:
    """ "Any recurrence", 有无胸闷, "cpb_yn"."""
    found = _ASKING.match(words)
    named = next(filter(None, found.groups()), "").strip(" _.") if found else ""
    understood = _named(named or _ASKED_WITHIN.sub(r"\1\2", words))
    if not understood or not (named or _ASKED_WITHIN.match(words)):
        return None
    asks = [
        target
        for target in understood.targets
        if target.asked_as or target.column.kind == "yes_no" or level_of(target.column, NO.name)
    ]
    return replace(understood, targets=tuple(asks)) if asks else None


def _denied(words: str) -> Heading | None:
    """ "No recurrence" and "Recurrence-free" ask the opposite of what the dictionary asks."""
    found = denials.HEADING.match(words.replace("_", " "))
    named = next((part for part in found.groups() if part), "") if found else ""
    understood = (_whole(named) or _with_brackets(named)) if named else None
    if not understood:
        return None
    targets = tuple(
        turned for target in understood.targets if (turned := turned_round(target, words))
    )
    return replace(understood, targets=targets, denies=True) if targets else None


def turned_round(target: Target, words: str) -> Target | None:
    """What is asked where the heading denies the target; None if yes and no do not answer it."""
    column, asked = target.column, target.asked_as
    if asked and level_of(column, NO.name):  # under such a column a no is an answer by itself
        return None
    if asked:
        return Target(target.field, Question((words,), yes=asked.no, no=asked.yes))
    if column.kind == "yes_no":
        return Target(target.field, Question((words,), yes=NO.name, no=YES.name))
    none = next((option for option in column.options if option.name.endswith("_none")), None)
    return Target(none.name) if none else None


def _legend(words: str) -> Heading | None:
    """ "Recurrence 1 yes 2 no", 取栓/1是/2否: codes without a sign, each with an answer."""
    found = _LEGEND.match(words)
    understood = _named(found[1].strip()) if found else None
    codes = codes_in(found[2]) if found and understood else ()
    if not understood or len(codes) < 2:
        return None
    told = _only(understood, lambda column: all(_is_answer(column, said) for _, said in codes))
    return replace(told, codes=codes) if told else None


def _is_answer(column: Column, words: str) -> bool:
    said = yes_or_no(words, column) if column.kind in ("yes_no", "category") else None
    return bool(said or level_of(column, words) or is_unknown_mark(words))


def _initials(words: str) -> Heading | None:
    """ "Status A/D": first letters of two answers."""
    base, *letters = everyday.initials_in(words)
    understood = _named(base) if base else None
    for target in understood.targets if understood else ():
        if codes := initials(target.column, letters):
            return Heading((Target(target.field),), codes=codes)
    return None


def _last_contact(words: str) -> Heading | None:
    """ "Date of last OPD visit", 最后复查日期."""
    return Heading((Target("last_followup_date"),)) if everyday.tells_last_contact(words) else None


def _at_last(words: str) -> Heading | None:
    """ "Alive at last visit", "Last status": the outcome, which is asked for then."""
    then, now = everyday.at_last_contact(words), everyday.at_present(words)
    fields = {"vital_status", "recurrence"} if then else {"vital_status"}
    base = then or now
    understood = (_named(base) or _about(base)) if base else None
    return _only(understood, lambda column: column.name in fields) if understood else None


def _described(words: str) -> Heading | None:
    """ "Nature of surgery", "Surgery done", 并发症类型: answers in words, no date and no number."""
    base = everyday.without_sort(words)
    understood = _named(base) if base else None
    if not understood:
        return None
    plainly = tuple(target for target in understood.targets if not target.asked_as)
    return _only(
        replace(understood, targets=plainly), lambda column: column.kind in ("category", "several")
    )


def _dated(words: str) -> Heading | None:
    """ "Died on", "When recurred"."""
    base = everyday.dated(words)
    understood = _named(base) if base else None
    return _only(understood, lambda column: column.kind == "date") if understood else None


def _answers(words: str) -> Heading | None:
    """ "Open/lap", "New or recurrent": what stands below has to prove that these are answers."""
    said = everyday.answers_in(words)
    columns = [column for column in RECORDED if said and _lists(column, said)]
    targets = tuple(Target(column.name, is_vague=True) for column in columns)
    return Heading(targets) if targets else None


def _among(understood: Heading, said: list[str]) -> Heading | None:
    """A heading whose brackets list answers: "Status (alive/dead)"."""
    told = tuple(
        Target(target.field) for target in understood.targets if _lists(target.column, said)
    )
    return replace(understood, targets=told) if told and said else None


def _lists(column: Column, said: list[str]) -> bool:
    """Whether the words are different answers of a column, and more than a yes and a no."""
    if column.kind not in ("category", "several") or column.options_stand_alone:
        return False
    found = {level_of(column, words) for words in said}
    return None not in found and len(found) > 1 and not {key(words) for words in said} <= _YES_NO


def _only(understood: Heading, condition: Callable[[Column], bool]) -> Heading | None:
    kept = tuple(target for target in understood.targets if condition(target.column))
    return replace(understood, targets=kept) if kept else None


FORMS: tuple[Callable[[str], Heading | None], ...] = (
    _whole, _checkbox_option, _with_brackets, _with_unit, _coded, _compound, _asking, _denied,
    _phrased, _counted, _about, _boxed, _legend, _initials, _last_contact, _at_last,
    _described, _dated, _answers,
)  # fmt: skip
"""In the order in which they are tried."""
