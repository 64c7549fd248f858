"""What somebody may know of the records to which others link: a title and an address, or nothing at all."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from equitytown.terms.register import KINDS, MEASURES, Field
from equitytown.web.register import rules
from equitytown.web.register.measures import measures
from equitytown.web.register.models import Publication

PUBLIC, WORK = "reader:record", "record"


@dataclass(frozen=True, slots=True)
class Named:
    """What a record is called, and the page that tells of it."""

    title: str
    address: str


def named(
    user: Any,  # an account, Django's anonymous user, or nobody
    to: str,
    references: Collection[str] | None = None,
) -> dict[str, Named]:
    """
    Give what somebody may know of records of a kind, or of the measures.

    Parameters
    ----------
    user : User, AnonymousUser or None
        Who asks. What they may read has its title as it is now, what is only published that of its public face.
    to : str
        The kind's slug, or `measures`.
    references : collection of str, optional
        Those asked for; all without it.

    Returns
    -------
    dict of Named
        By reference. A record that they may not know of is left out, just as one that does not exist.
    """
    if to == MEASURES:
        held = {name: Named(m.name, reverse("reader:measure", args=[name])) for name, m in measures().items()}
        return held if references is None else {name: held[name] for name in held if name in references}
    faces, own = Publication.objects.filter(kind=to), rules.readable(user, KINDS[to])
    if references is not None:
        faces, own = faces.filter(record__identifier__in=references), own.filter(identifier__in=references)
    return _at(PUBLIC, to, faces.values_list("record__identifier", "title")) | _at(
        WORK, to, own.values_list("identifier", "title")
    )


def _at(page: str, to: str, found: Any) -> dict[str, Named]:  # pairs of reference and title
    return {reference: Named(title, reverse(page, args=[to, reference])) for reference, title in found}


def unknown(
    user: Any,  # as above
    content: Mapping[str, object],
    fields: Collection[Field],
) -> dict[str, list[str]]:
    """Give, by field, the references in some content that somebody may not know of."""
    found = {}
    for field in fields:
        if held := references_in(content.get(field.name)) if field.links else []:
            known = named(user, field.to, held)
            found[field.name] = [reference for reference in held if reference not in known]
    return {name: references for name, references in found.items() if references}


def seen(user: Any, field: Field, value: object) -> list[str]:  # as above
    """Give the references that a field holds, of those records that somebody may know of."""
    held = references_in(value)
    known = named(user, field.to, held)
    return [reference for reference in held if reference in known]


def references_in(value: object) -> list[str]:
    """Give the references that a field holds, one or several."""
    return [str(reference) for reference in (value if isinstance(value, list) else [value]) if reference]


def is_known(user: Any, to: str, reference: str) -> bool:  # as above
    """Whether somebody may know that a record, or a measure, is there."""
    if to == MEASURES:
        return reference in measures()
    published = Publication.objects.filter(kind=to, record__identifier=reference)
    return rules.readable(user, KINDS[to]).filter(identifier=reference).exists() or published.exists()
