"""A record's history: newest first, before and after."""

from playwright.sync_api import expect


def test_it_works(opened):
    page = opened("{submitted}history", "editor")
    assert "sent it for approval" in page.locator("main h2").first.inner_text()


def test_on_a_phone_before_and_after_are_named_beside_each_value(opened):
    page = opened("{submitted}history", "editor", width=320)
    words = page.evaluate("getComputedStyle(document.querySelector('td[data-label=After]'), '::before').content")
    assert words == '"After"'


def test_the_way_back_leads_to_the_record(opened):
    page = opened("{submitted}history", "editor")
    page.get_by_role("navigation", name="You are here").get_by_role("link").last.click()
    expect(page.locator(".standing")).to_be_visible()
