"""Proof of made-up prose: what is right passes, each kind of slip is told with its sentence and the nearest fact."""

from datetime import date

import pytest

from equitytown.audit.proof import Facts, prove
from equitytown.audit.proof_facts import Fact, declared
from equitytown.audit.proof_words import Author, DoubtKind, Prose, Run
from equitytown.terms.claims import claims
from equitytown.terms.finding import Change, Direction, Rank, Trend
from equitytown.terms.observation import Rating
from tests import factories

OWN = factories.observation(61.1, lower=60.0, upper=62.2)
BEFORE = factories.observation(56.6, period="2020/21")
RISE = Change("previous period", BEFORE, OWN, 4.5, Direction.INCREASING, Rating.BETTER, "a test", p_value=0.001)
RANK = Rank(4, 16, 2, 9, "made-up", "made-up neighbours of April 2021", date(2021, 4, 1))
NATIONAL = factories.finding(own=OWN, change=RISE, rank=RANK)
REGIONAL = factories.finding(Rating.NOT_COMPARED, own=OWN, other=61.0, name="East of England", change=RISE)
FIGURES = (
    Fact(61.1, "share, Testford, 2022/23: 61.1%", "%", "2022/23", "Testford"),
    Fact(67.2, "share, England, 2022/23: 67.2%", "%", "2022/23", "England"),
    Fact(56.6, "share, Testford, 2020/21: 56.6%", "%", "2020/21", "Testford"),
    Fact(44.0, "share, Nearby, 2022/23: 44%", "%", "2022/23", "Nearby"),
    Fact(4.0, "share, Testford, 2022/23: rank 4 of 16", "", "2022/23", is_rank=True),
    Fact(16.0, "share, Testford, 2022/23: ranked among 16", "", "2022/23"),
)
FORMS = {OWN.observation_id: frozenset({"61.1%"}), "a|national#rank": frozenset({"4th"})}


def facts(**changes):
    given = {
        "forms": FORMS.get, "figures": lambda measure: FIGURES if measure == "share" else (),
        "findings": lambda measure: (NATIONAL, REGIONAL) if measure == "share" else (), "printed": lambda _: (),
        "periods": {"share": frozenset({"2022/23", "2020/21"})}, "labels": ("Decay at age 5",),
        "counts": (Fact(29.0, "measures: 29", of=("measure",)),), "days": frozenset({"26 November 2026"}),
        "constants": ("about £95 a week",), "areas": frozenset({"Testford", "England", "Nearby", "East of England"}),
        "home": frozenset({"Testford", "England", "East of England"}),
        "known_areas": frozenset({"Blackpool", "Reading"}),
    }  # fmt: skip
    return Facts(**{**given, **changes})


def doubts(*runs, author=Author.WRITTEN, about=("share",), **changes):
    spans = tuple(Run(run) if isinstance(run, str) else Run(*run) for run in runs)
    return prove([Prose(spans, "text/foreword.md, line 3", author, about)], facts(**changes)).doubts


def kinds(*runs, **given):
    return [doubt.kind for doubt in doubts(*runs, **given)]


@pytest.mark.parametrize(
    "words",
    [
        "In 2022/23 it was 61.1%, lower than England (67.2%).",
        "About 61% in 2022/23.",
        "In 2022/23 Testford ranks 4th of 16.",
        "It rose from 56.6% in 2020/21.",
        "Significantly lower than England in 2022/23.",
        "For one adult it was about £95 a week.",
        "Known on 26 November 2026: 29 measures.",
        "Nearby had 44% in 2022/23.",
        "Decay at age 5 is told elsewhere.",
        "Reading matters, and so does COVID-19.",
        "Will it fall?  We aim to see it improve.",
    ],
)
def test_what_a_fact_bears_out_passes(words):
    assert not doubts(words)


