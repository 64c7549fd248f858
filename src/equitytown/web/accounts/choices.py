"""What an account can be tied to: the register's organisations and workstreams."""

from equitytown.web.register.models import Record, State


def known(kind: str) -> dict[str, str]:
    """Give the references of a kind with their titles, in the titles' order; withdrawn ones are left out."""
    found = Record.objects.filter(kind=kind).exclude(state=State.WITHDRAWN).order_by("title", "identifier")
    return dict(found.values_list("identifier", "title"))
