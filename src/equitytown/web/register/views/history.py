"""The history of a record: every change, by whom and why, with what it said before and after."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from equitytown.terms.register import Kind
from equitytown.web.register.changes import change_of
from equitytown.web.register.models import TrailEntry
from equitytown.web.register.views.finding import readable_or_404, who

A_PAGE = 20  # changes


@login_required
@require_safe
def history(request: HttpRequest, kind: Kind, identifier: str) -> HttpResponse:
    """Show what was changed, newest first."""
    record = readable_or_404(request, kind, identifier)
    entries = TrailEntry.objects.filter(kind=kind.slug, identifier=identifier).order_by("-number")
    page = Paginator(entries, A_PAGE).get_page(request.GET.get("page"))
    told = {
        "kind": kind,
        "record": record,
        "page": page,
        "changes": [change_of(kind, entry, user=who(request)) for entry in page],
    }
    return render(request, "register/history.html", told)
