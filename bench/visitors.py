"""Fifty people at once: what each of them does, and how long it took. Run by `bench.register`, in several processes."""

import json
import random
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from tests.web.live.servers import Client, fields_of

OK, MOVED, CONFLICT = 200, 302, 409


@dataclass
class Noted:
    """What somebody saw: seconds by page, what failed, and the words that were acknowledged."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    updates: list[str] = field(default_factory=list)
    edits: list[str] = field(default_factory=list)
    conflicts: int = 0

    def add(self, other: "Noted") -> None:
        """Take in what somebody else saw."""
        for name, seconds in other.seconds.items():
            self.seconds.setdefault(name, []).extend(seconds)
        self.failed += other.failed
        self.updates += other.updates
        self.edits += other.edits
        self.conflicts += other.conflicts


@dataclass
class Visitor:
    """One person, who does something, waits a while, and does the next thing."""

    client: Client
    role: str
    records: Mapping[str, list[str]]
    chance: random.Random
    noted: Noted = field(default_factory=Noted)

    def timed(self, name: str, ask: Callable[[], tuple[int, bytes]], *, right: tuple[int, ...] = (OK,)) -> bytes | None:
        """Do one thing, note how long it took, and give the page; None where it went wrong."""
        begun = time.perf_counter()
        try:
            status, body = ask()
        except OSError as error:
            self.noted.failed.append(f"{name}: {error}")
            return None
        self.noted.seconds.setdefault(name, []).append(time.perf_counter() - begun)
        if status not in right:
            self.noted.failed.append(f"{name}: {status}")
            return None
        self.noted.conflicts += status == CONFLICT
        return body if status != CONFLICT else None

    def read(self, name: str, path: str) -> None:
        """Read a page."""
        self.timed(name, lambda: self.client.get(path))

    def update(self) -> None:
        """Tell how an action of one's organisation stands."""
        text = f"Synthetic update {time.monotonic_ns()}-{self.chance.random()}"
        path = f"/desk/actions/{self.own()}/update"
        if self.timed("post an update", lambda: self.client.post(path, {"text": text}), right=(MOVED,)) is not None:
            self.noted.updates.append(text)

    def edit(self) -> None:
        """Add a word to what an action tells; a few actions are edited by many."""
        path = f"/desk/actions/{self.chance.choice(self.records['actions'][:20])}/edit"
        page = self.timed("edit: the form", lambda: self.client.get(path))
        if page is None:
            return
        told, word = fields_of(page), f"w{time.monotonic_ns()}x{self.chance.randrange(10**6)}"
        told["detail"] = f"{told['detail'][-2000:]} {word}"
        done = self.timed("edit: saved", lambda: self.client.post(path, told), right=(MOVED, CONFLICT))
        if done is not None:
            self.noted.edits.append(word)

    def own(self) -> str:
        """Name an action of the first organisation: every second is."""
        return self.chance.choice(self.records["actions"][1::2])

    def act(self) -> None:
        """Do one of the things that this person comes for."""
        doings = PUBLIC if self.role == "public" else WORK[self.role]
        (doing,) = self.chance.choices([d for d, _ in doings], [w for _, w in doings])
        doing(self)


def _page(name: str, path: str) -> Callable[[Visitor], None]:
    """Read one page; {action} is any action, {own} one of the first organisation."""

    def doing(who: Visitor) -> None:
        any_one = who.chance.choice(who.records["actions"])
        who.read(name, path.format(action=any_one, own=who.own()))

    return doing


Doings = tuple[tuple[Callable[[Visitor], None], float], ...]
PUBLIC: Doings = (
    (_page("public: front", "/"), 2),
    (_page("public: report", "/edition/index.html"), 4),
    (_page("public: register", "/register/"), 2),
    (_page("public: search", "/register/?q=synthetic"), 1),
    (_page("public: list", "/register/actions/"), 2),
    (_page("public: record", "/register/actions/{action}"), 4),
    (_page("public: organisation", "/register/organisations/ORG-A"), 1),
    (_page("public: measure", "/measures/smoking"), 2),
)
_READS: Doings = (
    (_page("desk", "/desk/"), 3),
    (_page("list", "/desk/actions/"), 2),
    (_page("list, overdue", "/desk/actions/?late=yes&order=due"), 2),
    (_page("list, by words", "/desk/actions/?q=synthetic"), 1),
    (_page("search", "/desk/search?q=synthetic"), 1),
    (_page("record", "/desk/actions/{own}/"), 4),
    (_page("workstream", "/desk/workstreams/WS-A/"), 1),
    (_page("history", "/desk/actions/{own}/history"), 1),
)
WORK: Mapping[str, Doings] = {
    "contributor": (*_READS, (_page("update: the form", "/desk/actions/{own}/update"), 2), (Visitor.update, 4)),
    "lead": (*_READS, (Visitor.update, 2)),
    "editor": (*_READS, (Visitor.edit, 5)),
    "publisher": _READS,
}


KEPT_OPEN = 4.0  # seconds, under the server's own


def visit(told: str) -> Noted:
    """Let some people come and go until their time is over; `told` is JSON, since it crosses into another process."""
    given: dict[str, Any] = json.loads(told)
    until = time.monotonic() + given["seconds"]

    def one(person: dict[str, Any]) -> Noted:
        chance = random.Random(person["seed"])  # noqa: S311  a chance that comes again
        with Client(given["port"], person["session"]) as client:
            who = Visitor(client, person["role"], given["records"], chance)
            time.sleep(chance.uniform(0, given["think"]))
            while time.monotonic() < until:
                who.act() if given["records"] else who.read("floor", "/")
                idle = chance.expovariate(1 / given["think"])
                time.sleep(idle)
                if idle > KEPT_OPEN:
                    client.close()  # as a browser does, which sees that the server has closed its end
        return who.noted

    noted = Noted()
    with ThreadPoolExecutor(len(given["people"])) as pool:
        for seen in pool.map(one, given["people"]):
            noted.add(seen)
    return noted
