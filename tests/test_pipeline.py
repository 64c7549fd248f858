import csv
import hashlib
import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from equitytown import pipeline
from equitytown.errors import DisclosureError, PlaceError
from equitytown.geography import area, region_of, upper_tier_area
from equitytown.place.scaffold import new_place
from equitytown.present.blocks import Bullets, plain
from equitytown.publish import bundle, measures
from equitytown.store.manifest import verify
from tests.place.folders import edit, write_rows
from tests.squares import square, write_set

FINDING_COLUMNS = [
    "indicator_id", "area_code", "period", "sex", "age", "comparator", "comparator_value", "value", "lower", "upper",
    "rating", "method", "basis", "rank", "of", "rank_lower", "rank_upper", "trend", "change",
]  # fmt: skip


def hashes(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def findings(edition: Path) -> list[dict[str, str]]:
    with (edition / "data" / "findings.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_it_works(luton_edition):
    for name in ("index.html", "report.pdf", "report.docx", "tables.xlsx", "manifest.json", "data/observations.csv"):
        assert (luton_edition / name).stat().st_size > 0


def test_findings_have_the_published_columns(luton_edition):
    assert list(findings(luton_edition)[0]) == FINDING_COLUMNS


@pytest.mark.parametrize(
    ("indicator_id", "period", "rank", "of"),
    [
        ("life-expectancy-male", "2020 to 2022", "4", "16"),
        ("life-expectancy-female", "2020 to 2022", "6", "16"),
        ("good-level-of-development", "2022/23", "6", "6"),
        ("good-level-of-development", "2021/22", "6", "6"),
        ("year-6-overweight", "2022/23", "4", "6"),
        ("first-time-entrants", "2022", "1", "6"),
    ],
)
def test_known_ranks_come_out(luton_edition, indicator_id, period, rank, of):
    found = [
        row
        for row in findings(luton_edition)
        if row["indicator_id"] == indicator_id and row["period"] == period and row["comparator"] == "neighbours"
        and row["area_code"] == "E06000032" and "printed" not in row["method"]
    ]  # fmt: skip
    assert [(row["rank"], row["of"]) for row in found] == [(rank, of)]


def test_both_rounds_stand_as_published(luton_edition):
    printed = [row for row in findings(luton_edition) if "printed verdict" in row["method"]]
    assert {row["basis"] for row in printed} == {"as published"}
    assert {row["method"].partition("round ")[2][:7] for row in printed} == {"2021/22", "2022/23"}


def test_a_verdict_without_limits_is_never_similar_by_default(luton_edition):
    for row in findings(luton_edition):
        if row["basis"] == "computed" and not row["lower"]:
            assert row["rating"] == "not compared", row


def test_the_manifest_holds_every_file(luton_edition):
    manifest = json.loads((luton_edition / "manifest.json").read_text(encoding="utf-8"))
    named = {entry["path"] for entry in manifest["outputs"]} | {"manifest.json"}
    assert named == set(hashes(luton_edition))
    assert verify(luton_edition) == ()


def test_the_same_inputs_give_the_same_bytes(luton, luton_edition, tmp_path, root):
    """A second process, another hash seed, another folder, no cache of drawings, a copy of the place."""
    place = tmp_path / "luton"
    shutil.copytree(luton, place)
    environment = {**os.environ, "PYTHONPATH": str(root / "src"), "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    command = [sys.executable, "-m", "equitytown", "build", str(place), "--out", str(tmp_path / "out"), "--quiet",
               "--cache", str(tmp_path / "cache")]  # fmt: skip
    subprocess.run(command, check=True, env=environment, cwd=tmp_path)
    first, second = hashes(luton_edition), hashes(tmp_path / "out" / "luton-2023")
    different = {name for name in first.keys() | second.keys() if first.get(name) != second.get(name)}
    assert not different


def test_a_failed_build_leaves_the_old_edition(counted, tmp_path, monkeypatch):
    out = tmp_path / "editions"
    built = pipeline.build(counted, out=out).folder
    before = hashes(built)

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(bundle, "write_word", fail)
    with pytest.raises(Exception, match="space"):
        pipeline.build(counted, out=out)
    assert hashes(built) == before
    assert not [path for path in out.iterdir() if path.name.startswith(".building")]


def test_a_faulty_place_writes_nothing(luton, tmp_path):
    place = tmp_path / "luton"
    shutil.copytree(luton, place)
    (place / "indicators" / "smoking.yaml").write_text("polarity: lower\n", encoding="utf-8")
    with pytest.raises(PlaceError, match=r"smoking\.yaml"):
        pipeline.build(place, out=tmp_path / "editions")
    assert not (tmp_path / "editions").exists()


@pytest.mark.parametrize(("day", "value"), [(date(2024, 4, 1), 21.1), (date(2026, 11, 22), 19.3)])
def test_as_of_chooses_the_vintage(luton, kept, day, value):
    edition = pipeline.compare_place(luton, as_of=day, cache=kept)
    smoking = edition.place.indicators["smoking"]
    held = edition.own(smoking).at("2022")
    assert held is not None
    assert held.value == value


def test_an_edition_as_of_another_day_has_its_own_name(luton, kept):
    edition = pipeline.compare_place(luton, as_of=date(2024, 4, 1), cache=kept)
    assert edition.place.report.edition == "luton-2023-as-of-2024-04-01"


def test_nothing_known_later_reaches_an_earlier_edition(luton, kept):
    edition = pipeline.compare_place(luton, as_of=date(2024, 4, 1), cache=kept)
    assert all(o.known_from <= date(2024, 4, 1) for o in edition.known())


COUNTS = {"Persons": 15, "Male": 12, "Female": 3}  # SYNTHETIC
MADE = {
    "indicator_id": "smoking",
    "period": "2022",
    "period_start": "2022-01-01",
    "period_end": "2022-12-31",
    "age": "18 and over",
    "status": "complete",
    "publisher": "SYNTHETIC",
    "title": "SYNTHETIC counts",
    "licence": "None",
    "retrieved": "2026-11-22",
    "known_from": "2024-04-01",
    "denominator": "1000",
}


def made_up(area_code, area_name, counts, **changes):
    where = {"area_code": area_code, "area_name": area_name}
    return [
        MADE | where | {"sex": sex, "numerator": str(n), "value": f"{n / 10:.1f}"} | changes
        for sex, n in counts.items()
    ]


@pytest.fixture
def counted(tmp_path):
    """A place with SYNTHETIC local counts, one of them small, under a small-number rule."""
    folder = new_place("testford", area=upper_tier_area("E06000032"), region=region_of("E06000032"),
                       into=tmp_path, find=area, today=date(2026, 11, 22))  # fmt: skip
    edit(folder, "indicators/smoking.yaml", "sex: Persons", "sex: Persons, Male, Female\ndisclosure: lt5")
    england = made_up("E92000001", "England", {"Persons": 300, "Male": 160, "Female": 140})
    write_rows(folder / "data" / "smoking.csv", [*england, *made_up("E06000032", "Luton", COUNTS)])
    return folder


def test_small_counts_are_withheld_before_anything_is_compared(counted, tmp_path):
    built = pipeline.build(counted, out=tmp_path / "out")
    with (built.folder / "data" / "observations.csv").open(encoding="utf-8", newline="") as file:
        rows = {(row["area_code"], row["sex"]): row for row in csv.DictReader(file)}
    assert rows["E06000032", "Persons"]["numerator"] == "15"
    for sex in ("Male", "Female"):
        row = rows["E06000032", sex]
        assert (row["value"], row["numerator"], row["status"]) == ("", "", "suppressed")
        assert row["note"].endswith("rule lt5")
    assert {row["sex"] for row in findings(built.folder) if row["area_code"] == "E06000032"} == {"Persons"}


def test_a_small_area_is_not_given_away_by_the_towns_total(counted):
    """One small count alone would be the total less the other areas: a second one is withheld with it."""
    edit(counted, "indicators/smoking.yaml", "name:", "boundary_sets: [lsoa-2011]\nname:")
    codes = {f"E0100000{n}": 20 * n - 17 for n in (1, 2, 3)}  # 3, 23 and 43: SYNTHETIC
    write_set(counted, "lsoa-2011", {code: square(place) for place, code in enumerate(codes)})
    areas = [row for code, count in codes.items() for row in made_up(code, f"Area {code[-1]}", {"Persons": count})]
    everybody = {"denominator": "3000", "value": "2.3"}
    town = made_up("E06000032", "Luton", {"Persons": sum(codes.values())}, **everybody)
    write_rows(counted / "data" / "smoking.csv", [*made_up("E92000001", "England", {"Persons": 300}), *town, *areas])
    shown = {o.area_code: o.numerator for o in pipeline.compare_place(counted).holdings.observations}
    assert shown == {"E92000001": 300, "E06000032": 69, "E01000001": None, "E01000002": None, "E01000003": 43}


def test_every_face_says_that_a_figure_is_withheld(counted, tmp_path):
    """Luton's only figure is withheld: no number of it is printed, and its symbol is explained."""
    england = made_up("E92000001", "England", {"Persons": 300})
    write_rows(counted / "data" / "smoking.csv", [*england, *made_up("E06000032", "Luton", {"Persons": 3})])
    folder = pipeline.build(counted, out=tmp_path / "out").folder
    page = (folder / "measures" / "smoking.html").read_text(encoding="utf-8")
    assert "The figures of this measure are withheld so that nobody can be recognised." in page
    measures = (folder / "measures.html").read_text(encoding="utf-8")
    reason = "Withheld: 1 to 4 people, or so that another figure cannot be worked out; rule lt5"
    assert f'<abbr title="{reason}">[c]</abbr>' in measures
    assert "[c] confidential" in measures
    with (folder / "data" / "tables" / "latest-figures.csv").open(encoding="utf-8", newline="") as file:
        own = [row for row in csv.DictReader(file) if row["measure"] == "Adults who smoke"]
    assert [(row["value"], row["limits"], row["national"]) for row in own] == [("[c]", "[c]", "[x]")]
    with (folder / "data" / "observations.csv").open(encoding="utf-8", newline="") as file:
        assert {row["area_code"]: row["symbol"] for row in csv.DictReader(file)}["E06000032"] == "[c]"


def test_a_period_that_is_withheld_is_named_beside_those_that_are_not(counted):
    earlier = {"period": "2021", "period_start": "2021-01-01", "period_end": "2021-12-31"}
    rows = [
        row
        for changes, own in ((earlier, 15), ({}, 3))
        for row in (
            *made_up("E92000001", "England", {"Persons": 300}, **changes),
            *made_up("E06000032", "Luton", {"Persons": own}, **changes),
        )
    ]
    write_rows(counted / "data" / "smoking.csv", rows)
    edition = pipeline.compare_place(counted)
    page = measures.page(edition, edition.place.indicators["smoking"])
    [caveats] = [block for block in page.blocks if isinstance(block, Bullets)]
    assert "Withheld so that nobody can be recognised, marked [c]: 2022." in [plain(item) for item in caveats.items]


def test_the_hash_of_withheld_counts_is_nowhere(counted, tmp_path):
    built = pipeline.build(counted, out=tmp_path / "out")
    digest = hashlib.sha256((counted / "data" / "smoking.csv").read_bytes()).hexdigest()
    inputs = json.loads((built.folder / "manifest.json").read_text(encoding="utf-8"))["inputs"]
    [own] = [entry for entry in inputs if entry["path"] == "data/smoking.csv"]
    assert (own["sha256"], own["size"]) == ("not given", None)
    texts = (path.read_bytes() for path in built.folder.rglob("*") if path.suffix in (".html", ".csv", ".json"))
    assert not any(digest[:12].encode() in text for text in texts)
    assert verify(built.folder) == ()


def test_a_build_that_would_give_counts_away_writes_nothing(counted, tmp_path):
    """Three councils are all that lies between a total and a part that were printed before: none can be 4."""
    known = {"known_from": "2025-04-01"}
    rows = [
        *made_up("E92000001", "England", {"Persons": 100}),
        *made_up("E12000006", "East of England", {"Persons": 25}),
        *made_up("E06000032", "Luton", {"Persons": 20}),
        *made_up("E06000055", "Bedford", {"Persons": 2}, **known),
        *made_up("E06000031", "Peterborough", {"Persons": 2}, **known),
        *made_up("E06000033", "Southend-on-Sea", {"Persons": 1}, **known),
    ]
    write_rows(counted / "data" / "smoking.csv", rows)
    with pytest.raises(DisclosureError, match=r"data/smoking.csv: small counts cannot be protected by rule lt5"):
        pipeline.build(counted, out=tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_no_indicator_of_luton_is_under_a_rule(compared):
    assert not [i for i in compared.place.indicators.values() if i.disclosure]
