"""A report of one town to draw in tests: real shapes and lengths, every kind of block, no outside file."""

from functools import cache

import vl_convert

from equitytown.present.blocks import (
    Block,
    Bullets,
    Card,
    Cards,
    Cell,
    Chart,
    Column,
    Count,
    Document,
    Download,
    Downloads,
    Fact,
    Facts,
    Figure,
    Heading,
    KeyFigure,
    Masthead,
    Paragraph,
    RankStrip,
    Record,
    Records,
    Row,
    RowGroup,
    Section,
    Span,
    Table,
    Tally,
    Verdict,
    text,
)
from equitytown.publish.drawing import register_fonts
from equitytown.publish.drawings import Drawing
from equitytown.terms.observation import Rating

RATINGS = {"G": Rating.BETTER, "A": Rating.SIMILAR, "R": Rating.WORSE}
LETTER_WORDS = {"G": "G better", "A": "A similar", "R": "R worse"}

# principle; measure; source; then for each round: period, Luton, England, region, neighbours, verdicts, trend
PRINTED = """
Overarching|Life expectancy, male (years)|Office for National Statistics|2018-20;78.1;79.4;80.2;3 of 16;RRG;Comparable|2018-20;78.1;79.4;80.2;6 of 16;RRA;Comparable
Overarching|Life expectancy, female (years)|Office for National Statistics|2018-20;82.4;83.1;83.8;2 of 16;RRG;Comparable|2018-20;82.4;83.1;83.8;5 of 16;RRA;Comparable
Overarching|Healthy life expectancy, male (years)|Office for National Statistics|2017-19;57.4;63.2;64.2;16 of 16;RRR;Significantly worse|2018-20;59.2;63.1;64.6;12 of 16;RRA;Comparable
Overarching|Healthy life expectancy, female (years)|Office for National Statistics|2017-19;60.2;63.5;64.4;6 of 16;RRA;Comparable|2018-20;60;63.9;65;9 of 16;RRA;Comparable
1 Giving every child the best start in life|Good level of development at 2 to 2½ years (%)|Health visiting metrics|-|2021/22;85.4%;81.1%;85.4%;1 of 5;GAG;Comparable
1 Giving every child the best start in life|Good level of development at the end of Reception (%)|Department for Education|-|2021/22;56.6%;65.2%;56.6%;6 of 6;RRR;[x]
1 Giving every child the best start in life|Infant mortality (deaths under 1 per 1,000 live births)|Office for National Statistics|2018-20;5.2;3.9;3.4;2 of 16;ARA;Comparable|2019-21;5.7;3.9;3.4;4 of 6;RRA;Comparable
1 Giving every child the best start in life|Five-year-olds with visible tooth decay (%)|Oral health survey of five-year-olds|2018/19;36.8%;23.4%;19.0%;4 of 5;RRA;Comparable|2018/19;36.8%;23.4%;19%;5 of 6;RRR;Comparable
2 Capabilities and control|Child poverty after housing costs (%)|Department for Work and Pensions|-|2022;39.1%;30.8%;23.6%;9 of 16;RRA;Comparable
2 Capabilities and control|Average Progress 8 score|Local Authority Interactive Tool|-|2022;0.05;0;-0.01;0.1;AGA;[x]
2 Capabilities and control|Average Attainment 8 score|Local Authority Interactive Tool|-|2022;46;47.2;49.1;48.8;ARR;Comparable
2 Capabilities and control|Pupils in good or outstanding schools (%)|Local Authority Interactive Tool|-|2023;89.5%;88%;[z];86.7%;G-G;Significantly improving
2 Capabilities and control|Care leavers not in education, employment or training (%)|Local Authority Interactive Tool|-|2023;40%;38%;40%;37.9%;AAA;Comparable
2 Capabilities and control|Admissions for self-harm, ages 10 to 24 (per 100,000)|Hospital Episode Statistics|-|2021/22;352.4;427.3;383.5;6 of 6;GAR;[x]
2 Capabilities and control|Year 6 children overweight or obese (%)|National Child Measurement Programme|2020;27.0%;21.0%;19.1%;3 of 5;RRA;Comparable|2021/22;43.6%;37.8%;35.4%;6 of 6;RRR;Comparable
3 Fair employment and good work|Households below the destitution threshold (%)|Business Intelligence, modelled|-|2023;10.5%;[z];[z];[z];---;[x]
3 Fair employment and good work|Claimant count (% of working age)|Office for National Statistics|-|2023;5.7%;3.9%;3.0%;7 of 16;RRA;Significantly improving
3 Fair employment and good work|Residents qualified to level 4 (%)|Labour Force Survey|-|2022;35.6%;51.0%;50.6%;16 of 16;RRR;[x]
3 Fair employment and good work|Employees paid below the living wage (%)|Business Intelligence|-|2022;30.0%;[z];26%;38% (Leicester);-RG;Significantly worse
4 Healthy standard of living|Children in workless households (%)|Office for National Statistics|-|2021;11.1%;9.9%;7.7%;10 of 16;RRA;Comparable
4 Healthy standard of living|Households in fuel poverty (%)|Department for Energy Security|-|2021;16.7%;13.1%;12.3%;11 of 16;RRA;Comparable
5 Healthy and sustainable places|Households in temporary accommodation (per 1,000)|Department for Levelling Up|-|2022/23;13.9;4.1;2.2;16 of 16;RRR;Comparable
6 Ill-health prevention|Adults who smoke (%)|Annual Population Survey|2019;16.8%;13.9%;13.7%;12 of 16;RRA;Comparable|2021;14.1%;13.0%;12.9%;8 of 16;AAA;Comparable
6 Ill-health prevention|Adults overweight or obese (%)|Active Lives Survey|2019/20;7.7%;62.8%;62.3%;12 of 16;RRA;Significantly worse|2020/21;67.5%;63.5%;64.0%;10 of 16;AAA;Comparable
6 Ill-health prevention|Adults who feel lonely (%)|Active Lives Survey|-|2019/20;27.2%;22.3%;21.0%;14 of 16;RRR;[x]
6 Ill-health prevention|Preventable cardiovascular deaths under 75 (per 100,000)|Office for Health Improvement and Disparities|2020;39.9;29.2;24.3;5 of 16;RRA;Comparable|2021/22;37.1;30.2;25.1;6 of 16;ARA;[x]
7 Discrimination and racism|To be confirmed|To be confirmed|-|-
8 Environment and equity|Walking and cycling for travel (%)|Department for Transport|-|2021/22;58.9%;71.2%;71.9%;13 of 16;RRR;Significantly worse
8 Environment and equity|Air quality (index)|Access to Healthy Assets and Hazards|-|2022;0.89;0.3;[z];0.91 (Leicester);A-A;[x]
""".strip().splitlines()  # noqa: E501 (one line of the printed table is one line here)

