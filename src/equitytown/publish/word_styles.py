"""The Word document's styles, under names that an officer can find and change."""

from dataclasses import dataclass
from datetime import UTC, datetime

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENTATION
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section as WordSection
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from equitytown.present import theme
from equitytown.present.blocks import Masthead
from equitytown.publish.word_parts import LANGUAGE, add_field, element, to_the_right

MARGIN = Mm(20)
PAPER = (Mm(210), Mm(297))
ACROSS = PAPER[0] - 2 * MARGIN  # room for words and drawings on an upright page
NARROW_MARGIN = Mm(13)
ALONG = PAPER[1] - 2 * NARROW_MARGIN  # and on a page turned sideways
TABLE_STYLE = "Equity Town table"
MADE = datetime(2000, 1, 1, tzinfo=UTC)  # one date for every document: the same bytes each time


@dataclass(frozen=True, slots=True)
class Look:
    """How one paragraph style looks: sizes and spaces in points, indents in millimetres."""

    name: str
    size: float
    bold: bool = False
    colour: str = theme.INK
    before: float = 0
    after: float = 6
    indent: float = 0
    hanging: float = 0
    keep: bool = False
    based_on: str = "Normal"


LOOKS = (
    Look("Title", 34, bold=True, colour=theme.TOWN, before=120, after=14),
    Look("Subtitle", 15, colour=theme.INK_2, after=10),
    Look("Heading 1", 22, bold=True, after=12, keep=True),
    Look("Heading 2", 15, bold=True, before=20, after=6, keep=True),
    Look("Heading 3", 12.5, bold=True, before=14, after=5, keep=True),
    Look("Heading 4", 11, bold=True, before=12, after=4, keep=True),
    Look("TOC Heading", 22, bold=True, after=12, keep=True),
    Look("TOC 1", 11, bold=True, before=6, after=2),
    Look("TOC 2", 11, after=2, indent=6),
    Look("Body", 11, after=8),
    Look("Lede", 13, colour=theme.INK_2, after=12),
    Look("Note", 10, colour=theme.INK_2, before=4, after=8, indent=4),
    Look("Small", 10, colour=theme.INK_2),
    Look("Source", 9, colour=theme.INK_2, before=3, after=2),
    Look("Finding title", 12, bold=True, before=10, after=2, keep=True),
    Look("Caption", 12, bold=True, before=14, after=3, keep=True),
    Look("Measured", 10, colour=theme.INK_2, after=6, keep=True),
    Look("Drawing", 11, after=4, keep=True),
    Look("Key figure", 13, colour=theme.INK_2, before=4, after=8),
    Look("Fact", 11, after=4, indent=38, hanging=38),
    Look("Record", 11, before=4, after=2, indent=14, hanging=14),
    Look("Record detail", 9.5, colour=theme.INK_2, after=2, indent=14),
    Look("Table text", 9, after=0),
    Look("Table heading", 9, bold=True, colour=theme.INK_2, after=0),
    Look("Table group", 9, bold=True, colour=theme.TOWN, before=5, after=0, keep=True),
    Look("Crowded table text", 6.5, after=0, based_on="Table text"),
    Look("Crowded table heading", 6.5, bold=True, colour=theme.INK_2, after=0, based_on="Table heading"),
    Look("List Bullet", 11, after=4),
    Look("List Number", 11, after=4),
    Look("Header", 9, colour=theme.INK_2),
    Look("Footer", 9, colour=theme.INK_2),
)


def style_id(name: str) -> str:
    """Give the identifier that Word knows a style of ours by."""
    return name.replace(" ", "")


def prepare(document: WordDocument, head: Masthead) -> None:
    """Set an empty document's language, properties, styles and first page."""
    _properties(document, head)
    _language(document)
    for look in LOOKS:
        _style(document, look)
    document.styles["Heading 1"].paragraph_format.page_break_before = True
    _note_edge(document)
    _link_style(document)
    _table_style(document)
    section = document.sections[0]
    turn(section, sideways=False)
    section.different_first_page_header_footer = True  # the cover has no running lines
    _running(section, head)


