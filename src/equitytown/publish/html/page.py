"""Blocks into HTML: one macro for each block, chosen by one match."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, assert_never

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.environment import TemplateModule
from markupsafe import Markup

from equitytown.errors import InputError
from equitytown.present import blocks, theme
from equitytown.present.blocks import Block, Document, Page, plain
from equitytown.present.wording.symbols import is_symbol, meaning
from equitytown.publish.depicted import picture_of
from equitytown.publish.drawings import Drawing, Drawings
from equitytown.publish.html import shapes, tables
from equitytown.publish.html.links import Links, anchor, checked_identifier, root_of
from equitytown.publish.html.policy import CONTENT_SECURITY_POLICY
from equitytown.publish.legend import legend

AT_THE_FOOT = ("methods", "accessibility", "changes")
DESCRIPTION_LENGTH = 160  # what a search page shows of a description


@dataclass
class PageView:
    """
    A page while it is written: where its links lead and which headings are open above a block.

    `open_levels` holds the levels of the headings under which the next block stands; the level
    that is written is their depth, so that a page never skips one.
    """

    slug: str
    links: Links
    open_levels: list[int] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)

    @property
    def root(self) -> str:
        """The way back to the edition's root."""
        return root_of(self.slug)

    def href(self, target: str) -> str:
        """Give the address to write for a block's link."""
        return self.links.href(target, slug=self.slug)

    def heading_level(self, level: int) -> int:
        """Open a heading and give the level to write it at."""
        while self.open_levels and self.open_levels[-1] >= level:
            self.open_levels.pop()
        self.open_levels.append(level)
        return len(self.open_levels) + 1

    @property
    def inner_level(self) -> int:
        """The level of a heading inside the block that comes next."""
        return len(self.open_levels) + 2

    def identifier(self, words: str) -> str:
        """Give an identifier that nothing else on the page has."""
        wanted = anchor(words)
        chosen, count = wanted, 1
        while chosen in self.anchors:
            count += 1
            chosen = f"{wanted}-{count}"
        self.anchors.add(chosen)
        return chosen


