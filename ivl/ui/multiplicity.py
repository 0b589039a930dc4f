"""The p-values shown in this session: counted by comparison, said beside each and in each file."""

import weakref
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from ivl import multiplicity
from ivl.cohort import Cohort
from ivl.multiplicity import Tested
from ivl.ui.session import whole_cohort
from ivl.ui.words import plain


@dataclass
class Shown:
    """The p-values shown of one cohort, in order; another cohort begins another list."""

    # Only to be told apart: a cohort that was let go of must not live on here.
    cohort: weakref.ref[Cohort]
    tested: dict[Tested, None] = field(default_factory=dict)


def p_values_shown() -> dict[Tested, None]:
    """The p-values shown of the cohort in use, to be added to."""
    cohort, shown = whole_cohort(), st.session_state.get("p_values")
    if shown is None or shown.cohort() is not cohort:
        shown = st.session_state["p_values"] = Shown(weakref.ref(cohort))
    return shown.tested


def p_value_places() -> list[tuple[Any, tuple[Tested, ...]]]:
    """Where this page says how many there are, and beside which, to be added to."""
    return st.session_state["p_value_places"]


def begin_page() -> None:
    """The places of p-values are those of this run alone."""
    st.session_state["p_value_places"] = []


def count(tested: tuple[Tested, ...]) -> None:
    """Counts these p-values as shown; the lines that already stand on the page follow."""
    shown = p_values_shown()
    before = len(shown)
    shown.update(dict.fromkeys(tested))
    if len(shown) > before:
        for place, beside in p_value_places():
            place.caption(plain(note(beside)), width="content")


def note(tested: tuple[Tested, ...]) -> str:
    """How many comparisons were shown, once these were counted; "" without any."""
    return multiplicity.note(multiplicity.n_compared(p_values_shown())) if tested else ""


def caption(tested: tuple[Tested, ...]) -> None:
    """Counts these p-values and says so in a line, which lists all of them on a click."""
    if not tested:
        return
    count(tested)
    places = p_value_places()
    with st.container(
        horizontal=True, vertical_alignment="center", gap="small", key=f"p-values-{len(places)}"
    ):
        place = st.empty()
        places.append((place, tested))
        _which(len(places))
    place.caption(plain(note(tested)), width="content")


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