NEIGHBOURS = (
    ("Peterborough", 78.0, 77.5, 78.5, "R"),
    ("Southampton", 77.8, 77.3, 78.3, "R"),
    ("Derby", 77.0, 76.5, 77.5, "R"),
    ("Luton", 76.9, 76.4, 77.4, "R"),
    ("Slough", 76.9, 76.3, 77.5, "R"),
    ("Walsall", 76.9, 76.4, 77.3, "R"),
    ("Coventry", 76.8, 76.4, 77.2, "R"),
    ("Bolton", 76.6, 76.1, 77.0, "R"),
    ("Bradford", 76.5, 76.2, 76.8, "R"),
    ("Oldham", 76.3, 75.8, 76.8, "R"),
    ("Wolverhampton", 76.3, 75.8, 76.7, "R"),
    ("Leicester", 75.9, 75.5, 76.4, "R"),
    ("Salford", 75.9, 75.4, 76.4, "R"),
    ("Rochdale", 75.7, 75.2, 76.2, "R"),
    ("Sandwell", 75.7, 75.3, 76.1, "R"),
    ("Blackburn with Darwen", 75.2, 74.6, 75.8, "R"),
)
HEADINGS = {
    "Giving every child the best start in life": (
        "Widen the early-years offer from narrow targeting to every family, with most help where need is greatest.",
        "Maternity and early-years services help families claim what is theirs, and pay a living wage themselves.",
        "Review maternity leave and help with childcare at every employer.",
        "Share one ambition: every child above the England average for school readiness.",
    ),
    "Capabilities and control through education": (
        "Put education first for investment, and spread what lifts attainment for pupils on free school meals.",
        "Work together so that care leavers and others at risk gain skills and move into work or training.",
        "Fund support for young people's mental health jointly, in schools, at work and in the community.",
        "Open apprenticeships to residents of the most deprived wards first.",
        "Keep adult learning within reach of people in low-paid work.",
        "Measure exclusions by school and group, and act on the difference.",
    ),
    "Fair employment and good work": (
        "Make the fair-work charter a condition of council contracts.",
        "Report the share of staff paid the living wage in every anchor organisation.",
        "Offer careers advice for people out of work through ill health.",
        "Help small firms to take on residents furthest from work.",
    ),
}


