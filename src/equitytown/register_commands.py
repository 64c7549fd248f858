"""The commands that run the register. The web application is reached only when one of them is used."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from equitytown.errors import InputError

if TYPE_CHECKING:
    from equitytown.web.config import Config

DATA = Path("register-data")
LOOPBACK = "127.0.0.1"
WORKERS = "2"
MISSING = (
    "The register needs packages that are not installed. Install equitytown with its web part: "
    "pip install 'equitytown[web]'."
)


def serve(place: Path, *, editions: Path, data: Path, port: int, quiet: bool) -> None:
    """
    Set the register up on this machine, tell the first administrator's link, and serve it until stopped.

    Raises
    ------
    InputError
        If the packages of the web part are not installed, or a setting cannot be used.
    """
    config = started(place, editions=editions, data=data, https=False)
    from equitytown.web.installing import environment_of, first_link, set_up  # noqa: PLC0415  needs Django

    def say(words: str) -> None:
        if not quiet:
            typer.echo(words)

    set_up(config, say=say)
    root = f"http://{LOOPBACK}:{port}"
    if link := first_link(root):
        say(f"First administrator: open this link once, within three days, and set a password.\n  {link}")
    say(f"The register is at {root} (stop with Ctrl-C)")
    sys.stdout.flush()
    command = [sys.executable, "-m", "gunicorn", "--bind", f"{LOOPBACK}:{port}", "--workers", WORKERS, "--threads", "4"]
    command += ["--log-level", "warning", "equitytown.web.wsgi"]
    os.execve(sys.executable, command, {**os.environ, **environment_of(config)})  # noqa: S606  our own interpreter


def started(place: Path, *, editions: Path, data: Path, https: bool | None = None) -> "Config":
    """Start Django for a place, with the settings of the environment, and give them."""
    try:
        from equitytown.web.config import PREFIX, read_config  # noqa: PLC0415  needs Django
        from equitytown.web.installing import start  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise InputError(MISSING) from error
    told = {f"{PREFIX}PLACE": str(place), f"{PREFIX}EDITIONS": str(editions), f"{PREFIX}DATA": str(data)}
    if https is not None:
        told[f"{PREFIX}HTTPS"] = "yes" if https else "no"
    config = read_config({**os.environ, **told})
    start(config)
    return config
