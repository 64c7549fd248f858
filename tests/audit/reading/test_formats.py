"""One table in every kind of file reads the same."""

from pathlib import Path

import pytest

from equitytown.audit.published import Missing, Published, Role
from equitytown.audit.reading import read_published
from tests.audit.reading import files


@pytest.fixture(scope="module")
def pasted(tmp_path_factory: pytest.TempPathFactory) -> Published:
    return read_published(files.as_tabs(tmp_path_factory.mktemp("pasted")))


def without_rows(published: Published) -> list[dict[Role, tuple[object, ...]]]:
    """Every cell without the row it stands in, which a file may count otherwise."""
    (table,) = published.tables
    return [
        {
            role: (e.text, e.number, e.decimals, e.suffix, e.rank, e.of, e.area, e.rating, e.marks, e.missing, e.column)
            for role, e in line.entries.items()
        }
        for line in table.lines
    ]


@pytest.mark.parametrize("kind", files.FILES)
def test_every_kind_of_file_gives_the_same_table(tmp_path: Path, pasted: Published, kind: str) -> None:
    read = read_published(files.FILES[kind](tmp_path))
    assert without_rows(read) == without_rows(pasted)
    assert read.tables[0].place_name == "Sandwell"
    assert read.tables[0].notes == {"*": "Rounded to one place"}


def test_cells_hold_what_is_printed(pasted: Published) -> None:
    infant, development, weight, claimants = pasted.tables[0].lines
    assert (infant.group, weight.group, claimants.group) == ("Start well", "Start well", "Work")
    assert (development.number(Role.PLACE), development.entries[Role.PLACE].decimals) == (61.1, 2)
    assert [line.entries[Role.NEIGHBOURS].rank for line in pasted.tables[0].lines] == [4, 11, None, 3]
    assert weight.entries[Role.NEIGHBOURS].area == "Walsall"
    assert weight.entries[Role.REGIONAL].missing is Missing.SUPPRESSED
    assert weight.entries[Role.MEASURE].marks == ("*",)
    assert claimants.entries[Role.REGIONAL].missing is Missing.TO_BE_CONFIRMED
    assert (claimants.number(Role.PLACE), claimants.number(Role.NATIONAL)) == (1234, 60)
    assert [claimants.rating(role) for role in (Role.RATING_NATIONAL, Role.RATING_REGIONAL)] == ["worse", "better"]
