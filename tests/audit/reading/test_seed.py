"""The report that the project was described by, read as pasted text and set beside its extraction by hand."""

import csv
from pathlib import Path

import pytest

from equitytown.audit.published import PassageKind, Published, Role
from equitytown.audit.reading import read_published
from equitytown.audit.reading.grids import SlipKind

PRINTED = {
    Role.MEASURE: "measure",
    Role.SOURCE: "source",
    Role.PERIOD: "date_of_measure_printed",
    Role.PLACE: "luton_printed",
    Role.NATIONAL: "england_printed",
    Role.REGIONAL: "region_printed",
    Role.NEIGHBOURS: "nn_printed",
    Role.RATING_NATIONAL: "rag_national_printed",
    Role.RATING_REGIONAL: "rag_region_printed",
    Role.RATING_NEIGHBOURS: "rag_nn_printed",
    Role.TREND: "trend_printed",
}
NUMBERS = {
    Role.PLACE: "luton",
    Role.NATIONAL: "england",
    Role.REGIONAL: "region",
    Role.NEIGHBOURS: "nn_value",
}
VERDICTS = {
    Role.RATING_NATIONAL: "rag_national",
    Role.RATING_REGIONAL: "rag_region",
    Role.RATING_NEIGHBOURS: "rag_nn",
}
LETTERS = {"R": "worse", "A": "similar", "G": "better", "": None}


@pytest.fixture(scope="module")
def shared(root: Path) -> Path:
    folder = root.parent / "shared"
    if not (folder / "seed").is_dir() or not (folder / "luton-2023").is_dir():
        pytest.skip("the report and its extraction are not here")
    return folder


@pytest.fixture(scope="module")
def seed(shared: Path) -> Published:
    return read_published(next((shared / "seed").glob("*.txt")))


@pytest.fixture(scope="module")
def by_hand(shared: Path) -> dict[tuple[int, str], dict[str, str]]:
    with (shared / "luton-2023" / "outcome_indicators.csv").open(encoding="utf-8", newline="") as file:
        return {(int(row["source_line"]), row["round"]): row for row in csv.DictReader(file)}


def test_every_cell_is_as_extracted_by_hand(seed: Published, by_hand: dict[tuple[int, str], dict[str, str]]) -> None:
    (table,) = seed.tables
    assert {(line.row, line.round) for line in table.lines} == set(by_hand)
    for line in table.lines:
        row = by_hand[line.row, line.round]
        assert {role: line.words(role) for role in PRINTED} == {role: row[key] for role, key in PRINTED.items()}
        assert {role: line.number(role) for role in NUMBERS} == {
            role: float(row[key]) if row[key] else None for role, key in NUMBERS.items()
        }
        said = {role: rating.value if (rating := line.rating(role)) else None for role in VERDICTS}
        assert said == {role: LETTERS[row[key]] for role, key in VERDICTS.items()}
        neighbours = line.entries[Role.NEIGHBOURS]
        assert (neighbours.rank, neighbours.of) == tuple(
            int(row[key]) if row[key] else None for key in ("nn_rank", "nn_of")
        )
        assert neighbours.area == row["nn_named_area"]
        assert line.entries[Role.PLACE].suffix == row["value_suffix_printed"]


def test_its_place_rounds_key_and_groups_are_found(seed: Published) -> None:
    (table,) = seed.tables
    assert (table.place_name, table.rounds) == ("Luton", ("2021/22", "2022/23"))
    assert table.key["A"] == "similar to England average"
    groups = list(dict.fromkeys(line.group for line in table.lines))
    assert groups == ["Overarching", *(str(number) for number in range(1, 9))]
    assert table.lines[2].entries[Role.GROUP].row == 510  # carried down from where it is printed


def test_its_slips_of_shape_are_told(seed: Published) -> None:
    (table,) = seed.tables
    assert [(slip.kind, slip.row) for slip in table.slips] == [
        (SlipKind.ROUND_ASTRAY, 506),
        (SlipKind.TWO_HEADER_ROWS, 506),
        (SlipKind.GROUP_ONCE, 511),
        (SlipKind.BLANK_ROW, 529),
    ]


def test_its_text_keeps_lines_captions_and_sources(seed: Published) -> None:
    by_kind = {kind: [p for p in seed.passages if p.kind is kind] for kind in PassageKind}
    captions = [passage.line for passage in by_kind[PassageKind.CAPTION]]
    assert captions == [80, 88, 101, 120, 137, 154, 174, 194, 213, 234, 250, 258, 266, 274, 425]
    assert len(by_kind[PassageKind.SOURCE]) == 13
    rank = next(passage for passage in seed.passages if passage.line == 230)
    assert (rank.kind, rank.heading) == (PassageKind.PARAGRAPH, "Smoking prevalence")
