"""The YAML beside a place's texts: edits of drafted sentences, and numbers that no figure stands behind."""

from typing import Annotated

from pydantic import AfterValidator, Field

from equitytown.place.schema_types import IsoDate, Model, Name, key, refuse
from equitytown.place.words import unsafe_name

SENTENCE_LENGTH = 1_000  # characters of a sentence: the longest drafted ones have some four hundred


def _sentence(text: str) -> str:
    if len(text) > SENTENCE_LENGTH:
        raise refuse(f"has {len(text)} characters.", f"Keep a sentence to {SENTENCE_LENGTH:,}.")
    if "\n" in text or "\r" in text:
        raise refuse("holds the end of a line.", "Write the sentence on one line, or fold it with >-.")
    if reason := unsafe_name(text):
        raise refuse(reason, "Write it in plain words.")
    return text


Sentence = Annotated[str, Field(min_length=1), AfterValidator(_sentence)]


class EditModel(Model):
    """One edit: what the sentence was, what it shall be, whose edit it is and why."""

    sentence_id: Name = key(
        "Which sentence, as `equitytown proof PLACE --sentences` names it.",
        good="smoking|2024|Persons#level",
        bad="the first one",
    )
    drafted: Sentence = key(
        "The sentence as it stood when it was edited, word for word.",
        good="The share of adults who smoke in Luton was 12.4% in 2024.",
        bad="as before",
    )
    edited: Sentence = key(
        "What is to stand instead.", good="In 2024, 12.4% of adults in Luton smoked.", bad="<b>12.4%</b>"
    )
    by: Name = key("Whose edit it is, by role or name.", good="Public health intelligence", bad="me")
    dated: IsoDate = key("The day of the edit.", good="2026-11-26", bad="today")
    reason: str = key("Why; needed where a number or a word of verdict differs.", good="Shorter.", bad="", default="")


class EditsModel(Model):
    """text/edits.yaml: edits of drafted sentences."""

    edits: tuple[EditModel, ...] = key("Each edit, in any order.", good="- sentence_id: ...", bad="none", default=())


class ConstantModel(Model):
    """Words of the place's own texts whose number no figure of the edition stands behind."""

    words: Sentence = key("The words as they stand, number included.", good="about £95 a week", bad="95")
    reason: Name = key(
        "Why they may stand: a law, a date, a count of the document, a source.",
        good="Joseph Rowntree Foundation, Destitution in the UK 2023, the line for a single adult",
        bad="true",
    )


class ConstantsModel(Model):
    """text/constants.yaml: numbers in the place's own texts that no figure stands behind, each with its reason."""

    constants: tuple[ConstantModel, ...] = key("Each of them.", good="- words: ...", bad="none", default=())