@dataclass(frozen=True)
class Renderer:
    """
    Everything that the pages of one edition share.

    `drawings` maps a chart's identifier to its drawing, `sizes` a file's path in the edition to its
    size in bytes.
    """

    document: Document
    drawings: Drawings
    sizes: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def links(self) -> Links:
        """The edition's pages."""
        return Links(frozenset(page.slug for page in self.document.pages))

    @cached_property
    def footer_pages(self) -> tuple[Page, ...]:
        """Pages linked at the foot: what every page must lead to, and what no navigation item leads to."""
        items = {word for item in self.document.nav for word in item}
        return tuple(p for p in self.document.pages if p.nav not in items or p.slug in AT_THE_FOOT)

    def page(self, page: Page) -> str:
        """
        Write one page.

        Parameters
        ----------
        page : Page
            A page of the document.

        Returns
        -------
        str
            A complete HTML document.

        Raises
        ------
        InputError
            If a link leads nowhere or to a script, or a chart has no drawing.
        """
        at = PageView(page.slug, self.links)
        opening = self._blocks(page.opening, at)
        aside = self._blocks(page.aside, at)
        return (
            _environment()
            .get_template("page.html.j2")
            .render(
                at=at,
                page=page,
                document=self.document,
                masthead=self.document.masthead,
                footer_pages=self.footer_pages,
                policy=CONTENT_SECURITY_POLICY,
                description=describe(page),
                scripts=tuple(_scripts(page)),
                opening=opening,
                aside=aside,
                body=self._blocks(page.blocks, at),
            )
        )

    def _blocks(self, wanted: Iterable[Block], at: PageView) -> Markup:
        """Write blocks one after another."""
        return Markup("\n").join(self._block(block, at) for block in wanted)

    def _block(self, block: Block, at: PageView) -> Markup:
        """Write one block with its macro."""
        name, more = self._macro(block, at)
        written = getattr(_macros(), name)(block, at, *more)
        return Markup(written)  # noqa: S704  # a macro of an environment that escapes everything

    # What a macro takes besides the block and the page differs from one to the next.
    def _macro(self, block: Block, at: PageView) -> tuple[str, tuple[Any, ...]]:  # noqa: C901, PLR0911  # one case a block
        """Choose the macro of a block, and what it takes besides."""
        match block:
            case blocks.Heading():
                return "heading", (at.heading_level(block.level),)
            case blocks.Paragraph():
                return "paragraph", ()
            case blocks.Bullets():
                return "bullets", ()
            case blocks.Table():
                return "table", ()
            case blocks.Figure() | blocks.MapFigure():
                return ("figure" if isinstance(block, blocks.Figure) else "map_figure"), (self._drawing(block, at),)
            case blocks.Tally():
                return "tally", ()
            case blocks.Cards():
                return "cards", ()
            case blocks.KeyFigure():
                return "key_figure", ()
            case blocks.Facts():
                return "facts", ()
            case blocks.Records():
                return "records", ()
            case blocks.Downloads():
                return "downloads", (self.sizes,)
            case _:
                assert_never(block)

    def _drawing(self, figure: blocks.Figure | blocks.MapFigure, at: PageView) -> Drawing | None:
        """Find the drawing of a figure; none where the figure still awaits its data."""
        picture = picture_of(figure)
        if picture is None:
            return None
        if isinstance(figure, blocks.MapFigure):
            for page in {area.href for one in figure.maps for area in one.areas if area.href}:
                at.href(page)  # a page that the edition lacks is refused here
        drawing = self.drawings.get(picture.chart_id)
        if drawing is None:
            raise InputError(
                f'figure "{figure.figure_id}" has no drawing for its chart "{picture.chart_id}". '
                "Draw every chart before the pages are written."
            )
        return drawing


def describe(page: Page) -> str:
    """Give the sentence that stands for a page in a list of search results."""
    paragraphs = (plain(block.text) for block in (*page.opening, *page.blocks) if isinstance(block, blocks.Paragraph))
    words = page.subtitle or next(paragraphs, "") or page.title
    if len(words) <= DESCRIPTION_LENGTH:
        return words
    return words[: DESCRIPTION_LENGTH - 1].rsplit(" ", 1)[0] + "…"


def _scripts(page: Page) -> Iterable[str]:
    """Name the scripts that a page needs: none on a page without charts and filters."""
    every = (*page.opening, *page.aside, *page.blocks)
    if any(isinstance(block, blocks.Figure) and block.chart for block in every):
        yield "charts.js"
    if any(isinstance(block, blocks.MapFigure) and block.maps for block in every):
        yield "maps.js"
    if any(isinstance(block, blocks.Records) and block.filters for block in every):
        yield "filters.js"


def file_size(size: int) -> str:
    """
    Word a file's size.

    Examples
    --------
    >>> file_size(640), file_size(48_300), file_size(2_340_000)
    ('1 kB', '48 kB', '2.3 MB')
    """
    kilobyte, megabyte = 1_000, 1_000_000
    if size >= megabyte:
        return f"{size / megabyte:.1f} MB"
    return f"{max(1, round(size / kilobyte))} kB"


@cache
def _environment() -> Environment:
    """Set up the template engine once: everything escaped, nothing undefined let through."""
    environment = Environment(
        loader=PackageLoader("equitytown.publish", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        SHAPES=theme.SHAPES,
        style_of=shapes.style_of,
        strip=shapes.strip,
        tables=tables,
        legend=legend,
        is_symbol=is_symbol,
        meaning=meaning,
        plain=plain,
        checked_identifier=checked_identifier,
        file_size=file_size,
    )
    return environment


@cache
def _macros() -> TemplateModule:
    """Give the macros of all blocks."""
    return _environment().get_template("blocks.html.j2").module
