"""What a session holds: the cohort in use, the filter, the split, and how the page is shown.

Patients live there and nowhere else: not in a link, not on disk, not in a shared cache. The
filter is mirrored in the address bar, so that a copied link opens the same view.
"""

import streamlit as st

from ivl.cohort import FACETS, Cohort, Filter
from ivl.example import example_cohort
from ivl.linked_words import Source

_DATA, _OWN = "data", "own"
"""Stands in the link to a cohort of one's own, which the link does not carry."""

NO_SPLIT = "nothing"
"""Stands for everybody together."""


def whole_cohort() -> Cohort:
    """The cohort in use, unfiltered: the demonstration until somebody uses a file."""
    if "cohort" not in st.session_state:
        st.session_state["cohort"] = example_cohort()
    return st.session_state["cohort"]


def is_link_of_other_data() -> bool:
    """Whether the session was opened with a link to a cohort that links do not carry."""
    if "link_of_other_data" not in st.session_state:
        st.session_state["link_of_other_data"] = st.query_params.get(_DATA) == _OWN
    return bool(st.session_state["link_of_other_data"]) and whole_cohort().made_up


def chosen_filter() -> Filter:
    """The filter in use; when a session starts, that of the link it was opened with."""
    if "filter" not in st.session_state:
        st.session_state["filter"] = Filter.from_query(st.query_params)
    return st.session_state["filter"]


def use_cohort(cohort: Cohort) -> None:
    """Puts a cohort in the place of the one in use; the filter stays."""
    st.session_state["cohort"] = cohort


def use_demonstration() -> None:
    """Lets go of the cohort in use; the demonstration takes its place, unfiltered."""
    st.session_state.pop("cohort", None)
    st.session_state["link_of_other_data"] = False
    choose(Filter())


def choose(chosen: Filter) -> None:
    """Puts a filter in the place of the one in use."""
    st.session_state["filter"] = chosen


def chosen_split(default: str | None) -> str:
    """Column that figures are split by: the reader's choice, or that of the link, on every page."""
    if "chosen_split" not in st.session_state and "split" in st.query_params:
        st.session_state["chosen_split"] = st.query_params["split"]
    return st.session_state.get("chosen_split", default or NO_SPLIT)


def choose_split(name: str) -> None:
    """Keeps the choice for the pages to come."""
    st.session_state["chosen_split"] = name


def lead_to(source: Source) -> None:
    """Asks the page that is drawn next to bring a figure into view."""
    st.session_state["next_target"] = source
    st.session_state["n_led"] = times_led() + 1


def begin_page() -> None:
    """A figure that is led to is brought into view in this run alone."""
    st.session_state["target"] = st.session_state.pop("next_target", None)


def is_projected() -> bool:
    """Whether the page is shown to a room."""
    return bool(st.session_state.get("projector"))


def theme() -> str:
    """ "dark" or "light", as the reader sees the page."""
    return "dark" if st.context.theme.type == "dark" else "light"


def is_target(title: str) -> bool:
    """Whether a number that was followed led to the card with this title."""
    target: Source | None = st.session_state["target"]
    return target is not None and target.title == title


def times_led() -> int:
    """How many figures were brought into view so far."""
    return st.session_state.get("n_led", 0)


def mirror_split_in_address_bar(shown: str, default: str | None) -> None:
    """Writes the split to the link, unless it is the one that a page has by itself."""
    if shown != (default or NO_SPLIT):
        if st.query_params.get("split") != shown:
            st.query_params["split"] = shown
    elif "split" in st.query_params:
        del st.query_params["split"]


def mirror_in_address_bar(chosen: Filter) -> None:
    """Writes the filter to the link where it differs, and whether it is of a cohort of one's own.

    Whoever opens the link elsewhere sees the demonstration, and has to be told that it is not what
    the link was made for.
    """
    is_own = not whole_cohort().made_up or is_link_of_other_data()
    if is_own and st.query_params.get(_DATA) != _OWN:
        st.query_params[_DATA] = _OWN
    elif not is_own and _DATA in st.query_params:
        del st.query_params[_DATA]
    query = chosen.to_query()
    for facet in FACETS:
        if facet.name in query:
            if st.query_params.get(facet.name) != query[facet.name]:
                st.query_params[facet.name] = query[facet.name]
        elif facet.name in st.query_params:
            del st.query_params[facet.name]
