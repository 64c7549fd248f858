"""How the movement grows, counted by quarter in tables."""

from datetime import date

from equitytown.web.accounts.roles import Role
from equitytown.web.register.packs.faces import Face, Held
from equitytown.web.register.packs.movement import movement, quarters

NOW = date(2026, 11, 26)
LAST, NOW_ROW = -2, -1  # rows: July to September, and the quarter under way


def held() -> Held:
    def event(identifier: str, on: str) -> Face:
        return Face("events", identifier, identifier, {"on": on})

    def came(identifier: str, of: str, people: int | None) -> Face:
        return Face("attendance", identifier, "x", {"event": of, "people": people})

    def trained(identifier: str, **told: object) -> Face:
        told = {"organisation": "ORG-A", "course": "Framing", "role": "", "on": "2026-05-01"} | told
        return Face("training-coverage", identifier, "x", told)

    return Held(
        {
            "newsletters": (Face("newsletters", "NL-1", "Winter", {}, published_on=date(2026, 10, 1)),),
            "case-studies": (Face("case-studies", "CS-1", "Home", {}, published_on=date(2026, 8, 1)),),
            "events": (
                event("E1", "2026-08-05"),
                event("E2", "2026-09-05"),
                event("E3", "2026-10-05"),
                event("E4", "2027-01-01"),
            ),
            "attendance": (came("A1", "E1", 30), came("A2", "E1", 12), came("A3", "E3", None)),
            "organisations": (
                Face("organisations", "ORG-A", "Council", {"charter_signed_on": "2022-11-01"}),
                Face("organisations", "ORG-B", "Trust", {"charter_signed_on": "2026-10-02"}),
            ),
            "training-coverage": (
                trained("T1", staff=200, trained=20),
                trained("T2", staff=200, trained=90, on="2026-09-01"),
                trained("T3", staff=8, trained=4, role="Managers"),
                trained("T4", organisation="ORG-B"),
            ),
        }
    )


def test_it_works():
    parts = {part.heading: part.grids[0].rows for part in movement(held(), NOW).parts}
    assert parts["Newsletter"][NOW_ROW] == ("October to December 2026 so far", "1")
    assert parts["Case studies"][LAST] == ("July to September 2026", "1")
    assert parts["Events"][LAST] == ("July to September 2026", "2", "1", "42")
    assert parts["Events"][NOW_ROW][1:] == ("1", "0", "Not counted"), "missing is never zero"
    assert parts["Events"][0][1:] == ("0", "0", "No event")
    assert parts["Charter"][LAST][1:] == ("0", "1")
    assert parts["Charter"][NOW_ROW][1:] == ("1", "2")
    assert parts["Training"] == (
        ("Council", "Framing", "All staff", "90 of 200, 45%", "1 September 2026"),
        ("Council", "Framing", "Managers", "4 of 8", "1 May 2026"),
        ("Trust", "Framing", "All staff", "Not known", "1 May 2026"),
    )


def test_two_years_are_told_the_quarter_under_way_last():
    assert quarters(NOW)[0] == (2025, 0)
    assert quarters(NOW)[-1] == (2026, 3)


def test_nothing_is_said_plainly_inside_and_outside(as_):
    for client, page in ((as_(None), "/register/movement"), (as_(Role.CONTRIBUTOR), "/desk/packs/movement")):
        words = client.get(page).content.decode()
        for nothing in (
            "No issue of the newsletter",
            "No event has been noted",
            "No organisation has signed",
            "No case study",
        ):
            assert nothing in words
