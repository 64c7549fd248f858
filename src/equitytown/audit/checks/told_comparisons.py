"""Checks on comparisons told in prose: with figures, with an end to each rank, and with areas apart from the place."""

import re
from collections.abc import Iterable, Iterator

from equitytown.audit.checks.passages import Said, measured_sections, once_each, place_of, said_in
from equitytown.audit.checks.support import listed
from equitytown.audit.checks.text_numbers import RANK
from equitytown.audit.checks.wording import Verdict, verdicts_in
from equitytown.audit.prose import sections, sexes_in
from equitytown.audit.published import Passage, Published, Role
from equitytown.audit.remarks import Remark, Sureness
from equitytown.audit.told import REGIONS, Figure, at_period, figures_in, mentions_in, told_of

_AREA = r"national\b|England\b|English\b|regional\b|East of England\b"
_AGAINST = re.compile(
    r"(?<!rated )(?<!one is )\b(?:(?:above|below)\s+(?:that of |those of |both )?(?:the )?"
    rf"(?P<known>{_AREA})|"
    r"(?:(?:higher|lower|better|worse) than|similar to|in line with|comparable (?:to|with)|same as)\s+"
    rf"(?:that of |those of |both )?(?:the )?(?P<who>{_AREA}|[A-Z][a-z]+\b))"
)
_NATIONAL = ("national", "england", "english")


def without_figures(published: Published) -> Iterable[Remark]:
    """R34: a comparison told in prose prints the figure that it is made with, or the table does."""
    place = place_of(published)
    in_table = {
        told.sentence
        for table in published.tables
        for told in told_of(published, table)
        if at_period(table, told, told.span)
    }
    for section in sections(published.passages):
        for said in said_in(section):
            found = _AGAINST.search(said.sentence) if said.sentence not in in_table else None
            who = (found["who"] or found["known"]) if found else place
            if found and who != place and _measures(said.sentence) and not _prints(section, who, place):
                yield Remark(
                    "R34",
                    Sureness.TO_CHECK,
                    f'The text says "{found.group()}", and prints no figure for {_named(who)}: "{said.sentence}"',
                    "Print the figure beside the comparison.",
                    passages=(said.passage,),
                )


def _named(who: str) -> str:
    return {"national": "England", "English": "England", "regional": "the region"}.get(who, who)


def _measures(sentence: str) -> bool:
    """Say whether a sentence speaks of a measured thing: it has a number, or one of the words for one."""
    return (
        re.search(r"\d|\brates?\b|\bpercentage|\bproportion|\bprevalence|\baverages?\b|expectancy", sentence)
        is not None
    )


def _prints(section: Iterable[Passage], who: str, place: str) -> bool:
    """Say whether a section prints a figure of an area."""
    role = _role(who)
    for said in said_in(section):
        mentions = [at for at, area in mentions_in(said.sentence, place) if area is role]
        if role is None:
            mentions = [found.start() for found in re.finditer(re.escape(who), said.sentence)]
        figures = [figure for figure in figures_in(said.sentence, place) if role is None or figure.area is role]
        if any(_is_beside(figure, mentions, said.sentence) for figure in figures):
            return True
    return False


def _role(who: str) -> Role | None:
    if who.lower() in _NATIONAL:
        return Role.NATIONAL
    return Role.REGIONAL if who.lower() in ("regional", "east of england") else None


def _is_beside(figure: Figure, mentions: list[int], sentence: str) -> bool:
    """Say whether an area's figure follows its name or stands right before it ("36.6% nationally")."""
    end = figure.at + len(figure.text)
    return any(
        at < figure.at or re.fullmatch(r"\s*(?:\(?in|for|across|per [\d,]+ in)?\s*(?:the )?", sentence[end:at])
        for at in mentions
    )


def equal_comparators(published: Published) -> Iterable[Remark]:
    """R04: England and the region are given one figure in a sentence."""
    place = place_of(published)
    for said in said_in(published.passages):
        held = {(figure.area, figure.text) for figure in figures_in(said.sentence, place) if figure.decimals}
        for text in dict.fromkeys(text for _, text in held):
            if {(Role.NATIONAL, text), (Role.REGIONAL, text)} <= held:
                yield Remark(
                    "R04",
                    Sureness.TO_CHECK,
                    f'England and the region are both told as {text}: "{said.sentence}"',
                    "Look up both; equal to the last digit, one may have been copied from the other.",
                    passages=(said.passage,),
                )


