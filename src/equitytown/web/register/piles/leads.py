"""The piles of workstream leads: their workstreams and no others."""

from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from equitytown.web.accounts.models import User
from equitytown.web.register import rules
from equitytown.web.register.actions import today
from equitytown.web.register.models import Record, State
from equitytown.web.register.piles.pile import SHOWN, SOON, Line, Pile, awaited, of_streams, pile


def stream_overdue(user: User) -> Pile:
    """What is past its day in my workstreams."""
    late = of_streams(awaited(user), user).exclude(kind="risks").filter(due__lt=today())
    return pile("Overdue in your workstreams", "Nothing in your workstreams is overdue.", late, "Post an update")


def stream_soon(user: User) -> Pile:
    """What falls due soon in my workstreams."""
    soon = of_streams(awaited(user), user).exclude(kind="risks").filter(due__range=(today(), today() + SOON))
    nothing = "Nothing in your workstreams falls due in the next 30 days."
    return pile("Due in the next 30 days", nothing, soon, "Post an update")


def risks(user: User) -> Pile:
    """Risks of my workstreams that are to be looked at again by now."""
    held = of_streams(awaited(user), user).filter(kind="risks", due__lte=today())
    return pile("Risks to look at again", "No risk is to be looked at again yet.", held, "Look at it again")


def next_steps(user: User) -> Pile:
    """Steps that my workstreams planned for this year or before, still open."""
    year = f"{today().year}/{(today().year + 1) % 100:02}"
    held = of_streams(awaited(user), user).filter(kind="next-steps")
    held = held.filter(Q(content__year="") | Q(content__year__lte=year))
    nothing = "No next step planned for this year or before is still open."
    return pile("Next steps still open", nothing, held, "Post an update", all=reverse("records", args=["next-steps"]))


def gaps(user: User) -> Pile:
    """Gaps of my workstreams that no action of theirs answers."""
    found = of_streams(rules.readable(user), user).exclude(state=State.WITHDRAWN)
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
