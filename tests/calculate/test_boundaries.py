import pytest
from typer.testing import CliRunner

from equitytown import cli


@pytest.fixture
def run():
    runner = CliRunner()
    return lambda *words: runner.invoke(cli.app, ["convert", *map(str, words)])


@pytest.fixture
def files(tmp_path):
    def write(name, text):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return {
        "deaths": write("deaths.csv", "lsoa11,sex,deaths,people\nA,F,5,50\nS,F,8,80\nA,M,2,40\nS,M,4,60\n"),
        "lookup": write("lookup.csv", "lsoa11,lsoa21,kind\nA,A,U\nS,S1,S\nS,S2,S\n"),
        "people": write("people.csv", "lsoa21,residents\nA,100\nS1,90\nS2,30\n"),
    }


def asked(files):
    return (
        files["deaths"], "--area", "lsoa11", "--count", "deaths,people", "--by", "sex",
        "--lookup", files["lookup"], "--old", "lsoa11", "--new", "lsoa21", "--change", "kind",
    )  # fmt: skip


def test_it_works(run, files):
    done = run(*asked(files), "--people", files["people"])
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    assert lines[0].startswith("sex,lsoa11,deaths,deaths_least,deaths_most,people")
    assert lines[2].startswith("F,S1,6.0,0,8,60.0,0,80,divided by population")
    assert "6 rows: 4 divided by population, 2 same area." in done.stderr


def test_what_cannot_be_converted_is_empty_with_its_reason(run, files):
    done = run(*asked(files))
    assert "S was divided, and the look-up has no shares" in done.stdout
    assert "give residents of the new areas with --people" in done.stderr
    assert "4 without counts" in done.stderr
    files["people"].write_text("lsoa21,people\nS1,60\n", encoding="utf-8")
    again = run(*asked(files), "--people", files["people"])
    assert "--people divides an area only where every piece is a whole new area" in again.stderr


def test_the_answer_may_be_written_and_never_over_what_is_read(run, files, tmp_path):
    done = run(*asked(files), "--out", tmp_path / "new.csv")
    assert done.stdout == ""
    assert (tmp_path / "new.csv").read_text(encoding="utf-8").startswith("sex,lsoa11,deaths")
    assert "which is read" in run(*asked(files), "--out", files["lookup"]).stderr
    nothing = run(*asked(files)[:3], "--count", ",", *asked(files)[5:])
    assert "no column of counts is named" in nothing.stderr
    assert nothing.exit_code == cli.Exit.FAULTS
