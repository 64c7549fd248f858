"""Sub-regional fuel poverty, from the publisher's workbook to figures and counts that are held."""

import csv
from dataclasses import replace

import pytest

from equitytown.refresh.account import State
from tests.place.folders import edit
from tests.refresh.layouts import as_csv
from tests.refresh.reference import Reference
from tests.refresh.workbooks import workbook

FILE = "sub-regional-fuel-poverty-tables.xlsx"
TITLE = ["Table 2. SYNTHETIC fuel poverty by local authority, 2020"]
HEADING = [
    "Area Codes", "Area names", "", "", "Number of households1", "Number of households in fuel poverty1",
    "Proportion of households fuel poor (%)",
]  # fmt: skip
COUNTS = {"E92000001": (1000, 132), "E12000006": (500, 60), "E06000032": (80, 13), "E06000031": (90, 12)}
SMALL_HEADING = ["LSOA Code", "LSOA Name", "LA Code", "LA Name", "Region", *HEADING[4:]]


def authorities(title=TITLE, heading=HEADING, **counts):
    rows = [
        [code, f"SYNTHETIC {code}", "", "", households, poor, 100 * poor / (households or 1)]
        for code, (households, poor) in (COUNTS | counts).items()
    ]
    return [title, [], heading, *rows, [], ["1. SYNTHETIC note of the publisher"]]


def small_areas(count=5, **cells):
    rows = [
        [f"E010157{n:02}", f"SYNTHETIC {n}", "E06000032", "Luton", "East", 500 + n, 50 + n, 100 * (50 + n) / (500 + n)]
        for n in range(1, count + 1)
    ]
    for place, cell in cells.items():
        rows[1][SMALL_HEADING.index(place.replace("_", " "))] = cell
    return [["Table 3. SYNTHETIC, by LSOA, 2020"], SMALL_HEADING, *rows, ["", "SYNTHETIC note"]]


def book(**sheets):
    return workbook(**({"Contents": [["SYNTHETIC"]], "Table_2": authorities(), "Table_3": small_areas()} | sheets))


@pytest.fixture
def fuel(town):
    """The measure, with its workbook where files that were saved by hand are looked for."""
    edit(town.folder, "sources.yaml", "  desnz:\n", "  desnz:\n    files:\n      - path: sub-regional*\n")
    edit(town.folder, "indicators/fuel-poverty.yaml", "supplier: desnz", 'supplier: desnz\n  supplier_id: "2020"')
    town.wish = replace(town.wish, sources=("desnz",))
    hand(town, book())
    return town


def hand(town, data, name=FILE):
    (town.folder / "incoming").mkdir(exist_ok=True)
    (town.folder / "incoming" / name).write_bytes(data)


def outcome(town, **changes):
    return next(o for o in town.refresh(**changes).outcomes if o.indicator_id == "fuel-poverty")


def test_shares_come_with_their_counts(fuel):
    assert (outcome(fuel).state, outcome(fuel).state) == (State.CAME, State.UNCHANGED)
    held = {o.area_code: o for o in fuel.archive.figures("fuel-poverty", "desnz")}
    assert held.keys() == COUNTS.keys()
    luton = held["E06000032"]
    assert (luton.value, luton.numerator, luton.denominator, luton.period.label) == (16.25, 13, 80, "2020")
    assert luton.provenance.title == "Sub-regional fuel poverty: Table 2, 2020"


def test_without_a_file_nobody_is_asked(fuel):
    (fuel.folder / "incoming" / FILE).unlink()
    assert outcome(fuel).state is State.NO_WAY


@pytest.mark.parametrize(("rows", "told"), [
    (authorities(heading=[*HEADING[:4], "Households", *HEADING[5:]]), "has the wanted table on 0 sheets (none)"),
    (authorities(E06000032=(80, 81)), "81 of 80 households cannot be in fuel poverty"),
    (authorities(E06000032=(0, 0)), "0 of 0 households cannot be in fuel poverty"),
    (authorities(["Table 2, SYNTHETIC, 2021"]), "is about 2021, and 2020 is wanted"),
    (authorities(E06000999=(80, 13), Luton=(80, 13)), '"Luton" is no code of an area of this kind'),
    ([TITLE, HEADING], "a heading and no row"),
    ([TITLE, HEADING, ["SYNTHETIC note"] + [""] * 6], "on 0 sheets (none)"),
    ([r for r in authorities() if r[:1] != ["E92000001"]], "no row is about England"),
])  # fmt: skip
def test_a_table_that_cannot_be_right_is_refused(fuel, rows, told):
    hand(fuel, book(Table_2=rows))
    found = outcome(fuel)
    assert found.state is State.REFUSED
    assert told in found.sentence


def test_a_share_that_is_not_that_of_its_counts_is_refused(fuel):
    rows = authorities()
    rows[5][6] = 18.0
    hand(fuel, book(Table_2=rows))
    assert "13 of 80 households are 16.2%, and 18 is published" in outcome(fuel).sentence
    rows[5][6] = 0.1625  # the same share as a fraction
    hand(fuel, book(Table_2=rows))
    assert outcome(fuel).state is State.CAME


