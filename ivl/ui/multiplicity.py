"""The p-values shown in this session: counted per cohort, said beside each and in each file."""

import streamlit as st

from ivl import multiplicity
from ivl.multiplicity import Tested
from ivl.ui.session import p_value_places, p_values_shown
from ivl.ui.words import plain


def note(tested: tuple[Tested, ...]) -> str:
    """Counts these p-values as shown, and says which part of all they are; "" without any."""
    shown = p_values_shown()
    shown.update(dict.fromkeys(tested))
    return multiplicity.note(len(set(tested)), len(shown)) if tested else ""


def caption(tested: tuple[Tested, ...]) -> None:
    """The note as a line on the page, and which p-values those are on a click.

    Lines further up follow when p-values are shown below.
    """
    if not tested:
        return
    places, before = p_value_places(), len(p_values_shown())
    with st.container(
        horizontal=True, vertical_alignment="center", gap="small", key=f"p-values-{len(places)}"
    ):
        places.append((st.empty(), tested))
        _which(len(places))
    note(tested)
    for place, beside in places if len(p_values_shown()) > before else places[-1:]:
        place.caption(plain(note(beside)), width="content")


@st.fragment
def _which(place: int) -> None:
    """A fragment, so that opening the list does not draw the page again."""
    opened = st.popover(
        ":primary[Which ones?]", type="tertiary", key=f"which-{place}", on_change="rerun"
    )
    if opened.open:
        with opened:
            table = multiplicity.listed(p_values_shown())
            st.dataframe(table, hide_index=True, key=f"which-{place}-rows", width=680)
