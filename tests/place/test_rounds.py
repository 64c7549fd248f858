"""The outcome table as printed."""

import pytest

from equitytown.place.rounds import COLUMNS
from equitytown.terms.observation import Rating
from tests.place.folders import edit, only, read, told, write_rows

PRINTED = {
    "indicator_id": "smoking",
    "round": "2022/23",
    "measure_printed": "Smoking prevalence(% adults 18+)",
    "source_printed": "Annual Population Survey (APS)",
    "period_printed": "2021",
    "period": "2021",
    "period_start": "2021-01-01",
    "period_end": "2021-12-31",
    "place_printed": "14.10%",
    "place_value": "14.1",
    "england_printed": "13.00%",
    "england_value": "13",
    "region_printed": "-",
    "neighbours_printed": "Rank 8th of 16",
    "neighbours_rank": "8",
    "neighbours_of": "16",
    "rating_national": "similar",
    "rating_neighbours": "similar",
    "trend_printed": "Comparable",
    "status": "reported",
    "publisher": "Made up",
    "title": "For tests",
    "licence": "None",
    "known_from": "2024-04-01",
}


@pytest.fixture
def printed(testford):
    edit(testford, "framework.yaml", "principles:", "rounds:\n  - 2022/23\nprinciples:")

    def write(*changes):
        write_rows(testford / "data" / "rounds.csv", [PRINTED | change for change in changes], columns=COLUMNS)
        return testford

    return write


def test_a_row_is_read_as_it_was_printed(printed):
    (row,) = read(printed({})).printed
    assert (row.place.printed, row.place.value) == ("14.10%", 14.1)
    assert row.national.rating is Rating.SIMILAR
    assert row.regional.value is None
    assert (row.neighbours_rank, row.neighbours_of) == (8, 16)
    assert row.period.label == "2021"
    assert row.row == 2


def test_a_row_without_a_period_has_none(printed):
    nothing = dict.fromkeys(("period", "period_start", "period_end", "place_value", "england_value"), "")
    (row,) = read(printed(nothing | {"period_printed": "N/a", "status": "not available"})).printed
    assert row.period is None


def test_nothing_in_it_is_corrected(printed):
    (row,) = read(printed({"place_printed": "7.70%", "place_value": "7.7"})).printed
    assert row.place.value == 7.7


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"indicator_id": "smokin"}, 'indicator_id "smokin" has no file in indicators/.\n    Did you mean "smoking"?'),
        ({"round": "2023/24"}, 'round "2023/24" is not in framework.yaml.\n    Use one of: 2022/23.'),
        ({"status": "done"}, 'status "done" is not known.\n    Use one of: reported, reported in part'),
        ({"rating_region": "A"}, 'rating_region "A" is not known.\n    Use one of: better, similar, worse.'),
        ({"place_value": "14.1%"}, "Write 14.1: the unit stands in the indicator's file."),
        ({"neighbours_rank": "8.5"}, "neighbours_rank 8.5 is not a whole number from 1."),
        ({"neighbours_rank": "17"}, "rank 17 is beyond the 16 ranked."),
        ({"neighbours_of": ""}, "only one of neighbours_rank and neighbours_of is given."),
        ({"period": ""}, "the period has dates but no label."),
        ({"period_start": "2022-01-01"}, "period_start 2022-01-01 is after period_end 2021-12-31."),
        ({"known_from": "April"}, 'known_from "April" is not a date.'),
        ({"measure_printed": "<i>Smoking</i>"}, 'measure_printed "<i>Smoking</i>" holds "<" or ">"'),
        ({"note": "bell\x07"}, "note holds a control character."),
    ],
)
def test_a_row_that_cannot_be_right_is_told(printed, change, sentence):
    assert f"data/rounds.csv, line 2: {sentence}" in only(printed(change)) or sentence in only(printed(change))


def test_a_row_that_stands_twice_is_told(printed):
    assert "line 3: smoking stands twice in round 2022/23, first on line 2." in only(printed({}, {}))


def test_a_period_with_a_wrong_date_is_told_for_each(printed):
    found = told(printed({"period_start": "2021", "period_end": "2021"}))
    assert [fault.split('"')[0] for fault in found] == [
        "data/rounds.csv, line 2: period_start ",
        "data/rounds.csv, line 2: period_end ",
    ]


def test_rounds_wait_until_the_framework_is_mended(printed):
    folder = printed({})
    edit(folder, "framework.yaml", "title:", "tytle:")
    assert all("rounds.csv" not in fault for fault in told(folder))
