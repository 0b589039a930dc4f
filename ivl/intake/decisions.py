"""What the cells of a column leave open: orders of dates, codes, strokes, strange words.

Each function settles what the cells prove and asks about the rest. A question that has been
answered comes back with its answer, so that it can be changed.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np

from ivl import text
from ivl.intake.cells import Cell, as_text
from ivl.intake.dates import ORDER_WORDS, Order, possible_orders, short_date
from ivl.intake.distinct import Distinct
from ivl.intake.levels import is_unknown_mark, nearest, yes_or_no
from ivl.intake.questions import Answers, Option, Question
from ivl.intake.report import Match, column_titles
from ivl.intake.words import TITLED_NAME, plain, shortened
from ivl.schema import NO, PARENTS, UNKNOWN, YES

_MOST_WORDS: Final = 12
"""With more words that are not understood, the heading and not the words is at fault."""

_LONGEST_WORD: Final = 40
"""Longer ones are notes about one patient."""

_EMPTY: Final = {"", "-", "--", "—", "–", "/", "\\", "."}
_STROKES: Final[Mapping[str, str]] = dict.fromkeys(("-", "–", "—", "−"), NO.name)
_EACH: Final = "each"
_CODES: Final[dict[str, dict[str, str]]] = {
    "1 yes, 2 no": {"1": YES.name, "2": NO.name, "0": UNKNOWN.name},
    "1 no, 2 yes": {"1": NO.name, "2": YES.name, "0": UNKNOWN.name},
    "0 no, 1 yes, 2 unknown": {"0": NO.name, "1": YES.name, "2": UNKNOWN.name},
}


@dataclass(frozen=True)
class Source:
    """A column in use, with its cells."""

    match: Match
    held: Distinct
    rows: Sequence[int]
    """Row number of each cell as the spreadsheet shows it."""

    @property
    def distinct(self) -> list[Cell]:
        """The different cells, in the order in which they first come."""
        return self.held.cells

    @cached_property
    def words(self) -> set[str]:
        """The different answers that it holds."""
        return {plain(as_text(cell)) for cell in self.distinct}

    def places_where(self, holds: Sequence[bool]) -> list[int]:
        """Places of the cells of which something holds, told of each of the different ones."""
        if not any(holds):
            return []
        return list(map(int, np.flatnonzero(np.array(holds)[self.held.places])))

    def rows_where(self, holds: Sequence[bool]) -> list[int]:
        """Row numbers of these cells."""
        return [self.rows[place] for place in self.places_where(holds)]

    @property
    def answers_yes_or_no(self) -> bool:
        return self.match.column.kind == "yes_no" or self.match.asked_as is not None

    @property
    def asked(self) -> str:
        """Begins a question: "Column C (复发), Recurrence"."""
        return f"{self.match.title}, {self.match.column.label}"


def proven_orders(sources: Iterable[Source]) -> set[Order]:
    """The orders that columns of dates prove, each by its own cells."""
    dated = (source for source in sources if source.match.column.kind == "date")
    possible = (possible_orders(source.distinct) for source in dated)
    return {orders[0] for orders in possible if len(orders) == 1}


def date_order(
    source: Source, proven: Set[Order], answers: Answers
) -> tuple[Order | None, list[Question]]:
    """How to read 3/4/2019 in this column; None if nothing needs it or nobody knows yet.

    Args:
        source: the column.
        proven: the orders that columns of the file prove; a single one holds for the others.
        answers: what the owner of the file decided.
    """
    possible = possible_orders(source.distinct)
    short = [readings for cell in source.distinct if (readings := short_date(cell))]
    likely = source.match.date_order or (next(iter(proven)) if len(proven) == 1 else "")
    told = next((order for order in possible if order == likely), None)
    if not short or not possible or told or len(possible) == 1:
        return told or (possible[0] if short and possible else None), []
    if all(len({readings[order] for order in possible}) == 1 for readings in short):
        return possible[0], []
    example = next(
        as_text(cell) for cell in source.distinct if len(set(short_date(cell).values())) > 1
    )
    question = Question(
        f"dates {source.match.letter}",
        f'{source.asked}: in which order are dates such as "{shortened(example)}" written?',
        tuple(Option(order, ORDER_WORDS[order].capitalize()) for order in possible),
        gives=(source.match.field,),
        suggestion="DMY" if "." in example and "DMY" in possible else "",
    )
    answer = answers.to(question)
    chosen = next((order for order in possible if order == answer), None)
    return chosen, [replace(question, answer=answer)]


def yes_no_codes(
    sources: Iterable[Source], answers: Answers
) -> tuple[dict[str, dict[str, str]], list[Question]]:
    """What 1 and 2 mean, by the letter of each column of yes and no that holds a 2."""
    coded = [source for source in sources if _is_coded(source)]
    # A yes to menopause and a yes to "No recurrence" are coded after their own fashion.
    alike = [source for source in coded if not source.match.asked_as]
    is_shared = len(alike) > 1 and len({"0" in source.words for source in alike}) == 1
    together = [_question_on_codes("codes", alike, answers)] if is_shared else []
    shared = alike if is_shared and together[0].answer != _EACH else []
    alone = {
        source.match.letter: _question_on_codes(f"codes {source.match.letter}", [source], answers)
        for source in coded
        if source not in shared
    }
    meanings = {letter: _meaning(question) for letter, question in alone.items()}
    meanings |= {source.match.letter: _meaning(together[0]) for source in shared}
    return meanings, [*together, *alone.values()]


def _meaning(question: Question) -> dict[str, str]:
    """Words for the codes, unknown while nobody has said what they mean."""
    return _CODES.get(question.answer or "", {"0": "", "1": "", "2": ""})


def _is_coded(source: Source) -> bool:
    if not source.answers_yes_or_no:
        return False
    known = {word for word in source.words if not is_unknown_mark(word)}
    told = {code for code, _ in source.match.codes}
    return "2" in known | told and known <= {"0", "1", "2"} and not known <= told


def _question_on_codes(key: str, coded: list[Source], answers: Answers) -> Question:
    has_zero = any("0" in source.words for source in coded)
    yes, no = _yes_and_no_in_words(coded)
    options = [
        Option("1 yes, 2 no", f"1 is {yes} and 2 is {no}"),
        Option("1 no, 2 yes", f"1 is {no} and 2 is {yes}"),
    ]
    if has_zero:
        options = [Option("0 no, 1 yes, 2 unknown", f"0 is {no}, 1 is {yes} and 2 is unknown")]
    options.append(Option(UNKNOWN.name, "None of these: count them as unknown"))
    if len(coded) > 1:
        options.append(Option(_EACH, "It differs from column to column"))
    titles = column_titles((source.match.letter, source.match.heading) for source in coded)
    holds = "hold" if len(coded) > 1 else "holds"
    question = Question(
        key,
        f"{titles} {holds} 1 and 2: what do they mean?",
        tuple(options),
        gives=tuple(source.match.field for source in coded),
    )
    return replace(question, answer=answers.to(question))


def _yes_and_no_in_words(coded: list[Source]) -> tuple[str, str]:
    """What yes and no say under the heading: "yes (postmenopausal)"."""
    match = coded[0].match
    if len(coded) > 1 or not match.asked_as:
        return YES.name, NO.name
    levels = [match.column.level(name).label for name in (match.asked_as.yes, match.asked_as.no)]
    yes, no = map(text.lower_first, levels)
    return (
        f'yes to "{shortened(match.heading)}" ({yes})',
        f'no to "{shortened(match.heading)}" ({no})',
    )


def strokes(source: Source) -> Mapping[str, str]:
    """A minus is a no where a plus is the yes and nothing else says no; alone it is unknown."""
    if not source.answers_yes_or_no or "+" not in source.words:
        return {}
    others = source.words - _STROKES.keys()
    denied = any(yes_or_no(word, source.match.column) == NO.name for word in others)
    return {} if denied else _STROKES


def empty_means_no(sources: Iterable[Source], answers: Answers) -> tuple[set[str], list[Question]]:
    """Letters of columns in which only findings are marked and the rest means no.

    Taken as unknown, the empty cells would leave only patients with the finding: 100%.
    """
    groups: dict[str, list[Source]] = {}
    for source in sources:
        if source.answers_yes_or_no:
            groups.setdefault(_asked_with(source), []).append(source)
    letters: set[str] = set()
    questions = []
    for subject, group in groups.items():
        ticked = [source for source in group if _only_ticks(source)]
        if ticked:
            question = _question_on_ticks(subject, ticked, answers)
            questions.append(question)
            if question.answer == NO.name:
                letters |= {source.match.letter for source in [*ticked, *_unticked(group)]}
    return letters, questions


def _unticked(group: list[Source]) -> list[Source]:
    """Beside boxes that are ticked, the boxes of the same question that nobody needed."""
    return [
        source
        for source in group
        if source.match.field in PARENTS and all(map(is_empty, source.distinct))
    ]


def _asked_with(source: Source) -> str:
    """Options of one question share an answer, and so do the optional findings of one topic."""
    column = source.match.column
    parent = PARENTS.get(column.name)
    if parent:
        return text.lower_first(parent.label)
    return text.lower_first(column.topic) if column.need == "optional" else column.name


def _only_ticks(source: Source) -> bool:
    if strokes(source).keys() & source.words:
        return False
    said = {
        yes_or_no(as_text(cell), source.match.column, source.match.asked_as)
        for cell in source.distinct
        if not is_empty(cell)
    }
    return YES.name in said and NO.name not in said and any(map(is_empty, source.distinct))


def is_empty(cell: Cell) -> bool:
    """Nothing, or a stroke in place of an answer."""
    return plain(as_text(cell)) in _EMPTY


def _question_on_ticks(subject: str, group: list[Source], answers: Answers) -> Question:
    is_alone = subject == group[0].match.field
    where = f"{group[0].asked}:" if is_alone else f"In the columns on {subject}"
    question = Question(
        f"empty {subject}",
        f"{where} only findings are marked. Does an empty cell mean no?",
        (
            Option(NO.name, "Yes, an empty cell means no"),
            Option(UNKNOWN.name, "No, an empty cell means unknown"),
        ),
    )
    return replace(question, answer=answers.to(question))


def strange_words(
    source: Source, words: Iterable[str], answers: Answers
) -> tuple[dict[str, str], list[Question]]:
    """What words without an answer in the dictionary mean, as far as the owner said so.

    A code such as 3 may be the answer of every patient, so it stops the file where the column
    matters; a word concerns its own cells. Words that name a person are not asked about.
    """
    cells = (as_text(cell) for cell in source.distinct)
    persons = {plain(name) for cell in cells for name in TITLED_NAME.findall(cell)}
    distinct = [
        word
        for word in dict.fromkeys(words)
        if len(word) <= _LONGEST_WORD and not any(person in word for person in persons)
    ]
    if len(distinct) > _MOST_WORDS:
        return {}, []
    asked = [_question_on_word(source, word, answers) for word in distinct]
    meant = {
        word: question.answer
        for word, question in zip(distinct, asked, strict=True)
        if question.answer is not None
    }
    return meant, asked


def _question_on_word(source: Source, word: str, answers: Answers) -> Question:
    column = source.match.column
    levels = column.own_levels or (YES, NO)
    close = nearest(column, word)
    question = Question(
        f"value {source.match.letter} {word}",
        f'{source.asked}: what does "{shortened(word)}" mean?',
        (*(Option(level.name, level.label) for level in levels), Option(UNKNOWN.name, "Unknown")),
        stops=word.isdigit() and column.need != "optional",
        gives=(source.match.field,),
        suggestion=close.name if close else "",
    )
    return replace(question, answer=answers.to(question))
