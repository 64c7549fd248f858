"""Kill -9 at any moment while people write, on both databases: what was acknowledged is there, the trail whole."""

import os
import random
import secrets
import signal
import threading
import time
from contextlib import suppress
from typing import Self

import pytest

from tests.web.live.servers import PATIENCE, Client, Installation, Server

WRITERS = 4
WORKER_KILLS = 12  # times, of one worker or of both
WHOLE_KILLS = 3  # of master and workers together
BETWEEN = (0.0, 0.2)  # seconds of writing before a kill


class Writers:
    """People who post updates without a pause, and note each that was acknowledged."""

    def __init__(self, server: Server, sessions: list[str], paths: list[str]) -> None:
        self.server, self.paths, self.name = server, paths, secrets.token_hex(4)
        self.sent: list[str] = []
        self.acknowledged: list[str] = []
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._write, args=(n, s)) for n, s in enumerate(sessions)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def wait(self) -> None:
        """Wait until another update was acknowledged."""
        before, until = len(self.acknowledged), time.monotonic() + PATIENCE
        while len(self.acknowledged) == before and time.monotonic() < until:
            time.sleep(0.01)
        assert len(self.acknowledged) > before, "No update is acknowledged any more"

    def _write(self, number: int, session: str) -> None:
        browser, turn = Client(self.server.port, session), 0
        while not self._over.is_set():
            turn += 1
            text = f"{self.name}, writer {number}, update {turn}, {time.monotonic_ns()}"
            self.sent.append(text)
            try:
                status, _ = browser.post(f"{self.paths[turn % len(self.paths)]}/update", {"text": text})
            except ConnectionError:
                time.sleep(0.02)  # it was killed: whether this one was kept, nobody was told
                continue
            assert status in {302, 500, 503}, status
            if status == 302:
                self.acknowledged.append(text)


@pytest.fixture
def writers(installation: Installation, server: Server) -> Writers:
    paths = [f"/desk/actions/{name}" for name in installation.ask("actions", many=2)]
    people = installation.ask("people", contributors=WRITERS)
    return Writers(server, [person["session"] for person in people], paths)


def _is_whole(installation: Installation, writers: Writers) -> None:
    kept = set(installation.ask("texts"))
    assert writers.acknowledged
    assert set(writers.acknowledged) <= kept
    assert {text for text in kept if text.startswith(writers.name)} <= set(writers.sent)
    assert installation.ask("faults") == []


def test_workers_that_are_killed_lose_nothing(installation: Installation, server: Server, writers: Writers) -> None:
    chance = random.Random(20)  # noqa: S311  a chance that comes again
    with writers:
        for _ in range(WORKER_KILLS):
            writers.wait()
            time.sleep(chance.uniform(*BETWEEN))
            for worker in chance.sample(server.workers(), k=min(chance.choice((1, 1, 2)), len(server.workers()))):
                with suppress(ProcessLookupError):
                    os.kill(worker, signal.SIGKILL)
    _is_whole(installation, writers)


def test_a_server_that_is_killed_whole_loses_nothing(
    installation: Installation, server: Server, writers: Writers
) -> None:
    chance = random.Random(21)  # noqa: S311  a chance that comes again
    with writers:
        for _ in range(WHOLE_KILLS):
            writers.wait()
            time.sleep(chance.uniform(*BETWEEN))
            server.kill()
            server.start()
        writers.wait()
    _is_whole(installation, writers)


def test_a_database_server_that_crashes_loses_nothing(
    request, installation: Installation, server: Server, writers: Writers
) -> None:
    if not installation.database:
        return  # SQLite has no server: it died with the workers above
    cluster = request.getfixturevalue("postgresql")
    with writers:
        writers.wait()
        cluster.stop("immediate")
        cluster.start()
        writers.wait()  # the workers take up the connection again by themselves
    _is_whole(installation, writers)
    assert server.workers()
