"""PostgreSQL's own programs, run with the connection that the settings tell."""

import os
import shutil
import subprocess
from pathlib import Path

from django.db import connection

from equitytown.errors import EquityTownError

DEBIAN = Path("/usr/lib/postgresql")


class ToolError(EquityTownError):
    """One of PostgreSQL's programs is missing, or did not do what it was asked."""


def tool(name: str) -> str:
    """
    Find one of PostgreSQL's programs, on the path or where Debian keeps them; the newest.

    Raises
    ------
    ToolError
        If it is not here.
    """
    held = sorted(DEBIAN.glob(f"*/bin/{name}"), key=lambda path: [int(n) for n in path.parts[-3].split(".")])
    found = shutil.which(name) or (str(held[-1]) if held else None)
    if found is None:
        raise ToolError(f"{name} is not on this machine. Install it: apt-get install postgresql-client.")
    return found


def run(name: str, *words: str) -> None:
    """
    Run one of PostgreSQL's programs on the register's database. The password goes by the environment.

    Raises
    ------
    ToolError
        If it is missing or fails; what it said is told.
    """
    told = connection.settings_dict
    to = {"--host": told["HOST"], "--port": told["PORT"], "--username": told["USER"], "--dbname": told["NAME"]}
    command = [tool(name), "--no-password", *(f"{option}={value}" for option, value in to.items() if value), *words]
    environment = {**os.environ, **({"PGPASSWORD": told["PASSWORD"]} if told["PASSWORD"] else {})}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603  no shell
    if done.returncode:
        raise ToolError(f"{name} did not do it: {' '.join(done.stderr.split()) or f'code {done.returncode}'}.")
