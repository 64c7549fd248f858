"""Turns of phrase and tables of our own editions, on which a rule was once wrong."""

from equitytown.audit.checks import CHECKS
from equitytown.audit.published import Passage, PassageKind, Published, Role
from equitytown.audit.reading import read_text

TABLE = """\
Measure\tPeriod\tLuton\tEngland\tRegion\tvs England\tvs Region
Households in destitution\t2023\t10.5%\t8.0%\t{region}\tworse\t{rated}
"""


def raised(rule_id, *passages, kind=PassageKind.PARAGRAPH, region="9.0%", rated="worse"):
    tables = read_text(TABLE.format(region=region, rated=rated)).tables
    said = tuple(Passage(text, at, kind) for at, text in enumerate(passages, 1))
    return list(CHECKS[rule_id](Published("own", tables, said)))


def test_a_modelled_figure_is_not_held_against_another_measure():
    told = "The modelled share of households in destitution in Luton was 8.4% in 2023."
    assert raised("R19", told) == []
    assert raised("R19", told.replace("modelled ", ""))


def test_the_figures_of_small_areas_are_not_the_places():
    told = "Among 120 small areas the share of households in destitution was highest in Luton 017E, at 27.2% in 2023."
    assert raised("R19", told) == []


def test_a_comparison_ends_where_another_begins():
    for word in ("level with", "equal to", "the same as"):
        told = f"The share in Luton was 3.9% in 2021, higher than England (2.7%) and {word} the East of England (3.9%)."
        assert raised("R34", told) == []
        assert raised("R34", told.replace("2.7%", "4.7%"))


def test_not_compared_is_no_verdict_on_nothing():
    assert (
        Role.RATING_REGIONAL in read_text(TABLE.format(region="[x]", rated="not compared")).tables[0].lines[0].entries
    )
    assert [r for r in raised("R20", region="[x]", rated="not compared") if "nothing to compare" in r.says] == []
    assert [r for r in raised("R20", region="[x]") if "nothing to compare" in r.says]


def test_a_source_line_may_name_one_publisher_twice():
    line = (
        "Source: Ministry of Housing, Communities and Local Government, Indices of 2019, tenth; "
        "Ministry of Housing, Communities and Local Government, Indices of 2019, score."
    )
    assert raised("R32", line, kind=PassageKind.SOURCE) == []
    assert raised("R32", line.replace("; Ministry", " and Ministry"), kind=PassageKind.SOURCE)


def test_a_label_before_a_name_is_no_word_said_twice():
    assert raised("R32", "Neighbours (children: Children's services list).") == []
    assert raised("R32", "This is the the slip.")
    assert raised("R32", "Source: Source: A survey.")
