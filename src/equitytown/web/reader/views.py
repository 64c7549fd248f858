"""The readers' pages: the current edition, and the public face of the register. None needs an account."""

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from equitytown.publish.server import OTHER, TYPES
from equitytown.terms.register import KINDS, Group, Kind
from equitytown.web.reader.edition import file_of_edition
from equitytown.web.reader.telling import tally
from equitytown.web.register.composed import extras
from equitytown.web.register.composing.engaging import partners as partners_of
from equitytown.web.register.composing.matrix import matrix as matrix_of
from equitytown.web.register.composing.measures import measure as measure_work
from equitytown.web.register.links_in import public_parts_of, public_parts_of_measure
from equitytown.web.register.listing import CARDS, sections
from equitytown.web.register.measures import edition_folder, findings, measures
from equitytown.web.register.models import Publication
from equitytown.web.register.shown import told

A_PAGE = 100  # records
MOST = 100  # records found that are shown
LATELY = 5  # records published last that the front page names
FIXED = ("organisations", "principles", "workstreams")  # kinds that are no news


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Show the way to the report and the register."""
    published = Publication.objects.select_related("record")
    told = {
        "edition": edition_folder(),
        "count": published.count(),
        "streams": published.filter(kind="workstreams").order_by("title"),
        "asked": tally(KINDS["recommendations"]),
        "lately": published.exclude(kind__in=FIXED).order_by("-published_at", "-pk")[:LATELY],
    }
    return render(request, "reader/front.html", told)


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Tell how to read, and whom to ask."""
    return render(request, "reader/help.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """State how accessible these pages are."""
    return render(request, "reader/accessibility.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Tell what is kept of whom."""
    return render(request, "reader/privacy.html")


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Show the shelves of what is published, or what a search finds there."""
    words = request.GET.get("q", "")[:100].strip()
    counts = dict(Publication.objects.values_list("kind").annotate(Count("pk")))
    shelves = [(g, [(k, counts[k.slug]) for k in KINDS.values() if k.group is g and k.slug in counts]) for g in Group]
    context = {
        "q": words,
        "shelves": [shelf for shelf in shelves if shelf[1]],
        "groups": _found(words) if words else [],
    }
    return render(request, "reader/register.html", context)


def _found(words: str) -> list[tuple[Kind, list[Publication]]]:
    faces = Publication.objects.select_related("record").filter(
        Q(*[Q(words__contains=word) for word in words.lower().split()])
    )
    groups: dict[str, list[Publication]] = {}
    for face in faces.order_by("title")[:MOST]:
        groups.setdefault(face.kind, []).append(face)
    return [(kind, groups[slug]) for slug, kind in KINDS.items() if slug in groups]


@require_safe
def listed(request: HttpRequest, kind: Kind) -> HttpResponse:
    """Show what is published of one kind."""
    faces = Publication.objects.select_related("record").filter(kind=kind.slug)
    order = [f"content__{name}" if name != kind.key else "record__identifier" for name in kind.order]
    page = Paginator(faces.order_by(*order, "record__identifier"), A_PAGE).get_page(request.GET.get("page"))
    told = {
        "kind": kind,
        "page": page,
        "sections": sections(kind, page, user=None),
        "purpose": CARDS.get(kind.slug, ""),
        "asked": tally(kind) if kind.statuses else (),
    }
    return render(request, "reader/list.html", told)


@require_safe
def record(request: HttpRequest, kind: Kind, identifier: str) -> HttpResponse:
    """Show the public face of one record."""
    face = Publication.objects.select_related("record").filter(kind=kind.slug, record__identifier=identifier).first()
    if face is None:
        return gone(request, kind, identifier)
    shown = face.record
    shown.content, shown.title = face.content, face.title
    extra = extras(shown, user=None)
    context = {
        "kind": kind,
        "face": face,
        "identifier": identifier,
        "told": [fact for fact in told(kind, face.content) if fact.name not in extra["elsewhere"]],
        "parts": public_parts_of(shown),
        "updates": face.record.updates.filter(at__lte=face.published_at)[:20],
        **extra,
    }
    return render(request, "reader/record.html", context)


def gone(request: HttpRequest, kind: Kind, identifier: str) -> HttpResponse:
    """
    Say that a record can no longer be read here.

    Raises
    ------
    Http404
        If it never had a public face, or has been withdrawn.
    """
    if not Publication.every.filter(kind=kind.slug, record__identifier=identifier).exists():
        raise Http404
    return render(request, "reader/gone.html", {"kind": kind}, status=410)


@require_safe
def measure(request: HttpRequest, indicator_id: str) -> HttpResponse:
    """Show a measure's latest finding, and who works on it."""
    found = measures().get(indicator_id)
    if found is None:
        raise Http404
    context = {
        "measure": found,
        "finding": findings().get(indicator_id),
        "page": f"/edition/measures/{indicator_id}.html",
        "parts": public_parts_of_measure(indicator_id),
        **measure_work(found),
    }
    return render(request, "reader/measure.html", context)


@require_safe
def matrix(request: HttpRequest) -> HttpResponse:
    """Show recommendations by workstreams, and what is tied to nothing."""
    return render(request, "reader/matrix.html", matrix_of(None))


@require_safe
def partners(request: HttpRequest) -> HttpResponse:
    """Show anchor institutions, who signed the charter, and how far each sector takes part."""
    return render(request, "reader/partners.html", partners_of(None))


@require_safe
def edition(request: HttpRequest, path: str) -> FileResponse:
    """Give a file of the current edition, as it is at this moment."""
    del request
    file = file_of_edition(path)
    response = FileResponse(file.open("rb"), content_type=TYPES.get(file.suffix, OTHER))
    response["Cache-Control"] = "no-cache"
    return response
