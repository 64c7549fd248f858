from datetime import date

import numpy as np
import polars as pl
import pytest

from equitytown.errors import InputError
from equitytown.stats.frames.periods import Span, latest, span_of


@pytest.mark.parametrize(
    ("label", "span"),
    [
        (2019, (2019, 1, "calendar")),
        (2019.0, (2019, 1, "calendar")),
        (" 2019 ", (2019, 1, "calendar")),
        (20190000, (2019, 1, "calendar")),
        ("2019/20", (2019, 1, "within")),
        ("2019/2020", (2019, 1, "within")),
        ("1999/00", (1999, 1, "within")),
        ("2017/18 - 19/20", (2017, 3, "within")),
        ("2017/18 to 2019/20", (2017, 3, "within")),
        ("2017 to 2019", (2017, 3, "calendar")),
        ("2017 - 19", (2017, 3, "calendar")),
        ("1999-01", (1999, 3, "calendar")),
        ("2020-21", (2020, 2, "calendar")),
        ("2017\u20132019", (2017, 3, "calendar")),
        (date(2019, 4, 1), (2019, 1, "-04-01")),
    ],
)
def test_a_label_is_read_as_years(label, span):
    assert span_of(label) == Span(*span)


@pytest.mark.parametrize(
    "label", ["2019 Q1", "2019/20 Q4", 20190100, "Jan 2019", "2019/21", "2019/19", "2020 - 20", "2019 to 2017", "x", 7]
)
def test_a_label_that_tells_no_years_is_refused(label):
    with pytest.raises(InputError, match=f'period "{label}" tells no years. Write "2022", "2022/23"'):
        span_of(label)


def test_the_latest_of_each_group_are_laid_out_oldest_first():
    data = pl.DataFrame({"area": ["B", *"AAAA"], "period": [2020, 2021, 2019, 2020, 2018], "x": [5, 4, None, 3, 1]})
    found = latest(data, by=["area"], period="period", numbers=["x"], refusals=[], points=3)
    assert found.keys["area"].to_list() == ["A", "B"]
    assert np.array_equal(found.start, [[2019, 2020, 2021], [np.nan, np.nan, 2020]], equal_nan=True)
    assert np.array_equal(found.cells["x"], [[np.nan, 3, 4], [np.nan, np.nan, 5]], equal_nan=True)
    assert (found.first.tolist(), found.last.tolist()) == (["2019", "2020"], ["2021", "2020"])
    assert found.mixed.tolist() == [False, False]


def test_years_that_begin_at_different_times_are_told():
    data = pl.DataFrame({"period": ["2018", "2019/20", "2020/21"], "x": [1, 2, 3]})
    assert latest(data, by=[], period="period", numbers=["x"], refusals=[], points=3).mixed.tolist() == [True]
    assert latest(data, by=[], period="period", numbers=["x"], refusals=[], points=2).mixed.tolist() == [False]
