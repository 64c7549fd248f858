"""What changed between two records, by kind and why."""

from datetime import date

import pytest

from equitytown.compare.edition_differences import unexplained
from equitytown.compare.editions import changes_between
from equitytown.terms.edition_change import NOT_REPEATED, ChangeKind, Why
from tests.records import ENGLAND, NEW, OLD, OTHER, PLACE, correction, figure, record, verdict

LATER = date(2025, 6, 1)
SENTENCE = "made-up-share|2022|Persons#level"


def between(old, new, **options):
    return changes_between(old, new, place=PLACE, **options)


def only(found, kind):
    (change,) = found.of(kind)
    return change


def with_figure(value=15.6, **changes):
    return record("second", figures=record().figures | {OLD: figure(value, **changes)})


def test_nothing_changed_between_two_records_that_say_the_same():
    assert between(record(), record("second", software="1.0")).changes == ()


@pytest.mark.parametrize(
    ("new", "why"),
    [
        (with_figure(known_from=LATER), (Why.REVISION,)),
        (with_figure(publisher="Another", known_from=LATER), (Why.OTHER_SOURCE,)),
        (with_figure(corrected=True), (Why.CORRECTION,)),
        (with_figure(), (Why.UNTOLD,)),
    ],
)
def test_another_value_is_told_with_its_reason(new, why):
    change = only(between(record(), new), ChangeKind.VALUE)
    assert (change.old, change.new, change.why) == (16.5, 15.6, why)


def test_an_issued_correction_is_the_reason():
    found = between(record(), with_figure(known_from=LATER), issued=(correction(),))
    assert only(found, ChangeKind.VALUE).why == (Why.CORRECTION,)


def test_a_value_given_more_finely_is_no_change():
    assert between(record(), with_figure(16.51)).changes == ()


def test_limits_alone_are_told_where_both_have_them():
    old = record(figures={OLD: figure(lower=15.0, upper=18.0)})
    new = record("second", figures={OLD: figure(lower=15.5, upper=18.0, known_from=LATER)})
    change = only(between(old, new), ChangeKind.LIMITS)
    assert (change.old, change.new, change.why) == ("15.0 to 18.0", "15.5 to 18.0", (Why.REVISION,))


def test_a_newer_period_stands_beside_the_newest_before():
    new = record("second", figures=record().figures | {NEW: figure(14.0, year=2023)})
    change = only(between(record(), new), ChangeKind.NEW_PERIOD)
    assert (change.old, change.old_period, change.new, change.why) == (16.5, "2022", 14.0, (Why.NEW_DATA,))


def test_an_older_period_a_first_value_and_another_area_are_new_figures():
    old = record(figures=record().figures | {NEW: figure(None, year=2023)})
    given = {NEW: figure(14.0, year=2023), NEW.replace(PLACE, OTHER): figure(9.0, year=2023),
             OLD.replace("2022", "2020"): figure(12.0, year=2020)}  # fmt: skip
    found = between(old, record("second", figures=record().figures | given)).of(ChangeKind.NEW_FIGURE)
    assert [(c.new, c.why) for c in found] == [(v, (Why.NEW_DATA,)) for v in (12.0, 14.0, 9.0)]


def test_a_figure_that_is_no_longer_given_is_not_repeated():
    found = between(record(), with_figure(None, known_from=LATER))
    change = only(found, ChangeKind.WITHDRAWN)
    assert (change.old, change.new, change.why) == (None, None, (Why.REVISION,))
    gone = record("second", figures={OLD.replace(PLACE, ENGLAND): figure(15.0)})
    assert only(between(record(), gone), ChangeKind.WITHDRAWN).why == (Why.UNTOLD,)
    assert only(between(record(), gone, issued=(correction(),)), ChangeKind.WITHDRAWN).why == (Why.CORRECTION,)
    reworded = record("second", figures={}, sentences={SENTENCE: "No figure is given."})
    for new in (gone, reworded, record("second", figures={}, sentences={})):
        assert "16.5" not in str(between(record(), new))


def test_a_verdict_turns_because_of_what_it_rests_on():
    turned = {f"{OLD}|national": verdict("worse", trend="increasing")}
    revised = record("second", figures=record().figures | {OLD: figure(19.0, known_from=LATER)}, verdicts=turned)
    found = between(record(), revised)
    assert (only(found, ChangeKind.RATING).old, only(found, ChangeKind.RATING).new) == ("similar", "worse")
    assert only(found, ChangeKind.RATING).why == only(found, ChangeKind.TREND).why == (Why.REVISION,)
    theirs = record("second", figures=record().figures | {OLD.replace(PLACE, ENGLAND): figure(14, publisher="B")},
                    verdicts=turned)  # fmt: skip
    assert only(between(record(), theirs), ChangeKind.RATING).why == (Why.OTHER_SOURCE,)


