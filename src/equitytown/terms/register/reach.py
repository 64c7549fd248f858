"""Whom a programme reached: different people and contacts, which are never added together."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from equitytown.terms.register.results import COUNTS, Programme, Progress

EVERY_TIME, EACH_ONCE, _ = COUNTS
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")


@dataclass(frozen=True, slots=True)
class Reach:
    """
    Entries that count people, by how they counted them.

    `people` counted each person once in its own period; `contacts` counted every time. Entries of one kind are not
    added to each other either: somebody may be in several.
    """

    people: tuple[Progress, ...]
    contacts: tuple[Progress, ...]

    @property
    def entries(self) -> frozenset[str]:
        """The references of all entries that count people."""
        return frozenset(entry.progress_id for entry in (*self.people, *self.contacts))


def reach(entries: Iterable[Progress]) -> Reach:
    """
    Part the entries that count people by how they counted them.

    Entries without a figure, and those that do not say how people were counted, are in neither.
    """
    told = [entry for entry in entries if entry.value is not None]
    return Reach(
        people=tuple(entry for entry in told if entry.counted == EACH_ONCE),
        contacts=tuple(entry for entry in told if entry.counted == EVERY_TIME),
    )


def is_early(programme: Programme, on: date) -> bool | None:
    """
    Say whether it is too early to look for a change in what a programme is to change.

    Parameters
    ----------
    programme : Programme
        Its `lag` names the year from which a change can be looked for.
    on : date
        The day of the edition.

    Returns
    -------
    bool or None
        None where no year is told: then nothing may be claimed either.

    Examples
    --------
    >>> is_early(Programme(lag="2030"), date(2026, 11, 26)), is_early(Programme(), date(2026, 11, 26))
    (True, None)
    """
    year = _YEAR.search(programme.lag)
    return on.year < int(year[0]) if year else None
