"""Checks on abbreviations in a table: each is spelt out somewhere in the document."""

import re
from collections.abc import Iterable, Iterator

from equitytown.audit.checks.abbreviations import explains
from equitytown.audit.checks.support import listed
from equitytown.audit.published import Column, Entry, Published, PublishedTable, Role
from equitytown.audit.remarks import Remark, Sureness

_LETTERS = re.compile(r"(?<![\w-])[A-Z][A-Za-z]?[A-Z]{1,5}(?![\w-])")
# What every reader of a council's report knows, codes, and Roman numbers.
_KNOWN = frozenset(
    {"NHS", "UK", "GP", "GPS", "TBC", "TBA", "TBD", "NA", "RAG", "OK", "ID", "II", "III", "IV", "VI", "CI"}
)


def table_abbreviations(published: Published) -> Iterable[Remark]:
    """Remark once a table on the abbreviations of its headings, labels and sources that nothing spells out."""
    for table in published.tables:
        used = _used(table)
        texts = [*_texts(table), *(passage.text for passage in published.passages)]
        never = {letters: cells for letters, cells in used.items() if not any(explains(one, letters) for one in texts)}
        if never:
            yield Remark(
                "R32",
                Sureness.TO_CHECK,
                f"{listed(list(never), most=len(never))} {'stands' if len(never) == 1 else 'stand'} in the table and "
                f"{'is' if len(never) == 1 else 'are'} nowhere spelt out.",
                "Spell each out where it is first used, or in a note below the table.",
                tuple(dict.fromkeys(cells[0] for cells in never.values())),
            )


def _texts(table: PublishedTable) -> Iterator[str]:
    """Give every text of a table that may spell something out."""
    yield from (column.heading for column in table.columns)
    yield from (f"{code} = {meaning}" for code, meaning in table.key.items())
    yield from table.notes.values()
    yield from (line.words(role) for line in table.lines for role in (Role.GROUP, Role.MEASURE, Role.SOURCE))


def _used(table: PublishedTable) -> dict[str, list[Entry]]:
    """Give each abbreviation of headings, labels and sources, with the cells that show where it stands."""
    held: dict[str, list[Entry]] = {}
    for column in table.columns:
        cell = _first_under(table, column)
        for letters in _LETTERS.findall(column.heading) if cell else ():
            held.setdefault(letters, []).append(cell) if cell else None
    for line in table.lines:
        for role in (Role.MEASURE, Role.SOURCE):
            entry = line.at(role)
            for letters in _LETTERS.findall(entry.text) if entry else ():
                if entry is not None and entry not in held.setdefault(letters, []):
                    held[letters].append(entry)
    return {letters: cells for letters, cells in held.items() if letters.upper() not in _KNOWN}


def _first_under(table: PublishedTable, column: Column) -> Entry | None:
    return next((entry for line in table.lines for entry in line.entries.values() if entry.column == column), None)
