"""A workstream's logic model: as a picture, and as a list that says the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from equitytown.present.charts.logic_model import LogicItem, LogicModelData, Stage, logic_model
from equitytown.present.charts.svg import Drawing
from equitytown.terms.register.improving import STAGES
from equitytown.web.register.composing.seen import Seen
from equitytown.web.register.measures import Finding, Measure, findings, measures

_DRAWN = dict(zip(STAGES, Stage, strict=False))  # the last stage, what is taken for granted, is no column
ASSUMPTION = STAGES[-1]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing in both forms, ready for a page."""

    wide: SafeString
    narrow: SafeString


@dataclass(frozen=True, slots=True)
class Entry:
    """One box: its number, what it leads to, and the measures by which it will be seen."""

    number: int
    seen: Seen
    leads_to: tuple[tuple[int, str], ...]
    measures: tuple[tuple[Measure, Finding | None], ...]


@dataclass(frozen=True, slots=True)
class LogicModel:
    """A picture, its boxes stage by stage, and what is taken for granted."""

    picture: Picture
    stages: tuple[tuple[str, tuple[Entry, ...]], ...]
    assumptions: tuple[Seen, ...]


def logic_of(found: Sequence[Seen], *, name: str) -> LogicModel | None:
    """Draw and list a logic model; None where there is nothing of it. A link to what is not shown is left out."""
    if not found:
        return None
    boxes = [seen for stage in _DRAWN for seen in found if seen.record.stage == stage]
    assumptions = tuple(seen for seen in found if seen.record.stage == ASSUMPTION)
    numbers = {seen.identifier: number for number, seen in enumerate(boxes, start=1)}
    data = LogicModelData(
        "logic-model",
        f"Logic model of {name}",
        tuple(
            LogicItem(box.identifier, _DRAWN[box.record.stage], box.record.text, _leads_to(box, numbers))
            for box in boxes
        ),
        tuple(seen.record.text for seen in assumptions),
    )
    texts = {box.identifier: box.record.text for box in boxes}
    entries = [
        Entry(
            numbers[box.identifier],
            box,
            tuple((numbers[one], texts[one]) for one in _leads_to(box, numbers)),
            stand_of(box.record.measures),
        )
        for box in boxes
    ]
    stages = tuple(
        (str(heading), tuple(entry for entry in entries if entry.seen.record.stage == stage))
        for stage, heading in _DRAWN.items()
    )
    return LogicModel(picture_of(logic_model(data)), stages, assumptions)


def _leads_to(box: Seen, shown: dict[str, int]) -> tuple[str, ...]:
    return tuple(one for one in dict.fromkeys(box.record.leads_to) if one in shown and one != box.identifier)


def picture_of(drawing: Drawing) -> Picture:
    """Let a drawing of ours stand in a page as it is: every text in it is escaped."""
    return Picture(mark_safe(drawing.wide), mark_safe(drawing.narrow))  # noqa: S308  our own writer escapes each text


def stand_of(names: Sequence[str]) -> tuple[tuple[Measure, Finding | None], ...]:
    """Give measures by their identifiers, each with the latest finding of the current edition."""
    held, found = measures(), findings()
    return tuple((held[name], found.get(name)) for name in names if name in held)
