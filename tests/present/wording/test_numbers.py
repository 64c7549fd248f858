import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.present.blocks import plain
from equitytown.present.wording import numbers
from equitytown.terms.indicator import Unit
from tests.factories import indicator, observation


@pytest.mark.parametrize(
    ("place", "words"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (21, "21st")]
)
def test_ordinals_read_as_spoken(place, words):
    assert numbers.ordinal(place) == words


def test_a_negative_number_has_a_real_minus_sign():
    assert numbers.number(-0.14, decimals=2) == "\u22120.14"


def test_a_value_that_rounds_to_nought_has_no_sign():
    assert numbers.number(-0.001, decimals=2) == "0.00"


@given(st.floats(min_value=-1e6, max_value=1e6), st.integers(min_value=0, max_value=4))
def test_a_printed_number_reads_back_within_half_a_unit(value, decimals):
    printed = numbers.number(value, decimals=decimals).replace(",", "").replace("\u2212", "-")
    assert abs(float(printed) - value) <= 0.5 * 10**-decimals * (1 + 1e-9)


def test_a_missing_value_is_marked_and_never_zero():
    assert numbers.bare(None, indicator()) == "[x]"
    assert numbers.traced(observation(None), indicator()).text == "[x]"


def test_shares_differ_by_percentage_points():
    assert numbers.difference(-6.1, indicator()) == "6.1 percentage points"


def test_one_year_is_not_years():
    assert numbers.difference(1.0, indicator(unit=Unit.YEARS)) == "1.0 year"


def test_a_rate_carries_its_base():
    assert numbers.with_unit(213.1, indicator(unit=Unit.PER_100000)) == "213.1 per 100,000"


def test_limits_are_traced_to_both_ends():
    spans = numbers.limits(observation(60.0, lower=58.0, upper=62.0), indicator())
    assert plain(spans) == "58.0% to 62.0%"
    assert [s.trace.rpartition("#")[2] for s in spans if s.trace] == ["lower", "upper"]


def test_no_limits_give_no_words():
    assert numbers.limits(observation(60.0), indicator()) == ()
