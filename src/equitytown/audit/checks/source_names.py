"""Checks on how sources are named in a table: one name for one source, and when it was read."""

import re
from collections.abc import Iterator

from equitytown.audit.checks.support import first_lines, has_figures, is_missing, quoted
from equitytown.audit.published import Entry, PassageKind, Published, PublishedTable, Role
from equitytown.audit.remarks import Remark, Sureness

FEWEST = 3  # words that two names share, of which one holds every word of the other
MORE = 1  # words that the longer name may have beyond the shorter, its initials left out
SHOWN = 3  # cells that are quoted where a column as a whole is meant
_READ = re.compile(
    r"\b(?:accessed|retrieved|downloaded|extracted|read|as (?:at|of))\b|https?://|\bwww\.", re.IGNORECASE
)
_SMALL = frozenset({"of", "the", "for", "and", "in", "to", "on", "at", "from", "by"})


def source_names(published: Published) -> Iterator[Remark]:
    """Remark on one source under several names, and on a table that does not say when its sources were read."""
    under = [one for one in published.passages if one.kind is PassageKind.SOURCE and _READ.search(one.text)]
    for table in published.tables:
        cells = _cells(table)
        yield from _several_names(cells)
        notes = " ".join((*table.notes.values(), *(column.heading for column in table.columns)))
        if under and cells and not _READ.search(notes) and not any(_READ.search(cell.text) for cell in cells):
            yield Remark(
                "R16",
                Sureness.TO_CHECK,
                f"None of the table's {len(cells)} sources says when or where it was read, which "
                f"{'a source line' if len(under) == 1 else f'{len(under)} source lines'} in the text "
                f"{'does' if len(under) == 1 else 'do'}.",
                "Give the day and the address in the column or in a note, so that a revision can be told from a slip.",
                tuple(cells[:SHOWN]),
                tuple(under[:1]),
            )


def _cells(table: PublishedTable) -> list[Entry]:
    rows = {line.row for line in table.lines if has_figures(line)}
    found = [line.at(Role.SOURCE) for line in first_lines(table) if line.row in rows]
    return [entry for entry in found if entry is not None and not is_missing(entry)]


def _words(text: str) -> frozenset[str]:
    """Give the words of a name without its initials, which may stand in brackets or not."""
    plain = re.sub(r"\b[A-Z]{2,6}\b", " ", text)
    return frozenset(word for word in re.findall(r"[a-z]+", plain.lower()) if word not in _SMALL)


def _several_names(cells: list[Entry]) -> Iterator[Remark]:
    """Remark once a source that is printed under several names: with a word less, or without its initials."""
    groups: list[dict[str, list[Entry]]] = []
    for entry in cells:
        for group in groups:
            if any(_one_name(entry.text, name) for name in group):
                group.setdefault(entry.text.strip(), []).append(entry)
                break
        else:
            groups.append({entry.text.strip(): [entry]})
    for group in (held for held in groups if len(held) > 1):
        usual = max(group, key=lambda name: len(group[name]))
        yield Remark(
            "R16",
            Sureness.TO_CHECK,
            f"One source seems to be named in {len(group)} ways: {quoted(group)}.",
            "Use one name throughout, if they are one source.",
            tuple(cell for name, held in group.items() for cell in (held[:1] if name == usual else held)),
        )


def _one_name(one: str, other: str) -> bool:
    if one.strip() == other.strip():
        return True
    shorter, longer = sorted((_words(one), _words(other)), key=len)
    return len(shorter) >= FEWEST and shorter <= longer and len(longer) - len(shorter) <= MORE
