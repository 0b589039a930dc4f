"""Which column of the spreadsheet records what.

A heading that stands for one thing settles it. One that stands for two (复发: recurrent when
she came, or recurrence afterwards) is settled by values that leave only one reading, or else by
the owner of the file; it is never guessed. A near miss is offered and waits for a yes.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from ivl.intake import identifiers
from ivl.intake.asides import with_asides
from ivl.intake.claim_remarks import remarks_on
from ivl.intake.claims import Claim, as_code, claimed
from ivl.intake.problems import Problem
from ivl.intake.questions import Answers, Question
from ivl.intake.report import LeftOut, Match
from ivl.intake.rivals import unrivalled
from ivl.intake.settling import settled
from ivl.intake.table import Table


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
    claims = settled(claims, table, answers)
    claims = [as_code(claim, table) for claim in claims]
    claims = unrivalled(claims, table, answers)
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
