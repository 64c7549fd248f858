"""The command `audit`: what a person, a script and the shell are told, and the marked copies."""

import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

from equitytown import cli
from equitytown.audit import checks, rulebook
from equitytown.audit.published import Published, Role
from equitytown.audit.remarks import Remark, Rule, Sureness
from equitytown.audit.rulebook import rulebook as all_rules

Run = Callable[..., Any]  # Any: typer keeps the class of a result to itself

TABLE = """\
Measure\tPeriod\tLuton\tEngland\tNN\tRAG
=cmd|' /C calc'!A0\t2021\t14.1%\t13.0%\tRank 17th of 16\tR
Obesity <b>(%)</b>\t2021\t7.70%\t62.80%\tRank 3rd of 16\tG
"""
TEXT = "Smoking\n\nIn 2021 14.1% of adults in Luton smoked.\n"
TOLD = """\
CERTAIN (1)

1. X06 A rank within its number
   row 2, column E (NN): "Rank 17th of 16"
   Rank 17 is beyond 16.
   To mend: Look up the rank.

LIKELY (1)

2. X01 A value within its bounds
   row 3, column C (Luton): "7.70%"
   Luton is far from England.
   Probably meant: 67.70%
   To mend: Look up the value.

TO CHECK (1)

3. X19 Text and table agree
   line 7: "In 2021 14.1% of adults in Luton smoked."
   The text repeats the table.
   Out of date, not wrong.
   To mend: Look at both.

READ
Table 1: 2 measures; the place is Luton.
   Recognised:
      A "Measure" as measure
      B "Period" as period
      C "Luton" as the place
      D "England" as England
      E "NN" as nearest neighbours
      F "RAG" as rating against England
2 passages of text.

table.txt: 3 remarks (1 certain, 1 likely, 1 to check).
"""


def rank_beyond(published: Published) -> Iterator[Remark]:
    for table in published.tables:
        for line in table.lines:
            entry = line.at(Role.NEIGHBOURS)
            if entry and entry.rank and entry.of and entry.rank > entry.of:
                says = f"Rank {entry.rank} is beyond {entry.of}."
                yield Remark("X06", Sureness.CERTAIN, says, "Look up the rank.", (entry,))


def far_off(published: Published) -> Iterator[Remark]:
    for table in published.tables:
        for line in table.lines:
            entry = line.at(Role.PLACE)
            if entry and entry.number == 7.7:
                says = "Luton is far from England."
                yield Remark("X01", Sureness.LIKELY, says, "Look up the value.", (entry,), likely="67.70%")


def repeated(published: Published) -> Iterator[Remark]:
    for passage in published.passages:
        if "14.1" in passage.text:
            says = "The text repeats the table."
            yield Remark("X19", Sureness.TO_CHECK, says, "Look at both.", passages=(passage,), older=True)


