"""A real browser, shared by every test that reads a page with one."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def launch() -> Iterator[Callable[..., "Browser"]]:
    """Start Debian's own Chromium. Its absence is a failure, never a silent pass."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  only tests with a browser need its driver

    if os.environ.get("EQUITYTOWN_NO_BROWSER"):
        pytest.skip("EQUITYTOWN_NO_BROWSER is set: pages are not tested in a browser")
    path = shutil.which("chromium")
    if path is None:
        pytest.fail(
            "Chromium is not installed, so no page can be tested. Run `make browser`, "
            "or set EQUITYTOWN_NO_BROWSER=1 to leave these tests out."
        )
    with sync_playwright() as playwright:
        yield lambda *flags: playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS, *flags])


@pytest.fixture(scope="session")
def chromium(launch: Callable[..., "Browser"]) -> Iterator["Browser"]:
    """A browser as it comes."""
    browser = launch()
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def enlarged(launch: Callable[..., "Browser"]) -> Iterator["Browser"]:
    """A browser whose reader has set text to twice its size."""
    browser = launch("--blink-settings=defaultFontSize=32")
    yield browser
    browser.close()


@pytest.fixture
def context(chromium: "Browser") -> Iterator[Callable[..., "BrowserContext"]]:
    """Open browser contexts (width, JavaScript, colours) that are closed after the test."""
    opened: list[BrowserContext] = []

    # The options of a context are the browser driver's own.
    def make(*, browser: "Browser" = chromium, width: int = 1200, **options: Any) -> "BrowserContext":
        made = browser.new_context(viewport={"width": width, "height": 900}, **options)
        made.set_default_timeout(15_000)
        opened.append(made)
        return made

    yield make
    for made in opened:
        made.close()
