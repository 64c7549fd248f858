"""
The archive of a place: snapshots untouched, observations that never change, and a manifest that lists them.

Snapshots and observations are written first, under names made of what they hold. The manifest then changes by one
atomic rename, so whoever reads finds all of a measure's figures or none. What no manifest lists is not there.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from equitytown.errors import CollectError, InputError
from equitytown.store.disk import PARTIAL, locked, write_whole
from equitytown.store.observations import as_parquet, named, read_observations
from equitytown.store.snapshots import sha256_of
from equitytown.store.tables import TABLES, Cells, Reference, TableVintage, read_table, table_as_parquet, table_path
from equitytown.terms.observation import Observation, Status
from equitytown.terms.place import SourceFile
from equitytown.terms.reply import Reply

FORM = 1  # of the manifest; raised when its keys change meaning
STORE = "store"  # the archive's folder, within the place's
MANIFEST, CHECKED, LOCK = "manifest.json", "checked.json", ".lock"
SNAPSHOTS, OBSERVATIONS = "snapshots", "observations"


def body_path(sha256: str) -> str:
    """Say where the bytes of a snapshot stand within an archive."""
    return f"{SNAPSHOTS}/{sha256[:2]}/{sha256}"


@dataclass(frozen=True, slots=True)
class Kept:
    """A reply that is held: all of it but its bytes, which stand under their hash."""

    supplier_id: str
    address: str
    retrieved: str
    media_type: str
    etag: str
    last_modified: str
    sha256: str
    size: int

    @property
    def path(self) -> str:
        """Where its bytes stand within the archive."""
        return body_path(self.sha256)


@dataclass(frozen=True, slots=True)
class Vintage:
    """One measure's figures from one supplier as they came once: a file of observations and its snapshots."""

    indicator_id: str
    supplier_id: str
    path: str
    sha256: str
    rows: int
    known_from: str
    snapshots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the archive holds, in the order in which it came."""

    replies: tuple[Kept, ...] = ()
    vintages: tuple[Vintage, ...] = ()
    tables: tuple[TableVintage, ...] = ()


@dataclass(slots=True)
class Archive:
    """
    A place's archive, in a folder of its own.

    Reading takes no lock: nothing that the manifest lists is changed or removed. Writing is done by one at a time.
    """

    root: Path
    manifest: Manifest = field(init=False)

    def __post_init__(self) -> None:
        self.manifest = _read(self.root / MANIFEST)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """
        Be the one who writes, and clear what a killed one left.

        Raises
        ------
        CollectError
            If another collects for this place now, or the disk cannot be written. What was held stands.
        """
        with _told(self.root):
            self.root.mkdir(parents=True, exist_ok=True)
            with locked(self.root / LOCK, wait=False) as is_ours:
                if not is_ours:
                    raise CollectError(f"another run is collecting into {self.root}. Wait until it has ended.")
                self.manifest = _read(self.root / MANIFEST)
                self._clear()
                yield

    def check_clock(self, today: date) -> None:
        """
        Refuse to write on a day before the newest that is held.

        Raises
        ------
        CollectError
            If this machine's clock was set back, or was ahead when something was kept.
        """
        newest = max((k.retrieved for k in self.manifest.replies), default="")
        if newest > today.isoformat():
            raise CollectError(
                f"this machine's clock says {today}, and {self.root} holds a reply of {newest}. Set the clock right: "
                "what is kept now would stand before what is newer."
            )

    def read(self, vintage: Vintage, *, until: date | None = None) -> list[Observation]:
        """
        Read a vintage, without what became known after a day.

        Raises
        ------
        InputError
            If its file is missing or is not what was written.
        """
        return read_observations(self._untouched(vintage), until=until)

    def newest(self, address: str) -> Reply | None:
        """Give what an address answered last; None where it was never asked."""
        kept = self._newest(address)
        return self._reply(kept) if kept is not None else None

    def _newest(self, address: str) -> Kept | None:
        return next((k for k in reversed(self.manifest.replies) if k.address == address), None)

    def kept(self, snapshot_id: str) -> Kept | None:
        """Find a snapshot by the first characters of its hash."""
        return next((k for k in self.manifest.replies if k.sha256.startswith(snapshot_id)), None)

    def vintages(self, indicator_id: str, supplier_id: str) -> list[Vintage]:
        """List a measure's vintages from a supplier, oldest first."""
        return [v for v in self.manifest.vintages if (v.indicator_id, v.supplier_id) == (indicator_id, supplier_id)]

    def figures(self, indicator_id: str, supplier_id: str) -> list[Observation]:
        """Give a measure's newest figures from a supplier; none where none are held."""
        held = self.vintages(indicator_id, supplier_id)
        return self.read(held[-1]) if held else []

    def observations(self, *, on: date | None = None) -> tuple[tuple[Observation, ...], tuple[SourceFile, ...]]:
        """
        Give every vintage of every figure that says something new, and the files they stand in.

        Parameters
        ----------
        on : date, optional
            Leave out what became known later: an edition of that day then rebuilds as it was.

        Raises
        ------
        InputError
            If a file is missing or is not what was written.
        """
        files = [v for v in self.manifest.vintages if on is None or date.fromisoformat(v.known_from) <= on]
        read = ((v.supplier_id, o) for v in files for o in self.read(v, until=on))
        return tuple(_new_only(read)), tuple(self._source(v) for v in files)

    def table_vintages(self, table_id: str) -> list[TableVintage]:
        """List a table's vintages, oldest first."""
        return [v for v in self.manifest.tables if v.table_id == table_id]

    def table(self, table_id: str, *, on: date | None = None) -> tuple[tuple[str, ...], Cells]:
        """
        Give a table of reference, as it was known last.

        Parameters
        ----------
        table_id : str
            Its identifier in sources.yaml.
        on : date, optional
            Leave out what became known later.

        Returns
        -------
        tuple of columns and rows
            Cells are text; rows stand in the order of their key.

        Raises
        ------
        InputError
            If none was held by then, or its file is missing or is not what was written.
        """
        files = [v for v in self.table_vintages(table_id) if on is None or date.fromisoformat(v.known_from) <= on]
        if not files:
            when = f" on {on}" if on else ""
            raise InputError(f"no table {table_id} is held{when}. Collect it first: it stands in sources.yaml.")
        return read_table(self._untouched(files[-1]))

    def _source(self, vintage: Vintage) -> SourceFile:
        size = (self.root / vintage.path).stat().st_size
        return SourceFile(f"{STORE}/{vintage.path}", vintage.sha256, size, vintage.rows)

    def keep(
        self,
        replies: Iterable[Reply],
        observations: Sequence[Observation] = (),
        *,
        supplier_id: str,
        table: Reference | None = None,
    ) -> bool:
        """
        Keep a measure's replies and figures, or a table's replies and rows, all or nothing.

        Parameters
        ----------
        replies : iterable of Reply
            Every reply that the figures were read from, and those that led to them.
        observations : sequence of Observation
            One measure's figures; none where they say nothing new.
        supplier_id : str
            Who sent them.
        table : Reference, optional
            A table of reference that says something new.

        Returns
        -------
        bool
            False when all of it was held already and nothing was written.

        Raises
        ------
        CollectError
            If the disk cannot be written; what was held stands.
        """
        came = list(replies)
        fresh = [r for r in came if not self._is_newest(r)]
        with _told(self.root):
            for reply in fresh:
                self._write_once(self.root / body_path(reply.sha256), reply.body)
            added = (self._vintage(observations, supplier_id),) if observations else ()
            tables = (self._table_vintage(table, came, supplier_id),) if table is not None else ()
            if fresh or added or tables:
                old = self.manifest
                replies_now = (*old.replies, *map(_kept, fresh))
                self._switch(Manifest(replies_now, (*old.vintages, *added), (*old.tables, *tables)))
        return bool(fresh or added or tables)

    def note_checked(self, outcomes: Mapping[str, Mapping[str, str]]) -> None:
        """Remember when each measure was last asked for and how that went; only status reads it."""
        words = json.dumps(dict(sorted({**self.checked(), **outcomes}.items())), indent=2, ensure_ascii=False) + "\n"
        with _told(self.root):
            if not (self.root / CHECKED).exists() or (self.root / CHECKED).read_text(encoding="utf-8") != words:
                write_whole(self.root / CHECKED, words.encode())

    def checked(self) -> dict[str, dict[str, str]]:
        """Give how asking for each measure last went; nothing where that cannot be read."""
        try:
            found: dict[str, dict[str, str]] = json.loads((self.root / CHECKED).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found

    def _reply(self, kept: Kept) -> Reply | None:
        """Read a snapshot back; None where its bytes are not what they were."""
        path = self.root / kept.path
        if not path.is_file():
            return None
        reply = Reply(
            kept.supplier_id, kept.address, path.read_bytes(), date.fromisoformat(kept.retrieved), kept.media_type,
            kept.etag, kept.last_modified,
        )  # fmt: skip
        return reply if reply.sha256 == kept.sha256 else None

    def _is_newest(self, reply: Reply) -> bool:
        """Say whether a reply is what its address answered last, and its bytes stand."""
        kept = self._newest(reply.address)
        return kept is not None and kept.sha256 == reply.sha256 and self._reply(kept) is not None

    def _write_once(self, path: Path, data: bytes) -> None:
        if not path.exists() or path.read_bytes() != data:
            write_whole(path, data)

    def _vintage(self, observations: Sequence[Observation], supplier_id: str) -> Vintage:
        """Write a file of observations, unless it is there."""
        name = observations[0].indicator_id
        path = f"{OBSERVATIONS}/{name}-{named(observations)}.parquet"
        data = as_parquet(observations)
        self._write_once(self.root / path, data)
        return Vintage(
            name, supplier_id, path, sha256_of(data), len(observations),
            min(o.known_from for o in observations).isoformat(),
            tuple(sorted({o.provenance.snapshot_id for o in observations})),
        )  # fmt: skip

    def _table_vintage(self, table: Reference, replies: Sequence[Reply], supplier_id: str) -> TableVintage:
        """Write a table's file, unless it is there."""
        path, data = table_path(table), table_as_parquet(table)
        self._write_once(self.root / path, data)
        snapshots = tuple(sorted({reply.snapshot_id for reply in replies}))
        since = table.known_from.isoformat()
        return TableVintage(table.table_id, supplier_id, path, sha256_of(data), len(table.rows), since, snapshots)

    def _switch(self, fresh: Manifest) -> None:
        """Change what is held, in one step."""
        data = {"manifest": FORM, **asdict(fresh)}
        write_whole(self.root / MANIFEST, (json.dumps(data, indent=1, ensure_ascii=False) + "\n").encode())
        self.manifest = fresh

    def _untouched(self, vintage: Vintage | TableVintage) -> Path:
        """Give a vintage's file, once its bytes are seen to be those that were written."""
        path = self.root / vintage.path
        if not path.is_file() or sha256_of(path.read_bytes()) != vintage.sha256:
            raise InputError(
                f"{path} is missing or has been changed, so what it held cannot be trusted. Put it back from a copy."
            )
        return path

    def _clear(self) -> None:
        """Remove what a killed run left: files that are not whole, and those that no manifest lists."""
        listed = {self.root / k.path for k in self.manifest.replies}
        listed |= {self.root / v.path for v in self.manifest.vintages}
        listed |= {self.root / v.path for v in self.manifest.tables}
        for folder in (self.root / SNAPSHOTS, self.root / OBSERVATIONS, self.root / TABLES):
            for path in folder.rglob("*"):
                if path.is_file() and path not in listed:
                    path.unlink()
        for path in self.root.glob(f"{PARTIAL}*"):
            path.unlink()


def _new_only(read: Iterable[tuple[str, Observation]]) -> Iterator[Observation]:
    """
    Leave out a vintage that repeats the one before it from its source: a figure keeps the day it was first known.

    Of several of one day the last stands. A gap never hides a figure that was given; a suppression does.
    """
    of_day: dict[object, tuple[str, Observation]] = {}  # object: a source, a figure's key and a day
    for source, o in read:
        of_day[source, o.key, o.known_from] = source, o
    before: dict[object, tuple[object, ...]] = {}  # object: a source and a figure's key
    for source, o in of_day.values():
        earlier = before.get((source, o.key))
        is_gap = o.value is None and o.status is Status.MISSING and earlier is not None
        if earlier != said(o) and not is_gap:
            before[source, o.key] = said(o)
            yield o


def said(o: Observation) -> tuple[object, ...]:
    """Give what a figure says: all but where and when it came from."""
    return (o.value, o.lower, o.upper, o.numerator, o.denominator, o.status, o.published_rating, o.note)


def _kept(reply: Reply) -> Kept:
    return Kept(
        reply.supplier_id, reply.address, reply.retrieved.isoformat(), reply.media_type, reply.etag,
        reply.last_modified, reply.sha256, len(reply.body),
    )  # fmt: skip


def _read(path: Path) -> Manifest:
    """Read a manifest; an empty one where there is none."""
    if not path.exists():
        return Manifest()
    try:
        held: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))  # JSON of unknown shape
        if held["manifest"] != FORM:
            raise InputError(f"{path} was written by a newer Equity Town. Update yours.")
        vintages = (Vintage(**{**v, "snapshots": tuple(v["snapshots"])}) for v in held["vintages"])
        tables = (TableVintage(**{**v, "snapshots": tuple(v["snapshots"])}) for v in held.get("tables", ()))
        return Manifest(tuple(Kept(**k) for k in held["replies"]), tuple(vintages), tuple(tables))
    except (ValueError, TypeError, KeyError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"{path} cannot be read as a manifest. Put it back from a copy.") from error


@contextmanager
def _told(root: Path) -> Iterator[None]:
    """Say in a sentence what the disk says in a number."""
    try:
        yield
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        raise CollectError(
            f"{root} could not be written: {error.strerror or error}{where}. What was held before stands. "
            "Put the cause right and run the command again."
        ) from error
