"""What can go wrong with a supplier's table, for every supplier: refused with a reason, or harmless."""

import codecs
import gzip

import pytest

from equitytown.collect import reading
from equitytown.refresh.account import State
from equitytown.terms.observation import Status
from tests.refresh.counter import LAYOUTS
from tests.refresh.layouts import AREAS

ENGLAND, LUTON = "E92000001", "E06000032"
PAGE = b"<!DOCTYPE html><html><body>SYNTHETIC: we will be back soon</body></html>"


@pytest.fixture(params=LAYOUTS, ids=str)
def counter(request, counter_of):
    return counter_of(request.param)


def rows_of(counter, values=None):
    return counter.layout.rows(values)


def refused(counter, outcome, words):
    """Nothing was taken, and the sentence says why."""
    assert outcome.state is State.REFUSED, outcome.sentence
    assert words in outcome.sentence
    return counter.values == {}


def test_figures_come_whole(counter):
    outcome = counter.take()
    assert (outcome.state, outcome.new, outcome.held) == (State.CAME, 12, "2023"), outcome.sentence
    assert {code for code, _ in counter.values} == set(AREAS)
    assert counter.values[LUTON, "2023"] == 16.0
    assert counter.values[ENGLAND, "2021"] == 13.0
    assert counter.outcome().state is State.UNCHANGED


def test_a_needed_column_under_another_name_is_refused(counter):
    for column in counter.layout.needs:
        rows = [
            {("renamed" if name == column else name): cell for name, cell in row.items()} for row in rows_of(counter)
        ]
        assert refused(counter, counter.take(rows), "has no column"), column


def test_other_order_and_new_columns_are_harmless(counter):
    rows = [{"added": "SYNTHETIC", **row} for row in rows_of(counter)]
    assert counter.take(rows, columns=["added", *reversed(list(rows[0])[1:])]).new == 12


@pytest.mark.parametrize(
    "written",
    [
        lambda body: codecs.BOM_UTF8 + body,
        lambda body: body.decode().encode("utf-16"),
        lambda body: body.decode().encode("cp1252"),
        lambda body: body.replace(b"\r\n", b"\n"),
    ],
    ids=["bom", "utf-16", "cp1252", "line-feeds"],
)
def test_how_the_text_is_written_does_not_matter(counter, written):
    rows = [row | {"remark": "caf\u00e9 \u2013 SYNTHETIC"} for row in rows_of(counter)]
    assert counter.take(rows, damage=written).new == 12
    assert counter.values[LUTON, "2023"] == 16.0


def test_a_heading_without_rows_is_refused(counter):
    assert refused(counter, counter.take(damage=lambda body: body.splitlines(keepends=True)[0]), "no row")


def test_a_table_cut_in_the_middle_of_a_row_is_refused(counter):
    assert refused(counter, counter.take(damage=lambda body: body[: body.rstrip().rindex(b",")]), "may be cut off")


def test_a_table_cut_in_the_middle_of_a_letter_is_refused(counter):
    rows = [row | {"remark": "caf\u00e9"} for row in rows_of(counter)]
    outcome = counter.take(rows, damage=lambda body: body[: body.rindex(b"\xc3") + 1])
    assert refused(counter, outcome, "in the middle of a letter")


def test_a_web_page_in_place_of_a_table_is_not_taken(counter):
    outcome = counter.take(damage=lambda _: PAGE)
    assert outcome.state in (State.REFUSED, State.UNREACHED)
    assert counter.values == {}


def test_a_row_that_stands_twice_is_harmless_with_the_same_value_only(counter):
    first = next(row for row in rows_of(counter) if counter.layout.code(row) == counter.layout.codes[ENGLAND])
    assert counter.take([*rows_of(counter), first]).new == 12
    twice = [*rows_of(counter), first | {counter.layout.value: "44"}]
    outcome = counter.take(twice)
    assert outcome.state is State.REFUSED
    assert "44 here, and 13 on line" in outcome.sentence
    assert counter.values[ENGLAND, "2021"] == 13.0


@pytest.mark.parametrize(
    ("mark", "status"),
    [("c", Status.SUPPRESSED), ("*", Status.SUPPRESSED), ("x", Status.MISSING), ("z", Status.MISSING),
     (":", Status.MISSING), ("low", Status.MISSING), ("u", Status.MISSING), ("-", Status.MISSING),
     ("", Status.MISSING)],
)  # fmt: skip
def test_a_mark_in_place_of_a_number_is_no_figure(counter, mark, status):
    assert counter.take(rows_of(counter, {(LUTON, 2022): mark})).state is State.CAME
    held = counter.held[LUTON, "2022"]
    assert (held.value, held.status) == (None, status)
    assert held.note


@pytest.mark.parametrize(
    ("cell", "words"),
    [("1-May", "taken a range for a date"), ("16.5%", "Write the number without the sign"), ("about 16", "is neither"),
     ("16.5.1", "is neither"), ("1e999", "is neither"), ("inf", "is neither"), ("1,23", "is neither"),
     ("160", "outside what"), ("16.5 [note 3]", "is neither")],
)  # fmt: skip
def test_what_is_neither_number_nor_mark_is_refused(counter, cell, words):
    assert refused(counter, counter.take(rows_of(counter, {(LUTON, 2022): cell})), words)


