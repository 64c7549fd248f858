"""Checks on numbering, repeated words, counts told in words, and names with several spellings."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise

from equitytown.audit.checks.support import listed, squeezed
from equitytown.audit.checks.table_abbreviations import table_abbreviations
from equitytown.audit.checks.table_spellings import table_spellings
from equitytown.audit.prose import sentences
from equitytown.audit.published import Passage, PassageKind, Published, Role
from equitytown.audit.remarks import Remark, Sureness

_ITEM = re.compile(r"^\(?(\d{1,2})[.)](?:\s|$)")
_FIGURE = re.compile(r"^(?:Figure|Table|Map|Chart)s?\s+(\d{1,3})(?:\s*(?:and|,|&|to|-)\s*(\d{1,3}))?", re.IGNORECASE)


def repeats(published: Published) -> Iterable[Remark]:
    """R32: numbers run in order, nothing is said twice, counts agree with lists, and a name has one spelling."""
    passages = published.passages
    yield from _numbering(passages)
    yield from _figures(passages)
    yield from _doubled(passages)
    yield from _paragraphs_twice(passages)
    yield from _counts(passages)
    yield from _acronyms(published)
    yield from _references(passages)
    yield from _rank_wording(passages)
    yield from table_spellings(published)
    yield from table_abbreviations(published)


def _numbering(passages: Sequence[Passage]) -> Iterator[Remark]:
    """Remark on numbered items that do not go up by one, within one list."""
    run: list[tuple[int, Passage]] = []
    for passage in (*passages, None):
        found = _ITEM.match(passage.text) if passage and passage.kind in (PassageKind.ITEM, PassageKind.NOTE) else None
        if passage is not None and found and run and run[-1][1].heading == passage.heading:
            run.append((int(found[1]), passage))
            continue
        yield from _of_list(run)
        run = [(int(found[1]), passage)] if passage is not None and found else []
        # A paragraph between two items ends the list: its number may begin anew.


def _of_list(run: list[tuple[int, Passage]]) -> Iterator[Remark]:
    numbers = [number for number, _ in run]
    if len(set(numbers)) == 1 and len(numbers) > 1 and numbers[0] == 1 and len(numbers) > 2:  # noqa: PLR2004
        return  # every item "1.": numbers were left to whatever shows the text
    for (before, _), (number, passage) in pairwise(run):
        if number == before + 1 or (number == 1 and before > 1):
            continue
        yield Remark(
            "R32",
            Sureness.LIKELY,
            f"A list is numbered {', '.join(map(str, numbers))}: {number} follows {before}.",
            f"Number its {len(numbers)} items from 1 to {len(numbers)}.",
            passages=(passage,),
        )


def _figures(passages: Sequence[Passage]) -> Iterator[Remark]:
    held: dict[str, list[tuple[int, int, Passage]]] = {}
    for passage in passages:
        found = _FIGURE.match(passage.text) if passage.kind is PassageKind.CAPTION else None
        if found:
            kind = found.group().split()[0].lower().removesuffix("s")
            held.setdefault(kind, []).append((int(found[1]), int(found[2] or found[1]), passage))
    for kind, run in held.items():
        for (_, before, _), (number, _, passage) in pairwise(run):
            if number != before + 1:
                yield Remark(
                    "R32",
                    Sureness.LIKELY,
                    f'{kind.capitalize()} {number} follows {kind} {before}: "{passage.text}"',
                    "Number the captions in the order in which they stand.",
                    passages=(passage,),
                )


_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WORDS_FOR = {word: at for at, word in enumerate(_WORDS, 1)}
_DOUBLED = re.compile(r"(?<!-)\b(?P<word>[A-Za-z]{2,})(?:\s+|(?<=Source):\s+)(?P=word)\b(?!\.\w)", re.IGNORECASE)
_ALLOWED = frozenset({"had", "that", "very", "so", "many", "is"})
_TOLD_TWICE = re.compile(rf"\b(?P<word>{'|'.join(_WORDS)})\s+\(?(?P<digit>\d{{1,2}})\)?\s+[a-z]", re.IGNORECASE)
CLAUSE = 6  # words: as many as these, twice in one sentence, are a slip of the pen


def _doubled(passages: Sequence[Passage]) -> Iterator[Remark]:
    for passage in passages:
        for sentence in sentences(passage.text):
            said = [(one, Sureness.LIKELY) for one in _slips(sentence)]
            said += [(one, Sureness.TO_CHECK) for one in _clauses_twice(sentence)]
            for text, sureness in said:
                yield Remark(
                    "R32",
                    sureness,
                    f'"{text}" is said twice: "{sentence}"',
                    "Take one of the two out.",
                    passages=(passage,),
                )


def _slips(sentence: str) -> Iterator[str]:
    for found in _DOUBLED.finditer(sentence):
        label = ":" in found.group() and found["word"].lower() != "source"  # "children: Children's services"
        name = found["word"][0].isupper() and found["word"] != "Source"
        if found["word"].lower() not in _ALLOWED and not label and not name:
            yield found.group()
    for found in _TOLD_TWICE.finditer(sentence):
        if _WORDS_FOR[found["word"].lower()] == int(found["digit"]):
            yield f"{found['word']} {found['digit']}"


def _clauses_twice(sentence: str) -> Iterator[str]:
    """Give the first run of words that stands twice in a sentence; a list with semicolons may repeat itself."""
    if ";" in sentence:
        return
    words = re.findall(r"[\w'%.]+", sentence.lower())
    runs = Counter(tuple(words[at : at + CLAUSE]) for at in range(len(words) - CLAUSE + 1))
    twice = next((run for run, times in runs.items() if times > 1), None)
    if twice:
        yield " ".join(twice)


LONG = 10  # words from which a paragraph found twice is looked at
NEAR = 2  # passages apart: nearer, it was pasted twice; further off, it may be a formula


def _paragraphs_twice(passages: Sequence[Passage]) -> Iterator[Remark]:
    held: dict[str, list[tuple[int, Passage]]] = {}
    for at, passage in enumerate(passages):
        text = squeezed(re.sub(r"^\(?\d{1,2}[.)]\s*", "", passage.text))
        if passage.kind in (PassageKind.PARAGRAPH, PassageKind.ITEM) and len(text.split()) >= LONG:
            held.setdefault(text, []).append((at, passage))
    far = []
    for found in held.values():
        same = [passage for _, passage in found]
        if len(same) > 1 and any(later - earlier <= NEAR for (earlier, _), (later, _) in pairwise(found)):
            yield _in_places(same, Sureness.LIKELY)
        elif len(same) > 1:
            far.append(same)
    if len(far) == 1:
        yield _in_places(far[0], Sureness.TO_CHECK)
    elif far:
        named = [f'"{same[0].text[:60]}" ({len(same)})' for same in far]
        yield Remark(
            "R32",
            Sureness.TO_CHECK,
            f"{len(far)} texts stand in several places each: {listed(named)}.",
            "Keep each in one place.",
            passages=tuple(passage for same in far for passage in same),
        )


def _in_places(same: list[Passage], sureness: Sureness) -> Remark:
    where = listed([passage.where for passage in same])
    return Remark(
        "R32",
        sureness,
        f'The same text stands in {len(same)} places ({where}): "{same[0].text}"',
        "Keep it in one place.",
        passages=tuple(same),
    )


_COUNTED = (
    "recommendations|priorities|actions|aims|principles|measures|indicators|objectives|themes|workstreams|steps|projects|"
    "goals|areas"
)
_CLAIM = re.compile(
    r"\b(?:(?P<more>over|more than|at least|nearly|almost|about|around|some)\s+)?"
    rf"(?P<number>\d{{1,3}}|{'|'.join(_WORDS)})\s+(?:[a-z-]+\s+){{0,3}}?(?P<what>{_COUNTED})\b",
    re.IGNORECASE,
)


def _counts(passages: Sequence[Passage]) -> Iterator[Remark]:
    """Remark on a number told before a list that has another number of items."""
    for at, passage in enumerate(passages):
        if passage.kind is not PassageKind.PARAGRAPH:
            continue
        last = sentences(passage.text)[-1] if sentences(passage.text) else ""
        found = _CLAIM.search(last)
        if found is None:
            continue
        first, total = _listed_after(passages[at + 1 :])
        number = _WORDS_FOR.get(found["number"].lower()) or int(found["number"])
        if total > 1 and not _fits(found["more"], number, first, total):
            yield Remark(
                "R32",
                Sureness.TO_CHECK,
                f'The text speaks of "{found.group()}", and {total} are listed after it.',
                f"Write {total}, or say which of those listed are not counted.",
                passages=(passage,),
                likely=str(total),
            )


def _fits(more: str | None, number: int, first: int, total: int) -> bool:
    if more is None:
        return number in (first, total)
    return (
        number < total <= number * 1.1 if more.lower() in ("over", "more than") else abs(total - number) <= 0.1 * number
    )


def _listed_after(passages: Sequence[Passage]) -> tuple[int, int]:
    """Count the items of the list that follows, to its first heading and in all, with headings between but no prose."""
    first, total = 0, 0
    for passage in passages:
        if passage.kind is PassageKind.ITEM:
            total += 1
        elif passage.kind is PassageKind.HEADING:
            first = first or total
        else:
            break
    return first or total, total


SHORTEST = 4  # letters: shorter names are too often alike by chance


def _acronyms(published: Published) -> Iterator[Remark]:
    """Remark on letters that are one name in several spellings: the same letters in another order, or one left out."""
    counts: Counter[str] = Counter()
    where: dict[str, list[Passage]] = {}
    for passage in published.passages:
        for name in re.findall(r"\b[A-Z]{4,8}\b", passage.text):
            counts[name] += 1
            where.setdefault(name, []).append(passage)
    cells = [entry for table in published.tables for line in table.lines if (entry := line.at(Role.SOURCE))]
    in_cells = {name: cell for cell in cells for name in re.findall(r"\b[A-Z]{4,8}\b", cell.text)}
    for name in in_cells:
        counts[name] += 1
    for names in _alike(sorted(counts)):
        spelt = sorted(names, key=lambda name: -counts[name])
        first = where.get(spelt[0], [])[:1]
        anagram = any(_is_shuffled(one, other) for one, other in combinations(spelt, 2))
        yield Remark(
            "R32",
            Sureness.LIKELY if anagram else Sureness.TO_CHECK,
            f"{listed([f'{name} ({counts[name]})' for name in spelt])} look like one name in {len(spelt)} spellings.",
            f"Use {spelt[0]} throughout, or spell them out.",
            tuple(in_cells[name] for name in spelt if name in in_cells),
            tuple(dict.fromkeys([*(one for name in reversed(spelt[1:]) for one in where.get(name, ())), *first])),
            likely=spelt[0],
        )


def _alike(names: Sequence[str]) -> list[list[str]]:
    """Put names together that are one another's spellings, through others too; those with one spelling are left out."""
    groups: list[list[str]] = []
    for name in names:
        near = [group for group in groups if any(_is_spelling(name, other) for other in group)]
        groups = [group for group in groups if group not in near] + [[name, *(one for group in near for one in group)]]
    return [group for group in groups if len(group) > 1]


