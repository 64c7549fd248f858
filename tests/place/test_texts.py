"""The texts that people write."""

from tests.place.folders import only, read


def test_texts_are_read_by_name_and_markup_stays_words(testford):
    (testford / "text" / "foreword.md").write_text("<script>alert(1)</script>\n\nHello.\n", encoding="utf-8")
    assert read(testford).texts["foreword"] == "<script>alert(1)</script>\n\nHello.\n"


def test_a_name_that_is_no_identifier_is_told(testford):
    (testford / "text" / "Next Steps.md").write_text("Soon.", encoding="utf-8")
    assert "text/Next Steps.md: the name is not an identifier." in only(testford)


def test_a_control_character_is_told_with_its_line(testford):
    (testford / "text" / "foreword.md").write_text("Hello.\n\nBell\x07\n", encoding="utf-8")
    assert "text/foreword.md, line 3: the text holds a control character." in only(testford)


def test_a_text_of_another_encoding_is_told(testford):
    (testford / "text" / "foreword.md").write_bytes("Caf\N{LATIN SMALL LETTER E WITH ACUTE}".encode("cp1252"))
    assert only(testford).startswith("text/foreword.md")
