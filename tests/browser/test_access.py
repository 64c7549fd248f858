"""Everyone can read every page: by rules, by keyboard, on a phone, enlarged, in the dark."""

from pathlib import Path

import axe_playwright_python
import pytest

from tests.browser.conftest import scroll_through, wait_for_charts

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """(only) => axe.run(document, { runOnly: only, resultTypes: ['violations'] })
  .then((found) => found.violations.flatMap((v) => v.nodes.map(
    (n) => v.id + ': ' + n.html.slice(0, 160) + ' ' + (n.failureSummary || ''))))"""
UNFOLD = "document.querySelectorAll('details').forEach((part) => { part.open = true; })"
# A table broader than a page scrolls within itself, by keyboard too, where it is not read as records.
STICKING_OUT = """() => {
  const width = document.documentElement.scrollWidth;
  const wide = width > innerWidth ? ['the page: ' + width] : [];
  return wide.concat([...document.querySelectorAll('main *, header *, footer *')]
    .filter((e) => !e.closest('svg, .unseen, .stack thead') && !(innerWidth > 736 && e.closest('.broad')))
    .filter((e) => e.getBoundingClientRect().right > innerWidth + 1).map((e) => e.outerHTML.slice(0, 120)));
}"""
# Everything that the keyboard reaches, in view or not.
FOCUSABLE = "a[href], button, input, select, summary, [tabindex='0']"


def test_no_page_breaks_a_machine_testable_rule_in_the_light_or_the_dark(site, context):
    page = context(color_scheme="light").new_page()
    faults = {}
    for name in site.pages:
        page.emulate_media(color_scheme="light")
        page.goto(site.address + name)
        wait_for_charts(page)
        page.evaluate(UNFOLD)
        page.evaluate(AXE)
        found = page.evaluate(RUN, {"type": "tag", "values": RULES})
        page.emulate_media(color_scheme="dark")
        found += page.evaluate(RUN, {"type": "rule", "values": ["color-contrast"]})
        if found:
            faults[name] = found
    assert not faults


def sideways(page, site, widths):
    """Pages wider than a window, opened parts included, and parts that stick out of it."""
    faults = {}
    for name in site.pages:
        page.goto(site.address + name)
        page.evaluate(UNFOLD)
        for width in widths:
            page.set_viewport_size({"width": width, "height": 900})
            found = page.evaluate(STICKING_OUT)
            if found:
                faults[f"{name} at {width}"] = found
    return faults


def test_nothing_scrolls_sideways_or_is_cut_off(site, context):
    assert not sideways(context().new_page(), site, [320, 420, 760, 1024])


def test_nothing_scrolls_sideways_or_is_cut_off_with_text_at_twice_its_size(site, context, enlarged):
    assert not sideways(context(browser=enlarged).new_page(), site, [640, 1280])


def test_each_control_is_large_enough_to_hit(site, context):
    page = context(width=360).new_page()
    small = {}
    for name in site.pages:
        page.goto(site.address + name)
        found = page.evaluate(
            """[...document.querySelectorAll('nav a, .files a, footer a, summary, button, input, select, .top .name')]
              .filter((e) => e.checkVisibility()).map((e) => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
              .filter(([, box]) => box.height < 24 || box.width < 24).map(([words, box]) => words + ' ' + box.height)"""
        )
        if found:
            small[name] = found
    assert not small


@pytest.mark.parametrize("width", [1200, 360])
def test_the_keyboard_reaches_everything_in_order_and_leaves_again(site, context, width):
    page = context(width=width).new_page()
    for name in site.telling_pages:
        page.goto(site.address + name)
        wait_for_charts(page)
        page.evaluate(
            "(all) => [...document.querySelectorAll(all)].filter((e) => e.checkVisibility())"
            ".forEach((e, i) => e.setAttribute('data-order', i))",
            FOCUSABLE,
        )
        expected = page.locator("[data-order]").count()
        visited = []
        for _ in range(expected):
            page.keyboard.press("Tab")
            visited.append(page.evaluate("document.activeElement.getAttribute('data-order')"))
        assert visited == [str(i) for i in range(expected)], name
        page.keyboard.press("Tab")
        after = page.evaluate("document.activeElement.getAttribute('data-order')")
        assert after in (None, "0"), f"{name} keeps the keyboard in"


def test_the_first_stop_skips_to_the_main_part(site, context):
    page = context().new_page()
    page.goto(site.address)
    page.keyboard.press("Tab")
    assert page.locator(".skip").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_where_the_keyboard_stands_is_seen_and_not_covered(site, context, scheme):
    page = context(color_scheme=scheme).new_page()
    look = """() => {
      const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
      const x = r.left + Math.min(r.width, innerWidth) / 2, y = r.top + Math.min(r.height, 20) / 2;
      const top = document.elementFromPoint(x, y);
      return { outline: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2,
               seen: !!top && (e === top || e.contains(top) || top.contains(e)), words: e.outerHTML.slice(0, 120) };
    }"""
    for name in site.telling_pages:
        page.goto(site.address + name)
        wait_for_charts(page)
        for _ in range(page.locator(FOCUSABLE).count()):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement === document.body"):
                break
            found = page.evaluate(look)
            assert found["outline"], f"{name}: {found['words']}"
            assert found["seen"], f"{name}: {found['words']}"


def test_verdicts_keep_their_shapes_in_forced_colours(site, context):
    page = context(forced_colors="active").new_page()
    for name in site.with_part("shape")[:3]:
        page.goto(site.address + name)
        strokes = page.evaluate("[...document.querySelectorAll('.shape')].map((e) => getComputedStyle(e).stroke)")
        assert set(strokes) == {page.evaluate("getComputedStyle(document.body).color")}, name


def test_print_opens_what_is_folded_and_leaves_out_navigation(site, context):
    page = context().new_page()
    page.emulate_media(media="print")
    folded = [name for name in site.pages if "<details" in (site.root / name).read_text()]
    for name in folded[:3]:
        page.goto(site.address + name)
        scroll_through(page)
        assert not page.locator("nav.main").is_visible()
        assert page.locator("details > :not(summary)").first.is_visible(), name
