"""Which column of the spreadsheet records what.

A heading that stands for one thing settles it. One that stands for two (复发: recurrent when
she came, or recurrence afterwards) is settled by values that leave only one reading, or else by
the owner of the file; it is never guessed. A near miss is offered and waits for a yes.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass, replace

from ivl import text
from ivl.intake import identifiers
from ivl.intake.asides import with_asides
from ivl.intake.cells import as_text
from ivl.intake.claim_remarks import remarks_on
from ivl.intake.claims import ID, Claim, as_code, ask_what, claimed, is_contradicted
from ivl.intake.confirming import detailed
from ivl.intake.evidence import (
    by_values,
    contradicts,
    counts_rows,
    filled_where_yes,
    in_order,
    lists_options,
    same_cells,
)
from ivl.intake.known import Target
from ivl.intake.levels import initials, is_unknown_mark
from ivl.intake.outcomes import RECURRENCE, STATUS, outcome
from ivl.intake.problems import Problem
from ivl.intake.questions import Answers, Option, Question
from ivl.intake.report import LeftOut, LeftOutReason, Match, column_titles
from ivl.intake.table import Table
from ivl.schema import BY_NAME, PARENTS

_DATED, _TIMED, _SURGERY, _FOLLOW_UP = (
    "recurrence_date", "time_to_recurrence_months", "surgery_date", "followup_months"
)  # fmt: skip
_VITAL = "vital_status"


@dataclass(frozen=True)
class Matching:
    """The columns in use, and what is to be said about the others."""

    matches: tuple[Match, ...]
    left_out: tuple[LeftOut, ...] = ()
    questions: tuple[Question, ...] = ()
    problems: tuple[Problem, ...] = ()
    identifiers: tuple[str, ...] = ()
    """Headings of columns dropped because they could tell who a patient is."""

    birth_date: int | None = None
    """Column with dates of birth, counted from 0."""

    persons: str = ""
    """Title of the column of patient codes if these are names or numbers of a hospital, which
    must not be shown; else ""."""

    def match(self, field: str) -> Match | None:
        """The column that records a field, None if there is none."""
        return next((match for match in self.matches if match.field == field), None)


def matched(table: Table, answers: Answers) -> Matching:
    """The columns of a table with what they record.

    Args:
        table: from ``ivl.intake.table``.
        answers: what the owner of the file decided.
    """
    claims = [claimed(head, table, answers) for head in table.heads]
    claims = _settled(claims, table, answers)
    claims = [as_code(claim, table) for claim in claims]
    claims = _unrivalled(claims, table, answers)
    in_use = [claim for claim in claims if not claim.reason]
    matches = [match for claim in in_use for match in _matches(claim, table)]
    cells = {match.position: table.distinct(match.position) for match in matches}
    return Matching(
        matches=tuple(with_asides(matches, cells)),
        left_out=tuple(_left_out(claim, table) for claim in claims if claim.reason),
        questions=_distinct(claim.question for claim in claims if claim.question),
        problems=tuple(remarks_on(claims, table)),
        identifiers=tuple(
            claim.head.words
            for claim in claims
            if claim.reason == "identifier" or (claim.names_persons and not claim.reason)
        ),
        birth_date=next(
            (c.head.position for c in claims if identifiers.is_heading_of_birth_date(c.head.words)),
            None,
        ),
        persons=next((claim.title for claim in in_use if claim.names_persons), ""),
    )


def _settled(claims: list[Claim], table: Table, answers: Answers) -> list[Claim]:
    """Ambiguous headings settled by what the values and the other columns leave possible.

    A column whose values deny its heading is asked about; so is one with a vague heading, unless
    its values prove what it records.
    """
    claims = [_by_its_cells(_spelled_out(claim, table), table) for claim in claims]
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
    codes = initials(target.column, letters) if target else ()
    if not target or not codes:
        return claim
    settled = claim.settled(target)
    return replace(settled, heading=replace(settled.heading, codes=codes))


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


def _unrivalled(claims: list[Claim], table: Table, answers: Answers) -> list[Claim]:
    """One column for each field, unless each of several adds to a finding, as with options."""
    rivals: dict[str, list[Claim]] = {}
    for claim in claims:
        for field in claim.fields:
            rivals.setdefault(field, []).append(claim)
    decided = {claim.letter: claim for claim in claims}
    for field, group in rivals.items():
        if len(group) > 1 and field not in PARENTS and not BY_NAME[field].adds_up:
            decided |= {claim.letter: claim for claim in _decided(field, group, table, answers)}
    return list(decided.values())


def _decided(field: str, group: list[Claim], table: Table, answers: Answers) -> list[Claim]:
    first = group[0]
    if field == ID:
        best = max(group, key=lambda claim: _fitness_as_code(claim, table))
        return [c if c is best else c.without(_why_no_code(c)) for c in group]
    chosen = [claim for claim in group if claim.heading.sure == "answer"]
    if len(chosen) == 1:
        return [c if c is chosen[0] else c.without("left out") for c in group]
    if more := detailed(field, group, table):
        return [c if c is more else c.without("same as another") for c in group]
    if all(same_cells(first.cells(table), claim.cells(table)) for claim in group[1:]):
        return [first, *(claim.without("same as another") for claim in group[1:])]
    question = _which_one(field, group, answers)
    return [
        replace(claim, question=question)
        if question.answer == claim.letter
        else claim.without("left out" if question.answer else "not decided", question)
        for claim in group
    ]


def _fitness_as_code(claim: Claim, table: Table) -> tuple[bool, bool, bool, int]:
    """Codes of a study before numbers of a hospital, then those that tell most rows apart.

    Numbers that count the rows would tell two rows of one patient apart, so they come last.
    """
    held = claim.cells(table)
    known = {as_text(cell) for cell in held.cells} - {""}
    is_a_code = 2 * len(known) > len(held.places) and not counts_rows(held)
    return claim.heading.sure == "answer", not claim.names_persons, is_a_code, len(known)


def _why_no_code(claim: Claim) -> LeftOutReason:
    return "identifier" if claim.names_persons else "left out"


def _which_one(field: str, group: list[Claim], answers: Answers) -> Question:
    label = BY_NAME[field].label
    titles = column_titles((claim.letter, claim.head.shown) for claim in group)
    all_of_them = "both" if len(group) == 2 else "all"
    question = Question(
        f"one of {field}",
        f"{titles} {all_of_them} give {text.lower_first(label)}: which one should be used?",
        tuple(Option(claim.letter, claim.title) for claim in group),
        gives=(field,),
    )
    return replace(question, answer=answers.to(question))


def _matches(claim: Claim, table: Table) -> list[Match]:
    heading = claim.heading
    return [
        Match(
            target.field,
            claim.head.shown,
            claim.letter,
            claim.samples(table).shown,
            heading.sure,
            heading.unit,
            heading.codes,
            heading.date_order,
            target.asked_as,
        )
        for target in claim.targets
    ]


def _left_out(claim: Claim, table: Table) -> LeftOut:
    assert claim.reason, "only a claim given up has a reason"
    told = claim.samples(table)
    return LeftOut(claim.head.shown, claim.letter, claim.reason, told.shown, told.n_hidden)


def _distinct(questions: Iterable[Question]) -> tuple[Question, ...]:
    return tuple({question.key: question for question in questions}.values())
