"""The sidebar's filters: a control per facet, and a switch for the patients it is unknown in.

The Filter is the truth and the widgets show it: Streamlit forgets a widget's value when the page
changes, so every run hands it back.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from ivl.cohort import FACETS, Between, Cohort, Condition, Facet, Filter, OneOf
from ivl.schema import UNKNOWN
from ivl.ui.session import choose, chosen_filter
from ivl.ui.words import plain

_ALWAYS_OPEN = ("age", "extent")


def filters(cohort: Cohort) -> None:
    """All facets, age and extent first and open, the others by topic."""
    st.divider()
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        st.markdown("**Filters**")
        st.button(
            "Reset all", key="reset", type="tertiary", on_click=choose, args=(Filter(),),
            disabled=not cohort.chosen,
        )  # fmt: skip
    for facet in FACETS:
        if facet.name in _ALWAYS_OPEN:
            _facet_widgets(facet, cohort)
    for topic in dict.fromkeys(facet.topic for facet in FACETS):
        facets = [f for f in FACETS if f.topic == topic and f.name not in _ALWAYS_OPEN]
        if facets:
            chosen = any(facet.name in cohort.chosen.conditions for facet in facets)
            with st.expander(topic, expanded=chosen, key=f"filters-{topic}"):
                for facet in facets:
                    _facet_widgets(facet, cohort)


def _facet_widgets(facet: Facet, cohort: Cohort) -> None:
    """The control of a facet, and a switch for the patients in whom it is unknown."""
    condition = cohort.chosen.conditions.get(facet.name)
    counts = cohort.option_counts(facet)
    changed = partial(_remember, facet)
    if facet.column.kind == "number":
        _number_widget(facet, condition, changed)
    else:
        _level_widget(facet, condition, counts, changed)
    only_unknown = isinstance(condition, OneOf) and condition.only_unknown
    st.session_state[f"{facet.name}_unknown"] = condition is None or condition.unknown
    st.toggle(
        f"{'Only' if only_unknown else 'Include'} unknown ({counts[UNKNOWN.name]})",
        key=f"{facet.name}_unknown",
        on_change=_remember_unknown,
        args=(facet,),
    )


def _number_widget(facet: Facet, condition: Condition | None, changed: Callable[[], None]) -> None:
    column = facet.column
    limits = condition if isinstance(condition, Between) else Between()
    low, high = int(column.low), int(column.high)
    if facet.only_at_least:
        st.session_state[facet.name] = int(limits.low or 0)
        st.number_input(
            f"{facet.label} ({column.unit})", low, high, step=6, key=facet.name,
            on_change=changed, help=facet.hint,
        )  # fmt: skip
        return
    st.session_state[facet.name] = (
        low if limits.low is None else int(limits.low),
        high if limits.high is None else int(limits.high),
    )
    st.slider(column.axis, low, high, key=facet.name, on_change=changed)


def _level_widget(
    facet: Facet, condition: Condition | None, counts: pd.Series, changed: Callable[[], None]
) -> None:
    column = facet.column
    levels = [level.name for level in column.levels if level != UNKNOWN]
    chosen = condition.levels if isinstance(condition, OneOf) else ()
    st.session_state[facet.name] = [name for name in levels if name in chosen]
    st.pills(
        column.label,
        levels,
        selection_mode="multi",
        key=facet.name,
        format_func=lambda name: plain(f"{column.level(name).label} ({counts[name]})"),
        on_change=changed,
    )


def _remember(facet: Facet) -> None:
    """After a range or a level was changed.

    Narrowing leaves the unknown out, since "vena cava" should not show women whose extent nobody
    wrote down; their switch brings them back.
    """
    chosen: Filter = chosen_filter()
    condition = _from_widgets(facet)
    before = chosen.conditions.get(facet.name)
    unknown = before.unknown if before else False
    if condition.is_narrow:
        choose(chosen.with_condition(facet.name, replace(condition, unknown=unknown)))
    else:
        choose(chosen.without(facet.name))


def _remember_unknown(facet: Facet) -> None:
    chosen = chosen_filter()
    before = chosen.conditions.get(facet.name)
    if isinstance(before, OneOf) and before.only_unknown:
        choose(chosen.without(facet.name))
        return
    condition = replace(_from_widgets(facet), unknown=st.session_state[f"{facet.name}_unknown"])
    choose(chosen.with_condition(facet.name, condition))


def _from_widgets(facet: Facet) -> Condition:
    """What the facet's control says; its ends mean "no limit"."""
    column, value = facet.column, st.session_state[facet.name]
    if facet.only_at_least:
        return Between(low=value or None)
    if column.kind == "number":
        low, high = value
        return Between(
            low if low > column.low else None,
            high if high < column.high else None,
        )
    return OneOf(tuple(name for name in column.level_names if name in value))
