"""Fill a folder for a running application: `python -m tests.web.filling FOLDER`. All of it is made up."""

import json
import os
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from equitytown.web.config import read_config
from equitytown.web.installing import set_up, start

start(read_config(os.environ))

from allauth.account.internal.flows import login  # noqa: E402  Django must have started
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes  # noqa: E402
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import transaction  # noqa: E402

from equitytown.terms.register import KINDS  # noqa: E402
from equitytown.terms.register.cells import to_plain  # noqa: E402
from equitytown.web.accounts.links import link_for  # noqa: E402
from equitytown.web.accounts.models import User  # noqa: E402
from equitytown.web.accounts.roles import Role  # noqa: E402
from equitytown.web.register.actions import change, create, move, post_update  # noqa: E402
from equitytown.web.register.models import Record, State  # noqa: E402
from equitytown.web.register.rules import Verb  # noqa: E402
from tests.web.filled import PASSWORD  # noqa: E402
from tests.web.server import FILLED  # noqa: E402

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LONG_NAME = (
    "Bedfordshire, Luton and Milton Keynes Consortium for Community-Anchored Health, Housing and Employment (made up)"
)
UNBROKEN = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch (made up)"
ORGANISATIONS = (
    ("ORG-1", "Example Borough Council (made up)", "council"),
    ("ORG-2", LONG_NAME, "several organisations"),
    ("ORG-3", UNBROKEN, "voluntary, community, faith and social enterprise"),
    ("ORG-4", "Example Hospitals (made up)", "NHS"),
    ("ORG-5", "Example College (made up)", "education"),
    ("ORG-6", "Example Homes (made up)", "housing"),
    ("ORG-7", "Example Airport Workshop Ltd (made up)", "business"),
)
LONG_TITLE = (
    "Made up: insulate and ventilate every home in the four neighbourhoods with the coldest housing before the winter, "
    "starting with families who have a child under five, and tell each of them beforehand what will be done and when"
)
MANY = 55  # actions more than a page of a list holds
STORY = """## How it began

A made-up story. *Nobody* in it is real.

- First, a group met.
- Then it met **again**.

| Session | People |
| --- | --- |
| First | 12 |
| Second | 19 |

[More about it](https://example.org/a-long-address-that-has-to-break-somewhere-on-a-small-phone-without-scrolling).
"""
FINDINGS = """indicator_id,area_code,period,comparator,comparator_value,value,rating
life-expectancy-male,E06000032,2020 to 2022,national,78.9,77.1,worse
adult-overweight,E06000032,2022/23,national,64.0,66.2,similar
"""


def people() -> dict[str, User]:
    """Make somebody of every role, an editor who writes, somebody without anything to do, and newcomers."""
    told = {
        "contributor": (Role.CONTRIBUTOR, "ORG-1", []),
        "long": (Role.CONTRIBUTOR, "ORG-2", []),
        "lead": (Role.LEAD, "ORG-4", ["WS-HO"]),
        "editor": (Role.EDITOR, "", []),
        "writer": (Role.EDITOR, "", []),
        "publisher": (Role.PUBLISHER, "", []),
        "administrator": (Role.ADMINISTRATOR, "", []),
        "idle": (Role.CONTRIBUTOR, "", []),
        "unfactored": (Role.LEAD, "ORG-5", []),
        "newcomer": (Role.CONTRIBUTOR, "ORG-1", []),
        "other newcomer": (Role.CONTRIBUTOR, "ORG-1", []),
        "careful": (Role.CONTRIBUTOR, "ORG-1", []),
        "bystander": (Role.CONTRIBUTOR, "ORG-1", []),
    }
    made = {}
    for name, (role, organisation, workstreams) in told.items():
        email = f"{name.replace(' ', '-')}@example.org"
        words = f"{name.capitalize()} Made-Up"
        made[name] = User.objects.create_user(
            email, None, name=words, role=role, organisation=organisation, workstreams=workstreams
        )
        if (made[name].needs_second_factor and name != "unfactored") or name == "careful":
            TOTP.activate(made[name], generate_totp_secret())
            RecoveryCodes.activate(made[name])
    made["careful"].set_password(PASSWORD)
    made["careful"].save()
    made["signer"] = User.objects.create_user(
        "signer@example.org", PASSWORD, name="Signer Made-Up", role=Role.CONTRIBUTOR
    )
    return made


