import inspect

import pytest

from equitytown.calculate.methods import methods, parameters_of
from equitytown.stats import frames

METHODS = methods()


def test_every_statistic_by_column_name_is_a_method():
    assert list(METHODS) == sorted(frames.__all__)


@pytest.mark.parametrize("method", METHODS.values(), ids=lambda method: method.name)
def test_a_method_says_in_a_sentence_what_it_is(method):
    assert method.summary.endswith(".")
    assert 10 < len(method.summary) < 130


@pytest.mark.parametrize("method", METHODS.values(), ids=lambda method: method.name)
def test_everything_a_method_asks_for_is_explained(method):
    assert [option.name for option in method.options if not option.words] == []
    told = parameters_of(inspect.getdoc(method.function))
    assert set(told) == {"data", *(option.name for option in method.options)}


@pytest.mark.parametrize("method", METHODS.values(), ids=lambda method: method.name)
def test_a_method_tells_what_comes_back_what_is_refused_and_an_example(method):
    document = inspect.getdoc(method.function)
    for section in ("Returns", "Raises", "Examples"):
        assert f"\n{section}\n---" in document, section


def test_a_docstring_without_parameters_tells_none():
    assert parameters_of("Do it.") == {}
