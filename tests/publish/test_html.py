"""Blocks become the HTML they should, and hostile words never become more than words."""

import json
import re
from importlib.resources import files

import pytest
from lxml import html as lxml_html

from equitytown.errors import InputError
from equitytown.present import blocks as b
from equitytown.present import theme
from equitytown.present.blocks import Cell, Column, Fact, RankStrip, Row, RowGroup, Span, Verdict, text
from equitytown.publish.drawings import Drawing
from equitytown.publish.html import CONTENT_SECURITY_POLICY, Links, Renderer, anchor, checked_identifier, checked_slug
from equitytown.publish.html.files import chart_data, font, script_json
from equitytown.publish.html.page import describe, file_size
from equitytown.publish.html.shapes import strip
from equitytown.publish.html.tables import heading_rows, is_broad, parts, ratings_in, stacks, styles
from equitytown.store.kept import kept
from equitytown.terms.observation import Rating

MASTHEAD = b.Masthead(
    "Luton", "Luton, a town", "", "e", "Figures as known on 1 April 2024", "Luton Council", "", "OGL", ""
)
LINKS = Links(frozenset({"index", "measures", "measures/smoking"}))
STYLE = files("equitytown.publish").joinpath("assets", "style.css").read_text(encoding="utf-8")


def page_of(*blocks, drawings=None, sizes=None, **more):
    """Render blocks on a page and give it back as a tree."""
    page = b.Page(**{"slug": "measures/smoking", "title": "Smoking", "nav": "measures", "blocks": blocks, **more})
    others = (b.Page("index", "Overview", "index", ()), b.Page("measures", "Measures", "measures", ()))
    document = b.Document(MASTHEAD, (), (*others, page), (), (("Overview", "index"), ("Measures", "measures")))
    return lxml_html.fromstring(Renderer(document, drawings or {}, sizes or {}).page(page))


def words(tree, path):
    """The words of each element found, with white space evened out."""
    return [" ".join(found.text_content().split()) for found in tree.xpath(path)]


def table(*rows, columns=None, **more):
    columns = columns or tuple(
        Column(f"c{i}", f"Column {i}", "number" if i else "text") for i in range(len(rows[0].cells))
    )
    return b.Table("t", "Caption", columns, (RowGroup("", rows),), **more)


