"""`equitytown audit FILE --place FOLDER`."""

import json

import pytest
from typer.testing import CliRunner

from equitytown import cli

TABLE = """\
Measure\tSource\tPeriod\tLuton\tEngland\tComparison to England
Smoking prevalence(% adults 18+)\tAnnual Population Survey (APS)\t2021\t14.1%\t13.0%\tA
"""


@pytest.fixture
def file(tmp_path):
    made = tmp_path / "table.txt"
    made.write_text(TABLE, encoding="utf-8")
    return made


def run(*arguments):
    return CliRunner().invoke(cli.app, ["audit", *map(str, arguments)])


def rules(result):
    return {remark["rule"]: remark for remark in json.loads(result.stdout)["remarks"]}


def test_with_a_place_figures_that_were_revised_are_told_apart(file, luton):
    found = rules(run(file, "--place", luton, "--as-of", "2026-11-26", "--json"))
    assert found["H02"]["older"]
    assert "which was 1" in found["H02"]["says"]
    assert "H07" in found


def test_on_an_earlier_day_they_were_right(file, luton):
    found = rules(run(file, "--place", luton, "--as-of", "2024-12-01", "--rule", "H02", "--rule", "h01", "--json"))
    assert found == {}


def test_rules_that_need_a_place_ask_for_one(file):
    result = run(file, "--rule", "H01")
    assert result.exit_code == 1
    assert "Rule H01 sets a table against what a place holds. Name its folder with --place." in result.stderr
    assert "--as-of chooses among what a place holds" in run(file, "--as-of", "2024-12-01").stderr
