"""Many people at once on two workers, on both databases: nothing is lost, nothing is torn."""

import itertools
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from equitytown.store import editions
from tests.web.live.servers import Client, Installation, Server

CLIENTS = 8
EACH = 6  # edits or updates of each client
SWAPS = 1500  # of the edition, while it is read
PAGE = 200_000  # characters of the edition's page: several writes of a socket


def test_it_works(installation: Installation, server: Server) -> None:
    assert Client(server.port).get("/register/recommendations/")[0] == 200
    assert installation.ask("faults") == []


def _edit(server: Server, path: str, session: str, name: str, text: str) -> tuple[int, int]:
    """Change one field as a browser does, and give the status and the version that it began from."""
    with Client(server.port, session) as browser:
        told = browser.form(f"{path}/edit")
        status, _ = browser.post(f"{path}/edit", told | {name: f"{told.get(name, '')} {text}".strip()})
    return status, int(told["version"])


def test_no_edit_of_one_record_is_lost(installation: Installation, server: Server) -> None:
    (action,) = installation.ask("actions", many=1)
    people = installation.ask("people", editors=CLIENTS)
    path = f"/desk/actions/{action}"

    def edits(number: int) -> list[tuple[str, str, int, int]]:
        # Half of them change one field and half another: the same words conflict, others are merged.
        name = ("title", "detail")[number % 2]
        texts = [f"{number}.{turn}." for turn in range(EACH)]
        return [(name, text, *_edit(server, path, people[number]["session"], name, text)) for text in texts]

    with ThreadPoolExecutor(CLIENTS) as pool:
        done = [one for some in pool.map(edits, range(CLIENTS)) for one in some]
    assert {status for *_, status, _ in done} <= {302, 409}
    accepted = [(name, text, began) for name, text, status, began in done if status == 302]
    assert accepted
    entries = installation.ask("entries", kind="actions", identifier=action)
    assert [entry["version"] for entry in entries] == list(range(1, len(entries) + 1))
    assert all(after["before"] == before["after"] for before, after in itertools.pairwise(entries))
    at = {entry["version"]: entry["after"]["content"] for entry in entries}
    for name, text, began in accepted:
        (entry,) = [
            e
            for e in entries
            if e["verb"] == "change" and text in e["after"]["content"][name].split()
            and text not in e["before"]["content"][name].split()
        ]  # fmt: skip
        # Whoever wrote had seen what they wrote over.
        assert entry["before"]["content"][name] == at[began][name]
    assert len([e for e in entries if e["verb"] == "change"]) == len(accepted)
    told = Counter(word for name in ("title", "detail") for word in entries[-1]["after"]["content"][name].split())
    assert all(told[text] == 1 for _, text, _ in accepted)
    assert installation.ask("faults") == []


def test_every_update_is_kept_while_the_edition_changes_under_readers(
    installation: Installation, server: Server
) -> None:
    made = installation.ask("actions", many=2)
    people = installation.ask("people", contributors=CLIENTS)
    folder = installation.folder / "editions"
    letters = _releases(folder)
    over, read, failed = threading.Event(), Counter[str](), []

    def republish() -> None:
        for turn in range(SWAPS):
            editions._switch(folder, folder / "luton-2023", f"releases/{letters[turn % 2]}")
        over.set()

    def reads() -> None:
        with Client(server.port) as browser:
            while not over.is_set():
                status, body = browser.get("/edition/index.html")
                if status != 200 or len(body) != PAGE or len(set(body)) != 1:
                    failed.append((status, len(body), set(body)))
                read[body[:1].decode()] += 1

    def updates(number: int) -> list[str]:
        browser = Client(server.port, people[number]["session"])
        texts = [f"Told by {number}, time {turn}" for turn in range(EACH)]
        for turn, text in enumerate(texts):
            assert browser.post(f"/desk/actions/{made[turn % 2]}/update", {"text": text})[0] == 302
        return texts

    with ThreadPoolExecutor(CLIENTS + 3) as pool:
        waiting = [pool.submit(republish), pool.submit(reads), pool.submit(reads)]
        sent = [text for some in pool.map(updates, range(CLIENTS)) for text in some]
        for one in waiting:
            one.result()
    assert failed == []
    assert set(read) == set(letters)
    assert set(sent) <= set(installation.ask("texts"))
    assert installation.ask("faults") == []


def _releases(folder: Path) -> tuple[str, str]:
    """Make two editions whose pages are one letter throughout, the first of them published."""
    for letter in ("A", "B"):
        release = folder / "releases" / letter
        (release / "data").mkdir(parents=True)
        (release / "index.html").write_text(letter * PAGE)
        (release / "data" / "findings.csv").write_text("indicator_id,area_code,comparator,value\n")
    editions._switch(folder, folder / "luton-2023", "releases/A")
    return "A", "B"


def test_two_who_add_at_once_get_references_of_their_own(installation: Installation, server: Server) -> None:
    people = installation.ask("people", editors=CLIENTS)

    def adds(number: int) -> int:
        browser = Client(server.port, people[number]["session"])
        told = browser.form("/desk/actions/new") | {"title": f"New at once {number}", "lead": "ORG-A"}
        statuses = [browser.post("/desk/actions/new", told)[0] for _ in range(2)]
        return statuses.count(302)

    before = time.monotonic()
    with ThreadPoolExecutor(CLIENTS) as pool:
        assert sum(pool.map(adds, range(CLIENTS))) == 2 * CLIENTS
    assert time.monotonic() - before < 30
    assert sum(title.startswith("New at once") for title in installation.ask("titles")) == 2 * CLIENTS
    assert installation.ask("faults") == []


def test_the_database_refuses_to_change_the_trail(installation: Installation) -> None:
    assert len(installation.ask("refused")) == (6 if installation.database else 4)
