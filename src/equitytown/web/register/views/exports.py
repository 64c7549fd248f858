"""Files of what somebody may read: a list as it is narrowed, or everything."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from equitytown.terms.register import KINDS, Kind
from equitytown.web.context import town
from equitytown.web.register import rules
from equitytown.web.register.exchange.answers import CSV, as_book, as_csv, kept_words, working_about
from equitytown.web.register.exchange.sheets import MOST_ROWS, TooMany, known_to, working_sheet
from equitytown.web.register.filters import filtered
from equitytown.web.register.models import Record
from equitytown.web.register.views.finding import who


@login_required
@require_safe
def export(request: HttpRequest, kind: Kind, ending: str) -> HttpResponseBase:
    """Give the records of a list, narrowed and ordered as it is, as CSV or as a workbook."""
    found = filtered(request.user, kind, request.GET)
    narrowed = kept_words(
        (str(found.form.fields[name].label), str(value))
        for name, value in found.form.cleaned_data.items()
        if value and name != "order"
    )
    try:
        sheet = working_sheet(
            kind, list(found.records[: MOST_ROWS + 1]), known_to(request.user, [kind]), narrowed=narrowed
        )
    except TooMany as error:
        return _too_many(request, error)
    if ending == CSV:
        return as_csv(sheet)
    title = f"{town()['name']}: {kind.plural}"
    return as_book(working_about(title, who(request)), [sheet], kind.slug)


@login_required
@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """Give everything that somebody may read as one workbook, a sheet a kind."""
    user = who(request)
    held = list(rules.readable(user).order_by("kind", "identifier")[: MOST_ROWS + 1])
    if len(held) > MOST_ROWS:
        return _too_many(request, TooMany())
    by_kind: dict[str, list[Record]] = {}
    for record in held:
        by_kind.setdefault(record.kind, []).append(record)
    known = known_to(user, [KINDS[slug] for slug in by_kind])
    sheets = [working_sheet(kind, by_kind[slug], known) for slug, kind in KINDS.items() if slug in by_kind]
    return as_book(working_about(f"{town()['name']}: the register", user), sheets, "register")


def _too_many(request: HttpRequest, error: TooMany) -> HttpResponse:
    return render(request, "register/too_many.html", {"told": str(error)}, status=422)
