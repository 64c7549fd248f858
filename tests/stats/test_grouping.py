import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.errors import InputError
from equitytown.stats.grouping import count_below, groups_of, percentiles_within, refuse_mixed, signs, sort_within

labelled = st.lists(st.tuples(st.sampled_from("abcd"), st.integers(-5, 5) | st.just(math.nan)), max_size=40)


def split(rows):
    return [label for label, _ in rows], np.array([value for _, value in rows], dtype=float)


@given(labelled)
def test_areas_are_counted_within_their_own_group_alone(rows):
    labels, values = split(rows)
    ordered = sort_within(values, groups_of(labels, like=values))
    for area, below in zip(ordered.order, count_below(ordered), strict=True):
        others = values[[label == labels[area] for label in labels]]
        assert below == (others < values[area]).sum()


@given(labelled)
def test_percentiles_are_those_numpy_gives_on_each_group_alone(rows):
    labels, values = split(rows)
    groups = groups_of(labels, like=values)
    found = percentiles_within(sort_within(values, groups), [0, 5, 37.5, 50, 99, 100])
    for label, own in zip(groups.labels, found.T, strict=True):
        held = values[[each == label for each in labels]]
        held = held[~np.isnan(held)]
        expected = np.percentile(held, [0, 5, 37.5, 50, 99, 100]) if held.size else np.full(6, np.nan)
        np.testing.assert_array_equal(own, expected)


def test_labels_may_be_text_or_whole_numbers_in_any_kind_of_array():
    zeros = np.zeros(3)
    for labels in (["b", "a", "b"], np.array(["b", "a", "b"]), np.array(["b", "a", "b"], dtype=object), [7, 5, 7]):
        assert groups_of(labels, like=zeros).code.tolist() == [1, 0, 1]
    assert groups_of([7, 5, 7], like=zeros).labels == [5, 7]


def test_thousands_of_groups_are_told_apart():
    values = np.arange(140_000.0)
    ordered = sort_within(values, groups_of(np.arange(140_000) // 2, like=values))
    np.testing.assert_array_equal(count_below(ordered), np.arange(140_000) % 2)


def test_without_labels_each_row_is_a_group():
    assert groups_of(None, like=np.zeros((2, 2))).code.tolist() == [0, 0, 1, 1]
    assert groups_of(None, like=np.float64(3)).code.tolist() == [0]
    assert groups_of(None, like=np.zeros(0)).labels == [0]


def test_labels_that_do_not_fit_are_refused():
    with pytest.raises(InputError, match=r"group has the shape \(2,\) and the values \(3,\)"):
        groups_of(["a", "b"], like=np.zeros(3))
    with pytest.raises(InputError, match=r"group has the shape \(1, 2\)"):
        groups_of([["a", "b"]], like=np.zeros((1, 2)))


@pytest.mark.parametrize(("missing", "shown"), [(None, "None"), (math.nan, "nan")])
def test_a_missing_label_is_refused(missing, shown):
    with pytest.raises(InputError, match=rf"group is missing .* in 1 of 3 rows \(first: row 1, {shown}\)"):
        groups_of(np.array(["a", missing, "b"], dtype=object), like=np.zeros(3))


def test_choices_must_be_known_fit_and_agree_within_a_group():
    like = np.zeros(3)
    options = {"turned": "high", "kept": "low", "name": "best"}
    with pytest.raises(InputError, match='best must be "high" or "low", and is "middle"'):
        signs("middle", **options, like=like)
    with pytest.raises(InputError, match=r"neither \"high\" nor \"low\" in 1 of 3 rows \(first: row 1, 'middle'\)"):
        signs(["high", "middle", "low"], **options, like=like)
    with pytest.raises(InputError, match=r"best has the shape \(2,\) and the values \(3,\)"):
        signs(["high", "low"], **options, like=like)
    groups = groups_of(["a", "a", "b"], like=like)
    refuse_mixed(signs(["high", "high", "low"], **options, like=like), groups, name="best", like=like)
    with pytest.raises(InputError, match=r"best differs within 1 of 2 groups \(first: group a\)"):
        refuse_mixed(signs(["high", "low", "low"], **options, like=like), groups, name="best", like=like)
