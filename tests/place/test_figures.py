"""Figures as files hold them: what is read, and every sentence on what cannot be right."""

import pytest

from equitytown.terms.observation import Rating, Status
from tests.place.folders import ENGLAND, ROW, edit, figures, only, read, told, write_rows


def test_a_row_becomes_an_observation_with_its_provenance(testford):
    figures(testford, {"lower": "15.1", "upper": "23.5", "confidence": "0.95", "published_rating": "worse"})
    england, luton = read(testford).observations
    assert england.area_code == "E92000001"
    assert (luton.value, luton.lower, luton.upper, luton.confidence) == (19.3, 15.1, 23.5, 0.95)
    assert luton.published_rating is Rating.WORSE
    assert luton.provenance.row == 3
    assert len(luton.provenance.snapshot_id) == 12


def test_a_missing_value_is_never_zero(testford):
    figures(testford, {"value": "", "status": "missing", "note": "Not published"})
    luton = read(testford).observations[1]
    assert luton.value is None
    assert luton.status is Status.MISSING


def test_two_vintages_of_a_figure_are_both_kept(testford):
    figures(testford, {"value": "21.1", "known_from": "2023-12-05"}, {"value": "19.3"})
    assert [o.value for o in read(testford).observations[1:]] == [21.1, 19.3]


def test_a_label_as_printed_may_be_of_another_kind_if_its_dates_agree(testford):
    printed = {"period": "2021/22", "period_start": "2021-04-01", "period_end": "2022-03-31", "note": "As printed"}
    figures(testford, printed, england=ENGLAND | printed)
    assert read(testford).observations[1].period.label == "2021/22"


def test_an_age_as_printed_may_differ(testford):
    figures(testford, {"age": "16 and over", "note": "As printed; the supplier counts from 18"})
    assert read(testford).observations[1].age == "16 and over"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"indicator_id": "drinking"}, 'line 3: indicator_id "drinking" is not the file\'s own.'),
        ({"area_code": "E06000999"}, 'line 3: area code "E06000999" is not known.'),
        ({"area_name": "Slough"}, 'line 3: area_name "Slough" does not go with E06000032.'),
        ({"area_name": "=HYPERLINK(1)"}, 'line 3: area_name "=HYPERLINK(1)" begins with "="'),
        ({"area_name": "<b>Luton</b>"}, 'line 3: area_name "<b>Luton</b>" holds "<" or ">"'),
        ({"area_name": "Luton\u202e"}, "holds a control character."),
        ({"period": "22"}, 'line 3: period "22" is not a calendar year.'),
        ({"period": "2022-23"}, 'line 3: period "2022-23" is not a calendar year.'),
        ({"period": "9999"}, 'line 3: period "9999" is not a calendar year.'),
        ({"period": "2021"}, 'line 3: period "2021" does not agree with its dates, 2022-01-01 to 2022-12-31.'),
        ({"period_start": "01/01/2022"}, 'line 3: period_start "01/01/2022" is not a date.'),
        ({"known_from": "2024-02-30"}, 'line 3: known_from "2024-02-30" is not a date.'),
        ({"retrieved": ""}, 'line 3: retrieved "" is not a date.'),
        ({"sex": "M"}, 'line 3: sex "M" is not one that the indicator names.\n    Use one of: Persons.'),
        ({"age": "18+"}, 'line 3: age "18+" is not the indicator\'s, "18 and over".'),
        ({"age": ""}, "line 3: age is empty."),
        ({"publisher": ""}, "line 3: publisher is empty."),
        ({"title": "@SUM(A1)"}, 'line 3: title "@SUM(A1)" begins with "@"'),
        ({"category": "+1"}, 'line 3: category "+1" begins with "+"'),
        ({"note": "bell\x07"}, "line 3: note holds a control character."),
        ({"value": "about 20"}, 'line 3: value "about 20" is not a number.'),
        ({"status": "final"}, 'line 3: status "final" is not known.\n    Use one of: complete, provisional'),
        ({"published_rating": "amber"}, 'line 3: published_rating "amber" is not known.\n    Use one of: better'),
    ],
)
def test_a_cell_that_cannot_be_right_is_told(testford, change, sentence):
    figures(testford, change)
    assert sentence in only(testford)


def test_an_ended_area_names_what_came_after(testford):
    figures(testford, {"area_code": "E10000006", "area_name": "Cumbria"})
    assert "E10000006 (Cumbria) ended on 31 March 2023." in only(testford)
    assert "use E06000063 (Cumberland) and E06000064 (Westmorland and Furness)" in only(testford)


def test_every_fault_of_a_row_is_told(testford):
    figures(testford, {"sex": "M", "value": "*", "status": "final"})
    assert [sentence.split(": ")[1].split()[0] for sentence in told(testford)] == ["sex", "value", "status"]


def test_a_figure_of_an_unknown_unit_is_told_where_the_unit_stands(testford):
    edit(testford, "indicators/smoking.yaml", 'unit: "%"', "unit: percent")
    assert 'indicators/smoking.yaml, line 9: unit "percent" is not known.' in only(testford)
    assert "Use one of: %, years, per 1,000" in only(testford)


def test_the_columns_that_a_row_cannot_do_without_are_asked_for(testford):
    columns = [name for name in ROW if name != "known_from"]
    rows = [{name: (ROW | ENGLAND)[name] for name in columns}]
    write_rows(testford / "data" / "smoking.csv", rows, columns=columns)
    assert "data/smoking.csv, line 1: the header lacks: known_from." in only(testford)


def test_a_place_may_use_its_everyday_name(testford):
    edit(testford, "place.yaml", "name: Luton", "name: Luton town")
    figures(testford, {"area_name": "Luton town"})
    assert read(testford).areas["E06000032"].area_name == "Luton town"
