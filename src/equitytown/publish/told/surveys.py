"""Surveys: who was asked, how many answered, and shares only where enough did."""

from equitytown.present.blocks import Block, Bullets, Fact, Facts, Heading, Paragraph, Text, text
from equitytown.publish.edition import Edition
from equitytown.publish.told.words import between, facts, joined, names
from equitytown.terms.register.partners import Organisation
from equitytown.terms.register.results import Survey, SurveyResult
from equitytown.terms.register.shares import FEWEST_ANSWERS, share


def blocks(edition: Edition) -> tuple[Block, ...]:
    """Give each survey with its results; nothing where the register holds none."""
    register = edition.place.register
    held = register.all(Survey)
    if not held:
        return ()
    found: list[Block] = [
        Heading(2, "What people said in surveys"),
        Paragraph(
            text(
                "These are the answers of those who answered, and of nobody else. A share is given only where at "
                f"least {FEWEST_ANSWERS} people answered."
            ),
            style="small",
        ),
    ]
    for survey in held:
        found.extend((Heading(3, survey.name), Facts("", _about(edition, survey))))
        results = tuple(result for result in register.all(SurveyResult) if result.survey == survey.survey_id)
        if results:
            found.append(Bullets(tuple(_result(result) for result in results)))
    return tuple(found)


def _about(edition: Edition, survey: Survey) -> tuple[Fact, ...]:
    """Say who asked whom, when and how, and how many answered."""
    who = joined((survey.organisation,), names(edition.place.register, Organisation)) if survey.organisation else ""
    return facts(
        ("Who was asked", survey.people),
        ("Asked by", who),
        ("How", survey.method),
        ("When", between(survey.starts, survey.ends)),
        ("How many answered", _answered(survey)),
    )


def _answered(survey: Survey) -> str:
    if survey.answered is None:
        return "Not told"
    asked = f"of {survey.asked:,} asked" if survey.asked is not None else "how many were asked was not told"
    return f"{survey.answered:,}{' ' if survey.asked is not None else '; '}{asked}"


def _result(result: SurveyResult) -> Text:
    group = f"{result.people}: " if result.people else ""
    question = result.question.rstrip(".")
    if result.answered is None or result.agreed is None:
        return text(f"{group}{question}: how many answered was not told, so no share is given.")
    given = share(result)
    if given is None:
        return text(f"{group}{question}: fewer than {FEWEST_ANSWERS} answered, so no share is given.")
    return text(f"{group}{question}: {given:.0%} ({result.agreed:,} of the {result.answered:,} who answered).")
