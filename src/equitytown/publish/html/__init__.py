"""The HTML face of an edition: blocks into pages."""

from equitytown.publish.html.links import Links, anchor, checked_identifier, checked_slug, root_of
from equitytown.publish.html.page import PageView, Renderer
from equitytown.publish.html.policy import CONTENT_SECURITY_POLICY

__all__ = [
    "CONTENT_SECURITY_POLICY",
    "Links",
    "PageView",
    "Renderer",
    "anchor",
    "checked_identifier",
    "checked_slug",
    "root_of",
]
