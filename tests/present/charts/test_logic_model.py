"""A logic model as a whole: boxes apart, words inside, lines clear of boxes, and what it refuses."""

import re
from dataclasses import replace
from itertools import combinations, pairwise

import pytest

from equitytown.errors import InputError
from equitytown.present.charts.logic_model import (
    BROAD,
    LogicItem,
    LogicModelData,
    Stage,
    describe,
    logic_model,
)
from equitytown.present.theme import NARROW
from tests.present.charts.drawn import boxes, elements, is_accessible, is_clear, is_safe, read, size, texts
from tests.present.charts.samples import HOSTILE_NAMES, LONG_NAMES

STAGES = list(Stage)


def model(*items, **changes):
    given = {"chart_id": "homes", "title": "How warm homes lead to health", "items": items, "assumptions": ()}
    return LogicModelData(**(given | changes))


def crowd(count):
    """Items spread over all stages, each leading on, some past stages, back, or within their own."""
    ids = [f"i{n}" for n in range(count)]
    return model(
        *(
            LogicItem(
                ids[n],
                STAGES[n % 6],
                f"Item {n:02} " + LONG_NAMES[n % 3] * (n % 4),
                tuple(dict.fromkeys(ids[(n * k + 1) % count] for k in (2, 5, 7) if (n * k + 1) % count != n)),
            )
            for n in range(count)
        ),
        assumptions=LONG_NAMES,
    )


def cases():
    chain = [LogicItem(f"s{n}", stage, f"Step {n}", (f"s{n + 1}",) if n < 5 else ()) for n, stage in enumerate(STAGES)]
    return {
        "nothing": model(),
        "chain": model(*chain),
        "past everything": model(
            LogicItem("a", Stage.INPUTS, "Money", ("z",)), LogicItem("z", Stage.LONG_TERM, "Health")
        ),
        "back and within": model(
            LogicItem("a", Stage.INPUTS, "Money", ("b",)),
            LogicItem("b", Stage.INPUTS, "People"),
            LogicItem("z", Stage.LONG_TERM, "Health", ("a",)),
        ),
        "twelve": crowd(12),
        "sixty": crowd(60),
        "long words": model(
            *(LogicItem(letter, stage, letter * 80) for letter, stage in zip("Wmi@w漢", STAGES, strict=True)),
            assumptions=("W" * 200,),
        ),
        "hostile": model(
            *(LogicItem(name, stage, name) for name, stage in zip(HOSTILE_NAMES, STAGES, strict=False)),
            LogicItem("", Stage.OUTPUTS, " \x00 "),
            title=HOSTILE_NAMES[0],
            assumptions=(*HOSTILE_NAMES, ""),
        ),
    }


def rectangles(drawing):
    names = ("x", "y", "width", "height")
    return [tuple(float(one.get(name)) for name in names) for one in elements(drawing, "rect", "item")]


@pytest.mark.parametrize("case", cases())
@pytest.mark.parametrize("form", ["wide", "narrow"])
class TestEveryCase:
    def test_no_text_touches_another_or_leaves_the_drawing(self, case, form):
        assert is_clear(getattr(logic_model(cases()[case]), form))

    def test_no_box_touches_another_or_leaves_the_drawing(self, case, form):
        drawing = getattr(logic_model(cases()[case]), form)
        held, (width, height) = rectangles(drawing), size(drawing)
        for x, y, across, down in held:
            assert x >= 0
            assert x + across <= width + 0.1
            assert y + down <= height
        for (ax, ay, aw, ah), (bx, by, bw, bh) in combinations(held, 2):
            assert ax + aw < bx or bx + bw < ax or ay + ah < by or by + bh < ay

    def test_every_line_of_text_is_inside_one_box_or_outside_all(self, case, form):
        drawing = getattr(logic_model(cases()[case]), form)
        for words in boxes(drawing):
            touched = [
                (x, y, w, h)
                for x, y, w, h in rectangles(drawing)
                if words.left < x + w and words.right > x and words.top < y + h and words.foot > y
            ]
            assert all(x <= words.left and words.right <= x + w for x, _, w, _ in touched), words
            assert all(y <= words.top and words.foot <= y + h for _, y, _, h in touched), words

    def test_every_item_has_a_box(self, case, form):
        data = cases()[case]
        assert len(rectangles(getattr(logic_model(data), form))) == len(data.items)

    def test_it_holds_shapes_and_words_in_the_theme_s_colours_and_nothing_else(self, case, form):
        drawing = getattr(logic_model(cases()[case]), form)
        assert is_safe(drawing)
        assert is_accessible(drawing)
        assert size(drawing)[0] == {"wide": BROAD, "narrow": NARROW}[form]

    def test_it_is_the_same_every_time(self, case, form):
        assert getattr(logic_model(cases()[case]), form) == getattr(logic_model(cases()[case]), form)


