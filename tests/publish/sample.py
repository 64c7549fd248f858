# ruff: noqa: E501  # each sentence of the sample stands on one line
"""A small edition that shows every block in many states. Figures are made up; only the look is meant."""

from equitytown.present import blocks as b
from equitytown.present.blocks import Cell, Column, Fact, RankStrip, Row, RowGroup, Span, Verdict, text
from equitytown.present.charts.data import (
    AreaRow,
    LineData,
    NeighboursData,
    Panel,
    Point,
    Reference,
    Role,
    Series,
)
from equitytown.present.charts.line import line_chart
from equitytown.present.charts.neighbours import neighbours_chart
from equitytown.publish.drawing import draw_png, draw_svg
from equitytown.publish.drawings import Drawing
from equitytown.publish.site import write_site
from equitytown.terms.indicator import Polarity
from equitytown.terms.observation import Rating

BETTER, SIMILAR, WORSE, NONE = Rating.BETTER, Rating.SIMILAR, Rating.WORSE, Rating.NOT_COMPARED
LETTERS = {"B": BETTER, "S": SIMILAR, "W": WORSE, "H": Rating.HIGHER, "L": Rating.LOWER, "-": NONE}

MEASURES = """
Overarching
Life expectancy at birth, males|years, 2020 to 2022|77.0|78.9|WWS|4 of 16
Life expectancy at birth, females|years, 2020 to 2022|81.4|82.8|WWS|6 of 16
Healthy life expectancy, males|years, 2018 to 2020|59.2|63.1|WWS|12 of 16
1 Best start in life
Good development at 2 to 2½ years|2021/22|85.4%|81.1%|BSB|1 of 5
Good development at end of Reception|2022/23|61.1%|67.2%|WWW|6 of 6
Infant mortality|per 1,000, 2020 to 2022|6.3|3.9|WWS|4 of 6
2 Capabilities and control
Average Progress 8 score|2022|0.05|0|SBS|
Admissions for self-harm, ages 10 to 24|per 100,000, 2021/22|352.4|427.3|BSW|6 of 6
3 Fair employment and good work
Households below the destitution threshold|2023|10.5%|[x]|---|
Employees paid below the real living wage|2022|30.0%|[x]|-WB|
4 Healthy standard of living
Children in workless households, of all children in the area, including those who are looked after|2021|11.1%|9.9%|WWS|10 of 16
5 Healthy and sustainable places
Households in temporary accommodation|per 1,000, 2022/23|13.9|4.1|WWW|16 of 16
6 Ill-health prevention
Adults who smoke|2022|21.1% [p]|12.7%|WWW|14 of 31
Average attendance, where no side is good|2022|94.1|95.0|LHS|8 of 31
"""
NEIGHBOURS = [
    "Peterborough",
    "Southampton",
    "Derby",
    "Luton",
    "Slough",
    "Walsall",
    "Coventry",
    "Bolton",
    "Bradford",
    "Oldham",
    "Wolverhampton",
    "Leicester",
    "Salford",
    "Rochdale",
    "Sandwell",
    "Bournemouth,_Christchurch_and_Poole",
]
LONG_WORD = (
    "Gwasanaethau-iechyd-cyhoeddus-Rhondda-Cynon-Taf-a-Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
)


def _verdict(letter, trace=""):
    return Verdict(LETTERS[letter], trace=trace)


