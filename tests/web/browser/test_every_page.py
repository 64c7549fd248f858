"""Every page in every state, for everyone: by rules, on a phone, enlarged, in the dark, in forced colours, by keyboard."""

import re
from pathlib import Path

import pytest

from tests.web.browser import looking
from tests.web.browser.pages import ELSEWHERE, PAGES, Shown

TEMPLATES = Path(__file__).parents[3] / "src" / "equitytown" / "web" / "templates"
CONTRAST = ["color-contrast"]
PHONE, SCREEN = {"width": 320, "height": 900}, {"width": 1280, "height": 900}


def named(shown: Shown) -> str:
    return shown.name


# One of each template: the keyboard's way through a page is set by its template.
TELLING = tuple({page.template: page for page in reversed(PAGES)}.values())


@pytest.fixture
def shown_page(opened):
    """Bring a page into its state."""

    def bring(shown, **options):
        page = opened(shown.address, shown.person, **options)
        if shown.then:
            shown.then(page)
        return page

    return bring


def test_every_template_of_a_page_is_on_the_list():
    extending = {
        str(path.relative_to(TEMPLATES))
        for path in TEMPLATES.rglob("*.html")
        if re.search(r"""{%\s*extends ["'](?!.*manage)""", path.read_text()) and "/layouts/" not in str(path)
    }
    listed = {page.template for page in PAGES} | set(ELSEWHERE)
    assert extending == listed


def test_names_of_pages_are_unique():
    assert len({page.name for page in PAGES}) == len(PAGES)


@pytest.mark.parametrize("shown", PAGES, ids=named)
def test_everyone_can_use(shown, shown_page):
    page = shown_page(shown, width=1280, color_scheme="light")
    title = page.title()
    assert title.startswith("Error: ") == shown.wrong, title
    assert not looking.headed_otherwise(page)
    assert not looking.without_words(page)
    looking.unfold(page)
    assert not looking.against_rules(page)
    page.emulate_media(color_scheme="dark")
    assert not looking.against_rules(page, rules=CONTRAST)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(PHONE)
    assert not looking.sticking_out(page)
    assert not looking.too_small(page)
    page.emulate_media(color_scheme="light", forced_colors="active")
    page.set_viewport_size(SCREEN)
    assert not looking.against_rules(page, rules=CONTRAST)


@pytest.mark.parametrize("shown", [page for page in PAGES if page.wrong], ids=named)
def test_what_is_wrong_is_listed_above_and_leads_to_its_control(shown, shown_page):
    page = shown_page(shown)
    if shown.template == "register/conflict.html":
        assert page.get_by_text("Made up: the first to save.").first.is_visible()
        return
    summary = page.get_by_role("alert")
    assert summary.get_attribute("tabindex") == "-1"
    links = summary.get_by_role("link").all()
    assert links
    for link in links:
        target = (link.get_attribute("href") or "").removeprefix("#")
        control = page.locator(f"[id='{target}']")
        assert control.evaluate("(e) => e.matches('input, select, textarea')"), target
        link.click()
        assert page.evaluate("location.hash") == f"#{target}"
        described = control.evaluate("(e) => e.getAttribute('aria-describedby') || e.closest('fieldset')?.getAttribute('aria-describedby')")
        assert described
        assert page.locator(f"[id='{described.split()[-1]}']").count() == 1


@pytest.mark.parametrize("shown", TELLING, ids=named)
def test_the_keyboard_goes_through_in_order_and_is_seen(shown, shown_page):
    assert not looking.astray(shown_page(shown, width=1280))


def test_titles_tell_pages_apart(server, chromium):
    with_cookie, titles = chromium.new_context(base_url=server.address), {}
    page = with_cookie.new_page()
    for shown in PAGES:
        if shown.then is None:
            with_cookie.clear_cookies()
            if shown.person:
                with_cookie.add_cookies([server.cookie(shown.person)])
            page.goto(shown.address.format(**server.links))
            titles.setdefault(page.title(), set()).add((shown.template, page.url))
    with_cookie.close()
    same = {title: places for title, places in titles.items() if len({template for template, _ in places}) > 1}
    assert not same


def test_text_at_twice_its_size_is_not_cut_off(server, enlarged):
    large, faults = enlarged.new_context(base_url=server.address, viewport={"width": 640, "height": 900}), {}
    page = large.new_page()
    for shown in PAGES:
        large.clear_cookies()
        if shown.person:
            large.add_cookies([server.cookie(shown.person)])
        page.goto(shown.address.format(**server.links))
        looking.unfold(page)
        if found := looking.sticking_out(page):
            faults[shown.name] = found
    large.close()
    assert not faults


def test_stages_and_buttons_keep_their_shapes_in_forced_colours(opened):
    page = opened("/work/actions/", "editor", forced_colors="active")
    ink = page.evaluate("getComputedStyle(document.body).color")
    fills = page.evaluate("[...document.querySelectorAll('.sign')].map((e) => getComputedStyle(e).fill)")
    assert set(fills) == {ink}
    edges = page.evaluate("[...document.querySelectorAll('.button')].map((e) => getComputedStyle(e).borderTopWidth)")
    assert set(edges) == {"2px"}


def test_the_first_stop_skips_to_the_main_part(opened):
    page = opened("/register/")
    page.keyboard.press("Tab")
    assert page.locator(".skip").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("person", [None, "contributor", "editor", "administrator"])
def test_the_way_to_the_main_pages_takes_two_lines_at_most(opened, person):
    page = opened("/register/", person, width=320)
    tops = page.evaluate("[...document.querySelectorAll('nav.main li')].map((e) => Math.round(e.getBoundingClientRect().top))")
    assert len(set(tops)) <= 2
