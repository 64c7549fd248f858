"""Everything that people do, they can do in a browser that runs no script."""

import re

import pytest
from playwright.sync_api import expect

from tests.web.browser import walking
from tests.web.filled import PASSWORD


@pytest.fixture
def bare(opened):
    """Open an address as somebody in a browser without scripts."""
    return lambda address, person=None: opened(address, person, java_script_enabled=False)


def test_it_works(bare):
    page = bare("/account/login/")
    page.locator("input[name=login]").fill("signer@example.org")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form, body form").locator("button, input[type=submit]").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your desk")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()


def test_a_password_is_set_by_the_link_of_a_letter(bare):
    page = bare("{join_bare}")
    for box in page.locator("main input[type=password]").all():
        box.fill("quite another pass phrase")
    walking.press(page, "Set the password")
    expect(page).to_have_url(re.compile("/account/login/"))


def test_an_action_goes_from_its_writer_to_the_public(bare):
    title = "Made up: an action without scripts"
    writer = bare("/desk/", "contributor")
    walking.add_action(writer, title)
    walking.send(writer)
    approver = bare("/desk/", "editor")
    approver.locator(".row").filter(has_text=title).first.get_by_role("link", name="Look at it").click()
    approver.get_by_role("link", name="Approve").click()
    walking.press(approver, "Approve")
    walking.told(approver, "Approved")
    publisher = bare("/desk/", "publisher")
    publisher.locator(".row").filter(has_text=title).first.get_by_role("link", name="Publish").click()
    walking.press(publisher, "Publish")
    walking.told(publisher, "Published")
    public = bare("/register/actions/")
    walking.follow(public, title)
    expect(public.get_by_role("heading", level=1)).to_have_text(title)


def test_an_update_is_posted(bare):
    page = bare("{soon}update", "contributor")
    page.get_by_label("How does it stand?").fill("Made up: posted without scripts.")
    page.get_by_label("Under way").check()
    walking.press(page, "Post it")
    walking.told(page, "Your update is posted")
    expect(page.locator("main")).to_contain_text("Made up: posted without scripts.")


def test_of_two_who_write_at_once_neither_loses_a_word(bare):
    first, second = (bare("{contested}edit", "contributor") for _ in range(2))
    first.get_by_label("In more words").fill("Made up: theirs, without scripts.")
    walking.press(first, "Save the draft")
    second.get_by_label("In more words").fill("Made up: mine, without scripts.")
    walking.press(second, "Save the draft")
    expect(second.locator("main")).to_contain_text("Made up: theirs, without scripts.")
    expect(second.get_by_label("In more words")).to_have_value("Made up: mine, without scripts.")
    walking.press(second, "Save this")
    walking.told(second, "Saved")
    walking.follow(second, "History of this action")
    for words in ("theirs", "mine"):
        expect(second.locator("main")).to_contain_text(f"Made up: {words}, without scripts.")


def test_a_search_finds(bare):
    page = bare("/desk/search", "editor")
    page.get_by_label("Words").fill("cold homes")
    walking.press(page, "Search")
    expect(page.get_by_role("link", name="Made up: map the cold homes")).to_be_visible()


def test_a_list_is_narrowed_and_shown_whole_again(bare):
    page = bare("/desk/actions/", "editor")
    page.get_by_text("Filter and sort").click()
    page.get_by_label("Stage").select_option("withdrawn")
    walking.press(page, "Apply")
    expect(page.locator(".counted")).to_contain_text(re.compile(r"^\d+ of \d+ actions"))
    walking.follow(page, "Show all")
    expect(page.locator(".counted")).to_contain_text("in all")