LATER = 24 * 60 * 60  # seconds: pages that ask for the password again do not, however long the tests take


def session_of(user: User) -> str:
    """Sign somebody in as of now, and give the key of the session."""
    session, now = SessionStore(), int(time.time())
    session["_auth_user_id"], session["_auth_user_backend"] = str(user.pk), BACKEND
    session["_auth_user_hash"] = user.get_session_auth_hash()
    again = {"method": "password", "at": now + LATER, "email": user.email, "reauthenticated": True}
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [again]
    session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
    session.create()
    return str(session.session_key)


class Road:
    """Takes records along the real road: written by one, approved by another, published by a third."""

    def __init__(self, held: dict[str, User]) -> None:
        self.held = held

    def make(self, kind: str, /, *, state: State = State.PUBLISHED, by: str = "writer", **told: Any) -> Record:
        """Make a record in a state."""
        found, writer = KINDS[kind], self.held[by]
        made = create(writer, found, to_plain(found, found.record()) | told)
        steps = (
            (State.SUBMITTED, writer, Verb.SUBMIT),
            (State.APPROVED, self.held["editor"], Verb.APPROVE),
            (State.PUBLISHED, self.held["publisher"], Verb.PUBLISH),
            (State.WITHDRAWN, self.held["publisher"], Verb.WITHDRAW),
        )
        order = [State.DRAFT, *(step[0] for step in steps)]
        for reached, user, verb in steps:
            if order.index(reached) <= order.index(state):
                made = move(user, made, verb, version=made.version, reason="Made up, for a test.")
        return made


def records(road: Road) -> dict[str, Record]:
    """Make organisations, then a record in every state that a page shows."""
    today = date.today()  # noqa: DTZ011  the application's days are those of this machine
    for key, name, sector in ORGANISATIONS:
        road.make(
            "organisations", organisation_id=key, name=name, sector=sector, about="Made up.", anchor=key == "ORG-4"
        )
    housing = {"workstreams": ["WS-HO"], "measures": ["life-expectancy-male", "adult-overweight", "air-quality"]}

    def action(title: str, state: State = State.PUBLISHED, by: str = "writer", **told: Any) -> Record:
        return road.make("actions", title=f"Made up: {title}", state=state, by=by, **({"lead": "ORG-1"} | told))

    made = {
        "overdue": action("map the cold homes", due=str(today - timedelta(days=20)), **housing),
        "soon": action("train the wardens", due=str(today + timedelta(days=10)), **housing),
        "draft": action("a draft to look at", State.DRAFT, "contributor"),
        "discarded": action("a draft to discard", State.DRAFT, "contributor"),
        "submitted": action("a plan to approve", State.SUBMITTED, "contributor", **housing),
        "approved": action("a plan to publish", State.APPROVED, "contributor", **housing),
        "withdrawn": action("a plan that was withdrawn", State.WITHDRAWN),
        "contested": action("a plan that two people change", by="contributor", **housing),
    }
    made["full"] = road.make(
        "actions", title=LONG_TITLE, detail="Made up.\nIn two lines.", lead="ORG-2", supporting=["ORG-1", "ORG-3"],
        recommendations=["REC-P1-01", "REC-P1-02"], starts=str(today), due=str(today + timedelta(days=400)),
        evidence="None: it is made up.", owner=str(road.held["long"].pk), **housing,
    )  # fmt: skip
    made["story"] = road.make(
        "case-studies", title="Made up: a kitchen table that fed a street", organisation="ORG-3", story=STORY,
        result="A made-up result.", consent="no person is described", workstreams=["WS-HO"],
    )  # fmt: skip
    for status, text in (("under way", "Made up: it has begun."), ("delayed", "Made up: the money came late.")):
        post_update(road.held["editor"], made["overdue"], status=status, text=text)
    made["moved on"] = action("a plan changed since it was published")
    change(
        road.held["writer"], made["moved on"], dict(made["moved on"].content) | {"detail": "More, made up."},
        version=made["moved on"].version, reason="To say more.",
    )  # fmt: skip
    with transaction.atomic():
        for number in range(MANY):
            action(f"step {number + 1} of many", State.DRAFT, "long", lead="ORG-2")
    made["idea"], made["fund"] = improving(road)
    made["survey"], made["event"], made["programme"] = answering(road)
    return made