class TestPage:
    def test_it_has_one_title_its_language_landmarks_and_a_way_past_the_navigation(self):
        tree = page_of(b.Paragraph(text("Words.")))
        assert tree.get("lang") == "en-GB"
        assert words(tree, "//h1") == ["Smoking"]
        assert words(tree, "//title") == ["Smoking \N{EN DASH} Luton, a town"]
        assert tree.xpath("//body/*[1]")[0].get("href") == "#main"
        assert [e.tag for e in tree.xpath("//body/*")] == ["a", "header", "nav", "main", "footer"]

    def test_it_carries_the_strict_policy_and_nothing_inline(self):
        tree = page_of(b.Paragraph(text("Words.")))
        assert tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [CONTENT_SECURITY_POLICY]
        assert "unsafe" not in CONTENT_SECURITY_POLICY
        assert tree.xpath("//style | //*[@style] | //script[not(@src)]") == []

    def test_its_links_are_relative_to_where_it_stands(self):
        tree = page_of(b.Paragraph((Span("Overview", href="index"), Span("itself", href="#part"))))
        assert tree.xpath("//link[@rel='stylesheet']/@href") == ["../assets/style.css"]
        assert tree.xpath("//main//a/@href") == ["../index.html", "#part"]

    def test_navigation_says_where_the_reader_is(self):
        tree = page_of()
        assert tree.xpath("//nav[@class='main']//a/@aria-current") == ["true"]
        assert page_of(slug="measures/x").xpath("//nav[@class='main']//a[@aria-current='page']") == []

    def test_scripts_come_only_where_something_needs_them(self):
        assert page_of(b.Paragraph(text("Words."))).xpath("//script") == []
        filtered = b.Records((("", (b.Record("r", "1", "T", (), {"k": ("v",)}),)),), {"k": "K"}, "record")
        assert page_of(filtered).xpath("//script/@src") == ["../assets/filters.js"]
        plain_list = b.Records(filtered.groups, {}, "record")
        assert page_of(plain_list).xpath("//script") == []

    def test_a_draft_says_so_and_asks_not_to_be_indexed(self):
        tree = page_of()
        assert words(tree, "//p[@class='draft']") == ["Draft not yet approved"]
        assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]

    def test_an_aside_follows_the_opening(self):
        tree = page_of(opening=(b.Paragraph(text("First.")),), aside=(b.Heading(2, "About"),))
        assert words(tree, "//div[@class='grid g21']/div") == ["First.", "About"]

    def test_an_aside_stands_beside_the_rest_where_nothing_opens_the_page(self):
        tree = page_of(b.Paragraph(text("Words.")), aside=(b.Heading(2, "About"),))
        assert words(tree, "//div[@class='grid g21']/div") == ["Words.", "About"]
        assert words(tree, "//main//p") == ["Words."]

    def test_a_description_is_the_subtitle_or_the_first_words_cut_at_a_word(self):
        page = b.Page("s", "Title", "n", (b.Paragraph(text("word " * 60)),))
        assert describe(page).endswith("word…")
        assert len(describe(page)) <= 160
        assert describe(b.Page("s", "Title", "n", (), subtitle="Sub")) == "Sub"
        assert describe(b.Page("s", "Title", "n", ())) == "Title"

    def test_headings_never_skip_a_level_whatever_they_are_given(self):
        given = (b.Heading(3, "A"), b.Heading(4, "B"), b.Heading(2, "C"), b.Heading(4, "D"), b.Heading(3, "E"))
        tree = page_of(*given)
        assert [e.tag for e in tree.xpath("//main//*[self::h2 or self::h3 or self::h4]")] == [
            "h2",
            "h3",
            "h2",
            "h3",
            "h3",
        ]

    def test_no_identifier_stands_twice(self):
        tree = page_of(
            b.Heading(2, "Limits"),
            b.Heading(2, "Limits"),
            table(Row((Cell(text("a")),))),
            table(Row((Cell(text("a")),))),
        )
        found = tree.xpath("//@id")
        assert len(found) == len(set(found))


class TestLinks:
    @pytest.mark.parametrize(
        ("target", "expected"),
        [
            ("index", "../index.html"),
            ("measures/smoking#limits", "../measures/smoking.html#limits"),
            ("#limits", "#limits"),
            ("report.pdf", "../report.pdf"),
            ("data/tables/a b.csv", "../data/tables/a%20b.csv"),
            ("https://example.org/?a=1#b", "https://example.org/?a=1#b"),
            ("mailto:a@example.org", "mailto:a@example.org"),
        ],
    )
    def test_a_link_leads_where_it_should(self, target, expected):
        assert LINKS.href(target, slug="measures/smoking") == expected

    @pytest.mark.parametrize(
        "target",
        ["javascript:alert(1)", " JavaScript:alert(1)", "java\tscript:alert(1)", "data:text/html,x", "vbscript:x",
         "file:///etc/passwd", "//example.org/x", "\\\\example.org", "blob:x", "x:y", "https://["],
    )  # fmt: skip
    def test_a_script_or_a_stray_address_is_refused(self, target):
        with pytest.raises(InputError, match="links to"):
            LINKS.href(target, slug="index")

    @pytest.mark.parametrize("target", ["nowhere", "measures/nothing", "../secret.txt", "/etc/passwd.txt"])
    def test_a_page_that_is_not_there_is_refused(self, target):
        with pytest.raises(InputError, match="no such page"):
            LINKS.href(target, slug="index")

    @pytest.mark.parametrize("slug", ["", "../x", "A", "a//b", "a b", "a/", "a.html", "ä", "a--b", "a\n"])
    def test_a_slug_that_is_no_file_name_is_refused(self, slug):
        with pytest.raises(InputError, match="cannot be a file name"):
            checked_slug(slug)

    @pytest.mark.parametrize("name", ["", "../x", "a/b", "a b", ".hidden", "<x>"])
    def test_an_identifier_that_is_no_file_name_is_refused(self, name):
        with pytest.raises(InputError, match="cannot name a file"):
            checked_identifier(name)

    def test_good_names_pass(self):
        assert checked_slug("measures/life-expectancy-male") == "measures/life-expectancy-male"
        assert checked_identifier("Figure_1-a") == "Figure_1-a"
        assert anchor("£ & €") == "part"


