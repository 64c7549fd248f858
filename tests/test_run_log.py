"""The log of a run."""

import json
import warnings

import pytest

from equitytown.progress import silent
from equitytown.run_log import FOLDER, KEPT, logged


def lines(folder):
    (file,) = (folder / FOLDER).iterdir()
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_a_run_tells_inputs_rows_steps_warnings_and_its_end(tmp_path):
    with pytest.warns(UserWarning, match="odd"):
        run(tmp_path)
    told = lines(tmp_path)
    assert [line["event"] for line in told] == ["start", "input", "step", "rows", "warning", "end"]
    assert told[0]["moment"].endswith("Z")
    assert told[2]["seconds"] >= 0
    assert told[-1]["outcome"] == "done"


def run(folder):
    with logged(folder, silent) as log:
        log.name = "luton-2023"
        log.read("data/a.csv", sha256="0" * 64, rows=3)
        log.report("Comparing", 0, 1)
        log.report("Comparing", 1, 1)
        log.rows("Comparing", rows_in=3, rows_out=9)
        warnings.warn("odd", stacklevel=1)


def test_a_run_that_failed_says_so(tmp_path):
    with pytest.raises(OSError, match="full"), logged(tmp_path, silent):
        raise OSError("disk full")
    assert [line["event"] for line in lines(tmp_path)] == ["start", "error", "end"]
    assert lines(tmp_path)[-1]["outcome"] == "failed"


def test_a_failed_run_leaves_nothing_where_nothing_stood(tmp_path):
    with pytest.raises(OSError, match="full"), logged(tmp_path / "editions", silent):
        raise OSError("disk full")
    assert not (tmp_path / "editions").exists()


def test_the_newest_logs_are_kept(tmp_path):
    for _ in range(KEPT + 3):
        with logged(tmp_path, silent) as log:
            log.name = "luton"
    assert len(list((tmp_path / FOLDER).iterdir())) == KEPT
