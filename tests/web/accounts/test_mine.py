"""One's own account: what is kept of me, a copy of it, my name."""

import json

import pytest
from django.urls import reverse

from equitytown.web.accounts.models import User
from equitytown.web.accounts.roles import Role
from equitytown.web.register.models import SavedView, TrailEntry
from tests.web import factories

pytestmark = pytest.mark.usefixtures("town")


def test_it_works(people, as_):
    page = as_(Role.LEAD).get(reverse("mine")).content.decode()
    for said in (people[Role.LEAD].name, people[Role.LEAD].email, "Organisation A", "Workstream A", "Set one up"):
        assert said in page


@pytest.mark.parametrize("name", ["mine", "my_copy", "my_name"])
def test_the_public_is_asked_to_sign_in(name, as_):
    assert as_(None).get(reverse(name))["Location"].startswith("/account/login/")


def test_the_copy_holds_all_that_is_kept_and_nothing_of_others(people, as_):
    person, other = people[Role.EDITOR], people[Role.PUBLISHER]
    made = factories.action(by=person)
    SavedView.objects.create(owner=person, name="Mine", kind="actions", query="q=x")
    SavedView.objects.create(owner=other, name="Theirs", kind="actions", query="q=y")
    answer = as_(Role.EDITOR).get(reverse("my_copy"))
    assert answer["Content-Disposition"] == 'attachment; filename="my-account.json"'
    told = json.loads(answer.content)
    assert told["account"]["email"] == person.email
    assert [view["name"] for view in told["saved_views"]] == ["Mine"]
    assert [change["identifier"] for change in told["changes_made"]] == [made.identifier]
    assert other.email not in answer.content.decode()
    assert "pbkdf2" not in answer.content.decode()
    assert person.password not in answer.content.decode()


def test_a_name_is_changed_with_an_entry_that_does_not_hold_it(people, as_):
    client = as_(Role.EDITOR)
    assert client.post(reverse("my_name"), {"name": "Zoë Quux"})["Location"] == reverse("mine")
    assert User.objects.get(pk=people[Role.EDITOR].pk).name == "Zoë Quux"
    entry = TrailEntry.objects.order_by("-number")[0]
    assert entry.verb == "change name"
    assert "Quux" not in json.dumps([entry.before, entry.after, entry.reason])


@pytest.mark.parametrize(("name", "said"), [("", "Enter a name"), ("A\nB", "on one line"), ("x" * 101, "100")])
def test_a_name_that_cannot_be_right_is_refused(name, said, as_):
    answer = as_(Role.EDITOR).post(reverse("my_name"), {"name": name})
    assert answer.status_code == 422
    assert said in answer.content.decode()
