"""Telling how a record stands."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from equitytown.terms.register import Kind
from equitytown.web.register import rules
from equitytown.web.register.actions import Refused, post_update
from equitytown.web.register.forms import UpdateForm
from equitytown.web.register.views.finding import readable_or_404, who

POSTED = "Your update is posted."
POSTED_AGAIN = f"{POSTED} Anyone can read it once a publisher publishes this again."


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def update(request: HttpRequest, kind: Kind, identifier: str) -> HttpResponse:
    """Post an update: a sentence and a status, on one short page."""
    record = readable_or_404(request, kind, identifier)
    if not rules.may(request.user, rules.Verb.UPDATE, record):
        raise Http404
    form = UpdateForm(request.POST or None, record=record)
    if request.method == "POST" and form.is_valid():
        try:
            post_update(who(request), record, status=form.cleaned_data["status"], text=form.cleaned_data["text"])
        except Refused as refused:
            for name, sentence in refused.faults.items():
                form.add_error(name, sentence)
        else:
            messages.success(request, POSTED_AGAIN if record.is_public else POSTED)
            return redirect("record", kind, identifier)
    context = {"kind": kind, "record": record, "form": form, "updates": record.updates.select_related("author")[:3]}
    return render(request, "register/update.html", context, status=422 if form.errors else 200)
