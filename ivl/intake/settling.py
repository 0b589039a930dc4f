"""Ambiguous headings, settled by what the values and the other columns leave possible.

What they leave open is asked; it is never guessed.
"""

from collections.abc import Iterable, Set
from dataclasses import replace

from ivl.intake.cells import as_text
from ivl.intake.claims import Claim, ask_what, is_contradicted
from ivl.intake.evidence import by_values, contradicts, filled_where_yes, in_order, lists_options
from ivl.intake.heading_forms import whether_any
from ivl.intake.known import Target
from ivl.intake.levels import initials, is_unknown_mark, level_of, yes_or_no
from ivl.intake.outcomes import RECURRENCE, STATUS, outcome
from ivl.intake.questions import Answers
from ivl.intake.table import Table
from ivl.schema import NO, YES

_DATED, _TIMED, _SURGERY, _FOLLOW_UP = (
    "recurrence_date", "time_to_recurrence_months", "surgery_date", "followup_months"
)  # fmt: skip
_VITAL = "vital_status"


def settled(claims: list[Claim], table: Table, answers: Answers) -> list[Claim]:
    """Ambiguous headings settled by what the values and the other columns leave possible.

    A column whose values deny its heading is asked about; so is one with a vague heading, unless
    its values prove what it records.
    """
    claims = [_by_its_cells(_spelled_out(claim, table), table) for claim in claims]
    claims = [_whether_any(claim, table) for claim in claims]
    claims = [_narrowed(claim, _outcome(claim, _taken(claims), table)) for claim in claims]
    named = _taken(claims)
    claims = [_narrowed(claim, _free(claim, named, table)) for claim in claims]
    taken = _taken(claims)
    claims = [_narrowed(claim, _left(claim, taken, table)) for claim in claims]
    is_open = any(claim.is_ambiguous and "recurrence" in claim.fields for claim in claims)
    signs = _signs_of_recurrence(claims, table) if is_open else []
    claims = [_narrowed(claim, _recurrence(claim, signs, table)) for claim in claims]
    return [
        _asked(claim, taken, table, answers)
        if claim.is_ambiguous or _is_denied(claim, table)
        else claim
        for claim in claims
    ]


def _is_denied(claim: Claim, table: Table) -> bool:
    return claim.heading.sure != "answer" and is_contradicted(claim, table)


def _asked(claim: Claim, taken: Set[str], table: Table, answers: Answers) -> Claim:
    """Waits for an answer, unless the column is empty and none is needed."""
    is_empty = all(is_unknown_mark(as_text(cell)) for cell in claim.cells(table).cells)
    question = None if is_empty else ask_what(claim, table, answers, taken)
    return claim.without("not decided", question)


def _spelled_out(claim: Claim, table: Table) -> Claim:
    """A and D below "Status", if nothing else stands there: alive and dead."""
    if not claim.is_ambiguous or claim.heading.codes or claim.heading.is_doubted:
        return claim
    said = [as_text(cell).strip() for cell in claim.cells(table).cells]
    letters = {one.lower() for one in said if not is_unknown_mark(one)}
    target = next((target for target in claim.targets if target.field == _VITAL), None)
    if not target or not initials(target.column, letters):
        return claim
    return claim.settled(target)


def _by_its_cells(claim: Claim, table: Table) -> Claim:
    """A heading such as 随访时间 is a time in months, unless the cells are dates."""
    named = [target for target in claim.targets if not target.is_vague]
    others = [Target(name) for target in named if (name := target.column.instead)]
    if not others or claim.heading.sure == "answer" or claim.heading.is_doubted:
        return claim
    cells = claim.cells(table)
    is_other = by_values([*claim.targets, *others], cells) == others
    is_sure = others[0].column.kind == "date" or lists_options(others[0], cells)
    return claim.settled(others[0]) if is_other and is_sure else claim


def _whether_any(claim: Claim, table: Table) -> Claim:
    """ "Adjuvant (Y/N)": a yes says that there was some and not which, which denies a none."""
    target = claim.targets[0] if len(claim.targets) == 1 and not claim.is_ambiguous else None
    turned = whether_any(target) if target and not claim.heading.denies else None
    if not target or not turned:
        return claim
    words = {as_text(cell) for cell in claim.held(table).cells}
    known = [word for word in words if not is_unknown_mark(word)]
    # A 1 may be the code of one of the answers.
    is_level = any(
        word.isdigit() or level_of(target.column, word) not in (None, "none") for word in known
    )
    said = {yes_or_no(word, target.column) for word in known}
    is_asked = YES.name in said and said <= {YES.name, NO.name} and not is_level
    # As sure as before, so that a mapping saved with it forces no yes and no on a list of drugs.
    told = replace(claim.heading, targets=(turned,))
    return replace(claim, heading=told) if is_asked else claim


