import polars as pl
import pytest
from typer.testing import CliRunner

from equitytown import cli
from equitytown.calculate import protection
from equitytown.calculate.tables import read_table
from equitytown.disclosure import Exposure

DEATHS = """ward,authority,sex,deaths
Biscot,Luton,F,3
Biscot,Luton,M,12
Dallow,Luton,F,25
Dallow,Luton,M,31
Queens,Bedford,F,9
Queens,Bedford,M,0
"""


@pytest.fixture
def run():
    runner = CliRunner()
    return lambda *words: runner.invoke(cli.app, ["protect", *map(str, words)])


@pytest.fixture
def deaths(tmp_path):
    path = tmp_path / "deaths.csv"
    path.write_text(DEATHS, encoding="utf-8")
    return path


ASKED = ("--count", "deaths", "--by", "ward,sex", "--within", "ward=authority")


def test_it_works(run, deaths):
    done = run(deaths, *ASKED)
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    assert lines[:3] == ["ward,sex,deaths", "Biscot,F,[c]", "Biscot,M,[c]"]
    assert "Queens,M,0" in lines
    assert "All,All,80" in lines
    assert "1 small ones withheld" in done.stderr
    assert "Audited: none can be worked out." in done.stderr


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_the_table_is_written_and_the_account_apart(run, deaths, tmp_path, ending):
    out, account = tmp_path / f"safe.{ending}", tmp_path / "why.csv"
    done = run(deaths, *ASKED, "--rule", "hes", "--out", out, "--account", account)
    assert done.exit_code == 0, done.output
    assert done.stdout == ""
    why = pl.read_csv(account)
    assert why.filter(ward="Biscot", sex="F")["reason"].item() == "small count"
    if ending == "parquet":
        assert pl.read_parquet(out)["deaths"].null_count() > 0
    else:
        held = read_table(out).collect()
        assert held.columns == ["ward", "sex", "deaths"]
        assert held["deaths"].null_count() == why["deaths"].str.contains("c").sum()


def test_combinations_without_a_row_may_be_noughts(run, deaths):
    deaths.write_text(DEATHS.replace("Queens,Bedford,M,0\n", ""), encoding="utf-8")
    assert "1 combinations of ward, sex have no row (first: Queens, M)" in run(deaths, *ASKED).stderr
    assert "Queens,M,0" in run(deaths, *ASKED, "--absent-is-zero").stdout


def test_a_count_published_elsewhere_stays_shown(run, deaths):
    done = run(deaths, *ASKED, "--keep", "Dallow, M")
    assert "Dallow,M,31" in done.stdout


def test_what_an_earlier_table_shows_stays_shown(run, deaths, tmp_path):
    first = tmp_path / "first.csv"
    run(deaths, *ASKED, "--out", first)
    shown = {line for line in first.read_text(encoding="utf-8").splitlines() if "[c]" not in line}
    again = run(deaths, *ASKED, "--published", first)
    assert again.exit_code == 0, again.output
    assert shown <= set(again.stdout.splitlines())
    # Had all of it been out but the small count, this would be given away.
    bare = tmp_path / "bare.csv"
    rows = "ward,sex,deaths\nBiscot,F,[c]\nBiscot,M,12\nBiscot,All,15\nTown,F,9\n"
    bare.write_text(rows, encoding="utf-8")
    assert "Biscot, F cannot be protected" in run(deaths, *ASKED, "--published", bare).stderr
    bare.write_text(rows.replace("[c]", "3"), encoding="utf-8")
    assert "1 small counts are to stay shown (first: Biscot, F)" in run(deaths, *ASKED, "--published", bare).stderr
    bare.write_text(rows.replace("12", "11"), encoding="utf-8")  # revised since
    assert run(deaths, *ASKED, "--published", bare).exit_code == 0


def test_an_earlier_table_must_be_one(run, deaths, tmp_path):
    other = tmp_path / "other.csv"
    other.write_text("ward,deaths\nBiscot,3\n", encoding="utf-8")
    assert 'has no column "sex"' in run(deaths, *ASKED, "--published", other).stderr
    other.write_text("ward,sex,deaths\nBiscot,F,few\n", encoding="utf-8")
    assert "must hold counts and the mark [c]" in run(deaths, *ASKED, "--published", other).stderr


@pytest.mark.parametrize(
    ("change", "words", "told"),
    [
        (None, ("--count", "died"), 'there is no column "died". The columns are: ward, authority, sex, deaths'),
        (None, ("--within", "ward"), '--within takes COLUMN=LARGER, such as ward=authority, and is "ward"'),
        (None, ("--within", "town=authority"), "--within takes COLUMN=LARGER"),
        (None, ("--rule", "lt6"), 'rule "lt6" is not known'),
        (None, ("--rule", "5/5"), "a printed 5 can only be 6 to 7"),
        (None, ("--keep", "Biscot"), "there is no cell Biscot in the table"),
        (None, ("--keep", "Biscot,F"), "1 small counts are to stay shown (first: Biscot, F)"),
        (("F,3", "F,<5"), (), 'column "deaths" must hold counts, and holds text (first: "<5")'),
        (("F,3", "F,"), (), 'column "deaths" is empty in 1 of 6 rows. A table that is published needs every count'),
        (("Dallow,Luton,F", "Biscot,Luton,F"), (), "Biscot, F stands in more than one row"),
        (("Dallow,Luton,M", "Dallow,Bedford,M"), (), '"Dallow" lies within more than one authority'),
        (("F,3", "F,2.5"), (), "a count is no whole number"),
    ],
)
def test_what_cannot_be_protected_is_a_sentence_and_nothing_is_written(run, deaths, change, words, told):
    if change:
        deaths.write_text(DEATHS.replace(*change), encoding="utf-8")
    out = deaths.with_name("safe.csv")
    done = run(deaths, *ASKED, *words, "--out", out)
    assert done.exit_code == cli.Exit.FAULTS
    assert told in done.stderr
    assert not out.exists()


def test_neither_file_may_take_the_place_of_another(run, deaths, tmp_path):
    assert "which is read" in run(deaths, *ASKED, "--out", deaths).stderr
    assert "which is read" in run(deaths, *ASKED, "--account", deaths).stderr
    both = run(deaths, *ASKED, "--out", tmp_path / "a.csv", "--account", tmp_path / "a.csv")
    assert "Give them two names" in both.stderr


def test_what_fails_its_audit_is_never_written(run, deaths, tmp_path, monkeypatch):
    monkeypatch.setattr(protection, "audit", lambda _: [Exposure(0, 3, 3)])
    done = run(deaths, *ASKED, "--out", tmp_path / "safe.csv")
    assert done.exit_code == cli.Exit.FAULTS
    assert "the audit found counts that can be worked out. Nothing is written" in done.stderr
    assert not (tmp_path / "safe.csv").exists()
