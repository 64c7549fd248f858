"""Whole files, or the old ones."""

from pathlib import Path

import pytest
import typer

from equitytown.outcomes import sentences
from equitytown.store.disk import write_whole


def test_what_could_not_be_written_is_named_and_how_to_mend_it(tmp_path, monkeypatch, capsys):
    def refused(path, *_):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(typer.Exit), sentences():
        write_whole(tmp_path / "sign-offs.csv", b"x")
    told = capsys.readouterr().err
    assert told.startswith(f"{tmp_path / 'sign-offs.csv'}: Permission denied. Give whoever runs this command the right")
