"""The frame that every page has in common: menu, source, filters, and who is shown."""

import streamlit as st

from ivl import tables, text, titles
from ivl.cohort import MADE_UP, Cohort, Filter
from ivl.ui import multiplicity
from ivl.ui.filters import filters
from ivl.ui.scripts import ASSETS, script
from ivl.ui.session import (
    begin_page,
    choose,
    chosen_filter,
    is_link_of_other_data,
    is_projected,
    mirror_in_address_bar,
    theme,
    use_demonstration,
    whole_cohort,
)
from ivl.ui.words import plain

PAGES = {
    "app.py": titles.YOUR_DATA,
    "pages/symptoms.py": titles.SYMPTOMS,
    "pages/treatments.py": titles.TREATMENTS,
    "pages/recurrence.py": titles.RECURRENCE,
    "pages/survival.py": titles.SURVIVAL,
    "pages/compare.py": titles.COMPARE,
}
"""The menu: each page's file and the name it goes by."""

_theme_watch = script("theme_watch")


def start(title: str, even_if_empty: bool = False) -> Cohort:
    """The frame that every page has in common: menu, filters, headline.

    Args:
        title: the page's name, as in ``PAGES``.
        even_if_empty: go on where nobody meets the filter. Otherwise the page then ends here,
            with a sentence on why and buttons that widen the filter.

    Returns:
        The patients who meet the filter.
    """
    st.set_page_config(page_title=f"{title} · IVL Cohort Explorer", page_icon="🩺", layout="wide")
    st.html(ASSETS / "page.css")
    _theme_watch(key="theme_watch", data={"drawn": theme()})
    begin_page()
    multiplicity.begin_page()
    cohort = whole_cohort().where(chosen_filter())
    with st.sidebar:
        _menu()
        _source(cohort)
        _projector()
        filters(cohort)
    mirror_in_address_bar(cohort.chosen)
    st.title(title, anchor=False)
    if is_link_of_other_data():
        _other_data()
    _filter_sentence(cohort)
    if cohort.n == 0 and not even_if_empty:
        nobody(cohort)
        st.stop()
    return cohort


def _menu() -> None:
    st.markdown("**IVL Cohort Explorer**")
    for file, name in PAGES.items():
        st.page_link(file, label=name)


def _source(cohort: Cohort) -> None:
    st.divider()
    st.text(f"{cohort.source} · {text.patients(cohort.n_all)}")
    if cohort.made_up:
        st.caption(MADE_UP)


def _projector() -> None:
    """Larger type and figures, for who reads from six metres away; the link keeps the choice."""
    st.toggle("Large type for a projector", key="projector", bind="query-params")
    if is_projected():
        st.html(ASSETS / "projector.css")


def _other_data() -> None:
    """Says that a link was made over patients whom it does not carry."""
    with st.container(key="other-data", gap="small"):
        st.warning(
            "This link was made with a spreadsheet, and a link carries no patients. What you see "
            "are the made-up patients of the demonstration, filtered alike. Upload the spreadsheet "
            f'under "{titles.YOUR_DATA}" to see it as the link shows it.'
        )
        st.button("Show the whole demonstration", key="demonstration", on_click=use_demonstration)


def _filter_sentence(cohort: Cohort) -> None:
    """ "24 of 39 patients", and each condition as a button that takes it away."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="population"):
        st.text(f"{cohort.n} of {text.patients(cohort.n_all)}", width="content")
        for name, words in zip(cohort.chosen.conditions, cohort.chosen.words(), strict=True):
            st.button(
                f"{words} ×", key=f"remove-{name}", on_click=choose,
                args=(cohort.chosen.without(name),), help="Remove this filter",
            )  # fmt: skip
        if cohort.n:
            st.caption(plain(tables.headline(cohort)), width="content")


def nobody(cohort: Cohort) -> None:
    """Which condition emptied the cohort, and buttons that relax it."""
    relaxed = [(facet, n) for facet, n in cohort.relaxations() if n > 0]
    if not relaxed:
        st.info("No patient meets these filters, and none would if any one of them were removed.")
        st.button("Reset all filters", key="nobody-reset", on_click=choose, args=(Filter(),))
        return
    first, n_first = relaxed[0]
    words = cohort.chosen.conditions[first.name].words(first)
    st.info(
        f"No patient meets all of these filters. Without “{words}” there would be "
        f"{text.patients(n_first)}."
    )
    with st.container(horizontal=True):
        for facet, n in relaxed:
            st.button(
                f"Remove {facet.label.lower()} ({text.patients(n)})",
                key=f"relax-{facet.name}",
                on_click=choose,
                args=(cohort.chosen.without(facet.name),),
            )
