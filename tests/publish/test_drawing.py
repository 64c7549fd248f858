"""Charts drawn: nothing lost, nothing that a strict page would refuse, the same every time."""

import hashlib
import io
import re
import subprocess
import sys
from typing import ClassVar
from xml.etree import ElementTree as ET

import pytest
import vl_convert
from PIL import Image

from equitytown.errors import InputError
from equitytown.present.charts.by_sex import by_sex_chart
from equitytown.present.charts.lettering import text_width
from equitytown.present.charts.line import line_chart
from equitytown.present.charts.neighbours import neighbours_chart
from equitytown.present.charts.spine import spine_chart
from equitytown.publish import drawing
from equitytown.publish.drawing import draw_png, draw_svg, file_svg
from equitytown.terms.observation import Rating
from tests.present.charts.samples import HOSTILE_NAMES, by_sex, line, many, measure, neighbours, spine, words

CHARTS = {
    "line": line_chart(line()),
    "neighbours": neighbours_chart(neighbours(*many(6, names=HOSTILE_NAMES))),
    "by sex": by_sex_chart(by_sex()),
    "spine": spine_chart(spine(*(measure(rating=rating) for rating in Rating))),
}
SVG = "{http://www.w3.org/2000/svg}"


def drawn(spec, **more):
    return draw_svg(spec, **{"label": "What it shows", "prefix": "one", **more})


def parsed(svg):
    return ET.fromstring(svg)  # noqa: S314  our own drawing


def texts(svg):
    return ["".join(found.itertext()) for found in parsed(svg).iter(f"{SVG}text")]


def ink(png):
    """How many pixels are darker than paper."""
    grey = Image.open(io.BytesIO(png)).convert("L")
    return sum(grey.histogram()[:128])


@pytest.mark.parametrize("form", ["wide", "narrow"])
@pytest.mark.parametrize("chart", CHARTS)
class TestEveryForm:
    def test_every_word_of_the_specification_is_in_the_drawing(self, chart, form):
        spec = getattr(CHARTS[chart], form)
        assert sorted(texts(drawn(spec))) == sorted(words(spec))

    def test_words_are_ink_on_the_picture(self, chart, form):
        svg = drawn(getattr(CHARTS[chart], form))
        without = re.sub(r"<text.*?</text>", "", svg, flags=re.DOTALL)
        assert ink(draw_png(svg, scale=1)) > 1.3 * ink(draw_png(without, scale=1))

    def test_nothing_in_it_is_refused_by_a_strict_policy(self, chart, form):
        svg = drawn(getattr(CHARTS[chart], form))
        root = parsed(svg)
        assert {found.tag.removeprefix(SVG) for found in root.iter()} <= {"svg", "g", "path", "rect", "line", "text"}
        names = {name for found in root.iter() for name in found.attrib}
        assert not {name for name in names if name in ("style", "class", "href") or name.startswith("on")}
        assert "<script" not in svg

    def test_only_the_root_speaks_to_screen_readers(self, chart, form):
        root = parsed(drawn(getattr(CHARTS[chart], form)))
        assert (root.get("role"), root.get("aria-label")) == ("img", "What it shows")
        inner = {name for found in root.iter() if found is not root for name in found.attrib}
        assert not {name for name in inner if name == "role" or name.startswith("aria")}


class TestHostileWords:
    def test_names_stay_words(self):
        svg = drawn(CHARTS["neighbours"].wide)
        shown = " ".join(texts(svg))
        assert "<script>alert(1)</script>" in shown
        assert '=HYPERLINK("https://example.org","x")' in shown.replace("- ", "-")
        assert 'O\'Hara & "Sons" ]]>' in shown

    @pytest.mark.parametrize("label", ['"><script>alert(1)</script>', 'It\'s "so" & < so', "onload='x'"])
    def test_a_label_stays_a_label(self, label):
        root = parsed(drawn(CHARTS["line"].wide, label=label))
        assert root.get("aria-label") == label
        assert set(root.attrib) == {"role", "aria-label", "focusable", "width", "height", "viewBox"}

    def test_words_that_look_like_svg_do_not_move_the_label(self):
        chart = neighbours_chart(neighbours(*many(3, names=("<svg onload=alert(1)>",))))
        root = parsed(drawn(chart.wide))
        assert root.get("aria-label") == "What it shows"


