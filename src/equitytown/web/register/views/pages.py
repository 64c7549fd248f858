"""The page of one record, as those who work on it see it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from equitytown.terms.register import Kind
from equitytown.web.register import rules
from equitytown.web.register.composed import extras
from equitytown.web.register.links_in import parts_of
from equitytown.web.register.models import UNSETTLED
from equitytown.web.register.packs.leading import pack_of
from equitytown.web.register.packs.wording import advice_on
from equitytown.web.register.rules import Verb
from equitytown.web.register.shown import told
from equitytown.web.register.views.finding import readable_or_404, who


@login_required
@require_safe
def page(request: HttpRequest, kind: Kind, identifier: str) -> HttpResponse:
    """Show what a record tells, what links to it, how it stands, and what this person can do with it."""
    record = readable_or_404(request, kind, identifier)
    user = who(request)
    extra = extras(record, user=user)
    context = {
        "kind": kind,
        "record": record,
        "identifier": identifier,
        "told": [fact for fact in told(kind, record.content, user=user) if fact.name not in extra["elsewhere"]],
        "parts": parts_of(record, rules.readable(user)),
        "updates": record.updates.select_related("author")[:20],
        "verbs": [verb.value for verb in Verb if verb is not Verb.READ and rules.may(user, verb, record)],
        "own_words": user.pk in record.writers,
        "advice": advice_on(record) if record.state in UNSETTLED else (),
        **pack_of(record),
        **extra,
    }
    return render(request, "register/record.html", context)
