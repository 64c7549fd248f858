"""Files saved by hand: which one is read, what the door says, and several of them for one measure."""

import os
from dataclasses import replace
from datetime import date

import polars as pl
import pytest
import yaml

from equitytown.refresh.account import State
from equitytown.refresh.run import refresh
from equitytown.store.archive import Archive
from tests.refresh.conftest import TODAY
from tests.refresh.counter import MAPPED, MAPPED_COLUMNS, mapped_rows
from tests.refresh.layouts import as_csv

LUTON = "E06000032"


@pytest.fixture
def handed(counter_of):
    """A place whose measure comes from files by a mapping: any that begin so."""
    made = counter_of(MAPPED)
    describe(made, {"path": "returns*", "columns": MAPPED_COLUMNS})
    return made


def describe(made, *files):
    path = made.folder / "sources.yaml"
    sources = yaml.safe_load(path.read_text(encoding="utf-8"))
    sources["suppliers"]["local"]["files"] = list(files)
    path.write_text(yaml.safe_dump(sources), encoding="utf-8")


def save(made, name, rows, *, at=None):
    path = made.folder / "incoming" / name
    path.parent.mkdir(exist_ok=True)
    if name.endswith(".parquet"):
        pl.DataFrame(rows).write_parquet(path)
    else:
        path.write_bytes(as_csv(rows))
    if at is not None:
        os.utime(path, (at, at))


def archive_of(made):
    return Archive(made.folder / "store")


def newest(made, source="local: returns*"):
    return {(o.area_code, o.period.label): o.value for o in archive_of(made).figures("smoking", source)}


def test_the_file_that_was_saved_last_is_read_whatever_a_browser_called_it(handed):
    save(handed, "returns (1).csv", mapped_rows({(LUTON, 2022): "15.5"}), at=2_000)
    save(handed, "returns.csv", mapped_rows(), at=1_000)
    assert handed.outcome().state is State.CAME
    assert newest(handed)[LUTON, "2022"] == 15.5


def test_the_lock_of_a_workbook_that_is_open_is_no_file(handed):
    describe(handed, {"path": "*returns*", "columns": MAPPED_COLUMNS})
    save(handed, "returns.csv", mapped_rows(), at=1_000)
    (handed.folder / "incoming" / "~$returns.xlsx").write_bytes(b"open in another window")
    assert handed.outcome().state is State.CAME


@pytest.mark.parametrize("name", ["returns.csv", "returns.parquet"])
def test_personal_data_are_refused_in_whatever_kind_of_file(handed, name):
    rows = [row | {"Contact": f"patient{number}@example.org"} for number, row in enumerate(mapped_rows())]
    save(handed, name, rows)
    outcome = handed.outcome()
    assert outcome.state is State.REFUSED
    assert "e-mail" in outcome.sentence
    assert newest(handed) == {}


def test_parquet_is_read_by_the_same_mapping(handed):
    save(handed, "returns.parquet", mapped_rows())
    assert handed.outcome().new == 12


def test_a_file_of_no_area_code_is_refused_and_not_left_out(handed):
    save(handed, "returns.csv", mapped_rows(**{"ONS code": "Luton"}))
    assert '"Luton" is no area code' in handed.outcome().sentence


def test_shares_in_a_first_file_are_noticed(handed):
    shares = [row | {"Rate": f"{float(row['Rate']) / 100:.4f}"} for row in mapped_rows()]
    save(handed, "returns.csv", shares)
    assert "scale: 100" in handed.outcome().sentence
    describe(handed, {"path": "returns*", "columns": MAPPED_COLUMNS, "scale": 100})
    assert handed.outcome().new == 12
    assert newest(handed)[LUTON, "2022"] == 16.5


def test_a_year_added_to_one_file_does_not_bring_back_what_another_revised(handed):
    describe(handed, *({"path": f"{name}.csv", "columns": dict(MAPPED_COLUMNS)} for name in ("first", "second")))
    early = [row for row in mapped_rows() if row["Year"] != "2023"]
    save(handed, "first.csv", early)
    refresh(handed.folder, handed.wish)
    save(handed, "second.csv", mapped_rows({(LUTON, 2022): "15.5"}))
    refresh(handed.folder, replace(handed.wish, today=date(2026, 12, 1)))
    save(handed, "first.csv", mapped_rows())
    refresh(handed.folder, replace(handed.wish, today=date(2026, 12, 2)))
    figures, _ = archive_of(handed).observations()
    vintages = [(o.known_from, o.value) for o in figures if (o.area_code, o.period.label) == (LUTON, "2022")]
    assert vintages == [(TODAY, 16.5), (date(2026, 12, 1), 15.5)]
