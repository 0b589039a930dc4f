"""A figure that carries home what it shows: its data, its method, and whom it is about."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import KW_ONLY, dataclass, replace

import pandas as pd
import plotly.graph_objects as go

from ivl import text
from ivl.measures import Measure
from ivl.multiplicity import Tested


@dataclass(frozen=True)
class Exhibit:
    """What is shown on a page and what is downloaded from it; the two are the same."""

    title: str
    """The question or quantity: "Recurrence-free survival by detection group"."""

    figure: go.Figure
    """Drawn without a title and without a ground, so that screen and paper can add their own."""

    data: pd.DataFrame
    """The numbers drawn, a row per mark."""

    method: str
    """How they were made and who was left out, in sentences fit for a figure legend."""

    population: str
    """Whom they are about: the filter in words with n of N."""

    _: KW_ONLY

    table: pd.DataFrame | None = None
    """What a reader asks of the figure, as printed text; it stands beside the figure, and in files
    on a sheet of its own."""

    footnote: str = ""
    """What stands under the table, in sentences that begin with its marks."""

    words: str = ""
    """The finding in paragraphs fit for a paper; "" where the figure has none."""

    cautions: str = ""
    """What a reader must know before any p-value; stands before the words."""

    tested: tuple[Tested, ...] = ()
    """The p-values that figure, table, words and method show."""

    note: str = ""
    """What stands beside its p-values: how many were looked at in the session."""

    measured: tuple[Callable[[], Iterable[Measure]], ...] = ()
    """What makes its measures; they are worked out when somebody asks for them."""

    blank: str = ""
    """Why there is nothing to draw, as a sentence; "" where there is a figure."""

    larger: Callable[[], go.Figure] | None = None
    """What draws the figure to be enlarged, where as many words would then run into each other."""

    told: str = ""
    """The numbers of the figure in one sentence, for who cannot see it."""

    lacking: tuple[str, ...] = ()
    """Names of the columns that would fill it, where none of them holds anything."""

    clickable: bool = False
    """Marks carry, last in their customdata, the filter that keeps the patients behind them."""

    def with_table(self, table: pd.DataFrame, footnote: str = "") -> "Exhibit":
        """The exhibit with its numbers as printed, and what stands under them."""
        return replace(self, table=table, footnote=footnote)

    def with_words(self, *paragraphs: str) -> "Exhibit":
        """The exhibit with its finding in words, after those it has."""
        closed = [text.sentences([paragraph]) for paragraph in paragraphs if paragraph]
        return replace(self, words="\n\n".join(filter(None, [self.words, *closed])))

    def with_caveats(self, caveats: Sequence[str]) -> "Exhibit":
        """The exhibit with what a reader must know before any p-value, after what it has."""
        return replace(self, cautions=text.sentences([self.cautions, *caveats]))

    def with_tested(self, *tested: Tested) -> "Exhibit":
        """The exhibit with more p-values on it, each of them once."""
        return replace(self, tested=tuple(dict.fromkeys((*self.tested, *tested))))

    def with_measures(self, *measured: Callable[[], Iterable[Measure]]) -> "Exhibit":
        """The exhibit with what makes its measures, such as a ``partial`` of a result."""
        return replace(self, measured=(*self.measured, *measured))

    @property
    def groupings(self) -> tuple[str, ...]:
        """Columns that its p-values compare by, each once."""
        return tuple(dict.fromkeys(one.by for one in self.tested if one.by))

    def with_note(self, note: str) -> "Exhibit":
        """The exhibit with what stands beside its p-values."""
        return replace(self, note=note)

    @property
    def measures(self) -> list[Measure]:
        """Every statistic of the exhibit with its method and source."""
        return [measure for make in self.measured for measure in make()]

    @property
    def name(self) -> str:
        """The title as a part of a file name."""
        return text.slug(self.title)

    @property
    def spoken(self) -> str:
        """What the figure shows, for who hears the page: its title, each group, and whom."""
        said = f"{self.title}: {self.told}" if self.told else self.title
        return text.sentences([said, self.population])

    @property
    def caption(self) -> str:
        """Everything a reader needs who finds the figure without the page."""
        return text.sentences([self.population, self.cautions, self.method, self.note])

    @property
    def height(self) -> int:
        """Height of the figure on a page, in CSS pixels."""
        return int(self.figure.layout.height or 420)
