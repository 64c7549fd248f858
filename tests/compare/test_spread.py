import pytest

from equitytown.compare.spread import spread_of


def test_the_spread_gives_ends_and_quartiles():
    found = spread_of([float(value) for value in range(1, 11)], out_of=12)
    assert (found.low, found.lower_quartile, found.median, found.upper_quartile, found.high) == (1, 3.25, 5.5, 7.75, 10)
    assert (found.areas, found.out_of) == (10, 12)


@pytest.mark.parametrize(("values", "out_of"), [([], 0), ([1.0, 2.0, 3.0], 3), ([1.0, 2.0, 3.0, 4.0, 5.0], 7)])
def test_too_few_areas_have_no_spread(values, out_of):
    assert spread_of(values, out_of=out_of) is None
