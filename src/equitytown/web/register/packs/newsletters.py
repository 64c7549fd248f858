"""An issue of the newsletter: an opening, then what was published, learned, held and done between its two days."""

from datetime import date, timedelta

from equitytown.web.register.packs.faces import Face, Held, closed
from equitytown.web.register.packs.pack import Item, Pack, Part
from equitytown.web.register.packs.words import achievements, day_words, event_days

KINDS_READ = ("progress", "case-studies", "events", "actions", "organisations", "workstreams")
AHEAD = timedelta(days=92)  # how far the list of events to come looks


def newsletter(issue: Face, held: Held) -> Pack:
    """
    Compose an issue.

    Parameters
    ----------
    issue : Face
        The issue itself.
    held : Held
        The public faces of the kinds that it reads.
    """
    starts, ends = _days(issue)
    lede = f"What partners did, learned and told between {day_words(starts)} and {day_words(ends)}."
    parts = (
        Part("From the team", markdown=issue.words("opening")),
        Part(
            "Progress", items=tuple(_progress(*told, held) for told in achievements(_chosen(issue, "progress", held)))
        ),
        Part("Stories", items=tuple(_story(face, held) for face in _chosen(issue, "case_studies", held))),
        Part(
            "Actions done",
            items=tuple(_action(f, held) for f in held.all("actions") if closed(f, "done", starts, ends)),
        ),
        Part("Events", items=tuple(_event(face) for face in _events(issue, held))),
        Part("Coming up", items=tuple(_event(face) for face in _coming(held, ends))),
    )
    return Pack(issue.title, "Newsletter", lede, tuple(part for part in parts if not part.is_empty))


def _days(issue: Face) -> tuple[date, date]:
    """Give the days between which an issue tells; both are required of one."""
    return date.fromisoformat(issue.words("starts")), date.fromisoformat(issue.words("ends"))


def _chosen(issue: Face, field: str, held: Held) -> tuple[Face, ...]:
    """Give what the issue names; where it names nothing, what was published between its days."""
    faces = held.all(field.replace("_", "-"))
    if named := issue.list(field):
        return tuple(face for face in faces if face.identifier in named)
    starts, ends = _days(issue)
    return tuple(f for f in faces if f.published_on and starts <= f.published_on <= ends)


def _events(issue: Face, held: Held) -> tuple[Face, ...]:
    if named := issue.list("events"):
        return tuple(face for face in held.all("events") if face.identifier in named)
    return _between(held, *_days(issue))


def _between(held: Held, starts: date, ends: date) -> tuple[Face, ...]:
    found = [(on, face) for face in held.all("events") if (on := face.day("on")) and starts <= on <= ends]
    return tuple(face for _, face in sorted(found, key=lambda pair: pair[0]))


def _coming(held: Held, ends: date) -> tuple[Face, ...]:
    """Give the events of the three months after a day; the calendar may end before they do."""
    return tuple(face for face in _between(held, ends, min(ends, date.max - AHEAD) + AHEAD) if face.day("on") != ends)


def _progress(face: Face, figures: str, held: Held) -> Item:
    told = (
        held.title("organisations", face.words("organisation")),
        held.title("workstreams", face.words("workstream")),
    )
    return Item(face.words("summary"), face.address, ". ".join(filter(None, (figures, " · ".join(filter(None, told))))))


def _story(face: Face, held: Held) -> Item:
    teller = held.title("organisations", face.words("organisation"))
    return Item(
        face.title, face.address, " ".join(filter(None, (face.words("result"), teller and f"Told by {teller}.")))
    )


def _action(face: Face, held: Held) -> Item:
    return Item(face.title, face.address, held.title("organisations", face.words("lead")))


def _event(face: Face) -> Item:
    when = event_days(face)
    return Item(face.title, face.address, ", ".join(filter(None, (when, face.words("where")))))
