"""Snapshots: a file is what its bytes are."""

from equitytown.store.snapshots import Snapshot, identity, sha256_of, snapshot, snapshots


def test_a_snapshot_holds_path_hash_and_size(tmp_path):
    (tmp_path / "data").mkdir()
    file = tmp_path / "data" / "figures.csv"
    file.write_bytes(b"a,b\n")
    assert snapshot(file, root=tmp_path) == Snapshot("data/figures.csv", sha256_of(b"a,b\n"), 4)


def test_a_large_file_is_hashed_in_pieces(tmp_path):
    data = b"0123456789abcdef" * 200_000
    (tmp_path / "large").write_bytes(data)
    assert snapshot(tmp_path / "large", root=tmp_path).sha256 == sha256_of(data)


def test_files_of_a_folder_come_by_path(tmp_path):
    for name in ("b", "a/z", "a.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert [file.path for file in snapshots(tmp_path)] == ["a.txt", "a/z", "b"]


def test_identity_does_not_depend_on_order_and_changes_with_path_or_bytes():
    first, second = Snapshot("a", "1" * 64, 1), Snapshot("b", "2" * 64, 1)
    whole = identity((first, second))
    assert whole == identity((second, first))
    assert whole != identity((first, Snapshot("c", "2" * 64, 1)))
    assert whole != identity((first, Snapshot("b", "3" * 64, 1)))
