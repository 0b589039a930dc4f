"""What a session holds: the cohort in use, the filter, and a file that waits to be used.

Patients live there and nowhere else: not in a link, not on disk, not in a shared cache. The
filter is mirrored in the address bar, so that a copied link opens the same view.
"""

from dataclasses import dataclass, field, replace

import streamlit as st

from ivl import intake
from ivl.cohort import FACETS, Cohort, Filter
from ivl.example import example_cohort

NO_SPLIT = "nothing"
"""Stands for everybody together."""


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


def chosen_split(default: str | None) -> str:
    """Column that figures are split by: the reader's choice, or that of the link, on every page."""
    if "chosen_split" not in st.session_state:
        st.session_state["chosen_split"] = st.query_params.get("split", default or NO_SPLIT)
    return st.session_state["chosen_split"]


def choose_split(name: str) -> None:
    """Keeps the choice for the pages to come."""
    st.session_state["chosen_split"] = name


def mirror_split_in_address_bar(shown: str, default: str | None) -> None:
    """Writes the split to the link, unless it is the one that a page has by itself."""
    if shown != (default or NO_SPLIT):
        if st.query_params.get("split") != shown:
            st.query_params["split"] = shown
    elif "split" in st.query_params:
        del st.query_params["split"]


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
    """Puts a cohort in the place of the one in use; the filter stays.

    The demonstration stays made up when somebody uploads it.
    """
    if cohort.patients.equals(example_cohort().patients):
        cohort = replace(cohort, made_up=True)
    st.session_state["cohort"] = cohort
    discard()


def forget() -> None:
    """Lets go of the cohort in use; the demonstration takes its place, unfiltered."""
    st.session_state.pop("cohort", None)
    st.session_state["filter"] = Filter()
    discard()
