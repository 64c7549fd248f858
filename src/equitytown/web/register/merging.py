"""When two people change one record: both changes are kept, unless both changed the same words."""

from collections.abc import Mapping

from equitytown.terms.register import Kind
from equitytown.terms.register.cells import Plain

Content = dict[str, Plain]


class Conflict(Exception):  # noqa: N818  a page shows it; it is no programming error
    """
    Somebody else changed the same words meanwhile. Nothing was saved.

    `fields` gives, for each such field, what they wrote and what you wrote; `version` is the record's now.
    """

    def __init__(self, version: int, fields: Mapping[str, tuple[Plain, Plain]], merged: Content | None = None) -> None:
        self.version = version
        self.fields = dict(fields)
        self.merged = merged or {}
        super().__init__("Somebody else changed this while you were writing. Nothing was lost; choose what to keep.")


def merge(kind: Kind, *, base: Content, theirs: Content, mine: Content, version: int) -> Content:
    """
    Join two changes to one record, field by field.

    Parameters
    ----------
    kind : Kind
        What the record is.
    base, theirs, mine : dict
        The content that both began with, as it is now, and as you would have it.
    version : int
        The record's version now.

    Returns
    -------
    dict
        Theirs, with each field that only you changed.

    Raises
    ------
    Conflict
        If both changed a field, and not to the same value.
    """
    merged, fields = dict(mine), {}
    for field in kind.fields:
        was, now, wanted = (content.get(field.name) for content in (base, theirs, mine))
        if wanted == was:
            merged[field.name] = now
        elif now not in (was, wanted):
            fields[field.name] = (now, wanted)
    if fields:
        raise Conflict(version, fields, merged)
    return merged