class TestWords:
    def test_a_number_keeps_the_trace_back_to_where_it_came_from(self):
        tree = page_of(b.Paragraph((Span("Now "), Span("77.0", trace='a|"b"'), Span("!", bold=True))))
        assert tree.xpath("//span[@data-trace]/@data-trace") == ['a|"b"']
        assert words(tree, "//main/p") == ["Now 77.0!"]
        assert words(tree, "//main//strong") == ["!"]

    def test_a_paragraph_has_its_style_and_a_list_its_order(self):
        tree = page_of(b.Paragraph(text("x"), "note"), b.Bullets((text("a"),)), b.Bullets((text("b"),), ordered=True))
        assert words(tree, "//p[@class='note']") == ["x"]
        assert (words(tree, "//main//ul/li"), words(tree, "//main//ol/li")) == (["a"], ["b"])

    @pytest.mark.parametrize("rating", list(Rating))
    def test_a_verdict_is_a_shape_and_a_word(self, rating):
        tree = page_of(table(Row((Cell(text("a")), Cell(verdict=Verdict(rating, trace="f"))))))
        found = tree.xpath("//td/span")[0]
        assert " ".join(found.text_content().split()) == theme.SHAPES[rating].word
        assert found.xpath("svg/path/@d") == [theme.SHAPES[rating].path]
        assert found.xpath("svg/@aria-hidden") == ["true"]
        assert found.get("data-trace") == "f"

    def test_each_verdict_has_its_colour_in_the_style_sheet(self):
        for rating in Rating:
            name = "none" if rating is Rating.NOT_COMPARED else rating.value
            assert re.search(rf"\.verdict\.{name}\b", STYLE), name


class TestRankStrip:
    def test_best_stands_to_the_left_and_others_are_dots(self):
        drawn = strip(RankStrip(1, 5, 1, 3, "1 of 5"), width=120)
        assert drawn.at < drawn.upper < 120
        assert drawn.dots.count("M") == 4

    def test_thirty_neighbours_do_not_run_into_each_other(self):
        drawn = strip(RankStrip(31, 31, None, None, "31 of 31"), width=120)
        spacing = (120 - 14) / 30
        assert 2 * drawn.radius < spacing
        assert drawn.lower is None

    def test_a_place_alone_is_drawn(self):
        assert strip(RankStrip(1, 1, None, None, "1 of 1"), width=120).dots == ""

    def test_its_words_stand_beside_it_and_it_keeps_its_trace(self):
        tree = page_of(b.Facts("", (Fact("Neighbours", rank=RankStrip(4, 16, 2, 8, "4th of 16", "f#rank")),)))
        assert words(tree, "//span[@class='rank']") == ["4th of 16"]
        assert tree.xpath("//span[@class='rank']/@data-trace") == ["f#rank"]
        assert tree.xpath("//path[@class='range']")


