"""The section of changes: what a reader is told first, and where the rest stands."""

from dataclasses import replace
from datetime import date

import pytest

from equitytown.present.blocks import Bullets, Paragraph, Table, plain
from equitytown.publish import changes as words
from equitytown.publish import corrections
from equitytown.publish.changed import tables
from equitytown.publish.sections import changes
from equitytown.terms.edition_change import ChangeKind, EditionChange, EditionChanges, Issued, Why
from equitytown.terms.framework import ListChange, MeasureChange
from equitytown.terms.observation import Status
from tests.records import correction

LUTON = "E06000032"
SMOKING = "smoking|E06000032|2024|Persons"


def change(kind, about=SMOKING, *, old="similar", new="worse", **more):
    given = {"area_code": LUTON, "period": "2024", "sex": "Persons", "old": old, "new": new, **more}
    return EditionChange(kind, about, about.partition("|")[0], **given)


@pytest.fixture
def edition(compared):
    def with_changes(*found, since="luton-2022", issued=()):
        between = EditionChanges(since, date(2025, 11, 22), tuple(found))
        return replace(compared, changes=between, issued=issued)

    return with_changes


def told(blocks):
    """Give the words of paragraphs and lists."""
    found = [plain(b.text) for b in blocks if isinstance(b, Paragraph)]
    return " ".join(found + [plain(item) for b in blocks if isinstance(b, Bullets) for item in b.items])


def table(blocks, table_id):
    return next((b for b in blocks if isinstance(b, Table) and b.table_id == table_id), None)


def rows(found):
    return [[plain(c.text) or (c.verdict.rating.value if c.verdict else "") for c in row.cells]
            for group in found.groups for row in group.rows]  # fmt: skip


def test_nothing_to_set_beside_is_said(compared):
    bare = replace(compared, changes=None)
    assert "nothing can be set beside this one" in told(changes.blocks(bare))
    assert "No correction of a published edition has been issued." in told(changes.blocks(bare))
    assert [page.slug for page in changes.pages(bare)] == ["changes"]
    assert words.as_lines(bare) == []
    assert words.counts_sentence(bare).startswith("No earlier edition of this place is kept")
    own = bare.place.report.edition
    assert f"is this very edition, {own}, and none before it" in words.counts_sentence(bare, kept=[own])
    assert "Kept are earlier. To set it beside another" in words.counts_sentence(bare, kept=["earlier", own])
    assert words.as_data(bare)["changes"] == []


def test_a_replaced_measure_is_told_with_its_successor_and_reason(compared):
    swap = MeasureChange("smoking", ListChange.REPLACED, date(2026, 11, 26), "Better data.", replaced_by="loneliness")
    framework = replace(compared.place.framework, history=(swap,))
    found = EditionChanges("luton-2022", date(2025, 11, 22), (
        change(ChangeKind.MEASURE_RETIRED, "smoking", old="Smoking", new=None, why=(Why.METHOD, Why.NEW_DATA)),
        change(ChangeKind.MEASURE_ADDED, "loneliness", old=None, new="Lonely"),
    ))  # fmt: skip
    edition = replace(compared, place=replace(compared.place, framework=framework), changes=found)
    new = words.measure_name(edition, "loneliness")
    assert f"Smoking: measure retired; replaced by {new}: Better data" in words.as_lines(edition)[0:2]
    assert f"retired: Smoking (replaced by {new}: Better data)." in told(changes.blocks(edition))
    assert words.counts_sentence(edition).endswith("A change with two reasons is counted under both.")


def test_nothing_changed_is_said(edition):
    same = edition()
    assert "the edition luton-2022 (figures as known on 22 November 2025)" in told(changes.blocks(same))
    assert "Every sentence about the figures stands as it was." in told(changes.blocks(same))
    assert "No measure is defined or compared otherwise." in told(changes.blocks(same))
    assert table(changes.blocks(same), "changes-verdicts") is None


