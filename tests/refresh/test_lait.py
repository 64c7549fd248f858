"""The Local Authority Interactive Tool: numbers of authorities, end years, and England as a sum."""

import io

import polars as pl
import pytest

from equitytown import geography
from equitytown.collect.lait import REGIONS, area_codes, rows_of_file
from equitytown.errors import DriftError, InputError
from equitytown.refresh.account import State
from tests.refresh.counter import LAIT, NAME, lait_rows
from tests.refresh.layouts import as_csv
from tests.refresh.reading import indicator_of, published, read, reply_of

ENGLAND, EAST, LUTON = "E92000001", "E12000006", "E06000032"


@pytest.fixture
def counter(counter_of):
    return counter_of(LAIT)


def of_file(rows, *, name="first-time-entrants", **source):
    wanted = {"supplier_id": "SYN_SHARE", "supplier_name": NAME} | source
    return list(rows_of_file(indicator_of(name, **wanted), reply_of(as_csv(rows))))


def row(**changes):
    """The last row, about Peterborough in 2023."""
    return lait_rows()[-1] | {key.replace("_", " "): cell for key, cell in changes.items()}


def test_every_upper_tier_authority_of_today_has_a_number():
    codes = set(area_codes().values())
    redrawn = {"E08000038": "E08000016", "E08000039": "E08000019"}  # in April 2025; their numbers stayed
    wanted = {redrawn.get(area.area_code, area.area_code) for area in geography.upper_tier()}
    regions = {geography.region_of(area.area_code).area_code for area in geography.upper_tier()}
    assert codes == wanted | regions | {ENGLAND}
    assert {area_codes()[number] for number in REGIONS} == regions


@pytest.mark.parametrize("number", ["835", "909", "928", "987", "1000"])
def test_authorities_of_old_and_parts_of_regions_have_no_code(number):
    assert number not in area_codes()


def test_a_number_that_ended_is_left_out(counter):
    old = [cells | {"LA Number": "909", "LA and Regions": "Cumbria"} for cells in lait_rows()[:1]]
    assert counter.take([*lait_rows(), *old]).new == 12


def test_numbers_may_be_written_as_a_spreadsheet_writes_them():
    assert of_file([row(LA_Number="821.0")])[0].area_code == LUTON
    assert of_file([row(LA_Number="none")])[0].area_code == "none"


def test_the_place_under_a_new_number_is_told_by_name(counter):
    rows = [cells | {"LA Number": "999"} if cells["LA Number"] == "821" else cells for cells in lait_rows()]
    assert "The supplier lists Luton under 999: its code has changed" in counter.take(rows).sentence


def test_the_measure_under_another_name_is_refused(counter):
    rows = [cells | {"Data item": "SYNTHETIC share of children"} for cells in lait_rows()]
    assert 'calls SYN_SHARE "SYNTHETIC share of children"' in counter.take(rows).sentence


def test_a_table_without_the_measure_is_refused():
    with pytest.raises(DriftError, match='holds no measure "SYN_OTHER"'):
        of_file(lait_rows(), supplier_id="SYN_OTHER")


def test_rows_without_a_name_belong_to_their_measure():
    bare = [cells | {"Data item": ""} for cells in lait_rows()]
    assert len(of_file([*bare[:5], *lait_rows()[5:]])) == 12
    assert len(of_file(bare, supplier_name="SYN SHARE")) == 12


def test_a_number_of_the_tool_is_found_by_its_name():
    other = [cells | {"Short Desc": "SYN_OTHER", "Data item": "SYNTHETIC other"} for cells in lait_rows()]
    bare = [cells | {"Data item": ""} for cells in lait_rows()[:5]]
    assert len(of_file([*other, *bare, *lait_rows()[5:]], supplier_id="350")) == 12
    with pytest.raises(DriftError, match='called "SYNTHETIC third", and these are: none'):
        of_file(other, supplier_id="350", supplier_name="SYNTHETIC third")
    with pytest.raises(DriftError, match="and these are: SYN_SHARE, SYN_TWIN"):
        of_file([*lait_rows(), row(Short_Desc="SYN_TWIN")], supplier_id="350")
    with pytest.raises(DriftError, match="does not hold its number 350"):
        of_file(lait_rows(), supplier_id="350", supplier_name="")


