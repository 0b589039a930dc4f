"""Columns that record the same field: which of them is used."""

from dataclasses import replace

from ivl import text
from ivl.intake.cells import as_text
from ivl.intake.claims import ID, Claim
from ivl.intake.confirming import detailed
from ivl.intake.evidence import counts_rows, same_cells
from ivl.intake.questions import Answers, Option, Question
from ivl.intake.report import LeftOutReason, column_titles
from ivl.intake.table import Table
from ivl.schema import BY_NAME, PARENTS


def unrivalled(claims: list[Claim], table: Table, answers: Answers) -> list[Claim]:
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
