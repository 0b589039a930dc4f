"""What each heading claims to record, before claims are compared."""

from collections.abc import Set
from dataclasses import dataclass, replace
from typing import Final

from ivl import text
from ivl.intake import identifiers, names, samples
from ivl.intake.cells import as_text, letter
from ivl.intake.counted_dates import count_seconds
from ivl.intake.databases import is_form_status, numbered_box
from ivl.intake.distinct import Distinct
from ivl.intake.evidence import by_values, contradicts
from ivl.intake.headings import is_checkbox, taken_for
from ivl.intake.heads import Head
from ivl.intake.known import Target
from ivl.intake.named import Heading, Sure
from ivl.intake.near_misses import alike, near_misses
from ivl.intake.neighbours import told_beside
from ivl.intake.personal import headed, is_code, is_identifier
from ivl.intake.questions import LEAVE_OUT, Answers, Option, Question
from ivl.intake.report import LeftOutReason, column_title
from ivl.intake.samples import Samples
from ivl.intake.table import Table
from ivl.intake.words import plain
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

    @property
    def is_ambiguous(self) -> bool:
        """The heading alone does not tell what the column records."""
        is_vague = any(target.is_vague for target in self.targets)
        several = len(self.targets) > 1 and not self.heading.is_shared
        is_open = several or is_vague or (bool(self.targets) and self.heading.is_doubted)
        return self.heading.sure != "answer" and is_open

    def cells(self, table: Table) -> Distinct:
        """What stands below the heading."""
        return table.distinct(self.head.position)

    def held(self, table: Table) -> Distinct:
        """What stands below the heading, told apart, with codes in the words of the heading."""
        held = table.distinct(self.head.position)
        if not self.heading.codes:
            return held
        told = {plain(code): words for code, words in self.heading.codes}
        return Distinct([told.get(plain(as_text(cell)), cell) for cell in held.cells], held.places)

    def samples(self, table: Table) -> Samples:
        """A few of its values, none if they could tell who a patient is."""
        held = table.distinct(self.head.position)
        if self.reason == "identifier" or self.names_persons:
            return Samples()
        kinds = {target.column.kind for target in self.heading.targets}
        is_believed = not self.is_ambiguous or by_values(self.targets, self.held(table))
        is_known = kinds and "text" not in kinds and is_believed
        if not is_known and identifiers.speaks_of_persons(self.head.words):
            return Samples(n_hidden=len(held.cells))
        if is_known:
            # What a vague heading names may be a date of birth.
            is_vague = self.is_ambiguous or any(one.is_vague for one in self.heading.targets)
            is_one = len(kinds) == 1 and not is_vague
            return samples.of_known(held, kinds.pop() if is_one else "")
        return samples.of_vague(held) if kinds else samples.of_unknown(held)

    def settled(self, target: Target) -> "Claim":
        """The claim with one target left, which its values or other columns proved."""
        believed = replace(target, is_vague=False)
        is_said = not target.is_vague and all(
            other.is_vague for other in self.heading.targets if other != target
        )
        sure: Sure = self.heading.sure if is_said else "values"
        return replace(self, heading=replace(self.heading, targets=(believed,), sure=sure))

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
        return claim.without("left out", ask_what(claim, table, answers))
    if chosen in FIELDS:
        answered = _answered(claim, chosen, table, answers)
        return claim.without("identifier") if _would_keep_names(answered, table) else answered
    return claim if claim.targets else _not_known(claim, table, answers)


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
    is_open = all(target.is_vague for target in claim.targets)
    if is_open and is_form_status(words, claim.cells(table).cells):
        return claim.without("status of a form")
    tells = (
        identifiers.is_heading_of_identifier(words)
        or identifiers.is_heading_of_birth_date(words)
        or (not claim.targets and identifiers.hints_at_identifier(words))
        or (ID not in claim.fields and _looks_like_identifiers(claim, table))
    )
    return claim.without("identifier") if tells else None


def _looks_like_identifiers(claim: Claim, table: Table) -> bool:
    cells = claim.cells(table)
    is_dated = bool(claim.targets) and all(one.column.kind == "date" for one in claim.targets)
    return not (is_dated and count_seconds(cells)) and identifiers.look_like_identifiers(cells)


def as_code(claim: Claim, table: Table) -> Claim:
    """Numbers of a hospital and names tell patients apart, but are replaced once they have."""
    if claim.fields != [ID]:
        return claim
    cells = claim.cells(table)
    names_persons = (
        identifiers.is_heading_of_record_number(claim.head.words)
        or any(is_identifier(code) for cell in cells.cells if not is_code(code := as_text(cell)))
        or any(_adds_identifier(code) for cell in cells.cells if " " in (code := as_text(cell)))
        or names.are_names_for_codes(cells)
    )
    return replace(claim, names_persons=names_persons)


