"""Checks on sources: there, known, possible for the measure, still in being, and called by their name."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from equitytown.audit.checks.source_names import source_names
from equitytown.audit.checks.support import first_lines, has_figures, in_round, is_missing
from equitytown.audit.families import family_of
from equitytown.audit.published import Entry, Line, Passage, PassageKind, Published, PublishedTable, Role
from equitytown.audit.registry import products_in, publishers_in, registry
from equitytown.audit.remarks import Remark, Sureness
from equitytown.audit.spans import spans_in


@dataclass(frozen=True, slots=True)
class _Named:
    """A source as printed, for a measure: from a table's cell or from the line under a figure."""

    text: str
    measure: str
    family_id: str
    entries: tuple[Entry, ...] = ()
    passages: tuple[Passage, ...] = ()
    first_year: int | None = None


def sources(published: Published) -> Iterable[Remark]:
    """R16: every figure has a source that is known and can give it."""
    dated = (one.text for one in published.passages if one.kind in (PassageKind.CAPTION, PassageKind.SOURCE))
    newest = max((span.last for text in dated for span in spans_in(text)), default=0)
    for table in published.tables:
        latest = max([newest, *(span.last for line in table.lines for span in spans_in(line.words(Role.PERIOD)))])
        seen: set[int] = set()
        for line in table.lines:
            entry = line.at(Role.SOURCE)
            if entry is None or line.row in seen or not has_figures(line):
                continue
            seen.add(line.row)
            if is_missing(entry):
                yield _absent(line, entry)
                continue
            yield from _of(_from_table(table, line, entry), latest)
            yield from _unknown(line, entry)
            yield from _other_product(line, entry)
    for named in _under_figures(published.passages):
        yield from _of(named, newest)
    yield from _misnamed(published)
    yield from source_names(published)


def _from_table(table: PublishedTable, line: Line, entry: Entry) -> _Named:
    spans = [span for one in table.lines if one.row == line.row for span in spans_in(one.words(Role.PERIOD))]
    return _Named(
        entry.text,
        line.measure,
        family_of(line.measure).family_id,
        (entry,),
        first_year=min((span.first for span in spans), default=None),
    )


def _under_figures(passages: Iterable[Passage]) -> Iterator[_Named]:
    """Give the source line under each figure, for what its caption names."""
    caption: Passage | None = None
    for passage in passages:
        if passage.kind is PassageKind.CAPTION:
            caption = passage
        elif passage.kind is PassageKind.SOURCE and caption is not None:
            years = [span.first for span in spans_in(caption.text)]
            family = family_of(caption.text).family_id
            yield _Named(passage.text, caption.text, family, (), (caption, passage), min(years, default=None))
            caption = None


def _absent(line: Line, entry: Entry) -> Remark:
    return Remark(
        "R16",
        Sureness.LIKELY,
        f'"{line.measure}"{in_round(line)} prints figures with no source ("{entry.text}").',
        "Name who publishes the figure and the collection that it comes from.",
        (entry,),
    )


def _unknown(line: Line, entry: Entry) -> Iterator[Remark]:
    if not publishers_in(entry.text) and not products_in(entry.text):
        yield Remark(
            "R16",
            Sureness.TO_CHECK,
            f'The source of "{line.measure}", "{entry.text}", is no publisher or collection that is known here: '
            "nobody else can follow the figure to where it came from.",
            "Name the data that it was made from and where it can be read, or add it to the known sources.",
            (entry,),
        )


def _of(named: _Named, latest: int) -> Iterator[Remark]:
    yield from _impossible(named)
    yield from _ceased(named, latest)


def _impossible(named: _Named) -> Iterator[Remark]:
    """Remark where no publisher or collection that is named gives a measure of this kind."""
    publishers, products = publishers_in(named.text), products_in(named.text)
    wrong = [one for one in publishers if named.family_id in one.never]
    fitting = any(named.family_id in one.families for one in products)
    if wrong and not fitting and (len(wrong) == len(publishers) or _relayed(named, len(wrong), len(publishers))):
        yield _remark(
            named,
            Sureness.LIKELY,
            f'{wrong[0].name} is given as the source of "{named.measure}", which it does not collect.',
            "Name the body that collects it; where it was read elsewhere, name both.",
        )
    for product in products:
        known = product.families and named.family_id != "unknown"
        if known and named.family_id not in product.families and not fitting:
            yield _remark(
                named,
                Sureness.LIKELY,
                f'{product.name} is given as the source of "{named.measure}", which it does not measure.',
                "Name the collection that the figure comes from.",
            )
        if product.national_only:
            yield _remark(
                named,
                Sureness.TO_CHECK,
                f'{product.name} is given as the source of "{named.measure}"; it is too small to give figures for '
                f"a council, which come from {product.instead}.",
                f"Look up whether the figure comes from {product.instead}.",
            )


