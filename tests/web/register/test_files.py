"""The register into a place's folder and out of it."""

import csv

import pytest

from equitytown.disclosure import rule_of
from equitytown.geography import area
from equitytown.geography.boundary_sets import boundary_set
from equitytown.geography.shapes import check_shapes
from equitytown.place.loader import read_place
from equitytown.terms.register import KINDS
from equitytown.terms.register.promises import Recommendation
from equitytown.web.register import trail
from equitytown.web.register.files import export, load
from equitytown.web.register.models import Publication, Record, State
from tests.web import factories


@pytest.fixture(scope="module")
def register(luton):
    return read_place(luton, area_of=area, rule_of=rule_of, set_of=boundary_set, check_shapes=check_shapes).register


def test_lutons_register_is_taken_in_whole_and_public(register):
    taken = load(register)
    assert taken == Record.objects.filter(state=State.PUBLISHED).count() == Publication.objects.count()
    assert taken == sum(len(records) for records in register.records.values())
    assert list(trail.verify()) == []


def test_what_a_file_does_not_tell_is_not_made_up(register):
    load(register)
    assert {record.status for record in Record.objects.filter(kind="recommendations")} == {""}


def test_taking_it_in_again_changes_nothing(register):
    load(register)
    assert load(register) == 0


def test_what_was_taken_in_comes_out_again_as_it_was(register, luton, tmp_path):
    load(register)
    written = export(tmp_path)
    again = {file.name: file.read_bytes() for file in (tmp_path / "register").iterdir()}
    assert written["recommendations"] == len(register.all(Recommendation))
    export(tmp_path)
    assert {file.name: file.read_bytes() for file in (tmp_path / "register").iterdir()} == again
    for name in again:
        ours, theirs = (_rows(folder / "register" / name) for folder in (tmp_path, luton))
        assert ours == theirs, name


def test_what_a_file_holds_already_keeps_its_place(register, luton, tmp_path):
    load(register)
    (tmp_path / "register").mkdir()
    first, *rest = (luton / "register" / "recommendations.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "register" / "recommendations.csv").write_text("".join([first, *rest[9:4:-1]]), encoding="utf-8")
    export(tmp_path)
    with (tmp_path / "register" / "recommendations.csv").open(encoding="utf-8", newline="") as file:
        found = [row["recommendation_id"] for row in csv.DictReader(file)]
    assert found[:5] == [line.split(",")[0] for line in rest[9:4:-1]]
    assert len(found) == len(set(found)) == len(rest)


def test_a_draft_stays_out(tmp_path):
    factories.town()
    factories.action()
    assert set(export(tmp_path)) == {"organisations", "workstreams"}
    assert not (tmp_path / "register" / "actions.csv").exists()


def test_a_kind_of_which_nothing_is_public_loses_its_file(tmp_path):
    (tmp_path / "register").mkdir()
    (tmp_path / "register" / "risks.csv").write_text("risk_id\n", encoding="utf-8")
    export(tmp_path)
    assert not (tmp_path / "register" / "risks.csv").exists()
    assert "risks" in KINDS


def _rows(path):
    """The rows of a file by reference, empty cells and columns left out."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    key = next(iter(rows[0]))
    return {row[key]: {name: cell for name, cell in row.items() if cell and cell != "no"} for row in rows}
