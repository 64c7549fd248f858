"""YAML for people: line numbers kept, surprises and bombs refused."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.place.faults import Faults
from equitytown.place.files import TextFile
from equitytown.place.yaml_files import MAXIMUM_VALUES, read_yaml
from tests.place.folders import only


def parsed(text):
    faults = Faults("places/testford")
    file = TextFile("place.yaml", text, hashlib.sha256(text.encode()).hexdigest())
    return read_yaml(file, faults=faults), faults.found


def refused(text):
    file, found = parsed(text)
    assert file is None
    (fault,) = found
    return fault


def test_words_stay_words():
    file, _ = parsed("a: no\nb: 12:30\nc: 010\nd: 2022/23\ne: on\nf: 2022-01-01\n")
    assert file.content == {"a": "no", "b": "12:30", "c": "010", "d": "2022/23", "e": "on", "f": "2022-01-01"}


def test_numbers_and_true_and_nothing_are_read():
    file, _ = parsed('a: 5\nb: -1.5\nc: true\nd: null\ne: ~\nf:\ng: "5"\nh: >-\n  5\n')
    assert file.content == {"a": 5, "b": -1.5, "c": True, "d": None, "e": None, "f": None, "g": "5", "h": "5"}


def test_every_part_keeps_its_line():
    file, _ = parsed("a: 1\nb:\n  - c: 2\n    d: 3\n  - e\n")
    assert file.line_of(("a",)) == 1
    assert file.line_of(("b", 0, "d")) == 4
    assert file.line_of(("b", 1)) == 5
    assert file.line_of(("b", 1, "not there")) == 5
    assert file.line_of(("not there",)) is None


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, '"a" stands twice, first on line 1.'),
        ("a: &x 1\nb: *x\n", 1, "anchors (&) and aliases (*) are not read."),
        ("a: *x\n", 1, "anchors (&) and aliases (*) are not read."),
        ("a: !!python/object/apply:os.system ['true']\n", 1, "tags such as tag:yaml.org,2002:python/object"),
        ("? [a, b]\n: 1\n", 1, "a key must be a word."),
        ("- a\n- b\n", 1, "the file has no keys."),
        ("", 1, "the file has no keys."),
        ("just words\n", 1, "the file has no keys."),
        ("a: 1\n---\nb: 2\n", 2, "a second document begins here."),
        ("a: [1, 2\n", 2, "this is not YAML:"),
        ("a: 1\n  b: 2\n", 2, "this is not YAML:"),
        ("a: 1\n\tb: 2\n", 2, "this is not YAML:"),
    ],
)
def test_what_is_not_plain_yaml_is_refused_with_its_line(text, line, sentence):
    fault = refused(text)
    assert (fault.line, fault.message.startswith(sentence)) == (line, True), fault


def test_a_control_character_is_refused_with_its_line():
    fault = refused("a: 1\nb: bell\x07\n")
    assert fault.message == "the file holds a control character."
    assert fault.line == 2


def test_a_bomb_of_aliases_is_refused_before_it_grows():
    bomb = "a: &a [x, x, x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a, *a, *a]\n" for n in range(30))
    assert "aliases" in refused(bomb).message


def test_a_bomb_of_depth_is_refused():
    assert "nested more than 12 deep" in refused("a: " + "[" * 100_000).message


def test_a_bomb_of_values_is_refused():
    assert f"more than {MAXIMUM_VALUES:,} values" in refused("a: [" + "1, " * MAXIMUM_VALUES + "1]").message


def test_a_very_long_number_is_words():
    file, _ = parsed(f"a: {'9' * 5000}\n")
    assert file.content["a"] == "9" * 5000


def test_a_bomb_in_a_place_is_one_fault(testford):
    bomb = "a: &a [x, x]\nb: [*a, *a]\n"
    (testford / "sources.yaml").write_text(bomb, encoding="utf-8")
    assert only(testford) == (
        "sources.yaml, line 1: anchors (&) and aliases (*) are not read.\n    Write the value out in full."
    )


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused_with_a_sentence(text):
    file, found = parsed(text)
    assert (file is None) == (len(found) == 1)
