"""Pages over the whole register: what is tied to what, and how far partners take part."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from equitytown.web.register.composing.engaging import partners as partners_of
from equitytown.web.register.composing.matrix import matrix as matrix_of
from equitytown.web.register.views.finding import who


@login_required
@require_safe
def matrix(request: HttpRequest) -> HttpResponse:
    """Show recommendations by workstreams, and what is tied to nothing, of what this person may read."""
    return render(request, "register/matrix.html", matrix_of(who(request)))


@login_required
@require_safe
def partners(request: HttpRequest) -> HttpResponse:
    """Show who the partners are and how far they take part, by what this person may read."""
    return render(request, "register/partners.html", partners_of(who(request)))
