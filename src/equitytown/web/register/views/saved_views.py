"""Saved views: keep the list that is shown, rename it, delete it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from equitytown.errors import InputError
from equitytown.terms.register import Kind
from equitytown.web.register.models import SavedView
from equitytown.web.register.saved import LONGEST_QUERY, rename_view, save_view, views_of
from equitytown.web.register.views.finding import who


@login_required
@require_safe
def views(request: HttpRequest) -> HttpResponse:
    """Show somebody's saved views, each to be renamed or deleted."""
    return render(request, "register/views.html", {"views": views_of(who(request))})


@login_required
@require_POST
def save(request: HttpRequest, kind: Kind) -> HttpResponse:
    """Keep the list as it is narrowed."""
    query = request.POST.get("query", "")[:LONGEST_QUERY]
    try:
        made = save_view(who(request), kind, request.POST.get("name", ""), query)
    except InputError as error:
        messages.error(request, f"Not saved. {error}")
        return redirect(f"{reverse('records', args=[kind])}?{QueryDict(query).urlencode()}")
    messages.success(request, f"Saved as “{made.name}”. It stands on your desk and above this list.")
    return redirect(f"{reverse('records', args=[kind])}?{made.query}")


@login_required
@require_POST
def rename(request: HttpRequest, number: int) -> HttpResponse:
    """Give a saved view another name."""
    try:
        rename_view(_own_or_404(request, number), request.POST.get("name", ""))
    except InputError as error:
        messages.error(request, f"Not renamed. {error}")
    else:
        messages.success(request, "Renamed.")
    return redirect("views")


@login_required
@require_POST
def delete(request: HttpRequest, number: int) -> HttpResponse:
    """Delete a saved view; the records it showed stay."""
    _own_or_404(request, number).delete()
    messages.success(request, "Deleted. The records it showed are as they were.")
    return redirect("views")


def _own_or_404(request: HttpRequest, number: int) -> SavedView:
    """Give a saved view of this person's. Another's is not there."""
    found = SavedView.objects.filter(pk=number, owner=who(request)).first()
    if found is None:
        raise Http404
    return found
