"""Signing in: a wrong password says the same as an unknown address, and nobody gets in by address alone."""

import re

from playwright.sync_api import expect


def test_it_works(opened):
    page = opened("/desk/actions/")
    expect(page).to_have_url(re.compile(r"/account/login/\?next="))


def test_passwords_may_be_pasted_and_are_filled_in_by_the_browser(opened):
    page = opened("/account/login/")
    assert page.locator("input[name=password]").get_attribute("autocomplete") == "current-password"
    assert page.locator("input[name=password]").evaluate("(e) => e.onpaste === null")


def test_a_session_that_is_gone_asks_to_sign_in_again(opened):
    page = opened("/desk/", "contributor")
    page.context.clear_cookies()
    page.goto("/desk/")
    expect(page).to_have_url(re.compile(r"/account/login/"))


def test_whoever_lacks_a_second_factor_is_led_to_set_one_up(opened):
    page = opened("/desk/", "unfactored")
    expect(page).to_have_url(re.compile(r"/2fa/"))
