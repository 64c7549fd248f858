"""Filters by which templates write values of the register."""

from collections.abc import Mapping
from datetime import date, datetime

import nh3
from django import template
from django.forms import BoundField
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from equitytown.web.choices import flat
from equitytown.web.register.signs import sign

library = register = template.Library()
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
_TAGS = {
    "p",
    "h3",
    "h4",
    "h5",
    "ul",
    "ol",
    "li",
    "em",
    "strong",
    "blockquote",
    "a",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "hr",
    "br",
}
_HEADINGS = {"h1": "h3", "h2": "h3", "h3": "h4", "h4": "h5", "h5": "h5", "h6": "h5"}


@library.filter
def day(value: date | datetime | str | None) -> str:
    """Write a day as 4 April 2026; nothing where there is none."""
    if not value:
        return ""
    if isinstance(value, str):
        value = date.fromisoformat(value)
    return date_format(timezone.localtime(value) if isinstance(value, datetime) else value, "j F Y")


@library.filter
def moment(value: datetime) -> str:
    """Write a moment as 4 April 2026 at 14:05, where the town is."""
    return date_format(timezone.localtime(value), "j F Y \\a\\t H:i")


@library.filter
def markdown(value: str) -> SafeString:
    """Write Markdown as HTML: no raw HTML, no pictures, no scripts, and links that lead outwards are marked."""
    tokens = _MARKDOWN.parse(value)
    for token in tokens:
        token.tag = _HEADINGS.get(token.tag, token.tag)
    html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow ugc noopener",
    )
    return mark_safe(clean)  # noqa: S308  nh3 let only these tags through


@library.filter
def state_words(state: str) -> str:
    """Write a state in words."""
    from equitytown.web.register.models import State  # noqa: PLC0415  models are not ready when filters are found

    return State(state).label


@library.filter
def with_article(words: str) -> str:
    """Write "an action", "a gap"."""
    return f"{'an' if words[:1].lower() in 'aeiou' else 'a'} {words}"


@library.filter
def number_in_list(content: Mapping[str, object]) -> str:
    """Write the number that a record has in its list."""
    from equitytown.web.register.listing import number_of  # noqa: PLC0415  models are not ready when filters are found

    return number_of(content)


@library.filter
def figure(content: Mapping[str, object]) -> str:
    """Write the figure that a progress entry tells."""
    from equitytown.web.register.listing import figure_of  # noqa: PLC0415  models are not ready when filters are found

    return figure_of(content)


@library.filter
def chosen(bound: BoundField) -> list[str]:
    """Give the words of what is ticked in a field."""
    value = bound.value()
    held = set(map(str, value)) if isinstance(value, list | tuple) else set()
    return [words for reference, words in flat(getattr(bound.field, "choices", ())) if reference in held]


@library.filter
def first_control(bound: BoundField) -> str:
    """Give the id of a field's first control, to which a list of what is wrong leads."""
    parts = bound.subwidgets
    return str(parts[0].id_for_label or bound.id_for_label) if parts else str(bound.auto_id)


@library.filter
def get(content: Mapping[str, object], name: str) -> object:
    """Give what a content holds under a name."""
    return content.get(name) or ""


library.filter("sign", sign)
