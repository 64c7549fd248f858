"""The list of what can be put together, and the ways to it."""

from equitytown.web.accounts.roles import Role
from equitytown.web.register.models import State
from tests.web import factories


def test_it_works(as_):
    event = factories.record("events", name="Town day", kind="training", on="2026-01-01", state=State.PUBLISHED)
    board = factories.record("boards", name="Town board", state=State.PUBLISHED)
    issue = factories.record(
        "newsletters", name="Winter", starts="2026-01-01", ends="2026-02-01", state=State.PUBLISHED
    )
    client = as_(Role.EDITOR)
    words = client.get("/desk/packs/").content.decode()
    for made, kind in ((event, "events"), (board, "boards"), (issue, "newsletters")):
        assert f'href="/desk/packs/{kind}/{made.identifier}"' in words
        assert (
            f'href="/desk/packs/{kind}/{made.identifier}"'
            in client.get(f"/desk/{kind}/{made.identifier}/").content.decode()
        )


def test_what_one_may_not_read_is_not_listed(as_):
    factories.record("boards", name="Town board", state=State.DRAFT)
    assert "Town board" not in as_(Role.CONTRIBUTOR).get("/desk/packs/").content.decode()
    assert "There are none yet that you can see." in as_(Role.CONTRIBUTOR).get("/desk/packs/").content.decode()
