"""Records of editions as files: read back as written, and doubted when anything is wrong."""

import json
from dataclasses import replace
from datetime import date

import pytest

from equitytown.errors import InputError
from equitytown.store.records import (
    NAME,
    as_bytes,
    content_of,
    latest_before,
    published,
    put_record,
    read_record,
    replaced,
    sealed,
    write_record,
)
from tests.records import OLD, figure, record


def test_a_record_reads_back_as_it_was_written(tmp_path):
    write_record(record(), tmp_path)
    assert read_record(tmp_path, place_id="testford") == record()
    assert (tmp_path / NAME).read_bytes() == as_bytes(record())


def test_content_is_what_was_said_and_not_by_which_software_or_since_when():
    said = content_of(record())
    assert content_of(record(software="2.0")) == said
    assert content_of(record(figures=record().figures | {OLD: figure(known_from=date(2025, 1, 1))})) == said
    assert content_of(record(figures=record().figures | {OLD: figure(16.6)})) != said
    assert content_of(record(texts={"foreword": "Good evening."})) != said


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda text: text.replace("16.5,", "15.6,", 1), "no longer says what its hash was made from"),
        (lambda text: text[: len(text) // 2], "cut or not JSON"),
        (lambda text: text.replace('"record":1', '"record":9'), "form 9"),
        (lambda _: "[]", "is not the record of an edition"),
        (lambda text: text.replace('"as_of":"2026-01-01"', '"as_of":"soon"'), "is not whole"),
        (lambda text: text.replace('"Good morning."', "7"), "which is no text"),
        (lambda text: text.replace("16.5,", '"16.5",', 1), "which is no number"),
        (lambda text: text.replace("16.5,", "NaN,", 1), "which is no number"),
        (lambda text: text.replace('"similar"', '"splendid"'), "is not a valid Rating"),
        (lambda text: text.replace("2022|Persons#level", "2022"), "which names nothing"),
    ],
)
def test_a_record_that_cannot_be_believed_is_refused_in_a_sentence(tmp_path, damage, told):
    file = tmp_path / "first.json"
    file.write_text(damage(as_bytes(record()).decode()), encoding="utf-8")
    with pytest.raises(InputError, match=told):
        read_record(file)


def test_a_record_of_another_place_or_none_is_refused(tmp_path):
    write_record(record(), tmp_path)
    with pytest.raises(InputError, match="the record of testford, not of luton"):
        read_record(tmp_path, place_id="luton")
    with pytest.raises(InputError, match="does not exist"):
        read_record(tmp_path / "nowhere.json")


def test_a_huge_file_is_not_read(tmp_path, monkeypatch):
    write_record(record(), tmp_path)
    monkeypatch.setattr("equitytown.store.records.MOST_BYTES", 10)
    with pytest.raises(InputError, match="larger than 10 bytes"):
        read_record(tmp_path)


def test_the_latest_earlier_edition_is_found_whatever_its_file_is_called(tmp_path):
    place = tmp_path / "testford"
    for edition, day in (("b", date(2024, 1, 1)), ("a", date(2025, 1, 1)), ("c", date(2027, 1, 1))):
        put_record(place, record(edition, as_of=day))
    assert latest_before(place, edition="now", day=date(2026, 1, 1)).edition == "a"
    assert latest_before(place, edition="a", day=date(2025, 1, 1)).edition == "b"
    assert latest_before(place, edition="b", day=date(2024, 1, 1)) is None
    assert [r.edition for r in published(place)] == ["b", "a", "c"]


def test_a_record_written_in_another_order_is_found_too(tmp_path):
    place = tmp_path / "testford"
    put_record(place, record("a"))
    file = place / "published" / "a.json"
    held = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(dict(reversed(held.items()))), encoding="utf-8")
    assert latest_before(place, edition="b", day=date(2026, 2, 1)) == record("a")


def test_a_record_under_another_editions_name_is_refused(tmp_path):
    place = tmp_path / "testford"
    put_record(place, record("a")).rename(place / "published" / "b.json")
    with pytest.raises(InputError, match=r'the record of edition "a". Name it a.json'):
        published(place)


def test_what_a_correction_replaces_is_kept(tmp_path):
    place = tmp_path / "testford"
    put_record(place, record())
    assert put_record(place, record()) == place / "published" / "first.json"
    assert replaced(place, "first") == ()
    later = sealed(replace(record(), texts={}))
    put_record(place, later)
    assert replaced(place, "first") == (record(),)
    assert published(place) == (later,)