class TestTable:
    def test_it_has_a_caption_and_headings_with_their_scope(self):
        tree = page_of(
            table(Row((Cell(text("Smoking")), Cell(text("21.1")))), source=text("APS"), notes=(text("A note."),))
        )
        assert words(tree, "//caption") == ["Caption"]
        assert tree.xpath("//thead//th/@scope") == ["col", "col"]
        assert tree.xpath("//tbody/tr/th/@scope") == ["row"]
        assert words(tree, "//td[@class='n']") == ["21.1"]
        assert words(tree, "//p[@class='source']") == ["Source: APS"]
        assert words(tree, "//div[@class='notes']/p") == ["A note."]
        assert tree.xpath("//ul[@class='files']//a/@href") == ["../data/tables/t.csv"]

    def test_two_rounds_stand_side_by_side_under_shared_headings(self):
        columns = (Column("m", "Measure"), Column("a", "Luton", "number", "2021/22"),
                   Column("b", "England", "number", "2021/22"),
                   Column("c", "Luton", "number", "2022/23"))  # fmt: skip
        upper, lower = heading_rows(columns)
        assert [(h.label, h.columns, h.rows) for h in upper] == [
            ("Measure", 1, 2),
            ("2021/22", 2, 1),
            ("2022/23", 1, 1),
        ]
        assert [h.label for h in lower] == ["Luton", "England", "Luton"]
        assert parts(columns) == ("", "2021/22", "", "2022/23")
        cells = Row(tuple(Cell(text(str(i))) for i in range(4)))
        tree = page_of(table(cells, columns=columns))
        assert words(tree, "//td[@class='part'][@aria-hidden='true']") == ["2021/22", "2022/23"]

    def test_groups_head_their_rows(self):
        block = b.Table("t", "C", (Column("a", "A"),), (RowGroup("1 Best start", (Row((Cell(text("x")),)),)),))
        assert page_of(block).xpath("//tbody/tr[@class='group']/th/@scope") == ["rowgroup"]

    def test_a_wide_one_is_labelled_for_reading_as_records_and_keeps_its_roles(self):
        row = Row(tuple(Cell(text(str(i))) for i in range(5)), highlight=True)
        tree = page_of(table(row))
        assert stacks(table(row))
        assert tree.xpath("//td/@data-label") == ["Column 1", "Column 2", "Column 3", "Column 4"]
        assert set(tree.xpath("//table//@role")) == {
            "table",
            "rowgroup",
            "row",
            "columnheader",
            "rowheader",
            "cell",
        } - {"table"} | {"table"}
        assert len(tree.xpath("//tr[contains(@class, 'own')]")) == 1

    def test_a_narrow_one_stays_a_table(self):
        assert not stacks(table(Row((Cell(text("a")), Cell(text("1"))))))

    def test_a_very_wide_one_can_be_scrolled_by_keyboard(self):
        block = table(Row(tuple(Cell(text("x")) for _ in range(12))))
        assert is_broad(block)
        assert page_of(block).xpath("//div[@class='broad'][@tabindex='0'][@role='region']/@aria-label") == ["Caption"]

    def test_a_missing_figure_shows_its_mark_the_reason_and_a_key(self):
        block = table(Row((Cell(text("a")), Cell(text("[x]"), title="Not published"))))
        tree = page_of(block)
        assert tree.xpath("//abbr/@title") == ["Not published"]
        assert words(tree, "//div[@class='notes']/p") == ["[x] not available."]
        explained = table(*block.groups[0].rows, notes=(text("[x] is explained here"),))
        assert words(page_of(explained), "//div[@class='notes']/p") == ["[x] is explained here"]

    def test_a_symbol_beside_a_figure_brings_its_meaning(self):
        marked = Cell((Span("21.1", trace="t"), Span(" [p]"), Span(" [u]")), number=21.1)
        tree = page_of(table(Row((Cell(text("a")), marked))))
        assert words(tree, "//td") == ["21.1 [p] [u]"]
        assert tree.xpath("//td/abbr/@title") == ["provisional", "low reliability"]
        assert words(tree, "//div[@class='notes']/p") == ["[p] provisional; [u] low reliability."]

    def test_verdicts_bring_their_key(self):
        block = table(Row((Cell(text("a")), Cell(verdict=Verdict(Rating.WORSE)), Cell(verdict=Verdict(Rating.BETTER)))))
        assert ratings_in(block) == (Rating.BETTER, Rating.WORSE)
        assert words(page_of(block), "//p[@class='key']") == ["Compared with each: Better Worse"]

    def test_a_short_row_runs_to_the_end(self):
        full = Row(tuple(Cell(text("x")) for _ in range(4)))
        tree = page_of(table(full, Row((Cell(text("No measure yet")), Cell(text("To be confirmed"))))))
        assert tree.xpath("//td[@class='rest']/@colspan") == ["3"]

    def test_long_words_get_more_of_a_phone_s_width(self):
        columns = (Column("a", "A"), Column("b", "B"), Column("c", "C", "number"), Column("d", "D"), Column("e", "E"))
        cells = ("x", "short", "1", "a few more words", "a sentence that runs on for longer than that")
        assert styles(table(Row(tuple(Cell(text(words)) for words in cells)), columns=columns)) == (
            "",
            "",
            "n",
            "l",
            "w",
        )

    def test_many_notes_fold_away(self):
        tree = page_of(table(Row((Cell(text("a")),)), notes=tuple(text(f"Note {i}.") for i in range(9))))
        assert words(tree, "//div[@class='notes']/p") == ["Note 0.", "Note 1.", "Note 2."]
        assert words(tree, "//div[@class='notes']//summary") == ["6 more notes"]


