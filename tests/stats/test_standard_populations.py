import pytest

from equitytown.errors import InputError
from equitytown.stats.standard_populations import EUROPEAN_2013, standard_weights
from tests.stats.tables import column, rows_of

BANDS = [f"{age}-{age + 4}" for age in range(0, 90, 5)] + ["90+"]


def test_the_european_standard_has_a_hundred_thousand_people():
    assert sum(EUROPEAN_2013.values()) == 100_000


def test_nineteen_bands_have_the_printed_weights():
    # Eurostat (2013), Revision of the European Standard Population, table of weights, ages 90 and over together.
    assert standard_weights(BANDS).tolist() == [
        5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000, 7000, 6500, 6000, 5500, 5000, 4000, 2500,
        1500, 1000,
    ]  # fmt: skip


def test_weights_agree_with_the_golden_ones(golden):
    rows = rows_of(golden / "dsr_input.csv")[:19]
    assert standard_weights([row["ageband"] for row in rows]).tolist() == column(rows, "stdpop").tolist()


def test_any_bands_made_of_whole_ones_have_the_sum_of_their_weights():
    assert standard_weights(["85+", "under 1", "1-4", "5-84"]).tolist() == [2500, 1000, 4000, 92_500]
    assert standard_weights(["0-64", "65-74"]).tolist() == [80_500, 10_500]


def test_bands_that_cut_one_of_the_standard_are_refused():
    with pytest.raises(InputError, match='age band "0-17" begins or ends within a band of the standard population'):
        standard_weights(["0-17", "18+"])


def test_another_standard_may_be_given():
    assert standard_weights(["0-49", "50+"], standard={0: 3, 50: 1}).tolist() == [3, 1]
