"""Tables of reference in a refresh: handed over or asked for, kept whole or not at all."""

from datetime import date

import pytest

from equitytown.collect.reading import lines_of
from equitytown.collect.supplier import Supplier, Table
from equitytown.errors import InputError
from equitytown.refresh import tables
from equitytown.refresh.account import State
from tests.collect.standin import Answer
from tests.refresh.layouts import as_csv
from tests.refresh.reference import Reference

ORIGIN = "https://fingertips.phe.org.uk"  # an origin that is asked, for a supplier of our own making
SMALL = [{"code": f"SYNTHETIC-{n}", "name": f"Area {n}", "score": str(n)} for n in range(1, 11)]


def table_of_file(table_id, asked, reply):
    columns = tuple(asked.get("columns", "code name score").split())
    rows = tuple(tuple(line[c] for c in columns) for line in lines_of(reply, needs=columns))
    return Table(table_id, columns, rows, (reply,))


@pytest.fixture
def small(town, monkeypatch):
    made_up = Supplier("made-up", ORIGIN, table_of_file=table_of_file)
    monkeypatch.setattr(tables, "SUPPLIERS", {"made-up": made_up, "mute": Supplier("mute")})
    reference = Reference(town, "made-up", "small-areas", file="small-*.csv")
    reference.hand("small-1.csv", as_csv(SMALL))
    return reference


def test_a_handed_table_is_kept_with_its_bytes_and_told(small):
    account = small.refresh()
    outcome = account.outcomes[-1]
    assert (outcome.state, outcome.new, outcome.held) == (State.CAME, 10, "10 rows")
    assert small.rows()[0] == ("SYNTHETIC-1", "Area 1", "1")
    vintage = small.archive.manifest.tables[0]
    assert small.archive.kept(vintage.snapshots[0]).address == "small-1.csv"
    assert "0 measures and 1 table: 1 new figures." in account.as_text()
    assert account.as_data()["outcomes"][-1]["is_table"] is True
    assert small.archive.checked()["small-areas"]["problem"] == ""


def test_the_same_rows_in_another_order_write_no_new_table(small):
    small.refresh()
    before = small.files()
    assert small.outcome().state is State.UNCHANGED
    assert small.files() == before
    small.hand("small-1.csv", as_csv(SMALL[::-1]))
    assert small.outcome(today=date(2027, 1, 1)).state is State.UNCHANGED
    assert len(small.archive.manifest.tables) == 1


def test_a_later_version_stands_beside_the_earlier(small):
    small.refresh()
    small.hand("small-2.csv", as_csv([*SMALL[1:], SMALL[0] | {"code": "SYNTHETIC-11"}, SMALL[0] | {"score": "7"}]))
    outcome = small.outcome(today=date(2027, 1, 1))
    assert (outcome.new, outcome.revised, outcome.withdrawn) == (1, 1, 0)
    assert small.rows(on=date(2026, 12, 31))[0][2] == "1"
    assert small.rows()[0][2] == "7"


def test_a_rehearsal_writes_nothing(small):
    assert small.outcome(is_rehearsal=True).new == 10
    assert not (small.town.folder / "store").exists()


def test_far_fewer_rows_are_refused_until_accepted(small):
    small.refresh()
    small.hand("small-2.csv", as_csv(SMALL[:7]))
    outcome = small.outcome()
    assert outcome.state is State.REFUSED
    assert "10 rows are held and only 7 of them came" in outcome.sentence
    assert "--accept small-areas" in outcome.sentence
    assert len(small.rows()) == 10
    assert small.outcome(accept=("small-areas",)).withdrawn == 3
    assert len(small.rows()) == 7


def test_a_column_that_is_gone_is_refused_until_accepted(small):
    small.refresh()
    small.write(file="small-*.csv", columns="code name")
    assert "the columns score are held and did not come" in small.outcome().sentence
    assert small.outcome(accept=("small-areas",)).state is State.CAME
    assert small.columns() == ("code", "name")


