"""People's text: Markdown of a place's folder into blocks. No raw HTML, no scripts, no images."""

from markdown_it import MarkdownIt
from markdown_it.token import Token

from equitytown.present.blocks import Block, Bullets, Heading, Paragraph, Span, Text, text

SAFE_ADDRESSES = ("https://", "http://", "mailto:")


def blocks_of(markdown: str) -> tuple[Block, ...]:
    """
    Read Markdown as blocks.

    Paragraphs, headings of level 2 and 3, bulleted and numbered lists, bold and links to http(s)
    and e-mail addresses are kept; quotations become notes. Everything else is kept as plain words.
    """
    tokens = MarkdownIt("commonmark", {"html": False}).parse(markdown)
    found: list[Block] = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        if token.type == "heading_open":
            words = "".join(span.text for span in _spans(tokens[position + 1]))
            found.append(Heading(max(2, int(token.tag[1])), words))
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            position, items = _items(tokens, position)
            found.append(Bullets(items, ordered=token.type == "ordered_list_open"))
        elif token.type == "inline" and tokens[position - 1].type == "paragraph_open":
            style = "note" if _in_quotation(tokens, position) else "body"
            found.append(Paragraph(_spans(token), style=style))
        position += 1
    return tuple(found)


def _in_quotation(tokens: list[Token], position: int) -> bool:
    """Say whether a quotation is open at a token."""
    before = [token.type for token in tokens[:position]]
    return before.count("blockquote_open") > before.count("blockquote_close")


def _items(tokens: list[Token], opened: int) -> tuple[int, tuple[Text, ...]]:
    """Gather a list's items; gives the position of its closing token."""
    depth, position = 1, opened + 1
    items: list[Text] = []
    while depth:
        token = tokens[position]
        depth += token.type.endswith("list_open") - token.type.endswith("list_close")
        if token.type == "inline":
            items.append(_spans(token))
        position += 1
    return position - 1, tuple(items)


def _spans(inline: Token) -> Text:
    """Turn one run of inline tokens into spans."""
    spans: list[Span] = []
    bold, href = False, ""
    for child in inline.children or []:
        match child.type:
            case "strong_open" | "strong_close":
                bold = child.type == "strong_open"
            case "link_open":
                address = str(child.attrGet("href") or "")
                href = address if address.startswith(SAFE_ADDRESSES) else ""
            case "link_close":
                href = ""
            case "softbreak" | "hardbreak":
                spans.append(Span(" "))
            case _ if child.content:
                spans.append(Span(child.content, bold=bold, href=href))
    return tuple(spans) or text(inline.content)
