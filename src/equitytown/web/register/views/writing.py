"""Making a record and changing one."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from equitytown.terms.register import KINDS, Field, Kind
from equitytown.terms.register.cells import Plain, to_plain
from equitytown.web.accounts.models import User
from equitytown.web.register import rules
from equitytown.web.register.actions import NotAllowed, Refused, change, content_at, create
from equitytown.web.register.forms import RecordForm
from equitytown.web.register.merging import Conflict
from equitytown.web.register.models import Record
from equitytown.web.register.names import seen
from equitytown.web.register.packs.wording import advice_on
from equitytown.web.register.shown import written
from equitytown.web.register.templatetags.register import with_article
from equitytown.web.register.views.finding import readable_or_404, who


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, kind: Kind) -> HttpResponse:
    """Make a draft."""
    user = who(request)
    if not rules.may_write(user, kind):
        raise Http404
    content = to_plain(kind, kind.record()) | _own(user, kind) | _asked(request, kind)
    form = RecordForm(request.POST or None, kind=kind, user=user, content=content, initial={"version": 0})
    if request.method == "POST" and form.is_valid():
        try:
            record = create(user, kind, form.plain())
        except Refused as refused:
            _tell(form, refused)
        except NotAllowed:
            form.add_error(
                None,
                f"You can only write {with_article(kind.singular)} of your own organisation or workstream. "
                "Choose one of yours.",
            )
        else:
            messages.success(request, f"Saved as a draft: {record.title}.")
            return redirect(_after(request, record))
    return render(request, "register/edit.html", {"kind": kind, "form": form}, status=422 if form.errors else 200)


def _after(request: HttpRequest, record: Record) -> str:
    """Say where to go once a record was made: to the next of its kind if asked, to what it is part of, or to itself."""
    kind = record.of
    whole = str(record.content.get(kind.parent) or "") if kind.parent else ""
    if request.POST.get("another") and whole:
        return f"{reverse('new', args=[kind])}?{urlencode({kind.parent: whole})}"
    if whole and rules.readable(request.user, KINDS[kind.by_name[kind.parent].to]).filter(identifier=whole).exists():
        return reverse("record", args=[kind.by_name[kind.parent].to, whole])
    return reverse("record", args=[kind, record.identifier])


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, kind: Kind, identifier: str) -> HttpResponse:
    """Change a record; where somebody else changed the same words meanwhile, show both."""
    user, record = who(request), readable_or_404(request, kind, identifier)
    if not rules.may(user, rules.Verb.CHANGE, record):
        raise Http404
    before = record.version
    form = RecordForm(
        request.POST or None, kind=kind, user=user, content=_base(request, record), initial={"version": record.version}
    )
    context: dict[str, Any] = {
        "kind": kind,
        "record": record,
        "form": form,
        "advice": advice_on(record),
    }  # as the template reads it
    if request.method == "POST" and form.is_valid():
        try:
            changed = change(
                user,
                record,
                form.plain(),
                version=form.cleaned_data["version"],
                reason=form.cleaned_data.get("reason", ""),
            )
        except Refused as refused:
            _tell(form, refused)
        except NotAllowed:
            form.add_error(None, "You cannot hand this to an organisation or workstream that is not yours.")
        except Conflict as conflict:
            return _both(request, record, conflict)
        else:
            messages.success(request, saved_words(changed, since=before))
            return redirect("record", kind, identifier)
    return render(request, "register/edit.html", context, status=422 if form.errors else 200)


def saved_words(changed: Record, *, since: int) -> str:
    """Say what became of a form that was sent: nothing, where it said what the record said already."""
    if changed.version == since:
        return f"Nothing was changed: {changed.title}."
    return f"Saved: {changed.title}. It is a draft until it is approved and published."


def _base(request: HttpRequest, record: Record) -> dict[str, Plain]:
    """Give the content that the form began with, so that what it does not ask for is no change of the writer's."""
    version = request.POST.get("version", "")
    if version.isascii() and version.isdigit() and len(version) < LONGEST_VERSION and int(version) != record.version:
        return content_at(record, int(version)) or record.content
    return dict(record.content)


LONGEST_VERSION = 9  # digits


def _both(request: HttpRequest, record: Record, conflict: Conflict) -> HttpResponse:
    """Show both texts of each field that both changed; the form holds yours, and saves only if you say so."""
    kind = record.of
    record.refresh_from_db()
    held = {**conflict.merged, "version": conflict.version}
    again = RecordForm(kind=kind, user=who(request), content=record.content, initial=held)
    again.fields["version"].initial = conflict.version
    both = [(kind.by_name[name], theirs, mine) for name, (theirs, mine) in conflict.fields.items()]
    told = [
        {"label": f.label, "theirs": _words(who(request), f, theirs), "mine": _words(who(request), f, mine)}
        for f, theirs, mine in both
    ]
    return render(
        request, "register/conflict.html", {"kind": kind, "record": record, "form": again, "both": told}, status=409
    )


def _words(user: User, field: Field, value: Plain) -> str:
    if field.links:
        return ", ".join(seen(user, field, value)) or "Nothing"
    if isinstance(value, list):
        return ", ".join(value) or "Nothing"
    return "Nothing" if value in (None, "") else written(field, value)


def _own(user: User, kind: Kind) -> dict[str, Plain]:
    """Give what a new record of somebody's begins with: their own organisation."""
    return {kind.owner: user.organisation} if kind.owner and user.organisation else {}


def _asked(request: HttpRequest, kind: Kind) -> dict[str, Plain]:
    """Give what a link to this form already said, such as the workstream it came from."""
    found: dict[str, Plain] = {}
    for field in kind.fields:
        value = request.GET.get(field.name, "")[:60] if field.links or field.choices else ""
        if value:
            found[field.name] = [value] if field.many else value
    return found


def _tell(form: RecordForm, refused: Refused) -> None:
    """Show what is wrong at its field, or above the form where it does not ask for it."""
    for name, sentence in refused.faults.items():
        form.add_error(name if name in form.fields else None, sentence)
