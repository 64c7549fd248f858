"""Text that agrees with a clean table: a passage, a caption and a source line for a few of its measures."""

import re
from collections.abc import Iterator
from random import Random

from equitytown.audit.published import Line, Passage, PassageKind, PublishedTable, Role
from equitytown.terms.observation import Rating


def described(line: Line, place: str) -> str:
    """Say a measure's figures in one paragraph, as a report does."""
    label = line.measure.rstrip("*")
    value, period = line.words(Role.PLACE), line.words(Role.PERIOD)
    sentences = [f"{label} in {place} was {value} in {period}{against(line)}."]
    neighbours = line.at(Role.NEIGHBOURS)
    if neighbours is not None and neighbours.rank is not None:
        rank = neighbours.text.removeprefix("Rank ").replace(" of ", " out of ")
        sentences.append(f"In {period} {place} ranked {rank} nearest neighbours (where 1st is best).")
    return " ".join(sentences)


def against(line: Line) -> str:
    """Say how the value stands to England's, in the words that the verdict allows."""
    rating, value, other = line.rating(Role.RATING_NATIONAL), line.number(Role.PLACE), line.number(Role.NATIONAL)
    if rating is None or value is None or other is None:
        return ""
    england = f"the England average of {line.words(Role.NATIONAL)}"
    if rating is Rating.SIMILAR:
        return f", which is not statistically different from {england}"
    return f", which is significantly {'higher' if value > other else 'lower'} than {england}"


def figure(line: Line, number: int, place: str) -> tuple[str, str]:
    """Give a caption and its source line."""
    label = re.sub(r"\s*\(.*?\)", "", line.measure.rstrip("*"))
    caption = f"Figure {number}: {label}, {place} and England, {line.words(Role.PERIOD)}"
    return caption, f"Source: {line.words(Role.SOURCE)}"


def prose(rng: Random, table: PublishedTable) -> tuple[Passage, ...]:
    """Write of up to five measures of the last round, each under its own heading, before the table."""
    given = [line for line in table.of_round(table.rounds[-1]) if line.number(Role.PLACE) is not None]
    chosen = rng.sample(given, min(len(given), rng.randint(1, 5)))
    return tuple(passages(sorted(chosen, key=lambda line: line.row), table.place_name))


def passages(chosen: list[Line], place: str) -> Iterator[Passage]:
    """Number the lines from 3, blank lines between."""
    at = 3
    for number, line in enumerate(chosen, 1):
        heading = re.sub(r"\s*\(.*?\)", "", line.measure.rstrip("*"))
        caption, source = figure(line, number, place)
        parts = (
            (PassageKind.HEADING, heading),
            (PassageKind.PARAGRAPH, described(line, place)),
            (PassageKind.CAPTION, caption),
            (PassageKind.SOURCE, source),
        )
        for kind, text in parts:
            yield Passage(text, at, kind, heading)
            at += 2
