"""One fault put into a clean table, for each rule on periods, trends, labels, units, sources, symbols and shape."""

import re
from collections.abc import Callable
from dataclasses import replace
from random import Random

from equitytown.audit.families import family_of, polarity_of
from equitytown.audit.published import RATED_AGAINST, Entry, Missing, Published, PublishedTable, Role
from equitytown.audit.spans import Form, forms_of, span_of
from tests.audit.mutations import MUTATIONS, Mutation, Spot, chosen, spots, with_entries, with_table

LABELS: dict[str, Mutation] = {}


def fault(rule_id: str) -> Callable[[Mutation], Mutation]:
    """Keep a mutation as the one of its rule."""

    def keep(mutation: Mutation) -> Mutation:
        LABELS[rule_id] = mutation
        return mutation

    return keep


def printed(entry: Entry, text: str) -> Entry:
    """Print other words in a cell that holds words."""
    return replace(entry, text=text, missing=None)


def in_row(table: PublishedTable, row: int, role: Role, text: str) -> dict[Spot, Entry]:
    """Print other words in a cell that all rounds of a row share."""
    return {
        (at, role): printed(line.entries[role], text)
        for at, line in enumerate(table.lines)
        if line.row == row and role in line.entries
    }


def relabelled(published: Published, rng: Random, other: Callable[[str], str | None]) -> Published | None:
    """Give the file with one label changed, where one can be."""
    table = published.tables[0]
    rows = {line.row: text for line in table.lines if (text := other(line.measure)) is not None}
    figures = {line.row for _, line in spots(table, Role.PLACE)}
    rows = {row: text for row, text in rows.items() if row in figures}
    if not rows:
        return None
    row = rng.choice(sorted(rows))
    return with_entries(published, in_row(table, row, Role.MEASURE, rows[row]))


@fault("R10")
def a_trend_without_a_figure_or_against_it(published: Published, rng: Random) -> Published | None:
    table = published.tables[0]
    words = {"better": ("Improving", "Worsening"), "worse": ("Worsening", "Improving")}
    found = chosen(list(spots(table, Role.TREND)), rng)
    if found is None:
        return None
    at, line = found
    trend, place = line.entries[Role.TREND], line.entries[Role.PLACE]
    kind = (
        "better"
        if re.match(r"improv|better", trend.text, re.IGNORECASE)
        else "worse"
        if re.match(r"wors", trend.text, re.IGNORECASE)
        else ""
    )
    if kind and polarity_of(line) is not None and rng.random() < 0.5:
        return with_entries(published, {(at, Role.TREND): printed(trend, words[kind][1])})
    gone = replace(place, text="N/a", number=None, missing=Missing.NOT_AVAILABLE)
    return with_entries(published, {(at, Role.PLACE): gone})


@fault("R11")
def a_trend_spelt_another_way(published: Published, rng: Random) -> Published | None:
    found = chosen(list(spots(published.tables[0], Role.TREND)), rng)
    if found is None:
        return None
    at, line = found
    entry = line.entries[Role.TREND]
    others = ["R", "see text", f"Sig. {entry.text.lower()}", f"{entry.text} slightly"]
    return with_entries(published, {(at, Role.TREND): printed(entry, rng.choice(others))})


@fault("R12")
def a_unit_lost_or_wrong(published: Published, rng: Random) -> Published | None:
    table = published.tables[0]
    at, line = rng.choice(list(spots(table, Role.PLACE, Role.NATIONAL)) or [(0, table.lines[0])])
    entry, other = line.at(Role.PLACE), line.at(Role.NATIONAL)
    if entry is None or other is None or entry.number in (None, 0) or other.number in (None, 0):
        return None
    if "%" in entry.text:
        bare = replace(entry, text=entry.text.rstrip("%"), suffix="")
        return with_entries(published, {(at, Role.PLACE): bare})
    if rng.random() < 0.5:
        return with_entries(published, {(at, Role.PLACE): replace(entry, text="high", number=None, decimals=0)})
    signed = replace(entry, text=f"{entry.text}%", suffix="%")
    return with_entries(published, {(at, Role.PLACE): signed})