def improving(road: Road) -> tuple[Record, Record]:
    """Make what a workstream's page draws and adds up, and what other kinds' pages are composed of."""
    common = {"workstream": "WS-HO"}
    for position, stage in enumerate(("input", "activity", "output", "short-term outcome"), 1):
        road.make("logic-items", stage=stage, position=position, text=f"Made up: an example of {stage}", **common)
    road.make("gaps", doing="Made up.", gap="Made up: nobody visits.", proposed="Made up: visit.", **common)
    idea = road.make("change-ideas", aim="Made up.", idea="Made up: ring first", measure_name="Visits", **common)
    for number in range(1, 4):
        told = {"change_idea": idea.identifier, "on": f"2026-0{number}-01", "value": str(number)}
        road.make("run-points", **told)
    kept = road.make("allocations", name="Made up: a fund", organisation="ORG-1", unit="pounds", need_basis="Made up.")
    for people, amount in (("The most deprived fifth", "20"), ("Everyone else", "80")):
        road.make("allocation-shares", allocation=kept.identifier, people=people, amount=amount, need_share="50")
    return idea, kept


def answering(road: Road) -> tuple[Record, Record, Record]:
    """Make what people answered, who came, and whom a programme reached."""
    asked = road.make("surveys", name="Made up: tenants", people="Tenants", starts="2026-01-01", asked=400, answered=60)
    for people, answered in (("", 60), ("Made up: over 75", 8)):
        told = {"survey": asked.identifier, "question": "Made up: is it warm?", "people": people}
        road.make("survey-results", **told, answered=answered, agreed=4)
    road.make("newsletters", name="Made up: an issue", starts="2026-01-01", ends="2026-12-31", opening="Made up.")
    road.make("boards", name="Made up: a board", purpose="Made up.")
    event = road.make("events", name="Made up: a conference", on="2026-05-14", kind="conference")
    road.make("attendance", event=event.identifier, organisation="ORG-2", role="Managers", people=14)
    said = {"before_answered": 40, "before_agreed": 16, "after_answered": 9, "after_agreed": 3}
    road.make("event-checks", event=event.identifier, question="Made up: I can say what it means", **said)
    reached = road.make("programmes", name="Made up: visits", measures=["life-expectancy-male"], lag="2040")
    for value, counted in (("374", "every time counted"), ("322", "each person counted once")):
        told = {"programme": reached.identifier, "workstream": "WS-HO", "summary": "Made up.", "period": "2025"}
        road.make("progress", **told, metric="Made up: visits", unit="people", value=value, counted=counted)
    road.make("funding", source="Made up", purpose="Made up", programme=reached.identifier, amount="500")
    return asked, event, reached


def fill(folder: Path) -> None:
    """Set the application up, fill it, and tell the tests what they need to know of it."""
    edition = folder / "editions" / "luton-2023"
    (edition / "data").mkdir(parents=True)
    (edition / "index.html").write_text('<!doctype html><html lang="en-GB"><title>Report</title><h1>Report</h1></html>')
    (edition / "data" / "findings.csv").write_text(FINDINGS)
    set_up(read_config(os.environ), say=lambda _words: None)
    held = people()
    made = records(Road(held))
    told = {
        "sessions": {name: session_of(user) for name, user in held.items()},
        "links": {name.replace(" ", "_"): f"/desk/{record.kind}/{record.identifier}/" for name, record in made.items()}
        | {f"public {name}": f"/register/{record.kind}/{record.identifier}" for name, record in made.items()}
        | {"join": link_for(held["newcomer"], ""), "join_bare": link_for(held["other newcomer"], "")}
        | {"person": f"/desk/people/{held['bystander'].pk}/", "myself": f"/desk/people/{held['administrator'].pk}/"},
    }
    (folder / FILLED).write_text(json.dumps(told))


if __name__ == "__main__":
    fill(Path(sys.argv[1]))
