"""What a link in a file may lead to: a record that this person may link to, by its reference, name or alias."""

from collections.abc import Iterable
from difflib import get_close_matches

from django.db.models import Q

from equitytown.errors import InputError
from equitytown.place.words import shown
from equitytown.terms.register import KINDS, MEASURES
from equitytown.web.accounts.models import User
from equitytown.web.register import rules
from equitytown.web.register.derive import ORGANISATIONS
from equitytown.web.register.measures import measures
from equitytown.web.register.models import Publication, Record


class Names:
    """The references of one kind by every name under which a file may know them."""

    def __init__(self, to: str, user: User) -> None:
        self.plural = "measures" if to == MEASURES else KINDS[to].plural
        self.references: set[str] = set()
        self._named: dict[str, set[str]] = {}
        for reference, names in _measures() if to == MEASURES else _records(to, user):
            self.references.add(reference)
            for name in names:
                self._named.setdefault(_plain(name), set()).add(reference)

    def find(self, words: str, held: Iterable[str] = ()) -> str:
        """
        Give the reference that some words stand for. What the record links to already may stay.

        Raises
        ------
        InputError
            If there is none that this person may link to, or more than one.
        """
        if words in self.references or words in held:
            return words
        found = self._named.get(_plain(words), set())
        if len(found) == 1:
            return next(iter(found))
        if found:
            raise InputError(
                f'"{shown(words)}" is the name of several {self.plural}: {", ".join(sorted(found)[:5])}. '
                "Write the reference."
            )
        near = get_close_matches(_plain(words)[:80], list(self._named), n=1, cutoff=0.75)
        mend = f'Did you mean "{shown(near[0])}"?' if near else "Write its reference or its name."
        raise InputError(f'"{shown(words)}" is not one of the {self.plural} to which you can link. {mend}')


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _measures() -> Iterable[tuple[str, list[str]]]:
    return ((m.indicator_id, [m.name]) for m in measures().values())


def _records(to: str, user: User) -> Iterable[tuple[str, list[str]]]:
    """Give what somebody may read, or anyone may, as forms offer it: by title, and organisations by their aliases."""
    readable = rules.readable(user, KINDS[to])
    public = Publication.objects.filter(kind=to)
    found = Record.objects.filter(Q(pk__in=readable.values("pk")) | Q(pk__in=public.values("record")), kind=to)
    faces = {pk: (title, content) for pk, title, content in public.values_list("record", "title", "content")}
    working = set(readable.values_list("pk", flat=True))
    for record in found.only("pk", "identifier", "title", "content"):
        title, content = (record.title, record.content) if record.pk in working else faces[record.pk]
        aliases = content.get("aliases") if to == ORGANISATIONS else None
        yield record.identifier, [title, f"{title} ({record.identifier})", *(map(str, aliases or ()))]
