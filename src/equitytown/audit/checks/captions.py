"""Checks on figures in a report: a source each, its own, and years that agree in caption, text and source."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from equitytown.audit.checks.credited import credited
from equitytown.audit.checks.support import listed, squeezed
from equitytown.audit.families import UNKNOWN, family_of
from equitytown.audit.prose import stems
from equitytown.audit.published import Passage, PassageKind, Published
from equitytown.audit.remarks import Remark, Sureness
from equitytown.audit.spans import Form, Span, spans_in

_NUMBER = re.compile(
    r"^(?P<kind>figure|table|map|chart)s?\s+(?P<numbers>\d+(?:\s*(?:and|,|&|to|-)\s*\d+)*)", re.IGNORECASE
)
_READ = re.compile(r"\(?\b(?:accessed|retrieved|downloaded|read|extracted)\b[^)]*\)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Captioned:
    """A figure's caption, the source under it and the passage that introduces it."""

    name: str
    caption: Passage
    source: Passage | None
    told: Passage | None


def captions(published: Published) -> Iterable[Remark]:
    """R31: each figure has its own source, and its years are those of its text and source."""
    figures = list(_figures(published.passages))
    sourced = any(figure.source for figure in figures)
    for figure in figures:
        if figure.source is None:
            yield _without(figure, sourced=sourced)
        yield from _years_of_text(figure)
        yield from _year_of_source(figure)
        yield from _undated(figure)
    for before, after in pairwise(figures):
        yield from _same_source(before, after)
    yield from credited(published)


def _figures(passages: Sequence[Passage]) -> Iterator[_Captioned]:
    for at, passage in enumerate(passages):
        found = _NUMBER.match(passage.text) if passage.kind is PassageKind.CAPTION else None
        if found is None:
            continue
        name = f"{found['kind']} {found['numbers']}".lower()
        yield _Captioned(name, passage, _source_after(passages[at + 1 :]), _told(name, passages))


def _source_after(passages: Sequence[Passage]) -> Passage | None:
    for passage in passages[:4]:
        if passage.kind is PassageKind.SOURCE:
            return passage
        if passage.kind is PassageKind.CAPTION:
            return None
    return None


def _told(name: str, passages: Sequence[Passage]) -> Passage | None:
    """Give the paragraph that begins by saying what a figure shows."""
    begins = re.compile(rf"^{re.escape(name)}\s+(?:shows?|presents?|gives?|illustrates?|displays?)\b", re.IGNORECASE)
    return next((one for one in passages if one.kind is PassageKind.PARAGRAPH and begins.match(one.text)), None)


def _shows_data(figure: _Captioned) -> bool:
    return family_of(figure.caption.text) is not UNKNOWN or bool(list(spans_in(figure.caption.text)))


def _without(figure: _Captioned, *, sourced: bool) -> Remark:
    data = _shows_data(figure)
    return Remark(
        "R31",
        Sureness.LIKELY if sourced and data else Sureness.TO_CHECK,
        f'"{figure.caption.text}" has no source line.',
        "Say under the figure who published the data and when it was read.",
        passages=(figure.caption,),
    )


def _undated(figure: _Captioned) -> Iterator[Remark]:
    if family_of(figure.caption.text) is not UNKNOWN and not list(spans_in(figure.caption.text)):
        yield Remark(
            "R31",
            Sureness.TO_CHECK,
            f'"{figure.caption.text}" names no period.',
            "Name the period in the caption, so that the figure can stand alone.",
            passages=(figure.caption,),
        )


def _years_of_text(figure: _Captioned) -> Iterator[Remark]:
    """Remark where the sentence that introduces a figure names other periods than its caption."""
    if figure.told is None:
        return
    own, told = _keys(figure.caption.text), _keys(figure.told.text.split(". ")[0])
    if own and told and own != told and not told <= own:
        yield Remark(
            "R31",
            Sureness.LIKELY,
            f"The text says that {figure.name} shows {listed(list(told.values()))}, its caption "
            f"{listed(list(own.values()))}: "
            f'"{figure.caption.text}"',
            "Look up which periods are drawn, and name the same in both.",
            passages=(figure.caption, figure.told),
        )


class _Periods(dict[tuple[Form, int, int], str]):
    """Periods by what makes them the same, with their labels; one is within another if all its periods are."""

    def __le__(self, other: "_Periods") -> bool:
        return set(self) <= set(other)


def _keys(text: str) -> _Periods:
    return _Periods({span.key: span.text for span in spans_in(text)})


def _year_of_source(figure: _Captioned) -> Iterator[Remark]:
    """Remark where the source is of years before the first that the figure shows."""
    if figure.source is None:
        return
    own: list[Span] = list(spans_in(figure.caption.text))
    given = list(spans_in(_READ.sub("", figure.source.text)))
    if not own or not given:
        return
    first, last = min(span.first for span in own), max(span.last for span in given)
    if last < first:
        yield Remark(
            "R31",
            Sureness.LIKELY,
            f'"{figure.caption.text}" shows {own[0].text}, and its source is of {given[-1].text}: '
            f'"{figure.source.text}"',
            "Look up the source of what is drawn; where two were used, name both.",
            passages=(figure.caption, figure.source),
        )


def _same_source(before: _Captioned, after: _Captioned) -> Iterator[Remark]:
    """Remark where two figures in a row, of different things, have one and the same dated source."""
    if before.source is None or after.source is None:
        return
    texts = [squeezed(figure.source.text) for figure in (before, after) if figure.source]
    dated = list(spans_in(_READ.sub("", after.source.text)))
    if texts[0] != texts[1] or not dated or _alike(before.caption.text, after.caption.text):
        return
    yield Remark(
        "R31",
        Sureness.LIKELY,
        f'"{before.caption.text}" and "{after.caption.text}" show different things and have one source, '
        f'"{after.source.text}".',
        "Look up whether the second source line was copied from the first.",
        passages=(after.source, before.source),
    )


def _alike(one: str, other: str) -> bool:
    """Say whether two captions are of one topic."""
    first, second = (stems(_NUMBER.sub("", re.sub(r"\b(?:19|20)\d{2}\b(?:/\d+)?", "", text))) for text in (one, other))
    shared = len(first & second) / max(1, min(len(first), len(second)))
    return (family_of(one) is family_of(other) is not UNKNOWN) or shared >= 0.6  # noqa: PLR2004  most words are the same


CHECKS = {"R31": captions}
