"""What a click on a mark keeps: a filter that travels with the mark as the query of a link."""

from urllib.parse import urlencode

from ivl.cohort import FACET_BY_COLUMN
from ivl.schema import BY_NAME


def filter_of(*at: tuple[str | None, str]) -> str:
    """The filter that keeps the patients behind a mark, and nobody else.

    Args:
        at: columns and labels of the levels that the mark stands for; None for everybody.

    Returns:
        "extent=ivc&detection=incidental"; "" where one of the columns cannot be filtered by, since
        the others alone would keep more patients than the mark stands for.
    """
    found = [
        (FACET_BY_COLUMN[column].name, level.name)
        for column, label in at
        if column and is_filterable(column)
        for level in BY_NAME[column].levels
        if level.label == label
    ]
    is_whole = len(found) == sum(column is not None for column, _ in at)
    is_one_each = len({name for name, _ in found}) == len(set(found))
    return urlencode(dict(found)) if is_whole and is_one_each else ""


def is_filterable(*columns: str | None) -> bool:
    """Whether marks that stand for levels of these columns can be clicked; not without a column."""
    given = [column for column in columns if column]
    return bool(given) and all(
        column in FACET_BY_COLUMN and BY_NAME[column].kind != "number" for column in given
    )
