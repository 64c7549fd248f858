"""A list of one kind: filtered, searched, sorted, a page at a time."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from equitytown.terms.register import Kind
from equitytown.web.register import rules
from equitytown.web.register.filters import filtered
from equitytown.web.register.listing import Section, sections
from equitytown.web.register.saved import views_of
from equitytown.web.register.views.finding import who

A_PAGE = 50  # records


@login_required
@require_safe
def listed(request: HttpRequest, kind: Kind) -> HttpResponse:
    """Show the records of a kind that this person may read."""
    found = filtered(request.user, kind, request.GET)
    page = Paginator(found.records, A_PAGE).get_page(request.GET.get("page"))
    user = who(request)
    may_write = rules.may_write(user, kind)
    told = {
        "kind": kind,
        "found": found,
        "page": page,
        "sections": (Section("", tuple(page)),) if found.sorted else sections(kind, page, user=user),
        "may_write": may_write,
        "may_take_in": may_write and rules.role_of(user) in rules.TAKE_IN,
        "views": views_of(user, kind),
    }
    return render(request, "register/list.html", told)
