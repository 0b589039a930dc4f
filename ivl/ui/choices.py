"""What the reader chooses on a page: the split, the groups, the factors of a model."""

from collections.abc import Sequence

import streamlit as st

from ivl.adjustment import Adjustment
from ivl.cohort import Cohort
from ivl.groups import where_known
from ivl.schema import BY_NAME
from ivl.ui.session import (
    NO_SPLIT,
    choose_split,
    chosen_split,
    mirror_split_in_address_bar,
    whole_cohort,
)
from ivl.ui.words import plain

SPLITS = (
    "ivl_detection",
    "extent_group",
    "age_group",
    "menopausal_status",
    "presentation_type",
    "resection_completeness",
    "ovary_preserved",
    "uterus_preserved",
    "adjuvant",
)
"""Columns that figures can be split by."""

COMPARISONS = (
    *SPLITS,
    "uterine_procedure",
    "ovarian_procedure",
    "thrombectomy",
    "operation_stages",
    "cpb",
    "recurrence",
)
"""Columns whose levels can be compared as groups."""


def split_by(columns: Sequence[str] = SPLITS, default: str | None = "ivl_detection") -> str | None:
    """Lets the reader choose what the figures are split by; None for everybody together.

    A page's own split makes way where nobody's group is known.
    """
    if default:
        default = where_known(whole_cohort().patients, default)
    split = chosen_split(default)
    options = [NO_SPLIT, *columns]
    st.session_state["split"] = split if split in options else default or NO_SPLIT
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="split-row"):
        st.text("Split by", width="content")
        st.selectbox(
            "Split by",
            options,
            format_func=lambda name: "Nothing" if name == NO_SPLIT else BY_NAME[name].label,
            key="split",
            on_change=_remember_split,
            label_visibility="collapsed",
            width=260,
        )
    shown = st.session_state["split"]
    mirror_split_in_address_bar(shown, default)
    return None if shown == NO_SPLIT else shown


def _remember_split() -> None:
    choose_split(st.session_state["split"])


def groups_of(cohort: Cohort, split: str) -> Cohort:
    """Lets the reader choose which groups to compare, where there are more than two."""
    column = BY_NAME[split]
    present = set(cohort.patients[split])
    names = [name for name in column.level_names if name in present]
    if len(names) <= 2:
        return cohort
    chosen = st.pills(
        "Groups",
        names,
        selection_mode="multi",
        default=names,
        format_func=lambda name: plain(column.level(name).label),
        key=f"groups-{split}",
        bind="query-params",
    )
    return cohort.among(split, chosen) if chosen else cohort


def choose_factors(allowed: Adjustment, columns: Sequence[str]) -> list[str]:
    """Lets the reader choose what else stands in a model, as a card that says what may.

    Args:
        allowed: what the events allow.
        columns: to choose from; that of the groups stands in the model by itself.

    Returns:
        The columns of the model, that of the groups first; none until something is chosen.
    """
    others = [name for name in columns if name != allowed.compared]
    with st.container(border=True, key="card-adjust-for"):
        st.subheader("Adjust for other factors", anchor=False)
        chosen = st.multiselect(
            "Adjust for",
            others,
            format_func=lambda name: BY_NAME[name].label,
            placeholder="No other factor",
            key="adjust-for",
            bind="query-params",
            label_visibility="collapsed",
        )
        st.caption(plain(allowed.words))
    return [*filter(None, [allowed.compared]), *chosen] if chosen else []
