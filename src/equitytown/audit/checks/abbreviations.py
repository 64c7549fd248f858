"""Checks on abbreviations: each is written out, and where it is first used."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from equitytown.audit.checks.support import listed
from equitytown.audit.published import Entry, Passage, PassageKind, Published, Role
from equitytown.audit.remarks import Remark, Sureness

_LETTERS = re.compile(r"(?<![\w/.-])[A-Z][A-Za-z0-9]*[A-Z]\w*|(?<![\w/.-])[A-Z]{2,}\w*")
# Names that stand for themselves, or that nobody needs written out.
_KNOWN = re.compile(
    r"(?:NHS|UK|GB|EU|UN|USA?|BBC|HIV|AIDS|COVID|TV|IT|PDF|CSV|HTML|XML|JSON|YAML|SVG|PNG|URL|BMI|GP|GCSE|MP|SMS|PE|ID|DIY|NA|AND|OR|NOT|TB[CDA])s?$"
)
_ROMAN = re.compile(r"[IVX]+$")
_WEB = re.compile(r"https?://\S+|www\.\S+|\S{1,80}@\S+|\[[^\]]*\]\([^)]*\)")
_SMALL = frozenset(("the", "of", "and", "for", "in", "to", "on", "a", "an", "with", "from", "by", "or"))


@dataclass(frozen=True, slots=True)
class _Use:
    """An abbreviation, where it is first used and, if anywhere, where it is written out."""

    name: str
    first: Passage
    written: Passage | None
    cell: Entry | None = None


def abbreviations(published: Published) -> Iterable[Remark]:
    """R32: an abbreviation is written out where it is first used."""
    uses = list(_uses(published))
    never = [use for use in uses if use.written is None]
    late = [use for use in uses if use.written is not None and (use.cell or use.written != use.first)]
    if never:
        yield _remark(
            [f"{use.name} ({use.first.where})" for use in never],
            "never written out",
            tuple(dict.fromkeys(use.first for use in never)),
        )
    if late:
        yield _remark(
            [f"{use.name} ({_used(use)}, written out at {use.written.where})" for use in late if use.written],
            "written out later than first used, or without the letters beside the name",
            tuple(dict.fromkeys(one for use in late for one in (use.first, use.written) if one)),
            tuple(dict.fromkeys(use.cell for use in late if use.cell)),
        )


def _used(use: _Use) -> str:
    return use.cell.where if use.cell else use.first.where


def _remark(named: Sequence[str], what: str, passages: tuple[Passage, ...], entries: tuple[Entry, ...] = ()) -> Remark:
    count = f"{len(named)} abbreviations are" if len(named) > 1 else "One abbreviation is"
    return Remark(
        "R32",
        Sureness.TO_CHECK,
        f"{count} {what}: {', '.join(named) if len(named) <= MOST_NAMED else listed(named)}.",
        "Write each out where it first stands, with its letters in brackets.",
        entries,
        passages,
    )


MOST_NAMED = 24  # abbreviations: so many are named one by one


def _uses(published: Published) -> Iterator[_Use]:
    told = [passage for passage in published.passages if passage.kind is not PassageKind.HEADING]
    texts = [_WEB.sub(" ", passage.text) for passage in told]
    first: dict[str, int] = {}
    for at, text in enumerate(texts):
        if text.isupper():
            continue
        for found in _LETTERS.finditer(text):
            if _is_abbreviation(found.group()):
                first.setdefault(found.group().removesuffix("s"), at)
    known = {name for name in first if any(explains(passage.text, name) for passage in _headings(published))}
    known |= {name for name in first if any(explains(text, name) for text in _cells(published))}
    for name, at in first.items():
        if explains(texts[at], name) or name in known:
            continue
        written = next((other for other, text in enumerate(texts) if explains(text, name)), None)
        if written is None:
            written = next((other for other, text in enumerate(texts) if _spells(text, name)), None)
        yield _Use(name, told[at], None if written is None else told[written])
    yield from _in_table_first(published, texts, told)


def _in_table_first(published: Published, texts: Sequence[str], told: Sequence[Passage]) -> Iterator[_Use]:
    """Give what a table's labels use and only a later line of the text writes out."""
    cells = [cell for table in published.tables for line in table.lines if (cell := line.at(Role.MEASURE))]
    names = {found.group(): cell for cell in reversed(cells) for found in _LETTERS.finditer(cell.text)}
    for name, cell in names.items():
        written = next((passage for passage, text in zip(told, texts, strict=True) if explains(text, name)), None)
        if written is not None and written.unit == "line" and written.line > cell.row and _is_abbreviation(name):
            yield _Use(name, written, written, cell)


def _headings(published: Published) -> list[Passage]:
    return [passage for passage in published.passages if passage.kind is PassageKind.HEADING]


def _cells(published: Published) -> list[str]:
    """Give the key and notes of the tables: an abbreviation may be written out there."""
    told = [pair for table in published.tables for pair in (*table.key.items(), *table.notes.items())]
    return [f"{mark} = {text}" for mark, text in told]


def _is_abbreviation(name: str) -> bool:
    capitals = sum(letter.isupper() for letter in name)
    if "_" in name or _KNOWN.match(name) or _ROMAN.match(name):
        return False
    if name.rstrip("s0123456789").isupper():
        return True
    return any(letter.isdigit() for letter in name) and capitals > 1


def explains(text: str, name: str) -> bool:
    """Say whether a text writes a name out beside its letters: "Office (ONS)", "NEET (not in ...)", "LE = ..."."""
    if name not in text:
        return False
    letters = re.escape(name)
    mark = "[\"'\u2018\u2019\u201c\u201d]"
    words = r"((?:[\w'\u2019&-]+,?[ ]+){1,12})"
    before = re.search(rf"{words}{mark}*\(\s*(?:the )?{mark}?{letters}s?\b", text)
    if before and _fits(before[1], name):
        return True
    after = re.search(rf"\b{letters}s?\s*(?:[a-z]+\s+)?(?:\(|=|:|\u2013|stands for|means)\s*([^()]{{4,90}})", text)
    return after is not None and _fits(after[1], name)


def _fits(words: str, name: str) -> bool:
    """Say whether the initials of some run of words are a name's letters, small words counted or not."""
    letters = re.sub(r"[^a-z]", "", name.lower())
    parts = re.findall(r"[A-Za-z]+", words.replace("\u2019", "").replace("'", ""))
    return any(
        letters in "".join(part[0] for part in kept).lower()
        for kept in (parts, [part for part in parts if part.lower() not in _SMALL])
    )


def _spells(text: str, name: str) -> bool:
    """Say whether a text holds a run of capitalised words whose initials are a name's letters."""
    letters = re.sub(r"[^A-Z]", "", name)
    runs = re.findall(r"(?:[A-Z][a-z]+(?:,? (?:and|of|for|the|in) |[ ,-]+)?){2,}", text)
    return len(letters) > 2 and any(letters in re.sub(r"[^A-Z]", "", run) for run in runs)  # noqa: PLR2004


CHECKS = {"R32": abbreviations}
