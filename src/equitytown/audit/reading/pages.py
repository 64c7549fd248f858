"""Web pages into grids and paragraphs. Nothing is fetched, and nothing in the page is run."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from equitytown.audit.published import PassageKind
from equitytown.audit.reading.colours import fill_of_style
from equitytown.audit.reading.grids import Grid, Paragraph, Part
from equitytown.audit.reading.placing import MOST_SPAN, Placed, grid_of, raised_mark
from equitytown.audit.reading.splitting import parts_of_grid
from equitytown.errors import InputError

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), PassageKind.HEADING),
    "li": PassageKind.ITEM,
    "figcaption": PassageKind.CAPTION,
    "caption": PassageKind.CAPTION,
}
BLOCKS = (*KINDS, "p", "div", "blockquote", "dd", "dt", "address", "pre", "summary")
UNSEEN = bytes(code for code in range(32) if code not in b"\t\n\r")  # letters that no page may hold
INLINE = frozenset({"a", "abbr", "b", "code", "em", "i", "mark", "small", "span", "strong", "sub", "sup", "u", "wbr"})
PASSED_OVER = (
    "//script|//style|//template|//noscript|//head|//nav|//svg|//iframe|//object|//*[@hidden]|//*[@aria-hidden='true']"
)


def parts_of_page(path: Path) -> list[Part]:
    """
    Read a web page.

    Raises
    ------
    InputError
        If nothing can be made of it.
    """
    from lxml import etree  # type: ignore[import-untyped]  # noqa: PLC0415
    from lxml.html import HTMLParser, document_fromstring  # noqa: PLC0415

    try:
        parser = HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
        tree = document_fromstring(path.read_bytes().translate(None, UNSEEN), parser=parser)
        for element in tree.xpath(PASSED_OVER):
            element.drop_tree()
    except (etree.LxmlError, ValueError) as error:
        raise InputError(f"{path.name} cannot be read as a web page ({error}). Save it anew.") from None
    return list(_parts(tree))


def _parts(tree: "HtmlElement") -> Iterator[Part]:
    """Give tables and blocks of text in the order of the page."""
    tables = 0
    for element in tree.iter():
        inside = next(element.iterancestors("table"), None) is not None
        if element.tag == "table" and not inside:
            tables += 1
            captions = element.xpath("./caption")
            yield from (
                Paragraph(text_of(caption), caption.sourceline or 0, PassageKind.CAPTION) for caption in captions
            )
            yield from parts_of_grid(_grid(element, f"Table {tables}"), unit="table row")
        elif element.tag in BLOCKS and not inside and (text := _own_text(element)):
            yield Paragraph(text, element.sourceline or 0, KINDS.get(element.tag))


def _own_text(element: "HtmlElement") -> str:
    """Give a block's text without that of blocks inside it, which stand for themselves."""
    if any(child.tag in BLOCKS or child.tag == "table" for child in element.iterdescendants()):
        return " ".join((element.text or "").split())
    return text_of(element)


def _grid(table: "HtmlElement", name: str) -> Grid:
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    held = [
        [
            Placed(text_of(cell), _span(cell.get("rowspan")), _span(cell.get("colspan")), _fill(cell))
            for cell in row
            if cell.tag in ("td", "th")
        ]
        for row in rows
    ]
    return grid_of(held, name=name)


def _fill(cell: "HtmlElement") -> str:
    """Name the colour of a cell's background, as its own mark-up has it; what a style sheet says is not read."""
    return fill_of_style(cell.get("style") or f"background: {cell.get('bgcolor') or ''}")


def _span(said: str | None) -> int:
    return min(max(int(said), 1), MOST_SPAN) if said and said.strip().isdecimal() else 1


def text_of(element: Any) -> str:  # Any: lxml has no types
    """Give an element's text; a raised mark stands in square brackets, a line break is a space."""
    said = "".join(_pieces(element))
    return " ".join(said.split())


def _pieces(element: Any) -> Iterator[str]:  # Any: as above
    yield element.text or ""
    for child in element:
        yield "" if child.tag in INLINE else " "
        yield raised_mark("".join(_pieces(child))) if child.tag == "sup" else "".join(_pieces(child))
        yield ("" if child.tag in INLINE else " ") + (child.tail or "")
