"""What the evaluation recommended, as a tracker: who leads, by when, how it stands and what shows it."""

from equitytown.terms.register import KINDS
from equitytown.web.register.packs.faces import Face, Held
from equitytown.web.register.packs.pack import Grid, Item, Pack, Part

KINDS_READ = ("evaluation-recommendations", "actions")
KIND = "evaluation-recommendations"


def tracker(held: Held) -> Pack:
    """Compose the tracker of the evaluation's recommendations, status by status and then one by one."""
    faces = sorted(held.all(KIND), key=lambda face: face.whole("number") or 0)
    statuses = tuple(KINDS[KIND].statuses or ())
    counted = tuple((status.capitalize(), str(sum(f.status == status for f in faces))) for status in statuses)
    if untold := sum(not f.status for f in faces):
        counted = (*counted, ("Not said", str(untold)))
    grid = Grid("How they stand", ("Status", "Recommendations"), counted, frozenset({1}))
    rows = tuple(
        (
            f"{face.words('number')}. {face.title}",
            face.words("lead") or "Nobody named",
            face.words("timescale") or "Not said",
            (face.status or "Not said").capitalize(),
            (face.words("confidence") or "Not said").capitalize(),
        )
        for face in faces
    )
    columns = ("Recommendation", "Lead", "By", "Status", "Confidence")
    each = Grid("One by one", columns, rows)
    parts = (
        Part("How they stand", grids=(grid,) if faces else (), nothing="The register holds none yet."),
        Part("One by one", grids=(each,) if faces else (), nothing="The register holds none yet."),
        Part(
            "What shows it", items=tuple(_shown(face, held) for face in faces), nothing="The register holds none yet."
        ),
    )
    lede = "What the evaluation asked of the whole system, and how far that has come."
    return Pack("Recommendations of the evaluation", "Tracker", lede, parts)


def _shown(face: Face, held: Held) -> Item:
    evidence = face.words("evidence") or "No evidence has been told yet."
    actions = held.titles("actions", face.list("actions"))
    small = f"{evidence} Actions: {actions}." if actions else evidence
    return Item(f"{face.words('number')}. {face.title}", face.address, small)
