"""The edition's data files: sorted, unrounded, empty where missing, the same bytes each time."""

import csv
import os
import subprocess
import sys
from datetime import date

import polars as pl
import pytest

from equitytown.publish.dataset import write_dataset
from equitytown.terms.comparator import ComparatorKind
from equitytown.terms.finding import Change, Direction, FindingBasis, Gap, GapMovement, Rank, Trend
from equitytown.terms.observation import Rating, Status
from tests import factories
from tests.factories import finding, observation

COLUMNS = [
    "indicator_id", "area_code", "period", "sex", "age", "comparator", "comparator_value", "value", "lower",
    "upper", "rating", "method", "basis", "rank", "of", "rank_lower", "rank_upper", "trend", "change",
]  # fmt: skip


def rows(file):
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def held():
    return [
        observation(61.1, period=period, area=area, lower=60.5, upper=61.7)
        for period in ("2022/23", "2021/22")
        for area in (factories.PLACE, factories.ENGLAND)
    ]


def change(direction=Direction.INCREASING, judged=Rating.BETTER, p_value=0.01):
    earlier = observation(56.6, period="2021/22")
    later = observation(61.1)
    return Change("previous period", earlier, later, 4.5, direction, judged, "a test", "", p_value)


def test_findings_have_exactly_the_promised_columns(tmp_path):
    write_dataset([], [], tmp_path)
    assert (tmp_path / "findings.csv").read_text() == ",".join(COLUMNS) + "\n"


def test_a_finding_says_what_was_compared_and_how(tmp_path):
    rank = Rank(6, 6, 4, 6, "children-2021", "neighbours", date(2021, 4, 1))
    trend = Trend(Direction.NOT_ASSESSED, Rating.NOT_COMPARED, "too few points")
    own = observation(61.1, lower=60.5, upper=61.7)
    write_dataset([], [finding(own=own, rank=rank, trend=trend, change=change())], tmp_path)
    (row,) = rows(tmp_path / "findings.csv")
    assert row == {
        "indicator_id": "made-up-share", "area_code": "E06000032", "period": "2022/23", "sex": "Persons",
        "age": "5", "comparator": "national", "comparator_value": "67.2", "value": "61.1", "lower": "60.5",
        "upper": "61.7", "rating": "worse", "method": "a rule", "basis": "computed", "rank": "6", "of": "6",
        "rank_lower": "4", "rank_upper": "6", "trend": "cannot be assessed", "change": "increasing",
    }  # fmt: skip


def test_what_a_finding_lacks_is_empty_and_never_zero(tmp_path):
    own = observation(None, status=Status.MISSING, note="not published")
    write_dataset([own], [finding(Rating.NOT_COMPARED, own=own, other=None)], tmp_path)
    (row,) = rows(tmp_path / "findings.csv")
    assert {row[name] for name in ("value", "comparator_value", "rank", "trend", "change")} == {""}
    (seen,) = rows(tmp_path / "observations.csv")
    assert (seen["value"], seen["status"], seen["note"]) == ("", "missing", "not published")


def test_symbols_stand_in_a_column_of_their_own_and_values_stay_numbers(tmp_path):
    write_dataset(held(), [], tmp_path, symbols=lambda o: ("[p]", "[u]") if o.area_code == "E06000032" else ())
    seen = {row["area_code"]: (row["value"], row["symbol"]) for row in rows(tmp_path / "observations.csv")}
    assert seen == {"E06000032": ("61.1", "[p] [u]"), "E92000001": ("61.1", "")}


def test_observations_carry_their_provenance(tmp_path):
    write_dataset(held(), [], tmp_path)
    seen = rows(tmp_path / "observations.csv")
    assert [(row["area_code"], row["period"]) for row in seen] == [
        ("E06000032", "2021/22"), ("E06000032", "2022/23"), ("E92000001", "2021/22"), ("E92000001", "2022/23"),
    ]  # fmt: skip
    wanted = {"publisher": "Maker", "title": "Made up", "licence": "None", "retrieved": "2024-01-01"}
    assert wanted.items() <= seen[0].items()
    assert (seen[0]["period_start"], seen[0]["known_from"]) == ("2021-09-01", "2024-01-01")