@pytest.mark.parametrize(
    ("words", "kind", "nearest"),
    [
        ("In 2022/23 it was 16.1%.", DoubtKind.NUMBER, "61.1%"),
        ("In 2022/23 it was 56.6%.", DoubtKind.NUMBER, "61.1%"),  # a figure of another period
        ("It was 44% here in 2022/23.", DoubtKind.NUMBER, "61.1%"),  # a neighbour's figure, told of the town
        ("It costs £61 a head.", DoubtKind.NUMBER, ""),
        ("Some 29 homes.", DoubtKind.NUMBER, ""),  # a count of measures is no count of homes
        ("Twice as high.", DoubtKind.NUMBER, ""),
        ("In 2022/23 Testford ranks 5th of 16.", DoubtKind.RANK, "rank 4 of 16"),
        ("In 2019/20 it was lower.", DoubtKind.PERIOD, ""),
        ("Worse off than in Blackpool.", DoubtKind.AREA, ""),
        ("Significantly higher than England in 2022/23.", DoubtKind.VERDICT, "worse against England"),
        ("It is significantly lower than East of England.", DoubtKind.VERDICT, "not compared against East of England"),
        ("It is better than England.", DoubtKind.VERDICT, "worse against England"),
        ("It is in line with England.", DoubtKind.VERDICT, "worse against England"),
        ("The share fell.", DoubtKind.VERDICT, "increasing"),
        ("Testford ranks 4th.", DoubtKind.NO_PERIOD, ""),
        ("In 2022/23 it was 61.1% and 61.1%.", DoubtKind.TWICE, "61.1%"),
        ("The report called it significantly higher than England.", DoubtKind.QUOTED, "worse against England"),
    ],
)
def test_what_no_fact_bears_out_is_told(words, kind, nearest):
    found = doubts(words)
    assert kind in [doubt.kind for doubt in found], found
    one = next(doubt for doubt in found if doubt.kind is kind)
    assert nearest in one.nearest
    assert one.where == "text/foreword.md, line 3"
    assert one.sentence in words


def test_a_trace_prints_what_it_gives_and_nothing_else():
    assert not doubts(("61.1%", OWN.observation_id), author=Author.DRAFTED)
    assert kinds(("61.2%", OWN.observation_id), author=Author.DRAFTED) == [DoubtKind.TRACE]
    assert kinds(("61.1%", "nothing|known"), author=Author.DRAFTED) == [DoubtKind.TRACE]


def test_an_untraced_number_of_a_draft_stops_a_build_and_one_of_peoples_does_not():
    assert all(d.stops for d in doubts("It was 12.3%.", author=Author.DRAFTED))
    assert not any(d.stops for d in doubts("It was 12.3%."))
    assert all(d.stops for d in doubts("It is better than England in 2022/23."))
    assert all(d.stops for d in doubts("It is better than England in 2022/23.", author=Author.EDITED))
    assert not any(d.stops for d in doubts("The report said that it is better than England."))


def test_an_edit_cannot_hide_behind_a_quotation():
    said = "The report called it significantly higher than England."
    assert kinds(said, author=Author.EDITED) == [DoubtKind.VERDICT]


def test_counts_of_the_register_are_listed_and_stop_nothing():
    passage = Prose((Run("73 of them are done."),), "report", Author.DRAFTED, of_register=True)
    (doubt,) = prove([passage], facts()).doubts
    assert doubt.kind is DoubtKind.TOLD
    assert not doubt.stops


def test_a_trend_bears_out_a_word_of_movement():
    found = factories.finding(own=OWN, trend=Trend(Direction.DECREASING, Rating.WORSE, points=5))
    assert not doubts("The share is falling, and worsening.", findings=lambda _: (found,))


def test_the_same_words_are_proved_once():
    passage = Prose((Run("It was 12.3%."),), "here", Author.DRAFTED, ("share",))
    assert len(prove([passage, passage], facts()).doubts) == 1


def test_words_cut_out_of_a_passage_leave_its_traces():
    passage = Prose((Run("It was "), Run("61.1%", "x"), Run(" then. An edit. The end.")), "here")
    assert passage.without(" An edit.").runs == (Run("It was "), Run("61.1%", "x"), Run(" then. The end."))
    assert passage.without("not there") is passage


def test_every_constant_has_a_reason_and_holds_a_number():
    assert all(one.reason for one in declared())
    for words in ("95% limits", "per 100,000", "1st is best", "Figure 3", "March 2020 to February 2022"):
        assert any(one.pattern.search(words) for one in declared()), words
        assert claims(words)


def test_a_bare_number_is_no_label_and_a_drafted_period_is_that_of_its_figure():
    """A list of periods does not account for any year, and "61.1% in 2020/21" is not the figure of 2022/23."""
    assert kinds("It was 12 in 2019/20.", labels=("2019/20", "12"), author=Author.DRAFTED) == [
        DoubtKind.NUMBER, DoubtKind.PERIOD,
    ]  # fmt: skip
    key = "share|E06000032|2022/23|Persons"
    forms = {key: frozenset({"61.1%"})}
    assert not doubts(("61.1%", key), " in 2022/23.", author=Author.DRAFTED, forms=forms.get)
    assert kinds(("61.1%", key), " in 2020/21.", author=Author.DRAFTED, forms=forms.get) == [DoubtKind.PERIOD]


def test_a_drafted_number_is_that_of_the_area_after_it():
    assert not doubts("Share: 61.1% in Testford, 67.2% in England (2022/23)", author=Author.DRAFTED)
    swapped = doubts("Share: 67.2% in Testford, 61.1% in England (2022/23)", author=Author.DRAFTED)
    assert [doubt.words for doubt in swapped] == ["67.2%", "61.1%"]
