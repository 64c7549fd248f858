"""What the composed parts of a page need: links of other records, and the way to add one more."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from equitytown.terms.register import KINDS
from equitytown.web.register import rules
from equitytown.web.register.composing.seen import Seen
from equitytown.web.register.shown import Item
from equitytown.web.register.templatetags.register import with_article

library = register = template.Library()


@library.filter
def links(seen: Seen, name: str) -> SafeString:
    """Write what one field of a record links to, of what may be shown; nothing where there is nothing."""
    return format_html_join("; ", "{}", ((linked(item),) for item in seen.links(name)))


@library.filter
def linked(item: Item) -> SafeString:
    """Write a few words as a link, where they lead anywhere."""
    if not item.address:
        return format_html("{}", item.words)
    return format_html('<a href="{}">{}</a>', item.address, item.words)


@library.simple_tag(takes_context=True)
def add_one(context: dict[str, Any], slug: str, field: str, identifier: str) -> SafeString:  # what a template reads
    """Write a link to a form that already says where it came from, for whoever may write such a record."""
    kind = KINDS[slug]
    if "record" not in context or not rules.may_write(getattr(context.get("request"), "user", None), kind):
        return SafeString("")
    address = f"{reverse('new', args=[slug])}?{urlencode({field: identifier})}"
    return format_html('<p class="add"><a href="{}">Add {}</a></p>', address, with_article(kind.singular))
