"""What a proof takes and gives: passages of prose, and doubts about what they claim."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from equitytown.terms.claims import SENTENCE_END


class Author(StrEnum):
    """Who wrote a passage."""

    DRAFTED = "drafted"
    EDITED = "edited"
    WRITTEN = "written"


class DoubtKind(StrEnum):
    """What is wrong with a claim."""

    TRACE = "a traced number that is not what its trace gives"
    NUMBER = "a number that nothing held gives"
    RANK = "a rank that was not found"
    PERIOD = "a period that is not held"
    AREA = "an area that is not of this edition"
    VERDICT = "a verdict word against its finding"
    NO_PERIOD = "a rank without its period"
    TWICE = "a number used twice in a sentence"
    CONTRACT = "a rule of the wording contract that is broken"
    QUOTED = "a verdict quoted from another publication, which no finding here bears out"
    TOLD = "a count of the register that is not matched"
    STALE = "an edit that is out of date"
    EFFECT = "an effect of a programme that is claimed before its time"
    EFFECT_TOLD = "an effect of a programme that no evaluation bears out"


# What stops a build in drafted words, and what stops it whoever wrote: decision 0034.
DRAFTED_STOPS = (
    DoubtKind.TRACE, DoubtKind.NUMBER, DoubtKind.RANK, DoubtKind.PERIOD, DoubtKind.VERDICT, DoubtKind.CONTRACT,
)  # fmt: skip
ALWAYS_STOPS = (DoubtKind.VERDICT, DoubtKind.CONTRACT, DoubtKind.EFFECT)


@dataclass(frozen=True, slots=True)
class Run:
    """A run of words; `trace` names the figure or finding that it prints."""

    words: str
    trace: str = ""


@dataclass(frozen=True)
class Prose:
    """
    A passage of prose.

    `where` says where it stands ("measures/smoking, paragraph" or "text/foreword.md, line 7"). `about` are the
    measures it tells of, none where it cannot be told, `period` the one that all of it is about, "" where none is.
    `of_register` marks what is told of the register's records and of no measure.
    """

    runs: tuple[Run, ...]
    where: str
    author: Author = Author.DRAFTED
    about: tuple[str, ...] = ()
    period: str = ""
    of_register: bool = False

    @property
    def words(self) -> str:
        """All of its words."""
        return "".join(run.words for run in self.runs)

    @property
    def traced_spans(self) -> tuple[tuple[int, int], ...]:
        """From where to where its traced runs stand."""
        spans, position = [], 0
        for run in self.runs:
            if run.trace:
                spans.append((position, position + len(run.words)))
            position += len(run.words)
        return tuple(spans)

    def period_before(self, position: int) -> str:
        """
        Give the period of the figure that stands straight before "in" and a position; "" where none does.

        The trace of a figure holds its period: "smoking|E06000032|2024|Persons".
        """
        if not re.search(r"^[^.;]{0,3}\bin $|^\) in $", self._since_trace(position)):
            return ""
        traced = [run.trace for run, end in self._ends() if run.trace and end <= position]
        parts = traced[-1].partition("#")[0].split("|") if traced else []
        return parts[2] if len(parts) in (4, 5) and parts[1] not in ("inside", "map") else ""

    def _ends(self) -> Iterator[tuple[Run, int]]:
        position = 0
        for run in self.runs:
            position += len(run.words)
            yield run, position

    def _since_trace(self, position: int) -> str:
        """Give the words between the last traced run and a position."""
        before = [end for run, end in self._ends() if run.trace and end <= position]
        return self.words[before[-1] : position] if before else ""

    def without(self, taken: str) -> "Prose":
        """Give the passage without some of its words, which stand in it once; itself where they do not."""
        at = self.words.find(taken)
        if at < 0:
            return self
        end, position, kept = at + len(taken), 0, []
        for run in self.runs:
            start, stop = position, position + len(run.words)
            before, after = run.words[: max(0, at - start)], run.words[max(0, min(len(run.words), end - start)) :]
            words = run.words if stop <= at or start >= end else before + after
            if words:
                kept.append(Run(words, run.trace if words == run.words else ""))
            position = stop
        return replace(self, runs=tuple(kept))

    def sentence_at(self, position: int) -> str:
        """Give the sentence that holds a position."""
        start = 0
        for match in SENTENCE_END.finditer(self.words):
            if match.start() >= position:
                return self.words[start : match.start()].strip()
            start = match.end()
        return self.words[start:].strip()

    def sentence_with(self, run: Run) -> str:
        """Give the sentence that holds a run."""
        position = 0
        for one in self.runs:
            if one is run:
                return self.sentence_at(position)
            position += len(one.words)
        return self.words


@dataclass(frozen=True, slots=True)
class Doubt:
    """
    One claim that could not be matched.

    `says` is what is wrong in words, `nearest` the fact that comes nearest, "" where none does.
    """

    where: str
    sentence: str
    kind: DoubtKind
    words: str
    says: str
    nearest: str
    author: Author

    @property
    def stops(self) -> bool:
        """Say whether a build stops for it."""
        return self.kind in (DRAFTED_STOPS if self.author is Author.DRAFTED else ALWAYS_STOPS)

    @property
    def told(self) -> str:
        """The doubt as a person reads it, on one line and a second with the sentence."""
        near = f" Nearest: {self.nearest.rstrip('.')}." if self.nearest else ""
        return f"{self.where}: {self.says}.{near}\n    {self.sentence}"

    def as_data(self) -> Mapping[str, str]:
        """Give the doubt as a row of data."""
        return {
            "where": self.where,
            "author": self.author.value,
            "kind": self.kind.value,
            "words": self.words,
            "says": self.says,
            "nearest": self.nearest,
            "stops_a_build": "yes" if self.stops else "no",
            "sentence": self.sentence,
        }


@dataclass(frozen=True, slots=True)
class Proof:
    """What proving some prose found: how many claims were matched, and which were not."""

    doubts: tuple[Doubt, ...]
    matched: int

    @property
    def stopping(self) -> tuple[Doubt, ...]:
        """The doubts that a build stops for."""
        return tuple(doubt for doubt in self.doubts if doubt.stops)
