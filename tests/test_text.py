"""Numbers and names read the same everywhere, and nothing is rounded into a falsehood."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivl import text

NAN = float("nan")
proportions = st.floats(0, 1)


@pytest.mark.parametrize(
    ("share", "words"),
    [(0, "0.0%"), (1, "100.0%"), (1 / 3, "33.3%"), (2 / 3, "66.7%"), (0.128, "12.8%"), (NAN, "–")],
)
def test_a_share_is_percent_with_one_decimal(share: float, words: str):
    assert text.percent(share) == words


@given(proportions)
def test_every_share_is_percent_with_one_decimal(share: float):
    words = text.percent(share)

    assert re.fullmatch(r"\d{1,3}\.\d%", words)
    assert float(words.removesuffix("%")) == pytest.approx(100 * share, abs=0.05 + 1e-9)


@pytest.mark.parametrize(
    ("n", "n_known", "words"),
    [(5, 15, "5/15 (33.3%)"), (0, 24, "0/24 (0.0%)"), (1, 1, "1/1 (100.0%)"), (0, 0, "0/0")],
)
def test_a_count_stands_beside_its_denominator_and_share(n: int, n_known: int, words: str):
    assert text.n_of(n, n_known) == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0.11824, 0.61620, "11.8 to 61.6%"),
        (0, 1, "0.0 to 100.0%"),
        (NAN, 0.5, "–"),
        (0.5, NAN, "–"),
        (NAN, NAN, "–"),
    ],
)
def test_an_interval_has_both_limits_or_is_a_dash(low: float, high: float, words: str):
    assert text.percent_interval(low, high) == words


@pytest.mark.parametrize(
    ("value", "words"), [(-6, "−6.0"), (-0.04, "0.0"), (-0.06, "−0.1"), (0.04, "0.0")]
)
def test_what_is_below_zero_has_a_minus_unless_it_prints_as_zero(value: float, words: str):
    assert text.decimal(value) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1.2366, "1.24"),
        (999.4, "999"),
        (45.23, "45.2"),
        (0.0522, "0.052"),
        (0.00214, "0.0021"),
        (0.001, "under 0.001"),
        (0, "0"),
        (1000, "over 1000"),
        (0.0009, "under 0.001"),
        (float("nan"), "–"),
    ],
)
def test_a_ratio_has_two_figures_and_two_ends(value: float, words: str):
    assert text.ratio(value) == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [("1.0", "2.0", "1.0 to 2.0"), ("1.0", "–", "at least 1.0"), ("–", "2.0", "at most 2.0"),
     ("–", "–", "–")],
)  # fmt: skip
def test_one_limit_is_said_to_be_the_only_one(low: str, high: str, words: str):
    assert text.between(low, high) == words


@pytest.mark.parametrize(
    ("median", "low", "high", "words"),
    [
        (36, 24, 38.5, "36.0 (24.0 to 38.5)"),
        (36, 24, float("nan"), "36.0 (24.0 to not reached)"),
        (36, float("nan"), float("nan"), "36.0 (limits not estimable)"),
        (float("nan"), 19, float("nan"), "not reached (19.0 to not reached)"),
        (float("nan"), float("nan"), float("nan"), "not reached"),
    ],
)
def test_a_median_says_what_its_curve_does_not_reach(
    median: float, low: float, high: float, words: str
):
    assert text.reached(median, low, high) == words


def test_groups_stand_against_each_other_as_in_a_sentence():
    assert text.against(["Pelvic", "Vena cava", "Unknown"], "v") == "Pelvic v vena cava v unknown"
    assert text.against([], "v") == "No known group"


def test_a_rate_beyond_what_few_months_can_tell_is_bounded():
    assert [text.per_time(rate) for rate in (0, 5.12, 999.9, 1000, 4426.7)] == [
        "0.0", "5.1", "999.9", "over 1000", "over 1000"]  # fmt: skip
    assert text.per_time(NAN) == "–"


def test_a_quantity_has_a_fixed_number_of_decimals():
    assert text.decimal(36) == "36.0"
    assert text.decimal(36.04) == "36.0"
    assert text.decimal(2.346, digits=2) == "2.35"
    assert text.decimal(NAN) == "–"


@pytest.mark.parametrize(
    ("value", "words"),
    [(36.0, "36"), (2.5, "2.5"), (0.1 + 0.2, "0.3"), (0, "0"), (2019.0, "2019"), (NAN, "–")],
)
def test_a_compact_quantity_reads_as_one_would_type_it(value: float, words: str):
    assert text.compact(value) == words


@pytest.mark.parametrize(
    ("p", "words"),
    [
        (0.0052, "p = 0.0052"),
        (0.00522, "p = 0.0052"),
        (0.45, "p = 0.45"),
        (0.051, "p = 0.051"),
        (0.5, "p = 0.50"),
        (0.001, "p = 0.0010"),
        (0.000999, "p < 0.001"),
        (1e-300, "p < 0.001"),
        (0, "p < 0.001"),
        (0.99, "p = 0.99"),
        (0.9901, "p > 0.99"),
        (1, "p > 0.99"),
        (None, "–"),
        (NAN, "–"),
    ],
)
def test_a_p_value_has_two_figures_between_its_bounds(p: float | None, words: str):
    assert text.p_value(p) == words


@given(proportions)
def test_a_p_value_is_never_printed_as_nothing_or_as_certainty(p: float):
    sign, number = text.p_value(p).removeprefix("p ").split(" ")

    assert float(number) not in (0, 1)
    if sign == "=":
        assert float(number) == pytest.approx(p, rel=0.05)
    else:
        assert (p < 0.001) if sign == "<" else (p > 0.99)


@given(proportions, proportions)
def test_the_smaller_of_two_p_values_never_prints_as_the_larger(one: float, other: float):
    def printed(p: float) -> float:
        return float(text.p_value(p).split(" ")[-1])

    assert (printed(one) <= printed(other)) or one > other


def test_counts_agree_with_their_nouns():
    assert text.patients(1) == "1 patient"
    assert text.patients(0) == "0 patients"
    assert text.patients(39) == "39 patients"
    assert text.counted(1, "recurrence") == "1 recurrence"
    assert text.counted(5, "recurrence") == "5 recurrences"
    assert text.counted(1, "woman", "women") == "1 woman"
    assert text.counted(2, "woman", "women") == "2 women"


@pytest.mark.parametrize(
    ("items", "words"),
    [
        ([], ""),
        (["pelvis"], "pelvis"),
        (["pelvis", "vena cava"], "pelvis and vena cava"),
        (["pelvis", "vena cava", "right heart"], "pelvis, vena cava and right heart"),
    ],
)
def test_a_list_is_joined_as_one_says_it(items: list[str], words: str):
    assert text.listed(items) == words
    assert text.listed(iter(items), "or") == words.replace(" and ", " or ")


def test_sentences_are_closed_once_and_empty_parts_left_out():
    assert text.sentences(["38 patients analysed", "", "Limits are exact."]) == (
        "38 patients analysed. Limits are exact."
    )
    assert text.sentences(["Who was asked?", "Rows:"]) == "Who was asked? Rows:"
    assert text.sentences([""]) == text.sentences([]) == ""


@given(st.lists(st.text("abc", min_size=1)))
def test_there_are_as_many_full_stops_as_sentences(parts: list[str]):
    assert text.sentences(parts).count(".") == len(parts)


@pytest.mark.parametrize(
    ("words", "within_a_sentence"),
    [
        ("Vena cava", "vena cava"),
        ("Age", "age"),
        ("Mini-thoracotomy", "mini-thoracotomy"),
        ("GnRH agonist", "GnRH agonist"),
        ("Complete (R0)", "complete (R0)"),
        ("Budd-Chiari syndrome", "Budd-Chiari syndrome"),
        ("IVL", "IVL"),
        ("40 or younger", "40 or younger"),
        ("", ""),
    ],
)
def test_within_a_sentence_only_names_keep_their_capitals(words: str, within_a_sentence: str):
    assert text.lower_first(words) == within_a_sentence


def test_a_sentence_begins_with_a_capital_and_keeps_the_others():
    assert text.upper_first("rows 2 and 3 of IVC") == "Rows 2 and 3 of IVC"
    assert text.upper_first("") == ""


@pytest.mark.parametrize(
    ("n", "words"),
    [(0, ""), (1, "1"), (3, "1, 2 and 3"), (4, "1, 2, 3 and 4"), (5, "1, 2, 3 and 2 more")],
)
def test_of_many_the_first_are_named_and_the_others_counted_but_never_one(n: int, words: str):
    assert text.first_few(range(1, n + 1), 3) == words


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("Recurrence-free survival", "recurrence-free-survival"),
        ("Symptoms by tumour extent", "symptoms-by-tumour-extent"),
        ("  Age (years) ", "age-years"),
        ("Müller's cohort", "muller-s-cohort"),
        ("../../etc/passwd", "etc-passwd"),
        ("复发", ""),
        ("复发 2019", "2019"),
        ("", ""),
    ],
)
def test_a_slug_is_the_words_in_small_letters_and_hyphens(words: str, slug: str):
    assert text.slug(words) == slug


@given(st.text())
def test_any_slug_is_safe_in_a_file_name_and_a_link(words: str):
    slug = text.slug(words)

    assert slug == "" or re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert text.slug(slug) == slug


def test_a_median_stands_with_its_quartiles():
    assert text.median_quartiles(47, 41, 52.5) == "47.0 (41.0 to 52.5)"
    assert text.median_quartiles(47.2, 41, 52.6, digits=0) == "47 (41 to 53)"
    assert text.median_quartiles(NAN, NAN, NAN) == "–"


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (24, 38.5, "24.0 to 38.5"),
        (24, NAN, "24.0 to not reached"),
        (NAN, 24, "not reached to 24.0"),
        (NAN, NAN, "–"),
    ],
)
def test_limits_say_which_side_is_not_reached(low: float, high: float, words: str):
    assert text.limits(low, high) == words


@given(st.floats(allow_infinity=False))
def test_a_quantity_that_is_not_known_is_a_dash_and_no_other_is(value: float):
    assert (text.decimal(value) == text.BLANK) == math.isnan(value)
    assert (text.compact(value) == text.BLANK) == math.isnan(value)


def test_two_limits_beyond_one_bound_are_no_interval_without_width():
    beyond = {"estimate": 5e5, "conf_low": 2e3, "conf_high": 9e9}
    within, bound = text.bounded(beyond, 0.001)
    assert (within["estimate"], within["conf_low"]) == (1000, 1000)
    assert math.isnan(within["conf_high"])
    assert bound == "estimate over 1000; conf_low over 1000; conf_high over 1000"
    assert text.ratio_limits(2e3, 9e9) == text.ratio_limits(1000, math.nan) == "over 1000"

    below, _ = text.bounded({"estimate": 1e-5, "conf_low": 1e-9, "conf_high": 1e-4}, 0.001)
    assert below == {"estimate": 0.001, "conf_low": 0, "conf_high": 0.001}
    assert text.ratio_limits(below["conf_low"], below["conf_high"]) == "0 to under 0.001"


def test_limits_have_as_many_decimals_as_tell_them_apart():
    assert text.limits(0.0021, 0.0046) == "0.002 to 0.005"
    assert text.percent_interval(0.99972, 0.99978) == "99.97 to 99.98%"
    assert text.limits(12, 12) == "12.0 to 12.0"
    assert [text.compact(value) for value in (0.1 + 0.2, 36, 100, 8.6e-05, 2.5)] == [
        "0.3", "36", "100", "0.000086", "2.5",
    ]  # fmt: skip


def test_below_a_heading_a_p_value_does_without_its_letter():
    assert [text.p_in_column(p) for p in (0.00522, 0.0002, 0.999, None)] == [
        "0.0052", "<0.001", ">0.99", text.BLANK,
    ]  # fmt: skip
