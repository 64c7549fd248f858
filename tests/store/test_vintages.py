from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.store.vintages import as_known, hold, verdict_source
from equitytown.terms.observation import Rating
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


def rated_then(older, newer, *, publisher="Maker"):
    """Give what is known after a figure with a verdict was followed by one without."""
    printed = observation(older, known_from=EARLY, published_rating=Rating.WORSE)
    printed = replace(printed, provenance=replace(printed.provenance, publisher=publisher))
    (known,) = as_known([printed, observation(newer, known_from=LATE)], on=LATE)
    return known


@pytest.mark.parametrize(("older", "newer"), [(61.1, 61.1), (4.7, 4.66), (57.0, 57.0), (57.0, 57.04), (4.66, 4.664)])
@pytest.mark.parametrize("publisher", ["Maker", "Town Hall"])
def test_a_verdict_stays_on_a_figure_that_is_repeated_or_given_more_finely(older, newer, publisher):
    known = rated_then(older, newer, publisher=publisher)
    assert (known.value, known.published_rating) == (newer, Rating.WORSE)
    assert known.note == f"Verdict as published with the same figure by {publisher}: Made up."
    assert verdict_source(known) == publisher


@pytest.mark.parametrize(("older", "newer"), [(57.0, 57.1), (57.0, 57.4), (61.1, 61.2), (4.66, 4.7), (21.1, 19.3)])
@pytest.mark.parametrize("publisher", ["Maker", "Town Hall"])
def test_a_revised_figure_does_not_inherit_the_verdict_on_the_old_one(older, newer, publisher):
    known = rated_then(older, newer, publisher=publisher)
    assert (known.value, known.published_rating, known.note) == (newer, None, "")


def test_a_verdict_kept_twice_still_names_who_gave_it():
    rows = [
        observation(4.7, known_from=EARLY, published_rating=Rating.WORSE),
        observation(4.66, known_from=date(2024, 6, 1)),
        observation(4.66, known_from=LATE),
    ]
    rows[1:] = [replace(row, provenance=replace(row.provenance, publisher="Another")) for row in rows[1:]]
    (known,) = as_known(rows, on=LATE)
    assert known.published_rating is Rating.WORSE
    assert verdict_source(known) == "Maker"


def test_a_verdict_of_the_newer_figures_own_stands():
    rows = [
        observation(61.1, known_from=EARLY, published_rating=Rating.WORSE),
        observation(61.1, known_from=LATE, published_rating=Rating.SIMILAR),
    ]
    (known,) = as_known(rows, on=LATE)
    assert (known.published_rating, known.note) == (Rating.SIMILAR, "")
