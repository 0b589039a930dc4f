"""What a heading of a spreadsheet stands for, from its words alone.

A heading is known if it is one of the data dictionary's once both are reduced to letters and
digits. What it says beside the name is understood too: a unit ("年龄(岁)", "Size/cm"), codes
("Death (0 = no, 1 = yes)"), the order of dates ("Surgery date (dd/mm/yyyy)"), an option of a
column of several ("Symptoms (choice='Dyspnea')", ``symptoms___dyspnea``), and that it denies
what it names ("No recurrence", 无复发), so that a yes below it is a no.
"""

from dataclasses import replace

from ivl.intake import denials, groups, units
from ivl.intake.brackets import (
    BRACKETS,
    CHECKBOX,
    CHOICE,
    FORM_STATUS,
    codes_after,
    codes_in,
)
from ivl.intake.cells import LONGEST_HEADING
from ivl.intake.heading_forms import FORMS, turned_round, whether_any
from ivl.intake.known import (
    Target,
    exact_headings,
)
from ivl.intake.named import NOT_KNOWN, Heading
from ivl.intake.options import option_within
from ivl.intake.phrasing import spelled_out, two_languages
from ivl.intake.words import keeping_short, plain, spaced


def understand(heading: str, group: str = "", is_titled: bool = False) -> Heading:
    """What a heading stands for.

    Args:
        heading: as it stands in the file.
        group: the heading above it, where several columns share one.
        is_titled: the heading above may be the title of the sheet, and then says nothing of it.
    """
    alone = _understand(heading)
    if not group:
        return alone
    is_believed = any(not target.is_vague for target in alone.targets)
    within = option_within(group, heading) or (
        NOT_KNOWN if is_believed else _understand_joined(group, heading)
    )
    if within.targets:
        return within
    if is_titled or plain(group) == plain(heading):
        return alone
    kept = tuple(target for target in alone.targets if not groups.turns(group, target.field))
    return replace(
        alone, targets=kept or alone.targets, is_doubted=bool(alone.targets) and not kept
    )


def taken_for(heading: Heading, words: str, field: str) -> Heading:
    """A heading that somebody said stands for a field, with all else that it says kept.

    Codes in its brackets hold whatever the words beside them are, and so does a denial.
    """
    known = (*heading.targets, *filter(None, map(whether_any, heading.targets)))
    target = next((same for same in known if same.field == field), None)
    inside = next(filter(None, map(codes_in, BRACKETS.findall(plain(words)))), ())
    codes = heading.codes or inside or codes_after(plain(words))
    denied = heading.denies
    if target is None:
        target = Target(field)
        if denials.HEADING.match(spaced(words)) and target.column.kind == "yes_no":
            target, denied = turned_round(target, plain(words)) or target, True
    return replace(heading, targets=(target,), sure="answer", codes=codes, denies=denied)


def is_known(heading: str) -> bool:
    """Whether the words of a heading stand for something, whatever is below them."""
    return any(not target.is_vague for target in _understand(heading).targets)


def is_checkbox(heading: str) -> bool:
    """One box of a question, as REDCap heads it with names or with labels."""
    if len(heading) > LONGEST_HEADING:
        return False
    return bool(CHECKBOX.match(plain(heading)) or CHOICE.match(plain(heading)))


def known_fields(heading: str) -> list[str]:
    """Names of the fields that a heading stands for, or may stand for if it is vague."""
    return [target.field for target in _understand(heading).targets]


def _understand(heading: str) -> Heading:
    """What a heading stands for by itself; text too long for one stands for nothing."""
    is_note = len(heading) > LONGEST_HEADING or len(plain(heading)) > LONGEST_HEADING
    return NOT_KNOWN if is_note else _taken_apart(heading)


@keeping_short(5_000)
def _taken_apart(heading: str) -> Heading:
    words = plain(heading)
    if words == FORM_STATUS:
        return NOT_KNOWN
    for reading in FORMS:
        understood = reading(words)
        if understood:
            is_exact = heading.strip() in exact_headings()
            return understood if is_exact else replace(understood, sure="normalised")
    apart = spelled_out(heading)
    return _in_two_languages(heading) if apart == heading else _understand(apart)


def _in_two_languages(heading: str) -> Heading:
    """年龄(Age): what both languages name."""
    parts = two_languages(heading)
    if not parts:
        return NOT_KNOWN
    one, other = map(_understand, parts)
    fields = {target.field for target in other.targets}
    both = [target for target in one.targets if target.field in fields]
    believed = {target.field: target for target in (*one.targets, *other.targets)}
    believed |= {t.field: t for t in (*one.targets, *other.targets) if not t.is_vague}
    measured = {
        _unit(understood, part) for understood, part in zip((one, other), parts, strict=True)
    }
    if len(measured - {""}) > 1:
        return NOT_KNOWN
    return replace(
        one,
        targets=tuple(dict.fromkeys(believed[target.field] for target in both)),
        sure="normalised",
        unit=one.unit or other.unit,
        codes=one.codes or other.codes,
        date_order=one.date_order or other.date_order,
    )


def _unit(understood: Heading, words: str) -> str:
    """The unit that a heading says, the field's own where the dictionary writes it so."""
    own = {target.column.unit for target in understood.targets}
    is_own = len(own) == 1 and units.is_mentioned(words)
    return understood.unit or (own.pop() if is_own else "")


def _understand_joined(group: str, heading: str) -> Heading:
    joined = _understand(f"{group} {heading}")
    return joined if joined.targets else _understand(f"{heading} {group}")
