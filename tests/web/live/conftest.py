"""Installations on SQLite and on PostgreSQL, set up as an operator does. They use no database of this process."""

import secrets
from collections.abc import Iterator

import pytest

from tests.web.live.clusters import Cluster, cluster
from tests.web.live.servers import Installation, Server, running


@pytest.fixture(autouse=True)
def _a_database_for_every_test():
    """Nothing here uses the tests' own database."""


@pytest.fixture(autouse=True)
def _second_factors_are_set_up():
    """People here have a second factor."""


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Cluster]:
    """A PostgreSQL server."""
    with cluster() as made:
        yield made


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def installation(request, tmp_path_factory) -> Iterator[Installation]:
    """A register that was set up, with a town in it."""
    folder = tmp_path_factory.mktemp("installation")
    name = f"register_{secrets.token_hex(4)}"  # a second installation in one run has a database of its own
    database = request.getfixturevalue("postgresql").database(name) if request.param == "postgresql" else ""
    made = Installation(folder, database)
    done = made.command("setup")
    assert done.returncode == 0, done.stderr
    assert "First administrator" in done.stdout
    made.ask("town")
    yield made
    made.close()


@pytest.fixture(scope="module")
def server(installation) -> Iterator[Server]:
    """Its server, of two workers."""
    with running(installation) as made:
        yield made
