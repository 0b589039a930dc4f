"""What only the owner of a file knows: the questions, and the answers given so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from ivl import text

LEAVE_OUT: Final = ""
"""The answer that keeps a column out of use."""

EACH: Final = "each"
"""The answer that columns asked about together are to be asked about one by one."""

EACH_WORDS: Final = "It differs from column to column"
_HIDDEN: Final = "…"

SHEET: Final = "sheet"
"""Key of the question on which sheet to use; on another sheet every letter changes its meaning."""


@dataclass(frozen=True)
class Option:
    """One answer that can be chosen."""

    value: str
    label: str


@dataclass(frozen=True)
class Question:
    """Something that the file does not prove and that only its owner knows."""

    key: str
    """Names the question in ``Answers``."""

    asks: str
    """The question in words, with the column it is about."""

    options: tuple[Option, ...]
    stops: bool = True
    """Until it is answered the file is not used. Otherwise only its column or cells wait."""

    suggestion: str = ""
    """Value of the option that is likely, never taken by itself."""

    gives: tuple[str, ...] = ()
    """Fields that may come of the answer."""

    answer: str | None = None
    """Value of the option that was chosen."""

    subject: str = ""
    """What the question begins with where others about the same column begin so too."""

    @property
    def briefly(self) -> str:
        """The question below a heading that names its subject."""
        return text.upper_first(self.asks.removeprefix(f"{self.subject}: "))

    @property
    def is_open(self) -> bool:
        return self.answer is None


@dataclass(frozen=True)
class Answers:
    """What the owner of a file decided, by the key of the question.

    Beside the keys of questions, ``column C`` with the name of a field (or ``LEAVE_OUT``)
    overrules the match of that column, and ``sheet`` with a name chooses the sheet.
    """

    choices: Mapping[str, str] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash(tuple(sorted(self.choices.items())))

    def with_choice(self, key: str, value: str) -> "Answers":
        """The answers with this one in place of an earlier one."""
        return Answers({**self.choices, key: value})

    def without(self, key: str) -> "Answers":
        """The answers but for this one."""
        return Answers({name: value for name, value in self.choices.items() if name != key})

    def to(self, question: Question) -> str | None:
        """The answer to a question, None if there is none or it is not one of the options."""
        given = self.choices.get(question.key)
        return given if given in {option.value for option in question.options} else None


def word_key(letter: str, word: str) -> str:
    """Names the question on what a word of a column means."""
    return f"value {letter} {word}"


def hidden_word_key(letter: str, row: int, number: int) -> str:
    """The same of a word that may tell who a patient is, by the first row in which it stands."""
    return word_key(letter, f"{_HIDDEN} {number} of row {row}")


def is_of_hidden_word(detail: str) -> bool:
    """Whether the end of a key stands for such a word, whose answer holds for one file alone."""
    return detail.startswith(_HIDDEN)
