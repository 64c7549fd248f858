"""decisions.yaml: every key, what it means, a good example and a bad one."""

from equitytown.place.schema_types import Identifier, IsoDate, Model, Name, Words, key


class DecisionModel(Model):
    """One decision: what was decided, why, when and by whom."""

    id: Identifier = key("Its name, which never changes.", good="which-neighbours", bad="Decision 1")
    dated: IsoDate | None = key(
        "The day of the decision; left out where nobody wrote it down.", good="2026-11-22", bad="autumn", default=None
    )
    decided: Words = key(
        "What was decided, in a sentence.",
        good="Adults are compared with the fifteen councils of the Oflog list.",
        bad="neighbours",
    )
    why: Words = key("Why, and what was turned down.", good="The list is published with its order.", bad="better")
    by: Name = key("Who decided; left out where nobody wrote it down.", good="A. Analyst", bad="=team", default="")
    concerns: tuple[Words, ...] = key(
        "What it is about: measures, neighbour sets, files, sections, by their identifiers.",
        good="- adults-oflog",
        bad="all",
        default=(),
    )


class DecisionsModel(Model):
    """decisions.yaml: what this place decided about its report. The file may be left out."""

    decisions: tuple[DecisionModel, ...] = key(
        "Each decision, the newest last.", good="- id: which-neighbours", bad="see minutes", default=()
    )