@cache
def document() -> Document:
    """Build the sample; the same object every time."""
    tables = (outcome_table(), neighbour_table(), brief_table())
    return Document(
        masthead=Masthead(
            place_name="Luton",
            title="Luton, a health equity town",
            subtitle="Annual Public Health Report",
            edition="luton-2023",
            edition_words="2023 edition",
            organisation="Public Health, Luton Council",
            author="Director of Public Health",
            attribution="Contains public sector information licensed under the Open Government Licence v3.0.",
            as_of_words="figures as at 1 April 2024",
        ),
        sections=sections(),
        pages=(),
        tables=tables,
        nav=(("Overview", "index"),),
    )


def sections() -> tuple[Section, ...]:
    """Give the report's sections: words, figures, tables, lists."""
    return (
        Section("foreword", "Foreword", foreword()),
        Section("stands", "Where Luton stands", overview()),
        Section("lives", "How long people live, and how long in good health", figures()),
        Section("outcomes", "The outcome list as printed", printed_list()),
        Section("recommendations", "What partners promised", (Paragraph(text(
            "Sixty-one recommendations stand in the register; these are the first of them."), "lede"),
            recommendations())),
        Section("next", "What comes next", next_steps()),
    )  # fmt: skip


def foreword() -> tuple[Block, ...]:
    """Give words as a Director would write them, marked as a draft."""
    return (
        Paragraph(text("Where someone is born in Luton should not decide how long or how well they live."), "lede"),
        Paragraph(text(
            "In 2022 the town set out to become a health equity town. Partners agreed on eight principles, on a list "
            "of measures to follow, and on what each would do. This report says how the town compares, what has "
            "changed, and what has been done. It is honest about what is not known: where limits are wide, or no "
            "figure is held, the report says so rather than guess."
        )),
        Paragraph((
            Span("Men in Luton live "),
            Span("1.9 years", bold=True, trace="life-expectancy-male|E06000032|2020 to 2022|Male|national#gap"),
            Span(" less than men in England. That gap has not closed. It is a measure of what we owe to the "
                 "people who live here; see "),
            Span("the measure's page", href="measures/life-expectancy-male"),
            Span(" and the "),
            Span("public health profiles", href="https://example.org/profiles"),
            Span("."),
        )),
        Paragraph(text("This text is a draft to be replaced by the Director of Public Health."), "note"),
        Heading(2, "How to read this report"),
        Bullets((
            text("Each finding is a title; what was measured, where and when stands under it."),
            text("A verdict is a shape and a word. It sets the 95% confidence limits against the other figure."),
            (Span("Rank 1 is best. ", bold=True), Span("A rank's likely range stands beside it.")),
        )),
    )  # fmt: skip


def overview() -> tuple[Block, ...]:
    """Give counts, cards and a brief table."""
    return (
        Paragraph(text("Luton does worse than England on 16 of 26 measures, and better on 3."), "lede"),
        Tally((
            Count(Rating.WORSE, "Worse", "16", "than England"),
            Count(Rating.SIMILAR, "Similar", "7", "to England"),
            Count(Rating.BETTER, "Better", "3", "than England"),
            Count(None, "Not compared", "2", "no comparable figure"),
            Count(None, "By chance", "1.3", "verdicts expected by chance"),
        )),
        Heading(2, "What matters here"),
        Paragraph(text("Measures worse than England, near last among neighbours, and not improving."), "small"),
        Cards((
            Card("Temporary accommodation", (Span("13.9 per 1,000", bold=True), Span(
                " households, three times England (4.1). Highest of 16 neighbours.")), Rating.WORSE),
            Card("Good development at end of Reception", (Span("61.1%", bold=True), Span(
                " of children, England 67.2%. Lowest of 6, though up from 56.6%.")), Rating.WORSE),
            Card("First-time entrants to youth justice", (Span("62.7 per 100,000", bold=True), Span(
                ", England 148.8. Best of 6 neighbours.")), Rating.BETTER),
            Card("Adults who smoke", text("14.1%, within the limits of the England figure."), Rating.SIMILAR),
        )),
        Heading(2, "Every measure"),
        brief_table(),
        Heading(2, "Files of this edition"),
        Downloads((
            Download("tables.xlsx", "Tables", "Excel workbook", "every table of this report"),
            Download("data/observations.csv", "Observations", "CSV", "one row a figure, with its source"),
        )),
    )  # fmt: skip


