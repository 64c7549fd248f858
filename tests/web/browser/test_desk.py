"""The desk: what needs somebody comes first, and a partner on a phone is done in under a minute."""

from playwright.sync_api import expect

from tests.web.browser import walking

PHONE = {"width": 360, "has_touch": True, "is_mobile": True}
MOST_TAPS = 3


def test_it_works(opened):
    page = opened("/desk/", "editor")
    headings = page.locator("main h2").all_inner_texts()
    assert headings[0] == "Do this first"
    assert headings[1].startswith("Waiting for you to approve")


def test_a_partner_posts_an_update_on_a_phone_in_three_taps_and_one_text(opened):
    page = opened("/desk/", "contributor", **PHONE)
    page.set_viewport_size({"width": 360, "height": 740})
    row = page.locator(".row").filter(has_text="train the wardens")
    taps = [row.get_by_role("link", name="Post an update").first, page.get_by_label("Under way")]
    taps += [page.get_by_role("button", name="Post it")]
    taps[0].tap()
    expect(page.locator("main textarea, main input:not([type=hidden], [type=radio])")).to_have_count(1)
    page.get_by_label("How does it stand?").fill("Made up: told from a phone.")
    for tap in taps[1:]:
        tap.tap()
    walking.told(page, "Your update is posted")
    assert len(taps) <= MOST_TAPS


def test_what_is_overdue_is_seen_without_scrolling_on_a_phone(opened):
    page = opened("/desk/", "contributor", **PHONE)
    page.set_viewport_size({"width": 360, "height": 740})
    box = page.locator(".first").filter(has_text="map the cold homes").first.bounding_box()
    assert box
    assert box["y"] + box["height"] < 740


def test_nobody_is_offered_what_their_role_never_does(opened):
    page = opened("/desk/", "contributor")
    for words in ("Waiting for you to approve", "Nothing waits for your approval", "to publish."):
        expect(page.locator("main")).not_to_contain_text(words)


def test_an_empty_desk_says_that_nothing_waits(opened):
    page = opened("/desk/", "idle")
    expect(page.locator("main")).to_contain_text("Nothing of your organisation's is overdue.")
