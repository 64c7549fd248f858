"""Recommendations by areas of work, and what is tied to nothing."""

from dataclasses import replace

import pytest

from equitytown.present.blocks import Table, plain
from equitytown.publish.sections import matrix
from equitytown.terms.register.improving import Gap
from equitytown.terms.register.promises import Principle, Recommendation
from equitytown.terms.register.results import Progress
from equitytown.terms.register.work import Action, Workstream
from tests.publish.registers import COUNCIL, with_register, words

STREAMS = (
    Workstream(workstream_id="W-1", name="Homes", reach="priority area"),
    Workstream(workstream_id="W-2", name="Work", reach="priority area"),
    Workstream(workstream_id="W-3", name="System", reach="across the system"),
)


def rec(reference, heading="Best start", **told):
    return Recommendation(recommendation_id=reference, heading=heading, summary=f"Do {reference}.", **told)


def act(reference, **told):
    return Action(action_id=reference, title=f"Begin {reference}", lead="ORG-1", **told)


@pytest.fixture(scope="module")
def edition(compared):
    """The place without the text that it writes itself."""
    texts = {name: words for name, words in compared.place.texts.items() if name != "matrix"}
    return replace(compared, place=replace(compared.place, texts=texts))


def read(edition, *records):
    return words(matrix.blocks(with_register(edition, COUNCIL, *records)))


def test_luton_says_that_the_matching_awaits_the_partners_and_tells_the_rest(compared):
    found = matrix.blocks(compared)
    assert not any(isinstance(block, Table) for block in found)
    said = "\n".join(words(found))
    assert "It awaits the partners' entries" in said
    assert "61 recommendations by 7 areas of work" in said
    assert "None of the 61 recommendations is tied to an area of work or an action yet." in said
    assert "One principle is without a confirmed measure: 7, Discrimination and racism." in said
    assert "Life expectancy at birth, males" in said


def test_a_register_without_recommendations_says_so(edition):
    assert read(edition, *STREAMS) == ["The register holds no recommendation yet."]


def test_each_cell_has_a_mark_and_a_word_and_headings_group_the_rows(edition):
    found = matrix.blocks(
        with_register(
            edition,
            *STREAMS,
            rec("R-1", workstreams=("W-1",)),
            rec("R-2", heading="Work"),
            act("A-1", recommendations=("R-1",), workstreams=("W-1",)),
            Gap(gap_id="G-1", workstream="W-2", recommendation="R-2", gap="Much."),
        )
    )
    (table,) = (block for block in found if isinstance(block, Table))
    assert [column.label for column in table.columns] == ["Recommendation", "Homes", "Work"]
    assert words([table]) == [
        "Best start | Do R-1. | ✓ Named, action | · None",
        "Work | Do R-2. | · None | ✓ Gap study",
    ]
    assert not table.wide
    assert "Of 2 recommendations, 2 are tied to at least one area of work." in words(found)


def test_a_heading_that_comes_back_is_one_group(edition):
    held = with_register(edition, *STREAMS, rec("R-1", workstreams=("W-3",)), rec("R-2", heading="Work"), rec("R-3"))
    (table,) = (block for block in matrix.blocks(held) if isinstance(block, Table))
    assert [group.heading for group in table.groups] == ["Best start", "Work"]
    assert table.columns[-1].label == "System"  # it has a link, though it is no priority area


def test_many_areas_of_work_are_printed_sideways(edition):
    streams = [Workstream(workstream_id=f"W-{n}", name=f"Area {n}", reach="priority area") for n in range(6)]
    held = with_register(edition, *streams, rec("R-1", workstreams=("W-1",)))
    (table,) = (block for block in matrix.blocks(held) if isinstance(block, Table))
    assert table.wide


def test_what_is_not_tied_is_listed_by_name(edition):
    found = read(
        edition,
        *STREAMS,
        rec("R-1", workstreams=("W-1",), measures=("smoking",), principle="6"),
        rec("R-2"),
        act("A-1"),
        Progress(progress_id="P-1", workstream="W-1", summary="Done.", recommendations=("R-1",)),
        Progress(progress_id="P-2", workstream="W-1", summary="Done too."),
    )
    assert "1 of 2 are tied to no area of work and no action:" in found
    assert "Of 2 priority areas, 1 is tied to none: “Work”. Of 1 action, 1 is tied to none:" in found
    assert "Begin A-1" in found
    assert (
        "Of 29 confirmed measures, 1 is named by a recommendation. 3 of the others share a principle with "
        "recommendations and no more than that."
    ) in found
    assert "25 measures do not even share a principle with one:" in found
    assert "and 17 more measures." in found
    assert (
        "Of 2 recommendations, 1 has not yet an action, a progress entry or a next step that names the "
        "recommendation. That does not say that nothing was done: 1 of 2 progress entries do not say which "
        "recommendation they answer."
    ) in found
    assert found[-1] == "Do R-2."


def test_where_all_is_tied_no_list_is_left(edition):
    measures = tuple(matrix.confirmed_measures(edition))
    found = read(
        edition,
        STREAMS[0],
        rec("R-1", workstreams=("W-1",), measures=measures),
        act("A-1", recommendations=("R-1",), workstreams=("W-1",)),
    )
    assert "Each recommendation is tied to an area of work or an action." in found
    assert "Each priority area is tied to a recommendation. Each action answers a recommendation." in found
    assert "Each measure is named by a recommendation." in found
    assert found[-1] == "Each recommendation has an action, a progress entry or a next step."


def test_nothing_on_record_is_not_called_nothing_done(edition):
    found = read(edition, rec("R-1"))
    assert found[-1].endswith("That does not say that nothing was done.")


def test_several_principles_without_a_measure_are_named(edition):
    principles = (Principle(principle_id="7", name="Racism"), Principle(principle_id="9", name="New"))
    assert "Principles without a confirmed measure: 7, Racism and 9, New." in read(edition, rec("R-1"), *principles)


def test_a_place_without_a_confirmed_measure_says_so(edition):
    framework = replace(edition.place.framework, principles=())
    bare = replace(edition, place=replace(edition.place, framework=framework))
    assert "No measure is confirmed yet." in read(bare, rec("R-1"))


def test_a_places_own_text_stands_before_the_table(compared):
    assert "Draft" in plain(matrix.blocks(compared)[1].text)
    assert "Figure 16" in "\n".join(words(matrix.blocks(compared)[1:4]))