def measures_table():
    groups, rows = [], []
    for line in MEASURES.strip().splitlines():
        if "|" not in line:
            rows = []
            groups.append((line, rows))
            continue
        name, detail, own, england, letters, rank = line.split("|")
        slug = "measures/life-expectancy-male"
        trace = f"{name}|E06000032"
        strip = None
        if rank:
            number, of = (int(part) for part in rank.split(" of "))
            strip = RankStrip(number, of, max(1, number - 2), min(of, number + 3), rank, f"{trace}#rank")
        rows.append(
            Row((
                Cell((Span(name, href=slug), Span(detail))),
                Cell((Span(own, trace=trace),), number=1.0),
                Cell((Span(england, trace=trace),), title="No national figure is published"),
                *(Cell(verdict=_verdict(letter, f"{trace}#rating")) for letter in letters),
                Cell(rank=strip) if strip else Cell(text("[x]"), title="No neighbour's figure is held"),
            ))
        )  # fmt: skip
    groups.append(
        (
            "7 Discrimination and racism",
            [Row((Cell(text("No measure yet")), Cell(text("To be confirmed: candidates are under review."))))],
        )
    )
    return b.Table(
        "latest",
        "Latest figure for each measure",
        (
            Column("measure", "Measure"),
            Column("own", "Luton", "number"),
            Column("england", "England", "number"),
            Column("national", "Against England", "verdict"),
            Column("regional", "East of England", "verdict"),
            Column("neighbours", "Neighbours", "verdict"),
            Column("rank", "Rank among neighbours", "rank"),
        ),
        tuple(RowGroup(heading, tuple(rows)) for heading, rows in groups),
        notes=(text("A verdict compares the 95% confidence limits with the other area's value."),),
        source=(
            Span("Office for Health Improvement and Disparities, "),
            Span("Fingertips", href="https://example.org/fingertips"),
        ),
    )


def rounds_table():
    columns = [Column("measure", "Measure"), Column("source", "Source")]
    for year in ("2021/22", "2022/23"):
        columns += [
            Column(f"own {year}", "Luton", "number", year),
            Column(f"england {year}", "England", "number", year),
            Column(f"verdict {year}", "Against England", "verdict", year),
        ]
    row = Row((
        Cell(text("Life expectancy at birth, males")), Cell(text("Office for National Statistics")),
        Cell((Span("78.5", trace="a"),)), Cell((Span("79.7", trace="b"),)), Cell(verdict=Verdict(WORSE, "R worse")),
        Cell((Span("78.1", trace="c"),)), Cell((Span("79.4", trace="d"),)), Cell(verdict=Verdict(WORSE, "R worse")),
    ))  # fmt: skip
    own = Row(row.cells, highlight=True)
    return b.Table("rounds", "The outcome list as printed", tuple(columns), (RowGroup("", (row, own)),), wide=True)


