"""The language check: words of a draft that the town has agreed not to say, with what to say instead. Advice only."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from equitytown.terms.register import Kind, Shape
from equitytown.web.register.models import Publication, Record

KIND = "words"
WRITTEN = (Shape.LINE, Shape.PROSE, Shape.MARKDOWN, Shape.ITEMS)


@dataclass(frozen=True, slots=True)
class Advice:
    """One word found: in which field, what it says there, what to say instead, and why."""

    label: str
    said: str
    say: str
    reason: str


def advice(kind: Kind, content: Mapping[str, Any], agreed: Iterable[Mapping[str, Any]]) -> tuple[Advice, ...]:
    """
    Give the words of a draft that the town has agreed not to say, each once a field.

    Parameters
    ----------
    kind : Kind
        What the draft is. Of the words that were agreed themselves nothing is said.
    content : mapping
        Its content.
    agreed : iterable of mapping
        The contents of the words that were agreed.
    """
    if kind.slug == KIND:
        return ()
    rules = [
        (re.compile(rf"(?<!\w){re.escape(said)}(?!\w)", re.IGNORECASE), word)
        for word in agreed
        for said in sorted(word.get("instead_of") or (), key=len, reverse=True)
        if said.strip()
    ]
    found = []
    for field in kind.fields:
        value = content.get(field.name)
        if field.shape in WRITTEN and value:
            text = "\n".join(map(str, value)) if isinstance(value, list) else str(value)
            found.extend(_in_text(field.label, text, rules))
    return tuple(found)


def _in_text(label: str, text: str, rules: list[tuple[re.Pattern[str], Mapping[str, Any]]]) -> list[Advice]:
    told: dict[str, Advice] = {}
    for pattern, word in rules:
        match = pattern.search(text)
        if match and str(word["say"]).lower() != match[0].lower():
            told.setdefault(match[0].lower(), Advice(label, match[0], str(word["say"]), str(word.get("reason") or "")))
    return list(told.values())


def agreed_words() -> list[dict[str, Any]]:
    """Give the contents of the words that the town has agreed on: those that are published."""
    return list(Publication.objects.filter(kind=KIND).order_by("title").values_list("content", flat=True))


def advice_on(record: Record) -> tuple[Advice, ...]:
    """Give the advice on a record as it is worked on."""
    return advice(record.of, record.content, agreed_words())