class TestFigure:
    chart = b.Chart("c-1", {"wide": 1}, {"narrow": 1}, "A line falls.", (Rating.WORSE,))
    drawing = Drawing('<svg role="img" aria-label="A line falls."></svg>', "<svg></svg>", b"png")

    def figure(self, **more):
        return b.Figure(**{"figure_id": "f-1", "label": "Figure 1", "title": "Luton fell",
                           "caption": text("Males."), "chart": self.chart,
                           "table": table(Row((Cell(text("a")),))), "source": text("ONS"), **more})  # fmt: skip

    def test_it_has_all_that_a_figure_must_carry(self):
        tree = page_of(self.figure(notes=(text("Pandemic years."),)), drawings={"c-1": self.drawing})
        assert words(tree, "//figcaption/h2") == ["Luton fell"]
        assert words(tree, "//figcaption/p") == ["Figure 1. Males."]
        assert words(tree, "//p[@class='key']") == ["Compared with each: Worse"]
        assert tree.xpath("//div[@class='chart']/@data-chart") == ["c-1"]
        assert len(tree.xpath("//div[@class='drawing']/div/svg")) == 2
        assert words(tree, "//figure/p[@class='source']") == ["Source: ONS"]
        assert tree.xpath("//ul[@class='files']//a/@href") == [
            "../figures/c-1.svg",
            "../figures/c-1.png",
            "../data/tables/t.csv",
        ]
        assert words(tree, "//details/p") == ["A line falls."]
        assert tree.xpath("//details//table")

    def test_without_a_picture_none_is_offered(self):
        tree = page_of(self.figure(), drawings={"c-1": Drawing("<svg></svg>", "<svg></svg>")})
        assert tree.xpath("//ul[@class='files']//a/@href") == ["../figures/c-1.svg", "../data/tables/t.csv"]

    def test_one_without_figures_says_what_it_awaits(self):
        tree = page_of(self.figure(chart=None, table=None, awaiting="Published each March."))
        assert words(tree, "//p[@class='awaiting']") == ["Published each March."]
        assert tree.xpath("//details | //ul[@class='files']") == []

    def test_one_without_its_drawing_is_refused(self):
        with pytest.raises(InputError, match="has no drawing"):
            page_of(self.figure())


