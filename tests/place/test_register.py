"""The register as files."""

import pytest

from equitytown.place.register import file_of
from equitytown.terms.register import KINDS
from equitytown.terms.register.governance import EvaluationAim
from equitytown.terms.register.promises import Recommendation
from tests.place.folders import only, read, told, write_rows

RECOMMENDATION = {
    "recommendation_id": "REC-1",
    "heading": "Best start in life",
    "heading_type": "principle",
    "printed_number": "1",
    "position": "1",
    "summary": "Do more, sooner.",
    "partners": "Council; Health visitors",
    "themes": "early years",
    "targets_deprivation": "yes",
    "targets_group": "no",
}


@pytest.fixture
def register(testford):
    def write(*rows, name="recommendations", extra=()):
        write_rows(testford / file_of(KINDS[name]), rows, columns=(*KINDS[name].columns, *extra))
        return testford

    return write


def test_a_row_becomes_a_recommendation(register):
    (found,) = read(register(RECOMMENDATION)).register.all(Recommendation)
    assert found.position == 1
    assert found.partners == ("Council", "Health visitors")
    assert (found.targets_deprivation, found.targets_group) == (True, False)


def test_an_empty_number_is_missing(register):
    (found,) = read(register(RECOMMENDATION | {"position": ""})).register.all(Recommendation)
    assert found.position is None


def test_a_column_that_is_not_there_is_missing(testford):
    path = testford / "register" / "recommendations.csv"
    path.write_text("recommendation_id,heading,summary\nREC-1,Work,Do more.\n", encoding="utf-8")
    (found,) = read(testford).register.all(Recommendation)
    assert (found.partners, found.position, found.targets_group) == ((), None, False)


def test_columns_that_are_kept_for_people_are_passed_over(register):
    folder = register(RECOMMENDATION | {"source_line": "12"}, extra=("source_line",))
    assert len(read(folder).register.all(Recommendation)) == 1


def test_aims_are_read_as_their_sentences(register):
    folder = register({"aim_id": "A-1", "number": "1", "summary": "See what helped."}, name="evaluation-aims")
    assert [aim.summary for aim in read(folder).register.all(EvaluationAim)] == ["See what helped."]


def test_a_missing_register_is_empty(testford):
    for file in (testford / "register").iterdir():
        file.unlink()
    (testford / "register").rmdir()
    assert read(testford).register.all(Recommendation) == ()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"position": "one"}, 'line 2: Place in its list: "one" is not a whole number.'),
        ({"principle": "12"}, 'line 2: principle "12" is not one of the principles.'),
        ({"targets_group": "maybe"}, 'line 2: Aims at named groups: "maybe" is not known.\n    Write yes or no.'),
        ({"recommendation_id": ""}, "line 2: Reference is empty.\n    Fill it in."),
        ({"recommendation_id": "=1"}, 'recommendation_id begins with "="'),
        ({"summary": "bell\x07"}, "summary holds a control character."),
        ({"partners": "Council; bell\x07"}, "partners holds a control character."),
    ],
)
def test_a_row_that_cannot_be_right_is_told(register, change, sentence):
    assert sentence in only(register(RECOMMENDATION | change))


def test_an_identifier_that_stands_twice_is_told(register):
    assert 'line 3: recommendation_id "REC-1" stands twice, first on line 2.' in only(
        register(RECOMMENDATION, RECOMMENDATION)
    )


def test_markup_in_a_summary_is_kept_as_words(register):
    (found,) = read(register(RECOMMENDATION | {"summary": "<b>Do</b> more"})).register.all(Recommendation)
    assert found.summary == "<b>Do</b> more"


def test_a_file_that_is_no_part_of_the_register_is_told(testford):
    (testford / "register" / "recommendation.csv").write_text("a\n", encoding="utf-8")
    assert "register/recommendation.csv: this is not a file of the register." in only(testford)


def test_a_header_that_will_not_do_is_told(testford):
    (testford / "register" / "priorities.csv").write_text("id,group\n", encoding="utf-8")
    assert any("the header lacks: priority_id" in fault for fault in told(testford))


def test_notes_above_a_header_are_told_as_that(testford):
    (testford / "register" / "priorities.csv").write_text("Our priorities\n", encoding="utf-8")
    assert any("none of the cells in the first line is a column" in fault for fault in told(testford))


def test_a_file_that_cannot_be_read_is_told(testford):
    (testford / "register" / "priorities.csv").write_bytes(b"\xff\xfe")
    assert "register/priorities.csv: the file is UTF-16" in only(testford)
