"""What is to be mended in a file, and what is worth knowing about it."""

import streamlit as st

from ivl import intake, previews
from ivl.ui.words import plain

_MOST_OPEN = 5


def show(preview: intake.Preview) -> None:
    """Problems of one kind in one sentence each; what keeps the file from use comes first."""
    groups = intake.grouped(preview.problems)
    errors = [previews.sentence(group) for group in groups if group.severity == "error"]
    warnings = [previews.sentence(group) for group in groups if group.severity == "warning"]
    if not groups:
        return
    with st.container(border=True, key="card-problems"):
        if errors:
            st.subheader(f"Mend before use ({len(errors)})", anchor=False)
            _listed(errors)
        if warnings:
            st.subheader(f"Worth knowing ({len(warnings)})", anchor=False)
            _listed(warnings[:_MOST_OPEN])
            if len(warnings) > _MOST_OPEN:
                with st.expander(f"{len(warnings) - _MOST_OPEN} more", key="more-problems"):
                    _listed(warnings[_MOST_OPEN:])


def _listed(sentences: list[str]) -> None:
    st.markdown("\n".join(f"- {plain(sentence)}" for sentence in sentences))
