"""The pack of a board's meeting: what was decided, done and put off since the last one; and the map of all boards."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from equitytown.terms.register import KINDS
from equitytown.terms.register.amounts import total
from equitytown.terms.register.cells import from_plain
from equitytown.web.register.measures import Finding, Measure
from equitytown.web.register.packs import challenges, standing
from equitytown.web.register.packs.faces import Face, Held, closed
from equitytown.web.register.packs.pack import Grid, Item, Pack, Part
from equitytown.web.register.packs.words import count_words, day_words, span_words

KINDS_READ = (
    "actions",
    "board-members",
    "boards",
    "decisions",
    "funding",
    "organisations",
    "recommendations",
    "risks",
    "workstreams",
)
MAP_READ = ("board-members", "boards", "organisations")


@dataclass(frozen=True, slots=True)
class Seat:
    """A board in the map: itself, a few words about it, and those that answer to it."""

    face: Face
    words: str
    below: tuple["Seat", ...]


def tree(held: Held) -> tuple[Seat, ...]:
    """
    Give the boards as a tree, those that answer to none first.

    A board that answers to one that may not be read, or in a ring to itself, stands at the top.
    """
    boards = held.all("boards")
    known = {board.identifier for board in boards}
    above = {b.identifier: b.words("answers_to") for b in boards if b.words("answers_to") in known}
    tops = [b for b in boards if b.identifier not in above or _in_a_ring(b.identifier, above)]
    ringed = {b.identifier for b in tops}
    below = {
        name: [b for b in boards if above.get(b.identifier) == name and b.identifier not in ringed] for name in known
    }
    return tuple(_seat(board, below, held) for board in tops)


def _in_a_ring(name: str, above: Mapping[str, str]) -> bool:
    """Whether a board answers, by whatever way, to itself."""
    at, seen = above.get(name), set[str]()
    while at and at not in seen and at != name:
        seen.add(at)
        at = above.get(at)
    return at == name


def _seat(board: Face, below: Mapping[str, list[Face]], held: Held) -> Seat:
    members = sum(f.words("board") == board.identifier and not f.words("until") for f in held.all("board-members"))
    chair = held.title("organisations", board.words("chaired_by"))
    told = (
        board.words("meets") and f"meets {board.words('meets')[:1].lower()}{board.words('meets')[1:]}",
        chair and f"chaired by {chair}",
        members and count_words(members, "seat", "seats"),
    )
    words = ", ".join(str(part) for part in told if part)
    under = tuple(_seat(b, below, held) for b in below[board.identifier])
    return Seat(board, words[:1].upper() + words[1:], under)


def under(board: Face, held: Held) -> set[str]:
    """Give a board's reference and those of all that answer to it, by whatever way."""
    found, new = {board.identifier}, {board.identifier}
    while new:
        new = {b.identifier for b in held.all("boards") if b.words("answers_to") in new} - found
        found |= new
    return found


def board_pack(
    board: Face,
    held: Held,
    *,
    starts: date,
    ends: date,
    measures: Mapping[str, Measure],
    findings: Mapping[str, Finding],
) -> Pack:
    """Compose the pack of a board's meeting: what happened between two days, both included, in what answers to it."""
    boards = under(board, held)
    named = {s for b in held.all("boards") if b.identifier in boards for s in b.list("workstreams")}
    keep = challenges.of_workstreams({*named, *board.list("workstreams")})
    decisions = [f for f in held.all("decisions") if f.words("board") in boards]
    parts = (
        _decisions(decisions, starts, ends, held),
        _escalated(decisions),
        _done(held, keep, starts, ends),
        challenges.overdue(held, ends, keep),
        challenges.risks(held, keep),
        _recommendations(held, keep),
        _funding(held, keep, starts, ends),
        standing.moved(measures, findings),
    )
    lede = f"From {day_words(starts)} to {day_words(ends)}."
    return Pack(board.title, "Board pack", lede, parts)


def _decisions(decisions: list[Face], starts: date, ends: date, held: Held) -> Part:
    found = [(on, f) for f in decisions if (on := f.day("on")) and starts <= on <= ends]
    items = tuple(
        Item(f.words("decision"), f.address, f"{day_words(on)}, {held.title('boards', f.words('board'))}: {f.status}")
        for on, f in sorted(found, key=lambda pair: pair[0])
    )
    return Part("Decisions", items=items, nothing="No decision was noted between these days.")


def _escalated(decisions: list[Face]) -> Part:
    """Give what waits for a board above, whenever it was raised."""
    items = tuple(
        Item(f.words("decision"), f.address, f"{day_words(f.day('on'))}. {f.words('reason')}".strip())
        for f in decisions
        if f.status == "escalated"
    )
    return Part("Escalated", items=items, nothing="Nothing waits to be decided higher up.")


def _done(held: Held, keep: challenges.Keep, starts: date, ends: date) -> Part:
    items = tuple(
        Item(f.title, f.address, held.title("organisations", f.words("lead")))
        for f in held.all("actions")
        if keep(f) and closed(f, "done", starts, ends)
    )
    return Part("Actions done", items=items, nothing="No action was done between these days.")


def _recommendations(held: Held, keep: challenges.Keep) -> Part:
    found = [f.status for f in held.all("recommendations") if keep(f)]
    statuses = tuple(KINDS["recommendations"].statuses or ())
    rows = tuple((status.capitalize(), str(found.count(status))) for status in statuses)
    rows += (("Not said", str(found.count(""))),) if "" in found else ()
    grid = Grid("Recommendations by status", ("Status", "Recommendations"), rows, frozenset({1}))
    intro = f"{count_words(len(found), 'recommendation', 'recommendations')} in all.".capitalize()
    nothing = "No recommendation names a workstream that answers to this board."
    return Part("Recommendations", intro if found else "", grids=(grid,) if found else (), nothing=nothing)


def _funding(held: Held, keep: challenges.Keep, starts: date, ends: date) -> Part:
    """Give the money that runs between two days, whatever its status; sums are of what was awarded."""
    found = [f for f in held.all("funding") if keep(f) and _runs(f, starts, ends)]
    rows = tuple(
        (
            f.title,
            f.words("source"),
            _amount(f),
            span_words(f.day("starts"), f.day("ends")) or "Not said",
            f.status.capitalize(),
        )
        for f in found
    )
    summed = total(from_plain(KINDS["funding"], f.content) for f in found if f.status == "awarded")
    columns = ("Purpose", "Funder", "Amount", "Period", "Status")
    note = "Amounts for several years are given whole, not by year."
    grid = Grid("Grants and funds", columns, rows, frozenset({2}), note)
    exact = summed.qualifier == "exact"
    awarded = f"{'' if exact else f'{summed.qualifier} '}£{summed.amount:,.0f}"
    intro = f"Awarded, where an amount is told: {awarded}." if summed.grants > summed.unknown else ""
    return Part("Money", intro, grids=(grid,) if rows else (), nothing="No grant or fund is noted for these days.")


def _runs(face: Face, starts: date, ends: date) -> bool:
    first, last = face.day("starts"), face.day("ends")
    return (first is None or first <= ends) and (last is None or last >= starts)


def _amount(face: Face) -> str:
    amount, qualifier = face.words("amount"), face.words("qualifier")
    if not amount:
        return "Not known"
    told = f"£{Decimal(amount):,.0f}"
    return told if qualifier in {"", "exact"} else f"{qualifier} {told}"