class TestSameness:
    def test_the_same_specification_gives_the_same_text(self):
        assert drawn(CHARTS["line"].wide) == drawn(CHARTS["line"].wide)

    def test_the_same_svg_gives_the_same_picture(self):
        svg = drawn(CHARTS["line"].wide)
        assert draw_png(svg) == draw_png(svg)

    def test_a_fresh_process_draws_the_same(self, environment):
        script = (
            "import hashlib\nfrom equitytown.publish.drawing import draw_svg, draw_png\n"
            "from equitytown.present.charts.line import line_chart\n"
            "from tests.present.charts.samples import line\n"
            "svg = draw_svg(line_chart(line()).wide, label='What it shows', prefix='one')\n"
            "print(hashlib.sha256(svg.encode() + draw_png(svg)).hexdigest())\n"
        )
        command = [sys.executable, "-W", "error", "-c", script]
        ran = subprocess.run(command, env=dict(environment), capture_output=True, text=True, check=True, timeout=120)
        svg = drawn(CHARTS["line"].wide)
        assert ran.stdout.strip() == hashlib.sha256(svg.encode() + draw_png(svg)).hexdigest()
        assert ran.stderr == ""

    def test_numbers_are_cut_to_a_hundredth_of_a_pixel(self):
        placed = re.findall(r'(?:transform|d|x2|y2)="([^"]*)"', drawn(CHARTS["line"].wide))
        assert not [found for found in placed if re.search(r"\.\d{3}", found)]


class TestPictures:
    def test_scale_sets_the_pixels(self):
        svg = drawn(CHARTS["line"].wide)
        assert Image.open(io.BytesIO(draw_png(svg, scale=2))).width == 1440

    def test_the_pointer_s_layers_are_left_out(self):
        spec = CHARTS["line"].wide
        still = drawing._still(spec)
        assert len(still["layer"]) == len(spec["layer"]) - 1
        assert spec["layer"][-1]["name"].startswith("hover")  # the specification itself is untouched


class TestIds:
    SPEC: ClassVar = {
        "data": {"values": [{"a": 1}, {"a": 2}]},
        "mark": {"type": "point", "clip": True},
        "encoding": {"x": {"field": "a", "type": "quantitative"}},
    }

    def test_ids_and_what_points_at_them_carry_the_prefix(self):
        svg = drawn(self.SPEC, prefix="chart-7")
        ids = re.findall(r' id="([^"]*)"', svg)
        assert ids
        assert all(found.startswith("chart-7-") for found in ids)
        assert set(re.findall(r"url\(#([^)]*)\)", svg)) == set(ids)

    def test_two_drawings_of_one_specification_share_no_id(self):
        one, other = (set(re.findall(r' id="([^"]*)"', drawn(self.SPEC, prefix=prefix))) for prefix in ("a", "b"))
        assert not one & other


WORDS = {"title": "Luton stays below England", "description": "Life expectancy, males.", "source": "A publisher."}


def filed(**changes):
    return file_svg(drawn(CHARTS["line"].wide), **{**WORDS, **changes})


def child(svg, tag):
    return parsed(svg).find(f"{SVG}{tag}").text


