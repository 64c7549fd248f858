"""The tables of areas and of neighbours are what their scripts make of the sources."""

import runpy
import sys

import pytest


@pytest.mark.parametrize(
    ("script", "source", "table"),
    [
        ("make_area_codes", "data/lookups", "geography/areas.csv"),
        (
            "make_neighbour_lists",
            "data/neighbours/dfe_cssn_statistical_neighbours_england.csv",
            "place/scaffold/neighbours.csv",
        ),
    ],
)
def test_the_table_can_be_made_again(root, shared, monkeypatch, capsys, *, script, source, table):
    file = root / "src" / "equitytown" / table
    before = file.read_bytes()
    monkeypatch.setattr(sys, "argv", [script, str(shared / source)])
    try:
        runpy.run_path(str(root / "tools" / f"{script}.py"), run_name="__main__")
        assert file.read_bytes() == before
    finally:
        file.write_bytes(before)
    assert table in capsys.readouterr().out
