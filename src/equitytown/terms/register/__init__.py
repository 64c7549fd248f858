"""The register: what partners promised, did and learned, kind by kind. Each kind is declared once, here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar, cast

# Each module declares its kinds as it is read; the order of these lines is the order in which readers meet them.
from equitytown.terms.register import promises as promises  # isort: skip
from equitytown.terms.register import work as work  # isort: skip
from equitytown.terms.register import improving as improving  # isort: skip
from equitytown.terms.register import results as results  # isort: skip
from equitytown.terms.register import partners as partners  # isort: skip
from equitytown.terms.register import learning as learning  # isort: skip
from equitytown.terms.register import governance as governance  # isort: skip
from equitytown.terms.register.fields import Field, Shape
from equitytown.terms.register.kinds import KINDS, Group, Kind, Writer, kind_of

__all__ = ["KINDS", "MEASURES", "Field", "Group", "Kind", "Register", "Shape", "Writer", "kind_of"]

MEASURES = "measures"  # what a link to one of the place's indicators leads to: measured things are no records

_Record = TypeVar("_Record")


@dataclass(frozen=True, slots=True)
class Register:
    """Everything that a register's files hold. An empty register is allowed: a new place has none."""

    records: Mapping[type, tuple[object, ...]] = field(default_factory=dict)

    def all(self, record: type[_Record]) -> tuple[_Record, ...]:
        """
        Give the records of one kind, in the order of their file.

        Examples
        --------
        >>> from equitytown.terms.register.work import Workstream
        >>> Register({Workstream: (Workstream(workstream_id="WS-1", name="Housing"),)}).all(Workstream)[0].name
        'Housing'
        """
        return cast("tuple[_Record, ...]", self.records.get(record, ()))
