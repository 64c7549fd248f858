"""Counts of what is published, for readers."""

from django.db.models import Count

from equitytown.terms.register import Kind
from equitytown.web.register.models import Publication

NOT_TOLD = "not told yet"


def tally(kind: Kind) -> tuple[tuple[str, int], ...]:
    """Give how many published records of a kind have each status, in their order."""
    faces = Publication.objects.filter(kind=kind.slug)
    counts: dict[str, int] = {}
    for status, count in faces.values_list("content__status").annotate(Count("pk")):
        counts[status or NOT_TOLD] = count
    return tuple((word, counts[word]) for word in (*(kind.statuses or ()), NOT_TOLD) if word in counts)
