"""The one part of the package that knows Streamlit; pages are made of what stands here."""

from ivl.ui.cards import (
    COMPARISONS,
    SPLITS,
    every_row,
    groups_of,
    listing,
    rows,
    say,
    show,
    split_by,
)
from ivl.ui.frame import PAGES, nobody, start
from ivl.ui.session import Offered, offered
from ivl.ui.uploads import answer, discard_button, forget_button, upload, use_button
from ivl.ui.words import plain

__all__ = [
    "COMPARISONS",
    "PAGES",
    "SPLITS",
    "Offered",
    "answer",
    "discard_button",
    "every_row",
    "forget_button",
    "groups_of",
    "listing",
    "nobody",
    "offered",
    "plain",
    "rows",
    "say",
    "show",
    "split_by",
    "start",
    "upload",
    "use_button",
]
