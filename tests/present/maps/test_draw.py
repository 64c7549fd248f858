"""A drawn map: small, without style or script, every area with its words, legends that count."""

from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from equitytown.present.maps import classes as cut
from equitytown.present.maps import marks
from equitytown.present.maps.data import AreaMap, Blank, Classes, MapArea, MapClass, Outline
from equitytown.present.maps.draw import draw_maps
from equitytown.publish.drawing import draw_png, file_svg
from tests.publish.mapped import square

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '<script>alert(1)</script> & "Ward"'


def a_map(values, classes, **changes):
    areas = tuple(
        MapArea(f"E{at}", f"Testford {at:03}", square(at % 5, at // 5), value, f"{value}", classes.find(value),
                None if value is not None else Blank.WITHHELD)
        for at, value in enumerate(values)
    )  # fmt: skip
    made = AreaMap("made-up", "", "LSOA 2011", date(2011, 3, 27), areas, classes, "Made-up share (%)")
    return replace(made, **changes)


def tenths():
    classes = cut.national_deciles()
    one = a_map(
        [1, 1, 2, 5, 9, None, 3, 3, 3, 3], classes, marked="in England's worst tenth", class_word="tenth of England"
    )
    marked = tuple(replace(area, is_marked=area.place == 0) for area in one.areas)
    return replace(one, areas=(*marked[:-1], replace(marked[-1], is_unreliable=True, href="wards/x")))


def tree(svg):
    return ET.fromstring(svg)  # noqa: S314  our own drawing


def words(svg):
    return [element.text for element in tree(svg).iter(f"{SVG}text")]


def test_a_fragment_of_a_map_and_its_legend(snapshot):
    drawn = draw_maps([tenths()], name="made-up", description="A made-up map.", noun="neighbourhoods")
    root = tree(drawn.wide)
    areas = root.findall(f".//{SVG}path[@class='area']")
    assert [area.find(f"{SVG}title").text for area in areas] == snapshot
    assert [ET.tostring(area, encoding="unicode") for area in areas[-1:]] == snapshot
    assert words(drawn.wide) == snapshot


@pytest.mark.parametrize(
    ("words", "label", "class_word", "said"),
    [
        ("12.5%", "10.0% to 15.0%", "class", "Testford 000: 12.5%; class: 10.0% to 15.0%"),
        ("12", "12", "class", "Testford 000: 12"),
        ("1", "1 (worst tenth)", "tenth of England", "Testford 000: tenth of England: 1 (worst tenth)"),
        ("45.2", "2", "tenth of England", "Testford 000: 45.2; tenth of England: 2"),
        ("", "Other wards", "class", "Testford 000: Other wards"),
    ],
)
def test_an_area_says_its_figure_and_its_class_and_neither_twice(words, label, class_word, said):
    one = a_map([1.0], Classes((MapClass(label),), ""), class_word=class_word)
    assert marks.said(replace(one.areas[0], words=words), one) == said


def test_nothing_but_attributes_paints_and_everything_is_escaped():
    one = tenths()
    hostile = replace(one, areas=tuple(replace(area, name=HOSTILE) for area in one.areas), outlined=HOSTILE,
                      outlines=(Outline("E1", HOSTILE, square(0, 0)),), measured=HOSTILE)  # fmt: skip
    drawn = draw_maps([hostile], name="made-up", description=HOSTILE)
    for svg in (drawn.wide, drawn.narrow):
        root = tree(svg)
        assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
            "svg", "g", "path", "rect", "text", "title", "defs", "pattern",
        }  # fmt: skip
        assert not [name for element in root.iter() for name in element.attrib if name == "style" or name[:2] == "on"]
        assert root.get("aria-label") == HOSTILE
    assert file_svg(svg, title="t", description="d", source="s").startswith("<svg")


def test_two_drawings_of_a_page_share_no_identifier():
    drawn = draw_maps([tenths()], name="made-up", description="A made-up map.")
    ids = [element.get("id") for svg in (drawn.wide, drawn.narrow) for element in tree(svg).iter() if element.get("id")]
    assert len(ids) == len(set(ids)) == 4


def test_the_marked_class_is_hatched_in_the_legend_and_on_the_map():
    drawn = draw_maps([tenths()], name="made-up", description="A made-up map.")
    assert drawn.wide.count('fill="url(#made-up-marked)"') == 2
    assert drawn.wide.count('fill="url(#made-up-blank)"') == 2


def test_two_dates_share_a_legend_that_counts_each_and_a_change_has_signs():
    before, after = [10.0, 20.0, 30.0, 40.0, None], [12.0, 20.0, 25.0, 44.0, 30.0]
    classes = cut.equal_counts([*before, *after], classes=3, decimals=0)
    moves = [None if a is None or b is None else b - a for a, b in zip(before, after, strict=True)]
    change = a_map(moves, cut.changes(moves, decimals=0), heading="Change", measured="Change")
    maps = [a_map(before, classes, heading="2022"), a_map(after, classes, heading="2023"), change]
    drawn = draw_maps(maps, name="made-up", description="Made-up maps.")
    told = words(drawn.wide)
    assert told.count("2022") == 2
    assert told[told.index("10 to 20") - 1 - 1 :][:3] == ["2", "2", "10 to 20"]
    assert {"Withheld", "Change", "Rose by 2 or more"} <= set(told)
    assert len({area.get("fill") for area in tree(drawn.narrow).iter(f"{SVG}path")}) > 5
    assert draw_png(drawn.wide, scale=0.5).startswith(b"\x89PNG")


def test_two_dates_number_the_same_name_alike():
    classes = cut.equal_counts([1.0, 2.0, 3.0], classes=3, decimals=0)
    names = ["Northborough", "Littleborough", "Middleborough", "Easternborough", "Westernborough", "Farborough"]
    outlines = tuple(Outline(f"W{at}", words, square(at % 3, at // 3)) for at, words in enumerate(names))
    before = a_map([1.0, 2.0, 3.0, 1.0, 2.0, 3.0] * 4, classes, heading="2022", outlines=outlines)
    rings = tuple(replace(area, is_unreliable=at == 4) for at, area in enumerate(before.areas))
    drawn = draw_maps([before, replace(before, areas=rings, heading="2023")], name="made-up", description="Made-up.")
    for svg in (drawn.wide, drawn.narrow):
        lettered = [g for g in tree(svg).iter(f"{SVG}g") if g.get("text-anchor") == "middle"]
        first, second = ([text.text for text in g.iter(f"{SVG}text")] for g in lettered)
        assert first == second
        assert {"1", "2"} < set(first)


def test_a_file_of_the_map_keeps_its_lettering():
    drawn = draw_maps([tenths()], name="made-up", description="A made-up map.").wide
    whole = tree(file_svg(drawn, title="t", description="d", source="s"))
    lettered = {
        text for group in whole.iter(f"{SVG}g") if group.get("font-family") for text in group.iter(f"{SVG}text")
    }
    own = {text for text in whole.iter(f"{SVG}text") if text.get("font-family")}
    assert set(whole.iter(f"{SVG}text")) == lettered | own


def test_the_same_map_gives_the_same_bytes_and_a_town_s_stays_small():
    classes = cut.equal_counts([float(at) for at in range(125)], classes=5, decimals=0)
    one = a_map([float(at) for at in range(125)], classes)
    first, second = (draw_maps([one], name="made-up", description="A made-up map.") for _ in range(2))
    assert first == second
    assert len(first.wide) < 120_000
