"""What a session holds: the cohort in use, the filter, and a file that waits to be used.

Patients live there and nowhere else: not in a link, not on disk, not in a shared cache. The
filter is mirrored in the address bar, so that a copied link opens the same view.
"""

from dataclasses import dataclass, field

import streamlit as st

from ivl import intake
from ivl.cohort import FACETS, Cohort, Filter
from ivl.example import example_cohort


def whole_cohort() -> Cohort:
    """The cohort in use, unfiltered: the demonstration until somebody uses a file."""
    if "cohort" not in st.session_state:
        st.session_state["cohort"] = example_cohort()
    return st.session_state["cohort"]


def chosen_filter() -> Filter:
    """The filter in use; when a session starts, that of the link it was opened with."""
    if "filter" not in st.session_state:
        st.session_state["filter"] = Filter.from_query(st.query_params)
    return st.session_state["filter"]


def choose(chosen: Filter) -> None:
    """Puts a filter in the place of the one in use."""
    st.session_state["filter"] = chosen


def mirror_in_address_bar(chosen: Filter) -> None:
    """Writes the filter to the link where it differs."""
    query = chosen.to_query()
    for facet in FACETS:
        if facet.name in query:
            if st.query_params.get(facet.name) != query[facet.name]:
                st.query_params[facet.name] = query[facet.name]
        elif facet.name in st.query_params:
            del st.query_params[facet.name]


@dataclass(frozen=True)
class Offered:
    """A file that was uploaded and is not used yet."""

    content: bytes = field(repr=False)
    filename: str
    answers: intake.Answers
    preview: intake.Preview | None
    """What it holds; None if it was refused."""

    refusal: str = ""
    """Why it cannot be read at all, and what to do."""


def offered() -> Offered | None:
    """The file that waits to be used, if there is one."""
    return st.session_state.get("offered")


def offer(content: bytes, filename: str, answers: intake.Answers) -> None:
    """Reads a file, which then waits to be used; a refusal waits as well, to be shown."""
    try:
        preview, refusal = intake.preview(content, filename, answers), ""
    except intake.Refused as refused:
        preview, refusal = None, str(refused)
    st.session_state["offered"] = Offered(content, filename, answers, preview, refusal)


def upload_turn() -> int:
    """How many files were let go of; a new uploader is drawn after each."""
    return st.session_state.get("upload_turn", 0)


def discard() -> None:
    """Forgets the offered file; the cohort in use stays."""
    st.session_state.pop("offered", None)
    st.session_state["upload_turn"] = upload_turn() + 1


def use(cohort: Cohort) -> None:
    """Puts a cohort in the place of the one in use; the filter stays."""
    st.session_state["cohort"] = cohort
    discard()


def forget() -> None:
    """Lets go of the cohort in use; the demonstration takes its place, unfiltered."""
    st.session_state.pop("cohort", None)
    st.session_state["filter"] = Filter()
    discard()