_TAKEN = re.compile(r"\b(?:taken from|via|through|from)\b", re.IGNORECASE)


def _relayed(named: _Named, wrong: int, publishers: int) -> bool:
    """Say whether the one named as collecting the figure is wrong, though who relays it is right."""
    taken = _TAKEN.search(named.text)
    return bool(taken) and wrong < publishers and bool(list(_wrong_before(named, taken)))


def _wrong_before(named: _Named, taken: re.Match[str] | None) -> Iterator[str]:
    head = named.text[: taken.start()] if taken else named.text
    return (one.name for one in publishers_in(head) if named.family_id in one.never)


def _ceased(named: _Named, latest: int) -> Iterator[Remark]:
    for publisher in publishers_in(named.text):
        if publisher.end is None or latest <= publisher.end.year:
            continue
        after = named.first_year is not None and date(named.first_year, 1, 1) > publisher.end
        yield _remark(
            named,
            Sureness.LIKELY if after else Sureness.TO_CHECK,
            f'{publisher.name}, given as the source of "{named.measure}", ended in {publisher.end.year}'
            + (f", before the period of the figure ({named.first_year})." if after else "."),
            f"Name {publisher.successor} where it gives the figure now; keep the old name for what it published.",
        )


def _remark(named: _Named, sureness: Sureness, says: str, mend: str) -> Remark:
    return Remark("R16", sureness, f'{says} The source reads "{named.text}".', mend, named.entries, named.passages)


_SMALL = frozenset({"to", "and", "of", "the", "for", "&", "in", "a"})


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in re.findall(r"[a-z&]+", text.lower()) if word not in _SMALL)


def _misnamed(published: Published) -> Iterator[Remark]:
    """Remark once on letters in brackets that stand behind a name that is not theirs."""
    texts: dict[str, tuple[list[Entry], list[Passage]]] = {}
    for table in published.tables:
        for line in first_lines(table):
            if (entry := line.at(Role.SOURCE)) is not None:
                texts.setdefault(entry.text, ([], []))[0].append(entry)
    for passage in published.passages:
        if passage.kind is PassageKind.SOURCE:
            texts.setdefault(passage.text, ([], []))[1].append(passage)
    for text, (entries, passages) in texts.items():
        for product in (one for one in registry().products if one.acronym):
            name = _name_before(product.acronym, text)
            if name and _words(name)[-len(_words(product.name)) :] != _words(product.name):
                yield Remark(
                    "R16",
                    Sureness.LIKELY,
                    f'"{name}" stands before ({product.acronym}), which is the {product.name}.',
                    f'Write "{product.name} ({product.acronym})".',
                    tuple(entries),
                    tuple(passages),
                    likely=f"{product.name} ({product.acronym})",
                )


LONGEST_NAME = 100  # letters before the brackets in which a name may stand


def _name_before(acronym: str, text: str) -> str:
    """Give the name that stands before letters in brackets; empty where there are none."""
    at = text.find(f"({acronym})")
    found = re.search(r"[A-Z][\w,&' -]+$", text[max(0, at - LONGEST_NAME) : at].rstrip()) if at > 0 else None
    return found.group() if found else ""


def _other_product(line: Line, entry: Entry) -> Iterator[Remark]:
    """Remark where the label names one product and the source another."""
    labelled, sourced = {one.name for one in products_in(line.measure)}, {one.name for one in products_in(entry.text)}
    if labelled and sourced and not labelled & sourced:
        first, second = min(labelled), min(sourced)
        yield Remark(
            "R16",
            Sureness.LIKELY,
            f'The measure is named "{line.measure}" ({first}), but its source is "{entry.text}" ({second}): '
            "two different products.",
            "Name the measure after what the figure is, and give the source that it was read from.",
            tuple(cell for cell in (line.at(Role.MEASURE), entry) if cell is not None),
        )


CHECKS = {"R16": sources}