_RANKED = re.compile(r"\branked\b|\branks\b|\branking\b", re.IGNORECASE)
_END = re.compile(r"\b(?:best|worst|highest|lowest|top|bottom|healthiest|most|least)\b", re.IGNORECASE)


def rank_ends(published: Published) -> Iterable[Remark]:
    """R09: a rank told in prose says which end is the best."""
    found = [
        said for said in said_in(published.passages) if RANK.search(said.sentence) and _RANKED.search(said.sentence)
    ]
    without = [said for said in found if not _END.search(said.sentence)]
    if without:
        told = [f'"{said.sentence[:80]}" ({said.passage.where})' for said in without]
        others = f" ({len(found) - len(without)} say it)" if len(found) > len(without) else ""
        many = "rank is" if len(without) == 1 else "ranks are"
        yield Remark(
            "R09",
            Sureness.TO_CHECK,
            f"{len(without)} {many} told without saying which end is the best{others}: {listed(told)}.",
            'Say it with each: "4th of 16, where 1st is best", and whether the place is one of the 16.',
            passages=once_each(without),
        )


def region_with_place(published: Published) -> Iterable[Remark]:
    """R24: the region that the place is set against holds the place itself."""
    place = place_of(published)
    if not place:
        return
    holds = re.compile(
        rf"\b(?:region(?:al)?|{REGIONS})\b[^.]*\b(?:includ|compris|consist|made up)\w*\b[^.)]*\b{re.escape(place)}\b",
        re.IGNORECASE,
    )
    for said in said_in(published.passages):
        if holds.search(said.sentence):
            yield Remark(
                "R24",
                Sureness.TO_CHECK,
                f'The region includes {place}, so {place} is compared in part with itself: "{said.sentence[:240]}"',
                "Say so beside the comparison, or take the place out of the region's figure.",
                passages=(said.passage,),
            )


def sexes_against_persons(published: Published) -> Iterable[Remark]:
    """R29: a verdict on all persons is borne out by that on men or that on women."""
    place = place_of(published)
    for section in measured_sections(published):
        held = list(_verdicts_by_sex(section, place))
        for said, verdict in held:
            if sexes_in(said.sentence) or not verdict.is_tested or verdict.way == "similar":
                continue
            for role in verdict.against:
                parts = _similar(held, role)
                if len(parts) > 1:
                    yield _apart(said, verdict, role, parts)


def _similar(held: list[tuple[Said, Verdict]], role: Role) -> dict[str, Said]:
    """Give the sentences that call men or women similar to an area, by sex."""
    return {
        sex: said
        for said, verdict in held
        if verdict.way == "similar" and role in verdict.against
        for sex in sexes_in(said.sentence)
    }


def _verdicts_by_sex(section: tuple[Passage, ...], place: str) -> Iterator[tuple[Said, Verdict]]:
    for said in said_in(section):
        yield from ((said, verdict) for verdict in verdicts_in(said.sentence, place))


def _apart(said: Said, verdict: Verdict, role: Role, parts: dict[str, Said]) -> Remark:
    return Remark(
        "R29",
        Sureness.TO_CHECK,
        f'All persons are called "{verdict.text}" against the {role.value} and both men and women only similar to it: '
        f'"{said.sentence}"',
        "Print the limits of all three: it can be so, with fewer events in each sex, and a reader will ask.",
        passages=once_each([said, *parts.values()]),
    )


_AMONG = re.compile(
    r"\b(?P<all>\d[\d,]*)\s+(?:people|persons|residents|adults|children|pupils|students|clients|users|attendees)\b"
    r"[^.]*?\bof (?:this|these|whom|which|those),?\s+(?P<part>\d[\d,]*)\s+(?:are|were)\s+"
    r"(?:unique|different|individual)",
    re.IGNORECASE,
)


def counted_twice(published: Published) -> Iterable[Remark]:
    """R29: people are counted once each."""
    for said in said_in(published.passages):
        found = _AMONG.search(said.sentence)
        if found and int(found["part"].replace(",", "")) < int(found["all"].replace(",", "")):
            yield Remark(
                "R29",
                Sureness.LIKELY,
                f"{found['all']} are called people and only {found['part']} of them are different people: "
                f'"{found.group()}"',
                "Name what the larger number counts (enrolments, visits), and give people once each.",
                passages=(said.passage,),
            )


def _parts(published: Published) -> Iterator[Remark]:
    yield from sexes_against_persons(published)
    yield from counted_twice(published)


CHECKS = {
    "R34": without_figures,
    "R04": equal_comparators,
    "R09": rank_ends,
    "R24": region_with_place,
    "R29": _parts,
}
