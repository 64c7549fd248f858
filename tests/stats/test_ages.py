from math import inf

import pytest

from equitytown.errors import InputError
from equitytown.stats.ages import AgeBand, age_bands, refuse_gaps


@pytest.mark.parametrize(
    ("label", "start", "end"),
    [
        ("0-4", 0, 5), ("5 to 9", 5, 10), ("05\u201309", 5, 10), ("Aged 10 to 14 years", 10, 15), ("90+", 90, inf),
        ("90 and over", 90, inf), ("85 years and over", 85, inf), ("75 plus", 75, inf), ("65 or more", 65, inf),
        ("under 1", 0, 1), ("<1", 0, 1), ("Less than 5", 0, 5), (17, 17, inf), ("17", 17, inf),
    ],
)  # fmt: skip
def test_labels_are_read_as_publishers_write_them(label, start, end):
    assert age_bands([label]) == [AgeBand(start, end)]


def test_a_band_that_tells_its_start_alone_ends_where_the_next_begins():
    assert age_bands([5, 0, 1]) == [AgeBand(5, inf), AgeBand(0, 1), AgeBand(1, 5)]
    assert age_bands(["0", "1-4", "5-9", "10"])[0] == AgeBand(0, 1)


def test_the_same_band_may_come_again():
    assert age_bands(["0-4", "5+", "0 to 4"])[2] == AgeBand(0, 5)


def test_labels_that_tell_no_age_are_refused_with_their_number():
    with pytest.raises(InputError, match=r'2 of 3 age labels tell no age \(first: "All ages"\)'):
        age_bands(["0-4", "All ages", "Unknown"])


def test_bands_that_share_an_age_are_refused():
    with pytest.raises(InputError, match='age bands "0-14" and "10-19" overlap'):
        age_bands(["10-19", "0-14"])
    with pytest.raises(InputError, match="overlap"):
        age_bands(["65+", "65-69"])


def test_nothing_has_no_bands():
    assert age_bands([]) == []


@pytest.mark.parametrize("label", ["Oct-14", "05-Sep", "2014-10-01", "01/04/2026", "1-Apr"])
def test_bands_that_excel_turned_into_dates_are_refused(label):
    with pytest.raises(InputError, match=r'1 of 2 age labels are dates \(first: ".*"\). Excel makes them'):
        age_bands(["0", label])


def test_ages_left_out_between_bands_are_told():
    with pytest.raises(InputError, match="no age band holds ages 5 to 9"):
        refuse_gaps(["0-4", "10+"])


def test_ages_may_stand_in_brackets():
    assert age_bands(["(0-4)", "[5-9]", "Persons (10+)"]) == [AgeBand(0, 5), AgeBand(5, 10), AgeBand(10, inf)]


@pytest.mark.parametrize("label", ["Up to 4", "<=4", "≤ 4", "4 and under", "4 and younger", "4 or under"])
def test_up_to_an_age_holds_the_age(label):
    assert age_bands([label, "5+"]) == [AgeBand(0, 5), AgeBand(5, inf)]


def test_names_that_begin_like_a_month_are_no_dates():
    assert age_bands(["Mayor 5-9", "Marginal 10-14"]) == [AgeBand(5, 10), AgeBand(10, 15)]


def test_one_band_spelled_in_two_ways_is_refused():
    with pytest.raises(InputError, match=r'two labels mean the same ages: "0-4" and "0 to 4". Write them alike'):
        refuse_gaps(["0-4", "0 to 4", "5+"])


def test_what_stands_in_brackets_tells_no_age():
    assert age_bands(["0-4 (may include some aged 5)", "90 and over (2021)"])[1] == AgeBand(90, inf)


def test_a_band_up_to_but_not_including_an_age_ends_there():
    assert age_bands(["0 to under 5", "5 to less than 10", "10+"])[1] == AgeBand(5, 10)


@pytest.mark.parametrize("label", ["9-5", "5-9-14x 3"])
def test_numbers_that_make_no_band_are_refused(label):
    with pytest.raises(InputError, match="age labels"):
        age_bands([label])