def _proven(claim: Claim, table: Table) -> list[Target]:
    """What the values are understood best as.

    That numbers and dates lie within the limits of one field alone proves nothing below "Time".
    """
    if not claim.is_ambiguous or claim.heading.is_doubted:
        return []
    held = claim.held(table)
    possible = [
        target for target in by_values(claim.targets, held) if not contradicts(held, target)
    ]
    kinds = [target.column.kind for target in claim.targets]
    alike = {kind for kind in ("number", "date") if kinds.count(kind) > 1}
    if any(target.is_vague and target.column.kind in alike for target in possible):
        return [target for target in claim.targets if target.column.kind in alike]
    return possible


def _taken(claims: Iterable[Claim]) -> set[str]:
    """The fields that columns record beyond doubt."""
    return {claim.fields[0] for claim in claims if claim.fields and not claim.is_ambiguous}


def _free(claim: Claim, named: Set[str], table: Table) -> list[Target]:
    """What the values prove, or else what the heading names outright.

    A column that names the field outright goes before one whose values would prove it.
    """
    proven, outright = _proven(claim, table), _outright(claim)
    possible = outright if len(proven) != 1 == len(outright) else proven or outright
    is_named = all(target.is_vague and target.field in named for target in possible)
    return [] if is_named else possible


def _outright(claim: Claim) -> list[Target]:
    """What a heading names outright, beside what only its values could have proven."""
    named = [target for target in claim.targets if not target.is_vague]
    is_told = len(named) < len(claim.targets) and not claim.heading.is_doubted
    return [target for target in named if is_told and target.column.kind != "text"]


def _left(claim: Claim, taken: Set[str], table: Table) -> list[Target]:
    """Kept as it is written, if all else that it can be is recorded by other columns.

    That another column records the recurrence does not prove that 复发 is the status at entry.
    """
    left = [target for target in _proven(claim, table) if target.field not in taken]
    return left if all(target.column.kind == "text" for target in left) else []


def _outcome(claim: Claim, taken: Set[str], table: Table) -> list[Target]:
    """The vital status, or else the recurrence, of cells such as NED, which answer both."""
    by_field = {target.field: target for target in claim.targets}
    if (
        not claim.is_ambiguous
        or claim.heading.is_doubted
        or not {STATUS, RECURRENCE} <= set(by_field)
    ):
        return []
    words = [said for cell in claim.held(table).cells if not is_unknown_mark(said := as_text(cell))]
    told = [outcome(said).keys() for said in words]
    if not all(told) or not any(fields >= {STATUS, RECURRENCE} for fields in told):
        return []
    return [by_field[field] for field in (STATUS, RECURRENCE) if field not in taken][:1]


def _narrowed(claim: Claim, possible: list[Target]) -> Claim:
    return claim.settled(possible[0]) if claim.is_ambiguous and len(possible) == 1 else claim


def _signs_of_recurrence(claims: list[Claim], table: Table) -> list[Claim]:
    """Dates after the operation, and times within the follow-up, of which the other may be lacking.

    Women who arrive with a recurrence have dates before it, and a site and a treatment as well.
    """
    by_field = {claim.fields[0]: claim for claim in claims if len(claim.fields) == 1}
    signs = []
    for sign, first, last in ((_DATED, _SURGERY, _DATED), (_TIMED, _TIMED, _FOLLOW_UP)):
        if sign not in by_field:
            continue
        one, other = by_field.get(first), by_field.get(last)
        if not one or not other or _is_in_order(one, other, table):
            signs.append(by_field[sign])
    return signs


def _is_in_order(one: Claim, other: Claim, table: Table) -> bool:
    before, after = one.targets[0], other.targets[0]
    units = one.heading.unit, other.heading.unit
    return in_order(one.cells(table), before, other.cells(table), after, units)


def _recurrence(claim: Claim, signs: list[Claim], table: Table) -> list[Target]:
    """The reading as recurrence, if dates or sites of recurrence stand exactly where it is yes."""
    if not claim.is_ambiguous or claim.heading.is_doubted:
        return []
    cells = claim.cells(table)
    return [
        target
        for target in claim.targets
        if target.field == "recurrence"
        and any(filled_where_yes(cells, sign.cells(table), target) for sign in signs)
    ]
