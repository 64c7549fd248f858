"""How the measures stand and which moved, as parts of a pack: from the current edition's findings, never typed in."""

from collections.abc import Container, Mapping

from equitytown.web.register.measures import RATINGS, Finding, Measure
from equitytown.web.register.packs.pack import Grid, Item, Part
from equitytown.web.register.packs.words import count_words

NOTE = "From the current edition of the report. That work is going on does not say that it is what moved a figure."
MOVED = {"increasing": "Went up", "decreasing": "Went down"}
NOT_COMPARED = "not compared with England"


def stand(measures: Mapping[str, Measure], findings: Mapping[str, Finding], among: Container[str]) -> Part:
    """Give how some measures stand against England: a sentence of counts, and a table."""
    held = [(m, findings[name]) for name, m in measures.items() if name in among and name in findings]
    counts = {rating: sum(f.rating == rating for _, f in held) for rating in (*RATINGS, "")}
    told = [f"{number} {_inner(RATINGS[r]) if r else NOT_COMPARED}" for r, number in counts.items() if number]
    rows = tuple((m.name, f.period, f.value, f.comparator_value or "Not known", f.verdict) for m, f in held)
    grid = Grid("How the measures stand", ("Measure", "Period", "Here", "England", "Verdict"), rows, frozenset({2, 3}))
    intro = f"Of {count_words(len(held), 'measure', 'measures')}: {', '.join(told)}. {NOTE}" if held else ""
    nothing = "The current edition holds no finding of these measures."
    return Part("How the measures stand", intro, grids=(grid,) if rows else (), nothing=nothing)


def _inner(words: str) -> str:
    """Begin words small, as they stand within a sentence."""
    return words[:1].lower() + words[1:]


def moved(measures: Mapping[str, Measure], findings: Mapping[str, Finding]) -> Part:
    """Give the measures that the current edition found to have changed beyond chance."""
    items = tuple(
        Item(m.name, small=f"{MOVED[f.change]}: {f.value} in {f.period}. {f.verdict}.")
        for name, m in measures.items()
        if (f := findings.get(name)) and f.change in MOVED
    )
    intro = f"Those that changed by more than chance would explain. {NOTE}" if items else ""
    nothing = "The current edition found no measure that changed by more than chance would explain."
    return Part("Measures that moved", intro, items=items, nothing=nothing)
