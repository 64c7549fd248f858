"""
Tables of reference in a refresh: each asked for, checked beside what is held, and kept whole or not at all.

A file that was handed over is read first. A table whose entry in sources.yaml gives an address is asked for there,
if the address is its supplier's own; otherwise the supplier's module finds it.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from equitytown.collect.fetch import origin_of
from equitytown.collect.handed import found, read_handed
from equitytown.collect.registry import SUPPLIERS
from equitytown.collect.supplier import Scope, Supplier, Table
from equitytown.collect.table_contract import Keyed, check_table, check_table_drift, key_of, keyed
from equitytown.errors import CollectError, DriftError, InputError
from equitytown.refresh.account import Outcome, State, plain
from equitytown.refresh.asking import Asking, unmarked
from equitytown.store.archive import Archive
from equitytown.store.tables import Reference
from equitytown.terms.reply import Reply
from equitytown.terms.sources import HandedFile, SourceEntry

STILL_TRIED = 2  # things of a supplier that may fail to be reached before the rest are left
Asked = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableWork:
    """What collecting tables needs of a refresh."""

    archive: Archive
    scope: Callable[[], Scope]
    asking: Callable[[str], Asking]
    folder: Path
    today: date
    accept: Collection[str]
    is_rehearsal: bool
    is_offline: bool
    failed: Counter[str]

    def all(self, entries: Collection[SourceEntry]) -> Iterator[Outcome]:
        """Ask for every table of some sources."""
        for entry in entries:
            for table_id, asked in entry.tables.items():
                yield self._table(table_id, asked, entry.supplier_id)

    def _table(self, table_id: str, asked: Asked, supplier_id: str) -> Outcome:
        """Choose the way in which a table can come."""
        supplier = SUPPLIERS.get(supplier_id)
        path = found(HandedFile(asked["file"]), self.folder) if asked.get("file") else None
        way = self._way(supplier, path, asked)
        if supplier is None or way is None:
            wanted = asked.get("file", "a file")
            sentence = f"put {wanted} into {self.folder}, or name another folder with --from."
            if supplier is None or supplier.table_of_file is None:
                sentence = f"no supplier {supplier_id} that hands over tables is known."
            return Outcome(table_id, supplier_id, State.NO_WAY, sentence, is_table=True)
        return self._attempt(table_id, asked, supplier_id, partial(way, supplier, table_id, asked))

    def _way(self, supplier: Supplier | None, path: Path | None, asked: Asked) -> "Way | None":
        if supplier is None:
            return None
        if path is not None and supplier.table_of_file is not None:
            return partial(self._of_file, path)
        if asked.get("address") and supplier.table_of_file is not None:
            return _of_address
        is_by_hand = bool(asked.get("file")) and supplier.asks_with not in asked
        return self._of_supplier if supplier.table is not None and not is_by_hand else None

    def _of_file(self, path: Path, supplier: Supplier, table_id: str, asked: Asked, asking: Asking) -> Table:
        handed = HandedFile(asked["file"])
        name = supplier.supplier_id
        reply = asking.hand(path, lambda: read_handed(handed, path, supplier_id=name, today=self.today))
        return _read(supplier, table_id, asked, reply)

    def _of_supplier(self, supplier: Supplier, table_id: str, asked: Asked, asking: Asking) -> Table:
        if supplier.table is None:  # pragma: no cover  the way was chosen because there is one
            raise DriftError(f"{supplier.supplier_id} hands over no tables.")
        return supplier.table(table_id, asked, self.scope(), asking)

    def _attempt(self, table_id: str, asked: Asked, supplier_id: str, table_of: Callable[[Asking], Table]) -> Outcome:
        """Ask for one table, and keep it if it can be kept."""
        asking = self.asking(supplier_id)
        if self.failed[supplier_id] >= STILL_TRIED:
            sentence = "not asked, since its supplier could not be reached for what was asked before."
            return self._outcome(table_id, supplier_id, State.UNREACHED, sentence)
        try:
            table = table_of(asking)
            key = key_of(table, asked)
            check_table(table, key)
            now, before = keyed(table.columns, table.rows, key), self._held(table_id, key)
            if table_id not in self.accept:
                check_table_drift(table.columns, now, before, table_id=table_id)
        except DriftError as fault:
            self._keep([unmarked(reply) for reply in asking.replies], None, supplier_id)
            return self._outcome(table_id, supplier_id, State.REFUSED, plain(fault, table_id))
        except CollectError as fault:
            self.failed[supplier_id] += not self.is_offline
            return self._outcome(table_id, supplier_id, State.UNREACHED, plain(fault, table_id))
        same = now == before
        self._keep(asking.replies, None if same else _reference(table, key, self.today), supplier_id)
        return self._came(table_id, supplier_id, now, before)

    def _held(self, table_id: str, key: tuple[str, ...]) -> Keyed:
        """Lay the rows that are held out by their key; none where none are held."""
        if not self.archive.table_vintages(table_id):
            return {}
        return keyed(*self.archive.table(table_id), key)

    def _keep(self, replies: list[Reply], table: Reference | None, supplier_id: str) -> None:
        if not self.is_rehearsal:
            self.archive.keep(replies, supplier_id=supplier_id, table=table)

    def _came(self, table_id: str, supplier_id: str, now: Keyed, before: Keyed) -> Outcome:
        """Count the rows that are new, that say something else, and that no longer came."""
        if now == before:
            return self._outcome(table_id, supplier_id, State.UNCHANGED, "nothing new.")
        new, gone = len(now.keys() - before.keys()), len(before.keys() - now.keys())
        revised = sum(before[key] != now[key] for key in before.keys() & now.keys())
        counts = [f"{new:,} new rows"] * bool(new) + [f"{revised:,} changed"] * bool(revised)
        sentence = f"{', '.join(counts + [f'{gone:,} no longer given'] * bool(gone))}."
        return Outcome(
            table_id, supplier_id, State.CAME, sentence, new=new, revised=revised, withdrawn=gone,
            held=f"{len(now):,} rows", since=self.today, is_table=True,
        )  # fmt: skip

    def _outcome(self, table_id: str, supplier_id: str, state: State, sentence: str) -> Outcome:
        newest = next(reversed(self.archive.table_vintages(table_id)), None)
        held = f"{newest.rows:,} rows" if newest else ""
        since = date.fromisoformat(newest.known_from) if newest else None
        return Outcome(table_id, supplier_id, state, sentence, held=held, since=since, is_table=True)


Way = Callable[[Supplier, str, Asked, Asking], Table]


def check_table_names(entries: Collection[SourceEntry], indicators: Collection[str]) -> None:
    """
    Refuse a table whose name another table or a measure has.

    Raises
    ------
    InputError
        With the name.
    """
    names = [table_id for entry in entries for table_id in entry.tables]
    for name, count in Counter(names).items():
        if count > 1 or name in indicators:
            other = "another table's" if count > 1 else "a measure's"
            raise InputError(f'the table "{name}" of sources.yaml has {other} name. Give it one of its own.')


def _of_address(supplier: Supplier, table_id: str, asked: Asked, asking: Asking) -> Table:
    """Ask for a table at the address that sources.yaml gives, if it is the supplier's own."""
    address = asked["address"]
    if origin_of(address) != supplier.origin:
        own = f"only {supplier.origin} is asked" if supplier.origin else "it is asked for nowhere"
        raise DriftError(f"{address} is no address of {supplier.supplier_id}: {own}. Hand the file over with --from.")
    return _read(supplier, table_id, asked, asking(address))


def _read(supplier: Supplier, table_id: str, asked: Asked, reply: Reply) -> Table:
    if supplier.table_of_file is None:  # pragma: no cover  the way was chosen because there is one
        raise DriftError(f"{supplier.supplier_id} hands over no tables.")
    return supplier.table_of_file(table_id, asked, reply)


def _reference(table: Table, key: tuple[str, ...], today: date) -> Reference:
    """
    Write a table in the order of its key, known from today.

    A reply of old that is read anew, with other columns or after somebody accepted it, says nothing of earlier days.
    """
    places = [table.columns.index(column) for column in key]
    rows = tuple(sorted(table.rows, key=lambda row: ([row[place] for place in places], row)))
    return Reference(table.table_id, table.columns, rows, today)
