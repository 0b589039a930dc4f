"""What a session holds: the cohort in use, the filter, and a file that waits to be used.

Patients live there and nowhere else: not in a link, not on disk, not in a shared cache. The
filter is mirrored in the address bar, so that a copied link opens the same view.
"""

import weakref
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from ivl import intake
from ivl.cohort import FACETS, Cohort, Filter
from ivl.example import example_cohort
from ivl.linked_words import Source
from ivl.multiplicity import Tested

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
    """A target is that of this run alone, as are the places of p-values."""
    st.session_state["target"] = st.session_state.pop("next_target", None)
    st.session_state["p_value_places"] = []


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
    """Writes the filter to the link where it differs."""
    query = chosen.to_query()
    for facet in FACETS:
        if facet.name in query:
            if st.query_params.get(facet.name) != query[facet.name]:
                st.query_params[facet.name] = query[facet.name]
        elif facet.name in st.query_params:
            del st.query_params[facet.name]


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


@dataclass(frozen=True)
class Offered:
    """A file that was uploaded and is not used yet."""

    content: bytes = field(repr=False)
    filename: str
    answers: intake.Answers
    opened: intake.Opened | None = field(repr=False)
    """Its cells, so that an answer does not read them again; None if it was refused."""

    preview: intake.Preview | None
    """What it holds; None if it was refused."""

    refusal: str = ""
    """Why it cannot be read at all, and what to do."""

    recalled: intake.Recalled | None = None
    """What was used again of an earlier file, if anything was."""

    recalled_from: str = ""
    """Name of that file."""


@dataclass(frozen=True)
class Memory:
    """How an earlier file was understood."""

    kept: intake.Remembered
    filename: str
    is_given: bool = False
    """It was given as a file, and holds for the next spreadsheet whatever its headings."""


def offered() -> Offered | None:
    """The file that waits to be used, if there is one."""
    return st.session_state.get("offered")


def memory() -> Memory | None:
    """How an earlier file was understood, of this session or of a mapping that was given."""
    return st.session_state.get("memory")


def offer(content: bytes, filename: str) -> None:
    """Reads a file, which then waits to be used; a refusal waits as well, to be shown.

    What is remembered of an earlier file under the same headings is used again.
    """
    try:
        waiting = _recalled(content, filename)
    except intake.Refused as refused:
        waiting = Offered(content, filename, intake.Answers(), None, None, str(refused))
    st.session_state["offered"] = waiting
    _empty_the_uploader()


def _recalled(content: bytes, filename: str) -> Offered:
    answers, kept = intake.Answers(), memory()
    opened = intake.opened(content, filename)
    preview = opened.preview(answers)
    if not kept or not (kept.is_given or _is_of_the_same_kind(kept.kept, preview)):
        return Offered(content, filename, answers, opened, preview)
    again = intake.recall(kept.kept, opened)
    if not (again.used or again.remarks):
        return Offered(content, filename, answers, opened, preview)
    return Offered(
        content, filename, again.answers, opened, again.preview,
        recalled=again, recalled_from=kept.filename,
    )  # fmt: skip


def _is_of_the_same_kind(kept: intake.Remembered, preview: intake.Preview) -> bool:
    return kept.says_something and kept.is_alike(preview)


def decide(answers: intake.Answers) -> None:
    """Understands the waiting file with these answers, and remembers them for the next one."""
    waiting: Offered = st.session_state["offered"]
    assert waiting.opened, "a file that was refused asks nothing"
    preview = waiting.opened.preview(answers)
    st.session_state["offered"] = replace(waiting, answers=answers, preview=preview)
    st.session_state["memory"] = Memory(intake.remember(preview, answers), waiting.filename)


def mapping_turn() -> int:
    """How many times the table of columns was changed; a new one is drawn after each."""
    return st.session_state.get("mapping_turn", 0)


def turn_mapping() -> None:
    """Lets go of what was typed into the table of columns, since it was taken."""
    st.session_state["mapping_turn"] = mapping_turn() + 1


def take_mapping(content: bytes, filename: str) -> None:
    """Takes a mapping that was saved, for the waiting file and for the next one."""
    _empty_the_uploader()
    try:
        kept = intake.from_file(content)
    except intake.Refused as refused:
        st.session_state["mapping_refusal"] = str(refused)
        return
    st.session_state["memory"] = Memory(kept, filename, is_given=True)
    waiting = offered()
    if waiting:
        offer(waiting.content, waiting.filename)


def mapping_refusal() -> str:
    """Why the file that was given last is no mapping; "" if it is one."""
    return st.session_state.get("mapping_refusal", "")


def start_afresh() -> None:
    """Reads the waiting file without anything remembered, which is forgotten."""
    st.session_state.pop("memory", None)
    waiting = offered()
    if waiting:
        offer(waiting.content, waiting.filename)


def upload_turn() -> int:
    """How many files were taken or let go of; a new uploader is drawn after each.

    An uploader that still holds a file reports it as removed before it brings the next one.
    """
    return st.session_state.get("upload_turn", 0)


def _empty_the_uploader() -> None:
    st.session_state["upload_turn"] = upload_turn() + 1
    st.session_state.pop("mapping_refusal", None)


def discard() -> None:
    """Forgets the offered file; the cohort in use stays."""
    st.session_state.pop("offered", None)
    _empty_the_uploader()


def use(cohort: Cohort) -> None:
    """Puts a cohort in the place of the one in use; the filter stays.

    The demonstration stays made up when somebody uploads it.
    """
    if cohort.patients.equals(example_cohort().patients):
        cohort = replace(cohort, made_up=True)
    st.session_state["cohort"] = cohort
    discard()


def forget() -> None:
    """Lets go of the cohort in use; the demonstration takes its place, unfiltered.

    What was remembered of its file goes with it.
    """
    st.session_state.pop("cohort", None)
    st.session_state.pop("memory", None)
    st.session_state["filter"] = Filter()
    discard()
