"""Single sign-on, with a real provider: it opens the accounts that are there, and no other."""

import sqlite3
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

import httpx2
import pytest

BEGIN = "/account/oidc/sign-on/login/"
REFUSED = 401


@pytest.fixture
def browser(application):
    """Something that keeps cookies and follows redirects, as a browser does."""
    with httpx2.Client(base_url=application[0], follow_redirects=True, timeout=20) as found:
        yield found


def begin(browser, where=BEGIN):
    """Go to the provider, as far as its own sign-in, and give the address at which one is asked about."""
    answer = browser.get(where, follow_redirects=False)
    assert answer.status_code == 302
    return answer.headers["Location"]


def say_who(browser, asked, name):
    """Tell the provider who one is, and go on to wherever that leads."""
    page = browser.get(asked)
    assert page.text == "Who are you?"
    after = parse_qs(urlsplit(str(page.url)).query)["next"][0]
    return browser.post(str(page.url), data={"username": name, "next": after})


def arrive(browser, name):
    return say_who(browser, begin(browser), name)


def changed(address, **told):
    parts = urlsplit(address)
    asked = {name: found[0] for name, found in parse_qs(parts.query).items()} | told
    return urlunsplit(parts._replace(query=urlencode(asked)))


def rows(application, question):
    with sqlite3.connect(application[1] / "register.sqlite3") as database:
        return database.execute(question).fetchall()


def test_it_works(browser):
    page = browser.get("/account/login/?next=/desk/search")
    assert "Sign in with Town Hall" in page.text
    answer = say_who(browser, begin(browser, f"{BEGIN}?next=/desk/search"), "known")
    assert (answer.status_code, urlsplit(str(answer.url)).path) == (200, "/desk/search")
    assert "known" in answer.text


def test_what_is_asked_of_the_provider_is_bound_to_this_browser(browser, provider):
    asked = parse_qs(urlsplit(begin(browser)).query)
    assert sorted(asked["scope"][0].split()) == ["email", "openid", "profile"]
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["nonce"][0]) >= 43
    assert begin(browser).startswith(f"{provider}/o/authorize/?")
    other = parse_qs(urlsplit(begin(browser)).query)
    assert all(other[name] != asked[name] for name in ("state", "nonce", "code_challenge"))


def test_a_second_time_it_knows_the_person(browser, application):
    for _ in range(2):
        assert arrive(browser, "known").status_code == 200
        browser.cookies.clear()
    assert rows(application, "select count(*) from socialaccount_socialaccount") == [(1,)]


def test_a_password_that_was_set_stays(browser, application):
    arrive(browser, "known")
    found = rows(application, "select password from accounts_user where email = 'known@example.org'")
    assert found[0][0].startswith("pbkdf2_")


def test_an_unknown_address_gets_no_account_and_is_told(browser, application):
    before = rows(application, "select count(*) from accounts_user")
    answer = arrive(browser, "unknown")
    assert "You have no account here" in answer.text
    assert browser.get("/desk/", follow_redirects=False).status_code == 302
    assert rows(application, "select count(*) from accounts_user") == before


@pytest.mark.parametrize("name", ["unverified", "worded"])
def test_an_address_that_was_not_verified_opens_nothing(name, browser):
    assert "You have no account here" in arrive(browser, name).text
    assert browser.get("/desk/", follow_redirects=False).status_code == 302


def test_a_closed_account_stays_closed(browser):
    assert "This account is closed" in arrive(browser, "closed").text
    assert browser.get("/desk/", follow_redirects=False).status_code == 302


def test_a_second_factor_is_asked_for_here_too(browser):
    answer = arrive(browser, "editor")
    assert urlsplit(str(answer.url)).path == "/account/2fa/authenticate/"
    assert browser.get("/desk/", follow_redirects=False).headers["Location"].startswith("/account/login/")


def test_who_needs_a_second_factor_must_set_one_up(browser):
    answer = arrive(browser, "lead")
    assert urlsplit(str(answer.url)).path == "/account/2fa/totp/activate/"
    assert "Show it this picture" in answer.text  # somebody without a password is not asked for it again


def test_a_state_that_was_made_up_is_refused(browser):
    begin(browser)
    answer = browser.get(f"{BEGIN}callback/?state=made-up&code=x")
    assert (answer.status_code, "Signing in did not work" in answer.text) == (REFUSED, True)
    assert browser.get(f"{BEGIN}callback/?code=x").status_code == REFUSED


def test_a_state_works_once(browser):
    asked = begin(browser)
    assert say_who(browser, asked, "known").status_code == 200
    state = parse_qs(urlsplit(asked).query)["state"][0]
    assert browser.get(f"{BEGIN}callback/?state={state}&code=x").status_code == REFUSED


def test_an_answer_with_another_nonce_is_refused(browser):
    answer = say_who(browser, changed(begin(browser), nonce="of-another"), "known")
    assert answer.status_code == REFUSED
    assert browser.get("/desk/", follow_redirects=False).status_code == 302


def test_a_code_of_another_browser_is_refused(browser, application):
    asked = begin(browser)
    with httpx2.Client(base_url=application[0], timeout=20) as other:
        theirs = begin(other)
        page = other.get(theirs, follow_redirects=True)
        after = parse_qs(urlsplit(str(page.url)).query)["next"][0]
        other.post(str(page.url), data={"username": "known", "next": after})
        code = parse_qs(urlsplit(other.get(theirs).headers["Location"]).query)["code"][0]
    state = parse_qs(urlsplit(asked).query)["state"][0]
    assert browser.get(f"{BEGIN}callback/?state={state}&code={code}").status_code == REFUSED
    assert browser.get("/desk/", follow_redirects=False).status_code == 302


def test_breaking_it_off_is_told(browser):
    state = parse_qs(urlsplit(begin(browser)).query)["state"][0]
    answer = browser.get(f"{BEGIN}callback/?state={state}&error=access_denied")
    assert "You did not sign in" in answer.text


@pytest.mark.parametrize("asked", ["?process=connect", "?process=redirect&next=//evil.example", "?next=//evil.example"])
def test_nothing_but_signing_in_can_be_asked_for(asked, browser):
    answer = say_who(browser, begin(browser, f"{BEGIN}{asked}"), "known")
    assert (answer.status_code, urlsplit(str(answer.url)).path) == (200, "/desk/")
    assert str(answer.url).startswith(str(browser.base_url).rstrip("/"))


def test_another_provider_is_not_there(browser):
    assert browser.get("/account/oidc/another/login/").status_code == 404
    assert browser.get("/account/oidc/another/login/callback/").status_code == 404
    assert browser.post(BEGIN).status_code in {403, 405}
