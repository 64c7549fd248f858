"""Editions on loopback, to be read with a real browser."""

import os
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Page, expect

from equitytown.publish.server import address_of, open_server
from tests.publish import hostile, sample


def sample_site(folder: Path) -> None:
    """Write the edition that shows every block in many states."""
    sample.write_edition(folder, sample.document())


def hostile_site(folder: Path) -> None:
    """Write the edition in which every string attacks."""
    sample.write_edition(folder, hostile.document())


# Every site that the checks walk over: one that shows every block, and the edition of the first place.
SITES = ("sample", "luton")
LOOKED_AT = 3  # pages of a folder whose pages are made alike


@dataclass(frozen=True)
class Site:
    """An edition's folder and the address it is shown at."""

    root: Path
    address: str

    @property
    def every_page(self) -> list[str]:
        """Every page, as a path from the root."""
        return sorted(str(path.relative_to(self.root)) for path in self.root.rglob("*.html"))

    @cached_property
    def pages(self) -> list[str]:
        """
        The pages that are looked at one by one.

        Pages of one folder (measures, principles, wards) are made alike: of these a few from the first to the last,
        and each that holds a part which the others lack. EVERY_PAGE=1 has every page looked at.
        """
        if os.environ.get("EVERY_PAGE"):
            return self.every_page
        alike = groupby(self.every_page, key=lambda name: str(Path(name).parent))
        some = {name for folder, names in alike for name in _some(list(names), every=folder == ".")}
        return sorted(some | set(self.telling_pages))

    @cached_property
    def telling_pages(self) -> list[str]:
        """Few pages that together hold every kind of part: each adds a class that the others lack."""
        seen: set[str] = set()
        chosen = []
        for name in self.every_page:
            tree = html.fromstring((self.root / name).read_bytes())
            here = {part for value in tree.xpath("//main//@class") for part in value.split()}
            if here - seen:
                chosen.append(name)
                seen |= here
        return chosen

    def with_part(self, name: str) -> list[str]:
        """Pages that hold a part of a class."""
        return [page for page in self.every_page if f'class="{name}"' in (self.root / page).read_text()]


def _some(names: list[str], *, every: bool) -> list[str]:
    """Choose a few names, from the first to the last."""
    if every or len(names) <= LOOKED_AT:
        return names
    return [names[i * (len(names) - 1) // (LOOKED_AT - 1)] for i in range(LOOKED_AT)]


def show(folder: Path) -> Iterator[Site]:
    """Show a folder on loopback while a test runs."""
    server = open_server(folder, port=0)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Site(folder, address_of(server))
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session", params=SITES)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Each site in turn."""
    if request.param == "luton":
        folder: Path = request.getfixturevalue("luton_edition")
    else:
        folder = tmp_path_factory.mktemp(request.param)
        sample_site(folder)
    yield from show(folder)


@pytest.fixture(scope="session")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The hostile site."""
    folder = tmp_path_factory.mktemp("hostile")
    hostile_site(folder)
    yield from show(folder)


def scroll_through(page: Page) -> None:
    """Bring every part of a page into view, as a reader would, and back to the top."""
    page.evaluate(
        """async () => {
          const pause = () => new Promise((resolve) => setTimeout(resolve, 30));
          for (let y = 0; y < document.documentElement.scrollHeight; y += 700) { scrollTo(0, y); await pause(); }
          scrollTo(0, 0);
        }"""
    )


def wait_for_charts(page: Page) -> int:
    """Bring each chart of a page into view and wait until it is live; gives how many there are."""
    charts = page.locator(".chart").all()
    for chart in charts:
        chart.scroll_into_view_if_needed()
        expect(chart).to_have_class(re.compile(r"\binteractive\b"), timeout=20_000)
    page.evaluate("scrollTo(0, 0)")
    return len(charts)
