"""A published edition: what the next says otherwise, and corrections of what was out already."""

import csv
import json
import shutil
from dataclasses import replace
from datetime import date

import pytest
from typer.testing import CliRunner

from equitytown import cli, pipeline, reading
from equitytown.errors import InputError
from equitytown.publish.corrections import notice
from equitytown.publish.keeping import check_against_published, keep_record
from equitytown.publish.record import record_of
from equitytown.store.issued import issued
from equitytown.store.records import published, read_record, replaced, sealed
from equitytown.terms.edition_change import ChangeKind, Why
from tests.place.folders import edit

FIGURE = "smoking|E06000032|2023|Persons"


@pytest.fixture
def run():
    return lambda *words: CliRunner().invoke(cli.app, [str(word) for word in words])


@pytest.fixture
def out(town):
    """A place whose edition was published with a figure that is wrong in its own file."""
    town.refresh()
    assert CliRunner().invoke(cli.app, ["keep", str(town.folder), "-q"]).exit_code == 0
    text = (town.folder / "report.yaml").read_text(encoding="utf-8")
    day = next(line for line in text.splitlines() if line.startswith("as_of:"))
    edit(town.folder, "report.yaml", day, "as_of: 2026-11-30")
    keep_record(town.folder, pipeline.compare_place(town.folder).record)
    return town


def mend(town, **changes):
    """Write another value for 2023 where the place keeps its rows; gives the one that stood there."""
    file = town.folder / "data" / "smoking.csv"
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    (row,) = (row for row in rows if (row["area_code"], row["period"]) == ("E06000032", "2023"))
    was = float(row["value"])
    row |= {name: str(float(row[name]) - 10) for name in ("value", "lower", "upper")} | changes
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(row), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    shutil.rmtree(town.folder / "store")
    return was


def correct(run, town, *more):
    return run("correct", town.folder, "smoking", "--reason", "Two digits were swapped.", "--by", "A. Analyst",
               "--dated", "2026-11-21", *more)  # fmt: skip


def test_the_record_is_of_what_is_said_whatever_it_looks_like(out):
    edition = pipeline.compare_place(out.folder)
    plan = replace(edition.place.report, register_address="https://example.org")
    assert record_of(replace(edition, place=replace(edition.place, report=plan, files=()))) == edition.record
    assert record_of(replace(edition, place=replace(edition.place, texts={}))).content != edition.record.content
    assert edition.record.figures[FIGURE].ends == date(2023, 12, 31)
    assert FIGURE.replace("|E06000032", "") + "#level" in edition.record.sentences


def test_an_edition_that_says_the_same_as_its_published_record_is_let_through(out):
    record = pipeline.compare_place(out.folder).record
    assert published(out.folder) == (record,)
    check_against_published(out.folder, record)
    keep_record(out.folder, record)
    assert replaced(out.folder, record.edition) == ()


def test_a_published_edition_is_not_changed_without_a_correction(out, run, tmp_path):
    was = mend(out)
    done = run("build", out.folder, "--out", tmp_path / "editions", "--cache", tmp_path / "charts", "-q")
    assert done.exit_code == cli.Exit.FAULTS
    lines = done.stderr.splitlines()
    assert "(smoking), Luton, 2023, Persons: " in lines[1]
    assert f"{was:g}; lower limit" in lines[1]
    assert any("(smoking), Luton, 2023, Persons, compared with England: worse" in line for line in lines)
    assert "If this is a newer edition, give it another name" in done.stderr
    assert not list((tmp_path / "editions").glob("*"))
    with pytest.raises(InputError, match="without a correction"):
        keep_record(out.folder, pipeline.compare_place(out.folder).record)


def test_a_correction_is_issued_told_and_kept(out, run, tmp_path):
    was = mend(out)
    assert correct(run, out, "--period", "2023").exit_code == 0
    (row,) = issued(out.folder)
    assert (row.about, row.old, row.new, row.dated) == (FIGURE, was, was - 10, date(2026, 11, 21))
    built = pipeline.build(out.folder, out=tmp_path / "editions", cache=tmp_path / "charts")
    assert read_record(built.folder) == built.edition.record
    paths = {file["path"] for file in json.loads((built.folder / "manifest.json").read_text("utf-8"))["inputs"]}
    assert "published/corrections.csv" in paths
    (told,) = built.edition.issued
    assert told.is_substantial
    assert ChangeKind.RATING in {change.kind for change in told.turned}
    for page in ("index", "measures/smoking", "changes"):
        assert "Two digits were swapped." in (built.folder / f"{page}.html").read_text("utf-8"), page
    assert "Two digits" not in (built.folder / "measures" / "loneliness.html").read_text("utf-8")
    assert "rating (national): worse, now better" in (built.folder / "data" / "corrections.csv").read_text("utf-8")
    keep_record(out.folder, built.edition.record)
    assert [r.content for r in published(out.folder)] == [built.edition.record.content]
    assert len(replaced(out.folder, built.edition.record.edition)) == 1
    again = pipeline.compare_place(out.folder).issued
    assert again[0].is_substantial


