"""Taking a record to another state: submit, return, approve, publish, withdraw, discard."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from equitytown.terms.register import Kind
from equitytown.web.register import actions, rules
from equitytown.web.register.forms import ReasonForm
from equitytown.web.register.merging import Conflict
from equitytown.web.register.models import Record
from equitytown.web.register.packs.wording import advice_on
from equitytown.web.register.rules import Verb
from equitytown.web.register.views.finding import readable_or_404, who

DONE = {
    Verb.SUBMIT: "Sent for approval by somebody else.",
    Verb.RETURN: "Sent back to its writers, as a draft.",
    Verb.APPROVE: "Approved. A publisher can publish it now.",
    Verb.PUBLISH: "Published. Anyone can read it.",
    Verb.WITHDRAW: "Withdrawn. Nobody can read its public face any more.",
    Verb.DISCARD: "Discarded.",
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, kind: Kind, identifier: str, verb: str) -> HttpResponse:
    """Ask before it is done: what will happen, and why where a reason is kept."""
    record = readable_or_404(request, kind, identifier)
    if verb not in {done.value for done in DONE} or not rules.may(request.user, Verb(verb), record):
        raise Http404
    wanted = Verb(verb)
    form = ReasonForm(request.POST or None, initial={"version": record.version})
    form.fields["reason"].required = wanted in rules.NEEDS_REASON
    if request.method == "POST" and form.is_valid():
        try:
            return _done(request, record, wanted, form)
        except Conflict:
            form.add_error(None, "Somebody changed it after you opened this page. Look at it again first.")
        except actions.Refused as refused:
            for name, sentence in refused.faults.items():
                form.add_error(name if name in form.fields else None, sentence)
    context = {
        "kind": kind,
        "record": record,
        "form": form,
        "verb": wanted,
        "needs_reason": wanted in rules.NEEDS_REASON,
        "own_words": who(request).pk in record.writers,
        "may_change": rules.may(request.user, Verb.CHANGE, record),
        "advice": advice_on(record) if wanted in {Verb.SUBMIT, Verb.APPROVE} else (),
    }
    return render(request, "register/move.html", context, status=422 if form.errors else 200)


def _done(request: HttpRequest, record: Record, verb: Verb, form: ReasonForm) -> HttpResponse:
    actions.move(who(request), record, verb, version=form.cleaned_data["version"], reason=form.cleaned_data["reason"])
    messages.success(request, DONE[verb])
    return redirect("record", record.of, record.identifier)
