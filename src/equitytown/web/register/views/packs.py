"""What is put together from the register, as pages and files for those who work on it."""

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from equitytown.terms.register import KINDS
from equitytown.web.context import town
from equitytown.web.register import rules
from equitytown.web.register.actions import today
from equitytown.web.register.measures import findings, measures
from equitytown.web.register.models import Record
from equitytown.web.register.packs import boards, evaluation, events, movement, newsletters
from equitytown.web.register.packs.faces import face_of, gather
from equitytown.web.register.packs.pack import Pack
from equitytown.web.register.packs.plain import plain
from equitytown.web.register.packs.tables import as_csv
from equitytown.web.register.packs.word import MEDIA_TYPE, as_word
from equitytown.web.register.views.finding import readable_or_404, who

BETWEEN_MEETINGS = timedelta(days=92)
LETTERS = {"text": ("txt", "text/plain; charset=utf-8"), "mail": ("html", "text/html; charset=utf-8")}


@login_required
@require_safe
def packs(request: HttpRequest) -> HttpResponse:
    """List what can be put together."""
    kinds = ("newsletters", "events", "boards")
    held = rules.readable(request.user).filter(kind__in=kinds).order_by("-changed_at").defer("words")
    shelves = [(KINDS[slug], [record for record in held if record.kind == slug]) for slug in kinds]
    return render(request, "register/packs/packs.html", {"shelves": shelves})


@login_required
@require_safe
def newsletter(request: HttpRequest, identifier: str) -> HttpResponse:
    """Show an issue as its readers will see it, with its text and its letter to copy or download."""
    record = readable_or_404(request, KINDS["newsletters"], identifier)
    pack = _issue(record)
    told = {"pack": pack, "record": record, "text": plain(pack, _root(request)), "letter": _letter(request, pack)}
    return render(request, "register/packs/newsletter.html", told)


def _issue(record: Record) -> Pack:
    return newsletters.newsletter(face_of(record), gather(None, *newsletters.KINDS_READ))


def _root(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def _letter(request: HttpRequest, pack: Pack) -> str:
    return render_to_string("register/packs/mail.html", {"pack": pack, "root": _root(request), "town": town()})


@login_required
@require_safe
def newsletter_file(request: HttpRequest, identifier: str, form: str) -> HttpResponse:
    """Give an issue as plain text, or as HTML for a mailing tool. Nothing is sent from here."""
    if form not in LETTERS:
        raise Http404
    pack = _issue(readable_or_404(request, KINDS["newsletters"], identifier))
    ending, media_type = LETTERS[form]
    words = plain(pack, _root(request)) if form == "text" else _letter(request, pack)
    return _file(words.encode("utf-8"), f"newsletter-{identifier}.{ending}", media_type)


@login_required
@require_safe
def event(request: HttpRequest, identifier: str) -> HttpResponse:
    """Show the pack of an event."""
    record, pack = _event(request, identifier)
    return render(request, "register/packs/event.html", {"pack": pack, "record": record, "made_on": today()})


def _event(request: HttpRequest, identifier: str) -> tuple[Record, Pack]:
    record = readable_or_404(request, KINDS["events"], identifier)
    held = gather(who(request), *events.KINDS_READ)
    pack = events.event_pack(face_of(record), held, measures=measures(), findings=findings(), today=today())
    return record, pack


@login_required
@require_safe
def event_word(request: HttpRequest, identifier: str) -> HttpResponse:
    """Give the pack of an event as a Word document."""
    _, pack = _event(request, identifier)
    return _word(pack, f"event-{identifier}.docx")


@login_required
@require_safe
def event_attendance(request: HttpRequest, identifier: str) -> HttpResponse:
    """Give who came as CSV: organisation, role, how many."""
    record = readable_or_404(request, KINDS["events"], identifier)
    held = gather(who(request), "attendance", "organisations")
    rows = (("organisation", "role", "people"), *events.attendance_rows(face_of(record), held))
    return _file(as_csv(rows).encode("utf-8-sig"), f"attendance-{identifier}.csv", "text/csv; charset=utf-8")


@login_required
@require_safe
def board(request: HttpRequest, identifier: str) -> HttpResponse:
    """Show the pack of a board, between the two days that were chosen."""
    record = readable_or_404(request, KINDS["boards"], identifier)
    starts, ends, fault = _days(request)
    told: dict[str, Any] = {"record": record, "starts": starts, "ends": ends, "fault": fault, "made_on": today()}
    if not fault:
        told["pack"] = _board(request, record, starts, ends)
    return render(request, "register/packs/board.html", told, status=422 if fault else 200)


def _days(request: HttpRequest) -> tuple[date, date, str]:
    """Give the two days asked for, three months to today without any, and what is wrong with them."""
    ends, starts = today(), today() - BETWEEN_MEETINGS
    try:
        starts = date.fromisoformat(request.GET.get("from") or str(starts))
        ends = date.fromisoformat(request.GET.get("to") or str(ends))
    except ValueError:
        return starts, ends, "A day is not one of the calendar. Write both as 2026-04-30."
    return starts, ends, "The first day is after the last. Swap them." if starts > ends else ""


def _board(request: HttpRequest, record: Record, starts: date, ends: date) -> Pack:
    held = gather(who(request), *boards.KINDS_READ)
    return boards.board_pack(face_of(record), held, starts=starts, ends=ends, measures=measures(), findings=findings())


@login_required
@require_safe
def board_word(request: HttpRequest, identifier: str) -> HttpResponse:
    """Give the pack of a board as a Word document."""
    record = readable_or_404(request, KINDS["boards"], identifier)
    starts, ends, fault = _days(request)
    if fault:
        raise Http404
    return _word(_board(request, record, starts, ends), f"board-{identifier}.docx")


@login_required
@require_safe
def governance(request: HttpRequest) -> HttpResponse:
    """Show which board answers to which."""
    held = gather(who(request), *boards.MAP_READ)
    return render(request, "register/packs/governance.html", {"seats": boards.tree(held), "inside": True})


@login_required
@require_safe
def evaluation_tracker(request: HttpRequest) -> HttpResponse:
    """Show how the evaluation's recommendations stand."""
    pack = evaluation.tracker(gather(who(request), *evaluation.KINDS_READ))
    return render(request, "register/packs/plain.html", {"pack": pack, "inside": True})


@login_required
@require_safe
def movement_counts(request: HttpRequest) -> HttpResponse:
    """Show how the movement grows."""
    pack = movement.movement(gather(who(request), *movement.KINDS_READ), today())
    return render(request, "register/packs/plain.html", {"pack": pack, "inside": True})


def _word(pack: Pack, name: str) -> HttpResponse:
    place = town()
    document = as_word(pack, town=place["name"], organisation=place["organisation"], made_on=today())
    return _file(document, name, MEDIA_TYPE)


def _file(content: bytes, name: str, media_type: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=media_type, headers=headers)
