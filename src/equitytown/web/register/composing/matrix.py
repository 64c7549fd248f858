"""Recommendations by workstreams, and what is tied to nothing: over what may be read, or what is published."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from equitytown.terms.register.coverage import Activity, Coverage, LinkSource, coverage
from equitytown.terms.register.promises import Recommendation
from equitytown.web.accounts.models import User
from equitytown.web.register import rules
from equitytown.web.register.composing.seen import Reader
from equitytown.web.register.measures import measures
from equitytown.web.register.models import Record
from equitytown.web.register.rules import Verb
from equitytown.web.register.shown import Item

HEADINGS = ("principle", "sector", "system")  # the kinds of heading, in the order of the report
KINDS_READ = ("principles", "recommendations", "workstreams", "gaps", "actions", "next-steps", "progress")


@dataclass(frozen=True, slots=True)
class Mark:
    """What ties a recommendation to a workstream: a word, and the class of its shape."""

    word: str
    shape: str


# The strongest tie first: what a recommendation says itself, then what its work says.
MARKS = {
    LinkSource.RECOMMENDATION: Mark("Linked", "full"),
    LinkSource.ACTION: Mark("Action", "point"),
    LinkSource.GAP: Mark("Gap analysis", "hollow"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A recommendation, and its marks under each workstream; none where the two are not tied."""

    item: Item
    identifier: str
    number: str
    cells: tuple[tuple[str, tuple[Mark, ...]], ...]
    may_edit: bool

    @property
    def is_linked(self) -> bool:
        """Whether any workstream works on it."""
        return any(marks for _, marks in self.cells)


@dataclass(frozen=True, slots=True)
class Lacking:
    """Things that are tied to nothing: what they are, and what it means where there are none."""

    title: str
    about: str
    nothing: str
    items: tuple[Item, ...]


def matrix(user: User | None) -> dict[str, Any]:  # what the template reads
    """Give the matrix and its coverage for somebody, or for the public."""
    reader = Reader(user)
    held = {name: measure.principle for name, measure in measures().items() if measure.principle}
    found = coverage(reader.register(KINDS_READ), measures=held)
    links = found.matrix.links
    return {
        "workstreams": [reader.names("workstreams")[w.workstream_id] for w in found.matrix.workstreams],
        "headings": _headings(found, reader, _editable(user)),
        "marks": tuple(MARKS.values()),
        "pairs": len(links),
        "lacking": tuple(_lacking(found, reader)),
        "count": len(found.matrix.recommendations),
    }


def _editable(user: User | None) -> frozenset[str]:
    """Give the recommendations whose areas of work somebody may set."""
    if user is None or not rules.may_write(user, Record(kind="recommendations").of):
        return frozenset()
    mine = rules.allowed(user, Verb.CHANGE, Record(kind="recommendations").of)
    return frozenset(mine.values_list("identifier", flat=True))


def _headings(found: Coverage, reader: Reader, editable: frozenset[str]) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    """Put rows under the headings they were printed under: principles first, then sectors, then systems."""
    ordered = sorted(found.matrix.recommendations, key=_place)
    return tuple(
        (heading, tuple(_row(one, found, reader, editable) for one in own))
        for heading, own in groupby(ordered, key=lambda one: one.heading)
    )


def _place(one: Recommendation) -> tuple[int, bool, int, str]:
    kind = HEADINGS.index(one.heading_type) if one.heading_type in HEADINGS else len(HEADINGS)
    number = int(one.principle) if one.principle.isdecimal() else 0
    return kind, not number, number, one.heading


def _row(one: Recommendation, found: Coverage, reader: Reader, editable: frozenset[str]) -> Row:
    names = reader.names("workstreams")
    cells = tuple(
        (
            names[workstream.workstream_id].words,
            tuple(
                mark
                for source, mark in MARKS.items()
                if source in found.matrix.sources(one.recommendation_id, workstream.workstream_id)
            ),
        )
        for workstream in found.matrix.workstreams
    )
    item = reader.names("recommendations")[one.recommendation_id]
    return Row(item, one.recommendation_id, one.printed_number, cells, one.recommendation_id in editable)


def _lacking(found: Coverage, reader: Reader) -> Iterable[Lacking]:
    recommendations, measured = reader.names("recommendations"), reader.names("measures")
    yield Lacking(
        "Recommendations with no work",
        "No workstream and no action is tied to them.",
        "Work is tied to every recommendation.",
        tuple(recommendations[one.recommendation_id] for one in found.recommendations_without_work),
    )
    yield Lacking(
        "Recommendations with little activity",
        "Nothing that was done, and no action or next step, is tied to them. Their wording may need to be clearer.",
        "Some activity is tied to every recommendation.",
        tuple(recommendations[_of(activity)] for activity in found.activities if activity.is_little),
    )
    yield Lacking(
        "Workstreams with no recommendation",
        "Priority areas that no recommendation, action or gap analysis ties to a recommendation.",
        "Every priority area is tied to a recommendation.",
        tuple(reader.names("workstreams")[one.workstream_id] for one in found.workstreams_without_recommendation),
    )
    yield Lacking(
        "Actions with no recommendation",
        "They may be good work; nobody has said which recommendation they answer.",
        "Every action answers a recommendation.",
        tuple(reader.names("actions")[one.action_id] for one in found.actions_without_recommendation),
    )
    yield Lacking(
        "Measures with no recommendation",
        "No recommendation names them, though some may stand under their principle.",
        "Every measure is named by a recommendation.",
        tuple(measured[name] for name in found.measures_without_recommendation),
    )
    yield Lacking(
        "Principles with no measure",
        "Nothing is measured under them yet.",
        "Something is measured under every principle.",
        tuple(reader.names("principles")[one.principle_id] for one in found.principles_without_measure),
    )


def _of(activity: Activity) -> str:
    return activity.recommendation.recommendation_id