@fault("R13")
def two_ages_in_a_label(published: Published, rng: Random) -> Published | None:
    def other(label: str) -> str | None:
        if "per 100,000 aged 10-24" in label:
            return label.replace("per 100,000 aged 10-24", "per 100,000 aged 16-24")
        if "per 1" in label and "aged" not in label and "nder" not in label:
            return (
                label.replace("(", "(aged 15-44, ")
                .replace("per 100,000", "per 100,000 aged 20-64")
                .replace("per 1,000", "per 1,000 aged 20-64")
            )
        if "(% adults aged 18 and over)" in label:
            return label.replace("aged 18 and over", "aged 11-15")
        return None

    return relabelled(published, rng, other)


@fault("R14")
def a_label_of_everything_or_of_two_things(published: Published, rng: Random) -> Published | None:
    extra = rng.choice(
        (
            "(often/always, some of the time, hardly ever, never)",
            "(strongly agree, agree, disagree)",
            "(Level 4 qualifications and managers' occupations)",
        )
    )
    return relabelled(published, rng, lambda label: f"{label} {extra}")


@fault("R15")
def a_definition_that_changed(published: Published, rng: Random) -> Published | None:
    table = published.tables[0]
    roles = (Role.PLACE, Role.NATIONAL, Role.REGIONAL)
    pairs = [(earlier, later) for earlier, later in table.pairs() if all(
        (a := earlier.number(role)) and a >= 3 and later.number(role) for role in roles)]  # fmt: skip
    if not pairs:
        return None
    earlier, later = rng.choice(pairs)
    at, by = table.lines.index(later), rng.choice((0.5, 0.6, 1.5, 1.7))
    changed: dict[Spot, Entry] = {}
    for role in roles:
        entry = later.entries[role]
        number = round((earlier.number(role) or 0) * by, entry.decimals)
        text = f"{number:.{entry.decimals}f}{entry.suffix}"
        changed[at, role] = replace(entry, text=text, number=number)
    return with_entries(published, changed)


@fault("R16")
def a_source_that_cannot_be(published: Published, rng: Random) -> Published | None:
    table = published.tables[0]
    impossible = {
        "life-expectancy": "Department for Education",
        "healthy-life-expectancy": "Department for Transport",
        "smoking": "Department for Work and Pensions",
        "attainment-8": "Sport England",
        "progress-8": "Office for National Statistics",
        "good-level-of-development": "Office for National Statistics",
        "fuel-poverty": "Ministry of Justice",
    }
    at, line = rng.choice(list(spots(table, Role.PLACE)))
    family = family_of(line.measure).family_id
    texts = ["", "Council figures", "Local Authority Information Tool (LAIT)"]
    text = impossible.get(family) or rng.choice(texts)
    return with_entries(published, in_row(table, line.row, Role.SOURCE, text)) if at >= 0 else None


@fault("R17")
def a_period_of_the_wrong_kind(published: Published, rng: Random) -> Published | None:
    table = published.tables[0]
    found = chosen(
        [(at, line) for at, line in spots(table, Role.PERIOD, Role.PLACE) if forms_of(family_of(line.measure))], rng
    )
    if found is None:
        return None
    at, line = found
    entry = line.entries[Role.PERIOD]
    span = span_of(entry.text)
    if span is None:
        return None
    forms = forms_of(family_of(line.measure))
    wrong = ["latest", f"{span.last}-{(span.first - 2) % 100:02d}"]
    if Form.YEAR not in forms:
        wrong += [str(span.last)] * 3
    if Form.SPLIT not in forms:
        wrong += [f"{span.last}/{(span.last + 1) % 100:02d}"] * 3
    return with_entries(published, {(at, Role.PERIOD): printed(entry, rng.choice(wrong))})


