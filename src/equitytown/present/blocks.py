"""
Blocks: the closed set of things that a reader can see.

Each renderer (HTML, PDF, Word, workbook) matches on these classes and on nothing else. A block
holds finished text: numbers are rounded and worded before they get here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from equitytown.present.maps.data import AreaMap
from equitytown.terms.observation import Rating


@dataclass(frozen=True, slots=True)
class Span:
    """
    A run of text.

    `trace` names the observation or finding that a number in it comes from. Every number of a
    figure that a reader sees stands in a span with a trace. `href` is a page of the microsite or an
    outside address; print renderers show outside addresses only.
    """

    text: str
    trace: str = ""
    bold: bool = False
    href: str = ""


Text = tuple[Span, ...]


def text(words: str) -> Text:
    """Wrap plain words as text."""
    return (Span(words),) if words else ()


def plain(spans: Text) -> str:
    """Give the words of a text without marks."""
    return "".join(span.text for span in spans)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 2 to 4 (level 1 is the page's or section's title)."""

    level: int
    words: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. `style` is "body", "lede" (opening), "note" (set off, quieter) or "small"."""

    text: Text
    style: str = "body"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A bulleted list, numbered when `ordered`."""

    items: tuple[Text, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class RankStrip:
    """
    A place on a strip of `of` dots, best to the left, with the interval of the rank where known.

    `words` is what is read out and printed ("4 of 16"); `missing` is never drawn as a dot.
    """

    rank: int
    of: int
    lower: int | None
    upper: int | None
    words: str
    trace: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A rating as shape and word. `words` defaults to the rating's; `trace` names the finding."""

    rating: Rating
    words: str = ""
    trace: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """
    One cell of a table: text, or a verdict, or a rank strip.

    `number` is the unrounded value for the workbook and CSV (None where the cell is words or a
    symbol). `symbols` are those of `wording.symbols` that stand in its text, in place of a figure or
    beside it; where there is no figure, `title` is the reason.
    """

    text: Text = ()
    verdict: Verdict | None = None
    rank: RankStrip | None = None
    number: float | None = None
    title: str = ""
    symbols: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """
    One column of a table.

    `kind` is "text", "number", "verdict" or "rank". `group` is a heading shared with the columns
    beside it (two rounds side by side). `decimals` is None where rows differ.
    """

    key: str
    label: str
    kind: str = "text"
    group: str = ""
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: first cell is its heading. `highlight` marks the place's own row."""

    cells: tuple[Cell, ...]
    highlight: bool = False


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows under a shared heading; an empty heading is a table without groups."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """
    A table with its caption, notes and source: required parts, not decoration.

    `table_id` names its CSV and its worksheet. `wide` asks print renderers for a landscape page. `folded` puts it
    under a summary line that opens on the site; print renderers show all of it.
    """

    table_id: str
    caption: str
    columns: tuple[Column, ...]
    groups: tuple[RowGroup, ...]
    notes: tuple[Text, ...] = ()
    source: Text = ()
    wide: bool = False
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """
    A chart as two Vega-Lite specifications, drawn for a page and again for a phone.

    `description` is the text alternative: what kind of chart, what it shows, what it finds.
    """

    chart_id: str
    # A Vega-Lite specification is JSON of any depth.
    wide: Mapping[str, Any]
    narrow: Mapping[str, Any]
    description: str
    ratings: tuple[Rating, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """
    A figure: finding as title, what was measured under it, the chart, its source, notes and data.

    `label` is "Figure 3" for a numbered figure and empty on a measure's page. A figure without a
    chart (no figures held) shows `awaiting`, the sentence that says what is missing.
    """

    figure_id: str
    label: str
    title: str
    caption: Text
    chart: Chart | None
    table: Table | None
    source: Text
    notes: tuple[Text, ...] = ()
    awaiting: str = ""


@dataclass(frozen=True, slots=True)
class MapFigure:
    """
    A figure of one map; or of two dates on one set of classes, and the change between them last.

    `title` is the finding. `description` is the text alternative and `noun` what the areas are, in the plural. One
    without maps shows `awaiting`. `chart_id` names its drawing and its files.
    """

    figure_id: str
    label: str
    title: Text
    caption: Text
    maps: tuple[AreaMap, ...]
    table: Table | None
    source: Text
    notes: tuple[Text, ...] = ()
    awaiting: str = ""
    description: str = ""
    noun: str = "areas"

    @property
    def chart_id(self) -> str:
        """The name of its drawing; empty where nothing is drawn."""
        return self.figure_id if self.maps else ""


@dataclass(frozen=True, slots=True)
class Count:
    """One count of a tally: a rating (or None), the number, and what it counts."""

    rating: Rating | None
    label: str
    number: str
    words: str
    trace: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """A row of counts."""

    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A short finding under a coloured rule: measure, sentence, link."""

    title: str
    text: Text
    rating: Rating
    href: str = ""


@dataclass(frozen=True, slots=True)
class Cards:
    """Cards side by side; `empty` is said when there is none."""

    cards: tuple[Card, ...]
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A named fact: text, and a verdict or rank strip after it where there is one."""

    label: str
    text: Text = ()
    verdict: Verdict | None = None
    rank: RankStrip | None = None


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """The one number that a measure's page opens with, and the facts around it."""

    value: Text
    unit: str
    limits: Text
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """A list of named facts. `folded` puts them under a summary line that opens."""

    title: str
    facts: tuple[Fact, ...]
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """One item of the register. `tags` holds what it can be filtered by: heading, partner, theme."""

    record_id: str
    label: str
    title: str
    text: Text
    tags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    details: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Records:
    """
    A list of records under headings, with filters over their tags.

    `filters` maps a tag to its label, in the order the filters stand in. Without JavaScript (and in
    print) all records show.
    """

    groups: tuple[tuple[str, tuple[Record, ...]], ...]
    filters: Mapping[str, str]
    noun: str


@dataclass(frozen=True, slots=True)
class Download:
    """A file of the edition."""

    href: str
    title: str
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Downloads:
    """Files of the edition; the HTML renderer adds each file's size."""

    files: tuple[Download, ...]


Block = (
    Heading | Paragraph | Bullets | Table | Figure | MapFigure | Tally | Cards | KeyFigure | Facts | Records | Downloads
)


@dataclass(frozen=True, slots=True)
class Page:
    """
    A page of the microsite.

    `slug` is its path without ending ("measures/smoking"; "index" is the overview). `nav` is the
    navigation item it stands under. `crumbs` are (words, slug) pairs. `aside` stands beside the
    opening on a wide screen and after it on a phone.
    """

    slug: str
    title: str
    nav: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    crumbs: tuple[tuple[str, str], ...] = ()
    aside: tuple[Block, ...] = ()
    opening: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the report: title (level 1 in print) and its blocks."""

    name: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Masthead:
    """
    What stands on every page and on the cover: who, which edition, figures as at when, licence line.

    `signed_words` name who signed it; they are empty while it is a draft.
    """

    place_name: str
    title: str
    subtitle: str
    edition: str
    edition_words: str
    organisation: str
    author: str
    attribution: str
    as_of_words: str
    draft: bool = True
    signed_words: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One edition as blocks: the report's sections, the microsite's pages and every table of the workbook."""

    masthead: Masthead
    sections: tuple[Section, ...]
    pages: tuple[Page, ...]
    tables: tuple[Table, ...]
    nav: tuple[tuple[str, str], ...]
