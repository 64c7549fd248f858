"""The command `need`: weights as declared, anchors first, missing told from zero, every fault with its row."""

import json

import pytest
from typer.testing import CliRunner
from xlsxwriter import Workbook

from equitytown import cli

TABLE = """area,people,tenth,smoking,allocation,organisation,anchor,decision
North,10000,1,18,100000,Charity,no,
South,10000,5,9,100000,Charity,no,
North,10000,1,18,300000,Council,yes,DEC-4
South,10000,5,9,500000,Council,yes,DEC-4
East,5000,10,12,,Hospital,yes,
North,5000,1,18,0,Hospital,yes,
"""
WEIGHTS = "method: table\nby: tenth\nweights:\n  1: 3\n  5: 2\n  10: 1\nagreed_by: The board\nagreed_on: 2026-06-01\n"


@pytest.fixture
def run(tmp_path):
    table, weights = tmp_path / "allocations.csv", tmp_path / "weights.yaml"
    table.write_text(TABLE, encoding="utf-8")
    weights.write_text(WEIGHTS, encoding="utf-8")

    def running(*words, text=None, said=None):
        if text is not None:
            table.write_text(text, encoding="utf-8")
        if said is not None:
            weights.write_text(said, encoding="utf-8")
        return CliRunner().invoke(cli.app, ["need", str(table), "--weights", str(weights), *map(str, words)])

    return running


def test_it_works(run, tmp_path):
    done = run("--out", tmp_path / "out.csv")
    assert done.exit_code == 0, done.output
    assert "agreed by The board on 2026-06-01" in done.stderr
    lines = (tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == ["Council"] * 2 + ["Hospital"] * 2 + ["Charity"] * 2


def test_shortfalls_are_by_organisation_and_a_missing_amount_is_not_nought(run):
    rows = json.loads(run("--json").stdout)["rows"]
    first = rows[0]
    assert (first["name"], first["shortfall"], first["decision"]) == ("North", 180_000, "DEC-4")
    assert first["people"] == pytest.approx(3750)
    hospital = {row["name"]: row for row in rows if row["organisation"] == "Hospital"}
    assert (hospital["East"]["amount"], hospital["North"]["amount"]) == (None, 0)
    assert "not zero" in hospital["East"]["note"]
    assert "What another receives" in hospital["North"]["note"]


@pytest.mark.parametrize(("method", "weights"), [("excess", [0, 3, 9]), ("ratio", [1, 12 / 9, 2]), ("people", [1])])
def test_need_is_weighed_as_declared(run, method, weights):
    said = f"method: {method}\nby: smoking\nagreed_by: The board\n"
    rows = json.loads(run("--json", said=said).stdout)["rows"]
    assert sorted({row["weight"] for row in rows}) == pytest.approx(weights)


@pytest.mark.parametrize(
    ("text", "said", "told"),
    [
        (None, "method: table\nby: tenth\n", "say who agreed these weights"),
        (None, "method: guess\nagreed_by: x\n", 'method "guess" is not known'),
        (None, "method: table\nby: tenth\nweights:\n  1: 3\nagreed_by: x\n", 'tenth "5" has no weight'),
        ("area,people,tenth,allocation\nTotal,10,1,5\nA,-1,1,-5\n", None, "line 3"),
        ("area,people,tenth,allocation\nA,10,1,5\nA,10,1,5\n", None, "stands in more than one row"),
        ("area,people,tenth,allocation\nA,,1,5\n", None, "line 2: people is empty."),
        ("area,people,tenth,allocation\nA,10,1,£224 000\n", None, "as a bare number, 0 or more, such as 224000"),
        ("area,tenth,allocation\nA,1,5\n", None, "no column of people"),
        (None, "methods: table\nagreed_by: x\n", '"methods" is not known'),
        (None, "method: table\nby: fifth\nagreed_by: x\n", 'by "fifth" is no column'),
        (None, "best: middle\nagreed_by: x\n", "best must be lowest or highest"),
        (None, "method: table\nby: tenth\nweights:\n  1: much\nagreed_by: x\n", "look at 1"),
        (None, "method: ratio\nby: area\nagreed_by: x\n", "area must be a number in every row"),
        ("area,people,tenth,allocation,anchor\n,10,,5,perhaps\n", None, "Write yes or no"),
    ],
)
def test_what_cannot_be_right_is_refused(run, text, said, told):
    done = run(text=text, said=said)
    assert done.exit_code == cli.Exit.FAULTS
    assert told in done.stderr


def test_a_column_of_weights_counts_where_none_is_declared(tmp_path):
    path = tmp_path / "allocations.csv"
    path.write_text("ward,Residents,need weight,pounds\nA,10,3,0\nB,10,1,0\n", encoding="utf-8")
    done = CliRunner().invoke(cli.app, ["need", str(path), "--column", "people=Residents", "--json"])
    told = json.loads(done.stdout)
    assert told["weighed"] == "Need is people times need weight; nobody is named who agreed to it."
    assert [(row["need_share"], row["note"]) for row in told["rows"]] == [
        (0.75, "Nobody receives anything"), (0.25, "Nobody receives anything")]  # fmt: skip


@pytest.mark.parametrize("words", [("need",), ("equity", "--kind", "service")])
def test_a_workbook_whose_first_sheet_holds_notes_names_the_others(tmp_path, words):
    with Workbook(str(tmp_path / "handed.xlsx")) as book:
        book.add_worksheet("Notes").write_column(0, 0, ["Read me", "first"])
        book.add_worksheet("Data")
    done = CliRunner().invoke(cli.app, [words[0], str(tmp_path / "handed.xlsx"), *words[1:]])
    assert done.exit_code == cli.Exit.FAULTS
    assert "Other sheets of the workbook: Data; choose one with --sheet." in done.stderr
