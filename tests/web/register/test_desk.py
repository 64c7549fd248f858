"""What lies on a desk: what needs somebody, and nothing that their role never does."""

from datetime import timedelta

import pytest
from django.utils import timezone

from equitytown.web.accounts.roles import Role
from equitytown.web.register.desk import desk
from equitytown.web.register.models import State
from tests.web import factories

pytestmark = pytest.mark.usefixtures("town")


def piles(user):
    return {pile.title: [record.title for record in pile.records] for pile in desk(user).piles}


def test_it_works(people):
    now = timezone.localdate()
    factories.action(title="Late", due=str(now - timedelta(days=1)), state=State.PUBLISHED)
    factories.action(title="Soon", due=str(now + timedelta(days=3)), state=State.PUBLISHED)
    factories.action(title="Some day", state=State.PUBLISHED)
    factories.action(title="Written", by=people[Role.CONTRIBUTOR])
    found = piles(people[Role.CONTRIBUTOR])
    assert found == {
        "Overdue": ["Late"],
        "Due in the next 30 days": ["Soon"],
        "Also in your hands": ["Some day"],
        "Your drafts": ["Written"],
    }


def test_nobody_is_shown_a_pile_that_their_role_never_has(people):
    assert list(piles(people[Role.PUBLISHER])) == ["Ready to publish"]
    assert piles(people[Role.ADMINISTRATOR]) == {}
    assert "Also in your hands" not in piles(people[Role.EDITOR])


def test_what_is_empty_is_told_in_a_sentence(people):
    told = desk(people[Role.PUBLISHER])
    assert told.nothing == "Nothing is ready to publish."


def test_shelves_hold_what_somebody_may_read_and_the_rest_that_they_may_write_is_folded_away(people):
    told = desk(people[Role.EDITOR])
    held = {kind.slug for _, kinds in told.shelves for kind, _ in kinds}
    assert held == {"organisations", "workstreams"}
    assert "risks" in {kind.slug for kind in told.bare}
    assert [kind.slug for kind in told.adds] == ["actions", "progress", "case-studies"]
    assert desk(people[Role.PUBLISHER]).adds == ()
