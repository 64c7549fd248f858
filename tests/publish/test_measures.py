"""The page of a measure, where the fragments say too little."""

from dataclasses import replace

import pytest

from equitytown.present.blocks import Heading
from equitytown.publish import measures


@pytest.fixture
def with_register(compared):
    """An edition whose place says where its register is read."""
    report = replace(compared.place.report, register_address="https://register.example.gov.uk")
    return replace(compared, place=replace(compared.place, report=report))


def test_a_measure_leads_to_who_works_on_it_where_the_register_is_read(with_register):
    page = measures.page(with_register, with_register.place.indicators["smoking"])
    address = "https://register.example.gov.uk/measures/smoking"
    assert [span.href for span in page.blocks[-1].text if span.href] == [address]


def test_without_an_address_nothing_leads_there(compared):
    page = measures.page(compared, compared.place.indicators["smoking"])
    assert Heading(2, "Who is working on it") not in page.blocks