def test_the_summary_names_measures_verdicts_definitions_and_texts(edition):
    found = edition(
        change(ChangeKind.MEASURE_ADDED, "loneliness", old=None, new="Feeling lonely"),
        change(ChangeKind.MEASURE_RETIRED, "gone", old="A measure of old", new=None),
        change(ChangeKind.RATING, what="national"),
        change(ChangeKind.DEFINITION, "smoking", what="polarity", old="", new="low is good"),
        change(ChangeKind.TEXT, "foreword", what="foreword", old="Old words here.", new=None, why=(Why.EDITED,)),
        change(ChangeKind.PART, "framework", what="framework", old=None, new="changed", why=(Why.EDITED,)),
        change(ChangeKind.LIMITS, old="1 to 2", new="1 to 3", why=(Why.REVISION,)),
        change(ChangeKind.WITHDRAWN, "gone|E06000032|2024|Persons", old=None, new=None),
    )
    said = told(changes.blocks(found))
    for sentence in (
        "Measures added: Feeling lonely; retired: A measure of old.",
        "1 verdict against England turned: Adults who smoke (similar, now worse).",
        "1 measure is defined or compared otherwise.",
        "Texts written anew: foreword. Also changed: the outcome list.",
        "2 figures given before now say something else, 2 of them of Luton: ",
        "revised by its publisher (1) and cannot be told (1).",
    ):
        assert sentence in said
    assert rows(table(changes.blocks(found), "revisions"))[0][3:5] == ["1 to 2", "1 to 3"]
    assert rows(table(changes.blocks(found), "changes-definitions")) == [
        ["Adults who smoke", "Polarity", "Nothing", "low is good", "Cannot be told"]
    ]
    lines = "\n".join(words.as_lines(found))
    for line in (
        "measure retired: A measure of old, now not there",
        "Adults who smoke, 2024, Persons: rating against England: similar, now worse; cannot be told",
        "definition, polarity: nothing, now low is good",
        "text by people, foreword: 3 words, now not there; written anew",
        "gone, 2024, Persons: figure no longer given: no figure, now no figure",
    ):
        assert line in lines


def test_more_verdicts_than_a_sentence_holds_stand_in_the_table(compared, edition):
    kept = [i.indicator_id for i in compared.listed() if compared.current(i)][: changes.MOST_NAMED + 1]
    turned = [
        change(ChangeKind.RATING, f"{key}|{LUTON}", what="national",
               period=compared.current(compared.place.indicators[key]).observation.period.label,
               sex=compared.place.indicators[key].headline_sex) for key in kept
    ]  # fmt: skip
    found = edition(*turned)
    assert "; 1 more stands in the table below." in told(changes.blocks(found))
    assert len(rows(table(changes.blocks(found), "changes-verdicts"))) == len(kept)


def test_what_is_given_for_the_first_time_stands_apart(edition):
    found = edition(
        change(ChangeKind.RATING, what="regional", old="not compared"),
        change(ChangeKind.RATING, what="national", new="not compared"),
        change(ChangeKind.RANK, what="neighbours", old="not given", new="3 of 16"),
        change(ChangeKind.TREND, what="national", old="increasing", new="decreasing"),
    )
    front, verdicts = changes.pages(found)
    assert rows(table(front.blocks, "changes-verdicts"))[0][0] == "Adults who smoke, against the East of England"
    assert "1 measure is no longer compared with England" in told(front.blocks)
    assert rows(table(front.blocks, "changes-ranks")) == [
        ["Adults who smoke", "2024", "Increasing", "2024", "Decreasing", "Cannot be told"]
    ]
    assert rows(table(verdicts.blocks, "changes-given"))[0][4] == "3 of 16"
    assert len(rows(table(verdicts.blocks, "changes-no-longer"))) == 1


def test_sentences_stand_side_by_side_with_their_changed_words_bold(edition):
    about = "smoking|2024|Persons#level"
    found = edition(
        change(ChangeKind.REWORDED, about, what="level", area_code="", old="It was better.", new="It was worse."),
        change(ChangeKind.SENTENCE_ADDED, about, what="gap", area_code="", old=None, new="A gap."),
        change(ChangeKind.SENTENCE_GONE, about, what="rank", area_code="", old=None, new=None),
    )
    front, behind = changes.pages(found)
    assert "the figures, 1 is reworded, 1 is new and 1 is gone." in told(front.blocks)
    (row,) = (r for g in table(front.blocks, "changes-sentences").groups for r in g.rows)
    assert [[(s.text, s.bold) for s in cell.text] for cell in row.cells[1:3]] == [
        [("It was ", False), ("better.", True)], [("It was ", False), ("worse.", True)],
    ]  # fmt: skip
    assert [r[1:3] for r in rows(table(behind.blocks, "changes-sentences-all"))[1:]] == [
        ["Nothing", "A gap."], ["Not repeated: a figure is no longer given", "Nothing"],
    ]  # fmt: skip


