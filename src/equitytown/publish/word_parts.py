"""Parts of a Word file that python-docx has no call for: fields, links, bookmarks, marks on tables."""

from io import BytesIO

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from equitytown.publish.packing import repacked

LANGUAGE = "en-GB"


def element(tag: str, **attributes: str) -> BaseOxmlElement:
    """Make an element; attributes are written under the word-processing prefix."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def field_part(run: Run, kind: str) -> None:
    """Write where a field begins, where its shown text begins, or where it ends."""
    run._r.append(element("w:fldChar", fldCharType=kind))  # noqa: SLF001 (python-docx has no call)


def instruction(run: Run, words: str) -> None:
    """Write what a field does."""
    code = OxmlElement("w:instrText")
    code.set(qn("xml:space"), "preserve")
    code.text = f" {words} "
    run._r.append(code)  # noqa: SLF001 (python-docx has no call)


def add_field(paragraph: Paragraph, words: str, *, shown: str) -> None:
    """Add a field that shows some text until Word works it out again."""
    field_part(paragraph.add_run(), "begin")
    instruction(paragraph.add_run(), words)
    field_part(paragraph.add_run(), "separate")
    paragraph.add_run(shown)
    field_part(paragraph.add_run(), "end")


def to_the_right(run: Run) -> None:
    """Move what follows to the right margin, however wide the page is."""
    run._r.append(element("w:ptab", relativeTo="margin", alignment="right", leader="none"))  # noqa: SLF001 (no call)


def add_bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Mark a paragraph so that a link can lead to it."""
    paragraph._p.append(element("w:bookmarkStart", id=str(number), name=name))  # noqa: SLF001 (no call)
    paragraph._p.append(element("w:bookmarkEnd", id=str(number)))  # noqa: SLF001 (python-docx has no call)


def link_inside(paragraph: Paragraph, words: str, *, bookmark: str) -> None:
    """Add words that lead to a bookmark."""
    link = element("w:hyperlink", anchor=bookmark, history="1")
    link.append(_loose_run(words))
    paragraph._p.append(link)  # noqa: SLF001 (python-docx has no call)


def link_outside(paragraph: Paragraph, words: str, *, address: str, style_id: str) -> None:
    """Add words that lead to a web address."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = _loose_run(words)
    properties = OxmlElement("w:rPr")
    properties.append(element("w:rStyle", val=style_id))
    run.insert(0, properties)
    link.append(run)
    paragraph._p.append(link)  # noqa: SLF001 (python-docx has no call)


def _loose_run(words: str) -> BaseOxmlElement:
    run = OxmlElement("w:r")
    held = OxmlElement("w:t")
    held.set(qn("xml:space"), "preserve")
    held.text = words
    run.append(held)
    return run


def shade(properties: BaseOxmlElement, colour: str) -> None:
    """Fill the ground of a cell or paragraph."""
    properties.append(element("w:shd", val="clear", color="auto", fill=colour.removeprefix("#")))


def restart_numbering(document: WordDocument, style_id: str) -> int:
    """Make a list that starts at 1 again, numbered as a list style is; gives the list's number."""
    numbering = document.part.numbering_part.element
    style = next(s for s in document.styles if s.style_id == style_id)
    held = style.element.find(f".//{qn('w:numId')}")
    model = next(n for n in numbering.num_lst if str(n.numId) == held.get(qn("w:val")))
    fresh = numbering.add_num(model.abstractNumId.val)
    fresh.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(fresh.numId)


def as_list(paragraph: Paragraph, number: int) -> None:
    """Put a paragraph on a numbered list."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 (python-docx has no call)
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number


def packed(document: WordDocument) -> bytes:
    """Give the file's bytes, the same each time."""
    written = BytesIO()
    document.save(written)
    return repacked(written.getvalue())
