"""Every number that a reader sees is walked back: page, finding, observation, row of a file."""

import csv
import json
import re
from collections import defaultdict
from html.parser import HTMLParser
from pathlib import Path

import pytest

from equitytown.present.blocks import Heading, Paragraph, Span
from equitytown.present.wording.inside_sureness import percent
from equitytown.present.wording.numbers import bare, count, difference, number, ordinal, signed, with_unit
from equitytown.present.wording.phrases import capital, rank_words
from equitytown.publish.edition import Edition
from equitytown.publish.narrative import neighbours_rated
from equitytown.publish.prose import blocks_of
from equitytown.publish.target_traces import numbers as numbers_of_target
from equitytown.publish.within.traces import numbers

VOID = {"meta", "link", "img", "br", "input", "hr", "source", "path", "circle", "rect", "line", "use"}
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DAYS = re.compile(rf"\b\d{{1,2}} (?:{MONTHS}) \d{{4}}")
LABELS = re.compile(
    r"95% (?:confidence )?limits|95% confidence|per 1,000|per 100,000|1st is best|\b1 is best"
    r"|Figures? \d+(?: and \d+)?|Principle \d of 8"
    rf"|(?:\d{{1,2}} )?(?:{MONTHS}) \d{{4}}"
    r"|(?:19|20)\d{2} to (?:19|20)\d{2}|(?:19|20)\d{2}/\d{2}|\b(?:19|20)\d{2}\b"
)


class Traces(HTMLParser):
    """Collect what stands in <main>: each traced text with its trace, and the words around them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.stack: list[tuple[str, str | None, bool]] = []

    def handle_starttag(self, tag, attrs):
        if tag in VOID:
            return
        given = dict(attrs)
        trace = given.get("data-trace")
        named = given.get("class") or ""
        skipped = tag in ("script", "svg", "details", "aside", "dl") or "notes" in named or "record" in named
        self.stack.append((tag, trace, skipped))
        if trace is not None:
            self.found.append((trace, ""))

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        while self.stack and self.stack.pop()[0] != tag:
            pass

    def handle_data(self, data):
        traced = [trace for _, trace, _ in self.stack if trace is not None]
        if traced:
            trace, before = self.found[-1]
            self.found[-1] = (trace, before + data)
        elif any(tag == "main" for tag, _, _ in self.stack) and not any(skip for _, _, skip in self.stack):
            self.words.append(data)


@pytest.fixture(scope="module")
def edition(compared: Edition) -> Edition:
    return compared


@pytest.fixture(scope="module")
def pages(luton_edition: Path) -> dict[str, Traces]:
    read = {}
    for file in sorted(luton_edition.rglob("*.html")):
        traces = Traces()
        traces.feed(file.read_text(encoding="utf-8"))
        read[file.relative_to(luton_edition).as_posix()] = traces
    return read


@pytest.fixture(scope="module")
def held(luton_edition: Path) -> dict[str, list[dict[str, str]]]:
    """The rows of data/observations.csv by what a trace names them."""
    rows = defaultdict(list)
    with (luton_edition / "data" / "observations.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            parts = [row["indicator_id"], row["area_code"], row["period"], row["sex"]]
            rows["|".join([*parts, row["category"]] if row["category"] else parts)].append(row)
    return rows


def test_the_edition_has_traced_numbers(pages):
    assert sum(len(traces.found) for traces in pages.values()) > 2_000


def test_every_traced_value_prints_the_row_in_use(pages, held, edition):
    """The vintage that the edition uses, or the older one that the trace names by its day; no other."""
    in_use = {o.observation_id: o for o in edition.holdings.observations}
    wrong = []
    for page, traces in pages.items():
        for trace, shown in traces.found:
            key, _, field = trace.partition("#")
            key, _, day = key.partition("@")
            if key.count("|") != 3 or key.startswith(("printed|", "sources|")):
                continue
            indicator = edition.place.indicators[key.split("|")[0]]
            known_from = day or in_use[key].known_from.isoformat()
            rows = [row for row in held[key] if row["known_from"] == known_from]
            column = field if field in ("lower", "upper") else "value"
            values = {float(row[column]) for row in rows if row[column]}
            forms = {form for value in values for form in (bare(value, indicator), with_unit(value, indicator))}
            if shown.strip() not in (forms or {"[x]"}):
                wrong.append((page, trace, shown, sorted(forms)))
    assert not wrong, wrong[:5]


def forms_of(finding, field, indicator):
    """How a finding's field may be printed."""
    rank, gap = finding.rank, finding.gap
    ranks = {"rank": rank and rank.rank, "rank_of": rank and rank.of, "rank_lower": rank and rank.lower,
             "rank_upper": rank and rank.upper}  # fmt: skip
    if field in ranks and ranks[field] is not None:
        place = ranks[field]
        strip = f"{'joint ' if rank.tied else ''}{rank.rank} of {rank.of}"
        interval = f"{strip} ({rank.lower} to {rank.upper})" if rank.lower is not None else strip
        return {str(place), ordinal(place), strip, interval, rank_words(rank), capital(rank_words(rank))}
    if field == "rating":
        return None
    sizes = {
        "change": finding.change and finding.change.difference,
        "baseline": finding.since_baseline and finding.since_baseline.difference,
        "gap": gap and gap.now,
        "gap_earlier": gap and gap.earlier,
    }
    if sizes.get(field) is not None:
        return {difference(sizes[field], indicator), signed(sizes[field], indicator)}
    ratios = {"gap_relative": gap and gap.relative_now, "gap_relative_earlier": gap and gap.relative_earlier}
    if ratios.get(field) is not None:
        return {f"{ratios[field]:.2f}"}
    return set()


