"""Words in which every number leads to the figure that it comes from."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from ivl.groups import split_title
from ivl.said import Said


@dataclass(frozen=True)
class Source:
    """The figure or table in which a reader finds a number."""

    page: str
    """Name of the page, as in the menu."""

    figure: str
    """What the figure shows, without what it is split by: "Overall survival"."""

    by: str | None = None
    """Column that the figure is split by; None where it shows everybody together."""

    is_split_in_title: bool = True
    """False for a figure that goes by the same title whatever it is split by."""

    @property
    def title(self) -> str:
        """ "Overall survival by detection group", as it stands above the figure."""
        return split_title(self.figure, self.by) if self.is_split_in_title else self.figure


@dataclass(frozen=True)
class Number:
    """A number as printed, with what it counts and its interval."""

    words: str
    """ "5 of 15 incidental patients (33.3%, 95% CI 11.8 to 61.6%)"."""

    source: Source


Part: TypeAlias = str | Number


def linked(words: str, source: Source) -> tuple[Part, ...]:
    """A sentence taken apart into its numbers, which come from that figure, and the words between.

    Args:
        words: a sentence with its numbers marked by ``said.number``, or a ``Said``.
        source: where all of them are found.

    Returns:
        Parts that make up the sentence again when they are joined; none of them is empty.
    """
    return tuple(
        Number(part.words, source) if part.is_number else part.words for part in Said(words).parts
    )


def joined(sentences: Iterable[tuple[Part, ...]]) -> tuple[Part, ...]:
    """Sentences after each other, a space between them; those without words are left out."""
    parts: list[Part] = []
    for sentence in sentences:
        if sentence:
            parts += [" ", *sentence] if parts else sentence
    return tuple(parts)


def listed(items: Iterable[tuple[Part, ...]]) -> tuple[Part, ...]:
    """The items as a sentence lists them, "one, two and three"."""
    rest = list(items)
    last = rest.pop()
    parts = [part for item in rest for part in (", ", *item)][1:]
    return (*parts, " and ", *last) if parts else last


def plain_words(parts: Iterable[Part]) -> str:
    """The parts as text."""
    return "".join(part if isinstance(part, str) else part.words for part in parts)
