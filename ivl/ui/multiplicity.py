"""The p-values shown in this session: counted by comparison, said beside each and in each file."""

from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd
import streamlit as st

from ivl import multiplicity
from ivl.multiplicity import Tested
from ivl.ui.session import whole_cohort
from ivl.ui.words import plain


@dataclass
class Shown:
    """The p-values shown in the session, in order, whichever files they are of."""

    tested: dict[Tested, None] = field(default_factory=dict)

    files: dict[int, int] = field(default_factory=dict)
    """The place of each file among those looked at, by a number made of all its cells: one that is
    used again, be it after another, is the same."""


def p_values_shown() -> dict[Tested, None]:
    """The p-values shown in this session, to be added to."""
    return _shown().tested


def _shown() -> Shown:
    if "p_values" not in st.session_state:
        st.session_state["p_values"] = Shown()
    return st.session_state["p_values"]


def _of_this_file(tested: tuple[Tested, ...]) -> dict[Tested, None]:
    """The p-values, told apart from those of the same name of other files."""
    if not tested:
        return {}
    cells = pd.util.hash_pandas_object(whole_cohort().patients, index=False)
    files = _shown().files
    place = files.setdefault(int(cells.sum()), len(files) + 1)
    which = "" if place == 1 else f" (file {place} of this session)"
    return {
        replace(one, population=f"{one.population.rstrip('.')}{which}."): None for one in tested
    }


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
    shown.update(_of_this_file(tested))
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
