"""
Every page in every state that it can be found in, with who sees it there.

A template that extends the base and is not named here fails `test_every_page.py`. To add one:

    Shown("a list that holds nothing", "register/list.html", "/desk/risks/", "idle")

Words in braces in an address are addresses of the filling (`tests/web/filling.py`); people are those of the filling,
None the public. `then` does what brings the page into its state, such as sending a form that is wrong.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.web.filled import PASSWORD

Then = Callable[[Page], None]


@dataclass(frozen=True)
class Shown:
    """One page in one state."""

    name: str
    template: str
    address: str
    person: str | None = None
    then: Then | None = None

    @property
    def wrong(self) -> bool:
        """Whether it tells of errors in what was sent."""
        return self.name.endswith((", wrong", ", contested"))


def press(words: str) -> Then:
    """Press the button of the main part that says this."""
    return lambda page: page.locator("main").get_by_role("button", name=words, exact=True).click()


def sign_in_wrongly(page: Page) -> None:
    """Give a password that is not the right one."""
    page.locator("input[name=login]").fill("signer@example.org")
    page.locator("input[name=password]").fill("not the right pass phrase")
    page.locator("main form button").last.click()


def sign_in_carefully(page: Page) -> None:
    """Give the right password of an account that has a second factor."""
    page.locator("input[name=login]").fill("careful@example.org")
    page.locator("input[name=password]").fill(PASSWORD)
    press("Sign in")(page)
    page.locator("input[name=code]").wait_for()


def give_a_wrong_code(page: Page) -> None:
    """Give a code that is not the right one."""
    sign_in_carefully(page)
    page.locator("input[name=code]").fill("not a code")
    page.locator("main form button").first.click()


def send_on(page: Page) -> None:
    """Press the first button of the form."""
    page.locator("main form button").first.click()


def say_too_little(page: Page) -> None:
    """Choose a password that is too short."""
    for box in page.locator("main input[type=password]").all():
        box.fill("short")
    press("Set the password")(page)


def make_it_wrong(page: Page) -> None:
    """Take out what an action must say, and let it end before it starts."""
    page.get_by_label("What will be done").fill("")
    page.get_by_label("Due", exact=True).fill("2020-01-01")
    press("Save the draft")(page)


def send_after_too_long(page: Page) -> None:
    """Send a form whose cookie is gone."""
    page.context.clear_cookies(name="csrf")
    say_too_little(page)


def be_second(page: Page) -> None:
    """Change words that somebody else changes meanwhile."""
    other = page.context.new_page()
    other.goto(page.url)
    for writer, words in ((other, "Made up: the first to save"), (page, "Made up: the second to save")):
        writer.get_by_label("In more words").fill(f"{words}, at {time.monotonic_ns()}.")
        press("Save the draft")(writer)
    other.close()


def hand_in(rows: str) -> Then:
    """Hand in a file of these rows."""

    def then(page: Page) -> None:
        file = {"name": "actions.csv", "mimeType": "text/csv", "buffer": rows.encode()}
        page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]  # Playwright's own dictionary
        press("See what it would change")(page)

    return then


def save_a_view(page: Page) -> None:
    """Save the list that is shown, and look at the saved views."""
    page.get_by_label("under a name").fill(f"Homes <b>and</b> hubs {time.monotonic_ns()}")
    press("Save the view")(page)
    page.goto(page.url.partition("/desk/")[0] + "/desk/views")


GOOD_FILE = f"What will be done,Due\nMade up: a warm hub in every ward {'x' * 60},30/06/2027\n"
BAD_FILE = "Reference,What will be done,Due,Colour\nNONE-9,Insulate,soon,red\n,<b>Bold</b>,31/02/2026,\n"
TAKE_IN = "/desk/actions/take-in"
RECORD = "register/record.html"
PAGES = (
    # What anyone may read
    Shown("the front page", "reader/front.html", "/"),
    Shown("help", "reader/help.html", "/help"),
    Shown("accessibility", "reader/accessibility.html", "/accessibility"),
    Shown("privacy", "reader/privacy.html", "/privacy"),
    Shown("the register", "reader/register.html", "/register/"),
    Shown("the register, searched", "reader/register.html", "/register/?q=homes"),
    Shown("the register, nothing found", "reader/register.html", "/register/?q=zzzz"),
    Shown("recommendations under headings", "reader/list.html", "/register/recommendations/"),
    Shown("workstreams as cards", "reader/list.html", "/register/workstreams/"),
    Shown("organisations by sector", "reader/list.html", "/register/organisations/"),
    Shown("progress, many entries", "reader/list.html", "/register/progress/"),
    Shown("a list of which nothing is published", "reader/list.html", "/register/risks/"),
    Shown("a published recommendation", "reader/record.html", "/register/recommendations/REC-P1-01"),
    Shown("a published action with everything told", "reader/record.html", "{public full}"),
    Shown("a published action with updates", "reader/record.html", "{public overdue}"),
    Shown("a published story", "reader/record.html", "{public story}"),
    Shown("a workstream", "reader/record.html", "/register/workstreams/WS-HO"),
    Shown("a published change idea", "reader/record.html", "{public idea}"),
    Shown("a published survey", "reader/record.html", "{public survey}"),
    Shown("a published event", "reader/record.html", "{public event}"),
    Shown("a published programme", "reader/record.html", "{public programme}"),
    Shown("a published organisation", "reader/record.html", "/register/organisations/ORG-1"),
    Shown("a published allocation", "reader/record.html", "{public fund}"),
    Shown("the matrix", "reader/matrix.html", "/register/matrix"),
    Shown("partners", "reader/partners.html", "/register/partners"),
    Shown("stories", "reader/stories.html", "/register/case-studies/"),
    Shown("an issue of the newsletter", "reader/newsletter.html", "/register/newsletters/NL-1"),
    Shown("the evaluation", "register/packs/plain.html", "/register/evaluation"),
    Shown("a measure with a finding", "reader/measure.html", "/measures/life-expectancy-male"),
    Shown("a measure without one", "reader/measure.html", "/measures/air-quality"),
    Shown("nothing there", "errors/404.html", "/register/actions/NONE"),
    Shown("what was withdrawn", "errors/404.html", "{public withdrawn}"),
    # The way in
    Shown("setting a password", "account/join.html", "{join}"),
    Shown("setting a password, wrong", "account/join.html", "{join}", then=say_too_little),
    Shown("a form that stood open for too long", "errors/csrf.html", "{join}", then=send_after_too_long),
    Shown("a dead link", "account/link_dead.html", "/account/join/MQ/dead-link"),
    Shown("signing in", "account/login.html", "/account/login/"),
    Shown("signing in, wrong", "account/login.html", "/account/login/", then=sign_in_wrongly),
    Shown("entering a code", "mfa/authenticate.html", "/account/login/", then=sign_in_carefully),
    Shown("entering a code, wrong", "mfa/authenticate.html", "/account/login/", then=give_a_wrong_code),
    Shown("a closed account", "account/account_inactive.html", "/account/inactive/"),
    Shown("a password forgotten where no letters go", "account/no_letters.html", "/account/password/reset/"),
    Shown("a letter is on its way", "account/password_reset_done.html", "/account/password/reset/done/"),
    Shown("a dead reset", "account/password_reset_from_key.html", "/account/password/reset/key/1-dead/"),
    Shown("a password set anew", "account/password_reset_from_key_done.html", "/account/password/reset/key/done/"),
    Shown("single sign-on given up", "socialaccount/login_cancelled.html", "/account/oidc/cancelled/"),
    # One's own account, and those of others
    Shown("one's account", "account/mine.html", "/desk/account", "lead"),
    Shown("one's name", "account/name.html", "/desk/account/name", "contributor"),
    Shown("changing a password", "account/password_change.html", "/account/password/change/", "careful"),
    Shown("signing out", "account/logout.html", "/account/logout/", "contributor"),
    Shown("the password once more", "account/reauthenticate.html", "/account/reauthenticate/", "careful"),
    Shown("a code once more", "mfa/reauthenticate.html", "/account/2fa/reauthenticate/", "careful"),
    Shown("a second factor", "mfa/index.html", "/account/2fa/", "lead"),
    Shown("no second factor", "mfa/index.html", "/account/2fa/", "contributor"),
    Shown("setting a second factor up", "mfa/totp/activate_form.html", "/account/2fa/totp/activate/", "unfactored"),
    Shown("doing without one", "mfa/totp/deactivate_form.html", "/account/2fa/totp/deactivate/", "careful"),
    Shown("recovery codes", "mfa/recovery_codes/index.html", "/account/2fa/recovery-codes/", "lead"),
    Shown("new codes", "mfa/recovery_codes/generate.html", "/account/2fa/recovery-codes/generate/", "lead"),
    Shown("people", "account/people/list.html", "/desk/people/", "administrator"),
    Shown("inviting somebody", "account/people/invite.html", "/desk/people/invite", "administrator"),
    Shown("inviting somebody, wrong", "account/people/invite.html", "/desk/people/invite", "administrator", send_on),
    Shown("somebody's account", "account/people/one.html", "{person}", "administrator"),
    Shown("an administrator's own account", "account/people/one.html", "{myself}", "administrator"),
    Shown("closing an account", "account/people/do.html", "{person}close", "administrator"),
    Shown("a new link", "account/people/link.html", "{person}link", "administrator", then=send_on),
    # Where people work
    Shown("a contributor's desk", "register/home.html", "/desk/", "contributor"),
    Shown("a desk with many drafts", "register/home.html", "/desk/", "long"),
    Shown("a lead's desk", "register/home.html", "/desk/", "lead"),
    Shown("an editor's desk", "register/home.html", "/desk/", "editor"),
    Shown("a publisher's desk", "register/home.html", "/desk/", "publisher"),
    Shown("an empty desk", "register/home.html", "/desk/", "idle"),
    Shown("a list of more than a page", "register/list.html", "/desk/actions/", "editor"),
    Shown("the last page of a list", "register/list.html", "/desk/actions/?page=2", "editor"),
    Shown("a list under headings", "register/list.html", "/desk/recommendations/", "editor"),
    Shown("a list, narrowed", "register/list.html", "/desk/actions/?state=submitted&order=title", "editor"),
    Shown("a list, narrowed to nothing", "register/list.html", "/desk/actions/?q=zzzz", "editor"),
    Shown("a list that holds nothing", "register/list.html", "/desk/risks/", "lead"),
    Shown("a draft", RECORD, "{draft}", "contributor"),
    Shown("a record to approve", RECORD, "{submitted}", "editor"),
    Shown("a record that its writer may not approve", RECORD, "{submitted}", "contributor"),
    Shown("a record to publish", RECORD, "{approved}", "publisher"),
    Shown("a record with updates", RECORD, "{overdue}", "editor"),
    Shown("a record with everything told", RECORD, "{full}", "long"),
    Shown("a record that was withdrawn", RECORD, "{withdrawn}", "writer"),
    Shown("a record that moved on", RECORD, "{moved_on}", "publisher"),
    Shown("a story at work", RECORD, "{story}", "editor"),
    Shown("adding an action", "register/edit.html", "/desk/actions/new", "contributor"),
    Shown("adding an action, wrong", "register/edit.html", "/desk/actions/new", "contributor", press("Save the draft")),
    Shown("adding an organisation", "register/edit.html", "/desk/organisations/new", "editor"),
    Shown("editing an action", "register/edit.html", "{full}edit", "long"),
    Shown("editing an action, wrong", "register/edit.html", "{full}edit", "long", make_it_wrong),
    Shown("editing an action, contested", "register/conflict.html", "{contested}edit", "contributor", be_second),
    Shown("posting an update", "register/update.html", "{overdue}update", "contributor"),
    Shown("posting an update, wrong", "register/update.html", "{overdue}update", "contributor", press("Post it")),
    Shown("sending for approval", "register/move.html", "{draft}move/submit", "contributor"),
    Shown("approving", "register/move.html", "{submitted}move/approve", "editor"),
    Shown("sending back", "register/move.html", "{submitted}move/return", "editor"),
    Shown("sending back, wrong", "register/move.html", "{submitted}move/return", "editor", press("Send back")),
    Shown("publishing", "register/move.html", "{approved}move/publish", "publisher"),
    Shown("withdrawing", "register/move.html", "{overdue}move/withdraw", "publisher"),
    Shown("discarding", "register/move.html", "{discarded}move/discard", "contributor"),
    Shown("a history", "register/history.html", "{moved_on}history", "editor"),
    Shown("searching", "register/search.html", "/desk/search", "editor"),
    Shown("the matrix at work", "register/matrix.html", "/desk/matrix", "editor"),
    Shown("linking a recommendation", "register/link.html", "/desk/matrix/REC-P1-01", "editor"),
    Shown("partners at work", "register/partners.html", "/desk/partners", "editor"),
    Shown("carrying next steps", "register/carry.html", "/desk/workstreams/WS-HO/carry", "lead"),
    Shown("a workstream at work", RECORD, "/desk/workstreams/WS-HO/", "lead"),
    Shown("a change idea", RECORD, "{idea}", "editor"),
    Shown("a fund shared out", RECORD, "{fund}", "editor"),
    Shown("packs", "register/packs/packs.html", "/desk/packs/", "editor"),
    Shown("an issue put together", "register/packs/newsletter.html", "/desk/packs/newsletters/NL-1", "editor"),
    Shown("an event pack", "register/packs/event.html", "/desk/packs/events/EVT-1", "editor"),
    Shown("a board pack", "register/packs/board.html", "/desk/packs/boards/BRD-1", "editor"),
    Shown("governance at work", "register/packs/governance.html", "/desk/packs/governance", "editor"),
    Shown("the evaluation at work", "register/packs/plain.html", "/desk/packs/evaluation", "editor"),
    Shown("something found", "register/search.html", "/desk/search?q=home", "editor"),
    Shown("nothing found", "register/search.html", "/desk/search?q=zzzz", "editor"),
    Shown("taking a file in", "register/take_in.html", TAKE_IN, "contributor"),
    Shown("taking no file in, wrong", "register/take_in.html", TAKE_IN, "contributor", hand_in("")),
    Shown("taking in a file with faults, wrong", "register/take_in.html", TAKE_IN, "contributor", hand_in(BAD_FILE)),
    Shown("what a file would change", "register/preview.html", TAKE_IN, "contributor", hand_in(GOOD_FILE)),
    Shown("saved views", "register/views.html", "/desk/actions/?q=homes", "contributor", save_a_view),
    Shown("no saved views", "register/views.html", "/desk/views", "idle"),
    Shown("not for this person", "errors/404.html", "{draft}", "lead"),
)
# Templates whose page no address of ours brings about in a browser; what stands beside them says where they are tested.
ELSEWHERE = {
    "register/too_many.html": "more rows than a browser's tests make; see test_exports.py",
    "errors/400.html": "a request that a browser does not send",
    "reader/gone.html": "a story whose consent has ended; the same parts as the 404",
    "errors/403.html": "answered by Django alone; the same parts as the 404",
    "429.html": "too many tries; the same parts as the 404",
    "account/password_reset.html": "only where letters are sent; one field, as in signing in",
    "account/signup_closed.html": "nobody signs up; words alone",
    "socialaccount/authentication_error.html": "only where there is a single sign-on; words alone",
    "socialaccount/not_reached.html": "only where there is a single sign-on; words alone",
}