@pytest.fixture(autouse=True)
def _rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three rules of our own, so that the telling is tested whatever the rules say."""
    made = {
        name: Rule(name, title, "Is it?", "Because.", "", "", surest)
        for name, title, surest in (
            ("X01", "A value within its bounds", Sureness.LIKELY),
            ("X06", "A rank within its number", Sureness.CERTAIN),
            ("X19", "Text and table agree", Sureness.TO_CHECK),
        )
    }
    all_rules.cache_clear()
    monkeypatch.setattr(rulebook, "rulebook", lambda: made)
    monkeypatch.setattr("equitytown.audit.telling.account.rulebook", lambda: made)
    monkeypatch.setattr(checks, "CHECKS", {"X01": far_off, "X06": rank_beyond, "X19": repeated})
    monkeypatch.setattr("equitytown.audit.run.CHECKS", checks.CHECKS)


@pytest.fixture
def run() -> Run:
    runner = CliRunner()
    return lambda *words, **more: runner.invoke(cli.app, ["audit", *(str(word) for word in words)], **more)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "table.txt"
    path.write_text(TABLE + "\n" + TEXT, encoding="utf-8")
    return path


def test_it_works(run: Run, table: Path) -> None:
    done = run(table, "--full")
    assert done.stdout == TOLD
    assert done.exit_code == cli.Exit.FAULTS


def test_pasted_text_is_read_from_standard_input(run: Run) -> None:
    done = run("-", input=TABLE)
    assert "standard input: 2 remarks (1 certain, 1 likely, 0 to check)." in done.stdout
    windows = TABLE.encode().replace(b"Period", b"Period \xa3")  # as older Windows programs write
    assert 'B "Period \u00a3" as period' in run("-", input=windows).stdout


@pytest.mark.parametrize(("said", "told"), [(b"a\0b", "bytes that are no text"), (b"a" * 20_000_001, "more than")])
def test_what_is_piped_in_must_be_text_and_not_too_much(run: Run, said: bytes, told: str) -> None:
    assert told in run("-", input=said).stderr


@pytest.mark.parametrize(
    ("rules", "grade", "code"),
    [
        (("X01",), "certain", 0), (("X01",), "likely", 1), (("X19",), "likely", 0), (("x19",), "to-check", 1),
        (("X01", "X06"), "certain", 1),
    ],
)  # fmt: skip
def test_the_code_follows_the_grade_and_the_rules_asked_for(
    run: Run, table: Path, rules: tuple[str, ...], grade: str, code: int
) -> None:
    chosen = [word for name in rules for word in ("--rule", name)]
    done = run(table, *chosen, "--full", "--fail-on", grade)
    assert done.exit_code == code
    assert done.stdout.count("To mend") == len(rules)


def test_a_script_gets_stable_keys(run: Run, table: Path) -> None:
    told = json.loads(run(table, "--json").stdout)
    assert list(told) == ["ok", "file", "counts", "remarks", "read"]
    assert (told["ok"], told["counts"]) == (False, {"certain": 1, "likely": 1, "to check": 1})
    assert list(told["remarks"][1]) == [
        "number", "rule", "title", "sureness", "says", "mend", "likely", "older", "where", "cells", "passages",
    ]  # fmt: skip
    cell = {"row": 3, "column": "C", "heading": "Luton", "role": "the place", "round": "", "text": "7.70%"}
    assert told["remarks"][1]["cells"] == [cell]
    assert list(told["read"]) == ["tables", "passages", "unread"]
    assert json.loads(run("--rules", "--json").stdout)["rules"][0]["rule"] == "X01"


def test_rules_are_listed(run: Run) -> None:
    assert run("--rules").stdout.splitlines()[0] == "X01  A value within its bounds (at most: likely)"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "No file is given"),
        (("table.txt", "--fail-on", "maybe"), '--fail-on "maybe" is no grade. Use one of: certain, likely, to-check'),
        (("table.txt", "--rule", "R99"), 'There is no rule "R99"'),
        (("table.txt", "--marked", "out.pdf"), "a marked copy is written as .html or .xlsx"),
        (("page.html", "--marked", "page.html"), "is the file that is audited"),
        (("none.txt",), "there is no file none.txt"),
        (("table.txt", "--marked", "none/out.html"), "No such file or directory"),
        (("table.txt", "--sheet", "A"), "table.txt has no sheets. Leave --sheet out."),
    ],
)
def test_what_cannot_be_done_is_a_sentence(
    run: Run, table: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], told: str
) -> None:
    monkeypatch.chdir(table.parent)
    done = run(*words)
    assert done.exit_code in (cli.Exit.FAULTS, cli.Exit.MACHINE)
    assert told in done.stderr
    assert "Traceback" not in done.output


class Links(HTMLParser):
    """Every name and every link of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.links: list[str] = []
        self.outside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        self.names += [name] if (name := held.get("id")) else []
        self.links += [link.removeprefix("#")] if (link := held.get("href")) else []
        self.outside += [tag] if tag in {"script", "link", "img", "iframe"} or "src" in held else []


def test_a_marked_page_links_both_ways_and_needs_nothing_else(run: Run, table: Path, tmp_path: Path) -> None:
    run(table, "--marked", tmp_path / "marked.html")
    page = (tmp_path / "marked.html").read_text(encoding="utf-8")
    held = Links()
    held.feed(page)
    assert len(held.names) == len(set(held.names))
    assert set(held.links) <= set(held.names)
    assert {"cell-1-3-C", "remark-2", "passage-1"} <= set(held.links)
    assert held.outside == []
    assert "Obesity &lt;b&gt;(%)&lt;/b&gt;" in page
    cell = re.search(r'<td class="marked likely" id="cell-1-3-C">.*?</td>', page, re.DOTALL)
    assert cell
    assert all(said in cell.group() for said in ("7.70%", "likely, remark ", "\u25b2"))


def test_a_marked_workbook_holds_comments_remarks_and_no_formula(run: Run, table: Path, tmp_path: Path) -> None:
    run(table, "--marked", tmp_path / "marked.xlsx")
    book = openpyxl.load_workbook(tmp_path / "marked.xlsx")
    assert book.sheetnames == ["Remarks", "Table 1"]
    marked = book["Table 1"]
    assert marked["D3"].value == "7.70%"
    assert marked["D3"].comment.text.startswith("2. likely: Luton is far from England.")
    assert marked["D3"].fill.patternType == "solid"
    assert marked["H3"].value == "\u25b2 likely 2"
    assert {cell.data_type for row in marked.iter_rows() for cell in row} <= {"s", "n"}
    assert marked["B2"].value == "=cmd|' /C calc'!A0"
    assert [cell.value for cell in book["Remarks"][3]][:4] == [
        2, "\u25b2 likely", "X01 A value within its bounds", "row 3, column C (Luton)",
    ]  # fmt: skip
