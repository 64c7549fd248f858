"""People's text: Markdown of a place's folder into blocks. No raw HTML, no scripts, no images."""

from markdown_it import MarkdownIt
from markdown_it.token import Token

from equitytown.present.blocks import Block, Bullets, Heading, Paragraph, Span, Text, text

SAFE_ADDRESSES = ("https://", "http://", "mailto:")
HIGHEST, DEEPEST = 2, 4  # levels of a text's headings: level 1 is the page's or section's title
CODE = ("code_block", "fence")


def blocks_of(markdown: str) -> tuple[Block, ...]:
    """
    Read Markdown as blocks.

    Parameters
    ----------
    markdown : str
        A text of a place's folder.

    Returns
    -------
    tuple of Block
        Headings, paragraphs and lists, in order. Quotations become notes and blocks of code paragraphs.

    Notes
    -----
    Bold words and links to http(s) and e-mail addresses are kept as such. Of everything else the words
    are kept: italics, code, HTML, other links, the description of an image. Lists inside a list join it.
    A heading's level is brought to between 2 and 4, and to one below the heading before it at most.
    """
    tokens = MarkdownIt("commonmark", {"html": False}).parse(markdown)
    found: list[Block] = []
    position, level, quotations = 0, HIGHEST - 1, 0
    while position < len(tokens):
        token = tokens[position]
        quotations += (token.type == "blockquote_open") - (token.type == "blockquote_close")
        style = "note" if quotations else "body"
        if token.type == "heading_open" and tokens[position + 1].content:
            level = min(max(HIGHEST, int(token.tag[1])), level + 1, DEEPEST)
            found.append(Heading(level, "".join(span.text for span in _spans(tokens[position + 1]))))
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            position, items = _items(tokens, position)
            found += [Bullets(items, ordered=token.type == "ordered_list_open")] if items else []
        elif token.type == "inline" and tokens[position - 1].type == "paragraph_open":
            found.append(Paragraph(_spans(token), style=style))
        elif token.type in CODE and token.content.strip():
            found.append(Paragraph(_code(token), style=style))
        position += 1
    return tuple(found)


def _items(tokens: list[Token], opened: int) -> tuple[int, tuple[Text, ...]]:
    """Gather a list's items; gives the position of its closing token."""
    depth, position = 1, opened + 1
    items: list[Text] = []
    while depth:
        token = tokens[position]
        depth += token.type.endswith("list_open") - token.type.endswith("list_close")
        if token.type == "inline" and token.content:
            items.append(_spans(token))
        elif token.type in CODE and token.content.strip():
            items.append(_code(token))
        position += 1
    return position - 1, tuple(items)


def _code(token: Token) -> Text:
    """Give the words of a block of code, its lines joined."""
    return text(" ".join(token.content.split()))


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