def _is_spelling(one: str, other: str) -> bool:
    return _is_shuffled(one, other) or _lacks_one(one, other)


def _is_shuffled(one: str, other: str) -> bool:
    """Say whether one name is the other with a letter in another place: VCFSE and VCSFE, AHAH and AAHA."""
    if len(one) != len(other) or set(one) != set(other):
        return False
    without = {one[:at] + one[at + 1 :] for at in range(len(one))}
    return any(other[:at] + other[at + 1 :] in without for at in range(len(other)))


def _lacks_one(one: str, other: str) -> bool:
    """Say whether one name is the other with a letter left out, not at its end."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) != 1 or len(short) < SHORTEST:
        return False
    return any(long[:at] + long[at + 1 :] == short for at in range(1, len(long) - 1))


_RANK = re.compile(
    r"\brank(?:ed|s)?\s+(?P<rank>\d{1,3})(?P<nth>st|nd|rd|th)?\s+(?P<of>out of(?: the)?|out the|of(?: the)?)\s+\d",
    re.IGNORECASE,
)


def _rank_wording(passages: Sequence[Passage]) -> Iterator[Remark]:
    """Remark once on ranks that are told in several wordings."""
    held: dict[tuple[bool, str], tuple[str, Passage]] = {}
    for passage in passages:
        for found in _RANK.finditer(passage.text):
            of = found["of"].lower().replace("of the", "of")
            held.setdefault((bool(found["nth"]), of), (found.group().rsplit(" ", 1)[0], passage))
    if len(held) > 1:
        yield Remark(
            "R32",
            Sureness.TO_CHECK,
            f"Ranks are told in {len(held)} wordings: {listed([f'{text} ...' for text, _ in held.values()])}.",
            'Write each as "ranked 4th of 16".',
            passages=tuple(passage for _, passage in held.values()),
        )


_REFERENCE = re.compile(
    r"\b(?P<kind>(?i:section|figure|table|chart|map|appendix|annex))s?\s+(?P<name>\d{1,3}[A-Z]?|[A-Z](?=\b)(?:\d{1,2})?)\b"
)


_ELSEWHERE = re.compile(r"\b(?:its|their|whose|report's|report\u2019s)\s+$", re.IGNORECASE)


def _is_count(found: re.Match[str], text: str) -> bool:
    """Say whether the number after "figures" begins another clause: "of the figures 69 are new"."""
    many = found.group().split()[0].endswith("s")
    return many and re.match(r"\s*(?:and|to|,|&|-|\u2013)", text[found.end() :]) is None


def _references(passages: Sequence[Passage]) -> Iterator[Remark]:
    """Remark on a reference to a section or a figure that the document does not hold."""
    heads = [one.text for one in passages if one.kind in (PassageKind.CAPTION, PassageKind.HEADING)]
    captioned = {f"{kind.lower()} {number}" for text in heads for kind, number in _named_in(text)}
    begun = [*heads, *(one.text for one in passages if one.kind is PassageKind.ITEM)]
    kinds = {name.split()[0] for name in captioned}
    for passage in passages:
        if passage.kind in (PassageKind.CAPTION, PassageKind.HEADING, PassageKind.SOURCE):
            continue
        for found in _REFERENCE.finditer(passage.text):
            kind, name = found["kind"].lower(), found["name"]
            if _ELSEWHERE.search(passage.text[: found.start()]) or _is_count(found, passage.text):
                continue
            numbered = re.compile(rf"(?:(?:section|appendix|annex)\s+)?{re.escape(name)}\b", re.IGNORECASE)
            if f"{kind} {name}".lower() in captioned or any(numbered.match(text) for text in begun):
                continue
            if kind in ("figure", "table", "chart", "map") and kind not in kinds:
                continue  # captions may have been left out with the pictures
            yield Remark(
                "R32",
                Sureness.TO_CHECK,
                f'The text refers to {kind} {name}, which this document does not hold: "{passage.text[:200]}"',
                "Say which document is meant, or mend the reference.",
                passages=(passage,),
            )


def _named_in(text: str) -> Iterator[tuple[str, int]]:
    """Give the figures that a caption numbers: two of "Figures 13 and 14"."""
    found = _FIGURE.match(text)
    if found:
        kind = found.group().split()[0].lower().removesuffix("s")
        yield from ((kind, number) for number in range(int(found[1]), int(found[2] or found[1]) + 1))


CHECKS = {"R32": repeats}
