"""The content hash: one name for everything that an edition says, whatever it looks like."""

import hashlib
import json
from dataclasses import asdict

from equitytown.publish import narrative
from equitytown.publish.edition import Edition
from equitytown.terms.edition_record import EditionRecord
from equitytown.terms.finding import Finding
from equitytown.terms.indicator import Indicator
from equitytown.terms.observation import Observation


def content_hash(record: EditionRecord) -> str:
    """Give the hash that a signature is bound to."""
    return record.content


def content_of(edition: Edition) -> str:
    """
    Give the hash of what an edition says: figures, verdicts, definitions, sentences, people's texts, the register.

    Parameters
    ----------
    edition : Edition
        As compared.

    Returns
    -------
    str
        SHA-256 in hexadecimal. Who signed, what drew it and how it looks are no part of it; one changed figure is.
    """
    place = edition.place
    said = {
        "edition": [place.place_id, place.report.edition, place.report.as_of.isoformat(), place.report.title],
        "figures": sorted(_figure(o) for o in edition.known()),
        "verdicts": sorted(_verdict(f) for f in edition.all_findings()),
        "inside": [repr(found) for found in edition.inside],
        "definitions": {key: repr(found) for key, found in place.indicators.items()},
        "sections": list(place.report.sections),
        "plan": [repr(figure) for figure in place.report.figures],
        "sentences": _sentences(edition),
        "texts": dict(place.texts),
        "register": repr(place.register),
        "models": {key: asdict(account) for key, account in place.accounts.items()},
        "decisions": [repr(decision) for decision in place.decisions],
    }
    words = json.dumps(said, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(words.encode()).hexdigest()


def _figure(o: Observation) -> list[str]:
    found = (o.observation_id, o.category_type, o.known_from, o.age, o.value, o.lower, o.upper, o.numerator,
             o.denominator, o.status.value, o.note, o.provenance.publisher, o.provenance.title)  # fmt: skip
    return [repr(part) for part in found]


def _verdict(f: Finding) -> list[str]:
    found = (f.finding_id, f.verdict, f.rank, f.trend, f.gap)
    return [repr(part) for part in found]


def _sentences(edition: Edition) -> dict[str, str]:
    """Give the drafted sentences of every measure's newest figure, by name."""
    said: dict[str, str] = {}
    for indicator in (*edition.listed(), *edition.supporting()):
        said |= _about(edition, indicator)
    return said


def _about(edition: Edition, indicator: Indicator) -> dict[str, str]:
    found = edition.current(indicator)
    if found is None:
        return {}
    drafts = (draft for part in narrative.drafted(edition, indicator, found) for draft in part)
    return {draft.sentence_id: "".join(span.text for span in draft.text) for draft in drafts}
