"""The piles on a desk: for each role, the records that want the same thing done, the most urgent pile first."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from equitytown.terms.register import KINDS, MEASURES
from equitytown.web.accounts.models import User
from equitytown.web.accounts.roles import Role
from equitytown.web.register import rules
from equitytown.web.register.actions import today
from equitytown.web.register.filters import CLOSED
from equitytown.web.register.measures import measures
from equitytown.web.register.models import CONSENTED, Link, Publication, Record, Scope, State, TrailEntry, Update
from equitytown.web.register.packs.words import count_words, day_words
from equitytown.web.register.rules import Verb

SOON = timedelta(days=30)
CONSENT_SOON = timedelta(days=60)  # time enough to ask again
QUIET = timedelta(days=180)  # without a word for so long, little is going on
A_QUARTER = timedelta(days=92)
SETTLED = (State.APPROVED, State.PUBLISHED)
SHOWN = 10  # lines of a pile
TOLD = tuple(kind.slug for kind in KINDS.values() if kind.statuses)  # kinds of which updates tell how they stand


@dataclass(frozen=True, slots=True)
class Line:
    """One thing of a pile: what it is, a few words, and what to do with it in one step."""

    title: str
    address: str
    words: str = ""
    act: str = ""
    act_address: str = ""


@dataclass(frozen=True, slots=True)
class Pile:
    """What wants the same thing done; `nothing` is said where it is empty, `all` leads to the rest of a long one."""

    title: str
    nothing: str
    lines: tuple[Line, ...]
    count: int
    about: str = ""
    all: str = ""


def _pile(title: str, nothing: str, records: QuerySet[Record], act: str = "", **told: str) -> Pile:
    held = list(records.defer("words")[: SHOWN + 1])
    count = records.count() if len(held) > SHOWN else len(held)
    return Pile(title, nothing, tuple(line(record, act) for record in held[:SHOWN]), count, **told)


def line(record: Record, act: str = "", words: str = "") -> Line:
    """Write a record as a line; `act` is what its button says, and decides where it leads."""
    address = reverse("record", args=[record.kind, record.identifier])
    view, *verb = ACTS.get(act, ("record",))
    where = reverse(view, args=[record.kind, record.identifier, *verb]) if act else ""
    return Line(record.title, address, words or _words(record), act, where)


# What a button says: the page to which it leads, and the verb of that page; others lead to the record.
ACTS: Mapping[str, tuple[str, ...]] = {
    "Post an update": ("update",),
    "Look at it again": ("update",),
    "Mend it": ("edit",),
    "Publish": ("move", Verb.PUBLISH),
    "Publish it again": ("move", Verb.PUBLISH),
    "Withdraw it": ("move", Verb.WITHDRAW),
}


def _words(record: Record) -> str:
    told = [f"{record.of.singular[:1].upper()}{record.of.singular[1:]} {record.identifier}"]
    if record.status:
        told.append(record.status)
    if consent := record.content.get("consent"):
        told.append(f"consent {consent}")
    if record.due:
        days = (today() - record.due).days
        late = f", {count_words(days, 'day', 'days')} ago" if days > 0 else ""
        word = {"consent_until": "consent until", "review_on": "look again on"}.get(_day_field(record), "due")
        told.append(f"{word} {day_words(record.due)}{late}")
    return " · ".join(told)


def _day_field(record: Record) -> str:
    return next((name for name in ("due", "review_on", "consent_until") if record.content.get(name)), "")


def _awaited(user: User) -> QuerySet[Record]:
    """Give what somebody can tell of and is still awaited, first due first."""
    told = rules.allowed(user, Verb.UPDATE).filter(kind__in=TOLD)
    return told.exclude(content__status__in=CLOSED).order_by(F("due").asc(nulls_last=True), "title")


def _streams(records: QuerySet[Record], user: User) -> QuerySet[Record]:
    scoped = Scope.objects.filter(relation=Scope.Relation.STREAM, identifier__in=user.workstreams).values("record")
    return records.filter(pk__in=scoped)


# --- Everyone who writes


def approval(user: User) -> Pile:
    """What somebody else wrote and sent for approval."""
    waiting = rules.allowed(user, Verb.APPROVE).order_by("changed_at")
    return _pile("Waiting for you to approve", "Nothing waits for your approval.", waiting, "Look at it")


def returned(user: User) -> Pile:
    """Drafts of mine or my organisation's that were sent back, with the reason."""
    drafts = rules.allowed(user, Verb.CHANGE).filter(state=State.DRAFT)
    back = TrailEntry.objects.filter(verb=Verb.RETURN).values_list("kind", "identifier", "version", "reason")
    reasons = {(k, i, v): reason for k, i, v, reason in back.order_by("-number")[:500]}
    held = [
        r
        for r in drafts.defer("words")
        if (r.kind, r.identifier, r.version) in reasons
        and (user.pk in r.writers or (user.organisation and r.organisation == user.organisation))
    ]
    lines = [line(r, "Mend it", f"Sent back: {reasons[r.kind, r.identifier, r.version]}") for r in held[:SHOWN]]
    return Pile("Sent back to you", "Nothing was sent back to you.", tuple(lines), len(held))


