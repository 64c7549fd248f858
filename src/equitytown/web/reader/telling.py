"""Counts of what is published, for readers."""

from django.db.models import Count, QuerySet

from equitytown.terms.register import KINDS
from equitytown.web.register.models import Publication


def tally(faces: QuerySet[Publication]) -> tuple[tuple[str, int], ...]:
    """Give how many published records of one kind have each status, in the order in which statuses follow."""
    held = faces.order_by().values_list("kind", "content__status").annotate(Count("pk"))
    counts = {status: count for _, status, count in held if status}
    order = [word for kind in {kind for kind, _, _ in held} for word in KINDS[kind].statuses or ()]
    return tuple((word, counts[word]) for word in order if word in counts)
