"""Luton's figures by these roads: from copies of suppliers' files to the rows and the edition that are published."""

import csv
import gzip
import shutil
from collections import defaultdict
from dataclasses import replace
from datetime import date
from math import isclose

import pytest

from equitytown import evidence, pipeline, reading
from equitytown.place.figures import COLUMNS
from equitytown.refresh.account import State
from equitytown.refresh.keep import keep
from equitytown.refresh.run import Wish, refresh
from equitytown.store.archive import Archive
from tests.place.folders import edit

READ = date(2026, 11, 22)  # the day on which the copies were read
PACKED = (
    "fingertips/fingertips_rounded_all_las_trafford_themes.csv",
    "ons_els/ons_explore_local_statistics_england.csv",
)
LAIT = "lait/lait_bds_long.parquet"
WITHOUT_ENGLAND = "child-poverty-after-housing"
FEWEST = 18  # measures that the copies hold


@pytest.fixture(scope="module")
def copies(shared, tmp_path_factory):
    """The copies, unpacked as somebody would have saved them."""
    folder = tmp_path_factory.mktemp("copies")
    for path in PACKED:
        packed = shared / "data" / f"{path}.gz"
        (folder / packed.name.removesuffix(".gz")).write_bytes(gzip.decompress(packed.read_bytes()))
    shutil.copy(shared / "data" / LAIT, folder)
    return folder


@pytest.fixture(scope="module")
def collected(luton, copies, tmp_path_factory):
    """Luton's folder without the rows that suppliers sent, and everything collected anew from the copies."""
    folder = tmp_path_factory.mktemp("places") / "luton"
    shutil.copytree(luton, folder, ignore=shutil.ignore_patterns("store", "incoming"))
    for path in ("ons_explore_local_statistics*.csv", "lait_bds_long*.parquet"):
        edit(folder, "sources.yaml", f"- path: {path}", f"- path: {path}\n        dated: {READ}")
    account = refresh(folder, Wish(handed=copies, is_offline=True, today=READ, accept=(WITHOUT_ENGLAND,)))
    came = {outcome.indicator_id for outcome in account.of(State.CAME)}
    removed = {name: _without_collected(folder, name) for name in came}
    return folder, came, removed


def _is_collected(row):
    """Say whether a row came from one of the copies: not typed from the report, of a group or small area,
    nor from an older or rounded one.
    """
    is_whole = not row["category"] and not row["area_code"].startswith(("E01", "E02", "E05"))
    of_copy = is_whole and row["publisher"] != "Luton Council" and "dashboard" not in row["note"]
    return of_copy and not (row["indicator_id"].startswith("healthy-life") and row["title"].startswith("Fingertips"))


def _without_collected(folder, name):
    """Take the rows of a copy out of a file of figures; give them."""
    path = folder / "data" / f"{name}.csv"
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    periods = {row["period"] for row in rows if not _is_collected(row)}  # England must stand beside what stays
    is_out = [_is_collected(r) and not (r["area_name"] == "England" and r["period"] in periods) for r in rows]
    stay, out = ([r for r, gone in zip(rows, is_out, strict=True) if gone is wanted] for wanted in (False, True))
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(stay)
    if not stay:
        path.unlink()
    return out


def _same(cell, number):
    return number is None if not cell else number is not None and isclose(float(cell), number, rel_tol=1e-12)


def test_the_copies_hold_most_of_the_measures(collected):
    _, came, removed = collected
    assert len(came) >= FEWEST
    assert sum(map(len, removed.values())) > 12_000


def test_every_row_that_a_supplier_sent_comes_again_with_its_limits_and_verdict(collected):
    folder, _, removed = collected
    held = defaultdict(list)
    for o in Archive(folder / "store").observations()[0]:
        held[o.indicator_id, o.area_code, o.period.label, o.sex].append(o)
    for rows in removed.values():
        for row in rows:
            if not row["value"]:
                continue
            found = held[row["indicator_id"], row["area_code"], row["period"], row["sex"]]
            assert any(
                _same(row["value"], o.value)
                and _same(row["lower"], o.lower)
                and _same(row["upper"], o.upper)
                and (o.published_rating.value if o.published_rating else "") == row["published_rating"]
                for o in found
            ), row


def test_the_same_findings_come_of_it(collected, compared, kept):
    """Values, verdicts, ranks, trends and gaps of the place are those of the edition that is published."""
    folder, _, _ = collected
    again = pipeline.compare_place(folder, cache=kept)
    mine, published = (_findings(edition) for edition in (again, compared))
    assert mine.keys() == published.keys()
    assert [key for key, told in published.items() if mine[key] != told] == []


def _findings(edition):
    place = edition.place.area.area_code
    return {
        f.finding_id: (
            round(f.observation.value, 9),
            f.verdict.rating,
            f.verdict.basis,
            (f.rank.rank, f.rank.of, f.rank.lower, f.rank.upper) if f.rank else None,
            f.trend.direction if f.trend else None,
            f.change.direction if f.change else None,
            f.gap.movement if f.gap else None,
        )
        for f in edition.findings
        if f.observation.area_code == place
    }


def test_kept_as_rows_the_folder_is_accepted_and_says_the_same(collected, compared, kept, tmp_path):
    folder = tmp_path / "luton"
    shutil.copytree(collected[0], folder)
    figures, _ = Archive(folder / "store").observations()
    written = keep(evidence.with_areas(reading.read(folder), figures), figures, folder)
    assert len(written) >= FEWEST
    shutil.rmtree(folder / "store")
    again = pipeline.compare_place(folder, cache=kept)
    assert _findings(again) == _findings(compared)
    assert keep(again.place, (), folder) == ()


def test_a_second_collection_from_the_same_copies_changes_nothing(collected, copies):
    folder, came, _ = collected
    wish = Wish(handed=copies, is_offline=True, today=READ, accept=(WITHOUT_ENGLAND,), sources=("fingertips",))
    account = refresh(folder, replace(wish, today=date(2026, 12, 1)))
    assert {o.indicator_id for o in account.of(State.UNCHANGED)} <= came
    assert account.of(State.CAME) == []
