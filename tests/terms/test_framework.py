"""The outcome list."""

from equitytown.terms.framework import Framework, Principle

FIRST = Principle(1, "First principle", "First", ("a", "b"))


def test_a_measure_stands_under_its_principle():
    framework = Framework("List", (Principle(0, "Overarching", "Overarching", ("c",)), FIRST), "", ())
    assert framework.principle_of("b") is FIRST
    assert framework.principle_of("z") is None
