import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.disclosure import PRESETS, counts_behind
from equitytown.errors import InputError
from equitytown.stats import crude_rate, directly_standardised_rate, proportion

people = st.integers(2000, 300_000)


@given(st.integers(0, 60), people, st.integers(0, 2))
def test_a_rate_with_its_people_and_limits_never_rules_its_own_count_out(count, many, decimals):
    found = crude_rate(count, many)
    value, lower, upper = (round(float(part), decimals) for part in found[:3])
    options = {"decimals": decimals, "kind": "rate", "multiplier": 100_000}
    alone = counts_behind(value, denominator=many, **options)
    with_limits = counts_behind(value, lower=lower, upper=upper, denominator=many, **options)
    limits_only = counts_behind(value, lower=lower, upper=upper, **options)
    assert count in alone
    assert count in limits_only
    assert set(with_limits) <= set(alone)
    assert count in with_limits


@given(st.integers(0, 60), people)
def test_a_percentage_never_rules_its_own_count_out(count, many):
    found = proportion(count, many, multiplier=100)
    value, lower, upper = (round(float(part), 1) for part in found[:3])
    options = {"decimals": 1, "kind": "proportion", "multiplier": 100, "denominator": many}
    assert count in counts_behind(value, lower=lower, upper=upper, **options)
    assert set(counts_behind(value, lower=lower, upper=upper, **options)) <= set(counts_behind(value, **options))


def test_a_standardised_rate_gives_its_events_away_by_how_uneven_its_limits_are():
    # NHS England exempts standardised rates from suppression; their limits are Byar's of the count, stretched.
    found = directly_standardised_rate([4, 5, 8], [3000, 4000, 2000], [50, 30, 20])
    value, lower, upper = (round(float(part), 1) for part in found[:3])
    assert counts_behind(value, decimals=1, kind="standardised rate", lower=lower, upper=upper).tolist() == [17]


def test_a_rate_of_withheld_deaths_tells_them():
    # Four deaths withheld as fewer than five, among 21,000 people, and 19.0 per 100,000 published.
    behind = counts_behind(19.0, decimals=1, kind="rate", denominator=21_000, multiplier=100_000)
    assert behind.tolist() == [4]
    assert PRESETS["lt5"].is_told(behind)
    coarse = counts_behind(0, decimals=0, kind="proportion", denominator=5000, multiplier=100)
    assert coarse.tolist() == list(range(26))
    assert not PRESETS["lt5"].is_told(coarse)


def test_where_nothing_tells_every_count_could_be():
    assert np.array_equal(counts_behind(5.0, decimals=1, kind="rate", most=20), np.arange(21))


def test_what_does_not_go_together_is_refused():
    with pytest.raises(InputError, match="one limit is given without the other"):
        counts_behind(5.0, decimals=1, kind="rate", lower=2.0)
    with pytest.raises(InputError, match=r"do not tell its count without its people\. Give `denominator`"):
        counts_behind(5.0, decimals=1, kind="proportion", lower=2.0, upper=9.0)