class TestOtherBlocks:
    def test_a_tally_counts_with_shape_word_and_number(self):
        tree = page_of(
            b.Tally(
                (
                    b.Count(Rating.WORSE, "Worse", "16", "than England", "t"),
                    b.Count(None, "By chance", "1.3", "expected"),
                )
            )
        )
        assert words(tree, "//ul[@class='tally']/li") == ["Worse 16 than England", "By chance 1.3 expected"]
        assert tree.xpath("//b/@data-trace") == ["t"]

    def test_a_card_says_its_verdict_in_words(self):
        tree = page_of(b.Cards((b.Card("Housing", text("13.9"), Rating.WORSE, "measures"),)))
        assert words(tree, "//li[@class='card worse']/p") == ["Worse", "13.9"]
        assert tree.xpath("//li/h2/a/@href") == ["../measures.html"]

    def test_no_cards_say_why(self):
        assert words(page_of(b.Cards((), empty="Nothing changed.")), "//p[@class='awaiting']") == ["Nothing changed."]
        assert page_of(b.Cards(())).xpath("//main/ul | //main/p") == []

    @pytest.mark.parametrize(
        ("unit", "limits", "expected"),
        [("years", "76.5 to 77.5", "77.0 years (76.5 to 77.5)"), ("%", "", "77.0%"), ("", "(1 to 2)", "77.0 (1 to 2)")],
    )
    def test_the_key_figure_reads_as_a_phrase(self, unit, limits, expected):
        fact = Fact("England", text("78.9"), Verdict(Rating.WORSE, "Worse than England", basis="computed"))
        tree = page_of(b.KeyFigure((Span("77.0", trace="o"),), unit, text(limits), (fact,)))
        assert words(tree, "//p[@class='number']") == [expected]
        assert words(tree, "//dl/div") == ["England78.9 Worse than England computed"]

    def test_folded_facts_open(self):
        assert words(page_of(b.Facts("How", (Fact("a", text("b")),), folded=True)), "//details/summary") == ["How"]
        assert words(page_of(b.Facts("How", (Fact("a", text("b")),))), "//main/h2") == ["How"]

    def test_records_carry_what_they_are_filtered_by(self):
        record = b.Record(
            "REC-1", "1.1", "Widen the offer", text("Told."), {"partner": ('A "B"', "C")}, (Fact("x", text("y")),)
        )
        tree = page_of(b.Records((("Children", (record,)),), {"partner": "Partner"}, "recommendation"))
        box = tree.xpath("//div[@class='records']")[0]
        assert json.loads(box.get("data-filters")) == [["partner", "Partner"]]
        article = box.xpath(".//article")[0]
        assert json.loads(article.get("data-tags")) == {"partner": ['A "B"', "C"]}
        assert words(box, ".//h2") == ["Children"]
        assert words(article, ".//h3") == ["1.1 Widen the offer"]
        assert box.xpath(".//select | .//button | .//input") == []

    def test_a_download_says_its_kind_and_size(self):
        files = b.Downloads(
            (
                b.Download("report.pdf", "The report", "PDF", "Tagged"),
                b.Download("https://example.org/x", "Elsewhere", "CSV", ""),
            )
        )
        tree = page_of(files, sizes={"report.pdf": 2_340_000})
        assert words(tree, "//span[@class='tiny']") == ["PDF, 2.3 MB", "CSV"]
        assert tree.xpath("//main//a/@href") == ["../report.pdf", "https://example.org/x"]

    def test_a_size_is_never_nothing(self):
        assert file_size(12) == "1 kB"


class TestHostileWords:
    @pytest.mark.parametrize(
        "payload", ["<script>x</script>", '"><img src=x onerror=y>', "' onmouseover='x", "</script>", "\u2028"]
    )
    def test_words_from_data_stay_words(self, payload):
        block = table(Row((Cell((Span(payload, trace=payload),), title=payload), Cell(text("[x]"), title=payload))))
        tree = page_of(block, b.Heading(2, payload), title=payload)
        assert tree.xpath("//main//script | //main//img | //@onmouseover | //@onerror") == []
        assert tree.xpath("//abbr/@title") == [payload]
        assert words(tree, "//h1") == [" ".join(payload.split())]

    def test_a_chart_s_data_cannot_end_its_script(self):
        written = chart_data(b.Chart("c", {"x": "</script>\u2028\u2029<!--"}, {}, "")).decode()
        assert not re.search("[<>&\u2028\u2029]", written)
        assert json.loads(script_json("</a>\u2028 & é")) == "</a>\u2028 & é"


