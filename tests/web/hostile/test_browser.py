"""Hostile words in a real browser that is told to ignore our policy: nothing of them runs."""

import subprocess
import sys
from urllib.parse import quote, urlencode

import pytest

from equitytown.terms.register import KINDS
from tests.browser.test_hostile_names import STRANGERS
from tests.web.hostile.words import BY_EXIT, EVERY, PAYLOADS, TEMPLATES
from tests.web.server import ROOT, environment, serve

WORK = [f"/desk/{kind.slug}/EVIL-{kind.prefix}/" for kind in KINDS.values()]
PUBLIC = [f"/register/{kind.slug}/EVIL-{kind.prefix}" for kind in KINDS.values()]
SOME = [*BY_EXIT[:12], *TEMPLATES[:2]]


@pytest.fixture(autouse=True)
def _a_database_for_every_test():
    """None: the application runs elsewhere, with a database of its own."""


@pytest.fixture(autouse=True)
def _second_factors_are_set_up():
    """They really are."""


@pytest.fixture(scope="module")
def attacked(tmp_path_factory):
    """The application, running over a folder in which every word attacks."""
    folder = tmp_path_factory.mktemp("hostile")
    done = subprocess.run(
        [sys.executable, "-m", "tests.web.hostile.filling", str(folder)],
        cwd=ROOT, env=environment(folder), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    with serve(folder, tmp_path_factory.mktemp("attacked")) as server:
        yield server


def read(page, attacked, addresses):
    """Go to each page and see that nothing ran, and that no element or attribute came of words."""
    for address in addresses:
        response = page.goto(attacked.address + address)
        assert response.status < 500, address
        assert page.evaluate("window.pwned") is None, address
        assert page.evaluate(STRANGERS.replace("'TEXTAREA'", "'VIDEO'")) == [], address
        assert page.url.startswith(attacked.address)


@pytest.fixture
def watched(context, attacked):
    """A page of somebody's in a browser that ignores the policy; dialogs are noted."""
    made = []

    def make(person=None):
        held = context(bypass_csp=True, base_url=attacked.address)
        if person:
            held.add_cookies([attacked.cookie(person)])
        page = held.new_page()
        page.on("dialog", lambda dialog: (made.append(dialog.message), dialog.dismiss()))
        return page

    yield make
    assert made == []


def test_nothing_runs_where_people_work(watched, attacked):
    page = watched("editor")
    some = ("actions", "case-studies", "organisations", "tools", "recommendations", "next-steps", "change-ideas")
    lists = [f"/desk/{slug}/" for slug in some] + ["/desk/actions/?page=2", "/desk/"]
    forms = [f"/desk/{slug}/EVIL-{KINDS[slug].prefix}/{part}" for slug in some for part in ("edit", "history")]
    read(page, attacked, [*WORK, *lists, *forms, "/desk/actions/new", "/desk/actions/EVIL-ACT/update"])


def test_nothing_runs_on_public_pages(watched, attacked):
    lists = [f"/register/{slug}/" for slug in ("actions", "tools", "words")]
    read(watched(), attacked, [*PUBLIC, "/", "/register/", *lists])


def test_nothing_runs_on_the_publisher_s_pages(watched, attacked):
    slugs = ("actions", "tools")
    pages = [f"/desk/{slug}/EVIL-{KINDS[slug].prefix}/move/withdraw" for slug in slugs]
    read(watched("publisher"), attacked, pages)


def test_no_parameter_and_no_address_runs(watched, attacked):
    public = [f"/register/?{urlencode({'q': said[:100]})}" for said in SOME]
    public += [f"/account/login/?{urlencode({'next': said})}" for said in SOME[::3]]
    public += [f"/register/actions/{quote(said, safe='')}" for said in SOME[::3]]
    read(watched(), attacked, public)
    own = [f"/desk/search?{urlencode({'q': said[:100]})}" for said in SOME]
    own += [f"/desk/actions/?{urlencode({'q': said[:100], 'state': said, 'order': said, said: said})}" for said in SOME]
    read(watched("editor"), attacked, own)


def test_a_form_that_comes_back_with_hostile_words_runs_nothing(watched):
    page = watched("editor")
    for said in (EVERY[:9_000], PAYLOADS[1]):
        page.goto("/desk/actions/new")
        page.evaluate(FILL_IN, said)
        page.locator("main").get_by_role("button", name="Save the draft").click()
        assert page.evaluate("window.pwned") is None
        assert page.evaluate(STRANGERS.replace("'TEXTAREA'", "'VIDEO'")) == []


FILL_IN = """(said) => {
  const boxes = [...document.querySelectorAll('main form input[type=text], main form textarea')];
  for (const box of boxes) { box.value = said; }
}"""
INJECT = "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=window.pwned=1>')"


@pytest.mark.parametrize(("ignoring", "ran"), [(True, 1), (False, None)])
def test_the_policy_refuses_what_would_otherwise_run(context, attacked, ignoring, ran):
    page = context(base_url=attacked.address, bypass_csp=ignoring).new_page()
    page.goto("/register/")
    page.evaluate(INJECT)
    page.wait_for_timeout(300)
    assert page.evaluate("window.pwned") == ran