def test_every_traced_finding_is_one_of_the_edition(pages, edition):
    found = {f.finding_id: f for f in edition.findings}
    wrong = []
    for page, traces in pages.items():
        for trace, shown in traces.found:
            key, _, field = trace.partition("#")
            if key.rpartition("|")[2] not in ("national", "regional", "neighbours") or key.startswith("printed|"):
                continue
            finding = found.get(key)
            if finding is None:
                wrong.append((page, trace, "no such finding"))
                continue
            indicator = edition.place.indicators[finding.indicator_id]
            forms = forms_of(finding, field, indicator)
            if field == "rated":
                forms = {count(len(neighbours_rated(edition, indicator, finding.period.label)))}
            told = " ".join(shown.split())
            right = finding.verdict.rating.value in told.lower() if forms is None else told in forms
            if not right:
                wrong.append((page, trace, shown, forms))
    assert not wrong, wrong[:5]


def test_every_traced_printed_figure_stands_in_the_rounds(pages, luton):
    with (luton / "data" / "rounds.csv").open(encoding="utf-8", newline="") as file:
        rows = {(r["round"], r["indicator_id"]): r for r in csv.DictReader(file)}
    columns = {"place": "place_printed", "national": "england_printed", "regional": "region_printed",
               "neighbours": "neighbours_printed"}  # fmt: skip
    checked = 0
    for traces in pages.values():
        for trace, shown in traces.found:
            if not trace.startswith("printed|"):
                continue
            _, found_round, indicator_id, part = trace.split("|")
            part, _, rating = part.partition("#")
            row = rows[found_round, indicator_id]
            if rating:
                letter = {"better": "G", "similar": "A", "worse": "R"}[
                    row[f"rating_{part}".replace("regional", "region")]
                ]
                assert letter in shown
            else:
                assert shown.strip() == row[columns[part]].strip()
            checked += 1
    assert checked > 150


def test_every_traced_number_of_the_town_within_is_its_findings_own(pages, edition):
    """As printed, or as `explain` gives it unrounded: no number of another part, period or measure."""
    found = {f.finding_id: (numbers(f), edition.place.indicators[f.indicator_id]) for f in edition.inside}
    wrong, checked = [], 0
    for page, traces in pages.items():
        for trace, shown in traces.found:
            key, _, field = trace.partition("#")
            if "|inside|" not in key or field.startswith(("rating:", "pattern_p", "pattern_expected")):
                continue
            values, indicator = found[key]
            value, told = values[field], " ".join(shown.split())
            forms = {bare(value, indicator), with_unit(value, indicator), difference(value, indicator),
                     signed(value, indicator), number(value, decimals=2), number(value, decimals=indicator.decimals),
                     number(-value, decimals=indicator.decimals), percent(value)}  # fmt: skip
            if value == int(value):
                forms |= {count(int(value)), capital(count(int(value))), str(int(value))}
            checked += 1
            if told not in forms:
                wrong.append((page, trace, shown, forms))
    assert not wrong, wrong[:5]
    assert checked > 500


def test_every_traced_number_of_a_target_is_its_own(pages, edition):
    found = {
        t.finding_id: (numbers_of_target(t), edition.place.indicators[t.target.indicator_id]) for t in edition.targets
    }
    wrong, checked = [], 0
    for page, traces in pages.items():
        for trace, shown in traces.found:
            key, _, field = trace.partition("#")
            if not key.startswith("target|"):
                continue
            values, indicator = found[key]
            value, told = values[field], " ".join(shown.split())
            forms = {bare(value, indicator), with_unit(value, indicator), difference(value, indicator),
                     signed(value, indicator), number(value, decimals=2), count(int(value))}  # fmt: skip
            checked += 1
            if told not in forms:
                wrong.append((page, trace, shown, forms))
    assert not wrong, wrong[:5]
    assert checked > 15


