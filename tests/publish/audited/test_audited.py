"""Our own editions put to the audit, and what it says of printed rounds."""

import random
import re
from dataclasses import replace

import pytest

from equitytown.audit.held import against
from equitytown.audit.held.example import SMOKING, example
from equitytown.audit.published import Missing, PassageKind, Role
from equitytown.audit.remarks import Remark, Sureness
from equitytown.compare.findings import find
from equitytown.errors import BuildError
from equitytown.present.blocks import Document, Paragraph, Section, Table, plain, text
from equitytown.publish.audited import (
    COLUMNS,
    OWN,
    PRINTED,
    audit_rows,
    prose,
    refuse_certain,
    tables,
    with_own_audit,
    with_printed_audit,
)
from equitytown.publish.document import SECTIONS, compose, masthead, with_checks
from equitytown.publish.edition import Edition
from equitytown.publish.sections import outcome_table
from equitytown.store.vintages import hold
from equitytown.terms.framework import Framework, Principle
from equitytown.terms.indicator import Polarity
from equitytown.terms.observation import Rating
from equitytown.terms.place import SectionName


@pytest.fixture(scope="module")
def document(compared):
    return compose(compared)


@pytest.fixture(scope="module")
def printed(compared):
    return with_printed_audit(compared, beside=against)


def saying(document, words):
    """Give the document with one more passage, a section of its own."""
    added = Section("foreword", "Foreword", (Paragraph(text(words)),))
    return replace(document, sections=(*document.sections, added))


def test_it_works(compared, document):
    edition = with_own_audit(compared, document)
    assert Sureness.CERTAIN not in {remark.sureness for remark in edition.remarks}
    check = edition.checks[-1]
    assert check.passed
    assert check.counts["certain"] == 0
    assert check.counts["measures"] == len(edition.listed())
    assert check.counts["likely"] + check.counts["to check"] == len(edition.remarks)
    told = " ".join(check.details)
    assert sum(int(number) for number in re.findall(r"\((\d+)\)", told)) == len(edition.remarks)
    assert "To check: " in told


def test_a_sentence_against_the_table_stops_the_build(compared, document):
    false = "In 2024 10.1% of adults in Luton smoked. Smoking prevalence in Luton was 99.9% in 2024."
    edition = with_own_audit(compared, saying(document, false))
    check = edition.checks[-1]
    assert not check.passed
    assert check.details[0].startswith("Not right: ")
    with pytest.raises(BuildError, match=r"(?s)cannot be right.*R19.*99\.9%.*To mend:") as stopped:
        refuse_certain(edition.remarks)
    assert "the old edition stays" in str(stopped.value)


def test_a_place_just_started_passes(started):
    document = compose(started)
    edition = with_own_audit(with_printed_audit(started, beside=against), document)
    assert edition.printed_remarks == ()
    assert {remark.sureness for remark in edition.remarks} <= {Sureness.LIKELY, Sureness.TO_CHECK}


def test_the_table_is_seen_as_it_is_printed(compared):
    table = tables.latest(compared)
    line = next(line for line in table.lines if line.measure == "Healthy life expectancy at birth, males")
    held = compared.current(compared.place.indicators["healthy-life-expectancy-male"])
    assert line.number(Role.PLACE) == round(held.observation.value, 1)
    assert (line.number(Role.LOWER), line.number(Role.UPPER)) == (
        round(held.observation.lower, 1),
        round(held.observation.upper, 1),
    )
    assert line.rating(Role.RATING_NATIONAL) is held.national.verdict.rating
    assert line.entries[Role.NEIGHBOURS].rank == held.neighbours.rank.rank
    assert line.words(Role.PERIOD) == held.observation.period.label
    awaiting = next(line for line in table.lines if line.measure == "Discrimination and racism")
    assert awaiting.entries[Role.PLACE].missing is Missing.TO_BE_CONFIRMED


def test_printed_rounds_are_seen_in_pairs(compared):
    pairs = list(tables.as_printed(compared).pairs())
    assert len(pairs) == 28
    assert all(before.measure == after.measure for before, after in pairs if before.measure)
    assert pairs[0][0].rating(Role.RATING_NATIONAL) is Rating.WORSE


