"""What was known on a day stays known: revisions, corrections, and an edition that rebuilds byte for byte."""

from datetime import date

import pytest

from equitytown import pipeline
from equitytown.errors import PlaceError
from equitytown.publish.explanation import explanation
from equitytown.publish.revisions import as_data, as_lines, sentence
from tests.collect.standin import Answer
from tests.place.folders import edit
from tests.refresh.conftest import DATA
from tests.refresh.layouts import as_csv, smoking

LATER = date(2027, 11, 26)
ALL_REVISED = {
    (code, year): f"{17 - place + year % 10 / 10:.1f}"
    for place, code in enumerate(("E92000001", "E12000006", "E06000032", "E06000031"))
    for year in (2021, 2022, 2023)
}


@pytest.fixture
def collected(town):
    """A place that collected once, and whose edition knows what came."""
    town.refresh()
    text = (town.folder / "report.yaml").read_text(encoding="utf-8")
    day = next(line for line in text.splitlines() if line.startswith("as_of:"))
    edit(town.folder, "report.yaml", day, "as_of: 2026-11-30")
    return town


def revise(town, values, *, today=LATER):
    town.standin.put(DATA, Answer(as_csv(smoking(values))))
    return town.refresh(today=today)


def bytes_of(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_build_uses_what_was_collected_by_its_day(collected):
    edition = pipeline.compare_place(collected.folder)
    newest = edition.current(edition.place.indicators["smoking"])
    assert newest.observation.value == 16.0
    assert any(file.path.startswith("store/observations/smoking-") for file in edition.place.files)
    assert pipeline.compare_place(collected.folder, as_of=date(2026, 11, 25)).findings == ()


def test_after_every_figure_was_revised_the_old_edition_rebuilds_byte_for_byte(collected, tmp_path):
    first = pipeline.build(collected.folder, out=tmp_path / "first", cache=tmp_path / "charts").folder
    account = revise(collected, ALL_REVISED)
    assert account.outcomes[0].revised == 12
    again = pipeline.build(collected.folder, out=tmp_path / "again", cache=tmp_path / "charts").folder
    assert bytes_of(again) == bytes_of(first)


def test_every_revised_figure_is_listed_with_what_turns(collected):
    revise(collected, ALL_REVISED)
    edition = pipeline.compare_since(collected.folder, since=date(2026, 11, 30), as_of=LATER)
    listed = {(row["area_code"], row["period"]): (row["old"], row["new"]) for row in as_data(edition)}
    assert len(listed) == 12
    assert listed["E06000032", "2022"] == (16.5, 15.2)
    assert any("turns rating against England" in line for line in as_lines(edition))
    assert sentence(edition).startswith("12 figures known on 2026-11-30 now say something else")


def test_a_revision_that_turns_nothing_says_so_by_silence(collected):
    revise(collected, {("E06000031", 2021): "18.9"})
    edition = pipeline.compare_since(collected.folder, since=date(2026, 11, 30), as_of=LATER)
    (only,) = edition.revisions
    assert (only.old.value, only.new.value) == (19.0, 18.9)
    assert not [turn for turn in only.turns if turn.startswith("rating")]


def test_nothing_revised_is_told_too(collected):
    edition = pipeline.compare_since(collected.folder, since=date(2026, 11, 30), as_of=LATER)
    assert sentence(edition) == "No figure known on 2026-11-30 has been revised since."


def test_the_annex_carries_the_revisions(collected, tmp_path):
    revise(collected, ALL_REVISED)
    edit(collected.folder, "report.yaml", "as_of: 2026-11-30", "as_of: 2027-11-30\nrevisions_since: 2026-11-30")
    edit(collected.folder, "report.yaml", "  - methods-and-sources", "  - revisions\n  - methods-and-sources")
    built = pipeline.build(collected.folder, out=tmp_path / "editions", cache=tmp_path / "charts").folder
    page = (built / "revisions.html").read_text(encoding="utf-8")
    assert "12 figures known on 2026-11-30 now say something else" in page
    assert "15.2%" in page
    assert list(built.rglob("revisions.csv"))


def test_the_snapshot_of_a_collected_figure_is_shown(collected):
    edition = pipeline.compare_place(collected.folder)
    told = explanation(edition, "smoking", kept=collected.archive.kept).as_text()
    snapshot = next(k for k in collected.archive.manifest.replies if "all_data" in k.address)
    assert f"Snapshot {snapshot.sha256}" in told
    assert snapshot.address in told
    assert (collected.folder / "store" / snapshot.path).read_bytes() == as_csv(smoking())


CORRECTION = """
corrections:
  - indicator: smoking
    area_code: E06000032
    period: "2022"
    published: 16.5
    value: 15.6
    reason: Two digits were swapped.
    evidence: The publisher's letter of 28 November 2026.
    reviewed_by: A. Analyst
    dated: 2026-11-29
"""


def correct(town, text=CORRECTION):
    path = town.folder / "sources.yaml"
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def held_2022(town, *, on):
    _, holdings = pipeline.known(town.folder, on=on)
    return holdings.series("smoking", "E06000032", sex="Persons").at("2022")


def test_a_correction_stands_from_its_day_and_says_why(collected):
    correct(collected)
    assert held_2022(collected, on=date(2026, 11, 28)).value == 16.5
    found = held_2022(collected, on=date(2026, 11, 29))
    assert (found.value, found.lower, found.published_rating) == (15.6, None, None)
    assert "Two digits were swapped. Published as 16.5. Evidence: The publisher's letter" in found.note


def test_a_figure_can_be_withheld_by_a_correction(collected):
    correct(collected, CORRECTION.replace("    value: 15.6\n", "").replace("2026-11-29", "2026-11-26"))
    assert held_2022(collected, on=date(2026, 11, 26)).value is None


def test_a_correction_stops_the_build_once_the_supplier_mends_the_figure(collected):
    correct(collected)
    revise(collected, {("E06000032", 2022): "15.7"})
    assert held_2022(collected, on=date(2027, 1, 1)).value == 15.6
    with pytest.raises(PlaceError, match=r"made for 16\.5, and .* now gives 15\.7 \(known from 2027-11-26\)"):
        pipeline.known(collected.folder, on=LATER)


def test_a_correction_of_nothing_is_refused(collected):
    correct(collected, CORRECTION.replace('"2022"', '"1999"'))
    with pytest.raises(PlaceError, match="no such figure is held"):
        pipeline.known(collected.folder, on=date(2026, 11, 30))
