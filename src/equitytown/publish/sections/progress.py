"""Progress by workstream, and what each says comes next."""

from itertools import groupby

from equitytown.present.blocks import Block, Bullets, Fact, Facts, Heading, Paragraph, Text, text
from equitytown.present.wording.phrases import capital
from equitytown.publish.edition import Edition
from equitytown.terms.register.learning import PrizeProject
from equitytown.terms.register.results import Progress
from equitytown.terms.register.work import NextStep, Workstream

TITLE = "Progress"
# Periods that the opening tells once; any other stands after its achievement.
USUAL = {"last 18 months": "over the 18 months before the report", "to date": "to date"}


def blocks(edition: Edition) -> tuple[Block, ...]:
    """Give achievements and next steps, workstream by workstream, then the prize."""
    register = edition.place.register
    told = register.all(Progress)
    if not told:
        return (Paragraph(text("The register holds no progress entry yet."), style="note"),)
    found: list[Block] = [Paragraph(text(_opening(told)), style="lede")]
    streams = {stream.workstream_id: stream for stream in register.all(Workstream)}
    for reference, entries in groupby(told, key=lambda p: p.workstream):
        name = streams[reference].name
        found.extend((Heading(2, name), *_about(streams[reference])))
        found.append(Bullets(tuple(_achievements(tuple(entries)))))
        following = tuple(s for s in register.all(NextStep) if s.workstream == reference)
        if following:
            found.extend((Heading(3, f"Next for {name}"), Bullets(_steps(following))))
    if prized := register.all(PrizeProject):
        found.append(Heading(2, "Health equity prize"))
        found.append(Bullets(tuple(_prize(p) for p in prized)))
    return tuple(found)


def _opening(told: tuple[Progress, ...]) -> str:
    held = {entry.period for entry in told}
    usual = " or ".join(words for period, words in USUAL.items() if period in held)
    when = f": {usual}, unless an item says otherwise" if usual else ""
    return (
        f"What partners told of, in our words{when}. These figures are as told and are not outcomes: whether "
        "they change the measures will take years to see."
    )


def _about(stream: Workstream) -> tuple[Block, ...]:
    facts = [Fact("Partners", text(", ".join(stream.partners))), Fact("Methods", text(", ".join(stream.methods)))]
    held = tuple(fact for fact in facts if any(span.text for span in fact.text))
    return (Facts("", held),) if held else ()


def _achievements(told: tuple[Progress, ...]) -> list[Text]:
    """One item an achievement: its first row's sentence tells its figures, which the register's download lists."""
    firsts = (next(rows) for _, rows in groupby(told, key=lambda p: p.achievement_id))
    return [text(f"{first.summary.rstrip('.')}{_when(first)}.") for first in firsts]


def _when(entry: Progress) -> str:
    """Give the period, unless it is a usual one or the sentence tells it."""
    name = entry.period.partition(" (")[0]
    return "" if entry.period in USUAL or name in entry.summary else f" ({entry.period})"


def _steps(steps: tuple[NextStep, ...]) -> tuple[Text, ...]:
    return tuple(text(f"{capital(step.summary).rstrip('.')}.") for step in steps)


def _prize(project: PrizeProject) -> Text:
    population = project.population[:1].lower() + project.population[1:]
    whom = f", for {population}" if population else ""
    return text(f"{project.name}: {project.focus.rstrip('.')}{whom}.")
