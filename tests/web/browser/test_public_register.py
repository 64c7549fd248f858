"""The register as residents read it."""

from playwright.sync_api import expect


def test_it_works(opened):
    page = opened("/register/")
    page.get_by_role("link", name="Recommendations", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recommendations")


def test_recommendations_stand_in_the_reports_order_with_their_numbers(opened):
    page = opened("/register/recommendations/")
    headings = page.locator("main h2").all_inner_texts()
    assert headings[0] == "Giving every child the best start in life"
    assert headings.index("Business") > 7
    assert page.locator(".rows").first.locator(".ordinal").all_inner_texts() == ["1", "2", "3", "4"]


def test_workstreams_are_cards_and_organisations_stand_by_sector(opened):
    page = opened("/register/workstreams/")
    assert page.locator(".card").count() == 7
    page.goto("/register/organisations/")
    assert "NHS" in page.locator("main h2").all_inner_texts()


def test_a_record_tells_its_public_face_alone(opened):
    page = opened("{public full}")
    expect(page.locator(".facts")).not_to_contain_text("Long Made-Up")


def test_drafts_and_what_was_withdrawn_are_not_there(opened):
    for address in ("{public draft}", "{public withdrawn}"):
        expect(opened(address).get_by_role("heading", level=1)).to_have_text("There is nothing here")


def test_a_search_finds_what_is_published_alone(opened):
    page = opened("/register/?q=made+up")
    assert page.get_by_role("link", name="map the cold homes").count() == 1
    assert page.get_by_role("link", name="a draft to look at").count() == 0
