"""The home page of whoever is signed in: what needs them now, what is overdue, what changed."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from equitytown.web.register.desk import desk
from equitytown.web.register.lately import SESSION, since
from equitytown.web.register.views.finding import who


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show somebody's desk, and what others changed since they last looked before this session."""
    user = who(request)
    moment = since(user, request.session.get(SESSION))
    request.session.setdefault(SESSION, moment.isoformat())
    return render(request, "register/home.html", {"desk": desk(user, moment)})
