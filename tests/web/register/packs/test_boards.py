"""The pack of a board between two days, and the map of which board answers to which."""

import io
from datetime import date, timedelta

import docx
import pytest

from equitytown.web.accounts.roles import Role
from equitytown.web.register.actions import post_update, today
from equitytown.web.register.models import State
from equitytown.web.register.packs import boards
from tests.web import factories

P = State.PUBLISHED


def day(days: int) -> str:
    return str(today() + timedelta(days=days))


def board(**told: object):
    return factories.record("boards", **({"name": "Partnership board", "state": P} | told))


def page(client, made, query: str = "") -> str:
    answer = client.get(f"/desk/packs/boards/{made.identifier}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.usefixtures("town", "findings")
def test_it_works(as_, people):
    editor = people[Role.EDITOR]
    made = board(workstreams=["WS-A"])
    below = board(name="Housing group", answers_to=made.identifier)
    other = board(name="Other board")
    told = {"on": day(-20), "reason": "Calls doubled.", "state": P}
    factories.record("decisions", decision="Fund the line", board=below.identifier, **told)
    factories.record("decisions", decision="Not theirs", board=other.identifier, **told)
    factories.record("decisions", decision="Long ago", board=made.identifier, **(told | {"on": day(-200)}))
    raised = factories.record("decisions", decision="Enforce it", board=below.identifier, **(told | {"on": day(-200)}))
    post_update(editor, raised, status="escalated", text="The group has no powers.")
    stream = {"workstreams": ["WS-A"], "state": P}
    done = factories.action(title="Agree a form", **stream)
    post_update(editor, done, status="done", text="Used by all.")
    factories.action(title="Visit landlords", due=day(-4), **stream)
    factories.action(title="Elsewhere", due=day(-4), workstreams=["WS-B"], state=P)
    factories.record("recommendations", heading="1", summary="Warm homes", status="under way", **stream)
    grant = {"source": "Government", "recipient": "ORG-A", "status": "awarded"} | stream
    factories.record("funding", purpose="Warm homes", amount="250000", qualifier="about", starts=day(-9), **grant)
    factories.record("funding", purpose="Over", amount="7", ends=day(-300), **grant)
    words = page(as_(Role.EDITOR), made)
    for told_ in ("Fund the line", "Enforce it", "Calls doubled.", "Agree a form", "Visit landlords", "about £250,000"):
        assert told_ in words
    for told_ in (
        "1 recommendation in all.",
        "Awarded, where an amount is told: about £250,000.",
        "Went up: 16.6% in 2024",
    ):
        assert told_ in words
    for left_out in ("Not theirs", "Long ago", "Elsewhere", "Over</th>"):
        assert left_out not in words
    assert "Long ago" in page(as_(Role.EDITOR), made, f"?from={day(-300)}&to={day(-100)}")


@pytest.mark.usefixtures("town")
def test_an_empty_register_says_so_in_every_part(as_):
    words = page(as_(Role.EDITOR), board())
    for nothing in ("No decision was noted", "No action was done", "No grant or fund is noted", "No risk is open."):
        assert nothing in words


@pytest.mark.usefixtures("town", "findings")
def test_the_word_document_is_of_the_days_that_were_chosen(as_):
    made = board()
    factories.record("funding", source="Lottery", purpose="Panel", amount="18000.50", qualifier="exact", state=P)
    client = as_(Role.EDITOR)
    answer = client.get(f"/desk/packs/boards/{made.identifier}/word?from=2026-01-01&to=2026-02-01")
    document = docx.Document(io.BytesIO(answer.content))
    assert "Board pack. From 1 January 2026 to 1 February 2026." in [p.text for p in document.paragraphs]
    assert any(table.cell(1, 0).text == "Panel" for table in document.tables)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [("?from=2026-02-31", "not one of the calendar"), ("?from=2026-03-01&to=2026-02-01", "Swap them.")],
)
def test_days_that_cannot_be_are_told_and_kept(as_, query, sentence):
    made = board()
    answer = as_(Role.EDITOR).get(f"/desk/packs/boards/{made.identifier}{query}")
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert as_(Role.EDITOR).get(f"/desk/packs/boards/{made.identifier}/word{query}").status_code == 404


@pytest.mark.parametrize("file", ["", "/word"])
def test_a_board_that_one_may_not_read_is_not_there(as_, file):
    made = board()
    assert as_(Role.CONTRIBUTOR).get(f"/desk/packs/boards/{made.identifier}{file}").status_code == 404
    assert as_(None).get(f"/desk/packs/boards/{made.identifier}{file}").status_code == 302


@pytest.mark.usefixtures("town")
def test_the_map_reads_as_a_nested_list(as_):
    top = board(name="Town board", meets="Every month", chaired_by="ORG-A")
    below = board(name="Steering group", answers_to=top.identifier)
    board(name="Not yet public", answers_to=below.identifier, state=State.DRAFT)
    factories.record("board-members", board=top.identifier, organisation="ORG-B", post="Director", state=P)
    words = as_(None).get("/register/governance").content.decode()
    assert "Meets every month, chaired by Organisation A, 1 seat" in words
    assert words.index("Town board") < words.index("<ul>", words.index("Town board")) < words.index("Steering group")
    assert "Not yet public" not in words
    assert f'href="/desk/boards/{top.identifier}/"' in as_(Role.EDITOR).get("/desk/packs/governance").content.decode()


def test_the_map_without_boards_says_so(as_):
    assert "holds no boards yet that are published" in as_(None).get("/register/governance").content.decode()


def test_boards_in_a_ring_all_stand_at_the_top():
    def face(identifier: str, above: str) -> boards.Face:
        return boards.Face("boards", identifier, identifier, {"answers_to": above})

    held = boards.Held({"boards": (face("A", "B"), face("B", "A"), face("C", "A"), face("D", "GONE"), face("E", "C"))})
    seats = boards.tree(held)
    assert [seat.face.identifier for seat in seats] == ["A", "B", "D"]
    assert [seat.face.identifier for seat in seats[0].below] == ["C"]
    assert boards.under(face("A", "B"), held) == {"A", "B", "C", "E"}


def test_money_is_told_with_what_is_known_of_it():
    def grant(**told: object) -> boards.Face:
        return boards.Face("funding", "FUN-1", "Grant", {"status": "awarded"} | told)

    held = boards.Held({"funding": (grant(), grant(amount="5", starts="2030-01-01"))})
    part = boards._funding(held, lambda _face: True, date(2026, 1, 1), date(2026, 2, 1))
    assert [row[2] for row in part.grids[0].rows] == ["Not known"]
    assert part.intro == ""


def test_recommendations_without_a_status_are_counted_as_such():
    held = boards.Held({"recommendations": (boards.Face("recommendations", "REC-1", "x", {}),)})
    assert boards._recommendations(held, lambda _face: True).grids[0].rows[-1] == ("Not said", "1")
