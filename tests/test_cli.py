import json
import shutil

import pytest
from typer.testing import CliRunner

from equitytown import __version__, cli

COMMANDS = ["build", "check", "new", "explain", "calculate", "serve"]


@pytest.fixture
def run():
    runner = CliRunner()
    return lambda *words: runner.invoke(cli.app, [str(word) for word in words])


def test_it_works(run, luton):
    done = run("check", luton)
    assert done.exit_code == 0
    assert done.stdout.startswith("Luton: no faults in ")


def test_help_names_every_command_with_examples_and_exit_codes(run):
    words = " ".join(run("--help").stdout.split())
    for name in COMMANDS:
        assert f" {name} " in words
    assert "equitytown build places/luton --as-of 2024-04-01" in words
    assert "Exit codes: 0 done; 1 the place's folder has faults" in words


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_an_example(run, command):
    assert f"Example: equitytown {command}" in " ".join(run(command, "--help").stdout.split())


def test_the_version_is_told(run):
    assert run("--version").stdout.strip() == f"equitytown {__version__}"


def test_a_folder_that_is_not_there_is_a_sentence_and_exit_1(run, tmp_path):
    done = run("check", tmp_path / "nowhere")
    assert done.exit_code == cli.Exit.FAULTS
    assert "Traceback" not in done.output
    assert done.stderr.strip()


def test_every_fault_is_listed_with_file_and_line(run, luton, tmp_path):
    place = tmp_path / "luton"
    shutil.copytree(luton, place)
    for name, old, new in (("smoking", "low is good", "lower"), ("loneliness", 'unit: "%"', "unit: percent")):
        path = place / "indicators" / f"{name}.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    done = run("check", place)
    assert done.exit_code == cli.Exit.FAULTS
    assert 'polarity "lower" is not known' in done.stderr
    assert "smoking.yaml, line " in done.stderr
    assert "loneliness.yaml, line " in done.stderr


def test_json_gives_faults_as_data(run, luton, tmp_path):
    place = tmp_path / "luton"
    shutil.copytree(luton, place)
    (place / "framework.yaml").unlink()
    done = run("check", place, "--json")
    assert done.exit_code == cli.Exit.FAULTS
    told = json.loads(done.stdout)
    assert told["ok"] is False
    assert any(fault["path"].endswith("framework.yaml") for fault in told["faults"])


def test_quiet_says_nothing(run, luton):
    done = run("check", luton, "--quiet")
    assert (done.exit_code, done.output) == (0, "")


def test_wrong_use_is_exit_2(run):
    assert run("build").exit_code == cli.Exit.USAGE
    assert run("build", "places/luton", "--as-of", "yesterday").exit_code == cli.Exit.USAGE


def test_explain_walks_a_figure_back_to_its_supplier(run, luton):
    done = run("explain", luton, "smoking", "--period", "2022")
    assert done.exit_code == 0
    for words in ("19.3%", "21.1%, known from 2023-12-01", "16 of 16", "fingertips", "92443", "snapshot", "row "):
        assert words in done.stdout


def test_explain_gives_data_for_a_script(run, luton):
    told = json.loads(run("explain", luton, "smoking", "--json").stdout)
    assert told["Source"]


def test_explain_says_that_a_measure_is_not_compared(run, luton):
    assert "\n  Not compared.\n" in run("explain", luton, "imd-2025", "--part", "E01015693").stdout


def test_explain_suggests_a_near_name(run, luton):
    done = run("explain", luton, "smokin")
    assert done.exit_code == cli.Exit.FAULTS
    assert "Try: smoking" in done.stderr


def test_explain_names_the_periods_held(run, luton):
    done = run("explain", luton, "smoking", "--period", "1066")
    assert 'period "1066" is not held for smoking. Held: 2011' in done.stderr


def test_explain_says_when_nothing_is_held(run, luton):
    done = run("explain", luton, "discrimination-and-racism")
    assert "no figure is held for discrimination-and-racism" in done.stderr


