"""What yes and no are written as in a column: codes, strokes, ticks beside empty cells.

Each function settles what the cells prove and asks about the rest. A question that has been
answered comes back with its answer, so that it can be changed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from ivl import text
from ivl.intake.brackets import option_of
from ivl.intake.cells import Cell, as_text
from ivl.intake.levels import initials, is_unknown_mark, yes_or_no
from ivl.intake.personal import headed
from ivl.intake.qualified import RECEPTORS
from ivl.intake.questions import EACH, EACH_WORDS, Answers, Option, Question, word_key
from ivl.intake.reading import LEFT_OPEN, Reading
from ivl.intake.report import column_titles
from ivl.intake.source import Source
from ivl.intake.words import plain
from ivl.schema import NO, PARENTS, UNKNOWN, YES

_EMPTY: Final = {"", "-", "--", "—", "–", "/", "\\", "."}
_STROKES: Final[Mapping[str, str]] = dict.fromkeys(("-", "–", "—", "−"), NO.name)
_LANGUAGES: Final[tuple[dict[str, str], ...]] = tuple(
    dict.fromkeys(yes.split(), YES.name) | dict.fromkeys(no.split(), NO.name)
    for yes, no in (
        ("ja", "nein"), ("ja", "nee"), ("ja", "nej"), ("oui", "non"), ("sí si", "no"),
        ("sì si", "no"), ("sim", "não nao"), ("はい", "いいえ"), ("예 네", "아니오 아니요"),
        ("●", "○"),
    )
)  # fmt: skip
"""Yes and no in other languages, and as filled and empty circles."""

_CODES: Final[dict[str, dict[str, str]]] = {
    "1 yes, 2 no": {"1": YES.name, "2": NO.name, "0": UNKNOWN.name},
    "1 no, 2 yes": {"1": NO.name, "2": YES.name, "0": UNKNOWN.name},
    "0 no, 1 yes, 2 unknown": {"0": NO.name, "1": YES.name, "2": UNKNOWN.name},
}


def yes_no_codes(
    sources: Iterable[Source], answers: Answers
) -> tuple[dict[str, dict[str, str]], list[Question]]:
    """What 1 and 2 mean, by the letter of each column of yes and no that holds a 2.

    In a file where some column does, a column of nothing but 1 may say no in every row.
    """
    sources = list(sources)
    has_twos = any(_is_coded(source) and "0" not in source.words for source in sources)
    coded = [one for one in sources if _is_coded(one) or (has_twos and _is_only_ones(one))]
    # A yes to menopause and a yes to "No recurrence" are coded after their own fashion.
    alike = [one for one in coded if not (one.match.asked_as or _is_receptor(one))]
    meanings: dict[str, dict[str, str]] = {}
    questions = []
    for key, group in (("codes", alike), ("codes of receptors", list(filter(_is_receptor, coded)))):
        if len(group) > 1 and len({"0" in source.words for source in group}) == 1:
            questions.append(together := _question_on_codes(key, group, answers))
            if together.answer != EACH:
                meanings |= {source.match.letter: _meaning(together) for source in group}
    for letter, source in ((source.match.letter, source) for source in coded):
        if letter not in meanings:
            questions.append(alone := _question_on_codes(f"codes {letter}", [source], answers))
            meanings[letter] = _meaning(alone)
    return meanings, questions


def _meaning(question: Question) -> dict[str, str]:
    """Words for the codes, unknown while nobody has said what they mean."""
    return _CODES.get(question.answer or "", {"0": "", "1": "", "2": ""})


def _is_coded(source: Source) -> bool:
    if not (source.answers_yes_or_no or _is_receptor(source)):
        return False
    known = _known_words(source)
    if not source.answers_yes_or_no and "0" in known:
        return False
    told = {code for code, _ in source.match.codes}
    codes = known & {"0", "1", "2"}
    says_so = any(yes_or_no(word, source.match.column) for word in known - codes)
    return "2" in known | told and not says_so and not codes <= told


def _is_only_ones(source: Source) -> bool:
    """1 in most rows and no other answer; in few rows it is a tick."""
    is_most = 2 * source.held.n_filled >= len(source.held)
    is_asked = source.answers_yes_or_no or _is_receptor(source)
    return is_asked and is_most and _known_words(source) == {"1"}


def _is_receptor(source: Source) -> bool:
    """Its answers are positive and negative, which spreadsheets write as yes and no as well.

    Beside 0, a 1 and a 2 are degrees of the stain.
    """
    return source.match.field in RECEPTORS and not _known_words(source) & {"3", "4"}


def _known_words(source: Source) -> set[str]:
    return {word for word in source.words if not is_unknown_mark(word)}


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
        options.append(Option(EACH, EACH_WORDS))
    titles = column_titles((source.match.letter, source.match.heading) for source in coded)
    holds = "hold" if len(coded) > 1 else "holds"
    codes = "0, 1 and 2" if has_zero else "1 and 2"
    likely, sentences = _told(coded)
    question = Question(
        key,
        " ".join([f"{titles} {holds} {codes}: what do they mean?", *sentences]),
        tuple(options),
        gives=tuple(source.match.field for source in coded),
        suggestion=likely if likely in {option.value for option in options} else "",
    )
    return replace(question, answer=answers.to(question))


def _told(coded: list[Source]) -> tuple[str, list[str]]:
    """The codes as another sheet explains them, and what it says; "" where columns differ."""
    likely = set()
    for source in coded:
        match = source.match
        said = {
            code: yes_or_no(told.words, match.column, match.asked_as)
            for code, told in source.legend.items()
        }
        likely |= {name for name, codes in _CODES.items() if said and said.items() <= codes.items()}
    sentences = [f"{told.sentence}." for told in coded[0].legend.values()]
    return likely.pop() if len(likely) == 1 else "", sentences


def _yes_and_no_in_words(coded: list[Source]) -> tuple[str, str]:
    """What yes and no say under the heading: "yes (postmenopausal)"."""
    match = coded[0].match
    if _is_receptor(coded[0]):
        return "positive", "negative"
    if len(coded) > 1 or not match.asked_as:
        return YES.name, NO.name
    levels = [match.column.level(name).label for name in (match.asked_as.yes, match.asked_as.no)]
    yes, no = map(text.lower_first, levels)
    return (
        f"yes to {headed(match.heading)} ({yes})",
        f"no to {headed(match.heading)} ({no})",
    )


def spoken(source: Source) -> Mapping[str, str]:
    """What the words of a column mean that says yes and no in one other language and no else.

    Of a vital status, "A" and "D" where it holds both and nothing else. A box that is ticked by
    the words of its own option says yes, also that of "None".
    """
    said, option = _known_words(source), option_of(source.match.heading)
    if option and option in said:
        return {option: YES.name}
    if source.match.field == "vital_status" and (letters := initials(source.match.column, said)):
        return dict(letters)
    if not source.answers_yes_or_no:
        return {}
    fitting = [language for language in _LANGUAGES if said and said <= language.keys()]
    is_certain = not said <= {"○", "●"} or len(said) > 1
    return fitting[0] if fitting and is_certain else {}


def strokes(source: Source) -> Mapping[str, str]:
    """A minus is a no where a plus is the yes and nothing else says no; alone it is unknown."""
    return {} if _is_denied_in_words(source) or "+" not in source.words else _STROKES


def strokes_in_doubt(source: Source, answers: Answers) -> Question | None:
    """Asks about a minus that stands beside a plus and beside a no in words."""
    written = source.words & _STROKES.keys()
    if "+" not in source.words or not written or not _is_denied_in_words(source):
        return None
    question = Question(
        word_key(source.match.letter, "-"),
        f'{source.asked}: "+" and a no in words stand in the column. What does '
        f'"{min(written)}" mean?',
        (Option(NO.name, "No"), Option(UNKNOWN.name, "Unknown")),
        stops=source.match.column.need != "optional",
        gives=(source.match.field,),
    )
    return replace(question, answer=answers.to(question))


def strokes_alone(
    sources: Iterable[Source], answers: Answers
) -> tuple[dict[str, dict[str, str]], list[Question]]:
    """What a minus means, by the letter of each column that holds nothing else.

    Nobody may have had the finding, or nobody looked. Where findings are ticked, what is empty is
    asked about anyway.
    """
    sources = [source for source in sources if source.answers_yes_or_no]
    ticked = {_asked_with(source) for source in sources if _only_ticks(source, answers)}
    alone = [
        source
        for source in sources
        if _holds_strokes_alone(source) and _asked_with(source) not in ticked
    ]
    if not alone:
        return {}, []
    titles = column_titles((source.match.letter, source.match.heading) for source in alone)
    written = min(word for source in alone for word in source.words if word)
    has_plus = any("+" in source.words for source in sources)
    question = Question(
        "strokes",
        f'{titles} {"holds" if len(alone) == 1 else "hold"} nothing but "{written}". What does it '
        "mean?",
        (Option(NO.name, "No: nobody had it"), Option(UNKNOWN.name, "Not known, or not recorded")),
        stops=any(source.match.column.need != "optional" for source in alone),
        gives=tuple(source.match.field for source in alone),
        suggestion=NO.name if has_plus else "",
    )
    question = replace(question, answer=answers.to(question))
    means = dict.fromkeys(_STROKES, NO.name if question.answer == NO.name else "")
    return {source.match.letter: means for source in alone}, [question]


def _holds_strokes_alone(source: Source) -> bool:
    is_most = 2 * source.held.n_filled >= len(source.held)
    return is_most and bool(source.words - {""}) and source.words - {""} <= _STROKES.keys()


def is_stroke(cell: Cell) -> bool:
    """A minus in place of an answer."""
    return plain(as_text(cell)) in _STROKES


def _is_denied_in_words(source: Source) -> bool:
    if not source.answers_yes_or_no:
        return False
    return any(
        yes_or_no(word, source.match.column, source.match.asked_as) == NO.name
        for word in source.words - _STROKES.keys()
    )


def told_of_noes(source: Source, readings: list[Reading]) -> list[Reading]:
    """The readings, with what it costs that a no leaves several answers open.

    Whose uterus was not removed may have kept it, or had it removed before.
    """
    if LEFT_OPEN not in readings:
        return readings
    column, denies = source.match.column, [reading is LEFT_OPEN for reading in readings]
    n_no, n = len(source.places_where(denies)), len(source.rows)
    remark = Reading(
        what=f"A no to {headed(source.match.heading)} leaves open what was done instead",
        why=f"Counted as unknown, as in {n_no} of {text.patients(n)}, so shares of "
        f"{text.lower_first(column.label)} are of the other {n - n_no} only",
        how=f'Add a column headed "{column.label}" that says what was done to each patient',
    )
    return [remark if reading is LEFT_OPEN else reading for reading in readings]


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
        ticked = [source for source in group if _only_ticks(source, answers)]
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


def _only_ticks(source: Source, answers: Answers) -> bool:
    if source.answers_yes_or_no and strokes(source).keys() & source.words:
        return False
    meant = spoken(source)
    said = {
        meant.get(plain(as_text(cell)))
        or answers.choices.get(word_key(source.match.letter, plain(as_text(cell))))
        or yes_or_no(as_text(cell), source.match.column, source.match.asked_as)
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
        gives=tuple(source.match.field for source in group),
    )
    return replace(question, answer=answers.to(question))
