"""Progress by workstream and what each says comes next; then all else that partners told."""

from equitytown.present.blocks import Block, Bullets, Fact, Facts, Heading, Paragraph, Text, text
from equitytown.publish.edition import Edition
from equitytown.publish.told import actions, decisions, listening, money, promises, steps, stories, surveys
from equitytown.publish.told.achievements import USUAL, achievements
from equitytown.terms.register import Register
from equitytown.terms.register.learning import PrizeProject
from equitytown.terms.register.results import Progress
from equitytown.terms.register.work import Workstream

TITLE = "Progress"
PARTS = (
    actions.blocks,
    promises.commitments,
    promises.signatories,
    money.blocks,
    surveys.blocks,
    listening.blocks,
    stories.blocks,
    decisions.blocks,
)


def blocks(edition: Edition) -> tuple[Block, ...]:
    """Give achievements and next steps, workstream by workstream, then each other part that the register holds."""
    register = edition.place.register
    told = register.all(Progress)
    streams = tuple(block for stream in register.all(Workstream) for block in _stream(register, stream))
    others = tuple(block for part in PARTS for block in part(edition))
    if not (told or streams or others):
        return (Paragraph(text("The register holds no progress entry yet."), style="note"),)
    opening = (Paragraph(text(_opening(told)), style="lede"),) if told else ()
    return (*opening, *streams, *others, *_prizes(register))


def _stream(register: Register, stream: Workstream) -> tuple[Block, ...]:
    """Give what one workstream has done and what comes next; nothing where it tells neither."""
    told = achievements(p for p in register.all(Progress) if p.workstream == stream.workstream_id)
    following = steps.listed(register, stream.workstream_id)
    if not told and following is None:
        return ()
    done = (Bullets(told),) if told else ()
    then = (Heading(3, f"Next for {stream.name}"), following) if following else ()
    return (Heading(2, stream.name), *_about(stream), *done, *then)


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


def _prizes(register: Register) -> tuple[Block, ...]:
    prized = register.all(PrizeProject)
    return (Heading(2, "Health equity prize"), Bullets(tuple(_prize(p) for p in prized))) if prized else ()


def _prize(project: PrizeProject) -> Text:
    population = project.population[:1].lower() + project.population[1:]
    whom = f", for {population}" if population else ""
    return text(f"{project.name}: {project.focus.rstrip('.')}{whom}.")
