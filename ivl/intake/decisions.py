"""What the cells of a column leave open: the order of dates, words that are no answer.

Each function settles what the cells prove and asks about the rest. A question that has been
answered comes back with its answer, so that it can be changed.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from ivl.intake import procedures
from ivl.intake.cells import as_text
from ivl.intake.dates import ORDER_WORDS, ORDERS, Order, possible_orders, short_date
from ivl.intake.levels import answer, level_of, nearest, yes_or_no
from ivl.intake.names import persons_in
from ivl.intake.personal import holds_identifier, quoted, tells_all
from ivl.intake.problems import row_words
from ivl.intake.questions import (
    EACH,
    EACH_WORDS,
    Answers,
    Option,
    Question,
    hidden_word_key,
    word_key,
)
from ivl.intake.reading import Reading
from ivl.intake.report import column_titles
from ivl.intake.source import Source
from ivl.intake.words import plain
from ivl.schema import NO, UNKNOWN, YES

_MOST_WORDS: Final = 12
_COMMON_FROM, _COMMON = 3, 0.1
"""Of so many patients, and this share of them, a word is common."""

"""With more words that are not understood, the heading and not the words is at fault."""

_LONGEST_WORD: Final = 40
"""Longer ones are notes about one patient."""


def date_orders(
    sources: Iterable[Source], answers: Answers
) -> tuple[dict[str, Order], dict[str, list[Question]]]:
    """How to read 3/4/2019: the order of each column by its letter, and what is asked about it.

    What the cells of one column prove holds for the others, unless columns prove several orders.
    What nothing proves is asked once for all of them. A column of which nothing is known yet, or
    that needs no order, has none.

    Args:
        sources: the columns in use.
        answers: what the owner of the file decided.
    """
    dated = [(one, possible_orders(one.distinct)) for one in _with_short_dates(sources)]
    proven = {orders[0] for _, orders in dated if len(orders) == 1}
    found: dict[str, Order] = {}
    open_ones: list[Source] = []
    for source, orders in dated:
        likely = source.match.date_order or (next(iter(proven)) if len(proven) == 1 else "")
        told = next((order for order in orders if order == likely), None)
        if told or len(orders) == 1 or not _turns_on_order(source, orders):
            found[source.match.letter] = told or orders[0]
        else:
            open_ones.append(source)
    asked: dict[str, list[Question]] = {source.match.letter: [] for source in open_ones}
    alone = open_ones
    if len(open_ones) > 1 and len(proven) < 2 and (shared := _question_on_all(open_ones, answers)):
        for questions in asked.values():
            questions.append(shared)
        alone = open_ones if shared.answer == EACH else []
        for order in _order(shared):
            found |= dict.fromkeys(asked, order)
    for source in alone:
        question = _question_on_order(
            f"dates {source.match.letter}", source.asked, [source], answers
        )
        asked[source.match.letter].append(question)
        for order in _order(question):
            found[source.match.letter] = order
    return found, asked


def _with_short_dates(sources: Iterable[Source]) -> Iterator[Source]:
    for source in sources:
        is_dated = source.match.column.kind == "date" and any(map(short_date, source.distinct))
        if is_dated and possible_orders(source.distinct):
            yield source


def _turns_on_order(source: Source, orders: Sequence[Order]) -> bool:
    """Whether some date is another day in another order; 4/4/2015 is not."""
    short = [readings for cell in source.distinct if (readings := short_date(cell))]
    return any(len({readings[order] for order in orders}) > 1 for readings in short)


def _order(question: Question) -> list[Order]:
    """The one that was chosen, if any."""
    return [order for order in ORDERS if order == question.answer]


def _question_on_all(sources: list[Source], answers: Answers) -> Question | None:
    """One question for all; none if they cannot share an order, or each has its answer."""
    possible = [set(possible_orders(source.distinct)) for source in sources]
    own = [f"dates {source.match.letter}" in answers.choices for source in sources]
    if len(set.intersection(*possible)) < 2 or ("dates" not in answers.choices and all(own)):
        return None
    titles = column_titles((one.match.letter, one.match.heading) for one in sources)
    return _question_on_order("dates", titles, sources, answers)


def _question_on_order(
    key: str, named: str, sources: Sequence[Source], answers: Answers
) -> Question:
    possible = [
        order
        for order in ORDERS
        if all(order in possible_orders(source.distinct) for source in sources)
    ]
    example = next(
        as_text(cell)
        for source in sources
        for cell in source.distinct
        if len(set(short_date(cell).values())) > 1
    )
    # Of six figures, no one can tell whether they are a date of birth.
    shown = f"such as {quoted(example, 'date')}" if tells_all(example, "date") else "of six figures"
    question = Question(
        key,
        f"{named}: in which order are dates {shown} written?",
        (
            *(Option(order, ORDER_WORDS[order].capitalize()) for order in possible),
            *([Option(EACH, EACH_WORDS)] if len(sources) > 1 else []),
        ),
        gives=tuple(source.match.field for source in sources),
        suggestion="DMY" if "." in example and "DMY" in possible else "",
    )
    return replace(question, answer=answers.to(question))


def strange_words(
    source: Source, readings: Sequence[Reading], answers: Answers
) -> tuple[dict[str, str], dict[str, Question]]:
    """What words without an answer in the dictionary mean, as far as the owner said so.

    A code such as 3 may be the answer of every patient, so it stops the file where the column
    matters. So does a word that many patients share: left out, it would take all of those with one
    finding away, and the share of every other would be too large. Another word concerns its own
    cells. Words that tell of a person are not asked about; of one that may be a name, the row is
    told in its place.

    Returns:
        The meanings, and the questions, by the word.
    """
    words = dict.fromkeys(word for reading in readings for word in reading.strange)
    short = [word for word in words if len(word) <= _LONGEST_WORD]
    if len(short) > _MOST_WORDS:
        return {}, {}
    cells = (as_text(cell) for cell in source.distinct)
    persons = {plain(name) for cell in cells for name in persons_in(cell)}
    distinct = [
        word
        for word in short
        if not holds_identifier(word) and not any(person in word for person in persons)
    ]
    distinct.sort(key=lambda word: int(word) if word.isdecimal() else math.inf)
    asked = {
        word: _question_on_word(source, word, number, readings, answers)
        for number, word in enumerate(distinct, start=1)
    }
    meant = {
        word: question.answer for word, question in asked.items() if question.answer is not None
    }
    return meant, asked


def level_told(source: Source, word: str) -> str:
    """Name of the level that another sheet gives a code, "" if it gives none that is known."""
    told, column = source.legend.get(word), source.match.column
    if told is None:
        return ""
    if column.kind == "several":
        return level_of(column, told.words) or ""
    return answer(column, told.words, source.match.asked_as) or ""


def told_otherwise(source: Source, readings: list[Reading]) -> frozenset[str]:
    """Codes that would be read as one thing and may mean another.

    Another sheet says so, or a code without a meaning stands beside them: 1 is positive beside 0,
    and anything beside 2.
    """
    column = source.match.column
    open_codes = {word for reading in readings for word in reading.strange if word.isdecimal()}
    found = set()
    if open_codes and column.kind == "category" and not source.match.asked_as:
        found |= {word for word in source.words if word.isdecimal()} - open_codes
    for cell, reading in zip(source.distinct, readings, strict=True):
        word = plain(as_text(cell))
        meant = level_told(source, word) if word in source.legend else ""
        if meant and not reading.strange and meant not in _levels_read(reading):
            found.add(word)
    return frozenset(found)


def _levels_read(reading: Reading) -> set[str]:
    if isinstance(reading.value, dict):
        return {name for name, said in reading.value.items() if said == YES.name}
    return {reading.value or UNKNOWN.name}


def _question_on_word(
    source: Source, word: str, number: int, readings: Sequence[Reading], answers: Answers
) -> Question:
    column = source.match.column
    levels = column.own_levels or (YES, NO)
    close, told = nearest(column, word), source.legend.get(word)
    holds = [word in reading.strange for reading in readings]
    rows = source.rows_where(holds)
    written = _as_written(word, source, holds)
    is_shown = tells_all(written)
    where = "" if is_shown else f" in {row_words(rows)}"
    asks = f"{source.asked}: what does {quoted(written)}{where} mean?"
    meant = level_told(source, word)
    n_rows = len(rows)
    letter = source.match.letter
    is_common = n_rows >= max(_COMMON_FROM, _COMMON * len(source.rows))
    if n_rows and (is_common or word.isdigit()):
        asks += f" It stands in {n_rows} of {len(source.rows)} rows."
    question = Question(
        word_key(letter, word) if is_shown else hidden_word_key(letter, rows[0], number),
        f"{asks} {told.sentence}." if told else asks,
        (*(Option(level.name, level.label) for level in levels), Option(UNKNOWN.name, "Unknown")),
        stops=(word.isdigit() or is_common) and column.need != "optional",
        gives=(source.match.field,),
        suggestion=meant or (close.name if close and not told else _likely(word, source)),
        subject=source.asked,
    )
    return replace(question, answer=answers.to(question))


def _as_written(word: str, source: Source, holds: Sequence[bool]) -> str:
    """A word of a cell in the capitals of the cell."""
    cell = as_text(source.distinct[holds.index(True)])
    at = cell.lower().find(word)
    return cell[at : at + len(word)] if at >= 0 else word


def _likely(word: str, source: Source) -> str:
    """What a yes or a no says of a category elsewhere, or a yes for the one mark of a column.

    Of ovaries and the uterus that turns on the heading: a yes may keep or remove them.
    """
    column = source.match.column
    asked = next((ask for ask in column.questions if not ask.is_vague), None)
    said = None if word.isdigit() else yes_or_no(word, column)
    is_of_organs = column.name in (procedures.OVARIES, procedures.UTERUS)
    if column.kind == "category" and asked and said in (YES.name, NO.name) and not is_of_organs:
        return asked.yes if said == YES.name else asked.no
    is_mark = (len(word) == 1 and not word.isalnum()) or word in ("x", "v")
    return YES.name if is_mark and source.answers_yes_or_no and len(source.words) == 2 else ""