def test_a_long_table_is_cut_and_stands_whole_on_a_page_of_its_own(edition, monkeypatch):
    monkeypatch.setattr(tables, "MOST_ROWS", 1)
    parts = ("name", "unit", "age")
    found = edition(*(change(ChangeKind.DEFINITION, "smoking", what=part, old="a", new="b") for part in parts))
    front, behind = changes.pages(found)
    cut = table(front.blocks, "changes-definitions")
    assert len(rows(cut)) == 1
    assert plain(cut.notes[0]).startswith("2 more stand on the page")
    assert len(rows(table(behind.blocks, "changes-definitions-all"))) == len(parts)


def test_the_register_says_whether_a_correction_is_substantial(edition):
    of_figure = correction(edition="luton-2023", indicator_id="smoking", period="2024", old=16.5, new=None)
    turn = change(ChangeKind.RATING, what="national")
    nothing = {"area_code": "", "period": "", "sex": "", "old": None, "new": None, "edition": "luton-2023"}
    found = edition(issued=(
        Issued(of_figure, (turn, change(ChangeKind.RANK, old="1 of 2", new="2 of 2"))),
        Issued(correction(indicator_id="smoking", **nothing), ()),
        Issued(correction(indicator_id="", **nothing), None),
        Issued(correction(indicator_id="gone", area_code="E06000099"), (change(ChangeKind.REWORDED, what="level"),)),
    ))  # fmt: skip
    listed = rows(table(changes.blocks(found), "corrections"))
    assert [row[2] for row in listed] == [
        "Adults who smoke, Luton, 2024, Persons", "Adults who smoke: what is said of it", "Words of the edition",
        "gone, E06000099, 2022, Persons",
    ]  # fmt: skip
    assert [row[6] for row in listed] == [
        "Substantial. Rating against England: similar, now worse; rank: 1 of 2, now 2 of 2", "No: nothing turned",
        "Cannot be told: the record that it mends is not kept", "Substantial. Sentence reworded (level)",
    ]  # fmt: skip
    assert listed[3][3:5] == ["16.5", "15.6"]


def test_the_notice_stands_with_the_edition_and_the_measure_that_were_corrected(edition):
    nothing = {"area_code": "", "period": "", "sex": "", "old": None, "new": None, "edition": "luton-2023"}
    found = edition(issued=(
        Issued(correction(edition="luton-2023", indicator_id="smoking", period="2024", old=None, new=10.6), ()),
        Issued(correction(indicator_id="smoking", reason="The unit was wrong", **nothing), ()),
        Issued(correction(edition="luton-2022", indicator_id="loneliness"), ()),
    ))  # fmt: skip
    said = told(corrections.notice(found))
    assert "Adults who smoke, Luton, 2024, Persons was not as it is now and is 10.6%. Two digits were swapped." in said
    assert "Adults who smoke: what is said of it was mended. The unit was wrong. All corrections." in said
    assert ": what is said of it was mended." in told(corrections.notice(found, "smoking", linked=False))
    assert "All corrections" not in told(corrections.notice(found, "smoking", linked=False))
    assert corrections.notice(found, "loneliness") == ()


def test_no_correction_repeats_a_figure_that_was_withheld_since(edition, compared, tmp_path):
    figure = next(o for o in compared.holdings.observations if o.area_code == LUTON and o.value and not o.category)
    key = {"indicator_id": figure.indicator_id, "period": figure.period.label, "sex": figure.sex,
           "edition": compared.place.report.edition}  # fmt: skip
    first = Issued(correction(old=1234.5, new=2345.6, area_code=LUTON, **key), ())
    closed = Issued(correction(old=None, new=None, area_code=LUTON, **key), ())
    held = replace(figure, value=None, status=Status.SUPPRESSED)
    withheld = replace(compared.holdings, observations=(held,))
    shown = edition(issued=(first,))
    for found in (edition(issued=(first, closed)), replace(shown, holdings=withheld)):
        words.write_changes(found, tmp_path)
        told_here = f"{corrections.register(found)} {corrections.notice(found)} {words.as_data(found)}"
        told_here += (tmp_path / "corrections.csv").read_text(encoding="utf-8")
        assert not [part for part in ("1234", "1,234", "2345", "2,345") if part in told_here]
    assert "1,234" in str(corrections.register(shown))
