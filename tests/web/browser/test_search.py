"""One search over the working register."""

from playwright.sync_api import expect


def test_it_works(opened):
    page = opened("/desk/search?q=cold+homes", "editor")
    expect(page.locator(".counted")).to_contain_text("found")
    expect(page.locator("main h2").first).to_be_visible()


def test_nothing_found_says_what_to_try(opened):
    page = opened("/desk/search?q=zzzz", "editor")
    expect(page.get_by_role("status")).to_contain_text("Try fewer words.")


def test_nobody_finds_what_they_may_not_read(opened):
    page = opened("/desk/search?q=a+draft+to+look+at", "lead")
    assert page.get_by_role("link", name="a draft to look at").count() == 0
