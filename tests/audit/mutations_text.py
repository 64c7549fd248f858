"""One fault put into the text of a clean file, for each rule on text, captions and coverage."""

import re
from collections.abc import Callable
from dataclasses import replace
from random import Random

from equitytown.audit.published import Passage, PassageKind, Published, Role
from tests.audit.mutations import MUTATIONS, Mutation, with_entries
from tests.audit.mutations_labels import in_row

TEXT: dict[str, Mutation] = {}


def fault(rule_id: str) -> Callable[[Mutation], Mutation]:
    """Keep a mutation as the one of its rule."""

    def keep(mutation: Mutation) -> Mutation:
        TEXT[rule_id] = mutation
        return mutation

    return keep


def said_otherwise(
    published: Published, rng: Random, kind: PassageKind, other: Callable[[str], str | None]
) -> Published | None:
    """Give the file with one passage of a kind changed, where one can be."""
    rows = [
        at for at, passage in enumerate(published.passages) if passage.kind is kind and other(passage.text) is not None
    ]
    if not rows:
        return None
    at = rng.choice(rows)
    passages: list[Passage] = list(published.passages)
    passages[at] = replace(passages[at], text=other(passages[at].text) or "")
    return replace(published, passages=tuple(passages))


VALUE = re.compile(r" was (\d+(?:\.\d+)?)(%?) in ")


@fault("R18")
def text_newer_than_the_table(published: Published, rng: Random) -> Published | None:
    def other(text: str) -> str | None:
        found = re.search(r"(20\d\d)(?:([-/])(\d\d))?", text)
        if found is None:
            return None
        first, tail = int(found[1]) + 3, found[3]
        label = f"{first}{found[2]}{(int(tail) + 3) % 100:02d}" if tail else str(first)
        return text.replace(found.group(), label)

    return said_otherwise(published, rng, PassageKind.PARAGRAPH, other)


@fault("R19")
def a_number_or_rank_that_is_not_the_tables(published: Published, rng: Random) -> Published | None:
    def number(text: str) -> str | None:
        found = VALUE.search(text)
        if found is None:
            return None
        digits = found[1]
        moved = f"{float(digits) + 1.1 * 10 ** -len(digits.partition('.')[2]):.{len(digits.partition('.')[2])}f}"
        return text.replace(f" was {digits}", f" was {moved}", 1)

    def rank(text: str) -> str | None:
        found = re.search(r"ranked (\d+)(?:st|nd|rd|th)", text)
        return text.replace(found.group(), f"ranked {int(found[1]) % 5 + 6}th") if found and int(found[1]) < 6 else None

    return said_otherwise(published, rng, PassageKind.PARAGRAPH, rng.choice((number, rank)))


@fault("R31")
def a_source_older_than_its_figure(published: Published, rng: Random) -> Published | None:
    return said_otherwise(published, rng, PassageKind.SOURCE, lambda _: "Source: Indices of Deprivation, 2010")


@fault("R32")
def something_said_twice_or_out_of_order(published: Published, rng: Random) -> Published | None:
    if rng.random() < 0.5:
        return said_otherwise(published, rng, PassageKind.PARAGRAPH, lambda text: text.replace(" was ", " was was ", 1))
    captions = [passage for passage in published.passages if passage.kind is PassageKind.CAPTION]
    if len(captions) < 2:
        return None
    last = captions[-1].text

    def other(text: str) -> str | None:
        return re.sub(r"^Figure \d+", f"Figure {rng.choice((1, 9))}", text) if text == last else None

    return said_otherwise(published, rng, PassageKind.CAPTION, other)


@fault("R34")
def a_verdict_turned(published: Published, rng: Random) -> Published | None:
    turned = {"significantly higher": "significantly lower", "significantly lower": "significantly higher"}

    def other(text: str) -> str | None:
        found = re.search(r"significantly (?:higher|lower) than|not statistically different from", text)
        if found is None:
            return None
        said = found.group().removesuffix(" than")
        words = [turned.get(said, "significantly worse"), "similar to" if said in turned else "significantly worse"]
        word = rng.choice(words)
        return text.replace(found.group(), word if word == "similar to" else f"{word} than")

    return said_otherwise(published, rng, PassageKind.PARAGRAPH, other)


@fault("R35")
def a_principle_or_a_figure_without_a_measure(published: Published, rng: Random) -> Published | None:
    table = published.tables[0]
    if rng.random() < 0.5:
        return said_otherwise(
            published,
            rng,
            PassageKind.CAPTION,
            lambda text: re.sub(r": .*?,", ": Street lighting at midnight,", text, count=1),
        )
    groups: dict[str, set[int]] = {}
    for line in table.lines:
        groups.setdefault(line.words(Role.GROUP), set()).add(line.row)
    rows = rng.choice(sorted(groups.values(), key=min))
    changed = {spot: entry for row in rows for spot, entry in in_row(table, row, Role.MEASURE, "TBC").items()}
    return with_entries(published, changed)


MUTATIONS.update(TEXT)