def test_remarks_on_printed_rounds_are_shown_and_stop_nothing(printed, document):
    assert {"R02", "H02", "H07"} <= {remark.rule_id for remark in printed.printed_remarks}
    blocks = outcome_table.blocks(printed)
    counted = next(plain(b.text) for b in blocks if isinstance(b, Paragraph) and b.style == "note")
    assert f"make {len(printed.printed_remarks)} remarks on the printed rounds: 6 cannot be right" in counted
    shown = next(b for b in blocks if isinstance(b, Table) and b.table_id == "audit-of-the-rounds")
    assert len(shown.groups[0].rows) == 6
    assert with_own_audit(printed, document).remarks


def test_every_remark_has_a_row(printed, document):
    edition = with_own_audit(printed, document)
    rows = list(audit_rows(edition))
    assert len(rows) == len(edition.remarks) + len(edition.printed_remarks)
    assert {row[0] for row in rows} == {OWN, PRINTED}
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert "yes" in {row[COLUMNS.index("out_of_date")] for row in rows}


def test_the_check_stands_in_the_annex_and_nothing_else_changes(compared, document):
    edition = with_own_audit(compared, document)
    renewed = with_checks(document, edition)
    assert [s.name for s in renewed.sections if s not in document.sections] == [SectionName.ASSURANCE]
    assert [page.slug for page in renewed.pages if page not in document.pages] == ["assurance"]
    checks = next(table for table in renewed.tables if table.table_id == "checks")
    assert plain(checks.groups[0].rows[-1].cells[0].text).startswith("The tables and words of this edition")


def test_passages_stand_under_their_headings(document):
    held = prose.passages(document)
    assert [passage.line for passage in held] == list(range(1, len(held) + 1))
    captions = [at for at, passage in enumerate(held) if passage.kind is PassageKind.CAPTION]
    assert any(held[at + 1].kind is PassageKind.SOURCE for at in captions)
    assert {"Smoking", "Every measure, latest figures"} <= {passage.heading for passage in held}


def test_a_remark_with_no_rule_is_still_told(compared, document, monkeypatch):
    made = Remark("X99", Sureness.CERTAIN, "It is wrong.", "Mend it.", passages=prose.passages(document)[:1])
    monkeypatch.setattr("equitytown.publish.audited.audit", lambda _: (made,))
    with pytest.raises(BuildError, match=r"(?s)1 thing in it cannot be right.*X99.*It is wrong"):
        refuse_certain(with_own_audit(compared, document).remarks)


def test_a_document_that_opens_with_the_annex_keeps_its_notice(compared, document):
    annex = next(section for section in document.sections if section.name == SectionName.ASSURANCE)
    only = Document(document.masthead, (annex,), (), (), ())
    renewed = with_checks(only, with_own_audit(compared, only))
    assert [section.name for section in renewed.sections] == [SectionName.ASSURANCE]


@pytest.mark.parametrize("seed", range(20))
def test_towns_drawn_at_random_pass(seed):
    drawn = random.Random(seed)  # noqa: S311  figures for a test
    held, _ = example()
    polarity = drawn.choice(list(Polarity))
    measure = replace(SMOKING, polarity=polarity, decimals=drawn.choice((0, 1, 2)))
    figures = tuple(shifted(o, drawn) for o in held.observations)
    sections = (SectionName.SUMMARY, SectionName.LATEST_TABLE, SectionName.METHODS_AND_SOURCES)
    place = replace(
        held,
        indicators={"smoking": measure},
        observations=figures,
        framework=Framework("Example", (Principle(1, "Prevention", "Prevention", ("smoking",)),), "", ()),
        report=replace(held.report, sections=sections),
    )
    holdings = hold(figures, on=place.report.as_of)
    edition = Edition(place, holdings, find(place, holdings), ())
    built = tuple(Section(name, str(SECTIONS[name].TITLE), SECTIONS[name].blocks(edition)) for name in sections)
    assert with_own_audit(edition, Document(masthead(edition), built, (), (), ())).checks[-1].passed


def shifted(o, drawn):
    """Move a figure and its limits at random; some lose their limits, and some are all but equal to England's."""
    value = drawn.choice((13.0 + drawn.uniform(-0.06, 0.06), o.value * drawn.uniform(0.5, 1.6)))
    if drawn.random() < 0.4:
        return replace(o, value=value, lower=None, upper=None, confidence=None)
    return replace(o, value=value, lower=value - drawn.uniform(0.2, 3), upper=value + drawn.uniform(0.2, 3))
