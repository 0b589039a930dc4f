"""What the owner said of an earlier file that this one would be read against.

1 meant no beside 2, and now stands beside 0; numbers were years, and now look like months. What was
said neither holds nor is passed over: it is asked again, with what it was.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from ivl import text
from ivl.intake import cell_units, numbers, units, yes_no
from ivl.intake.levels import is_unknown_mark
from ivl.intake.questions import Answers, Option, Question
from ivl.intake.source import Source
from ivl.intake.unit_doubts import Doubt, unit_key
from ivl.schema import NO, UNKNOWN, YES

_ONE_NOW: Final[Mapping[str, dict[str, str]]] = {
    "1 yes": {"0": NO.name, "1": YES.name, "2": ""},
    "1 no": {"0": YES.name, "1": NO.name, "2": ""},
    UNKNOWN.name: {"0": "", "1": "", "2": ""},
}
_ONE_BEFORE: Final = {"1 no, 2 yes": "1 no", UNKNOWN.name: UNKNOWN.name}
"""What an answer about 1 and 2 made of 1, where that is not the yes that 1 is by itself."""

_MONTHS: Final = "months"
_IN_WORDS: Final = {"1 yes": "yes", "1 no": "no", UNKNOWN.name: "nothing known"}


def yes_no_codes(
    sources: Iterable[Source], answers: Answers
) -> tuple[dict[str, dict[str, str]], list[Question]]:
    """As ``yes_no.yes_no_codes``, and what 1 means where it was no yes in an earlier file."""
    sources = list(sources)
    codes, asked = yes_no.yes_no_codes(sources, answers)
    again = {
        source.match.letter: question
        for source in sources
        if source.match.letter not in codes and (question := _question_on_one(source, answers))
    }
    meanings = {
        letter: _ONE_NOW[question.answer or UNKNOWN.name] for letter, question in again.items()
    }
    return codes | meanings, [*asked, *again.values()]


def _question_on_one(source: Source, answers: Answers) -> Question | None:
    letter = source.match.letter
    key = f"codes now {letter}"
    said = answers.choices.get(f"codes {letter}", "")
    before = answers.choices.get(key, _ONE_BEFORE.get(said, ""))
    if before not in _ONE_NOW or source.match.codes or not source.answers_yes_or_no:
        return None
    known = {word for word in source.words if not is_unknown_mark(word)}
    if "1" not in known or not known <= {"0", "1"}:
        return None
    has_zero = "0" in known
    question = Question(
        key,
        f"{source.asked}: in the earlier file 1 meant {_IN_WORDS[before]}, and this one holds "
        f"{'0 and 1' if has_zero else '1 alone'}. What does 1 mean here?",
        (
            Option("1 yes", "1 is yes" + (" and 0 is no" if has_zero else "")),
            Option("1 no", "1 is no" + (" and 0 is yes" if has_zero else "")),
            Option(UNKNOWN.name, "None of these: count them as unknown"),
        ),
        gives=(source.match.field,),
    )
    return replace(question, answer=answers.to(question))


def unit_again(source: Source, comma: str, answers: Answers) -> Doubt | None:
    """Asks about times that were in another unit in an earlier file, None if none were.

    Args:
        source: a column whose numbers are in no doubt by themselves.
        comma: see ``numbers.read_number``.
        answers: what the owner of the file decided, or of an earlier one.
    """
    match, column = source.match, source.match.column
    key = f"unit now {match.letter}"
    before = answers.choices.get(key) or answers.choices.get(unit_key(match.letter)) or UNKNOWN.name
    if column.unit != _MONTHS or match.unit or not units.fits(before, column):
        return None
    bare = [cell for cell in source.distinct if cell_units.is_bare(cell, column)]
    known = [numbers.read_number(cell, column, "", comma).value for cell in bare]
    largest = max((value for value in known if value is not None), default=0.0)
    if not largest or before == column.unit:
        return None
    question = Question(
        key,
        f"{source.asked}: in the earlier file the numbers were {before}. Here they go up to "
        f"{text.compact(largest)}, and no unit is given. In which unit are they?",
        (
            *(Option(unit, unit) for unit in (column.unit, before)),
            Option(UNKNOWN.name, "None of these: count them as unknown"),
        ),
        gives=(match.field,),
    )
    return Doubt(question, frozenset(bare))