def test_limits_alone_are_corrected_and_the_value_stays(out, run):
    was = pipeline.compare_place(out.folder).record.figures[FIGURE].value
    mend(out, value=f"{was:g}", upper="99")
    with pytest.raises(InputError, match=r"upper limit .*, now .*upper limit 99"):
        keep_record(out.folder, pipeline.compare_place(out.folder).record)
    done = correct(run, out, "--period", "2023")
    assert "its limits or its source are others" in done.stdout
    (row,) = issued(out.folder)
    assert row.keeps_value
    keep_record(out.folder, pipeline.compare_place(out.folder).record)
    edition = pipeline.compare_place(out.folder)
    assert edition.issued[0].turned is not None
    assert " stays " in "".join(span.text for said in notice(edition) for span in said.text)


def test_what_there_is_nothing_to_correct_in_is_refused_in_a_sentence(out, run):
    assert "there is nothing to correct" in correct(run, out, "--period", "2023").stderr
    assert "Published were: 2021, 2022, 2023." in correct(run, out, "--period", "1999").stderr
    assert "was not published" in correct(run, out, "--edition", "another").stderr
    assert "had not come" in correct(run, out, "--period", "2023", "--dated", "9999-12-03").stderr
    done = run("correct", out.folder, "smokin", "--reason", "x", "--by", "y", "--json")
    assert "Try: smoking" in json.loads(done.stdout)["error"]
    assert issued(out.folder) == ()


def test_a_measures_words_are_corrected_without_a_period(out, run):
    edit(out.folder, "indicators/smoking.yaml", "definition: ", "definition: Truly, ")
    with pytest.raises(InputError, match=r"definition of .* \(smoking\)"):
        keep_record(out.folder, pipeline.compare_place(out.folder).record)
    done = correct(run, out, "--json")
    assert json.loads(done.stdout)["figure"] == ""
    keep_record(out.folder, pipeline.compare_place(out.folder).record)
    told = pipeline.compare_place(out.folder)
    assert told.issued[0].correction.about == ""


def test_the_old_value_of_a_figure_now_withheld_is_not_repeated(out, run):
    was = mend(out, value="", lower="", upper="", status="suppressed", note="Withheld by its publisher.")
    done = correct(run, out, "--period", "2023", "--json")
    assert json.loads(done.stdout).get("old", done.stdout) is None
    assert f"{was:g}" not in (out.folder / "published" / "corrections.csv").read_text("utf-8")


def test_the_next_edition_is_set_beside_the_last_published(out, run, tmp_path):
    mend(out)
    name = reading.read(out.folder).report.edition
    edit(out.folder, "report.yaml", f"edition: {name}", "edition: next")
    edit(out.folder, "report.yaml", "as_of: 2026-11-30", "as_of: 2027-11-30")
    edition = pipeline.compare_place(out.folder)
    assert edition.changes.since == name
    (value,) = edition.changes.of(ChangeKind.VALUE)
    assert (value.about, value.why) == (FIGURE, (Why.UNTOLD,))
    for since in (name, out.folder / "published" / f"{name}.json"):
        told = json.loads(run("changes", out.folder, "--since", since, "--json").stdout)
        assert told["since"] == name
        assert told["by_kind"]["figure has another value"] == 1
    assert "1 figure no longer" not in run("changes", out.folder).stdout
    assert f"since the edition {name}" in run("changes", out.folder).stdout
    assert run("changes", out.folder, "--since", "nothing", "--out", tmp_path).exit_code == cli.Exit.FAULTS


def test_a_published_record_that_was_tampered_with_stops_the_build(out, tmp_path):
    (file,) = (out.folder / "published").glob("*.json")
    file.write_text(file.read_text("utf-8").replace("Persons#level", "Persons#levels"), encoding="utf-8")
    with pytest.raises(InputError, match="no longer says what its hash was made from"):
        pipeline.build(out.folder, out=tmp_path / "editions", cache=tmp_path / "charts")


def test_a_day_worked_out_anew_has_no_edition(out):
    edition = pipeline.compare_since(out.folder, since=date(2026, 11, 27), as_of=date(2026, 11, 30))
    assert (edition.changes.since, edition.changes.since_day) == ("", date(2026, 11, 27))
    assert sealed(edition.record) == edition.record


def test_the_editions_other_words_are_corrected_without_a_measure(out, run):
    done = run("correct", out.folder, "--reason", "A name was wrong.", "--by", "A. Analyst")
    assert "The edition's words. Written to" in done.stdout
    assert (issued(out.folder)[0].indicator_id, issued(out.folder)[0].about) == ("", "")


def test_a_comparison_with_another_day_says_the_same_as_the_edition(out):
    there = pipeline.compare_place(out.folder)
    assert pipeline.compare_since(out.folder, since=date(2024, 1, 1)).record == there.record
