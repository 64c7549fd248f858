"""Columns of a file that was handed in, matched with what a kind tells."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from equitytown.place.words import shown
from equitytown.terms.register import Field, Kind
from equitytown.web.register.exchange.faults import Fault, Faulty
from equitytown.web.register.exchange.reading import HEAD, MOST_ROWS, Rows
from equitytown.web.register.exchange.sheets import ONLY_TOLD, columns


def plain(heading: str) -> str:
    """
    Give a heading as it is compared: small letters, single spaces.

    Examples
    --------
    >>> plain(" Lead  Organisation* ")
    'lead organisation'
    """
    return " ".join(heading.replace("_", " ").strip(" *:").casefold().split())


TOLD = frozenset(map(plain, ONLY_TOLD))


@dataclass(frozen=True, slots=True)
class Table:
    """The fields that a file's columns tell, by the column's place, and its rows below the headings."""

    fields: Mapping[int, Field]
    rows: Rows


def read_headings(kind: Kind, rows: Rows) -> tuple[Table, list[Fault]]:
    """
    Find the row of headings, and what each column tells.

    Returns
    -------
    table : Table
        What was found.
    faults : list of Fault
        Columns that are not known or stand twice.

    Raises
    ------
    Faulty
        If no row among the first has a known heading, or there is nothing below it.
    """
    known = _known(kind)
    counts = [sum(plain(cell) in known for cell in cells) for _, cells in rows[:HEAD]]
    if not counts or not max(counts):
        labels = ", ".join(f.label for f in columns(kind, public=False)[:6])
        near = [word for _, cells in rows[:1] for cell in cells if (word := _nearest(cell, kind))]
        mend = " ".join(near[:3]) or f"Begin it with a row of headings: {labels} and so on."
        raise Faulty([Fault(0, "", f"No row of headings was found. {mend} A template can be downloaded.")])
    at = counts.index(max(counts))
    number, headings = rows[at]
    below = rows[at + 1 :]
    if not below:
        raise Faulty([Fault(0, "", "There are no rows below the headings. Fill some in.")])
    if len(below) > MOST_ROWS:
        raise Faulty(
            [Fault(0, "", f"It has {len(below):,} rows, and {MOST_ROWS:,} are the most. Hand it in in parts.")]
        )
    fields, faults = _matched(kind, number, headings, known)
    beyond = [(row, cells) for row, cells in below if any(cell.strip() for cell in cells[len(headings) :])]
    faults += [Fault(row, "", "It has cells beyond the last heading. Take them out.") for row, _ in beyond]
    return Table(fields, below), faults


def _known(kind: Kind) -> dict[str, Field | None]:
    """Give the fields by label and by name; None for columns that are passed over."""
    fields = columns(kind, public=False)
    return {
        **dict.fromkeys(TOLD),
        **{plain(f.name): f for f in fields},
        **{plain(f.label): f for f in fields},
    }


def _matched(
    kind: Kind, number: int, headings: list[str], known: Mapping[str, Field | None]
) -> tuple[dict[int, Field], list[Fault]]:
    fields: dict[int, Field] = {}
    faults = []
    for place, heading in enumerate(headings):
        if not plain(heading):
            continue
        if plain(heading) not in known:
            mend = _nearest(heading, kind) or "Take the column out, or give it a heading of the template."
            faults.append(Fault(number, shown(heading), f"No {kind.singular} has such a column. {mend}"))
        elif (field := known[plain(heading)]) in fields.values() and field:
            faults.append(Fault(number, shown(heading), "It stands twice. Take out one of them."))
        elif field:
            fields[place] = field
    return fields, faults


def _nearest(heading: str, kind: Kind) -> str:
    """Ask whether the nearest heading was meant; nothing where none is near."""
    labels = {plain(word): f.label for f in columns(kind, public=False) for word in (f.name, f.label)}
    near = get_close_matches(plain(heading)[:80], list(labels), n=1, cutoff=0.6)
    return f'Did you mean "{labels[near[0]]}"?' if near else ""
