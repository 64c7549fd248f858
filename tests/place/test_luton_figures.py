"""The figures of Luton: their form, and the answers known beforehand."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "places" / "luton" / "data"
SHARED = ROOT.parent / "shared"
LISTS = {"rounds", "neighbour_sets"}
LUTON, ENGLAND = "E06000032", "E92000001"
SMALL = ("E01", "E02", "E05")  # LSOAs, MSOAs and wards
COLUMNS = [
    "indicator_id",
    "area_code",
    "area_name",
    "period",
    "period_start",
    "period_end",
    "sex",
    "age",
    "category_type",
    "category",
    "value",
    "lower",
    "upper",
    "confidence",
    "numerator",
    "denominator",
    "status",
    "note",
    "published_rating",
    "publisher",
    "title",
    "licence",
    "address",
    "retrieved",
    "known_from",
]
ROUND_COLUMNS = [
    "indicator_id",
    "round",
    "measure_printed",
    "source_printed",
    "period_printed",
    "period",
    "period_start",
    "period_end",
    "place_printed",
    "place_value",
    "england_printed",
    "england_value",
    "region_printed",
    "region_value",
    "neighbours_printed",
    "neighbours_value",
    "neighbours_rank",
    "neighbours_of",
    "neighbours_area",
    "rating_national",
    "rating_region",
    "rating_neighbours",
    "trend_printed",
    "status",
    "note",
    "publisher",
    "title",
    "licence",
    "known_from",
]
FILES = sorted(path.stem for path in DATA.glob("*.csv") if path.stem not in LISTS)


def read_file(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def read(name: str) -> list[dict[str, str]]:
    return read_file(DATA / f"{name}.csv")


def key(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(row[column] for column in COLUMNS[:10] if column not in {"area_name", "age"})


@pytest.fixture(params=FILES)
def rows(request: pytest.FixtureRequest) -> Iterator[list[dict[str, str]]]:
    held = read(request.param)
    assert {row["indicator_id"] for row in held} == {request.param}
    return held


def test_every_measure_of_the_printed_list_with_a_figure_has_its_file():
    printed = {row["indicator_id"] for row in read("rounds") if row["place_value"]}
    assert printed <= set(FILES)


def test_columns_are_those_of_the_contract(rows):
    assert list(rows[0]) == COLUMNS
    assert all(None not in row and None not in row.values() for row in rows)


def test_no_figure_stands_twice_with_the_same_vintage(rows):
    keys = [(key(row), row["known_from"]) for row in rows]
    assert len(keys) == len(set(keys))


def test_limits_enclose_the_value(rows):
    for row in rows:
        assert bool(row["lower"]) == bool(row["upper"]) == bool(row["confidence"])
        if row["lower"]:
            assert float(row["lower"]) <= float(row["value"]) <= float(row["upper"])


def test_a_missing_value_is_empty_and_says_why(rows):
    for row in rows:
        assert (row["status"] in {"missing", "suppressed"}) == (not row["value"])
        assert row["value"] or (row["note"] and not row["published_rating"])


def test_england_stands_beside_every_row_of_another_council_or_region(rows):
    england = {key(row)[2:] for row in rows if row["area_code"] == ENGLAND}
    assert all(key(row)[2:] in england for row in rows if not row["area_code"].startswith(SMALL))


def test_every_row_says_where_it_came_from(rows):
    assert all(row[column] for row in rows for column in ("publisher", "title", "licence", "retrieved"))
    assert all("2000-01-01" < row["known_from"] <= row["retrieved"] for row in rows)


def test_rows_stand_in_order_of_period_and_area(rows):
    place = {ENGLAND: 0, "E12000006": 1, LUTON: 2}
    order = [
        (row["period_start"], row["period_end"], place.get(row["area_code"], 3), row["area_code"], row["sex"])
        for row in rows
    ]
    assert order == sorted(order)


def test_verdicts_are_words_of_the_house(rows):
    allowed = {"", "better", "similar", "worse", "higher", "lower"}
    assert {row["published_rating"] for row in rows} <= allowed


def test_the_printed_list_stands_whole_with_year_6_as_two_measures():
    held = read("rounds")
    assert list(held[0]) == ROUND_COLUMNS
    assert len(held) == 58
    year_6 = {row["indicator_id"]: row["place_value"] for row in held if "year-6" in row["indicator_id"]}
    assert year_6 == {"year-6-obesity": "27", "year-6-overweight": "43.6"}


def test_a_slip_stays_in_the_printed_list_and_is_withheld_from_the_figures():
    [slip] = [row for row in read("rounds") if row["place_printed"] == "7.70%"]
    assert slip["indicator_id"] == "adult-overweight"
    assert slip["place_value"] == "7.7"
    luton = [row for row in read("adult-overweight") if row["area_code"] == LUTON]
    assert [row["value"] for row in luton if row["period"] == "2019/20"] == ["", "71.3"]


def test_neighbour_sets_leave_the_place_out():
    held = read("neighbour_sets")
    sizes = {name: len([row for row in held if row["set_id"] == name]) for name in
             ("adults-oflog", "children-2021", "children-2025")}  # fmt: skip
    assert sizes == {"adults-oflog": 15, "children-2021": 10, "children-2025": 10}
    assert LUTON not in {row["area_code"] for row in held}


def members(set_id: str, first: int) -> list[str]:
    return [row["area_code"] for row in read("neighbour_sets") if row["set_id"] == set_id][:first]


def rank(indicator_id: str, period: str, others: list[str], *, best: str) -> tuple[int, int]:
    """Rank Luton among itself and the others on the latest vintage; ties share the better place."""
    latest = {row["area_code"]: float(row["value"]) for row in read(indicator_id)
              if row["period"] == period and row["value"] and not row["category"]}  # fmt: skip
    values = [latest[code] for code in others if code in latest]
    ahead = [v for v in values if (v > latest[LUTON] if best == "highest" else v < latest[LUTON])]
    return len(ahead) + 1, len(values) + 1


@pytest.mark.parametrize(
    ("indicator_id", "period", "set_id", "best", "expected"),
    [
        ("life-expectancy-male", "2020 to 2022", "adults-oflog", "highest", (4, 16)),
        ("life-expectancy-female", "2020 to 2022", "adults-oflog", "highest", (6, 16)),
        ("good-level-of-development", "2022/23", "children-2021", "highest", (6, 6)),
        ("good-level-of-development", "2021/22", "children-2021", "highest", (6, 6)),
        ("year-6-overweight", "2022/23", "children-2021", "lowest", (4, 6)),
        ("first-time-entrants", "2022", "children-2021", "lowest", (1, 6)),
    ],
)
def test_known_ranks_come_out_of_the_held_figures(indicator_id, period, set_id, best, expected):
    # The report ranks a measure of children among the five closest and Luton, one of adults among all 16.
    others = members(set_id, 5 if set_id == "children-2021" else 15)
    assert rank(indicator_id, period, others, best=best) == expected


def test_both_vintages_of_smoking_in_2022_are_kept():
    held = [row for row in read("smoking") if row["area_code"] == LUTON and row["period"] == "2022"]
    assert [row["value"] for row in held] == ["21.1", "21.1", "19.3"]  # in print, from the supplier, and revised
    assert [row["known_from"] for row in held] == sorted({row["known_from"] for row in held})


def test_england_is_withheld_where_the_supplier_gives_a_sum_of_regions():
    held = {row["period"]: row for row in read("first-time-entrants") if row["area_code"] == ENGLAND}
    assert held["2021"]["status"] == "missing"
    assert "nine regions" in held["2021"]["note"]


REGISTER = ROOT / "places" / "luton" / "register"
TEXTS = sorted((ROOT / "places" / "luton" / "text").glob("*.md"))
DRAFT = "> Draft, to be replaced by the Director of Public Health."
OURS = {"summary", "focus", "about", "people", "not_claimed", "purpose"}  # columns that hold our own wording
LONGEST_SHARED_RUN = 6  # words in a row that our wording may share with the report


def test_the_register_holds_every_row_of_the_report():
    held = {path.stem: len(read_file(path)) for path in REGISTER.glob("*.csv")}
    assert held == {
        "recommendations": 61,
        "workstreams": 7,  # four priority areas, and three strands that run across them
        "principles": 8,
        "progress": 49,
        "next_steps": 25,
        "evaluation_recommendations": 11,
        "evaluation_aims": 3,
        "priorities": 12,
        "prize_projects": 3,
        "programmes": 4,
        "funding": 1,
        "organisations": 16,
    }


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_people_s_texts_are_short_and_marked_as_drafts(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    first, *rest = (line for line in lines if line and not line.startswith("#"))  # a heading may stand over it
    assert first == DRAFT
    assert 80 <= len(" ".join(rest).split()) <= 220


def runs(text: str) -> set[tuple[str, ...]]:
    """Give every run of words too long to be shared by chance."""
    words = re.findall(r"[a-z0-9']+", text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))
    return {tuple(words[i : i + LONGEST_SHARED_RUN + 1]) for i in range(len(words) - LONGEST_SHARED_RUN)}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the held data is not beside this repository")
def test_the_wording_is_our_own():
    report = runs(next((SHARED / "seed").glob("*.txt")).read_text(encoding="utf-8"))
    ours = [path.read_text(encoding="utf-8") for path in TEXTS]
    for path in REGISTER.glob("*.csv"):
        ours += [row[column] for row in read_file(path) for column in OURS & row.keys()]
    shared = [" ".join(run) for text in ours for run in runs(text) & report]
    assert shared == []