def _adds_identifier(code: str) -> bool:
    """Whether a telephone or identity number stands behind a code: "P4 13912345678"."""
    first, _, rest = code.strip().partition(" ")
    return bool(first and rest) and any(map(is_identifier, rest.split()))


def _would_keep_names(claim: Claim, table: Table) -> bool:
    """Whether names would be kept, or quoted as values that are not understood."""
    cells = claim.cells(table)
    if ID in claim.fields or not names.look_like_names(cells):
        return False
    return claim.targets[0].column.kind == "text" or not by_values(claim.targets, cells)


def _answered(claim: Claim, field: str, table: Table, answers: Answers) -> Claim:
    heading = taken_for(claim.heading, claim.head.words, field)
    return replace(claim, heading=heading, question=ask_what(claim, table, answers))


def _not_known(claim: Claim, table: Table, answers: Answers) -> Claim:
    if identifiers.is_heading_of_record_number(claim.head.words):
        return replace(claim, heading=Heading((Target(ID),)))
    if numbered_box(claim.head.words):
        return claim.without("box without a label")
    question = ask_what(claim, table, answers)
    return claim.without("not decided" if question else "not recognised", question)


def is_contradicted(claim: Claim, table: Table) -> bool:
    """Whether the values can be nothing that the heading names."""
    return bool(claim.targets) and not _possible(claim, table)


def _possible(claim: Claim, table: Table) -> list[Target]:
    held = claim.held(table)
    return [target for target in claim.targets if not contradicts(held, target)]


def ask_what(
    claim: Claim, table: Table, answers: Answers, taken: Set[str] = frozenset()
) -> Question | None:
    """What the column records, if its heading or its values leave that open; else None.

    Args:
        claim: not yet given up.
        table: for its values.
        answers: what the owner of the file decided.
        taken: fields that other columns record.
    """
    possible = [target for target in _possible(claim, table) if target.field not in taken]
    fields, stops, suggestion = claim.fields, False, ""
    if claim.is_ambiguous and possible:
        fields = [target.field for target in possible]
        stops = not claim.heading.is_doubted and any(
            not target.is_vague or _is_of_outcome(target) for target in possible
        )
        if not taken.isdisjoint(claim.fields):
            suggestion = fields[0] if len(fields) == 1 else ""
            stops = stops and any(_is_of_outcome(target) for target in possible)
    elif not is_contradicted(claim, table) and not claim.is_ambiguous:
        beside = told_beside(claim.head, table.heads)
        names = dict.fromkeys((*beside, *near_misses(claim.head.words)))
        held = claim.held(table)
        near = [Target(field) for field in names if field not in taken]
        fitting = [target for target in near if not contradicts(held, target)]
        fields = [target.field for target in by_values(near, held) or fitting]
        suggestion = fields[0] if fields else ""
        # Unread, a box would count as unticked, and a recurrence without its time for no curve.
        stops = bool(fields) and (bool(beside) or is_checkbox(claim.head.words))
    elif not possible:
        fields, suggestion = _with_other_kind(claim, taken, table)
    options = field_options(list(dict.fromkeys(fields)))
    chosen = answers.choices.get(column_key(claim.letter))
    if not fields or chosen not in (None, *(option.value for option in options)):
        return None
    asks = text.sentences(
        [f"{_named_with_group(claim)}: what does it record?", _values_of(claim, table)]
    )
    return Question(
        column_key(claim.letter), asks, options, stops, suggestion, tuple(fields), chosen
    )


def _with_other_kind(claim: Claim, taken: Set[str], table: Table) -> tuple[list[str], str]:
    """Fields named, and what else they would be: numbers below "Last follow-up" its time."""
    times = [name for target in claim.targets if (name := target.column.timed_as)]
    dates = [column.name for column in RECORDED if column.timed_as in claim.fields]
    others = list(map(Target, (*times, *dates)))
    fitting = [target.field for target in by_values(others, claim.held(table))]
    resembling = by_values(list(map(Target, alike(claim.head.words))), claim.held(table))
    fitting += [target.field for target in resembling]
    offered = [field for field in fitting if field not in taken]
    return [*offered, *claim.fields], offered[0] if offered else ""


def _named_with_group(claim: Claim) -> str:
    is_doubted = claim.heading.is_doubted
    above = f" stands below {headed(claim.head.group)}" if is_doubted else ""
    return f"{claim.title}{above}"


def _is_of_outcome(target: Target) -> bool:
    return target.column.topic == "Follow-up" and target.column.need != "optional"


def _values_of(claim: Claim, table: Table) -> str:
    """'It holds "1", "0" and others'; "" if they could tell who a patient is."""
    shown = [f'"{one}"' for one in claim.samples(table).shown]
    if len(table.distinct(claim.head.position).cells) > len(shown) > 0:
        shown.append("others")
    return f"It holds {text.listed(shown)}" if shown else ""
