"""The running application, filled once for all workers of a run, and pages of it in a real browser."""

import fcntl
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.web.server import Server, fill, serve


@pytest.fixture(autouse=True)
def _a_database_for_every_test() -> None:
    """None: the application runs elsewhere, with a database of its own."""


@pytest.fixture(autouse=True)
def _second_factors_are_set_up() -> None:
    """They really are: the filling set them up."""


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the first place's register, filled by whichever worker comes first."""
    own = tmp_path_factory.getbasetemp()
    shared_by_workers = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    folder = shared_by_workers / "filled-register"
    with (shared_by_workers / "filled-register.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "filled.json").exists():
            folder.mkdir()
            fill(folder)
    return folder


@pytest.fixture(scope="session")
def server(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The application, running over a copy of the filled folder."""
    with serve(filled, tmp_path_factory.mktemp("register")) as running:
        yield running


@pytest.fixture
def opened(context: Callable[..., BrowserContext], server: Server) -> Callable[..., Page]:
    """Open an address as somebody; None is the public. Further options are the browser context's."""

    def make(address: str, person: str | None = None, **options: Any) -> Page:
        made = context(base_url=server.address, **options)
        if person:
            made.add_cookies([server.cookie(person)])  # type: ignore[list-item]  # a cookie as the driver takes it
        page = made.new_page()
        page.goto(address.format(**server.links))
        return page

    return make
