"""What is put together from the published register for anyone to read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from equitytown.terms.register import KINDS
from equitytown.web.reader.views import gone
from equitytown.web.register.actions import today
from equitytown.web.register.packs import boards, evaluation, movement, newsletters, stories
from equitytown.web.register.packs.faces import gather


@require_safe
def newsletter(request: HttpRequest, identifier: str) -> HttpResponse:
    """Show an issue of the newsletter."""
    issue = next(
        (face for face in gather(None, "newsletters").all("newsletters") if face.identifier == identifier), None
    )
    if issue is None:
        return gone(request, KINDS["newsletters"], identifier)
    pack = newsletters.newsletter(issue, gather(None, *newsletters.KINDS_READ))
    return render(request, "reader/newsletter.html", {"pack": pack, "published_on": issue.published_on})


@require_safe
def case_studies(request: HttpRequest) -> HttpResponse:
    """Show the case studies, narrowed by principle, theme, partner and words."""
    found = stories.find(gather(None, *stories.KINDS_READ), request.GET)
    return render(request, "reader/stories.html", {"kind": KINDS[stories.KIND], "found": found})


@require_safe
def governance(request: HttpRequest) -> HttpResponse:
    """Show which board answers to which."""
    return render(request, "register/packs/governance.html", {"seats": boards.tree(gather(None, *boards.MAP_READ))})


@require_safe
def evaluation_tracker(request: HttpRequest) -> HttpResponse:
    """Show how the evaluation's recommendations stand."""
    pack = evaluation.tracker(gather(None, *evaluation.KINDS_READ))
    return render(request, "register/packs/plain.html", {"pack": pack})


@require_safe
def movement_counts(request: HttpRequest) -> HttpResponse:
    """Show how the movement grows."""
    pack = movement.movement(gather(None, *movement.KINDS_READ), today())
    return render(request, "register/packs/plain.html", {"pack": pack})
