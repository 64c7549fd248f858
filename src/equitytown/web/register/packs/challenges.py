"""What stands in the way, as parts of a pack: what is overdue, what has stalled, what may go wrong."""

from collections.abc import Callable, Iterable
from datetime import date

from equitytown.web.register.packs.faces import Face, Held, is_open
from equitytown.web.register.packs.pack import Item, Part
from equitytown.web.register.packs.words import count_words, day_words

STALLED = {"delayed", "on hold", "stalled"}
Keep = Callable[[Face], bool]


def everything(_face: Face) -> bool:
    """Leave nothing out."""
    return True


def of_workstreams(streams: Iterable[str]) -> Keep:
    """Keep what stands in one of some workstreams; without any, keep everything."""
    wanted = set(streams)
    return (lambda face: bool(wanted & {*face.list("workstreams"), face.words("workstream")})) if wanted else everything


def overdue(held: Held, on: date, keep: Keep = everything) -> Part:
    """Give the actions that are past their day, the latest first."""
    late = [(due, f) for f in held.all("actions") if keep(f) and is_open(f) and (due := f.day("due")) and due < on]
    items = tuple(_action(face, held, on) for _, face in sorted(late, key=lambda pair: pair[0]))
    return Part(
        "Actions overdue", _intro(items, "action is", "actions are"), items=items, nothing="No action is overdue."
    )


def _intro(items: tuple[Item, ...], singular: str, plural: str) -> str:
    words = count_words(len(items), singular, plural)
    return f"{words[:1].upper()}{words[1:]} overdue." if items else ""


def _action(face: Face, held: Held, on: date) -> Item:
    due = face.day("due")
    days = (on - due).days if due else 0
    late = f"due {day_words(due)}, {count_words(days, 'day', 'days')} ago"
    who = held.title("organisations", face.words("lead"))
    return Item(face.title, face.address, " · ".join(filter(None, (who, late, face.status))))


def stalled(held: Held, keep: Keep = everything) -> Part:
    """Give the actions and recommendations that have stalled."""
    items = tuple(
        Item(face.title, face.address, f"{face.kind[:-1].capitalize()} {face.identifier}, {face.status}")
        for kind in ("actions", "recommendations")
        for face in held.all(kind)
        if keep(face) and face.status in STALLED
    )
    return Part("What has stalled", items=items, nothing="Nothing has stalled.")


def risks(held: Held, keep: Keep = everything) -> Part:
    """Give the open risks, the gravest first: how likely times how bad."""
    found = [f for f in held.all("risks") if keep(f) and f.status == "open"]
    items = tuple(
        Item(
            face.words("risk"),
            face.address,
            f"Likely {face.words('likelihood')} of 5, bad {face.words('impact')} of 5. {face.words('response')}",
        )
        for face in sorted(found, key=_gravity, reverse=True)
    )
    return Part("Risks", items=items, nothing="No risk is open.")


def _gravity(face: Face) -> int:
    return (face.whole("likelihood") or 0) * (face.whole("impact") or 0)
