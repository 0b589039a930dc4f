"""What is said of the columns of a file: what was left out, turned round, or stands twice."""

from collections.abc import Iterator, Sequence
from typing import Final

from ivl import text
from ivl.intake.cells import as_text
from ivl.intake.claims import ID, Claim
from ivl.intake.confirming import denials
from ivl.intake.databases import numbered_box
from ivl.intake.identifiers import is_heading_of_record_number
from ivl.intake.known import Target
from ivl.intake.levels import is_unknown_mark, yes_or_no
from ivl.intake.problems import Problem, row_words
from ivl.intake.table import Table
from ivl.intake.words import all_keys
from ivl.schema import BY_NAME, PARENTS, UNKNOWN, YES

_IF_NEEDED: Final = 'If one of them is needed, choose what it records in the table "Columns"'
_REMARKS: Final[dict[str, tuple[str, str, str, str]]] = {
    "not recognised": (
        "is not recognised",
        "are not recognised",
        "Left out",
        'If it is needed, choose what it records in the table "Columns"',
    ),
    "identifier": (
        "can tell who a patient is",
        "can tell who a patient is",
        "Dropped, and not kept anywhere",
        "Upload files without names, numbers and addresses of patients",
    ),
    "status of a form": (
        "was added by the database",
        "were added by the database",
        "Left out",
        "Nothing needs to be done",
    ),
}


def remarks_on(claims: Sequence[Claim], table: Table) -> Iterator[Problem]:
    """What is to be said of the columns, as far as it is no question.

    Args:
        claims: every column, decided.
        table: for its name and its rows.
    """
    sheet = table.sheet.name
    for reason, (one, several, why, how) in _REMARKS.items():
        named = [claim.title for claim in claims if claim.reason == reason]
        if named:
            what = f"{text.listed(named)} {one if len(named) == 1 else several}"
            if reason == "not recognised" and len(named) > 1:
                how = _IF_NEEDED
            yield Problem("", None, what, why, how, sheet=sheet)
    yield from _of_errors_alone(claims, table)
    yield from _boxes_without_label(claims, sheet)
    yield from _known_by_two_codes(claims, table)
    yield from denials(claims, table)
    for claim in claims:
        if claim.heading.denies and not claim.reason and not claim.fields[0].endswith("_none"):
            yield _denial(claim, sheet)
        elif any(_says_little(target, claim, table) for target in claim.targets):
            yield _one_answer(claim, sheet)
        elif any(_asks_whether_any(target, claims) for target in claim.targets):
            yield _whether_any(claim, sheet)


def _of_errors_alone(claims: Sequence[Claim], table: Table) -> Iterator[Problem]:
    """Columns whose heading leaves open what they record, and whose cells could not be read."""
    unreadable = {column for row, column in table.sheet.unreadable if row in set(table.records)}
    for claim in claims:
        is_told = claim.reason != "not decided" or claim.question is not None
        if claim.head.position in unreadable and not is_told:
            yield Problem(
                "",
                None,
                f"{claim.title} holds nothing but cells that could not be read",
                "Left out, for neither its heading nor its cells tell what it records",
                "Correct the formulas in Excel, save the file and upload that",
                sheet=table.sheet.name,
            )


def _boxes_without_label(claims: Sequence[Claim], sheet: str) -> Iterator[Problem]:
    """Raw check boxes of a database, which only its owner can name, told once per question."""
    boxes: dict[str, list[str]] = {}
    for claim in claims:
        if claim.reason == "box without a label":
            boxes.setdefault(numbered_box(claim.head.words), []).append(claim.letter)
    for field, letters in boxes.items():
        columns = (
            f"Columns {text.listed(letters)} are"
            if len(letters) > 1
            else (f"Column {letters[0]} is")
        )
        yield Problem(
            BY_NAME[field].label,
            None,
            f"{columns} check boxes named by number, and nothing says what each means",
            "Left out",
            "Export the data with labels and upload that, or say what each column records",
            sheet=sheet,
        )