def test_new_makes_a_folder_that_check_accepts(run, tmp_path):
    assert run("new", "sandwell", "--area", "E08000028", "--into", tmp_path).exit_code == 0
    assert run("check", tmp_path / "sandwell").exit_code == 0


def test_new_tells_a_script_where_the_folder_is(run, tmp_path):
    told = json.loads(run("new", "kent", "--area", "E10000016", "--into", tmp_path, "--json").stdout)
    assert told == {"ok": True, "place": "kent", "folder": str(tmp_path / "kent")}


def test_a_broken_place_file_does_not_accuse_the_neighbours(run, luton, tmp_path):
    place = tmp_path / "luton"
    shutil.copytree(luton, place)
    (place / "place.yaml").write_text("name: <b>Luton</b>\n", encoding="utf-8")
    assert "not named after an indicator" not in run("check", place).stderr


def test_a_file_cut_off_after_its_heading_is_a_fault(run, luton, tmp_path):
    place = tmp_path / "luton"
    shutil.copytree(luton, place)
    figures = place / "data" / "smoking.csv"
    figures.write_text(figures.read_text(encoding="utf-8").splitlines(keepends=True)[0], encoding="utf-8")
    done = run("check", place)
    assert done.exit_code == cli.Exit.FAULTS
    assert "smoking.csv: the file holds its heading and no row." in done.stderr


def test_new_refuses_a_code_that_is_no_upper_tier_authority(run, tmp_path):
    done = run("new", "nowhere", "--area", "E99999999", "--into", tmp_path)
    assert done.exit_code == cli.Exit.FAULTS
    assert not (tmp_path / "nowhere").exists()


def test_build_tells_where_the_edition_is(run, tmp_path):
    assert run("new", "sandwell", "--area", "E08000028", "--into", tmp_path).exit_code == 0
    done = run("build", tmp_path / "sandwell", "--out", tmp_path / "out", "--json")
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    assert (tmp_path / "out" / told["edition"] / "index.html").exists()


def broken(error):
    def read(_folder):
        raise error

    return read


def test_what_nobody_foresaw_is_one_sentence_and_exit_3(run, luton, monkeypatch):
    monkeypatch.setattr("equitytown.evidence.read", broken(KeyError("smoking")))
    done = run("check", luton)
    assert done.exit_code == cli.Exit.MACHINE
    assert done.stdout == ""
    assert done.stderr == (
        "Something went wrong that should not: KeyError: 'smoking'. "
        "Please report it with the command you ran; --debug shows where.\n"
    )


def test_an_error_without_words_is_named_by_its_kind(run, luton, monkeypatch):
    monkeypatch.setattr("equitytown.evidence.read", broken(ZeroDivisionError()))
    assert run("check", luton).stderr.startswith("Something went wrong that should not: ZeroDivisionError. Please")


def test_debug_shows_where(run, luton, monkeypatch):
    monkeypatch.setattr("equitytown.evidence.read", broken(KeyError("smoking")))
    done = run("--debug", "check", luton)
    assert done.exit_code == cli.Exit.MACHINE
    assert "Traceback" in done.stderr
    assert "in read" in done.stderr
    assert "Something went wrong that should not: KeyError" in done.stderr


def test_debug_leaves_an_expected_error_a_sentence(run, tmp_path):
    done = run("--debug", "check", tmp_path / "nowhere")
    assert done.exit_code == cli.Exit.FAULTS
    assert "Traceback" not in done.output


def test_an_interrupted_command_says_so(run, luton, monkeypatch):
    monkeypatch.setattr("equitytown.evidence.read", broken(KeyboardInterrupt()))
    done = run("check", luton)
    assert (done.exit_code, done.stdout, done.stderr) == (130, "", "Stopped; the old edition stands.\n")


def test_a_disk_that_refuses_is_a_sentence_and_exit_3(run, luton, monkeypatch):
    monkeypatch.setattr("equitytown.evidence.read", broken(PermissionError(13, "Permission denied", "places")))
    done = run("check", luton)
    assert done.exit_code == cli.Exit.MACHINE
    assert done.stderr.startswith("places: Permission denied. Give whoever runs this command the right to its folder")
