"""The text of whole editions is proved: Luton's, a new place's, a made-up town's; what is tampered with is found."""

from dataclasses import replace
from datetime import date

import pytest

from equitytown.audit.proof_words import DoubtKind
from equitytown.compare.target import find_targets
from equitytown.compare.target_projection import project_targets
from equitytown.errors import BuildError, PlaceError
from equitytown.present.blocks import Paragraph, Span, plain
from equitytown.publish import narrative
from equitytown.publish.document import compose
from equitytown.publish.proof import proof_of, refuse_unproved, sentences_told
from equitytown.publish.proof.listing import as_data, as_lines, sentences_to_edit
from equitytown.publish.proof.written import speaks_of
from equitytown.terms.edit import Edit
from equitytown.terms.edition_change import Issued
from equitytown.terms.framework import ListChange, MeasureChange
from equitytown.terms.period import PeriodKind, parse_period
from equitytown.terms.target import PathPoint, PeopleGap, TargetOf, TargetStatus
from tests.publish import inner
from tests.records import correction
from tests.targets import moving, target


@pytest.fixture(scope="module")
def document(compared):
    return compose(compared)


@pytest.fixture(scope="module")
def proved(compared, document):
    return proof_of(compared, document)


def test_all_of_lutons_text_is_proved(proved):
    assert not proved.stopping, [doubt.told for doubt in proved.stopping][:5]
    assert proved.matched > 2_500
    kinds = {DoubtKind.QUOTED, DoubtKind.TWICE}
    assert {doubt.kind for doubt in proved.doubts} <= kinds, as_lines(proved)


def test_the_text_of_a_new_place_and_of_a_made_up_town_is_proved(started, compared):
    for edition in (started, inner.edition(compared)):
        found = proof_of(edition, compose(edition))
        assert not found.stopping, [doubt.told for doubt in found.stopping][:5]


def aimed(edition):
    """Give Luton with dated targets: a value with a path, England's average, a gap, and one of few children."""
    smoking = {"indicator_id": "smoking", "by": date(2030, 12, 31)}
    ready = {"indicator_id": "good-level-of-development", "agreed_on": date(2024, 4, 1)}
    aims = (
        target(
            target_id="a",
            value=5.0,
            baseline=PathPoint(parse_period("2018", kind=PeriodKind.CALENDAR), None),
            **smoking,
        ),
        target(target_id="b", of=TargetOf.GAP, value=0.1, **smoking),
        target(target_id="c", value=69.0, by=date(2028, 8, 31), **ready),
        moving(target_id="d", by=date(2028, 8, 31), **ready),
        target(target_id="e", indicator_id="life-expectancy-male", sex="Male", value=80.0, by=date(2027, 12, 31)),
        target(target_id="f", status=TargetStatus.ENDED, ended_on=date(2026, 1, 2), reason="By 3 points.", **ready),
    )
    place = replace(edition.place, targets=aims)
    ahead = project_targets(place, edition.holdings)
    found = find_targets(place, edition.holdings, inside=edition.inside, projections=ahead)
    people = PeopleGap(31.2, 7.2, 55.2, 5, 2400)
    counted = tuple(replace(p, people=people) if p.target.target_id == "c" else p for p in found)
    return replace(edition, place=place, targets=counted)


def test_the_words_of_dated_targets_are_proved(compared):
    edition = aimed(compared)
    document = compose(edition)
    section = next(s for s in document.sections if s.name == "targets")
    kept = replace(document, sections=(section,), pages=())
    told = " ".join(plain(b.text) for b in section.blocks if isinstance(b, Paragraph))
    for words in ("To be there in 2030", "No projection is given, because", "If it goes on as", "stands for about 30"):
        assert words in told
    found = [d for d in proof_of(replace(edition, chance=None), kept).stopping if d.words != "rule 10"]
    assert not found, [doubt.told for doubt in found][:5]


def test_the_words_of_a_correction_that_was_issued_are_proved(compared):
    figure = {"indicator_id": "smoking", "area_code": compared.place.area.area_code, "period": "2024"}
    issued = Issued(correction(edition="luton-2023", old=16.5, new=10.6, **figure), ())
    edition = replace(compared, issued=(issued,))
    found = [d.told for d in proof_of(edition, compose(edition)).stopping]
    assert not found, found[:5]


def test_the_days_on_which_the_outcome_list_changed_are_proved(compared):
    left = MeasureChange("smoking", ListChange.RETIRED, date(2025, 11, 20), "SYNTHETIC.", principle=6)
    framework = replace(compared.place.framework, history=(left,))
    edition = replace(compared, place=replace(compared.place, framework=framework), chance=None)
    document = replace(compose(edition), sections=())
    found = [d.told for d in proof_of(edition, document).stopping if d.words != "rule 10"]
    assert "20 November 2025" in str(document.pages)
    assert not found, found[:5]


