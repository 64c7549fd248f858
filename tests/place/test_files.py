"""Reading files: nothing outside the folder, nothing too large, nothing but UTF-8."""

import codecs

import pytest

from equitytown.place.files import MAXIMUM_BYTES
from tests.place.folders import only, read, told

SMOKING = "data/smoking.csv"


def rewrite(folder, path, change):
    file = folder / path
    file.write_bytes(change(file.read_bytes()))


def test_a_byte_order_mark_is_tolerated(testford):
    rewrite(testford, SMOKING, lambda data: codecs.BOM_UTF8 + data)
    rewrite(testford, "place.yaml", lambda data: codecs.BOM_UTF8 + data)
    assert len(read(testford).observations) == 2


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_refused(testford, encoding):
    rewrite(testford, SMOKING, lambda data: data.decode().encode(encoding))
    reason = "the file is UTF-16, not UTF-8" if encoding == "utf-16" else "the file holds an empty (NUL) byte"
    assert reason in only(testford)
    assert 'choose "CSV UTF-8 (Comma delimited)"' in only(testford)


def test_windows_1252_is_refused_with_the_line_and_the_character(testford):
    rewrite(testford, SMOKING, lambda data: data.replace(b"Made up", b"Made up \x96 tests"))
    assert only(testford).startswith(
        f'{SMOKING}, line 2: the file is not UTF-8: byte 0x96 looks like Windows-1252 for "\N{EN DASH}".'
    )


def test_a_byte_of_no_known_encoding_is_refused(testford):
    rewrite(testford, SMOKING, lambda data: data.replace(b"Made up", b"Made up \x81 tests"))
    assert "byte 0x81 is not UTF-8." in only(testford)


def test_a_file_cut_off_inside_a_character_is_refused(testford):
    rewrite(testford, SMOKING, lambda data: data + "E92000001,\N{LATIN SMALL LETTER E WITH ACUTE}".encode()[:-1])
    assert "the file ends in the middle of a character: it was cut off." in only(testford)


def test_a_nul_byte_is_refused_with_its_line(testford):
    rewrite(testford, SMOKING, lambda data: data.replace(b"19.3", b"19\x003"))
    assert f"{SMOKING}, line 3: the file holds an empty (NUL) byte" in only(testford)


def test_a_file_that_is_too_large_is_refused(testford):
    rewrite(testford, "place.yaml", lambda data: data + b"#" * MAXIMUM_BYTES[".yaml"])
    assert "place.yaml: the file is larger than 256,000 bytes." in told(testford)[0]


def test_a_path_that_leaves_the_folder_is_refused(testford):
    rewrite(testford, "place.yaml", lambda data: data.replace(b"data/neighbour_sets", b"../../elsewhere"))
    (testford / "data" / "neighbour_sets.csv").unlink()
    assert "../../elsewhere.csv: the path leads out of the place's folder." in only(testford)


def test_an_absolute_path_is_refused(testford):
    rewrite(testford, "place.yaml", lambda data: data.replace(b"data/neighbour_sets.csv", b"/etc/passwd"))
    (testford / "data" / "neighbour_sets.csv").unlink()
    assert "the path leads out of the place's folder." in only(testford)


def test_a_link_that_leads_out_is_refused(testford, tmp_path):
    outside = tmp_path / "outside.csv"
    (testford / SMOKING).rename(outside)
    (testford / SMOKING).symlink_to(outside)
    assert f"{SMOKING}: the path leads out of the place's folder." in only(testford)


def test_a_linked_folder_that_leads_out_is_refused(testford, tmp_path):
    (testford / "text").rename(tmp_path / "texts")
    (testford / "text").symlink_to(tmp_path / "texts")
    assert "text: the path leads out of the place's folder." in only(testford)


def test_a_link_within_the_folder_is_followed(testford):
    (testford / SMOKING).rename(testford / "smoking.csv")
    (testford / SMOKING).symlink_to(testford / "smoking.csv")
    assert len(read(testford).observations) == 2


def test_a_file_of_another_kind_is_refused(testford):
    rewrite(testford, "place.yaml", lambda data: data.replace(b"neighbour_sets.csv", b"neighbour_sets.xlsx"))
    (testford / "data" / "neighbour_sets.csv").rename(testford / "data" / "neighbour_sets.xlsx")
    assert any("files of this kind are not read." in sentence for sentence in told(testford))


def test_a_missing_file_and_a_folder_in_its_place_are_told(testford):
    (testford / "sources.yaml").unlink()
    (testford / "framework.yaml").unlink()
    (testford / "framework.yaml").mkdir()
    found = told(testford)
    assert any(s.startswith("framework.yaml: this is not a file.") for s in found)
    assert any(s.startswith("sources.yaml: the file is not there.") for s in found)


def test_a_file_that_nobody_would_read_is_told(testford):
    (testford / SMOKING).rename(testford / "data" / "smoking.CSV")
    assert only(testford).startswith("data/smoking.CSV: the file is not read here.")


@pytest.mark.parametrize("name", ["PROVENANCE.md", ".gitkeep", "~$smoking.xlsx"])
def test_explanations_and_locks_may_lie_about(testford, name):
    (testford / "data" / name).write_text("not figures", encoding="utf-8")
    assert told(testford) == []


def test_every_file_read_is_named_with_its_hash_and_rows(testford):
    files = {file.path: file for file in read(testford).files}
    assert files[SMOKING].rows == 2
    assert files["place.yaml"].rows == 0
    assert all(len(file.sha256) == 64 for file in files.values())
    written = {p.relative_to(testford).as_posix() for p in testford.rglob("*") if p.is_file()}
    assert written - set(files) == {"README.md"}


def test_a_link_that_leads_in_a_ring_is_refused(testford):
    ring = testford / "text" / "ring.md"
    ring.symlink_to(ring)
    assert "text/ring.md: the path leads out of the place's folder." in only(testford)
