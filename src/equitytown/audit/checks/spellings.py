"""Checks on one thing written in several ways (hyphens, capitals, names, numbers), and on slips of the keys."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from equitytown.audit.checks.support import listed, squeezed
from equitytown.audit.published import Passage, PassageKind, Published
from equitytown.audit.remarks import Remark, Sureness


def spellings(published: Published) -> Iterable[Remark]:
    """R32: one thing is written in one way."""
    passages = published.passages
    yield from _hyphens(passages)
    yield from _capitals(passages)
    yield from _councils(passages)
    yield from _headings(passages)
    yield from _nearly_same(passages)
    yield from _digits(passages)
    yield from _spacing(passages)
    yield from _links(passages)
    yield from _own_title(passages)


def _remark(says: str, mend: str, passages: Iterable[Passage], sureness: Sureness = Sureness.TO_CHECK) -> Remark:
    return Remark("R32", sureness, says, mend, passages=tuple(dict.fromkeys(passages)))


def _rarest(ways: Mapping[str, list[Passage]]) -> list[Passage]:
    return min(ways.values(), key=len)


_WEB = re.compile(r"\S{0,120}(?:://|www\.|\.gov\.|\.org\.|/)\S*")
# Before a noun a word may have a hyphen that it lacks elsewhere ("long-term"); these have one everywhere or nowhere.
_FIRST = "self|non|co|ill|well|anti|multi|pre|post|under|over|ex|inter|cross|semi|sub"
_HYPHENED = re.compile(rf"\b({_FIRST})-([a-z]{{4,}})\b", re.IGNORECASE)


def _hyphens(passages: Sequence[Passage]) -> Iterator[Remark]:
    """Remark once on words that stand with and without a hyphen."""
    held: dict[str, list[Passage]] = {}
    for passage in passages:
        for found in _HYPHENED.finditer(_WEB.sub(" ", passage.text)):
            held.setdefault(found.group().lower(), []).append(passage)
    said, shown = [], []
    for name, with_hyphen in held.items():
        apart = re.compile(rf"\b{name.replace('-', ' ')}\b", re.IGNORECASE)
        without = [passage for passage in passages if apart.search(passage.text)]
        if without:
            said.append(f'"{name}" ({len(with_hyphen)}) and "{name.replace("-", " ")}" ({len(without)})')
            shown += without if len(without) <= len(with_hyphen) else with_hyphen
    if said:
        yield _remark(f"With and without a hyphen: {listed(said)}.", "Choose one and keep to it.", shown)


_AMONG = re.compile(r"(?<![A-Z])\b[a-z]+,? ([A-Za-z][a-z]{4,})(?=[ ,;.:)]|$)(?![ ,]*[A-Z])")
OFTEN, SELDOM = 4, 4  # times with a capital from which a word is a name, and how many times as often as without


def _capitals(passages: Sequence[Passage]) -> Iterator[Remark]:
    """Remark once on words that have a capital nearly always, away from sentence beginnings and longer names."""
    capital: Counter[str] = Counter()
    small: dict[str, list[Passage]] = {}
    for passage in passages:
        for found in _AMONG.finditer(passage.text):
            if found[1][0].isupper():
                if re.search(r"\b[A-Z]\S* $", passage.text[: found.start()]):
                    continue  # within a longer name: Department for Education
                capital[found[1].lower()] += passage.kind is not PassageKind.HEADING
            else:
                small.setdefault(found[1], []).append(passage)
    odd = [word for word, times in capital.items() if times >= OFTEN and 0 < len(small.get(word, ())) * SELDOM <= times]
    if odd:
        said = [f'"{word.capitalize()}" ({capital[word]}) and "{word}" ({len(small[word])})' for word in odd]
        shown = [passage for word in odd for passage in small[word]]
        yield _remark(f"With and without a capital: {listed(said)}.", "Choose one and keep to it.", shown)


_COUNCIL = re.compile(r"\b([A-Z]\w+) ((?:Borough|City|County|District|Metropolitan Borough) )?Council\b")


def _councils(passages: Sequence[Passage]) -> Iterator[Remark]:
    held: dict[str, dict[str, list[Passage]]] = {}
    for passage in passages:
        for found in _COUNCIL.finditer(passage.text):
            held.setdefault(found[1], {}).setdefault(found.group(), []).append(passage)
    for names in held.values():
        if len(names) > 1:
            said = [f"{name} ({len(found)})" for name, found in names.items()]
            rare = _rarest(names)
            yield _remark(f"One council has {len(names)} names: {listed(said)}.", "Use one name throughout.", rare)


def _headings(passages: Sequence[Passage]) -> Iterator[Remark]:
    """Remark on headings that begin alike ("Priority area: ...") but not in the same letters."""
    held: dict[str, dict[str, list[Passage]]] = {}
    for passage in passages:
        begins, colon, rest = passage.text.partition(":")
        if passage.kind is PassageKind.HEADING and colon and rest.strip() and len(begins.split()) > 1:
            held.setdefault(squeezed(begins).removesuffix("s"), {}).setdefault(begins, []).append(passage)
    for ways in held.values():
        if len(ways) > 1:
            said = [f'"{begins}" ({len(found)})' for begins, found in ways.items()]
            yield _remark(
                f"Headings of one kind begin in {len(ways)} ways: {listed(said)}.",
                "Begin them in the same way.",
                _rarest(ways),
            )


LONG = 6  # words from which two phrases that nearly agree are one
ALIKE = 0.9  # share of letters


def _nearly_same(passages: Sequence[Passage]) -> Iterator[Remark]:
    """Remark on a heading that nearly is a phrase given elsewhere: one has a word that the other lacks."""
    short = [
        one
        for one in passages
        if one.kind in (PassageKind.HEADING, PassageKind.PARAGRAPH, PassageKind.ITEM)
        if LONG <= len(one.text.split()) <= 3 * LONG and not re.search(r"[.:]$|[\d%]", one.text)
    ]
    heads = [one for one in short if one.kind is PassageKind.HEADING]
    for head in heads:
        for other in (one for one in short if one.kind is not PassageKind.HEADING):
            if _lacks_a_word(_worn(head.text), _worn(other.text)):
                yield _remark(
                    f'"{head.text}" and "{other.text}" ({other.where}) look like one thing in two wordings.',
                    "Word it as it was first given.",
                    (head, other),
                )


def _worn(text: str) -> list[str]:
    """Give words without the endings that a heading changes: create and creating."""
    return [re.sub(r"(?:ing|e)$", "", word) for word in re.findall(r"[a-z]+", text.lower())]


def _lacks_a_word(one: list[str], other: list[str]) -> bool:
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    return SequenceMatcher(None, " ".join(one), " ".join(other)).ratio() >= ALIKE


_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBER_FOR = {word: str(at) for at, word in enumerate(_WORDS, 2)}
_COUNTED = (
    "principle|recommendation|priorit|aim|measure|indicator|objective|theme|workstream|goal|outcome|ward|domain|mission"
)
_OF = re.compile(rf"\b(\d{{1,2}}|{'|'.join(_WORDS)})\s+(?:[A-Za-z-]+\s+)?({_COUNTED})\w*", re.IGNORECASE)


def _digits(passages: Sequence[Passage]) -> Iterator[Remark]:
    """Remark on one number of one thing, in letters here and in digits there."""
    held: dict[tuple[str, str], dict[bool, list[tuple[str, Passage]]]] = {}
    for passage in passages:
        for found in _OF.finditer(passage.text):
            word = found[1].lower()
            key = (_NUMBER_FOR.get(word, word), found[2].lower())
            held.setdefault(key, {}).setdefault(word.isdigit(), []).append((found.group(), passage))
    for ways in held.values():
        if len(ways) > 1:
            yield _remark(
                f'"{ways[True][0][0]}" here and "{ways[False][0][0]}" there.',
                "Write the number in one way, and name the thing in the same words.",
                (passage for found in ways.values() for _, passage in found),
            )


_BEFORE_STOP = re.compile(r"\b\w+ [.,;:](?=\s|$)")
_AFTER_HYPHEN = re.compile(r"\b[a-z]{3,}- (?!and\b|or\b|to\b|nor\b|but\b|as\b|through\b)[a-z]{3,}", re.IGNORECASE)


def _spacing(passages: Sequence[Passage]) -> Iterator[Remark]:
    """Remark once on spaces astray: before a stop, or after a hyphen."""
    slips = [
        (found.group(), passage)
        for passage in passages
        for pattern in (_BEFORE_STOP, _AFTER_HYPHEN)
        for found in pattern.finditer(passage.text)
    ]
    if slips:
        said = listed([f'"{text}"' for text, _ in slips])
        yield _remark(f"A space is astray: {said}.", "Take it out.", (passage for _, passage in slips))


_LINK = re.compile(r"\[([^\]]+)\]\(\s*#?\s*\)")


def _links(passages: Sequence[Passage]) -> Iterator[Remark]:
    for passage in passages:
        names = [f'"{found[1]}"' for found in _LINK.finditer(passage.text)]
        if names:
            yield _remark(
                f"A link leads nowhere: {listed(names)}.",
                "Give the address, or take the link away.",
                (passage,),
                Sureness.LIKELY,
            )


_TITLE = re.compile(r"((?:[A-Z]\w+ )*Report)(?: for)? ((?:19|20)\d\d(?:/\d\d)?)\b")
FIRST = 5  # passages among which the title is looked for


def _own_title(passages: Sequence[Passage]) -> Iterator[Remark]:
    """Remark on a report that speaks of itself as of an earlier one."""
    title = next((found for one in passages[:FIRST] if (found := _TITLE.search(one.text))), None)
    if title is None:
        return
    own = re.compile(rf"\b(?:was|were|last|previous|earlier)\b[^.]*\b{re.escape(title[1])}(?: for)? {title[2]}\b")
    for passage in passages[FIRST:]:
        if own.search(passage.text):
            yield _remark(
                f'The report speaks of the {title[1]} of {title[2]} as of an earlier one, and is it: "{passage.text}"',
                "Name the year of the report that is meant.",
                (passage,),
                Sureness.LIKELY,
            )


CHECKS = {"R32": spellings}
