"""How the movement itself grows: newsletter, events, charter, training and stories, counted by quarter in tables."""

from collections.abc import Iterable
from datetime import date

from equitytown.web.register.packs.faces import Face, Held
from equitytown.web.register.packs.pack import Grid, Pack, Part
from equitytown.web.register.packs.words import FEWEST, UNNAMED, count_words, day_words

KINDS_READ = ("newsletters", "events", "attendance", "organisations", "training-coverage", "case-studies")
QUARTERS = ("January to March", "April to June", "July to September", "October to December")
SHOWN = 8  # quarters: two years
Quarter = tuple[int, int]  # a year, and 0 to 3


def quarter_of(day: date) -> Quarter:
    """
    Give the quarter of the calendar year in which a day lies.

    Examples
    --------
    >>> quarter_of(date(2026, 11, 26))
    (2026, 3)
    """
    return day.year, (day.month - 1) // 3


def quarters(today: date) -> tuple[Quarter, ...]:
    """Give the last two years' quarters, the one under way last."""
    year, number = quarter_of(today)
    last = year * 4 + number
    return tuple(divmod(at, 4) for at in range(last - SHOWN + 1, last + 1))


def quarter_words(quarter: Quarter, today: date) -> str:
    """Write a quarter; of the one under way it is said that it is not over."""
    return f"{QUARTERS[quarter[1]]} {quarter[0]}{' so far' if quarter == quarter_of(today) else ''}"


def movement(held: Held, today: date) -> Pack:
    """Compose the counts of the movement for the two years to a day."""
    lede = "How many people and organisations the work reaches. These counts say nothing of anyone's health."
    parts = (
        _newsletter(held, today),
        _events(held, today),
        _charter(held, today),
        _training(held),
        _stories(held, today),
    )
    return Pack("How the movement grows", "Counts by quarter", lede, parts)


def _by_quarter(
    caption: str, columns: tuple[str, ...], rows: Iterable[tuple[Quarter, tuple[str, ...]]], today: date
) -> Grid:
    told = tuple((quarter_words(quarter, today), *cells) for quarter, cells in rows)
    return Grid(caption, ("Quarter", *columns), told, frozenset(range(1, len(columns) + 1)))


def _counted(faces: Iterable[Face], caption: str, column: str, today: date) -> Grid:
    """Count what was published, quarter by quarter."""
    found = [quarter_of(face.published_on) for face in faces if face.published_on]
    return _by_quarter(caption, (column,), ((q, (str(found.count(q)),)) for q in quarters(today)), today)


def _newsletter(held: Held, today: date) -> Part:
    issues = held.all("newsletters")
    grid = _counted(issues, "Issues of the newsletter published", "Issues", today)
    return Part(
        "Newsletter", grids=(grid,) if issues else (), nothing="No issue of the newsletter has been published yet."
    )


def _stories(held: Held, today: date) -> Part:
    stories = held.all("case-studies")
    grid = _counted(stories, "Case studies published, of those that can be read today", "Case studies", today)
    return Part("Case studies", grids=(grid,) if stories else (), nothing="No case study has been published yet.")


def _events(held: Held, today: date) -> Part:
    events = {f.identifier: quarter_of(on) for f in held.all("events") if (on := f.day("on")) and on <= today}
    people: dict[str, list[int]] = {}
    for face in held.all("attendance"):
        if (number := face.whole("people")) is not None:
            people.setdefault(face.words("event"), []).append(number)
    rows = []
    for quarter in quarters(today):
        here = [name for name, of in events.items() if of == quarter]
        counted = [sum(people[name]) for name in here if name in people]
        came = f"{sum(counted):,}" if counted else "Not counted" if here else "No event"
        rows.append((quarter, (str(len(here)), str(len(counted)), came)))
    columns = ("Events", "Of which counted", "People who came")
    grid = _by_quarter("Events and who came, every time counted", columns, rows, today)
    intro = "Somebody who came twice counts twice." if events else ""
    return Part("Events", intro, grids=(grid,) if events else (), nothing="No event has been noted yet.")


def _charter(held: Held, today: date) -> Part:
    signed = [on for face in held.all("organisations") if (on := face.day("charter_signed_on")) and on <= today]
    rows = [
        (q, (str(sum(quarter_of(on) == q for on in signed)), str(sum(quarter_of(on) <= q for on in signed))))
        for q in quarters(today)
    ]
    grid = _by_quarter("Organisations that signed the charter", ("Signed", "In all by its end"), rows, today)
    return Part("Charter", grids=(grid,) if signed else (), nothing="No organisation has signed the charter yet.")


def _training(held: Held) -> Part:
    """Give the latest count of each organisation, course and role."""
    latest: dict[tuple[str, str, str], Face] = {}
    for face in sorted(held.all("training-coverage"), key=lambda face: face.words("on")):
        latest[face.words("organisation"), face.words("course"), face.words("role")] = face
    rows = tuple(
        (
            held.title("organisations", organisation) or UNNAMED,
            course,
            role or "All staff",
            _covered(face),
            day_words(face.day("on")),
        )
        for (organisation, course, role), face in sorted(latest.items())
    )
    columns = ("Organisation", "Course", "Staff", "Trained", "As it stood on")
    grid = Grid("Training, latest count", columns, rows)
    intro = count_words(len(rows), "count", "counts").capitalize() + ", the latest of each." if rows else ""
    return Part("Training", intro, grids=(grid,) if rows else (), nothing="No organisation has told of training yet.")


def _covered(face: Face) -> str:
    trained, staff = face.whole("trained"), face.whole("staff")
    if trained is None or staff is None:
        return "Not known"
    share = f", {100 * trained / staff:.0f}%" if staff >= FEWEST else ""
    return f"{trained:,} of {staff:,}{share}"