def turn(section: WordSection, *, sideways: bool) -> None:
    """Set a section's pages upright or sideways."""
    width, height = PAPER[::-1] if sideways else PAPER
    section.page_width, section.page_height = width, height
    section.orientation = WD_ORIENTATION.LANDSCAPE if sideways else WD_ORIENTATION.PORTRAIT
    section.left_margin = section.right_margin = NARROW_MARGIN if sideways else MARGIN
    section.top_margin, section.bottom_margin = Mm(24), Mm(20)
    section.different_first_page_header_footer = False
    section.header_distance = section.footer_distance = Mm(11)


def _properties(document: WordDocument, head: Masthead) -> None:
    held = document.core_properties
    held.title = head.title
    held.subject = f"{head.subtitle}. {head.edition_words}"
    held.author = head.author
    held.last_modified_by = head.organisation
    held.language = LANGUAGE
    held.comments = head.attribution
    held.created = held.modified = MADE
    held.revision = 1


def _language(document: WordDocument) -> None:
    """Set British English where Word looks for it: the defaults of every style."""
    for held in document.styles.element.iter(qn("w:lang")):
        held.set(qn("w:val"), LANGUAGE)


def _style(document: WordDocument, look: Look) -> None:
    """Make a style, or change the one that Word has under that name."""
    if look.name in document.styles:
        style = document.styles[look.name]
    else:
        style = document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)  # noqa: S101 (every name of ours is a paragraph style)
    if look.name not in ("Header", "Footer"):
        style.base_style = document.styles[look.based_on]
    style.hidden, style.quick_style = False, True
    _face(style, look)
    space = style.paragraph_format
    space.space_before, space.space_after = Pt(look.before), Pt(look.after)
    space.line_spacing = 1.0 if "table" in look.name.lower() else 1.15
    space.keep_with_next = look.keep
    if look.indent:
        space.left_indent = Mm(look.indent)
        space.first_line_indent = Mm(-look.hanging)
    if look.hanging:
        space.tab_stops.add_tab_stop(Mm(look.indent))


def _face(style: ParagraphStyle, look: Look) -> None:
    """Set a style's letters, and take away the theme's, which would win over ours."""
    style.font.name, style.font.size = theme.OFFICE_FAMILY, Pt(look.size)
    style.font.bold, style.font.italic = look.bold, False
    style.font.color.rgb = RGBColor.from_string(look.colour.removeprefix("#").upper())
    fonts = style.element.get_or_add_rPr().find(qn("w:rFonts"))
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for script in ("cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), theme.OFFICE_FAMILY)
    for held, extra in ((style.element.pPr, "w:pBdr"), (style.element.pPr, "w:tabs"), (style.element.rPr, "w:spacing")):
        found = None if held is None else held.find(qn(extra))
        if found is not None:  # the line of Word's own Title, its stops, its wide letters
            held.remove(found)


def _note_edge(document: WordDocument) -> None:
    """Draw the line that sets a note off."""
    edges = OxmlElement("w:pBdr")
    edges.append(element("w:left", val="single", sz="18", space="8", color=theme.RULE.removeprefix("#")))
    document.styles["Note"].element.get_or_add_pPr().insert_element_before(
        edges, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
    )


def _link_style(document: WordDocument) -> None:
    style = document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    style.font.color.rgb = RGBColor.from_string(theme.TOWN.removeprefix("#").upper())
    style.font.underline = True


def _table_style(document: WordDocument) -> None:
    """Add the table style: hairlines between rows, a heavier line under the heading row."""
    rule, ink = theme.RULE.removeprefix("#"), theme.INK.removeprefix("#")
    document.styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="{style_id(TABLE_STYLE)}">'
            f'<w:name w:val="{TABLE_STYLE}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/>'
            '<w:tblPr><w:tblBorders>'
            f'<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{rule}"/>'
            f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{rule}"/>'
            '</w:tblBorders><w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="40" w:type="dxa"/>'
            '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            '<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>'
            f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{ink}"/>'
            '</w:tcBorders></w:tcPr></w:tblStylePr></w:style>'
        )
    )  # fmt: skip


def _running(section: WordSection, head: Masthead) -> None:
    """Write the running header and the footer with page numbers; the cover has neither."""
    draft = "Draft. " if head.draft else ""
    section.header.paragraphs[0].text = f"{draft}{head.title}"
    foot = section.footer.paragraphs[0]
    foot.add_run(f"{head.organisation}. {head.edition_words}")
    to_the_right(foot.add_run())
    foot.add_run("Page ")
    add_field(foot, "PAGE", shown="2")
