"""Taking a file in: hand it in, see every change, apply exactly those."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from equitytown.terms.register import Kind
from equitytown.web.accounts.models import User
from equitytown.web.register import rules
from equitytown.web.register.exchange import keeping
from equitytown.web.register.exchange.answers import saved_book
from equitytown.web.register.exchange.faults import Faulty
from equitytown.web.register.exchange.previewing import previews
from equitytown.web.register.exchange.reading import MOST_BYTES, read_handed
from equitytown.web.register.exchange.template import write_template
from equitytown.web.register.models import TakeIn
from equitytown.web.register.views.finding import who

A_PAGE = 100  # rows of a preview
SHOWN_FAULTS = 500
GONE = "That file was applied, replaced or kept for an hour already. Hand it in again to see what it would change now."


class FileForm(forms.Form):
    """The file to take in."""

    file = forms.FileField(
        label="Excel or CSV file",
        help_text="At most 5 MB and 2,000 rows. Nothing is changed before you have seen it.",
        widget=forms.FileInput({"accept": ".xlsx,.csv"}),
        error_messages={
            "required": "Choose a file of at most 5 MB.",
            "empty": "The file is empty. Choose another.",
            "max_length": "The file's name is too long. Give it a shorter one.",
        },
        max_length=120,
    )

    def clean_file(self) -> Any:  # Django's uploaded file
        """Refuse what is too large before it is read."""
        found = self.cleaned_data["file"]
        if found.size > MOST_BYTES:
            raise forms.ValidationError("Choose a file of at most 5 MB.")
        return found


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: HttpRequest, kind: Kind) -> HttpResponse:
    """Ask for a file; show what it would change, or every fault in it."""
    user = _writer_or_404(request, kind)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if request.method == "POST" and form.is_valid():
        handed = form.cleaned_data["file"]
        try:
            held = keeping.keep(user, kind, read_handed(handed.name, handed.read(), kind))
        except Faulty as faulty:
            return _faults(request, kind, FileForm(), faulty, handed.name)
        return redirect("preview", kind, held.pk)
    return render(request, "register/take_in.html", {"kind": kind, "form": form}, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, kind: Kind, number: int) -> HttpResponse:
    """Show every change that a file would make; apply them if asked to."""
    user = _writer_or_404(request, kind)
    held = keeping.kept(user, kind, number)
    if held is None:
        messages.info(request, GONE)
        return redirect("take-in", kind)
    if request.method == "POST":
        return _apply(request, kind, held)
    planned = sorted(held.planned, key=lambda row: (not row["identifier"], row["row"]))  # what is changed comes first
    page = Paginator(planned, A_PAGE).get_page(request.GET.get("page"))
    made = sum(not row["identifier"] for row in planned)
    context = {
        "kind": kind,
        "held": held,
        "page": page,
        "rows": previews(kind, list(page.object_list), user),
        "made": made,
        "changed": len(planned) - made,
    }
    return render(request, "register/preview.html", context)


@login_required
@require_safe
def template(request: HttpRequest, kind: Kind) -> HttpResponse:
    """Give a workbook to fill in."""
    return saved_book(write_template(kind, _writer_or_404(request, kind)), f"{kind.slug}-to-fill-in")


def _writer_or_404(request: HttpRequest, kind: Kind) -> User:
    user = who(request)
    if rules.role_of(user) not in rules.TAKE_IN or not rules.may_write(user, kind):
        raise Http404
    return user


def _apply(request: HttpRequest, kind: Kind, held: TakeIn) -> HttpResponse:
    try:
        count = keeping.apply(held)
    except keeping.Stale:
        return _again(request, kind, held)
    what = "1 record was" if count == 1 else f"{count:,} records were"
    messages.success(request, f"Done: {what} made or changed. They are drafts until they are approved and published.")
    return redirect("records", kind)


def _again(request: HttpRequest, kind: Kind, held: TakeIn) -> HttpResponse:
    """Show what the file would change now, or what is wrong with it now."""
    try:
        fresh = keeping.again(held)
    except Faulty as faulty:
        return _faults(request, kind, FileForm(), faulty, held.name)
    messages.warning(
        request,
        "Nothing was applied: somebody changed a record after you saw this page. This is what would change now.",
    )
    return redirect("preview", kind, fresh.pk)


def _faults(request: HttpRequest, kind: Kind, form: FileForm, faulty: Faulty, name: str) -> HttpResponse:
    faults = faulty.faults
    context = {
        "kind": kind,
        "form": form,
        "name": name,
        "faults": faults[:SHOWN_FAULTS],
        "count": len(faults),
        "more": max(0, len(faults) - SHOWN_FAULTS),
    }
    return render(request, "register/take_in.html", context, status=422)
