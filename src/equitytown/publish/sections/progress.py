"""Progress by workstream, and what each says comes next."""

from itertools import groupby

from equitytown.present.blocks import Block, Bullets, Fact, Facts, Heading, Paragraph, Text, text
from equitytown.present.wording.phrases import capital
from equitytown.publish.edition import Edition
from equitytown.terms.register import NextStep, PrizeProject, Progress, Workstream

TITLE = "Progress"


def blocks(edition: Edition) -> tuple[Block, ...]:
    """Give achievements and next steps, workstream by workstream, then the prize."""
    register = edition.place.register
    if not register.progress:
        return (Paragraph(text("The register holds no progress entry yet."), style="note"),)
    found: list[Block] = [
        Paragraph(
            text(
                "What partners told of, in our words. These figures are as told and are not outcomes: whether "
                "they change the measures will take years to see."
            ),
            style="lede",
        )
    ]
    streams = {stream.name: stream for stream in register.workstreams}
    for name, told in groupby(register.progress, key=lambda p: p.workstream):
        found.append(Heading(2, name))
        if name in streams:
            found.extend(_about(streams[name]))
        found.append(Bullets(tuple(_achievements(tuple(told)))))
        following = tuple(s for s in register.next_steps if s.workstream == name)
        if following:
            found.extend((Heading(3, f"Next for {name}"), Bullets(_steps(following))))
    if register.prize_projects:
        found.append(Heading(2, "Health equity prize"))
        found.append(Bullets(tuple(_prize(p) for p in register.prize_projects)))
    return tuple(found)


def _about(stream: Workstream) -> tuple[Block, ...]:
    facts = [Fact("Partners", text(", ".join(stream.partners))), Fact("Methods", text(", ".join(stream.methods)))]
    held = tuple(fact for fact in facts if any(span.text for span in fact.text))
    return (Facts("", held),) if held else ()


def _achievements(told: tuple[Progress, ...]) -> list[Text]:
    """One item an achievement; its further figures are in the table of the register's download."""
    items: list[Text] = []
    for _, rows in groupby(told, key=lambda p: p.achievement_id):
        entries = tuple(rows)
        first = entries[0]
        figures = "; ".join(_figure(e) for e in entries if e.value)
        words = first.summary.rstrip(".")
        when = f" ({first.period})" if first.period else ""
        items.append(text(f"{words}{when}{': ' + figures if figures else ''}."))
    return items


def _figure(entry: Progress) -> str:
    qualifier = f"{entry.qualifier} " if entry.qualifier not in ("", "exact") else ""
    unit = f" {entry.unit}" if entry.unit and entry.unit not in entry.value else ""
    metric = f"{entry.metric} " if entry.metric else ""
    return f"{metric}{qualifier}{entry.value}{unit}".strip()


def _steps(steps: tuple[NextStep, ...]) -> tuple[Text, ...]:
    return tuple(text(f"{capital(step.summary).rstrip('.')}.") for step in steps)


def _prize(project: PrizeProject) -> Text:
    whom = f", for {project.population}" if project.population else ""
    return text(f"{project.name}: {project.focus.rstrip('.')}{whom}.")