def neighbours_table():
    rows = tuple(
        Row(
            (
                Cell(text(name.replace("_", " "))),
                Cell((Span(f"{78 - i / 6:.1f}", trace=name),), number=78 - i / 6),
                Cell(text(f"{77.5 - i / 6:.1f} to {78.5 - i / 6:.1f}")),
                Cell(verdict=_verdict("BSW"[min(2, i // 4)], name)),
            ),
            highlight=name == "Luton",
        )
        for i, name in enumerate(NEIGHBOURS)
    )
    columns = (
        Column("area", "Area"),
        Column("value", "Years", "number"),
        Column("limits", "95% limits"),
        Column("verdict", "Against England", "verdict"),
    )
    return b.Table("neighbours-male", "Life expectancy at birth, males, 2020 to 2022", columns, (RowGroup("", rows),))


def over_time_table():
    rows = tuple(
        Row(
            (
                Cell(text(f"{2013 + i} to {2015 + i}")),
                Cell((Span(f"{78 - i / 9:.1f}", trace=str(i)),)),
                Cell(text("[u]")),
            )
        )
        for i in range(8)
    )
    columns = (Column("period", "Period"), Column("own", "Luton", "number"), Column("england", "England", "number"))
    return b.Table("male-over-time", "Life expectancy at birth, males", columns, (RowGroup("", rows),))


def over_time():
    periods = tuple(f"{2013 + i} to {2015 + i}" for i in range(8))

    def series(name, role, start, step):
        points = tuple(
            Point(p, start + step * i, f"{start + step * i:.1f}", start + step * i - 0.5, start + step * i + 0.5,
                  f"{start + step * i - 0.5:.1f} to {start + step * i + 0.5:.1f}", WORSE)
            for i, p in enumerate(periods)
        )  # fmt: skip
        return Series(name, role, points)

    lines = (
        series("England", Role.ENGLAND, 79.5, -0.08),
        series("East of England", Role.REGION, 80.3, -0.07),
        series("Slough", Role.NEIGHBOUR, 78.7, -0.2),
        series("Luton", Role.TOWN, 78.7, -0.22),
    )
    return line_chart(
        LineData(
            "male-over-time",
            "Life expectancy at birth, males",
            "years",
            periods,
            lines,
            "Luton fell further than England.",
        )
    )


def among_neighbours():
    def point(period, i, rating):
        value = 78 - i / 6
        return Point(
            period, value, f"{value:.1f}", value - 0.5, value + 0.5, f"{value - 0.5:.1f} to {value + 0.5:.1f}", rating
        )

    rows = tuple(
        AreaRow(
            name.replace("_", " "),
            point("2020 to 2022", i, (BETTER, SIMILAR, WORSE)[min(2, i // 4)]),
            point("2019 to 2021", i + 1, NONE),
            Role.TOWN if name == "Luton" else Role.NEIGHBOUR,
        )
        for i, name in enumerate(NEIGHBOURS)
    )
    england = Reference("England", Role.ENGLAND, Point("2020 to 2022", 78.9, "78.9"))
    return neighbours_chart(
        NeighboursData(
            "male-neighbours", "Life expectancy at birth, males", "years", "2020 to 2022", "2019 to 2021",
            Polarity.HIGH, (Panel(rows, (england,)),), "Luton is fourth of 16.",
        )
    )  # fmt: skip


def records():
    headings = (
        "Giving every child the best start in life",
        "Creating fair employment and good work for all",
        "Housing",
    )
    partners = ("Luton Council", "The health service", "Voluntary sector", "Employers <5 staff")
    groups = []
    for h, heading in enumerate(headings):
        items = tuple(
            b.Record(
                record_id=f"REC-{h + 1}-{n}",
                label=f"{h + 1}.{n}",
                title=("Widen the early-years offer from narrow targeting to every family, with most help where need is greatest."
                       if n % 2 else "Report the share of staff paid the living wage."),
                text=text("What was told of it so far.") if n == 1 else (),
                tags={"heading": (heading,), "partner": (partners[n % 4], partners[(n + h) % 4]), "theme": ("poverty",) if n % 2 else ("work", "health")},
                details=(Fact("Partners", text(f"{partners[n % 4]}, {partners[(n + h) % 4]}")), Fact("How it is measured", text("Not said"))),
            )
            for n in range(1, 6)
        )  # fmt: skip
        groups.append((heading, items))
    return b.Records(tuple(groups), {"heading": "Heading", "partner": "Partner", "theme": "Theme"}, "recommendation")


def overview():
    cards = (
        b.Card("Temporary accommodation", (Span("13.9 per 1,000", bold=True, trace="x"), Span(" households, three times England (4.1). Highest of 16 neighbours.")), WORSE, "measures/life-expectancy-male"),
        b.Card("Good development at end of Reception", (Span("61.1%", bold=True, trace="x"), Span(" of children, England 67.2%. Lowest of 6, though up from 56.6%.")), WORSE),
        b.Card("First-time entrants to youth justice", (Span("62.7 per 100,000", bold=True, trace="x"), Span(", England 148.8. Best of 6 neighbours. "), Span("Since revised", href="https://example.org/revised"), Span(".")), BETTER),
        b.Card("Adults overweight", text("67.5%, England 63.5%."), SIMILAR),
        b.Card("Attendance", text("No side of this measure is good."), Rating.LOWER),
    )  # fmt: skip
    return b.Page(
        slug="index",
        title="Luton does worse than England on 16 of 26 measures, and better on 3",
        nav="index",
        opening=(
            b.Paragraph(text("Health equity means that where you are born does not decide how long or how well you live. This page says where the town stands, what has changed, and what matters most."), "lede"),
        ),
        blocks=(
            b.Tally((
                b.Count(WORSE, "Worse", "16", "than England", "t"), b.Count(SIMILAR, "Similar", "7", "to England", "t"),
                b.Count(BETTER, "Better", "3", "than England", "t"), b.Count(NONE, "Not compared", "2", "no comparable figure", "t"),
                b.Count(None, "By chance", "1.3", "verdicts expected by chance", "t"),
            )),
            b.Heading(2, "What matters here"),
            b.Paragraph(text("Measures that are worse than England, last or near last among neighbours, and not improving."), "small"),
            b.Cards(cards),
            b.Heading(2, "What has changed since the last edition"),
            b.Cards((), empty="Nothing has changed by more than chance since the last edition."),
            b.Heading(2, "Every measure"),
            measures_table(),
        ),
    )  # fmt: skip


def measure():
    facts = (
        Fact("England", (Span("78.9", trace="e"),), Verdict(WORSE, "Worse than England", "f", "computed")),
        Fact(
            "East of England", (Span("79.8", trace="e"),), Verdict(WORSE, "Worse than the region", "f", "as published")
        ),
        Fact("Neighbours", rank=RankStrip(4, 16, 2, 8, "4th of 16, likely between 2nd and 8th", "r")),
        Fact("Since baseline", text("1.1 years less than 2018 to 2020")),
        Fact("Trend", text("Cannot be assessed: three-year periods overlap")),
    )
    return b.Page(
        slug="measures/life-expectancy-male",
        title="Men in Luton live 1.9 years less than men in England",
        subtitle="Life expectancy at birth, males, 2020 to 2022",
        nav="measures",
        crumbs=(("Measures", "measures"), ("Overarching", "principles/0")),
        opening=(
            b.KeyFigure((Span("77.0", trace="o"),), "years", text("76.5 to 77.5"), facts),
            b.Paragraph((Span("Life expectancy at birth in Luton is "), Span("77.0 years", trace="o"), Span(" for males, significantly lower than England (78.9) and the East of England (79.8). Among 16 similar councils Luton ranks 4th, where 1st is best; the order is uncertain."))),
        ),
        aside=(
            b.Heading(2, "About this measure"),
            b.Paragraph(text("The years that a boy born now would live if he met today's death rates at every age."), "small"),
            b.Facts("", (Fact("Counted", text("Deaths")), Fact("Out of", text("People living in the area")), Fact("Looked after by", text("Public health")))),
        ),
        blocks=(
            b.Figure("figure-1", "Figure 1", "Luton fell further than England, then recovered", text("Life expectancy at birth, males, three-year periods. Band: 95% confidence limits."), over_time(), over_time_table(), text("Office for National Statistics, accessed May 2026."), (text("Deaths 2020 to 2022 include the pandemic."),)),
            b.Figure("figure-2", "", "Fourth highest of 16 similar councils", text("Life expectancy at birth, males, 2020 to 2022 with 95% limits. Shapes compare each council with England."), among_neighbours(), neighbours_table(), text("As above.")),
            b.Figure("figure-3", "Figure 3", "Deaths that could be prevented", text("By sex."), None, None, (), awaiting="No figures are held for this figure yet. They are published each March."),
            b.Heading(2, "How this was worked out"),
            b.Facts("From the figure back to its source", (Fact("Verdict", text("95% limits (76.5 to 77.5) do not reach England's 78.9, and higher is good"), Verdict(WORSE, trace="f")), Fact("Source", (Span("Fingertips", href="https://example.org/90366"), Span(", indicator 90366")))), folded=True),
        ),
    )  # fmt: skip


def words():
    return b.Page(
        slug="methods",
        title="Methods and sources",
        subtitle="How each figure was worked out, and where it comes from",
        nav="downloads",
        blocks=(
            b.Heading(2, "Limits", anchor="limits"),
            b.Paragraph((Span("A paragraph with "), Span("bold words", bold=True), Span(", a "), Span("link to a page", href="recommendations#REC-1-1"), Span(" and an "), Span("outside link", href="https://example.org/"), Span("."))),
            b.Bullets((text("First, with a long item that runs over one line on a phone and perhaps on a page as well if it is long enough."), text("Second"))),
            b.Bullets((text("One"), text("Two")), ordered=True),
            b.Heading(3, f"A heading with {LONG_WORD}"),
            b.Paragraph(text(f"A note, set off and quieter, with a long word: {LONG_WORD}."), "note"),
            rounds_table(),
            b.Table("long-words", LONG_WORD, (Column("a", "Measure"), Column("b", LONG_WORD, "number")), (RowGroup(LONG_WORD, (Row((Cell(text(LONG_WORD)), Cell(text("1,234,567")))),)),)),
            b.Facts(LONG_WORD, (Fact(LONG_WORD, text(LONG_WORD), Verdict(SIMILAR, f"Similar to {LONG_WORD}")),)),
        ),
    )  # fmt: skip


def document(extra=()):
    return b.Document(
        masthead=b.Masthead("Luton", "Luton, a health equity town", "Annual Public Health Report", "luton-sample", "Figures as known on 1 April 2024", "Public Health, Luton Council", "Director of Public Health", "Contains public sector information licensed under the Open Government Licence v3.0.", "1 April 2024"),
        sections=(),
        pages=(
            overview(),
            b.Page("measures", "All measures on one page", "measures", (measures_table(),)),
            measure(),
            b.Page("principles/0", "Overarching", "measures", (b.Paragraph(text("No measure stands under this principle yet."), "note"),), crumbs=(("Measures", "measures"),)),
            b.Page("recommendations", "What partners promised", "recommendations", (records(),), opening=(b.Paragraph(text("15 recommendations."), "lede"),)),
            b.Page("downloads", "Report and data", "downloads", (b.Downloads((b.Download("report.pdf", "The report as PDF", "PDF", "Tagged for screen readers"), b.Download("data/observations.csv", "Every figure held", "CSV", ""), b.Download("manifest.json", "What this edition was made from", "JSON", "Hashes"))),)),
            words(),
            b.Page("accessibility", "Accessibility", "downloads", (b.Paragraph(text("What was checked.")),)),
            *extra,
        ),
        tables=(measures_table(), rounds_table(), neighbours_table(), over_time_table()),
        nav=(("Overview", "index"), ("Measures", "measures"), ("Recommendations", "recommendations"), ("Report and data", "downloads")),
    )  # fmt: skip


def charts(document):
    """Every chart of a document's pages, once."""
    shown = {}
    for page in document.pages:
        for block in (*page.opening, *page.aside, *page.blocks):
            if isinstance(block, b.Figure) and block.chart:
                shown[block.chart.chart_id] = block.chart
    return shown


def drawings(document):
    """Draw every chart as an edition does."""
    drawn = {}
    for name, chart in charts(document).items():
        wide = draw_svg(chart.wide, label=chart.description, prefix=f"{name}-wide")
        narrow = draw_svg(chart.narrow, label=chart.description, prefix=f"{name}-narrow")
        drawn[name] = Drawing(wide, narrow, draw_png(wide))
    return drawn


def write_edition(folder, document):
    """Write a sample edition: the site, and stand-ins for the files that it offers."""
    (folder / "data" / "tables").mkdir(parents=True)
    for table in ("latest", "rounds", "neighbours-male", "male-over-time", "long-words", "hostile"):
        (folder / "data" / "tables" / f"{table}.csv").write_text("measure,value\n")
    (folder / "data" / "observations.csv").write_text("indicator_id\n")
    (folder / "report.pdf").write_bytes(b"%PDF-1.7\n" * 200_000)
    (folder / "manifest.json").write_text("{}")
    return write_site(document, folder, drawings=drawings(document))