def tampered(document, change):
    """Change the first paragraph of the figures that tells of a figure."""
    sections = []
    for section in document.sections:
        blocks = tuple(
            change(b) if section.name == "figures" and isinstance(b, Paragraph) else b for b in section.blocks
        )
        sections.append(replace(section, blocks=blocks))
    return replace(document, sections=tuple(sections), pages=())


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("76.9 years", "79.6 years", DoubtKind.TRACE),
        ("significantly lower than England", "significantly higher than England", DoubtKind.VERDICT),
        (" in 2020 to 2022", " in 2021 to 2033", DoubtKind.PERIOD),
        ("of this", "of these 12.7", DoubtKind.NUMBER),
    ],
)
def test_one_changed_word_stops_the_build(compared, document, old, new, kind):
    def change(block):
        return replace(block, text=tuple(replace(s, text=s.text.replace(old, new)) for s in block.text))

    document = tampered(document, change) if old != "of this" else tampered(document, added)
    found = proof_of(replace(compared, chance=None), document)
    assert kind in {doubt.kind for doubt in found.stopping}
    with pytest.raises(BuildError, match="the old edition stands"):
        refuse_unproved(found)


def added(block):
    return replace(block, text=(*block.text, Span(" More than 12.71 of these.")))


def test_a_report_without_its_line_on_chance_breaks_rule_ten(compared, document):
    bare = replace(document, sections=tuple(replace(s, blocks=()) for s in document.sections))
    found = [doubt for doubt in proof_of(compared, bare).stopping if doubt.words == "rule 10"]
    assert [doubt.where for doubt in found] == ["the report"]


def with_edit(edition, **changes):
    """Give the edition with an edit of the smoking paragraph's level, and the draft that it is of."""
    found = edition.current(edition.place.indicators["smoking"])
    draft = narrative.drafted(edition, edition.place.indicators["smoking"], found)[0][0]
    words = plain(draft.text)
    given = {
        "sentence_id": draft.sentence_id, "drafted": words, "edited": words, "by": "Director",
        "dated": date(2026, 11, 26), "reason": "", "path": "text/edits.yaml", "line": 3,
    }  # fmt: skip
    edit = Edit(**{**given, **{k: v(given["drafted"]) if callable(v) else v for k, v in changes.items()}})
    return replace(edition, place=replace(edition.place, edits=(edit,)))


def doubts_of(edition, document):
    """Prove the edits alone: no document, so that nothing is composed anew."""
    found = proof_of(edition, replace(document, sections=(), pages=()))
    return [d for d in found.doubts if "edits.yaml" in d.where]


def test_an_edit_in_other_words_stands_and_is_proved(compared):
    edited = with_edit(compared, edited=lambda words: words.replace("was estimated at", "came, as estimated, to"))
    document = compose(edited)
    told = [plain(b.text) for p in document.pages if p.slug == "measures/smoking" for b in p.opening
            if isinstance(b, Paragraph)]  # fmt: skip
    assert "came, as estimated, to" in told[0]
    found = proof_of(edited, document)
    assert not [d for d in found.doubts if "edits.yaml" in d.where]
    assert not found.stopping, [d.told for d in found.stopping]


def test_an_edited_number_is_listed_and_an_edited_verdict_stops(compared, document):
    other = with_edit(compared, edited=lambda words: words.replace("10.6%", "10.7%"), reason="Rounded up.")
    assert [(d.kind, d.stops) for d in doubts_of(other, document)] == [(DoubtKind.NUMBER, False)]
    turned = with_edit(
        compared, reason="Mine.",
        edited=lambda words: words.replace("not statistically different from", "significantly higher than"),
    )  # fmt: skip
    assert (DoubtKind.VERDICT, True) in [(d.kind, d.stops) for d in doubts_of(turned, document)]


def test_a_stale_edit_is_told_and_the_fresh_draft_stands(compared, document):
    stale = with_edit(compared, drafted=lambda words: words.replace("10.6%", "9.9%"))
    (doubt,) = doubts_of(stale, document)
    assert doubt.kind is DoubtKind.STALE
    assert "no longer the same" in doubt.says
    assert "10.6%" in doubt.nearest


def test_an_edit_of_a_sentence_that_never_was_is_a_fault_with_the_nearest(compared, document):
    wrong = with_edit(compared, sentence_id="smoking|2024|Persons#levels")
    with pytest.raises(
        PlaceError, match=r'line 3: no sentence is called .*\n.*Did you mean "smoking\|2024\|Persons#level'
    ):
        doubts_of(wrong, document)


def test_an_edit_of_a_sentence_that_is_not_drafted_today_is_out_of_date(compared, document):
    gone = with_edit(compared, sentence_id="smoking|2024|Persons#exception")
    (doubt,) = doubts_of(gone, document)
    assert "not drafted today" in doubt.says


def test_sentences_are_printed_ready_to_be_edited(compared):
    printed = sentences_to_edit(compared, indicator_id="smoking")
    assert printed.startswith("edits:\n  - sentence_id: smoking|")
    assert len(list(sentences_told(compared))) > 30
    assert "sentence_id: attainment-8" not in printed
    assert "No sentence" in sentences_to_edit(compared, indicator_id="destitution-x")


def test_a_proof_is_told_for_a_person_and_for_a_script(proved):
    assert as_lines(proved)[-1].endswith("to look at.")
    assert as_data(proved)["stopping"] == 0


def test_the_longest_name_of_a_measure_wins():
    names = {"a": ("poverty",), "b": ("fuel poverty",), "c": ("smoking",)}
    assert speaks_of("Fuel poverty and smoking.", names) == ("b", "c")
