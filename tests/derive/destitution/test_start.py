"""A model begun for another town: national rows, headings, and nothing of Luton's."""

import json
import shutil

import pytest
from typer.testing import CliRunner

from equitytown import cli
from equitytown.derive.destitution.parameters import read_parameters
from equitytown.derive.destitution.run import read_inputs
from equitytown.derive.destitution.start import start
from equitytown.errors import InputError, PlaceError
from equitytown.place.faults import Faults
from equitytown.place.files import Folder


@pytest.fixture
def town(tmp_path):
    (tmp_path / "place.yaml").write_text("name: Slough\n", encoding="utf-8")
    return tmp_path


def test_what_is_there_is_left_alone_and_the_rest_is_written(town):
    (town / "destitution").mkdir()
    (town / "destitution" / "areas.csv").write_text("mine", encoding="utf-8")
    started = start(town)
    assert started.kept == ("destitution/areas.csv",)
    assert (town / "destitution" / "areas.csv").read_text(encoding="utf-8") == "mine"
    assert "Left alone: destitution/areas.csv." in started.as_text()
    assert start(town).written == ()


def test_the_parameters_are_whole_and_hold_no_check(town):
    start(town)
    reading = Folder(town, Faults("slough"))
    found = read_parameters(reading)
    assert reading.faults.found == []
    assert {one.kind for one in found.held.values()} == {"published", "assumption"}
    assert not found.elsewhere("E06000039")
    assert "Luton" not in "".join(path.read_text(encoding="utf-8") for path in (town / "destitution").iterdir())


def test_the_rows_that_ship_are_those_that_luton_is_modelled_by(town, luton):
    start(town)
    held = (luton / "destitution" / "parameters.csv").read_text(encoding="utf-8").splitlines()
    national = [line for line in held if not line.startswith("check_")]
    assert (town / "destitution" / "parameters.csv").read_text(encoding="utf-8").splitlines() == national


def test_the_headings_are_those_that_are_read(town, luton):
    start(town)
    for name in ("households.csv", "areas.csv", "tables.csv"):
        heading = (town / "destitution" / name).read_text(encoding="utf-8")
        assert (luton / "destitution" / name).read_text(encoding="utf-8").startswith(heading)
    with pytest.raises(PlaceError, match="the table of tenure is missing"):
        read_inputs(town)


def test_the_command_begins_and_says_what_it_wrote(town, tmp_path):
    asked = ["model", "destitution", str(town), "--start"]
    assert "Wrote destitution/parameters.csv, destitution/households.csv" in CliRunner().invoke(cli.app, asked).output
    shutil.rmtree(town / "destitution")
    assert len(json.loads(CliRunner().invoke(cli.app, [*asked, "--json"]).output)["files"]) == 5
    with pytest.raises(InputError, match="Name a place's folder"):
        start(tmp_path / "none")
