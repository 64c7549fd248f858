"""Posting an update: one text, the status as it is, and those that can follow."""

from playwright.sync_api import expect

from tests.web.browser import walking


def test_it_works(opened):
    page = opened("{overdue}update", "contributor")
    page.get_by_label("How does it stand?").fill("Made up: it goes on.")
    walking.press(page, "Post it")
    walking.told(page, "Your update is posted")


def test_the_status_stays_unless_another_is_chosen(opened):
    page = opened("{overdue}update", "contributor")
    assert page.get_by_label("as before").is_checked()


def test_an_update_that_says_nothing_is_refused(opened):
    page = opened("{overdue}update", "contributor")
    walking.press(page, "Post it")
    expect(page.get_by_role("alert")).to_contain_text("Say in a sentence or two how it stands.")


def test_what_was_told_before_stands_below(opened):
    page = opened("{overdue}update", "contributor")
    expect(page.locator("main")).to_contain_text("Told before")
