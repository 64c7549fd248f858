"""Answers for a supplier's module: from the network, from a file that was handed over, or from what is held."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from equitytown.collect.fetch import Fetcher
from equitytown.errors import CollectError
from equitytown.store.archive import Archive
from equitytown.terms.reply import Reply


@dataclass(slots=True)
class Asking:
    """
    Answers a supplier's module, and remembers every reply.

    `supplier_id` is written on what comes, where two suppliers are asked at one origin.
    """

    archive: Archive
    fetcher: Fetcher | None
    memory: dict[str, Reply]
    supplier_id: str = ""
    replies: list[Reply] = field(default_factory=list)

    def __call__(self, address: str) -> Reply:
        """Give what an address answers, asked once in a run."""
        if address not in self.memory:
            self.memory[address] = self._ask(address)
        self.replies.append(self.memory[address])
        return self.memory[address]

    def hand(self, path: Path, read: Callable[[], Reply]) -> Reply:
        """Give a file that was handed over, read once for all its measures."""
        address = str(path)
        if address not in self.memory:
            reply = read()
            held = self.archive.newest(reply.address)
            self.memory[address] = held if held is not None and held.sha256 == reply.sha256 else reply
        self.replies.append(self.memory[address])
        return self.memory[address]

    def _ask(self, address: str) -> Reply:
        held = self.archive.newest(address)
        if self.fetcher is None:
            if held is None:
                raise CollectError(f"{address} was never asked, so it cannot be read offline.")
            return held
        reply = self.fetcher.get(address, held=held)
        if held is not None and held.sha256 == reply.sha256:
            return held
        return replace(reply, supplier_id=self.supplier_id) if self.supplier_id else reply


def unmarked(reply: Reply) -> Reply:
    """Take the marks of a version off a reply that was refused: the supplier is then asked for it whole again."""
    return replace(reply, etag="", last_modified="")
