"""Files as answers to a request: what they are called, and that they are saved rather than shown."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from equitytown.web.accounts.models import User
from equitytown.web.context import town
from equitytown.web.register.exchange.book_out import About, write_book
from equitytown.web.register.exchange.csv_out import csv_lines
from equitytown.web.register.exchange.sheets import Sheet

_R = TypeVar("_R", bound=HttpResponseBase)
CSV, EXCEL = "csv", "xlsx"
TYPES = {
    CSV: "text/csv; charset=utf-8",
    EXCEL: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def file_name(stem: str, ending: str) -> str:
    """Name a file after what it holds and the day; the stem is a slug, so nothing in it needs care."""
    return f"{stem}-{timezone.localdate().isoformat()}.{ending}"


def as_csv(sheet: Sheet) -> StreamingHttpResponse:
    """Answer with a sheet as CSV, line by line."""
    return _saved(StreamingHttpResponse(csv_lines(sheet), content_type=TYPES[CSV]), sheet.kind.slug, CSV)


def as_book(about: About, sheets: Sequence[Sheet], stem: str) -> HttpResponse:
    """Answer with sheets as a workbook."""
    return saved_book(write_book(about, sheets), stem)


def saved_book(data: bytes, stem: str) -> HttpResponse:
    """Answer with a workbook that is already written."""
    return _saved(HttpResponse(data, content_type=TYPES[EXCEL]), stem, EXCEL)


def _saved(response: _R, stem: str, ending: str) -> _R:
    response["Content-Disposition"] = f'attachment; filename="{file_name(stem, ending)}"'
    return response


def working_about(title: str, user: User) -> About:
    """Tell of a file made for somebody with an account."""
    readers = (
        f"For {user}, and whom they may show it to. It holds what this account may read on the day, drafts included, "
        "and is not for publication."
    )
    return About(title, town()["organisation"], timezone.localtime(), readers, "None: it is not published.")


def public_about(title: str) -> About:
    """Tell of a file made for anyone."""
    organisation = town()["organisation"]
    licence = f"Open Government Licence v3.0. Say that it comes from {organisation}."
    return About(title, organisation, timezone.localtime(), "Anyone. All of it is published.", licence)


def kept_words(labels: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Tell what a list was narrowed by."""
    return tuple(f'{label.lower()} "{value}"' for label, value in labels)
