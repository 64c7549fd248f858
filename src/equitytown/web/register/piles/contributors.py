"""The piles of contributors: what their own organisation is to do and to tell."""

from datetime import timedelta
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from equitytown.web.accounts.models import User
from equitytown.web.register import rules
from equitytown.web.register.actions import today
from equitytown.web.register.models import CONSENTED, Scope, State
from equitytown.web.register.piles.pile import SETTLED, SHOWN, SOON, Line, Pile, awaited, pile
from equitytown.web.register.rules import Verb

A_QUARTER = timedelta(days=92)
CONSENT_SOON = timedelta(days=60)  # time enough to ask again


def own_overdue(user: User) -> Pile:
    """What my organisation promised and is past its day."""
    late = awaited(user).filter(organisation=user.organisation, due__lt=today())
    return pile("Overdue", "Nothing of your organisation's is overdue.", late, "Post an update")


def own_soon(user: User) -> Pile:
    """What my organisation promised and falls due soon."""
    soon = awaited(user).filter(organisation=user.organisation, due__range=(today(), today() + SOON))
    return pile("Due in the next 30 days", "Nothing falls due in the next 30 days.", soon, "Post an update")


def own_rest(user: User) -> Pile:
    """My organisation's other open actions."""
    rest = awaited(user).filter(kind="actions", organisation=user.organisation, state__in=SETTLED)
    rest = rest.filter(Q(due=None) | Q(due__gt=today() + SOON))
    title, nothing = "Your organisation's other actions", "Your organisation has no other open action."
    return pile(title, nothing, rest, "Post an update")


def invitations(user: User) -> Pile:
    """Workstreams in which my organisation takes part and of which it told no progress this quarter."""
    own = user.organisation
    scoped = Scope.objects.filter(relation=Scope.Relation.PARTNER, identifier=own).values("record")
    streams = rules.readable(user).filter(kind="workstreams").filter(Q(organisation=own) | Q(pk__in=scoped))
    told = rules.readable(user).filter(kind="progress", organisation=own, changed_at__gte=timezone.now() - A_QUARTER)
    done = set(told.values_list("content__workstream", flat=True))
    wanted = [stream for stream in streams.defer("words") if stream.identifier not in done]
    lines = [
        Line(
            stream.title,
            reverse("record", args=[stream.kind, stream.identifier]),
            "Your organisation has told nothing of it for three months.",
            "Add progress",
            f"{reverse('new', args=['progress'])}?{urlencode({'workstream': stream.identifier, 'organisation': own})}",
        )
        for stream in wanted[:SHOWN]
    ]
    nothing = "No workstream of yours waits to hear of progress."
    return Pile("Tell what was done", nothing, tuple(lines), len(wanted))


def own_consent(user: User) -> Pile:
    """My organisation's stories whose consent has run out or soon will."""
    stories = rules.allowed(user, Verb.CHANGE).filter(kind=CONSENTED, organisation=user.organisation)
    ending = stories.filter(due__lte=today() + CONSENT_SOON).exclude(state=State.WITHDRAWN).order_by("due")
    about = "Ask the people described whether they still agree; from the day it ends nobody can read the story."
    nothing = "No story's consent runs out in the next 60 days."
    return pile("Stories whose consent runs out", nothing, ending, "Mend it", about=about)
