"""The pack of an event: what it was, who came, progress, how the measures stand, what stands in the way."""

from collections.abc import Mapping
from datetime import date, timedelta

from equitytown.web.register.measures import Finding, Measure
from equitytown.web.register.packs import challenges, standing
from equitytown.web.register.packs.faces import Face, Held
from equitytown.web.register.packs.pack import Grid, Item, Pack, Part
from equitytown.web.register.packs.words import UNNAMED, achievements, count_words, event_days, share_words

KINDS_READ = (
    "actions",
    "attendance",
    "event-checks",
    "organisations",
    "progress",
    "recommendations",
    "risks",
    "workstreams",
)
NOW, A_YEAR = timedelta(0), timedelta(days=365)
MOST = 30  # achievements


def event_pack(
    event: Face, held: Held, *, measures: Mapping[str, Measure], findings: Mapping[str, Finding], today: date
) -> Pack:
    """Compose the pack of an event from what its reader may read; its workstreams alone where it names some."""
    streams = event.list("workstreams")
    keep = challenges.of_workstreams(streams)
    when = event_days(event)
    lede = ". ".join(filter(None, (when, event.words("where"))))
    among = (
        set(measures)
        if not streams
        else {m for f in held.all("recommendations") if keep(f) for m in f.list("measures")}
    )
    parts = (
        *_about(event, held),
        _progress(event, held, keep, today),
        standing.stand(measures, findings, among),
        challenges.overdue(held, today, keep),
        challenges.stalled(held, keep),
        challenges.risks(held, keep),
        attendance(event, held),
        checks(event, held),
    )
    return Pack(event.title, "Event pack", lede, parts)


def _about(event: Face, held: Held) -> tuple[Part, ...]:
    agreed = tuple(Item(line) for line in event.words("agreed").splitlines() if line.strip())
    named = event.list("actions")
    came = tuple(Item(f.title, f.address, f.status) for f in held.all("actions") if f.identifier in named)
    about = Part("What it is about", event.words("about"))
    agreed_part = Part("What was agreed", items=(*agreed, *came), nothing="Nothing has been noted as agreed yet.")
    return ((about,) if about.intro else ()) + (agreed_part,)


def _progress(event: Face, held: Held, keep: challenges.Keep, today: date) -> Part:
    """Give the progress told in the year before the event."""
    until = event.day("on") or today
    faces = [f for f in held.all("progress") if keep(f) and f.published_on and NOW <= until - f.published_on <= A_YEAR]
    told = achievements(faces)
    items = tuple(Item(first.words("summary"), first.address, figures) for first, figures in told[:MOST])
    intro = f"The first {MOST} of {len(told)} achievements published in the year before." if len(told) > MOST else ""
    return Part("Progress", intro, items=items, nothing="No progress was published in the year before.")


def of_event(event: Face, held: Held, kind: str) -> tuple[Face, ...]:
    """Give an event's own parts of a kind."""
    return tuple(face for face in held.all(kind) if face.words("event") == event.identifier)


def attendance_rows(event: Face, held: Held) -> tuple[tuple[str, str, str], ...]:
    """Give who came: organisation, role and how many people. Missing is empty, never zero."""
    return tuple(
        (
            held.title("organisations", face.words("organisation")) or UNNAMED,
            face.words("role"),
            "" if (people := face.whole("people")) is None else str(people),
        )
        for face in of_event(event, held, "attendance")
    )


def attendance(event: Face, held: Held) -> Part:
    """Give who came as a table with its sum."""
    rows = attendance_rows(event, held)
    known = [int(people) for _, _, people in rows if people]
    missing = len(rows) - len(known)
    note = f"{missing} of {len(rows)} counts are not known and stand in no sum." if missing else ""
    shown = tuple((who, role or "Not said", people or "Not known") for who, role, people in rows)
    grid = Grid("Who came", ("Organisation", "Role", "People"), shown, frozenset({2}), note)
    counted = {f.words("organisation") for f in of_event(event, held, "attendance") if f.whole("people") is not None}
    organisations = count_words(len(counted), "organisation", "organisations")
    intro = f"{sum(known):,} people from {organisations}." if known else ""
    return Part("Who came", intro, grids=(grid,) if rows else (), nothing="Nobody has counted who came yet.")


def checks(event: Face, held: Held) -> Part:
    """Give what people said before and after, as shares from ten answers upwards."""
    rows = tuple(
        (
            face.title,
            share_words(face.whole("before_agreed"), face.whole("before_answered")),
            share_words(face.whole("after_agreed"), face.whole("after_answered")),
        )
        for face in of_event(event, held, "event-checks")
    )
    note = "Those who answered after may be others than those who answered before; a change of share is no proof."
    grid = Grid("Said before and after", ("Statement", "Before", "After"), rows, note=note)
    return Part("Before and after", grids=(grid,) if rows else (), nothing="Nobody was asked before and after.")
