"""The data log: every file and snapshot that an edition was made from, and what became of its figures."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from equitytown.place.files import SHOWN_BYTES
from equitytown.publish.edition import Edition
from equitytown.store.archive import OBSERVATIONS, STORE
from equitytown.terms.observation import SUMMED, Observation, Status

COLUMNS = (
    "path", "publisher", "title", "licence", "address", "retrieved", "age_days", "sha256", "rows_in", "used",
    "withheld", "replaced", "too_late",
)  # fmt: skip
WORKED_OUT = "worked out here"  # in place of a path, for figures that no file holds


@dataclass(frozen=True, slots=True)
class LogRow:
    """
    One publication in one file, and what became of its figures.

    `used` are those in use, `withheld` those that a small-number rule keeps back, `replaced` older vintages, and
    `too_late` those known only after the edition's day. `sha256` is "not given" where counts are withheld. A file
    that holds no figures has no publisher.
    """

    path: str
    sha256: str
    rows: int
    publisher: str = ""
    title: str = ""
    licence: str = ""
    address: str = ""
    retrieved: date | None = None
    used: int = 0
    withheld: int = 0
    replaced: int = 0
    too_late: int = 0

    def age(self, on: date) -> int | None:
        """Count the days since it was read; None where it holds no figures."""
        return (on - self.retrieved).days if self.retrieved is not None else None

    def cells(self, on: date) -> tuple[str | float | None, ...]:
        """Give the row as the file's columns."""
        read = self.retrieved.isoformat() if self.retrieved is not None else None
        return (
            self.path, self.publisher, self.title, self.licence, self.address, read, self.age(on), self.sha256,
            self.rows, self.used, self.withheld, self.replaced, self.too_late,
        )  # fmt: skip


def data_log(edition: Edition) -> tuple[LogRow, ...]:
    """
    Say of every file and snapshot what it is and what became of its figures.

    Parameters
    ----------
    edition : Edition
        As compared.

    Returns
    -------
    tuple of LogRow
        By path, publisher and title; a file with figures of several publications has a row for each. Figures worked
        out here from others stand under "worked out here".
    """
    sources = _Sources.of(edition)
    day = edition.place.report.as_of
    printed = dict.fromkeys(f.observation for f in edition.printed)
    in_use = {_mark(o) for o in (*edition.holdings.observations, *printed)}
    about: dict[tuple[str, ...], list[Observation]] = defaultdict(list)
    for o in (*edition.place.observations, *printed):
        found = o.provenance
        about[sources.path_of(o), found.publisher, found.title, found.licence, found.address].append(o)
    rows = [_row(key, held, in_use, day, sources) for key, held in about.items()]
    named = {row.path for row in rows}
    bare = [LogRow(path, sha256, count) for path, (sha256, count) in sources.files.items() if path not in named]
    return tuple(sorted((*rows, *bare), key=lambda row: (row.path, row.publisher, row.title, row.address)))


@dataclass(frozen=True, slots=True)
class _Sources:
    """The files and snapshots of an edition: hash and rows by path, and the path by the start of a hash."""

    files: dict[str, tuple[str, int]]
    by_start: dict[str, str]

    @classmethod
    def of(cls, edition: Edition) -> "_Sources":
        files = {file.path: (file.sha256, file.rows) for file in edition.place.files}
        named = {o.provenance.snapshot_id for o in edition.place.observations}
        replies = (kept for kept in edition.snapshots if kept.sha256[:SHOWN_BYTES] in named)
        files |= {f"{STORE}/{kept.path}": (kept.sha256, 0) for kept in replies}
        return cls(files, {sha256[:SHOWN_BYTES]: path for path, (sha256, _) in files.items()})

    def path_of(self, o: Observation) -> str:
        """Name the file that a figure was read from; of a protected one, whose file tells no hash, by its measure."""
        if SUMMED in o.provenance.title:
            return WORKED_OUT
        protected = (f"data/{o.indicator_id}.csv", f"{STORE}/{OBSERVATIONS}/{o.indicator_id}.parquet")
        for path in (self.by_start.get(o.provenance.snapshot_id, ""), *protected):
            if path in self.files:
                return path
        return WORKED_OUT


def _mark(o: Observation) -> tuple[object, ...]:
    return (o.key, o.known_from, o.provenance.snapshot_id, o.provenance.row)


def _row(
    key: tuple[str, ...], held: Iterable[Observation], in_use: set[tuple[object, ...]], day: date, sources: _Sources
) -> LogRow:
    path, publisher, title, licence, address = key
    held = list(held)
    counts = Counter(_became(o, in_use, day) for o in held)
    sha256, rows = sources.files.get(path, ("", 0))
    read = max(o.provenance.retrieved for o in held)
    return LogRow(path, sha256, rows, publisher, title, licence, address, read, counts["used"], counts["withheld"],
                  counts["replaced"], counts["too late"])  # fmt: skip


def _became(o: Observation, in_use: set[tuple[object, ...]], day: date) -> str:
    """Say what became of a figure."""
    if o.known_from > day:
        return "too late"
    if _mark(o) not in in_use:
        return "replaced"
    return "withheld" if o.status is Status.SUPPRESSED else "used"
