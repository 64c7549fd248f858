"""A PostgreSQL server of the tests' own, from Debian's packages: in a folder of its own, on a Unix socket alone."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from equitytown.web.postgresql import DEBIAN

OWNER = "postgres"  # the account that Debian's package makes: no server runs as root
ROLE = "register"


@dataclass(frozen=True)
class Cluster:
    """A running server, where its programs and its files are."""

    programs: Path
    folder: Path

    def address(self, name: str) -> str:
        """Give the setting that names one of its databases, as somebody who is no superuser."""
        return f"postgresql://{ROLE}@/{name}?host={quote(str(self.folder), safe='')}"

    def database(self, name: str) -> str:
        """Make an empty database, and give its address."""
        self.run("createdb", "--host", self.folder, "--username", OWNER, "--owner", ROLE, name)
        return self.address(name)

    def start(self) -> None:
        """Start it; it takes no connection but through its own folder."""
        options = f"-k {self.folder} -c listen_addresses='' -c max_connections=60"
        self.run("pg_ctl", "start", "--wait", "-D", self.folder / "data", "-o", options, "-l", self.folder / "log")

    def stop(self, mode: str) -> None:
        """Stop it: immediate is a crash, after which it recovers."""
        self.run("pg_ctl", "stop", "--wait", "-D", self.folder / "data", "-m", mode)

    def run(self, program: str, *words: object) -> None:
        """Run one of its programs, as its own account where we are root."""
        command = [str(self.programs / program), *map(str, words)]
        if os.geteuid() == 0:
            command = ["runuser", "-u", OWNER, "--", *command]
        with (self.folder / "said").open("a") as said:
            done = subprocess.run(command, cwd="/", stdout=said, stderr=said, check=False)
        assert done.returncode == 0, (command, (self.folder / "said").read_text())


def programs() -> Path | None:
    """Give where the newest server's programs are; None where there is none."""
    held = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return held[-1].parent if held else None


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Run a server for as long as it is needed, and leave nothing of it."""
    found = programs()
    assert found is not None, "PostgreSQL is not on this machine: `make postgres` installs it"
    folder = Path(tempfile.mkdtemp(prefix="equitytown-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, OWNER)
    made = Cluster(found, folder)
    try:
        made.run("initdb", "-D", folder / "data", "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale", "C.UTF-8")
        made.start()
        try:
            made.run("createuser", "--host", folder, "--username", OWNER, "--createdb", ROLE)
            yield made
        finally:
            made.stop("fast")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
