"""With scripts, charts answer and lists filter, under the strict policy; without them nothing is missing."""

import re

import pytest

from tests.browser.conftest import wait_for_charts


def watch(page):
    """Collect whatever the browser complains of, and each address it asks for."""
    complaints, addresses = [], []
    page.on(
        "console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda fault: complaints.append(str(fault)))
    page.on("request", lambda request: addresses.append(request.url))
    return complaints, addresses


def test_every_chart_comes_alive_under_the_strict_policy(site, context):
    page = context().new_page()
    complaints, addresses = watch(page)
    alive = sum(wait_for_charts(page) for name in site.pages if page.goto(site.address + name))
    assert alive > 0
    assert complaints == []
    assert [address for address in addresses if not address.startswith((site.address, "data:"))] == []


def test_charts_come_alive_from_a_disk(site, context):
    page = context().new_page()
    complaints, _ = watch(page)
    page.goto((site.root / site.with_part("chart")[0]).as_uri())
    assert wait_for_charts(page) > 0
    assert page.evaluate("document.fonts.ready.then((fonts) => [...fonts].some((face) => face.status === 'loaded'))")
    assert complaints == []


@pytest.mark.parametrize("width", [1200, 360])
def test_a_live_chart_is_the_size_of_its_drawing(site, context, width):
    measure = "[...document.querySelectorAll('.chart')].map((e) => e.getBoundingClientRect().height)"
    still, live = context(width=width, java_script_enabled=True).new_page(), context(width=width).new_page()
    still.route("**/vega.js", lambda route: route.abort())
    for name in site.with_part("chart")[:5]:
        still.goto(site.address + name)
        live.goto(site.address + name)
        wait_for_charts(live)
        for before, after in zip(still.evaluate(measure), live.evaluate(measure), strict=True):
            assert after == pytest.approx(before, abs=2), name


def test_arrow_keys_walk_the_figures_of_a_chart_and_have_them_read_out(site, context):
    page = context().new_page()
    page.goto(site.address + site.with_part("chart")[0])
    wait_for_charts(page)
    chart = page.locator(".chart").first
    chart.focus()
    page.keyboard.press("ArrowRight")
    first = chart.locator("[aria-live]").inner_text()
    page.keyboard.press("ArrowRight")
    second = chart.locator("[aria-live]").inner_text()
    assert re.search(r"\d", first)
    assert second != first
    page.keyboard.press("Home")
    assert chart.locator("[aria-live]").inner_text() == first
    page.keyboard.press("End")
    assert chart.locator(".tip").is_visible()
    assert chart.locator(".ring").is_visible()
    page.keyboard.press("Escape")
    assert not chart.locator(".tip").is_visible()


def test_the_pointer_shows_a_figure_that_can_be_reached_and_closed(site, context):
    page = context().new_page()
    page.goto(site.address + site.with_part("chart")[0])
    wait_for_charts(page)
    chart = page.locator(".chart").first
    chart.focus()
    page.keyboard.press("Home")
    ring = chart.locator(".ring").bounding_box()
    page.keyboard.press("Escape")
    page.mouse.move(ring["x"] + 11, ring["y"] + 11)
    chart.locator(".tip").wait_for(state="visible")
    words = chart.locator(".tip").inner_text()
    assert re.search(r"\d", words)
    tip = chart.locator(".tip").bounding_box()
    page.mouse.move(tip["x"] + tip["width"] / 2, tip["y"] + tip["height"] / 2)
    page.wait_for_timeout(400)
    assert chart.locator(".tip").is_visible()
    page.keyboard.press("Escape")
    assert not chart.locator(".tip").is_visible()


@pytest.mark.parametrize("file", ["vega.js", "figures/*.js"])
def test_a_chart_that_cannot_come_alive_stays_as_drawn(site, context, file):
    page = context().new_page()
    page.route(f"**/{file}", lambda route: route.abort())
    page.goto(site.address + site.with_part("chart")[0])
    page.wait_for_timeout(500)
    assert page.locator(".chart .wide svg").first.is_visible()
    assert page.locator(".chart.interactive").count() == 0


def test_a_chart_is_drawn_again_when_the_window_narrows(site, context):
    page = context().new_page()
    page.goto(site.address + site.with_part("chart")[0])
    wait_for_charts(page)
    assert page.locator(".live").first.get_attribute("data-size") == "wide"
    page.set_viewport_size({"width": 360, "height": 800})
    page.locator(".live[data-size='narrow'] svg").first.wait_for()


def test_without_scripts_everything_is_there_and_no_control_is_dead(site, context):
    with_scripts, without = context().new_page(), context(java_script_enabled=False).new_page()
    with_scripts.route("**/vega.js", lambda route: route.abort())  # a live chart holds its drawing's words twice
    for name in site.pages:
        with_scripts.goto(site.address + name)
        without.goto(site.address + name)
        assert without.locator("button, input, select, textarea").count() == 0, name
        for chart in without.locator(".chart").all():
            assert chart.locator("svg[role='img']").first.is_visible(), name
        with_scripts.evaluate(
            "document.querySelectorAll('.filters, .live, .tip, .hint, .ring, [aria-live]').forEach((e) => e.remove())"
        )
        words = [page.locator("main").text_content().split() for page in (with_scripts, without)]
        assert words[0] == words[1], name


def shown(page):
    return page.locator(".record:visible").count()


@pytest.fixture
def listed(site, context):
    """A page with filters."""
    names = [name for name in site.pages if "data-filters" in (site.root / name).read_text()]
    if not names:
        pytest.skip("this site holds no list with filters")
    page = context().new_page()
    page.goto(site.address + names[0])
    return page


def test_a_filter_shortens_the_list_says_so_and_stays_in_the_address(listed):
    total = shown(listed)
    assert listed.get_by_role("status").inner_text().startswith(f"Showing all {total} ")
    select = listed.locator(".filters select").first
    select.select_option(index=1)
    some = shown(listed)
    assert 0 < some < total
    assert listed.get_by_role("status").inner_text().startswith(f"Showing {some} of {total} ")
    assert "=" in listed.evaluate("location.hash")
    listed.reload()
    assert shown(listed) == some
    listed.get_by_role("button", name="Clear filters").click()
    assert shown(listed) == total
    assert listed.evaluate("location.hash") == ""


def test_words_filter_and_an_empty_list_says_so(listed):
    words = listed.locator(".record h3, .record h4").last.inner_text().split()[-1]
    listed.get_by_label("Words").fill(words)
    assert shown(listed) >= 1
    listed.get_by_label("Words").fill("no such words at all")
    assert shown(listed) == 0
    assert listed.get_by_role("status").inner_text().startswith("No ")
    assert listed.locator(".records section:visible").count() == 0


def test_an_address_that_names_a_record_filters_nothing(listed):
    total = shown(listed)
    name = listed.locator(".record").last.get_attribute("id")
    listed.goto(listed.url.partition("#")[0] + f"#{name}")
    assert shown(listed) == total
    assert listed.locator(f"#{name}").is_visible()


def test_an_unknown_choice_in_the_address_is_passed_over(listed):
    total = shown(listed)
    key = listed.locator(".filters select").first.get_attribute("id").removeprefix("filter-")
    listed.goto(listed.url.partition("#")[0] + f"#{key}=nothing-of-this-name")
    listed.reload()
    assert shown(listed) == total
