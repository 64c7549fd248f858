"""Text in many turns of phrase that agrees with its table raises nothing; one number of it changed is found."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from equitytown.audit.checks import CHECKS
from equitytown.audit.published import Line, Passage, PassageKind, Published, PublishedTable, Role
from equitytown.audit.remarks import Sureness
from equitytown.terms.observation import Rating
from tests.audit.clean_tables import clean

TABLES = 100
TEXT_RULES = ("R12", "R19", "R26", "R31", "R32", "R34", "R35")
Turn = tuple[str, str]  # a text that agrees, and the place's figure in it


def verdict(line: Line, role: Role, figure: Role) -> str:
    rating, own, other = line.rating(role), line.number(Role.PLACE), line.number(figure)
    if rating is Rating.SIMILAR:
        return "similar to"
    way = "higher" if (own or 0) > (other or 0) else "lower"
    return f"significantly {way} than"


def turns(line: Line, before: Line | None, table: PublishedTable) -> Iterator[Turn]:
    """Say one measure's figures in every turn of phrase that its cells allow."""
    label, place = line.measure.rstrip("*"), table.place_name
    own, nation, region, period = (line.words(role) for role in (Role.PLACE, Role.NATIONAL, Role.REGIONAL, Role.PERIOD))
    east = next(column.heading for column in table.columns if column.role is Role.REGIONAL).rpartition(": ")[2]
    national, regional = line.number(Role.NATIONAL), line.number(Role.REGIONAL)
    where = f"{label} in {place} was {own} in {period}."
    first, second = (
        verdict(line, Role.RATING_NATIONAL, Role.NATIONAL),
        verdict(line, Role.RATING_REGIONAL, Role.REGIONAL),
    )
    pair = f"{nation} and {region} respectively"
    texts = []
    if national is not None and regional is not None:
        texts += [
            f"In {period} {label} stood at {own} in {place}, against {nation} in England and {region} in the {east}.",
            f"{where} The national and regional figures were {pair}.",
            f"{where} This is {first} the England figure of {nation}, and {second} {region} regionally.",
        ]
        if first == second:
            averages = f"{first} the national and regional averages of {pair}"
            texts.append(f"In {period}, {label} in {place} was {own}, which is {averages}.")
    if national is not None:
        texts.append(f"For {label}, {place} ({own}) was {first} England ({nation}) in {period}.")
    if before is not None and before.number(Role.PLACE) is not None:
        earlier, then = before.words(Role.PLACE), before.words(Role.PERIOD)
        texts.append(f"{label} in {place} went from {earlier} in {then} to {own} in {period}.")
        texts.append(f"{where} In the previous period of {then}, it was {earlier} in {place}.")
    yield from ((text, own) for text in texts)


def written(seed: int) -> Iterator[tuple[Published, str]]:
    """Give a clean table with a text of one turn of phrase for one of its measures, and the place's figure in it."""
    rng = Random(seed)  # noqa: S311  made-up text
    published = clean(seed)
    table = published.tables[0]
    lines = [line for line in table.of_round(table.rounds[-1]) if line.number(Role.PLACE)]
    line = rng.choice(lines)
    before = next((other for other, later in table.pairs() if later is line), None)
    for text, own in turns(line, before, table):
        yield replace(published, passages=(Passage(text, 1, PassageKind.PARAGRAPH),)), own


def remarks(published: Published) -> list[str]:
    found = (remark for rule_id in TEXT_RULES for remark in CHECKS[rule_id](published))
    return [f"{one.rule_id} {one.says}" for one in found if one.sureness is not Sureness.TO_CHECK]


def test_text_that_agrees_raises_nothing() -> None:
    said = [f"{seed}: {one}" for seed in range(TABLES) for published, _ in written(seed) for one in remarks(published)]
    assert not said, f"{len(said)}: {said[:5]}"


def test_a_changed_figure_of_the_place_is_found() -> None:
    tried = missed = 0
    for seed in range(TABLES):
        for published, own in written(seed):
            number = own.rstrip("%")
            moved = f"{float(number) + 2 * 10 ** -len(number.partition('.')[2]):.{len(number.partition('.')[2])}f}"
            passage = replace(published.passages[0], text=published.passages[0].text.replace(number, moved, 1))
            tried += 1
            missed += not any("R19" in one for one in remarks(replace(published, passages=(passage,))))
    assert missed <= tried // 100, f"{missed} of {tried}"
