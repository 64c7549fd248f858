import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.disclosure import PRESETS, Rule, rule_of
from equitytown.errors import InputError


def test_presets_withhold_and_round_as_published():
    lt5, hes = PRESETS["lt5"], PRESETS["hes"]
    counts = np.array([0, 1, 4, 5, 7, 8, 12, 13])
    assert lt5.is_small(counts).tolist() == [False, True, True, False, False, False, False, False]
    assert lt5.rounded(counts).tolist() == counts.tolist()
    assert hes.is_small(counts).tolist() == [False, True, True, True, True, False, False, False]
    assert hes.rounded(counts).tolist()[-3:] == [10, 10, 15]
    assert all(rule.source for rule in PRESETS.values())


def test_five_withheld_and_rounding_to_five_do_not_fit():
    # OpenSAFELY withheld counts up to 5 at first: a printed 5 could then only be 6 or 7.
    with pytest.raises(InputError, match=r"a printed 5 can only be 6 to 7\. Take a threshold of 2 or 7"):
        Rule("house", threshold=5, base=5)


@given(st.integers(2, 30), st.integers(1, 20))
def test_rules_that_fit_print_no_number_that_says_more_than_rounding_does(threshold, base):
    counts = np.arange(threshold + 1, threshold + 5 * base + 1)
    behind = {}
    for count, printed in zip(counts.tolist(), ((counts + base // 2) // base * base).tolist(), strict=True):
        behind.setdefault(printed, []).append(count)
    fits = len(behind[min(behind)]) == base
    if not fits:
        with pytest.raises(InputError, match="can only be"):
            Rule("house", threshold=threshold, base=base)
        return
    rule = Rule("house", threshold=threshold, base=base)
    for printed, could in list(behind.items())[:-1]:
        assert [int(end) for end in rule.behind(np.array(printed))] == [could[0], could[-1]]


def test_a_printed_nought_is_none():
    assert [int(end) for end in PRESETS["hes"].behind(np.array(0))] == [0, 0]


@pytest.mark.parametrize(
    ("name", "threshold", "base"), [("lt5", 4, 1), ("hes", 7, 5), ("opensafely", 7, 5), ("9", 9, 1), ("4/10", 4, 10)]
)  # fmt: skip
def test_a_rule_is_found_by_name_or_written_out(name, threshold, base):
    rule = rule_of(name)
    assert (rule.threshold, rule.base) == (threshold, base)


@pytest.mark.parametrize("name", ["lt6", "", "7/", "five", "7/x", "-3"])
def test_another_name_is_refused(name):
    if name == "7/":
        assert rule_of(name).base == 1
        return
    with pytest.raises(InputError, match=r"is not known\. Use lt5, hes, opensafely, or a threshold"):
        rule_of(name)


@pytest.mark.parametrize(("threshold", "base"), [(1, 1), (0, 1), (4, 0)])
def test_a_rule_that_protects_nothing_is_refused(threshold, base):
    with pytest.raises(InputError, match="threshold must be 2 or more"):
        Rule("house", threshold=threshold, base=base)


def test_a_figure_tells_a_count_when_all_it_could_be_is_small_and_less_than_the_rule_leaves_open():
    rule = PRESETS["lt5"]
    assert rule.is_told(np.array([3]))
    assert rule.is_told(np.array([2, 3]))
    assert not rule.is_told(np.array([1, 2, 3, 4]))
    assert not rule.is_told(np.array([4, 5]))
    assert not rule.is_told(np.array([]))
