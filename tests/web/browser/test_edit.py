"""The form of a record: long lists of choices, and what is wrong."""

from playwright.sync_api import expect

from tests.web.browser import walking


def test_it_works(opened):
    page = opened("{full}edit", "long")
    assert page.get_by_label("What will be done").input_value().startswith("Made up: insulate")


def test_long_lists_are_folded_away_and_say_what_is_chosen(opened):
    page = opened("{full}edit", "long")
    field = page.locator("fieldset").filter(has=page.locator("legend", has_text="Measures"))
    assert len(field.locator(".chosen li").all()) == 3
    assert not field.get_by_label("Smoking").first.is_visible()
    field.get_by_text("Change what is chosen").click()
    assert field.locator(".over").count() >= 8


def test_choices_stand_under_headings_and_are_ticked_by_keyboard(opened):
    page = opened("/desk/actions/new", "contributor")
    field = page.locator("fieldset").filter(has=page.locator("legend", has_text="Recommendations"))
    field.get_by_text("Choose", exact=False).first.press("Enter")
    box = field.get_by_role("group", name="Business").get_by_role("checkbox").first
    box.focus()
    page.keyboard.press("Space")
    assert box.is_checked()


def test_what_was_typed_is_kept_when_something_is_wrong(opened):
    page = opened("/desk/actions/new", "contributor")
    page.get_by_label("In more words").fill("Made up, and kept.")
    walking.press(page, "Save the draft")
    expect(page.get_by_role("alert")).to_contain_text("What will be done: This is empty. Fill it in.")
    assert page.get_by_label("In more words").input_value() == "Made up, and kept."


def test_days_are_chosen_by_keyboard(opened):
    page = opened("/desk/actions/new", "contributor")
    page.get_by_label("Due", exact=True).fill("2027-03-01")
    assert page.get_by_label("Due", exact=True).input_value() == "2027-03-01"
