"""Files of what is published, for anyone: public fields alone."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from equitytown.terms.register import KINDS, Kind
from equitytown.web.context import town
from equitytown.web.register.exchange.answers import CSV, as_book, as_csv, public_about
from equitytown.web.register.exchange.sheets import MOST_ROWS, TooMany, known_to, public_sheet
from equitytown.web.register.models import Publication


@require_safe
def download(request: HttpRequest, kind: Kind, ending: str) -> HttpResponseBase:
    """Give what is published of one kind, as CSV or as a workbook."""
    order = [f"content__{name}" if name != kind.key else "record__identifier" for name in kind.order]
    faces = Publication.objects.filter(kind=kind.slug).order_by(*order, "record__identifier")
    try:
        sheet = public_sheet(kind, list(faces[: MOST_ROWS + 1]), known_to(None, [kind]))
    except TooMany as error:
        return _too_many(request, error)
    if ending == CSV:
        return as_csv(sheet)
    return as_book(public_about(f"{town()['name']}: {kind.plural}"), [sheet], kind.slug)


@require_safe
def everything(request: HttpRequest) -> HttpResponseBase:
    """Give everything that is published as one workbook, a sheet a kind."""
    held = list(Publication.objects.order_by("kind", "record__identifier")[: MOST_ROWS + 1])
    if len(held) > MOST_ROWS:
        return _too_many(request, TooMany())
    by_kind: dict[str, list[Publication]] = {}
    for face in held:
        by_kind.setdefault(face.kind, []).append(face)
    known = known_to(None, [KINDS[slug] for slug in by_kind])
    sheets = [public_sheet(kind, by_kind[slug], known) for slug, kind in KINDS.items() if slug in by_kind]
    return as_book(public_about(f"{town()['name']}: the published register"), sheets, "published-register")


def _too_many(request: HttpRequest, error: TooMany) -> HttpResponseBase:
    return render(request, "register/too_many.html", {"told": str(error)}, status=422)
