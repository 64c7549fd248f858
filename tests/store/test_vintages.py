from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from equitytown.store.vintages import as_known, hold
from tests.factories import PLACE, observation

EARLY, LATE = date(2023, 12, 1), date(2026, 4, 30)


def two_vintages():
    return [observation(19.3, known_from=LATE), observation(21.1, known_from=EARLY)]


def test_the_newest_vintage_stands():
    assert [o.value for o in as_known(two_vintages(), on=LATE)] == [19.3]


def test_an_earlier_day_gives_the_earlier_vintage():
    assert [o.value for o in as_known(two_vintages(), on=date(2024, 1, 1))] == [21.1]


def test_a_figure_not_known_yet_is_absent():
    assert as_known(two_vintages(), on=date(2020, 1, 1)) == ()


def test_of_two_known_from_one_day_the_one_with_a_value_stands():
    rows = [observation(None, known_from=EARLY), observation(5.0, known_from=EARLY)]
    assert [o.value for o in as_known(rows, on=LATE)] == [5.0]


@given(st.dates(min_value=date(2023, 1, 1), max_value=date(2027, 1, 1)))
def test_nothing_from_the_future_is_ever_known(day):
    assert all(o.known_from <= day for o in as_known(two_vintages(), on=day))


def test_a_series_is_in_order_of_time():
    rows = [observation(2.0, period="2022/23"), observation(1.0, period="2020/21")]
    held = hold(rows, on=LATE).series("made-up-share", PLACE.area_code, sex="Persons")
    assert [o.period.label for o in held.observations] == ["2020/21", "2022/23"]


def test_a_split_by_deprivation_is_no_headline_figure():
    rows = [observation(1.0, category_type="Deprivation decile", category="1")]
    assert hold(rows, on=LATE).series("made-up-share", PLACE.area_code, sex="Persons").observations == ()


def test_a_series_that_is_not_held_is_empty():
    assert hold([], on=LATE).series("nothing", PLACE.area_code, sex="Persons").observations == ()
