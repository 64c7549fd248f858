"""Lists that somebody looks at often: their own alone, whatever they are called."""

import pytest

from equitytown.web.accounts.roles import Role
from equitytown.web.register.models import SavedView
from tests.web import factories

pytestmark = pytest.mark.usefixtures("town")
SAVE = "/desk/actions/save-view"


def test_it_works(as_):
    client = as_(Role.EDITOR)
    response = client.post(SAVE, {"name": " Trees  to plant ", "query": "q=trees&page=3&nonsense=1&state=draft"})
    assert response.url == "/desk/actions/?q=trees&state=draft"
    view = SavedView.objects.get()
    assert (view.name, view.query) == ("Trees to plant", "q=trees&state=draft")
    for page in ("/desk/", "/desk/actions/", "/desk/views"):
        assert '/desk/actions/?q=trees&amp;state=draft">Trees to plant</a>' in client.get(page).text
    assert "Trees to plant" not in client.get("/desk/risks/").text
    client.post(f"/desk/views/{view.pk}/rename", {"name": "Woods"})
    assert SavedView.objects.get().name == "Woods"
    client.post(f"/desk/views/{view.pk}/delete")
    assert not SavedView.objects.exists()


def test_nobody_sees_changes_or_deletes_another_s(as_):
    as_(Role.EDITOR).post(SAVE, {"name": "Mine", "query": ""})
    view, other = SavedView.objects.get(), as_(Role.CONTRIBUTOR)
    for page in ("/desk/", "/desk/actions/", "/desk/views"):
        assert "Mine" not in other.get(page).text
    for verb in ("rename", "delete"):
        assert other.post(f"/desk/views/{view.pk}/{verb}", {"name": "Theirs"}).status_code == 404
        assert as_(None).post(f"/desk/views/{view.pk}/{verb}").status_code == 302
    view.refresh_from_db()
    assert view.name == "Mine"
    other.post(SAVE, {"name": "Mine", "query": ""})  # a name is taken for its owner alone
    assert SavedView.objects.count() == 2


HOSTILE = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}", "'; DROP TABLE x; --"]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_words(as_, name):
    client = as_(Role.EDITOR)
    client.post(SAVE, {"name": name, "query": f"q={name}"}, follow=True)
    for page in ("/desk/", "/desk/actions/", "/desk/views"):
        text = client.get(page).text
        assert "<script>alert" not in text
        assert "<img src=x" not in text


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("", "Give it a name"),
        ("a" * 81, "81 characters"),
        ("\u202ename", "control character"),
        ("Taken", "of that name"),
    ],
)
def test_names_that_will_not_do_are_told(as_, name, told):
    client = as_(Role.EDITOR)
    client.post(SAVE, {"name": "Taken", "query": ""})
    response = client.post(SAVE, {"name": name, "query": "q=a&order=//x"}, follow=True)
    assert told in response.text
    client.post(SAVE, {"name": "Second", "query": ""})
    second = SavedView.objects.get(name="Second")
    assert told in client.post(f"/desk/views/{second.pk}/rename", {"name": name}, follow=True).text
    assert SavedView.objects.count() == 2


def test_there_are_fifty_at_most(as_, people):
    SavedView.objects.bulk_create(
        SavedView(owner=people[Role.EDITOR], name=f"View {n}", kind="actions", query="") for n in range(50)
    )
    response = as_(Role.EDITOR).post(SAVE, {"name": "One more", "query": ""}, follow=True)
    assert "which is the most" in response.text
    assert SavedView.objects.count() == 50


def test_a_list_narrowed_by_too_much_is_told(as_):
    factories.action()
    response = as_(Role.EDITOR).post(SAVE, {"name": "Long", "query": "q=" + "%F0%9F%8F%A0" * 83}, follow=True)
    assert SavedView.objects.get().query or "too many words" in response.text
