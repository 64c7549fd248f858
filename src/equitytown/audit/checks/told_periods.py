"""Checks on periods told in prose: a figure has one, it is named, and two that are compared share no year."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from equitytown.audit.checks.passages import Said, measured_sections, once_each, place_of, said_in
from equitytown.audit.checks.support import listed
from equitytown.audit.checks.told_changes import changes_in
from equitytown.audit.published import Passage, PassageKind, Published, Role
from equitytown.audit.remarks import Remark, Sureness
from equitytown.audit.spans import Form, spans_in
from equitytown.audit.told import figures_in


def told_periods(published: Published) -> Iterable[Remark]:
    """R17: a figure told in prose names its period, and a report's title the year of what it shows."""
    yield from _undated(published)
    yield from _vague(published)
    yield from _sums(published)
    yield from _later_than_title(published)


def _undated(published: Published) -> Iterator[Remark]:
    """Remark once on figures of the place whose passage has named no period before them."""
    place = place_of(published)
    found = [
        one for section in measured_sections(published) for passage in section for one in _first_undated(passage, place)
    ]
    if found:
        told = [f'"{one.sentence[:70]}" ({one.passage.where})' for one in found]
        yield Remark(
            "R17",
            Sureness.TO_CHECK,
            f"{len(found)} {'figure is' if len(found) == 1 else 'figures are'} told without a period: {listed(told)}.",
            'Name the period in the sentence: "currently" will be read for years.',
            passages=once_each(found),
        )


# A gap between two areas, no figure of the place.
_GAP = re.compile(
    r"\d%?\s+(?:(?:percentage )?points?|years?|times|per [\d,]+)\s+(?:above|below|more|less|higher|lower|between)\b",
    re.IGNORECASE,
)


def _first_undated(passage: Passage, place: str) -> Iterator[Said]:
    """Give the first sentence of a passage that tells the place's figure before any period is named."""
    for said in said_in([passage]):
        if spans_in(said.sentence):
            return
        if _GAP.search(said.sentence):
            continue
        if any(figure.area is Role.PLACE and figure.decimals for figure in figures_in(said.sentence, place)):
            yield said
            return


_VAGUE = re.compile(
    r"\b(?:in|over|for) (?:the )?(?:recent|last few|past few|last couple of|past couple of|some) (?:years|months)\b|"
    r"\brecently\b",
    re.IGNORECASE,
)


def _vague(published: Published) -> Iterator[Remark]:
    for section in measured_sections(published):
        for said in changes_in(section):
            found = _VAGUE.search(said.sentence)
            if found and not spans_in(said.sentence):
                yield Remark(
                    "R17",
                    Sureness.TO_CHECK,
                    f'A change is told "{found.group()}", with no year: "{said.sentence}"',
                    "Name the first and the last period.",
                    passages=(said.passage,),
                )


_SUM = re.compile(r"(?:\u00a3\s?\d[\d,.]*\s?(?:m\b|k\b|million|thousand|bn|billion)?)", re.IGNORECASE)
_PAID = re.compile(r"\b(?:awarded|spent|invested|granted|funded|secured|received|allocated)\b", re.IGNORECASE)


def _sums(published: Published) -> Iterator[Remark]:
    for said in said_in(published.passages):
        found = _SUM.search(said.sentence)
        if found and _PAID.search(said.sentence) and not re.search(r"\b(?:19|20)\d\d\b", said.passage.text):
            yield Remark(
                "R17",
                Sureness.TO_CHECK,
                f'A sum of money ({found.group().strip()}) is told without a year: "{said.sentence}"',
                "Say when it was given and what years it is for.",
                passages=(said.passage,),
            )


_TITLE = re.compile(r"\bReport(?: for)? ((?:20)\d\d)\b(?!/)")
_DATA = re.compile(
    r"\b(20\d\d)\s+(?:data|figures)\b|\((?:accessed|retrieved|downloaded)[^)]*?\b(20\d\d)\)", re.IGNORECASE
)
FIRST = 5  # passages among which the title is looked for


def _later_than_title(published: Published) -> Iterator[Remark]:
    """Remark where a report shows data of a later year than the one in its title."""
    titles = [(found, one) for one in published.passages[:FIRST] if (found := _TITLE.search(one.text))]
    if not titles:
        return
    title, passage = titles[0]
    later = [
        (found.group(), one)
        for one in published.passages
        for found in _DATA.finditer(one.text)
        if int(found[1] or found[2]) > int(title[1])
    ]
    if later:
        named = listed(list(dict.fromkeys(f'"{text}"' for text, _ in later)))
        yield Remark(
            "R17",
            Sureness.TO_CHECK,
            f"The title says {title[1]}, and the report has {named}.",
            "Say on the first page which years the report covers and when its data were read.",
            passages=(passage, later[0][1]),
        )


def shared_years(published: Published) -> Iterable[Remark]:
    """R26: a figure that sets two periods side by side takes two that share no year."""
    found = []
    for passage in published.passages:
        shown = passage.kind is PassageKind.CAPTION or re.match(
            r"(?:figure|chart|table) \d+ shows", passage.text, re.IGNORECASE
        )
        pooled = [span for span in spans_in(passage.text) if span.form is Form.POOLED]
        pairs = [(one, other) for one, other in pairwise(pooled) if one.key != other.key and one.overlaps(other)]
        if shown and pairs and not re.search(rf"{pooled[0].text}\s*(?:to|-|\u2013)\s*{pooled[-1].text}", passage.text):
            found.append((passage, pairs[0]))
    if found:
        one, other = found[0][1]
        yield Remark(
            "R26",
            Sureness.TO_CHECK,
            f"{one.text} and {other.text} are set side by side and share years, in {len(found)} "
            f"{'passage' if len(found) == 1 else 'passages'}: most of what they count is the same.",
            "Draw periods that share no year, or say that they overlap and that no change can be read from them.",
            passages=tuple(passage for passage, _ in found),
        )


CHECKS = {"R17": told_periods, "R26": shared_years}