def figures() -> tuple[Block, ...]:
    """Give figures with their paragraphs, a key figure and facts."""
    source = text("Source: Office for National Statistics, through Fingertips, read 22 November 2026.")
    note = text("Three-year figures overlap, so no trend is assessed. Deaths of 2020 to 2022 include the pandemic.")
    return (
        Heading(2, "Life expectancy of men"),
        KeyFigure(
            value=text("76.9"), unit="years", limits=text("76.4 to 77.4"),
            facts=(
                Fact("England", text("78.9"), Verdict(Rating.WORSE, "Worse than England")),
                Fact("East of England", text("79.8"), Verdict(Rating.WORSE, "Worse than the region")),
                Fact("Neighbours", text("highest first: "), rank=RankStrip(4, 16, 2, 8, "4 of 16")),
                Fact("Trend", text("Cannot be assessed: three-year periods overlap")),
            ),
        ),
        Paragraph(text(
            "Life expectancy at birth in Luton was 76.9 years for men in 2020 to 2022, significantly lower than in "
            "England (78.9) and in the East of England (79.8). Among 16 similar councils Luton ranked 4th, where 1st "
            "is best; the order is uncertain, and the rank is likely to lie between 2nd and 8th."
        )),
        Figure("figure-1", "Figure 1", "Life expectancy of men in Luton fell and has not recovered",
               text("Life expectancy at birth, men, three-year periods, 2001 to 2003 up to 2020 to 2022. "
                    "Band: 95% confidence limits."),
               chart("line", "A line chart of male life expectancy in Luton, England and the East of England over "
                     "twenty years. Luton lies lowest throughout and falls after 2014."),
               trend_table(), source, (note,)),
        Figure("figure-2", "Figure 2", "Luton ranks 4th of 16 similar councils, between 2nd and 8th",
               text("Life expectancy at birth, men, 2020 to 2022, with 95% limits. Shapes compare each council "
                    "with England."),
               chart("strip", "A dot chart of sixteen councils in order of male life expectancy. Luton is fourth; "
                     "the limits of most councils overlap. All lie below England."),
               neighbour_table(), source, (note, text("Neighbours: CIPFA list as used in 2023."))),
        Figure("figure-3", "Figure 3", "Discrimination and racism: no figure yet",
               text("Principle 7."), None, None, (),
               awaiting="No measure has been chosen for this principle. Candidates are under review."),
        Facts("How this was worked out", (
            Fact("Verdict", text("The limits (76.4 to 77.4) do not reach England's 78.9, and higher is good: worse.")),
            Fact("Source", text("Fingertips indicator 90366, read 22 November 2026.")),
        ), folded=True),
    )  # fmt: skip


def printed_list() -> tuple[Block, ...]:
    """Give the two-round table with its lede."""
    lede = "Both rounds stand here as they were printed. The verdicts are the printed ones."
    return (Paragraph(text(lede), "lede"), outcome_table())


def recommendations() -> Records:
    """Give the register's records under their headings."""
    groups = []
    for number, (heading, items) in enumerate(HEADINGS.items(), start=1):
        records = tuple(
            Record(
                f"REC-P{number}-{position:02}",
                f"P{number}.{position}",
                "",
                text(words),
                {"heading": (heading,), "partners": ("schools", "employers")},
                (Fact("Partners", text("schools; employers")), Fact("Measurable", text("direction only, no level"))),
            )
            for position, words in enumerate(items, start=1)
        )
        groups.append((heading, records))
    return Records(tuple(groups), {"heading": "Heading", "partners": "Partner"}, "recommendation")


def next_steps() -> tuple[Block, ...]:
    """Give an ordered list, deeper headings and a list of records without groups."""
    return (
        Paragraph(text("Partners set these steps for the year ahead."), "lede"),
        Heading(2, "Children and young people"),
        Heading(3, "In schools"),
        Bullets((text("Finish the gap analysis."), text("Repeat the survey of school health."),
                 text("Publish what each school will change.")), ordered=True),
        Heading(3, "In the family hubs"),
        Paragraph(text("Nothing is on record yet."), "small"),
        Cards((), empty="No measure changed by more than chance since the last edition."),
    )  # fmt: skip


def number(words: str) -> Cell:
    """Give a printed figure as a cell that keeps its number."""
    bare = words.rstrip("%")
    try:
        return Cell(text(words.replace("-", "\u2212")), number=float(bare))
    except ValueError:
        return Cell(text(words), title="Not given in print" if words.startswith("[") else "")


