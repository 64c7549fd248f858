"""A pack as plain text, whatever it holds."""

from datetime import date
from io import BytesIO

import docx

from equitytown.web.register.packs.pack import Grid, Item, Pack, Part
from equitytown.web.register.packs.plain import plain
from equitytown.web.register.packs.word import as_word, ended


def test_it_works():
    grid = Grid("Who came", ("Who", "People"), (("Council", "3"),), frozenset({1}), "Counted by hand.")
    parts = (
        Part("First", "A word before.", items=(Item("One", "/x", "small"), Item("Two"))),
        Part("Table", grids=(grid, Grid("Bare", ("Who",), (("Trust",),)))),
        Part("Empty", nothing="There is none."),
    )
    assert plain(Pack("Title", "Pack", "What it is.", parts), "https://a.example").splitlines() == [
        *("Title", "=====", "What it is.", ""),
        *("First", "-----", "A word before.", "* One", "  small", "  https://a.example/x", "* Two", ""),
        *("Table", "-----", "Who came", "* Who: Council, People: 3", "Counted by hand.", "Bare", "* Who: Trust", ""),
        *("Empty", "-----", "There is none."),
    ]


def test_a_word_document_takes_texts_and_notes_as_well():
    grid = Grid("Empty", ("Who",), ())
    note = Grid("Noted", ("Who",), (("Trust",),), note="Counted by hand.")
    parts = (Part("Text", markdown="# Hello\n\nWarm *homes*."), Part("Grids", grids=(grid, note)))
    content = as_word(Pack("T", "Pack", "", parts), town="Town", organisation="Team", made_on=date(2026, 11, 26))
    words = [p.text for p in docx.Document(BytesIO(content)).paragraphs]
    for told in ("Hello", "Warm homes.", "Counted by hand.", "As the register stood on 26 November 2026"):
        assert told in words


def test_words_end_once():
    assert [ended(words) for words in ("Warm", "Warm.", "Warm?")] == ["Warm.", "Warm.", "Warm?"]
