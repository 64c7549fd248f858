"""What people do on the pages, step by step, as they do it."""

from playwright.sync_api import Page, expect


def press(page: Page, words: str) -> None:
    """Press the button of the main part that says this."""
    page.locator("main").get_by_role("button", name=words, exact=True).click()


def follow(page: Page, words: str) -> None:
    """Follow the link of the main part that says this."""
    page.locator("main").get_by_role("link", name=words, exact=True).first.click()


def told(page: Page, words: str) -> None:
    """Look for what the page tells after something was sent."""
    expect(page.locator(".told")).to_contain_text(words)


def add_action(page: Page, title: str) -> None:
    """Write a draft of an action, from the desk."""
    page.goto("/desk/")
    follow(page, "An action")
    page.get_by_label("What will be done").fill(title)
    page.get_by_label("Lead organisation").select_option("ORG-1")
    press(page, "Save the draft")
    told(page, "Saved as a draft")


def send(page: Page) -> None:
    """Send the record on this page for approval."""
    follow(page, "Send for approval")
    press(page, "Send for approval")
    told(page, "Sent for approval")