class TestFiles:
    def test_a_file_says_its_title_caption_and_source_around_the_drawing(self):
        shown = texts(filed())
        assert shown[:2] == [WORDS["title"], WORDS["description"]]
        assert shown[-1] == "Source: A publisher."
        assert sorted(shown[2:-1]) == sorted(words(CHARTS["line"].wide))

    def test_its_name_and_description_come_first_and_hold_the_text_alternative(self):
        root = parsed(filed())
        assert [found.tag.removeprefix(SVG) for found in root][:2] == ["title", "desc"]
        assert child(filed(), "title") == WORDS["title"]
        assert child(filed(), "desc") == "Life expectancy, males. What it shows Source: A publisher."
        assert "aria-label" not in root.attrib

    @pytest.mark.parametrize("hostile", [*HOSTILE_NAMES, "</desc><script>alert(1)</script>", "a\x00b\ud800 \x1b[c"])
    def test_words_stay_words(self, hostile):
        svg = filed(title=hostile, description=hostile, source=hostile)
        root = parsed(svg.encode())
        tags = {found.tag.removeprefix(SVG) for found in root.iter()}
        assert tags <= {"svg", "g", "path", "rect", "line", "text", "title", "desc"}
        assert len(draw_png(svg, scale=1)) > 1000

    def test_long_words_are_wrapped_within_the_drawing_and_the_sheet_grows(self):
        short, long = filed(), filed(title="A finding of many words " * 12, source="A long source " * 30)
        heights = [float(parsed(svg).get("height")) for svg in (short, long)]
        assert heights[1] > heights[0] + 80
        for written in parsed(long).iter(f"{SVG}text"):
            size, bold = float(written.get("font-size").removesuffix("px")), written.get("font-weight") == "700"
            assert text_width(written.text, size=size, bold=bold) <= 720

    def test_everything_stands_on_the_sheet(self):
        svg = filed(source="A long source " * 40)
        root = parsed(svg)
        (placed,) = root.findall(f"{SVG}g")
        last = placed.findall(f"{SVG}text")[-1]
        assert 16 + float(last.get("y")) + 16 < float(root.get("height"))
        assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"

    def test_empty_words_leave_no_line(self):
        svg = filed(title="", description="", source=" ")
        assert sorted(texts(svg)) == sorted(words(CHARTS["line"].wide))
        assert child(svg, "desc") == "What it shows"

    def test_its_picture_shows_the_added_words(self):
        bare = drawn(CHARTS["line"].wide)
        assert ink(draw_png(filed(), scale=1)) > ink(draw_png(bare, scale=1)) + 500

    def test_the_same_words_give_the_same_file(self):
        assert filed() == filed()

    def test_ids_and_clips_are_kept(self):
        svg = file_svg(drawn(TestIds.SPEC, prefix="chart-7"), **WORDS)
        assert set(re.findall(r"url\(#([^)]*)\)", svg)) == set(re.findall(r' id="([^"]*)"', svg)) != set()


class TestCache:
    def test_a_second_drawing_is_read_not_made(self, tmp_path, monkeypatch):
        first = drawn(CHARTS["line"].wide, cache=tmp_path / "new")
        picture = draw_png(first, cache=tmp_path / "new")
        monkeypatch.setattr(drawing, "vl_convert", None)
        assert drawn(CHARTS["line"].wide, cache=tmp_path / "new") == first
        assert draw_png(first, cache=tmp_path / "new") == picture

    def test_the_label_is_not_kept_with_the_drawing(self, tmp_path):
        drawn(CHARTS["line"].wide, cache=tmp_path)
        assert 'aria-label="Another"' in drawn(CHARTS["line"].wide, cache=tmp_path, label="Another")

    @pytest.mark.parametrize("change", [{"VL_VERSION": "6.1"}, {"CLEANING": 0}])
    def test_another_version_draws_anew(self, tmp_path, monkeypatch, change):
        drawn(CHARTS["line"].wide, cache=tmp_path)
        for name, value in change.items():
            monkeypatch.setattr(drawing, name, value)
        drawn(CHARTS["line"].wide, cache=tmp_path)
        assert len(list(tmp_path.iterdir())) == 2

    def test_another_size_is_another_picture(self, tmp_path):
        svg = drawn(CHARTS["line"].wide)
        assert draw_png(svg, scale=1, cache=tmp_path) != draw_png(svg, scale=2, cache=tmp_path)

    def test_a_failed_write_leaves_nothing_behind(self, tmp_path, monkeypatch):
        def fail(*_):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(drawing.Path, "replace", fail)
        with pytest.raises(OSError, match="No space"):
            drawn(CHARTS["line"].wide, cache=tmp_path)
        assert list(tmp_path.iterdir()) == []


class TestRefusals:
    def test_a_specification_that_cannot_be_drawn_is_refused_with_the_reason(self):
        with pytest.raises(InputError, match="a chart could not be drawn"):
            drawn({"mark": "no such mark"})

    def test_an_element_that_cannot_stand_in_a_page_is_refused(self):
        picture = {
            "data": {"values": [{"u": "data:image/png;base64,"}]},
            "mark": {"type": "image", "width": 9, "height": 9},
        }
        with pytest.raises(InputError, match="<image>, which cannot stand in a page"):
            drawn({**picture, "encoding": {"url": {"field": "u", "type": "nominal"}}})


def test_without_the_font_the_renderer_would_lose_every_word():
    svg = drawn(CHARTS["line"].wide)
    lost = vl_convert.svg_to_png(re.sub('font-family="[^"]*"', 'font-family="No Such Face"', svg), scale=1)
    assert ink(draw_png(svg, scale=1)) > ink(lost)
