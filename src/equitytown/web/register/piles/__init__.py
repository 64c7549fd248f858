"""The piles on a desk: for each role, the records that want the same thing done, the most urgent pile first."""

from collections.abc import Callable, Iterable, Mapping

from equitytown.web.accounts.models import User
from equitytown.web.accounts.roles import Role
from equitytown.web.register.piles import contributors, editors, everyone, leads, publishers
from equitytown.web.register.piles.pile import SHOWN, Line, Pile

__all__ = ["PILES", "SHOWN", "Line", "Pile"]

Make = Callable[[User], Pile]
PILES: Mapping[Role, Iterable[Make]] = {
    Role.CONTRIBUTOR: (
        contributors.own_overdue,
        everyone.returned,
        contributors.own_soon,
        contributors.own_consent,
        contributors.invitations,
        contributors.own_rest,
        everyone.drafts,
    ),
    Role.LEAD: (
        everyone.approval,
        leads.stream_overdue,
        everyone.returned,
        leads.risks,
        leads.stream_soon,
        leads.next_steps,
        leads.gaps,
        everyone.drafts,
    ),
    Role.EDITOR: (
        everyone.approval,
        everyone.returned,
        editors.links,
        everyone.drafts,
        editors.quiet,
        editors.unanswered,
    ),
    Role.PUBLISHER: (publishers.consent_ended, publishers.approved, publishers.moved_on),
}
