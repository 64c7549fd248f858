"""The microsite of an edition: its pages, and the files that they need beside them."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from equitytown.errors import BuildError
from equitytown.present.blocks import Block, Document, Downloads, Figure, MapFigure, Page, plain
from equitytown.publish.depicted import depicted, picture_of, title_of
from equitytown.publish.drawing import draw_png, file_svg
from equitytown.publish.drawings import Drawings
from equitytown.publish.html import Renderer, checked_identifier, checked_slug
from equitytown.publish.html.files import assets, chart_data, chart_library
from equitytown.publish.html.missing import missing_page

WRITTEN_LAST = ("manifest.json",)  # it holds the hash of every page, so no page can say its size


def write_site(
    document: Document,
    folder: Path,
    *,
    drawings: Drawings,
    written_later: Collection[str] = WRITTEN_LAST,
    cache: Path | None = None,
) -> tuple[str, ...]:
    """
    Write the microsite into an edition's folder.

    Parameters
    ----------
    document : Document
        The edition as blocks.
    folder : Path
        The edition's root. The files that a page offers for download (report, workbook, data) must
        stand in it already, since the page says how large each is.
    drawings : Mapping[str, Drawing]
        The drawing of every chart, by its `chart_id`.
    written_later : collection of str, default manifest.json
        Downloads that do not stand in the folder yet; no size is given for them.

    cache : Path, optional
        Where the typeface and the chart library are kept between builds.

    Returns
    -------
    tuple of str
        The path of each file written, relative to `folder`, sorted.

    Raises
    ------
    BuildError
        If a download is not there, or two pages would be one file.
    InputError
        If a link leads nowhere or to a script, a name cannot be a file's, or a drawing is missing.
    """
    sizes = _sizes(document, folder, written_later=written_later)
    written = dict(_site(document, drawings=drawings, sizes=sizes, cache=cache))
    for path, content in written.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return tuple(sorted(written))


def _site(
    document: Document, *, drawings: Drawings, sizes: Mapping[str, int], cache: Path | None
) -> Iterator[tuple[str, bytes]]:
    """Give every file of the microsite: path and bytes. Nothing is written while one can still fail."""
    _no_page_twice(document)
    renderer = Renderer(document, drawings, sizes)
    yield from assets(cache=cache)
    figures = _figures(document)
    if any(isinstance(figure, Figure) for figure in figures):
        yield "assets/vega.js", chart_library(cache=cache)
    for figure in figures:
        yield from _figure_files(figure, drawings, cache=cache)
    for page in document.pages:
        yield f"{checked_slug(page.slug)}.html", renderer.page(page).encode()
    yield "404.html", renderer.page(missing_page(document)).encode()


def _figure_files(figure: Figure | MapFigure, drawings: Drawings, *, cache: Path | None) -> Iterator[tuple[str, bytes]]:
    """
    Give a figure's files: its specifications for the live chart, its drawing, its picture if one was made.

    Drawing and picture carry title, caption and source, so that they explain themselves wherever they go.
    """
    picture = picture_of(figure)
    if picture is None:
        return
    name = f"figures/{checked_identifier(picture.chart_id)}"
    if isinstance(figure, Figure) and figure.chart is not None:
        yield f"{name}.js", chart_data(figure.chart)
    drawing = drawings.get(picture.chart_id)
    if drawing is None:
        return
    caption, source = plain(figure.caption), plain(figure.source)
    drawn = file_svg(drawing.svg_wide, title=title_of(figure), description=caption, source=source)
    yield f"{name}.svg", drawn.encode()
    if drawing.png:
        yield f"{name}.png", draw_png(drawn, cache=cache)


def _blocks(page: Page) -> tuple[Block, ...]:
    """Give every block of a page."""
    return (*page.opening, *page.aside, *page.blocks)


def _figures(document: Document) -> tuple[Figure | MapFigure, ...]:
    """Find every figure on the pages that draws something, each drawing once."""
    return tuple(depicted(block for page in document.pages for block in _blocks(page)).values())


def _sizes(document: Document, folder: Path, *, written_later: Collection[str]) -> dict[str, int]:
    """Measure every file that a page offers for download."""
    lists = (block for page in document.pages for block in _blocks(page) if isinstance(block, Downloads))
    named = {file.href for block in lists for file in block.files if "://" not in file.href}
    offered = named - set(written_later)
    absent = sorted(href for href in offered if not (folder / href).is_file())
    if absent:
        raise BuildError(
            f"{len(absent)} of the files offered for download are not in the edition (first: {absent[0]}). "
            "Write them before the pages, or take them off the list."
        )
    return {href: (folder / href).stat().st_size for href in sorted(offered)}


def _no_page_twice(document: Document) -> None:
    """Refuse two pages with one address."""
    slugs = [page.slug for page in document.pages]
    twice = sorted({slug for slug in slugs if slugs.count(slug) > 1})
    if twice:
        raise BuildError(f'{len(twice)} page addresses are used twice (first: "{twice[0]}"). Give each page its own.')
