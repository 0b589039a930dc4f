"""The forms in which a heading names a column: with a unit, as a question, denied, as wards say it.

Each reads the plain words of a heading, and knows it or leaves it to the next.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from ivl.intake import coded_headings, denials, everyday, options, units
from ivl.intake.brackets import BRACKETS, codes_in, date_order
from ivl.intake.known import Target
from ivl.intake.levels import level_of
from ivl.intake.named import Heading, measured, named, only, phrased, whole
from ivl.intake.phrasing import counted
from ivl.intake.words import key
from ivl.schema import BY_NAME, NO, YES, Column, Question

_ASKS_YES_OR_NO: Final = {
    "yesno", "yn", "noyes", "ny", "yesorno", "是否", "有无", "是或否", "01", "10", "是1否0"
}  # fmt: skip
_ASKS_A_DATE: Final = {"date", "日期"}
_ASKING: Final = re.compile(
    r"^(?:是否(?:有|存在|发生|出现|合并|伴有?|行|使用|接受|应用)?|有无|有否|有没有|曾否"
    r"|(?:any|presence of|evidence of|occurrence of|use of|underwent|had|has)[ _])(.+)$"
    r"|^(.+?)(?:与否|是否|有无"
    r"|(?:\b|[_. ])(?:present|used|done|performed|required|needed|y[/_. ]?n|yes[/_. ](?:or )?no"
    r"|[01]/[01])\??)$"
    r"|^(?:did it|did she|has it|has she) (.+?)\??$"
)
_ASKED_WITHIN: Final = re.compile(r"^(.+?)(?:是否|有无)(.+)$")
_ABOUT: Final = re.compile(r"^(.+?)(?:情况|状况|状态|[_ .]+status)$")
_FOUND: Final = {"yes_no", "category", "several"}


def _counted(words: str) -> Heading | None:
    """ "Months to recurrence", 随访年数."""
    bare, unit = counted(words)
    understood = named(bare) if unit else None
    if not understood:
        return None
    return measured(understood, unit)


def _about(words: str) -> Heading | None:
    """复发情况: what is found, so that 1 and 0 below it are not yet no and yes."""
    found = _ABOUT.match(words)
    understood = named(found[1]) if found else None
    if not understood:
        return None
    plainly = dict.fromkeys(Target(target.field) for target in understood.targets)
    return only(replace(understood, targets=tuple(plainly)), lambda column: column.kind in _FOUND)


def _with_brackets(words: str) -> Heading | None:
    bare = BRACKETS.sub(" ", words)
    if bare == words:
        return None
    readings = (whole, _with_unit, _asking, phrased, _counted, _about, _last_contact, _described)
    understood = next(filter(None, (reading(bare.strip()) for reading in readings)), None)
    for inside in BRACKETS.findall(words):
        understood = understood and _qualified(understood, inside)
    return understood or phrased(re.sub(r"[()\[\]【】]", " ", words))


def _qualified(understood: Heading, inside: str) -> Heading | None:
    """The heading with what its brackets add; None if they say something unheard of."""
    unit = units.named(everyday.unit_after_surgery(inside))
    order = date_order(inside)
    if key(inside) in _ASKS_YES_OR_NO or not (key(inside) or unit):
        return understood
    if codes := codes_in(inside):
        return replace(understood, codes=codes)
    if order or key(inside) in _ASKS_A_DATE:
        dated = replace(understood, date_order=order)
        return only(dated, lambda column: column.kind == "date")
    if unit:
        return measured(understood, unit)
    if everyday.says_no_more(inside):
        return understood
    return coded_headings.among(understood, everyday.answers_in(inside))


def _with_unit(words: str) -> Heading | None:
    base, unit = units.cut_off(words.strip())
    understood = (named(base) or _last_contact(base)) if unit else None
    return measured(understood, unit) if understood else None


def _asking(words: str) -> Heading | None:
    """ "Any recurrence", 有无胸闷, "cpb_yn"."""
    found = _ASKING.match(words)
    said = next(filter(None, found.groups()), "").strip(" _.") if found else ""
    understood = named(said or _ASKED_WITHIN.sub(r"\1\2", words))
    if not understood or not (said or _ASKED_WITHIN.match(words)):
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
    said = next((part for part in found.groups() if part), "") if found else ""
    understood = (whole(said) or _with_brackets(said)) if said else None
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
    none = _none_of(column)
    return Target(none) if none else None


def whether_any(target: Target) -> Target | None:
    """What a yes and a no say below a question with several answers: that she had some, or none."""
    none = _none_of(target.column)
    asked = Question((target.column.label,), yes=NO.name, no=YES.name)
    return Target(none, asked) if none else None


def _none_of(column: Column) -> str:
    names = (option.name for option in column.options)
    return next((name for name in names if name.endswith("_none")), "")


def _last_contact(words: str) -> Heading | None:
    """ "Date of last OPD visit", 最后复查日期."""
    return Heading((Target("last_followup_date"),)) if everyday.tells_last_contact(words) else None


def _at_last(words: str) -> Heading | None:
    """ "Alive at last visit", "Last status": the outcome, which is asked for then."""
    then, now = everyday.at_last_contact(words), everyday.at_present(words)
    fields = {"vital_status", "recurrence"} if then else {"vital_status"}
    base = then or now
    understood = (named(base) or _about(base)) if base else None
    return only(understood, lambda column: column.name in fields) if understood else None


def _described(words: str) -> Heading | None:
    """ "Nature of surgery", "Surgery done", 并发症类型: answers in words, no date and no number."""
    base = everyday.without_sort(words)
    understood = named(base) if base else None
    if not understood:
        return None
    plainly = tuple(target for target in understood.targets if not target.asked_as)
    return only(
        replace(understood, targets=plainly), lambda column: column.kind in ("category", "several")
    )


def _dated(words: str) -> Heading | None:
    """ "Died on", "When recurred"."""
    base = everyday.dated(words)
    understood = named(base) if base else None
    return only(understood, lambda column: column.kind == "date") if understood else None


def _timed(words: str) -> Heading | None:
    """ "t_recur", "RecTime", "fumo": what stands below has to prove that it is a time."""
    event, unit = everyday.timed(words)
    understood = named(event) if event else None
    if not understood:
        return None
    times = [
        name
        for target in understood.targets
        for name in ("" if target.is_vague else target.column.timed_as, target.field)
        if name and units.fits("months", BY_NAME[name])
    ]
    found = tuple(Target(name, is_vague=not unit) for name in dict.fromkeys(times))
    return Heading(found, sure="normalised", unit=unit) if found else None


def _given(words: str) -> Heading | None:
    """ "GnRH post op", 术后口服来曲唑: what she was given to prevent a recurrence."""
    drug = everyday.given(words)
    name = level_of(BY_NAME["adjuvant_therapy"], drug) if drug else None
    if name in (None, "none", "other"):
        return None
    return Heading((Target(f"adjuvant_{name}"),), sure="normalised")


def _earlier(words: str) -> Heading | None:
    """ "Previous myomectomy" Y/N: one of the operations before this one."""
    column = BY_NAME["prior_uterine_surgery"]
    said = everyday.earlier(words)
    name = level_of(column, said) if said else None
    if name in (None, "none", "other"):
        return None
    return Heading((Target(f"{column.name}_{name}"),), sure="normalised")


FORMS: Final[tuple[Callable[[str], Heading | None], ...]] = (
    whole, options.checkbox_option, _with_brackets, _with_unit, coded_headings.coded,
    options.compound, _asking, _denied, phrased, _counted, _about, options.boxed,
    coded_headings.legend, coded_headings.initials_told, _last_contact, _at_last, _described,
    _dated, _timed, _given, _earlier, options.said_twice, coded_headings.answers_listed,
)  # fmt: skip
"""In the order in which they are tried."""
