"""The piles of editors: what the register as a whole lacks."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from equitytown.terms.register import KINDS, MEASURES
from equitytown.web.accounts.models import User
from equitytown.web.register import rules
from equitytown.web.register.filters import CLOSED
from equitytown.web.register.measures import measures
from equitytown.web.register.models import Link, Record, State, Update
from equitytown.web.register.piles.pile import SHOWN, Line, Pile, pile

QUIET = timedelta(days=180)  # without a word for so long, little is going on


def quiet(user: User) -> Pile:
    """Recommendations that no action answers and of which nobody told for half a year."""
    acted = Link.objects.filter(kind="recommendations", source__kind__in=("actions", "commitments", "programmes"))
    acted = acted.exclude(source__state=State.WITHDRAWN)
    told = Update.objects.filter(at__gte=timezone.now() - QUIET).values("record")
    held = rules.readable(user, KINDS["recommendations"]).exclude(content__status__in=CLOSED)
    held = held.exclude(state=State.WITHDRAWN).exclude(pk__in=told).exclude(identifier__in=acted.values("identifier"))
    return pile(
        "Recommendations with little activity",
        "Every recommendation has an action, or was told of in the last six months.",
        held.order_by("identifier"),
        about="No action, commitment or programme answers them, and nobody has posted an update for six months.",
        all=reverse("records", args=["recommendations"]),
    )


def unanswered(user: User) -> Pile:
    """Measures that no recommendation is meant to change."""
    of = Link.objects.filter(kind=MEASURES, source__in=rules.readable(user, KINDS["recommendations"]))
    named = set(of.exclude(source__state=State.WITHDRAWN).values_list("identifier", flat=True))
    lacking = [measure for name, measure in measures().items() if name not in named]
    lines = [Line(measure.name, reverse("reader:measure", args=[measure.indicator_id])) for measure in lacking[:SHOWN]]
    nothing = "Every measure has a recommendation."
    return Pile("Measures without a recommendation", nothing, tuple(lines), len(lacking), all=reverse("matrix"))


def links(user: User) -> Pile:
    """Records that name something which is not there, or has been withdrawn."""
    there = Record.objects.filter(kind=OuterRef("kind"), identifier=OuterRef("identifier"))
    there = there.exclude(state=State.WITHDRAWN)
    broken = Link.objects.filter(
        ~Exists(there) & ~Q(kind=MEASURES) | Q(kind=MEASURES) & ~Q(identifier__in=list(measures()))
    )
    held = rules.readable(user).exclude(state=State.WITHDRAWN).filter(pk__in=broken.values("source"))
    about = "Each names something that has been withdrawn, or that is not there."
    return pile("Links to mend", "No link leads to something withdrawn.", held.order_by("identifier"), about=about)
