"""`equitytown areas`: what codes stand for, and what became of them."""

import json

import pytest
from typer.testing import CliRunner

from equitytown import cli


@pytest.fixture
def run():
    runner = CliRunner()
    return lambda *words: runner.invoke(cli.app, ["areas", *map(str, words)])


@pytest.fixture
def asked(tmp_path):
    path = tmp_path / "lookup.csv"
    path.write_text(
        "LSOA11CD,LSOA21CD,CHGIND\nE01000001,E01000001,U\nE01000002,E01000011,S\nE01000002,E01000012,S\n"
        "E01000003,E01000013,M\nE01000004,E01000013,M\nE01000005,E01000014,X\nE01000005,E01000015,X\n",
        encoding="utf-8",
    )
    return ("--lookup", path, "--old", "LSOA11CD", "--new", "LSOA21CD", "--change", "CHGIND")


def test_it_works(run):
    done = run("E08000003")
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines() == [
        "E08000003  Manchester",
        "  kind                Metropolitan district",
        "  in use              today",
        "  region              North West (E12000002)",
        "  combined authority  Greater Manchester (E47000001)",
        (
            "  boundary sets       Upper-tier authorities of April 2009 to 2025"
            " and Lower-tier authorities of April 2009 to 2025"
        ),
    ]


def test_what_became_of_a_council_is_told_and_ends_with_code_1(run):
    done = run("E06000028", "E06000032")
    assert done.exit_code == cli.Exit.FAULTS
    first, _, second = done.stdout.partition("\n\n")
    assert "  in use              to 31 March 2019" in first
    assert "became              E06000058 (Bournemouth, Christchurch and Poole): merged, comparable only from" in first
    assert "today               E06000058" in first
    assert second.startswith("E06000032  Luton")
    assert "combined authority  none" in second


def test_a_new_council_tells_what_it_was_made_of(run):
    told = run("E06000058").stdout
    assert "in use              from 1 April 2019, today" in told
    assert "made of             E06000028 and E06000029 and E07000048" in told


def test_a_combined_authority_that_ended_names_the_next(run):
    assert "became              E47000014 (North East): merged, comparable only from counts" in run("E47000010").stdout


def test_england_and_its_regions_have_no_more_than_they_need(run):
    assert run("E92000001").stdout.splitlines() == [
        "E92000001  England",
        "  kind                Country",
        "  in use              today",
    ]
    assert "region  " not in run("E12000006").stdout


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("E0600032", 'Area code "E0600032" is not known. The nearest is E06000032 (Luton): check it.'),
        ("luton", 'Area code "luton" is a name. Use its code, E06000032.'),
        (
            "E01000001",
            (
                "Its look does not tell whether it is of LSOA 2011 or LSOA 2021. "
                "Give a look-up that has it, with --lookup."
            ),
        ),
        ("E01", 'Code "E01" is not known. Check it for a slip, or give the look-up that it is in.'),
    ],
)
def test_a_code_that_no_table_knows_is_told_and_ends_with_code_1(run, code, sentence):
    done = run(code)
    assert done.exit_code == cli.Exit.FAULTS
    assert done.stdout == f"{code}\n  {sentence}\n"


@pytest.mark.parametrize(
    ("code", "became"),
    [
        ("E01000002", "E01000011 and E01000012: split, comparable only from counts"),
        ("E01000003", "E01000013: merged, comparable only from counts"),
        ("E01000005", "E01000014 and E01000015: changed irregularly, never comparable"),
    ],
)
def test_a_look_up_tells_what_became_of_small_areas(run, asked, code, became):
    done = run(code, *asked)
    assert done.exit_code == cli.Exit.FAULTS
    assert f"  became              {became}\n" in done.stdout
    assert "  in use              from 27 March 2011 to 20 March 2021\n" in done.stdout


def test_an_unchanged_small_area_is_of_both_sets_and_ends_with_code_0(run, asked):
    done = run("E01000001", *asked)
    assert done.exit_code == 0
    assert "boundary sets       LSOA 2011 to 2021" in done.stdout
    assert "Check it for a slip" in run("E01999999", *asked).stdout


def test_sets_without_a_year_have_no_days(run, tmp_path):
    path = tmp_path / "wards.csv"
    path.write_text("old,new\nE05000001,E05000002\n", encoding="utf-8")
    told = run("E05000001", "--lookup", path, "--old", "old", "--new", "new").stdout
    assert "in use              no longer" in told
    assert "boundary sets       old" in told
    assert "became              E05000002: kind of change not told" in told


def test_json_has_every_fact_for_a_script(run, asked):
    done = run("E01000002", "E08000003", "E0600032", *asked, "--json")
    told = json.loads(done.stdout)
    assert (done.exit_code, told["ok"]) == (cli.Exit.FAULTS, False)
    small, council, unknown = told["areas"]
    assert small["became"] == [
        {"area_code": "E01000011", "change": "S", "comparable": "only from counts"},
        {"area_code": "E01000012", "change": "S", "comparable": "only from counts"},
    ]
    assert (small["valid_to"], small["boundary_sets"]) == ("2021-03-20", ["lsoa-2011"])
    assert (council["region"], council["combined_authority"], council["today"]) == (
        "E12000002",
        "E47000001",
        ["E08000003"],
    )
    assert unknown["known"] is False
    assert json.loads(run("E06000032", "--json").stdout)["ok"] is True


def test_a_look_up_needs_its_columns_and_columns_their_look_up(run, asked):
    assert "no look-up. Name its file with --lookup." in run("E06000032", *asked[2:]).stderr
    done = run("E06000032", *asked[:2])
    assert "lookup.csv: name its columns of old and of new codes with --old and --new." in done.stderr
    assert done.exit_code == cli.Exit.FAULTS


def test_the_real_look_up_tells_lutons_split_areas(run, shared):
    lookup = shared / "data" / "lookups" / "lookup_lsoa11_lsoa21_ltla22.parquet"
    words = ("--lookup", lookup, "--old", "lsoa11_code", "--new", "lsoa21_code", "--change", "change_code", "--json")
    told = json.loads(run("E01015741", "E01015791", "E01015794", "E01008187", *words).stdout)["areas"]
    assert [len(one["today"]) for one in told] == [2, 2, 3, 2]
    assert [one["became"][0]["comparable"] for one in told] == ["only from counts"] * 3 + ["never"]
