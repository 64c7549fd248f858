"""Taking a record to another stage: asked first, with a reason where one is kept."""

from playwright.sync_api import expect

from tests.web.browser import walking


def test_it_works(opened):
    page = opened("{moved_on}move/withdraw", "publisher")
    page.get_by_label("Why").fill("Made up: for a test.")
    walking.press(page, "Withdraw")
    walking.told(page, "Withdrawn")
    public = opened("{public moved on}")
    expect(public.get_by_role("heading", level=1)).to_have_text("There is nothing here")


def test_sending_back_needs_a_reason(opened):
    page = opened("{submitted}move/return", "editor")
    walking.press(page, "Send back")
    expect(page.get_by_role("alert")).to_contain_text("Say why, so that others can mend it.")


def test_ones_own_is_taken_back_and_not_sent_back(opened):
    page = opened("{submitted}move/return", "contributor")
    expect(page.get_by_role("heading", level=1)).to_have_text("Take this back?")
    walking.press(page, "Take it back")
    expect(page.get_by_role("alert")).to_contain_text("Say why, so that others can mend it.")


def test_cancelling_leads_back_and_changes_nothing(opened):
    page = opened("{discarded}move/discard", "contributor")
    walking.follow(page, "Cancel")
    expect(page.locator(".standing")).to_contain_text("Draft")


def test_what_somebody_may_not_do_is_not_there(opened):
    page = opened("{submitted}move/approve", "contributor")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is nothing here")
