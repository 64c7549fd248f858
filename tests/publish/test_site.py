"""A microsite is whole: each page, each file it needs, each link."""

from dataclasses import replace
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from equitytown.errors import BuildError, InputError
from equitytown.present import blocks as b
from equitytown.present.blocks import Span
from equitytown.publish.site import write_site
from tests.publish import sample


@pytest.fixture(scope="module")
def document():
    return sample.document()


@pytest.fixture(scope="module")
def folder(tmp_path_factory, document):
    made = tmp_path_factory.mktemp("site")
    made.joinpath("written.txt").write_text("\n".join(sample.write_edition(made, document)))
    return made


def bare(*pages):
    """A document of plain pages."""
    sampled = sample.document()
    return replace(sampled, pages=(b.Page("index", "Overview", "index", ()), *pages), nav=(("Overview", "index"),))


def test_every_page_and_file_is_written_and_named(folder, document):
    written = (folder / "written.txt").read_text().splitlines()
    assert {f"{page.slug}.html" for page in document.pages} | {"404.html"} <= set(written)
    assert {"assets/style.css", "assets/vega.js", "assets/fonts/LICENSE.txt", "figures/male-over-time.svg"} <= set(
        written
    )
    assert all((folder / name).is_file() for name in written)
    assert written == sorted(written)


def test_every_link_of_every_page_leads_somewhere(folder):
    dead = []
    pages = {path: html.fromstring(path.read_bytes()) for path in folder.rglob("*.html")}
    for path, tree in pages.items():
        for target in tree.xpath("//@href | //@src"):
            parts = urlsplit(target)
            if parts.scheme:
                continue
            file = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            anchored = not parts.fragment or file.suffix != ".html" or unquote(parts.fragment).lower() in {
                name.lower() for name in pages.get(file, tree).xpath("//@id")
            }  # fmt: skip
            if not file.is_file() or not anchored:
                dead.append(f"{path.name}: {target}")
    assert dead == []


def test_the_overview_is_light(folder):
    tree = html.fromstring((folder / "index.html").read_bytes())
    names = ["index.html", *tree.xpath("//link/@href"), *tree.xpath("//script/@src")]
    fonts = sum(path.stat().st_size for path in (folder / "assets" / "fonts").glob("*.woff2"))
    assert sum((folder / name).stat().st_size for name in names) + fonts < 300_000


def test_the_same_document_gives_the_same_bytes(folder, document, tmp_path):
    sample.write_edition(tmp_path, document)
    for name in (folder / "written.txt").read_text().splitlines():
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes(), name


def test_a_document_without_charts_carries_no_chart_library(tmp_path):
    assert "assets/vega.js" not in write_site(bare(), tmp_path, drawings={})


def test_a_download_that_is_not_there_is_refused_and_nothing_is_written(tmp_path):
    offered = b.Page("downloads", "Data", "x", (b.Downloads((b.Download("report.pdf", "Report", "PDF", ""),)),))
    with pytest.raises(
        BuildError, match=r"1 of the files offered for download are not in the edition \(first: report.pdf\)"
    ):
        write_site(bare(offered), tmp_path, drawings={})
    assert list(tmp_path.iterdir()) == []


def test_two_pages_at_one_address_are_refused(tmp_path):
    with pytest.raises(BuildError, match='used twice \\(first: "a"\\)'):
        write_site(bare(b.Page("a", "A", "x", ()), b.Page("a", "B", "x", ())), tmp_path, drawings={})


def test_a_dead_link_is_refused_and_nothing_is_written(tmp_path):
    page = b.Page("a", "A", "x", (b.Paragraph((Span("there", href="nowhere"),)),))
    with pytest.raises(InputError, match='page "a" links to "nowhere"'):
        write_site(bare(page), tmp_path, drawings={})
    assert list(tmp_path.iterdir()) == []


def test_a_slug_that_leaves_the_folder_is_refused(tmp_path):
    with pytest.raises(InputError, match="cannot be a file name"):
        write_site(bare(b.Page("../a", "A", "x", ())), tmp_path, drawings={})


def test_a_chart_s_name_that_leaves_the_folder_is_refused(tmp_path):
    chart = b.Chart("../c", {}, {}, "")
    figure = b.Figure("f", "", "T", (), chart, None, ())
    with pytest.raises(InputError, match="cannot name a file"):
        write_site(bare(b.Page("a", "A", "x", (figure,))), tmp_path, drawings={})


def test_the_page_for_unknown_addresses_leads_on(folder):
    tree = html.fromstring((folder / "404.html").read_bytes())
    assert tree.xpath("//main//a/@href")[0] == "index.html"
    assert tree.xpath("//h1")[0].text == "There is no page at this address"
