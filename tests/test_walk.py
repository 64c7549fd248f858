"""Every number that a reader sees is walked back: page, finding, observation, row of a file."""

import csv
import re
from collections import defaultdict
from html.parser import HTMLParser
from pathlib import Path

import pytest

from equitytown import pipeline
from equitytown.present.wording.numbers import bare, difference, number, ordinal, signed, with_unit
from equitytown.publish.edition import Edition

VOID = {"meta", "link", "img", "br", "input", "hr", "source", "path", "circle", "rect", "line", "use"}
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
LABELS = re.compile(
    r"95% (?:confidence )?limits|95% confidence|per 1,000|per 100,000|1st is best|\b1 is best"
    r"|Figure \d+|Principle \d of 8"
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
def edition(luton: Path) -> Edition:
    return pipeline.compare_place(luton)


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


def test_every_traced_value_prints_a_row_of_the_data(pages, held, edition):
    wrong = []
    for page, traces in pages.items():
        for trace, shown in traces.found:
            key, _, field = trace.partition("#")
            key, _, day = key.partition("@")
            if key.count("|") != 3 or key.startswith(("printed|", "sources|")):
                continue
            indicator = edition.place.indicators[key.split("|")[0]]
            rows = [row for row in held[key] if not day or row["known_from"] == day]
            column = field if field in ("lower", "upper") else "value"
            values = [float(row[column]) for row in rows if row[column]]
            forms = {form for value in values for form in (bare(value, indicator), with_unit(value, indicator))}
            forms.add("[x]" if not values else "")
            if shown.strip() not in forms:
                wrong.append((page, trace, shown, sorted(forms)))
    assert not wrong, wrong[:5]


def forms_of(finding, field, indicator):
    """How a finding's field may be printed."""
    rank, gap = finding.rank, finding.gap
    ranks = {"rank": rank and rank.rank, "rank_of": rank and rank.of, "rank_lower": rank and rank.lower,
             "rank_upper": rank and rank.upper}  # fmt: skip
    if field in ranks and ranks[field] is not None:
        place = ranks[field]
        strip = {f"{rank.rank} of {rank.of}", f"Last of {rank.of}", f"{ordinal(rank.rank)} of {rank.of}"}
        return {str(place), ordinal(place), f"First of {rank.of}", *strip}
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
    if field == "gap_relative" and gap is not None and gap.relative_now is not None:
        return {f"{gap.relative_now:.2f}"}
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
            forms = forms_of(finding, field, edition.place.indicators[finding.indicator_id])
            if forms is None:
                right = finding.verdict.rating.value in shown.lower()
            else:
                right = any(form and form in shown for form in forms)
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


def test_the_tally_counts_the_findings(pages, edition):
    ratings = [found.national.verdict.rating.value for i in edition.listed() if (found := edition.current(i))]
    shown = dict(pages["index.html"].found)
    for rating in ("worse", "similar", "better"):
        assert int(re.search(r"\d+", shown[f"findings#{rating}"])[0]) == ratings.count(rating)
    compared = len([r for r in ratings if r != "not compared"])
    assert shown["findings#chance"].strip().startswith(number(compared * 0.05, decimals=1))


def labels_of(edition: Edition) -> list[str]:
    """Words of the place's files that hold digits and are no figures: names, definitions, titles."""
    place = edition.place
    words = [place.report.title, place.report.subtitle]
    for i in place.indicators.values():
        words += [i.name, i.headline, i.phrase, i.definition, i.numerator, i.denominator, i.age, *i.caveats]
        words += [b.reason for b in i.breaks]
    words += [s.name for s in place.neighbour_sets.values()]
    words += [o.provenance.title for o in place.observations] + [o.period.label for o in place.observations]
    words += [note for plan in place.report.figures for note in plan.notes]
    words += [p.name for p in place.framework.principles] + [p.short_name for p in place.framework.principles]
    unique = {w for word in words for w in (word, word[:1].upper() + word[1:], word.rstrip(".")) if re.search(r"\d", w)}
    return sorted(unique, key=len, reverse=True)


def test_no_number_in_the_story_of_a_page_is_untraced(pages, edition):
    labels = labels_of(edition)
    traced = defaultdict(str)
    for page, traces in pages.items():
        traced[page] = " ".join(shown for _, shown in traces.found)
    wrong = []
    for page, traces in pages.items():
        if not page.startswith(("measures/", "index", "figures", "principles/")):
            continue
        for words in traces.words:
            left = words
            for label in labels:
                if re.search(r"\d", left):
                    left = left.replace(label, " ")
            left = LABELS.sub(" ", left)
            if page == "index.html" and "does worse than England" in words:
                continue  # the headline's counts are checked against the findings above
            tokens = re.findall(r"\d[\d,.]*\d|\d", left)
            wrong += [(page, token, words.strip()[:120]) for token in tokens if token not in traced[page]]
    assert not wrong, wrong[:8]