@pytest.mark.parametrize("case", cases())
def test_lines_run_straight_past_columns_and_never_across_a_box(case):
    drawing = logic_model(cases()[case]).wide
    held = rectangles(drawing)
    for one in elements(drawing, "path", "link"):
        numbers = [float(number) for number in re.findall(r"-?\d+\.\d", one.get("d"))]
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        ends = [points[0], *points[3::3]]
        for (start, y), (end, to) in pairwise(ends):
            low, high = sorted((start, end))
            crossed = [box for box in held if low < box[0] + box[2] - 6 and high > box[0] + 6]
            assert not crossed or y == to
            assert not [box for box in crossed if box[1] < y < box[1] + box[3]]


def test_there_is_one_line_for_each_link():
    data = cases()["chain"]
    assert len(elements(logic_model(data).wide, "path", "link")) == 5
    twice = model(replace(data.items[0], leads_to=("s1", "s1")), *data.items[1:])
    assert len(elements(logic_model(twice).wide, "path", "link")) == 5


def test_a_line_that_leads_back_is_dashed():
    drawn = elements(logic_model(cases()["back and within"]).wide, "path", "link")
    assert [one.get("stroke-dasharray") for one in drawn] == [None, "4 3"]


class TestWords:
    def test_every_item_s_words_appear_once(self):
        for drawing in (logic_model(cases()["chain"]).wide, logic_model(cases()["chain"]).narrow):
            assert [words for words in texts(drawing) if words.startswith("Step")] == [f"Step {n}" for n in range(6)]

    def test_every_stage_has_its_heading_and_an_empty_one_says_so(self):
        for drawing in (logic_model(model()).wide, logic_model(model()).narrow):
            assert [words for words in texts(drawing) if words in set(Stage)] == STAGES
            assert texts(drawing).count("None yet") == 7

    def test_on_a_phone_boxes_say_by_number_what_they_lead_to(self):
        drawn = texts(logic_model(cases()["chain"]).narrow)
        assert [words for words in drawn if words.startswith("Leads to")] == [f"Leads to {n}" for n in range(2, 7)]

    def test_a_long_word_is_cut_and_nothing_of_it_is_lost(self):
        data = model(LogicItem("a", Stage.INPUTS, "W" * 80))
        lines = [words for words in texts(logic_model(data).wide) if "WW" in words]
        assert "".join(lines).replace("-", "") == "W" * 80

    def test_hostile_words_stay_words(self):
        shown = " ".join(texts(logic_model(cases()["hostile"]).narrow))
        assert "<script>alert(1)</script>" in shown
        assert "Not worded yet" in shown

    def test_it_is_told_in_sentences(self):
        said = describe(model(LogicItem("a", Stage.INPUTS, "Money"), assumptions=("Prices hold.",)))
        assert said.startswith("Logic model. Inputs: Money. Activities: None yet. ")
        assert said.endswith("Assumptions: Prices hold.")
        assert read(logic_model(cases()["chain"]).wide)[1].text == describe(cases()["chain"])


class TestRefusals:
    def test_an_identifier_that_stands_twice(self):
        with pytest.raises(InputError, match=r'1 items .* share an identifier \(first: "a"\)'):
            logic_model(model(LogicItem("a", Stage.INPUTS, "x"), LogicItem("a", Stage.OUTPUTS, "y")))

    @pytest.mark.parametrize("target", ["b", "a"])
    def test_a_link_to_nothing_or_to_itself(self, target):
        with pytest.raises(InputError, match=rf'1 links .* lead nowhere \(first: from "a" to "{target}"\)'):
            logic_model(model(LogicItem("a", Stage.INPUTS, "x", (target,))))
