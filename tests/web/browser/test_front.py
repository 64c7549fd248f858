"""The front page: for residents first."""

from playwright.sync_api import expect


def test_it_works(opened):
    page = opened("/")
    expect(page.get_by_role("link", name="The annual report")).to_be_visible()
    expect(page.get_by_role("link", name="Housing", exact=True)).to_be_visible()


def test_reading_sets_no_cookie(opened):
    page = opened("/")
    for address in ("/register/", "/register/recommendations/", "/help", "/privacy"):
        page.goto(address)
    assert page.context.cookies() == []


def test_no_page_asks_another_site_for_anything(opened, server):
    page = opened("/help")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    for address in ("/", "/register/", "/measures/life-expectancy-male"):
        page.goto(address)
    assert asked
    assert all(url.startswith((server.address, "data:")) for url in asked)
