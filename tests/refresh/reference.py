"""Tables of reference in a place's sources, and how asking for them went: for tests alone."""

from dataclasses import replace

from equitytown.refresh.run import Wish, refresh
from equitytown.store.archive import Archive
from tests.collect.standin import Answer
from tests.refresh.conftest import TODAY


class Reference:
    """One table of a supplier of a place: its entry in sources.yaml, its file, and what is held of it."""

    def __init__(self, town, supplier_id, table_id, **asked):
        self.town, self.supplier_id, self.table_id = town, supplier_id, table_id
        self.path = town.folder / "sources.yaml"
        self.before = self.path.read_text(encoding="utf-8").rstrip()
        self.write(**asked)

    def write(self, **asked):
        """Put the table's entry into sources.yaml, under its supplier."""
        keys = "".join(f"\n        {key}: {value!r}" for key, value in asked.items())
        entry = f"\n    tables:\n      {self.table_id}:{keys or ' {}'}"
        head = f"\n  {self.supplier_id}:"
        if f"{head}\n" in self.before:
            text = self.before.replace(f"{head}\n", f"{head}{entry}\n")
        else:
            made_up = "\n    name: SYNTHETIC\n    publisher: SYNTHETIC\n    licence: SYNTHETIC"
            text = f"{self.before}{head}{made_up}{entry}"
        self.path.write_text(f"{text}\n", encoding="utf-8")

    def hand(self, name, data):
        """Put a file where files saved by hand are looked for."""
        folder = self.town.folder / "incoming"
        folder.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)

    def refresh(self, **changes):
        wish = Wish(sources=(self.supplier_id,), today=TODAY, courtesy=self.town.wish.courtesy)
        return refresh(self.town.folder, replace(wish, **changes))

    def outcome(self, **changes):
        return next(o for o in self.refresh(**changes).outcomes if o.indicator_id == self.table_id)

    @property
    def archive(self):
        return Archive(self.town.folder / "store")

    def rows(self, **on):
        return self.archive.table(self.table_id, **on)[1]

    def columns(self):
        return self.archive.table(self.table_id)[0]

    @property
    def is_held(self):
        return bool(self.archive.table_vintages(self.table_id))

    def files(self):
        store = self.town.folder / "store"
        kept = (p for p in store.rglob("*") if p.is_file() and p.name != "checked.json")
        return {p.relative_to(store).as_posix(): p.read_bytes() for p in kept}


def answer(standin, address, data, **how):
    standin.put(address, Answer(data, **({"media": "application/json"} | how)))