def test_a_verdict_on_the_same_figures_turned_by_a_rule_or_cannot_be_told():
    turned = {f"{OLD}|national": verdict("worse")}
    assert only(between(record(), record("b", verdicts=turned)), ChangeKind.RATING).why == (Why.UNTOLD,)
    other = record("b", verdicts=turned, software="2.0")
    assert only(between(record(), other), ChangeKind.RATING).why == (Why.METHOD,)
    by_method = {f"{OLD}|national": verdict("worse", method="another rule")}
    assert only(between(record(), record("b", verdicts=by_method)), ChangeKind.RATING).why == (Why.METHOD,)
    defined = {"made-up-share": dict(record().definitions["made-up-share"], polarity="low is good")}
    found = between(record(), record("b", verdicts=turned, definitions=defined))
    assert only(found, ChangeKind.RATING).why == (Why.METHOD,)
    assert only(found, ChangeKind.DEFINITION).what == "polarity"


def test_the_newest_verdict_is_set_beside_the_newest_before():
    new = record("b", figures=record().figures | {NEW: figure(19.0, year=2023)},
                 verdicts=record().verdicts | {f"{NEW}|national": verdict("worse", gap="widened")})  # fmt: skip
    found = between(record(), new)
    rating, gap = only(found, ChangeKind.RATING), only(found, ChangeKind.GAP)
    assert (rating.old, rating.old_period, rating.new, rating.period) == ("similar", "2022", "worse", "2023")
    assert rating.is_newest
    assert (gap.old, gap.new, gap.why) == ("not given", "widened", (Why.NEW_DATA,))


def test_a_rank_turns_with_any_neighbours_figure():
    neighbours = f"{OLD}|neighbours"
    old = record(verdicts={neighbours: verdict(rank=3, of=6, against="")})
    new = record("b", verdicts={neighbours: verdict(rank=4, of=6, against="")},
                 figures=record().figures | {OLD.replace(PLACE, OTHER): figure(9.0)})  # fmt: skip
    change = only(between(old, new), ChangeKind.RANK)
    assert (change.old, change.new, change.why) == ("3 of 6", "4 of 6", (Why.NEW_DATA,))


def test_a_printed_verdict_is_told_by_its_round():
    key = f"{OLD}|national|round 2022-12"
    found = between(record(verdicts={key: verdict()}), record("b", verdicts={key: verdict("worse")}))
    assert only(found, ChangeKind.RATING).about == key


def test_sentences_are_told_by_what_changed_in_them():
    new = record("b", sentences={SENTENCE: "The share was 15.6% in 2022, similar to England."})
    assert only(between(record(), new), ChangeKind.NUMBERS).why == (Why.UNTOLD,)
    new = record("b", sentences={"made-up-share|2023|Persons#level": "The share was 14% in 2023, similar to England."},
                 figures=record().figures | {NEW: figure(14.0, year=2023)})  # fmt: skip
    change = only(between(record(), new), ChangeKind.NUMBERS)
    assert (change.old_period, change.why) == ("2022", (Why.NEW_DATA,))
    new = record("b", sentences={SENTENCE: "The share was 16.5% in 2022, worse than England."}, software="2.0")
    assert only(between(record(), new), ChangeKind.REWORDED).why == (Why.METHOD,)
    new = record("b", sentences={SENTENCE.replace("level", "gap"): "A gap."})
    assert {c.kind for c in between(record(), new).changes} == {ChangeKind.SENTENCE_ADDED, ChangeKind.SENTENCE_GONE}


def test_measures_definitions_texts_and_parts_are_told():
    definitions = {"other": {"name": "Other"}}
    new = record("b", definitions=definitions, texts={"foreword": "Good evening.", "next": "Go on."},
                 parts={"framework": "1" * 64, "inside/made-up-share": "2" * 64})  # fmt: skip
    found = between(record(), new)
    assert only(found, ChangeKind.MEASURE_ADDED).new == "Other"
    assert only(found, ChangeKind.MEASURE_RETIRED).old == "Made-up share"
    assert [c.what for c in found.of(ChangeKind.TEXT)] == ["foreword", "next"]
    assert [(c.what, c.new) for c in found.of(ChangeKind.PART)] == [
        ("framework", "changed"), ("inside/made-up-share", "added"),
    ]  # fmt: skip
    assert not found.of(ChangeKind.DEFINITION, ChangeKind.SENTENCE_GONE)
    assert found.by_why(ChangeKind.TEXT) == {Why.EDITED: 2}


def test_a_measure_that_joins_or_leaves_the_outcome_list_was_added_or_retired():
    off, on, moved = (
        {"made-up-share": dict(record().definitions["made-up-share"], principle=name)} for name in ("", "One", "Two")
    )
    added = between(record(definitions=off), record("b", definitions=on))
    assert [c.kind for c in added.changes] == [ChangeKind.MEASURE_ADDED]
    retired = between(record(definitions=on), record("b", definitions=off))
    assert [c.kind for c in retired.changes] == [ChangeKind.MEASURE_RETIRED]
    assert only(between(record(definitions=on), record("b", definitions=moved)), ChangeKind.DEFINITION).new == "Two"


