"""An installation of one's own with a real server on loopback, and clients that act for people."""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlencode

from lxml import html

ROOT = Path(__file__).parents[3]
PATIENCE = 30.0  # seconds until a server must have answered
LOOPBACK = "127.0.0.1"


@dataclass
class Installation:
    """A data folder with its database, set up as an operator does. `close` it in the end."""

    folder: Path
    database: str = ""
    place: Path = ROOT / "places" / "luton"
    _asked: "subprocess.Popen[str] | None" = field(default=None, init=False, repr=False)

    @property
    def environment(self) -> dict[str, str]:
        """The settings, and nothing that the tests' own process was told."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("EQUITYTOWN_", "DJANGO_"))}
        told = {
            "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
            "EQUITYTOWN_PLACE": str(self.place),
            "EQUITYTOWN_EDITIONS": str(self.folder / "editions"),
            "EQUITYTOWN_DATA": str(self.folder / "data"),
            "EQUITYTOWN_DATABASE": self.database,
            "EQUITYTOWN_HTTPS": "no",
        }
        return kept | told

    def command(self, *words: object) -> "subprocess.CompletedProcess[str]":
        """Run `equitytown register` with some words."""
        return subprocess.run(
            [sys.executable, "-m", "equitytown", "register", *map(str, words)],
            env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip

    def ask(self, question: str, **told: Any) -> Any:
        """Ask one of the questions of `asked.py` of the database, in a process that waits for them."""
        if self._asked is None:
            self._asked = subprocess.Popen(
                [sys.executable, "-m", "tests.web.live.asked"],
                env=self.environment, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            )  # fmt: skip
        assert self._asked.stdin is not None
        assert self._asked.stdout is not None
        self._asked.stdin.write(json.dumps([question, told]) + "\n")
        self._asked.stdin.flush()
        answer = json.loads(self._asked.stdout.readline())
        assert "failed" not in answer, answer["failed"]
        return answer["told"]

    def close(self) -> None:
        """End the process that answers."""
        if self._asked is not None:
            self._asked.communicate(timeout=PATIENCE)
            self._asked = None


@dataclass
class Server:
    """A server of two workers, and how to end it as a power cut would."""

    installation: Installation
    port: int = 0
    words: tuple[str, ...] = ()
    application: str = "equitytown.web.wsgi"
    process: "subprocess.Popen[bytes] | None" = field(default=None, init=False)

    def start(self) -> None:
        """Start, on a port of its own that stays the same, and wait until it answers."""
        self.port = self.port or free_port()
        command = [sys.executable, "-m", "gunicorn", "--config", "python:equitytown.web.gunicorn_settings"]
        log = (self.installation.folder / "server.log").open("ab")
        with log:
            self.process = subprocess.Popen(
                [*command, "--bind", f"{LOOPBACK}:{self.port}", *self.words, self.application],
                env=self.installation.environment, cwd=ROOT, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self.process.poll() is not None:
                break
            try:
                if Client(self.port).get("/privacy")[0]:
                    return
            except OSError:
                time.sleep(0.05)
        raise AssertionError((self.installation.folder / "server.log").read_text())

    def workers(self) -> list[int]:
        """The workers' process ids."""
        assert self.process is not None
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(word) for word in path.read_text().split()]

    def memory(self) -> float:
        """Megabytes that master and workers hold in memory, each page counted in each."""
        assert self.process is not None
        pages = sum(
            int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in [self.process.pid, *self.workers()]
        )
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    def processor(self) -> float:
        """Processor seconds that the workers have taken; those of a worker that has ended are the master's to count."""
        assert self.process is not None
        ticks = 0
        for pid in [self.process.pid, *self.workers()]:
            told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += sum(map(int, told[11:15]))  # its own and those of children that ended, in user and system mode
        return ticks / os.sysconf("SC_CLK_TCK")

    def kill(self) -> None:
        """Kill master and workers at once, with no chance to finish anything."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """End it as an operator does."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.kill()


@contextmanager
def running(installation: Installation, **options: Any) -> Iterator[Server]:
    """Run a server for as long as it is needed."""
    server = Server(installation, **options)
    try:
        server.start()
        yield server
    finally:
        server.stop()


def free_port() -> int:
    """Give a port that is free now."""
    with socket.socket() as door:
        door.bind((LOOPBACK, 0))
        return int(door.getsockname()[1])


class Client:
    """Somebody's browser, as far as requests go; the public without a session. Within `with`, its line stays open."""

    def __init__(self, port: int, session: str = "") -> None:
        self.port, self.session = port, session
        self.token = secrets.token_hex(16)
        self._line: HTTPConnection | None = None
        self._keeps = False

    def __enter__(self) -> Self:
        self._keeps = True
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def get(self, path: str) -> tuple[int, bytes]:
        """Give the status and body of a page."""
        return self._ask("GET", path)

    def post(self, path: str, told: Mapping[str, Any]) -> tuple[int, bytes]:
        """Send a form."""
        body = urlencode({**told, "csrfmiddlewaretoken": self.token}, doseq=True)
        return self._ask("POST", path, body)

    def form(self, path: str) -> dict[str, Any]:
        """Give what a page's form holds, by the names of its fields."""
        status, body = self.get(path)
        assert status == 200, (status, path)
        return fields_of(body)

    def close(self) -> None:
        """Let the line go."""
        if self._line is not None:
            self._line.close()
            self._line = None

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, bytes]:
        """Ask on a line that stays open; a line that the server let go is opened anew."""
        cookies = f"csrf={self.token}" + (f"; session={self.session}" if self.session else "")
        headers = {"Cookie": cookies, "Host": f"{LOOPBACK}:{self.port}"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        fresh = self._line is None
        line = self._line or HTTPConnection(LOOPBACK, self.port, timeout=PATIENCE)
        self._line = line
        try:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            told = answer.status, answer.read()
        except (OSError, HTTPException) as error:
            self.close()
            if fresh or method == "POST":  # what was sent may have been done: nothing is sent twice
                raise ConnectionError(str(error)) from error
            return self._ask(method, path, body)
        if not self._keeps or answer.will_close:
            self.close()
        return told


def fields_of(page: bytes) -> dict[str, Any]:
    """Give what the form that is sent by post holds."""
    (form,) = [f for f in html.fromstring(page).forms if f.method == "POST" and "version" in f.fields]
    held: dict[str, Any] = {}
    for name, value in form.form_values():
        held[name] = (
            [*held[name], value]
            if isinstance(held.get(name), list)
            else ([held[name], value] if name in held else value)
        )
    held.pop("csrfmiddlewaretoken", None)
    return held
