"""A list of one kind: counted, narrowed, sorted, a page at a time."""

from playwright.sync_api import expect

from tests.web.browser import walking


def test_it_works(opened):
    page = opened("/desk/actions/", "editor")
    expect(page.locator(".counted")).to_contain_text("1 to 50 shown")
    page.get_by_role("link", name="Next page").click()
    expect(page.locator(".pages")).to_contain_text("Page 2 of 2")


def test_filters_are_folded_away_until_they_are_used(opened):
    page = opened("/desk/actions/", "editor", width=320)
    assert not page.get_by_label("Stage").is_visible()
    page.goto("/desk/actions/?state=draft")
    assert page.get_by_label("Stage").is_visible()
    assert page.get_by_label("Stage").input_value() == "draft"


def test_what_was_chosen_is_kept_from_page_to_page(opened):
    page = opened("/desk/actions/?state=draft", "editor")
    page.get_by_role("link", name="Next page").click()
    assert "state=draft" in page.url


def test_recommendations_stand_under_their_headings_unless_sorted(opened):
    page = opened("/desk/recommendations/", "editor")
    assert page.locator("main h2").first.inner_text() == "Giving every child the best start in life"
    page.goto("/desk/recommendations/?order=title")
    assert page.locator("main h2").count() == 0


def test_a_list_narrowed_to_nothing_says_how_to_go_on(opened):
    page = opened("/desk/actions/?q=zzzz", "editor")
    walking.follow(page, "show all")
    expect(page.locator(".rows").first).to_be_visible()


def test_only_those_who_may_write_are_offered_to_add(opened):
    assert opened("/desk/actions/", "contributor").get_by_role("link", name="Add an action").count() == 1
    assert opened("/desk/actions/", "publisher").get_by_role("link", name="Add an action").count() == 0
