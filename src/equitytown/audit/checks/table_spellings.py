"""Checks on how a table's words are printed: ranks in one wording, and the spaces that belong in a label."""

import re
from collections.abc import Iterable, Iterator

from equitytown.audit.checks.support import listed, quoted
from equitytown.audit.published import Entry, Published, PublishedTable, Role
from equitytown.audit.remarks import Remark, Sureness

_WORDS = re.compile(r"^(?P<before>[^\d]*)\d+(?P<nth>st|nd|rd|th)?(?P<between>\D+)?(?:\d+)?", re.IGNORECASE)
# "count(% of adults)", but not "child(ren)", "m(s)" or "PM(2.5)".
_NO_SPACE = re.compile(r"[a-z]{2}\((?!\w{1,3}\))|\)[A-Za-z]{2}")
# "Level4", but not "PM2", "CO2", "P8" or "Covid19".
_RUN_ON = re.compile(r"\b(?!covid)[A-Z]?[a-z]{3,}\d+\b", re.IGNORECASE)


def table_spellings(published: Published) -> Iterable[Remark]:
    """Remark on ranks in several wordings, and on words that run into a bracket or a number."""
    for table in published.tables:
        yield from _ranks(table)
        yield from _spaces(table)


def _ranks(table: PublishedTable) -> Iterator[Remark]:
    held: dict[str, list[Entry]] = {}
    for line in table.lines:
        entry = line.at(Role.NEIGHBOURS)
        if entry is not None and entry.rank is not None and (found := _WORDS.match(entry.text)):
            words = " ".join((found["before"] or "").lower().split())
            between = " ".join((found["between"] or "").lower().split())
            held.setdefault(f"{words} {'4th' if found['nth'] else '4'} {between} ...".strip(), []).append(entry)
    if len(held) < 2:  # noqa: PLR2004  one wording is as it should be
        return
    usual = max(held, key=lambda words: len(held[words]))
    odd = [entry for words, cells in held.items() if words != usual for entry in cells]
    yield Remark(
        "R32",
        Sureness.TO_CHECK,
        f"{quoted(entry.text for entry in odd)} {'stands' if len(odd) == 1 else 'stand'} beside "
        f'{len(held[usual])} ranks that are worded as "{held[usual][0].text}" is.',
        "Word every rank alike, so that nobody looks for a difference.",
        tuple(odd),
    )


def _spaces(table: PublishedTable) -> Iterator[Remark]:
    cells: dict[tuple[int, str], Entry] = {}
    for line in table.lines:
        for role in (Role.MEASURE, Role.SOURCE):
            entry = line.at(role)
            if entry is not None and (_NO_SPACE.search(entry.text) or _RUN_ON.search(entry.text)):
                cells.setdefault((entry.row, entry.column.letter), entry)
    if cells:
        found = [_slip(entry.text) for entry in cells.values()]
        yield Remark(
            "R32",
            Sureness.TO_CHECK,
            f"{'1 label or source runs' if len(found) == 1 else f'{len(found)} labels or sources run'} a word into a "
            f"bracket or a number: {listed(found)}.",
            "Put the space in.",
            tuple(cells.values()),
        )


def _slip(text: str) -> str:
    """Quote the word that runs on, and what it runs into."""
    found = _NO_SPACE.search(text) or _RUN_ON.search(text)
    if found is None:
        return ""
    start = text.rfind(" ", 0, found.start()) + 1
    end = text.find(" ", found.end())
    return f'"{text[start : end if end > 0 else len(text)]}"'
