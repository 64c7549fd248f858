"""Maps answer the keyboard and the pointer, fit a phone, and need no script to be read."""

import pytest

from tests.browser.conftest import show
from tests.browser.test_access import AXE, RULES, RUN, STICKING_OUT, UNFOLD
from tests.publish import mapped


@pytest.fixture(scope="module")
def maps(tmp_path_factory):
    folder = tmp_path_factory.mktemp("maps")
    mapped.write_map_site(folder)
    yield from show(folder)


@pytest.fixture
def page(maps, context):
    opened = context().new_page()
    opened.complaints = []
    opened.on("console", lambda said: opened.complaints.append(said.text))
    opened.on("pageerror", lambda fault: opened.complaints.append(str(fault)))
    opened.goto(maps.address)
    yield opened
    assert opened.complaints == []


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)
    return page.locator(".map").first.locator("[aria-live]").text_content()


def test_the_keyboard_walks_the_map_and_opens_a_ward_s_page(page):
    one = page.locator(".map").first
    one.focus()
    assert "25 neighbourhoods" in one.get_attribute("aria-label")
    worst = press(page, "Home")
    assert worst.startswith("Testford 014: 27.4%; class: ")
    assert press(page, "ArrowLeft").startswith("Testford 013")
    assert press(page, "ArrowUp").startswith("Testford 018")
    assert press(page, "ArrowUp", "ArrowUp").startswith("Testford 023")  # the northern edge
    assert press(page, "ArrowRight", "ArrowDown").startswith("Testford 019")
    assert press(page, "Home", "PageDown", "PageUp") == worst
    assert one.locator(".tip").is_visible()
    press(page, "Escape")
    assert not one.locator(".tip").is_visible()
    heard = {press(page, "Home")} | {press(page, "PageDown") for _ in range(24)}
    assert len(heard) == 25
    assert "Enter opens its page" in press(page, "End")
    page.keyboard.press("Enter")
    page.wait_for_url("**/wards/synthetic-west.html")


def test_the_pointer_shows_the_area_below_it_whatever_lies_over_and_leaves_it(page):
    one = page.locator(".map").first
    for at in (0, 12):  # a name lies over the middle of the second
        one.locator(".wide .area").nth(at).hover()
        told = one.locator(".tip").inner_text()
        assert one.locator(".wide .area desc").nth(at).text_content().startswith(told.splitlines()[0])
    assert one.locator(".edge").count() == 2
    caught = "[...document.querySelectorAll('.map .over, .map text, .map .edge')]"
    assert page.evaluate(f"{caught}.every((e) => getComputedStyle(e).pointerEvents === 'none')")
    page.keyboard.press("Escape")  # for a pointer too, wherever the focus is
    assert not one.locator(".tip").is_visible()
    one.locator(".wide .area").first.hover()
    page.mouse.move(0, 0)
    assert not one.locator(".tip").is_visible()
    assert one.locator("title").count() == 0


def test_no_rule_is_broken_and_nothing_sticks_out(page):
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.evaluate(UNFOLD)
        page.evaluate(AXE)
        assert page.evaluate(RUN, {"type": "tag", "values": RULES}) == []
    for width in (320, 760):
        page.set_viewport_size({"width": width, "height": 900})
        page.locator(".map").first.focus()
        press(page, "Home", "ArrowLeft")
        assert page.evaluate(STICKING_OUT) == []


def test_without_scripts_every_area_has_its_words(maps, context):
    page = context(java_script_enabled=False, width=360).new_page()
    page.goto(maps.address)
    assert page.locator("#figure-11 .narrow svg").is_visible()
    assert page.locator("#figure-11 .narrow .area title").count() == 25
    assert page.locator(".map[tabindex]").count() == 0