def test_england_beyond_every_region_is_withheld_and_says_so(counter):
    west = [cells | {"LA Number": "984", "LA and Regions": "West"} for cells in lait_rows() if "985" in cells.values()]
    rows = [cells | {"Values": "90"} if cells["LA Number"] == "970" else cells for cells in lait_rows()]
    outcome = counter.take([*rows, *(cells | {"Values": "18"} for cells in west)])
    assert outcome.state is State.CAME
    held = counter.held[ENGLAND, "2023"]
    assert held.value is None
    assert "gives 90, beyond every one of the regions (14 to 18); it is about their sum" in held.note
    assert counter.values[EAST, "2023"] == 14.0


def test_england_within_the_regions_stands():
    west = row(LA_Number="984", Values="10")
    rows = of_file([row(LA_Number="970", Values="13"), row(LA_Number="985", Values="15"), west])
    assert [found.value for found in rows] == ["13", "15", "10"]


@pytest.mark.parametrize(
    ("name", "cell", "label", "status"),
    [
        ("first-time-entrants", "2023", "2023", ""),
        ("attainment-8", "2023", "2022/23", ""),
        ("attainment-8", "2022/23", "2022/23", ""),
        ("attainment-8", "2018-19", "2018/19", ""),
        ("attainment-8", "2025 (prov)", "2024/25", "provisional"),
        ("attainment-8", "2024 (Rev)", "2023/24", ""),
        ("care-leavers-neet", "2017", "2016/17", ""),
        ("care-leavers-neet", "2016-17 (OT)", "2016/17", ""),
        ("infant-mortality", "2018-20", "2018-20", ""),
    ],
)
def test_split_years_are_named_by_the_one_in_which_they_end(name, cell, label, status):
    found = of_file([row(Years=cell)], name=name)[0]
    assert (found.period, found.status) == (label, status)


@pytest.mark.parametrize(
    ("name", "cell", "words"),
    [
        ("first-time-entrants", "2022/23", '"2022/23" is no calendar year'),
        ("attainment-8", "2018-20", '"2018-20" is no academic year'),
        ("attainment-8", "0", '"0" is no academic year'),
        ("attainment-8", "2015/16-17/18", "is no academic year"),
    ],
)
def test_years_of_another_kind_are_refused(name, cell, words):
    with pytest.raises((DriftError, InputError), match=words):
        of_file([row(Years=cell)], name=name)


def test_parquet_is_read_as_csv_is():
    buffer = io.BytesIO()
    pl.DataFrame(lait_rows()).with_columns(pl.col("LA Number").cast(pl.Float64)).write_parquet(buffer)
    indicator = indicator_of("first-time-entrants", supplier_id="SYN_SHARE", supplier_name=NAME)
    assert read(rows_of_file(indicator, reply_of(buffer.getvalue()))) == read(of_file(lait_rows()))


@pytest.mark.parametrize(
    ("name", "short", "theirs"),
    [
        ("good-level-of-development", "FSP_NEW_GOODDEV", "FSP (NEW) - % achieving a good level of development"),
        ("year-6-overweight", "ExcessYr6", "Percentage excess weight in Year 6 class"),
        ("first-time-entrants", "FirstYJS", "First Time entrants to the Youth Justice System aged 10-17 (rate)"),
        (
            "low-birth-weight",
            "352",
            "Low birth weight full term live births as a percentage of all full term live births",
        ),
        ("attainment-8", "350", "Average Attainment 8 score per pupil"),
        ("progress-8", "350", "Average Progress 8 score per pupil"),
        ("care-leavers-neet", "CareLeaversNEET", "CareLeaversNEET"),
    ],
)
def test_the_public_copy_gives_the_figures_of_the_first_report(shared, name, short, theirs):
    reply = reply_of((shared / "data" / "lait" / "lait_bds_long.parquet").read_bytes())
    found = read(rows_of_file(indicator_of(name, supplier_id=short, supplier_name=theirs), reply))
    expected = published(name, "Local Authority Interactive Tool")
    assert {key: found[key] for key in expected} == expected
