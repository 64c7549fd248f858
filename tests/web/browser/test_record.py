"""A record's page at work: how it stands, what can be done with it, what links to it."""

from playwright.sync_api import expect


def test_it_works(opened):
    page = opened("{overdue}", "editor")
    expect(page.locator(".standing")).to_contain_text("Published")
    expect(page.locator(".facts")).to_contain_text("Example Borough Council (made up)")


def test_its_title_is_told_once(opened):
    page = opened("{full}", "long")
    assert page.locator("main").inner_text().count("insulate and ventilate every home") == 1


def test_measures_stand_with_their_latest_finding(opened):
    page = opened("{overdue}", "editor")
    expect(page.locator("main")).to_contain_text("77.1 in 2020 to 2022; England 78.9")
    expect(page.locator(".verdict.worse")).to_have_text("Worse than England")


def test_whoever_wrote_it_is_told_that_another_approves(opened):
    page = opened("{submitted}", "contributor")
    expect(page.locator(".note").first).to_contain_text("somebody else approves it")
    assert page.get_by_role("link", name="Approve").count() == 0


def test_a_story_keeps_its_headings_below_the_pages_own(opened):
    page = opened("{story}", "editor")
    assert page.locator(".prose h3").first.inner_text() == "How it began"


def test_what_somebody_may_not_read_is_not_there(opened):
    page = opened("{draft}", "lead")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is nothing here")
