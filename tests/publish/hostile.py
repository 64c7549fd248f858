# ruff: noqa: E501  # each attacked field stands on one line
"""An edition in which every string that could come from data tries to run a script."""

from itertools import product

from equitytown.present import blocks as b
from equitytown.present.blocks import Cell, Column, Fact, RankStrip, Row, RowGroup, Span, Verdict, text
from equitytown.present.charts.data import LineData, Point, Role, Series
from equitytown.present.charts.line import line_chart
from tests.publish.sample import BETTER, WORSE

RUN = "window.pwned=1"
# Ways out of wherever a string stands, and things to do once out.
EXITS = (
    "", '">', "'>", "-->", "</script>", "</title>", "</style>", "</textarea>", "]]>", "</svg>", "</text>", "\u2028",
    '\\"', "&quot;>", "`",
)  # fmt: skip
ACTIONS = (
    f"<script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f"<svg onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f'" onmouseover="{RUN}" x="',
    f"' autofocus onfocus='{RUN}' x='",
    f'<iframe srcdoc="<script>parent.{RUN[7:]}</script>"></iframe>',
    f'<a href="javascript:{RUN}">x</a>',
    f"<details open ontoggle={RUN}>",
    f"<input autofocus onfocus={RUN}>",
    f"{{{{ self.__init__ }}}}${{{RUN}}}",
    f'<meta http-equiv="refresh" content="0;url=javascript:{RUN}">',
    f"<base href=javascript:{RUN}//>",
    f"javascript:{RUN}",
)
PAYLOADS = tuple(exit_ + action for exit_, action in product(EXITS, ACTIONS))
EVIL = " ".join(PAYLOADS[:: len(ACTIONS) + 1])


def evil_chart():
    """A chart whose areas, periods and words are hostile."""
    periods = tuple(PAYLOADS[:3])
    points = tuple(Point(p, 70.0 + i, f"70 {EVIL}", 69.0, 72.0, EVIL, WORSE) for i, p in enumerate(periods))
    series = tuple(
        Series(f"{name} {PAYLOADS[9]}", role, points) for name, role in (("a", Role.TOWN), ("b", Role.ENGLAND))
    )
    return line_chart(LineData("hostile", EVIL, PAYLOADS[1], periods, series, EVIL))


def evil_table():
    """A table with each payload as a row, and hostile words everywhere else."""
    verdict = Verdict(WORSE, EVIL, EVIL, EVIL)
    rank = RankStrip(2, 5, 1, 3, EVIL, EVIL)
    rows = tuple(
        Row((
            Cell((Span(payload, trace=payload, href="index"), Span(payload, trace=payload))),
            Cell((Span(payload, trace=payload),), title=payload),
            Cell(text("[x]"), title=payload),
            Cell(verdict=Verdict(BETTER, payload, payload, payload)),
            Cell(rank=RankStrip(1, 3, None, None, payload, payload)),
        ))
        for payload in PAYLOADS
    )  # fmt: skip
    columns = (
        Column("a", EVIL), Column("b", EVIL, "number", EVIL), Column("c", EVIL, "number", EVIL),
        Column("d", EVIL, "verdict"), Column("e", EVIL, "rank"),
    )  # fmt: skip
    last = Row((Cell(text(EVIL), title=EVIL), Cell(verdict=verdict), Cell(rank=rank)))
    return b.Table("hostile", EVIL, columns, (RowGroup(EVIL, (*rows, last)),), (text(EVIL),), text(EVIL))


def evil_records():
    """Records whose tags, labels and words are the payloads."""
    records = tuple(
        b.Record(
            f"r-{i}",
            payload,
            payload,
            text(payload),
            {EVIL: (payload,), "k": (payload, EVIL)},
            (Fact(payload, text(payload)),),
        )
        for i, payload in enumerate(PAYLOADS)
    )
    return b.Records(((EVIL, records[:9]), ("", records[9:])), {EVIL: EVIL, "k": EVIL}, EVIL)


def document():
    """Build the edition: plain names of files, and nothing else plain."""
    figure = b.Figure(EVIL, EVIL, EVIL, text(EVIL), evil_chart(), evil_table(), text(EVIL), (text(EVIL),))
    fact = Fact(
        EVIL, (Span(EVIL, EVIL, bold=True),), Verdict(WORSE, EVIL, EVIL, EVIL), RankStrip(1, 2, 1, 2, EVIL, EVIL)
    )
    everything = (
        b.Heading(2, EVIL, EVIL), b.Paragraph((Span(EVIL, EVIL, bold=True, href=f"https://example.org/?{EVIL}"),), "note"),
        b.Bullets((text(EVIL),)), b.Tally((b.Count(WORSE, EVIL, EVIL, EVIL, EVIL), b.Count(None, EVIL, EVIL, EVIL, EVIL))),
        b.Cards((b.Card(EVIL, text(EVIL), WORSE, f"index#{EVIL}"),)), b.Cards((), EVIL),
        b.KeyFigure(text(EVIL), EVIL, text(EVIL), (fact,)), b.Facts(EVIL, (fact,)), b.Facts(EVIL, (fact,), folded=True),
        b.Downloads((b.Download("report.pdf", EVIL, EVIL, EVIL),)),
        b.Figure("awaiting", EVIL, EVIL, text(EVIL), None, None, (), awaiting=EVIL),
    )  # fmt: skip
    pages = (
        b.Page("index", EVIL, "index", everything, EVIL, ((EVIL, "index"), (EVIL, "")), everything[:3], everything[:3]),
        b.Page("chart", EVIL, EVIL, (figure,)),
        b.Page("table", EVIL, EVIL, (evil_table(),)),
        b.Page("records", EVIL, EVIL, (evil_records(),)),
    )
    masthead = b.Masthead(EVIL, EVIL, EVIL, "hostile", EVIL, EVIL, EVIL, EVIL, EVIL)
    return b.Document(masthead, (), pages, (evil_table(),), ((EVIL, "index"), (EVIL, "records")))
