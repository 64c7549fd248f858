"""Strings that come from data run nothing, even in a browser told to ignore our policy."""

import pytest

from tests.browser.conftest import scroll_through, wait_for_charts
from tests.publish.hostile import PAYLOADS

# Elements and attributes that no page of ours holds.
STRANGERS = """() => {
  const never = ['IFRAME', 'BASE', 'OBJECT', 'EMBED', 'STYLE', 'IMG', 'MATH', 'foreignObject', 'TEXTAREA'];
  const leads = ['href', 'src', 'xlink:href', 'action'];
  return [...document.querySelectorAll('*')].filter((e) =>
    never.includes(e.tagName) || (e.tagName.toLowerCase() === 'script' && !e.src)
    || [...e.attributes].some((a) => a.name.startsWith('on') || a.name === 'srcdoc'
                                     || (leads.includes(a.name) && /^\\s*javascript:/i.test(a.value)))
  ).map((e) => e.outerHTML.slice(0, 200));
}"""


def test_there_are_enough_attacks():
    assert len(set(PAYLOADS)) >= 200


@pytest.mark.parametrize("ignoring", [True, False], ids=["policy ignored", "policy obeyed"])
def test_no_attack_runs(attacked, context, ignoring):
    page = context(bypass_csp=ignoring).new_page()
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    for name in attacked.pages:
        page.goto(attacked.address + name)
        if "chart" in name:
            wait_for_charts(page)
            page.locator(".chart").first.focus()
            for _ in range(3):
                page.keyboard.press("ArrowRight")
        if "records" in name:
            page.locator(".filters select").first.select_option(index=3)
            page.reload()
        page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
        scroll_through(page)
        assert page.evaluate("window.pwned") is None, name
        assert page.url.startswith(attacked.address)
    assert dialogs == []


def test_no_attack_becomes_an_element_or_an_attribute(attacked, context):
    page = context().new_page()
    for name in attacked.pages:
        page.goto(attacked.address + name)
        if "chart" in name:
            wait_for_charts(page)
        strangers = page.evaluate(STRANGERS)
        assert strangers == [], name
        assert page.locator("meta[http-equiv='refresh']").count() == 0