def test_texts_are_not_compared_with_a_record_worked_out_anew():
    found = between(record("", texts={}, parts={}), record("b"))
    assert found.since == ""
    assert found.changes == ()


def test_another_publisher_in_the_definition_is_another_source():
    defined = {"made-up-share": dict(record().definitions["made-up-share"], publisher="Another")}
    assert only(between(record(), record("b", definitions=defined)), ChangeKind.DEFINITION).why == (Why.OTHER_SOURCE,)


def changed(**parts):
    return record(as_of=parts.pop("as_of", date(2026, 1, 1)), **parts)


def test_every_difference_from_the_published_record_needs_a_correction():
    built = changed(
        figures=record().figures | {OLD: figure(15.6)},
        verdicts={f"{OLD}|national": verdict("better")},
        sentences={SENTENCE: "The share was 15.6% in 2022, better than England."},
        parts={"framework": "0" * 64, "inside/made-up-share": "1" * 64},
    )
    found = unexplained(record(), built, ())
    assert [d.kind for d in found] == ["figure", "verdict", "sentence", "part"]
    assert unexplained(record(), built, (correction(),)) == ()
    assert [d.kind for d in unexplained(record(), built, (correction(old=None),))] == ["figure"]
    assert [d.kind for d in unexplained(record(), built, (correction(new=15.7),))] == ["figure"]
    assert unexplained(record(), built, (correction(edition="second"),)) == found
    assert unexplained(record(), record(), ()) == ()


def test_what_older_software_did_not_keep_is_no_difference():
    defined = {"made-up-share": dict(record().definitions["made-up-share"], target="90%")}
    parts = {"framework": "0" * 64, "target/made-up-share": "1" * 64}
    later = changed(definitions=defined, parts=parts, software="2.0")
    assert unexplained(record(), later, ()) == ()
    assert not between(record(), later).of(ChangeKind.DEFINITION)
    assert [d.kind for d in unexplained(record(), changed(definitions=defined, parts=parts), ())] == [
        "definition", "part",
    ]  # fmt: skip


def test_words_need_a_correction_of_words():
    defined = {"made-up-share": dict(record().definitions["made-up-share"], definition="Another share.")}
    built = changed(definitions=defined, texts={"foreword": "Good evening."}, as_of=date(2026, 1, 2))
    words = {"area_code": "", "period": "", "sex": "", "old": None, "new": None}
    of_measure, of_all = correction(**words), correction(indicator_id="", **words)
    assert [d.kind for d in unexplained(record(), built, (correction(),))] == ["day", "definition", "text"]
    assert [d.kind for d in unexplained(record(), built, (of_measure,))] == ["day", "text"]
    assert unexplained(record(), built, (of_measure, of_all)) == ()


def test_an_old_value_is_left_out_only_where_no_figure_is_given_now():
    built = changed(figures=record().figures | {OLD: figure(None)})
    assert unexplained(record(), built, (correction(old=None, new=None),)) == ()


def test_a_correction_explains_once_and_stays_as_it_was_issued():
    row = correction()
    corrected = changed(
        figures=record().figures | {OLD: figure(15.6)}, parts=record().parts | {f"correction/{row.name}": "1" * 64}
    )
    assert unexplained(record(), corrected, (row,)) == ()
    later = changed(
        figures=corrected.figures, parts=corrected.parts | {"counts/made-up-share": "2" * 64},
        sentences={SENTENCE: "The share was quietly something else."},
    )  # fmt: skip
    assert [d.kind for d in unexplained(corrected, later, (row,))] == ["sentence", "part"]
    another = correction(dated=date(2026, 3, 1), period="", area_code="", sex="", old=None, new=None)
    assert unexplained(corrected, later, (row, another)) == ()
    reworded = correction(reason="Nothing much.")
    parts = record().parts | {f"correction/{reworded.name}": "3" * 64}
    assert [d.about for d in unexplained(corrected, changed(figures=corrected.figures, parts=parts), (reworded,))] == [
        f"correction/{row.name}"
    ]


def test_what_a_measures_file_says_needs_a_correction_of_words():
    built = changed(parts=record().parts | {"measure/made-up-share": "1" * 64})
    of_words = correction(period="", area_code="", sex="", old=None, new=None)
    assert [d.about for d in unexplained(record(), built, (correction(),))] == ["measure/made-up-share"]
    assert unexplained(record(), built, (of_words,)) == ()


def test_an_old_text_is_not_repeated_once_a_figure_is_withdrawn():
    built = changed(figures=record().figures | {OLD: figure(None)}, texts={"foreword": "Good evening."})
    told = changes_between(record(), built, place=PLACE).of(ChangeKind.TEXT)
    assert [(c.old, c.new) for c in told] == [(NOT_REPEATED, "Good evening.")]
