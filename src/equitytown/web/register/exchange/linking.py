"""What a link in a file may lead to: a record that this person may link to, by its reference, name or alias."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from equitytown.errors import InputError
from equitytown.place.words import shown
from equitytown.terms.register import KINDS, MEASURES
from equitytown.web.accounts.models import User
from equitytown.web.register import rules
from equitytown.web.register.derive import ORGANISATIONS
from equitytown.web.register.models import Publication
from equitytown.web.register.names import Named, named


class Names:
    """The references of one kind by every name under which a file may know them."""

    def __init__(self, to: str, user: User) -> None:
        self.plural = "measures" if to == MEASURES else KINDS[to].plural
        self.known = named(user, to)
        self._named: dict[str, set[str]] = {}
        for reference, found in self.known.items():
            for name in (found.title, f"{found.title} ({reference})"):
                self._named.setdefault(_plain(name), set()).add(reference)
        for reference, alias in _aliases(user, self.known) if to == ORGANISATIONS else ():
            self._named.setdefault(_plain(alias), set()).add(reference)

    def find(self, words: str) -> str:
        """
        Give the reference that some words stand for.

        Raises
        ------
        InputError
            If there is none that this person may link to, or more than one.
        """
        if words in self.known:
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


def _aliases(user: User, known: Mapping[str, Named]) -> Iterable[tuple[str, str]]:
    """Give other names of organisations: as they are now where this person may read that, else as published."""
    own = dict(rules.readable(user, KINDS[ORGANISATIONS]).values_list("identifier", "content"))
    public = Publication.objects.filter(kind=ORGANISATIONS).values_list("record__identifier", "content")
    for reference, content in (dict(public) | own).items():
        if reference in known:
            yield from ((reference, str(alias)) for alias in content.get("aliases") or ())