def test_a_key_that_stands_twice_is_refused_whoever_accepts_it(small):
    small.hand("small-1.csv", as_csv([*SMALL, SMALL[0] | {"score": "9"}]))
    outcome = small.outcome(accept=("small-areas",))
    assert outcome.state is State.REFUSED
    assert "code should tell its rows apart, and 1 of 10 stand more than once (the first: SYNTHETIC-1)" in (
        outcome.sentence
    )
    small.write(file="small-*.csv", key="code, score")
    assert small.outcome().new == 11


def test_a_table_without_rows_is_refused(small, monkeypatch):
    empty = Supplier("made-up", table_of_file=lambda name, _asked, reply: Table(name, ("code",), (), (reply,)))
    monkeypatch.setattr(tables, "SUPPLIERS", {"made-up": empty})
    assert "it holds no row" in small.outcome().sentence
    small.write(address=f"{ORIGIN}/small.csv")
    assert "it is asked for nowhere" in small.outcome().sentence


def test_a_row_without_its_key_and_a_key_that_is_no_column_are_refused(small):
    small.hand("small-1.csv", as_csv([*SMALL, SMALL[0] | {"code": ""}]))
    assert "1 of its rows have no code" in small.outcome().sentence
    small.write(file="small-*.csv", key="id")
    assert 'there is no column "id"' in small.outcome().sentence


def test_a_table_comes_from_its_suppliers_own_address_and_no_other(small):
    small.write(address=f"{ORIGIN}/small.csv")
    small.town.standin.put("/small.csv", Answer(as_csv(SMALL)))
    assert small.outcome(instead=small.town.instead).state is State.CAME
    assert small.archive.manifest.replies[0].supplier_id == "made-up"
    small.write(address="https://example.org/small.csv")
    assert f"only {ORIGIN} is asked" in small.outcome(instead=small.town.instead).sentence
    assert len(small.town.standin.asked) == 1


def test_a_supplier_that_is_not_reached_leaves_what_is_held_and_is_left_alone(small):
    small.refresh()
    small.write(address=f"{ORIGIN}/gone.csv")
    small.town.standin.put("/gone.csv", Answer(b"", 503))
    outcome = small.outcome(instead=small.town.instead)
    assert (outcome.state, outcome.held) == (State.UNREACHED, "10 rows")
    assert small.outcome(is_offline=True).state is State.UNREACHED
    path = small.town.folder / "sources.yaml"
    more = "".join(f"      more-{n}:\n        address: {ORIGIN}/gone.csv\n" for n in range(2))
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    last = small.refresh(instead=small.town.instead).outcomes[-1]
    assert "not asked, since its supplier could not be reached" in last.sentence


def test_without_a_file_or_an_address_there_is_no_way(small):
    small.write(file="other-*.csv")
    outcome = small.outcome()
    assert outcome.state is State.NO_WAY
    assert "put other-*.csv into" in outcome.sentence
    assert "no supplier mute that hands over tables is known" in Reference(small.town, "mute", "x").outcome().sentence
    assert "no supplier nobody that" in Reference(small.town, "nobody", "y").outcome().sentence


def test_two_things_of_one_name_are_refused_before_anybody_is_asked(small):
    Reference(small.town, "mute", "small-areas", file="small-*.csv")
    with pytest.raises(InputError, match="has another table's name"):
        small.refresh()
    small.write()
    Reference(small.town, "mute", "smoking", file="small-*.csv")
    with pytest.raises(InputError, match="has a measure's name"):
        small.refresh()


def test_only_a_measure_or_a_table_can_be_accepted(small):
    with pytest.raises(InputError, match='"fish" is no measure or table of this place'):
        small.refresh(accept=("fish",))


def test_a_file_that_is_read_anew_says_nothing_of_earlier_days(small):
    """Other columns of the same bytes are known from the day on which they were asked for."""
    small.refresh()
    small.write(file="small-*.csv", columns="code score")
    assert small.outcome(today=date(2027, 1, 1), accept=("small-areas",)).state is State.CAME
    assert len(small.rows(on=date(2026, 12, 31))[0]) == 3
    assert len(small.rows()[0]) == 2
