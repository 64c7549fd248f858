"""The log of a run: what went in, what each step made of it, its time, what was warned of. JSON, a line each."""

import json
import platform
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from equitytown import __version__
from equitytown.progress import Report

FOLDER = ".logs"
KEPT = 20  # logs; older ones are removed
ENDING = ".jsonl"
MOMENT = "%Y%m%dT%H%M%S%fZ"
MOMENT_LENGTH = len("20261126T093000000000Z")

Line = Mapping[str, str | int | float | None]


@dataclass(slots=True)
class RunLog:
    """
    The lines of one run.

    `report` passes a step's progress on to whoever watches, and takes its time. Two runs differ in times alone.
    """

    watch: Report
    name: str = "run"
    lines: list[Line] = field(default_factory=list)
    begun: dict[str, float] = field(default_factory=dict)
    last: float = field(default_factory=time.monotonic)

    def report(self, step: str, done: int, total: int) -> None:
        """Take the time of a step, and pass its progress on."""
        now = time.monotonic()
        self.begun.setdefault(step, now if done == 0 else self.last)
        if done == total:
            self.lines.append({"event": "step", "step": step, "parts": total, "seconds": self._since(step, now)})
        self.last = now
        self.watch(step, done, total)

    def _since(self, step: str, now: float) -> float:
        return round(now - self.begun.pop(step), 3)

    def rows(self, step: str, *, rows_in: int, rows_out: int) -> None:
        """Note how many rows went into a step and came out of it."""
        self.lines.append({"event": "rows", "step": step, "rows_in": rows_in, "rows_out": rows_out})

    def read(self, path: str, *, sha256: str, rows: int) -> None:
        """Note a file that was read."""
        self.lines.append({"event": "input", "path": path, "sha256": sha256, "rows": rows})

    def tell(self, event: str, words: str) -> None:
        """Note something in words."""
        self.lines.append({"event": event, "words": words})


@contextmanager
def logged(editions: Path, watch: Report) -> Iterator[RunLog]:
    """
    Log a run, and write the log beside the editions when it ends, well or not.

    Parameters
    ----------
    editions : Path
        Where editions stand; the log is put in `.logs/` there. A run that failed before any edition stood there
        leaves no log, since it leaves nothing.
    watch : callable
        Told of each step's progress.
    """
    log = RunLog(watch)
    moment, began = datetime.now(tz=UTC), time.monotonic()
    versions: Line = {"event": "start", "moment": f"{moment:%Y-%m-%dT%H:%M:%SZ}", "equitytown": __version__,
                      "python": platform.python_version()}  # fmt: skip
    outcome = "failed"
    try:
        with warnings.catch_warnings():
            warnings.showwarning = _noting(log)
            yield log
        outcome = "done"
    except BaseException as error:
        log.tell("error", f"{type(error).__name__}: {error}")
        raise
    finally:
        end: Line = {"event": "end", "outcome": outcome, "seconds": round(time.monotonic() - began, 3)}
        if editions.is_dir():
            _write(editions / FOLDER, f"{log.name}-{moment:{MOMENT}}{ENDING}", [versions, *log.lines, end])


def _noting(log: RunLog) -> Callable[..., None]:
    """Note each warning as well as showing it."""
    shown = warnings.showwarning

    def note(  # noqa: PLR0917  as the interpreter calls it
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        log.tell("warning", f"{category.__name__}: {message}")
        shown(message, category, filename, lineno, file, line)

    return note


def _write(folder: Path, name: str, lines: list[Line]) -> None:
    folder.mkdir(exist_ok=True)
    words = "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)
    (folder / name).write_text(words, encoding="utf-8", newline="\n")
    held = sorted(folder.glob(f"*{ENDING}"), key=lambda file: file.stem[-MOMENT_LENGTH:])
    for old in held[:-KEPT]:
        old.unlink(missing_ok=True)
