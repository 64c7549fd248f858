"""Corrections issued after publication, as rows."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from equitytown.errors import InputError, PlaceError
from equitytown.store.issued import COLUMNS, FILE, issue, issued
from tests.records import correction

HEADER = ",".join(COLUMNS)
GOOD = "2026-02-01,first,made-up-share,E06000032,2022,Persons,,16.5,15.6,Two digits were swapped.,A. Analyst"


def written(folder, *rows, header=HEADER):
    file = folder / FILE
    file.parent.mkdir(exist_ok=True)
    file.write_text("\n".join([header, *rows, ""]), encoding="utf-8")


def test_a_correction_reads_back_as_it_was_issued(tmp_path):
    words = correction(area_code="", period="", sex="", old=None, new=None)
    assert issued(tmp_path) == ()
    for one in (correction(), words):
        issue(tmp_path, one)
    assert issued(tmp_path) == (correction(), words)
    assert GOOD in (tmp_path / FILE).read_text(encoding="utf-8")


def test_the_same_correction_is_issued_once(tmp_path):
    issue(tmp_path, correction())
    with pytest.raises(InputError, match="holds this correction already"):
        issue(tmp_path, correction())
    with pytest.raises(InputError, match="holds this correction already"):
        issue(tmp_path, correction(reason="In other words."))
    with pytest.raises(PlaceError, match="reason is empty"):
        issue(tmp_path, correction(new=15.7, reason=" "))


def test_a_figure_that_went_wrong_again_is_corrected_again(tmp_path):
    issue(tmp_path, correction())
    issue(tmp_path, correction(old=15.6, new=16.5))
    issue(tmp_path, correction(dated=date(2026, 4, 1)))
    assert len(issued(tmp_path)) == 3


def test_two_corrections_issued_at_once_are_both_kept(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: issue(tmp_path, correction(old=float(n), new=n + 0.5)), range(16)))
    assert len(issued(tmp_path)) == 16


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (GOOD.replace("2026-02-01", "1 Feb"), r'line 2: dated "1 Feb" is no day'),
        (GOOD.replace("first", "First Edition"), "cannot be an edition's name"),
        (GOOD.replace("A. Analyst", ""), "issued_by is empty"),
        (GOOD.replace("15.6", "about 15"), 'new "about 15" is no number'),
        (GOOD.replace("15.6", "nan"), 'new "nan" is no number'),
        (GOOD.replace("E06000032", ""), "the figure is named in part"),
        (GOOD.replace("E06000032,2022,Persons", ",,"), "values are given without the figure"),
        (GOOD + ",more", "more fields than columns"),
    ],
)
def test_every_fault_of_a_row_is_told_with_its_line(tmp_path, row, told):
    written(tmp_path, row)
    with pytest.raises(PlaceError, match=told):
        issued(tmp_path)


def test_a_file_that_is_none_of_ours_is_refused(tmp_path, monkeypatch):
    written(tmp_path, GOOD, header=HEADER.replace("reason", "why"))
    with pytest.raises(PlaceError, match="columns are not those of corrections"):
        issued(tmp_path)
    (tmp_path / FILE).write_bytes(b"caf\xe9")
    with pytest.raises(InputError, match="is not UTF-8"):
        issued(tmp_path)
    monkeypatch.setattr("equitytown.store.issued.MOST_BYTES", 2)
    with pytest.raises(InputError, match="larger than 2 bytes"):
        issued(tmp_path)