def rated(letter: str) -> Cell:
    """Give a printed letter as a verdict."""
    if letter not in RATINGS:
        return Cell(text("[x]"), title="No verdict was printed")
    return Cell(verdict=Verdict(RATINGS[letter], LETTER_WORDS[letter], basis="as published"))


def one_round(printed: str) -> tuple[Cell, ...]:
    """Give the nine cells of one round."""
    if printed == "-":
        return tuple(Cell(text("[x]"), title="Printed as N/a") for _ in range(9))
    period, *values, letters, trend = printed.split(";")
    return (Cell(text(period)), *map(number, values), *map(rated, letters), Cell(text(trend)))


@cache
def outcome_table() -> Table:
    """Give the wide table of two rounds."""
    parts = (("period", "Date", "text"), ("luton", "Luton", "number"), ("england", "England", "number"),
             ("region", "East of England", "number"), ("neighbours", "Nearest neighbours", "text"),
             ("rated_england", "Against England", "verdict"), ("rated_region", "Against region", "verdict"),
             ("rated_neighbours", "Against neighbours", "verdict"), ("trend", "Trend", "text"))  # fmt: skip
    columns = [Column("measure", "Measure"), Column("source", "Source")]
    for name in ("2021/22", "2022/23"):
        columns += [Column(f"{key}_{name}", label, kind, f"Round {name}") for key, label, kind in parts]
    groups: dict[str, list[Row]] = {}
    for line in PRINTED:
        principle, measure, source, first, second = line.split("|")
        cells = (Cell(text(measure)), Cell(text(source)), *one_round(first), *one_round(second))
        groups.setdefault(principle, []).append(Row(cells))
    return Table(
        "outcome-list", "Outcome list, both rounds as printed", tuple(columns),
        tuple(RowGroup(heading, tuple(rows)) for heading, rows in groups.items()),
        notes=(text("G better, A similar, R worse: letters as printed. [x] printed as N/a: not available. "
                    "[z] printed as a dash: read as not applicable."),
               text("Adults overweight (2021/22): 7.7% stands in print where 67.7% is likely.")),
        source=text("Luton Council, Annual Public Health Report 2023."),
        wide=True,
    )  # fmt: skip


@cache
def brief_table() -> Table:
    """Give the second round as the table that opens the overview."""
    groups: dict[str, list[Row]] = {}
    for line in PRINTED:
        principle, measure, _, _, second = line.split("|")
        cells = one_round(second)
        rank = cells[4].text[0].text if cells[4].text else ""
        place, _, of = rank.partition(" of ")
        strip = (
            Cell(rank=RankStrip(int(place), int(of), max(1, int(place) - 2), min(int(of), int(place) + 2), rank))
            if of.isdigit()
            else Cell(text("[x]"), title="No rank was printed")
        )
        groups.setdefault(principle, []).append(Row((Cell(text(measure)), *cells[1:3], cells[5], cells[7], strip)))
    return Table(
        "every-measure", "Latest figure for each measure",
        (Column("measure", "Measure"), Column("value", "Luton", "number"), Column("national", "England", "number"),
         Column("rated_national", "England", "verdict", "Compared with"),
         Column("rated_neighbours", "Neighbours", "verdict", "Compared with"),
         Column("rank", "Rank among neighbours", "rank")),
        tuple(RowGroup(heading, tuple(rows)) for heading, rows in groups.items()),
        notes=(text("[x] not available. [z] not applicable."),),
        source=text("Luton Council, Annual Public Health Report 2023."),
    )  # fmt: skip


@cache
def neighbour_table() -> Table:
    """Give the table behind the neighbours' figure."""
    rows = tuple(
        Row(
            (Cell(text(name)), Cell(text(f"{value:.1f}"), number=value), Cell(text(f"{lower} to {upper}")),
             Cell(verdict=Verdict(RATINGS[letter]))),
            highlight=name == "Luton",
        )
        for name, value, lower, upper, letter in NEIGHBOURS
    )  # fmt: skip
    return Table(
        "life-expectancy-male-neighbours", "Life expectancy at birth, men, 2020 to 2022",
        (Column("area", "Area"), Column("value", "Years", "number", decimals=1),
         Column("limits", "95% limits", "number"), Column("rating", "Against England", "verdict")),
        (RowGroup("", rows),),
    )  # fmt: skip