class TestLook:
    def test_the_style_sheet_and_the_charts_have_the_same_colours(self):
        light = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{3,6})", STYLE.partition("@media (prefers")[0]))
        full = {
            name: "#" + "".join(c * 2 for c in value[1:]) if len(value) == 4 else value for name, value in light.items()
        }
        assert {name: full[name] for name in theme.COLOURS} == dict(theme.COLOURS)

    def test_each_colour_of_a_drawing_has_its_fellow_in_the_dark(self):
        shown = {*theme.COLOURS.values(), *(c for s in theme.SHAPES.values() for c in (s.fill, s.edge))} - {theme.FOCUS}
        assert {colour for colour in shown if f'[fill="{colour}"]' not in STYLE} == set()

    @pytest.mark.parametrize("weight", [400, 600, 700])
    def test_the_typeface_is_small_and_the_same_every_time(self, weight, tmp_path):
        cut = font(weight, cache=tmp_path)
        assert cut[:4] == b"wOF2"
        assert len(cut) < 20_000
        assert font(weight, cache=tmp_path) == font(weight) == cut
        assert len(list(tmp_path.iterdir())) == 1

    def test_the_typeface_holds_welsh_letters_and_our_signs(self):
        from io import BytesIO  # noqa: PLC0415

        from fontTools.ttLib import TTFont  # noqa: PLC0415

        held = set(TTFont(BytesIO(font(400))).getBestCmap())
        assert {ord(c) for c in "ŵŷâêîôûäëïöüÿàèìòùáéíóú½→←£€≥≤\u2019\u201c\u201d\u2013\u2014\u2212"} <= held


class TestKept:
    def test_what_is_kept_is_made_once_for_the_same_parts(self, tmp_path):
        made = []

        def make():
            made.append(1)
            return b"x"

        folder = tmp_path / "new"
        assert [kept(folder, "a", "b", make=make) for _ in range(3)] == [b"x"] * 3
        assert kept(folder, "a", "c", make=make) == b"x"
        assert kept(None, "a", "b", make=make) == b"x"
        assert len(made) == 3

    @pytest.mark.parametrize(
        "damage",
        [
            lambda _: b"",
            lambda data: data[:-1],
            lambda data: data[:-1] + b"?",
            lambda data: data.partition(b"\n")[2],
            lambda data: data.replace(b"\n", b" "),
            lambda data: data + b"more",
        ],
    )
    def test_a_damaged_file_is_made_again(self, tmp_path, damage):
        kept(tmp_path, "a", make=lambda: b"drawn")
        (file,) = tmp_path.iterdir()
        whole = file.read_bytes()
        file.write_bytes(damage(whole))
        assert kept(tmp_path, "a", make=lambda: b"drawn") == b"drawn"
        assert file.read_bytes() == whole

    def test_any_bytes_are_given_back_as_they_were(self, tmp_path):
        for made in (b"", b"\n", b"\x00\n\xff"):
            for _ in range(2):
                assert kept(tmp_path, repr(made), make=lambda made=made: made) == made

    def test_a_failure_leaves_nothing_half_written(self, tmp_path, monkeypatch):
        monkeypatch.setattr("pathlib.Path.replace", lambda *_: (_ for _ in ()).throw(OSError("full")))
        with pytest.raises(OSError, match="full"):
            kept(tmp_path, "a", make=lambda: b"x")
        assert list(tmp_path.iterdir()) == []
