"""The manifest lists every input and output by hash, and finds what has changed."""

import json
from datetime import date
from types import SimpleNamespace

import pytest

from equitytown import __version__
from equitytown.errors import InputError
from equitytown.store.manifest import verify, write_manifest
from equitytown.store.snapshots import sha256_of
from equitytown.terms.place import SourceFile


def source(path, sha256, rows):
    """A source file, whatever further fields the dataclass has."""
    held = {"path": path, "sha256": sha256, "rows": rows, "size": 1}
    return SourceFile(**{name: held[name] for name in SourceFile.__dataclass_fields__ if name in held})


@pytest.fixture
def place():
    return SimpleNamespace(
        place_id="luton",
        report=SimpleNamespace(edition="luton-2023", as_of=date(2024, 4, 1)),
        files=(source("data/smoking.csv", "2" * 64, 9), source("data/loneliness.csv", "1" * 64, 4)),
    )


@pytest.fixture
def edition(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "index.html").write_text("<p>Luton</p>")
    (tmp_path / "data" / "findings.csv").write_text("a\n")
    return tmp_path


def test_it_lists_inputs_and_outputs_in_order(place, edition):
    assert write_manifest(place, edition) == 3
    held = json.loads((edition / "manifest.json").read_text())
    assert (held["edition"], held["as_of"]) == ("luton-2023", "2024-04-01")
    assert held["software"] == {"name": "equitytown", "version": __version__}
    assert [file["path"] for file in held["inputs"]] == ["data/loneliness.csv", "data/smoking.csv"]
    assert [file["path"] for file in held["outputs"]] == ["data/findings.csv", "index.html"]
    assert held["outputs"][0]["sha256"] == sha256_of(b"a\n")
    assert held["outputs"][0]["size"] == 2


def test_the_same_edition_gives_the_same_bytes(place, edition):
    write_manifest(place, edition)
    first = (edition / "manifest.json").read_bytes()
    write_manifest(place, edition)
    assert (edition / "manifest.json").read_bytes() == first


def test_an_untouched_edition_agrees_with_its_manifest(place, edition):
    write_manifest(place, edition)
    assert verify(edition) == ()


def test_every_difference_is_named(place, edition):
    write_manifest(place, edition)
    (edition / "index.html").unlink()
    (edition / "data" / "findings.csv").write_text("b\n")
    (edition / "extra.txt").write_text("")
    assert verify(edition) == (
        "data/findings.csv has changed.",
        "extra.txt is not in the manifest.",
        "index.html is missing.",
    )


def test_an_edition_without_a_manifest_is_refused(edition):
    with pytest.raises(InputError, match="does not exist, so nothing can be verified"):
        verify(edition)


@pytest.mark.parametrize("words", ["", "[]", '{"outputs": [1]}', '{"outputs": [{"path": "a"}]}', "null"])
def test_a_damaged_manifest_is_refused(edition, words):
    (edition / "manifest.json").write_text(words)
    with pytest.raises(InputError, match="cannot be read as a manifest"):
        verify(edition)
