"""The reference of the YAML files."""

from equitytown.place.reference import schema_reference
from equitytown.place.schema import FILES, IndicatorModel


def test_every_file_and_every_key_is_there_with_both_examples():
    page = schema_reference()
    for name, model in FILES.items():
        assert f"\n## {name}\n" in f"\n{page}"
        for key, field in model.model_fields.items():
            assert f"| `{key}` |" in page
            assert field.description
            assert field.examples
            assert field.json_schema_extra["bad"]


def test_parts_inside_a_file_have_tables_of_their_own():
    page = schema_reference()
    assert "### indicators/*.yaml: source\n" in page
    assert "### place.yaml: neighbour_sets\n" in page


def test_closed_lists_are_written_out():
    assert "One of: high is good, low is good, no judgement." in schema_reference()


def test_every_row_has_five_cells():
    rows = [line for line in schema_reference().splitlines() if line.startswith("| `")]
    assert len(rows) > len(IndicatorModel.model_fields)
    assert {row.count(" | ") for row in rows} == {4}
