"""`equitytown proof`: the text of a place against its findings, for a person and for a script."""

import json

import pytest
from typer.testing import CliRunner

from equitytown import cli, reading
from tests.place.folders import edit, figures


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = reading.start("luton", area_code="E06000032", into=tmp_path_factory.mktemp("places"))
    figures(made, {})
    return made


def run(*words):
    return CliRunner().invoke(cli.app, ["proof", *map(str, words)])


def test_a_place_whose_text_is_proved_says_so(folder):
    done = run(folder)
    assert done.exit_code == 0, done.output
    assert "0 that stop a build" in done.stdout


def test_sentences_are_printed_and_an_edit_of_one_is_taken_up(folder):
    printed = run(folder, "smoking", "--sentences").stdout
    assert "sentence_id: smoking|2022|Persons#level" in printed
    unknown = run(folder, "smokin", "--sentences")
    assert unknown.exit_code == 1
    assert 'no measure "smokin"' in unknown.stderr


def test_a_verdict_against_its_finding_ends_with_a_fault_and_stops_a_build(folder, tmp_path):
    text = folder / "text" / "foreword.md"
    text.write_text("Smoking is significantly lower than England in 2022.\n\nIt costs £91 a head.\n", encoding="utf-8")
    done = run(folder, "--json")
    told = json.loads(done.stdout)
    assert done.exit_code == 1
    assert (told["ok"], told["stopping"]) == (False, 1)
    assert [(d["where"], d["words"], d["stops_a_build"]) for d in told["doubts"]] == [
        ("text/foreword.md, line 1", "significantly lower", "yes"),
        ("text/foreword.md, line 3", "£91", "no"),
    ]
    built = CliRunner().invoke(cli.app, ["build", str(folder), "--out", str(tmp_path / "out"), "--quiet"])
    assert built.exit_code == 3
    assert "the old edition stands" in built.stderr
    assert not (tmp_path / "out" / "made").exists()
    edit(folder, "text/foreword.md", "significantly lower than", "higher than")
    assert run(folder).exit_code == 0