def test_a_count_that_is_not_given_is_missing_and_not_zero(fuel):
    rows = authorities()
    rows[6][5:] = ["[x]", "[x]"]
    hand(fuel, book(Table_2=rows))
    outcome(fuel)
    held = {o.area_code: o for o in fuel.archive.figures("fuel-poverty", "desnz")}
    assert (held["E06000031"].value, held["E06000031"].status.value) == (None, "missing")


def test_columns_may_move_and_be_added_and_a_second_table_of_authorities_is_refused(fuel):
    turned = [row[::-1] if len(row) == len(HEADING) else row for row in authorities()]
    hand(fuel, book(Table_2=[["new", *row] if len(row) == len(HEADING) else row for row in turned]))
    assert outcome(fuel).state is State.CAME
    hand(fuel, book(Table_9=authorities()))
    assert "has the wanted table on 2 sheets (Table 2, Table 9)" in outcome(fuel).sentence


@pytest.mark.parametrize("year", ["", "latest", "2017"])
def test_a_year_before_the_measure_began_or_none_is_refused(fuel, year):
    edit(fuel.folder, "indicators/fuel-poverty.yaml", 'supplier_id: "2020"', f'supplier_id: "{year}"')
    found = outcome(fuel)
    assert found.state is State.REFUSED
    assert "begins in 2019" in found.sentence


@pytest.mark.parametrize("data", [book()[:3000], b"<html>log in</html>", b"", b"PK\x03\x04"])
def test_a_workbook_that_is_cut_off_or_none_is_refused(fuel, data):
    hand(fuel, data)
    assert outcome(fuel).state is State.REFUSED


@pytest.fixture
def small(town):
    reference = Reference(town, "desnz", "fuel-poor-households", lsoa="2011", year="2020", file="sub-regional*")
    reference.hand(FILE, book())
    return reference


def test_counts_of_small_areas_come_as_a_table(small):
    assert small.outcome().new == 5
    assert small.columns() == ("lsoa11_code", "households", "households_fuel_poor")
    assert small.rows()[0] == ("E01015701", "501", "51")


@pytest.mark.parametrize(("rows", "told"), [
    (small_areas(LSOA_Code="W01000001"), 'line 4: "W01000001" is no code'),
    (small_areas(LSOA_Code="E01015701"), "lsoa11_code should tell its rows apart"),
    (small_areas(LA_Name="x", **{"Number of households1": "<many>"}), '"<many>" is neither a number nor a mark'),
    ([["SYNTHETIC, 2019"], *small_areas()[1:]], "is about 2019, and 2020 is wanted"),
    ([*small_areas()[:2], ["E01015701"] + [""] * 7], "has no figure of any area"),
    ([["Nothing"]], "has no table of code"),
])  # fmt: skip
def test_small_areas_that_cannot_be_right_are_refused(small, rows, told):
    small.hand(FILE, book(Table_3=rows))
    found = small.outcome()
    assert found.state is State.REFUSED
    assert told in found.sentence
    assert not small.is_held


def test_a_missing_count_stays_empty_and_the_census_must_be_declared(small):
    small.hand(FILE, book(Table_3=small_areas(**{HEADING[5]: "[x]", HEADING[6]: "[x]"})))
    small.refresh()
    assert small.rows()[1] == ("E01015702", "502", "")
    small.write(file="sub-regional*")
    assert 'say whose small areas it has, such as lsoa: "2011"' in small.outcome().sentence


def test_the_real_counts_of_2020_sum_to_lutons_figure(small, shared, luton):
    polars = pytest.importorskip("polars")
    real = polars.read_parquet(shared / "data/small_area_indicators/fuel_poverty_2020_lsoa11_england.parquet")
    named = dict(zip(real.columns, SMALL_HEADING, strict=True))
    small.write(lsoa="2011", file="fuel-*.csv")
    small.hand("fuel-2020.csv", b"\xef\xbb\xbf" + as_csv(real.rename(named).to_dicts()))
    assert small.outcome().new == 32_844
    look_up = polars.read_parquet(shared / "data/lookups/lookup_lsoa11_ltla21.parquet")
    ours = set(look_up.filter(polars.col("ltla21_code") == "E06000032")["lsoa11_code"])
    households, poor = (sum(int(row[place]) for row in small.rows() if row[0] in ours) for place in (1, 2))
    with (luton / "data" / "fuel-poverty.csv").open(encoding="utf-8", newline="") as file:
        held = next(r for r in csv.DictReader(file) if (r["area_code"], r["period"]) == ("E06000032", "2020"))
    assert (poor, households) == (13255, 80984) == (int(held["numerator"]), int(held["denominator"]))
    assert 100 * poor / households == pytest.approx(float(held["value"]))
