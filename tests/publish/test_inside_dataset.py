import csv

from equitytown.compare.against_town import against_town
from equitytown.compare.inside import find_inside
from equitytown.publish.inside_dataset import COMPARED_COLUMNS, PART_COLUMNS, write_inside
from tests import factories, towns

NAMES = ("inside.csv", "inside_parts.csv")


def written(folder, *observations):
    place = towns.town(*observations)
    write_inside(find_inside(place, towns.held(place), beside={}), folder)
    return [list(csv.DictReader((folder / name).read_text().splitlines())) for name in NAMES]


def test_every_comparison_and_every_part_has_a_row(tmp_path):
    rows = [towns.counted(code, 50 + 10 * at) for at, code in enumerate(towns.LSOAS)]
    ((row,), parts) = written(tmp_path, *rows)
    assert tuple(row) == COMPARED_COLUMNS
    assert tuple(parts[0]) == PART_COLUMNS
    assert (row["highest"], row["highest_value"], row["lowest"]) == (towns.LSOAS[19], "24", towns.LSOAS[0])
    assert (row["parts"], row["withheld"], row["unreliable"], row["slope"]) == ("20", "0", "0", "")
    assert [part["part"] for part in parts] == list(reversed(towns.LSOAS))
    assert {part["reliable"] for part in parts} == {"yes"}


def test_groups_are_named_by_category_or_sex(tmp_path):
    groups = [
        factories.observation(v, category_type="Ethnic group", category=c) for c, v in {"A": 40.0, "B": 60.0}.items()
    ]
    sexes = [factories.observation(v, sex=sex) for sex, v in {"Female": 40.0, "Male": 60.0}.items()]
    found, _ = written(tmp_path, *groups, *sexes)
    assert [(row["by"], row["highest"], row["ordering"]) for row in found] == [
        ("Sex", "Male", "not tested"), ("Ethnic group", "B", "not tested"),
    ]  # fmt: skip


def test_without_any_there_are_headings_alone(tmp_path):
    write_inside((), tmp_path / "data")
    assert (tmp_path / "data" / "inside.csv").read_text() == ",".join(COMPARED_COLUMNS) + "\n"


def test_a_part_that_was_set_against_the_town_says_so(tmp_path):
    rows = [towns.counted(code, 50 + 10 * at) for at, code in enumerate(towns.LSOAS)]
    measure = towns.share()
    place = towns.town(*rows, towns.counted(factories.PLACE.area_code, 2900, 20_000), indicators=(measure,))
    found = find_inside(place, towns.held(place), beside={})
    write_inside([against_town(one, indicator=measure) for one in found], tmp_path)
    parts = list(csv.DictReader((tmp_path / "inside_parts.csv").read_text().splitlines()))
    assert (parts[0]["above_town"], parts[0]["against_town"]) == ("9.5", "worse")
    assert parts[0]["limits_from"] == "counts"
    assert float(parts[0]["value_lower"]) < 24 < float(parts[0]["value_upper"])
