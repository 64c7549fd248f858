"""What no page of ours holds, whatever its records say."""

from collections import Counter
from html.parser import HTMLParser

NEVER = {
    "script",
    "iframe",
    "base",
    "object",
    "embed",
    "style",
    "img",
    "math",
    "video",
    "audio",
    "template",
    "frameset",
    "marquee",
}
LEADS = {"href", "src", "action", "formaction", "xlink:href", "data"}


class Seen(HTMLParser):
    """The elements and attributes of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: Counter[tuple[str, tuple[str, ...]]] = Counter()
        self.strange: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element, and whether it is one that never stands in a page of ours."""
        self.parts[tag, tuple(sorted(name for name, _ in attrs))] += 1
        for name, value in attrs:
            leads = name in LEADS and "".join((value or "").split()).lower().startswith(
                ("javascript:", "data:", "vbscript:")
            )
            if name.startswith("on") or name in {"srcdoc", "style", "autofocus"} or leads:
                self.strange.append(f"{tag} {name}={value}")
        if tag in NEVER:
            self.strange.append(tag)

    def handle_data(self, data: str) -> None:
        """Note words."""
        self.words.append(data)


def seen(page: str) -> Seen:
    """Read a page."""
    found = Seen()
    found.feed(page)
    found.close()
    return found