def series(offset: float) -> list[float]:
    """Give twenty points of a made series, in years."""
    return [offset + 0.16 * i - 0.012 * max(0, i - 11) ** 2 for i in range(20)]


@cache
def trend_table() -> Table:
    """Give the table behind the line figure."""
    rows = tuple(
        Row((Cell(text(f"{2001 + i} to {2003 + i}")), *(
            Cell(text(f"{series(base)[i]:.1f}"), number=series(base)[i]) for base in (75.0, 76.2, 77.1))))
        for i in range(20)
    )  # fmt: skip
    return Table(
        "life-expectancy-male-years", "Life expectancy at birth, men, by three-year period",
        (Column("period", "Period"), Column("luton", "Luton", "number", decimals=1),
         Column("england", "England", "number", decimals=1),
         Column("region", "East of England", "number", decimals=1)),
        (RowGroup("", rows),),
    )  # fmt: skip


def chart(chart_id: str, description: str) -> Chart:
    """Give a chart whose drawing `drawings` holds."""
    return Chart(chart_id, {}, {}, description)


@cache
def drawings() -> dict[str, Drawing]:
    """Draw both charts by hand, as SVG and as pixels."""
    drawn = {"line": line_svg(), "strip": strip_svg()}
    return {name: Drawing(svg, svg, _pixels(svg)) for name, svg in drawn.items()}


def _pixels(svg: str) -> bytes:
    register_fonts()  # the same faces as the edition's, since they are registered once a process
    return bytes(vl_convert.svg_to_png(svg, scale=2))


def _words(x: float, y: float, words: str, style: str = "") -> str:
    return f'<text x="{x}" y="{y}" font-family="Source Sans Pro" font-size="15" {style}>{words}</text>'


def line_svg() -> str:
    """Draw three lines with a band, labels at the lines' ends."""
    parts = []
    for value in range(75, 81):
        y = 340 - (value - 74.5) * 58
        parts.append(f'<line x1="44" x2="590" y1="{y}" y2="{y}" stroke="#e3e7ea"/>{_words(14, y + 5, str(value))}')
    for name, base, look in (
        ("Luton", 75.0, "#12436d"),
        ("England", 76.2, "#46545f"),
        ("East of England", 77.1, "#8b959c"),
    ):
        points = [(44 + i * 28.7, 340 - (v - 74.5) * 58) for i, v in enumerate(series(base))]
        if name == "Luton":
            band = [f"{x},{y - 20}" for x, y in points] + [f"{x},{y + 20}" for x, y in reversed(points)]
            parts.append(f'<polygon points="{" ".join(band)}" fill="#e6edf3"/>')
        path = " ".join(f"{x},{y}" for x, y in points)
        parts.append(
            f'<polyline points="{path}" fill="none" stroke="{look}" stroke-width="{3 if name == "Luton" else 2}"/>'
        )
        parts.append(_words(600, points[-1][1] + 5, name, f'fill="{look}" font-weight="600"'))
    parts += [_words(44 + i * 28.7 - 30, 372, f"{2001 + i} to {(3 + i):02}") for i in range(0, 20, 6)]
    return _svg(720, 390, parts)


def strip_svg() -> str:
    """Draw sixteen councils with limits and a diamond each."""
    parts = [
        '<line x1="560" x2="560" y1="20" y2="470" stroke="#14202b" stroke-dasharray="5 4"/>',
        _words(520, 14, "England 78.9"),
    ]
    for row, (name, value, lower, upper, _) in enumerate(NEIGHBOURS):
        y, x = 36 + row * 28, 180 + (value - 74) * 78
        weight = 'font-weight="700" fill="#12436d"' if name == "Luton" else ""
        parts.append(_words(10, y + 5, name, weight))
        ends = f'x1="{180 + (lower - 74) * 78}" x2="{180 + (upper - 74) * 78}"'
        parts.append(f'<line {ends} y1="{y}" y2="{y}" stroke="#46545f" stroke-width="2"/>')
        parts.append(
            f'<path d="M{x} {y - 7}l7 7l-7 7l-7 -7z" fill="#b8331f"/>{_words(600, y + 5, f"{value:.1f}  Worse")}'
        )
    parts += [_words(180 + (v - 74) * 78 - 8, 505, str(v)) for v in range(74, 80)]
    return _svg(720, 520, parts)


def _svg(width: int, height: int, parts: list[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<rect width="{width}" height="{height}" fill="#fff"/>{"".join(parts)}</svg>'
    )
