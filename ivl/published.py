"""What the founding study reported, to set beside a cohort and to hold the example cohort to.

The figures stand in ``data/published.json`` and come from the abstract of that study; what the
abstract does not give is not in there.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

PUBLISHED_JSON: Final = Path(__file__).resolve().parents[1] / "data" / "published.json"


@dataclass(frozen=True)
class Published:
    """One reported figure: a count, a share, an estimate, or what was named."""

    key: str
    says: str
    """What was counted or measured: "Thrombectomy"."""

    paper: str
    doi: str

    of_whom: str = ""
    """The denominator in words: "incidental"."""

    n: int | None = None
    n_known: int | None = None
    """The denominator of ``n``."""

    estimate: float | None = None
    """A quantity in ``unit``; without a unit a proportion between 0 and 1, rounded as printed."""

    unit: str = ""
    values: tuple[str, ...] = ()
    """Names of levels, or months as 2011-07."""

    printed: bool = True
    """False: worked out here from printed counts."""

    note: str = ""
    """What a reader must know to use it."""

    @property
    def share(self) -> float | None:
        """``n`` of ``n_known``, None where there is no denominator."""
        return None if self.n is None or self.n_known is None else self.n / self.n_known

    @property
    def source(self) -> str:
        """Paper and DOI, as a caption gives them."""
        return f"{self.paper}. doi:{self.doi}"


@cache
def published() -> Mapping[str, Published]:
    """The reported figures by key, in the order of the abstract."""
    file = json.loads(PUBLISHED_JSON.read_text(encoding="utf-8"))
    figures = [_figure(record, file["paper"], file["doi"]) for record in file["figures"]]
    return MappingProxyType({figure.key: figure for figure in figures})


def _figure(record: dict[str, Any], paper: str, doi: str) -> Published:
    named: dict[str, Any] = {**record, "values": tuple(record.get("values", ()))}
    return Published(paper=paper, doi=doi, n_known=named.pop("N", None), **named)
