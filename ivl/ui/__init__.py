"""The one part of the package that knows Streamlit; pages are made of what stands here."""

from ivl.ui.cards import every_row, listing, show, show_recorded
from ivl.ui.choices import COMPARISONS, SPLITS, choose_factors, groups_of, split_by
from ivl.ui.frame import PAGES, nobody, start
from ivl.ui.ledger import show_ledger
from ivl.ui.passages import in_words
from ivl.ui.uploads import a_file_waits, forget_button, show_offered, upload

__all__ = [
    "COMPARISONS",
    "PAGES",
    "SPLITS",
    "a_file_waits",
    "choose_factors",
    "every_row",
    "forget_button",
    "groups_of",
    "in_words",
    "listing",
    "nobody",
    "show",
    "show_ledger",
    "show_offered",
    "show_recorded",
    "split_by",
    "start",
    "upload",
]
