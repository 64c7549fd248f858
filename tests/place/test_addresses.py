"""Web addresses in a place's files: what a reader may follow, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitytown.place.addresses import address_fault
from equitytown.publish.html import Links


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://fingertips.phe.org.uk/search/90366",
        "http://example.org:8080/a?b=c&d=%20#part",
        "https://www.nomisweb.co.uk/query/construct/summary.asp?mode=construct&version=0&dataset=127",
    ],
)
def test_a_page_on_the_web_is_good(address):
    assert address_fault(address) == ""


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("javascript:alert(1)", "is not a web address."),
        ("data:text/html,x", "is not a web address."),
        ("mailto:team@example.org", "is not a web address."),
        ("see-website", "is not a web address."),
        ("//example.org", "is not a web address."),
        ("https://", "is not a web address."),
        ("https://[", "is not a web address."),
        ("https://example.org:port/", "is not a web address."),
        ("see the website", "holds a space."),
        ("https://example.org/\n", "holds a control character."),
        ("https://example.org/\x00", "holds a control character."),
        ("https://example.org/\u202e", "holds a control character."),
        ('https://example.org/"><b>', "holds a character that an address cannot hold."),
    ],
)
def test_anything_else_is_told(address, reason):
    assert address_fault(address) == reason


@given(st.text() | st.text().map("https://{}".format))
def test_what_is_accepted_can_be_linked(address):
    if not address_fault(address):
        assert Links(frozenset()).href(address, slug="index") == address
