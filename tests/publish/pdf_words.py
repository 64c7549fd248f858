"""The words of a PDF page, read from its own fonts: enough for what Typst writes, and no more."""

import re

import pikepdf

CHAR = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
RANGE = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")


def glyphs(font):
    """Give the words behind each glyph of a font."""
    held = font.ToUnicode.read_bytes()
    found = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", held, re.DOTALL):
        found |= {int(code, 16): bytes.fromhex(to.decode()).decode("utf-16-be") for code, to in CHAR.findall(block)}
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", held, re.DOTALL):
        for first, last, to in RANGE.findall(block):
            for step, code in enumerate(range(int(first, 16), int(last, 16) + 1)):
                found[code] = chr(int(to, 16) + step)
    return found


def words_of(page):
    """Give a page's words in the order in which they are drawn; drawings inside it are left out."""
    fonts = {name: glyphs(font) for name, font in page.Resources.get("/Font", {}).items()}
    current, said = {}, []
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            current = fonts[str(operands[0])]
        elif str(operator) in {"Tj", "TJ"}:
            pieces = operands[0] if str(operator) == "TJ" else operands
            for piece in pieces:
                if isinstance(piece, pikepdf.String):
                    codes = bytes(piece)
                    pairs = zip(codes[::2], codes[1::2], strict=True)
                    said.append("".join(current.get(high * 256 + low, "") for high, low in pairs))
        elif str(operator) in {"ET", "Td", "Tm"}:
            said.append(" ")
    return " ".join("".join(said).split())