def test_findings_come_in_order_of_comparator(tmp_path):
    kinds = (ComparatorKind.NEIGHBOURS, ComparatorKind.REGIONAL, ComparatorKind.NATIONAL)
    write_dataset([], [finding(comparator=kind) for kind in kinds], tmp_path)
    assert [row["comparator"] for row in rows(tmp_path / "findings.csv")] == ["national", "regional", "neighbours"]


def test_printed_and_computed_findings_of_one_figure_keep_one_order(tmp_path):
    both = [finding(basis=FindingBasis.PUBLISHED), finding(basis=FindingBasis.COMPUTED)]
    write_dataset([], both, tmp_path)
    assert [row["basis"] for row in rows(tmp_path / "findings.csv")] == ["as published", "computed"]


def test_movements_hold_changes_and_the_gap_once_a_figure(tmp_path):
    gap = Gap(-6.1, 0.91, observation(period="2021/22").period, -8.6, 0.87, GapMovement.NARROWED, tested=True)
    untested = change(Direction.NOT_ASSESSED, Rating.NOT_COMPARED, None)
    changes = {"change": change(), "since_baseline": untested, "gap": gap}
    every = [finding(comparator=kind, **changes) for kind in ComparatorKind]
    write_dataset([], every, tmp_path)
    seen = rows(tmp_path / "movements.csv")
    assert [(row["movement"], row["direction"], row["tested"]) for row in seen] == [
        ("change since baseline", "cannot be assessed", "no"),
        ("change since previous period", "increasing", "yes"),
        ("gap to England", "narrowed", "yes"),
    ]
    assert (seen[2]["earlier_value"], seen[2]["later_value"]) == ("-8.6", "-6.1")


def test_hostile_words_are_guarded(tmp_path):
    write_dataset([observation(note="=1+1")], [], tmp_path)
    assert rows(tmp_path / "observations.csv")[0]["note"] == "'=1+1"


def test_parquet_holds_the_same_rows_with_their_types(tmp_path):
    write_dataset([*held(), observation(None, status=Status.MISSING)], [], tmp_path)
    frame = pl.read_parquet(tmp_path / "observations.parquet")
    assert frame.columns == list(rows(tmp_path / "observations.csv")[0])
    assert frame["value"].to_list()[0] == pytest.approx(61.1)
    assert frame["value"].null_count() == 1
    assert frame.schema["period_start"] == pl.Date
    assert frame["category"].null_count() == frame.height


def test_an_empty_edition_still_has_its_columns(tmp_path):
    write_dataset([], [], tmp_path)
    assert pl.read_parquet(tmp_path / "observations.parquet").schema["value"] == pl.Float64


def test_order_of_input_does_not_matter(tmp_path):
    many = [observation(value, lower=value - 1, upper=value + 1, sex=sex, known_from=date(2024, month, 1))
            for value, month in ((1.5, 1), (2.5, 2)) for sex in ("Male", "Female")]  # fmt: skip
    write_dataset(many, [], tmp_path / "a")
    write_dataset(reversed(many), [], tmp_path / "b")
    for file in (tmp_path / "a").iterdir():
        assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes()


def test_two_processes_write_the_same_bytes(tmp_path, root, environment):
    script = (
        "import sys; from pathlib import Path; from equitytown.publish.dataset import write_dataset\n"
        "from tests.publish.test_dataset import held; write_dataset(held() * 3, [], Path(sys.argv[1]))"
    )
    for name in ("a", "b"):
        subprocess.run(
            [sys.executable, "-c", script, str(tmp_path / name)],
            check=True, cwd=root, env={**environment, "PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}"},
        )  # fmt: skip
    for file in (tmp_path / "a").iterdir():
        assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes()
