"""Effects: that a programme changed a measure is not claimed before its time, nor without an evaluation."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from equitytown.audit.contract_words import CAUSAL, IMPROVED
from equitytown.audit.proof_words import Author, Doubt, DoubtKind, Prose
from equitytown.publish.proof.written import speaks_of
from equitytown.terms.claims import sentences_of
from equitytown.terms.register.reach import is_early
from equitytown.terms.register.results import Programme

_CHANGED = re.compile(
    r"\b(?:reduc(?:es|ed|ing)|lower(?:s|ed|ing)|rais(?:es|ed|ing)|cut(?:s|ting)?|help(?:s|ed)|"
    r"brought (?:down|up)|made a difference|work(?:s|ed))\b",
    re.IGNORECASE,
)
# Words that make a claim a hope, a plan, a question or a denial.
_NOT_CLAIMED = re.compile(
    r"\b(?:not|no|never|nor|cannot|whether|if|hopes?|hoped|aims?|aimed|plans?|planned|should|would|could|may|might|"
    r"will|too early|evaluation|evaluated)\b",
    re.IGNORECASE,
)


def effects(
    passages: Iterable[Prose], programmes: Sequence[Programme], *, names: Mapping[str, Sequence[str]], on: date
) -> Iterator[Doubt]:
    """
    Find sentences that claim an effect of a programme on a measure.

    Parameters
    ----------
    passages : iterable of Prose
        What people wrote.
    programmes : sequence of Programme
        The register's, each with the year before which no change could show, where it declares one.
    names : mapping of str to sequence of str
        What prose calls each measure, in small letters.
    on : date
        The day of the edition.

    Yields
    ------
    Doubt
        One a sentence and programme. It stops a build before the declared year, or where none is declared; what
        partners tell in the register is listed and stops none.
    """
    for passage in passages:
        for sentence in sentences_of(passage.words):
            word = next((m for p in (CAUSAL, IMPROVED, _CHANGED) if (m := p.search(sentence))), None)
            if word is None or _NOT_CLAIMED.search(sentence):
                continue
            if not (speaks_of(sentence, names) or passage.about):
                continue
            for programme in programmes:
                if re.search(rf"\b{re.escape(programme.name)}\b", sentence, re.IGNORECASE):
                    yield _doubt(passage, sentence, word.group(0), programme, on)


def _doubt(passage: Prose, sentence: str, word: str, programme: Programme, on: date) -> Doubt:
    early = is_early(programme, on)
    when = {
        None: "its record does not say from when a change could show",
        True: f"no change could show before {programme.lag}",
        False: "none can be told without an evaluation",
    }[early]
    told = passage.where.startswith("register") or early is False
    kind = DoubtKind.EFFECT_TOLD if told else DoubtKind.EFFECT
    says = f'"{word}" claims an effect of {programme.name}, and {when}'
    author = passage.author if passage.author is not Author.DRAFTED else Author.WRITTEN
    return Doubt(passage.where, sentence, kind, word, says, "", author)
