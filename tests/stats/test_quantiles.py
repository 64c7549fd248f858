import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.errors import InputError
from equitytown.stats.quantiles import quantile
from tests.stats.tables import DATA, column, grouped, rows_of

OWN = grouped(rows_of(DATA / "quantiles_own.csv"), "case")
whole = st.lists(st.integers(-50, 50) | st.just(math.nan), max_size=60)
counts = st.integers(2, 12)


@pytest.mark.parametrize("case", OWN)
def test_quantiles_agree_with_the_rule_in_exact_fractions(case):
    rows = OWN[case]
    found = quantile(column(rows, "value"), count=int(rows[0]["count"]), first=rows[0]["first"])
    np.testing.assert_array_equal(found, column(rows, "quantile"))


@pytest.mark.parametrize(
    ("name", "count", "first", "by_region"),
    [
        ("deciles_all", 10, "highest", False),
        ("7_all", 7, "highest", False),
        ("deciles_by_region", 10, "highest", True),
        ("quintiles_by_region_notinverted", 5, "lowest", True),
        ("quartiles_by_region_invertfield", 4, None, True),
    ],
)
def test_quantiles_agree_with_the_golden_cases(golden, name, count, first, by_region):
    rows = rows_of(golden / f"quantile_expected_{name}.csv")
    found = quantile(
        column(rows, "score"),
        count=count,
        first=first or ["highest" if row["inv_flag"] == "TRUE" else "lowest" for row in rows],
        group=[row["region"] for row in rows] if by_region else None,
    )
    np.testing.assert_array_equal(found, column(rows, "quantile"))


def test_no_area_slips_into_the_quantile_before_by_rounding():
    # PHEindicatormethods 2.1.0 divides in floating point: the 18th of 34 areas falls into the 7th fourteenth.
    rank, areas, count = 18, 34, 14
    assert math.floor(count + 1 - math.ceil((areas + 1 - rank) / (areas / count))) == 7
    assert quantile(np.arange(34.0)[::-1], count=14)[rank - 1] == 8


def test_a_column_called_invert_is_no_concern_here():
    # PHEindicatormethods looks its argument up in the data first; here what is given is what is used.
    assert quantile([1, 2, 3, 4], count=2, first="lowest").tolist() == [1, 1, 2, 2]


@given(whole, counts)
def test_quantiles_fill_evenly_without_ties(values, count):
    distinct = np.unique(values)
    distinct = distinct[~np.isnan(distinct)]
    found = quantile(distinct, count=count)
    if distinct.size < count:
        assert np.isnan(found).all()
    else:
        sizes = np.bincount(found.astype(int), minlength=count + 1)[1:]
        assert sizes.max() - sizes.min() <= 1


@given(whole, counts)
def test_a_higher_value_is_never_in_a_later_quantile_and_ties_share_one(values, count):
    found = quantile(values, count=count)
    for one, own in zip(values, found, strict=True):
        for other, theirs in zip(values, found, strict=True):
            if one == other:
                assert own == theirs or math.isnan(own)
            elif one > other and not math.isnan(own):
                assert own <= theirs


@given(whole, counts)
def test_turning_values_upside_down_is_counting_from_the_other_end(values, count):
    turned = quantile(-np.array(values, dtype=float), count=count, first="lowest")
    np.testing.assert_array_equal(quantile(values, count=count), turned)


@given(whole, whole, counts)
def test_a_groups_answer_does_not_depend_on_other_groups(one, other, count):
    labels = ["one"] * len(one) + ["other"] * len(other)
    together = quantile([*one, *other], count=count, group=labels)
    apart = np.concatenate([quantile(one, count=count), quantile(other, count=count)])
    np.testing.assert_array_equal(together, apart)


def test_rows_of_a_table_are_divided_by_themselves():
    table = np.array([[1.0, 2, 3, 4], [9, 8, 7, math.nan]])
    found = quantile(table, count=2, first=[["highest"], ["lowest"]])
    np.testing.assert_array_equal(found, [[2, 2, 1, 1], [2, 1, 1, math.nan]])


def test_nothing_has_no_quantiles():
    assert quantile([]).size == 0
    assert math.isnan(quantile(3.0))


def test_many_areas_in_many_groups_agree_with_sorting_them():
    random = np.random.default_rng(1)
    values, codes = random.normal(20, 10, 35_000), random.integers(0, 150, 35_000)

    def plain():
        order = np.lexsort((-values, codes))
        score, code = values[order], codes[order]
        size = np.bincount(code)
        new = np.append(True, (score[1:] != score[:-1]) | (code[1:] != code[:-1]))
        before = np.maximum.accumulate(np.where(new, np.arange(score.size), 0)) - (np.cumsum(size) - size)[code]
        found = np.empty(score.size)
        found[order] = 1 + 10 * before // size[code]
        return found

    np.testing.assert_array_equal(quantile(values, group=codes), plain())


@pytest.mark.parametrize("count", [1, 0, -3, 2.5, "2", math.nan, math.inf])
def test_a_count_that_divides_nothing_is_refused(count):
    with pytest.raises(InputError, match="count must be a whole number from 2 upwards"):
        quantile([1, 2, 3], count=count)


def test_an_order_that_differs_within_a_group_is_refused():
    with pytest.raises(InputError, match=r"first differs within 1 of 2 groups \(first: group north\)"):
        quantile([1, 2, 3], count=2, first=["highest", "lowest", "lowest"], group=["north", "north", "south"])


def test_an_unknown_order_is_refused():
    with pytest.raises(InputError, match='first must be "highest" or "lowest", and is "best"'):
        quantile([1, 2], first="best")
