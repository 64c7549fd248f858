"""Small phrases that several packs share: days, spans, figures of progress, shares."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from markdown_it import MarkdownIt

from equitytown.terms.period import long_date
from equitytown.web.register.packs.faces import Face

FEWEST = 10  # answers below which a share would say more of persons than of a group
UNNAMED = "Another organisation"  # one whose name the reader may not know
_PLAIN = {"exact", "exact; all", "counted from the names", ""}


def day_words(day: date | None) -> str:
    """
    Write a day as a reader reads it; nothing where there is none.

    Examples
    --------
    >>> day_words(date(2026, 4, 1))
    '1 April 2026'
    """
    return long_date(day) if day else ""


def span_words(starts: date | None, ends: date | None) -> str:
    """
    Write a span of days.

    Examples
    --------
    >>> span_words(date(2026, 4, 1), date(2026, 4, 1)), span_words(date(2026, 4, 1), None)
    ('1 April 2026', 'from 1 April 2026')
    """
    if starts and ends and starts != ends:
        return f"{day_words(starts)} to {day_words(ends)}"
    if starts and ends is None:
        return f"from {day_words(starts)}"
    return day_words(starts or ends)


def figure_words(face: Face) -> str:
    """Write the figure of a progress entry with what it counts and its period; nothing where there is no figure."""
    value = face.content.get("value")
    if value in (None, ""):
        return ""
    number = f"{Decimal(str(value)):,f}"
    unit = face.words("unit")
    figure = {"GBP": f"£{number}", "%": f"{number}%"}.get(unit, f"{number} {unit}".strip())
    qualifier = face.words("qualifier")
    told = figure if qualifier in _PLAIN else f"{qualifier} {figure}"
    counted = face.words("counted")
    metric = face.words("metric")
    parts = [f"{metric[:1].upper()}{metric[1:]}: {told}"]
    parts += [counted] if counted and counted != "not a count of people" else []
    return ", ".join(filter(None, (*parts, face.words("period"))))


def achievements(faces: Iterable[Face]) -> list[tuple[Face, str]]:
    """Give each achievement once, by its first entry, with the figures of all its entries."""
    found: dict[str, list[Face]] = {}
    for face in faces:
        found.setdefault(face.words("achievement_id") or face.identifier, []).append(face)
    return [(held[0], ". ".join(filter(None, map(figure_words, held)))) for held in found.values()]


def event_days(event: Face) -> str:
    """Write the day or days of an event."""
    return span_words(event.day("on"), event.day("until") or event.day("on"))


def share_words(part: int | None, whole: int | None) -> str:
    """
    Write a share with its counts, from ten answers upwards; below that only that there were too few.

    Examples
    --------
    >>> share_words(9, 12), share_words(3, 9), share_words(None, 20)
    ('75% (9 of 12)', 'Too few answers to give a share', 'Not asked')
    """
    if part is None or whole is None:
        return "Not asked"
    return (
        f"{100 * part / whole:.0f}% ({part:,} of {whole:,})" if whole >= FEWEST else "Too few answers to give a share"
    )


def count_words(number: int, singular: str, plural: str) -> str:
    """
    Write a count with its noun.

    Examples
    --------
    >>> count_words(1, "action", "actions"), count_words(0, "action", "actions")
    ('1 action', 'no actions')
    """
    return f"1 {singular}" if number == 1 else f"{number:,} {plural}" if number else f"no {plural}"


def paragraphs(markdown: str) -> tuple[str, ...]:
    r"""
    Give the words of a Markdown text paragraph by paragraph, without its marks.

    Examples
    --------
    >>> paragraphs("# Hello\n\nWarm *homes*, see [this](https://example.org).")
    ('Hello', 'Warm homes, see this.')
    """
    held = (token for token in MarkdownIt("commonmark", {"html": False}).parse(markdown) if token.type == "inline")
    return tuple(
        "".join(" " if child.type in {"softbreak", "hardbreak"} else child.content for child in token.children or ())
        for token in held
    )
