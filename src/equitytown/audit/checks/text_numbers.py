"""Checks of text against table: numbers and ranks by measure and period, and text newer than the table."""

import re
from collections.abc import Iterable, Iterator

from equitytown.audit.checks.round_dates import round_dates
from equitytown.audit.checks.support import in_round, listed, sure_of
from equitytown.audit.prose import sections, sentences
from equitytown.audit.published import Entry, Line, Passage, PassageKind, Published, PublishedTable, Role
from equitytown.audit.remarks import Remark, Sureness
from equitytown.audit.spans import Form, spans_in
from equitytown.audit.told import Figure, Told, at_period, figures_in, lines_of_measure, told_of

RANK = re.compile(
    r"\brank(?:ed|s|ing)?\b[^.;\d]{0,24}?(?P<rank>\d{1,3})(?:st|nd|rd|th)?\s+(?:out\s+)?(?:of\s+)?(?:the\s+)?(?P<of>\d{1,3})\b|"
    r"\bout of (?:the )?(?P<of2>\d{1,3})\b[^.;]{0,80}?\brank(?:ed|s|ing)?\b[^.;\d]{0,24}?(?P<rank2>\d{1,3})"
    r"(?:st|nd|rd|th)?\b",
    re.IGNORECASE,
)


def text_against_table(published: Published) -> Iterable[Remark]:
    """R19: a number or a rank in the text is that of the table for the same measure and period."""
    for table in published.tables:
        said = list(told_of(published, table))
        for told in said:
            yield from _numbers(told, table)
            line = at_period(table, told, told.span)
            yield from _rank(told, line.ranked if line else None)
        yield from _against_itself(said, table)
    for passage in published.passages:
        if passage.kind in (PassageKind.PARAGRAPH, PassageKind.ITEM):
            places = {table.place_name for table in published.tables} or {""}
            yield from _twice(passage, min(places))
    yield from _members(published.passages)


def _numbers(told: Told, table: PublishedTable) -> Iterator[Remark]:
    for figure in told.figures:
        span = figure.span or told.span
        line = at_period(table, told, span)
        entry = line.at(figure.area) if line and figure.area else None
        if line is None or span is None or entry is None or entry.number is None or _agree(figure, entry):
            continue
        yield Remark(
            "R19",
            sure_of(told),
            f"The text has {figure.text} for {_area(figure)} in {span.text}, the table {entry.text}{in_round(line)} "
            f'("{told.measure.label}"): "{told.sentence}"',
            "Look up the figure and print it in both.",
            (entry,),
            (told.passage,),
            likely=entry.text,
        )


def _against_itself(said: list[Told], table: PublishedTable) -> Iterator[Remark]:
    """Remark on a figure told twice in the text, with two values, of a period that the table does not hold."""
    held: dict[tuple[str, Role, tuple[Form, int, int]], tuple[Figure, Told]] = {}
    for told in said:
        if sure_of(told) is not Sureness.CERTAIN or told.passage.unit.endswith("row"):
            continue  # a table's cell may quote what was said before
        for figure in told.figures:
            span = figure.span or told.span
            if span is None or figure.area is None or at_period(table, told, span):
                continue
            first, before = held.setdefault((told.measure.label, figure.area, span.key), (figure, told))
            decimals = min(first.decimals, figure.decimals)
            if abs(first.number - figure.number) <= 0.5 * 10.0**-decimals + 1e-9:
                continue
            yield Remark(
                "R19",
                Sureness.TO_CHECK if _is_revised(before, told) else Sureness.CERTAIN,
                f"The text gives {first.text} and {figure.text} for {_area(figure)} in {span.text} "
                f'("{told.measure.label}"): "{before.sentence}" and "{told.sentence}"',
                "Look up the figure and print it in both places.",
                passages=tuple(dict.fromkeys((before.passage, told.passage))),
            )


_REVISED = re.compile(
    r"\brevis(?:ed|ion)|\bearlier publication|\bfirst published|\bas (?:then )?printed|\bcorrected|"
    r"\bthe report (?:called|gave|said|printed)",
    re.IGNORECASE,
)


def _is_revised(*told: Told) -> bool:
    """Say whether a passage itself tells that a figure was another one before."""
    return any(_REVISED.search(f"{one.passage.heading} {one.passage.text}") for one in told)


def _area(figure: Figure) -> str:
    return figure.area.value if figure.area else "an area"


def _period(told: Told) -> str:
    return told.span.text if told.span else "no period that it names"


def _agree(figure: Figure, entry: Entry) -> bool:
    """Say whether two numbers are one, as far as the coarser of the two is printed."""
    decimals = min(figure.decimals, entry.decimals)
    return abs(figure.number - (entry.number or 0.0)) <= 0.5 * 10.0**-decimals + 1e-9


def _rank(told: Told, entry: Entry | None) -> Iterator[Remark]:
    found = RANK.search(told.sentence)
    if found is None or entry is None or entry.rank is None:
        return
    rank, of = int(found["rank"] or found["rank2"]), int(found["of"] or found["of2"])
    if rank == entry.rank and (entry.of is None or of == entry.of):
        return
    yield Remark(
        "R19",
        sure_of(told),
        f'The text ranks {rank} of {of} in {_period(told)}, the table "{entry.text}" ("{told.measure.label}"): '
        f'"{told.sentence}"',
        "Look up the rank and the number of areas, and print them in both.",
        (entry,),
        (told.passage,),
        likely=entry.text,
    )


