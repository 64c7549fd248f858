"""Case studies as readers find them: by principle, theme, partner and words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from equitytown.web.register.packs.faces import Face, Held

KINDS_READ = ("case-studies", "principles", "organisations")
KIND = "case-studies"
LONGEST = 100  # characters of what is asked
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that the stories are narrowed by: its name, label, choices, and what was chosen."""

    name: str
    label: str
    choices: Choices
    chosen: str


@dataclass(frozen=True, slots=True)
class Found:
    """The stories that fit, how many there are in all, and by what they were narrowed."""

    stories: tuple[tuple[Face, str], ...]
    all: int
    words: str
    asked: tuple[Asked, ...]

    @property
    def narrowed(self) -> bool:
        """Whether anything was chosen or typed in."""
        return bool(self.words) or any(asked.chosen for asked in self.asked)


def find(held: Held, query: Mapping[str, str]) -> Found:
    """
    Find stories.

    Parameters
    ----------
    held : Held
        The public faces of the kinds that it reads.
    query : mapping of str to str
        What was asked: `q`, `principle`, `theme`, `partner`. A choice that is not among the stories' narrows nothing.
    """
    stories = held.all(KIND)
    offered = {
        "principle": ("Principle", _named(held, "principles", (p for s in stories for p in s.list("principles")))),
        "theme": ("Theme", tuple((theme, theme) for theme in sorted({t for s in stories for t in s.list("themes")}))),
        "partner": ("Partner", _named(held, "organisations", (o for s in stories for o in _partners(s)))),
    }
    asked = tuple(
        Asked(name, label, choices, chosen if (chosen := query.get(name, "")[:LONGEST]) in dict(choices) else "")
        for name, (label, choices) in offered.items()
    )
    words = query.get("q", "")[:LONGEST].strip()
    wanted = {a.name: a.chosen for a in asked if a.chosen}
    fit = [s for s in stories if _fits(s, wanted) and _says(s, words, held)]
    newest = sorted(fit, key=lambda s: (s.published_on is not None, s.published_on), reverse=True)
    return Found(tuple((s, held.titles("organisations", _partners(s))) for s in newest), len(stories), words, asked)


def _partners(story: Face) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (story.words("organisation"), *story.list("organisations")))))


def _named(held: Held, kind: str, identifiers: Iterable[str]) -> Choices:
    wanted = set(identifiers)
    return tuple((face.identifier, face.title) for face in held.all(kind) if face.identifier in wanted)


def _fits(story: Face, chosen: Mapping[str, str]) -> bool:
    holds = {"principle": story.list("principles"), "theme": story.list("themes"), "partner": _partners(story)}
    return all(value in holds[name] for name, value in chosen.items())


def _says(story: Face, words: str, held: Held) -> bool:
    told = (story.title, story.words("story"), story.words("result"), *story.list("themes"))
    text = " ".join((*told, held.titles("organisations", _partners(story)))).lower()
    return all(word in text for word in words.lower().split())