@pytest.mark.parametrize("cell", ["16.50", " 16.5 ", "+16.5", "1.65e1", "16.500000000000001"])
def test_another_way_to_write_a_number_is_harmless(counter, cell):
    assert counter.take(rows_of(counter, {(LUTON, 2022): cell})).new == 12
    assert counter.values[LUTON, "2022"] == 16.5


def test_a_small_count_that_is_withheld_is_a_suppression(counter):
    assert counter.take(rows_of(counter, {(LUTON, 2022): "<5"})).state is State.CAME
    assert counter.held[LUTON, "2022"].status is Status.SUPPRESSED


def test_rows_in_another_order_are_harmless(counter):
    assert counter.take(list(reversed(rows_of(counter)))).new == 12
    assert counter.values[LUTON, "2023"] == 16.0


def test_blank_rows_and_mixed_line_ends_are_harmless(counter):
    assert counter.take(damage=lambda body: body.replace(b"\r\n", b"\n", 3) + b"\r\n\n").new == 12


def test_an_empty_byte_is_refused(counter):
    assert refused(counter, counter.take(damage=lambda body: body[:-9] + b"\0" + body[-9:]), "bytes that are no text")


def test_nothing_at_all_is_refused(counter):
    outcome = counter.take(damage=lambda _: b"")
    assert outcome.state in (State.REFUSED, State.UNREACHED)
    assert counter.values == {}


def test_a_column_that_stands_twice_is_refused(counter):
    value = counter.layout.value.encode()
    rows = [{"spare": "1", **row} for row in rows_of(counter)]
    outcome = counter.take(rows, damage=lambda body: body.replace(b"spare", value, 1))
    assert outcome.state is State.REFUSED, outcome.sentence
    assert counter.values == {}


def test_fractions_in_place_of_percentages_are_refused(counter):
    counter.take()
    value = counter.layout.value
    outcome = counter.take([row | {value: repr(float(row[value]) / 100)} for row in rows_of(counter)])
    assert outcome.state is State.REFUSED
    assert "its unit or definition may have changed" in outcome.sentence
    assert counter.values[ENGLAND, "2021"] == 13.0


def test_a_table_without_england_is_refused(counter):
    layout = counter.layout
    rows = [row for row in rows_of(counter) if layout.code(row) != layout.codes[ENGLAND]]
    assert refused(counter, counter.take(rows), "no row is about England (E92000001)")


def test_the_place_under_a_new_code_is_refused(counter):
    area, codes = counter.layout.area, counter.layout.codes
    rows = [row | {area: "E06009999"} if row[area] == codes[LUTON] else row for row in rows_of(counter)]
    outcome = counter.take(rows)
    assert refused(counter, outcome, "no row is about Luton (E06000032)")


def test_far_fewer_rows_are_refused(counter):
    counter.take()
    period = counter.layout.period
    newest = rows_of(counter)[-1][period]
    outcome = counter.take([row for row in rows_of(counter) if row[period] == newest])
    assert outcome.state is State.REFUSED
    assert "it may have been cut short" in outcome.sentence
    assert len(counter.values) == 12


def test_an_older_table_is_refused(counter):
    counter.take()
    period = counter.layout.period
    newest = rows_of(counter)[-1][period]
    outcome = counter.take([row for row in rows_of(counter) if row[period] != newest])
    assert "An older file than before was sent" in outcome.sentence


def test_a_period_of_another_kind_is_refused(counter):
    period, odd = counter.layout.period, counter.layout.another_kind
    first = rows_of(counter)[0][period]
    rows = [row | {period: odd} if row[period] == first else row for row in rows_of(counter)]
    assert refused(counter, counter.take(rows), "calendar year")


@pytest.fixture(params=[layout for layout in LAYOUTS if layout.serve is not None], ids=str)
def asked(request, counter_of):
    return counter_of(request.param)


def test_a_measure_under_another_name_is_refused(asked):
    assert refused(asked, asked.take(name="SYNTHETIC share of children"), "SYNTHETIC share of children")


def test_a_measure_whose_file_gives_no_name_is_told_the_line_to_add(asked):
    path = asked.folder / "indicators" / "smoking.yaml"
    text = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in text if "supplier_name" not in line), encoding="utf-8")
    assert refused(asked, asked.take(), "supplier_name: ")


@pytest.mark.parametrize("told", [b'{"label": NaN', b'{"label": NaN}', b'{"lab', b"[]", b"{}", b"7"])
def test_damaged_words_about_a_measure_are_refused(asked, told):
    assert refused(asked, asked.take(meta=told), "")


def test_a_table_packed_with_gzip_is_read_and_a_damaged_one_is_refused(counter):
    if counter.layout.mapping:
        assert refused(counter, counter.take(damage=gzip.compress), "It is a packed file")  # by the door
        return
    assert counter.take(damage=lambda body: gzip.compress(body)[:-9]).state is State.REFUSED
    assert counter.take(damage=lambda body: gzip.compress(body)[:20] + b"\xff" * 40).state is State.REFUSED
    assert counter.values == {}
    assert counter.take(damage=gzip.compress).new == 12


def test_a_packed_table_that_unpacks_to_more_than_any_table_is_refused(counter, monkeypatch):
    monkeypatch.setattr(reading, "UNPACKED", 100)
    told = "It is a packed file" if counter.layout.mapping else "unpacks to more than 100 bytes"
    assert refused(counter, counter.take(damage=gzip.compress), told)
