"""Setting the areas of work of one recommendation, from the matrix."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from equitytown.terms.register import KINDS
from equitytown.web.register import rules
from equitytown.web.register.actions import Refused, change, content_at
from equitytown.web.register.forms import RecordForm
from equitytown.web.register.merging import Conflict
from equitytown.web.register.views.finding import readable_or_404, who
from equitytown.web.register.views.writing import saved_words

RECOMMENDATIONS = KINDS["recommendations"]
FIXED = tuple(field.name for field in RECOMMENDATIONS.fields if field.name != "workstreams")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, identifier: str) -> HttpResponse:
    """Ask for the workstreams of a recommendation and nothing else."""
    user, record = who(request), readable_or_404(request, RECOMMENDATIONS, identifier)
    if not rules.may(user, rules.Verb.CHANGE, record):
        raise Http404
    form = RecordForm(
        request.POST or None,
        kind=RECOMMENDATIONS,
        user=user,
        content=record.content,
        fixed=FIXED,
        initial={"version": record.version},
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        base = content_at(record, told["version"]) or record.content
        wanted = {**base, "workstreams": told["workstreams"]}
        try:
            changed = change(user, record, wanted, version=told["version"], reason=told.get("reason", ""))
        except Conflict:
            form.add_error(None, "Somebody else set its areas of work after you opened this page. Open it again.")
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, saved_words(changed, since=record.version))
            return redirect("matrix")
    return render(request, "register/link.html", {"record": record, "form": form}, status=422 if form.errors else 200)
