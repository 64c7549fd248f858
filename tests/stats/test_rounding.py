import pytest

from equitytown.stats.rounding import decimals_of


@pytest.mark.parametrize(
    ("value", "decimals"), [(61.1, 1), (4.66, 2), (57.0, 0), (0, 0), (-0.05, 2), (1e-07, 7), (1e22, 0), (100, 0)]
)
def test_decimals_are_counted_as_printed(value, decimals):
    assert decimals_of(value) == decimals
