"""The p-values shown in this session: counted per cohort, said beside each and in each file."""

import weakref
from dataclasses import dataclass, field

import streamlit as st

from ivl import multiplicity
from ivl.cohort import Cohort
from ivl.multiplicity import Tested
from ivl.ui.session import whole_cohort
from ivl.ui.words import plain


@dataclass
class _Ledger:
    """What was shown of one cohort; another cohort begins another."""

    # Only to be told apart: a cohort that was let go of must not live on here.
    cohort: weakref.ref[Cohort]
    shown: set[Tested] = field(default_factory=set)


def begin() -> None:
    """Forgets the places of the page before; the count goes on."""
    st.session_state["p_value_notes"] = []


def note(tested: tuple[Tested, ...]) -> str:
    """Counts these p-values as shown, and says which part of all they are; "" without any."""
    shown = _ledger().shown
    shown.update(tested)
    return multiplicity.note(len(set(tested)), len(shown)) if tested else ""


def caption(tested: tuple[Tested, ...]) -> None:
    """The note as a line on the page. Lines further up follow when p-values are shown below."""
    if not tested:
        return
    places, before = st.session_state["p_value_notes"], len(_ledger().shown)
    places.append((st.empty(), tested))
    note(tested)
    for place, beside in places if len(_ledger().shown) > before else places[-1:]:
        place.caption(plain(note(beside)))


def _ledger() -> _Ledger:
    cohort, ledger = whole_cohort(), st.session_state.get("p_values")
    if ledger is None or ledger.cohort() is not cohort:
        ledger = st.session_state["p_values"] = _Ledger(weakref.ref(cohort))
    return ledger
