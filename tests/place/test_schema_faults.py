"""Sentences for what does not fit, whatever pydantic calls it."""

from equitytown.place.faults import Faults
from equitytown.place.schema import FrameworkModel
from equitytown.place.schema_faults import choices_within, fit, model_within
from equitytown.place.schema_sources import SupplierModel
from equitytown.place.schema_types import Population
from equitytown.place.yaml_files import YamlFile


def sentence(model, content):
    faults = Faults("places/testford")
    assert fit(YamlFile("x.yaml", content, {}), model, faults=faults) is None
    return str(faults.found[0])


def test_words_given_as_a_list_are_told():
    content = {"name": ["a"], "publisher": "b", "licence": "c"}
    assert "name should be words." in sentence(SupplierModel, content)


def test_a_very_long_wrong_value_is_quoted_in_part():
    content = {"title": "a", "principles": [{"number": "x" * 500, "name": "b", "short_name": "c"}]}
    found = sentence(FrameworkModel, content)
    assert f'principles, item 1: number "{"x" * 60}..." will not do.' in found


def test_an_unknown_key_inside_an_unknown_part_has_no_example():
    content = {"title": "a", "principles": "none"}
    assert 'principles should be a list, each item on its own line after "- ".' in sentence(FrameworkModel, content)


def test_types_are_searched_for_models_and_closed_lists():
    assert model_within(tuple[SupplierModel, ...]) is SupplierModel
    assert model_within(str) is None
    assert choices_within(dict[Population, str]) == ["adults", "children"]
    assert choices_within(str) == []
