"""Checks on abbreviations in a table: each is spelt out somewhere in the document, and not only long after its use."""

import re
from collections.abc import Iterable, Iterator

from equitytown.audit.checks.support import listed
from equitytown.audit.published import Column, Entry, Passage, Published, PublishedTable, Role
from equitytown.audit.remarks import Remark, Sureness

_LETTERS = re.compile(r"(?<![\w-])[A-Z][A-Za-z]?[A-Z]{1,5}(?![\w-])")
# What every reader of a council's report knows, codes, and Roman numbers.
_KNOWN = frozenset(
    {"NHS", "UK", "GP", "GPS", "TBC", "TBA", "TBD", "NA", "RAG", "OK", "ID", "II", "III", "IV", "VI", "CI"}
)
LONGEST = 120  # letters before a bracket in which the words of an abbreviation stand


def table_abbreviations(published: Published) -> Iterable[Remark]:
    """Remark once a table on the abbreviations that nothing spells out, and on those spelt out only later."""
    for table in published.tables:
        used = _used(table)
        texts = [*_texts(table), *(passage.text for passage in published.passages)]
        never = {
            letters: cells for letters, cells in used.items() if not any(spells_out(letters, one) for one in texts)
        }
        if never:
            yield Remark(
                "R32",
                Sureness.TO_CHECK,
                f"{listed(list(never), most=len(never))} {'stands' if len(never) == 1 else 'stand'} in the table and "
                f"{'is' if len(never) == 1 else 'are'} nowhere spelt out.",
                "Spell each out where it is first used, or in a note below the table.",
                tuple(dict.fromkeys(cells[0] for cells in never.values())),
            )
        yield from _late(used, table, published.passages)


def spells_out(letters: str, text: str) -> bool:
    """
    Say whether a text gives the words that letters stand for.

    Examples
    --------
    >>> spells_out("ONS", "Office for National Statistics (ONS)"), spells_out("ONS", "ONS, taken from Fingertips")
    (True, False)
    """
    for found in re.finditer(rf"\b{re.escape(letters)}\b", text):
        before = text[max(0, found.start() - LONGEST) : found.start()].rstrip()
        after = text[found.end() : found.end() + LONGEST].lstrip()
        if before.endswith(("(", "- ", ", or", "=")) and _begin_with(letters, before):
            return True
        if re.match(r"(?:\(|=|:|stands for|means|is short for|is the)\s*\w", after) and _begin_with(
            letters, after, first=True
        ):
            return True
    return False


def _begin_with(letters: str, text: str, *, first: bool = False) -> bool:
    """Say whether the letters are, in order, first letters of the words before a bracket or after it."""
    words = re.findall(r"[A-Za-z]+", text)
    near = words[: 3 * len(letters)] if first else words[-3 * len(letters) :]
    initials = "".join(word[0] for word in near).upper()
    at = -1
    for letter in letters.upper():
        at = initials.find(letter, at + 1)
        if at < 0:
            return False
    return True


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


def _late(used: dict[str, list[Entry]], table: PublishedTable, passages: tuple[Passage, ...]) -> Iterator[Remark]:
    """Remark where an abbreviation of the table is spelt out only in text that stands below it."""
    own = list(_texts(table))
    held: list[tuple[str, Entry, Passage]] = []
    for letters, cells in used.items():
        telling = [passage for passage in passages if spells_out(letters, passage.text)]
        lines = [passage for passage in telling if passage.unit == "line"]
        if not lines or len(lines) < len(telling) or any(spells_out(letters, text) for text in own):
            continue
        if min(passage.line for passage in lines) > cells[0].row:
            held.append((letters, cells[0], lines[0]))
    if held:
        told = [f"{letters} (row {entry.row}, then line {passage.line})" for letters, entry, passage in held]
        yield Remark(
            "R32",
            Sureness.TO_CHECK,
            f"Spelt out only after the table: {listed(told)}.",
            "Spell it out where it is first used.",
            tuple(entry for _, entry, _ in held),
            tuple(dict.fromkeys(passage for *_, passage in held)),
        )