def _says_little(target: Target, claim: Claim, table: Table) -> bool:
    """A yes stands below the heading, and a yes or a no leaves open which answer it is."""
    asked = target.asked_as
    if asked is None or UNKNOWN.name not in (asked.yes, asked.no):
        return False
    cells = claim.held(table).cells
    return any(yes_or_no(as_text(cell), target.column, asked) == YES.name for cell in cells)


def _yes_and_no(claim: Claim) -> tuple[str, str]:
    """What a yes and a no below the heading were read as."""
    target = claim.targets[0]
    asked = target.asked_as
    if not asked or target.column.kind == "yes_no":
        return "a no", "a yes"
    yes, no = (target.column.level(name).label for name in (asked.yes, asked.no))
    return text.lower_first(yes), text.lower_first(no)


def _denial(claim: Claim, sheet: str) -> Problem:
    yes, no = _yes_and_no(claim)
    return Problem(
        claim.targets[0].column.label,
        None,
        f"{claim.title} has a negative heading",
        f"A yes below it was read as {yes}, and a no as {no}",
        "Change the heading if it means something else",
        sheet=sheet,
    )


def _one_answer(claim: Claim, sheet: str) -> Problem:
    yes, _ = _yes_and_no(claim)
    return Problem(
        claim.targets[0].column.label,
        None,
        f"{claim.title} asks about one answer alone",
        f"A yes below it was read as {yes}",
        "Write the answer in words where it was another one",
        sheet=sheet,
    )


def _asks_whether_any(target: Target, claims: Sequence[Claim]) -> bool:
    """Whether a yes says that there was some, and no other column says which."""
    if target.field not in PARENTS or not target.asked_as:
        return False
    column = PARENTS[target.field]
    kinds = {column.name, *(option.name for option in column.options)} - {target.field}
    return all(kinds.isdisjoint(claim.fields) for claim in claims)


def _whether_any(claim: Claim, sheet: str) -> Problem:
    label = PARENTS[claim.fields[0]].label
    return Problem(
        label,
        None,
        f"{claim.title} tells whether there was any, and not which",
        "Who had some is known, and each kind stays unknown",
        f'Add a column headed "{label}" that names what each patient had',
        sheet=sheet,
    )


def _is_second_code(claim: Claim) -> bool:
    return claim.reason == "left out" and [t.field for t in claim.heading.targets] == [ID]


def _known_by_two_codes(claims: Sequence[Claim], table: Table) -> Iterator[Problem]:
    """Patients whom a column left out knows by one number, and the file by several codes.

    The numbers are dropped afterwards, so nobody could tell later that she counts twice.
    """
    codes = next((claim for claim in claims if claim.fields == [ID]), None)
    numbers = [
        claim
        for claim in claims
        if claim is not codes
        and (is_heading_of_record_number(claim.head.words) or _is_second_code(claim))
    ]
    for claim in numbers:
        assert codes, "numbers of a hospital stand in for codes where there are none"
        rows: dict[str, dict[str, int]] = {}
        written, hers = claim.cells(table), codes.cells(table)
        known = [as_text(cell) for cell in written.cells]
        keys = [
            None if is_unknown_mark(number) else one
            for number, one in zip(known, all_keys(known), strict=True)
        ]
        for row, at, code in zip(table.records, written.places.tolist(), hers, strict=True):
            if (number := keys[at]) is not None:
                rows.setdefault(number, {}).setdefault(as_text(code), row + 1)
        twice = [tuple(by_code.values()) for by_code in rows.values() if len(by_code) > 1]
        for alike in twice:
            yield Problem(
                BY_NAME[ID].label,
                None,
                f"{text.upper_first(row_words(alike))} have the same number in {claim.title}, "
                "and different codes",
                "If they are one patient, she counts more than once",
                "Keep one row for each patient",
                sheet=table.sheet.name,
                rows=alike,
            )
