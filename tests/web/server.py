"""The application as it runs: gunicorn in a process of its own, on loopback, over a folder filled for tests."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parents[2]
FILLED = "filled.json"  # what the filling tells the tests: sessions by person, and addresses
PATIENCE = 30  # seconds in which the application must answer first


@dataclass(frozen=True)
class Server:
    """A running application: its address, the sessions of the people in it, and addresses worth knowing."""

    address: str
    folder: Path
    sessions: Mapping[str, str]
    links: Mapping[str, str]

    def cookie(self, person: str) -> dict[str, str]:
        """Give the cookie by which a browser is signed in as somebody."""
        return {"name": "session", "value": self.sessions[person], "url": self.address}

    def read(self, address: str, person: str | None = None) -> str:
        """Read a page as somebody, whatever its status."""
        request = urllib.request.Request(address)  # noqa: S310  on loopback
        if person:
            request.add_header("Cookie", f"session={self.sessions[person]}")
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as response:  # noqa: S310  on loopback
                return str(response.read().decode())
        except urllib.error.HTTPError as answer:
            return answer.read().decode()


def environment(folder: Path) -> dict[str, str]:
    """Give the environment of an application over a folder, found from this source tree."""
    told = {"PLACE": ROOT / "places" / "luton", "EDITIONS": folder / "editions", "DATA": folder / "data", "HTTPS": "no"}
    own = {name: word for name, word in os.environ.items() if not name.startswith("EQUITYTOWN_")}
    return {
        **own,
        **{f"EQUITYTOWN_{name}": str(word) for name, word in told.items()},
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "DJANGO_SETTINGS_MODULE": "equitytown.web.settings",
    }


def fill(folder: Path) -> None:
    """Fill a folder with the first place's register, people of every role, and records in every state."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.web.filling", str(folder)],
        cwd=ROOT, env=environment(folder), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


@contextmanager
def serve(filled: Path, folder: Path, *, workers: int = 1) -> Iterator[Server]:
    """Serve a copy of a filled folder, so that what one run writes no other sees."""
    shutil.copytree(filled, folder, dirs_exist_ok=True)
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", str(workers)]
    command += ["--threads", "4", "--log-level", "warning", "--no-control-socket", "equitytown.web.wsgi"]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=folder, env=environment(folder), stdout=log, stderr=log)
        try:
            _await(address, process, log)
            told = json.loads((folder / FILLED).read_text())
            yield Server(address, folder, told["sessions"], told["links"])
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def _await(address: str, process: "subprocess.Popen[bytes]", log: IO[str]) -> None:
    """Wait until the application answers; tell its log if it does not."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/help", timeout=5):  # noqa: S310  on loopback
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"The application did not answer:\n{Path(log.name).read_text()}")