def _twice(passage: Passage, place: str) -> Iterator[Remark]:
    """Remark on a number that a sentence prints twice, of which one has no area of its own."""
    for sentence in sentences(passage.text):
        held: dict[str, list[Figure]] = {}
        for figure in figures_in(sentence, place):
            if figure.decimals:
                held.setdefault(figure.text, []).append(figure)
        for text, figures in held.items():
            places = {figure.at for figure in figures}
            astray = any(figure.area is None and figure.span is None for figure in figures)
            if len(places) > 1 and astray and any(figure.area for figure in figures):
                yield Remark(
                    "R19",
                    Sureness.LIKELY,
                    f"{text} stands {len(places)} times in one sentence, once without saying whose figure it is: "
                    f'"{sentence}"',
                    "Look up whether another figure was meant, and take the repeated one out.",
                    passages=(passage,),
                )


_SETS = {"CIPFA": r"\bCIPFA\b", "CSSNBT": r"\bCSSNBT\b|children'?s services statistical"}
_OF = re.compile(
    r"\bout (?:of )?(?:the )?(\d{1,3})\b|\bof (?:the )?(\d{1,3}) (?:closest|nearest|areas|neighbours)", re.IGNORECASE
)


def _members(passages: Iterable[Passage]) -> Iterator[Remark]:
    """Remark on one set of neighbours that is given several sizes."""
    held: dict[str, dict[int, list[Passage]]] = {}
    for passage in passages:
        for sentence in sentences(passage.text):
            names = [name for name, pattern in _SETS.items() if re.search(pattern, sentence)]
            found = _OF.search(sentence)
            if len(names) == 1 and found and re.search(r"\brank", sentence, re.IGNORECASE):
                held.setdefault(names[0], {}).setdefault(int(found[1] or found[2]), []).append(passage)
    for name, sizes in held.items():
        if len(sizes) > 1:
            shown = sorted(sizes, key=lambda size: -len(sizes[size]))
            yield Remark(
                "R19",
                Sureness.LIKELY,
                f"The {name} neighbours are {listed([str(size) for size in shown])} in different places of the text.",
                "Say of how many areas each rank is, and why one is missing where the number differs.",
                passages=tuple(passage for size in shown[1:] for passage in sizes[size]),
            )


def undated_ranks(passages: Iterable[Passage]) -> Iterator[Remark]:
    """Remark on a rank without a period in a passage that speaks of two."""
    for section in sections(passages):
        for passage in section:
            spans = {span.key for span in spans_in(passage.text)}
            if passage.kind is not PassageKind.PARAGRAPH:
                continue
            last = {span.key for other in section for span in spans_in(other.text)}
            for sentence in sentences(passage.text):
                if RANK.search(sentence) and not list(spans_in(sentence)) and spans and len(last) > 1:
                    yield Remark(
                        "R19",
                        Sureness.TO_CHECK,
                        f'A rank is told without its period, where the text speaks of several: "{sentence}"',
                        "Name the period that the rank is of.",
                        passages=(passage,),
                    )


def staleness(published: Published) -> Iterable[Remark]:
    """Remark where the table is older than the text of the same report."""
    said = [(table, list(told_of(published, table))) for table in published.tables]
    fresh = {one.sentence for table, told_all in said for one in told_all if _is_held(one, table)}
    for table, told_all in said:
        seen = set()
        for told in told_all:
            held = lines_of_measure(table, told.measure.label)
            if not held or told.span is None or told.measure.label in seen or told.sentence in fresh:
                continue
            line, newest = held[-1]
            entry = line.at(Role.PERIOD)
            if entry is not None and told.span.months[1] > newest.months[1] and told.span.form is newest.form:
                seen.add(told.measure.label)
                yield _stale(told, line, table)


def _is_held(told: Told, table: PublishedTable) -> bool:
    """Say whether a table goes as far as a sentence: of several tables one may reprint an older one."""
    held = lines_of_measure(table, told.measure.label)
    return bool(held) and told.span is not None and held[-1][1].months[1] >= told.span.months[1]


def _stale(told: Told, line: Line, table: PublishedTable) -> Remark:
    own = [figure.text for figure in told.figures if figure.area is Role.PLACE]
    value = f" ({own[0]} for {table.place_name})" if own else ""
    return Remark(
        "R18",
        Sureness.LIKELY,
        f'The text speaks of {_period(told)}{value}, and the table ends at "{line.words(Role.PERIOD)}" '
        f'({line.words(Role.PLACE)}) for "{told.measure.label}": '
        f'"{told.sentence}"',
        "Bring the table to the period of the text, or say why it stands at an earlier one.",
        tuple(cell for cell in (line.at(Role.PERIOD), line.at(Role.PLACE)) if cell is not None),
        (told.passage,),
    )


def age(published: Published) -> Iterable[Remark]:
    """R18: the table is not older than its text, nor its figures than the rounds they stand under."""
    yield from staleness(published)
    yield from round_dates(published)


CHECKS = {"R18": age, "R19": text_against_table}
