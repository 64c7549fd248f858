"""Checks on one measure's source in the table and under its figure: they name the same."""

from collections.abc import Iterator

from equitytown.audit.families import UNKNOWN
from equitytown.audit.prose import match, measures_of, topic_of
from equitytown.audit.published import Entry, Passage, PassageKind, Published, Role
from equitytown.audit.registry import products_in, publishers_in
from equitytown.audit.remarks import Remark, Sureness


def credited(published: Published) -> Iterator[Remark]:
    """Remark where a figure credits another source than the table does for its measure."""
    for table in published.tables:
        labels = measures_of(table)
        sources = {line.measure: entry for line in table.lines if (entry := line.at(Role.SOURCE)) is not None}
        for caption, source in _under_figures(published.passages):
            label = _label(caption.text, labels)
            if label in sources and _differ(sources[label].text, source.text):
                yield _remark(label, sources[label], caption, source)


def _under_figures(passages: tuple[Passage, ...]) -> Iterator[tuple[Passage, Passage]]:
    caption: Passage | None = None
    for passage in passages:
        if passage.kind is PassageKind.CAPTION:
            caption = passage
        elif passage.kind is PassageKind.SOURCE and caption is not None:
            yield caption, passage
            caption = None


def _label(caption: str, labels: tuple[str, ...]) -> str:
    """Give the label of the measure that a caption names, else the only one of its family; empty for none."""
    found = match(caption, labels)
    if found is not None:
        return found.label
    family = topic_of(caption)
    alike = [label for label in labels if family is not UNKNOWN and topic_of(label) is family]
    return alike[0] if len(alike) == 1 else ""


def _differ(one: str, other: str) -> bool:
    """Say whether two sources name other bodies or other collections, or the table's is none that is known."""
    bodies = [{held.name for held in publishers_in(text)} for text in (one, other)]
    collections = [{held.name for held in products_in(text)} for text in (one, other)]
    if bodies[0] & bodies[1] or collections[0] & collections[1]:
        return False
    unknown = not bodies[0] and not collections[0] and bool(bodies[1] or collections[1])
    return unknown or all(bodies) or all(collections)


def _remark(label: str, entry: Entry, caption: Passage, source: Passage) -> Remark:
    return Remark(
        "R31",
        Sureness.TO_CHECK,
        f'"{caption.text}" credits "{source.text}", the table "{entry.text}" for "{label}".',
        "Look up which of the two each was made from, and name both alike where it is one.",
        (entry,),
        (caption, source),
    )
