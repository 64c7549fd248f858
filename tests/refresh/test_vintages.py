"""What was known on a day stays known: revisions, corrections, and an edition that rebuilds byte for byte."""

from datetime import date

import pytest

from equitytown import evidence, pipeline, reading
from equitytown.errors import CollectError, PlaceError
from equitytown.publish.changes import as_lines, counts_sentence
from equitytown.publish.explanation import explanation
from equitytown.refresh.account import State
from equitytown.terms.edition_change import FIGURES, ChangeKind, Why
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


def since(town, day=date(2026, 11, 30)):
    return pipeline.compare_since(town.folder, since=day, as_of=LATER)


def test_every_revised_figure_is_listed_with_what_turns(collected):
    revise(collected, ALL_REVISED)
    edition = since(collected)
    listed = {(c.area_code, c.period): (c.old, c.new, c.why) for c in edition.changes.of(ChangeKind.VALUE)}
    assert len(listed) == 12
    assert listed["E06000032", "2022"] == (16.5, 15.2, (Why.REVISION,))
    assert edition.changes.of(ChangeKind.RATING)
    assert any("rating against England: " in line for line in as_lines(edition))
    assert counts_sentence(edition).startswith("28 things changed since what was known on 30 November 2026: ")


def test_a_revision_that_turns_nothing_says_so_by_silence(collected):
    revise(collected, {("E06000031", 2021): "18.9"})
    (only,) = since(collected).changes.of(*FIGURES)
    assert (only.old, only.new) == (19.0, 18.9)
    assert not since(collected).changes.of(ChangeKind.RATING)


def test_nothing_revised_is_told_too(collected):
    assert counts_sentence(since(collected)) == "Nothing changed since what was known on 30 November 2026."


def test_the_annex_carries_the_changes(collected, tmp_path):
    revise(collected, ALL_REVISED)
    edit(collected.folder, "report.yaml", "as_of: 2026-11-30", "as_of: 2027-11-30\nrevisions_since: 2026-11-30")
    built = pipeline.build(collected.folder, out=tmp_path / "editions", cache=tmp_path / "charts").folder
    page = (built / "changes.html").read_text(encoding="utf-8")
    assert "12 figures</span> given before now say something else" in page
    assert "15.2%" in page
    assert 'href="changes.html"' in (built / "downloads.html").read_text(encoding="utf-8")
    assert (built / "data" / "tables" / "revisions.csv").is_file()
    assert "smoking|E06000032|2022|Persons" in (built / "data" / "changes.csv").read_text(encoding="utf-8")


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
    _, holdings = evidence.known(town.folder, on=on)
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
        evidence.known(collected.folder, on=LATER)


def test_a_correction_of_nothing_is_refused(collected):
    correct(collected, CORRECTION.replace('"2022"', '"1999"'))
    with pytest.raises(PlaceError, match="no such figure is held"):
        evidence.known(collected.folder, on=date(2026, 11, 30))


def test_no_hash_of_collected_counts_under_a_rule_is_published(town):
    """A hash would confirm a guess at the counts that are withheld."""
    edit(town.folder, "indicators/smoking.yaml", "sex: Persons", "sex: Persons\ndisclosure: lt5")
    limits = {"Lower CI 95.0 limit": "", "Upper CI 95.0 limit": ""}
    rows = smoking(Value="20", **limits)
    for row in rows:
        people = {"E92000001": 250_000, "E12000006": 25_000}.get(row["Area Code"], 2_500)
        row |= {"Count": str(people // 5), "Denominator": str(people)}
    town.standin.put(DATA, Answer(as_csv(rows)))
    town.refresh()
    edition = pipeline.compare_place(town.folder, as_of=date(2026, 11, 27))
    held = [file for file in edition.place.files if "observations" in file.path]
    assert {file.path for file in held} == {"store/observations/smoking.parquet"}
    assert {file.sha256 for file in held} == {"not given"}


def test_a_correction_of_a_protected_figure_is_refused(collected):
    """Its note would name what is withheld."""
    edit(collected.folder, "indicators/smoking.yaml", "sex: Persons", "sex: Persons\ndisclosure: lt5")
    correct(collected)
    with pytest.raises(PlaceError, match="a correction would name its figure"):
        reading.read(collected.folder)


def test_a_correction_ends_once_the_supplier_has_mended_and_old_editions_keep_it(collected):
    correct(collected, CORRECTION + "    until: 2027-11-26\n")
    revise(collected, {("E06000032", 2022): "15.7"})
    assert held_2022(collected, on=LATER).value == 15.7
    assert held_2022(collected, on=date(2026, 11, 30)).value == 15.6


def test_a_reply_that_is_read_anew_says_nothing_of_earlier_days(town):
    """Refused at first, accepted months later: the figures are known from the day somebody accepted them."""
    town.refresh()
    town.standin.put(DATA, Answer(as_csv(smoking(ALL_REVISED | {("E92000001", 2023): "60"}))))
    assert town.refresh(today=date(2026, 12, 1)).outcomes[0].state is State.REFUSED
    town.refresh(today=date(2027, 3, 1), accept=("smoking",))
    assert held_2022(town, on=date(2027, 2, 28)).value == 16.5
    assert held_2022(town, on=date(2027, 3, 1)).value == 15.2


def test_a_supplier_that_goes_back_to_an_earlier_value_is_followed(collected):
    revise(collected, {("E06000032", 2022): "19.9"}, today=date(2026, 12, 1))
    revise(collected, {}, today=date(2026, 12, 2))
    assert [held_2022(collected, on=date(2026, 12, day)).value for day in (1, 2)] == [19.9, 16.5]


def test_a_suppression_hides_a_figure_and_a_gap_does_not(collected):
    revise(collected, {("E06000032", 2022): "*"}, today=date(2026, 12, 1))
    assert held_2022(collected, on=date(2026, 12, 1)).value is None
    revise(collected, {("E06000032", 2021): ""}, today=date(2026, 12, 2))
    _, holdings = evidence.known(collected.folder, on=date(2026, 12, 2))
    assert holdings.series("smoking", "E06000032", sex="Persons").at("2021").value == 17.0


def test_a_suppression_on_the_day_of_collection_is_the_last_word(collected):
    outcome = revise(collected, {("E06000032", 2022): "c"}, today=date(2026, 11, 26)).outcomes[0]
    assert "1 now suppressed, and so withheld" in outcome.sentence
    assert held_2022(collected, on=date(2026, 11, 26)).value is None


def test_a_clock_that_was_set_back_is_told(collected):
    with pytest.raises(CollectError, match=r"clock says 2025-01-01, and .* holds a reply of 2026-11-26"):
        collected.refresh(today=date(2025, 1, 1))


def test_limits_that_change_are_a_revision_too(collected):
    rows = smoking()
    for row in rows:
        row["Lower CI 95.0 limit"] = f"{float(row['Value']) - 5:.1f}"
    collected.standin.put(DATA, Answer(as_csv(rows)))
    collected.refresh(today=LATER)
    assert [c.why for c in since(collected).changes.of(ChangeKind.LIMITS)] == [(Why.REVISION,)] * 12
