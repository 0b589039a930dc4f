"""The results in words: each number with a way to its figure, and the whole to copy."""

from datetime import date
from functools import partial

import streamlit as st

from ivl import export, results, text, titles
from ivl.cohort import Cohort
from ivl.linked_words import Number, Part, Source
from ivl.results import Passage
from ivl.ui import multiplicity
from ivl.ui.frame import PAGES
from ivl.ui.scripts import script
from ivl.ui.session import NO_SPLIT, choose_split, lead_to
from ivl.ui.words import plain

_FILES = {name: file for file, name in PAGES.items()}

_figure_links = script("figure_links")


def in_words(cohort: Cohort) -> None:
    """The cohort's results as a card of its own; nothing without patients."""
    passages = results.results(cohort)
    if not passages:
        return
    tested = tuple(test for passage in passages for test in passage.tested)
    multiplicity.count(tested)
    parts = (part for passage in passages for part in passage.parts)
    sources = {_key(part.source): part.source for part in parts if isinstance(part, Number)}
    with st.container(border=True, key="card-results"):
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.subheader("Results in words", anchor=False)
            _copy(cohort, passages, multiplicity.note(tested))
        st.caption("Each underlined number leads to the figure or table that it comes from.")
        for passage in passages:
            topic, words = st.columns([1.4, 8.6], gap="small")
            topic.caption(passage.topic)
            words.markdown("".join(_as_markdown(part) for part in passage.parts))
        multiplicity.caption(tested)
        followed = _figure_links(key="figure-links", on_followed_change=lambda: None).followed
    # What was followed may have gone with a filter that was on its way at the same time.
    if followed in sources:
        _go_to(sources[followed])


def _key(source: Source) -> str:
    """Tells the figure from all others in an address."""
    return text.slug(f"{source.page} {source.title}")


def _as_markdown(part: Part) -> str:
    if isinstance(part, str):
        return plain(part)
    source = part.source
    where = plain(f"{source.title}, on the page {source.page}")
    return f'[{plain(part.words)}](#to-{_key(source)} "{where}")'


def _go_to(source: Source) -> None:
    """Shows a figure with the groups that the number is of.

    Streamlit turns the page, which keeps the session and with it the patients: an address of its
    own would begin another.
    """
    lead_to(source)
    if source.page == titles.YOUR_DATA:
        st.rerun()
    choose_split(source.by or NO_SPLIT)
    st.switch_page(_FILES[source.page])


def _copy(cohort: Cohort, passages: tuple[Passage, ...], note: str) -> None:
    """The text as it is pasted elsewhere: with who it is about, the day, and its caution."""
    today = date.today()
    words = results.as_text(cohort, passages, note, today)
    with st.popover("Copy", key="copy-results"):
        st.code(words, language=None, wrap_lines=True, width=560, height=320)
        st.download_button(
            "Text file",
            partial(words.encode, "utf-8-sig"),
            f"{export.stem('results', cohort.chosen, today)}.txt",
            key="txt-results",
            on_click="ignore",
        )
