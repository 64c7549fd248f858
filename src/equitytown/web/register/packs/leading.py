"""The way from a record to what is put together from it."""

from django.urls import reverse

from equitytown.web.register.models import Record

LEADS = {
    "newsletters": ("pack-newsletter", "Read it as a newsletter, and take its letter"),
    "events": ("pack-event", "The pack of this event"),
    "boards": ("pack-board", "The pack for its next meeting"),
}


def pack_of(record: Record) -> dict[str, str]:
    """Give the address of what is put together from a record and the words that lead there, if anything is."""
    if record.kind not in LEADS:
        return {}
    name, words = LEADS[record.kind]
    return {"pack_address": reverse(name, args=[record.identifier]), "pack_words": words}
