"""Sources: who hands figures over, what lies ready to be read, and figures that were put right by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class HandedFile:
    """
    A file that is read in place of the network.

    Without `columns` it is in the supplier's own layout. With them, they map our column to the file's;
    `indicators` gives what the file calls each indicator, `where` keeps rows and `without` leaves rows out by a
    column's cell, and `scale` is what a value is multiplied by. `dated` is the day from which its figures can be
    shown to have stood.
    """

    path: str
    sheet: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    indicators: Mapping[str, str] = field(default_factory=dict)
    where: Mapping[str, str] = field(default_factory=dict)
    without: Mapping[str, str] = field(default_factory=dict)
    scale: float = 1.0
    dated: date | None = None
    title: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A supplier as a place's sources.yaml describes it."""

    supplier_id: str
    name: str
    publisher: str
    licence: str
    address: str = ""
    files: tuple[HandedFile, ...] = ()
    tables: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Correction:
    """
    A supplier's figure that is known to be wrong, and what stands in its place; None withholds it.

    `published` is what the supplier gives: when it gives something else, the correction is out of date. It stands
    from `dated` and ends before `until`.
    """

    indicator_id: str
    area_code: str
    period: str
    sex: str
    published: float
    value: float | None
    reason: str
    evidence: str
    reviewed_by: str
    dated: date
    until: date | None = None