@fault("R20")
def a_verdict_on_nothing_or_a_new_symbol(published: Published, rng: Random) -> Published | None:
    table = published.tables[0]
    role = rng.choice(list(RATED_AGAINST))
    found = chosen(list(spots(table, role, RATED_AGAINST[role], Role.PLACE)), rng)
    if found is None:
        return None
    at, line = found
    entry = line.entries[RATED_AGAINST[role]]
    gone = replace(entry, text="N/a", number=None, rank=None, missing=Missing.NOT_AVAILABLE)
    if rng.random() < 0.6:
        return with_entries(published, {(at, RATED_AGAINST[role]): gone})
    text = rng.choice(("", "TBC", ".."))
    state = {"": Missing.EMPTY, "TBC": Missing.TO_BE_CONFIRMED}.get(text, Missing.NOT_AVAILABLE)
    rated = replace(line.entries[role], text=text, rating=None, missing=state)
    cell = replace(gone, text=text, missing=state)
    return with_entries(published, {(at, RATED_AGAINST[role]): cell, (at, role): rated})


@fault("R22")
def a_mark_without_a_footnote(published: Published, rng: Random) -> Published | None:
    table = published.tables[0]
    at, line = rng.choice(list(spots(table, Role.PLACE)))
    mark = rng.choice(("\u2020", "***", "[2]", "\u2021"))
    entry = line.entries[Role.PLACE]
    marked = replace(entry, text=f"{entry.text}{mark}", marks=(mark,))
    return with_entries(published, {(at, Role.PLACE): marked})


@fault("R23")
def a_code_out_of_the_key(published: Published, rng: Random) -> Published | None:
    table = published.tables[0]
    codes = {entry.text for line in table.lines for role in RATED_AGAINST if (entry := line.at(role)) and entry.rating}
    kind = rng.random()
    if kind < 0.5 and len(codes) > 1:
        code = rng.choice(sorted(codes))
        return with_table(published, key={mark: said for mark, said in table.key.items() if mark != code})
    if kind < 0.8:
        said = {mark: text.replace("the comparator of its column", "England") for mark, text in table.key.items()}
        said = {
            mark: text.replace("nearest neighbours", "areas").replace("NN", "others") for mark, text in said.items()
        }
        return with_table(published, key=said)
    said = {mark: re.sub(r" \(statistically.*?\)", "", text) for mark, text in table.key.items()}
    limits = any(column.role is Role.LOWER for column in table.columns)  # they say by what test a verdict is given
    return with_table(published, key=said) if codes and not limits else None


@fault("R26")
def a_trend_on_periods_that_share_years(published: Published, rng: Random) -> Published | None:
    table = published.tables[0]
    pairs = []
    for earlier, later in table.pairs():
        spans = [span_of(line.words(Role.PERIOD)) for line in (earlier, later)]
        if spans[0] and spans[1] and spans[0].overlaps(spans[1]) and earlier.number(Role.PLACE) is not None:
            pairs.append(later)
    if not pairs:
        return None
    later = rng.choice(pairs)
    at, word = table.lines.index(later), rng.choice(("Improving", "Worse", "Comparable"))
    return with_entries(published, {(at, Role.TREND): printed(later.entries[Role.TREND], word)})


@fault("R27")
def the_place_named_in_a_label(published: Published, rng: Random) -> Published | None:
    name = published.tables[0].place_name
    return relabelled(published, rng, lambda label: f"{name} {label[0].lower()}{label[1:]}")


@fault("R28")
def a_row_twice_or_a_column_under_two_names(published: Published, rng: Random) -> Published | None:
    table = published.tables[0]
    if len(table.rounds) > 1 and rng.random() < 0.5:
        columns = tuple(
            replace(column, heading=f"{column.heading} (Baseline Measure)") if column.role is Role.PLACE else column
            for column in table.columns
        )
        return with_table(published, columns=columns)
    rows = sorted({line.row for _, line in spots(table, Role.PLACE)})
    one, other = rng.sample(rows, 2)
    first = next(line for line in table.lines if line.row == one)
    changed = in_row(table, other, Role.MEASURE, first.measure) | in_row(table, other, Role.GROUP, first.group)
    return with_entries(published, changed)


MUTATIONS.update(LABELS)