def drafts(user: User) -> Pile:
    """Drafts that I wrote last."""
    mine = rules.allowed(user, Verb.CHANGE).filter(state=State.DRAFT, changed_by=user).order_by("-changed_at")
    return _pile("Your drafts", "You have no drafts.", mine)


# --- Contributors


def own_overdue(user: User) -> Pile:
    """What my organisation promised and is past its day."""
    late = _awaited(user).filter(organisation=user.organisation, due__lt=today())
    return _pile("Overdue", "Nothing of your organisation's is overdue.", late, "Post an update")


def own_soon(user: User) -> Pile:
    """What my organisation promised and falls due soon."""
    soon = _awaited(user).filter(organisation=user.organisation, due__range=(today(), today() + SOON))
    return _pile("Due in the next 30 days", "Nothing falls due in the next 30 days.", soon, "Post an update")


def own_rest(user: User) -> Pile:
    """My organisation's other open actions."""
    rest = _awaited(user).filter(kind="actions", organisation=user.organisation, state__in=SETTLED)
    rest = rest.filter(Q(due=None) | Q(due__gt=today() + SOON))
    title, nothing = "Your organisation's other actions", "Your organisation has no other open action."
    return _pile(title, nothing, rest, "Post an update")


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
    return _pile("Stories whose consent runs out", nothing, ending, "Mend it", about=about)


# --- Leads


def stream_overdue(user: User) -> Pile:
    """What is past its day in my workstreams."""
    late = _streams(_awaited(user), user).exclude(kind="risks").filter(due__lt=today())
    return _pile("Overdue in your workstreams", "Nothing in your workstreams is overdue.", late, "Post an update")


def stream_soon(user: User) -> Pile:
    """What falls due soon in my workstreams."""
    soon = _streams(_awaited(user), user).exclude(kind="risks").filter(due__range=(today(), today() + SOON))
    nothing = "Nothing in your workstreams falls due in the next 30 days."
    return _pile("Due in the next 30 days", nothing, soon, "Post an update")


def risks(user: User) -> Pile:
    """Risks of my workstreams that are to be looked at again by now."""
    held = _streams(_awaited(user), user).filter(kind="risks", due__lte=today())
    return _pile("Risks to look at again", "No risk is to be looked at again yet.", held, "Look at it again")


def next_steps(user: User) -> Pile:
    """Steps that my workstreams planned for this year or before, still open."""
    year = f"{today().year}/{(today().year + 1) % 100:02}"
    held = _streams(_awaited(user), user).filter(kind="next-steps")
    held = held.filter(Q(content__year="") | Q(content__year__lte=year))
    nothing = "No next step planned for this year or before is still open."
    return _pile("Next steps still open", nothing, held, "Post an update", all=reverse("records", args=["next-steps"]))


