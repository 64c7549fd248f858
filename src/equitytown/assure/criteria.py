"""The 18 criteria as data, and what is answered to them."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

import yaml


class Level(StrEnum):
    """A level of reproducible analytical pipelines; each asks for all that the one before asks."""

    BASELINE = "baseline"
    SILVER = "silver"
    GOLD = "gold"


class Met(StrEnum):
    """Whether a criterion is met. What was not seen is never met."""

    YES = "met"
    NO = "not met"
    UNTOLD = "cannot be told"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion: its level, what it asks, and how to meet it."""

    criterion_id: str
    level: Level
    asks: str
    mend: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was seen of one criterion: a path, a line, a count."""

    met: Met
    seen: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A criterion with its evidence."""

    criterion: Criterion
    evidence: Evidence

    def as_data(self) -> dict[str, str]:
        """Give it as data for a script."""
        asked, found = self.criterion, self.evidence
        told = {"id": asked.criterion_id, "level": asked.level.value, "asks": asked.asks, "answer": found.met.value}
        return {**told, "evidence": found.seen, "mend": "" if found.met is Met.YES else asked.mend}

    def lines(self) -> list[str]:
        """Give it as lines for a person: what is asked, the answer, the evidence, and how to meet it."""
        asked, found = self.criterion, self.evidence
        mend = [] if found.met is Met.YES else [f"    To meet it: {asked.mend}"]
        return [f"{found.met.value.capitalize()}: {asked.asks}", f"    {found.seen}", *mend]


@dataclass(frozen=True, slots=True)
class Assessment:
    """Every answer, in the order of the levels."""

    answers: tuple[Answer, ...]

    @property
    def reached(self) -> Level | None:
        """The highest level of which every criterion, and every one of the levels before, is met."""
        reached = None
        for level in Level:
            if not all(a.evidence.met is Met.YES for a in self.of(level)):
                return reached
            reached = level
        return reached

    def of(self, level: Level) -> tuple[Answer, ...]:
        """Give the answers of one level."""
        return tuple(answer for answer in self.answers if answer.criterion.level is level)

    def reaches(self, level: Level) -> bool:
        """Say whether a level is reached."""
        return self.reached is not None and tuple(Level).index(self.reached) >= tuple(Level).index(level)

    def sentence(self) -> str:
        """Say which level is reached, and how many criteria of each are met."""
        counts = ", ".join(f"{level.value} {self._met(level)} of {len(self.of(level))}" for level in Level)
        return f"Level reached: {self.reached.value if self.reached is not None else 'none'} ({counts})."

    def _met(self, level: Level) -> int:
        return sum(answer.evidence.met is Met.YES for answer in self.of(level))

    def as_text(self) -> str:
        """Tell every answer, level by level, and the level reached last."""
        lines = []
        for level in Level:
            lines += [level.value.capitalize(), *(line for answer in self.of(level) for line in answer.lines()), ""]
        return "\n".join([*lines, self.sentence()])


@cache
def criteria() -> tuple[Criterion, ...]:
    """Give the criteria in order."""
    held = yaml.safe_load(files("equitytown.assure").joinpath("criteria.yaml").read_text(encoding="utf-8"))
    return tuple(Criterion(row["id"], Level(row["level"]), row["asks"], row["mend"]) for row in held)
