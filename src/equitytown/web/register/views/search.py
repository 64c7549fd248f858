"""One search over every kind."""

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from equitytown.web.register import rules
from equitytown.web.register.links_in import by_kind

MOST = 100  # records found that are shown


@login_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find records by words, kind by kind."""
    words = request.GET.get("q", "")[:100].strip()
    found = rules.readable(request.user)
    for word in words.lower().split():
        found = found.filter(Q(words__contains=word))
    held = list(found.order_by("-changed_at")[: MOST + 1]) if words else []
    told = {"q": words, "groups": by_kind(None, held[:MOST]), "count": min(len(held), MOST), "more": len(held) > MOST}
    return render(request, "register/search.html", told)