def gaps(user: User) -> Pile:
    """Gaps of my workstreams that no action of theirs answers."""
    found = _streams(rules.readable(user), user).exclude(state=State.WITHDRAWN)
    actions = found.filter(kind="actions").values_list("content__workstreams", "content__recommendations")
    answered = {(s, r) for streams, recommended in actions for s in streams or () for r in recommended or ()}
    wanted = [
        gap
        for gap in found.filter(kind="gaps").defer("words")
        if (gap.content.get("workstream"), gap.content.get("recommendation")) not in answered
    ]
    lines = [
        Line(
            gap.title,
            reverse("record", args=[gap.kind, gap.identifier]),
            f"Gap {gap.identifier}{f' · priority {p}' if (p := gap.content.get('priority')) else ''}",
            "Add an action",
            f"{reverse('new', args=['actions'])}?{urlencode(_of_gap(gap))}",
        )
        for gap in wanted[:SHOWN]
    ]
    return Pile("Gaps without an action", "Every gap has an action.", tuple(lines), len(wanted))


def _of_gap(gap: Record) -> dict[str, str]:
    asked = {"workstreams": gap.content.get("workstream"), "recommendations": gap.content.get("recommendation")}
    return {name: str(value) for name, value in asked.items() if value}


# --- Editors


def quiet(user: User) -> Pile:
    """Recommendations that no action answers and of which nobody told for half a year."""
    acted = Link.objects.filter(kind="recommendations", source__kind__in=("actions", "commitments", "programmes"))
    acted = acted.exclude(source__state=State.WITHDRAWN)
    told = Update.objects.filter(at__gte=timezone.now() - QUIET).values("record")
    held = rules.readable(user, KINDS["recommendations"]).exclude(content__status__in=CLOSED)
    held = held.exclude(state=State.WITHDRAWN).exclude(pk__in=told).exclude(identifier__in=acted.values("identifier"))
    return _pile(
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
    return Pile("Measures without a recommendation", nothing, tuple(lines), len(lacking))


def links(user: User) -> Pile:
    """Records that name something which is not there, or has been withdrawn."""
    there = Record.objects.filter(kind=OuterRef("kind"), identifier=OuterRef("identifier"))
    there = there.exclude(state=State.WITHDRAWN)
    broken = Link.objects.filter(
        ~Exists(there) & ~Q(kind=MEASURES) | Q(kind=MEASURES) & ~Q(identifier__in=list(measures()))
    )
    held = rules.readable(user).exclude(state=State.WITHDRAWN).filter(pk__in=broken.values("source"))
    about = "Each names something that has been withdrawn, or that is not there."
    return _pile("Links to mend", "No link leads to something withdrawn.", held.order_by("identifier"), about=about)


# --- Publishers


def consent_ended(user: User) -> Pile:
    """Published stories whose consent has ended: the public sees them no more, and their face is to be withdrawn."""
    ended = Publication.every.exclude(pk__in=Publication.objects.values("pk")).values("pk")
    held = rules.allowed(user, Verb.WITHDRAW).filter(pk__in=ended)
    about = "Their pages already answer that they are gone. Withdraw them, so that no face of them is kept."
    nothing = "No published story's consent has ended."
    return _pile("Stories whose consent has ended", nothing, held, "Withdraw it", about=about)


def approved(user: User) -> Pile:
    """What was approved by somebody else than its writers."""
    ready = rules.allowed(user, Verb.PUBLISH).filter(state=State.APPROVED).order_by("changed_at")
    return _pile("Ready to publish", "Nothing is ready to publish.", ready, "Publish")


def moved_on(user: User) -> Pile:
    """Published records of which an update has told since."""
    told = rules.allowed(user, Verb.PUBLISH).filter(state=State.PUBLISHED)
    told = told.exclude(publication__version=F("version")).order_by("changed_at")
    nothing = "No published record has moved on."
    about = "An update was posted after they were published; the public sees it once you publish them again."
    return _pile("Moved on since they were published", nothing, told, "Publish it again", about=about)


Make = Callable[[User], Pile]
PILES: Mapping[Role, Iterable[Make]] = {
    Role.CONTRIBUTOR: (own_overdue, returned, own_soon, own_consent, invitations, own_rest, drafts),
    Role.LEAD: (approval, stream_overdue, returned, risks, stream_soon, next_steps, gaps, drafts),
    Role.EDITOR: (approval, returned, links, drafts, quiet, unanswered),
    Role.PUBLISHER: (consent_ended, approved, moved_on),
}
