"""A measure's page: its latest finding, and who works on it."""

from playwright.sync_api import expect


def test_it_works(opened):
    page = opened("/measures/life-expectancy-male")
    expect(page.locator(".lede")).to_contain_text("77.1 in 2020 to 2022; England 78.9")
    expect(page.locator(".verdict")).to_have_text("Worse than England")
    expect(page.get_by_role("link", name="Made up: map the cold homes")).to_be_visible()


def test_without_a_finding_it_says_so(opened):
    page = opened("/measures/air-quality")
    expect(page.locator(".note").first).to_have_text("The current edition holds no finding of it.")


def test_nothing_is_named_that_is_not_published(opened):
    page = opened("/measures/life-expectancy-male")
    assert page.get_by_role("link", name="a plan to publish").count() == 0
