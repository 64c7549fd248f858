"""Areas that a place's files name."""

from equitytown.geography import area
from equitytown.place.areas import AreaBook, everyday_name


def test_an_area_is_looked_up_once():
    asked = []

    def find(code):
        asked.append(code)
        return area(code)

    book = AreaBook(find)
    assert [book.get("E06000032").area_name for _ in range(3)] == ["Luton"] * 3
    assert [book.get("E06000999") for _ in range(3)] == [None] * 3
    assert asked == ["E06000032", "E06000999"]
    assert "is not known" in book.refused["E06000999"]


def test_a_name_is_an_areas_official_or_everyday_one():
    book = AreaBook(area, own_name="Luton town", own_code="E06000032")
    bristol, luton, bcp = (book.get(code) for code in ("E06000023", "E06000032", "E06000058"))
    assert book.is_name_of("Bristol", bristol)
    assert book.is_name_of("Bristol, City of", bristol)
    assert book.is_name_of("Luton town", luton)
    assert not book.is_name_of("Luton town", bristol)
    assert not book.is_name_of("Bournemouth", bcp)


def test_everyday_names_lose_only_their_title():
    assert everyday_name("Herefordshire, County of") == "Herefordshire"
    assert everyday_name("City of London") == "City of London"
