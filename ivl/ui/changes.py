"""What a second upload changed against the cohort in use."""

import streamlit as st

from ivl import tables
from ivl.changes import changes
from ivl.intake import Preview
from ivl.ui.cards import rows
from ivl.ui.session import whole_cohort
from ivl.ui.words import plain

_MOST_SHOWN = 12
"""Rows of a table that stands open; a longer one is folded."""


def show_changes(preview: Preview) -> None:
    """What the waiting file changed. Nothing where the demonstration is in use."""
    before = whole_cohort()
    if before.made_up or preview.cohort is None:
        return
    found = changes(before, preview.cohort)
    with st.container(key="changes", gap="small"):
        st.markdown("**What has changed**")
        st.markdown(plain(found.sentence))
        if found.missed:
            st.warning(plain(found.missed))
        if found.n_cells:
            by_column = tables.changed_columns(found)
            with st.expander(
                f"Changed cells ({found.n_cells})", expanded=found.n_cells <= _MOST_SHOWN
            ):
                if found.n_cells > len(by_column):
                    rows(by_column, key="changed-columns")
                rows(tables.changed_cells(found), key="changed-cells")