def at_pointer(data, pointer):
    """Walk a JSON pointer down."""
    for part in pointer.removeprefix("/").split("/"):
        data = data[int(part)] if isinstance(data, list) else data[part.replace("~1", "/").replace("~0", "~")]
    return data


def test_every_traced_number_of_a_model_stands_in_its_account(pages, luton):
    """The account as the model wrote it, read here anew: a trace is the file and the place in it."""
    account = json.loads((luton / "destitution" / "result.json").read_text(encoding="utf-8"))
    wrong, checked = [], 0
    for page, traces in pages.items():
        for trace, shown in traces.found:
            path, _, pointer = trace.partition("#")
            if path != "destitution/result.json":
                continue
            value = at_pointer(account, pointer)
            told = shown.replace("\N{MINUS SIGN}", "-").replace(",", "").removeprefix("+")
            if isinstance(value, str):
                right = value.startswith(shown) and len(shown) in (12, len(value))
            elif pointer.endswith("/apart"):
                right = told == f"{100 * value:.1f}"
            else:
                right = told == f"{100 * value:.1f}%" if told.endswith("%") else float(told) == value
            checked += 1
            if not right:
                wrong.append((page, trace, shown, value))
    assert not wrong, wrong[:5]
    assert checked > 100


def test_the_tally_counts_the_findings(pages, edition):
    ratings = [found.national.verdict.rating.value for i in edition.listed() if (found := edition.current(i))]
    shown = dict(pages["index.html"].found)
    for rating in ("worse", "similar", "better"):
        assert int(re.search(r"\d+", shown[f"findings#{rating}"])[0]) == ratings.count(rating)
    verdicts = [found.national.verdict for i in edition.listed() if (found := edition.current(i))]
    rated = [v for v in verdicts if v.rating.value != "not compared"]
    tested = len([v for v in rated if v.tested])
    assert number(tested * 0.05, decimals=1) in shown["findings#chance"].split()
    assert shown["findings#computed"] == str(len([v for v in rated if v.basis.value == "computed"]))
    assert shown["findings#letters"] == str(len(rated) - tested)


def spans_of(block):
    """Give the runs of words of a text that people wrote."""
    if isinstance(block, Heading):
        return (Span(block.words),)
    return block.text if isinstance(block, Paragraph) else [span for item in block.items for span in item]


def labels_of(edition: Edition) -> list[str]:
    """Words of the place's files that hold digits and are no figures of ours: names, definitions, titles, texts."""
    place = edition.place
    words = [place.report.title, place.report.subtitle]
    for i in place.indicators.values():
        words += [i.name, i.headline, i.phrase, i.definition, i.numerator, i.denominator, i.age, *i.caveats]
        words += [b.reason for b in i.breaks]
    words += [s.name for s in place.neighbour_sets.values()]
    words += [f.reason.rstrip(".") for f in edition.inside]
    words += [name for b in place.boundaries.values() for name in (b.name, b.title)]
    words += [a.area_name for b in place.boundaries.values() for a in b.areas]
    words += [o.provenance.title for o in place.observations] + [o.period.label for o in place.observations]
    words += [note for plan in place.report.figures for note in plan.notes]
    words += [name for t in place.targets for name in (t.title, t.document, t.note, t.agreed_by)]
    words += [span.text for written in place.texts.values() for b in blocks_of(written) for span in spans_of(b)]
    accounts = place.accounts.values()
    words += [name for a in accounts for c in a.checks for name in (c.what, c.period)]
    words += [name for a in accounts for s in a.settings for name in (f"{s.words} ({s.unit})", s.words)]
    words += [f"{p.number} {name}" for p in place.framework.principles for name in (p.name, p.short_name)]
    unique = {w for word in words for w in (word, word[:1].upper() + word[1:], word.rstrip(".")) if re.search(r"\d", w)}
    return sorted(unique, key=len, reverse=True)


def test_no_number_in_the_story_of_a_page_is_untraced(pages, edition):
    labels = re.compile(rf"(?<![\d.])(?:{'|'.join(map(re.escape, labels_of(edition)))})")  # the longest first
    number_of = re.compile(r"\d[\d,.]*\d|\d")
    traced = {
        page: {n for _, shown in traces.found for n in number_of.findall(shown)} for page, traces in pages.items()
    }
    wrong = []
    for page, traces in pages.items():
        if not page.startswith(("measures/", "index", "figures", "principles/", "inside", "targets")):
            continue
        for words in traces.words:
            left = DAYS.sub(" ", words)  # before labels: the year of a day may be a period's
            left = LABELS.sub(" ", labels.sub(" ", left)) if re.search(r"\d", left) else ""
            if page == "index.html" and "does worse than England" in words:
                continue  # the headline's counts are checked against the findings above
            tokens = number_of.findall(left)
            wrong += [(page, token, words.strip()[:120]) for token in tokens if token not in traced[page]]
    assert not wrong, wrong[:8]
