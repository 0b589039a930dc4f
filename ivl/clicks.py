"""What a click on a mark keeps: a filter that travels with the mark as the query of a link."""

from urllib.parse import urlencode

from ivl.cohort import FACET_BY_COLUMN
from ivl.schema import BY_NAME


def keeping(*at: tuple[str | None, str]) -> str:
    """The filter that keeps the patients behind a mark.

    Args:
        at: columns and labels of the levels that the mark stands for; columns that cannot be
            filtered by are passed over.

    Returns:
        "extent=ivc&detection=incidental"; "" where nothing can be filtered by.
    """
    return urlencode(
        {
            FACET_BY_COLUMN[column].name: level.name
            for column, label in at
            if column in FACET_BY_COLUMN
            for level in BY_NAME[column].levels
            if level.label == label
        }
    )


def can_keep(column: str | None) -> bool:
    """Whether marks of this column's levels can be clicked."""
    return column in FACET_BY_COLUMN and BY_NAME[column].kind != "number"
