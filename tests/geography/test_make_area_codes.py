"""The tables of areas, of combined authorities and of neighbours are what their scripts make of the sources."""

import runpy
import sys

import pytest

ONS = ("ons-overall", "ons-economic", "ons-demographic")


@pytest.mark.parametrize(
    ("script", "source", "tables"),
    [
        ("make_area_codes", "data/lookups", ["geography/areas.csv"]),
        (
            "make_combined_authorities",
            "data/lookups",
            ["geography/combined_authorities.csv", "geography/combined_authority_members.csv"],
        ),
        (
            "make_neighbour_lists",
            "data/neighbours",
            [f"place/neighbour_lists/{name}.csv" for name in ("children-2025", *ONS)],
        ),
    ],
)
def test_the_tables_can_be_made_again(root, shared, monkeypatch, capsys, *, script, source, tables):
    before = {table: (root / "src" / "equitytown" / table).read_bytes() for table in tables}
    monkeypatch.setattr(sys, "argv", [script, str(shared / source)])
    try:
        runpy.run_path(str(root / "tools" / f"{script}.py"), run_name="__main__")
        assert {table: (root / "src" / "equitytown" / table).read_bytes() for table in tables} == before
    finally:
        for table, content in before.items():
            if (root / "src" / "equitytown" / table).read_bytes() != content:
                (root / "src" / "equitytown" / table).write_bytes(content)
    told = capsys.readouterr().out
    assert all(table in told for table in tables)
