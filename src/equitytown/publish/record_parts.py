"""Everything an edition says beside figures, verdicts and sentences, each part by its hash."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum

from equitytown.present.blocks import plain
from equitytown.present.wording import target_standing
from equitytown.publish.edition import Edition
from equitytown.publish.sections import targets
from equitytown.terms.edition_record import EditionRecord

NOT_SAID = ("snapshot_id", "row", "retrieved", "known_from")  # where a figure lies, and since when: not what it says
DIGITS = 9

Parts = Iterator[tuple[str, object]]  # object: anything that `_plain` can take apart


def parts_of(edition: Edition, *, since: EditionRecord | None = None) -> dict[str, str]:
    """
    Hash what else an edition says.

    Parameters
    ----------
    edition : Edition
        The compared place, with the corrections that were issued.
    since : EditionRecord, optional
        The record of the edition before, beside which this one is set.

    Returns
    -------
    dict of str to str
        A hash by name. `measure/`, `counts/`, `target/`, `inside/`, `model/` and `spread/` are each of one measure, and
        `correction/` of one correction. A projection is held by the words that tell it: its last digits are not the
        same on every machine.
    """
    said = {**dict(_of_place(edition)), **dict(_of_measures(edition)), **dict(_of_history(edition, since))}
    return {name: _hash(_plain(part)) for name, part in said.items()}


def _of_place(edition: Edition) -> Parts:
    """Give what is said of the whole place."""
    place, plan = edition.place, edition.place.report
    yield "framework", place.framework
    yield "printed rounds", place.printed
    yield "title", (place.area.area_name, plan.title, plan.subtitle, plan.author, plan.organisation)
    yield "sections", plan.sections
    yield "numbered figures", plan.figures
    names = {code: area.area_name for code, area in place.areas.items()}
    yield "areas", (place.region, place.nation, names, place.neighbour_sets, plan.neighbour_sets)
    for name, part in (
        ("targets", place.targets),
        ("decisions", place.decisions),
        ("edits", [(e.sentence_id, e.drafted, e.edited, e.by, e.dated, e.reason) for e in place.edits]),
        ("corrections before publication", place.corrections),
        ("parts of the town", place.parts),
    ):
        if part:
            yield name, part
    yield from ((f"register/{kind.__name__}", found) for kind, found in place.register.records.items())


def _of_measures(edition: Edition) -> Parts:
    """Give what is said of one measure: its file, the counts and notes of its figures, its gaps, spread and targets."""
    inside: defaultdict[str, list[object]] = defaultdict(list)
    counts: defaultdict[str, list[object]] = defaultdict(list)
    aimed: defaultdict[str, list[object]] = defaultdict(list)
    for found in edition.inside:
        inside[f"inside/{found.indicator_id}"].append(found)
    for o in sorted(edition.holdings.observations, key=lambda o: o.observation_id):
        origin = (o.provenance.licence, o.provenance.address)
        told = (o.observation_id, o.status, o.note, o.numerator, o.denominator, o.confidence, o.published_rating)
        counts[f"counts/{o.indicator_id}"].append((*told, *origin))
    for progress in edition.targets:
        words = [plain(said.text) for said in (s for part in targets.drafted(edition, progress) for s in part)]
        told_of = (target_standing.standing_words(progress), words, replace(progress, projection=None))
        aimed[f"target/{progress.target.indicator_id}"].append(told_of)
    yield from ((f"measure/{key}", indicator) for key, indicator in edition.place.indicators.items())
    for grouped in (inside, counts, aimed):
        yield from grouped.items()
    yield from ((f"model/{key}", account) for key, account in edition.place.accounts.items())
    yield from ((f"spread/{key}", spread) for key, spread in edition.spreads.items())


def _of_history(edition: Edition, since: EditionRecord | None) -> Parts:
    """Give the corrections that were issued, and which edition this one is set beside."""
    yield from ((f"correction/{i.correction.name}", i.correction) for i in edition.issued)
    if since is not None:
        yield "edition before", (since.edition, since.as_of, "" if since.is_rebuilt else since.content)


def _hash(part: object) -> str:  # anything that JSON can hold
    words = json.dumps(part, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(words.encode()).hexdigest()


# Objects and several ways out: it takes apart whatever terms are made of, a case each.
def _plain(part: object) -> object:  # noqa: PLR0911
    """
    Turn terms into what JSON can hold: fields by name, enums as their words, days as they are written.

    Numbers are kept to as many digits as two machines agree on. An empty field is as good as none: a later version
    may have more of them.
    """
    if part is None or isinstance(part, bool | int):
        return part
    if isinstance(part, float):
        return float(f"{part:.{DIGITS}g}")
    if is_dataclass(part):
        plain_fields = ((f.name, _plain(getattr(part, f.name))) for f in fields(part) if f.name not in NOT_SAID)
        return {name: value for name, value in plain_fields if value not in (None, "", [], {})}
    if isinstance(part, Enum):
        return part.value
    if isinstance(part, Mapping):
        return {str(key): _plain(value) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [_plain(value) for value in part]
    if isinstance(part, set | frozenset):
        return sorted((_plain(value) for value in part), key=str)
    return str(part)
