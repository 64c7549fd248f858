from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from equitytown.web.accounts.roles import Role
from equitytown.web.register.models import Record, Reminder, State, TrailEntry
from equitytown.web.reminders import letters, message, post
from tests.web import factories

ROOT = "https://register.example.org"
TODAY = date(2026, 11, 26)
pytestmark = pytest.mark.usefixtures("town", "people", "today")


@pytest.fixture
def today(monkeypatch):
    monkeypatch.setattr("equitytown.web.reminders.timezone.localdate", lambda: TODAY)


@pytest.fixture
def late(request):
    """An action of ORG-A in WS-A that was due last week."""
    request.getfixturevalue("town")
    return factories.action(due="2026-11-19", workstreams=["WS-A"], state=State.PUBLISHED)


def told():
    return {letter.person.email: [record.identifier for record in letter.records] for letter in letters(today=TODAY)}


def test_it_works(late, people):
    assert told() == {
        people[Role.CONTRIBUTOR].email: [late.identifier],
        people[Role.LEAD].email: [late.identifier],
    }
    assert post(list(letters(today=TODAY)), root=ROOT) == []
    assert len(mail.outbox) == 2
    letter = mail.outbox[0]
    assert letter.subject == "Health equity register: 1 overdue"
    assert "Overdue:\n\n- Insulate homes\n" in letter.body
    assert f"{late.identifier}, due 19 November 2026" in letter.body
    assert f"{ROOT}/desk/actions/{late.identifier}/update" in letter.body


@pytest.mark.usefixtures("late")
def test_one_letter_tells_of_everything(people):
    factories.action(due="2026-12-10", title="Train staff", state=State.PUBLISHED)
    found = {letter.person.pk: letter for letter in letters(today=TODAY)}
    letter = message(found[people[Role.CONTRIBUTOR].pk], root=ROOT)
    assert letter.subject == "Health equity register: 1 overdue, 1 due soon"
    assert (
        letter.body.index("Insulate homes") < letter.body.index("Due in the next 14 days") < letter.body.index("Train")
    )


def test_nothing_is_told_twice_within_a_week(late, people):
    post(list(letters(today=TODAY)), root=ROOT)
    assert told() == {}
    soon = factories.action(due="2026-11-30", state=State.PUBLISHED)
    assert told() == {person.email: [soon.identifier] for person in (people[Role.CONTRIBUTOR], people[Role.LEAD])}
    Reminder.objects.update(at=timezone.now() - timedelta(days=8))
    assert told()[people[Role.LEAD].email] == [late.identifier, soon.identifier]


def test_the_owner_alone_is_told_of_what_is_theirs():
    colleague = factories.person(Role.CONTRIBUTOR)
    mine = factories.action(due="2026-11-20", owner=str(colleague.pk), state=State.PUBLISHED)
    assert told() == {colleague.email: [mine.identifier]}


def test_what_is_far_off_or_done_is_not_told():
    factories.action(due="2026-12-11", state=State.PUBLISHED)
    done = factories.action(due="2026-11-20", state=State.PUBLISHED)
    Record.objects.filter(pk=done.pk).update(content={**done.content, "status": "done"})
    assert told() == {}


def test_another_organisation_is_not_told():
    factories.action(organisation="ORG-B", due="2026-11-20", state=State.PUBLISHED)
    assert told() == {}


@pytest.mark.usefixtures("late")
def test_a_closed_account_is_not_told(people):
    for person in people.values():
        person.is_active = False
        person.save()
    assert told() == {}


def test_no_record_and_no_trail_is_touched(late):
    before = (TrailEntry.objects.count(), Record.objects.get(pk=late.pk).version)
    post(list(letters(today=TODAY)), root=ROOT)
    assert (TrailEntry.objects.count(), Record.objects.get(pk=late.pk).version) == before


@pytest.mark.usefixtures("late")
def test_a_letter_that_cannot_be_sent_is_told_and_tried_again(monkeypatch):
    def fail(_self, _messages):
        raise ConnectionRefusedError("nobody listens")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", fail)
    failed = post(list(letters(today=TODAY)), root=ROOT)
    assert len(failed) == 2
    assert "could not be sent: nobody listens" in failed[0]
    assert len(told()) == 2
