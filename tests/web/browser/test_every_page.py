"""Every page in every state: by rules, on a phone, enlarged, in the dark, in forced colours, by keyboard."""

import re
from pathlib import Path

import pytest

from tests.web.browser import looking
from tests.web.browser.pages import ELSEWHERE, PAGES, Shown

TEMPLATES = Path(__file__).parents[3] / "src" / "equitytown" / "web" / "templates"
CONTRAST = ["color-contrast"]
PHONE = {"width": 320, "height": 900}


def named(shown: Shown) -> str:
    return shown.name


# One of each template: the keyboard's way through a page is set by its template.
TELLING = tuple({page.template: page for page in reversed(PAGES)}.values())


@pytest.fixture(scope="module")
def reader(chromium, server):
    """One page for all: what every page needs is fetched once."""
    held = chromium.new_context(base_url=server.address)
    held.set_default_timeout(15_000)
    yield held.new_page()
    held.close()


@pytest.fixture
def bring(reader, server):
    """Bring a page into its state, in a window of a width."""

    def bring(shown, *, page=reader, width=1280):
        page.context.clear_cookies()
        if shown.person:
            page.context.add_cookies([server.cookie(shown.person)])
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="light")
        page.goto(shown.address.format(**server.links))
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
def test_everyone_can_use(shown, bring):
    page = bring(shown)
    # A session that is gone would make every page one and the same.
    heading = page.get_by_role("heading", level=1).first.inner_text()
    assert (heading == "Sign in") == (shown.template == "account/login.html"), heading
    title = page.title()
    assert title.startswith("Error: ") == shown.wrong, title
    assert not looking.headed_otherwise(page)
    assert not looking.without_label(page)
    looking.unfold(page)
    assert not looking.against_rules(page)
    page.emulate_media(color_scheme="dark")
    assert not looking.against_rules(page, rules=CONTRAST)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(PHONE)
    assert not looking.sticking_out(page)
    assert not looking.too_small(page)


@pytest.mark.parametrize("shown", [page for page in PAGES if page.wrong], ids=named)
def test_what_is_wrong_is_listed_above_and_leads_to_its_control(shown, bring):
    page = bring(shown)
    if shown.template == "register/conflict.html":
        assert page.get_by_text("Made up: the first to save").first.is_visible()
        return
    summary = page.get_by_role("alert")
    assert summary.get_attribute("tabindex") == "-1"
    links = summary.get_by_role("link").all()
    assert summary.get_by_role("listitem").count()  # what is wrong with a form as a whole leads to no control
    for link in links:
        target = (link.get_attribute("href") or "").removeprefix("#")
        control = page.locator(f"[id='{target}']")
        assert control.evaluate("(e) => e.matches('input, select, textarea')"), target
        link.click()
        assert page.evaluate("location.hash") == f"#{target}"
        described = control.evaluate(
            "(e) => e.getAttribute('aria-describedby') || e.closest('fieldset')?.getAttribute('aria-describedby')"
        )
        assert described
        assert page.locator(f"[id='{described.split()[-1]}']").count() == 1


@pytest.mark.parametrize("shown", TELLING, ids=named)
def test_the_keyboard_goes_through_in_order_and_is_seen(shown, bring):
    assert not looking.astray(bring(shown))


DEAD_LINKS = {"account/link_dead.html", "account/password_reset_from_key.html"}  # of two kinds, told in the same words


def test_titles_tell_pages_apart(server):
    titles = {}
    for shown in PAGES:
        if shown.then is None:
            address = server.address + shown.address.format(**server.links)
            held = re.search(r"<title>(.*?)</title>", server.read(address, shown.person), re.DOTALL)
            template = "a dead link" if shown.template in DEAD_LINKS else shown.template
            titles.setdefault(held and held[1], set()).add(template)
    assert not {title: templates for title, templates in titles.items() if len(templates) > 1}


def test_text_at_twice_its_size_is_not_cut_off(bring, enlarged, server):
    large, faults = enlarged.new_context(base_url=server.address), {}
    page = large.new_page()
    for shown in (*TELLING, *(page for page in PAGES if "everything told" in page.name)):
        looking.unfold(bring(shown, page=page, width=640))
        if found := looking.sticking_out(page):
            faults[shown.name] = found
    large.close()
    assert not faults


def test_stages_and_buttons_keep_their_shapes_in_forced_colours(opened):
    page = opened("/desk/actions/", "editor", forced_colors="active")
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
    tops = page.evaluate(
        "[...document.querySelectorAll('nav.main li')].map((e) => Math.round(e.getBoundingClientRect().top))"
    )
    assert len(set(tops)) <= 2
