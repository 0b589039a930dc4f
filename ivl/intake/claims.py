"""What each heading claims to record, before claims are compared."""

from dataclasses import dataclass, replace
from typing import Final

from ivl.intake import identifiers
from ivl.intake.cells import letter
from ivl.intake.databases import is_form_status, numbered_box
from ivl.intake.distinct import Distinct
from ivl.intake.evidence import by_values
from ivl.intake.headings import Heading, taken_for
from ivl.intake.heads import Head
from ivl.intake.known import Target
from ivl.intake.near_misses import near_misses
from ivl.intake.questions import LEAVE_OUT, Answers, Option, Question
from ivl.intake.report import LeftOutReason, column_title
from ivl.intake.table import Table
from ivl.schema import FRAME_COLUMNS, RECORDED

FIELDS = {column.name: column for column in (*RECORDED, *FRAME_COLUMNS)}
"""What a column of a spreadsheet can be said to record."""

ID: Final = "patient_id"


@dataclass(frozen=True)
class Claim:
    """One column of the spreadsheet with what it may record."""

    head: Head
    heading: Heading
    reason: LeftOutReason | None = None
    """Why it is not used, None if it is."""

    question: Question | None = None
    names_persons: bool = False
    """It serves to tell rows apart, but its values must not be shown."""

    @property
    def letter(self) -> str:
        return letter(self.head.position)

    @property
    def title(self) -> str:
        return column_title(self.letter, self.head.shown)

    @property
    def targets(self) -> tuple[Target, ...]:
        return () if self.reason else self.heading.targets

    @property
    def fields(self) -> list[str]:
        return [target.field for target in self.targets]

    def cells(self, table: Table) -> Distinct:
        """What stands below the heading."""
        return table.distinct(self.head.position)

    def settled(self, target: Target) -> "Claim":
        """The claim with one target left, which its values or other columns proved."""
        return replace(self, heading=replace(self.heading, targets=(target,), sure="values"))

    def without(self, reason: LeftOutReason, question: Question | None = None) -> "Claim":
        """The claim given up."""
        return replace(self, reason=reason, question=question)


def claimed(head: Head, table: Table, answers: Answers) -> Claim:
    """What a column may record, by its heading, by an answer, or not at all."""
    claim = Claim(head, head.heading)
    kept_out = _kept_out(claim, table)
    if kept_out:
        return kept_out
    chosen = answers.choices.get(column_key(claim.letter))
    if chosen == LEAVE_OUT:
        return claim.without("left out", ask_what(claim, answers))
    if chosen in FIELDS:
        answered = _as_code(_answered(claim, chosen, answers), table)
        return claim.without("identifier") if _would_keep_names(answered, table) else answered
    if not claim.targets:
        return _not_known(claim, table, answers)
    return _as_code(claim, table)


def column_key(column_letter: str) -> str:
    """Under which an answer says what a column records."""
    return f"column {column_letter}"


def field_options(fields: list[str]) -> tuple[Option, ...]:
    """Fields to choose from, and the choice of none of them."""
    chosen = tuple(Option(name, _named(name)) for name in fields)
    return (*chosen, Option(LEAVE_OUT, "None of these: leave the column out"))


def _named(field: str) -> str:
    column = FIELDS[field]
    return f"{column.label}: {column.meaning}" if column.meaning else column.label


def _kept_out(claim: Claim, table: Table) -> Claim | None:
    words = claim.head.words
    if not claim.targets and is_form_status(words):
        return claim.without("status of a form")
    tells = (
        identifiers.is_heading_of_identifier(words)
        or identifiers.is_heading_of_birth_date(words)
        or (not claim.targets and identifiers.hints_at_identifier(words))
        or (ID not in claim.fields and identifiers.look_like_identifiers(claim.cells(table)))
    )
    return claim.without("identifier") if tells else None


def _as_code(claim: Claim, table: Table) -> Claim:
    """Numbers of a hospital and names tell patients apart, but are replaced once they have."""
    if claim.fields != [ID]:
        return claim
    cells = claim.cells(table)
    names_persons = (
        identifiers.is_heading_of_record_number(claim.head.words)
        or identifiers.look_like_identifiers(cells)
        or identifiers.are_names_for_codes(cells)
    )
    return replace(claim, names_persons=names_persons)


def _would_keep_names(claim: Claim, table: Table) -> bool:
    """Whether names would be kept, or quoted as values that are not understood."""
    cells = claim.cells(table)
    if ID in claim.fields or not identifiers.look_like_names(cells):
        return False
    return claim.targets[0].column.kind == "text" or not by_values(claim.targets, cells)


def _answered(claim: Claim, field: str, answers: Answers) -> Claim:
    heading = taken_for(claim.heading, claim.head.words, field)
    return replace(claim, heading=heading, question=ask_what(claim, answers))


def _not_known(claim: Claim, table: Table, answers: Answers) -> Claim:
    if identifiers.is_heading_of_record_number(claim.head.words):
        return _as_code(replace(claim, heading=Heading((Target(ID),))), table)
    if numbered_box(claim.head.words):
        return claim.without("box without a label")
    question = ask_what(claim, answers)
    return claim.without("not decided" if question else "not recognised", question)


def ask_what(claim: Claim, answers: Answers) -> Question | None:
    """What the column records, if its heading is ambiguous or a near miss."""
    words = claim.head.words
    fields, stops, suggestion = claim.fields, True, ""
    if len(fields) < 2 or claim.heading.is_shared:
        fields, stops = list(near_misses(words)), False
        suggestion = fields[0] if fields else ""
    if not fields:
        return None
    asks = f"{claim.title}: what does it record?"
    question = Question(
        column_key(claim.letter), asks, field_options(fields), stops, suggestion, tuple(fields)
    )
    return replace(question, answer=answers.to(question))
